//! The connector to portals of Open311: a real node as the portal, and one of another kind.
#![cfg(test)]

use integration_tests::assertions::{kinds, only};
use integration_tests::clock::until;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{self, CATEGORY, ROUTED, filing, routed};
use integration_tests::gate::Gate;
use integration_tests::stack::Alone;
use integration_tests::town::{Mood, Town};
use std::time::Duration;
use wire::v1::admin::{PutAgency, PutPeer, RouteBody};
use wire::v1::case::CaseView;

/// Within this time something has gone over, also after a peer kept silent for its twenty seconds.
const SOON: Duration = Duration::from_secs(120);
/// Within this time a case has been looked at: looks are a minute apart, and chance adds a fifth.
const LOOK: Duration = Duration::from_secs(150);
/// What the node writes when it gives up.
const DEAD: &str = "\"what\":\"dead\"";

fn portal(url: &str, key: &str, settings: &[(&str, &str)]) -> PutPeer {
    let fixed = [("service", CATEGORY), ("path", "/open311/v2")];
    let all = fixed.into_iter().chain(settings.iter().copied());
    PutPeer {
        url: url.into(),
        connector: "open311".into(),
        names: fixtures::names("المدينة", "La ville"),
        settings: all.map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
        secret: Some(key.into()),
        ..PutPeer::default()
    }
}

/// A node whose complaints of two categories go to these two peers.
fn node_before(one: &PutPeer, other: &PutPeer) -> Alone {
    let node = Alone::start();
    node.put_peer("one", one);
    node.put_peer("other", other);
    let to = |category: &str, to: &str| RouteBody {
        kinds: vec!["complaint".into()],
        categories: vec![category.into()],
        to: to.into(),
    };
    let routes = vec![to(CATEGORY, "one"), to(ROUTED, "other")];
    node.put_agency("mhab", &PutAgency { routes, mediator: None, ..fixtures::agency("HAB") });
    node
}

fn is_forwarded(citizen: &Citizen) -> CaseView {
    until("the case at the portal", SOON, || Some(citizen.opens()).filter(|case| case.status == "forwarded"))
}

fn known_as(case: &CaseView) -> String {
    only(&case.timeline, "forwarded").peer_reference.clone().expect("its name there")
}

fn texts(case: &CaseView, kind: &str) -> Vec<String> {
    case.timeline.iter().filter(|e| e.kind == kind).filter_map(|e| e.text.clone()).collect()
}

#[test]
fn a_real_node_as_the_portal_gets_the_case_once_and_its_end_comes_back() {
    let city = Alone::start();
    let key = city.token_as("app", "mhab", "Autre administration").token;
    // The answer to the first report is lost on its way.
    let gate = Gate::before(&city.address(), 0);
    let json = portal(&gate.url(), &key, &[("complainant", "contact"), ("jurisdiction", "mhab")]);
    let xml = portal(&city.base_url(), &key, &[("format", "xml"), (&format!("service.{ROUTED}"), "reception")]);
    let node = node_before(&json, &xml);
    let citizens = [filing(), routed("Un guichet demande de l’argent")].map(|f| Citizen::files(&node, "mhab", &f));
    until("a report of which the node has not heard", SOON, || (gate.waiting() == 1).then_some(()));
    gate.lose_waiting_and_open();
    let desk = city.desk("mhab", "N. Agent");
    for (citizen, category) in citizens.iter().zip([CATEGORY, "reception"]) {
        let reference = known_as(&is_forwarded(citizen));
        let there = desk.opens(&reference);
        assert!(
            there.body.starts_with(&format!("[{}] {}\n\n", citizen.reference, citizen.opens().subject)),
            "{}",
            there.body
        );
        assert!(there.body.contains("ملف بدون جواب") && !there.body.contains("Amal"), "{}", there.body);
        assert_eq!((there.category.as_str(), there.channel.as_str()), (category, "open311"));
        assert!(!there.body.contains(&citizen.code), "the access code stays with the citizen");
        desk.says(&reference, "answer", "Voici la décision.");
    }
    assert_eq!(desk.all().len(), 2, "an answer that was lost files nothing twice");
    let names: Vec<_> = desk.all().iter().map(|row| desk.opens(&row.reference).complainant.name).collect();
    assert!(names.contains(&Some("Amal Exemple".into())) && names.contains(&None), "{names:?}");
    for citizen in &citizens {
        let case = until("the end", LOOK, || Some(citizen.opens()).filter(|case| case.status == "answered"));
        // A node says by this protocol that there is an answer, and not which.
        assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "answer"]);
        let said = only(&case.timeline, "answer");
        assert_eq!(said.actor.body.as_deref(), Some("La ville"));
        assert!(!said.text.as_deref().unwrap_or_default().contains("décision"));
    }
}

#[test]
fn a_portal_that_keeps_silent_or_mumbles_gets_no_second_report() {
    let (silent, mumbling) = (Town::with(&[Mood::KeepsSilent]), Town::with(&[Mood::Mumbles]));
    let node = node_before(&portal(&silent.url(), "k", &[]), &portal(&mumbling.url(), "k", &[("format", "xml")]));
    let citizens = [filing(), routed("Un guichet")].map(|f| Citizen::files(&node, "mhab", &f));
    for (citizen, town) in citizens.iter().zip([&silent, &mumbling]) {
        assert_eq!(known_as(&is_forwarded(citizen)), "0");
        assert_eq!(town.reports().len(), 1, "one report");
        let searched = town.seen().iter().any(|seen| seen.line().contains("&start_date=20") && seen.body.is_empty());
        assert!(searched, "{:?}", town.seen().iter().map(|seen| seen.line().to_owned()).collect::<Vec<_>>());
    }
    assert!(node.deliveries("?state=delivered").iter().all(|delivery| delivery.attempts > 1));
    let form = &silent.reports()[0].form;
    assert_eq!((form["api_key"].as_str(), form["service_code"].as_str()), ("k", CATEGORY));
    assert!(!form.contains_key("email") && !form.contains_key("first_name"), "{form:?}");
}

