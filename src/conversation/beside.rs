//! What is said beside the question that is open. A reminder asks whether to go on while the talk
//! still stands at its question; news and lists come in between. A yes right after them must not
//! settle what was asked before them: it is the answer to them, or the question is asked again.

use serde::{Deserialize, Serialize};

use super::draft::Place;
use super::{At, State, current, drafts, submit, window};
use crate::domain::DraftId;
use crate::effect::{Means, Turn};
use crate::facts::Facts;
use crate::message::Heard;
use crate::vietnamese::intent::{self, Intent};
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, text};

/// What was said last, where that is not the question that is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Beside {
    /// Something that asks nothing.
    Remark,
    /// Shall we go on writing: this draft, or the one that is open?
    GoOn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        draft: Option<DraftId>,
    },
    /// Shall we say when entries are taken again?
    TellOpening,
}

/// What is said to it: a yes, a no, or neither.
fn read(words: &str) -> Option<YesNo> {
    // Whoever says to send it means the draft, and not what came in between.
    if submit::says_send(words) {
        return None;
    }
    match yes_no::read(words) {
        Reading::Read(said) => Some(said),
        Reading::Ambiguous(_) | Reading::Unreadable(_) => {
            let later = intent::read(words) == Some(Intent::Skip) || puts_off(words);
            if goes_on(words) { Some(YesNo::Yes) } else { later.then_some(YesNo::No) }
        }
    }
}

/// Whether the words say "let us go on", and nothing else.
fn goes_on(words: &str) -> bool {
    const AROUND: [&str; 12] =
        ["viet", "tuc", "di", "nhe", "nha", "a", "ok", "oke", "da", "vang", "luon", "em"];
    says(words, &["tiep"], &AROUND)
}

/// Whether the words say "not now", and nothing else.
fn puts_off(words: &str) -> bool {
    const LATER: [&str; 8] = ["mai", "lat", "chut", "ti", "ban", "hom", "khi", "toi"];
    const AROUND: [&str; 14] = [
        "de", "nua", "dang", "roi", "qua", "khac", "nao", "sau", "da", "vang", "nhe", "nha", "a",
        "em",
    ];
    says(words, &LATER, &AROUND)
}

/// Whether the words are thanks, and nothing else.
pub fn is_thanks(words: &str) -> bool {
    const AROUND: [&str; 14] = [
        "on", "you", "xin", "da", "vang", "ok", "em", "anh", "chi", "ban", "nhieu", "a", "nhe",
        "nha",
    ];
    says(words, &["cam", "thanks", "thank"], &AROUND)
}

/// Whether the words are one of these or more, and others only around them; all of them folded.
pub fn says(words: &str, what: &[&str], around: &[&str]) -> bool {
    let words = text::fold(words);
    let words = || words.split(' ');
    words().any(|word| what.contains(&word))
        && words().all(|word| what.contains(&word) || around.contains(&word))
}

/// Whether the words are a yes or a no to a question that was asked beside the talk.
#[must_use]
pub fn hears(state: &State, heard: &Heard) -> bool {
    let asked = matches!(state.beside, Some(Beside::GoOn { .. } | Beside::TellOpening));
    asked && matches!(heard, Heard::Text(words) if read(words).is_some())
}

/// What the words say to what was said beside the talk; nothing where they are about the question
/// that is open.
pub fn answer(state: &State, beside: Beside, words: &str) -> Option<YesNo> {
    let said = read(words)?;
    let asked = beside != Beside::Remark;
    (asked || said == YesNo::Yes && state.is_settled_by_a_yes()).then_some(said)
}

/// Hears a yes or a no to what was said beside the talk.
pub fn hear(state: State, beside: Beside, said: YesNo, facts: &Facts) -> Turn<State> {
    match (beside, said) {
        // Whoever has not agreed yet agrees to what they read, and not to a reminder.
        _ if !state.has_agreed(facts) => ask(state, facts),
        (Beside::GoOn { draft: Some(draft) }, YesNo::Yes) => drafts::open(state, draft, facts),
        (Beside::GoOn { draft: None }, YesNo::Yes) => drafts::resume(state, facts),
        (Beside::GoOn { .. }, YesNo::No) if state.at == At::Draft => {
            drafts::put_aside(state, facts)
        }
        (Beside::TellOpening, YesNo::Yes) => window::tell_opening(state, facts),
        (Beside::Remark | Beside::GoOn { .. } | Beside::TellOpening, _) => ask(state, facts),
    }
}

fn ask(state: State, facts: &Facts) -> Turn<State> {
    let say = current(&state, facts);
    Turn::say(state, say)
}

/// Notes whether the question that is open was asked, or something was said beside it. Where we
/// begin to speak it is what we came with, though the question follows.
pub fn note(mut turn: Turn<State>, heard: &Heard) -> Turn<State> {
    let Some(say) = &turn.reply else { return turn };
    let asks = say.choices.iter().any(|choice| matches!(choice.means, Means::Answer(_)));
    if asks && !matches!(heard, Heard::Alarm(_) | Heard::FileFailed(_)) {
        turn.state.beside = None;
    } else if turn.state.is_settled_by_a_yes() {
        turn.state.beside.get_or_insert(Beside::Remark);
    }
    turn
}

impl State {
    /// Whether a mere yes would do here what cannot be undone.
    pub(super) fn is_settled_by_a_yes(&self) -> bool {
        match &self.at {
            At::Draft => self.draft.as_ref().is_some_and(|draft| {
                matches!(draft.place, Place::Preview | Place::Discarding { .. })
            }),
            At::Supplement(answering) => !answering.is_empty(),
            At::Withdrawing { .. } | At::WithdrawingConsent => true,
            At::Idle | At::Consent | At::Refused | At::Profile(_) | At::Erasing { .. } => false,
        }
    }

    /// Another talk was heard in this chat: what was asked beside this one is over.
    pub(crate) fn interrupt(&mut self) {
        self.beside = self.is_settled_by_a_yes().then_some(Beside::Remark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_is_answered_as_people_do() {
        for (typed, said) in [
            ("vâng", Some(YesNo::Yes)),
            ("ok em", Some(YesNo::Yes)),
            ("ừ", Some(YesNo::Yes)),
            ("tiếp tục đi", Some(YesNo::Yes)),
            ("Dạ viết tiếp ạ", Some(YesNo::Yes)),
            ("để sau", Some(YesNo::No)),
            ("mai nhé", Some(YesNo::No)),
            ("đang bận", Some(YesNo::No)),
            ("lát nữa em", Some(YesNo::No)),
            ("không", Some(YesNo::No)),
            ("gửi đi", None),
            ("phải bê khuôn bằng tay", None),
            ("tiếp theo là lắp con lăn", None),
        ] {
            assert_eq!(read(typed), said, "{typed}");
        }
    }
}
