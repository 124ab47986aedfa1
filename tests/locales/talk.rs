//! One sample, or more, of everything that is said to workers.

use chrono::{DateTime, NaiveDate, Utc};
use sangkien::domain::{
    AccountId, Attachment, AttachmentKind, Benefit, CoAuthor, Content, FileTrouble, Kind, Locale,
    Recognition, Role, Since, StatusName,
};
use sangkien::phrase::talk::{
    Button, Late, MineEntry, MinePage, Named, Past, Person, Preview, Shown, Talk, Topic, Tracked,
};
use sangkien::vietnamese::Why;
use sangkien::vietnamese::code::Code;
use sangkien::vietnamese::date::{Precision, Span};
use sangkien::vietnamese::money::Period;

const CODE: Code = Code(1_234_567);
const TOPICS: [Topic; 10] = [
    Topic::Title,
    Topic::Kind,
    Topic::Before,
    Topic::Solution,
    Topic::Since,
    Topic::Benefit,
    Topic::BenefitWords,
    Topic::CoAuthors,
    Topic::Recognition,
    Topic::Files,
];
const FILES: [AttachmentKind; 5] = [
    AttachmentKind::Photo,
    AttachmentKind::Document,
    AttachmentKind::Voice,
    AttachmentKind::Audio,
    AttachmentKind::Video,
];

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("the instant exists")
}

fn title() -> String {
    "Giá đỡ khuôn <2 tầng> & bánh xe".to_owned()
}

fn unit() -> Named {
    Named { name: "Công ty Sao Mai".to_owned(), path: "LĐLĐ tỉnh Bắc Ninh".to_owned() }
}

pub fn samples() -> Vec<Talk> {
    [welcome(), profile(), questions(), drafts(), sent(), rest(), buttons()].concat()
}

fn welcome() -> Vec<Talk> {
    vec![
        Talk::Apology { number: "7F3A".to_owned() },
        Talk::Busy,
        Talk::Welcome { campaign: "Một triệu sáng kiến".to_owned() },
        Talk::InvitedBy { unit: "Công ty Sao Mai".to_owned() },
        Talk::InvitedAsOfficer,
        Talk::Consent,
        Talk::ConsentInFull,
        Talk::Refused,
        Talk::StillRefused,
        Talk::Agreed,
        Talk::ConsentStands,
        Talk::WithdrawConsent,
        Talk::ConsentWithdrawn,
        Talk::OfficerWelcome { unit: unit(), role: Role::Reviewer },
        Talk::OfficerWelcome { unit: unit(), role: Role::Administrator },
        Talk::InvitationUnknown,
        Talk::InvitationExpired,
        Talk::InvitationUsed,
    ]
}

fn profile() -> Vec<Talk> {
    let top = Named { name: "Tổng Liên đoàn".to_owned(), path: String::new() };
    let known = Person {
        name: Some("Nguyễn Thị Hoa".to_owned()),
        phone: Some("0912 345 678".to_owned()),
        workplace: Some(unit()),
        group: Some("Công nhân".to_owned()),
        reminders: true,
    };
    let unknown =
        Person { name: None, phone: None, workplace: None, group: None, reminders: false };
    vec![
        Talk::ProfileFirst,
        Talk::AskName,
        Talk::ConfirmName { name: "Nguyễn Thị Hoa".to_owned() },
        Talk::NameKept { given: "Hoa".to_owned() },
        Talk::AskPhone,
        Talk::ConfirmPhone { phone: "0912 345 678".to_owned() },
        Talk::PhoneKept { phone: "0912 345 678".to_owned() },
        Talk::PhoneSkipped,
        Talk::NotYourContact,
        Talk::AskUnit,
        Talk::ConfirmUnit { unit: unit() },
        Talk::WhichUnit { typed: "sao".to_owned() },
        Talk::UnitOnceIn {
            unit: "CĐCS Công ty Gỗ Thuận Lợi".to_owned(),
            old: "Bình Dương".to_owned(),
            now: "TP Hồ Chí Minh".to_owned(),
        },
        Talk::UnitFormerly {
            unit: "Công đoàn A".to_owned(), former: "Công đoàn B".to_owned()
        },
        Talk::NoUnitFound { typed: "sao".to_owned() },
        Talk::UnitKept { unit: top },
        Talk::UnitTypedKept { typed: "sao".to_owned() },
        Talk::AskGroup,
        Talk::GroupKept { group: "Công nhân".to_owned() },
        Talk::ProfileDone,
        Talk::Profile(Box::new(known)),
        Talk::Profile(Box::new(unknown)),
    ]
}

