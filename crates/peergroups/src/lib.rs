//! The vocabulary and the rules of peer groups: who could be in a group, who must not meet there, what a
//! group is called, how it is recognised, and who may hear what is said in it.
//!
//! Everything here is pure: no database, network, clock or chance that is not an argument.
//!
//! Read in this order: a [`profile`] is one person of a [`roster`]; a [`conflict`] keeps two of them apart;
//! a [`group`] seats the others, each in a [`role`]; a [`crest`] makes it recognisable; what is said in it
//! has a level of [`confidentiality`]; what it agrees on follows a rule of [`decision`] and stands in its
//! [`charter`], by which [`attendance`] counts and two who are at odds have a [`conflict_ladder`]; a [`poll`] finds the time
//! of a single meeting.

pub mod attendance;
pub mod charter;
pub mod confidentiality;
pub mod conflict;
pub mod conflict_ladder;
pub mod crest;
pub mod decision;
pub mod formation;
pub mod group;
pub mod poll;
pub mod profile;
pub mod role;
pub mod roster;
