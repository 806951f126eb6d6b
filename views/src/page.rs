//! What a page shows, as the server says it once for both sides: it renders it, and the browser takes it over.
//!
//! In: the contract's own types. Out: serialised beside the HTML (`data-wasl-data`).
//! Never: sentences (they come from the words), or anything that the person who sees the page may not know.

use serde::{Deserialize, Serialize};
use wire::problem::FieldProblem;
use wire::v1::agencies::{AgencyView, Limits, Names, Theme};
use wire::v1::case::CaseView;
use wire::v1::filing::{FileCase, PersonBody, Receipt};

/// One page: whose, in which language, made by which build, and what is on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageData {
    /// BCP 47 tag.
    pub language: String,
    /// The node's public address, without a slash at its end.
    pub base_url: String,
    /// The build that rendered it: what takes it over comes from the same one. Empty where nothing does.
    #[serde(default)]
    pub version: String,
    /// The agency.
    pub agency: AgencyView,
    /// What is on the page.
    pub screen: Screen,
}

/// The screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The filing form.
    Form(FormScreen),
    /// The receipt for a filing.
    Receipt(ReceiptScreen),
    /// The same receipt once more: nothing was filed by asking for it.
    Again(ReceiptScreen),
    /// The receipt on paper.
    Paper(PaperScreen),
    /// The door to a case.
    Open(OpenScreen),
    /// A case, opened.
    Case(CaseScreen),
    /// A question on the way to the form, or the body that is competent.
    Orient(OrientScreen),
    /// Nothing can be shown.
    Notice(NoticeScreen),
}

/// The filing form, empty or with what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormScreen {
    /// What was typed.
    #[serde(default, skip_serializing_if = "FormValues::is_untouched")]
    pub values: FormValues,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Why it did not go through: a problem's code, or `offline`, `later`, `unreadable`; in the browser also the node's sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// The form's fields, named as they are posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormValues {
    /// `complaint`, `observation` or `suggestion`.
    pub kind: String,
    /// A category's identifier.
    pub category: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Full name of who writes.
    pub name: String,
    /// E-mail address of who writes.
    pub email: String,
    /// Telephone of who writes.
    pub phone: String,
    /// National identity card number, where the agency asks for it.
    pub national_id: String,
    /// Postal address; of a company, its seat.
    pub address: String,
    /// ISO 3166-1 alpha-2 country.
    pub country: String,
    /// For whom: `company`, `group`, `person`; empty for oneself.
    pub on_behalf: String,
    /// The name of the company, the group or the person.
    pub represented: String,
    /// What the company does, or who the group is.
    pub nature: String,
    /// Consent.
    pub consent: bool,
    /// The key that makes sending twice file once. Empty where the HTML is shared: the loader fills it in.
    pub idempotency_key: String,
    /// The page where the form stands.
    pub page: String,
    /// Documents that are already on the node.
    pub documents: Vec<String>,
    /// The one of them that is the message, spoken.
    pub voice: String,
    /// The answer to the node's challenge.
    pub proof: String,
}

impl FormValues {
    /// Whether nothing is in it, as in a form that is shown for the first time.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// What was in a form: `all` gives every value of a field.
    #[must_use]
    pub fn read(all: impl Fn(&str) -> Vec<String>) -> Self {
        let of = |name: &str| all(name).into_iter().next().unwrap_or_default();
        Self {
            kind: of("kind"),
            category: of("category"),
            subject: of("subject"),
            body: of("body"),
            name: of("name"),
            email: of("email"),
            phone: of("phone"),
            national_id: of("national_id"),
            address: of("address"),
            country: of("country"),
            on_behalf: of("on_behalf"),
            represented: of("represented"),
            nature: of("nature"),
            consent: of("consent") == "yes",
            idempotency_key: of("idempotency_key"),
            page: of("page"),
            documents: all("documents").into_iter().filter(|id| !id.is_empty()).collect(),
            voice: of("voice"),
            proof: of("proof"),
        }
    }

    /// The filing that these fields mean: who writes for somebody is the representative.
    #[must_use]
    pub fn filing(&self, language: &str, channel: &str) -> FileCase {
        let given = |text: &String| Some(text.clone()).filter(|t| !t.trim().is_empty());
        let writer = PersonBody {
            name: given(&self.name),
            email: given(&self.email),
            phone: given(&self.phone),
            ..PersonBody::default()
        };
        let (named, representative) = if self.on_behalf.is_empty() {
            (writer, None)
        } else {
            let named = PersonBody {
                kind: given(&self.on_behalf).filter(|kind| kind != "person"),
                name: given(&self.represented),
                nature: given(&self.nature),
                ..PersonBody::default()
            };
            (named, Some(writer))
        };
        let complainant = PersonBody {
            national_id: given(&self.national_id),
            address: given(&self.address),
            country: given(&self.country),
            ..named
        };
        FileCase {
            kind: self.kind.clone(),
            category: self.category.clone(),
            subject: self.subject.clone(),
            body: self.body.clone(),
            language: language.to_owned(),
            complainant,
            representative,
            consent: self.consent,
            documents: self.documents.clone(),
            channel: channel.to_owned(),
            page: given(&self.page),
            voice: given(&self.voice),
            proof: given(&self.proof),
            ..FileCase::default()
        }
    }

