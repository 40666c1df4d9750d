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

    /// The host's time and so many seconds, which the demo may move further on.
    pub fn movable(moved_by: i64) -> Self {
        Self { shift: Some(Arc::new(AtomicI64::new(moved_by))), start: None }
    }

    /// Stands still at `start` until moved, for tests.
    pub fn standing_at(start: Moment) -> Self {
        Self { shift: Some(Arc::default()), start: Some(start) }
    }

    pub fn now(&self) -> Moment {
        self.start.unwrap_or_else(host_time).plus_seconds(self.moved_by())
    }

    /// By how many seconds the clock was moved.
    pub fn moved_by(&self) -> i64 {
        self.shift.as_ref().map_or(0, |shift| shift.load(Ordering::SeqCst))
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
