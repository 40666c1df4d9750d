//! How one more person would suit a group that stands: how well it would meet the wishes with them, and which
//! musts they would break.

use matching::Assessment;

use super::{Broken, Must, Round};

/// How one more person would suit a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Who.
    pub who: usize,
    /// How well the group would meet the wishes with them, 0 to 1.
    pub score: f64,
    /// The musts that they would break; what the group breaks without them is not theirs.
    pub broken: Vec<Broken>,
}

impl Round<'_> {
    /// How each of these people would suit a group, in their order. How many seats it has is not asked: the
    /// caller knows whether one is free.
    ///
    /// Colleagues break nothing in a group where colleagues sit together already, and whoever joins a group
    /// without common hours or a common language did not take them away.
    ///
    /// ```
    /// use peergroups::formation::{Criteria, Must, Round};
    /// use peergroups::profile::{Email, Profile};
    /// let person = |name: &str, hours: &str| Profile {
    ///     availability: Some(hours.into()),
    ///     ..Profile::new(name, Email::parse(&format!("{name}@example.org")).unwrap())
    /// };
    /// let people = [person("mara", "Mon 9-13"), person("tove", "Mon 10-14"), person("june", "Fri 9-13")];
    /// let round = Round::of(&people, &Criteria::default(), "2027-01-15".parse()?)?;
    /// let fits = round.fits(&[0], &[1, 2]);
    /// assert!(fits[0].broken.is_empty());
    /// assert_eq!(fits[1].broken[0].must, Must::CommonHours);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fits(&self, table: &[usize], people: &[usize]) -> Vec<Fit> {
        let before = matching::assess(&self.candidates, &self.asked, table);
        let fit = |who: &usize| {
            let mut members: Vec<usize> = table.iter().copied().filter(|other| other != who).collect();
            members.push(*who);
            members.sort_unstable();
            let after = matching::assess(&self.candidates, &self.asked, &members);
            let broken = after.verdicts.iter().filter_map(|verdict| self.broken(verdict, &members));
            let broken = broken.filter_map(|broken| self.by(*who, broken, &before)).collect();
            Fit { who: *who, score: after.score.total, broken }
        };
        people.iter().map(fit).collect()
    }

    /// What of a broken must is the doing of one person who joins.
    fn by(&self, who: usize, mut broken: Broken, before: &Assessment) -> Option<Broken> {
        let was_broken = || before.broken().any(|constraint| self.must(constraint) == broken.must);
        let is_theirs = match broken.must {
            Must::Size => false,
            Must::Apart | Must::Together | Must::NotOnlyOne(_) => broken.who.contains(&who),
            Must::Organisation | Must::Department => broken.who.contains(&who) && !was_broken(),
            Must::Stage | Must::Language | Must::Facilitator | Must::CommonHours => !was_broken(),
        };
        broken.conflicts.retain(|(one, other, _)| *one == who || *other == who);
        is_theirs.then_some(broken)
    }
}
