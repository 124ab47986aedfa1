//! What a campaign's owner decides, as a file that people write: reading it, saying everything
//! that is wrong with it, and what a change changes. Targets come as tables, like units.
//!
//! Pure: text and today's catalogue come in; a [`Catalogue`](crate::domain::Catalogue), a list of
//! changes or a list of problems comes out. `store::campaign` keeps what was found sound.

mod amend;
mod check;
mod file;
mod problem;
pub mod target;
pub mod time;

pub use amend::{Amendment, Members, Words, retire_missing};
pub use check::{MOST_GRACE, broken, check, difference};
pub use file::{read, write};
pub use problem::{Problem, Thing};