    /// The form's field that a pointer into the filing belongs to, as a pointer.
    #[must_use]
    pub fn place_of(&self, pointer: &str) -> String {
        match pointer {
            "/complainant/name" if !self.on_behalf.is_empty() => "/represented".to_owned(),
            "/complainant/kind" => "/on_behalf".to_owned(),
            _ => pointer.to_owned(),
        }
    }
}

/// A step of orientation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrientScreen {
    /// What is shown.
    pub way: Way,
    /// The step before.
    pub back: Option<String>,
}

/// What a step of orientation shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A question, with its answers and where they lead.
    Question { text: Names, answers: Vec<(Names, String)> },
    /// Another body is competent.
    Elsewhere { body: Names, reason: Names, url: Option<String> },
}

/// The receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptScreen {
    /// As filing answered it.
    pub receipt: Receipt,
    /// What was filed.
    pub kind: String,
    /// Something to say about it: `first-version`.
    #[serde(default)]
    pub notice: Option<String>,
    /// The link into the case for cameras, where the node renders the page. In the browser a part puts it in.
    #[serde(skip)]
    pub qr: Option<Qr>,
}

/// A link that opens a case at once, as a picture for cameras.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Qr {
    /// Modules on each side, the quiet zone included.
    pub side: u32,
    /// The dark modules, as the data of an SVG path.
    pub path: String,
}

/// The receipt on paper: all that stands on it, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperScreen {
    /// As filing answered it.
    pub receipt: Receipt,
    /// What was filed.
    pub case: CaseView,
    /// What the signature covers.
    pub signed_text: String,
    /// Where the node's keys are.
    pub keys_url: String,
    /// The file that proves the receipt to others, as a `data:` address.
    #[serde(skip)]
    pub file_url: String,
    /// The link into the case.
    #[serde(skip)]
    pub qr: Qr,
}

/// The door to a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenScreen {
    /// What was typed, or came with the link.
    #[serde(default)]
    pub reference: String,
    /// What is wrong with it (`/reference`, `/access_code`).
    #[serde(default)]
    pub errors: Vec<FieldProblem>,
    /// Why it did not open.
    #[serde(default)]
    pub problem: Option<String>,
}

/// A case, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseScreen {
    /// As the contract gives it to its complainant.
    pub case: CaseView,
    /// The code it was opened with: its forms post it again.
    pub access_code: String,
    /// The key that makes sending twice write once, as on the filing form.
    #[serde(default)]
    pub idempotency_key: String,
    /// What has just been done: `message-sent`, `answered`, `withdrawn`, `reopened`, `escalated`, `rated`.
    #[serde(default)]
    pub notice: Option<String>,
    /// The form that `values`, `errors` and `problem` belong to: `message`, `answer-<question's id>`,
    /// `withdraw`, `reopen`, `escalate`, `rate`.
    #[serde(default)]
    pub form: Option<String>,
    /// What was typed into it.
    #[serde(default)]
    pub values: CaseValues,
    /// What is wrong with it.
    #[serde(default)]
    pub errors: Vec<FieldProblem>,
    /// Why it did not go through.
    #[serde(default)]
    pub problem: Option<String>,
    /// Why an action is not possible now: the reason's name.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The fields of a case's forms, named as they are posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseValues {
    /// A message or an answer.
    pub text: String,
    /// Why.
    pub reason: String,
    /// What was tried with the administration.
    pub prior_steps: String,
    /// `no` once declared.
    pub before_court: String,
    /// `1` to `5`.
    pub rating: String,
    /// Documents that are already on the node.
    pub documents: Vec<String>,
}

/// The form is not shown here, because the agency wants it to be filled in on a page of its own.
pub const FILING_ELSEWHERE: &str = "filing-elsewhere";

/// Nothing can be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeScreen {
    /// Why: a problem's code, or [`FILING_ELSEWHERE`].
    pub problem: String,
    /// Where to go instead.
    #[serde(default)]
    pub link: Option<String>,
}

impl PageData {
    /// A page that says why there is no page, where not even the agency is known.
    #[must_use]
    pub fn without_agency(language: &str, base_url: &str, problem: &str) -> Self {
        Self {
            language: language.to_owned(),
            base_url: base_url.to_owned(),
            version: String::new(),
            agency: AgencyView {
                id: String::new(),
                name: wire::v1::agencies::Names::new(),
                kinds: Vec::new(),
                categories: Vec::new(),
                languages: Vec::new(),
                limits: Limits { subject: 0, body: 0, documents: 0 },
                theme: Theme::default(),
                answer_within_days: 0,
                answer_within: wire::v1::agencies::Names::new(),
                time_zone: String::new(),
                utc_offset_minutes: 0,
                utc_shifts: Vec::new(),
                calling_code: String::new(),
                mediator: false,
                asks_national_id: false,
                orientation: Vec::new(),
                proof: false,
                widget: String::new(),
            },
            screen: Screen::Notice(NoticeScreen { problem: problem.to_owned(), link: None }),
        }
    }

    /// Whether it shows something that was not taken as it was sent.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        match &self.screen {
            Screen::Form(screen) => !screen.errors.is_empty() || screen.problem.is_some(),
            Screen::Open(screen) => !screen.errors.is_empty() || screen.problem.is_some(),
            Screen::Case(screen) => !screen.errors.is_empty() || screen.problem.is_some(),
            _ => false,
        }
    }

    /// `{base}/{agency}{path}`: where forms are posted.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}/{}{path}", self.base_url, self.agency.id)
    }

    /// The same with the language, for links.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}?lang={}", self.url(path), self.language)
    }
}
