//! Forms small groups of people who are alike where it helps and different where it counts.
//!
//! [`form`] takes [`Candidates`] (what is known of everyone, in columns), [`Criteria`] (wishes that
//! are weighed, rules that are never broken), a seed and a [`Budget`], and gives a [`Proposal`]:
//! groups, how good they are beside chance, and for everyone left out the reason and the least that
//! would have to give way. [`assess`] says the same of one group, [`weigh`] of a change by hand.
//!
//! There is no clock, no file and no randomness here but the seed; the same input gives the same
//! groups on every machine. Sums are whole numbers, and the search uses no function of a platform's
//! mathematics library.
//!
//! # Method
//!
//! The plain form of the question is the *maximally diverse grouping problem*: divide people so
//! that the sum of what every two in one group are to each other is greatest. Here, what two are to
//! each other is the weighted mean of the wishes for the pair (differences after Gower, *A general
//! coefficient of similarity*, Biometrics 27, 1971), and a group is worth the mean over its pairs
//! times its size, so that groups of different sizes are judged alike.
//!
//! - People who go together are one unit. The hardest to place go first, each to the best of the
//!   groups that still need people.
//! - Moves, swaps and leaving out are tried by lot and accepted by simulated annealing (Kirkpatrick,
//!   Gelatt and Vecchi, *Optimization by simulated annealing*, Science 220, 1983), with broken rules
//!   at a price that rises. Crossing what is not allowed is what lets tight problems be solved
//!   (*strategic oscillation*: Gallego, Laguna, Martí and Duarte, *Tabu search with strategic
//!   oscillation for the maximally diverse grouping problem*, Journal of the Operational Research
//!   Society 64, 2013).
//! - Whoever still offends is taken out and placed again where no rule is broken, also by displacing
//!   somebody who fits elsewhere (an ejection chain of length one: Glover, *Ejection chains,
//!   reference structures and alternating path methods*, Discrete Applied Mathematics 65, 1996).
//! - Descent by all single moves and swaps ends it.
//!
//! Up to 8,192 candidates what every two are to each other is kept in memory, two bytes a pair;
//! beyond that it is computed when needed, and memory grows with their number only.

mod assess;
mod candidates;
mod chance;
mod criteria;
mod error;
mod form;
mod hours;
pub mod mdgp;
mod partition;
mod problem;
mod rules;
mod search;
mod settle;
mod start;
#[cfg(test)]
mod tests;
mod unplaced;
mod wishes;

pub use assess::{Assessment, Change, ChangeError, Finding, Side, Verdict, Weighing, assess, weigh};
pub use candidates::{Candidates, Column, ColumnId};
pub use criteria::{Aim, Constraint, Criteria, Entry, Kept, Rule, Wish};
pub use error::FormError;
pub use form::{Budget, Progress, Proposal, form};
pub use hours::{Hours, QUARTERS, Season};
pub use unplaced::{Reason, Relaxation, Unplaced, WouldPlace};
pub use wishes::Score;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
