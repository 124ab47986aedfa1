//! The commands about the campaign, under every name that people are likely to type.

use crate::charter::Thing;

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// `/chiendich`, and with words behind it the campaign's own settings; `/giaidoan`, `/loai`,
    /// `/doituong`, `/lydo`, `/cum`.
    Settings(Thing),
    /// `/chitieu [unit [phase] [tu] [figure]]`
    Target,
    /// `/thongke [unit]`
    Statistics,
    /// `/bangxephang [nghin] [page] [cluster]`
    League,
    /// `/bantin [tat | bat]`
    Digest,
}

impl Command {
    /// The command of a name as [`Heard::Command`](crate::message::Heard::Command) gives it.
    pub fn of(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(match name.as_str() {
            "chiendich" | "chuongtrinh" | "campaign" => Self::Settings(Thing::Campaign),
            "giaidoan" | "dot" | "phase" | "phases" => Self::Settings(Thing::Phase),
            "loai" | "cacloai" | "kinds" => Self::Settings(Thing::Kind),
            "doituong" | "nhomdoituong" | "groups" => Self::Settings(Thing::Group),
            // The fold key writes i for y after a consonant.
            "lydo" | "lido" | "reasons" => Self::Settings(Thing::Reason),
            "cum" | "khoi" | "cumthidua" | "clusters" => Self::Settings(Thing::Cluster),
            "chitieu" | "target" | "targets" => Self::Target,
            "thongke" | "ketqua" | "stats" | "statistics" => Self::Statistics,
            "bangxephang" | "xephang" | "bxh" | "ranking" | "league" => Self::League,
            "bantin" | "digest" => Self::Digest,
            _ => return None,
        })
    }

    /// Its name, as buttons write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settings(Thing::Campaign) => "chiendich",
            Self::Settings(Thing::Phase) => "giaidoan",
            Self::Settings(Thing::Kind) => "loai",
            Self::Settings(Thing::Group) => "doituong",
            Self::Settings(Thing::Reason) => "lydo",
            Self::Settings(Thing::Cluster) => "cum",
            Self::Target => "chitieu",
            Self::Statistics => "thongke",
            Self::League => "bangxephang",
            Self::Digest => "bantin",
        }
    }
}
