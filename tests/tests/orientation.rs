//! Orientation on a running node: questions as links to the form, or to whoever is competent; and who files for whom.
#![cfg(test)]

use integration_tests::desk::Citizen;
use integration_tests::fixtures::{CATEGORY, TYPED, agency};
use integration_tests::page::Page;
use integration_tests::stack::Alone;
use serde_json::{Value, json};

fn with_questions(last: &str) -> Value {
    let mut body = serde_json::to_value(agency("HAB")).unwrap();
    body["orientation"] = json!([
        { "id": "about", "text": { "fr": "De quoi parlez-vous ?" }, "answers": [
            { "text": { "fr": "Un retard" }, "ask": last },
            { "text": { "fr": "Une <idée>" }, "file": { "kind": "suggestion", "category": CATEGORY } } ] },
        { "id": "court", "text": { "fr": "Devant un tribunal ?" }, "answers": [
            { "text": { "fr": "Oui" }, "elsewhere": { "body": { "fr": "Le tribunal saisi" }, "reason": { "fr": "Lui seul juge." } } } ] }
    ]);
    body
}

fn node() -> Alone {
    let node = Alone::start();
    node.call_as_operator("PUT", "/v1/admin/agencies/mhab").json(&with_questions("court")).send().expect(200);
    node
}

/// Where the link with these words leads, below the node's address.
fn link(node: &Alone, html: &str, words: &str) -> String {
    let before = html.split(words).next().unwrap();
    let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&");
    href.strip_prefix(&node.base_url()).unwrap_or(&href).to_owned()
}

#[test]
fn the_form_leads_to_the_questions_and_each_answer_somewhere() {
    let node = node();
    let get = |path: &str| node.get(path).send().expect(200).text();
    let form = get("/mhab?lang=fr");
    let first = get(&link(&node, &form, "Aidez-moi à choisir"));
    assert!(first.contains("De quoi parlez-vous ?") && first.contains("Une &lt;idée"));
    let second = get(&link(&node, &first, "Un retard"));
    assert!(second.contains("Devant un tribunal ?"));
    let end = get(&link(&node, &second, ">Oui<"));
    assert!(end.contains("Le tribunal saisi") && end.contains("Lui seul juge."));
    // Nobody is kept from filing, and the way back is there.
    assert!(get(&link(&node, &end, "Écrire quand même")).contains("data-form=\"file\""));
    assert!(get(&link(&node, &end, "Question précédente")).contains("Devant un tribunal ?"));
    assert!(get(&link(&node, &second, "Question précédente")).contains("De quoi parlez-vous ?"));
}

#[test]
fn an_answer_brings_the_form_with_its_choices_made() {
    let node = node();
    let first = node.get("/mhab/orientation?lang=fr").send().expect(200).text();
    let form = Page::of(node.get(&link(&node, &first, "Une &lt;idée")).send().expect(200));
    assert_eq!((form.form("file").value("kind"), form.form("file").value("category")), ("suggestion", CATEGORY));
}

#[test]
fn questions_that_lead_nowhere_are_refused_and_none_are_no_page() {
    let node = Alone::start();
    assert_eq!(node.get("/mhab/orientation").send().status, 404);
    assert!(!node.get("/mhab?lang=fr").send().text().contains("Aidez-moi à choisir"));
    let circle = node.call_as_operator("PUT", "/v1/admin/agencies/mhab").json(&with_questions("about")).send();
    let problem = circle.problem();
    assert_eq!((problem.status, problem.errors[0].field.as_str()), (422, "/orientation/0/answers/0"));
}

#[test]
fn a_group_files_through_whoever_writes() {
    let node = Alone::start();
    let form = || Page::of(node.get("/mhab?lang=fr").send().expect(200));
    let group = [
        ("on_behalf", "group"),
        ("nature", "habitants d’un immeuble"),
        ("country", "FR"),
        ("address", "1, rue Fictive"),
    ];
    let mut fields: Vec<(&str, &str)> = TYPED.iter().chain(&group).copied().collect();
    let refused = form().sends("file", &fields);
    assert_eq!(refused.status, 422);
    assert!(refused.seen().contains("Écrivez le nom de l’entreprise, du groupe ou de la personne."));
    assert_eq!(refused.form("file").value("country"), "FR");
    fields.push(("represented", "Les habitants du 12"));
    let receipt = form().sends("file", &fields);
    assert_eq!(receipt.status, 201, "{}", receipt.seen());
    let open = receipt.form("open");
    let citizen = Citizen {
        base_url: node.base_url(),
        reference: open.value("reference").to_owned(),
        code: open.value("access_code").to_owned(),
    };
    citizen.opens();
    let case = serde_json::to_value(node.desk("mhab", "N. Agent").opens(&citizen.reference)).unwrap();
    let complainant = json!({ "kind": "group", "nature": "habitants d’un immeuble", "name": "Les habitants du 12",
        "address": "1, rue Fictive", "country": "FR" });
    assert_eq!(case["complainant"], complainant);
    assert_eq!(case["representative"]["name"], "Amal Exemple");
}
