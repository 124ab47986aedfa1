//! What goes wrong, as a test wants it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What happens to a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Too many requests; with or without saying how long to wait.
    Busy { retry_after: Option<u64> },
    /// Any refusal in the Bot API's own form.
    Refuse { code: u16, description: &'static str },
    /// Any answer at all, such as a proxy's page.
    Answer { status: u16, body: &'static str },
    /// No answer, unless all that hang are let go.
    Hang,
    /// The connection breaks before anything is done.
    Break,
    /// All is done, and then the connection breaks.
    LoseAnswer,
}

/// The faults that wait for their calls.
#[derive(Default)]
pub struct Faults {
    waiting: Mutex<Vec<Rule>>,
    /// Spares calls the lock while nothing is to go wrong.
    left: AtomicUsize,
}

struct Rule {
    method: &'static str,
    chat: Option<i64>,
    times: usize,
    fault: Fault,
}

impl Faults {
    pub fn add(&self, method: &'static str, chat: Option<i64>, times: usize, fault: Fault) {
        let mut waiting = self.waiting.lock().expect("nothing panics while it is held");
        waiting.push(Rule { method, chat, times, fault });
        self.left.fetch_add(times, Ordering::Release);
    }

    /// The fault of this call, if it has one.
    pub fn take(&self, method: &str, chat: Option<i64>) -> Option<Fault> {
        if self.left.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut waiting = self.waiting.lock().expect("nothing panics while it is held");
        let at = waiting
            .iter()
            .position(|rule| rule.method == method && (rule.chat.is_none() || rule.chat == chat))?;
        self.left.fetch_sub(1, Ordering::Release);
        let rule = &mut waiting[at];
        rule.times -= 1;
        let fault = rule.fault.clone();
        if rule.times == 0 {
            waiting.remove(at);
        }
        Some(fault)
    }
}
