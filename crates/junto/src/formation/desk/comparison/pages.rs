//! Two proposals of a round beside each other.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use peergroups::formation::Criteria;
use serde::Deserialize;

use crate::app::{App, Result};
use crate::community::{MemberId, Operator};
use crate::formation::account::criteria;
use crate::formation::desk::pages::{Found, ProposalPath, find};
use crate::formation::entities::{Document, ProposedGroup};
use crate::formation::pages::{RoundPath, path};
use crate::frame::{self, Frame};
use crate::ui::Page;

/// Groups of a proposal that the other has not, as far as they are named.
const NAMED: usize = 20;

/// Two proposals to be compared, by their numbers; without them, the way leads back to the round.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Two {
    one: Option<i32>,
    other: Option<i32>,
}

#[derive(Template)]
#[template(path = "formation/desk/comparison/compare.html")]
struct ComparePage {
    page: Page,
    back: String,
    name: String,
    same_groups: usize,
    together: usize,
    drafts: Vec<Draft>,
    common_criteria: Vec<String>,
}

struct Draft {
    number: i32,
    base: String,
    placed: usize,
    unplaced: usize,
    groups: usize,
    percent: Option<u8>,
    of_hundred: Option<[u8; 2]>,
    /// What only this one was asked for.
    own_criteria: Vec<String>,
    own: Vec<String>,
}

pub(super) async fn compare(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
    Query(two): Query<Two>,
) -> Result<Response> {
    let (Some(one), Some(other)) = (two.one, two.other) else {
        return Ok(Redirect::to(&path(&operator, round, "")).into_response());
    };
    let one = find(&app, &operator, &ProposalPath { round, number: one }).await?;
    let other = find(&app, &operator, &ProposalPath { round, number: other }).await?;
    let (left, right) = (one.document()?, other.document()?);
    let pairs = |document: &Document| -> BTreeSet<(MemberId, MemberId)> {
        let of = |group: &ProposedGroup| {
            let members = group.members.clone();
            let pair = |(at, one): (usize, &MemberId)| {
                members.iter().skip(at + 1).map(|other| (*one, *other)).collect::<Vec<_>>()
            };
            members.iter().enumerate().flat_map(pair).collect::<Vec<_>>()
        };
        document.groups.iter().flat_map(of).collect()
    };
    let same = |group: &&ProposedGroup| right.groups.iter().any(|other| other.members == group.members);
    let asked =
        |found: &Found| criteria(app.words(), &found.row.criteria.clone().over(Criteria::default()), &[]);
    let (mut common, mut asked_left, mut asked_right) = (asked(&one), asked(&one), asked(&other));
    common.retain(|sentence| asked_right.contains(sentence));
    asked_left.retain(|sentence| !common.contains(sentence));
    asked_right.retain(|sentence| !common.contains(sentence));
    let draft = |found: &Found, document: &Document, against: &Document, own_criteria: Vec<String>| {
        let own = document
            .groups
            .iter()
            .filter(|group| !against.groups.iter().any(|other| other.members == group.members));
        Draft {
            number: found.row.number,
            base: found.base.clone(),
            placed: document.placed(),
            unplaced: document.unplaced.len(),
            groups: document.groups.len(),
            percent: document.percent,
            of_hundred: document.of_hundred,
            own_criteria,
            own: own.map(|group| group.name.clone()).take(NAMED).collect(),
        }
    };
    frame::show(&ComparePage {
        page: operator.page(&app, &frame),
        back: path(&operator, round, ""),
        name: one.round.name.clone(),
        same_groups: left.groups.iter().filter(same).count(),
        together: pairs(left).intersection(&pairs(right)).count(),
        drafts: vec![draft(&one, left, right, asked_left), draft(&other, right, left, asked_right)],
        common_criteria: common,
    })
}
