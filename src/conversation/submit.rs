//! Writing an initiative: question after question, the preview, and sending it.

use super::draft::{Doubt, Draft, Pending, Place, Value};
use super::files::{self, Album, Taken};
use super::question::{self, MOST_FILES, Read};
use super::welcome::named;
use super::{At, State, again, beside, current, drafts, stale, window};
use crate::domain::{
    Act, Actor, Attachment, Content, EventHash, Fit, Initiative, Person, Since, Status, Workplace,
};
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::{Alarm, Heard};
use crate::phrase::talk::{Button, Named, Preview, Shown, Talk, Topic};
use crate::vietnamese::intent::{self, Intent};
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, name};

/// Whether the next utterance may send the initiative.
pub fn may_send(state: &State) -> bool {
    state.draft.as_ref().is_some_and(|draft| draft.place == Place::Preview)
}

/// What is open in a draft, in words and with its buttons.
pub fn ask(draft: &Draft, facts: &Facts) -> Say {
    match &draft.place {
        Place::Asking { pending: Some(pending), .. } => ask_back(pending, facts),
        Place::Asking { topic, anew, pending: None } => {
            question::ask(*topic, *anew, &draft.answers, facts)
        }
        Place::Preview => match draft.answers.content() {
            Some(content) => preview(content, facts),
            None => {
                let topic = draft.answers.missing().unwrap_or(Topic::ALL[0]);
                question::ask(topic, false, &draft.answers, facts)
            }
        },
        Place::Editing => (0..)
            .zip(Topic::ALL)
            .fold(Say::of(Talk::WhichAnswer), |say, (index, topic)| {
                say.answer(format!("e{index}"), Talk::Topic(topic))
            })
            .answer("back", Button::BackToPreview)
            .columns(2),
        Place::Discarding { .. } => {
            Say::of(Talk::DiscardDraft { title: draft.answers.title.clone() })
                .answer("yes", Button::Discard)
                .answer("no", Button::Keep)
        }
    }
}

/// Asks what was meant.
fn ask_back(pending: &Pending, facts: &Facts) -> Say {
    let values = || (0..).zip(&pending.values);
    match (pending.why, pending.values.as_slice()) {
        (Doubt::Garbled, [decoded, _]) => {
            let decoded = match decoded.shown() {
                Shown::Text(decoded) => decoded,
                _ => String::new(),
            };
            Say::of(Talk::Garbled { decoded })
                .answer("v0", Button::AsDecoded)
                .answer("v1", Button::AsTyped)
        }
        (Doubt::Outside, [Value::Since(Since::From(span))]) => window::ask_date(*span, facts),
        (Doubt::Converted, [value]) => Say::of(Talk::Confirm(value.shown()))
            .answer("v0", Button::Right)
            .answer("no", Button::Change)
            .columns(2),
        (Doubt::Converted | Doubt::Ambiguous | Doubt::Outside | Doubt::Garbled, _) => values()
            .fold(Say::of(Talk::Which), |say, (index, value)| {
                say.answer(format!("v{index}"), Talk::Shown(value.shown()))
            })
            .answer("no", Button::Change),
    }
}

/// Everything as the officer will read it.
fn preview(content: Content, facts: &Facts) -> Say {
    let person = facts.person;
    let preview = Preview {
        author: person.and_then(display_name).unwrap_or_default(),
        workplace: person.and_then(|person| workplace(person, facts)),
        group: person.and_then(|person| group(person, facts)),
        content,
    };
    Say::of(Talk::Preview(Box::new(preview)))
        .answer("send", Button::Send)
        .answer("edit", Button::Edit)
        .answer("keep", Button::KeepDraft)
}

/// The person's name as it is shown: capitals where they belong.
pub fn display_name(person: &Person) -> Option<String> {
    let typed = person.full_name.as_deref()?;
    Some(match name::read(typed) {
        Reading::Read(name) => name.display(),
        Reading::Ambiguous(_) | Reading::Unreadable(_) => typed.to_owned(),
    })
}

/// Where the person works, in words.
pub fn workplace(person: &Person, facts: &Facts) -> Option<Named> {
    person.workplace.as_ref().map(|workplace| match workplace {
        Workplace::Unit(unit) => named(*unit, facts),
        Workplace::Typed(typed) => Named { name: typed.clone(), path: String::new() },
    })
}

/// The person's group, in words.
pub fn group(person: &Person, facts: &Facts) -> Option<String> {
    let group = facts.catalogue.group(person.group.as_deref()?)?;
    Some(group.label(facts.locale).to_owned())
}

