//! How the forty days before 31/5/2022 went: how many initiatives came in each hour.
//!
//! Published are 531,407 entries between 21 April and 31 May, about 6,400 a day up to 11 May and
//! about 19,850 a day after it, and up to 42,027 on the last day. How a day's entries lie within
//! the day was not published; here the busiest hour has a fifth of them, and the last evening
//! ten times the people of an ordinary hour.

/// One hour of the campaign.
#[derive(Clone, Copy, Debug)]
pub struct Hour {
    /// From 1.
    pub day: usize,
    /// Initiatives to be submitted in it.
    pub submissions: u64,
    /// People who talk at the same time.
    pub at_once: usize,
}

/// The days from 21 April to 31 May.
pub const DAYS: usize = 41;

/// Everybody who took part in the forty days.
pub const ALL: u64 = 531_407;

/// Hundredths of a day's entries, hour by hour. People write before the shift, at noon, and most
/// of all in the evening.
const OF_A_DAY: [u64; 24] =
    [0, 0, 0, 0, 0, 1, 2, 4, 5, 5, 4, 5, 9, 5, 3, 3, 4, 5, 6, 9, 20, 6, 3, 1];

/// The evening of the last day.
const LAST_EVENING: std::ops::Range<usize> = 20..24;

/// Entries of a day, relative to the others.
fn of_day(day: usize) -> u64 {
    match day {
        1..=20 => 6_400,
        DAYS.. => 42_027,
        // Rises so that the days from 11 May on have the mean that was published.
        _ => 8_900 + 917 * (day as u64 - 21),
    }
}

/// The campaign, with `total` submissions in all and `usual` people at once in a usual hour.
pub fn hours(total: u64, usual: usize) -> Vec<Hour> {
    let weights: Vec<(usize, usize, u64)> = (1..=DAYS)
        .flat_map(|day| {
            OF_A_DAY.iter().enumerate().map(move |(hour, share)| (day, hour, of_day(day) * share))
        })
        .filter(|(_, _, weight)| *weight > 0)
        .collect();
    let sum: u64 = weights.iter().map(|(_, _, weight)| weight).sum();
    let mean = sum / weights.len() as u64;
    let mut before = 0;
    let mut sofar = 0;
    weights
        .into_iter()
        .map(|(day, hour, weight)| {
            sofar += weight;
            let until = total * sofar / sum;
            let submissions = until - before;
            before = until;
            let relative = usize::try_from(usual as u64 * weight / mean).unwrap_or(usual);
            let at_once = if day == DAYS && LAST_EVENING.contains(&hour) {
                usual * 10
            } else {
                relative.clamp(usual / 4, usual * 4)
            };
            Hour { day, submissions, at_once }
        })
        .collect()
}
