//! What a campaign's owner decides, as a file that people write: reading it, saying everything
//! that is wrong with it, and what a change changes. Targets come as tables, like units.
//!
//! Pure: text and today's catalogue come in; a [`Catalogue`](crate::domain::Catalogue), a list of
//! changes or a list of problems comes out. `store::campaign` keeps what was found sound.

mod check;
mod file;
pub mod target;
pub mod time;

pub use check::{MOST_GRACE, check, difference};
pub use file::{read, write};
