//! How long each reader takes: nanoseconds on ordinary input, and whether the time grows in
//! step with the length.
//!
//! `cargo bench --bench vietnamese` prints a table and fails when a reader needs more than
//! ten microseconds for what people ordinarily type, or when a text sixteen times as long
//! takes much more than sixteen times as long.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use sangkien::vietnamese::{
    choice, coauthors, code, date, intent, money, name, percent, phone, text, yes_no,
};

/// The most that a reader may take for an ordinary input.
const LIMIT: Duration = Duration::from_micros(10);
/// How many times the first length the longer text has.
const LONGER: usize = 16;
/// How much more than `LONGER` times as long it may take; short texts pay a fixed part, and
/// a crowded machine makes noise.
const SLACK: f64 = 2.5;

struct Reader {
    name: &'static str,
    ordinary: &'static [&'static str],
    /// Characters of the longest text that it reads to its end; a longer one is refused at once.
    longest: usize,
    read: fn(&str),
}

fn main() -> ExitCode {
    println!("{:16} {:>10} {:>10} {:>8}", "reader", "ns/call", "slowest", "growth");
    let mut slow = false;
    for reader in readers() {
        let times: Vec<Duration> =
            reader.ordinary.iter().map(|text| time(reader.read, text)).collect();
        let slowest = times.iter().max().copied().unwrap_or_default();
        let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).unwrap_or(1);
        let first = filled(reader.ordinary, reader.longest / LONGER);
        let longer = filled(reader.ordinary, reader.longest);
        let growth =
            time(reader.read, &longer).as_secs_f64() / time(reader.read, &first).as_secs_f64();
        let bad = slowest > LIMIT
            || growth > SLACK * f64::from(u32::try_from(LONGER).unwrap_or(u32::MAX));
        println!(
            "{:16} {:>10} {:>10} {:>7.1}x{}",
            reader.name,
            mean.as_nanos(),
            slowest.as_nanos(),
            growth,
            if bad { "  TOO SLOW" } else { "" }
        );
        slow |= bad;
    }
    println!(
        "growth: time for the longest text that is read, by that for one {LONGER} times shorter"
    );
    if slow { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn readers() -> Vec<Reader> {
    vec![
        Reader {
            name: "text::clean",
            ordinary: SENTENCES,
            longest: 16000,
            read: |text| drop(black_box(text::clean(text))),
        },
        Reader {
            name: "text::fold",
            ordinary: SENTENCES,
            longest: 16000,
            read: |text| drop(black_box(text::fold(text))),
        },
        Reader {
            name: "text::residue",
            ordinary: RESIDUE,
            longest: 12000,
            read: |text| drop(black_box(text::residue(text))),
        },
        Reader {
            name: "money::read",
            ordinary: MONEY,
            longest: 190,
            read: |text| drop(black_box(money::read(text))),
        },
        Reader { name: "date::read", ordinary: DATES, longest: 190, read: read_date },
        Reader {
            name: "phone::read",
            ordinary: PHONES,
            longest: 400,
            read: |text| drop(black_box(phone::read(text))),
        },
        Reader {
            name: "name::read",
            ordinary: NAMES,
            longest: 78,
            read: |text| drop(black_box(name::read(text))),
        },
        Reader {
            name: "yes_no::read",
            ordinary: SHORT,
            longest: 120,
            read: |text| drop(black_box(yes_no::read(text))),
        },
        Reader {
            name: "intent::read",
            ordinary: SHORT,
            longest: 80,
            read: |text| {
                black_box(intent::read(text));
            },
        },
        Reader {
            name: "choice::pick",
            ordinary: CHOICES,
            longest: 60,
            read: |text| drop(black_box(choice::pick(text, LABELS))),
        },
        Reader {
            name: "code::read",
            ordinary: CODES,
            longest: 250,
            read: |text| drop(black_box(code::read(text))),
        },
        Reader {
            name: "percent::read",
            ordinary: PERCENTS,
            longest: 190,
            read: |text| drop(black_box(percent::read(text))),
        },
        Reader {
            name: "coauthors::read",
            ordinary: SHARES,
            longest: 4000,
            read: |text| drop(black_box(coauthors::read(text))),
        },
    ]
}

fn read_date(text: &str) {
    let today = NaiveDate::from_ymd_opt(2022, 5, 20).expect("May has twenty days");
    drop(black_box(date::read(text, today, date::Future::Refused)));
}

/// The time of one call: the best of many rounds, each long enough for the clock.
fn time(read: fn(&str), text: &str) -> Duration {
    let mut calls = 1_u32;
    loop {
        let started = Instant::now();
        for _ in 0..calls {
            read(black_box(text));
        }
        if started.elapsed() > Duration::from_millis(2) || calls > 1 << 20 {
            break;
        }
        calls *= 2;
    }
    let round = || {
        let started = Instant::now();
        for _ in 0..calls {
            read(black_box(text));
        }
        started.elapsed() / calls
    };
    (0..15).map(|_| round()).min().unwrap_or_default()
}

/// The ordinary texts one after the other until there are `length` characters.
fn filled(ordinary: &[&str], length: usize) -> String {
    ordinary.join(" ").chars().cycle().take(length).collect()
}

const SENTENCES: &[&str] = &[
    "Cải tiến khuôn dập giảm thời gian chờ",
    "Tôi thay băng tải cũ bằng máng trượt, mỗi ca tiết kiệm 30 phút.",
    "sang kien cai tien khuon dap",
    "  Hoà  Bình\u{a0}– Sa\u{301}ng kie\u{302}\u{301}n ",
];
const RESIDUE: &[&str] = &[
    "sangs kieens",
    "sa1ng kie61n ca3i tie61n",
    "S¸ng kiÕn c¶i tiÕn",
    "Saùng kieán",
    "sang kien cai tien khuon dap",
    "Cải tiến khuôn dập giảm thời gian chờ",
];
const MONEY: &[&str] = &[
    "500tr",
    "1,2 tỷ",
    "khoảng 30 triệu/tháng",
    "hai tỷ ba trăm triệu",
    "1.200.000.000 đồng",
    "10-15 triệu",
    "không tính được",
];
const DATES: &[&str] = &[
    "1/9/2021",
    "ngày 1 tháng 9 năm 2021",
    "tháng trước",
    "quý III/2022",
    "đầu năm ngoái",
    "cách đây 2 tháng",
];
const PHONES: &[&str] = &[
    "0912345678",
    "0162 345 6789",
    "+84 (0) 912 345 678",
    "số của em là 0912.345.678 ạ",
    "không có",
];
const NAMES: &[&str] = &[
    "Nguyễn Văn An",
    "NGUYỄN THỊ THANH TÂM",
    "H'Hen Niê",
    "em tên là Trần Hà ạ",
    "Shop Quần Áo Lan",
];
const SHORT: &[&str] =
    &["có", "dạ đúng rồi ạ", "ko", "👍", "bỏ qua", "dạ cho em bỏ qua ạ", "máy dừng liên tục"];
const CHOICES: &[&str] =
    &["2", "số 3", "an toàn", "giảm chi phí", "em chọn số 4 ạ", "máy dừng liên tục"];
const LABELS: &[&str] =
    &["📈 Tăng năng suất", "💰 Giảm chi phí", "🦺 An toàn lao động", "🌱 Môi trường", "Khác"];
const CODES: &[&str] = &[
    "SK-1234-5671",
    "sk12345671",
    "mã số: 1234 5671",
    "mã của em là SK-l234-567I ạ",
    "0912345678",
];
const SHARES: &[&str] =
    &["Trần Văn B 30%, chị Lan 20", "Lan: 20 phần trăm", "Trần Văn B và chị Lan mỗi người 20%"];
const PERCENTS: &[&str] = &["30", "dạ 30% ạ", "ba mươi phần trăm", "30-40%"];
