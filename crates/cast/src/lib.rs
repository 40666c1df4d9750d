//! The cast: the same named people and groups in every test, in the demo, in the documents and in the screenshots.
//!
//! Everyone is invented, and every address is at example.org. Ask for people by name ([`mara`], [`tove`]); what each is
//! good for stands beside the function. The cast is data: it knows no rule and no table.

mod crowd;
mod harbour_fund;
mod long_table;
mod person;
mod roster;
pub mod said;

pub use crowd::crowd;
pub use harbour_fund::{HARBOUR_FUND, barnaby, solveig, ysolde};
pub use long_table::{
    KITTIWAKE, LONG_TABLE, NINTH_BELL, agnes, antonia, bram, callum, delphine, dilnoza, ernesto, ginevra,
    hana, idris, inigo, jonas, june, kasia, layla, maeve, mara, mei, noor, otto, petru, priya, rafael,
    sunita, tove, wiremu, youssef,
};
pub use person::{Community, Person};
pub use roster::roster_csv;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use calendar::{Seasons, WeeklyHours, Zone};

    use super::*;

    fn everyone() -> BTreeSet<&'static Person> {
        let members = LONG_TABLE.people.iter().chain(HARBOUR_FUND.people);
        members.chain([agnes(), barnaby()]).collect()
    }

    fn distinct<T: Ord>(of: impl Fn(&Person) -> T) -> usize {
        LONG_TABLE.people.iter().map(of).collect::<BTreeSet<T>>().len()
    }

    fn seasons(person: &Person) -> Seasons {
        let zone = Zone::named(person.time_zone).unwrap();
        Seasons::of(&zone, &WeeklyHours::parse(person.availability).unwrap(), 2027)
    }

    fn hours_in_common(people: &[Person]) -> f64 {
        Seasons::common(&people.iter().map(seasons).collect::<Vec<_>>()).common_hours()
    }

    #[test]
    fn long_table_is_large_and_varied() {
        assert_eq!(LONG_TABLE.people.len(), 48);
        assert!(distinct(|person| person.time_zone) >= 18);
        assert!(distinct(|person| person.industry) >= 10);
        assert!(distinct(|person| person.function) >= 8);
        let years = LONG_TABLE.people.iter().map(|person| person.years_in_role);
        assert_eq!((years.clone().min(), years.max()), (Some(2), Some(25)));
        for shared in ["succession", "scale", "public trust"] {
            let interested =
                LONG_TABLE.people.iter().filter(|person| person.interests.contains(&shared)).count();
            assert!(interested >= 12, "{shared}: {interested}");
        }
    }

    #[test]
    fn everyone_is_described_and_has_an_address_of_their_own() {
        let everyone = everyone();
        let emails: BTreeSet<&str> = everyone.iter().map(|person| person.email).collect();
        assert_eq!(emails.len(), everyone.len());
        for person in everyone {
            let described = [person.name, person.line, person.city, person.organisation, person.industry];
            assert!(described.iter().all(|text| !text.is_empty()), "{}", person.name);
            assert!(person.email.ends_with("@example.org") && person.email.is_ascii(), "{}", person.email);
            assert!(!person.languages.is_empty(), "{}", person.name);
        }
    }

    #[test]
    fn everyone_has_a_zone_and_hours() {
        for person in everyone() {
            assert_eq!(Zone::named(person.time_zone).unwrap().name(), person.time_zone);
            assert_eq!(WeeklyHours::parse(person.availability).unwrap().to_string(), person.availability);
            assert!(seasons(person).common_hours() > 0.0, "{}", person.name);
        }
    }

    #[test]
    fn whoever_is_referred_to_exists() {
        let everyone = everyone();
        for person in &everyone {
            let people = person.reports_to.iter().chain(person.keep_apart).chain(person.keep_with);
            for email in people {
                assert!(everyone.iter().any(|other| other.email == *email && other != person), "{email}");
            }
            for rival in person.competes_with {
                assert!(everyone.iter().any(|other| other.organisation == *rival), "{rival}");
            }
        }
    }

    #[test]
    fn the_conflicts_of_interest_are_real() {
        assert_eq!(otto().reports_to, Some(tove().email));
        assert_eq!(otto().organisation, tove().organisation);
        assert_eq!(jonas().organisation, kasia().organisation);
        assert_eq!(inigo().competes_with, [ginevra().organisation]);
        assert_eq!(layla().competes_with, [mei().organisation]);
        assert_eq!(
            (antonia().keep_apart, ernesto().keep_apart),
            (&[ernesto().email][..], &[antonia().email][..])
        );
        assert_eq!((priya().keep_with, maeve().keep_with), (&[maeve().email][..], &[priya().email][..]));
        for without_english in [youssef(), ernesto()] {
            assert!(!without_english.languages.contains(&"English"));
        }
    }

    #[test]
    fn the_two_groups_have_the_hours_that_the_pages_show() {
        let with_noor = [KITTIWAKE, &[*noor()]].concat();
        assert_eq!(hours_in_common(KITTIWAKE).to_string(), "10.5");
        assert_eq!(hours_in_common(&with_noor).to_string(), "1.5");
        assert_eq!(hours_in_common(NINTH_BELL).to_string(), "4");
    }

    #[test]
    fn june_has_two_hours_in_common_with_too_few_for_a_group() {
        let fitting = LONG_TABLE
            .people
            .iter()
            .filter(|person| *person != june() && hours_in_common(&[*june(), **person]) >= 2.0);
        assert_eq!(fitting.count(), 0);
    }

    #[test]
    fn each_hello_is_unlike_any_other() {
        let people = everyone();
        let hellos: Vec<&str> = people.iter().filter_map(|person| person.hello).collect();
        assert!(hellos.len() >= 14);
        assert_eq!(hellos.iter().collect::<BTreeSet<_>>().len(), hellos.len());
    }

    #[test]
    fn the_second_community_shares_one_person_with_the_first() {
        assert_eq!(HARBOUR_FUND.people.len(), 8);
        let shared: Vec<&Person> =
            HARBOUR_FUND.people.iter().filter(|person| LONG_TABLE.people.contains(person)).collect();
        assert_eq!(shared, [callum()]);
    }
}
