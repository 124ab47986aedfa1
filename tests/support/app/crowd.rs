//! Many workers who type a whole submission without waiting for the answers.

use super::people::code;
use crate::fake_telegram::bot::Bot;
use crate::fake_telegram::user::{Message, User};

/// What each of them types; every label is typed, too.
pub const TYPED: [&str; 17] = [
    "/start",
    "Đồng ý",
    "Nguyễn Thị Hoa",
    "Bỏ qua",
    "may hòa bình",
    "1",
    "Công nhân, lao động trực tiếp",
    "Xe đẩy khuôn cho tổ ép nhựa",
    "Giải pháp kỹ thuật",
    "Bỏ qua",
    "Lắp xe đẩy có con lăn để đưa khuôn vào máy.",
    "Chưa áp dụng",
    "Bỏ qua",
    "Chỉ mình tôi",
    "Chưa được công nhận",
    "Không có tệp",
    "Gửi",
];

/// Answers that a whole submission has.
pub const ANSWERS: usize = TYPED.len();

/// People with these numbers, who have typed everything.
pub fn arrive(bot: &Bot, numbers: std::ops::Range<i64>) -> Vec<User> {
    let users: Vec<User> = numbers.map(|number| bot.user(number)).collect();
    for words in TYPED {
        for user in &users {
            user.say(words);
        }
    }
    users
}

/// Reads until the receipt has come; gives everything that was read, in order.
pub async fn read_to_the_receipt(user: &User) -> Vec<Message> {
    let mut read = Vec::new();
    loop {
        let message = user.next_message().await;
        let is_receipt = code(&message).is_some();
        read.push(message);
        if is_receipt {
            return read;
        }
    }
}

/// The words of messages, with every code the same.
pub fn words(messages: &[Message]) -> Vec<String> {
    let mask = |message: &Message| match code(message) {
        Some(code) => message.text.replace(&code, "SK-…"),
        None => message.text.clone(),
    };
    messages.iter().map(mask).collect()
}

/// The same without what was read before.
pub fn once(words: Vec<String>) -> Vec<String> {
    let mut read = Vec::new();
    for words in words {
        if !read.contains(&words) {
            read.push(words);
        }
    }
    read
}
