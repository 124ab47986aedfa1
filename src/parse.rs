//! `sangkien parse`: what the readers make of a text, as one JSON object per text.
//!
//! Support staff see with it what the bot understood, and a text that was read wrongly can be
//! sent to us as one line.

use std::io::{self, BufRead, Write};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Value, json};

use crate::vietnamese::money::{Amount, Period};
use crate::vietnamese::yes_no::YesNo;
use crate::vietnamese::{Reading, Why, coauthors, code, date, money, name, phone, text, yes_no};

/// Hours by which Vietnam is ahead of UTC; it has no daylight saving time.
const VIETNAM: i32 = 7;

/// The arguments of `sangkien parse`.
#[derive(Args, Debug)]
pub struct ParseArgs {
    /// What the texts are meant to be.
    kind: Kind,
    /// The texts; without any, each line of the standard input is one.
    #[arg(allow_hyphen_values = true)]
    texts: Vec<String>,
    /// The moment at which the texts were written, such as 2022-05-20T10:00+07:00.
    #[arg(long, value_parser = moment)]
    now: Option<DateTime<FixedOffset>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Kind {
    Money,
    Date,
    Phone,
    Name,
    Fold,
    #[value(name = "yesno")]
    YesNo,
    Code,
    #[value(name = "coauthors")]
    CoAuthors,
}

fn moment(typed: &str) -> Result<DateTime<FixedOffset>, String> {
    // RFC 3339 wants the seconds, people leave them out.
    DateTime::parse_from_rfc3339(typed)
        .or_else(|_| DateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M%:z"))
        .map_err(|_| "not a moment such as 2022-05-20T10:00+07:00".to_owned())
}

/// Reads the texts of `args`, or the lines of the standard input, and prints what they mean.
///
/// `clock` is the present moment, used where `--now` does not give another.
///
/// # Errors
///
/// When the input or the output fails, or `--now` is not a moment. A reader that stops early,
/// as `head` does, is no failure.
pub fn run(args: &ParseArgs, clock: DateTime<Utc>) -> io::Result<()> {
    match read_all(args, clock, io::stdin().lock(), io::stdout().lock()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

fn read_all(
    args: &ParseArgs,
    clock: DateTime<Utc>,
    mut input: impl BufRead,
    mut out: impl Write,
) -> io::Result<()> {
    let vietnam = FixedOffset::east_opt(VIETNAM * 3600).expect("seven hours are less than a day");
    let (texts, late) = without_now(&args.texts)?;
    let today = match late.or(args.now) {
        Some(now) => now.with_timezone(&vietnam).date_naive(),
        None => clock.with_timezone(&vietnam).date_naive(),
    };
    let mut print = |text: &str| -> io::Result<()> {
        serde_json::to_writer(&mut out, &Answer::to(args.kind, text, today))?;
        out.write_all(b"\n")
    };
    if !texts.is_empty() {
        return texts.into_iter().try_for_each(print);
    }
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        print(
            text.strip_suffix('\n').map_or(&*text, |text| text.strip_suffix('\r').unwrap_or(text)),
        )?;
        line.clear();
    }
    Ok(())
}

/// The texts, and the moment of a `--now` that stands after the first of them.
///
/// Texts may begin with a hyphen ("-5 triệu"), so clap leaves all that follows the first one
/// to us.
fn without_now(typed: &[String]) -> io::Result<(Vec<&str>, Option<DateTime<FixedOffset>>)> {
    let mut texts = Vec::with_capacity(typed.len());
    let mut now = None;
    let mut rest = typed.iter().map(String::as_str);
    while let Some(text) = rest.next() {
        let value = if text == "--now" {
            Some(rest.next().unwrap_or_default())
        } else {
            text.strip_prefix("--now=")
        };
        match value {
            Some(value) => {
                let parsed = moment(value).map_err(|why| {
                    io::Error::new(io::ErrorKind::InvalidInput, format!("--now: {why}"))
                })?;
                now = Some(parsed);
            }
            None => texts.push(text),
        }
    }
    Ok((texts, now))
}

/// One line of the output.
#[derive(Serialize)]
struct Answer<'a> {
    input: &'a str,
    result: Outcome,
    value: Value,
    /// The value as the bot shows it, before it counts.
    echo: Option<String>,
    candidates: Vec<Value>,
    reason: Option<Value>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    approximate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    /// What a text with the traces of a keyboard or of an old font was meant to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    meant: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Read,
    Ambiguous,
    Unreadable,
}

impl<'a> Answer<'a> {
    fn to(kind: Kind, input: &'a str, today: NaiveDate) -> Self {
        match kind {
            Kind::Money => Self::money(input),
            Kind::Date => {
                let reading = date::read(input, today, date::Future::Refused);
                Self::of(input, &reading, |span| json!(span), date::Span::echo)
            }
            Kind::Phone => {
                Self::of(input, &phone::read(input), |phone| json!(phone), phone::Phone::display)
            }
            Kind::Name => {
                Self::of(input, &name::read(input), |name| json!(name), name::PersonName::display)
            }
            Kind::Fold => Self {
                meant: text::residue(input),
                ..Self::of(input, &Reading::Read(text::fold(input)), |key| json!(key), Clone::clone)
            },
            Kind::YesNo => Self::of(
                input,
                &yes_no::read(input),
                |answer| json!(answer),
                |answer| {
                    let word = match answer {
                        YesNo::Yes => "có",
                        YesNo::No => "không",
                    };
                    word.to_owned()
                },
            ),
            Kind::Code => Self::of(
                input,
                &code::read(input),
                |code| json!(code.to_string()),
                ToString::to_string,
            ),
            Kind::CoAuthors => Self::of(
                input,
                &coauthors::read(input),
                |shares| json!(shares),
                |shares| {
                    let lines: Vec<_> = shares
                        .iter()
                        .map(|share| format!("{} {}%", share.name, share.percent))
                        .collect();
                    lines.join(", ")
                },
            ),
        }
    }

    fn money(input: &'a str) -> Self {
        let reading = money::read(input);
        let mut answer = Self::of(input, &reading, dong, Amount::echo);
        let amounts = match &reading {
            Reading::Read(amount) => std::slice::from_ref(amount),
            Reading::Ambiguous(amounts) => amounts.as_slice(),
            Reading::Unreadable(_) => &[],
        };
        if let [Amount::None] = amounts {
            answer.reason = Some(json!("none"));
        }
        if let Some(Amount::Dong { approximate, period, .. }) = amounts.first() {
            answer.approximate = *approximate;
            answer.period = *period;
        }
        answer
    }

    fn of<T>(
        input: &'a str,
        reading: &Reading<T>,
        value: impl Fn(&T) -> Value,
        echo: impl Fn(&T) -> String,
    ) -> Self {
        let mut answer = Self {
            input,
            result: Outcome::Unreadable,
            value: Value::Null,
            echo: None,
            candidates: Vec::new(),
            reason: None,
            approximate: false,
            period: None,
            meant: None,
        };
        match reading {
            Reading::Read(read) => {
                answer.result = Outcome::Read;
                answer.value = value(read);
                answer.echo = Some(echo(read));
            }
            Reading::Ambiguous(several) => {
                answer.result = Outcome::Ambiguous;
                answer.candidates = several.iter().map(value).collect();
                answer.echo = Some(several.iter().map(echo).collect::<Vec<_>>().join(" / "));
            }
            Reading::Unreadable(why) => answer.reason = Some(reason(*why)),
        }
        answer
    }
}

fn dong(amount: &Amount) -> Value {
    match amount {
        Amount::None => Value::Null,
        Amount::Dong { dong, .. } => json!(dong),
    }
}

fn reason(why: Why) -> Value {
    json!(why)
}
