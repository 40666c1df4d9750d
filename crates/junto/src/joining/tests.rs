//! Stories of coming in.
