//! Many people, without a matrix of pairs. What two are to each other is computed whenever two
//! groups meet, eight people wide (`facets`), from records that hold a group's values together
//! (`groups`). Two groups visit each other and make the best exchange (`visit`, and `judge` where
//! rules look at whole groups), in rounds over blocks that fit the cache (`sweep`). `deal` gives the
//! first division. `features` is the plain form of it; `regime` serves `form`.

mod deal;
mod facets;
mod features;
mod groups;
mod judge;
mod regime;
mod sweep;
#[cfg(test)]
mod tests;
mod visit;

pub use features::{Features, Pace, spread};
pub use regime::spread_within;
pub(crate) use regime::{form, is_large};
pub(crate) use sweep::Machine;