/// Hears an answer while an initiative is being written.
pub fn hear(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let place = match &state.draft {
        Some(Draft { place: Place::Preview, answers, .. }) => answers.first_gap(),
        Some(draft) => draft.place.clone(),
        None => {
            state.at = At::Idle;
            return stale(state, None, facts);
        }
    };
    match (place, heard) {
        (_, Heard::Contact { .. }) => again(state, Talk::ContactNotExpected, facts),
        (place, Heard::Attachment { file, caption, album }) => {
            let (taken, fetch) = attach(&mut state, file, album.as_deref(), facts);
            let turn = match caption {
                None => match taken {
                    Some(remark) => files_so_far(state, remark, facts),
                    None => Turn::silent(state),
                },
                Some(words) => {
                    let turn = hear_caption(state, &place, words, facts);
                    let reply = turn.reply.map(|say| match taken {
                        Some(remark) => say.after(remark),
                        None => say,
                    });
                    Turn { reply, ..turn }
                }
            };
            fetch.into_iter().fold(turn, Turn::with)
        }
        (Place::Asking { topic, anew, pending }, heard) => {
            hear_answer(state, topic, anew, pending, heard, facts)
        }
        (Place::Preview, Heard::Answer { key }) => match key.as_str() {
            "send" => send(state, facts),
            "edit" => go_to(state, Place::Editing, facts),
            "keep" => drafts::put_aside(state, facts),
            key => stale(state, Some(key), facts),
        },
        (Place::Preview, Heard::Text(words)) => match yes_no::read(words) {
            Reading::Read(YesNo::Yes) => send(state, facts),
            Reading::Read(YesNo::No) => go_to(state, Place::Editing, facts),
            Reading::Ambiguous(_) | Reading::Unreadable(_) if says_send(words) => {
                send(state, facts)
            }
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {
                let say = current(&state, facts);
                Turn::say(state, say)
            }
        },
        (Place::Editing, Heard::Answer { key }) => {
            let topic = key.strip_prefix('e').and_then(|index| index.parse::<usize>().ok());
            match topic.and_then(|index| Topic::ALL.get(index)) {
                Some(&topic) => {
                    go_to(state, Place::Asking { topic, anew: true, pending: None }, facts)
                }
                None if key == "back" => go_to(state, Place::Preview, facts),
                None => stale(state, Some(key), facts),
            }
        }
        (Place::Discarding { .. }, Heard::Answer { key }) => match key.as_str() {
            "yes" => drafts::throw_away(state, facts),
            "no" => spare(state, facts),
            key => stale(state, Some(key), facts),
        },
        (Place::Discarding { .. }, Heard::Text(words)) => match yes_no::read_for_good(words) {
            Reading::Read(YesNo::Yes) => drafts::throw_away(state, facts),
            Reading::Read(YesNo::No) => spare(state, facts),
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {
                again(state, Talk::StillWriting, facts)
            }
        },
        (Place::Editing | Place::Discarding { .. } | Place::Preview, _) => {
            let say = current(&state, facts);
            Turn::say(state, say)
        }
    }
}

/// Takes a file. Gives what is said of it, and what has to be done about it; of the later parts of
/// an album nothing is said.
fn attach(
    state: &mut State,
    file: &Attachment,
    album: Option<&str>,
    facts: &Facts,
) -> (Option<Talk>, Option<Effect>) {
    let Some(draft) = &mut state.draft else { return (None, None) };
    let files = &mut draft.answers.files;
    let before = files.len();
    let (taken, fetch) = files::take(file, album, &mut draft.album, files, 0, facts);
    let remark = match taken {
        Taken::Silently => None,
        Taken::TooBig => Some(files::too_big(file, before, facts)),
        Taken::Full => Some(Talk::FilesFull { max: MOST_FILES }),
        Taken::Kept => Some(Talk::FileKept { kind: file.kind }),
    };
    (remark, fetch)
}

/// Hears words under a file: they answer the question that is open. Those under a second file of an
/// album do not, because whoever wrote them has not seen what is asked after the first.
fn hear_caption(mut state: State, place: &Place, words: &str, facts: &Facts) -> Turn<State> {
    let asks_words = matches!(
        place,
        Place::Asking { topic, .. } if !matches!(topic, Topic::Files | Topic::Kind)
    );
    let album = state.draft.as_mut().and_then(|draft| draft.album.as_mut());
    if asks_words && album.is_none_or(Album::takes_words) {
        hear(state, &Heard::Text(words.to_owned()), facts)
    } else {
        again(state, Talk::CaptionNotKept, facts)
    }
}

