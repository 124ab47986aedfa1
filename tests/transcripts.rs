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

use chrono::TimeDelta;
use transcript::{Channel, Said, Stage as _};
use world::{OFFICER, World};

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

/// The one message that somebody gets for these words.
fn told(world: &mut World, who: &str, words: &str) -> String {
    let sent = world.say(who, &Said::Text(words.to_owned()));
    let [(_, outbound)] = sent.as_slice() else { panic!("{words} got {sent:?}") };
    outbound.text.clone()
}

#[test]
fn a_yes_to_a_reminder_is_no_answer_to_what_an_officer_was_asked() {
    let mut world = World::new(Channel::Buttons);
    told(&mut world, OFFICER, "/moi");
    told(&mut world, OFFICER, "Giá treo kéo bấm chỉ");
    assert!(told(&mut world, OFFICER, "/phanquyen moi reviewer").contains("cho đơn vị nào"));
    let reminded = world.wait(TimeDelta::hours(25));
    assert!(reminded[0].1.text.contains("Mình viết tiếp nhé?"), "{reminded:?}");
    assert!(told(&mut world, OFFICER, "ok").contains("Câu 2/9"));
    // Whatever the officer turns to next is asked anew.
    assert!(told(&mut world, OFFICER, "/phanquyen moi reviewer").contains("cho đơn vị nào"));
    assert!(!told(&mut world, OFFICER, "ok").contains("Câu 2/9"));
}
