//! What goes wrong, as a test wants it.

use std::sync::Mutex;

/// A call that can go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Call {
    Message,
    Token,
    About,
}

/// What happens to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// An error in Zalo's own form: HTTP 200, and a code.
    Refuse { code: i64, message: &'static str },
    /// Any answer at all, such as a gateway's page.
    Answer { status: u16, body: &'static str },
    /// No answer, ever.
    Hang,
    /// The connection breaks before anything is done.
    Break,
    /// All is done, and then the connection breaks.
    LoseAnswer,
}

/// The faults that wait for their calls.
#[derive(Default)]
pub struct Faults {
    waiting: Mutex<Vec<(Call, usize, Fault)>>,
}

impl Faults {
    pub fn add(&self, call: Call, times: usize, fault: Fault) {
        let mut waiting = self.waiting.lock().expect("nothing panics while it is held");
        waiting.push((call, times, fault));
    }

    /// Whether every fault has met its call.
    pub fn are_over(&self) -> bool {
        self.waiting.lock().expect("nothing panics while it is held").is_empty()
    }

    /// The fault of this call, if it has one.
    pub fn take(&self, call: Call) -> Option<Fault> {
        let mut waiting = self.waiting.lock().expect("nothing panics while it is held");
        let at = waiting.iter().position(|(of, _, _)| *of == call)?;
        let (_, times, fault) = &mut waiting[at];
        *times -= 1;
        let fault = fault.clone();
        if *times == 0 {
            waiting.remove(at);
        }
        Some(fault)
    }
}
