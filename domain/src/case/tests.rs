//! The moves of a case: who, when, and what follows; and what can never happen.

use super::*;
use crate::agency::tests::agency;
use crate::deadline::Step;
use CaseStatus::{AwaitingComplainant, Closed, Escalated, Forwarded, Received, Redirected, UnderReview, Withdrawn};
use proptest::prelude::*;

const NOW: UnixMillis = UnixMillis(1_795_356_309_120);

fn mediator() -> Slug {
    Slug::parse("mediator").unwrap()
}
fn staff() -> Actor {
    Actor::Caseworker { name: "Nadia Exemple".into() }
}
fn from_mediator() -> Actor {
    Actor::Peer { peer: mediator(), role: Role::Caseworker }
}
fn handed(by: Slug) -> Handed {
    Handed { by, urgent: false, been: Vec::new() }
}
fn text(s: &str) -> Option<String> {
    Some(s.into())
}
fn opened(category: &str) -> Case {
    file(Kind::Complaint, category, &agency(), None, &Actor::Complainant, NOW).case
}
fn escalate() -> Command {
    Command::Escalate { prior_steps: "Wrote in May.".into(), before_court: Some(false) }
}

/// Runs commands one after the other; the register's part (numbering questions) is played here.
fn run(mut case: Case, steps: &[(Actor, Command)]) -> Result<Case, Refusal> {
    for (n, (actor, command)) in steps.iter().enumerate() {
        let decision = decide(&case, &agency(), actor, command.clone(), NOW)?;
        case = decision.case;
        if decision.events.iter().any(|e| e.kind == EventKind::Question && e.status == AwaitingComplainant) {
            case.open_questions.push(u32::try_from(n).unwrap() + 2);
        }
    }
    Ok(case)
}

fn refused(case: &Case, actor: &Actor, command: Command) -> Refusal {
    decide(case, &agency(), actor, command, NOW).unwrap_err()
}

#[test]
fn a_filing_opens_a_case_that_is_due_in_sixty_days() {
    let decision = file(Kind::Complaint, "delay", &agency(), None, &Actor::Complainant, NOW);
    assert_eq!(decision.case.status, Received);
    assert_eq!(decision.hand_to, None);
    assert_eq!(decision.events.len(), 1);
    assert_eq!(deadline_days(&decision.case), 60);
}

fn deadline_days(case: &Case) -> i64 {
    (case.due_at.0 - case.received_at.0) / crate::time::DAY_MS
}

#[test]
fn a_route_hands_the_case_to_its_peer_and_delivery_makes_it_forwarded() {
    let decision = file(Kind::Complaint, "corruption", &agency(), None, &Actor::Complainant, NOW);
    assert_eq!(decision.hand_to, Some(mediator()));
    assert_eq!(decision.case.status, Received);
    let after = delivered(&decision.case, &mediator(), "MED-26A-000001-X", false);
    assert_eq!(after.case.status, Forwarded);
    assert_eq!(after.events[0].peer_reference.as_deref(), Some("MED-26A-000001-X"));
}

#[test]
fn an_acknowledgement_that_comes_late_moves_nothing_back() {
    let case = run(opened("corruption"), &[(from_mediator(), Command::Acknowledge)]).unwrap();
    assert_eq!(delivered(&case, &mediator(), "MED-26A-000001-X", true).case.status, UnderReview);
}

#[test]
fn a_case_never_goes_back_to_where_it_came_from_by_rule() {
    let to = |handed| file(Kind::Complaint, "corruption", &agency(), Some(handed), &Actor::System, NOW).hand_to;
    assert_eq!(to(handed(mediator())), None);
    // Nor to anybody who has had it before.
    let region = Slug::parse("region").unwrap();
    assert_eq!(to(handed(region.clone())), Some(mediator()));
    assert_eq!(to(Handed { been: vec![mediator()], ..handed(region) }), None);
}

