//! The screens as text: what a person with no script at all gets, and what the browser takes over.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::field_error::{FieldError, FieldErrorCode};
use domain::language::Language;
use domain::status::CaseStatus;
use futures_util::FutureExt;
use views::page::{
    CaseScreen, CaseValues, FormScreen, FormValues, NoticeScreen, OpenScreen, PageData, ReceiptScreen, Screen,
};
use views::screens::receipt::{FIRST_VERSION, first};
use views::server::{render_root, render_tree};
use views::{Handlers, Live, View};
use wire::problem::FieldProblem;
use wire::v1::agencies::AgencyView;
use wire::v1::case::{ActorView, CaseView, TimelineEntry};
use wire::v1::filing::Receipt;
use words::Words;
use yew::{Html, LocalServerRenderer, Properties, component};

fn agency() -> AgencyView {
    serde_json::from_value(serde_json::json!({
        "id": "mhab", "name": {"ar": "وزارة", "fr": "Ministère <fictif>"}, "kinds": ["complaint", "suggestion"],
        "categories": [{"id": "delay", "name": {"fr": "Retard"}, "kinds": []}], "languages": ["ar", "fr"],
        "limits": {"subject": 200, "body": 10000, "documents": 10}, "theme": {}, "answer_within_days": 60,
        "utc_offset_minutes": 60, "calling_code": "212", "mediator": true
    }))
    .unwrap()
}

fn page(language: Language, screen: Screen) -> PageData {
    PageData {
        language: language.tag().into(),
        base_url: "https://node.example".into(),
        version: String::new(),
        agency: agency(),
        screen,
    }
}

fn html(screen: Screen) -> String {
    render_root(&page(Language::Fr, screen), Words::builtin(Language::Fr), true).unwrap()
}

fn receipt() -> Receipt {
    Receipt {
        reference: "HAB-26A-000123-K".into(),
        access_code: "7Q2M-X9RT-4KDC-V8HN".into(),
        received_at: "2026-11-22T14:05:09Z".into(),
        due_at: "2027-01-21T22:59:59Z".into(),
        status: "received".into(),
        tracking_url: "https://node.example/mhab/case?lang=fr&reference=HAB-26A-000123-K".into(),
        receipt_url: String::new(),
        digest: String::new(),
        key_id: String::new(),
        signature: String::new(),
    }
}

fn question() -> TimelineEntry {
    TimelineEntry {
        about: None,
        id: "3".into(),
        at: "2026-11-23T09:00:00Z".into(),
        kind: "question".into(),
        actor: ActorView { role: "caseworker".into(), body: None, name: None },
        status: "awaiting_complainant".into(),
        text: Some("Quel numéro ?".into()),
        in_reply_to: None,
        open: true,
        outcome: None,
        rating: None,
        to: None,
        peer_reference: None,
        confidence: None,
        documents: vec![],
    }
}

fn case(status: &str, actions: &[&str]) -> CaseScreen {
    CaseScreen {
        case: CaseView {
            erased_at: None,
            reference: "HAB-26A-000123-K".into(),
            agency: "mhab".into(),
            kind: "complaint".into(),
            category: "delay".into(),
            subject: "Objet".into(),
            body: "Texte".into(),
            status: status.into(),
            outcome: None,
            received_at: "2026-11-22T14:05:09Z".into(),
            due_at: "2027-01-21T22:59:59Z".into(),
            overdue: false,
            timeline: vec![question()],
            documents: vec![],
            actions: actions.iter().map(|a| (*a).to_owned()).collect(),
        },
        access_code: "7Q2M-X9RT-4KDC-V8HN".into(),
        idempotency_key: "demo-key-0001".into(),
        notice: None,
        form: None,
        values: CaseValues::default(),
        errors: vec![],
        problem: None,
        reason: None,
    }
}

fn wrong(pointer: &str, code: FieldErrorCode) -> FieldProblem {
    FieldProblem::new(&FieldError::new(pointer, code), Words::builtin(Language::Fr).field_error(pointer, code))
}

