//! The cast as a roster file.

use crate::person::Person;

pub(crate) const COLUMNS: &str = "name,email,organisation,department,industry,function,seniority,years_in_role,interests,goals,\
                       languages,time_zone,availability,reports_to,competes_with,keep_apart,keep_with";

/// People as a roster file: comma-separated, with a header row, lists divided by semicolons.
///
/// ```
/// let roster = cast::roster_csv(&[*cast::mara()]);
/// assert!(roster.starts_with("name,email,organisation,"));
/// assert!(roster.contains("succession;family business;apprenticeship"));
/// ```
pub fn roster_csv(people: &[Person]) -> String {
    let mut roster = String::from(COLUMNS);
    roster.push('\n');
    for person in people {
        roster.push_str(&line(&row(person)));
        roster.push('\n');
    }
    roster
}

pub(crate) fn line(cells: &[String; 17]) -> String {
    cells.each_ref().map(|cell| quoted(cell)).join(",")
}

pub(crate) fn row(person: &Person) -> [String; 17] {
    [
        person.name.to_owned(),
        person.email.to_owned(),
        person.organisation.to_owned(),
        person.department.to_owned(),
        person.industry.to_owned(),
        person.function.to_owned(),
        person.seniority.to_owned(),
        person.years_in_role.to_string(),
        person.interests.join(";"),
        person.goals.to_owned(),
        person.languages.join(";"),
        person.time_zone.to_owned(),
        person.availability.to_owned(),
        person.reports_to.unwrap_or_default().to_owned(),
        person.competes_with.join(";"),
        person.keep_apart.join(";"),
        person.keep_with.join(";"),
    ]
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_quotation_marks_survive_in_a_cell() {
        assert_eq!(quoted("Corkindale, Boyle & Daughters"), "\"Corkindale, Boyle & Daughters\"");
        assert_eq!(quoted("the \"new\" hall"), "\"the \"\"new\"\" hall\"");
        assert_eq!(quoted("Osterhuys & Zoon"), "Osterhuys & Zoon");
    }

    #[test]
    fn each_person_has_one_line() {
        let people = crate::LONG_TABLE.people;
        let roster = roster_csv(people);
        assert_eq!(roster.lines().count(), people.len() + 1);
        assert_eq!(COLUMNS.split(',').count(), row(&people[0]).len());
        let maeve = roster.lines().find(|line| line.starts_with("Maeve")).unwrap();
        assert!(maeve.contains(",\"Corkindale, Boyle & Daughters\","), "{maeve}");
    }
}
