//! Junto, the application: one folder per capability.

pub mod accounts;
pub mod app;
pub mod frame;
pub mod ui;
