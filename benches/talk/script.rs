//! What every worker says, message by message, and the people who say it.

use std::time::Instant;

use crate::platform::{Crowd, Read, Said, Waits};

/// One message of a worker.
pub enum Move {
    /// Words.
    Say(&'static str),
    /// The button whose label has these words in it.
    Tap(&'static str),
    /// Words with which the next initiative begins.
    Again(&'static str),
}

use Move::{Again, Say, Tap};

/// The whole talk: consent and profile once, then one initiative after the other.
pub const SCRIPT: &[Move] = &[
    Say("/start"),
    Tap("Đồng ý"),
    Say("Nguyễn Thị Lan"),
    // The phone's question has a keyboard of its own, whose keys are words.
    Say("Bỏ qua"),
    Say("cong ty may mai lan"),
    Tap("Không thấy đơn vị"),
    Tap("Công nhân"),
    Again("Cải tiến đồ gá thay khuôn dập nguội"),
    Tap("Giải pháp kỹ thuật"),
    Say("Trước đây thay khuôn mất 40 phút, phải hai người bê, hay xước sản phẩm."),
    Say("Em làm xe đẩy có con lăn và chốt định vị, một người thay khuôn trong 8 phút."),
    Say("tháng 3"),
    Tap("Đúng"),
    Say("khoảng 30tr mỗi tháng"),
    Tap("Đúng"),
    Tap("Chỉ mình tôi"),
    Tap("Chưa được công nhận"),
    Tap("Không có tệp"),
    Tap("Gửi"),
    Tap("Gửi sáng kiến mới"),
];

/// People who hold the whole talk over and over.
#[derive(Default)]
pub struct Workers {
    all: Vec<Worker>,
    figures: Figures,
    ended: bool,
}

struct Worker {
    step: usize,
    said_at: Instant,
}

/// What was measured.
#[derive(Clone, Default)]
pub struct Figures {
    pub submissions: u64,
    /// From each update to its answer.
    pub waits: Waits,
}

impl Workers {
    /// So many people open the talk.
    pub fn begin(&mut self, how_many: usize, out: &mut Said) {
        self.all = (0..how_many).map(|_| Worker { step: 0, said_at: Instant::now() }).collect();
        for person in 0..how_many {
            self.speak(person, None, out);
        }
    }

    /// Gives what was measured, and begins anew.
    pub fn take_figures(&mut self) -> Figures {
        std::mem::take(&mut self.figures)
    }

    /// Nobody says anything any more.
    pub fn end(&mut self) {
        self.ended = true;
    }

    fn speak(&mut self, person: usize, read: Option<&Read>, out: &mut Said) {
        let worker = &mut self.all[person];
        worker.said_at = Instant::now();
        match &SCRIPT[worker.step] {
            Say(words) | Again(words) => out.words(person, words),
            Tap(label) => {
                let data = read.and_then(|read| read.button(label)).unwrap_or_default();
                out.press(person, &data);
            }
        }
    }
}

impl Crowd for Workers {
    fn reads(&mut self, person: usize, message: &Read, out: &mut Said) {
        let Some(worker) = self.all.get_mut(person) else { return };
        self.figures.waits.push(worker.said_at);
        worker.step += 1;
        if worker.step == SCRIPT.len() {
            self.figures.submissions += 1;
            // The profile is asked once.
            let again = SCRIPT.iter().position(|step| matches!(step, Again(_)));
            worker.step = again.unwrap_or(0);
        }
        if !self.ended {
            self.speak(person, Some(message), out);
        }
    }
}
