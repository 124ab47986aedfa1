//! What the bot can call.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::bot::Bot;
use super::user::{Chat, Message};
use super::webhook::Hook;
use super::{html, spec};

/// An answer of the Bot API.
pub enum Reply {
    /// The result, as JSON.
    Ok(String),
    Refused {
        code: u16,
        description: String,
        retry_after: Option<u64>,
    },
}

impl Reply {
    pub fn refuse(code: u16, description: &str) -> Self {
        Self::Refused { code, description: description.to_owned(), retry_after: None }
    }

    pub fn busy(retry_after: Option<u64>) -> Self {
        let description = match retry_after {
            Some(seconds) => format!("Too Many Requests: retry after {seconds}"),
            None => "Too Many Requests".to_owned(),
        };
        Self::Refused { code: 429, description, retry_after }
    }

    pub fn status(&self) -> u16 {
        match self {
            Self::Ok(_) => 200,
            Self::Refused { code, .. } => *code,
        }
    }

    pub fn to_json(&self) -> String {
        match self {
            Self::Ok(result) => format!(r#"{{"ok":true,"result":{result}}}"#),
            Self::Refused { code, description, retry_after } => {
                let mut answer =
                    json!({"ok": false, "error_code": code, "description": description});
                if let Some(seconds) = retry_after {
                    answer["parameters"] = json!({"retry_after": seconds});
                }
                answer.to_string()
            }
        }
    }

    fn done() -> Self {
        Self::Ok("true".to_owned())
    }
}

impl Bot {
    /// Carries a call out.
    pub async fn call(&self, name: &str, call: Map<String, Value>) -> Reply {
        let Some(method) = spec::method(name) else {
            return Reply::refuse(404, "Not Found: method not found");
        };
        if let Some(wrong) = self.judge(method, &call) {
            return Reply::refuse(400, &format!("Bad Request: {wrong}"));
        }
        match method {
            "getUpdates" => self.0.queue.poll(&call).await,
            "sendMessage" => self.send_message(&call),
            "sendPhoto" => self.send_file(&call, "photo"),
            "sendDocument" => self.send_file(&call, "document"),
            "sendVoice" => self.send_file(&call, "voice"),
            "sendAudio" => self.send_file(&call, "audio"),
            "sendVideo" => self.send_file(&call, "video"),
            "sendMediaGroup" => self.send_album(&call),
            "answerCallbackQuery" => self.answer_press(&call),
            "setMyCommands" | "deleteMyCommands" | "getMyCommands" => self.menu(method, &call),
            "setWebhook" => self.set_webhook(&call),
            "deleteWebhook" => {
                self.0.queue.set_hook(None);
                Reply::done()
            }
            "getWebhookInfo" => self.webhook_info(),
            "getFile" => self.get_file(&call),
            "getMe" => Reply::Ok(self.me().to_string()),
            other => panic!("{other} is in the specification and not carried out"),
        }
    }

    fn me(&self) -> Value {
        json!({
            "id": self.0.id, "is_bot": true, "first_name": "Sáng kiến",
            "username": "sangkien_test_bot", "can_join_groups": false,
            "can_read_all_group_messages": false, "supports_inline_queries": false,
            "can_connect_to_business": false, "has_main_web_app": false,
        })
    }

    /// The chat of a call, if the bot may write to it.
    fn chat(&self, call: &Map<String, Value>) -> Result<Arc<Chat>, Reply> {
        let id = call.get("chat_id").and_then(Value::as_i64).unwrap_or(0);
        let chats = self.0.chats.read().expect("nothing panics while it is held");
        match chats.get(&id) {
            Some(chat) if chat.is_blocked() => {
                Err(Reply::refuse(403, "Forbidden: bot was blocked by the user"))
            }
            Some(chat) if chat.is_started() => Ok(Arc::clone(chat)),
            Some(_) | None => Err(Reply::refuse(400, "Bad Request: chat not found")),
        }
    }

