//! Every path of the node, with every kind of credential: who gets in, and that one agency never reads another's.
//!
//! The paths are read out of the router itself: one that is not in the table below fails the test.
//! Longer than usual: the table has a line for each path.
#![cfg(test)]

use domain::reference::Reference;
use domain::role::{Right, StaffRole};
use integration_tests::client::{Answer, Call};
use integration_tests::clock;
use integration_tests::desk::{Citizen, file};
use integration_tests::fixtures::{filing, peer as peer_of};
use integration_tests::node::Node;
use integration_tests::place;
use integration_tests::sender::{Sender, opened};
use integration_tests::stack::Alone;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;
use wire::exchange::Taken;
use wire::v1::admin::TokenMade;
use wire::v1::filing::FileCase;

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guard {
    /// Anybody: a credential changes nothing.
    Open,
    /// Who has the case's access code, as the bearer token.
    Code,
    /// Who has it, as a field of a form.
    Form,
    /// Who proves it with a socket's first message: no answer depends on a credential.
    Socket,
    /// Staff of an agency with this right; of the agency whose case it is.
    Desk(Right),
    /// Operators with this right.
    Operator(Right),
    /// An app, by its key; of the agency whose case it is, and for a case that it has filed.
    App,
    /// Who signs as a peer, or has the token for figures: no credential of a person helps.
    Signed,
}

use Guard::{App, Code, Desk, Form, Open, Operator, Signed, Socket};

