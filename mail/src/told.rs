//! What a node tells in a webhook, as far as it is written in an e-mail (docs/connectors.md, "What goes out").
//!
//! In: JSON whose signature was good. Out: shapes. Never: refuses what it does not know; new fields may come.

use serde::Deserialize;
use wire::v1::agencies::Names;
use wire::v1::case::DocumentView;
use wire::v1::filing::PersonBody;

/// One webhook.
#[derive(Debug, Clone, Deserialize)]
pub struct Told {
    /// `wasl.case.` and what happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub timestamp: String,
    /// What.
    pub data: Data,
}

impl Told {
    /// What happened, without what stands before it.
    #[must_use]
    pub fn what(&self) -> &str {
        self.kind.strip_prefix(wire::exchange::TYPE_PREFIX).unwrap_or_default()
    }

    /// Whether the case is handed over with it.
    #[must_use]
    pub fn is_filed(&self) -> bool {
        self.what() == "filed"
    }
}

/// What a webhook says of a case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Data {
    /// The case.
    pub reference: String,
    /// Of a hand-over: complaint, observation or suggestion.
    pub kind: String,
    /// The category's names.
    pub category_names: Names,
    /// The person's language.
    pub language: String,
    /// What it is about.
    pub subject: String,
    /// What was written.
    pub body: String,
    /// What the person has done before.
    pub prior_steps: Option<String>,
    /// As much of the person as the node tells.
    pub complainant: Option<PersonBody>,
    /// As much of who files for them as the node tells.
    pub representative: Option<PersonBody>,
    /// The agency that the case comes from.
    pub from: Names,
    /// When it was filed.
    pub received_at: String,
    /// When the answer is due.
    pub due_at: String,
    /// What happened with it before.
    pub timeline: Vec<Before>,
    /// Documents.
    pub documents: Vec<DocumentView>,
    /// Of what follows a hand-over: who speaks.
    pub role: String,
    /// What they say.
    pub text: Option<String>,
    /// How the case ended.
    pub outcome: Option<String>,
    /// From 1 to 5.
    pub rating: Option<u8>,
}

/// One thing that happened before a hand-over.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Before {
    /// When.
    pub at: String,
    /// What.
    #[serde(rename = "type")]
    pub kind: String,
    /// What was said.
    pub text: Option<String>,
    /// How it ended.
    pub outcome: Option<String>,
    /// From 1 to 5.
    pub rating: Option<u8>,
}

#[cfg(test)]
mod tests {
    use super::Told;

    #[test]
    fn what_a_node_says_is_read() {
        let event = serde_json::from_str(include_str!("../../wire/tests/golden/event-filed.json")).unwrap();
        let message = wire::webhook::message(&event, "contact", "https://n.example/d").unwrap();
        let told: Told = serde_json::from_str(&message).unwrap();
        assert!(told.is_filed());
        assert_eq!(told.data.reference, "HAB-26A-000001-Y");
        assert_eq!(told.data.subject, "Sans réponse");
        assert_eq!(told.data.complainant.unwrap().name.as_deref(), Some("Amal Exemple"));
        assert_eq!(told.data.timeline.len(), 1);
        let event = serde_json::from_str(include_str!("../../wire/tests/golden/event-answer.json")).unwrap();
        let told: Told = serde_json::from_str(&wire::webhook::message(&event, "none", "").unwrap()).unwrap();
        assert_eq!((told.what(), told.data.complainant.is_none()), ("answer", true));
        assert!(told.data.text.is_some());
    }
}
