//! The one clock. Jobs, tokens, sessions and pages ask it; only the demo and tests can move it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use store::Moment;

/// Tells the time; clones tell the same.
#[derive(Clone, Debug)]
pub struct Clock {
    shift: Option<Arc<AtomicI64>>,
    start: Option<Moment>,
}

impl Clock {
    /// The host's time.
    pub fn system() -> Self {
        Self { shift: None, start: None }
    }

    /// The host's time, which the demo may move forward.
    pub fn movable() -> Self {
        Self { shift: Some(Arc::default()), start: None }
    }

    /// Stands still at `start` until moved, for tests.
    pub fn standing_at(start: Moment) -> Self {
        Self { shift: Some(Arc::default()), start: Some(start) }
    }

    pub fn now(&self) -> Moment {
        let base = self.start.unwrap_or_else(host_time);
        let shift = self.shift.as_ref().map_or(0, |shift| shift.load(Ordering::SeqCst));
        base.plus_seconds(shift)
    }

    /// Moves the clock forward. `false` where it cannot be moved.
    pub fn pass(&self, seconds: i64) -> bool {
        let Some(shift) = &self.shift else { return false };
        shift.fetch_add(seconds.max(0), Ordering::SeqCst);
        true
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the host's clock")]
fn host_time() -> Moment {
    Moment(jiff::Timestamp::now())
}