const TABLE: &[(&str, &str, Guard)] = &[
    ("GET", "/", Open),
    ("GET", "/.well-known/wasl.json", Open),
    ("GET", "/docs/api", Open),
    ("GET", "/docs/api.css", Open),
    ("GET", "/embed", Open),
    ("GET", "/healthz", Open),
    ("GET", "/metrics", Signed),
    ("GET", "/open311/v2/discovery.json", Open),
    ("GET", "/open311/v2/discovery.xml", Open),
    ("GET", "/open311/v2/services.json", Open),
    ("GET", "/open311/v2/services.xml", Open),
    ("GET", "/open311/v2/services/{}", Open),
    ("GET", "/open311/v2/requests.json", App),
    ("GET", "/open311/v2/requests.xml", App),
    ("POST", "/open311/v2/requests.json", App),
    ("POST", "/open311/v2/requests.xml", App),
    ("GET", "/open311/v2/requests/{}", App),
    ("GET", "/open311/v2/tokens/{}", App),
    ("GET", "/openapi.json", Open),
    ("GET", "/readyz", Open),
    ("GET", "/v1/log/{}/checkpoint", Open),
    ("GET", "/v1/log/{}/tile/{}/{..}", Open),
    ("GET", "/problems", Open),
    ("GET", "/problems/{}", Open),
    ("GET", "/v1/agencies", Open),
    ("GET", "/v1/agencies/{}", Open),
    ("POST", "/v1/agencies/{}/cases", Open),
    ("POST", "/v1/agencies/{}/documents", Open),
    ("POST", "/v1/agencies/{}/suggestions", Open),
    ("DELETE", "/v1/agencies/{}/documents/{}", Open),
    ("GET", "/v1/agencies/{}/documents/{}", Open),
    ("PATCH", "/v1/agencies/{}/documents/{}", Open),
    ("POST", "/v1/agencies/{}/documents/{}", Open),
    ("GET", "/v1/challenge", Open),
    ("GET", "/w/{}/{..}", Open),
    ("GET", "/wasl.js", Open),
    ("GET", "/{}", Open),
    ("POST", "/{}", Open),
    ("GET", "/{}/case", Open),
    ("GET", "/{}/orientation", Open),
    ("GET", "/{}/wasl.js", Open),
    ("GET", "/{}/widget", Open),
    ("GET", "/v1/cases/{}", Code),
    ("POST", "/v1/cases/{}/actions", Code),
    ("GET", "/v1/cases/{}/documents/{}", Code),
    ("GET", "/v1/cases/{}/live", Socket),
    ("POST", "/v1/cases/{}/messages", Code),
    ("GET", "/v1/cases/{}/export", Code),
    ("GET", "/v1/cases/{}/proof", Code),
    ("GET", "/v1/cases/{}/receipt", Code),
    ("POST", "/{}/case", Form),
    ("POST", "/{}/case/actions", Form),
    ("POST", "/{}/case/documents/{}", Form),
    ("POST", "/{}/case/export", Form),
    ("POST", "/{}/case/messages", Form),
    ("POST", "/{}/receipt", Form),
    ("GET", "/v1/desk/accesses", Desk(Right::ReadAccesses)),
    ("GET", "/v1/desk/cases", Desk(Right::ReadCases)),
    ("GET", "/v1/desk/cases/{}", Desk(Right::ReadCases)),
    ("GET", "/v1/desk/cases/{}/accesses", Desk(Right::ReadAccesses)),
    ("POST", "/v1/desk/cases/{}/actions", Desk(Right::TreatCases)),
    ("GET", "/v1/desk/cases/{}/documents/{}", Desk(Right::ReadCases)),
    ("GET", "/v1/desk/corrections", Desk(Right::ExportCases)),
    ("GET", "/v1/desk/waves", Desk(Right::ReadCases)),
    ("POST", "/v1/desk/cases/{}/erase", Desk(Right::EraseCases)),
    ("GET", "/v1/desk/deliveries", Desk(Right::ReadDeliveries)),
    ("POST", "/v1/desk/deliveries/{}/retry", Desk(Right::MendDeliveries)),
    ("POST", "/v1/desk/token/renew", Desk(Right::ReadCases)),
    ("GET", "/v1/desk/deliberations", Desk(Right::ReadCases)),
    ("POST", "/v1/desk/deliberations", Desk(Right::TreatCases)),
    ("GET", "/v1/desk/deliberations/{}", Desk(Right::ReadCases)),
    ("POST", "/v1/desk/deliberations/{}/actions", Desk(Right::TreatCases)),
    ("GET", "/v1/desk/deliberations/{}/documents/{}", Desk(Right::ReadCases)),
    ("GET", "/v1/admin/agencies", Operator(Right::Configure)),
    ("GET", "/v1/admin/agencies/{}", Operator(Right::Configure)),
    ("PUT", "/v1/admin/agencies/{}", Operator(Right::Configure)),
    ("GET", "/v1/admin/deliveries", Operator(Right::ReadDeliveries)),
    ("POST", "/v1/admin/deliveries/retry", Operator(Right::MendDeliveries)),
    ("POST", "/v1/admin/peers/{}/discard", Operator(Right::MendDeliveries)),
    ("POST", "/v1/admin/deliveries/{}/discard", Operator(Right::MendDeliveries)),
    ("POST", "/v1/admin/deliveries/{}/redirect", Operator(Right::MendDeliveries)),
    ("POST", "/v1/admin/deliveries/{}/retry", Operator(Right::MendDeliveries)),
    ("GET", "/v1/admin/peers", Operator(Right::Configure)),
    ("GET", "/v1/admin/peers/{}", Operator(Right::Configure)),
    ("PUT", "/v1/admin/peers/{}", Operator(Right::Configure)),
    ("GET", "/v1/admin/peers/{}/convention", Operator(Right::Configure)),
    ("GET", "/v1/admin/peers/{}/exchanged", Operator(Right::ReadDeliveries)),
    ("PUT", "/v1/admin/peers/{}/convention", Operator(Right::Configure)),
    ("GET", "/v1/admin/registers", Operator(Right::Configure)),
    ("POST", "/v1/admin/registers/{}/data-key", Operator(Right::Configure)),
    ("GET", "/v1/admin/registers/{}/backup", Operator(Right::Configure)),
    ("GET", "/v1/admin/registers/{}/restore", Operator(Right::Configure)),
    ("POST", "/v1/admin/registers/{}/restore", Operator(Right::Configure)),
    ("POST", "/v1/admin/drawers/{}/data-key", Operator(Right::Configure)),
    ("GET", "/v1/admin/drawers/{}/backup", Operator(Right::Configure)),
    ("GET", "/v1/admin/drawers/{}/restore", Operator(Right::Configure)),
    ("POST", "/v1/admin/drawers/{}/restore", Operator(Right::Configure)),
    ("GET", "/v1/admin/directories/{}/backup", Operator(Right::Configure)),
    ("GET", "/v1/admin/directories/{}/restore", Operator(Right::Configure)),
    ("POST", "/v1/admin/directories/{}/restore", Operator(Right::Configure)),
    ("GET", "/v1/admin/tokens", Operator(Right::IssueTokens)),
    ("POST", "/v1/admin/tokens", Operator(Right::IssueTokens)),
    ("DELETE", "/v1/admin/tokens/{}", Operator(Right::IssueTokens)),
    ("POST", "/v1/admin/tokens/{}/renew", Operator(Right::IssueTokens)),
    ("POST", "/v1/callbacks/{}", Signed),
    ("POST", "/v1/exchange/events", Signed),
    ("GET", "/v1/exchange/cases/{}/documents/{}", Signed),
];

