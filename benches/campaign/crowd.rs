//! Workers and officers of a campaign. They read what is asked and answer it as people do:
//! mostly well, sometimes wrong, sometimes one step back, and some never finish.

use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::platform::{Crowd, Read, Said, Waits};

/// Everybody.
pub struct People {
    all: Vec<Person>,
    chance: StdRng,
    /// Submissions that nobody has begun yet in this hour.
    pub to_begin: u64,
    /// People who may talk at the same time.
    pub at_once: usize,
    talking: usize,
    /// Codes of the receipts, for the books at the end.
    pub receipts: Vec<String>,
    pub figures: Figures,
    /// Messages that were read since the beginning.
    pub read: u64,
    /// Where people think before they speak; otherwise they speak at once.
    thinking: Option<VecDeque<(usize, Says)>>,
    /// What officers will say, and when: whoever decides reads first.
    reading: VecDeque<(Instant, usize, Says)>,
    units: usize,
    hasher: RandomState,
}

/// How long an officer reads.
const READS: Duration = Duration::from_secs(1);

/// What was measured since it was last asked for.
#[derive(Default)]
pub struct Figures {
    /// From each message to its answer.
    pub waits: Waits,
    /// Updates sent, those that get no answer included.
    pub updates: u64,
    pub submitted: u64,
    pub abandoned: u64,
    pub decided: u64,
    /// News that came unasked.
    pub notices: u64,
    /// Answers that nobody understood.
    pub puzzled: u64,
    /// Answers that came once more, because a service was killed before it could note them.
    pub repeated: u64,
}

struct Person {
    is: Is,
    /// Whether an answer is owed to them.
    waits: bool,
    said_at: Instant,
    temper: Temper,
    /// What a worker has read last.
    read: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Worker { more: u8 },
    Officer,
    Gone,
}

/// What a person will do once in this talk.
#[derive(Clone, Copy, Default)]
struct Temper {
    mistypes_date: bool,
    mistypes_money: bool,
    goes_back: bool,
    sends_album: bool,
    abandons: bool,
    types_labels: bool,
}

/// One thing to say.
enum Says {
    Words(String),
    Press(String),
    Album,
}

impl People {
    /// Nobody yet. `paced`: people speak when [`People::speak_up`] lets them.
    pub fn new(seed: u64, units: usize, paced: bool) -> Self {
        Self {
            all: Vec::new(),
            chance: StdRng::seed_from_u64(seed),
            to_begin: 0,
            at_once: 0,
            talking: 0,
            receipts: Vec::new(),
            figures: Figures::default(),
            read: 0,
            thinking: paced.then(VecDeque::new),
            reading: VecDeque::new(),
            units,
            hasher: RandomState::new(),
        }
    }

    /// Somebody opens an invitation, and decides initiatives from now on.
    pub fn appoint(&mut self, invitation: &str, out: &mut Said) {
        let person = self.join(Is::Officer);
        self.say(person, Says::Words(format!("/start {invitation}")), out);
    }

    /// Lets new people begin where there is room, and officers speak who have read enough.
    pub fn fill_up(&mut self, out: &mut Said) {
        while self.reading.front().is_some_and(|(since, ..)| since.elapsed() > READS) {
            let Some((_, officer, says)) = self.reading.pop_front() else { break };
            self.speak(officer, &says, out);
        }
        while self.to_begin > 0 && self.talking < self.at_once {
            // Somebody who says more than two things a second is taken for a machine.
            let more = self.chance.random_range(0..4);
            let person = self.join(Is::Worker { more });
            self.begin(person);
            self.say(person, Says::Words("/start".to_owned()), out);
        }
    }

    /// Lets `how_many` people say what they have thought of.
    pub fn speak_up(&mut self, how_many: usize, out: &mut Said) {
        for _ in 0..how_many {
            let Some((person, says)) = self.thinking.as_mut().and_then(VecDeque::pop_front) else {
                return;
            };
            self.speak(person, &says, out);
        }
    }

    /// Gives what was measured, and begins anew.
    pub fn take_figures(&mut self) -> Figures {
        std::mem::take(&mut self.figures)
    }

    /// Whether everybody who began is done.
    pub fn is_quiet(&self) -> bool {
        self.to_begin == 0 && self.talking == 0
    }

    pub fn talking(&self) -> usize {
        self.talking
    }

    fn join(&mut self, is: Is) -> usize {
        let said_at = Instant::now();
        self.all.push(Person { is, waits: false, said_at, temper: Temper::default(), read: 0 });
        self.all.len() - 1
    }

    fn begin(&mut self, person: usize) {
        self.to_begin -= 1;
        self.talking += 1;
        let mut one_in = |how_many: u32| self.chance.random_range(0..how_many) == 0;
        self.all[person].temper = Temper {
            mistypes_date: one_in(8),
            mistypes_money: one_in(10),
            goes_back: one_in(12),
            sends_album: one_in(7),
            abandons: one_in(20),
            types_labels: one_in(5),
        };
    }

