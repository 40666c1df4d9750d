//! Parts of sentences.

mod formats;

pub use self::formats::{attribute_words, capitalised, hours, hours_said, list, number};
