//! The nouns of the programme: plain data with their own rules, and nothing else.
//!
//! No clock, no SQL, no channel, no `async`. Instants come in as arguments.

mod ids;

pub mod attachment;
pub mod campaign;
pub mod dossier;
pub mod event;
pub mod initiative;
pub mod locale;
pub mod officer;
pub mod person;
pub mod seal;
pub mod publication;
pub mod status;

pub use attachment::{Attachment, AttachmentKind, ContentHash, FileState, FileTrouble};
pub use campaign::{
    Applied, Catalogue, Cluster, Entry, Fit, ParticipantGroup, Phase, ReasonCode, Target,
};
pub use event::{Actor, Event, EventHash, NoteSeal, Salt, Step};
pub use ids::{
    AccountId, CampaignId, ConversationId, DraftId, InitiativeId, OfficerId, PersonId, UnitId,
};
pub use initiative::{Act, Benefit, CoAuthor, Content, Initiative, Kind, Recognition, Since};
pub use locale::Locale;
pub use officer::{Grant, Role};
pub use person::{Hindrance, Holdings, Person, Workplace};
pub use status::{Closed, Open, Status, StatusName};