    /// A talk is over; the same person may go on with another initiative.
    fn end(&mut self, person: usize, out: &mut Said) {
        self.talking -= 1;
        let Is::Worker { more } = self.all[person].is else { return };
        if more > 0 && self.to_begin > 0 && self.talking < self.at_once {
            self.all[person].is = Is::Worker { more: more - 1 };
            self.begin(person);
            self.say(person, Says::Words("/moi".to_owned()), out);
        } else {
            self.all[person].is = Is::Gone;
            self.fill_up(out);
        }
    }

    fn say(&mut self, person: usize, says: Says, out: &mut Said) {
        match &mut self.thinking {
            Some(thinking) => thinking.push_back((person, says)),
            None => self.speak(person, &says, out),
        }
    }

    fn speak(&mut self, person: usize, says: &Says, out: &mut Said) {
        self.all[person].waits = true;
        self.all[person].said_at = Instant::now();
        self.figures.updates += 1;
        match says {
            Says::Words(words) => out.words(person, words),
            Says::Press(data) => out.press(person, data),
            Says::Album => {
                // Only the first photo of an album is answered.
                let album = self.chance.random();
                (0..3).for_each(|_| out.photo(person, album));
                self.figures.updates += 2;
            }
        }
    }

    /// Presses a button, or types its label the way people type.
    fn choose(&mut self, person: usize, read: &Read, label: &str, typed: &str) -> Option<Says> {
        if self.all[person].temper.types_labels && !typed.is_empty() {
            return Some(Says::Words(typed.to_owned()));
        }
        read.button(label).map(Says::Press)
    }

    fn worker(&mut self, person: usize, read: &Read) -> Option<Says> {
        let text = &read.text;
        let words = |words: &str| Some(Says::Words(words.to_owned()));
        let temper = &mut self.all[person].temper;
        // The question stands at the end, after what was understood of the answer before.
        if text.contains("Mình hiểu là") || text.ends_with("đúng không?") {
            return self.choose(person, read, "Đúng", "dung");
        }
        if let Some(question) = text.rfind("Câu ").map(|at| &text[at..]) {
            let number = question.chars().find(char::is_ascii_digit);
            return match number {
                Some('1') => words(TITLES[self.chance.random_range(0..TITLES.len())]),
                Some('2') => self.choose(person, read, "Giải pháp kỹ thuật", "giai phap ky thuat"),
                Some('3') => {
                    words("Trước đây thay khuôn mất 40 phút, hai người bê, hay xước hàng.")
                }
                Some('4') => words(SOLUTIONS[self.chance.random_range(0..SOLUTIONS.len())]),
                Some('5') if std::mem::take(&mut temper.goes_back) => words("/quaylai"),
                Some('5') if std::mem::take(&mut temper.mistypes_date) => words("31/2"),
                Some('5') => words(DATES[self.chance.random_range(0..DATES.len())]),
                Some('6') if temper.abandons => words("/huy"),
                Some('6') if std::mem::take(&mut temper.mistypes_money) => words("cung kha"),
                Some('6') => words(AMOUNTS[self.chance.random_range(0..AMOUNTS.len())]),
                Some('7') => self.choose(person, read, "Chỉ mình tôi", "chi minh toi"),
                Some('8') => self.choose(person, read, "Chưa được công nhận", ""),
                Some('9') if std::mem::take(&mut temper.sends_album) => Some(Says::Album),
                Some('9') if read.button("Xong").is_some() => {
                    self.choose(person, read, "Xong", "xong")
                }
                Some('9') => self.choose(person, read, "Không có tệp", "khong co tep"),
                _ => None,
            };
        }
        if text.contains("bấm Xong") {
            return self.choose(person, read, "Xong", "xong");
        }
        if text.contains("bấm Gửi") {
            return self.choose(person, read, "Gửi", "gui");
        }
        if text.contains("Bạn có đồng ý không") {
            return self.choose(person, read, "Đồng ý", "dong y");
        }
        if text.contains("Họ và tên đầy đủ") {
            let (family, given) = (
                self.chance.random_range(0..FAMILY.len()),
                self.chance.random_range(0..GIVEN.len()),
            );
            return Some(Says::Words(format!("{} {}", FAMILY[family], GIVEN[given])));
        }
        if text.contains("Số điện thoại của bạn") {
            return words("Bỏ qua");
        }
        if text.contains("Bạn làm ở đơn vị nào") {
            // A quarter of everybody works in one place.
            let unit = match self.chance.random_range(0..4) {
                0 => 0,
                _ => self.chance.random_range(0..self.units),
            };
            return Some(Says::Words(format!("may so {unit}")));
        }
        if text.contains("là đơn vị nào dưới đây") || text.contains("Mình chưa thấy")
        {
            return read.button("May Số").or_else(|| read.button("Không thấy")).map(Says::Press);
        }
        if text.contains("Bạn thuộc nhóm nào") {
            return self.choose(person, read, "Công nhân", "cong nhan");
        }
        None
    }

