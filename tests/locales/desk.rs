//! One sample, or more, of everything that is said to officers.

use sangkien::phrase::desk::Desk;

pub fn samples() -> Vec<Desk> {
    vec![Desk::NotAnOfficer]
}
