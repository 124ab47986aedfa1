//! Takes the files of a message to its reader, the way that the reader's channel allows.

use super::Account;
use crate::channel::file::{Parcel, Way};
use crate::domain::Attachment;

/// The files as this account can send them: those that it has received itself.
#[must_use]
pub fn parcels(account: &Account, files: &[Attachment]) -> Vec<Parcel> {
    files
        .iter()
        .filter(|file| file.account == account.id)
        .map(|file| Parcel {
            kind: file.kind,
            name: file.name.clone().unwrap_or_default(),
            way: Way::Id(file.file_id.clone()),
        })
        .collect()
}
