//! What is put into a node: fictional agencies, peers and filings, valid unless a test says otherwise.
//!
//! In: what matters to the test. Out: the contract's shapes. Never: anything that two tests share.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use wire::v1::admin::{CategoryBody, PutAgency, PutPeer, RouteBody};
use wire::v1::agencies::Names;
use wire::v1::filing::{FileCase, PersonBody};

/// An origin that the agencies of these tests allow.
pub const ALLOWED_ORIGIN: &str = "https://www.exemple.ma";
/// A category that stays with the agency.
pub const CATEGORY: &str = "delay";
/// A category whose complaints go to the Mediator by rule.
pub const ROUTED: &str = "integrity";

/// Letters that nobody can foresee, as many as asked for.
#[must_use]
pub fn random_hex(letters: usize) -> String {
    let mut text = String::new();
    while text.len() < letters {
        text.push_str(&format!("{:016x}", RandomState::new().build_hasher().finish()));
    }
    text.truncate(letters);
    text
}

/// A fresh idempotency key.
#[must_use]
pub fn key() -> String {
    random_hex(32)
}

/// Base64 of 32 bytes, for a node's keys: letters that base64 has, and an end that leaves no bit over.
#[must_use]
pub fn key_seed() -> String {
    format!("{}A=", random_hex(42))
}

/// A name in the two languages.
#[must_use]
pub fn names(ar: &str, fr: &str) -> Names {
    [("ar".to_owned(), ar.to_owned()), ("fr".to_owned(), fr.to_owned())].into()
}

/// A subject that any kind can be about.
#[must_use]
pub fn category(id: &str) -> CategoryBody {
    CategoryBody {
        id: id.into(),
        names: names(&format!("موضوع {id}"), &format!("Sujet {id}")),
        ..CategoryBody::default()
    }
}

/// An agency that sends its complaints of category [`ROUTED`] to the Mediator, by this code.
#[must_use]
pub fn agency(code: &str) -> PutAgency {
    PutAgency {
        code: code.into(),
        names: names("إدارة خيالية", "Administration fictive"),
        categories: vec![category(CATEGORY), category(ROUTED), category("reception")],
        allowed_origins: vec![ALLOWED_ORIGIN.into()],
        routes: vec![RouteBody {
            kinds: vec!["complaint".into()],
            categories: vec![ROUTED.into()],
            to: "mediator".into(),
        }],
        mediator: Some("mediator".into()),
        ..PutAgency::default()
    }
}

/// The Mediator's own agency: it keeps what it gets.
#[must_use]
pub fn mediator() -> PutAgency {
    PutAgency {
        names: names("الوسيط", "Le Médiateur"),
        categories: vec![category("decision"), category(ROUTED)],
        routes: Vec::new(),
        mediator: None,
        ..agency("MED")
    }
}

/// A peer of this node identifier, at this address, whose filings go to this agency.
#[must_use]
pub fn peer(node: &str, url: &str, agency: &str, public_key: &str) -> PutPeer {
    PutPeer {
        node: node.into(),
        url: url.into(),
        agency: agency.into(),
        public_keys: vec![public_key.into()],
        names: names("المراسل", &format!("Le correspondant {node}")),
        ..PutPeer::default()
    }
}

/// A complaint that any of these agencies takes and keeps.
#[must_use]
pub fn filing() -> FileCase {
    FileCase {
        kind: "complaint".into(),
        category: CATEGORY.into(),
        subject: "Permis de construire sans réponse".into(),
        body: "Dossier déposé en mars, aucune réponse depuis.\nملف بدون جواب منذ مارس.".into(),
        language: "fr".into(),
        complainant: PersonBody {
            name: Some("Amal Exemple".into()),
            email: Some("amal@exemple.ma".into()),
            phone: Some("06 12 34 56 78".into()),
            ..PersonBody::default()
        },
        consent: true,
        ..FileCase::default()
    }
}

/// A complaint that goes to the Mediator by rule.
#[must_use]
pub fn routed(subject: &str) -> FileCase {
    FileCase { category: ROUTED.into(), subject: subject.into(), ..filing() }
}

/// A filing as JSON, to be spoilt.
///
/// # Panics
/// Never: a filing can be written.
#[must_use]
pub fn filing_json() -> serde_json::Value {
    serde_json::to_value(filing()).expect("a filing that can be written")
}

/// What a person types into the hosted page's form, valid for any of these agencies.
pub const TYPED: [(&str, &str); 8] = [
    ("kind", "complaint"),
    ("category", CATEGORY),
    ("subject", "Permis de construire sans réponse"),
    ("body", "Dossier déposé en mars, aucune réponse depuis."),
    ("name", "Amal Exemple"),
    ("email", "amal@exemple.ma"),
    ("phone", "06 12 34 56 78"),
    ("consent", "yes"),
];

/// The same with something else typed into one field.
#[must_use]
pub fn typed<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    TYPED.into_iter().filter(|(known, _)| *known != name).chain([(name, value)]).collect()
}
