//! What is said to officers: each phrase with its message and what goes into it.

use super::Line;
use crate::domain::Locale;
use crate::phrase::desk::Desk;

pub(super) fn line(_locale: Locale, phrase: &Desk) -> Line {
    match phrase {
        Desk::NotAnOfficer => Line::new("not-an-officer"),
    }
}
