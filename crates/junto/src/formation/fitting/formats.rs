//! Rankings and reasons in words, from people and criteria alone.

use calendar::Date;
use peergroups::formation::{self, Account, Cost, Must, Reason, Round};

use crate::community::MemberId;
use crate::formation::account::Speaker;
use crate::formation::formats::CriteriaFile;
use crate::formation::queries::Candidates;
use crate::groups::{self, Fit, Obstacle, Ranking, Reasons};
use crate::ui::Words;

/// What is needed to say how people suit tables.
pub(super) struct Tables {
    pub(super) candidates: Candidates,
    pub(super) day: Date,
    pub(super) words: Words,
}

/// A table and whom to look at for it.
pub(super) struct Table {
    pub(super) criteria: CriteriaFile,
    pub(super) seated: Vec<MemberId>,
    pub(super) people: Vec<MemberId>,
    pub(super) most: usize,
}

impl Tables {
    /// One ranking for each table. The question is put once for all tables of which the same is asked.
    pub(super) fn rank(&self, tables: &[Table]) -> Result<Vec<Ranking>, formation::FormationError> {
        let mut rounds: Vec<(&CriteriaFile, Round<'_>)> = Vec::new();
        let mut rankings = Vec::with_capacity(tables.len());
        for table in tables {
            if rounds.iter().all(|(criteria, _)| *criteria != &table.criteria) {
                let round = self.candidates.question_of_some(&table.criteria, self.day)?;
                rounds.push((&table.criteria, round));
            }
            let round = rounds.iter().find(|(criteria, _)| *criteria == &table.criteria);
            rankings.extend(round.map(|(_, round)| self.ranking(round, table)));
        }
        Ok(rankings)
    }

    /// Who breaks least stands first; of those the ones with whom the wishes are met best, in tenths; and
    /// within a tenth the order is as it was given.
    fn ranking(&self, round: &Round<'_>, table: &Table) -> Ranking {
        let seated = self.candidates.indices(&table.seated);
        let mut fits = round.fits(&seated, &self.candidates.indices(&table.people));
        fits.sort_by_key(|fit| (fit.broken.len(), -tenths(fit.score)));
        let (fitting, breaking): (Vec<_>, Vec<_>) = fits.into_iter().partition(|fit| fit.broken.is_empty());
        let tell = |fits: &[formation::Fit]| -> Vec<Fit> {
            fits.iter().take(table.most).filter_map(|fit| self.fit(round, &seated, fit)).collect()
        };
        Ranking {
            fitting: tell(&fitting),
            breaking: tell(&breaking),
            fitting_count: fitting.len(),
            breaking_count: breaking.len(),
        }
    }

    fn speaker<'a>(&'a self, round: &'a Round<'a>) -> Speaker<'a> {
        Speaker { words: &self.words, round, people: &self.candidates.people, reader: None }
    }

    fn fit(&self, round: &Round<'_>, seated: &[usize], fit: &formation::Fit) -> Option<Fit> {
        let speaker = self.speaker(round);
        let account = round.account(&[seated, &[fit.who]].concat());
        let (mut broken, mut apart) = (Vec::new(), Vec::new());
        for must in &fit.broken {
            match must.must {
                Must::CommonHours => broken.push(speaker.cost(&Cost::FewHours(account.hours), &account)),
                Must::Apart | Must::Organisation | Must::Department => apart.push(speaker.broken(must)),
                _ => broken.push(speaker.broken(must)),
            }
        }
        let obstacles = fit.broken.iter().filter_map(|must| match must.must {
            Must::CommonHours => Some(Obstacle::Hours),
            Must::Language => Some(Obstacle::Language),
            Must::Stage => Some(Obstacle::Stage),
            // Told as those whom they should not meet.
            Must::Apart | Must::Organisation | Must::Department => None,
            Must::Size | Must::Together | Must::Facilitator | Must::NotOnlyOne(_) => Some(Obstacle::Others),
        });
        let own = speaker.about_oneself(fit.who, &account).into_iter().map(groups::Reason::for_it);
        Some(Fit {
            member: self.candidates.member(fit.who)?,
            reasons: self.reasons(&speaker, seated, fit, &account),
            broken,
            obstacles: obstacles.collect(),
            apart,
            own: own.collect(),
        })
    }

    /// What speaks for one person, and what they would cost: of what a table shares only what a newcomer could
    /// take away, and what they bring.
    fn reasons(
        &self,
        speaker: &Speaker<'_>,
        seated: &[usize],
        fit: &formation::Fit,
        account: &Account,
    ) -> Vec<groups::Reason> {
        let kept = account
            .reasons
            .iter()
            .filter(|reason| matches!(reason, Reason::Hours(_) | Reason::Languages { .. }));
        let kept = kept.map(|reason| groups::Reason::for_it(speaker.reason(reason, account)));
        let costs = account.costs.iter().filter(|cost| match cost {
            Cost::FewHours(_) => true,
            Cost::AwkwardHour { who, .. } => *who == fit.who,
            _ => false,
        });
        let costs = costs.map(|cost| groups::Reason::price(speaker.cost(cost, account)));
        let brings = self.brings(seated, fit.who).map(groups::Reason::for_it);
        kept.chain(brings).chain(costs).collect()
    }

    /// The industry of somebody, where nobody at the table is of it.
    fn brings(&self, seated: &[usize], who: usize) -> Option<String> {
        let industry = |who: usize| self.candidates.people.get(who)?.industry.as_deref();
        let own = industry(who)?;
        let is_new = seated.iter().all(|other| industry(*other) != Some(own));
        is_new.then(|| self.words.say("fit-industry").s("industry", own).to_string())
    }

    /// Why those at a table share it, and why one of them does.
    pub(super) fn explain(
        &self,
        criteria: &CriteriaFile,
        seated: &[MemberId],
        reader: Option<MemberId>,
    ) -> Result<Reasons, formation::FormationError> {
        let round = self.candidates.question_of_some(criteria, self.day)?;
        let speaker = self.speaker(&round);
        let account = round.account(&self.candidates.indices(seated));
        let reader = reader.and_then(|reader| self.candidates.index(reader));
        let own = reader.map(|who| speaker.about_oneself(who, &account)).unwrap_or_default();
        let table = speaker.open_reasons(&account).into_iter().map(|line| groups::Reason::for_it(line.text));
        Ok(Reasons { table: table.collect(), own: own.into_iter().map(groups::Reason::for_it).collect() })
    }
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a score lies from 0 to 1")]
fn tenths(score: f64) -> i32 {
    (score * 10.0).round() as i32
}