#[test]
fn a_token_is_followed_to_its_number_and_notes_and_statuses_come_back() {
    let town = Town::with(&[]);
    town.gives_tokens(true);
    let settings = [
        ("complainant", "contact"),
        ("address_string", "Place du Modèle"),
        ("key", "query"),
        ("acknowledged", "in progress"),
        ("upheld", "fixed, closed - fixed"),
    ];
    let xml: Vec<_> = settings.into_iter().chain([("format", "xml")]).collect();
    let node = node_before(&portal(&town.url(), "geheim", &settings), &portal(&town.url(), "geheim", &xml));
    let citizens = [filing(), routed("Un guichet")].map(|f| Citizen::files(&node, "mhab", &f));
    for citizen in &citizens {
        assert_eq!(known_as(&is_forwarded(citizen)), citizen.reference, "there is no number yet");
    }
    let reports = town.reports();
    let form = &reports[0].form;
    let said = ["first_name", "last_name", "email", "phone", "address_string"].map(|name| form[name].as_str());
    assert_eq!(said, ["Amal", "Exemple", "amal@exemple.ma", "+212612345678", "Place du Modèle"]);
    town.gives_tokens(false);
    for report in 0..2 {
        town.says(report, "In progress", "Une équipe passe & repasse <demain>.\nMerci.");
    }
    for citizen in &citizens {
        let case = until("word of it", LOOK, || Some(citizen.opens()).filter(|case| texts(case, "message").len() == 2));
        let number =
            reports.iter().position(|r| r.form["description"].contains(&citizen.reference)).expect("its report");
        let told = [format!("№ {number}"), "Une équipe passe & repasse <demain>.\nMerci.".to_owned()];
        assert_eq!(texts(&case, "message"), told);
        assert_eq!(case.status, "under_review");
        town.says(number, "Closed - Fixed", "");
    }
    for citizen in &citizens {
        let case = until("the end", LOOK, || Some(citizen.opens()).filter(|case| case.status == "closed"));
        assert_eq!(case.outcome.as_deref(), Some("upheld"));
        assert_eq!(kinds(&case), ["filed", "forwarding", "forwarded", "message", "acknowledged", "message", "closed"]);
    }
    let asked = town
        .seen()
        .iter()
        .filter(|seen| seen.line().starts_with("GET"))
        .all(|seen| seen.line().contains("api_key=geheim") && seen.header("authorization").is_empty());
    assert!(asked, "the key goes as the portal wants it");
}

#[test]
fn what_a_portal_refuses_is_seen_and_what_it_cannot_be_told_too() {
    const MISSING: &str = r#"[{"code":400,"description":"service_code was not provided"}]"#;
    const KEY: &str = "<errors><error><code>403</code><description>api_key</description></error></errors>";
    let refusing = Town::with(&[Mood::Says(400, MISSING), Mood::Says(503, "")]);
    let strict = Town::with(&[Mood::Says(200, KEY)]);
    let mut node = node_before(&portal(&refusing.url(), "k", &[]), &portal(&strict.url(), "k", &[("format", "xml")]));
    node.expect_error(DEAD);
    let [one, other] = [filing(), routed("Un guichet")].map(|f| Citizen::files(&node, "mhab", &f));
    let dead = until("a dead delivery", SOON, || node.deliveries("?state=dead").into_iter().next());
    assert_eq!((dead.reason.as_deref(), dead.last_attempts[0].status), (Some("refused"), Some(400)));
    let retry = format!("/v1/admin/deliveries/{}/retry", dead.id);
    node.call_as_operator("POST", &retry).send().expect(202);
    // Then it is busy for a while, and the other says with 200 that it does not know the key: both take it later.
    is_forwarded(&one);
    is_forwarded(&other);
    let attempts = |peer: &str| {
        let mut all = node.deliveries("?state=delivered").into_iter().filter(|d| d.peer == peer);
        let attempts = all.next().expect("a delivery").last_attempts;
        attempts.into_iter().map(|a| (a.outcome, a.status)).collect::<Vec<_>>()
    };
    assert!(attempts("one").contains(&("busy".into(), Some(503))), "{:?}", attempts("one"));
    assert!(attempts("other").contains(&("failed".into(), Some(403))), "{:?}", attempts("other"));
    assert_eq!((refusing.reports().len(), strict.reports().len()), (1, 1));
    // The protocol takes nothing after the report: nobody is left to believe that it did.
    one.writes("Et la date : le 3.");
    let dead = until("a dead message", SOON, || node.deliveries("?state=dead").into_iter().next());
    assert_eq!((dead.reason.as_deref(), dead.last_attempts[0].status), (Some("refused"), Some(405)));
    let path = format!("/v1/admin/deliveries/{}/discard?reason=left", dead.id);
    assert!(node.call_as_operator("POST", &path).send().status < 300);
}
