//! What groups announce.

use serde::{Deserialize, Serialize};

use super::entities::{FoundingId, GroupId, SeatId};
use crate::app::events::Event;

/// Prepared groups came to life; their seats are offered.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct GroupsFounded {
    pub founding: FoundingId,
}

impl Event for GroupsFounded {
    const NAME: &'static str = "groups.founded";
}

/// A member took their seat.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeatTaken {
    pub group: GroupId,
    pub seat: SeatId,
}

impl Event for SeatTaken {
    const NAME: &'static str = "groups.seat_taken";
}

/// A seat that was taken is free again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeatLeft {
    pub group: GroupId,
    pub seat: SeatId,
}

impl Event for SeatLeft {
    const NAME: &'static str = "groups.seat_left";
}

/// Whoever holds a seat is away from now on. Their seat is kept.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeatPaused {
    pub group: GroupId,
    pub seat: SeatId,
}

impl Event for SeatPaused {
    const NAME: &'static str = "groups.seat_paused";
}

/// Whoever was away is back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeatResumed {
    pub group: GroupId,
    pub seat: SeatId,
}

impl Event for SeatResumed {
    const NAME: &'static str = "groups.seat_resumed";
}