#[test]
fn nobody_sends_a_case_back_to_where_it_came_from() {
    let region = Slug::parse("region").unwrap();
    let case = file(Kind::Complaint, "delay", &agency(), Some(handed(region.clone())), &Actor::System, NOW).case;
    let redirect = |to| Command::Redirect { to: Some(to), text: "Theirs.".into(), outside: false };
    let forward = Command::Forward { to: region.clone(), text: None, urgent: false };
    for command in [redirect(region), forward] {
        assert_eq!(refused(&case, &staff(), command), Refusal::NotPossible(Reason::BeenThere));
    }
    assert!(decide(&case, &agency(), &staff(), redirect(mediator()), NOW).is_ok());
}

#[test]
fn a_redirection_that_its_body_does_not_take_is_open_again() {
    let redirect = Command::Redirect { to: Some(mediator()), text: "Theirs.".into(), outside: false };
    let case = run(opened("delay"), &[(staff(), redirect)]).unwrap();
    assert_eq!((case.status, case.outcome), (Redirected, Some(Outcome::Redirected)));
    let decision = take_back(&case, &mediator()).unwrap();
    let back = &decision.case;
    assert_eq!((back.status, back.outcome, back.settled_at, &back.holder), (UnderReview, None, None, &None));
    assert!(!back.is_over() && back.actions(&agency(), NOW).contains(&ComplainantAction::Message));
}

#[test]
fn only_what_leads_to_nobody_here_is_outside() {
    let redirect = |to, outside| Command::Redirect { to, text: "Elsewhere.".into(), outside };
    let outside =
        |case: &Case, actor: &Actor, command| decide(case, &agency(), actor, command, NOW).unwrap().events[0].outside;
    assert!(outside(&opened("delay"), &staff(), redirect(None, false)));
    assert!(!outside(&opened("delay"), &staff(), redirect(Some(mediator()), false)));
    // Of what a peer tells, its own word counts.
    let held = opened("corruption");
    assert!(outside(&held, &from_mediator(), redirect(None, true)));
    assert!(!outside(&held, &from_mediator(), redirect(None, false)));
}

#[test]
fn the_agency_treats_a_case_to_its_end() {
    let case = run(
        opened("delay"),
        &[(staff(), Command::Acknowledge), (staff(), Command::Ask { text: "Which office?".into() })],
    )
    .unwrap();
    assert_eq!(case.status, AwaitingComplainant);
    let case =
        run(case, &[(Actor::Complainant, Command::Message { text: "Tizi.".into(), in_reply_to: Some(3) })]).unwrap();
    assert_eq!((case.status, case.open_questions.len()), (UnderReview, 0));
    let case = run(
        case,
        &[
            (staff(), Command::Answer { text: "It is done.".into() }),
            (staff(), Command::Close { outcome: Outcome::Upheld, text: None }),
            (Actor::Complainant, Command::Rate { rating: 5, text: None }),
        ],
    )
    .unwrap();
    assert_eq!((case.status, case.outcome, case.rated), (Closed, Some(Outcome::Upheld), true));
}

#[test]
fn a_plain_message_leaves_a_question_open() {
    let case = run(
        opened("delay"),
        &[
            (staff(), Command::Ask { text: "Which office?".into() }),
            (Actor::Complainant, Command::Message { text: "One moment.".into(), in_reply_to: None }),
        ],
    )
    .unwrap();
    assert_eq!(case.status, AwaitingComplainant);
}