fn questions() -> Vec<Talk> {
    let mut samples = vec![
        Talk::Which,
        Talk::Garbled { decoded: title() },
        Talk::TooLong { max: 200, length: 4_096 },
        Talk::FirstQuestion,
        Talk::NothingToGoBackTo,
        Talk::FilesSoFar { count: 1, max: 10 },
        Talk::FilesSoFar { count: 3, max: 10 },
        Talk::FilesFull { max: 10 },
        Talk::FileLimits { max: 20_000_000 },
        Talk::FilesDropped,
        Talk::CaptionNotKept,
        Talk::WhichAnswer,
        Talk::Code(CODE),
        Talk::Receipt { code: CODE, title: title(), at: at() },
        Talk::AlreadySent { code: CODE },
        Talk::Proof { code: CODE, day: None, receipt: "{}".to_owned() },
        Talk::Proof { code: CODE, day: Some(NaiveDate::MIN), receipt: "{}".to_owned() },
        Talk::Milestone { code: CODE, number: 1_000_000 },
    ];
    for topic in TOPICS {
        samples.extend([
            Talk::Ask { topic, number: 1, of: 9 },
            Talk::AskAnew { topic },
            Talk::Explain { topic },
            Talk::TooShort { topic },
            Talk::Required { topic },
            Talk::Topic(topic),
        ]);
    }
    for shown in shown() {
        samples.extend([
            Talk::Noted(shown.clone()),
            Talk::Confirm(shown.clone()),
            Talk::Shown(shown),
        ]);
    }
    samples.extend(FILES.map(|kind| Talk::FileKept { kind }));
    for why in FileTrouble::ALL {
        samples.extend(FILES.map(|kind| Talk::FileFailed {
            kind,
            number: 2,
            why,
            max: 20_000_000,
            is_sent: kind == AttachmentKind::Video,
        }));
    }
    samples.extend(WHYS.map(|why| Talk::Misread { why }));
    samples.extend(previews().map(|preview| Talk::Preview(Box::new(preview))));
    samples
}

const WHYS: [Why; 30] = [
    Why::Empty,
    Why::TooLong,
    Why::TooShort,
    Why::NotANumber,
    Why::NeedsUnit,
    Why::SeveralAmounts,
    Why::Calculation,
    Why::OddNumber,
    Why::NeedsTotal,
    Why::TooVague,
    Why::ForeignCurrency,
    Why::Negative,
    Why::TooLarge,
    Why::NotADate,
    Why::NoSuchDay,
    Why::Lunar,
    Why::Future,
    Why::NotYet,
    Why::NotAPhone,
    Why::SeveralPhones,
    Why::NotAName,
    Why::LooksLikePhone,
    Why::OneWord,
    Why::NotYesOrNo,
    Why::NotAChoice,
    Why::NotACode,
    Why::WrongCheckDigit,
    Why::NotShares,
    Why::BadShare,
    Why::OverHundred,
];

fn since(precision: Precision, to: u32) -> Since {
    let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("the day exists");
    Since::From(Span { from: day(1), to: day(to), precision })
}

fn money(approximate: bool, period: Option<Period>) -> Benefit {
    Benefit::Money { dong: 2_500_000, approximate, period }
}

