//! What the doctor sees of `.env`, which the settings come from where the environment has none.

use std::path::Path;

use super::Finding;
use crate::config::{self, VARIABLES};

/// Names that are as like as this to a setting's are taken for it, misspelled: 1 is the same.
const ALIKE: f64 = 0.935;

/// Looks at the file in the working directory. That there is none is no finding.
pub(super) fn look(path: &Path) -> Vec<Finding> {
    // Where it does not read, the settings do not, and that is told.
    let Ok(variables) = config::env_file(path) else { return Vec::new() };
    let mut findings: Vec<Finding> = variables
        .keys()
        .filter_map(|name| {
            let meant = meant(name)?;
            let file = path.display();
            Some(Finding::Bad(format!("{file}: there is no setting {name}. Is {meant} meant?")))
        })
        .collect();
    // A map has no order, and a list of things to do should have one.
    findings.sort_by_key(ToString::to_string);
    let holds_key = variables.get(DATA_KEY).is_some_and(|key| !key.is_empty());
    findings.extend(holds_key.then(|| is_open(path)).flatten());
    findings
}

/// The setting whose name is mixed up with this one. Other programs' names may stand there, too.
fn meant(name: &str) -> Option<&'static str> {
    let is_known = VARIABLES.iter().any(|variable| variable.name == name);
    let likeness = |other: &str| strsim::jaro_winkler(&name.to_uppercase(), other);
    let nearest = VARIABLES
        .iter()
        .map(|variable| (likeness(variable.name), variable.name))
        .max_by(|one, other| one.0.total_cmp(&other.0));
    nearest.filter(|(likeness, _)| !is_known && *likeness >= ALIKE).map(|(_, nearest)| nearest)
}

/// The setting that must not be read by others. Whoever has a token can be sent away with a new
/// one; whoever has the key has it for good.
const DATA_KEY: &str = "DATA_KEY";

/// Whether everybody on the machine can read the file.
fn is_open(path: &Path) -> Option<Finding> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).ok()?.permissions().mode();
        if mode & 0o007 != 0 {
            let file = path.display();
            return Some(Finding::Bad(format!(
                "Others on this machine can read {file} with {DATA_KEY} in it. Run: chmod o= {file}"
            )));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_setting_is_told_and_a_stranger_is_not() {
        for (wrong, right) in [
            ("TELEGRAM_BOT_TOCKEN", "TELEGRAM_BOT_TOKEN"),
            ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
            ("DATABASE_URI", "DATABASE_URL"),
            ("DATA_KEYS", "DATA_KEY"),
            ("telegram_bot_token", "TELEGRAM_BOT_TOKEN"),
            ("ZALO_OA_TOKEN", "ZALO_BOT_TOKEN"),
        ] {
            assert_eq!(meant(wrong), Some(right), "{wrong}");
        }
        for stranger in ["RUST_BACKTRACE", "TZ", "DATABASE_PASSWORD", "HTTPS_PROXY", "LANG"] {
            assert_eq!(meant(stranger), None, "{stranger}");
        }
        assert!(VARIABLES.iter().all(|variable| meant(variable.name).is_none()));
    }

    #[test]
    #[cfg(unix)]
    fn a_file_with_the_key_that_others_can_read_is_found() {
        use std::os::unix::fs::PermissionsExt as _;
        let file = tempfile::NamedTempFile::new().expect("there is room");
        let found = |text: &str, mode| {
            std::fs::write(file.path(), text).expect("there is room");
            let mode = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(file.path(), mode).expect("it is ours");
            look(file.path())
        };
        assert!(
            matches!(&found("DATA_KEY=00", 0o644)[..], [Finding::Bad(line)] if line.contains("chmod"))
        );
        assert_eq!(found("DATA_KEY=00", 0o640), []);
        assert_eq!(found("LOG=info\nDATA_KEY=", 0o644), []);
    }
}
