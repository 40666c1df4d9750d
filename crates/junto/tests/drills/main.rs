//! Drills: what real processes do when they are killed, begin at once, or find mail in a folder. Each checks itself
//! by a control, in which the same look must find what was made wrong on purpose, or not yet what comes after.
//!
//! `bin/soak` runs the long form.

#[cfg(test)]
mod boot;
#[cfg(test)]
mod node;
#[cfg(test)]
mod publication;
#[cfg(test)]
mod replies;
#[cfg(test)]
mod settings;
