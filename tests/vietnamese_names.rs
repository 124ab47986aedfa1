//! Phone numbers and names of people.

use proptest::prelude::*;
use sangkien::vietnamese::Reading::{Read, Unreadable};
use sangkien::vietnamese::name;
use sangkien::vietnamese::phone::{self, Kind};
use sangkien::vietnamese::{Reading, Why};

fn e164(input: &str) -> String {
    match phone::read(input) {
        Read(phone) => phone.as_str().to_owned(),
        other => panic!("{input}: {other:?}"),
    }
}

#[test]
fn a_phone_number_in_any_writing_is_one_number() {
    for input in [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345-678",
        "09 12 34 56 78",
        "+84912345678",
        "+84 912 345 678",
        "84912345678",
        "0084912345678",
        "+84 (0) 912 345 678",
        "+840912345678",
        "O912345678",
        "o912 345 678",
        "09l2345678",
        "0912\u{a0}345\u{a0}678",
        "０９１２３４５６７８",
        "912345678",
        "sđt: 0912345678",
        "sdt0912345678",
        "số của em là 0912 345 678 ạ",
        "0912345678 (Lan)",
        "zalo 0912.345.678",
        "0912345678 0912 345 678",
        "ĐT 0912345678.",
        "0912–345–678",
        "912 345 678",
    ] {
        assert_eq!(e164(input), "+84912345678", "{input}");
    }
}

#[test]
fn old_prefixes_become_new_ones() {
    for (old, new) in [
        ("0162", "32"),
        ("0163", "33"),
        ("0164", "34"),
        ("0165", "35"),
        ("0166", "36"),
        ("0167", "37"),
        ("0168", "38"),
        ("0169", "39"),
        ("0120", "70"),
        ("0121", "79"),
        ("0122", "77"),
        ("0126", "76"),
        ("0128", "78"),
        ("0123", "83"),
        ("0124", "84"),
        ("0125", "85"),
        ("0127", "81"),
        ("0129", "82"),
        ("0186", "56"),
        ("0188", "58"),
        ("0199", "59"),
    ] {
        assert_eq!(e164(&format!("{old} 345 6789")), format!("+84{new}3456789"));
        assert_eq!(e164(&format!("+84{}3456789", &old[1..])), format!("+84{new}3456789"));
        assert_eq!(e164(&format!("84{}3456789", &old[1..])), format!("+84{new}3456789"));
    }
}

#[test]
fn landlines_are_known_as_such() {
    for (input, expected, shown) in [
        ("024 3825 6789", "+842438256789", "024 3825 6789"),
        ("(028) 38256789", "+842838256789", "028 3825 6789"),
        ("0251.382.1234", "+842513821234", "0251 382 1234"),
        ("+84 24 3825 6789", "+842438256789", "024 3825 6789"),
    ] {
        let Read(phone) = phone::read(input) else { panic!("{input}") };
        assert_eq!((phone.as_str(), phone.kind()), (expected, Kind::Landline));
        assert_eq!(phone.display(), shown);
    }
}

#[test]
fn a_mobile_number_is_shown_in_groups() {
    let Read(phone) = phone::read("0912345678") else { panic!() };
    assert_eq!(phone.kind(), Kind::Mobile);
    assert_eq!(phone.display(), "0912 345 678");
    assert_eq!(phone::read(&phone.display()), Read(phone));
}

#[test]
fn what_is_no_phone_number_is_refused_with_a_reason() {
    for (input, why) in [
        ("", Why::Empty),
        ("không có", Why::NotAPhone),
        ("091234567", Why::TooShort),
        ("09123456789", Why::TooLong),
        ("0112345678", Why::NotAPhone),
        ("19001234", Why::NotAPhone),
        ("+1 415 555 2671", Why::NotAPhone),
        ("0912345678 hoặc 0987654321", Why::SeveralPhones),
        ("0912345678 0987654321", Why::SeveralPhones),
        ("0912345678/0987654321", Why::SeveralPhones),
        ("0912345678, 0987654321", Why::SeveralPhones),
        ("500 triệu", Why::NotAPhone),
        ("lo lo", Why::NotAPhone),
        ("15/08/2022", Why::NotAPhone),
    ] {
        assert_eq!(phone::read(input), Unreadable(why), "{input}");
    }
}

proptest! {
    #[test]
    fn a_shown_number_reads_back(prefix in "(03[2-9]|05[25689]|07[06-9]|08[1-9]|09[0-46-9])", rest in "[0-9]{7}") {
        let Reading::Read(phone) = phone::read(&format!("{prefix}{rest}")) else { panic!() };
        prop_assert_eq!(phone::read(&phone.display()), Read(phone.clone()));
        prop_assert_eq!(phone::read(phone.as_str()), Read(phone));
    }
}