/// The routes of the router's source: `(Method, ["segment", name, ..])` before `=>`.
fn routes() -> BTreeSet<(String, String)> {
    let source = fs::read_to_string(place::repo().join("edge-worker/src/router.rs")).expect("the router");
    let part = |from: &str, to: &str| {
        let begin = source.find(from).unwrap_or_else(|| panic!("no `{from}` in the router"));
        source[begin..].split_once(to).map(|(part, _)| part.to_owned()).expect("an end")
    };
    let mut found = arms(&part("async fn dispatch(", "\n}\n"), "");
    found.extend(arms(&part("async fn staff(", "\n}\n"), ""));
    found.extend(arms(&part("async fn deliberated(", "\n}\n"), ""));
    found.extend(arms(&part("async fn open311(", "\n}\n"), ""));
    found.extend(arms(&part("async fn stores(", "\n}\n"), ""));
    found.extend(arms(&part("async fn agency_page(", "\n}\n"), "/{}"));
    found
}

fn arms(source: &str, below: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for arm in source.split("=>").filter_map(|before| before.rsplit_once("\n        (").map(|(_, arm)| arm)) {
        let Some((methods, path)) = arm.split_once(", [").and_then(|(m, p)| Some((m, p.split_once(']')?.0))) else {
            continue;
        };
        let methods: Vec<_> = methods.split('|').map(str::trim).collect();
        if !methods.iter().all(|m| ["Get", "Post", "Put", "Patch", "Delete"].contains(m)) {
            continue;
        }
        let segment = |s: &str| match (s.strip_prefix('"').and_then(|s| s.strip_suffix('"')), s.contains("..")) {
            (Some(literal), _) => literal.to_owned(),
            (None, true) => "{..}".to_owned(),
            (None, false) => "{}".to_owned(),
        };
        let segments: Vec<_> = path.split(',').map(str::trim).filter(|s| !s.is_empty()).map(segment).collect();
        let path = format!("{below}/{}", segments.join("/"));
        let path = if path.len() > 1 { path.trim_end_matches('/').to_owned() } else { path };
        found.extend(methods.iter().map(|method| (method.to_uppercase(), path.clone())));
    }
    found
}

#[test]
fn every_route_is_in_the_table_and_nothing_else() {
    let table: BTreeSet<_> = TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(table.len(), TABLE.len(), "a route stands twice in the table");
    let routes = routes();
    assert!(routes.len() > 40, "the router is not read as it is written: {routes:?}");
    let missing: Vec<_> = routes.difference(&table).collect();
    let gone: Vec<_> = table.difference(&routes).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the table: {missing:?}; not in the router: {gone:?}");
}

