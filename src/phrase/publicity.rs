//! What is said about showing recognised initiatives to the public.

use super::desk::Place;
use crate::domain::publication::Publicity as Now;
use crate::vietnamese::code::Code;

/// Something to say about showing an initiative.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Publicity {
    /// It was just recognised: may it be shown?
    MayWeShow,
    /// This is what would be shown, or is.
    Preview(Box<Preview>),
    /// It is shown from now on, here.
    Shown { code: Code, named: bool, link: Option<String> },
    /// It is counted and not shown.
    NotShown { code: Code },
    /// Only recognised initiatives are shown.
    NotRecognized { code: Code },
    /// Officers have taken it down; it stays down.
    StaysDown { code: Code },
    /// Which one?
    WhichToShow,
    /// To an officer: nothing of it is shown.
    NothingShown { code: Code },
    /// To an officer: why?
    AskWhy { code: Code },
    /// To an officer: it is taken down.
    TakenDown { code: Code, title: String },
    /// To the author: officers have taken it down.
    TookDown { code: Code, title: String, reason: String },
    /// On a button.
    Button(Button),
}

/// What the public would read, exactly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    pub code: Code,
    pub title: String,
    pub place: Place,
    pub summary: String,
    /// The author's name, as it would be shown if they agree to that too.
    pub author: Option<String>,
    pub now: Now,
}

/// On a button.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Button {
    Agree,
    Refuse,
    Look,
    WithName,
    WithoutName,
}
