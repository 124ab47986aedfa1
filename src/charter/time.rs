//! Instants as owners write them, by the clock in Vietnam.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;

/// Reads a day, as `2022-05-31` or `31/5/2022`.
///
/// # Errors
/// Says how to write it.
pub fn read_day(written: &str) -> Result<NaiveDate, String> {
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(written.trim(), form).ok())
        .ok_or_else(|| format!("{written:?}: write a day like 2022-05-31 or 31/5/2022"))
}

/// Reads an instant: a day, its first instant, or a day and a time in either order, as
/// `2022-05-31 24:00` or `24:00 31/5/2022`. 24:00 is the end of the day.
///
/// # Errors
/// Says how to write it.
pub fn read(written: &str) -> Result<DateTime<Utc>, String> {
    let wrong = || format!("{written:?}: write an instant like 2022-05-31 24:00 or 31/5/2022");
    let words: Vec<&str> = written.split_whitespace().collect();
    let (day, time) = match words[..] {
        [day] => (day, "00:00"),
        [time, day] if time.contains(':') => (day, time),
        [day, time] => (day, time),
        _ => return Err(wrong()),
    };
    let day = read_day(day).map_err(|_| wrong())?;
    let local = if time == "24:00" {
        day.and_time(NaiveTime::MIN) + TimeDelta::days(1)
    } else {
        let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| wrong())?;
        day.and_time(time)
    };
    let there = Ho_Chi_Minh.from_local_datetime(&local).single().ok_or_else(wrong)?;
    Ok(there.with_timezone(&Utc))
}

/// Writes the first instant of something.
#[must_use]
pub fn write(at: DateTime<Utc>) -> String {
    at.with_timezone(&Ho_Chi_Minh).format("%Y-%m-%d %H:%M").to_string()
}

/// Writes the first instant after something: midnight as the end of the day before.
#[must_use]
pub fn write_end(at: DateTime<Utc>) -> String {
    let there = at.with_timezone(&Ho_Chi_Minh);
    if there.time() == NaiveTime::MIN {
        (there - TimeDelta::days(1)).format("%Y-%m-%d 24:00").to_string()
    } else {
        write(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_in_any_usual_order() {
        for (written, instant) in [
            ("2022-05-31 24:00", "2022-05-31T17:00:00Z"),
            ("24:00 31/5/2022", "2022-05-31T17:00:00Z"),
            ("2022-06-01", "2022-05-31T17:00:00Z"),
            ("8/1/2022", "2022-01-07T17:00:00Z"),
            ("8:30 08/01/2022", "2022-01-08T01:30:00Z"),
        ] {
            assert_eq!(read(written), Ok(instant.parse().unwrap()), "{written}");
        }
        for wrong in ["", "24:01 31/5/2022", "31/5", "31/2/2022", "25:00 1/1/2022", "a b c"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_written_reads_again() {
        for instant in ["2022-05-31T17:00:00Z", "2022-01-08T01:30:00Z"] {
            let instant: DateTime<Utc> = instant.parse().unwrap();
            assert_eq!(read(&write(instant)), Ok(instant));
            assert_eq!(read(&write_end(instant)), Ok(instant));
        }
    }
}