#[test]
fn the_mediator_treats_what_was_escalated() {
    let case = run(opened("delay"), &[(Actor::Complainant, escalate())]).unwrap();
    assert_eq!((case.status, case.holder.clone()), (Escalated, Some(mediator())));
    assert_eq!(delivered(&case, &mediator(), "MED-26A-000001-X", false).case.status, Escalated);
    assert_eq!(
        refused(&case, &staff(), Command::Answer { text: "x".into() }),
        Refusal::NotPossible(Reason::HeldByPeer)
    );
    let case = run(
        case,
        &[(from_mediator(), Command::Acknowledge), (from_mediator(), Command::Ask { text: "Proof?".into() })],
    )
    .unwrap();
    assert_eq!(case.status, AwaitingComplainant);
    let case =
        run(case, &[(Actor::Complainant, Command::Message { text: "Here.".into(), in_reply_to: Some(3) })]).unwrap();
    assert_eq!(case.status, Escalated);
    let case = run(
        case,
        &[
            (from_mediator(), Command::Answer { text: "The ministry will pay.".into() }),
            (from_mediator(), Command::Close { outcome: Outcome::Upheld, text: None }),
        ],
    )
    .unwrap();
    assert_eq!((case.status, case.outcome), (Closed, Some(Outcome::Upheld)));
}

#[test]
fn what_is_not_possible_says_why() {
    let new = opened("delay");
    let reason = |case: &Case, actor: &Actor, command| match refused(case, actor, command) {
        Refusal::NotPossible(reason) => reason.name(),
        other => panic!("{other:?}"),
    };
    let me = Actor::Complainant;
    assert_eq!(reason(&new, &me, Command::Reopen { text: "x".into() }), "not_answered");
    assert_eq!(reason(&new, &me, Command::Rate { rating: 3, text: None }), "not_answered");
    let withdrawn = run(new.clone(), &[(me.clone(), Command::Withdraw { text: None })]).unwrap();
    for command in [
        escalate(),
        Command::Withdraw { text: None },
        Command::Reopen { text: "x".into() },
        Command::Message { text: "x".into(), in_reply_to: None },
    ] {
        assert_eq!(reason(&withdrawn, &me, command), "withdrawn");
    }
    assert_eq!(reason(&withdrawn, &staff(), Command::Answer { text: "x".into() }), "withdrawn");
    let escalated = run(new.clone(), &[(me.clone(), escalate())]).unwrap();
    assert_eq!(reason(&escalated, &me, escalate()), "already_escalated");
    let acknowledged = run(new, &[(staff(), Command::Acknowledge)]).unwrap();
    assert_eq!(reason(&acknowledged, &staff(), Command::Acknowledge), "already_acknowledged");
    let suggestion = file(Kind::Suggestion, "delay", &agency(), None, &me, NOW).case;
    assert_eq!(reason(&suggestion, &me, escalate()), "not_a_complaint");
}

#[test]
fn reopening_has_its_time() {
    let answered = run(opened("delay"), &[(staff(), Command::Answer { text: "No.".into() })]).unwrap();
    let reopen = || Command::Reopen { text: "Nothing changed.".into() };
    let last = NOW.plus_days(30);
    let case = decide(&answered, &agency(), &Actor::Complainant, reopen(), last).unwrap().case;
    assert_eq!((case.status, case.outcome), (UnderReview, None));
    let late = decide(&answered, &agency(), &Actor::Complainant, reopen(), last.plus_ms(1)).unwrap_err();
    assert_eq!(late, Refusal::NotPossible(Reason::ReopenPeriodOver));
}

#[test]
fn fields_of_commands_are_checked() {
    let field = |case: &Case, command| match refused(case, &Actor::Complainant, command) {
        Refusal::Invalid(errors) => errors[0].field.clone(),
        other => panic!("{other:?}"),
    };
    let new = opened("delay");
    assert_eq!(field(&new, Command::Message { text: "x".into(), in_reply_to: Some(9) }), "/in_reply_to");
    assert_eq!(field(&new, Command::Escalate { prior_steps: "x".into(), before_court: Some(true) }), "/before_court");
    assert_eq!(field(&new, Command::Escalate { prior_steps: "x".into(), before_court: None }), "/before_court");
    assert_eq!(field(&new, Command::Rate { rating: 6, text: None }), "/rating");
}