/// Whether the words say "send it", and nothing else.
pub fn says_send(words: &str) -> bool {
    const AROUND: [&str; 10] = ["ok", "oke", "dong", "i", "luon", "di", "nhe", "a", "da", "vang"];
    beside::says(words, &["gui"], &AROUND)
}

/// Whether what is asked now shows how many files there are.
pub fn shows_files(state: &State) -> bool {
    state.draft.as_ref().is_some_and(|draft| {
        matches!(draft.place, Place::Asking { topic: Topic::Files, .. } | Place::Preview)
    })
}

/// At the question of files, says how many there are; elsewhere asks again what is open.
fn files_so_far(state: State, remark: Talk, facts: &Facts) -> Turn<State> {
    let Some(draft) = &state.draft else { return Turn::silent(state) };
    match draft.place {
        Place::Asking { topic: Topic::Files, .. } => {
            let count = draft.answers.files.len();
            let say = Say::of(Talk::FilesSoFar { count, max: MOST_FILES });
            let say = say.answer("done", Button::FilesDone);
            let say = if matches!(remark, Talk::FilesFull { .. } | Talk::FileFailed { .. }) {
                say.after(remark)
            } else {
                say
            };
            Turn::say(state, say)
        }
        _ => again(state, remark, facts),
    }
}

fn hear_answer(
    state: State,
    topic: Topic,
    anew: bool,
    pending: Option<Pending>,
    heard: &Heard,
    facts: &Facts,
) -> Turn<State> {
    let insisted = pending.as_ref().is_some_and(|pending| pending.why == Doubt::Outside);
    let read = match (heard, pending) {
        (Heard::Answer { key }, Some(pending)) => {
            if key == "no" {
                return go_to(state, Place::Asking { topic, anew, pending: None }, facts);
            }
            let index = key.strip_prefix('v').and_then(|index| index.parse::<usize>().ok());
            index.and_then(|index| pending.values.into_iter().nth(index)).map(Read::Take)
        }
        (Heard::Answer { key }, None) => question::choose(topic, key, facts),
        (Heard::Text(words), pending) => {
            let sure =
                pending.filter(|pending| matches!(pending.why, Doubt::Converted | Doubt::Outside));
            match (yes_no::read(words), sure) {
                (Reading::Read(YesNo::Yes), Some(pending)) => {
                    pending.values.into_iter().next().map(Read::Take)
                }
                (Reading::Read(YesNo::No), Some(_)) => {
                    return go_to(state, Place::Asking { topic, anew, pending: None }, facts);
                }
                // Whoever types something else has answered the question anew.
                (_, _) => Some(match intent::read(words) {
                    Some(Intent::Skip) => question::skip(topic),
                    _ => question::read(topic, words, facts),
                }),
            }
        }
        (_, _) => None,
    };
    match read {
        Some(Read::Take(value)) => match window::fit(&value, facts) {
            Some((_, Fit::TooEarly | Fit::TooLate)) if !insisted => {
                let pending = Some(Pending { why: Doubt::Outside, values: vec![value] });
                go_to(state, Place::Asking { topic, anew, pending }, facts)
            }
            Some((span, Fit::Partly)) => {
                let turn = take(state, topic, anew, value, facts);
                Turn {
                    reply: turn.reply.map(|say| say.second(window::partly(span, facts))),
                    ..turn
                }
            }
            Some(_) | None => take(state, topic, anew, value, facts),
        },
        Some(Read::Check(pending)) => {
            go_to(state, Place::Asking { topic, anew, pending: Some(pending) }, facts)
        }
        Some(Read::Follow(topic)) => {
            go_to(state, Place::Asking { topic, anew, pending: None }, facts)
        }
        Some(Read::Done) => {
            let place = next_place(&state, (!anew).then_some(topic));
            go_to(state, place, facts)
        }
        Some(Read::DropFiles) => {
            let mut state = state;
            if let Some(draft) = &mut state.draft {
                draft.answers.files.clear();
            }
            again(state, Talk::FilesDropped, facts)
        }
        Some(Read::Explain(why)) => {
            let turn = go_to(state, Place::Asking { topic, anew, pending: None }, facts);
            Turn { reply: turn.reply.map(|say| say.after(why)), ..turn }
        }
        None => {
            let key = match heard {
                Heard::Answer { key } => Some(key.as_str()),
                _ => None,
            };
            stale(state, key, facts)
        }
    }
}

