//! Dates told from today.