#[test]
fn a_stranger_says_nothing_in_a_case() {
    let case = run(opened("delay"), &[(Actor::Complainant, escalate())]).unwrap();
    let stranger = Actor::Peer { peer: Slug::parse("stranger").unwrap(), role: Role::Caseworker };
    assert_eq!(refused(&case, &stranger, Command::Acknowledge), Refusal::NotPermitted);
    let posing = Actor::Peer { peer: mediator(), role: Role::Complainant };
    assert_eq!(refused(&case, &posing, Command::Withdraw { text: None }), Refusal::NotPermitted);
    assert_eq!(refused(&case, &from_mediator(), Command::Note { text: "x".into() }), Refusal::NotPermitted);
}

#[test]
fn a_peers_late_word_is_kept_and_moves_nothing() {
    let case = run(
        opened("delay"),
        &[(Actor::Complainant, escalate()), (Actor::Complainant, Command::Withdraw { text: None })],
    )
    .unwrap();
    let decision =
        decide(&case, &agency(), &from_mediator(), Command::Answer { text: "Granted.".into() }, NOW).unwrap();
    assert_eq!(decision.case, case);
    assert_eq!(decision.events[0].status, Withdrawn);
    assert_eq!(decision.events[0].text, text("Granted."));
}

#[test]
fn both_sides_of_a_shared_case_are_told_but_not_of_their_own_words() {
    let case = run(opened("delay"), &[(Actor::Complainant, escalate())]).unwrap();
    let mut event = Event::bare(EventKind::Message, Actor::Complainant, Escalated);
    assert_eq!(case.told(&event), [mediator()]);
    event.actor = from_mediator();
    assert_eq!(case.told(&event), []);
    event.actor = staff();
    event.kind = EventKind::Note;
    assert_eq!(case.told(&event), []);
}

#[test]
fn the_screen_offers_what_the_rules_allow() {
    use ComplainantAction as A;
    let new = opened("delay");
    assert_eq!(new.actions(&agency(), NOW), [A::Message, A::Withdraw, A::Escalate]);
    let answered = run(new, &[(staff(), Command::Answer { text: "No.".into() })]).unwrap();
    assert_eq!(answered.actions(&agency(), NOW), [A::Message, A::Withdraw, A::Reopen, A::Escalate, A::Rate]);
    let withdrawn = run(answered, &[(Actor::Complainant, Command::Withdraw { text: None })]).unwrap();
    assert_eq!(withdrawn.actions(&agency(), NOW), []);
}

#[test]
fn redirecting_hands_over_where_the_peer_is_known() {
    let decision = decide(
        &opened("delay"),
        &agency(),
        &staff(),
        Command::Redirect { to: Some(mediator()), text: "Theirs.".into(), outside: false },
        NOW,
    )
    .unwrap();
    assert_eq!((decision.case.status, decision.hand_to), (Redirected, Some(mediator())));
}

fn any_command() -> impl Strategy<Value = Command> {
    let t = || "[a-z]{1,5}".prop_map(String::from);
    prop_oneof![
        Just(Command::Acknowledge),
        t().prop_map(|to| Command::Assign { to }),
        t().prop_map(|text| Command::Ask { text }),
        (t(), proptest::option::of(1u32..6)).prop_map(|(text, in_reply_to)| Command::Message { text, in_reply_to }),
        t().prop_map(|text| Command::Answer { text }),
        t().prop_map(|text| Command::Redirect { to: None, text, outside: false }),
        Just(Command::Forward { to: mediator(), text: None, urgent: false }),
        Just(Command::Close { outcome: Outcome::NotUpheld, text: None }),
        t().prop_map(|text| Command::Note { text }),
        Just(Command::Withdraw { text: None }),
        t().prop_map(|text| Command::Reopen { text }),
        Just(escalate()),
        (0u8..8).prop_map(|rating| Command::Rate { rating, text: None }),
    ]
}

