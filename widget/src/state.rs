//! What the widget knows and how it changes: pure, without a browser.
//!
//! In: an [`Action`]: what the person did, or what the node answered. Out: the next [`State`]: the page to show,
//! and at most one [`Call`] to make. Every random value arrives inside the action.
//! Never: two calls at once, a lost draft, a second case for one filing.

mod checks;
mod replies;

use std::rc::Rc;

use domain::field_error::FieldError;
use views::Live;
use views::page::{FormScreen, FormValues, OpenScreen, PageData, ReceiptScreen, Screen};
use views::screens::form::FILE;
use views::screens::open::OPEN;
use wire::problem::{FieldProblem, Problem};
use wire::v1::case::{CaseView, PostAction, PostMessage};
use wire::v1::filing::{FileCase, Receipt};
use words::Words;
use yew::Reducible;

/// What was in a form, by field name.
pub type Fields = Vec<(String, String)>;

/// From this share of the limit on, the room that is left is counted.
const COUNTED_FROM_PERCENT: u32 = 80;

/// Everything the widget knows.
#[derive(Clone, PartialEq)]
pub struct State {
    /// The page that is shown.
    pub page: PageData,
    /// In whose words.
    pub words: Rc<Words>,
    /// What only the browser knows of it.
    pub live: Live,
    /// What is being asked of the node, and its number.
    pub call: Option<(u32, Call)>,
    /// Grows when the screen changed because of the person: the focus then follows.
    pub moved: u32,
    /// What the host page is told.
    pub news: Option<News>,
    /// How filings from here came in: `widget` or `page`.
    channel: &'static str,
    /// How many calls there were.
    calls: u32,
    /// The form as it was left for another screen.
    kept: Option<FormScreen>,
    /// What was sent and may have arrived although no answer came, oldest first.
    unsure: Vec<Call>,
    /// Whether an earlier version is being asked after, instead of the one last typed.
    fallback: bool,
}

/// One question to the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// File a case.
    File {
        /// Idempotency key: the same for every attempt of one filing.
        key: String,
        /// What is filed.
        body: Box<FileCase>,
    },
    /// Open a case.
    Read(Door),
    /// Write a message, then read the case again.
    Message {
        /// Which case.
        door: Door,
        /// Idempotency key.
        key: String,
        /// What is written.
        body: PostMessage,
    },
    /// Act, then read the case again.
    Act {
        /// Which case.
        door: Door,
        /// Idempotency key.
        key: String,
        /// What is done.
        body: PostAction,
    },
}

/// What opens a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Its reference.
    pub reference: String,
    /// Its access code.
    pub access_code: String,
}

/// What the node answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A case was filed.
    Filed(Receipt),
    /// A case, opened.
    Opened(CaseView),
    /// Done; with the case as it now stands, if it could be read.
    Done(Option<CaseView>),
}

/// Why there is no answer, by who must act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// The person must change something.
    Refused(Problem),
    /// Nobody: it can be tried again.
    Later,
    /// The network is away.
    Offline,
    /// The answer was not one of ours.
    Unreadable,
}

/// What the host page is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A case was filed: its reference, never its code.
    Filed(String),
    /// Something went wrong that the person was told about.
    Error(String),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A form was sent; `fresh` is a random value.
    Submitted {
        /// Its `data-form`.
        form: String,
        /// What was in it.
        fields: Fields,
        /// For a new idempotency key.
        fresh: String,
    },
    /// The filing's text has this many characters.
    Typed(u32),
    /// A kind was chosen.
    Chose(String),
    /// Another screen was asked for: `form` or `open`.
    Went {
        /// Where.
        to: String,
        /// What the filing form held, if it is on the screen.
        typed: Option<Fields>,
        /// For a new idempotency key.
        fresh: String,
        /// The page where the widget stands.
        at: String,
    },
    /// The node answered the call of this number.
    Answered(u32, Result<Answer, ApiError>),
}

impl State {
    /// The page as the server said it.
    pub fn new(page: PageData, words: Rc<Words>, hosted: bool) -> Self {
        Self {
            page,
            words,
            live: Live::default(),
            call: None,
            moved: 0,
            news: None,
            channel: if hosted { "page" } else { "widget" },
            calls: 0,
            kept: None,
            unsure: Vec::new(),
            fallback: false,
        }
    }

    /// Characters left are shown near the limit only: how many there are then.
    pub fn counted(&self, chars: u32) -> Option<u32> {
        let limit = self.page.agency.limits.body;
        (u64::from(chars) * 100 >= u64::from(limit) * u64::from(COUNTED_FROM_PERCENT)).then_some(chars)
    }