/// A token, with what it should be good for.
struct Known {
    who: String,
    token: String,
    role: Option<StaffRole>,
    /// The agency, for roles that have one.
    agency: &'static str,
}

/// A node with a case of `mhab` whose words nobody else may read, and credentials of every kind.
struct World {
    node: Alone,
    citizen: Citizen,
    other: Citizen,
    /// One of `mhab`, with the same words.
    deliberation: String,
    document: String,
    known: Vec<Known>,
}

const SECRET: &str = "Zarzour-4711";

impl World {
    fn new() -> Self {
        let node = Alone::start();
        let words = FileCase { subject: format!("Permis {SECRET}"), body: format!("Texte {SECRET}"), ..filing() };
        let citizen = Citizen::with(&node, &file(&node, "mhab", &words));
        let other = Citizen::with(&node, &file(&node, "tizi", &filing()));
        let peer = Sender::named("mediator");
        node.put_peer("mediator", &peer_of("mediator", "http://127.0.0.1:9", "mediator", &peer.key.public().to_text()));
        let told = opened("mhab", &format!("Sujet {SECRET}"), &format!("Texte {SECRET}"));
        let event = peer.deliberates("MED-26A.1", "opened", None, "MED-26A-000001-6", told);
        let deliberation = peer.call(&node, &event).send().json::<Taken>(200).taken.remove(0).reference;
        let mut known = Vec::new();
        for agency in ["mhab", "tizi"] {
            for role in [StaffRole::Caseworker, StaffRole::Supervisor, StaffRole::App] {
                let token = node.token_as(role.name(), agency, "N. Agent").token;
                known.push(Known { who: format!("{} of {agency}", role.name()), token, role: Some(role), agency });
            }
        }
        let token = node.token_as("operator", "", "O. Technique").token;
        let operator =
            |who: &str, token: String| Known { who: who.into(), token, role: Some(StaffRole::Operator), agency: "" };
        known.push(operator("an operator", token));
        known.push(operator("the node's operator", node.operator_token.clone()));
        for (who, token) in [
            ("an ended token", ended(&node)),
            ("a revoked token", revoked(&node)),
            ("nonsense", "wasl_00".to_owned()),
            ("the case's code", citizen.code.clone()),
        ] {
            known.push(Known { who: who.into(), token, role: None, agency: "" });
        }
        Self { document: "2611zzzzzzzzzzzzzzzzzz00000000".into(), node, citizen, other, deliberation, known }
    }

    /// A route's path for the case of `mhab`.
    fn path(&self, pattern: &str) -> String {
        let register = Reference::parse(&self.citizen.reference).expect("a reference").register().to_string();
        let mut path = pattern.to_owned();
        for (before, value) in [
            ("/cases/{}", self.citizen.reference.clone()),
            ("/deliberations/{}", self.deliberation.clone()),
            ("/requests/{}", format!("{}.json", self.citizen.reference)),
            ("/v2/tokens/{}", format!("{}.xml", self.citizen.reference)),
            ("/services/{}", "delay.json?jurisdiction_id=mhab".to_owned()),
            ("/documents/{}", self.document.clone()),
            ("/deliveries/{}", format!("{register}.1")),
            ("/tokens/{}", "0123456789abcdef".to_owned()),
            ("/peers/{}", "nobody".to_owned()),
            ("/agencies/{}", "mhab".to_owned()),
            ("/w/{}", "0".to_owned()),
        ] {
            path = path.replace(before, &before.replace("{}", &value));
        }
        path.replace("/{..}", "/nothing.js").replacen("/{}", "/mhab", 1)
    }

    fn call(&self, method: &str, pattern: &str) -> Call {
        let call = Call::new(method, self.node.url(&self.path(pattern)));
        match (method, pattern) {
            ("POST" | "PUT", pattern) if pattern.starts_with("/v1") => call.json(&json!({})),
            ("POST", pattern) if pattern.starts_with("/open311") => call.form(&[("description", "x")]),
            _ => call,
        }
    }
}

