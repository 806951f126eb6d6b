//! Open311: civic apps file here under a key of their own, and see where their cases stand; nobody reads a word by it.
//! Two clients that others wrote speak to a real node.
#![cfg(test)]

use integration_tests::client::{Answer, Call, percent};
use integration_tests::desk::{Citizen, file};
use integration_tests::fixtures::{self, filing};
use integration_tests::node::Node;
use integration_tests::place;
use integration_tests::stack::Alone;
use serde_json::{Value, json};
use std::process::Command;
use wire::v1::admin::{PutAgency, TokenMade};
use wire::v1::agencies::Names;
use wire::v1::filing::Receipt;

const TEXT: &str = "Zarzour-4711 : un trou & une fuite <ici>";

fn app(node: &Node, agency: &str, name: &str) -> TokenMade {
    node.token_as("app", agency, name)
}

fn report<'a>(key: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [("api_key", key), ("service_code", fixtures::CATEGORY), ("description", TEXT)];
    fields.into_iter().chain(more.iter().copied()).collect()
}

fn post(node: &Node, fields: &[(&str, &str)]) -> Call {
    Call::new("POST", node.url("/open311/v2/requests.json")).form(fields).lang("fr")
}

/// The reference of what was filed, and what the person is told.
fn filed(answer: &Answer) -> (String, String) {
    let list: Vec<Value> = answer.json(200);
    let word = |name: &str| list[0][name].as_str().expect("a text").to_owned();
    (word("service_request_id"), word("service_notice"))
}

fn files(node: &Node, key: &str) -> String {
    filed(&post(node, &report(key, &[])).send()).0
}

fn listed(node: &Node, key: &str, query: &str) -> Vec<Value> {
    node.get(&format!("/open311/v2/requests.json?api_key={key}&{query}")).lang("fr").send().json(200)
}

fn references(node: &Node, key: &str, query: &str) -> Vec<String> {
    let list = listed(node, key, query);
    list.iter().map(|one| one["service_request_id"].as_str().expect("a reference").to_owned()).collect()
}

/// A refusal in Open311's form, with what it says.
fn errors(answer: &Answer, status: u16) -> Vec<String> {
    let list: Vec<Value> = answer.json(status);
    assert!(!list.is_empty() && list.iter().all(|one| one["code"] == json!(status)), "{list:?}");
    list.iter().map(|one| one["description"].as_str().expect("a sentence").to_owned()).collect()
}

#[test]
fn an_app_files_a_case_that_the_desk_treats_and_the_person_follows() {
    let node = Alone::start();
    let key = app(&node, "mhab", "Carte fictive").token;
    let fields = report(
        &key,
        &[
            ("jurisdiction_id", "mhab"),
            ("first_name", "Amal"),
            ("last_name", "Exemple"),
            ("email", "amal@example.org"),
            ("phone", "0612345678"),
            ("address_string", "12, rue du Port"),
            ("lat", "33.97"),
            ("long", "-6.85"),
            ("media_url", "http://127.0.0.1:9/photo.jpg"),
            ("attribute[SIZE]", "big"),
            ("device_id", "d1"),
        ],
    );
    let answer = post(&node, &fields).send();
    assert!(answer.header("ratelimit-policy").contains("\"app\";q=600"), "{}", answer.header("ratelimit-policy"));
    let (reference, notice) = filed(&answer);
    let seen = node.desk("mhab", "N. Agent").opens(&reference);
    assert_eq!((seen.channel.as_str(), seen.kind.as_str()), ("open311", "complaint"));
    assert!(seen.body.starts_with(TEXT) && seen.subject == TEXT);
    for line in ["Adresse: 12, rue du Port", ": 33.97, -6.85", ": http://127.0.0.1:9/photo.jpg"] {
        assert!(seen.body.contains(line), "{line}: {}", seen.body);
    }
    assert_eq!(seen.complainant.name.as_deref(), Some("Amal Exemple"));
    assert_eq!(seen.complainant.phone.as_deref(), Some("+212612345678"));
    // The person has the address and the code from the notice.
    assert!(notice.contains(&format!("/mhab/case?lang=fr&reference={reference}")), "{notice}");
    let code = notice.split_whitespace().find(|word| word.len() == 19 && word.matches('-').count() == 3);
    let code = code.expect("an access code").to_owned();
    let receipt = Receipt { reference: reference.clone(), access_code: code, ..Receipt::default() };
    let citizen = Citizen::with(&node, &receipt);
    assert_eq!(citizen.opens().body, seen.body);
    // Where it stands, and nothing of what it says.
    let one = |status: &str| {
        let list: Vec<Value> =
            node.get(&format!("/open311/v2/requests/{reference}.json?api_key={key}")).lang("fr").send().json(200);
        assert_eq!((list.len(), &list[0]["status"]), (1, &json!(status)), "{list:?}");
        assert!(!list[0].to_string().contains("Zarzour") && !list[0].to_string().contains("Amal"), "{list:?}");
        list[0].clone()
    };
    let open = one("open");
    assert_eq!((&open["service_code"], &open["description"]), (&json!(fixtures::CATEGORY), &Value::Null));
    node.desk("mhab", "N. Agent").says(&reference, "answer", "Réparé, Zarzour.");
    let closed = one("closed");
    assert!(closed["updated_datetime"].as_str() > open["updated_datetime"].as_str());
    assert!(closed["status_notes"].as_str().expect("a note").contains("répondu"), "{closed}");
    assert_eq!(references(&node, &key, "status=closed"), [reference.as_str()]);
    assert!(references(&node, &key, "status=open").is_empty());
    let token: Vec<Value> = node.get(&format!("/open311/v2/tokens/{reference}.json?api_key={key}")).send().json(200);
    assert_eq!(token, [json!({ "token": reference, "service_request_id": reference })]);
}

