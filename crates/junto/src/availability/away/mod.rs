//! Days on which a member's hours do not count as usual: journeys into other zones, and days off.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::{
    DaysForm, JourneyForm, Stretch, days_fields, days_off, journey_fields, journeys,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/c/{community}/hours/journeys", Who::Member, pages::add_journey),
        Route::post("/c/{community}/hours/journeys/{journey}/end", Who::Member, pages::remove_journey),
        Route::post("/c/{community}/hours/days-off", Who::Member, pages::add_days_off),
        Route::post("/c/{community}/hours/days-off/{day_off}/end", Who::Member, pages::remove_days_off),
    ]
}