    fn submitted(&mut self, form: &str, fields: &Fields, fresh: String) {
        if self.call.is_some() {
            return;
        }
        self.live.trouble = None;
        let checked = match form {
            FILE => checks::filing(fields, &self.page, self.channel),
            OPEN => checks::door(fields).map(Call::Read),
            _ => checks::in_case(form, fields, fresh),
        };
        if let Screen::Case(case) = &mut self.page.screen {
            // Errors in a case belong to the form that was sent.
            case.form = Some(form.to_owned());
        }
        match checked {
            Ok(call) => self.ask(form, call),
            Err(errors) => self.wrong(&errors),
        }
    }

    /// Sends a call. The same words sent again go with the same key, so that they count once.
    fn ask(&mut self, form: &str, call: Call) {
        let call = self.unsure.iter().find(|old| old.same_words(&call)).cloned().unwrap_or(call);
        self.fallback = false;
        self.say_wrong(Vec::new(), None, None);
        self.send(form, call);
    }

    fn send(&mut self, form: &str, call: Call) {
        self.calls += 1;
        self.live.busy = Some(form.to_owned());
        self.call = Some((self.calls, call));
    }

    fn wrong(&mut self, errors: &[FieldError]) {
        let problems = errors.iter().map(|e| FieldProblem::new(e, self.words.field_error(&e.field, e.code))).collect();
        self.say_wrong(problems, None, None);
        self.moved += 1;
    }

    /// Puts what is wrong where the screen shows it.
    fn say_wrong(&mut self, wrong: Vec<FieldProblem>, code: Option<String>, why: Option<String>) {
        match &mut self.page.screen {
            Screen::Form(FormScreen { errors, problem, .. }) | Screen::Open(OpenScreen { errors, problem, .. }) => {
                (*errors, *problem) = (wrong, code);
            }
            Screen::Case(case) => {
                (case.errors, case.problem, case.reason) = (wrong, code, why);
                case.notice = None;
            }
            Screen::Receipt(_) | Screen::Notice(_) => {
                self.live.trouble = code.map(|c| self.words.problem(&c));
            }
        }
    }

    fn went(&mut self, to: &str, typed: Option<&Fields>, fresh: String, at: String) {
        if self.call.is_some() {
            return;
        }
        if let (Screen::Form(form), Some(typed)) = (&self.page.screen, typed) {
            self.kept = Some(FormScreen { values: values(typed), ..form.clone() });
        }
        let next = match (to, &self.page.screen) {
            ("form", Screen::Form(_)) | ("open", Screen::Open(_)) => return,
            ("form", _) => Screen::Form(self.kept.take().unwrap_or_else(|| FormScreen {
                values: FormValues { idempotency_key: fresh, page: at, ..FormValues::default() },
                ..FormScreen::default()
            })),
            ("open", Screen::Case(case)) => {
                Screen::Open(OpenScreen { reference: case.case.reference.clone(), ..OpenScreen::default() })
            }
            ("open", _) => Screen::Open(OpenScreen::default()),
            _ => return,
        };
        self.live = Live { round: self.live.round, ..Live::default() };
        self.page.screen = next;
        self.moved += 1;
    }
}

impl Call {
    /// Whether both say the same, whatever their keys.
    fn same_words(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File { body: a, .. }, Self::File { body: b, .. }) => a == b,
            (Self::Message { door: d, body: a, .. }, Self::Message { door: e, body: b, .. }) => d == e && a == b,
            (Self::Act { door: d, body: a, .. }, Self::Act { door: e, body: b, .. }) => d == e && a == b,
            _ => false,
        }
    }
}

/// The value of a field, empty if it is not there.
fn value(fields: &Fields, name: &str) -> String {
    fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default()
}

/// The filing form as it was typed.
fn values(fields: &Fields) -> FormValues {
    let of = |name| value(fields, name);
    FormValues {
        kind: of("kind"),
        category: of("category"),
        subject: of("subject"),
        body: of("body"),
        name: of("name"),
        email: of("email"),
        phone: of("phone"),
        consent: of("consent") == "yes",
        idempotency_key: of("idempotency_key"),
        page: of("page"),
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.news = None;
        match action {
            Action::Submitted { form, fields, fresh } => next.submitted(&form, &fields, fresh),
            Action::Typed(chars) => next.live.body_chars = next.counted(chars),
            Action::Chose(kind) => next.live.kind = Some(kind),
            Action::Went { to, typed, fresh, at } => next.went(&to, typed.as_ref(), fresh, at),
            Action::Answered(number, result) => next.answered(number, result),
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests;
