//! What a new group could be for, counted from what its members wrote. The group agrees on its purpose; this
//! is only the first draft, and the application finds the words.

use std::collections::BTreeMap;

use crate::profile::{Profile, text_key};

/// What the members of a group have in common, for a draft of its purpose.
///
/// A purpose can be read by the whole community. So nothing is here that only one member wrote, and no goal:
/// a goal is that member's own, and only shows how many share a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurposeDraft {
    /// How many members there are.
    pub people: usize,
    /// Topics of at least two members, those of most members first.
    pub shared: Vec<Topic>,
}

/// A topic that several members share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What it is called, in the spelling most of them used.
    pub words: String,
    /// How many have it among their interests or speak of it in their goals.
    pub people: usize,
    /// How many of these speak of it in their goals.
    pub with_goal: usize,
}

impl PurposeDraft {
    /// Counts what the members share.
    ///
    /// ```
    /// use peergroups::{group::PurposeDraft, profile::{Email, Profile}};
    /// let with = |address, interest: &str| Profile {
    ///     interests: vec![interest.into()],
    ///     ..Profile::new("One of them", Email::parse(address).unwrap())
    /// };
    /// let (ana, bo) = (with("ana@example.org", "Succession"), with("bo@example.org", "succession"));
    /// let draft = PurposeDraft::from_profiles([&ana, &bo]);
    /// assert_eq!(draft.shared[0].words, "Succession");
    /// assert_eq!(draft.shared[0].people, 2);
    /// ```
    pub fn from_profiles<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        let profiles: Vec<&Profile> = profiles.into_iter().collect();
        let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        for interest in profiles.iter().flat_map(|profile| &profile.interests) {
            *spellings.entry(text_key(interest)).or_default().entry(interest).or_default() += 1;
        }
        let goals: Vec<String> =
            profiles.iter().map(|profile| text_key(&profile.goals.join(" ; "))).collect();
        let mut shared: Vec<Topic> = spellings
            .iter()
            .map(|(key, spellings)| {
                let members = profiles.iter().zip(&goals).map(|(profile, goals)| {
                    let is_interest = profile.interests.iter().any(|interest| text_key(interest) == *key);
                    (is_interest, speaks_of(goals, key))
                });
                let members: Vec<(bool, bool)> = members.collect();
                // Of the commonest spellings the first in the alphabet.
                let words =
                    spellings.iter().rev().max_by_key(|(_, count)| **count).map_or("", |(words, _)| words);
                Topic {
                    words: words.to_owned(),
                    people: members.iter().filter(|(interest, goal)| *interest || *goal).count(),
                    with_goal: members.iter().filter(|(_, goal)| *goal).count(),
                }
            })
            .filter(|topic| topic.people >= 2)
            .collect();
        shared.sort_by(|left, right| {
            (right.people, right.with_goal)
                .cmp(&(left.people, left.with_goal))
                .then(left.words.cmp(&right.words))
        });
        Self { people: profiles.len(), shared }
    }
}

/// Whether the words of a topic stand in a text as words of their own.
fn speaks_of(text: &str, topic: &str) -> bool {
    let is_apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    !topic.is_empty()
        && text.match_indices(topic).any(|(start, found)| {
            let (before, after) = (text.get(..start), text.get(start + found.len()..));
            is_apart(before.and_then(|text| text.chars().next_back()))
                && is_apart(after.and_then(|text| text.chars().next()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Email;

    fn member(interests: &[&str], goals: &[&str]) -> Profile {
        Profile {
            interests: interests.iter().map(|text| (*text).to_owned()).collect(),
            goals: goals.iter().map(|text| (*text).to_owned()).collect(),
            ..Profile::new("Mara", Email::parse("mara@example.org").unwrap())
        }
    }

    #[test]
    fn what_most_members_share_comes_first() {
        let members = [
            member(&["Scale", "succession"], &[]),
            member(&["scale", "pricing"], &["hand over: Succession by spring"]),
            member(&["scale", "succession"], &[]),
            member(&["downscale"], &["upscale the shop"]),
        ];
        let draft = PurposeDraft::from_profiles(&members);
        assert_eq!(
            draft.shared,
            [
                Topic { words: "succession".into(), people: 3, with_goal: 1 },
                Topic { words: "scale".into(), people: 3, with_goal: 0 },
            ]
        );
        assert_eq!(draft.people, 4);
    }

    #[test]
    fn nothing_that_one_member_alone_wrote_is_in_the_draft() {
        let members =
            [member(&["selling the firm"], &["sell the firm"]), member(&["scale"], &["double the staff"])];
        assert_eq!(PurposeDraft::from_profiles(&members).shared, []);
    }
}
