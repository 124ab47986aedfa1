//! One sample, or more, of everything that is said to workers.

use sangkien::phrase::talk::Talk;

pub fn samples() -> Vec<Talk> {
    vec![Talk::Apology { number: "7F3A".to_owned() }]
}
