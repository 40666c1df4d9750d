//! The columns that a roster can have, and the names they go by in header rows.

use crate::profile::{NAME_MAX, TEXT_MAX, TOPIC_MAX, tidy};

/// What a column of a roster can say about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The full name; required, unless given and family name stand apart.
    Name,
    /// The given name, where the roster keeps names in two columns.
    GivenName,
    /// The family name, where the roster keeps names in two columns.
    FamilyName,
    /// The e-mail address; required.
    Email,
    /// See [`Profile::organisation`](crate::profile::Profile::organisation).
    Organisation,
    /// See [`Profile::industry`](crate::profile::Profile::industry).
    Industry,
    /// See [`Profile::function`](crate::profile::Profile::function).
    Function,
    /// See [`Profile::seniority`](crate::profile::Profile::seniority).
    Seniority,
    /// See [`Profile::years_in_role`](crate::profile::Profile::years_in_role).
    YearsInRole,
    /// See [`Profile::interests`](crate::profile::Profile::interests); separated by semicolons.
    Interests,
    /// See [`Profile::goals`](crate::profile::Profile::goals); separated by semicolons.
    Goals,
    /// See [`Profile::languages`](crate::profile::Profile::languages); separated by semicolons or commas.
    Languages,
    /// See [`Profile::department`](crate::profile::Profile::department).
    Department,
    /// See [`Profile::competes_with`](crate::profile::Profile::competes_with); separated by semicolons.
    CompetesWith,
    /// See [`Profile::time_zone`](crate::profile::Profile::time_zone).
    TimeZone,
    /// See [`Profile::availability`](crate::profile::Profile::availability).
    Availability,
    /// See [`Profile::reports_to`](crate::profile::Profile::reports_to).
    ReportsTo,
    /// See [`Profile::keep_apart`](crate::profile::Profile::keep_apart); separated by semicolons.
    KeepApart,
    /// See [`Profile::keep_with`](crate::profile::Profile::keep_with); separated by semicolons.
    KeepWith,
}

impl Column {
    /// Every known column, in the order of the documentation.
    pub const ALL: [Self; 19] = [
        Self::Name,
        Self::GivenName,
        Self::FamilyName,
        Self::Email,
        Self::Organisation,
        Self::Industry,
        Self::Function,
        Self::Seniority,
        Self::YearsInRole,
        Self::Interests,
        Self::Goals,
        Self::Languages,
        Self::Department,
        Self::CompetesWith,
        Self::TimeZone,
        Self::Availability,
        Self::ReportsTo,
        Self::KeepApart,
        Self::KeepWith,
    ];

    /// The name to write in a header row.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// The column that a header cell names, in any case, with spaces, hyphens or underscores, or by one of
    /// the words that rosters commonly use for it.
    ///
    /// ```
    /// use peergroups::roster::Column;
    /// assert_eq!(Column::named("Time Zone"), Some(Column::TimeZone));
    /// assert_eq!(Column::named("Company"), Some(Column::Organisation));
    /// assert_eq!(Column::named("E-mail address"), Some(Column::Email));
    /// assert_eq!(Column::named("gender"), None);
    /// ```
    pub fn named(header: &str) -> Option<Self> {
        let name = attribute_name(header);
        Self::ALL.into_iter().find(|column| column.names().contains(&name.as_str()))
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name", "full_name", "fullname", "member", "member_name", "person"],
            Self::GivenName => &["given_name", "first_name", "firstname", "forename"],
            Self::FamilyName => &["family_name", "last_name", "lastname", "surname"],
            Self::Email => {
                &["email", "e_mail", "mail", "email_address", "e_mail_address", "mail_address", "work_email"]
            }
            Self::Organisation => {
                &["organisation", "organization", "company", "employer", "firm", "company_name", "org"]
            }
            Self::Industry => &["industry", "sector", "trade", "branch"],
            Self::Function => &["function", "job_function", "job", "job_title", "title", "role", "position"],
            Self::Seniority => &["seniority", "seniority_level", "career_level", "level", "grade"],
            Self::YearsInRole => &["years_in_role", "years", "years_in_position", "tenure"],
            Self::Interests => &["interests", "interest", "topics", "topics_of_interest"],
            Self::Goals => &["goals", "goal", "objectives"],
            Self::Languages => &["languages", "language", "spoken_languages"],
            Self::Department => &["department", "dept", "division", "business_unit"],
            Self::CompetesWith => &["competes_with", "competitors", "competitor", "rivals"],
            Self::TimeZone => &["time_zone", "timezone", "tz", "zone"],
            Self::Availability => &["availability", "available", "available_hours", "hours"],
            Self::ReportsTo => &["reports_to", "manager", "boss", "supervisor", "line_manager"],
            Self::KeepApart => &["keep_apart", "keep_apart_from", "not_with", "avoid"],
            Self::KeepWith => &["keep_with", "keep_together", "keep_together_with"],
        }
    }

    /// Of these headers the one that this column is rather than the one of this name, where it describes the person:
    /// the column's own name, else the first. What somebody is called or wants is the same by any name.
    pub(super) fn better_named<'h>(self, name: &str, headers: &'h [String]) -> Option<&'h String> {
        let describes = matches!(
            self,
            Self::Organisation
                | Self::Industry
                | Self::Function
                | Self::Seniority
                | Self::YearsInRole
                | Self::Interests
                | Self::Goals
                | Self::Languages
                | Self::Department
        );
        let own = headers.iter().find(|header| attribute_name(header) == self.name());
        let best = own.or_else(|| headers.iter().find(|header| Self::named(header) == Some(self)));
        best.filter(|best| describes && attribute_name(best) != name)
    }

    /// The most characters in the column's text, or in one entry where it is a list.
    pub(super) fn max(self) -> usize {
        match self {
            Self::Name | Self::GivenName | Self::FamilyName => NAME_MAX,
            Self::Interests | Self::Languages => TOPIC_MAX,
            _ => TEXT_MAX,
        }
    }
}

/// The form in which a header becomes the name of an attribute: lower case words joined by underscores.
///
/// ```
/// assert_eq!(peergroups::roster::attribute_name(" Birth-Year (approx.) "), "birth_year_approx");
/// ```
pub fn attribute_name(header: &str) -> String {
    let header = tidy(header).to_lowercase();
    let words: Vec<&str> =
        header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_known_by_its_own_name_and_by_no_other_column_s() {
        for column in Column::ALL {
            for name in column.names() {
                assert_eq!(Column::named(name), Some(column), "{name}");
            }
        }
    }
}
