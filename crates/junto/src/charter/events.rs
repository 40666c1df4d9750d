//! What charters announce.

use serde::{Deserialize, Serialize};

use super::entities::CharterId;
use crate::app::events::Event;
use crate::groups::GroupId;

/// A group lives by this version from now on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CharterInForce {
    pub group: GroupId,
    pub charter: CharterId,
}

impl Event for CharterInForce {
    const NAME: &'static str = "charter.in_force";
}