    fn show(&self, chat: &Chat, message: Message, markup: Option<&Value>) -> Reply {
        let result = format!(
            r#"{{"message_id":{},"from":{{"id":{},"is_bot":true,"first_name":"Bot"}},"chat":{},"date":{},"text":{}}}"#,
            message.id,
            self.0.id,
            chat.as_json(),
            self.0.world.now(),
            json!(message.text),
        );
        chat.show(message, markup);
        Reply::Ok(result)
    }

    fn send_message(&self, call: &Map<String, Value>) -> Reply {
        let chat = match self.chat(call) {
            Ok(chat) => chat,
            Err(refusal) => return refusal,
        };
        let given = call.get("text").and_then(Value::as_str).unwrap_or_default();
        let is_html = call.get("parse_mode").and_then(Value::as_str) == Some("HTML");
        let text = if is_html { html::plain(given) } else { Ok(given.to_owned()) };
        match text {
            Err(wrong) => Reply::refuse(400, &wrong),
            Ok(text) if text.trim().is_empty() => {
                Reply::refuse(400, "Bad Request: message text is empty")
            }
            Ok(text) => {
                let markup = call.get("reply_markup");
                let message = Message::new(self.number(), text, given, markup);
                self.show(&chat, message, markup)
            }
        }
    }

    fn send_file(&self, call: &Map<String, Value>, kind: &str) -> Reply {
        let id = call.get(kind).and_then(Value::as_str).unwrap_or_default();
        match (self.chat(call), self.refuse_file(id, kind)) {
            (Err(refusal), _) | (Ok(_), Some(refusal)) => refusal,
            (Ok(chat), None) => {
                let markup = call.get("reply_markup");
                let message = Message::file(self.number(), id, markup);
                self.show(&chat, message, markup)
            }
        }
    }

    fn send_album(&self, call: &Map<String, Value>) -> Reply {
        let chat = match self.chat(call) {
            Ok(chat) => chat,
            Err(refusal) => return refusal,
        };
        let media = call.get("media").and_then(Value::as_array).cloned().unwrap_or_default();
        let item = |item: &Value| {
            let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
            (text("media"), text("type"))
        };
        let media: Vec<_> = media.iter().map(item).collect();
        if let Some(refusal) = media.iter().find_map(|(id, kind)| self.refuse_file(id, kind)) {
            return refusal;
        }
        for (id, _) in media {
            self.show(&chat, Message::file(self.number(), &id, None), None);
        }
        Reply::Ok("[]".to_owned())
    }

    /// A photo stays a photo; the other kinds are documents to Telegram.
    fn refuse_file(&self, id: &str, kind: &str) -> Option<Reply> {
        match self.file(id) {
            None => {
                Some(Reply::refuse(400, "Bad Request: wrong file identifier/HTTP URL specified"))
            }
            Some(file) if file.is_photo != (kind == "photo") => {
                Some(Reply::refuse(400, "Bad Request: can't use file of type Photo as Document"))
            }
            Some(_) => None,
        }
    }

    /// The parameters of a form, with each file in it kept under a new id that stands for it.
    pub(super) fn take_form(&self, boundary: &str, body: &[u8]) -> Option<Map<String, Value>> {
        let boundary = format!("--{boundary}");
        let find = |text: &[u8], what: &[u8]| text.windows(what.len()).position(|at| at == what);
        let mut call = Map::new();
        let mut rest = &body[find(body, boundary.as_bytes())? + boundary.len()..];
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let end = find(part, format!("\r\n{boundary}").as_bytes())?;
            let head = find(part, b"\r\n\r\n")?;
            let heads = String::from_utf8_lossy(&part[..head]).into_owned();
            let content = &part[head + 4..end];
            let name = heads.split("name=\"").nth(1)?.split('"').next()?.to_owned();
            let value = if heads.contains("filename") {
                let id = format!("{name}-{}", self.number());
                self.keep_file(&id, &name, content.to_vec());
                json!(id)
            } else {
                let text = String::from_utf8_lossy(content).into_owned();
                // A form has no numbers; the specification does.
                text.parse::<i64>().map_or(json!(text), |number| json!(number))
            };
            call.insert(name, value);
            rest = &part[end + 2 + boundary.len()..];
        }
        Some(call)
    }

