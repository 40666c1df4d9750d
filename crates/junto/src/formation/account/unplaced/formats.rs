//! Why someone has no place, and what would give them one.

use peergroups::formation::{Obstacle, Relaxation, Unplaced};

use crate::formation::account::phrases::{hours, hours_said, list, number};
use crate::formation::account::{Line, Speaker};

impl Speaker<'_> {
    /// Why someone has no place, and what would give them one. Groups are told by their names.
    pub fn unplaced(&self, unplaced: &Unplaced, names: &[String]) -> Vec<Line> {
        let group = |index: &usize| names.get(*index).map_or("", String::as_str);
        let is_told = |obstacle: &&Obstacle| match obstacle {
            // Said by those before it.
            Obstacle::Nearest { broken, .. } => {
                !broken.is_empty()
                    && !broken
                        .iter()
                        .all(|must| unplaced.obstacles.contains(&Obstacle::Everywhere(must.clone())))
            }
            _ => true,
        };
        let mut lines: Vec<Line> = unplaced
            .obstacles
            .iter()
            .filter(is_told)
            .map(|obstacle| Line::broken(self.obstacle(obstacle, &group)))
            .collect();
        let would = match &unplaced.would_place {
            Some(would) => self.relaxation(&would.relaxation, group(&would.group)),
            None if names.is_empty() => self.words.say("would-other-people").to_string(),
            None => self.words.say("would-nothing").to_string(),
        };
        lines.push(Line::for_it(would));
        lines
    }

    fn obstacle<'g>(&self, obstacle: &Obstacle, group: &dyn Fn(&usize) -> &'g str) -> String {
        let words = self.words;
        match obstacle {
            Obstacle::OwnHours { own, least } => {
                words.say("obstacle-own-hours").s("own", hours(*own)).s("least", hours(*least)).to_string()
            }
            Obstacle::OnlyOneOfAll(attribute) => {
                words.say("obstacle-only-one").s("attribute", self.attribute(attribute)).to_string()
            }
            Obstacle::Together(others) => {
                words.say("obstacle-together").s("names", self.names(others)).to_string()
            }
            Obstacle::Everywhere(must) => {
                words.say("obstacle-everywhere").s("must", self.must(must)).to_string()
            }
            Obstacle::Nearest { group: nearest, broken } => {
                let musts: Vec<String> = broken.iter().map(|must| self.must(must)).collect();
                words
                    .say("obstacle-nearest")
                    .s("group", group(nearest))
                    .s("musts", list(self.words, &musts))
                    .to_string()
            }
            Obstacle::NoGroups => words.say("obstacle-no-groups").to_string(),
        }
    }

    fn relaxation(&self, relaxation: &Relaxation, group: &str) -> String {
        let words = self.words;
        let said = match relaxation {
            Relaxation::Size(to) => words.say("would-size").n("people", *to),
            Relaxation::CommonHours(to) => hours_said(words.say("would-hours"), *to),
            Relaxation::StageBand(to) => words.say("would-stage").s("width", number(*to)),
            Relaxation::Meeting { who, .. } => words.say("would-meet").s("names", self.names(who)),
            Relaxation::NoSharedLanguage => words.say("would-language"),
            Relaxation::NoFacilitator => words.say("would-facilitator"),
            Relaxation::OnlyOne { who, .. } => words.say("would-only-one").s("names", self.names(who)),
        };
        said.s("group", group).to_string()
    }
}