fn others() -> Vec<CoAuthor> {
    vec![CoAuthor { name: "Trần Văn Bình".to_owned(), percent: 30 }]
}

fn shown() -> Vec<Shown> {
    let mut samples = vec![
        Shown::AsTyped,
        Shown::Text(title()),
        Shown::Since(Since::NotYet),
        Shown::Since(since(Precision::Day, 1)),
        Shown::Since(since(Precision::Day, 7)),
        Shown::Since(since(Precision::Month, 31)),
        Shown::Since(since(Precision::Quarter, 31)),
        Shown::Since(since(Precision::Year, 31)),
        Shown::Benefit(money(true, None)),
        Shown::Benefit(Benefit::NotInMoney { description: title() }),
        Shown::Shares { author: 70, others: others() },
        Shown::Shares { author: 100, others: Vec::new() },
        Shown::NotRecognizedYet,
        Shown::Files(0),
        Shown::Files(1),
        Shown::Nothing,
    ];
    samples.extend(Kind::ALL.map(Shown::Kind));
    let periods =
        [Period::Year, Period::Quarter, Period::Month, Period::Week, Period::Day, Period::Shift];
    samples.extend(periods.map(|period| Shown::Benefit(money(false, Some(period)))));
    samples
}

fn previews() -> [Preview; 2] {
    let file = Attachment {
        account: AccountId(1),
        kind: AttachmentKind::Photo,
        file_id: "f".to_owned(),
        unique_id: "u".to_owned(),
        name: None,
        size: None,
    };
    let short = Content {
        title: title(),
        kind: Kind::Technical,
        before: None,
        solution: title(),
        since: Since::NotYet,
        benefit: None,
        co_authors: Vec::new(),
        recognition: Some(Recognition::NotYet),
        attachments: Vec::new(),
        supplements: Vec::new(),
    };
    let full = Content {
        before: Some(title()),
        benefit: Some(money(true, Some(Period::Year))),
        co_authors: others(),
        recognition: Some(Recognition::Stated("Hội đồng".to_owned())),
        attachments: vec![file],
        ..short.clone()
    };
    let preview = |content, workplace, group| Preview {
        author: "Nguyễn Thị Hoa".to_owned(),
        workplace,
        group,
        content,
    };
    [preview(short, None, None), preview(full, Some(unit()), Some("Công nhân".to_owned()))]
}

fn drafts() -> Vec<Talk> {
    let mut samples = vec![
        Talk::Drafts { count: 1 },
        Talk::Drafts { count: 2 },
        Talk::NoDrafts,
        Talk::DraftGone,
        Talk::DraftGoneElsewhere,
        Talk::DraftDiscarded,
        Talk::Stopped,
        Talk::NothingToStop,
    ];
    for title in [None, Some(title())] {
        samples.extend([
            Talk::DraftKept { title: title.clone() },
            Talk::DraftAside { title: title.clone() },
            Talk::DraftResumed { title: title.clone() },
            Talk::DraftLabel { title: title.clone(), at: at() },
            Talk::DiscardDraft { title: title.clone() },
            Talk::DraftReminder { title: title.clone(), last: false },
            Talk::DraftReminder { title, last: true },
        ]);
    }
    samples
}