fn ended(node: &Node) -> String {
    let body = json!({ "agency": "mhab", "role": "supervisor", "name": "N. Ancienne", "expires_in": 1 });
    let made: TokenMade = node.call_as_operator("POST", "/v1/admin/tokens").json(&body).send().json(201);
    let refused = || node.get("/v1/desk/cases").bearer(&made.token).send().status == 401;
    clock::until("the end of a token", Duration::from_secs(10), || refused().then_some(()));
    made.token
}

fn revoked(node: &Node) -> String {
    let made = node.token_as("supervisor", "mhab", "N. Partie");
    assert_eq!(node.get("/v1/desk/cases").bearer(&made.token).send().status, 200);
    assert_eq!(node.call_as_operator("DELETE", &format!("/v1/admin/tokens/{}", made.id)).send().status, 204);
    made.token
}

fn tells_nothing(answer: &Answer, what: &str) {
    assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET), "{what} reads another's case");
    assert_eq!(answer.header("set-cookie"), "", "{what}");
}

/// Whether it is about one case, or one deliberation, of `mhab`.
fn of_an_agency(pattern: &str) -> bool {
    pattern.contains("/cases/{}") || pattern.contains("/deliberations/{}")
}

#[test]
fn staff_paths_open_to_a_role_that_has_the_right_and_to_nobody_else() {
    let world = World::new();
    let mut asked = 0;
    for (method, pattern, guard) in TABLE {
        let (right, at_desk) = match guard {
            Desk(right) => (*right, true),
            Operator(right) => (*right, false),
            _ => continue,
        };
        let none = world.call(method, pattern).send();
        assert_eq!(
            (none.status, none.header("www-authenticate")),
            (401, "Bearer"),
            "{method} {pattern} without a token"
        );
        for known in &world.known {
            let what = format!("{method} {pattern} with {}", known.who);
            // A token that renews itself would be another one afterwards.
            let answer = world.call(method, pattern).bearer(&known.token).send();
            asked += 1;
            match known.role {
                None => assert_eq!(answer.status, 401, "{what}"),
                Some(role) if !role.may(right) || role.is_of_agency() != at_desk => {
                    assert_eq!(answer.status, 403, "{what}");
                }
                Some(_) => assert!(!matches!(answer.status, 401 | 403 | 405 | 500..), "{what}: {}", answer.status),
            }
            if known.agency != "mhab" || answer.status >= 400 {
                tells_nothing(&answer, &what);
            }
            if known.agency == "tizi" && answer.status < 400 {
                assert!(!of_an_agency(pattern), "{what}: a case of another agency is there");
            }
            if known.agency == "tizi" && of_an_agency(pattern) && known.role.is_some_and(|r| r.may(right)) {
                assert_eq!(answer.status, 404, "{what}");
            }
        }
    }
    assert!(asked >= 200, "{asked}");
    // And what is refused to others is there.
    let own = world.known.iter().find(|known| known.agency == "mhab").expect("a caseworker");
    for pattern in ["/v1/desk/cases/{}", "/v1/desk/deliberations/{}", "/v1/desk/deliberations"] {
        let opened = world.call("GET", pattern).bearer(&own.token).send();
        assert!(opened.expect(200).text().contains(SECRET), "{pattern}");
    }
}

