//! The pictures of an account.

mod formats;
