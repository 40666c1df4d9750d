//! Parts of sentences.

mod formats;

pub use self::formats::{attribute_words, capitalised, hours, list, number};