#[test]
fn a_complainants_paths_open_to_the_cases_own_code_and_to_nothing_else() {
    let world = World::new();
    for (method, pattern, guard) in TABLE {
        let answer = |code: Option<&str>| match (guard, code) {
            (Code, None) => Some(world.call(method, pattern).send()),
            (Code, Some(code)) => Some(world.call(method, pattern).bearer(code).send()),
            (Form, code) => {
                let fields = [("reference", world.citizen.reference.as_str()), ("access_code", code.unwrap_or(""))];
                let form = Call::new(method, world.node.url(&world.path(pattern))).form(&fields);
                // A bearer token does not help where a form is asked for.
                Some(form.bearer(&world.node.operator_token).send())
            }
            _ => None,
        };
        let Some(without) = answer(None) else { continue };
        assert!(matches!(without.status, 401 | 422), "{method} {pattern} without a code: {}", without.status);
        tells_nothing(&without, pattern);
        let mut wrong: Vec<&str> =
            world.known.iter().filter(|k| k.who != "the case's code").map(|k| k.token.as_str()).collect();
        wrong.extend(["0000-0000-0000-0000", &world.other.code]);
        for code in wrong {
            let answer = answer(Some(code)).expect("an answer");
            assert!(matches!(answer.status, 404 | 422), "{method} {pattern} with {code}: {}", answer.status);
            tells_nothing(&answer, pattern);
        }
        let right = answer(Some(&world.citizen.code)).expect("an answer");
        assert!(!matches!(right.status, 401 | 403 | 405 | 500..), "{method} {pattern}: {}", right.status);
    }
    let opened = world.citizen.call("GET", "").send();
    assert!(opened.expect(200).text().contains(SECRET));
}

#[test]
fn apps_paths_open_to_an_apps_key_and_show_no_case_of_anybody_else() {
    let world = World::new();
    for (method, pattern, _) in TABLE.iter().filter(|(_, _, guard)| *guard == App) {
        assert_eq!(world.call(method, pattern).send().status, 403, "{method} {pattern} without a key");
        for known in &world.known {
            let what = format!("{method} {pattern} with {}", known.who);
            let answer = world.call(method, pattern).bearer(&known.token).send();
            tells_nothing(&answer, &what);
            match known.role {
                Some(StaffRole::App) if pattern.ends_with("{}") => assert_eq!(answer.status, 404, "{what}"),
                // Without a service nothing is filed.
                Some(StaffRole::App) if *method == "POST" => assert_eq!(answer.status, 400, "{what}"),
                Some(StaffRole::App) => assert!(!answer.expect(200).text().contains("HAB-"), "{what}"),
                _ => assert_eq!(answer.status, 403, "{what}"),
            }
        }
    }
}

#[test]
fn elsewhere_a_credential_changes_nothing() {
    let world = World::new();
    for (method, pattern, guard) in TABLE {
        if !matches!(guard, Open | Socket | Signed) {
            continue;
        }
        let without = world.call(method, pattern).send();
        tells_nothing(&without, pattern);
        for known in &world.known {
            let with = world.call(method, pattern).bearer(&known.token).send();
            assert_eq!(with.status, without.status, "{method} {pattern} with {}", known.who);
            tells_nothing(&with, &format!("{method} {pattern} with {}", known.who));
        }
    }
}

#[test]
fn an_operators_token_issues_no_operators_token_and_ends_none() {
    let node = Alone::start();
    let operator = node.token_as("operator", "", "O. Technique");
    let as_operator = |method: &str, path: &str| Call::new(method, node.url(path)).bearer(&operator.token);
    let another = json!({ "role": "operator", "name": "O. Autre" });
    assert_eq!(as_operator("POST", "/v1/admin/tokens").json(&another).send().status, 403);
    let id = format!("/v1/admin/tokens/{}", operator.id);
    assert_eq!(as_operator("POST", &format!("{id}/renew")).send().status, 404);
    assert_eq!(as_operator("DELETE", &id).send().status, 404);
    let staff = json!({ "agency": "mhab", "role": "caseworker", "name": "N." });
    let made: TokenMade = as_operator("POST", "/v1/admin/tokens").json(&staff).send().json(201);
    assert_eq!(as_operator("DELETE", &format!("/v1/admin/tokens/{}", made.id)).send().status, 204);
    assert_eq!(node.call_as_operator("DELETE", &id).send().status, 204);
    assert_eq!(as_operator("GET", "/v1/admin/tokens").send().status, 401);
}
