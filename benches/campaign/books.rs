//! Whether the books balance at the end.

use anyhow::ensure;

use crate::platform::process::Database;

/// Every receipt is an initiative that exists once, and there is no other; nothing is left over.
pub async fn balance(database: &Database, receipts: &[String]) -> anyhow::Result<()> {
    let mut ids: Vec<i64> = receipts
        .iter()
        .map(|code| {
            let digits: String = code.chars().filter(char::is_ascii_digit).collect();
            // The last digit is the check digit.
            Ok(digits[..digits.len() - 1].parse()?)
        })
        .collect::<anyhow::Result<_>>()?;
    ids.sort_unstable();
    let read = ids.len();
    ids.dedup();
    ensure!(ids.len() == read, "{} receipts were read twice", read - ids.len());
    let kept: Vec<i64> = database.numbers("select id from initiative order by id").await?;
    ensure!(kept == ids, "{} initiatives are kept, and {read} receipts were read", kept.len());
    let parked = database.numbers("select count(*) from inbox where parked_at is not null").await?;
    let failed =
        database.numbers("select count(*) from outbox where failed_at is not null").await?;
    ensure!(parked == [0] && failed == [0], "parked: {parked:?}, not sent: {failed:?}");
    println!(
        "{read} receipts, each an initiative that exists once; nothing parked, nothing failed"
    );
    Ok(())
}
