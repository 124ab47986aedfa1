//! Numbers that name rows, one type a kind, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    )*};
}

ids! {
    /// One bot token, Official Account or terminal.
    AccountId(i32);
    /// A chat with one person on one account.
    ConversationId(i64);
    /// Somebody who has given consent.
    PersonId(i64);
    /// A union body in the organisation tree.
    UnitId(i64);
    /// An appointment of a person as officer of a unit.
    OfficerId(i64);
    /// A campaign.
    CampaignId(i64);
    /// A submitted initiative, inside the database. People use its `Code`.
    InitiativeId(i64);
    /// A saved, unfinished initiative.
    DraftId(i64);
}
