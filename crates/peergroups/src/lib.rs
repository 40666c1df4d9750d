//! The vocabulary and the rules of peer groups.

pub mod confidentiality;
pub mod crest;
pub mod profile;
pub mod role;
