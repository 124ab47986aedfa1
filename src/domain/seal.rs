//! Proof that the results were not changed afterwards: a seal for every day, and the receipt
//! with which anybody can check that their initiative is under one.
//!
//! The tree is that of RFC 6962 (Certificate Transparency), section 2.1: leaves and nodes are
//! hashed with different first bytes, so that neither can pass for the other. It is forty lines
//! here; the crates for it bring traits for every shape of tree.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Actor, Event, EventHash, InitiativeId, Salt, StatusName, Step};

/// The root over these leaves.
#[must_use]
pub fn root(leaves: &[EventHash]) -> EventHash {
    match leaves {
        [] => EventHash(Sha256::digest([]).into()),
        [leaf] => hash(0, &[leaf]),
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            hash(1, &[&root(left), &root(right)])
        }
    }
}

/// The way from the leaf at this place up to the root, the nearest neighbour first.
#[must_use]
pub fn path(leaves: &[EventHash], at: usize) -> Vec<Neighbour> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let middle = split(leaves.len());
    let (left, right) = leaves.split_at(middle);
    let (mut path, neighbour) = if at < middle {
        (self::path(left, at), Neighbour::Right(root(right)))
    } else {
        (self::path(right, at - middle), Neighbour::Left(root(left)))
    };
    path.push(neighbour);
    path
}

/// The largest power of two below `leaves`, which is at least two.
const fn split(leaves: usize) -> usize {
    1 << (usize::BITS - 1 - (leaves - 1).leading_zeros())
}

fn hash(first: u8, parts: &[&EventHash]) -> EventHash {
    let mut sha = Sha256::new_with_prefix([first]);
    for part in parts {
        sha.update(part.0);
    }
    EventHash(sha.finalize().into())
}

/// What stands beside the way up to the root, and on which side.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Neighbour {
    Left(#[serde(with = "hex")] EventHash),
    Right(#[serde(with = "hex")] EventHash),
}

/// What is published of a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seal {
    /// In Vietnam's time.
    pub day: NaiveDate,
    pub events: i64,
    /// Submissions of the day.
    pub entered: i64,
    /// By how many the recognised initiatives grew on the day.
    pub valid: i64,
    /// Submissions since the first day.
    pub all_entered: i64,
    pub all_valid: i64,
    /// Over the hashes of the day's events, in the order of the hashes.
    #[serde(with = "hex")]
    pub root: EventHash,
    /// The hash of the seal of the day before.
    #[serde(with = "hex")]
    pub previous: EventHash,
}

impl Seal {
    /// Seals a day: `steps` says of each event its hash, where it came from and where it led.
    #[must_use]
    pub fn of(day: NaiveDate, before: Option<&Self>, steps: &[SealedStep]) -> Self {
        let count =
            |is: &dyn Fn(&SealedStep) -> bool| steps.iter().filter(|step| is(step)).count() as i64;
        let entered = count(&|step| step.from.is_none());
        let valid = count(&|step| step.to == StatusName::Recognized)
            - count(&|step| step.from == Some(StatusName::Recognized));
        Self {
            day,
            events: steps.len() as i64,
            entered,
            valid,
            all_entered: before.map_or(0, |seal| seal.all_entered) + entered,
            all_valid: before.map_or(0, |seal| seal.all_valid) + valid,
            root: root(&leaves(steps)),
            previous: before.map_or(EventHash::NONE, Self::hash),
        }
    }

    /// The seal's own hash, which is what has to be published where many people see it.
    #[must_use]
    pub fn hash(&self) -> EventHash {
        let Self { day, events, entered, valid, all_entered, all_valid, root, previous } = self;
        let text = format!(
            "sangkien seal\n{day}\n{events}\n{entered}\n{valid}\n{all_entered}\n{all_valid}\n\
             {root}\n{previous}\n"
        );
        EventHash(Sha256::digest(text.as_bytes()).into())
    }
}

/// What a seal needs to know of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SealedStep {
    pub hash: EventHash,
    pub from: Option<StatusName>,
    pub to: StatusName,
}

/// The leaves of a day's tree.
#[must_use]
pub fn leaves(steps: &[SealedStep]) -> Vec<EventHash> {
    let mut leaves: Vec<EventHash> = steps.iter().map(|step| step.hash).collect();
    leaves.sort_unstable();
    leaves
}

/// Proof of a submission: what was written down of it and, once its day is sealed, the way from
/// there to the seal. It names nobody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub initiative: InitiativeId,
    /// When it was written down.
    pub at: DateTime<Utc>,
    pub version: i32,
    /// SHA-256 of what the author wrote.
    #[serde(with = "hex")]
    pub content: EventHash,
    /// SHA-256 of when and where it was entered; see [`Initiative::origin`](super::Initiative::origin).
    #[serde(with = "hex")]
    pub origin: EventHash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

