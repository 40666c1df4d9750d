//! Who must not share a group: colleagues, superiors and reports, rivals, and pairs that were named.
//!
//! Organisations and departments are labels, rivalry is between labels, and only what concerns two people is
//! a pair, so that a hundred thousand people with large employers need no list of all pairs.

use std::collections::{BTreeSet, HashMap};
use std::iter;

use crate::profile::{Profile, organisation_key, text_key};

/// How far up a reporting line is followed. No organisation is deeper; a circle of superiors ends here too.
pub const LINE_MAX: usize = 30;

/// Why two people must not share a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One reports to the other.
    ReportsDirectly,
    /// One reports to the other through others.
    ReportsThroughOthers,
    /// One was named by the other, or by whoever wrote the roster, as a person to keep apart.
    KeptApart,
    /// Their organisations compete.
    Competitors,
    /// They work in one department of one organisation.
    SameDepartment,
    /// They work for one organisation.
    SameOrganisation,
}

/// Two people, by index, the smaller first, and why they are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The one with the smaller index.
    pub first: usize,
    /// The one with the larger index.
    pub second: usize,
    /// Why they are kept apart: reporting or named.
    pub kind: Kind,
}

/// What a reference to another person was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// [`Profile::reports_to`].
    ReportsTo,
    /// [`Profile::keep_apart`].
    KeepApart,
    /// [`Profile::keep_with`].
    KeepWith,
}

/// Why a reference leads to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unfound {
    /// Nobody in the roster has this address or name. Usual for superiors.
    Unknown,
    /// Several people have this name, and not exactly one of them is a colleague: the address tells them
    /// apart.
    Ambiguous,
    /// The person named themselves.
    Themselves,
}

/// A reference that leads to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Index of the person whose profile has it.
    pub person: usize,
    /// What it was for.
    pub reference: Reference,
    /// What was written.
    pub written: String,
    /// Why it leads to nobody.
    pub reason: Unfound,
}

/// The conflicts of interest among some people. Which kinds matter is for the criteria of a round to say.
#[derive(Clone, Debug, Default)]
pub struct Conflicts {
    /// For each person the label of their organisation; equal labels mean the same one.
    pub organisations: Vec<Option<u32>>,
    /// For each person the label of their department within their organisation.
    pub departments: Vec<Option<u32>>,
    /// Pairs of organisation labels that compete, the smaller first, sorted. Someone without an organisation
    /// who named competitors has a label of their own.
    pub rivals: Vec<(u32, u32)>,
    /// Reporting and named pairs, sorted, each once.
    pub pairs: Vec<Pair>,
    /// Pairs that should share a group, the smaller index first, sorted, each once.
    pub together: Vec<(usize, usize)>,
    /// References that lead to nobody, in the order of the people.
    pub unresolved: Vec<Unresolved>,
}

impl Conflicts {
    /// Finds the conflicts among `people`. References by name prefer a colleague where several people have
    /// the name. Takes time in proportion to the people and what they wrote.
    ///
    /// ```
    /// use peergroups::{conflict::{Conflicts, Kind}, profile::{Email, Profile}};
    /// let tove = Profile::new("Tove Lindqvarn", Email::parse("tove@example.org").unwrap());
    /// let mut otto = Profile::new("Otto Wendelmark", Email::parse("otto@example.org").unwrap());
    /// otto.reports_to = Some("Tove Lindqvarn".into());
    /// let conflicts = Conflicts::among(&[tove, otto]);
    /// assert_eq!(conflicts.between(0, 1), [Kind::ReportsDirectly]);
    /// ```
    pub fn among(people: &[Profile]) -> Self {
        let mut labels = Labels::default();
        let organisations: Vec<_> = people.iter().map(|person| labels.organisation(person)).collect();
        let departments = people.iter().zip(&organisations).map(|(p, o)| labels.department(p, *o)).collect();
        let rivals = people.iter().zip(&organisations).flat_map(|(person, own)| {
            let named = person.competes_with.iter().filter_map(|name| labels.known(name));
            named.filter_map(|other| {
                own.filter(|own| *own != other).map(|own| (own.min(other), own.max(other)))
            })
        });
        let rivals: BTreeSet<_> = rivals.collect();

        let directory = Directory::of(people, &organisations);
        let mut unresolved = Vec::new();
        let mut superiors = vec![None; people.len()];
        let mut pairs = BTreeSet::new();
        let mut together = BTreeSet::new();
        for (index, (person, superior)) in people.iter().zip(&mut superiors).enumerate() {
            let mut find = |reference, written: &str| match directory.find(index, written) {
                Ok(other) => Some(other),
                Err(reason) => {
                    unresolved.push(Unresolved {
                        person: index,
                        reference,
                        written: written.to_owned(),
                        reason,
                    });
                    None
                }
            };
            *superior = person.reports_to.as_ref().and_then(|written| find(Reference::ReportsTo, written));
            for other in person.keep_apart.iter().filter_map(|written| find(Reference::KeepApart, written)) {
                pairs.insert(pair(index, other, Kind::KeptApart));
            }
            for other in person.keep_with.iter().filter_map(|written| find(Reference::KeepWith, written)) {
                together.insert((index.min(other), index.max(other)));
            }
        }
        pairs.extend(reporting(&superiors));
        Self {
            organisations,
            departments,
            rivals: rivals.into_iter().collect(),
            pairs: pairs.into_iter().collect(),
            together: together.into_iter().collect(),
            unresolved,
        }
    }

