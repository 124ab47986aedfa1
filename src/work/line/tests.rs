//! Whose turn it is, and when the inbox is read anew.

use super::*;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn message(seq: i64, conversation: i64) -> Pending {
    Pending {
        seq,
        account: AccountId(1),
        conversation: ConversationId(conversation),
        payload: String::new(),
        is_alarm: false,
        sent_at: chrono::DateTime::UNIX_EPOCH,
        received_at: chrono::DateTime::UNIX_EPOCH,
    }
}

/// A line that has looked into an empty inbox.
fn line() -> Line {
    let line = Line::default();
    let limit = line.look(&[]).expect("a new line knows nothing");
    line.found(Vec::new(), limit);
    line
}

fn seqs(taken: &Taken<'_>) -> Vec<i64> {
    taken.messages.iter().map(|message| message.seq).collect()
}

fn finish(taken: Taken<'_>) {
    let handled = seqs(&taken).into_iter().collect();
    taken.finish(&handled, NOW);
}

#[test]
fn everybody_has_a_turn_before_anybody_has_two() {
    let line = line();
    let chatty = (0..120).map(|seq| message(seq, 1));
    line.bring(chatty.chain([message(120, 2), message(121, 3)]).collect());
    let first = line.take(IN_TURN + 2, NOW);
    assert_eq!(seqs(&first)[IN_TURN..], [120, 121], "they came later and do not wait");
    assert!(line.take(100, NOW).messages.is_empty(), "nobody's second turn is in the first");
    finish(first);
    line.bring(vec![message(122, 2)]);
    let second = line.take(21, NOW);
    assert_eq!(seqs(&second)[0], IN_TURN as i64, "the chatty one goes on in order");
    assert_eq!(seqs(&second)[20], 122);
    finish(second);
}

#[test]
fn a_few_wait_for_the_batch_before_them_unless_it_takes_long() {
    let line = line();
    line.bring(vec![message(0, 0)]);
    assert!(!line.waits_for_company(NOW), "nobody is before them");
    let first = line.take(1, NOW);
    line.bring(vec![message(1, 1)]);
    assert!(line.waits_for_company(NOW));
    assert!(!line.waits_for_company(NOW + STEADY), "something holds the first up");
    finish(first);
    assert!(!line.waits_for_company(NOW));
    let second = line.take(1, NOW);
    line.bring((2..=COMPANY as i64 + 1).map(|seq| message(seq, seq)).collect());
    assert!(!line.waits_for_company(NOW), "they are enough for a batch of their own");
    drop(second);
    line.bring(vec![message(500, 500)]);
    assert!(!line.waits_for_company(NOW), "what was given up holds nobody up");
}

#[test]
fn a_flood_is_taken_in_turns_with_rests_between_them() {
    let line = line();
    line.bring((0..300).map(|seq| message(seq, 1)).collect());
    finish(line.take(100, NOW));
    finish(line.take(100, NOW));
    assert!(line.take(100, NOW).messages.is_empty(), "nobody taps that fast");
    line.bring(vec![message(300, 1), message(301, 2)]);
    assert_eq!(line.state().awake(), 1, "a flood keeps nobody from looking for others");
    let other = line.take(100, NOW);
    assert_eq!(seqs(&other), [301]);
    finish(other);
    let rested = line.take(200, NOW + REST);
    assert_eq!(seqs(&rested), (200..300).collect::<Vec<i64>>(), "nothing is lost");
    rested.finish(&(200..300).collect(), NOW + REST);
    assert_eq!(seqs(&line.take(100, NOW + REST + REST)), [300]);
}

#[test]
fn what_is_left_of_a_turn_stays_in_order() {
    let line = line();
    line.bring(vec![message(1, 1), message(2, 1), message(3, 1)]);
    line.take(10, NOW).finish(&HashSet::from([1]), NOW);
    line.bring(vec![message(4, 1)]);
    assert_eq!(seqs(&line.take(10, NOW)), [2, 3, 4]);
}

#[test]
fn what_is_here_already_is_not_added_again() {
    let line = line();
    line.ring();
    let limit = line.look(&[]).expect("it was rung");
    // Both are in the inbox when it is looked at; one is handled before the look comes back.
    line.bring(vec![message(1, 1), message(2, 2)]);
    let taken = line.take(1, NOW);
    finish(taken);
    line.found(vec![message(1, 1), message(2, 2)], limit);
    let taken = line.take(10, NOW);
    assert_eq!(seqs(&taken), [2]);
    finish(taken);
    assert!(line.take(10, NOW).messages.is_empty());
}