fn any_actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        Just(Actor::Complainant),
        Just(staff()),
        Just(from_mediator()),
        Just(Actor::Peer { peer: mediator(), role: Role::Complainant }),
        Just(Actor::System),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_a_case_keeps_its_promises(steps in proptest::collection::vec((any_actor(), any_command()), 0..30)) {
        let agency = agency();
        let mut case = opened("delay");
        let mut ended = false;
        for (n, (actor, command)) in steps.into_iter().enumerate() {
            let before = case.clone();
            let Ok(decision) = decide(&case, &agency, &actor, command, NOW) else { continue };
            case = decision.case;
            if decision.events.iter().any(|e| e.kind == EventKind::Question && e.status == AwaitingComplainant) {
                case.open_questions.push(u32::try_from(n).unwrap() + 2);
            }
            // Exactly one entry a command, and it carries the status that the case now has.
            prop_assert_eq!(decision.events.len(), 1);
            prop_assert_eq!(decision.events[0].status, case.status);
            // What was filed, when, and when it is due never change.
            prop_assert_eq!((case.kind, case.received_at), (before.kind, before.received_at));
            // A withdrawn case stays withdrawn.
            ended |= before.status == Withdrawn;
            prop_assert!(!ended || case.status == Withdrawn);
            // Waiting for the complainant means that a question is open.
            prop_assert!(case.status != AwaitingComplainant || !case.open_questions.is_empty());
            // Escalation is never undone, and an outcome belongs to a settled case.
            prop_assert!(!before.escalated || case.escalated);
            prop_assert!(case.outcome.is_none() || case.settled_at.is_some());
        }
    }
}

#[test]
fn the_mediator_is_answered_within_two_months_or_one() {
    let due = |origin: Option<Slug>, urgent| {
        let handed = origin.map(|by| Handed { urgent, ..handed(by) });
        let case = file(Kind::Complaint, "delay", &agency(), handed, &Actor::System, NOW).case;
        agency().zone.day_of(case.due_at)
    };
    let day = |year, month, day| crate::time::CivilDate { year, month, day };
    assert_eq!(due(Some(mediator()), false), day(2027, 1, 22));
    assert_eq!(due(Some(mediator()), true), day(2026, 12, 22));
    // Only the Mediator can ask to hurry; anybody else's case has its sixty days.
    let other = Slug::parse("prefecture").unwrap();
    assert_eq!(due(Some(other), true), day(2027, 1, 21));
    assert_eq!(due(None, true), day(2027, 1, 21));
}

#[test]
fn what_is_reopened_or_brought_to_the_mediator_has_a_deadline_of_its_own() {
    let caseworker = Actor::Caseworker { name: "N".into() };
    let later = NOW.plus_days(50);
    let case = file(Kind::Complaint, "delay", &agency(), None, &Actor::Complainant, NOW).case;
    let late = Case { noticed: Notice::Overdue, ..case };
    let answered = decide(&late, &agency(), &caseworker, Command::Answer { text: "a".into() }, later).unwrap().case;
    assert_eq!((answered.due_at, answered.noticed), (late.due_at, Notice::Overdue));
    let reopen = Command::Reopen { text: "r".into() };
    let again = decide(&answered, &agency(), &Actor::Complainant, reopen, later).unwrap().case;
    assert_eq!((again.due_at, again.noticed), (agency().due_at(Kind::Complaint, Step::Answer, later), Notice::Nothing));
    let escalate = Command::Escalate { prior_steps: "p".into(), before_court: Some(false) };
    let up = decide(&again, &agency(), &Actor::Complainant, escalate, later).unwrap().case;
    assert_eq!(up.due_at, agency().due_at(Kind::Complaint, Step::Mediator, later));
}