fn wrong_form() -> FormScreen {
    FormScreen {
        values: FormValues {
            subject: "<b>\"Objet\"</b>".into(),
            body: "Texte <&>".into(),
            kind: "suggestion".into(),
            consent: true,
            ..FormValues::default()
        },
        errors: vec![
            wrong("/category", FieldErrorCode::Required),
            wrong("/complainant/email", FieldErrorCode::InvalidEmail),
        ],
        problem: None,
    }
}

fn all_screens() -> Vec<Screen> {
    vec![
        Screen::Form(FormScreen::default()),
        Screen::Form(wrong_form()),
        Screen::Form(FormScreen { problem: Some("unavailable".into()), ..FormScreen::default() }),
        Screen::Receipt(ReceiptScreen {
            receipt: receipt(),
            kind: "complaint".into(),
            notice: Some("first-version".into()),
            qr: None,
        }),
        Screen::Again(ReceiptScreen { receipt: receipt(), kind: "suggestion".into(), notice: None, qr: None }),
        Screen::Open(OpenScreen { problem: Some("case-not-found".into()), ..OpenScreen::default() }),
        Screen::Case(case("awaiting_complainant", &["message", "withdraw", "reopen", "escalate", "rate"])),
        Screen::Notice(NoticeScreen { problem: "unknown-agency".into(), link: None }),
    ]
}

#[test]
fn what_was_typed_comes_back_escaped_and_uncorrected() {
    let html = html(Screen::Form(wrong_form()));
    assert!(html.contains("value=\"&lt;b&gt;&quot;Objet&quot;&lt;/b&gt;\""), "{html}");
    assert!(html.contains(">Texte &lt;&amp;&gt;</textarea>"));
    assert!(html.contains("id=\"wasl-kind-suggestion\" name=\"kind\" value=\"suggestion\" checked=\"checked\""));
    assert!(html.contains("value=\"yes\" checked=\"checked\""));
}

#[test]
fn every_error_is_in_the_summary_and_at_its_field() {
    let html = html(Screen::Form(wrong_form()));
    assert!(html.contains("<a href=\"#wasl-category\">Choisissez un domaine.</a>"));
    assert!(html.contains("id=\"wasl-category-error\""));
    assert!(html.contains("aria-describedby=\"wasl-email-hint wasl-email-error\" aria-invalid=\"true\""));
    assert_eq!(html.matches("data-focus").count(), 1, "the focus has one place to go");
}

#[test]
fn every_link_of_a_summary_leads_to_a_field() {
    for screen in all_screens() {
        let html = html(screen);
        for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(html.contains(&format!("id=\"{target}\"")), "{target}");
        }
    }
}

#[test]
fn forms_work_without_scripts() {
    let html = html(Screen::Form(FormScreen::default()));
    assert!(html.contains("method=\"post\" action=\"https://node.example/mhab\""));
    for name in
        ["lang", "kind", "category", "subject", "body", "name", "email", "phone", "consent", "idempotency_key", "page"]
    {
        assert!(html.contains(&format!("name=\"{name}\"")), "{name}");
    }
    // Shared HTML carries no key: an empty attribute would later wipe out the loader's.
    assert!(html.contains("<input type=\"hidden\" name=\"idempotency_key\">"));
}

#[test]
fn the_receipt_says_the_deadline_in_words_and_keeps_the_code_out_of_addresses() {
    let html =
        html(Screen::Receipt(ReceiptScreen { receipt: receipt(), kind: "complaint".into(), notice: None, qr: None }));
    assert!(html.contains("Votre réclamation est enregistrée") && html.contains("21 janvier 2027"));
    for address in html.split("href=\"").skip(1).chain(html.split("action=\"").skip(1)) {
        assert!(!address.split('"').next().unwrap().contains("7Q2M"));
    }
}

#[test]
fn only_offered_actions_have_a_form() {
    let html = html(Screen::Case(case("awaiting_complainant", &["message", "withdraw"])));
    assert!(html.contains("data-form=\"answer-3\"") && html.contains("data-form=\"withdraw\""));
    assert!(!html.contains("data-form=\"escalate\"") && !html.contains("data-form=\"reopen\""));
    let ended = self::html(Screen::Case(case("withdrawn", &[])));
    // What is held can always be had.
    assert_eq!(ended.matches("<form").count(), ended.matches("data-form=\"export\"").count());
}

