//! Routing by content on a running node: what is proposed while somebody writes, who else is competent, and the
//! category of a filing that came without one.
#![cfg(test)]

use integration_tests::assertions::{fields, only, refused};
use integration_tests::client::Call;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::disk;
use integration_tests::fixtures::{ALLOWED_ORIGIN, agency, category, filing, key};
use integration_tests::stack::Alone;
use serde_json::json;
use wire::problem::ProblemCode as Code;
use wire::v1::about::Suggestions;
use wire::v1::admin::{CategoryBody, PutAgency};
use wire::v1::desk::{AccessPage, ActionDone};
use wire::v1::filing::{FileCase, Receipt};

const WATER: &str = "Depuis trois jours il n’y a plus d’eau au robinet dans tout le quartier.";

/// A node whose agency `mhab` has categories that name topics, and one for everything else.
fn node() -> Alone {
    let node = Alone::start();
    let of = |id: &str, topics: &[&str]| CategoryBody {
        topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        ..category(id)
    };
    let categories = vec![of("tap", &["water"]), of("dark", &["electricity", "roads"]), category("other")];
    let mut body = PutAgency { categories, routes: Vec::new(), mediator: None, ..agency("HAB") };
    body.orientation = serde_json::from_value(json!([{ "id": "about", "text": { "fr": "?" }, "answers": [
        { "text": { "fr": "Un jugement" }, "elsewhere": {
            "body": { "fr": "Le tribunal" }, "reason": { "fr": "Lui seul juge." }, "topics": ["court"] } }] }]))
    .unwrap();
    node.put_agency("mhab", &body);
    node
}

fn suggested(node: &Alone, body: &serde_json::Value) -> Call {
    node.post("/v1/agencies/mhab/suggestions").json(body)
}

fn about(node: &Alone, text: &str) -> Suggestions {
    suggested(node, &json!({ "text": text, "language": "fr" })).send().json(200)
}

/// A filing without a category.
fn uncategorised(text: &str) -> FileCase {
    FileCase { category: String::new(), subject: "Objet".into(), body: text.into(), ..filing() }
}

#[test]
fn what_is_written_is_answered_with_categories_and_the_persons_own_words() {
    let node = node();
    let answer = about(&node, WATER);
    assert_eq!((answer.categories[0].id.as_str(), answer.categories[0].name.as_str()), ("tap", "Sujet tap"));
    assert!(answer.categories[0].confidence > 35 && answer.elsewhere.is_empty() && !answer.outside, "{answer:?}");
    assert!(
        !answer.because.is_empty() && answer.because.iter().all(|word| WATER.contains(word.as_str())),
        "{answer:?}"
    );
    assert_eq!(about(&node, "الما مقطوع علينا هادي يومين").categories[0].id, "tap");
}

#[test]
fn what_says_nothing_is_answered_with_nothing() {
    let node = node();
    for text in ["", "Bonjour", "12345 !? 😀", "Merci beaucoup et bonne journée à tous"] {
        assert_eq!(about(&node, text), Suggestions::default(), "{text}");
    }
}

#[test]
fn who_else_is_competent_is_said_with_where_to_go() {
    let node = node();
    let court = about(&node, "Le tribunal a rendu son jugement et je conteste la décision du juge.");
    assert!(court.outside && court.categories.is_empty(), "{court:?}");
    assert_eq!((court.elsewhere[0].body.as_str(), court.elsewhere[0].agency.clone()), ("Le tribunal", None));
    // Another agency of this node, told by its own categories.
    let mut tizi = agency("TIZ");
    tizi.categories = vec![CategoryBody { topics: vec!["civil-status".into()], ..category("papers") }];
    (tizi.routes, tizi.mediator) = (Vec::new(), None);
    node.put_agency("tizi", &tizi);
    let papers = about(&node, "Mon acte de naissance comporte une erreur, l’état civil refuse de la corriger.");
    assert!(!papers.outside, "{papers:?}");
    let other = &papers.elsewhere[0];
    assert_eq!(other.agency.as_deref(), Some("tizi"), "{papers:?}");
    assert!(other.url.as_deref().unwrap().ends_with("/tizi?lang=fr"));
}

#[test]
fn what_is_asked_about_leaves_nothing_behind() {
    let node = node();
    let secret = "Zarzour-4711";
    let answer = about(&node, &format!("{WATER} {secret}"));
    assert_eq!(answer.categories[0].id, "tap");
    assert!(node.lines().iter().all(|line| !line.contains(secret) && !line.contains("robinet")));
    assert_eq!(disk::found(&node.data(), &[secret, "robinet"]), []);
}

#[test]
fn bad_questions_are_refused_at_their_field_and_foreign_pages_at_the_door() {
    let node = node();
    let long = suggested(&node, &json!({ "text": "a".repeat(10_201), "kind": "ticket", "nom": 1 }));
    let problem = refused(&long, Code::InvalidFields);
    assert_eq!(problem.errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["/nom", "/kind", "/text"]);
    let from = |origin: &str| {
        let call = node.post("/v1/agencies/mhab/suggestions").header("origin", origin);
        call.json(&json!({ "text": WATER }))
    };
    refused(&from("https://elsewhere.example"), Code::OriginNotAllowed);
    let own = from(ALLOWED_ORIGIN).send();
    assert_eq!((own.status, own.header("access-control-allow-origin")), (200, "*"));
    assert!(own.header("ratelimit-policy").contains("\"suggestions\""));
    refused(&node.post("/v1/agencies/nobody/suggestions").json(&json!({})), Code::UnknownAgency);
}