#[test]
fn an_app_sees_what_it_has_filed_and_nothing_else() {
    let node = Alone::start();
    let [one, other, of_tizi] =
        [("mhab", "Une"), ("mhab", "Autre"), ("tizi", "Une")].map(|(a, n)| app(&node, a, n).token);
    let (mine, theirs, elsewhere) = (files(&node, &one), files(&node, &other), files(&node, &of_tizi));
    let citizens = file(&node, "mhab", &filing()).reference;
    assert_eq!(references(&node, &one, ""), [mine.as_str()]);
    assert_eq!(references(&node, &other, ""), [theirs.as_str()]);
    assert_eq!(references(&node, &of_tizi, ""), [elsewhere.as_str()]);
    for reference in [&theirs, &elsewhere, &citizens] {
        let answer = node.get(&format!("/open311/v2/requests/{reference}.json?api_key={one}")).send();
        errors(&answer, 404);
        errors(&node.get(&format!("/open311/v2/tokens/{reference}.json?api_key={one}")).send(), 404);
    }
    let all = [&mine, &theirs, &elsewhere, &citizens].map(String::as_str).join(",");
    assert_eq!(references(&node, &one, &format!("service_request_id={all}")), [mine.as_str()]);
    // Another key of the same name at the same agency is the same app: so a key is changed.
    let next = app(&node, "mhab", "Une");
    assert_eq!(references(&node, &next.token, ""), [mine.as_str()]);
    assert_eq!(node.call_as_operator("DELETE", &format!("/v1/admin/tokens/{}", next.id)).send().status, 204);
    errors(&node.get(&format!("/open311/v2/requests.json?api_key={}", next.token)).send(), 403);
    // And a key names its agency.
    errors(&node.get(&format!("/open311/v2/requests.json?api_key={one}&jurisdiction_id=tizi")).send(), 403);
    errors(&post(&node, &report(&one, &[("jurisdiction_id", "tizi")])).send(), 403);
}

