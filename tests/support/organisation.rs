//! A made-up organisation as large as the real one, the same in every run.

use sangkien::directory::{Unit, province};
use sangkien::domain::UnitId;

/// Real names, and where they hang.
const KNOWN: &str = include_str!("../data/units/known.csv");

const PLACES: &str = include_str!("../data/units/places.txt");

/// Chance that repeats itself: the `SplitMix64` generator.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below a usize")
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// The organisation with about this many units.
pub fn organisation(count: usize) -> Vec<Unit> {
    let mut tree = Tree { units: Vec::with_capacity(count), chance: Chance(20_221_009) };
    let root = tree.add("TLD", "Tổng Liên đoàn Lao động Việt Nam", "federation", None);
    let mut provinces: Vec<_> = province::all().iter().map(|p| (p.new.code, p.title())).collect();
    provinces.sort();
    provinces.dedup();
    let provinces: Vec<UnitId> = provinces
        .into_iter()
        .map(|(code, title)| {
            let name = format!("Liên đoàn Lao động {title}");
            tree.add(&format!("P{code}"), &name, "province", Some(root))
        })
        .collect();
    for line in KNOWN.lines().skip(1) {
        let mut fields = line.split(',').map(str::trim);
        let mut field = || fields.next().expect("every line has four fields");
        let (code, name, kind, parent) = (field(), field(), field(), field());
        let parent = tree.units.iter().find(|unit| unit.code == parent).map(|unit| unit.id);
        tree.add(code, name, kind, Some(parent.expect("a parent stands above its children")));
    }
    let places: Vec<&str> = PLACES.lines().collect();
    let mut above = provinces.clone();
    for number in 0..count / 40 {
        let place = places[tree.chance.below(places.len())];
        let parent = provinces[tree.chance.below(provinces.len())];
        let (code, name, kind) = match number % 8 {
            0 => (format!("K{number}"), format!("Công đoàn Khu công nghiệp {place}"), "park"),
            1 => (format!("F{number}"), format!("Công đoàn phường {place}"), "commune"),
            _ => (format!("X{number}"), format!("Công đoàn xã {place}"), "commune"),
        };
        above.push(tree.add(&code, &name, kind, Some(parent)));
    }
    let mut number = 0;
    while tree.units.len() < count {
        number += 1;
        let parent = above[tree.chance.below(above.len())];
        let name = tree.grassroots(&places);
        tree.add(&format!("C{number}"), &name, "grassroots", Some(parent));
    }
    tree.units
}

struct Tree {
    units: Vec<Unit>,
    chance: Chance,
}

impl Tree {
    fn add(&mut self, code: &str, name: &str, kind: &str, parent: Option<UnitId>) -> UnitId {
        let id = UnitId(i64::try_from(self.units.len() + 1).expect("it is a small number"));
        self.units.push(Unit {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            parent,
            closed: false,
        });
        id
    }

    /// A name as grassroots unions have it: seven in ten companies, the rest schools,
    /// hospitals and offices.
    fn grassroots(&mut self, places: &[&str]) -> String {
        let chance = &mut self.chance;
        let place = places[chance.below(places.len())];
        match chance.below(20) {
            0 => format!("CĐCS Trường Mầm non {}", chance.pick(FLOWERS)),
            1 => format!("CĐCS Trường Tiểu học {}", chance.pick(PERSONS)),
            2 => format!("CĐCS Trường THCS {}", chance.pick(PERSONS)),
            3 => format!("CĐCS Trường THPT {}", chance.pick(PERSONS)),
            4 => format!("CĐCS Bệnh viện Đa khoa {place}"),
            5 => format!("CĐCS {} {place}", chance.pick(OFFICES)),
            6 | 7 => {
                let form = chance.pick(FORMS);
                let trade = chance.pick(TRADES);
                format!("CĐCS Công ty {form} {trade} {place}")
            }
            8..=12 => {
                let brand = foreign(chance);
                let tail = chance.pick(TAILS);
                format!("CĐCS Công ty TNHH {brand}{tail}")
            }
            _ => {
                let form = chance.pick(FORMS);
                let trade = chance.pick(TRADES);
                let (first, second) = (chance.pick(FIRST), chance.pick(SECOND));
                format!("CĐCS Công ty {form} {trade} {first} {second}")
            }
        }
    }
}

