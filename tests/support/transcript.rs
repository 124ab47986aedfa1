//! Dialogues that a client can read, and running them against anything that can hold a talk.
//!
//! ```text
//! # A remark.
//! channel: plain              no buttons; choices are numbered lines
//! > xin chào                  the worker says something; \n is a new line within it
//! > [Đồng ý]                  the worker presses the newest button with this label
//! > (old [Đồng ý])            … the oldest button with this label
//! > (photo xe.jpg) lời kèm    a file with words under it; also document, voice, video
//! > (album A xe.jpg)          a photo of an album
//! > (contact 0912345678)      the worker's own contact; (contact of another 09…)
//! > (edit) nguyễn thị hoa     changes the newest message; (edit older) an older one
//! > (sticker)  (blocked)  (returned)
//! > {code}                    the code that was shown last to join chats
//! < Chào bạn!                 what comes back, a line each
//! < [Đồng ý] [Không đồng ý]   its buttons, a row each
//! @officer > /hangcho         somebody else speaks
//! @officer < …                … and is answered
//! -- 25 hours later
//! ```
//!
//! A transcript without any `<` line after a `>` line expects silence. With `UPDATE_TRANSCRIPTS=1`
//! the answers are written anew instead of being compared.

use std::fmt::Write as _;
use std::path::Path;

use chrono::TimeDelta;
use sangkien::message::{Outbound, plain};

/// Stands for the code that was shown last to join chats: it is another one every time.
pub const CODE: &str = "{code}";

/// Who speaks where no name is given.
pub const WORKER: &str = "worker";

/// What happens in a dialogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    Remark(String),
    Channel(Channel),
    Said { who: String, said: Said, source: String },
    Later { by: TimeDelta, source: String },
}

/// What the channel of a dialogue can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Channel {
    /// As Telegram.
    #[default]
    Buttons,
    /// Nothing but words.
    Plain,
}

/// What somebody says or does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    Text(String),
    Press { label: String, oldest: bool },
    File { kind: String, name: String, caption: Option<String>, album: Option<String> },
    Contact { phone: String, own: bool },
    Edit { text: String, newest: bool },
    Sticker,
    Blocked,
    Returned,
}

/// The code in a message that shows one, as it is shown.
pub fn link_code(text: &str) -> Option<String> {
    ["Mã liên kết của bạn: ", "/lienket "].into_iter().find_map(|before| {
        let (_, after) = text.split_once(before)?;
        let code: String = after.chars().take(9).collect();
        let is_code = code.len() == 9 && code.chars().all(|c| c.is_ascii_digit() || c == ' ');
        is_code.then_some(code)
    })
}

/// Something that can hold a talk.
pub trait Stage {
    /// Somebody says something. Gives everything that is sent because of it, and to whom.
    fn say(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)>;
    /// Time goes by. Gives everything that is sent meanwhile.
    fn wait(&mut self, by: TimeDelta) -> Vec<(String, Outbound)>;
}

/// Reads a transcript, without the answers in it.
pub fn read(text: &str) -> Vec<Line> {
    text.lines().filter_map(read_line).collect()
}

fn read_line(line: &str) -> Option<Line> {
    let line = line.trim_end();
    if line.is_empty() || line.starts_with('#') {
        return Some(Line::Remark(line.to_owned()));
    }
    if let Some(channel) = line.strip_prefix("channel:") {
        return Some(Line::Channel(match channel.trim() {
            "buttons" => Channel::Buttons,
            "plain" => Channel::Plain,
            other => panic!("there is no channel {other}"),
        }));
    }
    if let Some(later) = line.strip_prefix("--") {
        return Some(Line::Later { by: read_span(later), source: line.to_owned() });
    }
    let (who, rest) = match line.strip_prefix('@') {
        Some(named) => named.split_once(' ').expect("a name is followed by what is said"),
        None => (WORKER, line),
    };
    if rest.starts_with('<') {
        return None;
    }
    let said = rest.strip_prefix("> ").unwrap_or_else(|| panic!("neither > nor <: {line}"));
    Some(Line::Said { who: who.to_owned(), said: read_said(said), source: line.to_owned() })
}

fn read_span(later: &str) -> TimeDelta {
    let mut words = later.split_whitespace();
    let number: i64 = words.next().and_then(|n| n.parse().ok()).expect("a span has a number");
    match words.next() {
        Some("minute" | "minutes") => TimeDelta::minutes(number),
        Some("hour" | "hours") => TimeDelta::hours(number),
        Some("day" | "days") => TimeDelta::days(number),
        unit => panic!("there is no span of {unit:?}"),
    }
}

