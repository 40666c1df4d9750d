//! junto