#[test]
fn without_an_apps_key_nobody_files_or_sees_anything() {
    let node = Alone::start();
    let key = app(&node, "mhab", "Une").token;
    let reference = files(&node, &key);
    let paths = ["requests.json".to_owned(), format!("requests/{reference}.json"), format!("tokens/{reference}.json")];
    let desk = node.token("mhab", "N. Agent").token;
    for wrong in ["", "wasl_00", &desk, &node.operator_token] {
        for path in &paths {
            errors(&node.get(&format!("/open311/v2/{path}?api_key={}", percent(wrong))).send(), 403);
        }
        errors(&post(&node, &report(wrong, &[])).send(), 403);
    }
    // In XML too, by the address's ending.
    let answer = node.get("/open311/v2/requests.xml").lang("fr").send();
    assert_eq!((answer.status, answer.header("content-type")), (403, "text/xml; charset=utf-8"));
    assert!(answer.text().contains("<errors><error><code>403</code><description>"), "{}", answer.text());
    // An app's key opens nothing of the staff's, and a header does as well as a parameter.
    assert_eq!(node.get("/v1/desk/cases").bearer(&key).send().status, 403);
    assert_eq!(node.get(&format!("/v1/desk/cases/{reference}")).bearer(&key).send().status, 403);
    node.get("/open311/v2/requests.json").bearer(&key).send().expect(200);
    // Pages of other origins may call.
    let answer =
        node.get("/open311/v2/services.json?jurisdiction_id=mhab").header("origin", "https://carte.example").send();
    assert_eq!(answer.expect(200).header("access-control-allow-origin"), "*");
    let elsewhere = post(&node, &report(&key, &[])).header("origin", "https://carte.example").send();
    elsewhere.expect(200);
}