fn read_said(said: &str) -> Said {
    if let Some(label) = said.strip_prefix('[').and_then(|said| said.strip_suffix(']')) {
        return Said::Press { label: label.to_owned(), oldest: false };
    }
    let Some((done, rest)) = said.strip_prefix('(').and_then(|said| said.split_once(')')) else {
        return Said::Text(said.replace("\\n", "\n"));
    };
    let rest = rest.trim();
    let mut words = done.split_whitespace();
    match words.next() {
        Some("sticker") => Said::Sticker,
        Some("blocked") => Said::Blocked,
        Some("returned") => Said::Returned,
        Some("edit") => Said::Edit { text: rest.to_owned(), newest: words.next() != Some("older") },
        Some("old") => {
            let label = done.trim_start_matches("old").trim();
            Said::Press { label: label.trim_matches(['[', ']']).to_owned(), oldest: true }
        }
        Some("contact") => {
            let own = !done.contains("of another");
            let phone = done.split_whitespace().next_back().expect("a contact has a number");
            Said::Contact { phone: phone.to_owned(), own }
        }
        Some(kind) => {
            let album = (kind == "album").then(|| words.next().expect("an album has a name"));
            Said::File {
                kind: if kind == "album" { "photo" } else { kind }.to_owned(),
                name: words.next().unwrap_or("file").to_owned(),
                caption: (!rest.is_empty()).then(|| rest.to_owned()),
                album: album.map(str::to_owned),
            }
        }
        None => panic!("nothing is done in {said}"),
    }
}

/// Plays a transcript, and gives it back with the answers that really came.
pub fn play(lines: &[Line], stage: &mut impl Stage, channel: Channel) -> String {
    let mut written = String::new();
    for line in lines {
        let sent = match line {
            Line::Remark(remark) => {
                writeln!(written, "{remark}").expect("a String takes everything");
                continue;
            }
            Line::Channel(channel) => {
                let channel = match channel {
                    Channel::Buttons => "buttons",
                    Channel::Plain => "plain",
                };
                writeln!(written, "channel: {channel}").expect("a String takes everything");
                continue;
            }
            Line::Said { who, said, source } => {
                writeln!(written, "{source}").expect("a String takes everything");
                stage.say(who, said)
            }
            Line::Later { by, source } => {
                writeln!(written, "{source}").expect("a String takes everything");
                stage.wait(*by)
            }
        };
        for (who, outbound) in sent {
            let name = if who == WORKER { String::new() } else { format!("@{who} ") };
            for line in show(&outbound, channel).lines() {
                let line = format!("{name}< {line}");
                writeln!(written, "{}", line.trim_end()).expect("a String takes everything");
            }
        }
    }
    written
}

/// The channel that a transcript asks for.
pub fn channel(lines: &[Line]) -> Channel {
    lines
        .iter()
        .find_map(|line| match line {
            Line::Channel(channel) => Some(*channel),
            _ => None,
        })
        .unwrap_or_default()
}

/// A message as it is written in a transcript.
pub fn show(outbound: &Outbound, channel: Channel) -> String {
    let mut shown = match channel {
        Channel::Plain => sangkien::channel::numbered::render(outbound),
        Channel::Buttons => plain(&outbound.text),
    };
    if channel == Channel::Buttons {
        for row in &outbound.buttons {
            let row: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
            write!(shown, "\n{}", row.join(" ")).expect("a String takes everything");
        }
        if let Some(label) = &outbound.ask_contact {
            write!(shown, "\n({label})").expect("a String takes everything");
        }
    }
    if channel == Channel::Buttons && outbound.picture.is_some() {
        shown.push_str("\n(file thong-ke.png)");
    }
    for file in &outbound.files {
        let name = file.name.as_deref().unwrap_or(&file.file_id);
        write!(shown, "\n(file {name})").expect("a String takes everything");
    }
    shown
}

/// Compares what came with what is written, or writes it where `UPDATE_TRANSCRIPTS` is set.
pub fn settle(path: &Path, expected: &str, came: &str) -> Result<(), String> {
    if expected == came {
        return Ok(());
    }
    if std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
        return std::fs::write(path, came).map_err(|error| error.to_string());
    }
    let differs = expected.lines().zip(came.lines()).position(|(left, right)| left != right);
    let at = differs.unwrap_or_else(|| expected.lines().count().min(came.lines().count()));
    let around =
        |text: &str| text.lines().skip(at.saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n");
    Err(format!(
        "{}, line {}:\n--- written\n{}\n--- came\n{}\n(UPDATE_TRANSCRIPTS=1 writes it anew)",
        path.display(),
        at + 1,
        around(expected),
        around(came),
    ))
}
