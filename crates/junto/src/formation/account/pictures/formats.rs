//! Mixes and hours of a group, as pictures with their words.

use calendar::Zone;
use peergroups::formation::{Account, Aim, Makeup, Mix};

use crate::formation::account::Speaker;
use crate::formation::account::phrases::{capitalised, number};
use crate::groups::DrawnDay;
use crate::ui::{self, HourRow, HourStrip};

impl Speaker<'_> {
    pub(in crate::formation::account) fn mix(&self, mix: &Mix, account: &Account) -> Option<ui::Mix> {
        let known = account.members.len() - mix.unknown;
        let words = self.words;
        let (shares, said) = match &mix.makeup {
            Makeup::Nothing => return None,
            Makeup::Range { least, most } => {
                let (least, most) = (number(*least), number(*most));
                let said = match mix.attribute.as_str() {
                    "years_in_role" => words.say("mix-years"),
                    "seniority" => words.say("mix-levels"),
                    _ => words.say("mix-range"),
                };
                let shares = if mix.aim == Aim::Different { vec![1; known] } else { vec![known] };
                (shares, said.s("least", least).s("most", most).to_string())
            }
            Makeup::Levels { least, most, .. } => {
                let said = if least == most {
                    words.say("mix-all").n("people", known).n("unknown", mix.unknown)
                } else {
                    words.say("mix-range")
                };
                let said = said.s("label", least).s("least", least).s("most", most).to_string();
                let shares = if mix.aim == Aim::Different { vec![1; known] } else { vec![known] };
                (shares, said)
            }
            Makeup::Kinds(kinds) => {
                let shares: Vec<usize> = kinds.iter().map(|(_, people)| *people).collect();
                let said = match kinds.as_slice() {
                    [(label, people)] => words
                        .say("mix-all")
                        .s("label", label)
                        .n("people", *people)
                        .n("unknown", mix.unknown)
                        .to_string(),
                    [(label, most), ..] if *most > 1 => words
                        .say("mix-most")
                        .n("people", *most)
                        .s("label", label)
                        .n("kinds", kinds.len())
                        .to_string(),
                    _ => words.say("mix-different").n("kinds", kinds.len()).to_string(),
                };
                (shares, said)
            }
            Makeup::InCommon(topics) => {
                let most = topics.first().map_or(0, |(_, people)| *people);
                let mut shares = vec![1; known.saturating_sub(most)];
                if most > 0 {
                    shares.insert(0, most);
                }
                let said = match topics.first() {
                    Some((label, people)) => {
                        words.say("mix-share").n("people", *people).s("label", label).to_string()
                    }
                    None => words.say("mix-nothing").to_string(),
                };
                (shares, said)
            }
        };
        let said = match mix.unknown {
            0 => said,
            unknown => words.say("mix-unknown").s("said", said).n("unknown", unknown).to_string(),
        };
        Some(ui::Mix { label: capitalised(&self.attribute(&mix.attribute)), shares, words: said })
    }

    pub(in crate::formation::account) fn hours(&self, account: &Account) -> HourStrip {
        let places: Vec<_> =
            account.members.iter().filter_map(|who| Some((*who, self.round.place(*who)?))).collect();
        let most_live_in = || {
            let zones = places.iter().map(|(_, (zone, _))| zone);
            let count = |zone: &Zone| places.iter().filter(|(_, (other, _))| other == zone).count();
            zones.clone().min_by_key(|zone| (std::cmp::Reverse(count(zone)), zone.name().to_owned())).cloned()
        };
        let reader = self.reader.cloned().or_else(most_live_in).unwrap_or_else(Zone::utc);
        let best = account.best_hour.as_ref();
        let drawn = DrawnDay { words: self.words, reader: &reader, best, otherwise: self.round.day() };
        let rows = places.iter().enumerate();
        let rows = rows.map(|(place, (who, (zone, hours)))| {
            self.honest(*who, &drawn, drawn.row(place, self.name(*who), zone, hours))
        });
        let caption = match best {
            Some(_) => self.words.say("strip-caption"),
            None => self.words.say("strip-caption-none"),
        };
        let date = drawn.date();
        let caption =
            caption.s("day", date.strftime("%A")).s("month", date.strftime("%B")).s("city", reader.city());
        HourStrip {
            caption: caption.to_string(),
            rows: rows.collect(),
            meeting: drawn.meeting(self.round.criteria().hours.minutes),
        }
    }

    /// A row that shows no city of someone without a zone, and says so where hours are assumed.
    fn honest(&self, who: usize, drawn: &DrawnDay<'_>, mut row: HourRow) -> HourRow {
        if !self.round.has_zone(who) {
            row = drawn.without_zone(row);
        }
        if !self.round.wrote_hours(who) {
            row.suits = self.words.say("strip-assumed").to_string();
            row.words = format!("{} ({})", row.words, row.suits);
        }
        row
    }
}
