//! What the widget knows of one filing and how it changes: pure, without a browser.
//!
//! In: an [`Action`]: what the person did, or what the node answered. Out: the [`State`] after it: what is shown,
//! and at most one [`Call`] to make. Random values and addresses arrive inside the action.
//! Never: two calls at once, a lost draft, a second case for one filing.
//!
//! Tracking is not here: its pages are rendered by the node and exchanged by the loader, which costs no byte of
//! WebAssembly and works wherever the form works.

use domain::agency::Agency;
use domain::draft::{Draft, validate};
use domain::field_error::FieldError;
use views::Live;
use views::page::{FormScreen, FormValues, ReceiptScreen};
use views::screens::receipt::FIRST_VERSION;
use wire::problem::{FieldProblem, Problem, ProblemCode};
use wire::v1::agencies::AgencyView;
use wire::v1::filing::{FileCase, Receipt};
use words::Words;

/// What was in a form, by field name.
pub type Fields = Vec<(String, String)>;

/// From this share of the limit on, the room that is left is counted.
const COUNTED_FROM_PERCENT: u64 = 80;

/// Everything the widget knows.
pub struct State {
    /// In whose words.
    pub words: Words,
    /// The agency, as the form shows it.
    pub agency: AgencyView,
    /// What is shown.
    pub screen: Screen,
    /// What is going on.
    pub live: Live,
    /// What is being asked of the node.
    pub call: Option<Call>,
    /// The agency's rules; none if they cannot be read here: the node alone then judges.
    rules: Option<Agency>,
    /// How filings from here come in: `widget` or `page`.
    channel: &'static str,
    /// Versions that were sent and may have arrived although no answer came, oldest first.
    unsure: Vec<FileCase>,
    /// Whether the receipt of an earlier version is being fetched.
    fallback: bool,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// The form.
    Form(FormScreen),
    /// The receipt.
    Receipt(ReceiptScreen),
}

/// One filing, sent to the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Idempotency key: the same for every attempt of one filing.
    pub key: String,
    /// What is filed.
    pub body: FileCase,
}

/// Why there is no receipt, by who must act.
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

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The form was sent.
    Submitted(Fields),
    /// The text has this many characters.
    Typed(usize),
    /// A kind was chosen.
    Chose(String),
    /// The node answered.
    Answered(Box<Result<Receipt, ApiError>>),
}

/// What follows outside of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing to show.
    Nothing,
    /// The page looks different.
    Shown,
    /// The page looks different and the focus goes to what is new.
    Moved,
    /// The same, and the state's call is to be made.
    Called,
    /// A case was filed: the host page hears its reference, never its code.
    Filed(String),
    /// It did not work: the host page hears the code of what the person was told.
    Failed(String),
}

impl State {
    /// A form as the server said it.
    pub fn new(words: Words, agency: AgencyView, form: FormScreen, hosted: bool) -> Self {
        Self {
            words,
            rules: agency.rules(),
            agency,
            screen: Screen::Form(form),
            live: Live::default(),
            call: None,
            channel: if hosted { "page" } else { "widget" },
            unsure: Vec::new(),
            fallback: false,
        }
    }

    /// The next state, and what follows.
    pub fn reduce(&mut self, action: Action) -> Consequence {
        match action {
            Action::Submitted(fields) => self.submitted(&fields),
            Action::Typed(chars) => {
                let limit = u64::from(self.agency.limits.body);
                let count = u32::try_from(chars).unwrap_or(u32::MAX);
                let near = (u64::from(count) * 100 >= limit * COUNTED_FROM_PERCENT).then_some(count);
                let before = std::mem::replace(&mut self.live.body_chars, near);
                if before == near { Consequence::Nothing } else { Consequence::Shown }
            }
            Action::Chose(kind) => {
                self.live.kind = Some(kind);
                Consequence::Shown
            }
            Action::Answered(result) => match (self.call.take(), *result) {
                (None, _) => Consequence::Nothing,
                (Some(call), Ok(receipt)) => self.filed(call, receipt),
                (Some(call), Err(error)) => self.failed(call, error),
            },
        }
    }

    fn submitted(&mut self, fields: &Fields) -> Consequence {
        if self.call.is_some() {
            return Consequence::Nothing;
        }
        let all = |name: &str| fields.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect();
        let values = FormValues::read(all);
        let body = values.filing(self.words.language().tag(), self.channel);
        if let Some(Err(errors)) = self.rules.as_ref().map(|rules| validate(&Draft::from(&body), rules)) {
            let said = |e: &FieldError| {
                let place = FieldError::new(values.place_of(&e.field), e.code);
                FieldProblem::new(&place, self.words.field_error(&place.field, place.code))
            };
            let said = errors.iter().map(said).collect();
            self.say(said, None);
            return Consequence::Moved;
        }
        self.fallback = false;
        self.send(Call { key: values.idempotency_key, body })
    }

    fn send(&mut self, call: Call) -> Consequence {
        self.say(Vec::new(), None);
        self.live.busy = true;
        self.call = Some(call);
        Consequence::Called
    }

    fn filed(&mut self, call: Call, receipt: Receipt) -> Consequence {
        self.unsure.clear();
        self.live = Live::default();
        let reference = receipt.reference.clone();
        // An earlier version had arrived after all: the person's last changes are not in it.
        let notice = self.fallback.then(|| FIRST_VERSION.to_owned());
        self.screen = Screen::Receipt(ReceiptScreen { receipt, kind: call.body.kind, notice, qr: None });
        Consequence::Filed(reference)
    }

    fn failed(&mut self, call: Call, error: ApiError) -> Consequence {
        self.live.busy = false;
        let code = match error {
            ApiError::Refused(problem) => return self.refused(call, problem),
            ApiError::Later => "later",
            ApiError::Offline => "offline",
            ApiError::Unreadable => "unreadable",
        };
        // Another proof makes no other filing.
        let body = FileCase { proof: None, ..call.body };
        if !self.unsure.contains(&body) {
            self.unsure.push(body);
        }
        self.say(Vec::new(), Some(code));
        Consequence::Failed(code.to_owned())
    }

    fn refused(&mut self, call: Call, problem: Problem) -> Consequence {
        let body = FileCase { proof: None, ..call.body };
        self.unsure.retain(|sent| *sent != body);
        let code = ProblemCode::parse(&problem.kind);
        if code == Some(ProblemCode::IdempotencyKeyReused)
            && let Some(body) = self.unsure.pop()
        {
            // An earlier version is on the register: its receipt is fetched with its own words.
            self.fallback = true;
            return self.send(Call { key: call.key, body });
        }
        let name = code.map_or("unreadable", ProblemCode::name);
        // The node's own sentence; a code only where something is done about it, or nothing was said.
        let known = self.words.knows_problem(name) || problem.title.is_empty();
        let said = if known { name } else { &problem.title };
        let shown = problem.errors.is_empty().then_some(said);
        self.say(problem.errors, shown);
        Consequence::Failed(name.to_owned())
    }

    /// Puts what is wrong beside what was typed.
    fn say(&mut self, errors: Vec<FieldProblem>, problem: Option<&str>) {
        if let Screen::Form(form) = &mut self.screen {
            form.errors = errors;
            form.problem = problem.map(str::to_owned);
        }
    }
}

#[cfg(test)]
mod tests;
