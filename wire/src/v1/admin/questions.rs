//! Reading an agency's questions. In: what the operator sent. Out: `domain`'s questions, or where they are wrong.

use super::Check;
use crate::v1::orientation::{AnswerBody, QuestionBody};
use domain::agency::{Category, Slug};
use domain::field_error::FieldErrorCode as Code;
use domain::orientation::{ANSWERS_MAX, Answer, QUESTIONS_MAX, Question, Step, dead_ends};
use domain::status::Kind;

pub(super) fn read(
    check: &mut Check,
    bodies: &[QuestionBody],
    kinds: &[Kind],
    categories: &[Category],
) -> Vec<Question> {
    if bodies.len() > QUESTIONS_MAX {
        check.add("/orientation", Code::TooMany { limit: limit(QUESTIONS_MAX) });
    }
    let before = check.0.len();
    let mut found: Vec<Question> = Vec::new();
    for (n, body) in bodies.iter().enumerate() {
        let at = format!("/orientation/{n}");
        let id = check.read(&format!("{at}/id"), &body.id, Slug::parse);
        let text = check.names(&format!("{at}/text"), &body.text);
        if body.answers.is_empty() {
            check.add(format!("{at}/answers"), Code::Required);
        }
        if body.answers.len() > ANSWERS_MAX {
            check.add(format!("{at}/answers"), Code::TooMany { limit: limit(ANSWERS_MAX) });
        }
        let answers = body.answers.iter().enumerate();
        let answers: Vec<_> =
            answers.filter_map(|(a, body)| answer(check, &format!("{at}/answers/{a}"), body)).collect();
        let Some(id) = id else { continue };
        if found.iter().any(|q| q.id == id) {
            check.add(format!("{at}/id"), Code::InvalidFormat);
        }
        found.push(Question { id, text, answers });
    }
    // Only where everything was read do places count as they were sent.
    if check.0.len() == before {
        for (q, a) in dead_ends(&found, kinds, categories) {
            check.add(format!("/orientation/{q}/answers/{a}"), Code::UnknownValue);
        }
    }
    found
}

fn limit(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}

fn answer(check: &mut Check, at: &str, body: &AnswerBody) -> Option<Answer> {
    let text = check.names(&format!("{at}/text"), &body.text);
    let then = match (&body.ask, &body.file, &body.elsewhere) {
        (Some(next), None, None) => check.read(&format!("{at}/ask"), next, Slug::parse).map(Step::Ask),
        (None, Some(file), None) => {
            let kind = check.read(&format!("{at}/file/kind"), &file.kind, Kind::parse);
            let category = check.read(&format!("{at}/file/category"), &file.category, Slug::parse);
            kind.zip(category).map(|(kind, category)| Step::File { kind, category })
        }
        (None, None, Some(elsewhere)) => {
            check.topics(&format!("{at}/elsewhere"), &elsewhere.topics);
            let body = check.names(&format!("{at}/elsewhere/body"), &elsewhere.body);
            let reason = check.names(&format!("{at}/elsewhere/reason"), &elsewhere.reason);
            let web =
                |url: &str| (url.starts_with("https://") && !url.contains(['"', ' ', '<'])).then(|| url.to_owned());
            let url = elsewhere.url.as_ref().and_then(|url| check.read(&format!("{at}/elsewhere/url"), url, web));
            Some(Step::Elsewhere { body, reason, url })
        }
        _ => {
            check.add(at, Code::InvalidFormat);
            None
        }
    };
    then.map(|then| Answer { text, then })
}

#[cfg(test)]
mod tests {
    use crate::read::put_agency;

    fn wrong(orientation: &str) -> Vec<String> {
        let agency = format!(
            r#"{{"code":"HAB","names":{{"fr":"M"}},"categories":[{{"id":"delay","names":{{"fr":"D"}}}}],"orientation":{orientation}}}"#
        );
        let reading = put_agency(agency.as_bytes()).unwrap();
        let found = reading.value.check("mhab").err().unwrap_or_default();
        reading.errors.into_iter().chain(found).map(|e| e.field).collect()
    }

    #[test]
    fn questions_that_lead_somewhere_are_taken() {
        let file = r#"{"text":{"fr":"a"},"file":{"kind":"complaint","category":"delay"}}"#;
        let ask = r#"{"text":{"fr":"b"},"ask":"then"}"#;
        let first = format!(r#"{{"id":"about","text":{{"fr":"q"}},"answers":[{file},{ask}]}}"#);
        let second = format!(r#"{{"id":"then","text":{{"fr":"q"}},"answers":[{file}]}}"#);
        assert!(wrong(&format!("[{first},{second}]")).is_empty());
        assert_eq!(wrong(&format!("[{first}]")), ["/orientation/0/answers/1"]);
    }

    #[test]
    fn an_answer_leads_exactly_one_way_and_says_something() {
        let answer = |text: &str| wrong(&format!(r#"[{{"id":"about","text":{{"fr":"q"}},"answers":[{text}]}}]"#));
        assert_eq!(answer(r#"{"text":{"fr":"a"}}"#), ["/orientation/0/answers/0"]);
        assert_eq!(answer(r#"{"text":{"fr":"a"},"ask":"x","file":{}}"#), ["/orientation/0/answers/0"]);
        assert_eq!(answer(r#"{"ask":"then"}"#), ["/orientation/0/answers/0/text"]);
        let url = r#"{"text":{"fr":"a"},"elsewhere":{"body":{"fr":"b"},"reason":{"fr":"r"},"url":"javascript:x"}}"#;
        assert_eq!(answer(url), ["/orientation/0/answers/0/elsewhere/url"]);
        let topics =
            r#"{"text":{"fr":"a"},"elsewhere":{"body":{"fr":"b"},"reason":{"fr":"r"},"topics":["court","x"]}}"#;
        assert_eq!(answer(topics), ["/orientation/0/answers/0/elsewhere/topics/1"]);
        assert_eq!(wrong(r#"[{"id":"about","text":{"fr":"q"}}]"#), ["/orientation/0/answers"]);
    }
}
