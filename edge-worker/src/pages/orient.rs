//! Orientation as pages: each question an address, each answer a link. Nothing is remembered anywhere else.
//!
//! In: `?at=` the question, `?via=` those before it, `?answer=` the answer that leads elsewhere.
//! Out: the question, or the body that is competent. An answer that leads to the form is a link to the form.

use super::Place;
use crate::call::Call;
use crate::fault::Fault;
use views::page::{OrientScreen, Screen, Way};
use wire::problem::ProblemCode;
use wire::v1::orientation::{AnswerBody, QuestionBody};
use worker::Response;

/// `GET /{agency}/orientation`.
pub async fn show(call: &Call, agency: &str) -> Result<Response, Fault> {
    let place = Place::of(call, agency).await?;
    let questions = &place.agency.orientation;
    let at = call.query("at");
    let asked = match &at {
        Some(id) => questions.iter().find(|q| q.id == *id),
        None => questions.first(),
    };
    let question = asked.ok_or_else(|| Fault::refused(ProblemCode::NotFound))?;
    let via = call.query("via").unwrap_or_default();
    let via: Vec<&str> = via.split('.').filter(|id| questions.iter().any(|q| q.id == *id)).collect();
    let links = Links { place: &place, base: &call.config.base_url };
    let screen = match call.query("answer").and_then(|n| question.answers.get(n.parse::<usize>().ok()?)) {
        Some(AnswerBody { elsewhere: Some(elsewhere), .. }) => OrientScreen {
            way: Way::Elsewhere {
                body: elsewhere.body.clone(),
                reason: elsewhere.reason.clone(),
                url: elsewhere.url.clone(),
            },
            back: Some(links.question(&question.id, &via)),
        },
        _ => OrientScreen {
            way: Way::Question { text: question.text.clone(), answers: links.answers(question, &via) },
            back: via.split_last().map(|(last, before)| links.question(last, before)),
        },
    };
    super::show(call, 200, &place.page(call, Screen::Orient(screen)), place.language)
}

/// Where answers lead, as addresses.
pub struct Links<'a> {
    pub place: &'a Place,
    pub base: &'a str,
}

impl Links<'_> {
    fn address(&self, path: &str, rest: &str) -> String {
        format!("{}/{}{path}?lang={}{rest}", self.base, self.place.agency.id, self.place.language.tag())
    }

    fn question(&self, id: &str, via: &[&str]) -> String {
        self.address("/orientation", &format!("&at={id}&via={}", via.join(".")))
    }

    /// The answers of a question with where they lead.
    #[must_use]
    pub fn answers(&self, question: &QuestionBody, via: &[&str]) -> Vec<(wire::v1::agencies::Names, String)> {
        let way: Vec<&str> = via.iter().copied().chain([question.id.as_str()]).collect();
        let link = |(n, answer): (usize, &AnswerBody)| {
            let to = match (&answer.ask, &answer.file) {
                (Some(next), _) => self.question(next, &way),
                (_, Some(file)) => self.address("", &format!("&kind={}&category={}", file.kind, file.category)),
                _ => self.address("/orientation", &format!("&at={}&via={}&answer={n}", question.id, via.join("."))),
            };
            (answer.text.clone(), to)
        };
        question.answers.iter().enumerate().map(link).collect()
    }
}
