//! What a complainant can have of what is held on a case: all of it, corrected, or erased on request.
#![cfg(test)]

use integration_tests::assertions::{fields, refused};
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{agency, filing, names};
use integration_tests::stack::{Alone, Pair};
use integration_tests::upload::{Upload, pdf};
use serde_json::{Value, json};
use wire::problem::ProblemCode;
use wire::v1::admin::PutAgency;
use wire::v1::filing::FileCase;
use wire::v1::keep::CaseExport;

fn export(citizen: &Citizen) -> CaseExport {
    citizen.call("GET", "/export").lang("fr").send().json(200)
}

fn fields_of(citizen: &Citizen) -> [(&'static str, String); 2] {
    [("reference", citizen.reference.clone()), ("access_code", citizen.code.clone())]
}

#[test]
fn the_export_has_all_that_is_held_and_no_name_of_a_reader() {
    let pair = Pair::start();
    let body = PutAgency { retention_days: Some(90), ..agency("HAB") };
    pair.agencies.put_agency("mhab", &body);
    let document = Upload::whole(&pair.agencies, "mhab", "acte.pdf", &pdf(9_000));
    let citizen = pair.citizen(&FileCase { documents: vec![document.clone()], ..filing() });
    let desk = pair.agencies.desk("mhab", "Nadia Lectrice");
    desk.says(&citizen.reference, "note", "Entre nous.");
    let _ = desk.opens(&citizen.reference);
    citizen.escalates();
    pair.settles();
    let answer = citizen.call("GET", "/export").lang("fr").send();
    assert_eq!(answer.header("cache-control"), "no-store");
    let text = answer.expect(200).text();
    assert!(!text.contains("Nadia") && !text.contains("Entre nous"), "{text}");
    let all = export(&citizen);
    let person = filing().complainant;
    assert_eq!((&all.filing.complainant.name, &all.filing.complainant.email), (&person.name, &person.email));
    assert_eq!((all.case.subject.as_str(), all.case.documents.len()), (filing().subject.as_str(), 1));
    assert_eq!((all.case.documents[0].id.as_str(), all.case.documents[0].sha256.len()), (document.as_str(), 64));
    // The link is a link.
    let bytes = integration_tests::client::Call::new("GET", format!("{}{document}", all.documents_at))
        .bearer(&citizen.code)
        .send();
    assert_eq!(bytes.expect(200).body.len(), 9_000);
    let kinds: Vec<&str> = all.case.timeline.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["filed", "note", "escalated", "forwarded"]);
    assert_eq!(all.sent.len(), 1);
    assert_eq!((all.sent[0].peer.as_str(), all.sent[0].state.as_str()), ("Le Médiateur", "delivered"));
    let read = &all.read[0];
    assert_eq!((read.role.as_str(), read.what.as_str(), read.token.as_str()), ("caseworker", "case", ""));
    assert!(all.kept.contains("90 jours") && all.erase_at.is_none());
    // What is internal is not in the case as it is shown otherwise.
    assert_eq!(citizen.opens().timeline.len(), 3);
    // Somebody else's code opens nothing.
    let other = pair.citizen(&filing());
    let call = other.call("GET", "/export");
    assert_eq!(call.send().status, 200);
    refused(&Citizen { code: other.code, ..citizen }.call("GET", "/export"), ProblemCode::CaseNotFound);
    pair.settles();
}

#[test]
fn how_long_it_is_kept_is_said_as_people_say_it() {
    let node = Alone::start();
    let citizen = node.citizen();
    let kept = |days: i64, language: &str| {
        let keeps = PutAgency { routes: Vec::new(), mediator: None, retention_days: Some(days), ..agency("HAB") };
        node.put_agency("mhab", &keeps);
        citizen.call("GET", "/export").lang(language).send().json::<CaseExport>(200).kept
    };
    for (language, five_years, other) in [
        ("fr", "effacés 5 ans après", "effacés 100 jours après"),
        ("en", "erased 5 years after", "erased 100 days after"),
        ("es", "borran 5 años después", "borran 100 días después"),
        ("ar", "بعد 5 سنوات من", "بعد 100 يوم من"),
        ("zgh", "5 ⵉⵙⴳⴳⵯⴰⵙⵏ ⴷⴰⵔⵜ", "100 ⵡⵓⵙⵙⴰⵏ ⴷⴰⵔⵜ"),
    ] {
        let (years, days) = (kept(1_825, language), kept(100, language));
        assert!(years.contains(five_years) && days.contains(other), "{years} / {days}");
    }
    assert!(kept(365, "ar").contains("بعد سنة واحدة من") && kept(730, "ar").contains("بعد سنتين من"));
    assert!(kept(365, "fr").contains("1 an après") && kept(60, "ar").contains("60 يوما"));
}

