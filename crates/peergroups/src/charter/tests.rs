//! Promises of the charter.