#[test]
fn a_question_after_an_answer_is_owed_an_answer_again() {
    let caseworker = Actor::Caseworker { name: "N".into() };
    let case = file(Kind::Complaint, "delay", &agency(), None, &Actor::Complainant, NOW).case;
    let answered = decide(&case, &agency(), &caseworker, Command::Answer { text: "a".into() }, NOW).unwrap().case;
    let asked = decide(&answered, &agency(), &caseworker, Command::Ask { text: "q".into() }, NOW).unwrap().case;
    assert_eq!((asked.status, asked.settled_at), (CaseStatus::AwaitingComplainant, None));
}

#[test]
fn a_case_that_its_holder_never_took_is_handed_to_another_peer_by_hand() {
    let other = Slug::parse("region").unwrap();
    let case = opened("corruption");
    let decision = hand_on(&case, &mediator(), &other).unwrap();
    assert_eq!((decision.hand_to.as_ref(), decision.case.holder.as_ref()), (Some(&other), Some(&other)));
    let event = &decision.events[0];
    assert_eq!(
        (event.kind, event.to.as_deref(), &event.actor),
        (EventKind::Forwarding, Some("region"), &Actor::System)
    );
    // From here on only the new holder speaks for the caseworkers.
    let answer = || Command::Answer { text: "Non.".into() };
    assert_eq!(refused(&decision.case, &from_mediator(), answer()), Refusal::NotPermitted);
    assert_eq!(delivered(&decision.case, &other, "REG-26A-000001-X", false).case.status, Forwarded);
}

#[test]
fn a_case_is_not_handed_on_where_it_is_not_or_when_it_has_ended() {
    let other = Slug::parse("region").unwrap();
    let reason = |case: &Case, from: &Slug| hand_on(case, from, &other).unwrap_err();
    let kept = opened("delay");
    assert_eq!(reason(&kept, &mediator()), Refusal::NotPossible(Reason::HeldByPeer));
    let case = opened("corruption");
    assert_eq!(reason(&case, &other), Refusal::NotPossible(Reason::HeldByPeer));
    let withdrawn = run(case.clone(), &[(Actor::Complainant, Command::Withdraw { text: None })]).unwrap();
    assert_eq!(reason(&withdrawn, &mediator()), Refusal::NotPossible(Reason::Withdrawn));
    let from_other = Case { origin: Some(other.clone()), ..case };
    assert_eq!(reason(&from_other, &mediator()), Refusal::NotPermitted);
}

#[test]
fn the_data_can_be_asked_about_by_both_sides_at_any_time_and_nothing_moves() {
    let request = || Command::Request { about: About::Erasure, text: "Erase it.".into() };
    let closed = run(opened("delay"), &[(staff(), Command::Close { outcome: Outcome::Upheld, text: None })]).unwrap();
    for case in [opened("delay"), closed] {
        for actor in [Actor::Complainant, staff()] {
            let decision = decide(&case, &agency(), &actor, request(), NOW).unwrap();
            assert_eq!((&decision.case, decision.events.len()), (&case, 1));
            let event = &decision.events[0];
            assert_eq!(
                (event.kind, event.about, event.status),
                (EventKind::Message, Some(About::Erasure), case.status)
            );
        }
    }
    // A peer tells it as the message that it is.
    assert_eq!(refused(&opened("delay"), &from_mediator(), request()), Refusal::NotPermitted);
}

#[test]
fn a_case_is_over_when_it_is_settled_and_nobody_treats_it() {
    let answered = run(opened("delay"), &[(staff(), Command::Answer { text: "No.".into() })]).unwrap();
    let redirect = |to| Command::Redirect { to, text: "Elsewhere.".into(), outside: false };
    let away = run(opened("delay"), &[(staff(), redirect(None))]).unwrap();
    let handed = run(opened("delay"), &[(staff(), redirect(Some(mediator())))]).unwrap();
    let reopened = run(answered.clone(), &[(Actor::Complainant, Command::Reopen { text: "No.".into() })]).unwrap();
    let over = [opened("delay"), answered, away, handed, reopened].map(|case| case.is_over());
    assert_eq!(over, [false, true, true, false, false]);
}
