//! From what was typed to a filing that is valid for an agency.
//!
//! In: a `Draft` (texts as they came) and the agency. Out: a `Filing` in normal form, or every
//! field that is wrong, not only the first. The same function runs in the form and behind the counter.
//! Never: sentences, network look-ups.

use crate::agency::{Agency, Slug};
use crate::contact;
use crate::field_error::{FieldError, FieldErrorCode as Code};
use crate::language::Language;
use crate::status::{Channel, Kind, PersonKind};

mod letters;

use letters::{turns, unseen, with_line_ends};

/// Most characters of a subject.
pub const SUBJECT_MAX: u32 = 200;
/// Most characters of a text: the filing's body, a message, an answer.
pub const TEXT_MAX: u32 = 10_000;
/// Most characters of a name.
pub const NAME_MAX: u32 = 200;
/// Most characters of an address, or of the steps already taken.
pub const LINES_MAX: u32 = 2_000;
/// Most documents of one case.
pub const DOCUMENTS_MAX: u32 = 10;

/// A filing as it was typed or sent; empty text stands for "not given".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// `complaint`, `observation` or `suggestion`.
    pub kind: String,
    /// One of the agency's categories.
    pub category: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// BCP 47 tag of the language of the text.
    pub language: String,
    /// Who files.
    pub complainant: DraftPerson,
    /// On whose behalf, if filed for somebody.
    pub representative: Option<DraftPerson>,
    /// What was already tried with the administration.
    pub prior_steps: String,
    /// Whether the matter is before a court, if it was asked.
    pub before_court: Option<bool>,
    /// Consent to the treatment of personal data (law 09-08).
    pub consent: bool,
    /// Ids of documents sent before.
    pub documents: Vec<String>,
    /// How it came in.
    pub channel: String,
    /// The page where the widget stood.
    pub page: String,
    /// The document that is the message itself, spoken.
    pub voice: String,
}

/// A person as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftPerson {
    /// `person`, `company` or `group`; empty for a person.
    pub kind: String,
    /// What a company does, or who a group is.
    pub nature: String,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone, national or international.
    pub phone: String,
    /// National identity card number.
    pub national_id: String,
    /// Postal address.
    pub address: String,
    /// ISO 3166-1 alpha-2 country.
    pub country: String,
}

/// A filing that an agency takes, in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// What it is.
    pub kind: Kind,
    /// One of the agency's categories.
    pub category: Slug,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Language of the text.
    pub language: Language,
    /// Who files.
    pub complainant: Person,
    /// Who files for the complainant, if somebody does.
    pub representative: Option<Person>,
    /// What was already tried.
    pub prior_steps: Option<String>,
    /// Whether the matter is before a court, if it was asked.
    pub before_court: Option<bool>,
    /// Ids of its documents.
    pub documents: Vec<String>,
    /// How it came in.
    pub channel: Channel,
    /// The page where the widget stood.
    pub page: Option<String>,
    /// The document that is the message itself, spoken: subject and text may then be empty
    /// (decree 2-17-265, article 2: an observation or a suggestion may be oral).
    pub voice: Option<String>,
}

/// A person in normal form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// What kind of person.
    pub kind: PersonKind,
    /// What a company does, or who a group is.
    pub nature: Option<String>,
    /// Full name; may be absent in an observation or a suggestion.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// E.164 telephone.
    pub phone: Option<String>,
    /// National identity card number.
    pub national_id: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// ISO 3166-1 alpha-2 country.
    pub country: Option<String>,
}

