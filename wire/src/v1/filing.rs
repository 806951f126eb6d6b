//! Filing a case, and the receipt for it.

use super::case::DocumentView;
use domain::draft::{Draft, DraftPerson, Filing, Person};
use domain::status::{Channel, Kind, PersonKind};
use domain::{agency::Slug, language::Language};
use serde::{Deserialize, Serialize};

/// The body of `POST /v1/agencies/{agency}/cases`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FileCase {
    /// `complaint`, `observation` or `suggestion`.
    pub kind: String,
    /// One of the agency's categories; empty: the node finds one by what was written, and the desk sees that it did.
    pub category: String,
    /// One line, at most 200 characters.
    pub subject: String,
    /// The text, at most 10,000 characters.
    pub body: String,
    /// BCP 47.
    pub language: String,
    /// Who files.
    pub complainant: PersonBody,
    /// Who files for the complainant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative: Option<PersonBody>,
    /// What was already tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_steps: Option<String>,
    /// Whether the matter is before a court.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_court: Option<bool>,
    /// Consent to the treatment of personal data.
    pub consent: bool,
    /// Ids of documents sent before.
    pub documents: Vec<String>,
    /// How it came in.
    pub channel: String,
    /// The page where the widget stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The document that is the message itself, spoken: subject and text may then be empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// The answer to `GET /v1/challenge`: base64 of ALTCHA's payload. Not stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
}

/// A person in a filing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PersonBody {
    /// `person`, `company` or `group`; a person if it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What a company does, or who a group is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature: Option<String>,
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// National identity card number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub national_id: Option<String>,
    /// Postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// The answer to a filing: proof that it is on the register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// The case's public number.
    pub reference: String,
    /// The secret that opens it, in groups of four.
    pub access_code: String,
    /// When it was filed.
    pub received_at: String,
    /// When an answer is due.
    pub due_at: String,
    /// Its status.
    pub status: String,
    /// Where a person follows it.
    pub tracking_url: String,
    /// Where the receipt can be had again, with the access code.
    pub receipt_url: String,
    /// SHA-256 of what was filed, in hexadecimal: the normal form, without `channel` and `page`.
    pub digest: String,
    /// The key it is signed with.
    pub key_id: String,
    /// Ed25519 over `signed_text`, in base64.
    pub signature: String,
}

impl Receipt {
    /// What the signature covers, line by line.
    #[must_use]
    pub fn signed_text(&self) -> String {
        format!("wasl receipt v1\n{}\n{}\n{}\n{}\n", self.reference, self.received_at, self.due_at, self.digest)
    }
}

/// What proves a receipt to others: all that the signature covers and the filing itself, without the access code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptFile {
    /// The node's public address: its keys are at `/.well-known/wasl.json`.
    pub node: String,
    /// The case's public number.
    pub reference: String,
    /// When it was filed.
    pub received_at: String,
    /// When an answer is due.
    pub due_at: String,
    /// SHA-256 of `filing`, in hexadecimal.
    pub digest: String,
    /// The key it is signed with.
    pub key_id: String,
    /// Ed25519 over the receipt's `signed_text`, in base64.
    pub signature: String,
    /// What was filed, to the letter as the digest covers it.
    pub filing: FileCase,
}

impl ReceiptFile {
    /// The file of a receipt.
    #[must_use]
    pub fn of(receipt: &Receipt, node: &str, filing: FileCase) -> Self {
        Self {
            node: node.to_owned(),
            reference: receipt.reference.clone(),
            received_at: receipt.received_at.clone(),
            due_at: receipt.due_at.clone(),
            digest: receipt.digest.clone(),
            key_id: receipt.key_id.clone(),
            signature: receipt.signature.clone(),
            filing,
        }
    }
}

impl FileCase {
    /// What a digest covers: how a filing came does not count, and documents count by their content: the SHA-256
    /// stands in the place of the id.
    #[must_use]
    pub fn meaning(&self, documents: &[DocumentView]) -> Self {
        let content = |id: &String| documents.iter().find(|d| d.id == *id).map_or(id, |d| &d.sha256).clone();
        Self {
            documents: self.documents.iter().map(content).collect(),
            voice: self.voice.as_ref().map(content),
            channel: String::new(),
            page: None,
            proof: None,
            ..self.clone()
        }
    }
}

