//! A person's further filing about the same matter is taken like any other, and linked for staff alone.
#![cfg(test)]

use integration_tests::assertions::{fields, refused};
use integration_tests::client::Call;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{agency, filing, key};
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use wire::problem::ProblemCode as Code;
use wire::v1::admin::PutAgency;
use wire::v1::desk::LinkedCase;
use wire::v1::filing::{FileCase, PersonBody};

/// A filing by whoever has this telephone.
fn by(phone: &str, category: &str, subject: &str) -> FileCase {
    let complainant =
        PersonBody { name: Some("Amal Exemple".into()), phone: Some(phone.into()), ..PersonBody::default() };
    FileCase { complainant, category: category.into(), subject: subject.into(), ..filing() }
}

fn references(linked: &[LinkedCase]) -> Vec<&str> {
    linked.iter().map(|one| one.reference.as_str()).collect()
}

/// The fields that a refusal names, with what is wrong there.
fn wrong(call: &Call) -> Vec<(String, String)> {
    let problem = refused(call, Code::InvalidFields);
    fields(&problem).into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect()
}

#[test]
fn the_second_filing_is_taken_and_linked_and_only_the_desk_sees_it() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    let first = Citizen::files(&node, "mhab", &by("06 12 34 56 78", "delay", "Permis"));
    let second = Citizen::files(&node, "mhab", &by("00212612345678", "delay", "Encore le permis"));
    let other = Citizen::files(&node, "mhab", &by("06 99 34 56 78", "delay", "Permis"));
    let case = desk.opens(&second.reference);
    assert_eq!(references(&case.linked), [first.reference.as_str()]);
    assert!(!case.linked[0].confirmed && case.due_at >= desk.opens(&first.reference).due_at);
    assert_eq!(references(&desk.opens(&first.reference).linked), [second.reference.as_str()]);
    assert!(desk.opens(&other.reference).linked.is_empty());
    // Neither the page, nor the export, nor the numbers of the entries say anything.
    for (citizen, hidden) in [(&second, &first), (&first, &second)] {
        let below =
            ["", "/export", "/receipt", "/proof"].map(|below| citizen.call("GET", below).send().expect(200).text());
        assert!(below.iter().all(|text| !text.contains(&hidden.reference) && !text.contains("linked")), "{below:?}");
        assert_eq!(citizen.writes("Un mot.").event.id, "2");
    }
}

#[test]
fn a_caseworker_confirms_and_undoes_a_link_under_a_key() {
    let node = Alone::start();
    let desk = node.desk("mhab", "N. Agent");
    let file =
        |category: &str, subject: &str| Citizen::files(&node, "mhab", &by("0612345678", category, subject)).reference;
    let (one, two, three) = (file("delay", "Permis"), file("delay", "Encore"), file("reception", "Accueil du matin"));
    let says = |reference: &str, action: &str, to: &str| desk.action(reference, &json!({ "action": action, "to": to }));
    let linked = |reference: &str| {
        let linked = desk.opens(reference).linked;
        linked.into_iter().map(|one| (one.reference, one.confirmed)).collect::<Vec<_>>()
    };
    // However it is written; the same key writes once.
    let (call, mine) = (says(&two, "link", &one.to_lowercase().replace('-', " ")), key());
    let done = call.clone().key(&mine).send().expect(201).text();
    assert_eq!(call.key(&mine).send().expect(201).text(), done);
    says(&two, "link", &three).send().expect(201);
    assert_eq!(linked(&two), [(one.clone(), true), (three.clone(), true)]);
    assert_eq!(linked(&three), [(two.clone(), true)]);
    says(&three, "unlink", &two).send().expect(201);
    assert_eq!((linked(&two), linked(&three)), (vec![(one.clone(), true)], vec![]));
    let told: Vec<_> = desk.opens(&two).timeline.into_iter().map(|e| (e.kind, e.to)).collect();
    let entry = |kind: &str, to: Option<&str>| (kind.to_owned(), to.map(str::to_owned));
    assert_eq!(
        told,
        [
            entry("filed", None),
            entry("linked", Some(&one)),
            entry("linked", Some(&three)),
            entry("unlinked", Some(&three))
        ]
    );
    // What cannot be linked is said at the field.
    let to = |code: &str| [("/to".to_owned(), code.to_owned())];
    assert_eq!(wrong(&says(&two, "link", "")), to("required"));
    for (typed, code) in [("HAB-26A-000001-Z", "invalid-reference"), (two.as_str(), "unknown-value")] {
        assert_eq!(wrong(&says(&two, "link", typed)), to(code), "{typed}");
    }
    assert_eq!(wrong(&says(&two, "unlink", &three)), to("unknown-value"));
}

#[test]
fn what_links_is_configured_and_checked_at_its_field() {
    let node = Alone::start();
    let mut body: Value =
        serde_json::to_value(PutAgency { routes: Vec::new(), mediator: None, ..agency("HAB") }).unwrap();
    (body["link_within_days"], body["wave_people"], body["wave_hours"]) = (json!(400), json!(2), json!("72"));
    let put = |body: &Value| node.call_as_operator("PUT", "/v1/admin/agencies/mhab").json(body);
    let named: Vec<String> = wrong(&put(&body)).into_iter().map(|(field, _)| field).collect();
    let all = ["/wave_hours", "/link_within_days", "/wave_people"];
    assert!(all.iter().all(|field| named.iter().any(|n| n == field)), "{named:?}");
    (body["link_within_days"], body["wave_people"], body["wave_hours"]) = (json!(0), json!(0), json!(72));
    put(&body).send().expect(200);
    let desk = node.desk("mhab", "N. Agent");
    drop(Citizen::files(&node, "mhab", &by("0612345678", "delay", "Permis")));
    let second = Citizen::files(&node, "mhab", &by("0612345678", "delay", "Permis"));
    assert!(desk.opens(&second.reference).linked.is_empty());
}
