//! Drills: what real processes do when they are killed, or begin at once. Each checks itself by a control, in
//! which the same look must find what was made wrong on purpose.
//!
//! `bin/soak` runs the long form.

#[cfg(test)]
mod boot;
#[cfg(test)]
mod node;
#[cfg(test)]
mod publication;
#[cfg(test)]
mod settings;
