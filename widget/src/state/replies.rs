//! What follows from the node's answers.
//!
//! In: the answer to the call that is under way. Out: the next screen, or what went wrong, beside what was typed.
//! Never: a screen left because of a failure.

use views::page::CaseScreen;
use wire::problem::ProblemCode;

use super::{Answer, ApiError, Call, CaseView, Door, FILE, Live, News, Problem, Receipt, ReceiptScreen, Screen, State};

impl State {
    pub(super) fn answered(&mut self, number: u32, result: Result<Answer, ApiError>) {
        let Some((_, call)) = self.call.take_if(|(n, _)| *n == number) else { return };
        self.live.busy = None;
        match result {
            Ok(answer) => self.done(call, answer),
            Err(error) => self.failed(call, error),
        }
    }

    fn done(&mut self, call: Call, answer: Answer) {
        match (call, answer) {
            (Call::File { body, .. }, Answer::Filed(receipt)) => self.filed(body.kind, receipt),
            (Call::Read(door), Answer::Opened(case)) => self.show(door, case, None),
            (Call::Message { door, body, .. }, Answer::Done(case)) => {
                let notice = if body.in_reply_to.is_some() { "answered" } else { "message-sent" };
                self.after(door, case, notice);
            }
            (Call::Act { door, body, .. }, Answer::Done(case)) => {
                let notice = match body.action.as_str() {
                    "withdraw" => "withdrawn",
                    "reopen" => "reopened",
                    "escalate" => "escalated",
                    _ => "rated",
                };
                self.after(door, case, notice);
            }
            (call, _) => self.failed(call, ApiError::Unreadable),
        }
    }

    fn filed(&mut self, kind: String, receipt: Receipt) {
        self.unsure.clear();
        self.kept = None;
        self.live = Live { round: self.live.round, ..Live::default() };
        self.news = Some(News::Filed(receipt.reference.clone()));
        // An earlier version had arrived after all: the person's last changes are not in it.
        let notice = self.fallback.then(|| "first-version".to_owned());
        self.page.screen = Screen::Receipt(ReceiptScreen { receipt, kind, notice });
        self.moved += 1;
    }

    fn after(&mut self, door: Door, case: Option<CaseView>, notice: &str) {
        self.unsure.clear();
        self.live.round += 1;
        let shown = match &self.page.screen {
            Screen::Case(screen) => Some(screen.case.clone()),
            _ => None,
        };
        // Done, but the case could not be read again: what is on the screen stays, with the good news.
        if let Some(case) = case.or(shown) {
            self.show(door, case, Some(notice.to_owned()));
        }
    }

    fn show(&mut self, door: Door, case: CaseView, notice: Option<String>) {
        self.live = Live { round: self.live.round, ..Live::default() };
        self.page.screen = Screen::Case(CaseScreen {
            case,
            access_code: door.access_code,
            notice,
            form: None,
            values: views::page::CaseValues::default(),
            errors: Vec::new(),
            problem: None,
            reason: None,
        });
        self.moved += 1;
    }

    fn failed(&mut self, call: Call, error: ApiError) {
        let code = match error {
            ApiError::Refused(problem) => return self.refused(call, problem),
            ApiError::Later => "later",
            ApiError::Offline => "offline",
            ApiError::Unreadable => "unreadable",
        };
        if !matches!(call, Call::Read(_)) && !self.unsure.contains(&call) {
            self.unsure.push(call);
        }
        self.tell_wrong(Vec::new(), code, None);
    }

    fn refused(&mut self, call: Call, problem: Problem) {
        self.unsure.retain(|old| *old != call);
        let code = ProblemCode::parse(&problem.kind);
        if code == Some(ProblemCode::IdempotencyKeyReused)
            && let Some(earlier) = self.unsure.iter().rposition(|old| matches!(old, Call::File { .. }))
        {
            // An earlier version is on the register: its receipt is fetched with its own words.
            self.fallback = true;
            let earlier = self.unsure.remove(earlier);
            return self.send(FILE, earlier);
        }
        let name = code.map_or("unreadable", ProblemCode::name);
        let shown = if problem.errors.is_empty() { name } else { "" };
        self.tell_wrong(problem.errors, shown, problem.reason);
    }

    fn tell_wrong(&mut self, errors: Vec<wire::problem::FieldProblem>, code: &str, reason: Option<String>) {
        self.news = Some(News::Error(if code.is_empty() { "invalid-fields".to_owned() } else { code.to_owned() }));
        self.say_wrong(errors, (!code.is_empty()).then(|| code.to_owned()), reason);
        self.moved += 1;
    }
}