/// Takes an answer and goes on.
fn take(mut state: State, topic: Topic, anew: bool, value: Value, facts: &Facts) -> Turn<State> {
    let noted = value.noted();
    if let Some(draft) = &mut state.draft {
        value.put(&mut draft.answers);
    }
    let place = next_place(&state, (!anew).then_some(topic));
    let turn = go_to(state, place, facts);
    Turn { reply: turn.reply.map(|say| say.after(Talk::Noted(noted))), ..turn }
}

/// What follows after the answer to `topic`; after an answer that was changed, the preview.
fn next_place(state: &State, topic: Option<Topic>) -> Place {
    match (topic.and_then(question::next), &state.draft) {
        (Some(topic), _) => Place::asking(topic),
        (None, Some(draft)) => draft.answers.first_gap(),
        (None, None) => Place::Preview,
    }
}

/// The draft is not thrown away after all: the talk goes on where it was.
fn spare(state: State, facts: &Facts) -> Turn<State> {
    let place = state.draft.as_ref().map(Draft::place_to_keep).unwrap_or_default();
    go_to(state, place, facts)
}

fn go_to(mut state: State, place: Place, facts: &Facts) -> Turn<State> {
    if let Some(draft) = &mut state.draft {
        draft.place = place;
    }
    let say = current(&state, facts);
    Turn::say(state, say)
}

/// One question back.
pub fn back(state: State, facts: &Facts) -> Turn<State> {
    let Some(draft) = &state.draft else { return again(state, Talk::FirstQuestion, facts) };
    let place = match &draft.place {
        Place::Asking { topic, anew, pending: Some(_) } => {
            Place::Asking { topic: *topic, anew: *anew, pending: None }
        }
        Place::Asking { anew: true, .. } | Place::Editing => next_place(&state, None),
        Place::Discarding { .. } => draft.place_to_keep(),
        Place::Asking { topic, .. } => match question::previous(*topic) {
            Some(topic) => Place::asking(topic),
            None => return again(state, Talk::FirstQuestion, facts),
        },
        Place::Preview => Place::asking(Topic::Files),
    };
    go_to(state, place, facts)
}

/// Submits the initiative and gives the receipt.
fn send(mut state: State, facts: &Facts) -> Turn<State> {
    let Some(person) = facts.person else { return again(state, Talk::OldButton, facts) };
    let content = state.draft.as_ref().and_then(|draft| draft.answers.content());
    let Some(content) = content else {
        let place = next_place(&state, None);
        return go_to(state, place, facts);
    };
    if drafts::is_gone(&state, facts) {
        return drafts::let_go(state, facts);
    }
    if let Some(pause) = window::pause(facts) {
        return window::hold(state, pause);
    }
    let title = content.title.clone();
    let initiative = fresh(content, person, facts);
    let at = initiative.submitted_at;
    let (initiative, event) =
        initiative.advance(Status::RECEIVED, Act::silent(Actor::Author, facts.now));
    let code = initiative.code();
    let draft = state.draft.take().and_then(|draft| draft.id);
    state.at = At::Idle;
    state.sent = Some(initiative.id);
    let receipt = Say::of(Talk::Receipt { code, title, at })
        .command(format!("/trangthai {code}"), Button::Track)
        .command("/moi", Button::New);
    let initiative = Box::new(initiative);
    let mut turn = Turn::say(state, receipt).with(Effect::Submit { initiative, event, draft });
    if facts.found.drafts.iter().all(|other| Some(other.id) == draft) {
        turn = turn
            .with(Effect::ClearAlarm(Alarm::DraftFirst))
            .with(Effect::ClearAlarm(Alarm::DraftSecond));
    }
    turn
}

/// An initiative that nothing has happened to yet.
fn fresh(content: Content, person: &Person, facts: &Facts) -> Initiative {
    // The platform says when it was sent; a clock that runs ahead does not count.
    let submitted_at = facts.sent_at.min(facts.now);
    Initiative {
        id: facts.fresh_initiative,
        campaign: facts.catalogue.campaign,
        phase: facts.catalogue.phase_at(submitted_at).map(|phase| phase.code.clone()),
        author: person.id,
        author_name: person.full_name.clone(),
        workplace: person.workplace.clone(),
        group: person.group.clone(),
        content_hash: Content::hash(&content.to_json()),
        content,
        version: 1,
        status: Status::RECEIVED,
        status_since: facts.now,
        submitted_at,
        last_event: EventHash::NONE,
        event_count: 0,
    }
}
