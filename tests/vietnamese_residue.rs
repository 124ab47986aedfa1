//! Text typed with the keyboard off, and text from old fonts.

use proptest::prelude::*;
use sangkien::vietnamese::text::residue;

#[test]
fn keyboard_residue_is_decoded() {
    for (input, meant) in [
        ("sangs kieens", "sáng kiến"),
        ("Sangs kieens", "Sáng kiến"),
        ("SANGS KIEENS", "SÁNG KIẾN"),
        ("dduwowcj", "được"),
        ("coong ddoanf", "công đoàn"),
        ("cair tieens quy trinhf SX", "cải tiến quy trình SX"),
        ("tieets kieemj ddieenj", "tiết kiệm điện"),
        ("nguwowif lao ddoongj", "người lao động"),
        ("giamr thowif gian chowf", "giảm thời gian chờ"),
        ("kieesn nghij", "kiến nghị"),
        ("thuys dduwowngf", "thúy đường"),
        ("quys hoaf binhf ddepj", "quý hòa bình đẹp"),
        ("sa1ng kie61n", "sáng kiến"),
        ("d9u7o7c5", "được"),
        ("co6ng d9oa2n", "công đoàn"),
        ("Tie61t kie65m d9ie65n", "Tiết kiệm điện"),
        ("tha1ng 9 na8m nay", "tháng 9 năm nay"),
    ] {
        assert_eq!(residue(input).as_deref(), Some(meant), "{input}");
    }
}

#[test]
fn old_fonts_are_decoded() {
    for (input, meant) in [
        ("S¸ng kiÕn", "Sáng kiến"),
        ("s¸ng kiÕn c¶i tiÕn kü thuËt", "sáng kiến cải tiến kỹ thuật"),
        ("ng\u{ad}êi lao ®éng", "người lao động"),
        ("Saùng kieán", "Sáng kiến"),
        ("ngöôøi lao ñoäng", "người lao động"),
        ("tieát kieäm ñieän", "tiết kiệm điện"),
        ("Coâng ñoaøn", "Công đoàn"),
        ("kyõ thuaät", "kỹ thuật"),
    ] {
        assert_eq!(residue(input).as_deref(), Some(meant), "{input}");
    }
}

#[test]
fn other_text_is_left_alone() {
    for input in [
        "",
        "SX500",
        "T2",
        "máy T2",
        "may 2 chuyen 3 to1",
        "ca1 ca2 ca3",
        "CO2",
        "H2O va CO2",
        "ISO9001",
        "SK-1234-5671",
        "sang kien cai tien may dap",
        "tiet kiem dien",
        "Sáng kiến cải tiến quy trình",
        "sáng kiến của tôi làm năm 2022",
        "he seems to be seen in the room",
        "this is a test of the sensor",
        "see you soon",
        "how low",
        "less is more",
        "books and boots",
        "Good morning boss",
        "the best cost of tools",
        "5 µm",
        "© 2022",
        "Lego®",
        "café naïve señor",
        "Müller Citroën",
        "25°C · 30%",
        "a¹",
        "xoong nồi",
        "xoong noi",
        "500k 2tr5 1ty2",
        "15h34 7g30 24h",
        "0912345678",
        "ko dc dau a",
        "https://example.com/as/is?x=1",
        "Trần Văn B 30%, chị Lan 20",
        "PLC S7-1200",
        "robot Fanuc R2000",
        "M8x20",
        "excel macro",
        "kaizen 5S",
    ] {
        assert_eq!(residue(input), None, "{input}");
    }
}

proptest! {
    #[test]
    fn nothing_makes_it_fall(text in any::<String>()) {
        let _ = residue(&text);
    }

    #[test]
    fn nor_does_anything_of_its_own_letters(text in "[a-z0-9 ¸-þ\u{ad}]{0,60}") {
        let _ = residue(&text);
    }
}
