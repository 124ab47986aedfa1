//! An [`Outbound`] as requests of the Bot API.

use serde::Serialize;
use teloxide::payloads::{
    DeleteMyCommands, DeleteMyCommandsSetters as _, SendMessage, SendMessageSetters as _,
    SetMyCommands, SetMyCommandsSetters as _,
};
use teloxide::requests::Payload;
use teloxide::types::{
    BotCommand, BotCommandScope, ButtonRequest, ChatId, InlineKeyboardButton, InlineKeyboardMarkup,
    KeyboardButton, KeyboardMarkup, KeyboardRemove, LinkPreviewOptions, ParseMode, Recipient,
    ReplyMarkup,
};

use super::api::{Api, send_error};
use crate::channel::split::split;
use crate::channel::{Failure, SendError};
use crate::domain::Locale;
use crate::message::{Outbound, plain};

/// Buttons beside each other that Telegram shows; more are refused.
const MAX_COLUMNS: usize = 8;

/// Units in one message. Telegram's limit is 4096; the rest is room for counting differently.
const LIMIT: usize = 4000;

/// What keeps a message alive whose words were all needed elsewhere.
const NOTED: &str = "✓";

/// Says the words of a message, one part after the other.
pub async fn send(api: &Api, chat: &str, body: &Outbound) -> Result<(), SendError> {
    for part in words(&recipient(chat)?, body) {
        say(api, part).await?;
    }
    Ok(())
}

/// See [`Channel::set_menu`](crate::channel::Channel::set_menu).
pub async fn set_menu(
    api: &Api,
    chat: &str,
    commands: &[(String, String)],
) -> Result<(), SendError> {
    let scope = BotCommandScope::Chat { chat_id: recipient(chat)? };
    if commands.is_empty() {
        return tell(api, &DeleteMyCommands::new().scope(scope)).await;
    }
    tell(api, &SetMyCommands::new(bot_commands(commands)).scope(scope)).await
}

/// See [`Channel::set_default_menus`](crate::channel::Channel::set_default_menus).
pub async fn set_default_menus(
    api: &Api,
    menus: &[(Locale, Vec<(String, String)>)],
) -> Result<(), SendError> {
    let everybody = |commands: &[(String, String)]| {
        SetMyCommands::new(bot_commands(commands)).scope(BotCommandScope::AllPrivateChats)
    };
    if let Some((_, first)) = menus.first() {
        tell(api, &everybody(first)).await?;
    }
    for (locale, commands) in menus {
        tell(api, &everybody(commands).language_code(locale.code())).await?;
    }
    Ok(())
}

/// Says words. Mark-up that Telegram cannot read would leave the person without an answer, so
/// the words go out without it then.
async fn say(api: &Api, mut words: SendMessage) -> Result<(), SendError> {
    match api.tell(&words).await {
        Err(Failure::Refusal { code: 400, description, .. })
            if description.contains("parse entities") =>
        {
            tracing::warn!("Telegram cannot read the mark-up of a message; sent without it");
            words.text = plain(&words.text);
            words.parse_mode = None;
            tell(api, &words).await
        }
        outcome => outcome.map_err(send_error),
    }
}

pub(super) async fn tell<P: Payload + Serialize>(api: &Api, payload: &P) -> Result<(), SendError> {
    api.tell(payload).await.map_err(send_error)
}

pub(super) fn recipient(chat: &str) -> Result<Recipient, SendError> {
    let id = chat.parse().map_err(|_| SendError::Refused {
        why: "the chat has no number, so it is none of Telegram's".to_owned(),
    })?;
    Ok(Recipient::Id(ChatId(id)))
}

fn bot_commands(commands: &[(String, String)]) -> Vec<BotCommand> {
    commands.iter().map(|(name, description)| BotCommand::new(name, description)).collect()
}

/// A message has one keyboard: the buttons under it, or the keys under the input field.
///
/// When a phone number is asked for, the buttons become keys beside the one that shares it, as a
/// typed label means the same as a tap. When the keys are to go away and there are buttons, the
/// first paragraph takes the keys away and the rest has the buttons.
fn words(chat: &Recipient, body: &Outbound) -> Vec<SendMessage> {
    let message = |text: String| {
        SendMessage::new(chat.clone(), text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(NO_PREVIEW)
    };
    let mut parts = split(&body.text, LIMIT);
    let asks = body.ask_contact.as_deref();
    let ends = body.end_contact && asks.is_none();
    let buttons = !body.buttons.is_empty() && asks.is_none();
    if ends && buttons && parts.len() == 1 {
        let (first, rest) = match parts[0].split_once("\n\n") {
            Some((first, rest)) => (first.trim_end().to_owned(), rest.trim_start().to_owned()),
            None => (NOTED.to_owned(), parts[0].clone()),
        };
        parts = vec![first, rest];
    }
    let last = parts.len().saturating_sub(1);
    let mut messages: Vec<SendMessage> = parts.into_iter().map(message).collect();
    if ends && let Some(message) = messages.first_mut() {
        message.reply_markup = Some(ReplyMarkup::KeyboardRemove(KeyboardRemove::new()));
    }
    if let Some(message) = messages.get_mut(last) {
        if let Some(label) = asks {
            message.reply_markup = Some(keys(label, body));
        } else if buttons {
            message.reply_markup = Some(inline(body));
        }
    }
    messages
}

/// Links in people's words are not shown as pictures.
const NO_PREVIEW: LinkPreviewOptions = LinkPreviewOptions {
    is_disabled: true,
    url: None,
    prefer_small_media: false,
    prefer_large_media: false,
    show_above_text: false,
};

fn inline(body: &Outbound) -> ReplyMarkup {
    let rows = body.buttons.iter().flat_map(|row| row.chunks(MAX_COLUMNS)).map(|row| {
        row.iter()
            .map(|button| {
                InlineKeyboardButton::callback(button.label.clone(), button.press.encode())
            })
            .collect::<Vec<_>>()
    });
    ReplyMarkup::InlineKeyboard(InlineKeyboardMarkup::new(rows))
}

fn keys(share: &str, body: &Outbound) -> ReplyMarkup {
    let share = vec![KeyboardButton::new(share).request(ButtonRequest::Contact)];
    let labels = body.buttons.iter().flat_map(|row| row.chunks(MAX_COLUMNS)).map(|row| {
        row.iter().map(|button| KeyboardButton::new(button.label.clone())).collect::<Vec<_>>()
    });
    let keyboard = KeyboardMarkup::new(std::iter::once(share).chain(labels));
    ReplyMarkup::Keyboard(keyboard.resize_keyboard().one_time_keyboard())
}
