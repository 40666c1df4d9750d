//! What decisions announce.

use serde::{Deserialize, Serialize};

use super::entities::{DecisionEnd, DecisionId};
use crate::app::events::Event;
use crate::groups::GroupId;

/// A question to a group is no longer open.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct DecisionSettled {
    pub group: GroupId,
    pub decision: DecisionId,
    pub outcome: DecisionEnd,
}

impl Event for DecisionSettled {
    const NAME: &'static str = "charter.decision_settled";
}
