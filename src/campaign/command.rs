//! The commands about the campaign, under every name that people are likely to type.

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// `/chiendich`
    Overview,
    /// `/giaidoan [phase mo|dong|them when]`
    Phases,
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
            "chiendich" | "chuongtrinh" | "campaign" => Self::Overview,
            "giaidoan" | "dot" | "phase" | "phases" => Self::Phases,
            "chitieu" | "target" | "targets" => Self::Target,
            "thongke" | "ketqua" | "stats" | "statistics" => Self::Statistics,
            "bangxephang" | "xephang" | "bxh" | "ranking" | "league" => Self::League,
            "bantin" | "digest" => Self::Digest,
            _ => return None,
        })
    }
}
