//! What the account may send, and what is wrong with it.

use serde_json::Value;

/// What a message is, as a person reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub text: String,
    pub buttons: Vec<Button>,
    /// The address of the photo that it is, if it is one.
    pub photo: Option<String>,
}

/// A button under a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Button {
    pub label: String,
    pub payload: String,
    /// Whether a tap shows nothing in the chat.
    pub hidden: bool,
}

impl Message {
    /// The labels of all buttons.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons.iter().map(|button| button.label.as_str()).collect()
    }
}

/// Which form of buttons this Zalo takes; nobody has it from Zalo itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// With `template_type`, or without.
    Either,
    /// Only without.
    Bare,
    /// Only with.
    Typed,
    /// None at all.
    NoButtons,
}

/// Why a message is refused.
pub struct Refusal(pub i64, pub String);

/// Reads a call of `/v3.0/oa/message/cs`: to whom, and what.
pub fn read(call: &Value, takes: Takes) -> Result<(String, Message), Refusal> {
    only(call, &["recipient", "message"])?;
    only(&call["recipient"], &["user_id"])?;
    let user = call["recipient"]["user_id"].as_str().ok_or_else(|| invalid("user_id"))?;
    let message = &call["message"];
    only(message, &["text", "attachment"])?;
    if message["attachment"]["payload"]["template_type"] == "media" {
        let photo = Some(media(&message["attachment"]["payload"])?);
        let (text, buttons) = (String::new(), Vec::new());
        return Ok((user.to_owned(), Message { text, buttons, photo }));
    }
    let text = message["text"].as_str().unwrap_or_default();
    if text.trim().is_empty() {
        return Err(invalid("text"));
    }
    if text.encode_utf16().count() > 2000 {
        return Err(Refusal(-210, "Parameter exceeds allowable limit".to_owned()));
    }
    let buttons = match message.get("attachment") {
        None => Vec::new(),
        Some(attachment) => buttons(attachment, takes)?,
    };
    Ok((user.to_owned(), Message { text: text.to_owned(), buttons, photo: None }))
}

fn media(payload: &Value) -> Result<String, Refusal> {
    only(payload, &["template_type", "elements"])?;
    let elements = payload["elements"].as_array().ok_or_else(|| invalid("elements"))?;
    let [element] = elements.as_slice() else { return Err(invalid("elements")) };
    only(element, &["media_type", "url"])?;
    match (element["media_type"].as_str(), element["url"].as_str()) {
        (Some("image"), Some(url)) if url.starts_with("http") => Ok(url.to_owned()),
        _ => Err(invalid("elements")),
    }
}

fn buttons(attachment: &Value, takes: Takes) -> Result<Vec<Button>, Refusal> {
    only(attachment, &["type", "payload"])?;
    if attachment["type"] != "template" {
        return Err(invalid("attachment.type"));
    }
    let payload = &attachment["payload"];
    only(payload, &["template_type", "buttons"])?;
    let typed = match payload.get("template_type") {
        None => false,
        Some(kind) if kind == "button" => true,
        Some(_) => return Err(invalid("template_type")),
    };
    match takes {
        Takes::NoButtons => return Err(Refusal(-233, "message type is not support".to_owned())),
        Takes::Bare if typed => return Err(invalid("template_type")),
        Takes::Typed if !typed => return Err(invalid("template_type")),
        Takes::Either | Takes::Bare | Takes::Typed => {}
    }
    let buttons = payload["buttons"].as_array().ok_or_else(|| invalid("buttons"))?;
    if !(1..=5).contains(&buttons.len()) {
        return Err(invalid("buttons"));
    }
    buttons.iter().map(button).collect()
}

fn button(button: &Value) -> Result<Button, Refusal> {
    only(button, &["title", "type", "payload"])?;
    let text = |name: &str, longest: usize| {
        let text = button[name].as_str().unwrap_or_default();
        let fits = (1..=longest).contains(&text.chars().count());
        if fits { Ok(text.to_owned()) } else { Err(invalid(name)) }
    };
    let hidden = match text("type", 100)?.as_str() {
        "oa.query.hide" => true,
        "oa.query.show" => false,
        _ => return Err(invalid("type")),
    };
    Ok(Button { label: text("title", 100)?, payload: text("payload", 1_000)?, hidden })
}

fn only(value: &Value, fields: &[&str]) -> Result<(), Refusal> {
    let object = value.as_object().ok_or_else(|| invalid(fields[0]))?;
    match object.keys().find(|key| !fields.contains(&key.as_str())) {
        Some(unknown) => Err(invalid(unknown)),
        None => Ok(()),
    }
}

fn invalid(field: &str) -> Refusal {
    Refusal(-201, format!("{field} is invalid!"))
}
