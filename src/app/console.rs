//! The talk in a terminal: the real road with a keyboard for a platform.
//!
//! One person plays both sides. What is typed goes into the inbox like any update, and what
//! comes out of the outbox is printed here, whoever it is for.

use std::io::{BufRead as _, Write as _};
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

/// What the five lines at the start say.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// Where the data lies.
    pub place: String,
    /// Where the public page is, unless another process has the port.
    pub page: Option<String>,
    /// How long the worker waits for the news of a decision.
    pub hold_seconds: i64,
}

/// Prints the first lines, then carries words to and fro until the keyboard is closed and what was
/// said last is answered, or until `stop` comes.
pub async fn run(
    terminal: Terminal,
    clock: Clock,
    welcome: Welcome,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let Terminal { typed, mut shown } = terminal;
    greet(&welcome);
    let mut lines = keyboard();
    let mut chat = WORKER;
    let mut stop = std::pin::pin!(stop);
    let mut unanswered: usize = 0;
    let mut closed_at = None;
    prompt(chat);
    while closed_at.is_none() || unanswered > 0 {
        tokio::select! {
            () = &mut stop => break,
            () = over(closed_at) => break,
            message = shown.recv() => match message {
                Some(message) => {
                    unanswered = unanswered.saturating_sub(1);
                    print(chat, &message);
                    prompt(chat);
                }
                None => break,
            },
            line = lines.recv(), if closed_at.is_none() => match line {
                Some(line) => match line.trim() {
                    "" => prompt(chat),
                    "@" => {
                        chat = if chat == WORKER { OFFICER } else { WORKER };
                        prompt(chat);
                    }
                    words => {
                        let typed_now = Typed {
                            id: clock::fresh_token(),
                            chat: chat.to_owned(),
                            at: clock.now(),
                            text: Some(words.to_owned()),
                            press: None,
                        };
                        if typed.send(typed_now).is_err() {
                            break;
                        }
                        unanswered += 1;
                    }
                },
                None => closed_at = Some(Instant::now()),
            },
        }
    }
    println!();
    Ok(())
}

/// Comes when nothing more is waited for after the keyboard was closed.
async fn over(closed_at: Option<Instant>) {
    match closed_at {
        Some(at) => tokio::time::sleep_until(at + LAST_WORDS).await,
        None => std::future::pending().await,
    }
}

fn greet(welcome: &Welcome) {
    println!(
        "Sáng kiến – bản chạy thử. Dữ liệu nằm trong {}: Ctrl-D để thoát, lần sau mở lại vẫn còn.",
        welcome.place
    );
    println!("Bạn đang là công nhân. Gõ xin chào để bắt đầu; chọn bằng số hoặc bằng chữ.");
    println!("Gõ @ để thành cán bộ công đoàn, gõ @ lần nữa để trở lại.");
    println!(
        "Cán bộ gõ /hangcho để xem sáng kiến đang chờ. Kết quả tới công nhân sau {} giây.",
        welcome.hold_seconds
    );
    if let Some(page) = &welcome.page {
        println!("Kết quả cho mọi người xem: {page}");
    }
    println!();
}

/// Lines from the keyboard. Read by a thread of its own, which nobody waits for: reading a
/// terminal cannot be called off, and would hold up Ctrl-C until the next Enter.
fn keyboard() -> mpsc::Receiver<String> {
    let (send, lines) = mpsc::channel(16);
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        let mut line = Vec::new();
        while matches!(input.read_until(b'\n', &mut line), Ok(1..)) {
            // What is no text is shown as such, as any platform would bring it.
            if send.blocking_send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
            line.clear();
        }
    });
    lines
}

fn prompt(chat: &str) {
    let who = if chat == WORKER { "công nhân" } else { "cán bộ" };
    print!("{who} › ");
    let _ = std::io::stdout().flush();
}

/// Prints a message; one for the other side says so.
fn print(chat: &str, message: &Shown) {
    let whom = match (message.chat == chat, message.chat == WORKER) {
        (true, _) => "",
        (false, true) => "[tới công nhân] ",
        (false, false) => "[tới cán bộ] ",
    };
    println!("\r\n{whom}{}\n", message.text);
}
