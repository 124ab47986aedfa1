//! Lines of co-authors with their shares.

use sangkien::vietnamese::Reading::{Read, Unreadable};
use sangkien::vietnamese::Why;
use sangkien::vietnamese::coauthors::{alone, read};

#[track_caller]
fn assert_shares(input: &str, expected: &[(&str, u8)]) {
    let Read(shares) = read(input) else { panic!("{input}: {:?}", read(input)) };
    let shares: Vec<_> = shares.iter().map(|share| (share.name.as_str(), share.percent)).collect();
    assert_eq!(shares, expected, "{input}");
}

#[test]
fn names_with_shares_in_any_order_and_with_any_separator() {
    let both = [("Trần Văn B", 30), ("chị Lan", 20)];
    for input in [
        "Trần Văn B 30%, chị Lan 20",
        "Trần Văn B 30%, chị Lan 20%",
        "Trần Văn B 30 %; chị Lan 20 %",
        "Trần Văn B 30%\nchị Lan 20%",
        "1. Trần Văn B: 30%\n2. chị Lan: 20%",
        "- Trần Văn B - 30%\n- chị Lan - 20%",
        "Trần Văn B 30% và chị Lan 20%",
        "Trần Văn B 30% + chị Lan 20%",
        "30% Trần Văn B, 20% chị Lan",
        "30% Trần Văn B 20% chị Lan",
        "Trần Văn B 30% chị Lan 20%",
        "Trần Văn B (30%), chị Lan (20%)",
        "Trần Văn B: 30 phần trăm, chị Lan: 20 phần trăm",
        "Trần Văn B 30 phan tram va chị Lan 20 phan tram",
        "Trần Văn B, 30%, chị Lan, 20%",
        "Trần Văn B=30; chị Lan=20",
        "Trần Văn B đóng góp 30%, chị Lan đóng góp 20%",
        "Trần Văn B ３０％, chị Lan 20%",
        "Trần Văn B 30%, chị Lan 20%, tôi 50%",
        "Trần Văn B 30%, chị Lan 20%, còn lại là của em",
        "Trần Văn B 30,0%, chị Lan 20.0%",
        "Trần Văn B30%,chị Lan20%",
        "Trần Va\u{306}n B 30% , chi\u{323} Lan 20% .",
    ] {
        assert_shares(input, &both);
    }
}

#[test]
fn one_share_for_all() {
    let both = [("Trần Văn B", 20), ("chị Lan", 20)];
    for input in [
        "Trần Văn B và chị Lan mỗi người 20%",
        "Trần Văn B, chị Lan mỗi người 20",
        "Trần Văn B, chị Lan: mỗi người 20%",
        "Trần Văn B\nchị Lan\nmỗi người 20%",
        "Trần Văn B và chị Lan đều 20%",
        "Tran Van B va chi Lan moi nguoi 20%",
    ] {
        if input.starts_with("Tran") {
            assert_shares(input, &[("Tran Van B", 20), ("chi Lan", 20)]);
        } else {
            assert_shares(input, &both);
        }
    }
}

#[test]
fn names_of_all_kinds() {
    assert_shares("H'Hen Niê 30%", &[("H'Hen Niê", 30)]);
    assert_shares("Lan: 20", &[("Lan", 20)]);
    assert_shares("Nguyễn T. Hoa 15%", &[("Nguyễn T. Hoa", 15)]);
    assert_shares("Lan 100%", &[("Lan", 100)]);
    assert_shares("Lê Mai-Anh 10%", &[("Lê Mai-Anh", 10)]);
}

#[test]
fn what_cannot_be_shared_so_is_explained() {
    for (input, why) in [
        ("", Why::Empty),
        ("Trần Văn B", Why::NotShares),
        ("không có", Why::NotShares),
        ("Trần Văn B, chị Lan", Why::BadShare),
        ("Trần Văn B 30%, chị Lan", Why::BadShare),
        ("Trần Văn B 60%, chị Lan 50%", Why::OverHundred),
        ("tôi 60%, chị Lan 50%", Why::OverHundred),
        ("Trần Văn B 0%", Why::BadShare),
        ("Trần Văn B 12,5%", Why::BadShare),
        ("Trần Văn B 300%", Why::BadShare),
        ("Lan 0912345678", Why::BadShare),
        ("30%", Why::NotShares),
        ("Trần Văn B và chị Lan chia đều", Why::BadShare),
        ("Lan và Hoa 20%", Why::BadShare),
        ("mỗi người 20%", Why::BadShare),
        ("tôi 100%", Why::NotShares),
    ] {
        assert_eq!(read(input), Unreadable(why), "{input}");
    }
}

#[test]
fn whoever_worked_alone_says_so_in_many_words() {
    for input in [
        "một mình em làm hết",
        "mot minh em lam het",
        "em tự làm một mình thôi ạ",
        "không có ai, một mình em",
        "không có ai cùng làm em làm một mình",
        "tôi làm\nmột mình",
    ] {
        assert!(alone(input), "{input}");
    }
    for input in [
        "không phải một mình, có anh Bình 30%",
        "không phải một mình, có anh Bình",
        "ko phai mot minh em",
        "đâu có một mình",
        "không chỉ một mình em",
        "Nguyễn Thị Mốt, Minh 30%",
        "Nguyễn Thị Mốt, Minh",
        "nguyen thi mot, minh",
        "Nguyễn Thị Mốt",
        "một mình em 70%, anh Bình 30%",
    ] {
        assert!(!alone(input), "{input}");
    }
}