#[test]
fn the_page_shows_it_without_scripts_and_is_linked_from_the_case() {
    let node = Alone::start();
    let note = names("نص المؤسسة", "Le décret le prévoit ainsi.");
    node.put_agency("mhab", &PutAgency { routes: Vec::new(), mediator: None, retention_note: note, ..agency("HAB") });
    let document = Upload::whole(&node, "mhab", "acte.pdf", &pdf(9_000));
    let citizen = Citizen::with(
        &node,
        &integration_tests::desk::file(&node, "mhab", &FileCase { documents: vec![document], ..filing() }),
    );
    let fields = fields_of(&citizen);
    let posted =
        |path: &str| node.post(path).form(&fields.each_ref().map(|(name, value)| (*name, value.as_str()))).send();
    let case = posted("/mhab/case?lang=fr").expect(200).text();
    assert!(
        case.contains("/mhab/case/export") && case.contains("Tout ce que nous conservons sur ce dossier"),
        "{case}"
    );
    for (lang, title, kept) in [
        ("fr", "Tout ce que nous conservons sur ce dossier", "Le décret le prévoit ainsi."),
        ("ar", "كل ما نحتفظ به عن هذا الملف", "نص المؤسسة"),
    ] {
        let page = posted(&format!("/mhab/case/export?lang={lang}"));
        assert_eq!(page.header("cache-control"), "no-store");
        let html = page.expect(200).text();
        assert!(html.contains(title) && html.contains(kept), "{html}");
        assert!(html.contains("acte.pdf") && html.contains("/mhab/case/documents/"), "{html}");
        assert!(html.contains("data:application/json;base64,") && !html.contains("<script"), "{html}");
        assert!(html.contains("/mhab/case/messages") && html.contains("name=\"about\""), "{html}");
        let name = filing().complainant.name.unwrap();
        assert!(html.contains(&name), "{html}");
    }
    // A wrong code leads to the door.
    let wrong = node
        .post("/mhab/case/export?lang=fr")
        .form(&[("reference", citizen.reference.as_str()), ("access_code", "ABCD-EFGH-JKMN-PQRS")])
        .send();
    assert_eq!(wrong.status, 404);
}

#[test]
fn a_request_reaches_the_desk_also_after_the_end_and_is_answered_there() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    desk.acts(&citizen.reference, &json!({ "action": "close", "outcome": "upheld" }));
    // A plain message is not possible any more; a request is.
    refused(&citizen.message(&json!({ "text": "Encore." })), ProblemCode::ActionNotPossible);
    let done = citizen.message(&json!({ "text": "Effacez tout.", "about": "erasure" })).send().json::<Value>(201);
    assert_eq!((done["event"]["about"].as_str(), done["status"].as_str()), (Some("erasure"), Some("closed")));
    let entry = desk.opens(&citizen.reference).timeline.pop().expect("an entry");
    assert_eq!((entry.kind.as_str(), entry.about.as_deref()), ("message", Some("erasure")));
    desk.acts(&citizen.reference, &json!({ "action": "message", "about": "erasure", "text": "C’est transmis." }));
    let last = citizen.opens().timeline.pop().expect("an entry");
    assert_eq!((last.actor.role.as_str(), last.about.as_deref()), ("caseworker", Some("erasure")));
    let wrong = refused(&citizen.message(&json!({ "text": "x", "about": "whim" })), ProblemCode::InvalidFields);
    assert_eq!(fields(&wrong)[0].0, "/about");
    // The same from the page.
    let [reference, code] = fields_of(&citizen);
    let form =
        [(reference.0, reference.1.as_str()), (code.0, code.1.as_str()), ("about", "correction"), ("text", "Mon nom.")];
    let html = node.post("/mhab/case/messages?lang=fr").form(&form).send().expect(200).text();
    assert!(html.contains("Rectification de vos coordonnées"), "{html}");
}

#[test]
fn a_correction_stands_in_every_view_and_the_receipt_still_proves_what_was_filed() {
    let pair = Pair::start();
    let (citizen, desk) = (pair.citizen(&filing()), pair.agencies.desk("mhab", "N. Agent"));
    let before = filing().complainant.name.unwrap();
    let correct = |person: Value| {
        desk.action(&citizen.reference, &json!({ "action": "correct", "text": "Nom rectifié.", "complainant": person }))
    };
    let wrong = refused(&correct(json!({ "email": "x" })), ProblemCode::InvalidFields);
    let named: Vec<&str> = fields(&wrong).into_iter().map(|(field, _)| field).collect();
    assert_eq!(named, ["/complainant/name", "/complainant/email"]);
    correct(json!({ "name": "Amal Corrigée", "phone": "0612345678" })).send().expect(201);
    let person = desk.opens(&citizen.reference).complainant;
    assert_eq!((person.name.as_deref(), person.phone.as_deref()), (Some("Amal Corrigée"), Some("+212612345678")));
    let text = citizen.call("GET", "/export").send().expect(200).text();
    assert!(text.contains("Amal Corrigée") && !text.contains(&before), "{text}");
    // Whoever gets the case from now on gets it corrected.
    citizen.escalates();
    pair.settles();
    let mediator = pair.mediator.desk("mediator", "M. Délégué");
    let there = mediator.page("").cases.remove(0).reference;
    assert_eq!(mediator.opens(&there).complainant.name.as_deref(), Some("Amal Corrigée"));
    // The receipt is for what was filed, and the page that proves it opens.
    assert_eq!(citizen.call("GET", "/receipt").send().status, 200);
    let fields = fields_of(&citizen);
    let form = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let paper = pair.agencies.post("/mhab/receipt?lang=fr").form(&form).send();
    assert!(paper.expect(200).text().contains(&before));
}

#[test]
fn a_register_that_begins_a_new_data_key_goes_on() {
    let node = Alone::start();
    let citizen = node.citizen();
    let register = domain::reference::Reference::parse(&citizen.reference).unwrap().register().to_string();
    let path = format!("/v1/admin/registers/{register}/data-key");
    for _ in 0..2 {
        assert_eq!(node.call_as_operator("POST", &path).send().status, 204);
    }
    citizen.writes("Sous la nouvelle clé.");
    assert_eq!(citizen.opens().timeline.len(), 2);
    refused(&node.call_as_operator("POST", "/v1/admin/registers/XYZ-26A/data-key"), ProblemCode::NotFound);
}