#[test]
fn every_status_says_where_the_case_stands() {
    for status in CaseStatus::ALL {
        let html = html(Screen::Case(case(status.name(), &["reopen"])));
        let words = Words::builtin(Language::Fr);
        assert!(html.contains(&words.text(&format!("status-{}-meaning", status.name()), &[])), "{}", status.name());
    }
}

#[test]
fn no_key_is_shown_instead_of_words() {
    for language in [Language::Ar, Language::Fr] {
        for screen in all_screens() {
            let html = render_root(&page(language, screen), Words::builtin(language), true).unwrap();
            let text: String = html
                .split('<')
                .filter_map(|piece| piece.split_once('>'))
                .map(|(_, text)| text)
                .collect::<Vec<_>>()
                .join("\n");
            for family in [
                "form-", "field-", "error-", "problem-", "notice-", "status-", "event-", "action-", "receipt-",
                "open-", "case-", "kind-",
            ] {
                assert!(!text.lines().any(|line| line.starts_with(family)), "{family} in {text}");
            }
        }
    }
}

#[test]
fn the_browsers_words_are_enough_for_what_it_shows() {
    let json = words::browser_catalogue(Language::Fr).unwrap();
    let whole: usize = words::catalogue(Language::Fr).unwrap().map(|(key, pattern)| key.len() + pattern.len()).sum();
    assert!(json.len() < whole * 7 / 10);
    let few = Words::from_catalogue(Language::Fr, serde_json::from_str(&json).unwrap());
    let few: &'static Words = Box::leak(Box::new(few));
    for screen in all_screens().into_iter().filter(|s| matches!(s, Screen::Form(_))) {
        let page = page(Language::Fr, screen);
        assert!(render_tree(&page, few) == render_tree(&page, Words::builtin(Language::Fr)));
    }
    for notice in [None, Some(FIRST_VERSION.to_owned())] {
        assert_eq!(short_receipt(few, notice.clone()), short_receipt(Words::builtin(Language::Fr), notice));
    }
}

#[derive(Properties, Clone, PartialEq)]
struct ShortProps {
    words: &'static Words,
    notice: Option<String>,
}

/// The receipt as the browser's program shows it.
#[component]
fn Short(props: &ShortProps) -> Html {
    let (agency, live, on) = (agency(), Live::default(), Handlers::default());
    let view = View {
        language: "fr",
        base_url: "https://node.example",
        agency: &agency,
        words: props.words,
        live: &live,
        on: &on,
    };
    let notice = props.notice.clone();
    first(&view, &ReceiptScreen { receipt: receipt(), kind: "complaint".into(), notice, qr: None })
}

fn short_receipt(words: &'static Words, notice: Option<String>) -> String {
    LocalServerRenderer::<Short>::with_props(ShortProps { words, notice }).render().now_or_never().unwrap()
}

#[test]
fn the_short_receipt_has_what_must_not_be_lost() {
    let html = short_receipt(Words::builtin(Language::Fr), None);
    for kept in [
        "HAB-26A-000123-K",
        "7Q2M-X9RT-4KDC-V8HN",
        "Gardez ce récépissé",
        "data-start=\"receipt\"",
        "data-form=\"paper\"",
    ] {
        assert!(html.contains(kept), "{kept} in {html}");
    }
}

#[test]
fn a_receipt_can_be_had_in_another_language_and_stays_the_same() {
    let screen =
        ReceiptScreen { receipt: receipt(), kind: "complaint".into(), notice: Some(FIRST_VERSION.into()), qr: None };
    let html = html(Screen::Again(screen));
    let switch = html.split("data-form=\"again\"").nth(1).unwrap().split("</form>").next().unwrap();
    for posted in ["HAB-26A-000123-K", "7Q2M-X9RT-4KDC-V8HN", "name=\"show\" value=\"screen\"", FIRST_VERSION] {
        assert!(switch.contains(posted), "{posted} in {switch}");
    }
    let buttons: Vec<&str> = switch.split("<button").skip(1).collect();
    assert!(buttons.len() == 2 && buttons.iter().all(|button| button.contains("name=\"lang\"")), "{switch}");
    assert!(buttons[0].contains("value=\"ar\"") && !buttons[0].contains("aria-current"), "{switch}");
    assert!(buttons[1].contains("value=\"fr\"") && buttons[1].contains("aria-current=\"true\""), "{switch}");
}

