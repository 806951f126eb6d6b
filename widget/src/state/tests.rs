//! The reducer, action by action: what is asked of the node, what the person sees, what is kept.
#![expect(clippy::panic, reason = "a test may fail")]

use super::*;
use domain::language::Language;
use wire::v1::agencies::{AgencyView, CategoryView, Limits, Theme};

fn names(name: &str) -> wire::v1::agencies::Names {
    [("fr".to_owned(), name.to_owned())].into()
}

fn start(screen: Screen) -> Rc<State> {
    let agency = AgencyView {
        id: "mhab".into(),
        name: names("Ministère"),
        kinds: vec!["complaint".into(), "suggestion".into()],
        categories: vec![CategoryView { id: "delay".into(), name: names("Retard"), kinds: vec![] }],
        languages: vec!["fr".into()],
        limits: Limits { subject: 200, body: 10_000, documents: 10 },
        theme: Theme::default(),
        answer_within_days: 60,
        utc_offset_minutes: 60,
        calling_code: "212".into(),
        mediator: true,
    };
    let page = PageData { language: "fr".into(), base_url: "https://node.example".into(), agency, screen };
    Rc::new(State::new(page, Rc::new(Words::builtin(Language::Fr).clone()), false))
}

fn form() -> Rc<State> {
    start(Screen::Form(FormScreen::default()))
}

fn typed(body: &str) -> Fields {
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
    fields.map(|(n, v)| (n.to_owned(), v.to_owned())).into()
}

fn submit(state: Rc<State>, form: &str, fields: Fields) -> Rc<State> {
    state.reduce(Action::Submitted { form: form.into(), fields, fresh: "fresh-0001".into() })
}

fn answer(state: Rc<State>, result: Result<Answer, ApiError>) -> Rc<State> {
    let number = state.call.as_ref().map_or(0, |(n, _)| *n);
    state.reduce(Action::Answered(number, result))
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

fn view(actions: &[&str]) -> CaseView {
    CaseView {
        reference: "HAB-26A-000123-K".into(),
        agency: "mhab".into(),
        kind: "complaint".into(),
        category: "delay".into(),
        subject: "Objet".into(),
        body: "Texte".into(),
        status: "under_review".into(),
        outcome: None,
        received_at: "2026-11-22T14:05:09Z".into(),
        due_at: "2027-01-21T22:59:59Z".into(),
        overdue: false,
        timeline: vec![],
        documents: vec![],
        actions: actions.iter().map(|a| (*a).to_owned()).collect(),
    }
}

fn problem(code: wire::problem::ProblemCode) -> ApiError {
    ApiError::Refused(Problem {
        kind: code.urn(),
        title: String::new(),
        status: code.status(),
        detail: None,
        reason: None,
        errors: vec![],
    })
}

fn sent_body(state: &State) -> &FileCase {
    match &state.call {
        Some((_, Call::File { body, .. })) => body,
        other => panic!("no filing is under way: {other:?}"),
    }
}

fn form_screen(state: &State) -> &FormScreen {
    match &state.page.screen {
        Screen::Form(form) => form,
        other => panic!("another screen: {other:?}"),
    }
}

#[test]
fn what_is_wrong_is_said_in_words_and_nothing_is_sent() {
    let state = submit(form(), FILE, vec![("kind".into(), "complaint".into())]);
    assert_eq!(state.call, None);
    let screen = form_screen(&state);
    let fields: Vec<_> = screen.errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["/category", "/subject", "/body", "/complainant/name", "/consent"]);
    assert!(screen.errors.iter().all(|e| e.message.contains(' ')));
    assert_eq!((state.moved, state.live.busy.as_deref()), (1, None));
}

#[test]
fn a_filing_is_sent_once_however_often_the_button_is_pressed() {
    let once = submit(form(), FILE, typed("Texte"));
    let twice = submit(once.clone(), FILE, typed("Texte"));
    assert_eq!(once.call, twice.call);
    assert_eq!(once.live.busy.as_deref(), Some(FILE));
    assert_eq!(sent_body(&once).channel, "widget");
}

