//! Orientation: a few plain questions that lead to the right kind and category, or to whoever is competent.
//!
//! In: an agency's questions, as data. Out: whether they lead somewhere, and where an answer leads.
//! Never: sentences of our own, or a question that has to be answered before anybody may file.

use crate::agency::{Category, Names, Slug};
use crate::status::Kind;

/// Most questions of one agency.
pub const QUESTIONS_MAX: usize = 20;
/// Most answers to one question.
pub const ANSWERS_MAX: usize = 12;

/// One question. The first of an agency's is where everybody begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its identifier.
    pub id: Slug,
    /// What is asked.
    pub text: Names,
    /// What can be answered.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub text: Names,
    /// Where it leads.
    pub then: Step,
}

/// Where an answer leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To another question.
    Ask(Slug),
    /// To the form, with these choices made.
    File {
        /// What is filed.
        kind: Kind,
        /// About what.
        category: Slug,
    },
    /// To another body: this one is not competent.
    Elsewhere {
        /// Which body.
        body: Names,
        /// Why, and what it does.
        reason: Names,
        /// Its address on the web, if it has one.
        url: Option<String>,
    },
}

/// What does not lead anywhere: the places of questions and answers, from 0.
#[must_use]
pub fn dead_ends(questions: &[Question], kinds: &[Kind], categories: &[Category]) -> Vec<(usize, usize)> {
    let offered = |kind: &Kind, id: &Slug| {
        let fits = |c: &Category| c.id == *id && (c.kinds.is_empty() || c.kinds.contains(kind));
        kinds.contains(kind) && categories.iter().any(fits)
    };
    // Only later questions can be asked, so that nobody goes round in circles.
    let leads = |at: usize, step: &Step| match step {
        Step::Ask(next) => questions.iter().skip(at + 1).any(|q| q.id == *next),
        Step::File { kind, category } => offered(kind, category),
        Step::Elsewhere { .. } => true,
    };
    let all = questions.iter().enumerate();
    all.flat_map(|(q, question)| {
        let answers = question.answers.iter().enumerate();
        answers.filter(move |(_, a)| !leads(q, &a.then)).map(move |(a, _)| (q, a))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::tests::agency;
    use crate::language::Language;

    fn names(text: &str) -> Names {
        vec![(Language::En, text.to_owned())]
    }

    fn question(id: &str, then: Vec<Step>) -> Question {
        let answers = then.into_iter().map(|then| Answer { text: names("so"), then }).collect();
        Question { id: Slug::parse(id).unwrap(), text: names("what?"), answers }
    }

    fn ends(questions: &[Question]) -> Vec<(usize, usize)> {
        let agency = agency();
        dead_ends(questions, &agency.kinds, &agency.categories)
    }

    #[test]
    fn answers_lead_to_later_questions_to_the_form_or_elsewhere() {
        let delay = || Step::File { kind: Kind::Complaint, category: Slug::parse("delay").unwrap() };
        let court = || Step::Elsewhere { body: names("the court"), reason: names("it judges"), url: None };
        let good = [
            question("about", vec![Step::Ask(Slug::parse("court").unwrap()), delay()]),
            question("court", vec![court()]),
        ];
        assert_eq!(ends(&good), []);
    }

    #[test]
    fn circles_and_unknown_places_are_dead_ends() {
        let ask = |id: &str| Step::Ask(Slug::parse(id).unwrap());
        let unknown = Step::File { kind: Kind::Complaint, category: Slug::parse("nothing").unwrap() };
        let bad =
            [question("about", vec![ask("about"), ask("second")]), question("second", vec![ask("about"), unknown])];
        assert_eq!(ends(&bad), [(0, 0), (1, 0), (1, 1)]);
    }
}
