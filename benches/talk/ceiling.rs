//! The bot to compare with: teloxide's own client, no database, no thinking. It answers every
//! message with the same words and as many buttons as ours usually has.

use teloxide::payloads::{GetUpdatesSetters as _, SendMessageSetters as _};
use teloxide::prelude::{Bot, Requester as _};
use teloxide::types::{ChatId, InlineKeyboardButton, InlineKeyboardMarkup, UpdateKind};

const WORDS: &str = "Câu 3/9. Trước đây công việc này vướng ở đâu? Bạn kể ngắn gọn, ví dụ: \
    \"thay khuôn mất 40 phút, hay xước sản phẩm\".";

/// Polls and answers until it is killed.
pub async fn run(base: &str) -> anyhow::Result<()> {
    let bot = Bot::new("7000:ceiling").set_api_url(base.parse()?);
    let keyboard = InlineKeyboardMarkup::new([[
        InlineKeyboardButton::callback("Bỏ qua", "a1.skip"),
        InlineKeyboardButton::callback("Quay lại", "a1.back"),
    ]]);
    let mut offset = 0;
    loop {
        let updates = bot.get_updates().offset(offset).timeout(5).await?;
        for update in updates {
            offset = i32::try_from(update.id.0)? + 1;
            let (chat, press) = match update.kind {
                UpdateKind::Message(message) => (message.chat.id, None),
                UpdateKind::CallbackQuery(query) => {
                    (ChatId(i64::try_from(query.from.id.0)?), Some(query.id))
                }
                _ => continue,
            };
            let (bot, keyboard) = (bot.clone(), keyboard.clone());
            tokio::spawn(async move {
                if let Some(press) = press {
                    let _ = bot.answer_callback_query(press).await;
                }
                let _ = bot.send_message(chat, WORDS).reply_markup(keyboard).await;
            });
        }
    }
}