#[test]
fn the_receipt_follows_and_the_host_hears_the_reference_only() {
    let state = answer(submit(form(), FILE, typed("Texte")), Ok(Answer::Filed(receipt())));
    let Screen::Receipt(screen) = &state.page.screen else { panic!("no receipt") };
    assert_eq!((screen.kind.as_str(), screen.notice.as_deref()), ("complaint", None));
    assert_eq!(state.news, Some(News::Filed("HAB-26A-000123-K".into())));
}

#[test]
fn a_lost_network_keeps_the_form_and_the_key() {
    let first = submit(form(), FILE, typed("Texte"));
    let key = match &first.call {
        Some((_, Call::File { key, .. })) => key.clone(),
        _ => String::new(),
    };
    let failed = answer(first, Err(ApiError::Offline));
    assert_eq!(form_screen(&failed).problem.as_deref(), Some("offline"));
    let again = submit(failed, FILE, typed("Texte"));
    assert!(matches!(&again.call, Some((2, Call::File { key: k, .. })) if *k == key && key == "key-0001"));
    let filed = answer(again, Ok(Answer::Filed(receipt())));
    assert!(matches!(&filed.page.screen, Screen::Receipt(ReceiptScreen { notice: None, .. })));
}

#[test]
fn a_first_version_that_had_arrived_gives_its_receipt() {
    let lost = answer(submit(form(), FILE, typed("Premier texte")), Err(ApiError::Offline));
    let changed = submit(lost, FILE, typed("Second texte"));
    assert_eq!(sent_body(&changed).body, "Second texte");
    let refused = answer(changed, Err(problem(wire::problem::ProblemCode::IdempotencyKeyReused)));
    assert_eq!(sent_body(&refused).body, "Premier texte");
    let filed = answer(refused, Ok(Answer::Filed(receipt())));
    assert!(
        matches!(&filed.page.screen, Screen::Receipt(ReceiptScreen { notice: Some(n), .. }) if n == "first-version")
    );
}

#[test]
fn a_second_version_that_arrives_is_no_first_version() {
    let lost = answer(submit(form(), FILE, typed("Premier texte")), Err(ApiError::Later));
    let filed = answer(submit(lost, FILE, typed("Second texte")), Ok(Answer::Filed(receipt())));
    assert!(matches!(&filed.page.screen, Screen::Receipt(ReceiptScreen { notice: None, .. })));
}

#[test]
fn the_nodes_errors_come_to_their_fields() {
    let error = FieldProblem {
        field: "/complainant/email".into(),
        code: "invalid-email".into(),
        message: "Écrivez…".into(),
        limit: None,
    };
    let refusal = ApiError::Refused(Problem {
        kind: wire::problem::ProblemCode::InvalidFields.urn(),
        title: String::new(),
        status: 422,
        detail: None,
        reason: None,
        errors: vec![error.clone()],
    });
    let state = answer(submit(form(), FILE, typed("Texte")), Err(refusal));
    assert_eq!(form_screen(&state).errors, [error]);
    assert_eq!(form_screen(&state).problem, None);
}

#[test]
fn an_old_answer_changes_nothing() {
    let state = submit(form(), FILE, typed("Texte"));
    let late = state.clone().reduce(Action::Answered(99, Ok(Answer::Filed(receipt()))));
    assert!(matches!(late.page.screen, Screen::Form(_)));
    assert_eq!(late.call, state.call);
}

#[test]
fn a_wrong_reference_is_caught_before_anything_is_asked() {
    let fields: Fields = vec![("reference".into(), "HAB-26A-000123-X".into()), ("access_code".into(), String::new())];
    let state = submit(start(Screen::Open(OpenScreen::default())), OPEN, fields);
    let Screen::Open(screen) = &state.page.screen else { panic!("another screen") };
    let codes: Vec<_> = screen.errors.iter().map(|e| e.code.as_str()).collect();
    assert_eq!(codes, ["invalid-reference", "required"]);
    assert_eq!(state.call, None);
}

fn door_fields() -> Fields {
    let reference =
        domain::reference::Reference::parse("HAB-26A-000123-K").map_or_else(valid_reference, |r| r.to_string());
    vec![("reference".into(), reference), ("access_code".into(), "7q2m x9rt 4kdc v8hn".into())]
}

