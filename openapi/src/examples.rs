//! Bodies that are known to be taken: a test sends each of them to a real node.
//!
//! In: an operation's name. Out: its examples, with what each shows. Never: a person who is not plainly fictional.

use serde_json::{Value, json};

/// The examples of an operation's body, by what they show.
#[must_use]
pub fn of(operation: &str, media_type: &str) -> Vec<(&'static str, Value)> {
    if media_type != "application/json" && operation != "postEvents" {
        return Vec::new();
    }
    match operation {
        "fileCase" => {
            vec![("complaint", complaint()), ("suggestion", suggestion()), ("without a category", uncategorised())]
        }
        "suggestCategories" => vec![(
            "text",
            json!({ "text": "Mon dossier est déposé depuis mars et personne ne répond.", "kind": "complaint" }),
        )],
        "postMessage" => vec![("message", json!({ "text": "Le reçu du dépôt porte le numéro 118." }))],
        "postAction" => actions(),
        "treatCase" => treated(),
        "openDeliberation" => vec![(
            "opened",
            json!({
                "peer": "mediator", "subject": "Pensions en attente du décret",
                "text": "Quarante dossiers attendent le même décret. Quelle suite lui est donnée ?",
            }),
        )],
        "deliberate" => deliberated(),
        "putAgency" => vec![("agency", agency())],
        "retryDeliveriesOfPeer" | "redirectDelivery" => vec![("peer", json!({ "peer": "mediator" }))],
        "putPeer" => vec![("peer", peer())],
        "putConvention" => vec![("convention", json!({ "kinds": ["complaint"], "withhold_contact": true }))],
        "makeToken" => vec![(
            "token",
            json!({ "agency": "mhab", "role": "caseworker", "name": "Salma Exemple", "expires_in_days": 30 }),
        )],
        "postEvents" if media_type == wire::exchange::MEDIA_TYPE => vec![("filed", event())],
        "postEvents" => vec![("batch", json!([event()]))],
        "postCallback" => vec![(
            "answer",
            json!({ "reference": "HAB-26A-000001-Y", "type": "answer", "text": "Le lampadaire est remplacé." }),
        )],
        _ => Vec::new(),
    }
}

fn complaint() -> Value {
    json!({
        "kind": "complaint", "category": "delay", "language": "fr",
        "subject": "Permis d’habiter sans réponse", "body": "Dossier déposé en mars, aucune réponse depuis.",
        "complainant": { "name": "Amal Exemple", "email": "amal@example.org", "phone": "+212612345678" },
        "consent": true,
    })
}

fn uncategorised() -> Value {
    json!({
        "kind": "complaint", "language": "fr",
        "subject": "Une longue attente", "body": "Mon dossier est déposé depuis mars et personne ne répond.",
        "complainant": { "name": "Amal Exemple" }, "consent": true,
    })
}

fn suggestion() -> Value {
    json!({
        "kind": "suggestion", "category": "delay", "language": "ar",
        "subject": "مواعيد عبر الإنترنت", "body": "اقتراح: حجز المواعيد عبر الإنترنت.", "consent": true,
    })
}

fn actions() -> Vec<(&'static str, Value)> {
    vec![
        ("withdraw", json!({ "action": "withdraw", "reason": "Réglé par téléphone." })),
        ("reopen", json!({ "action": "reopen", "reason": "La réponse parle d’un autre dossier." })),
        (
            "escalate",
            json!({ "action": "escalate", "prior_steps": "Deux lettres, sans suite.", "before_court": false }),
        ),
        ("rate", json!({ "action": "rate", "rating": 4, "reason": "Clair et rapide." })),
    ]
}

fn treated() -> Vec<(&'static str, Value)> {
    vec![
        ("acknowledge", json!({ "action": "acknowledge" })),
        ("assign", json!({ "action": "assign", "to": "Salma Exemple" })),
        ("ask", json!({ "action": "ask", "text": "Quelle est la date du dépôt ?" })),
        ("message", json!({ "action": "message", "text": "Votre dossier est à l’étude." })),
        ("answer", json!({ "action": "answer", "text": "Le permis est prêt au guichet 4." })),
        ("note", json!({ "action": "note", "text": "Vérifier auprès du guichet." })),
        ("recategorise", json!({ "action": "recategorise", "category": "reception" })),
        ("link", json!({ "action": "link", "to": "HAB-26A-000001-Y" })),
        ("redirect", json!({ "action": "redirect", "text": "L’affaire relève du tribunal." })),
        ("forward", json!({ "action": "forward", "to": "mediator", "text": "Pour attribution." })),
        ("close", json!({ "action": "close", "outcome": "upheld", "text": "Permis délivré." })),
    ]
}

fn deliberated() -> Vec<(&'static str, Value)> {
    vec![
        ("message", json!({ "action": "message", "text": "Le décret paraîtra en janvier." })),
        ("link", json!({ "action": "link", "cases": ["HAB-26A-000001-Y"] })),
        ("unlink", json!({ "action": "unlink", "cases": ["HAB-26A-000001-Y"] })),
        (
            "conclude",
            json!({ "action": "conclude", "text": "Les dossiers seront repris d’office.", "recommendation": "accepted" }),
        ),
        ("reopen", json!({ "action": "reopen", "text": "Dix dossiers attendent encore." })),
    ]
}

fn agency() -> Value {
    json!({
        "code": "HAB",
        "names": { "ar": "وزارة خيالية", "fr": "Ministère fictif" },
        "categories": [{ "id": "delay", "names": { "ar": "تأخر", "fr": "Retard" } }],
        "languages": ["ar", "fr"],
        "allowed_origins": ["https://www.exemple.ma"],
        "mediator": "mediator",
    })
}

fn peer() -> Value {
    json!({
        "node": "mediator", "url": "https://mediateur.exemple.ma", "agency": "mediator",
        "public_keys": ["whpk_iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w="],
        "names": { "fr": "Médiateur fictif" },
    })
}

/// A case that is handed over. Its time is a past one: it counts for the register only.
fn event() -> Value {
    json!({
        "specversion": "1.0",
        "id": "HAB-26A.17",
        "source": "urn:wasl:node:agencies",
        "type": "wasl.case.filed",
        "time": "2026-11-22T14:05:09.120Z",
        "datacontenttype": "application/json",
        "data": {
            "reference": "HAB-26A-000001-Y",
            "filed": {
                "agency": "mediator",
                "reason": "escalated",
                "from": { "ar": "وزارة خيالية", "fr": "Ministère fictif" },
                "category": { "fr": "Retard" },
                "received_at": "2026-11-22T14:05:09.120Z",
                "due_at": "2027-01-21T22:59:59.000Z",
                "filing": {
                    "kind": "complaint", "category": "delay", "language": "fr",
                    "subject": "Permis d’habiter sans réponse", "body": "Dossier déposé en mars.",
                    "complainant": { "name": "Amal Exemple", "email": "amal@example.org" },
                    "consent": true, "documents": [], "channel": "api",
                },
                "timeline": [],
            },
        },
    })
}
