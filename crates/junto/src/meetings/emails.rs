//! The letter to whoever leads a group when the law has moved its meetings.

use store::Moment;

use super::clocks::Addressee;
use super::queries::{Meeting, Series};
use crate::app::App;
use crate::app::letterbox::Outgoing;
use crate::community::{Community, letter};
use crate::groups::Group;
use crate::ui::Letter;

/// The rules of a zone changed: which meetings are at another moment, on the reader's clock.
pub(super) fn rules_changed(
    app: &App,
    community: &Community,
    group: &Group,
    series: &Series,
    lead: &Addressee,
    moved: &[(Meeting, Moment)],
) -> Outgoing {
    let (words, clock, anchor) = (app.words(), &lead.clock, series.record.anchor());
    let line = |(meeting, before): &(Meeting, Moment)| {
        let at = |moment: Moment| clock.day_and_time(words, moment);
        let said = words.say("rules-letter-line").s("now", at(meeting.starts_at));
        said.s("before", at(*before)).to_string()
    };
    let text = words.say("rules-letter-text").s("city", anchor.city()).s("group", &group.name);
    let content = Letter {
        subject: words.say("rules-letter-subject").s("group", &group.name).to_string(),
        before: vec![text.s("own", clock.home().city()).to_string()],
        list: moved.iter().map(line).collect(),
        button: words.say("rules-letter-button").to_string(),
        link: app.link(&group.path("/meetings")),
        after: vec![words.say("rules-letter-told").to_string()],
        ..Letter::default()
    };
    let key = format!("zone-rules:{}:{}:{}", series.id, series.version, lead.chair.seat.id);
    letter(community, "meetings.rules_changed", lead.to(), key, content)
}
