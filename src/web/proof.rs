//! Proving a submission to whoever holds its receipt. A receipt names nobody, and without it
//! nobody learns anything here.

use std::sync::Arc;

use futures::future::BoxFuture;

use super::gallery::Away;
use crate::domain::seal::Receipt;

/// Longest text in which a receipt is looked for, in bytes: one with its proof, and the message
/// around it.
pub const LONGEST: usize = 8_000;

/// Looks a receipt up, and gives it with the proof as it is today; none where nothing like it was
/// written down.
pub type Prove =
    Arc<dyn Fn(Receipt) -> BoxFuture<'static, Result<Option<Receipt>, Away>> + Send + Sync>;

/// What somebody asks to be proven.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    receipt: String,
}

impl Asked {
    /// Whether nothing was typed yet.
    pub(super) fn is_empty(&self) -> bool {
        self.receipt.trim().is_empty()
    }

    /// The receipt that was typed.
    pub(super) fn receipt(&self) -> Option<Receipt> {
        (self.receipt.len() <= LONGEST).then(|| Receipt::read(&self.receipt)).flatten()
    }
}
