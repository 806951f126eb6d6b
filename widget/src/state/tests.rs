//! The reducer, action by action: what is asked of the node, what the person sees, what is kept.

use super::*;
use domain::language::Language;
use wire::v1::agencies::{CategoryView, Limits, Names, Theme};

fn names(name: &str) -> Names {
    [("fr".to_owned(), name.to_owned())].into()
}

fn state() -> State {
    let agency = AgencyView {
        id: "mhab".into(),
        name: names("Ministère"),
        kinds: vec!["complaint".into(), "suggestion".into()],
        categories: vec![CategoryView { id: "delay".into(), name: names("Retard"), kinds: vec![] }],
        languages: vec!["fr".into()],
        limits: Limits { subject: 200, body: 10_000, documents: 10 },
        theme: Theme::default(),
        answer_within_days: 60,
        answer_within: Names::new(),
        time_zone: String::new(),
        utc_offset_minutes: 60,
        utc_shifts: Vec::new(),
        calling_code: "212".into(),
        mediator: true,
        asks_national_id: false,
        orientation: Vec::new(),
        proof: true,
        widget: "on".into(),
    };
    State::new(Words::builtin(Language::Fr).clone(), agency, FormScreen::default(), false)
}

fn typed(body: &str) -> Action {
    let fields = [
        ("kind", "complaint"),
        ("category", "delay"),
        ("subject", "Objet"),
        ("body", body),
        ("name", "Amal B."),
        ("email", ""),
        ("phone", "06 12 34 56 78"),
        ("consent", "yes"),
        ("idempotency_key", "key-0001"),
        ("page", "https://a.example/"),
    ];
    Action::Submitted(fields.map(|(n, v)| (n.to_owned(), v.to_owned())).into())
}

fn receipt() -> Receipt {
    Receipt {
        reference: "HAB-26A-000123-K".into(),
        access_code: "7Q2M-X9RT-4KDC-V8HN".into(),
        received_at: "2026-11-22T14:05:09Z".into(),
        due_at: "2027-01-21T22:59:59Z".into(),
        status: "received".into(),
        tracking_url: String::new(),
        receipt_url: String::new(),
        digest: String::new(),
        key_id: String::new(),
        signature: String::new(),
    }
}

fn refusal(code: ProblemCode, errors: Vec<FieldProblem>) -> Action {
    let (kind, status) = (code.uri(), code.status());
    answered(ApiError::Refused(Problem { kind, title: String::new(), status, detail: None, reason: None, errors }))
}

fn answered(error: ApiError) -> Action {
    Action::Answered(Box::new(Err(error)))
}

/// The call that follows an action.
fn called(state: &mut State, action: Action) -> Call {
    assert_eq!(state.reduce(action), Consequence::Called);
    state.call.clone().unwrap()
}

fn form(state: &State) -> &FormScreen {
    match &state.screen {
        Screen::Form(form) => form,
        Screen::Receipt(_) => panic!("the form is gone"),
    }
}

fn notice(state: &State) -> Option<&str> {
    match &state.screen {
        Screen::Receipt(receipt) => receipt.notice.as_deref(),
        Screen::Form(_) => panic!("no receipt"),
    }
}

#[test]
fn what_is_wrong_is_said_in_words_and_nothing_is_sent() {
    let mut state = state();
    let consequence = state.reduce(Action::Submitted(vec![("kind".into(), "complaint".into())]));
    assert_eq!((consequence, &state.call), (Consequence::Moved, &None));
    let fields: Vec<_> = form(&state).errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["/category", "/subject", "/body", "/complainant/name", "/consent"]);
    assert!(form(&state).errors.iter().all(|e| e.message.contains(' ')));
}

#[test]
fn a_filing_is_sent_once_however_often_the_button_is_pressed() {
    let mut state = state();
    let call = called(&mut state, typed("Texte"));
    assert_eq!((call.key.as_str(), call.body.channel.as_str()), ("key-0001", "widget"));
    assert_eq!(state.reduce(typed("Texte")), Consequence::Nothing);
    assert!(state.live.busy);
}

#[test]
fn the_receipt_follows_and_the_host_hears_the_reference_only() {
    let mut state = state();
    state.reduce(typed("Texte"));
    let consequence = state.reduce(Action::Answered(Box::new(Ok(receipt()))));
    assert_eq!(consequence, Consequence::Filed("HAB-26A-000123-K".into()));
    assert_eq!((notice(&state), state.live.busy), (None, false));
}

