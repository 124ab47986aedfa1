//! Codes of initiatives.

use proptest::prelude::*;
use sangkien::vietnamese::Reading::{Read, Unreadable};
use sangkien::vietnamese::Why;
use sangkien::vietnamese::code::{Code, read};

#[test]
fn a_code_has_a_prefix_groups_and_a_check_digit() {
    assert_eq!(Code::new(1).to_string(), "SK-0000-0013");
    assert_eq!(Code::new(1_234_567).to_string(), "SK-1234-5671");
    assert_eq!(Code::new(123_456_789).to_string(), "SK-123456-7894");
    assert_eq!(Code::new(1_234_567).digits(), "12345671");
}

#[test]
fn a_code_is_read_however_it_is_typed() {
    for input in [
        "SK-1234-5671",
        "sk-1234-5671",
        "SK 1234 5671",
        "SK12345671",
        "sk12345671",
        "Sk_1234.5671",
        "SK–1234–5671",
        "12345671",
        "1234 5671",
        "1234-5671",
        "#SK-1234-5671",
        "mã SK-1234-5671",
        "mã số: SK-1234-5671",
        "mã số 12345671",
        "ma so sang kien 1234-5671",
        "tra cứu SK-1234-5671",
        "mã của em là SK-1234-5671 ạ",
        "SK-l234-567I",
        "SK-I234-567l",
        "ＳＫ－１２３４－５６７１",
        "SK - 1234 - 5671",
        "sk 12 34 56 71",
        "12 34 56 71",
        "(SK-1234-5671)",
        "SK-1234-5671.",
        "hồ sơ SK-1234-5671 sao rồi",
        "SK-1234-5671, sk 12345671",
    ] {
        assert_eq!(read(input), Read(Code::new(1_234_567)), "{input}");
    }
    assert_eq!(read("SK-OOOO-OO13"), Unreadable(Why::NotACode), "nothing but letters");
    assert_eq!(read("SK-0O00-0O13"), Read(Code::new(1)));
}

#[test]
fn what_is_no_code_is_not_taken_for_one() {
    for input in [
        "0912345678",
        "+84912345678",
        "15/08/2022",
        "15.08.2022",
        "12.345.671",
        "12345671 đồng",
        "12345671đ",
        "5 triệu",
        "sáng kiến",
        "SK",
        "SK-1234-5671 và SK-0000-0013",
        "SKKN 12345671",
        "MSK12345671",
        "SK-1234-56712345678901234567890",
        "SK-00001234-5671",
        "00000000",
        "SK-0000-0000",
        "SK-1234-5671-8 cái",
    ] {
        let reading = read(input);
        assert!(
            matches!(reading, Unreadable(Why::NotACode | Why::WrongCheckDigit)),
            "{input}: {reading:?}"
        );
    }
    assert_eq!(read(""), Unreadable(Why::Empty));
    assert_eq!(read("SK-1234"), Unreadable(Why::TooShort));
    assert_eq!(read("SK-1234-5672"), Unreadable(Why::WrongCheckDigit));
}

proptest! {
    #[test]
    fn every_code_reads_back(number in 1..=u64::MAX) {
        let code = Code::new(number);
        prop_assert_eq!(read(&code.to_string()), Read(code));
        prop_assert_eq!(read(&format!("sk {}", code.digits())), Read(code));
    }

    #[test]
    fn one_wrong_digit_or_two_swapped_are_noticed(number in 1_000_000..1_000_000_000_u64) {
        let digits = Code::new(number).digits().into_bytes();
        for at in 0..digits.len() {
            for wrong in b'0'..=b'9' {
                let mut typed = digits.clone();
                typed[at] = wrong;
                check(number, &typed);
            }
            let mut typed = digits.clone();
            if at > 0 {
                typed.swap(at - 1, at);
            }
            check(number, &typed);
        }
    }
}

fn check(number: u64, typed: &[u8]) {
    let typed = format!("SK{}", String::from_utf8_lossy(typed));
    let original = format!("SK{}", Code::new(number).digits());
    match read(&typed) {
        Read(code) => assert_eq!((code, &typed), (Code::new(number), &original)),
        reading => assert!(typed != original, "{reading:?}"),
    }
}
