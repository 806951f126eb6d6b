//! What a case looks like as a ticket: subjects, texts, statuses. Pure.
//!
//! In: an event of the exchange, a peer's settings. Out: what is written into the ticket, under a subject by which it is
//! found again. Never: more of a complainant than the settings allow; an address to write to unless they say so.

use super::super::settings::Settings;
use domain::language::Language;
use domain::time::UnixMillis;
use serde_json::{Value, json};
use wire::exchange::{CloudEvent, FiledData, TYPE_PREFIX};
use wire::v1::agencies::Names;
use wire::v1::filing::PersonBody;
use words::{Arg, Words};

/// Most characters of a ticket's subject that are the person's own: RT keeps 200 in all.
const SUBJECT_MAX: usize = 170;

impl<'a> Settings<'a> {
    fn words(&self) -> &'static Words {
        Words::builtin(Language::parse(self.or("language", "fr")).unwrap_or(Language::Fr))
    }

    /// The queue of a category's cases.
    fn queue(&self, category: &str) -> &'a str {
        self.of_category("queue", category)
    }

    /// What a status there means here: a kind of entry, and an outcome if it ends the case.
    #[must_use]
    pub fn meaning(&self, status: &str) -> Option<(&'static str, Option<&'static str>)> {
        self.meaning_of(status, &STATUSES)
    }

    /// The status that a ticket shall have after an event of ours, if any.
    #[must_use]
    pub fn status_after(&self, kind: &str) -> Option<&'a str> {
        match kind {
            "withdrawn" => Some(self.or("withdrawn", "rejected")),
            "reopened" => Some(self.or("reopened", "open")),
            _ => None,
        }
    }
}

/// Statuses of settings that say nothing.
const STATUSES: [(&str, &str); 3] = [("acknowledged", "open"), ("answered", "resolved"), ("not_upheld", "rejected")];

/// What a ticket's subject begins with: by this it is found.
#[must_use]
pub fn marker(event: &CloudEvent) -> String {
    format!("[{}]", event.data.reference)
}

/// The subject of the n-th thing that an event adds to its ticket: by this it is known to be there.
#[must_use]
pub fn subject(event: &CloudEvent, n: usize) -> String {
    format!("{} {}.{n}", marker(event), event.id)
}

/// What kind of event it is, without the prefix.
#[must_use]
pub fn kind(event: &CloudEvent) -> &str {
    event.kind.strip_prefix(TYPE_PREFIX).unwrap_or_default()
}

/// The ticket of a case that is handed over.
#[must_use]
pub fn ticket(event: &CloudEvent, filed: &FiledData, settings: Settings<'_>) -> Value {
    let (words, filing) = (settings.words(), &filed.filing);
    let own: String = filing.subject.chars().take(SUBJECT_MAX).collect();
    let mut ticket = json!({
        "Queue": settings.queue(&filing.category),
        "Subject": format!("{} {own}", marker(event)).trim_end(),
        "Content": opening(event, filed, settings, words),
        "ContentType": "text/plain",
    });
    let address = filing.complainant.email.as_deref().filter(|_| settings.or("requestor", "no") == "yes");
    if let (Some(address), Some(ticket)) = (address, ticket.as_object_mut()) {
        ticket.insert("Requestor".to_owned(), address.into());
    }
    ticket
}

fn opening(event: &CloudEvent, filed: &FiledData, settings: Settings<'_>, words: &Words) -> String {
    let filing = &filed.filing;
    let name = |names: &Names| {
        let language = words.language().tag();
        names.get(language).or_else(|| names.values().next()).cloned().unwrap_or_default()
    };
    let mut lines = Lines(Vec::new());
    lines.pair(&words.text("receipt-reference", &[]), &event.data.reference);
    lines.pair(&name(&filed.from), &words.text(&format!("kind-{}", filing.kind), &[]));
    lines.pair(&words.text("field-category", &[]), &name(&filed.category));
    lines.pair(&words.text("receipt-received", &[]), &moment(&filed.received_at, words));
    lines.pair(&words.text("receipt-due", &[]), &moment(&filed.due_at, words));
    let how_much = settings.or("complainant", "none");
    if how_much != "none" {
        for person in std::iter::once(&filing.complainant).chain(&filing.representative) {
            lines.person(person, how_much == "all", words);
        }
    }
    lines.block(&filing.subject);
    lines.block(&filing.body);
    lines.block(filing.prior_steps.as_deref().unwrap_or_default());
    for entry in filed.timeline.iter().filter(|entry| entry.kind != "filed") {
        let text = entry.text.as_deref().unwrap_or_default();
        let title = title(&entry.kind, entry.outcome.as_deref(), entry.rating, words);
        lines.block(format!("— {}, {title}\n{text}", moment(&entry.at, words)).trim_end());
    }
    lines.documents(filed.documents.iter().map(|document| document.name.as_str()));
    lines.text()
}

