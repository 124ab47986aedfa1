//! What every worker says, message by message.

/// One message of a worker.
pub enum Move {
    /// Words.
    Say(&'static str),
    /// The button whose label has these words in it.
    Tap(&'static str),
    /// Words with which the next initiative begins.
    Again(&'static str),
}

use Move::{Again, Say, Tap};

/// The whole talk.
pub const SCRIPT: &[Move] = &[
    Say("/start"),
    Tap("Đồng ý"),
    Say("Nguyễn Văn Lan"),
    Again("Cải tiến khuôn dập"),
    Say("thay khuôn mất 40 phút"),
    Say("làm đồ gá thay nhanh"),
];