/// Checks a draft against an agency's rules.
///
/// # Errors
/// Every field that is wrong, in the order of the form.
pub fn validate(draft: &Draft, agency: &Agency) -> Result<Filing, Vec<FieldError>> {
    let mut errors = Errors::default();
    let voice = errors.voice(draft);
    let spoken = voice.is_some();
    let kind = match spoken_kind(agency).filter(|_| spoken && draft.kind.is_empty()) {
        Some(kind) => Some(kind),
        None => errors.choice("/kind", &draft.kind, Kind::parse).filter(|k| {
            let taken = agency.kinds.contains(k);
            taken || errors.add("/kind", Code::UnknownValue)
        }),
    };
    let open = kind.and_then(|kind| open_category(agency, kind)).filter(|_| spoken && draft.category.is_empty());
    let category = open.or_else(|| errors.category(draft, agency, kind));
    let subject = errors.words("/subject", &draft.subject, spoken, |e, field, text| e.line(field, text, SUBJECT_MAX));
    let body = errors.words("/body", &draft.body, spoken, |e, field, text| e.text(field, text, TEXT_MAX));
    let language = errors.choice("/language", &draft.language, Language::parse);
    // Whoever speaks says the name aloud.
    let named = kind == Some(Kind::Complaint) && !spoken;
    let complainant = errors.person("/complainant", &draft.complainant, agency, named);
    let representative = draft.representative.as_ref().map(|p| errors.person("/representative", p, agency, !spoken));
    // A company and a group speak through somebody.
    if complainant.kind != PersonKind::Person && representative.is_none() && !spoken {
        errors.add("/representative/name", Code::Required);
    }
    let prior_steps = errors.text("/prior_steps", &draft.prior_steps, LINES_MAX);
    if !draft.consent {
        errors.add("/consent", Code::MustDeclare);
    }
    if draft.documents.len() > DOCUMENTS_MAX as usize {
        errors.add("/documents", Code::TooMany { limit: DOCUMENTS_MAX });
    }
    let channel = if draft.channel.is_empty() {
        Some(Channel::Api)
    } else {
        errors.choice("/channel", &draft.channel, Channel::parse)
    };
    let page = errors.line("/page", &draft.page, LINES_MAX);
    match (kind, category, subject, body, language, channel) {
        (Some(kind), Some(category), Some(subject), Some(body), Some(language), Some(channel))
            if errors.0.is_empty() =>
        {
            Ok(Filing {
                kind,
                category,
                subject,
                body,
                language,
                complainant,
                representative,
                prior_steps,
                before_court: draft.before_court,
                documents: draft.documents.clone(),
                channel,
                page,
                voice,
            })
        }
        _ => Err(errors.0),
    }
}

/// What a spoken message is where nobody has chosen: an observation may be oral (decree 2-17-265, article 2).
fn spoken_kind(agency: &Agency) -> Option<Kind> {
    let oral = agency.kinds.iter().find(|k| **k == Kind::Observation);
    oral.or_else(|| agency.kinds.first()).copied()
}

/// The category of a spoken message where nobody has chosen: the last one, which agencies keep for everything else.
fn open_category(agency: &Agency, kind: Kind) -> Option<Slug> {
    let offered = agency.categories.iter().rev().find(|c| agency.category(c.id.as_str(), kind).is_some());
    offered.map(|c| c.id.clone())
}

/// Checks one text on its own: a message, an answer, a reason.
///
/// # Errors
/// Missing, too long, or not text.
pub fn required_text(field: &str, typed: &str, limit: u32) -> Result<String, FieldError> {
    optional_text(field, typed, limit)?.ok_or_else(|| FieldError::new(field, Code::Required))
}

/// Checks a text of one line that must be there; what cannot be seen or turns its direction is left out.
///
/// # Errors
/// Missing, too long, or not text.
pub fn required_line(field: &str, typed: &str, limit: u32) -> Result<String, FieldError> {
    let mut errors = Errors::default();
    let line = errors.line(field, typed, limit);
    errors.0.pop().map_or(Ok(line), Err)?.ok_or_else(|| FieldError::new(field, Code::Required))
}

/// Checks a text that may be missing.
///
/// # Errors
/// Too long, or not text.
pub fn optional_text(field: &str, typed: &str, limit: u32) -> Result<Option<String>, FieldError> {
    let mut errors = Errors::default();
    let text = errors.text(field, typed, limit);
    errors.0.pop().map_or(Ok(text), Err)
}

impl Filing {
    /// Whether a filing that somebody else checked keeps the limits and the normal form of this rule:
    /// what a peer hands over is not taken on its word. Categories and kinds are the sender's own.
    #[must_use]
    pub fn keeps_limits(&self) -> bool {
        let normal = |text: &str, limit| required_text("", text, limit).is_ok_and(|t| t == text);
        let maybe = |text: Option<&String>, limit| text.is_none_or(|t| normal(t, limit));
        let person = |p: &Person| {
            let lines = [&p.name, &p.nature, &p.email, &p.phone, &p.national_id, &p.country];
            lines.into_iter().all(|t| maybe(t.as_ref(), NAME_MAX)) && maybe(p.address.as_ref(), LINES_MAX)
        };
        normal(&self.subject, SUBJECT_MAX)
            && normal(&self.body, TEXT_MAX)
            && person(&self.complainant)
            && self.representative.as_ref().is_none_or(person)
            && maybe(self.prior_steps.as_ref(), LINES_MAX)
            && maybe(self.page.as_ref(), LINES_MAX)
            && self.documents.len() <= DOCUMENTS_MAX as usize
    }
}