/// What an event writes into its ticket, with the names of its documents.
#[must_use]
pub fn correspondence(event: &CloudEvent, settings: Settings<'_>) -> String {
    let words = settings.words();
    let Some(told) = &event.data.event else { return String::new() };
    let mut lines = Lines(Vec::new());
    let title = title(kind(event), told.outcome.as_deref(), told.rating, words);
    // What the person writes needs no heading; what the agency writes is not the person's.
    match (told.role.as_str(), kind(event), &told.text) {
        ("complainant", "message", Some(_)) => {}
        ("complainant", ..) => lines.0.push(title),
        _ => lines.0.push(format!("{title} ({})", event.data.reference.split('-').next().unwrap_or_default())),
    }
    lines.block(told.text.as_deref().unwrap_or_default());
    lines.documents(told.documents.iter().map(|document| document.name.as_str()));
    lines.text()
}

fn title(kind: &str, outcome: Option<&str>, rating: Option<u8>, words: &Words) -> String {
    let args = [("peer", Arg::Text("")), ("rating", Arg::Number(rating.map_or(0, i64::from)))];
    let title = words.find(&format!("event-{kind}"), &args).unwrap_or_else(|| words.text("event-message", &[]));
    match outcome.filter(|_| kind == "closed") {
        Some(outcome) => format!("{title}: {}", words.text(&format!("outcome-{outcome}"), &[])),
        None => title,
    }
}

fn moment(at: &str, words: &Words) -> String {
    UnixMillis::parse_rfc3339(at).map_or_else(String::new, |at| format!("{} UTC", words.date_time_long(at, 0)))
}

/// A text that grows.
struct Lines(Vec<String>);