#[test]
fn names_of_all_peoples_are_read_as_typed() {
    for input in [
        "Nguyễn Văn An",
        "nguyen van an",
        "NGUYỄN THỊ HÒA",
        "Trần Hà",
        "H'Hen Niê",
        "H’Hen Niê",
        "Y Thông",
        "K'Brêm",
        "Tôn Nữ Thị Ngọc Bích Hằng",
        "Lê Thị Bé",
        "Nguyễn Văn Được",
        "Nguyễn Thị Út Em",
        "Y Moan Ênuôl",
        "Trần Minh Quân",
        "tran minh quan",
        "Nguyễn Văn B",
        "Ma Văn Kháng",
        "Ksor H'Bơ Khăp",
        "John Smith",
        "Nguyễn Thị Thanh Tâm",
        "Phạm Huy",
        "Minh Huy",
        "Chu Văn An",
        "Hồ Thị Kăn Thuôr",
        "Nguyễn T. Hoa",
        "Lê Chí Không Tên",
    ] {
        if input == "K'Brêm" {
            assert_eq!(name::read(input), Unreadable(Why::OneWord));
        } else if input.contains("Không") {
            assert_eq!(name::read(input), Unreadable(Why::NotAName));
        } else {
            let Read(name) = name::read(input) else { panic!("{input}: {:?}", name::read(input)) };
            assert_eq!(name.as_str(), input);
        }
    }
}

#[test]
fn what_leads_up_to_a_name_is_left_out() {
    for input in [
        "tôi tên là Nguyễn Văn An",
        "Em là Nguyễn Văn An ạ",
        "dạ em tên Nguyễn Văn An",
        "tên em là Nguyễn Văn An",
        "mình là Nguyễn Văn An.",
        "Họ và tên: Nguyễn Văn An",
        "toi ten la Nguyễn Văn An",
        "Nguyễn  Văn \n An",
        "Nguye\u{302}\u{303}n Va\u{306}n An",
    ] {
        let Read(name) = name::read(input) else { panic!("{input}: {:?}", name::read(input)) };
        assert_eq!(name.as_str(), "Nguyễn Văn An", "{input}");
    }
}

#[test]
fn a_title_is_asked_about() {
    let Reading::Ambiguous(names) = name::read("anh Nguyễn Văn An") else { panic!() };
    assert_eq!(names[0].as_str(), "Nguyễn Văn An");
    let Reading::Ambiguous(names) = name::read("Ông Cao Thắng") else { panic!() };
    assert_eq!((names[0].as_str(), names[1].as_str()), ("Cao Thắng", "Ông Cao Thắng"));
    assert_eq!(name::read("chị Lan"), Unreadable(Why::OneWord));
}

#[test]
fn capitals_are_tidied_only_for_showing() {
    for (input, shown, given) in [
        ("NGUYỄN THỊ HÒA", "Nguyễn Thị Hòa", "Hòa"),
        ("nguyễn thị hòa", "Nguyễn Thị Hòa", "Hòa"),
        ("H'HEN NIÊ", "H'Hen Niê", "Niê"),
        ("y thông", "Y Thông", "Thông"),
        ("Ðặng ðình ĐỨC", "Đặng đình ĐỨC", "ĐỨC"),
        ("LÊ THỊ MAI-ANH", "Lê Thị Mai-Anh", "Mai-Anh"),
    ] {
        let Read(name) = name::read(input) else { panic!("{input}: {:?}", name::read(input)) };
        assert_eq!((name.display().as_str(), name.given().as_str()), (shown, given));
    }
}

#[test]
fn what_is_no_name_is_refused_with_a_reason() {
    for (input, why) in [
        ("", Why::Empty),
        ("An", Why::OneWord),
        ("em An", Why::OneWord),
        ("Huy", Why::OneWord),
        ("em Huy ạ", Why::OneWord),
        ("hủy", Why::NotAName),
        ("0912345678", Why::LooksLikePhone),
        ("Lan 0912 345 678", Why::LooksLikePhone),
        ("Nguyễn Văn 2", Why::NotAName),
        ("Shop Quần Áo Lan", Why::NotAName),
        ("Tạp hóa Cô Ba", Why::NotAName),
        ("Hoa Official", Why::NotAName),
        ("Lan Sỉ Lẻ", Why::NotAName),
        ("❤️ Lan Anh ❤️", Why::NotAName),
        ("tôi muốn gửi sáng kiến", Why::NotAName),
        ("em là công nhân", Why::NotAName),
        ("máy này bị hỏng", Why::NotAName),
        ("hjkl asdf", Why::NotAName),
        ("...", Why::NotAName),
        ("李 小龙", Why::NotAName),
        ("mẹ bé Na", Why::NotAName),
    ] {
        assert_eq!(name::read(input), Unreadable(why), "{input}");
    }
    assert_eq!(name::read(&"Nguyễn ".repeat(50)), Unreadable(Why::TooLong));
}
