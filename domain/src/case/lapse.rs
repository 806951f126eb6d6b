//! What time does to a case: a reminder before its deadline, and word of it once it has passed without an answer.
//!
//! In: a case, its agency's rules, the time. Out: what to write, once for each deadline however often one asks and
//! however late; or that there is nothing to do before its time. Never: a change of status: late is not a status.

use super::{Actor, Agency, Case, Decision, Event, EventKind, UnixMillis};
use crate::status::names;

/// What was written down of a case's present deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Notice {
    /// Nothing.
    #[default]
    Nothing,
    /// That it is near.
    Reminded,
    /// That it has passed.
    Overdue,
}

names!(Notice { Nothing => "nothing", Reminded => "reminded", Overdue => "overdue" });

/// What the time asks for; `None` if nothing does at present. A decision without events means that there is nothing to
/// say, but that it is settled: nobody is reminded of a deadline that was near from the beginning.
#[must_use]
pub fn lapse(case: &Case, agency: &Agency, now: UnixMillis) -> Option<Decision> {
    let noticed = |notice, kind: Option<EventKind>| {
        let event = kind.map(|kind| Event::bare(kind, Actor::System, case.status));
        let case = Case { noticed: notice, ..case.clone() };
        Some(Decision { events: event.into_iter().collect(), case, hand_to: None })
    };
    let remind_at = agency.deadlines.remind_at(case.due_at);
    if case.noticed == Notice::Overdue {
        None
    } else if !case.status.awaits_answer() {
        noticed(Notice::Overdue, None)
    } else if now > case.due_at {
        noticed(Notice::Overdue, Some(EventKind::Overdue))
    } else if case.noticed == Notice::Nothing && now >= remind_at {
        let useful = agency.deadlines.remind_days > 0 && remind_at > case.received_at;
        noticed(Notice::Reminded, useful.then_some(EventKind::Reminder))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::tests::agency;
    use crate::case::file;
    use crate::status::{CaseStatus, Kind};
    use crate::time::DAY_MS;

    const NOW: UnixMillis = UnixMillis(1_795_356_309_000);

    fn case() -> Case {
        file(Kind::Complaint, "delay", &agency(), None, &Actor::Complainant, NOW).case
    }

    fn kinds(decision: &Decision) -> Vec<EventKind> {
        decision.events.iter().map(|e| e.kind).collect()
    }

    #[test]
    fn a_deadline_is_noticed_twice_and_no_more() {
        let (agency, case) = (agency(), case());
        let soon = case.due_at.plus_ms(-7 * DAY_MS);
        assert_eq!(lapse(&case, &agency, soon.plus_ms(-1)), None);
        let reminded = lapse(&case, &agency, soon).unwrap();
        assert_eq!(kinds(&reminded), [EventKind::Reminder]);
        assert_eq!(lapse(&reminded.case, &agency, case.due_at), None);
        let late = lapse(&reminded.case, &agency, case.due_at.plus_ms(1)).unwrap();
        assert_eq!(kinds(&late), [EventKind::Overdue]);
        assert_eq!(late.case.status, CaseStatus::Received);
        for now in [soon, case.due_at.plus_days(3_650), UnixMillis(0)] {
            assert_eq!(lapse(&late.case, &agency, now), None);
        }
    }

    #[test]
    fn after_years_nobody_is_reminded_of_what_is_late() {
        let late = lapse(&case(), &agency(), case().due_at.plus_days(3_650)).unwrap();
        assert_eq!((kinds(&late), late.case.noticed), (vec![EventKind::Overdue], Notice::Overdue));
    }

    #[test]
    fn what_is_answered_is_neither_near_nor_late() {
        let answered = Case { status: CaseStatus::Answered, ..case() };
        let decision = lapse(&answered, &agency(), case().due_at.plus_days(1)).unwrap();
        assert_eq!((kinds(&decision), decision.case.noticed), (vec![], Notice::Overdue));
    }

    #[test]
    fn a_short_period_is_not_near_from_the_beginning() {
        let short = crate::agency::Agency { answer_within_days: 5, ..agency() };
        let case = file(Kind::Complaint, "delay", &short, None, &Actor::Complainant, NOW).case;
        let decision = lapse(&case, &short, NOW).unwrap();
        assert_eq!((kinds(&decision), decision.case.noticed), (vec![], Notice::Reminded));
    }
}
