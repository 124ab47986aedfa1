//! A campaign as a TOML file that its owner writes and reads.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::time;
use crate::domain::{
    Applied, CampaignId, Catalogue, Cluster, Kind, ParticipantGroup, Phase, ReasonCode, UnitId,
};

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<String>,
    #[serde(default, skip_serializing_if = "Days::is_empty")]
    applied: Days,
    #[serde(default, rename = "phase", skip_serializing_if = "Vec::is_empty")]
    phases: Vec<PhaseLine>,
    #[serde(default, rename = "group", skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupLine>,
    #[serde(default, rename = "reason", skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<ReasonLine>,
    #[serde(default, rename = "cluster", skip_serializing_if = "Vec::is_empty")]
    clusters: Vec<ClusterLine>,
}

/// The days in which an initiative must have been in use.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhaseLine {
    code: String,
    vi: String,
    en: String,
    opens: String,
    closes: String,
    #[serde(default)]
    grace_minutes: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupLine {
    code: String,
    vi: String,
    en: String,
    #[serde(default, skip_serializing_if = "is_offered")]
    retired: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonLine {
    code: String,
    vi: String,
    en: String,
    advice_vi: String,
    advice_en: String,
    #[serde(default, skip_serializing_if = "is_offered")]
    retired: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClusterLine {
    code: String,
    vi: String,
    en: String,
    #[serde(default)]
    units: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_offered(retired: &bool) -> bool {
    !retired
}

impl Days {
    fn is_empty(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// Reads a file. `unit` finds an open unit by its code. What is read still has to pass
/// [`check`](super::check()).
///
/// # Errors
/// Everything that does not read, a line each.
pub fn read(text: &str, unit: impl Fn(&str) -> Option<UnitId>) -> Result<Catalogue, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let mut problems = Vec::new();
    let mut sound = |what: &str, read: Result<_, String>| {
        read.map_err(|why| problems.push(format!("{what}: {why}"))).ok()
    };
    let day = |written: Option<String>| written.map(|written| time::read_day(&written)).transpose();
    let applied = Applied {
        from: day(file.applied.from).unwrap_or_else(|why| {
            sound("applied.from", Err(why));
            None
        }),
        to: day(file.applied.to).unwrap_or_else(|why| {
            sound("applied.to", Err(why));
            None
        }),
    };
    let phases = file.phases.into_iter().filter_map(|line| {
        let opens_at = sound(&format!("phase {} opens", line.code), time::read(&line.opens));
        let closes_at = sound(&format!("phase {} closes", line.code), time::read(&line.closes));
        Some(Phase {
            opens_at: opens_at?,
            closes_at: closes_at?,
            code: line.code,
            name_vi: line.vi,
            name_en: line.en,
            grace: TimeDelta::minutes(line.grace_minutes.into()),
        })
    });
    let phases: Vec<Phase> = phases.collect();
    let mut kinds = Vec::new();
    for name in &file.kinds {
        match Kind::from_name(name) {
            Some(kind) => kinds.push(kind),
            None => {
                let known = Kind::ALL.map(Kind::as_str).join(", ");
                problems.push(format!("kinds: {name:?} is none of {known}"));
            }
        }
    }
    let mut clusters = Vec::new();
    for line in file.clusters {
        let mut members = Vec::new();
        for code in &line.units {
            match unit(code) {
                Some(unit) => members.push(unit),
                None => {
                    let why = format!("cluster {}: there is no open unit {code}", line.code);
                    problems.push(why);
                }
            }
        }
        clusters.push(Cluster { code: line.code, name_vi: line.vi, name_en: line.en, members });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Catalogue {
        campaign: CampaignId(0),
        code: file.code,
        name: file.name,
        phases,
        applied,
        kinds: if kinds.is_empty() { Kind::ALL.to_vec() } else { kinds },
        clusters,
        groups: file
            .groups
            .into_iter()
            .map(|line| ParticipantGroup {
                code: line.code,
                label_vi: line.vi,
                label_en: line.en,
                retired: line.retired,
            })
            .collect(),
        reasons: file
            .reasons
            .into_iter()
            .map(|line| ReasonCode {
                code: line.code,
                label_vi: line.vi,
                label_en: line.en,
                advice_vi: line.advice_vi,
                advice_en: line.advice_en,
                retired: line.retired,
            })
            .collect(),
    })
}

/// Writes a campaign as a file that [`read`] reads. `code` gives the code of a unit.
///
/// # Panics
/// Never: strings and numbers always have a form in TOML.
#[must_use]
pub fn write(catalogue: &Catalogue, code: impl Fn(UnitId) -> String) -> String {
    let file = File {
        code: catalogue.code.clone(),
        name: catalogue.name.clone(),
        kinds: catalogue.kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
        applied: Days {
            from: catalogue.applied.from.map(|day| day.to_string()),
            to: catalogue.applied.to.map(|day| day.to_string()),
        },
        phases: catalogue
            .phases
            .iter()
            .map(|phase| PhaseLine {
                code: phase.code.clone(),
                vi: phase.name_vi.clone(),
                en: phase.name_en.clone(),
                opens: time::write(phase.opens_at),
                closes: time::write_end(phase.closes_at),
                grace_minutes: u16::try_from(phase.grace.num_minutes()).unwrap_or(u16::MAX),
            })
            .collect(),
        groups: catalogue
            .groups
            .iter()
            .map(|group| GroupLine {
                code: group.code.clone(),
                vi: group.label_vi.clone(),
                en: group.label_en.clone(),
                retired: group.retired,
            })
            .collect(),
        reasons: catalogue
            .reasons
            .iter()
            .map(|reason| ReasonLine {
                code: reason.code.clone(),
                vi: reason.label_vi.clone(),
                en: reason.label_en.clone(),
                advice_vi: reason.advice_vi.clone(),
                advice_en: reason.advice_en.clone(),
                retired: reason.retired,
            })
            .collect(),
        clusters: catalogue
            .clusters
            .iter()
            .map(|cluster| ClusterLine {
                code: cluster.code.clone(),
                vi: cluster.name_vi.clone(),
                en: cluster.name_en.clone(),
                units: cluster.members.iter().map(|unit| code(*unit)).collect(),
            })
            .collect(),
    };
    toml::to_string_pretty(&file).expect("strings and numbers have a form in TOML")
}
