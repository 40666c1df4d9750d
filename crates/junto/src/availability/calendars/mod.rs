//! Calendars of a member's own, of which the busy times count. What fills those times is not kept.

mod actions;
mod jobs;
mod pages;

use crate::app::jobs::JobKind;
use crate::app::routes::{Route, Who};

pub(super) use self::pages::{CalendarLine, field, lines};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/c/{community}/hours/calendars", Who::Member, pages::add),
        Route::post("/c/{community}/hours/calendars/{calendar}/reading", Who::Member, pages::read_now),
        Route::post("/c/{community}/hours/calendars/{calendar}/end", Who::Member, pages::remove),
    ]
}

pub(super) fn jobs() -> Vec<JobKind> {
    jobs::jobs()
}

pub(super) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    jobs::subscriptions()
}
