//! The worker's commands, under every name that people are likely to type.

/// What a command asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    New,
    Drafts,
    Continue,
    Discard,
    Back,
    Cancel,
    Mine,
    Track,
    Receipt,
    Withdraw,
    Answer,
    Publicity,
    Profile,
    Name,
    Phone,
    Unit,
    Group,
    Language,
    Reminders,
    TellOpening,
    Consent,
    Copy,
    Erase,
    Link,
    Unlink,
    Help,
}

impl Command {
    /// The command of a name as [`Heard::Command`](crate::message::Heard::Command) gives it.
    pub fn of(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(match name.as_str() {
            "moi" | "gui" | "nop" | "sangkien" | "new" | "submit" => Self::New,
            "nhap" | "bannhap" | "drafts" | "draft" => Self::Drafts,
            "tieptuc" | "viettiep" | "continue" => Self::Continue,
            "xoanhap" | "discard" => Self::Discard,
            "quaylai" | "back" => Self::Back,
            "huy" | "dung" | "thoat" | "cancel" | "stop" => Self::Cancel,
            "cuatoi" | "mine" => Self::Mine,
            "trangthai" | "tracuu" | "status" => Self::Track,
            "bienlai" | "receipt" | "proof" => Self::Receipt,
            "rut" | "withdraw" => Self::Withdraw,
            "traloi" | "answer" => Self::Answer,
            "congkhai" | "publish" => Self::Publicity,
            "hoso" | "profile" => Self::Profile,
            "hoten" | "name" => Self::Name,
            "sodienthoai" | "sdt" | "phone" => Self::Phone,
            "donvi" | "unit" => Self::Unit,
            "nhom" | "group" => Self::Group,
            "ngonngu" | "language" => Self::Language,
            "nhacnho" | "nhac" | "reminders" => Self::Reminders,
            "nhacdot" => Self::TellOpening,
            // The fold key writes i for y after a consonant.
            "dongy" | "dongi" | "consent" => Self::Consent,
            "dulieu" | "dulieucuatoi" | "data" | "mydata" => Self::Copy,
            "xoadulieu" | "xoahet" | "erase" | "forgetme" => Self::Erase,
            "lienket" | "ketnoi" | "link" => Self::Link,
            "huylienket" | "boketnoi" | "unlink" => Self::Unlink,
            "trogiup" | "help" | "giup" => Self::Help,
            _ => return None,
        })
    }
}
