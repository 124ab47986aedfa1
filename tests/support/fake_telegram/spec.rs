//! The official description of the Bot API as a judge of calls.
//!
//! `tests/data/telegram/api.json` holds the facts of Bot API 10.1 that the methods we call
//! need: their fields, the types of these, and which are required.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::html;

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    let text = include_str!("../../data/telegram/api.json");
    serde_json::from_str(text).expect("the kept specification reads")
});

#[derive(Deserialize)]
struct Spec {
    methods: HashMap<String, Fields>,
    types: HashMap<String, Type>,
}

type Fields = HashMap<String, Field>;

#[derive(Deserialize)]
struct Field {
    types: Vec<String>,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Type {
    OneOf(Vec<String>),
    Fields(Fields),
}

/// The documented name of a method; capitals do not matter to Telegram.
pub fn method(name: &str) -> Option<&'static str> {
    if let Some((known, _)) = SPEC.methods.get_key_value(name) {
        return Some(known);
    }
    SPEC.methods.keys().map(String::as_str).find(|known| known.eq_ignore_ascii_case(name))
}

/// What is wrong with a call; nothing if it conforms.
pub fn violations(method: &str, call: &Map<String, Value>) -> Vec<String> {
    let mut wrong = Vec::new();
    match SPEC.methods.get(method) {
        Some(fields) => check_fields(method, fields, call, &mut wrong),
        None => wrong.push(format!("{method} is no method")),
    }
    check_sizes(method, call, &mut wrong);
    wrong
}

fn check_fields(at: &str, fields: &Fields, given: &Map<String, Value>, wrong: &mut Vec<String>) {
    for (name, field) in fields {
        if field.required && !given.contains_key(name) {
            wrong.push(format!("{at}.{name} is required"));
        }
    }
    for (name, value) in given {
        let Some(field) = fields.get(name) else {
            wrong.push(format!("{at}.{name} is not in the specification"));
            continue;
        };
        let fits = |kind: &String| {
            let mut wrong = Vec::new();
            check_type(&format!("{at}.{name}"), kind, value, &mut wrong);
            wrong
        };
        let mut attempts = field.types.iter().map(fits);
        let first = attempts.next().expect("every field has a type");
        if !first.is_empty() && !attempts.any(|wrong| wrong.is_empty()) {
            wrong.extend(first);
        }
    }
}

fn check_type(at: &str, kind: &str, value: &Value, wrong: &mut Vec<String>) {
    let fits = match kind {
        "Integer" => value.is_i64(),
        "Float" => value.is_number(),
        "Boolean" => value.is_boolean(),
        // A file is named by its id; we upload none.
        "String" | "InputFile" => value.is_string(),
        _ => return check_composite(at, kind, value, wrong),
    };
    if !fits {
        wrong.push(format!("{at} is no {kind}"));
    }
}

fn check_composite(at: &str, kind: &str, value: &Value, wrong: &mut Vec<String>) {
    if let Some(of) = kind.strip_prefix("Array of ") {
        match value.as_array() {
            Some(items) => items.iter().for_each(|item| check_type(at, of, item, wrong)),
            None => wrong.push(format!("{at} is no array")),
        }
        return;
    }
    match (SPEC.types.get(kind), value.as_object()) {
        (Some(Type::Fields(fields)), Some(given)) => check_fields(at, fields, given, wrong),
        (Some(Type::OneOf(kinds)), _) => {
            let fits = |kind: &String| {
                let mut wrong = Vec::new();
                check_type(at, kind, value, &mut wrong);
                wrong.is_empty()
            };
            if !kinds.iter().any(fits) {
                wrong.push(format!("{at} is no {kind}"));
            }
        }
        (Some(Type::Fields(_)) | None, _) => wrong.push(format!("{at} is no {kind}")),
    }
}

/// What the specification says in its prose.
fn check_sizes(method: &str, call: &Map<String, Value>, wrong: &mut Vec<String>) {
    let mut within = |what: &str, size: usize, least: usize, most: usize| {
        if !(least..=most).contains(&size) {
            wrong.push(format!("{method}: {what} has {size}, not {least} to {most}"));
        }
    };
    let text = |name: &str| call.get(name).and_then(Value::as_str);
    let list = |name: &str| call.get(name).and_then(Value::as_array);
    match method {
        "sendMessage" => {
            let text = text("text").unwrap_or_default();
            // Broken mark-up is answered by the method itself.
            let read = html::plain(text).unwrap_or_else(|_| text.to_owned());
            let read = if call.contains_key("parse_mode") { read.as_str() } else { text };
            within("the text", read.encode_utf16().count(), 1, 4096);
        }
        "answerCallbackQuery" => {
            within("the text", text("text").unwrap_or_default().chars().count(), 0, 200);
        }
        "sendMediaGroup" => within("the album", list("media").map_or(0, Vec::len), 2, 10),
        "setWebhook" => {
            let secret = text("secret_token").unwrap_or("none");
            within("the secret", secret.len(), 1, 256);
            let odd = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b'_' && byte != b'-';
            within("odd letters of the secret", secret.bytes().filter(|b| odd(*b)).count(), 0, 0);
        }
        "setMyCommands" => {
            let commands = list("commands").map_or(&[][..], Vec::as_slice);
            within("the menu", commands.len(), 0, 100);
            for command in commands {
                let name = command["command"].as_str().unwrap_or_default();
                within("the name of a command", name.len(), 1, 32);
                let odd = |b: &u8| !b.is_ascii_lowercase() && !b.is_ascii_digit() && *b != b'_';
                within("odd letters of a command", name.bytes().filter(odd).count(), 0, 0);
                let description = command["description"].as_str().unwrap_or_default();
                within("the description of a command", description.chars().count(), 1, 256);
            }
        }
        _ => {}
    }
    within("the caption", text("caption").unwrap_or_default().encode_utf16().count(), 0, 1024);
    let rows = |kind: &str| {
        let rows = call.get("reply_markup").and_then(|markup| markup[kind].as_array());
        rows.into_iter().flatten().map(|row| row.as_array().map_or(&[][..], Vec::as_slice))
    };
    within("the keyboard", rows("inline_keyboard").map(<[Value]>::len).sum(), 0, 100);
    for row in rows("inline_keyboard").chain(rows("keyboard")) {
        within("a row of buttons", row.len(), 1, 8);
        for button in row {
            within("a label", button["text"].as_str().unwrap_or_default().len(), 1, 1024);
            if let Some(data) = button["callback_data"].as_str() {
                within("what a button carries", data.len(), 1, 64);
            }
        }
    }
}
