//! What every worker says, message by message.

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
