//! The attendance ladder: what missing meetings leads to, as a state machine over one seat's attendance.
//!
//! Misses are counted in halves over a span, and lead up a ladder: first always a private word, then the seat is at risk
//! until the facilitator answers, then what the charter says. Every step carries the numbers that led to it and no words.
//!
//! One [`Policy`] expresses the policies that peer groups publish: Chief (missing the first two meetings ends a seat, two
//! misses a year bring a call, three are a risk that the guide confirms), Forum Launcher (two or three misses a year; late
//! by a minute is half a miss and a fine, by thirty a miss), a Vistage chapter (two misses in any twelve months, leeway for
//! newcomers; return depends on room), the HBS Alumnae Circles (nine of twelve, else the next intake), Progress Pods (three
//! of four) and Real Leaders (dates are fixed for a year and move only if a majority cannot).

mod ladder;
mod policy;
#[cfg(test)]
mod tests;

pub use self::ladder::{
    Account, Answer, Because, Consequence, Counted, Dated, Entry, Ladder, Reason, Record, Rung, Standing,
    Step, account,
};
pub use self::policy::{Below, Excused, Lateness, Policy, Quorum, Span, Substitutes, Then};
