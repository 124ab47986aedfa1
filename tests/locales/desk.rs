//! One sample, or more, of everything that is said to officers.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sangkien::domain::initiative::Supplement;
use sangkien::domain::{
    AccountId, Actor, Attachment, AttachmentKind, Benefit, CampaignId, CoAuthor, Content,
    EventHash, FileState, FileTrouble, Fit, Hindrance, Initiative, InitiativeId, Kind, OfficerId,
    Open, PersonId, Recognition, Role, Since, Status, StatusName, Step,
};
use sangkien::phrase::desk::{
    Button, Card, Decider, Desk, Filter, Misread, OfficerEntry, OfficerPage, Past, Place,
    QueueEntry, QueuePage, Told, Verb, Way, Words,
};
use sangkien::vietnamese::code::Code;
use sangkien::vietnamese::date::{Precision, Span};
use sangkien::vietnamese::money::Period;

const CODE: Code = Code(1_234_567);

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("the instant exists")
}

fn words() -> Words {
    Words { vi: "Nội dung chưa rõ".to_owned(), en: "The content is not clear".to_owned() }
}

fn unit() -> Place {
    Place::Unit { name: "Công ty Sao Mai".to_owned(), path: "LĐLĐ Bắc Ninh".to_owned() }
}

fn missing(state: FileState) -> Desk {
    Desk::FileMissing { kind: AttachmentKind::Document, number: 2, state }
}

pub fn samples() -> Vec<Desk> {
    let mut samples = standing();
    samples.extend(queue());
    samples.extend(judgement());
    samples.extend(officers());
    samples.extend(cards().into_iter().map(|card| Desk::Card(Box::new(card))));
    samples.extend(told().into_iter().map(Desk::Told));
    samples.extend(buttons().into_iter().map(Desk::Button));
    samples
}

fn standing() -> Vec<Desk> {
    let mut samples = vec![
        Desk::NotAnOfficer,
        Desk::NotAnAdministrator,
        Desk::Help(Verb::ALL.to_vec()),
        Desk::OldButton,
        Desk::Stopped,
        Desk::StillAsked,
        Desk::NotFound { code: CODE },
        Desk::TooLong { max: 2_000 },
    ];
    let misread =
        [Misread::NoCode, Misread::NotACode, Misread::WrongCheckDigit, Misread::NotUnderstood];
    samples.extend(misread.map(|misread| Desk::Misread(Verb::Show, misread)));
    samples
}

fn queue() -> Vec<Desk> {
    let narrow = Filter {
        unit: Some("Công ty Sao Mai".to_owned()),
        kind: Some(Kind::Technical),
        status: Some(StatusName::Received),
    };
    let entry = |place, officer, age| QueueEntry {
        code: CODE,
        title: "Giá đỡ khuôn".to_owned(),
        kind: Kind::Technical,
        place,
        status: StatusName::InReview,
        age,
        officer,
    };
    let page = QueuePage {
        filter: Filter::default(),
        total: 234,
        more: false,
        page: 1,
        pages: 47,
        entries: vec![
            entry(unit(), Some("Trần Thị Bình".to_owned()), TimeDelta::days(3)),
            entry(Place::Typed("xưởng 2".to_owned()), None, TimeDelta::hours(1)),
            entry(Place::Unknown, None, TimeDelta::seconds(5)),
        ],
    };
    vec![
        Desk::Queue(Box::new(QueuePage { filter: narrow.clone(), ..page.clone() })),
        Desk::Queue(Box::new(QueuePage { total: 500, more: true, ..page.clone() })),
        Desk::Queue(Box::new(page)),
        Desk::QueueEmpty { filter: Filter::default() },
        Desk::QueueEmpty { filter: narrow.clone() },
        Desk::QueueFilter { filter: Filter::default() },
        Desk::QueueFilter { filter: narrow },
        Desk::WhichUnit { typed: "sao".to_owned() },
        Desk::NoSuchUnit { typed: "sao".to_owned() },
        Desk::NewWork { total: 3, more: false },
        Desk::NewWork { total: 500, more: true },
        Desk::Milestone { code: CODE, number: 1_000_000, unit: None, at: DateTime::UNIX_EPOCH },
        Desk::Milestone {
            code: CODE,
            number: 1_000,
            unit: Some("Công ty Sao Mai".to_owned()),
            at: DateTime::UNIX_EPOCH,
        },
        Desk::Files { code: CODE, count: 2 },
        Desk::NoFiles { code: CODE },
        Desk::FilesNeedLink { code: CODE, count: 2 },
        missing(FileState::Waiting),
        missing(FileState::Missing(FileTrouble::NeverCame)),
        missing(FileState::Missing(FileTrouble::WrongType)),
        Desk::FilesLate,
        Desk::LinkEnded,
        Desk::Phone {
            code: CODE,
            name: Some("Hoàng Thị Lan".to_owned()),
            phone: "0912 345 678".to_owned(),
        },
        Desk::NoPhone { code: CODE },
    ]
}

