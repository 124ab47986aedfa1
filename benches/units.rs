//! How long it takes to find a unit among as many as there are in the country.

#[path = "../tests/support/organisation.rs"]
mod organisation;

use std::hint::black_box;
use std::time::{Duration, Instant};

use sangkien::directory::Directory;

const TYPED: &str = include_str!("../tests/data/units/typed.tsv");

fn main() {
    let units = organisation::organisation(130_000);
    let count = units.len();
    let before = resident();
    let names = units.clone();
    let own = resident() - before;
    let before = resident();
    let started = Instant::now();
    let directory = Directory::new(names);
    println!("{count} units: built in {:.0?}", started.elapsed());
    let index = resident().saturating_sub(before);
    println!("memory: about {own} MB for the units, {index} MB for finding them");
    drop(units);

    let lines: Vec<(&str, &str)> = TYPED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let mut times: Vec<Duration> = Vec::new();
    let mut right = 0;
    for _ in 0..3 {
        for (typed, expected) in &lines {
            let started = Instant::now();
            let found = black_box(directory.find(black_box(typed), 5));
            times.push(started.elapsed());
            right += usize::from(
                found.iter().any(|unit| expected.split(' ').any(|code| code == unit.code)),
            );
        }
    }
    times.sort();
    println!(
        "find: {} questions, p50 {:.2?}, p99 {:.2?}, slowest {:.2?}; right unit in the top five: {right} of {}",
        lines.len(),
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        times[times.len() - 1],
        times.len(),
    );
    for hostile in [
        "a ".repeat(5000),
        "x".repeat(100_000),
        "cong ty tnhh ".repeat(50),
        "công ty cổ phần may việt nam".to_owned(),
    ] {
        let started = Instant::now();
        black_box(directory.find(&hostile, 5));
        println!("hostile, {} bytes: {:.2?}", hostile.len(), started.elapsed());
    }
}

/// What the process holds in memory, in MB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0)
        / 1024
}
