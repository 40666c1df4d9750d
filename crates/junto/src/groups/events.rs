//! What groups announce.

use serde::{Deserialize, Serialize};

use super::entities::FoundingId;
use crate::app::events::Event;

/// Prepared groups came to life; their seats are offered.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct GroupsFounded {
    pub founding: FoundingId,
}

impl Event for GroupsFounded {
    const NAME: &'static str = "groups.founded";
}
