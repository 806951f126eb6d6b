//! From what was typed to a filing that is valid for an agency.
//!
//! In: a `Draft` (texts as they came) and the agency. Out: a `Filing` in normal form, or every
//! field that is wrong, not only the first. The same function runs in the form and behind the counter.
//! Never: sentences, network look-ups.

use crate::agency::{Agency, Slug};
use crate::contact;
use crate::field_error::{FieldError, FieldErrorCode as Code};
use crate::language::Language;
use crate::status::{Channel, Kind};

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
}

/// A person as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftPerson {
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
}

/// A person in normal form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
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
    let kind = errors.choice("/kind", &draft.kind, Kind::parse).filter(|k| {
        let taken = agency.kinds.contains(k);
        taken || errors.add("/kind", Code::UnknownValue)
    });
    let category = errors.choice("/category", &draft.category, |id| {
        let id = Slug::parse(id)?;
        let offered = match kind {
            Some(kind) => agency.category(id.as_str(), kind).is_some(),
            None => agency.categories.iter().any(|c| c.id == id),
        };
        offered.then_some(id)
    });
    let subject = errors.line("/subject", &draft.subject, SUBJECT_MAX);
    errors.needed("/subject", subject.as_ref());
    let body = errors.text("/body", &draft.body, TEXT_MAX);
    errors.needed("/body", body.as_ref());
    let language = errors.choice("/language", &draft.language, Language::parse);
    let complainant = errors.person("/complainant", &draft.complainant, agency, kind == Some(Kind::Complaint));
    let representative = draft.representative.as_ref().map(|p| errors.person("/representative", p, agency, true));
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
            })
        }
        _ => Err(errors.0),
    }
}

/// Checks one text on its own: a message, an answer, a reason.
///
/// # Errors
/// Missing, too long, or not text.
pub fn required_text(field: &str, typed: &str, limit: u32) -> Result<String, FieldError> {
    optional_text(field, typed, limit)?.ok_or_else(|| FieldError::new(field, Code::Required))
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
            let lines = [&p.name, &p.email, &p.phone, &p.national_id, &p.country];
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

    fn choice<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = parse(typed);
        if value.is_none() {
            let code = if typed.trim().is_empty() { Code::Required } else { Code::UnknownValue };
            self.add(field, code);
        }
        value
    }

    /// Text of several lines: line ends as `\n`, no control characters, trimmed.
    fn text(&mut self, field: &str, typed: &str, limit: u32) -> Option<String> {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n");
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

    /// Text of one line: runs of white space become one space.
    fn line(&mut self, field: &str, typed: &str, limit: u32) -> Option<String> {
        let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
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
        Person {
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
            country: self.formed(field("country"), &typed.country, Code::InvalidCountry, |t| {
                let code = t.trim().to_ascii_uppercase();
                (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
            }),
        }
    }
}

#[cfg(test)]
mod tests;