#[test]
fn with_the_mediator_the_deadline_is_what_the_administration_owes_there() {
    let entry = |kind: &str| TimelineEntry { kind: kind.into(), open: false, ..question() };
    let shown = |status: &str, kinds: &[&str], overdue: bool| {
        let mut screen = case(status, &["message"]);
        screen.case.timeline = kinds.iter().map(|kind| entry(kind)).collect();
        screen.case.overdue = overdue;
        html(Screen::Case(screen))
    };
    let (own, theirs) = ("Réponse au plus tard le", "Réponse de l’administration au Médiateur au plus tard le");
    for status in ["escalated", "under_review"] {
        let html = shown(status, &["filed", "escalated", "acknowledged"], false);
        assert!(html.contains(theirs) && !html.contains(own), "{html}");
        assert!(html.contains("qui doit lui répondre au plus tard le 21 janvier 2027"), "{html}");
        let late = shown(status, &["filed", "escalated"], true);
        assert!(late.contains("au Médiateur est en retard") && !late.contains("La réponse est en retard"), "{late}");
    }
    let reopened = shown("under_review", &["filed", "escalated", "closed", "reopened"], false);
    assert!(reopened.contains(own) && !reopened.contains(theirs));
    assert!(shown("under_review", &["filed"], false).contains(own));
}

#[test]
fn a_page_survives_the_way_through_its_data() {
    for screen in all_screens() {
        let page = page(Language::Fr, screen);
        let again: PageData = serde_json::from_str(&serde_json::to_string(&page).unwrap()).unwrap();
        assert_eq!(page, again);
    }
}

#[test]
fn a_page_without_agency_still_speaks() {
    let page = PageData::without_agency("ar", "https://node.example", "unknown-agency");
    let html = render_root(&page, Words::builtin(Language::Ar), true).unwrap();
    assert!(html.contains("لا توجد هنا إدارة بهذا الاسم."));
    assert!(!html.contains("<nav"));
}

#[test]
fn slots_hold_what_the_node_puts_there_and_nothing_typed_opens_one() {
    let body = "<div data-part=\"country\"> <div data-part=\"draft\">".into();
    let values = FormValues { body, country: "MA".into(), ..FormValues::default() };
    let html = html(Screen::Form(FormScreen { values, ..FormScreen::default() }));
    assert_eq!(html.matches("data-open=\"voice\"").count(), 1);
    assert!(html.contains("data-part=\"voice\" class=\"wasl-slot wasl-slot-voice\"><button"));
    assert_eq!(html.matches("id=\"wasl-country\"").count(), 1);
    assert!(html.contains("name=\"keep\"") && html.contains("<select class=\"wasl-input\" id=\"wasl-country\""));
    assert!(html.contains("data-part=\"documents\" class=\"wasl-slot wasl-slot-documents\"></div>"));
}

#[test]
fn long_lists_are_whole_where_no_script_may_be_and_wait_elsewhere() {
    let values = FormValues { country: "FR".into(), ..FormValues::default() };
    let page = page(Language::Fr, Screen::Form(FormScreen { values, ..FormScreen::default() }));
    let [whole, short] = [true, false].map(|whole| render_root(&page, Words::builtin(Language::Fr), whole).unwrap());
    let countries =
        |html: &str| html.matches("<option value=\"").count() - short.matches("<option value=\"").count() + 2;
    assert_eq!(countries(&whole), words::countries(Language::Fr).count() + 1);
    assert!(!whole.contains("data-list") && short.contains("data-list=\"country\""));
    for html in [&whole, &short] {
        assert!(html.contains("<option value=\"FR\" selected>France</option>"));
    }
    assert!(!short.contains("<option value=\"MA\">"));
}