fn sent() -> Vec<Talk> {
    let mine = |pages| {
        let entry =
            MineEntry { code: CODE, title: title(), status: StatusName::Received, since: at() };
        Talk::Mine(Box::new(MinePage { entries: vec![entry], total: pages, page: 1, pages }))
    };
    let mut samples = vec![
        mine(1),
        mine(3),
        Talk::NothingSent,
        Talk::CodeUnknown,
        Talk::CodeMistyped,
        Talk::CodeNeeded,
        Talk::ConfirmWithdrawal { code: CODE, title: title() },
        Talk::Withdrawn { code: CODE },
        Talk::NotWithdrawn { code: CODE },
        Talk::WhichToWithdraw,
        Talk::NothingToWithdraw,
        Talk::AskSupplement { code: CODE, title: title(), question: "Ở đâu?".to_owned() },
        Talk::SupplementNeedsWords,
        Talk::SupplementSent { code: CODE },
        Talk::NothingAsked,
        Talk::SupplementLeft { code: CODE },
        Talk::SupplementKept { code: CODE },
    ];
    for status in StatusName::ALL {
        let past = Past {
            at: at(),
            status,
            reason: Some("Trùng".to_owned()),
            note: Some(title()),
            verified_benefit: Some(1_000_000),
        };
        let history = vec![past];
        let tracked = Tracked { code: CODE, title: title(), status, history };
        samples.push(Talk::Tracked(Box::new(tracked)));
        samples.push(Talk::CannotWithdraw { code: CODE, status });
    }
    for files in [0, 1, 2] {
        samples.push(Talk::SupplementSoFar { code: CODE, words: true, files });
        samples.push(Talk::SupplementSoFar { code: CODE, words: false, files });
    }
    samples
}

fn rest() -> Vec<Talk> {
    let mut samples = vec![
        Talk::LinkCode { code: "1234 5678".to_owned(), minutes: 10 },
        Talk::LinkElsewhere,
        Talk::LinkUnclear,
        Talk::LinkUnknown,
        Talk::LinkOver,
        Talk::JustDecided { code: CODE },
        Talk::LinkTooOften,
        Talk::LinkedAlready,
        Talk::LinkWaits,
        Talk::LinkAsk,
        Talk::Linked,
        Talk::LinkedHere,
        Talk::LinkRefused,
        Talk::NothingToLink,
        Talk::OnlyChat,
        Talk::Unlinked,
        Talk::AskLanguage,
        Talk::LanguageSet,
        Talk::Reminders { on: true },
        Talk::Reminders { on: false },
        Talk::Help { officer: false },
        Talk::Help { officer: true },
        Talk::UnknownCommand,
        Talk::NotReadable,
        Talk::OldButton,
        Talk::Corrected,
        Talk::LateCorrection(Late::Writing),
        Talk::LateCorrection(Late::Answering),
        Talk::LateCorrection(Late::Sent),
        Talk::PressUnderNews,
        Talk::ContactNotExpected,
        Talk::Home { given: None },
        Talk::Home { given: Some("Hoa".to_owned()) },
        Talk::WelcomeBack,
        Talk::StillWriting,
    ];
    samples.extend(FILES.map(|kind| Talk::FileNotExpected { kind }));
    samples
}

fn buttons() -> Vec<Talk> {
    [
        Button::Agree,
        Button::LinkYes,
        Button::LinkNo,
        Button::ReadAll,
        Button::Disagree,
        Button::WithdrawConsent,
        Button::Skip,
        Button::Right,
        Button::Change,
        Button::AsDecoded,
        Button::AsTyped,
        Button::UnitNotThere,
        Button::NotYetUsed,
        Button::NotInMoney,
        Button::Alone,
        Button::NotRecognizedYet,
        Button::NoFiles,
        Button::FilesDone,
        Button::DropFiles,
        Button::Send,
        Button::Edit,
        Button::KeepDraft,
        Button::BackToPreview,
        Button::Continue,
        Button::New,
        Button::Mine,
        Button::Drafts,
        Button::Discard,
        Button::Keep,
        Button::Earlier,
        Button::Later,
        Button::Withdraw,
        Button::WithdrawSure,
        Button::Track,
        Button::AnswerOfficer,
        Button::SendSupplement,
        Button::NotNow,
        Button::Language(Locale::Vi),
        Button::Language(Locale::En),
        Button::RemindersOn,
        Button::RemindersOff,
        Button::Name,
        Button::Phone,
        Button::Unit,
        Button::Group,
        Button::Help,
        Button::Queue,
    ]
    .map(Talk::Button)
    .to_vec()
}
