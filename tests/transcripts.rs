//! Whole dialogues against the pure engine: no database, no network, milliseconds.

#[path = "support/campaign.rs"]
mod campaign;
#[path = "support/counted.rs"]
mod counted;
#[path = "support/states.rs"]
mod states;
#[path = "support/transcript.rs"]
mod transcript;
#[path = "support/world.rs"]
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use world::World;

fn transcripts() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let entries = std::fs::read_dir(folder).expect("the transcripts are there");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder reads").path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_dialogue_goes_as_it_is_written() {
    let paths = transcripts();
    assert!(paths.len() >= 12, "some transcripts are missing");
    let failures: Vec<String> = paths
        .iter()
        .filter_map(|path| {
            let expected = std::fs::read_to_string(path).expect("a transcript reads");
            let lines = transcript::read(&expected);
            let channel = transcript::channel(&lines);
            let mut world = World::new(channel);
            let play = AssertUnwindSafe(|| transcript::play(&lines, &mut world, channel));
            match catch_unwind(play) {
                Ok(came) => transcript::settle(path, &expected, &came).err(),
                Err(_) => Some(format!("{} cannot be played to its end", path.display())),
            }
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
