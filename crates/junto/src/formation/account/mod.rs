//! A group's account in words and pictures, for pages and reports.

mod formats;

pub use self::formats::{Card, Line, Speaker, contradiction};
