//! Amounts.
use serde::{Deserialize, Serialize};
/// Per what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Year,
    Month,
    Day,
    Shift,
}
