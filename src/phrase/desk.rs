//! What is said to officers.

/// Something to say to an officer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Desk {
    /// The command is for officers, and the speaker is none.
    NotAnOfficer,
}
