//! People who do what people do, so that a test can begin where it gets interesting.

use chrono::TimeDelta;
use sangkien::domain::{Role, UnitId};
use sangkien::store::officer;
use sha2::{Digest as _, Sha256};

use super::TestApp;
use crate::fake_telegram::user::{Message, User};

/// Buttons that somebody in a hurry presses, the best first.
const IN_A_HURRY: [&str; 9] = [
    "Gửi",
    "Đồng ý",
    "Công ty TNHH May Hòa Bình (LĐLĐ thành phố Hà Nội)",
    "Công nhân, lao động trực tiếp",
    "Giải pháp kỹ thuật",
    "Chưa áp dụng",
    "Chỉ mình tôi",
    "Chưa được công nhận",
    "Không có tệp",
];

/// Questions after which a talk that still goes on is going in circles.
const QUESTIONS: usize = 40;

impl TestApp {
    /// Somebody says something; gives what they then read.
    pub async fn say(&self, who: &User, words: &str) -> Vec<Message> {
        who.say(words);
        self.settle().await;
        who.inbox()
    }

    /// The same, where one message is the answer.
    pub async fn ask(&self, who: &User, words: &str) -> Message {
        one(self.say(who, words).await)
    }

    /// Somebody presses a button; gives what they then read.
    pub async fn tap(&self, who: &User, label: &str) -> Vec<Message> {
        who.tap(label);
        self.settle().await;
        who.inbox()
    }

    /// Somebody who has agreed and said who they are; stands before the first question.
    pub async fn worker(&self, id: i64, name: &str) -> User {
        let who = self.bot.user(id);
        who.start(None);
        self.settle().await;
        self.hurry(&who, &[name, "may hòa bình"], |message| message.text.contains("Câu 1")).await;
        who
    }

    /// Somebody who stands before the first question submits an initiative; gives its code.
    pub async fn submit(&self, who: &User, title: &str) -> String {
        let answers = [title, "Lắp xe đẩy có con lăn để đưa khuôn vào máy."];
        // The question itself was read before.
        self.tell(who, answers[0]).await;
        let receipt = self.hurry(who, &answers[1..], |message| code(message).is_some()).await;
        code(&receipt).expect("it was waited for")
    }

    /// Somebody who stands before the first question answers up to the one for files.
    pub async fn up_to_files(&self, who: &User, title: &str) {
        self.tell(who, title).await;
        let words = ["Lắp xe đẩy có con lăn để đưa khuôn vào máy."];
        self.hurry(who, &words, |message| message.labels().contains(&"Không có tệp")).await;
    }

    /// Somebody at the question for files is done with them and submits; gives the code.
    pub async fn send_it(&self, who: &User) -> String {
        self.tap(who, "Xong").await;
        one(self.tap(who, "Gửi").await.into_iter().filter_map(|read| code(&read)).collect())
    }

    /// Somebody known submits one more initiative.
    pub async fn submit_again(&self, who: &User, title: &str) -> String {
        self.say(who, "/moi").await;
        self.submit(who, title).await
    }

    /// The payload of a link that makes an officer, as the command line makes it.
    pub async fn invitation(&self, token: &str, unit: UnitId, role: Role) -> String {
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let now = self.service.clock.now();
        let mut db = self.database.pool().acquire().await.expect("the server answers");
        let until = now + TimeDelta::hours(48);
        let kept = officer::invite(&mut db, &hash, unit, role, None, now, until).await;
        kept.expect("the invitation is kept");
        format!("i_{token}")
    }

    /// An officer of a unit, by an invitation.
    pub async fn officer(&self, id: i64, name: &str, unit: UnitId, role: Role) -> User {
        let invitation = self.invitation(&format!("invitation{id}"), unit, role).await;
        let who = self.bot.user(id);
        who.start(Some(&invitation));
        self.settle().await;
        let is_officer = |message: &Message| message.text.contains("/hangcho");
        self.hurry(&who, &[name], is_officer).await;
        who
    }

    async fn tell(&self, who: &User, words: &str) {
        who.say(words);
        self.settle().await;
    }

    /// Answers until something is read that is waited for: with the button of somebody in a
    /// hurry where there is one, and with the next of these words where there is none.
    async fn hurry(&self, who: &User, words: &[&str], is_it: impl Fn(&Message) -> bool) -> Message {
        let mut words = words.iter();
        for _ in 0..QUESTIONS {
            let read = who.inbox();
            if let Some(message) = read.iter().find(|message| is_it(message)) {
                return message.clone();
            }
            let labels = read.iter().flat_map(Message::labels).map(str::to_owned);
            let labels: Vec<String> = labels.chain(who.keys()).collect();
            let button = IN_A_HURRY.iter().find(|label| labels.iter().any(|shown| shown == *label));
            let skip = labels.iter().find(|label| *label == "Bỏ qua");
            if let Some(label) = button.copied().or(skip.map(String::as_str)) {
                who.tap(label);
            } else if let Some(words) = words.next() {
                who.say(words);
            } else {
                panic!("nothing to answer to {read:#?}");
            }
            self.settle().await;
        }
        panic!("the talk goes in circles");
    }
}

/// The message, where there is exactly one.
pub fn one<T: std::fmt::Debug>(mut messages: Vec<T>) -> T {
    assert_eq!(messages.len(), 1, "one message was expected: {messages:#?}");
    messages.remove(0)
}

/// The code of an initiative in a message.
pub fn code(message: &Message) -> Option<String> {
    let (_, after) = message.text.split_once("SK-")?;
    let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    Some(format!("SK-{digits}"))
}