/// The way from an event to its day's seal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proof {
    pub path: Vec<Neighbour>,
    pub seal: Seal,
}

/// Why a receipt does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Broken {
    #[error("the way does not lead from this submission to the root of the seal")]
    Path,
}

impl Receipt {
    /// The hash of the event of the submission.
    #[must_use]
    pub fn event_hash(&self) -> EventHash {
        let step = Step {
            at: self.at,
            actor: Actor::Author,
            from: None,
            to: StatusName::Received,
            reason: None,
            note: None,
            verified_benefit: None,
        };
        let salt = Salt([0; 16]); // Nothing is said with a submission.
        Event::chain(self.initiative, 1, self.origin, self.version, self.content, step, salt).hash
    }

    /// The receipt as it is handed out.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a receipt has only words and numbers")
    }

    /// Reads a receipt out of what somebody has kept of it, be it the whole message around it. None
    /// where there is no whole receipt in it.
    #[must_use]
    pub fn read(kept: &str) -> Option<Self> {
        let (from, to) = (kept.find('{')?, kept.rfind('}')?);
        serde_json::from_str(kept.get(from..=to)?).ok()
    }

    /// Checks the receipt by itself. Gives the hash of the seal, which then has to be the one
    /// that was published; none where the day is not sealed yet.
    pub fn check(&self) -> Result<Option<EventHash>, Broken> {
        let Some(Proof { path, seal }) = &self.proof else { return Ok(None) };
        let leaf = hash(0, &[&self.event_hash()]);
        let top = path.iter().fold(leaf, |here, neighbour| match neighbour {
            Neighbour::Left(left) => hash(1, &[left, &here]),
            Neighbour::Right(right) => hash(1, &[&here, right]),
        });
        if top == seal.root { Ok(Some(seal.hash())) } else { Err(Broken::Path) }
    }
}

/// Hashes as people read them.
mod hex {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use super::EventHash;

    pub fn serialize<S: Serializer>(hash: &EventHash, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hash.to_hex())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<EventHash, D::Error> {
        let text = String::deserialize(from)?;
        EventHash::from_hex(&text).ok_or_else(|| D::Error::custom("64 hexadecimal digits expected"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(number: u8) -> SealedStep {
        SealedStep { hash: EventHash([number; 32]), from: None, to: StatusName::Received }
    }

    #[test]
    fn roots_are_those_of_the_rfc() {
        // RFC 6962 defines the hash of an empty list as that of an empty string.
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(root(&[]).to_hex(), empty);
        assert_ne!(root(&[EventHash::NONE]), hash(1, &[&EventHash::NONE]), "a leaf is no node");
    }

    #[test]
    fn every_leaf_of_every_size_of_tree_can_be_proven() {
        for size in 1..20_u8 {
            let receipts: Vec<Receipt> = (0..size)
                .map(|number| Receipt {
                    initiative: InitiativeId(number.into()),
                    at: DateTime::UNIX_EPOCH,
                    version: 1,
                    content: EventHash([number; 32]),
                    origin: EventHash::NONE,
                    proof: None,
                })
                .collect();
            let steps: Vec<SealedStep> = receipts
                .iter()
                .map(|receipt| SealedStep { hash: receipt.event_hash(), ..step(0) })
                .collect();
            let leaves = leaves(&steps);
            let seal = Seal::of(NaiveDate::MIN, None, &steps);
            for mut receipt in receipts {
                let at = leaves.binary_search(&receipt.event_hash()).expect("it is one of them");
                let path = path(&leaves, at);
                receipt.proof = Some(Proof { path, seal: seal.clone() });
                assert_eq!(receipt.check(), Ok(Some(seal.hash())), "{size}");
                receipt.version = 2;
                assert_eq!(receipt.check(), Err(Broken::Path), "{size}");
            }
        }
    }

    #[test]
    fn a_receipt_reads_out_of_the_message_around_it() {
        let receipt = Receipt {
            initiative: InitiativeId(1),
            at: DateTime::UNIX_EPOCH,
            version: 1,
            content: EventHash([7; 32]),
            origin: EventHash::NONE,
            proof: None,
        };
        let kept = format!("Biên lai của bạn:\n{}\nGiữ tin này nhé.", receipt.to_json());
        assert_eq!(Receipt::read(&kept), Some(receipt));
        for nothing in ["", "}{", "{}", "{\"initiative\": 1", "Đ{ấ}"] {
            assert_eq!(Receipt::read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_seal_changes_with_everything_it_says() {
        let seal = Seal::of(NaiveDate::MIN, None, &[step(1), step(2)]);
        let more = Seal { all_entered: 3, ..seal.clone() };
        assert_ne!(seal.hash(), more.hash());
        assert_eq!(Seal::of(NaiveDate::MAX, Some(&seal), &[]).previous, seal.hash());
    }
}
