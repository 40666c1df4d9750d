//! What speaks for a group, what it costs and what it breaks, as sentences.

mod formats;