    /// Every reason to keep two people apart, the weightiest first.
    pub fn between(&self, one: usize, other: usize) -> Vec<Kind> {
        let (first, second) = (one.min(other), one.max(other));
        let from = self.pairs.partition_point(|pair| (pair.first, pair.second) < (first, second));
        let mut kinds: Vec<Kind> = self
            .pairs
            .iter()
            .skip(from)
            .take_while(|pair| (pair.first, pair.second) == (first, second))
            .map(|pair| pair.kind)
            .collect();
        let labels = |of: &[Option<u32>]| Some((of.get(one).copied()??, of.get(other).copied()??));
        if let Some((own, theirs)) = labels(&self.organisations) {
            if self.rivals.binary_search(&(own.min(theirs), own.max(theirs))).is_ok() {
                kinds.push(Kind::Competitors);
            }
            if own == theirs {
                kinds.push(Kind::SameOrganisation);
            }
        }
        if labels(&self.departments).is_some_and(|(own, theirs)| own == theirs) {
            kinds.push(Kind::SameDepartment);
        }
        kinds.sort_unstable();
        kinds
    }

    /// Every two people whose organisations compete, found as they are asked for: as many as the one has
    /// people times those of the other.
    pub fn competitors(&self) -> impl Iterator<Item = Pair> {
        let mut people: HashMap<u32, Vec<usize>> = HashMap::new();
        for (index, label) in self.organisations.iter().enumerate() {
            if let Some(label) = label {
                people.entry(*label).or_default().push(index);
            }
        }
        self.rivals.iter().flat_map(move |(one, other)| {
            let of = |label| people.get(label).cloned().unwrap_or_default();
            let theirs = of(other);
            of(one)
                .into_iter()
                .flat_map(move |a| theirs.clone().into_iter().map(move |b| pair(a, b, Kind::Competitors)))
        })
    }
}

fn pair(one: usize, other: usize, kind: Kind) -> Pair {
    Pair { first: one.min(other), second: one.max(other), kind }
}

/// Everyone with each of their superiors. The shortest way counts: who reports to someone directly does not
/// also report to them through others.
fn reporting(superiors: &[Option<usize>]) -> impl Iterator<Item = Pair> {
    let above = |person: usize| superiors.get(person).copied().flatten();
    let directly = move |one, other| above(one) == Some(other) || above(other) == Some(one);
    (0..superiors.len()).flat_map(move |person| {
        iter::successors(above(person), move |superior| above(*superior))
            .take(LINE_MAX)
            .take_while(move |superior| *superior != person)
            .map(move |superior| {
                let kind = if directly(person, superior) {
                    Kind::ReportsDirectly
                } else {
                    Kind::ReportsThroughOthers
                };
                pair(person, superior, kind)
            })
    })
}

/// Numbers for what organisations and departments are called.
#[derive(Default)]
struct Labels {
    organisations: HashMap<String, u32>,
    departments: HashMap<(Option<u32>, String), u32>,
    next: u32,
}

impl Labels {
    fn organisation(&mut self, person: &Profile) -> Option<u32> {
        let Some(name) = &person.organisation else {
            return (!person.competes_with.is_empty()).then(|| self.new_label());
        };
        let key = organisation_key(name);
        if let Some(label) = self.organisations.get(&key) {
            return Some(*label);
        }
        let label = self.new_label();
        self.organisations.insert(key, label);
        Some(label)
    }