#[derive(Default)]
struct Errors(Vec<FieldError>);

impl Errors {
    /// Notes an error; always false, so that it can end a condition.
    fn add(&mut self, field: impl Into<String>, code: Code) -> bool {
        self.0.push(FieldError::new(field, code));
        false
    }

    fn needed<T>(&mut self, field: &str, value: Option<&T>) {
        if value.is_none() && !self.0.iter().any(|e| e.field == field) {
            self.add(field, Code::Required);
        }
    }

    /// The document that is the message; it must be one of the filing's own.
    fn voice(&mut self, draft: &Draft) -> Option<String> {
        let voice = draft.voice.trim();
        if voice.is_empty() {
            return None;
        }
        let known = draft.documents.iter().any(|d| d == voice);
        (known || self.add("/voice", Code::UnknownDocument)).then(|| voice.to_owned())
    }

    fn category(&mut self, draft: &Draft, agency: &Agency, kind: Option<Kind>) -> Option<Slug> {
        self.choice("/category", &draft.category, |id| {
            let id = Slug::parse(id)?;
            let offered = match kind {
                Some(kind) => agency.category(id.as_str(), kind).is_some(),
                None => agency.categories.iter().any(|c| c.id == id),
            };
            offered.then_some(id)
        })
    }

    /// A text that is needed, unless the message is spoken.
    fn words(
        &mut self,
        field: &str,
        typed: &str,
        spoken: bool,
        read: impl Fn(&mut Self, &str, &str) -> Option<String>,
    ) -> Option<String> {
        let text = read(self, field, typed);
        if spoken && text.is_none() {
            return Some(String::new());
        }
        self.needed(field, text.as_ref());
        text
    }

    fn choice<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = parse(typed);
        if value.is_none() {
            let code = if typed.trim().is_empty() { Code::Required } else { Code::UnknownValue };
            self.add(field, code);
        }
        value
    }

    /// Text of several lines: line ends as `\n`, no control characters, trimmed. What turns the reading direction stays:
    /// a text is shown in a box of its own, beyond which it turns nothing.
    fn text(&mut self, field: &str, typed: &str, limit: u32) -> Option<String> {
        let text = with_line_ends(typed);
        let text = text.trim();
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.add(field, Code::InvalidText);
            return None;
        }
        if text.chars().count() > limit as usize {
            self.add(field, Code::TooLong { limit });
            return None;
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Text of one line: runs of white space become one space, what has no width and joins nothing is left out. A line
    /// of which nothing can be seen is none.
    fn line(&mut self, field: &str, typed: &str, limit: u32) -> Option<String> {
        let mut line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        line.retain(|c| !turns(c) && !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'));
        if line.chars().all(unseen) {
            line.clear();
        }
        self.text(field, &line, limit)
    }

    fn formed(
        &mut self,
        field: String,
        typed: &str,
        code: Code,
        parse: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        if typed.trim().is_empty() {
            return None;
        }
        let value = parse(typed);
        if value.is_none() {
            self.add(field, code);
        }
        value
    }

    fn person(&mut self, at: &str, typed: &DraftPerson, agency: &Agency, name_needed: bool) -> Person {
        let field = |name: &str| format!("{at}/{name}");
        let name = self.line(&field("name"), &typed.name, NAME_MAX);
        if name_needed {
            self.needed(&field("name"), name.as_ref());
        }
        let kind = if typed.kind.is_empty() {
            PersonKind::default()
        } else {
            self.choice(&field("kind"), &typed.kind, PersonKind::parse).unwrap_or_default()
        };
        Person {
            kind,
            nature: self.line(&field("nature"), &typed.nature, NAME_MAX),
            name,
            email: self.formed(field("email"), &typed.email, Code::InvalidEmail, contact::email),
            phone: self
                .formed(field("phone"), &typed.phone, Code::InvalidPhone, |t| contact::phone(t, &agency.calling_code)),
            national_id: self.formed(
                field("national_id"),
                &typed.national_id,
                Code::InvalidNationalId,
                contact::national_id,
            ),
            address: self.text(&field("address"), &typed.address, LINES_MAX),
            country: self.formed(field("country"), &typed.country, Code::InvalidCountry, contact::country),
        }
    }
}

mod corrected;
pub use corrected::person;

#[cfg(test)]
mod tests;
