//! What is said to workers.

/// Something to say to a worker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Talk {
    /// We could not handle what was said; staff has been told, with this number.
    Apology { number: String },
}
