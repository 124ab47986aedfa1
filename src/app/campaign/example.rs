//! The programme of 2022–2023, as far as its dates and targets were published: files to begin
//! with.

use std::io::Write;
use std::path::Path;

use anyhow::{Context as _, bail};

const FILES: [(&str, &str); 3] = [
    ("units.csv", include_str!("example/units.csv")),
    ("campaign.toml", include_str!("example/campaign.toml")),
    ("targets.csv", include_str!("example/targets.csv")),
];

/// Writes the files into a folder, over none that is there.
pub(super) fn write(folder: &Path, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let shown = folder.display();
    std::fs::create_dir_all(folder).with_context(|| format!("{shown}"))?;
    for (name, _) in FILES {
        if folder.join(name).exists() {
            bail!("{shown}/{name} is there already; choose another folder");
        }
    }
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text).with_context(|| format!("{shown}/{name}"))?;
    }
    writeln!(
        out,
        "Written. To take it in:\n\
         sangkien unit import {shown}/units.csv\n\
         sangkien campaign create {shown}/campaign.toml\n\
         sangkien campaign target import MTSK-2022 {shown}/targets.csv"
    )?;
    Ok(())
}