/// The same serial with whatever check character fits.
fn valid_reference() -> String {
    let letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
    let mut all = letters.map(|c| format!("HAB-26A-000123-{c}"));
    all.find(|r| domain::reference::Reference::parse(r).is_some()).unwrap_or_default()
}

fn opened() -> Rc<State> {
    let asked = submit(start(Screen::Open(OpenScreen::default())), OPEN, door_fields());
    answer(asked, Ok(Answer::Opened(view(&["message", "reopen", "escalate", "rate", "withdraw"]))))
}

#[test]
fn a_case_opens_with_a_code_in_any_writing() {
    let state = opened();
    let Screen::Case(screen) = &state.page.screen else { panic!("no case") };
    assert_eq!(screen.access_code, "7Q2M-X9RT-4KDC-V8HN");
}

#[test]
fn a_question_is_answered_in_its_place() {
    let mut fields = door_fields();
    fields.push(("text".into(), "AH-2022-118".into()));
    let state = submit(opened(), "answer-3", fields);
    let Some((_, Call::Message { body, .. })) = &state.call else { panic!("no message") };
    assert_eq!(body.in_reply_to.as_deref(), Some("3"));
    let done = answer(state, Ok(Answer::Done(None)));
    let Screen::Case(screen) = &done.page.screen else { panic!("no case") };
    assert_eq!((screen.notice.as_deref(), done.live.round), (Some("answered"), 1));
}

#[test]
fn the_mediator_needs_the_declaration_and_the_steps() {
    let mut fields = door_fields();
    fields.push(("action".into(), "escalate".into()));
    let wrong = submit(opened(), "escalate", fields.clone());
    let Screen::Case(screen) = &wrong.page.screen else { panic!("no case") };
    assert_eq!(screen.errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["/prior_steps", "/before_court"]);
    assert_eq!(screen.form.as_deref(), Some("escalate"));
    fields.extend([("prior_steps".into(), "Deux lettres".into()), ("before_court".into(), "no".into())]);
    let asked = submit(wrong, "escalate", fields);
    assert!(matches!(&asked.call, Some((_, Call::Act { body, .. })) if body.before_court == Some(false)));
}

#[test]
fn a_message_sent_again_goes_with_its_first_key() {
    let mut fields = door_fields();
    fields.push(("text".into(), "Bonjour".into()));
    let lost = answer(submit(opened(), "message", fields.clone()), Err(ApiError::Offline));
    let again = lost.reduce(Action::Submitted { form: "message".into(), fields, fresh: "fresh-0002".into() });
    assert!(matches!(&again.call, Some((_, Call::Message { key, .. })) if key == "fresh-0001"));
}

#[test]
fn what_was_typed_is_there_after_a_look_at_another_screen() {
    let went = |state: Rc<State>, to: &str, typed: Option<Fields>| {
        state.reduce(Action::Went { to: to.into(), typed, fresh: "fresh-0009".into(), at: "https://a.example/".into() })
    };
    let away = went(form(), "open", Some(typed("Un long texte")));
    let back = went(away, "form", None);
    assert_eq!(form_screen(&back).values.body, "Un long texte");
    assert_eq!(form_screen(&back).values.idempotency_key, "key-0001");
    let filed = answer(submit(back, FILE, typed("Un long texte")), Ok(Answer::Filed(receipt())));
    let another = went(filed, "form", None);
    assert_eq!(form_screen(&another).values.body, "");
    assert_eq!(form_screen(&another).values.idempotency_key, "fresh-0009");
}

#[test]
fn the_receipt_stays_when_the_case_cannot_be_opened() {
    let filed = answer(submit(form(), FILE, typed("Texte")), Ok(Answer::Filed(receipt())));
    let failed = answer(submit(filed, OPEN, door_fields()), Err(ApiError::Offline));
    assert!(matches!(failed.page.screen, Screen::Receipt(_)));
    assert!(failed.live.trouble.as_ref().is_some_and(|t| t.contains(' ')));
}

#[test]
fn room_is_counted_near_the_limit_only() {
    let state = form();
    assert_eq!(state.counted(7_999), None);
    assert_eq!(state.clone().reduce(Action::Typed(8_000)).live.body_chars, Some(8_000));
}