fn judgement() -> Vec<Desk> {
    let title = || "Giá đỡ khuôn".to_owned();
    let note = || Some("Đã đối chiếu sổ kho".to_owned());
    let decided = |by| Desk::Decided { code: CODE, status: StatusName::Recognized, by, at: at() };
    let undo = TimeDelta::minutes(10);
    vec![
        Desk::OwnInitiative { code: CODE },
        Desk::TextChanged { code: CODE },
        Desk::ReadFirst { code: CODE },
        Desk::Claimed { code: CODE, title: title() },
        Desk::ClaimedAlready { code: CODE },
        Desk::HeldByAnother { code: CODE, officer: None, since: at() },
        Desk::Recognized {
            code: CODE,
            title: title(),
            verified_benefit: Some(50_000_000),
            note: note(),
        },
        Desk::Recognized { code: CODE, title: title(), verified_benefit: None, note: None },
        Desk::NotRecognized { code: CODE, title: title(), reason: words(), note: note() },
        Desk::AuthorHears { after: undo, undo },
        Desk::AuthorHears { after: TimeDelta::minutes(1), undo },
        Desk::AuthorHears { after: TimeDelta::seconds(5), undo },
        Desk::AuthorHears { after: TimeDelta::zero(), undo },
        Desk::AuthorHindered { code: CODE, why: Hindrance::HasToWrite { awaited: true } },
        Desk::AuthorHindered { code: CODE, why: Hindrance::NoQuota },
        Desk::AuthorHindered { code: CODE, why: Hindrance::Left },
        Desk::Asked { code: CODE, question: "Dùng máy nào?".to_owned() },
        Desk::AskedAlready { code: CODE },
        decided(Decider::You),
        decided(Decider::Officer(Some("Trần Thị Bình".to_owned()))),
        decided(Decider::Author),
        Desk::TakenBack { code: CODE, title: title() },
        Desk::NothingToTakeBack,
        Desk::NotDecided { code: CODE, status: StatusName::InReview },
        Desk::NotYourDecision { code: CODE, officer: Some("Trần Thị Bình".to_owned()) },
        Desk::TooLateToTakeBack { code: CODE, at: at(), undo },
        Desk::AskReason { code: CODE },
        Desk::ReasonUnknown,
        Desk::AskNote { code: CODE, reason: words() },
        Desk::AskQuestion { code: CODE },
        Desk::WhichBenefit { code: CODE },
    ]
}

fn officers() -> Vec<Desk> {
    let invitation =
        |way| Desk::Invitation { role: Role::Reviewer, place: unit(), way, expires_at: at() };
    let entry = |you| OfficerEntry {
        name: "Trần Thị Bình".to_owned(),
        role: Role::Administrator,
        place: unit(),
        you,
    };
    let name = || "Trần Thị Bình".to_owned();
    vec![
        Desk::Officers(Box::new(OfficerPage {
            total: 7,
            more: false,
            page: 1,
            pages: 2,
            entries: vec![entry(true), entry(false)],
        })),
        Desk::Officers(Box::new(OfficerPage {
            total: 500,
            more: true,
            page: 100,
            pages: 100,
            entries: vec![entry(false)],
        })),
        Desk::NoOfficers,
        Desk::InviteRole,
        Desk::InviteUnit { role: Role::Reviewer },
        invitation(Way::Link("https://t.me/sangkien_bot?start=i_abc".to_owned())),
        invitation(Way::Command("/start i_abc".to_owned())),
        Desk::RevokeSure { name: name(), role: Role::Reviewer, place: unit() },
        Desk::Revoked { name: String::new(), place: unit() },
        Desk::OfficerGone,
        Desk::NotYourself,
    ]
}