    fn answer_press(&self, call: &Map<String, Value>) -> Reply {
        let id = call.get("callback_query_id").and_then(Value::as_str).unwrap_or_default();
        let mut spinning = self.0.spinning.lock().expect("nothing panics while it is held");
        if spinning.remove(id) {
            self.0.queue.ring();
            return Reply::done();
        }
        Reply::refuse(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    }

    fn menu(&self, method: &str, call: &Map<String, Value>) -> Reply {
        let scope = call.get("scope");
        if scope.and_then(|scope| scope["type"].as_str()) == Some("chat")
            && let Some(scope) = scope.and_then(Value::as_object)
            && let Err(refusal) = self.chat(scope)
        {
            return refusal;
        }
        let scope = scope.map_or_else(|| r#"{"type":"default"}"#.to_owned(), Value::to_string);
        let language = call.get("language_code").and_then(Value::as_str).unwrap_or_default();
        let key = (scope, language.to_owned());
        let mut menus = self.0.menus.lock().expect("nothing panics while it is held");
        match method {
            "setMyCommands" => {
                let commands = call.get("commands").and_then(Value::as_array);
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let commands = commands.into_iter().flatten();
                let commands = commands.map(|c| (text(&c["command"]), text(&c["description"])));
                menus.insert(key, commands.collect());
                Reply::done()
            }
            "deleteMyCommands" => {
                menus.remove(&key);
                Reply::done()
            }
            _ => {
                let commands = menus.get(&key).into_iter().flatten();
                let commands: Value = commands
                    .map(|(name, description)| json!({"command": name, "description": description}))
                    .collect();
                Reply::Ok(commands.to_string())
            }
        }
    }

    fn set_webhook(&self, call: &Map<String, Value>) -> Reply {
        let url = call.get("url").and_then(Value::as_str).unwrap_or_default();
        self.0.queue.allow(call);
        if url.is_empty() {
            self.0.queue.set_hook(None);
            return Reply::done();
        }
        // The real one wants https; on loopback there is none.
        if !url.starts_with("http://127.0.0.1") && !url.starts_with("https://") {
            return Reply::refuse(400, "Bad Request: bad webhook: An HTTPS URL must be provided");
        }
        let secret = call.get("secret_token").and_then(Value::as_str);
        let connections = call.get("max_connections").and_then(Value::as_u64).unwrap_or(40);
        let hook = Hook::new(url, secret, usize::try_from(connections).unwrap_or(40));
        for lane in self.0.queue.set_hook(Some(Arc::new(hook))) {
            self.serve(lane);
        }
        Reply::done()
    }

    fn webhook_info(&self) -> Reply {
        let waiting = self.0.queue.waiting();
        let state = self.0.queue.lock();
        let mut info = json!({
            "url": state.hook.as_ref().map_or("", |hook| hook.url.as_str()),
            "has_custom_certificate": false,
            "pending_update_count": waiting,
        });
        let error = state.hook.as_ref().and_then(|hook| {
            hook.last_error.lock().expect("nothing panics while it is held").clone()
        });
        if let Some(error) = error {
            info["last_error_date"] = json!(self.0.world.now());
            info["last_error_message"] = json!(error);
        }
        Reply::Ok(info.to_string())
    }

    fn get_file(&self, call: &Map<String, Value>) -> Reply {
        let id = call.get("file_id").and_then(Value::as_str).unwrap_or_default();
        match self.file(id) {
            None => Reply::refuse(400, "Bad Request: invalid file_id"),
            Some(file) => {
                let size = file.content.len();
                let path = format!("files/{id}");
                let unique = format!("unique-{id}");
                let file = json!({"file_id": id, "file_unique_id": unique, "file_size": size, "file_path": path});
                Reply::Ok(file.to_string())
            }
        }
    }
}
