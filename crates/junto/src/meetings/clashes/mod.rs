//! Meetings of several groups at the same time, for whoever sits in more than one: they are shown where theirs clash,
//! and the search of one group for an hour takes as taken what another has agreed on.

mod contributions;
mod queries;

pub(super) use self::contributions::card;
pub(super) use self::queries::{Clash, clashes, engaged};