impl Lines {
    fn pair(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push(format!("{name}: {value}"));
        }
    }

    /// Something that stands apart from what is before it.
    fn block(&mut self, text: &str) {
        if !text.is_empty() {
            if !self.0.is_empty() {
                self.0.push(String::new());
            }
            self.0.push(text.to_owned());
        }
    }

    fn person(&mut self, person: &PersonBody, whole: bool, words: &Words) {
        let known = [
            ("field-name", &person.name, true),
            ("field-email", &person.email, true),
            ("field-phone", &person.phone, true),
            ("field-national_id", &person.national_id, whole),
            ("field-address", &person.address, whole),
        ];
        for (label, value, shown) in known {
            if let (Some(value), true) = (value, shown) {
                self.pair(&words.text(label, &[]), value);
            }
        }
    }

    fn documents<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        let names: Vec<String> = names.map(|name| format!("📎 {name}")).collect();
        self.block(&names.join("\n"));
    }

    fn text(self) -> String {
        self.0.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filed() -> CloudEvent {
        serde_json::from_str(include_str!("../../../../wire/tests/golden/event-filed.json")).unwrap()
    }

    fn set(pairs: &[(&str, &str)]) -> Names {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn made(event: &CloudEvent, settings: &Names) -> Value {
        ticket(event, event.data.filed.as_ref().unwrap(), Settings(settings))
    }

    #[test]
    fn a_ticket_says_no_more_of_its_complainant_than_is_allowed() {
        let mut event = filed();
        let filing = &mut event.data.filed.as_mut().unwrap().filing;
        filing.complainant.name = Some("Amal Exemple".into());
        filing.complainant.email = Some("amal@example.org".into());
        filing.complainant.national_id = Some("AB12345".into());
        let text = |pairs: &[(&str, &str)]| made(&event, &set(pairs)).to_string();
        let none = text(&[]);
        assert!(!none.contains("Amal") && !none.contains("example.org") && !none.contains("AB12345"), "{none}");
        let contact = text(&[("complainant", "contact")]);
        assert!(contact.contains("Amal Exemple") && contact.contains("amal@example.org"), "{contact}");
        assert!(!contact.contains("AB12345") && !contact.contains("Requestor"), "{contact}");
        assert!(text(&[("complainant", "all")]).contains("AB12345"));
        assert!(text(&[("requestor", "yes")]).contains("\"Requestor\":\"amal@example.org\""));
    }

    #[test]
    fn a_ticket_goes_where_its_category_belongs_in_the_words_of_those_who_read_it() {
        let event = filed();
        let category = event.data.filed.as_ref().unwrap().filing.category.clone();
        let settings = set(&[("queue", "Complaints"), (&format!("queue.{category}"), "Water"), ("language", "en")]);
        let ticket = made(&event, &settings);
        assert_eq!(ticket["Queue"], "Water");
        assert!(ticket["Subject"].as_str().unwrap().starts_with(&format!("[{}] ", event.data.reference)));
        let content = ticket["Content"].as_str().unwrap();
        assert!(content.contains("Case number: ") && content.contains(" UTC"), "{content}");
        assert!(content.contains(&event.data.filed.as_ref().unwrap().filing.body), "{content}");
        assert_eq!(made(&event, &set(&[("queue", "Complaints")]))["Queue"], "Complaints");
    }

    #[test]
    fn a_subject_fits_however_long_the_persons_own_is() {
        let mut event = filed();
        event.data.filed.as_mut().unwrap().filing.subject = "ط".repeat(200);
        let subject = made(&event, &set(&[]))["Subject"].as_str().unwrap().chars().count();
        assert!(subject <= 200, "{subject}");
        event.data.filed.as_mut().unwrap().filing.subject = String::new();
        assert_eq!(made(&event, &set(&[]))["Subject"], marker(&event));
    }

    #[test]
    fn an_event_is_told_in_words_and_a_message_as_it_is() {
        let mut event: CloudEvent =
            serde_json::from_str(include_str!("../../../../wire/tests/golden/event-answer.json")).unwrap();
        let settings = set(&[("language", "fr")]);
        let told = event.data.event.as_ref().unwrap().text.clone().unwrap();
        let answer = correspondence(&event, Settings(&settings));
        assert!(
            answer.starts_with("Réponse de l’administration") && answer.contains(&format!("\n\n{told}")),
            "{answer}"
        );
        assert!(answer.starts_with("Réponse de l’administration (MED)"), "{answer}");
        event.data.event.as_mut().unwrap().documents.clear();
        event.data.event.as_mut().unwrap().role = "complainant".into();
        event.kind = "wasl.case.message".into();
        assert_eq!(correspondence(&event, Settings(&settings)), told);
        event.kind = "wasl.case.withdrawn".into();
        event.data.event.as_mut().unwrap().text = None;
        assert_eq!(correspondence(&event, Settings(&settings)), "Dossier retiré");
        assert_eq!(subject(&event, 2), format!("[{}] {}.2", event.data.reference, event.id));
    }

    #[test]
    fn statuses_mean_what_the_operator_says() {
        let none = set(&[]);
        let plain = |status: &str| Settings(&none).meaning(status);
        assert_eq!(plain("open"), Some(("acknowledged", None)));
        assert_eq!(plain("Resolved"), Some(("answer", None)));
        assert_eq!(plain("rejected"), Some(("closed", Some("not_upheld"))));
        assert_eq!((plain("stalled"), plain("new"), plain("")), (None, None, None));
        let own = set(&[("answered", "done, in the post"), ("upheld", "resolved"), ("withdrawn", "dropped")]);
        let own = Settings(&own);
        assert_eq!(own.meaning("in the post"), Some(("answer", None)));
        assert_eq!(own.meaning("resolved"), Some(("closed", Some("upheld"))));
        assert_eq!((own.status_after("withdrawn"), own.status_after("reopened")), (Some("dropped"), Some("open")));
        assert_eq!(own.status_after("message"), None);
    }
}
