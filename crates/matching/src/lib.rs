//! Forms small groups of people who are alike where it helps and different where it counts.
//!
//! [`form`] takes [`Candidates`] (what is known of everyone, in columns), [`Criteria`] (wishes that
//! are weighed, rules that are never broken), a seed and a [`Budget`], and gives a [`Proposal`]:
//! groups, how good they are beside chance, and for everyone left out the reason and the least that
//! would have to give way. [`assess`] says the same of one group, [`weigh`] of a change by hand, and
//! [`forgone`] what a group gives up to which rule. [`contradictions`] proves of criteria that they
//! cannot place everyone, and [`relaxed`] is what would; [`repair`] keeps groups whole when people
//! come and go. [`Preset`] knows what is usually wanted.
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
//! times its size, so that groups of different sizes are judged alike. Only [`Aim::Crossing`] is of a
//! group as a whole: no line shall part it along which several differences run (a *faultline*: Lau and
//! Murnighan, *Demographic diversity and faultlines*, Academy of Management Review 23, 1998), measured
//! by the covariance of those differences over its pairs (Mantel, Cancer Research 27, 1967).
//!
//! - People who go together are one unit. The hardest to place go first, each to the best of the
//!   groups that still need people.
//! - Two groups drawn by lot, or a group and the unplaced, are visited: all moves and swaps between
//!   them are known at once from what everyone is to either group (cf. Lai, Hao, Fu and Yue,
//!   *Neighborhood decomposition based variable neighborhood search and tabu search for maximally
//!   diverse grouping*, European Journal of Operational Research 289, 2021), and the best is made if
//!   its loss is below a threshold drawn as in simulated annealing (Kirkpatrick, Gelatt and Vecchi,
//!   *Optimization by simulated annealing*, Science 220, 1983), with broken rules at a price that
//!   rises. How hot it begins depends on how many visits of each two groups there will be. Crossing
//!   what is not allowed is what lets tight problems be solved (*strategic oscillation*: Gallego,
//!   Laguna, Martí and Duarte, *Tabu search with strategic oscillation for the maximally diverse
//!   grouping problem*, Journal of the Operational Research Society 64, 2013).
//! - Whoever still offends is taken out and placed again where no rule is broken, also by displacing
//!   somebody who fits elsewhere (an ejection chain of length one: Glover, *Ejection chains,
//!   reference structures and alternating path methods*, Discrete Applied Mathematics 65, 1996).
//! - Visits that accept gains only end it.
//!
//! Up to 8,192 candidates what every two are to each other is kept in memory, two bytes a pair.
//! Beyond that it is computed whenever two groups meet, eight people wide, and memory grows with
//! their number only:
//!
//! - Everyone is put in one line such that neighbours can be together, and dealt from it.
//! - Two groups visit each other: all exchanges of one member for one are weighed at once and the
//!   best is made if it loses less than what annealing bears (ours). Groups are shuffled into blocks
//!   that fit the cache, in which all visit all; threads take blocks, in any order.
//! - Forbidden pairs have a price that no exchange outweighs; what shows only in a whole group is
//!   judged before an exchange is made. The end is as above.
//!
//! [`spread`] is this alone for points of numbers and codes, so that each group is as varied as the
//! whole (anticlustering: Späth, *Anticlustering: maximizing the variance criterion*, Control and
//! Cybernetics 15, 1986); [`spread_within`] is it under rules.

mod assess;
mod bound;
mod candidates;
mod chance;
mod criteria;
mod error;
mod faultlines;
mod forgone;
mod form;
mod hours;
mod infeasible;
mod large;
pub mod mdgp;
mod partition;
mod presets;
mod problem;
mod repair;
mod rules;
mod search;
mod settle;
mod start;
#[cfg(test)]
mod tests;
mod unplaced;
mod visit;
mod wishes;

pub use assess::{Assessment, Change, ChangeError, Finding, Side, Verdict, Weighing, assess, weigh};
pub use candidates::{Candidates, Column, ColumnId};
pub use criteria::{Aim, Constraint, Criteria, Entry, Kept, Rule, Wish};
pub use error::FormError;
pub use forgone::{Forgone, forgone};
pub use form::{Budget, Progress, Proposal, form};
pub use hours::{Hours, QUARTERS, Season};
pub use infeasible::{Because, Contradiction, WayOut, contradictions, relaxed};
pub use large::{Features, Pace, spread, spread_within};
pub use presets::{Meaning, Preset};
pub use repair::{Changes, Move, Refusal, Refused, RepairError, Repaired, Reshape, Trouble, Why, repair};
pub use unplaced::{Reason, Relaxation, Unplaced, WouldPlace};
pub use wishes::Score;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