#[test]
fn what_is_brought_after_it_was_found_and_handled_is_not_handled_again() {
    let line = line();
    // Both are stored; whoever stored them is held up before bringing them.
    let (first, second) = (message(1, 1), message(2, 2));
    line.ring();
    let limit = line.look(&[]).expect("it was rung");
    line.found(vec![first.clone(), second.clone()], limit);
    finish(line.take(10, NOW));
    line.ring();
    let limit = line.look(&[]).expect("it was rung");
    line.found(Vec::new(), limit);
    line.bring(vec![first, second]);
    assert!(line.take(10, NOW).messages.is_empty(), "they are handled");
    // What comes now is behind them, and found by the next look.
    line.bring(vec![message(3, 1)]);
    assert!(line.take(10, NOW).messages.is_empty());
    let limit = line.look(&[]).expect("there is a doubt");
    line.found(vec![message(3, 1)], limit);
    line.bring(vec![message(4, 1)]);
    assert_eq!(seqs(&line.take(10, NOW)), [3, 4]);
}

/// Looks are cheap, but not free: what the last look could see is not doubted.
#[test]
fn what_is_brought_soon_after_a_look_asks_for_no_other() {
    let line = line();
    line.ring();
    let limit = line.look(&[]).expect("it was rung");
    // Another account's is stored later and seen earlier.
    line.found(vec![message(1, 1), message(3, 3)], limit);
    line.bring(vec![message(1, 1), message(2, 2)]);
    assert_eq!(line.look(&[]), None, "nothing is in doubt");
    assert_eq!(seqs(&line.take(10, NOW)), [1, 3, 2], "and nobody has two turns");
}

#[test]
fn nothing_newer_gets_in_before_what_was_left_out() {
    let line = line();
    line.bring((0..=ROOM as i64).map(|seq| message(seq, seq)).collect());
    line.bring(vec![message(5_000, 1)]);
    assert!(line.take(10, NOW).messages.is_empty(), "all of it is to be read from the inbox");
    let limit = line.look(&[]).expect("something was left out");
    line.bring(vec![message(5_001, 1)]);
    let oldest = (0..limit as i64).map(|seq| message(seq, seq));
    line.found(oldest.collect(), limit);
    assert_eq!(line.look(&[]), None, "there is enough for now");
    finish(line.take(limit, NOW));
    line.bring(vec![message(5_002, 1)]);
    assert!(line.take(10, NOW).messages.is_empty(), "the inbox holds older ones");
    let limit = line.look(&[]).expect("there was more");
    line.found(vec![message(5_000, 1), message(5_001, 1), message(5_002, 1)], limit);
    line.bring(vec![message(5_003, 1)]);
    assert_eq!(seqs(&line.take(10, NOW)), [5_000, 5_001, 5_002, 5_003]);
}

#[test]
fn a_look_that_began_before_a_doubt_does_not_settle_it() {
    let line = line();
    line.ring();
    let limit = line.look(&[]).expect("it was rung");
    line.forget();
    line.found(Vec::new(), limit);
    line.bring(vec![message(2, 1)]);
    assert!(line.take(10, NOW).messages.is_empty(), "the inbox may hold an older one");
    let limit = line.look(&[]).expect("there is a doubt");
    line.found(vec![message(1, 1), message(2, 1)], limit);
    assert_eq!(seqs(&line.take(10, NOW)), [1, 2]);
}

#[test]
fn an_account_without_room_is_passed_over_and_goes_on_where_it_was() {
    let theirs =
        |seq, conversation| Pending { account: AccountId(2), ..message(seq, conversation) };
    let line = line();
    line.bring(vec![message(1, 1), message(2, 2)]);
    let thought_about = line.take(1, NOW);
    line.bring(vec![theirs(3, 3)]);
    assert_eq!(line.look(&[AccountId(1)]), None, "nothing is in doubt");
    line.bring(vec![message(4, 1), message(5, 2), theirs(6, 3)]);
    assert_eq!(seqs(&thought_about), [1], "what is begun is finished");
    finish(thought_about);
    let of_others = line.take(10, NOW);
    assert_eq!(seqs(&of_others), [3, 6]);
    finish(of_others);
    // A look that began while there was no room has not seen what waits.
    line.ring();
    let limit = line.look(&[AccountId(1)]).expect("it was rung");
    assert_eq!(line.look(&[]), None, "somebody is looking");
    line.found(Vec::new(), limit);
    line.bring(vec![message(7, 1)]);
    assert!(line.take(10, NOW).messages.is_empty(), "the inbox holds older ones");
    let limit = line.look(&[]).expect("there is a doubt");
    line.found(vec![message(2, 2), message(4, 1), message(5, 2), message(7, 1)], limit);
    assert_eq!(seqs(&line.take(10, NOW)), [2, 5, 4, 7]);
}

#[test]
fn after_a_failure_everything_is_read_anew() {
    let line = line();
    line.bring(vec![message(1, 1), message(2, 2), message(3, 3)]);
    let other = line.take(1, NOW);
    drop(line.take(1, NOW));
    assert!(line.take(10, NOW).messages.is_empty());
    let limit = line.look(&[]).expect("there is a doubt");
    line.found(vec![message(1, 1), message(2, 2), message(3, 3)], limit);
    assert_eq!(seqs(&line.take(10, NOW)), [2, 3], "the first is still thought about");
    finish(other);
}
