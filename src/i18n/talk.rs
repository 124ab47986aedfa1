//! What is said to workers: each phrase with its message and what goes into it.

mod button;
pub(super) mod explained;
pub(super) mod page;
pub(super) mod shown;

use super::{Line, figures};
use crate::domain::{AttachmentKind, FileTrouble, Locale, Role};
use crate::phrase::talk::{Late, Named, Talk};
use crate::vietnamese::code::Code;

#[expect(clippy::too_many_lines, reason = "one exhaustive match, a line a phrase")]
pub(super) fn line(locale: Locale, phrase: &Talk) -> Line {
    match phrase {
        Talk::Apology { number } => Line::new("apology").words("number", number),
        Talk::Busy => Line::new("busy"),

        Talk::Welcome { campaign } => Line::new("welcome").words("campaign", campaign),
        Talk::InvitedBy { unit } => Line::new("invited-by").words("unit", unit),
        Talk::InvitedAsOfficer => Line::new("invited-as-officer"),
        Talk::Consent => Line::new("consent"),
        Talk::ConsentInFull => Line::new("consent-in-full"),
        Talk::Refused => Line::new("refused"),
        Talk::StillRefused => Line::new("still-refused"),
        Talk::Agreed => Line::new("agreed"),
        Talk::ConsentStands => Line::new("consent-stands"),
        Talk::WithdrawConsent => Line::new("withdraw-consent"),
        Talk::ConsentWithdrawn => Line::new("consent-withdrawn"),

        Talk::ProfileFirst => Line::new("profile-first"),
        Talk::AskName => Line::new("ask-name"),
        Talk::ConfirmName { name } => Line::new("confirm-name").words("name", name),
        Talk::NameKept { given } => Line::new("name-kept").words("given", given),
        Talk::AskPhone => Line::new("ask-phone"),
        Talk::ConfirmPhone { phone } => Line::new("confirm-phone").words("phone", phone),
        Talk::PhoneKept { phone } => Line::new("phone-kept").words("phone", phone),
        Talk::PhoneSkipped => Line::new("phone-skipped"),
        Talk::NotYourContact => Line::new("not-your-contact"),
        Talk::AskUnit => Line::new("ask-unit"),
        Talk::ConfirmUnit { unit } => Line::new("confirm-unit").words("unit", whole(unit)),
        Talk::WhichUnit { typed } => Line::new("which-unit").words("typed", typed),
        Talk::UnitOnceIn { unit, old, now } => {
            Line::new("unit-once-in").words("unit", unit).words("old", old).words("now", now)
        }
        Talk::UnitFormerly { unit, former } => {
            Line::new("unit-formerly").words("unit", unit).words("former", former)
        }
        Talk::NoUnitFound { typed } => Line::new("no-unit-found").words("typed", typed),
        Talk::UnitKept { unit } => Line::new("unit-kept").words("unit", whole(unit)),
        Talk::UnitTypedKept { typed } => Line::new("unit-typed-kept").words("typed", typed),
        Talk::AskGroup => Line::new("ask-group"),
        Talk::GroupKept { group } => Line::new("group-kept").words("group", group),
        Talk::ProfileDone => Line::new("profile-done"),
        Talk::Profile(person) => page::profile(locale, person),

        Talk::Ask { topic, number, of } => {
            let question = Line::new(explained::question(*topic)).render(locale);
            Line::new("ask")
                .words("number", number.to_string())
                .words("of", of.to_string())
                .markup("question", question)
        }
        Talk::AskAnew { topic } => {
            let question = Line::new(explained::question(*topic)).render(locale);
            Line::new("ask-anew").markup("question", question)
        }
        Talk::Explain { topic } => Line::new(explained::help(*topic)),
        Talk::Noted(shown) => shown::noted(locale, shown),
        Talk::Confirm(shown) => Line::new("confirm").markup("value", shown::shown(locale, shown)),
        Talk::Which => Line::new("which"),
        Talk::Garbled { decoded } => Line::new("garbled").words("decoded", decoded),
        Talk::Misread { why } => Line::new(explained::why(*why)),
        Talk::TooLong { max, length } => Line::new("too-long")
            .words("max", counted(locale, *max))
            .words("length", counted(locale, *length)),
        Talk::TooShort { topic } => Line::new(explained::too_short(*topic)),
        Talk::Required { topic } => {
            Line::new("required").markup("topic", Line::new(explained::name(*topic)).render(locale))
        }
        Talk::FirstQuestion => Line::new("first-question"),
        Talk::NothingToGoBackTo => Line::new("nothing-to-go-back-to"),
        Talk::FileKept { kind } => Line::new(match kind {
            AttachmentKind::Voice | AttachmentKind::Audio => "voice-kept",
            AttachmentKind::Photo => "photo-kept",
            AttachmentKind::Document | AttachmentKind::Video => "file-kept",
        }),
        Talk::FileLimits { max } => Line::new("file-limits").words("max", megabytes(*max)),
        Talk::FilesSoFar { count, max } => {
            Line::new("files-so-far").number("count", *count).words("max", max.to_string())
        }
        Talk::FilesFull { max } => Line::new("files-full").words("max", max.to_string()),
        Talk::FileFailed { kind, number, why, max, is_sent } => {
            let what = file_name(*kind, *number).render(locale);
            let why = match why {
                FileTrouble::NeverCame => Line::new("file-never-came"),
                FileTrouble::TooBig => Line::new("file-too-big").words("max", megabytes(*max)),
                FileTrouble::WrongType => Line::new("file-wrong-type"),
                FileTrouble::Broken => Line::new("file-broken"),
            };
            let remark = Line::new(if *is_sent { "file-failed-later" } else { "file-failed" });
            remark.markup("failed", why.markup("what", what).render(locale))
        }
        Talk::FilesDropped => Line::new("files-dropped"),
        Talk::CaptionNotKept => Line::new("caption-not-kept"),
        Talk::Preview(preview) => page::preview(locale, preview),
        Talk::WhichAnswer => Line::new("which-answer"),
        Talk::Topic(topic) => Line::new(explained::name(*topic)),
        Talk::Shown(shown) => Line::new("value").markup("value", shown::shown(locale, shown)),
        Talk::Code(code) => coded("code", *code),
        Talk::Receipt { code, title, at } => {
            coded("receipt", *code).words("title", title).words("at", figures::instant(*at))
        }
        Talk::AlreadySent { code } => coded("already-sent", *code),
        Talk::Proof { code, day: Some(day), receipt } => {
            coded("proof", *code).words("day", figures::day(*day)).words("receipt", receipt)
        }
        Talk::Proof { code, day: None, receipt } => {
            coded("proof-unsealed", *code).words("receipt", receipt)
        }
        Talk::Milestone { code, number } => {
            coded("milestone", *code).words("number", figures::count(locale, *number))
        }

        Talk::DraftKept { title } => titled("draft-kept", "draft-kept-untitled", title.as_deref()),
        Talk::DraftAside { title } => {
            titled("draft-aside", "draft-aside-untitled", title.as_deref())
        }
        Talk::DraftResumed { title } => {
            titled("draft-resumed", "draft-resumed-untitled", title.as_deref())
        }
        Talk::DraftLabel { title, at } => {
            titled("draft-label", "draft-label-untitled", title.as_deref())
                .words("at", figures::day_of(*at))
        }
        Talk::Drafts { count } => Line::new("drafts").number("count", *count),
        Talk::NoDrafts => Line::new("no-drafts"),
        Talk::DraftGone => Line::new("draft-gone"),
        Talk::DraftGoneElsewhere => Line::new("draft-gone-elsewhere"),
        Talk::DiscardDraft { title } => {
            titled("discard-draft", "discard-draft-untitled", title.as_deref())
        }
        Talk::DraftDiscarded => Line::new("draft-discarded"),
        Talk::DraftReminder { title, last: false } => {
            titled("draft-reminder", "draft-reminder-untitled", title.as_deref())
        }
        Talk::DraftReminder { title, last: true } => {
            titled("draft-last-reminder", "draft-last-reminder-untitled", title.as_deref())
        }
        Talk::Stopped => Line::new("stopped"),
        Talk::NothingToStop => Line::new("nothing-to-stop"),

        Talk::Mine(mine) => page::mine(locale, mine),
        Talk::NothingSent => Line::new("nothing-sent"),
        Talk::Tracked(tracked) => page::tracked(locale, tracked),
        Talk::CodeUnknown => Line::new("code-unknown"),
        Talk::CodeMistyped => Line::new("code-mistyped"),
        Talk::CodeNeeded => Line::new("code-needed"),
        Talk::ConfirmWithdrawal { code, title } => {
            coded("confirm-withdrawal", *code).words("title", title)
        }
        Talk::Withdrawn { code } => coded("withdrawn", *code),
        Talk::NotWithdrawn { code } => coded("not-withdrawn", *code),
        Talk::JustDecided { code } => coded("just-decided", *code),
        Talk::CannotWithdraw { code, status } => coded("cannot-withdraw", *code)
            .markup("status", Line::new(explained::status(*status)).render(locale)),
        Talk::WhichToWithdraw => Line::new("which-to-withdraw"),
        Talk::NothingToWithdraw => Line::new("nothing-to-withdraw"),

        Talk::AskSupplement { code, title, question } => {
            coded("ask-supplement", *code).words("title", title).words("question", question)
        }
        Talk::SupplementSoFar { code, words, files } => {
            coded(if *words { "supplement-so-far" } else { "supplement-files-so-far" }, *code)
                .number("files", *files)
        }
        Talk::SupplementNeedsWords => Line::new("supplement-needs-words"),
        Talk::SupplementSent { code } => coded("supplement-sent", *code),
        Talk::NothingAsked => Line::new("nothing-asked"),
        Talk::SupplementLeft { code } => coded("supplement-left", *code),
        Talk::SupplementKept { code } => coded("supplement-kept", *code),

        Talk::LinkCode { code, minutes } => {
            Line::new("link-code").words("code", code).words("minutes", minutes.to_string())
        }
        Talk::LinkElsewhere => Line::new("link-elsewhere"),
        Talk::LinkUnclear => Line::new("link-unclear"),
        Talk::LinkUnknown => Line::new("link-unknown"),
        Talk::LinkOver => Line::new("link-over"),
        Talk::LinkTooOften => Line::new("link-too-often"),
        Talk::LinkedAlready => Line::new("linked-already"),
        Talk::LinkWaits => Line::new("link-waits"),
        Talk::LinkAsk => Line::new("link-ask"),
        Talk::Linked => Line::new("linked"),
        Talk::LinkedHere => Line::new("linked-here"),
        Talk::LinkRefused => Line::new("link-refused"),
        Talk::NothingToLink => Line::new("nothing-to-link"),
        Talk::OnlyChat => Line::new("only-chat"),
        Talk::Unlinked => Line::new("unlinked"),

        Talk::AskLanguage => Line::new("ask-language"),
        Talk::LanguageSet => Line::new("language-set"),
        Talk::Reminders { on: true } => Line::new("reminders-on"),
        Talk::Reminders { on: false } => Line::new("reminders-off"),
        Talk::Help { officer: false } => Line::new("help"),
        Talk::Help { officer: true } => Line::new("help-officer"),
        Talk::UnknownCommand => Line::new("unknown-command"),
        Talk::NotReadable => Line::new("not-readable"),
        Talk::OldButton => Line::new("old-button"),
        Talk::Corrected => Line::new("corrected"),
        Talk::LateCorrection(late) => Line::new(match late {
            Late::Writing => "late-correction",
            Late::Answering => "late-correction-of-answer",
            Late::Sent => "late-correction-of-sent",
        }),
        Talk::PressUnderNews => Line::new("press-under-news"),
        Talk::FileNotExpected { kind } => Line::new(match kind {
            AttachmentKind::Voice | AttachmentKind::Audio => "voice-not-expected",
            AttachmentKind::Photo | AttachmentKind::Document | AttachmentKind::Video => {
                "file-not-expected"
            }
        }),
        Talk::ContactNotExpected => Line::new("contact-not-expected"),
        Talk::Home { given: Some(given) } => Line::new("home-named").words("given", given),
        Talk::Home { given: None } => Line::new("home"),
        Talk::WelcomeBack => Line::new("welcome-back"),
        Talk::StillWriting => Line::new("still-writing"),

        Talk::OfficerWelcome { unit, role } => Line::new(match role {
            Role::Reviewer => "reviewer-welcome",
            Role::Administrator => "administrator-welcome",
        })
        .words("unit", whole(unit)),
        Talk::InvitationUnknown => Line::new("invitation-unknown"),
        Talk::InvitationExpired => Line::new("invitation-expired"),
        Talk::InvitationUsed => Line::new("invitation-used"),

        Talk::Button(button) => Line::new(button::id(*button)),
    }
}

/// A unit's name with the names above it.
fn whole(unit: &Named) -> String {
    if unit.path.is_empty() { unit.name.clone() } else { format!("{} ({})", unit.name, unit.path) }
}

fn coded(id: &'static str, code: Code) -> Line {
    Line::new(id).words("code", code.to_string())
}

fn titled(id: &'static str, untitled: &'static str, title: Option<&str>) -> Line {
    match title {
        Some(title) => Line::new(id).words("title", title),
        None => Line::new(untitled),
    }
}

fn counted(locale: Locale, number: usize) -> String {
    figures::count(locale, i64::try_from(number).unwrap_or(i64::MAX))
}

fn megabytes(bytes: u64) -> String {
    (bytes / 1_000_000).to_string()
}

/// How a file is called: by its kind and its place.
pub(super) fn file_name(kind: AttachmentKind, number: usize) -> Line {
    Line::new(match kind {
        AttachmentKind::Photo => "the-photo",
        AttachmentKind::Document => "the-file",
        AttachmentKind::Voice | AttachmentKind::Audio => "the-recording",
        AttachmentKind::Video => "the-video",
    })
    .words("number", number.to_string())
}