fn given(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

impl From<&PersonBody> for DraftPerson {
    fn from(p: &PersonBody) -> Self {
        Self {
            kind: given(p.kind.as_ref()),
            nature: given(p.nature.as_ref()),
            name: given(p.name.as_ref()),
            email: given(p.email.as_ref()),
            phone: given(p.phone.as_ref()),
            national_id: given(p.national_id.as_ref()),
            address: given(p.address.as_ref()),
            country: given(p.country.as_ref()),
        }
    }
}

impl From<&FileCase> for Draft {
    fn from(f: &FileCase) -> Self {
        Self {
            kind: f.kind.clone(),
            category: f.category.clone(),
            subject: f.subject.clone(),
            body: f.body.clone(),
            language: f.language.clone(),
            complainant: (&f.complainant).into(),
            representative: f.representative.as_ref().map(DraftPerson::from),
            prior_steps: given(f.prior_steps.as_ref()),
            before_court: f.before_court,
            consent: f.consent,
            documents: f.documents.clone(),
            channel: f.channel.clone(),
            page: given(f.page.as_ref()),
            voice: given(f.voice.as_ref()),
        }
    }
}

impl From<&Draft> for FileCase {
    fn from(d: &Draft) -> Self {
        let some = |s: &String| (!s.is_empty()).then(|| s.clone());
        let person = |p: &DraftPerson| PersonBody {
            kind: some(&p.kind),
            nature: some(&p.nature),
            name: some(&p.name),
            email: some(&p.email),
            phone: some(&p.phone),
            national_id: some(&p.national_id),
            address: some(&p.address),
            country: some(&p.country),
        };
        Self {
            kind: d.kind.clone(),
            category: d.category.clone(),
            subject: d.subject.clone(),
            body: d.body.clone(),
            language: d.language.clone(),
            complainant: person(&d.complainant),
            representative: d.representative.as_ref().map(person),
            prior_steps: some(&d.prior_steps),
            before_court: d.before_court,
            consent: d.consent,
            documents: d.documents.clone(),
            channel: d.channel.clone(),
            page: some(&d.page),
            voice: some(&d.voice),
            proof: None,
        }
    }
}

impl From<&Person> for PersonBody {
    fn from(p: &Person) -> Self {
        Self {
            kind: (p.kind != PersonKind::default()).then(|| p.kind.name().to_owned()),
            nature: p.nature.clone(),
            name: p.name.clone(),
            email: p.email.clone(),
            phone: p.phone.clone(),
            national_id: p.national_id.clone(),
            address: p.address.clone(),
            country: p.country.clone(),
        }
    }
}

impl From<&PersonBody> for Person {
    fn from(p: &PersonBody) -> Self {
        Self {
            kind: p.kind.as_deref().and_then(PersonKind::parse).unwrap_or_default(),
            nature: p.nature.clone(),
            name: p.name.clone(),
            email: p.email.clone(),
            phone: p.phone.clone(),
            national_id: p.national_id.clone(),
            address: p.address.clone(),
            country: p.country.clone(),
        }
    }
}

/// A valid filing as it is stored and sent to peers: the same names as [`FileCase`], in normal form.
impl From<&Filing> for FileCase {
    fn from(f: &Filing) -> Self {
        Self {
            kind: f.kind.name().to_owned(),
            category: f.category.as_str().to_owned(),
            subject: f.subject.clone(),
            body: f.body.clone(),
            language: f.language.tag().to_owned(),
            complainant: (&f.complainant).into(),
            representative: f.representative.as_ref().map(PersonBody::from),
            prior_steps: f.prior_steps.clone(),
            before_court: f.before_court,
            consent: true,
            documents: f.documents.clone(),
            channel: f.channel.name().to_owned(),
            page: f.page.clone(),
            voice: f.voice.clone(),
            proof: None,
        }
    }
}

impl FileCase {
    /// Reads a stored filing back; `None` if it was never one.
    #[must_use]
    pub fn stored(&self) -> Option<Filing> {
        Some(Filing {
            kind: Kind::parse(&self.kind)?,
            category: Slug::parse(&self.category)?,
            subject: self.subject.clone(),
            body: self.body.clone(),
            language: Language::parse(&self.language)?,
            complainant: (&self.complainant).into(),
            representative: self.representative.as_ref().map(Person::from),
            prior_steps: self.prior_steps.clone(),
            before_court: self.before_court,
            documents: self.documents.clone(),
            channel: Channel::parse(&self.channel)?,
            page: self.page.clone(),
            voice: self.voice.clone(),
        })
    }
}