#[test]
fn what_is_wrong_is_said_by_the_names_that_open311_has() {
    let node = Alone::start();
    let key = app(&node, "mhab", "Une").token;
    let said = |fields: &[(&str, &str)]| {
        let all: Vec<_> = [("api_key", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
        let list = errors(&post(&node, &all).send(), 400);
        list.iter().map(|line| line.split(':').next().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(said(&[]), ["service_code", "description"]);
    assert_eq!(said(&[("service_code", "nothing"), ("description", "x")]), ["service_code"]);
    let good = [("service_code", fixtures::CATEGORY), ("description", "x")];
    let with = |more: &[(&'static str, &'static str)]| good.into_iter().chain(more.iter().copied()).collect::<Vec<_>>();
    assert_eq!(said(&with(&[("email", "x")])), ["email"]);
    assert_eq!(said(&with(&[("phone", "x")])), ["phone"]);
    assert_eq!(said(&with(&[("lat", "33")])), ["long"]);
    assert_eq!(said(&with(&[("lat", "133"), ("long", "7")])), ["lat"]);
    let long = "x".repeat(10_001);
    assert_eq!(said(&[("service_code", fixtures::CATEGORY), ("description", &long)]), ["description"]);
    let json = Call::new("POST", node.url("/open311/v2/requests.json")).json(&json!({})).send();
    errors(&json, 415);
    let query =
        |query: &str| errors(&node.get(&format!("/open311/v2/requests.json?api_key={key}&{query}")).send(), 400);
    for wrong in ["start_date=x", "status=new", "page=0", "page_size=1001", "service_code=A%20B"] {
        let name = wrong.split_once('=').expect("a name").0;
        assert!(query(wrong)[0].starts_with(&format!("{name}: ")), "{wrong}");
    }
    assert!(query("start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z")[0].starts_with("start_date"));
    errors(&node.get(&format!("/open311/v2/requests/HAB-26A-000001-Z.json?api_key={key}")).send(), 400);
    errors(&Call::new("DELETE", node.url("/open311/v2/requests.json")).send(), 405);
    for nothing in ["/open311", "/open311/v2/requests", "/open311/v2/services/delay", "/open311/v3/services.json"] {
        assert_eq!(node.get(nothing).send().status, 404, "{nothing}");
    }
}

#[test]
fn one_filing_under_a_key_and_another_one_without() {
    let node = Alone::start();
    let [one, other] = ["Une", "Autre"].map(|name| app(&node, "mhab", name).token);
    let sent = |key: &str| post(&node, &report(key, &[])).key("0123456789abcdef").send();
    let first = sent(&one).expect(200).text();
    assert_eq!(sent(&one).expect(200).text(), first);
    assert_eq!(references(&node, &one, "").len(), 1);
    let changed = post(&node, &report(&one, &[("lat", "1"), ("long", "1")])).key("0123456789abcdef").send();
    errors(&changed, 400);
    errors(&post(&node, &report(&one, &[])).key("x").send(), 400);
    // Another app's key is another app's.
    assert_ne!(sent(&other).expect(200).text(), first);
    assert_eq!((references(&node, &one, "").len(), references(&node, &other, "").len()), (1, 1));
    files(&node, &one);
    files(&node, &one);
    let all = references(&node, &one, "");
    assert_eq!(all.len(), 3);
    let page = |n: u32| references(&node, &one, &format!("page_size=2&page={n}"));
    assert_eq!([page(1), page(2), page(3)].concat(), all);
    assert!(references(&node, &one, "end_date=2020-01-01T00:00:00Z").is_empty());
    assert_eq!(references(&node, &one, &format!("service_code=x-y,{}", fixtures::CATEGORY)).len(), 3);
}

#[test]
fn an_agency_that_takes_nothing_takes_nothing_from_apps() {
    let node = Alone::start();
    let key = app(&node, "mhab", "Une").token;
    let before = files(&node, &key);
    let plain = || PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency("HAB") };
    node.put_agency("mhab", &PutAgency { widget: "off".into(), ..plain() });
    let said = errors(&post(&node, &report(&key, &[])).send(), 403);
    assert_eq!(said.len(), 1);
    assert_eq!(references(&node, &key, ""), [before]);
    // Where a proof of work is asked of everybody, an app files without.
    let mut strict = plain();
    strict.protection.proof = "required".into();
    node.put_agency("mhab", &strict);
    files(&node, &key);
}

#[test]
fn services_are_an_agencys_categories_in_the_language_asked_for() {
    let node = Alone::start();
    assert!(errors(&node.get("/open311/v2/services.json").send(), 400)[0].starts_with("jurisdiction_id: "));
    errors(&node.get("/open311/v2/services.json?jurisdiction_id=nobody").send(), 404);
    let named: Names = [("ar", "حفر"), ("fr", "Trous & fuites")].map(|(l, n)| (l.to_owned(), n.to_owned())).into();
    let mut body = PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency("HAB") };
    body.categories[0].names = named;
    node.put_agency("mhab", &body);
    let of = |query: &str| -> Vec<Value> {
        node.get(&format!("/open311/v2/services.json?jurisdiction_id=mhab&{query}")).send().json(200)
    };
    let (french, arabic) = (of("locale=fr"), of("lang=ar"));
    assert_eq!(french.len(), body.categories.len());
    assert_eq!((&french[0]["service_name"], &arabic[0]["service_name"]), (&json!("Trous & fuites"), &json!("حفر")));
    assert_eq!((&french[0]["keywords"], &french[0]["metadata"]), (&json!("حفر"), &json!(false)));
    let definition: Value =
        node.get(&format!("/open311/v2/services/{}.json?jurisdiction_id=mhab", fixtures::CATEGORY)).send().json(200);
    assert_eq!(definition["attributes"], json!([]));
    errors(&node.get("/open311/v2/services/nothing.json?jurisdiction_id=mhab").send(), 404);
    let found: Value = node.get("/open311/v2/discovery.json").send().json(200);
    assert_eq!(found["endpoints"][0]["url"], json!(format!("{}/open311/v2", node.base_url())));
    // Where there is one agency, nobody has to name it.
    let alone = Node::start("alone");
    alone.put_agency("mhab", &body);
    alone.get("/open311/v2/services.json").send().expect(200);
}

#[test]
fn the_clients_of_others_list_file_and_follow_in_json_and_in_xml() {
    let node = Alone::start();
    let mut body = PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency("HAB") };
    let odd = [("ar".to_owned(), "حفر & تسرب <\"هنا\">".to_owned()), ("fr".to_owned(), "Trous".to_owned())];
    body.categories[0].names = odd.into();
    node.put_agency("mhab", &body);
    let key = app(&node, "mhab", "Une").token;
    let mut script = Command::new(place::python_with("open311-clients"));
    script.arg(place::repo().join("tests/python/open311.py"));
    script.args([&format!("{}/open311/v2", node.base_url()), "mhab", &key, fixtures::CATEGORY]);
    let output = script.output().expect("Python");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(said["name"], json!("حفر & تسرب <\"هنا\">"));
    let reference = said["reference"].as_str().expect("a reference");
    let seen = node.desk("mhab", "N. Agent").opens(reference);
    assert!(seen.body.starts_with("Un trou & une fuite <ici> \"là\""), "{}", seen.body);
    assert_eq!(seen.complainant.name.as_deref(), Some("Amal Exemple"));
    assert_eq!(said["status"], json!("open"));
}
