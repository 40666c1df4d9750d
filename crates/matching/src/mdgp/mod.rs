//! The maximally diverse grouping problem in its plain form: items, their distances, groups with
//! bounds on their sizes; the sum of distances within groups is to be as great as can be.
//!
//! [`Instance::parse`] reads the format of the MDGPLIB collection (Gallego, Laguna, Martí and Duarte,
//! *Tabu search with strategic oscillation for the maximally diverse grouping problem*, Journal of
//! the Operational Research Society 64, 2013), [`solve`] divides.
//!
//! # Method
//!
//! - For every group and item the sum of distances from the item to the group is kept, group by
//!   group, so that an exchange is two streaming additions of rows.
//! - The search visits two groups at a time and looks at the *best* of all exchanges between them;
//!   bounds spare most of the looking, and what was found is remembered until one of the two changes
//!   (neighbourhoods decomposed by pairs of groups: Lai, Hao, Fu and Yue, *Neighborhood decomposition
//!   based variable neighborhood search and tabu search for maximally diverse grouping*, European
//!   Journal of Operational Research 289, 2021; bounds: Schulz, 2024).
//! - It is made unless it loses more than a threshold drawn for the visit: simulated annealing
//!   (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983) over best exchanges. That combination, the
//!   start at sizes with the most pairs, and the temperatures taken from the losses at a first local
//!   optimum are ours.
//! - Budgets that allow it go to several divisions at once, each held at its temperature, that trade
//!   places (parallel tempering: Hukushima and Nemoto, *Exchange Monte Carlo method and application to
//!   spin glass simulations*, Journal of the Physical Society of Japan 65, 1996). One slow cooling ends
//!   in one of many equally deep valleys; the trades keep leaving them. That it serves this problem is ours.
//!
//! Everything summed is a whole number, so that the order of additions, and with it the kind of
//! vectors the processor has, changes nothing.

mod distances;
mod division;
mod instance;
mod search;
mod sizes;
#[cfg(test)]
mod tests;

pub use instance::{Instance, ParseError, ParseProblem, Violation};
pub use search::{Budget, Progress, Solution, solve};
