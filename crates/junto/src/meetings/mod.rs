//! Meetings of groups. So far: the hour that is fair to everyone, answered from a file without a server.

mod commands;

#[cfg(test)]
mod tests;

pub use self::commands::{SlotsOptions, slots};