    fn officer(&mut self, read: &Read) -> Option<Says> {
        let text = &read.text;
        if text.contains("Bạn có đồng ý không") {
            return read.button("Đồng ý").map(Says::Press);
        }
        if text.contains("Họ và tên đầy đủ") {
            return Some(Says::Words("Trần Thị Công Đoàn".to_owned()));
        }
        if let Some(data) = read.button("Nhận xử lý") {
            return Some(Says::Press(data));
        }
        if text.contains("đang thẩm định")
            && let Some(code) = code(text)
        {
            let decision = match self.chance.random_range(0..10) {
                0 => format!("/bosung {code} Anh chị áp dụng ở chuyền nào?"),
                1 => format!("/tuchoi {code} 4 Anh chị viết rõ thêm giúp."),
                _ => format!("/duyet {code} 25 triệu"),
            };
            self.figures.decided += 1;
            return Some(Says::Words(decision));
        }
        // Not everybody the first: several officers have the same line before them.
        let listed = read.buttons("SK-");
        if !listed.is_empty() {
            let chosen = self.chance.random_range(0..listed.len());
            return listed.into_iter().nth(chosen).map(Says::Press);
        }
        // Somebody else has it in hand.
        if let Some(data) = read.button("Tiếp theo").filter(|_| self.chance.random()) {
            return Some(Says::Press(data));
        }
        Some(Says::Words("/hangcho".to_owned()))
    }
}

impl Crowd for People {
    fn reads(&mut self, person: usize, read: &Read, out: &mut Said) {
        self.read += 1;
        let Some(Person { is, waits, said_at, read: last, .. }) = self.all.get_mut(person) else {
            return;
        };
        let (is, said_at) = (*is, *said_at);
        let text = self.hasher.hash_one(&read.text);
        if is != Is::Officer && std::mem::replace(last, text) == text {
            self.figures.repeated += 1;
            return;
        }
        if leads_over(&read.text) {
            return;
        }
        if !*waits || is_news(&read.text) {
            self.figures.notices += 1;
            return;
        }
        self.figures.waits.push(said_at);
        self.all[person].waits = false;
        let says = match is {
            Is::Gone => return,
            Is::Officer => {
                if let Some(says) = self.officer(read) {
                    self.reading.push_back((Instant::now(), person, says));
                }
                return;
            }
            Is::Worker { .. } => {
                if read.text.contains("Mã của bạn") {
                    self.figures.submitted += 1;
                    self.receipts.extend(code(&read.text).map(str::to_owned));
                    return self.end(person, out);
                }
                if read.text.contains("Mình đã lưu bản nháp") {
                    self.figures.abandoned += 1;
                    // Somebody else submits in their place.
                    self.to_begin += 1;
                    return self.end(person, out);
                }
                self.worker(person, read)
            }
        };
        let says = says.unwrap_or_else(|| {
            self.figures.puzzled += 1;
            Says::Words("/trogiup".to_owned())
        });
        self.say(person, says, out);
    }
}

/// Whether a message comes unasked: a decision, or new work.
fn is_news(text: &str) -> bool {
    ["của bạn: <b>", "Chúc mừng bạn! Sáng kiến", "sáng kiến mới đang chờ anh/chị"]
        .iter()
        .any(|news| text.contains(news))
}

/// Whether a message only takes the keyboard of the question before away; the next one, which
/// has buttons, comes at once.
fn leads_over(text: &str) -> bool {
    text.ends_with("bỏ qua số điện thoại.")
}

/// The first code in a text.
fn code(text: &str) -> Option<&str> {
    let at = text.find("SK-")?;
    text.get(at..at + "SK-1000-0012".len())
}

const FAMILY: [&str; 5] = ["Nguyễn Thị", "Trần Văn", "LÊ VĂN", "pham thi", "Hoàng Đức"];
const GIVEN: [&str; 6] = ["Lan", "Hùng", "Thu Hà", "Minh", "binh", "Quỳnh Anh"];
const TITLES: [&str; 4] = [
    "Cải tiến đồ gá thay khuôn dập nguội",
    "xe day hang cho to dong goi",
    "Máng hứng phoi cho máy tiện CNC số 3, đỡ phải dừng máy dọn mỗi ca",
    "Bảng màu kho sơn",
];
const SOLUTIONS: [&str; 3] = [
    "Em làm xe đẩy có con lăn và chốt định vị, một người thay khuôn trong 8 phút.",
    "lam mang bang ton, phoi roi thang xuong thung, cuoi ca do 1 lan",
    "Dán bảng màu theo mã, thêm giá ba tầng; người mới cũng tìm thấy ngay. Đã dùng thử hai tháng ở tổ 2, mọi người đều thấy nhanh hơn hẳn.",
];
const DATES: [&str; 4] = ["tháng 3", "15/1/2026", "quý 2 năm ngoái", "hôm qua"];
const AMOUNTS: [&str; 4] = ["khoảng 30tr mỗi tháng", "500k", "1 ty 2", "hai mươi triệu"];
