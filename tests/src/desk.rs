//! Both sides of a case over HTTP: the complainant who holds reference and code, the caseworker who holds a token.
//!
//! In: a node and a secret. Out: the contract's shapes. Never: more than a client of the API could do.

use crate::client::{Answer, Call};
use crate::fixtures;
use crate::node::Node;
use serde_json::{Value, json};
use wire::v1::case::CaseView;
use wire::v1::deliberation::{DeliberationDone, DeliberationPage, DeliberationView};
use wire::v1::desk::{ActionDone, CasePage, CaseRow, DeliveryList, DeliveryView, DeskCase};
use wire::v1::filing::{FileCase, Receipt};

/// Files a case with a key of its own.
pub fn file(node: &Node, agency: &str, filing: &FileCase) -> Receipt {
    filing_call(node, agency, &fixtures::key()).json(filing).send().json(201)
}

/// A filing that still needs its body.
#[must_use]
pub fn filing_call(node: &Node, agency: &str, key: &str) -> Call {
    node.post(&format!("/v1/agencies/{agency}/cases")).key(key)
}

/// Somebody who holds a receipt.
#[derive(Debug, Clone)]
pub struct Citizen {
    pub base_url: String,
    pub reference: String,
    pub code: String,
}

impl Citizen {
    /// Files a case and keeps the receipt.
    #[must_use]
    pub fn files(node: &Node, agency: &str, filing: &FileCase) -> Self {
        Self::with(node, &file(node, agency, filing))
    }

    #[must_use]
    pub fn with(node: &Node, receipt: &Receipt) -> Self {
        Self { base_url: node.base_url(), reference: receipt.reference.clone(), code: receipt.access_code.clone() }
    }

    /// A call to the case, or to what lies below it.
    #[must_use]
    pub fn call(&self, method: &str, below: &str) -> Call {
        Call::new(method, format!("{}/v1/cases/{}{below}", self.base_url, self.reference)).bearer(&self.code)
    }

    pub fn opens(&self) -> CaseView {
        self.call("GET", "").lang("fr").send().json(200)
    }

    /// A message, as a call.
    #[must_use]
    pub fn message(&self, body: &Value) -> Call {
        self.call("POST", "/messages").json(body)
    }

    /// Writes.
    pub fn writes(&self, text: &str) -> ActionDone {
        self.message(&json!({ "text": text })).send().json(201)
    }

    /// Answers a question.
    pub fn answers(&self, question: &str, text: &str) -> ActionDone {
        self.message(&json!({ "text": text, "in_reply_to": question })).send().json(201)
    }

    /// An action, as a call.
    #[must_use]
    pub fn action(&self, body: &Value) -> Call {
        self.call("POST", "/actions").json(body)
    }

    /// Acts.
    pub fn acts(&self, body: &Value) -> ActionDone {
        self.action(body).send().json(201)
    }

    /// Brings the case to the Mediator.
    pub fn escalates(&self) -> ActionDone {
        self.acts(&json!({ "action": "escalate", "prior_steps": "Deux lettres sans réponse.", "before_court": false }))
    }
}

/// A caseworker.
#[derive(Debug, Clone)]
pub struct Desk {
    base_url: String,
    pub token: String,
}

impl Desk {
    #[must_use]
    pub fn with(node: &Node, token: &str) -> Self {
        Self { base_url: node.base_url(), token: token.to_owned() }
    }

    /// A call below `/v1/desk`.
    #[must_use]
    pub fn call(&self, method: &str, below: &str) -> Call {
        Call::new(method, format!("{}/v1/desk{below}", self.base_url)).bearer(&self.token)
    }

    /// One page of the list.
    #[must_use]
    pub fn page(&self, query: &str) -> CasePage {
        self.call("GET", &format!("/cases{query}")).send().json(200)
    }

    /// One page of the list of a node that may not be there.
    #[must_use]
    pub fn try_page(&self, query: &str) -> Option<CasePage> {
        let answer = self.call("GET", &format!("/cases{query}")).try_send().ok().filter(|a| a.status == 200)?;
        serde_json::from_slice(&answer.body).ok()
    }

    /// The whole list, page by page, newest first.
    #[must_use]
    pub fn all(&self) -> Vec<CaseRow> {
        let mut page = self.page("?limit=200");
        let mut cases = page.cases;
        while let Some(cursor) = page.cursor {
            page = self.page(&format!("?limit=200&cursor={cursor}"));
            cases.extend(page.cases);
        }
        cases
    }

    #[must_use]
    pub fn opens(&self, reference: &str) -> DeskCase {
        self.call("GET", &format!("/cases/{reference}")).lang("fr").send().json(200)
    }

    /// An action, as a call.
    #[must_use]
    pub fn action(&self, reference: &str, body: &Value) -> Call {
        self.call("POST", &format!("/cases/{reference}/actions")).json(body)
    }

    /// Acts.
    pub fn acts(&self, reference: &str, body: &Value) -> ActionDone {
        self.action(reference, body).send().json(201)
    }

    /// Says something: `ask`, `answer`, `message`, `note`.
    pub fn says(&self, reference: &str, action: &str, text: &str) -> ActionDone {
        self.acts(reference, &json!({ "action": action, "text": text }))
    }

    /// Opens a deliberation, as a call.
    #[must_use]
    pub fn deliberation(&self, body: &Value) -> Call {
        self.call("POST", "/deliberations").key(&fixtures::key()).json(body)
    }

    /// Opens a deliberation with a peer; its reference.
    #[must_use]
    pub fn opens_deliberation(&self, peer: &str, subject: &str, text: &str, cases: &[&str]) -> String {
        let body = json!({ "peer": peer, "subject": subject, "text": text, "cases": cases });
        self.deliberation(&body).send().json::<DeliberationDone>(201).reference
    }

    /// An action in a deliberation, as a call.
    #[must_use]
    pub fn deliberate(&self, reference: &str, body: &Value) -> Call {
        self.call("POST", &format!("/deliberations/{reference}/actions")).json(body)
    }

    /// Writes, concludes or reopens.
    pub fn deliberates(&self, reference: &str, action: &str, text: &str) -> DeliberationDone {
        self.deliberate(reference, &json!({ "action": action, "text": text })).send().json(201)
    }

    /// A page of the deliberations.
    #[must_use]
    pub fn deliberations(&self, query: &str) -> DeliberationPage {
        self.call("GET", &format!("/deliberations{query}")).lang("fr").send().json(200)
    }

    /// A deliberation.
    #[must_use]
    pub fn reads_deliberation(&self, reference: &str) -> DeliberationView {
        self.call("GET", &format!("/deliberations/{reference}")).lang("fr").send().json(200)
    }

    #[must_use]
    pub fn deliveries(&self, query: &str) -> Vec<DeliveryView> {
        self.call("GET", &format!("/deliveries{query}")).send().json::<DeliveryList>(200).deliveries
    }

    /// Puts a dead delivery back into the outbox.
    #[must_use]
    pub fn retry(&self, delivery: &str) -> Answer {
        self.call("POST", &format!("/deliveries/{delivery}/retry")).send()
    }
}
