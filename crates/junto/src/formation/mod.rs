//! Forming groups: from the roster and criteria to a proposal that a person reviews, adjusts and publishes;
//! and the same offline, from a roster file to groups and a report.
//!
//! The rules are `peergroups::formation`. Here: criteria files, reasons in words, pages, and work under way.

mod account;
mod commands;
mod formats;

pub use self::commands::{FormOptions, form};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");
