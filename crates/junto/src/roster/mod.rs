//! People who could be in a group: who they are, how they came in, and who must be kept apart.

pub mod formats;
