//! Junto, the application: one folder per capability.

pub mod app;