fn cards() -> Vec<Card> {
    let from = NaiveDate::from_ymd_opt(2026, 4, 1).expect("the day exists");
    let since = |precision| Since::From(Span { from, to: from, precision });
    let money = |approximate, period| Benefit::Money { dong: 1_200_000, approximate, period };
    let mut cards = vec![card(content(since(Precision::Day), money(false, None)))];
    let periods =
        [Period::Year, Period::Quarter, Period::Month, Period::Week, Period::Day, Period::Shift];
    cards.extend(
        periods.map(|period| card(content(since(Precision::Month), money(true, Some(period))))),
    );
    let description = "An toàn hơn".to_owned();
    let mut plain = content(Since::NotYet, Benefit::NotInMoney { description });
    plain.recognition = Some(Recognition::NotYet);
    plain.co_authors = Vec::new();
    cards.push(card(plain));
    cards.push(card(content(since(Precision::Quarter), money(false, None))));
    cards.push(card(content(since(Precision::Year), money(false, None))));
    cards
}

fn content(since: Since, benefit: Benefit) -> Content {
    Content {
        title: "Giá đỡ khuôn".to_owned(),
        kind: Kind::Technical,
        before: Some("Khuôn bị xước".to_owned()),
        solution: "Hàn giá đỡ".to_owned(),
        since,
        benefit: Some(benefit),
        co_authors: vec![CoAuthor { name: "Lê Văn Cường".to_owned(), percent: 30 }],
        recognition: Some(Recognition::Stated("Hội đồng cơ sở, 3/2026".to_owned())),
        attachments: vec![Attachment {
            account: AccountId(1),
            kind: AttachmentKind::Photo,
            file_id: "a".to_owned(),
            unique_id: "b".to_owned(),
            name: None,
            size: None,
        }],
        supplements: vec![Supplement {
            question: "Dùng máy nào?".to_owned(),
            answer: "Máy hàn".to_owned(),
        }],
    }
}

fn card(content: Content) -> Card {
    let step = |actor, note: Option<&str>| Step {
        at: at(),
        actor,
        from: None,
        to: StatusName::Received,
        reason: None,
        note: note.map(str::to_owned),
        verified_benefit: None,
    };
    let past = |step, officer: Option<&str>| Past {
        step,
        officer: officer.map(str::to_owned),
        reason: None,
    };
    Card {
        initiative: Initiative {
            id: InitiativeId(1_234_567),
            campaign: CampaignId(1),
            phase: None,
            author: PersonId(1),
            author_name: None,
            workplace: None,
            group: None,
            content,
            version: 1,
            content_hash: EventHash::NONE,
            status: Status::Open(Open::NeedsInfo {
                officer: OfficerId(1),
                question: "Áp dụng ở đâu?".to_owned(),
            }),
            status_since: at(),
            submitted_at: at(),
            last_event: EventHash::NONE,
            event_count: 1,
        },
        place: unit(),
        group: Some(words()),
        officer: Some("Trần Thị Bình".to_owned()),
        age: TimeDelta::days(1),
        fit: Fit::TooEarly,
        hindrance: None,
        history: vec![
            past(step(Actor::Author, None), None),
            past(step(Actor::Officer(OfficerId(1)), Some("Áp dụng ở đâu?")), Some("Trần Thị Bình")),
            past(step(Actor::Officer(OfficerId(2)), None), None),
        ],
    }
}

fn told() -> Vec<Told> {
    let title = || "Giá đỡ khuôn".to_owned();
    let note = || Some("Làm tốt lắm".to_owned());
    vec![
        Told::InReview { code: CODE, title: title() },
        Told::Question { code: CODE, title: title(), question: "Ở đâu?".to_owned() },
        Told::Recognized {
            code: CODE,
            title: title(),
            verified_benefit: Some(50_000_000),
            note: note(),
        },
        Told::NotRecognized {
            code: CODE,
            title: title(),
            reason: words(),
            advice: words(),
            note: note(),
        },
        Told::TakenBack { code: CODE, title: title() },
        Told::Dismissed { place: unit() },
    ]
}

fn buttons() -> Vec<Button> {
    let mut buttons = vec![
        Button::Claim,
        Button::ClaimAnyway,
        Button::Recognize,
        Button::RecognizeAs(50_000_000),
        Button::Ask,
        Button::Reject,
        Button::Next,
        Button::Files,
        Button::Show,
        Button::TakeBack,
        Button::Queue,
        Button::Earlier,
        Button::Later,
        Button::Filter,
        Button::NoFilter,
        Button::Reason(words()),
        Button::Amount(50_000_000),
        Button::Skip,
        Button::Stop,
        Button::Officers,
        Button::Invite,
        Button::Role(Role::Reviewer),
        Button::Role(Role::Administrator),
        Button::Revoke(String::new()),
        Button::RevokeSure,
        Button::Answer,
        Button::Follow,
        Button::Another,
    ];
    buttons.extend(Kind::ALL.map(Button::Kind));
    buttons.extend(StatusName::ALL.map(Button::Status));
    buttons
}