/// A company's name that is no Vietnamese word.
fn foreign(chance: &mut Chance) -> String {
    let mut name = String::new();
    for _ in 0..2 + chance.below(2) {
        name.push_str(chance.pick(SYLLABLES));
    }
    let mut letters = name.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

const FORMS: &[&str] = &["TNHH", "TNHH", "TNHH MTV", "Cổ phần", "CP", "TNHH Một thành viên"];

const TAILS: &[&str] = &[
    " Việt Nam",
    " Việt Nam",
    " Vina",
    " Vina",
    "",
    " Electronics",
    " Hà Nội",
    " Sài Gòn",
    " Textile",
];

const TRADES: &[&str] = &[
    "May mặc",
    "May",
    "Dệt may",
    "Cơ khí",
    "Gỗ",
    "Chế biến gỗ",
    "Thủy sản",
    "Xây dựng",
    "Thương mại Dịch vụ",
    "Sản xuất Thương mại",
    "Bao bì",
    "Nhựa",
    "Giày",
    "Da giày",
    "Điện tử",
    "Thực phẩm",
    "Vận tải",
    "Dược phẩm",
    "In",
    "Giấy",
    "Cao su",
    "Xuất nhập khẩu",
    "Nội thất",
    "Vật liệu xây dựng",
    "Cấp nước",
    "Môi trường đô thị",
    "Xăng dầu",
    "Phân bón",
    "Thép",
    "Gạch",
];

const FIRST: &[&str] = &[
    "Hoàng",
    "Minh",
    "Phú",
    "Thành",
    "Đại",
    "Tân",
    "Hưng",
    "Quang",
    "Việt",
    "Nam",
    "Hồng",
    "Kim",
    "An",
    "Bảo",
    "Đức",
    "Gia",
    "Hải",
    "Hòa",
    "Huy",
    "Khang",
    "Lâm",
    "Long",
    "Mai",
    "Ngọc",
    "Phát",
    "Phúc",
    "Quốc",
    "Sơn",
    "Thái",
    "Thiên",
    "Thịnh",
    "Tiến",
    "Toàn",
    "Trung",
    "Trường",
    "Tuấn",
    "Vạn",
    "Vĩnh",
    "Xuân",
    "Đông",
    "Nhật",
    "Thuận",
    "Hiệp",
    "Duy",
    "Cường",
];

const SECOND: &[&str] = &[
    "Phát", "Long", "Hưng", "Thịnh", "Đạt", "Lợi", "Tiến", "Thành", "Hà", "Sơn", "Anh", "An",
    "Bình", "Cường", "Dũng", "Gia", "Giang", "Hải", "Hòa", "Khánh", "Linh", "Lộc", "Minh", "Nam",
    "Nguyên", "Phong", "Phú", "Phúc", "Quân", "Sang", "Tài", "Tâm", "Tân", "Thắng", "Thái",
    "Thiện", "Tín", "Toàn", "Trí", "Tường", "Vinh", "Vũ", "Vượng", "Đức", "Quang",
];

const FLOWERS: &[&str] = &[
    "Hoa Sen",
    "Hoa Mai",
    "Hoa Hồng",
    "Hoa Phượng",
    "Sơn Ca",
    "Họa Mi",
    "Tuổi Thơ",
    "Măng Non",
    "Ánh Dương",
    "Bình Minh",
    "Vành Khuyên",
    "Hướng Dương",
    "Thỏ Ngọc",
    "Rạng Đông",
    "Hoa Lan",
    "Tuổi Ngọc",
    "Vàng Anh",
    "Hoa Cúc",
    "Sao Mai",
    "1-6",
    "19-5",
    "Hoàng Yến",
];

const PERSONS: &[&str] = &[
    "Nguyễn Du",
    "Lê Lợi",
    "Trần Hưng Đạo",
    "Nguyễn Trãi",
    "Lý Thường Kiệt",
    "Kim Đồng",
    "Võ Thị Sáu",
    "Chu Văn An",
    "Lê Quý Đôn",
    "Phan Bội Châu",
    "Quang Trung",
    "Hùng Vương",
    "Nguyễn Huệ",
    "Lê Hồng Phong",
    "Trần Phú",
    "Nguyễn Văn Trỗi",
    "Lương Thế Vinh",
    "Nguyễn Bỉnh Khiêm",
    "Trần Quốc Toản",
    "Đinh Tiên Hoàng",
    "Phan Chu Trinh",
    "Ngô Quyền",
    "Hoàng Văn Thụ",
    "Nguyễn Thị Minh Khai",
    "Lê Văn Tám",
    "Nguyễn Viết Xuân",
    "Hai Bà Trưng",
];

const OFFICES: &[&str] = &[
    "Trung tâm Y tế",
    "Ban Quản lý dự án",
    "Bưu điện",
    "Điện lực",
    "Kho bạc Nhà nước khu vực",
    "Hợp tác xã Nông nghiệp",
    "Trạm Y tế",
    "Ngân hàng Nông nghiệp và Phát triển nông thôn",
    "Viễn thông",
    "Nghiệp đoàn Nghề cá",
    "Quỹ tín dụng nhân dân",
    "Nông trường",
];

const SYLLABLES: &[&str] = &[
    "tae", "kwang", "shin", "woo", "sung", "han", "dong", "young", "jin", "hwa", "mi", "ko", "yo",
    "sha", "ma", "ta", "na", "ka", "shi", "mura", "ya", "haru", "fuji", "toku", "sun", "lux",
    "tech", "tron", "max", "well", "pro", "star", "ever", "green", "gold", "top", "wei", "chang",
    "feng", "tai", "ching", "hong", "yu", "lin", "pou", "chen", "dyna", "inno", "omni", "uni",
    "vita", "nova", "flex", "bell", "corp", "sei", "rin", "kyo", "zen", "leo",
];