#[test]
fn topics_that_nobody_knows_are_refused_at_their_field() {
    let node = Alone::start();
    let mut body = agency("HAB");
    body.categories[1].topics = vec!["water".into(), "wetness".into()];
    let call = node.call_as_operator("PUT", "/v1/admin/agencies/mhab").json(&body);
    assert_eq!(refused(&call, Code::InvalidFields).errors[0].field, "/categories/1/topics/1");
}

#[test]
fn a_filing_without_a_category_gets_one_and_the_desk_sees_why() {
    let node = node();
    let key = key();
    let filed = || filing_call(&node, "mhab", &key).json(&uncategorised(WATER)).send();
    let receipt: Receipt = filed().json(201);
    let again: Receipt = filed().json(201);
    assert_eq!(again, receipt, "the same filing, the same receipt");
    let citizen = Citizen::with(&node, &receipt);
    assert_eq!(citizen.opens().category, "tap");
    assert!(citizen.opens().timeline.iter().all(|entry| entry.kind != "categorised"), "internal");
    let case = node.desk("mhab", "Nadia").opens(&receipt.reference);
    assert_eq!((case.category.as_str(), case.category_name.as_str()), ("tap", "Sujet tap"));
    let told = only(&case.timeline, "categorised");
    assert_eq!((told.actor.role.as_str(), told.to.as_deref()), ("system", Some("tap")));
    assert!(told.confidence.is_some_and(|sure| sure > 35), "{told:?}");
    assert!(told.text.as_deref().is_some_and(|words| words.split(" · ").all(|word| WATER.contains(word))), "{told:?}");
    // What was filed is proved as it was filed.
    let proof = citizen.call("GET", "/receipt").send();
    assert_eq!(proof.json::<Receipt>(200).digest, receipt.digest);
}

#[test]
fn a_filing_that_says_nothing_goes_where_the_agency_keeps_everything_else() {
    let node = node();
    let citizen = Citizen::files(&node, "mhab", &uncategorised("Bonjour, merci de me rappeler."));
    assert_eq!(citizen.opens().category, "other");
    let case = node.desk("mhab", "Nadia").opens(&citizen.reference);
    let told = only(&case.timeline, "categorised");
    assert_eq!((told.text.clone(), told.to.as_deref()), (None, Some("other")));
}

#[test]
fn a_filing_without_a_category_is_checked_like_any_other() {
    let node = node();
    let wrong = FileCase { kind: "ticket".into(), ..uncategorised(WATER) };
    let problem = refused(&filing_call(&node, "mhab", &key()).json(&wrong), Code::InvalidFields);
    assert_eq!(problem.errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["/kind"]);
}

#[test]
fn a_caseworker_puts_a_category_right_and_the_case_becomes_an_example() {
    let node = node();
    let text = "Le lampadaire de la rue est éteint, on ne voit rien.\nC’est dangereux\tla nuit.";
    let citizen = Citizen::files(&node, "mhab", &FileCase { category: "tap".into(), ..uncategorised(text) });
    let desk = node.desk("mhab", "Nadia");
    for (category, code) in [("", "required"), ("nonsense", "unknown-value"), ("No Slug", "unknown-value")] {
        let call = desk.action(&citizen.reference, &json!({ "action": "recategorise", "category": category }));
        assert_eq!(fields(&refused(&call, Code::InvalidFields)), [("/category", code)]);
    }
    let key = key();
    let right = || {
        let body = json!({ "action": "recategorise", "category": "dark" });
        desk.action(&citizen.reference, &body).key(&key).send().json::<ActionDone>(201)
    };
    assert_eq!(right().event, right().event, "written once under one key");
    assert_eq!(citizen.opens().category, "dark");
    let case = desk.opens(&citizen.reference);
    let told = only(&case.timeline, "categorised");
    assert_eq!((told.actor.name.as_deref(), told.to.as_deref()), (Some("Nadia"), Some("dark")));
    assert_eq!(desk.page("?category=dark").cases.len(), 1);
    // What was filed is on the receipt as it was filed.
    let supervisor = node.supervisor("mhab", "Karim");
    let lines = supervisor.call("GET", "/corrections").send();
    let line = lines.expect(200).text();
    let columns: Vec<&str> = line.trim_end().split('\t').collect();
    assert_eq!((columns.len(), columns[0], columns[1]), (4, "fr", "roads"), "{line}");
    assert!(columns[2].starts_with("desk-HAB-") && columns[3].ends_with("dangereux la nuit."), "{line}");
    assert!(!line.contains("Amal"), "who filed is nobody's example");
    let read = supervisor.call("GET", "/accesses").send().json::<AccessPage>(200);
    assert!(read.accesses.iter().any(|access| access.what == "corrections"), "{read:?}");
    // Erased with the case.
    desk.acts(&citizen.reference, &json!({ "action": "close", "outcome": "upheld" }));
    supervisor.call("POST", &format!("/cases/{}/erase?reason=request", citizen.reference)).send().expect(204);
    assert_eq!(supervisor.call("GET", "/corrections").send().expect(200).text(), "");
}