    fn department(&mut self, person: &Profile, organisation: Option<u32>) -> Option<u32> {
        let organisation = person.organisation.as_ref().and(organisation);
        let key = (organisation, text_key(person.department.as_ref()?));
        if let Some(label) = self.departments.get(&key) {
            return Some(*label);
        }
        let label = self.new_label();
        self.departments.insert(key, label);
        Some(label)
    }

    fn known(&self, organisation: &str) -> Option<u32> {
        self.organisations.get(&organisation_key(organisation)).copied()
    }

    fn new_label(&mut self) -> u32 {
        self.next = self.next.saturating_add(1);
        self.next
    }
}

/// Finds people by what others call them.
struct Directory<'a> {
    by_email: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    organisations: &'a [Option<u32>],
}

/// Beyond so many people of one name nobody looks for a colleague among them.
const NAMESAKES_MAX: usize = 16;

impl<'a> Directory<'a> {
    fn of(people: &[Profile], organisations: &'a [Option<u32>]) -> Self {
        let by_email = people.iter().enumerate().map(|(index, person)| (person.email.key(), index)).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, person) in people.iter().enumerate() {
            let namesakes = by_name.entry(text_key(&person.name)).or_default();
            if namesakes.len() <= NAMESAKES_MAX {
                namesakes.push(index);
            }
        }
        Self { by_email, by_name, organisations }
    }

    fn find(&self, person: usize, written: &str) -> Result<usize, Unfound> {
        let key = text_key(written);
        let found = match self.by_email.get(key.trim_start_matches("mailto:")) {
            Some(index) => *index,
            None => self.named(person, &key)?,
        };
        if found == person { Err(Unfound::Themselves) } else { Ok(found) }
    }

    fn named(&self, person: usize, key: &str) -> Result<usize, Unfound> {
        let namesakes = self.by_name.get(key).ok_or(Unfound::Unknown)?;
        if let [only] = namesakes.as_slice() {
            return Ok(*only);
        }
        let own = self.organisations.get(person).copied().flatten();
        let is_colleague = |other: &&usize| {
            own.is_some() && **other != person && self.organisations.get(**other).copied().flatten() == own
        };
        let mut colleagues = namesakes.iter().filter(is_colleague);
        match (colleagues.next(), colleagues.next()) {
            (Some(only), None) if namesakes.len() <= NAMESAKES_MAX => Ok(*only),
            _ => Err(Unfound::Ambiguous),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::profile::Email;

    fn person(name: &str, organisation: &str) -> Profile {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let organisation = (!organisation.is_empty()).then(|| organisation.to_owned());
        Profile { organisation, ..Profile::new(name, Email::parse(&email).unwrap()) }
    }

    fn reports(name: &str, to: &str) -> Profile {
        Profile { reports_to: Some(to.to_owned()), ..person(name, "") }
    }

    #[test]
    fn colleagues_are_recognised_through_spelling() {
        let conflicts =
            Conflicts::among(&[person("Ana", "Kelp Ltd"), person("Bo", "KELP Limited"), person("Cy", "")]);
        assert_eq!(conflicts.between(1, 0), [Kind::SameOrganisation]);
        assert_eq!(conflicts.between(0, 2), []);
        assert_eq!(conflicts.between(2, 2), []);
    }

    #[test]
    fn a_department_is_one_only_within_one_organisation() {
        let in_finance = |name, organisation| Profile {
            department: Some("Finance ".into()),
            ..person(name, organisation)
        };
        let people = [in_finance("Ana", "Kelp"), in_finance("Bo", "Kelp"), in_finance("Cy", "Fjord")];
        let conflicts = Conflicts::among(&people);
        assert_eq!(conflicts.between(0, 1), [Kind::SameDepartment, Kind::SameOrganisation]);
        assert_eq!(conflicts.between(0, 2), []);
    }

    #[test]
    fn a_superior_is_kept_apart_directly_and_through_others() {
        let people = [
            person("Ana", ""),
            reports("Bo", "ana@example.org"),
            reports("Cy", " bo "),
            reports("Di", "Ana"),
        ];
        let conflicts = Conflicts::among(&people);
        assert_eq!(conflicts.between(0, 1), [Kind::ReportsDirectly]);
        assert_eq!(conflicts.between(1, 2), [Kind::ReportsDirectly]);
        assert_eq!(conflicts.between(0, 2), [Kind::ReportsThroughOthers]);
        assert_eq!(conflicts.between(1, 3), []);
        assert!(conflicts.unresolved.is_empty());
    }

    #[test]
    fn a_circle_of_superiors_ends() {
        let people = [reports("Ana", "Bo"), reports("Bo", "Cy"), reports("Cy", "Ana"), reports("Di", "Ana")];
        let conflicts = Conflicts::among(&people);
        assert_eq!(conflicts.between(0, 1), [Kind::ReportsDirectly]);
        assert_eq!(conflicts.between(0, 2), [Kind::ReportsDirectly]);
        assert_eq!(conflicts.between(2, 3), [Kind::ReportsThroughOthers]);
    }

    #[test]
    fn rivalry_is_mutual_and_covers_colleagues() {
        let rival = |name, organisation, of: &str| Profile {
            competes_with: vec![of.to_owned(), "Nobody here".to_owned()],
            ..person(name, organisation)
        };
        let people = [
            rival("Ana", "Kelp", "fjord ltd"),
            person("Bo", "Fjord"),
            person("Cy", "Kelp"),
            rival("Di", "", "Kelp"),
            rival("Ed", "Kelp", "Kelp"),
        ];
        let conflicts = Conflicts::among(&people);
        for (one, other) in [(0, 1), (1, 2), (3, 0), (2, 3)] {
            assert_eq!(conflicts.between(one, other), [Kind::Competitors], "{one} {other}");
        }
        assert_eq!(conflicts.between(0, 4), [Kind::SameOrganisation]);
        assert_eq!(conflicts.competitors().count(), 6);
        for found in conflicts.competitors() {
            assert!(conflicts.between(found.first, found.second).contains(&Kind::Competitors));
        }
    }

    #[test]
    fn named_pairs_are_kept_apart_or_together_whoever_named_the_other() {
        let people = [
            person("Ana", ""),
            Profile { keep_apart: vec!["Ana".into()], keep_with: vec!["cy".into()], ..person("Bo", "") },
            Profile { keep_with: vec!["bo@example.org".into()], ..person("Cy", "") },
        ];
        let conflicts = Conflicts::among(&people);
        assert_eq!(conflicts.between(0, 1), [Kind::KeptApart]);
        assert_eq!(conflicts.together, [(1, 2)]);
    }

    #[test]
    fn a_reference_that_leads_to_nobody_says_why() {
        let mut twin = person("Ana", "Kelp");
        twin.email = Email::parse("another@example.org").unwrap();
        let keeps_apart = |name, organisation, written: &str| Profile {
            keep_apart: vec![written.to_owned()],
            ..person(name, organisation)
        };
        let people = [
            person("Ana", ""),
            twin,
            keeps_apart("Bo", "", "Ana"),
            keeps_apart("Cy", "Kelp", "Ana"),
            keeps_apart("Di", "", "Zoe"),
            keeps_apart("Ed", "", "ed@example.org"),
        ];
        let conflicts = Conflicts::among(&people);
        assert_eq!(conflicts.pairs, [Pair { first: 1, second: 3, kind: Kind::KeptApart }]);
        let reasons: Vec<_> = conflicts.unresolved.iter().map(|found| (found.person, found.reason)).collect();
        assert_eq!(reasons, [(2, Unfound::Ambiguous), (4, Unfound::Unknown), (5, Unfound::Themselves)]);
    }

    #[test]
    fn a_hundred_thousand_people_of_two_rival_employers_need_no_list_of_pairs() {
        let people: Vec<_> = (0..100_000)
            .map(|number: u32| {
                let mut person =
                    person(&format!("P{number}"), if number.is_multiple_of(2) { "Kelp" } else { "Fjord" });
                person.competes_with = vec!["Kelp".into()];
                person.reports_to = Some(format!("p{}", number / 10));
                person
            })
            .collect();
        let conflicts = Conflicts::among(&people);
        assert_eq!(conflicts.rivals.len(), 1);
        assert!(conflicts.pairs.len() < 500_000);
    }

    proptest! {
        #[test]
        fn conflicts_are_mutual(edges in prop::collection::vec((0..9_usize, 0..9_usize, 0..3_usize), 0..20)) {
            let mut people: Vec<_> = (0..9).map(|n| person(&format!("P{n}"), ["", "Kelp", "Fjord"][n % 3])).collect();
            for (from, to, what) in edges {
                let name = format!("P{to}");
                match what {
                    0 => people[from].reports_to = Some(name),
                    1 => people[from].keep_apart.push(name),
                    _ => people[from].competes_with.push(["Kelp", "Fjord"][to % 2].to_owned()),
                }
            }
            let conflicts = Conflicts::among(&people);
            for one in 0..9 {
                for other in 0..9 {
                    prop_assert_eq!(conflicts.between(one, other), conflicts.between(other, one));
                }
            }
        }
    }
}
