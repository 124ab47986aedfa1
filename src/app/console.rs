//! The talk in a terminal: the real road with a keyboard for a platform.
//!
//! One person plays all sides. What is typed goes into the inbox like any update, and what comes
//! out of the outbox is printed here, whoever it is for.

use std::io::{BufRead, Write};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::channel::console::{Shown, Terminal, Typed};
use crate::clock::{self, Clock};

/// The chat of whoever plays the worker.
pub const WORKER: &str = "worker";

/// The chat of whoever plays the officer.
pub const OFFICER: &str = "officer";

/// How long the answers to the last words are waited for, such as those of a whole talk that was
/// written down beforehand and comes through a pipe.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// What the first lines say.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// Where the data lies.
    pub place: String,
    /// Where the public page is, unless another process has the port.
    pub page: Option<String>,
    /// How long the worker waits for the news of a decision.
    pub hold_seconds: i64,
}

/// Prints the first lines on the screen, then carries words to and fro until the keyboard is
/// closed and what was said last is answered, or until `stop` comes.
pub async fn run(
    terminal: Terminal,
    clock: Clock,
    welcome: Welcome,
    (keyboard, mut screen): (impl BufRead + Send + 'static, impl Write),
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let Terminal { typed, mut shown } = terminal;
    greet(&mut screen, &welcome)?;
    let mut lines = lines(keyboard);
    let mut chat = WORKER.to_owned();
    let mut stop = std::pin::pin!(stop);
    let mut unanswered: usize = 0;
    let mut closed_at = None;
    // Lines that go on, which each ended in a backslash.
    let mut begun = String::new();
    prompt(&mut screen, &chat)?;
    while closed_at.is_none() || unanswered > 0 {
        tokio::select! {
            // What is to be shown comes before what is typed next.
            biased;
            () = &mut stop => break,
            () = over(closed_at) => break,
            message = shown.recv() => match message {
                Some(message) => {
                    unanswered = unanswered.saturating_sub(1);
                    print(&mut screen, &chat, &message)?;
                    prompt(&mut screen, &chat)?;
                }
                None => break,
            },
            line = lines.recv(), if closed_at.is_none() => match line {
                Some(line) => {
                    if let Some(line) = line.trim().strip_suffix('\\') {
                        begun = begun + line + "\n";
                        continue;
                    }
                    let line = std::mem::take(&mut begun) + line.trim();
                    match read(&line, &chat) {
                        Line::Empty => prompt(&mut screen, &chat)?,
                        Line::Become(who) => {
                            who.clone_into(&mut chat);
                            prompt(&mut screen, &chat)?;
                        }
                        Line::Said { text, file } => {
                            let typed_now = Typed {
                                id: clock::fresh_token(),
                                chat: chat.clone(),
                                at: clock.now(),
                                text: text.map(str::to_owned),
                                file: file.map(str::to_owned),
                                press: None,
                            };
                            if typed.send(typed_now).is_err() {
                                break;
                            }
                            unanswered += 1;
                        }
                    }
                }
                None => closed_at = Some(Instant::now()),
            },
        }
    }
    writeln!(screen)
}

/// What a line at the keyboard means.
enum Line<'a> {
    Empty,
    /// From here on somebody else types.
    Become(&'a str),
    Said {
        text: Option<&'a str>,
        /// A path.
        file: Option<&'a str>,
    },
}

/// Reads a line that was typed as `chat`.
fn read<'a>(line: &'a str, chat: &str) -> Line<'a> {
    match line.trim() {
        "" => Line::Empty,
        // The worker becomes the officer, and anybody else the worker.
        "@" if chat == WORKER => Line::Become(OFFICER),
        "@" => Line::Become(WORKER),
        words => {
            if let Some(who) = words.strip_prefix('@').filter(|who| !who.contains(' ')) {
                return Line::Become(who);
            }
            let Some(file) = words.strip_prefix("+ ").map(str::trim_start) else {
                return Line::Said { text: Some(words), file: None };
            };
            let (path, caption) = file.split_once(' ').unwrap_or((file, ""));
            let caption = caption.trim();
            Line::Said { text: (!caption.is_empty()).then_some(caption), file: Some(path) }
        }
    }
}

/// Comes when nothing more is waited for after the keyboard was closed.
async fn over(closed_at: Option<Instant>) {
    match closed_at {
        Some(at) => tokio::time::sleep_until(at + LAST_WORDS).await,
        None => std::future::pending().await,
    }
}

fn greet(screen: &mut impl Write, welcome: &Welcome) -> std::io::Result<()> {
    writeln!(
        screen,
        "Sáng kiến – bản chạy thử. Dữ liệu nằm trong {}: Ctrl-D để thoát, lần sau mở lại vẫn còn.\n\
         Bạn đang là công nhân. Gõ xin chào để bắt đầu; chọn bằng số hoặc bằng chữ.\n\
         Gửi tệp: gõ + rồi đường dẫn, ví dụ: + xe-day.jpg mặt trước.\n\
         Gõ @ để thành cán bộ công đoàn, gõ @ lần nữa để trở lại; @lan để thành một người khác.\n\
         Cán bộ gõ /hangcho để xem sáng kiến đang chờ. Kết quả tới công nhân sau {} giây.",
        welcome.place, welcome.hold_seconds
    )?;
    if let Some(page) = &welcome.page {
        writeln!(screen, "Kết quả cho mọi người xem: {page}")?;
    }
    writeln!(screen)
}

/// Lines from the keyboard. Read by a thread of its own, which nobody waits for: reading a
/// terminal cannot be called off, and would hold up Ctrl-C until the next Enter.
fn lines(mut keyboard: impl BufRead + Send + 'static) -> mpsc::Receiver<String> {
    let (send, lines) = mpsc::channel(16);
    std::thread::spawn(move || {
        let mut line = Vec::new();
        while matches!(keyboard.read_until(b'\n', &mut line), Ok(1..)) {
            // What is no text is shown as such, as any platform would bring it.
            if send.blocking_send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
            line.clear();
        }
    });
    lines
}

/// What somebody is called on the screen.
#[must_use]
pub fn name(chat: &str) -> &str {
    match chat {
        WORKER => "công nhân",
        OFFICER => "cán bộ",
        somebody => somebody,
    }
}

fn prompt(screen: &mut impl Write, chat: &str) -> std::io::Result<()> {
    write!(screen, "{} › ", name(chat))?;
    screen.flush()
}

/// Prints a message; one for somebody else says so.
fn print(screen: &mut impl Write, chat: &str, message: &Shown) -> std::io::Result<()> {
    let whom = if message.chat == chat {
        String::new()
    } else {
        format!("[tới {}] ", name(&message.chat))
    };
    writeln!(screen, "\r\n{whom}{}\n", message.text)
}