#[test]
fn a_lost_network_keeps_the_form_and_the_key() {
    for (error, code) in
        [(ApiError::Offline, "offline"), (ApiError::Later, "later"), (ApiError::Unreadable, "unreadable")]
    {
        let mut state = state();
        let first = called(&mut state, typed("Texte"));
        assert_eq!(state.reduce(answered(error)), Consequence::Failed(code.into()));
        assert_eq!(form(&state).problem.as_deref(), Some(code));
        assert_eq!(called(&mut state, typed("Texte")), first);
        state.reduce(Action::Answered(Box::new(Ok(receipt()))));
        assert_eq!(notice(&state), None);
    }
}

#[test]
fn an_earlier_version_that_had_arrived_gives_its_receipt() {
    let mut state = state();
    for text in ["Un", "Deux"] {
        state.reduce(typed(text));
        state.reduce(answered(ApiError::Offline));
    }
    assert_eq!(called(&mut state, typed("Trois")).body.body, "Trois");
    assert_eq!(called(&mut state, refusal(ProblemCode::IdempotencyKeyReused, vec![])).body.body, "Deux");
    assert_eq!(called(&mut state, refusal(ProblemCode::IdempotencyKeyReused, vec![])).body.body, "Un");
    state.reduce(Action::Answered(Box::new(Ok(receipt()))));
    assert_eq!(notice(&state), Some("first-version"));
}

#[test]
fn a_second_version_that_arrives_is_no_first_version() {
    let mut state = state();
    state.reduce(typed("Un"));
    state.reduce(answered(ApiError::Later));
    state.reduce(typed("Deux"));
    state.reduce(Action::Answered(Box::new(Ok(receipt()))));
    assert_eq!(notice(&state), None);
}

#[test]
fn the_nodes_errors_come_to_their_fields() {
    let mut state = state();
    state.reduce(typed("Texte"));
    let error = FieldProblem {
        field: "/complainant/email".into(),
        code: "invalid-email".into(),
        message: "Écrivez…".into(),
        limit: None,
    };
    state.reduce(refusal(ProblemCode::InvalidFields, vec![error.clone()]));
    assert_eq!((&form(&state).errors, &form(&state).problem), (&vec![error], &None));
}

#[test]
fn a_refusal_without_fields_is_said_by_its_code() {
    let mut state = state();
    state.reduce(typed("Texte"));
    let consequence = state.reduce(refusal(ProblemCode::OriginNotAllowed, vec![]));
    assert_eq!(consequence, Consequence::Failed("origin-not-allowed".into()));
    assert_eq!(form(&state).problem.as_deref(), Some("origin-not-allowed"));
}

#[test]
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let mut state = state();
    assert_eq!(state.reduce(Action::Answered(Box::new(Ok(receipt())))), Consequence::Nothing);
    assert_eq!(form(&state), &FormScreen::default());
}

#[test]
fn room_is_counted_near_the_limit_only() {
    let mut state = state();
    assert_eq!(state.reduce(Action::Typed(7_999)), Consequence::Nothing);
    assert_eq!(state.reduce(Action::Typed(8_000)), Consequence::Shown);
    assert_eq!(state.live.body_chars, Some(8_000));
}

#[test]
fn a_refusal_that_the_browser_has_no_words_for_is_said_in_the_nodes() {
    let few = words::browser_catalogue(Language::Fr).unwrap();
    let few: words::Catalogue = serde_json::from_str(&few).unwrap();
    for (code, said) in [(ProblemCode::UploadGone, "Pas d’ici."), (ProblemCode::ProofNeeded, "proof-needed")] {
        let mut state = State { words: Words::from_catalogue(Language::Fr, few.clone()), ..state() };
        state.reduce(typed("Texte"));
        let Action::Answered(answer) = refusal(code, vec![]) else { panic!() };
        let Err(ApiError::Refused(problem)) = *answer else { panic!() };
        let problem = Problem { title: "Pas d’ici.".into(), ..problem };
        assert_eq!(state.reduce(answered(ApiError::Refused(problem))), Consequence::Failed(code.name().into()));
        assert_eq!(form(&state).problem.as_deref(), Some(said));
    }
}
