//! A complainant's case: reading it, writing in it, acting on it. The same steps serve the hosted page.

use super::filing::{attached, release, unexpected};
use super::present::{self, Bodies};
use crate::auth::{self, Complainant};
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::fault::Fault;
use crate::register::chain::{hex, sha256};
use crate::register::{Act, CaseData, Command, Filed, Key, Reply, client};
use crate::reply;
use domain::case::{ComplainantAction, Reason};
use domain::draft::{DOCUMENTS_MAX, LINES_MAX, TEXT_MAX, optional_text, required_text};
use domain::event::{About, Role};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::idempotency;
use domain::language::Language;
use wire::problem::ProblemCode;
use wire::read;
use wire::v1::case::{CaseView, DocumentView, PostAction, PostMessage};
use wire::v1::desk::ActionDone;
use wire::v1::filing::Receipt;
use worker::Response;

/// `GET /v1/cases/{reference}`.
pub async fn show(call: &Call, reference: &str) -> Result<Response, Fault> {
    let complainant = of_call(call, reference).await?;
    let mut data = data(call, &complainant).await?;
    present::scanned(&call.config, &data.reference, &mut data.entries).await;
    call.speaks(&data.filing.language);
    let bodies = Bodies::of(&call.config, &data.entries, call.language(&words::languages())).await?;
    reply::json(200, &present::case(data, &bodies))
}

/// `GET /v1/cases/{reference}/receipt`.
pub async fn receipt(call: &Call, reference: &str) -> Result<Response, Fault> {
    let complainant = of_call(call, reference).await?;
    let data = data(call, &complainant).await?;
    reply::json(200, &receipt_of(call, &complainant, &data)?)
}

/// The receipt of a case that its complainant has opened.
///
/// # Errors
/// What was filed has been erased: there is nothing that it could be a receipt for.
pub fn receipt_of(call: &Call, complainant: &Complainant, data: &CaseData) -> Result<Receipt, Fault> {
    if data.erased_at.is_some() {
        let reason = Some(Reason::Erased.name().to_owned());
        return Err(Fault { reason, ..Fault::refused(ProblemCode::ActionNotPossible) });
    }
    let filed = Filed {
        reference: data.reference.clone(),
        received_at: data.received_at,
        due_at: data.promised_at,
        status: "received".into(),
        digest: data.digest.clone(),
        repeated: true,
    };
    let code = complainant.code.to_string();
    Ok(super::filing::receipt(&call.config, &data.agency, &filed, &code, &data.filing.language))
}

/// `GET /v1/cases/{reference}/live`: a WebSocket. The access code is its first message, so that it stands in no
/// address and no log.
pub async fn live(call: &Call, reference: &str) -> Result<Response, Fault> {
    if !call.header("upgrade").is_some_and(|u| u.eq_ignore_ascii_case("websocket")) {
        return Err(Fault::refused(ProblemCode::MethodNotAllowed));
    }
    auth::watch(call, reference).await
}

/// `POST /v1/cases/{reference}/messages`.
pub async fn message(call: &mut Call, reference: &str) -> Result<Response, Fault> {
    let complainant = of_call(call, reference).await?;
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::post_message(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let act = message_act(&reading.value, reading.errors)?;
    answer_act(call, complainant, act, &reading.value.documents).await
}

/// `POST /v1/cases/{reference}/actions`.
pub async fn action(call: &mut Call, reference: &str) -> Result<Response, Fault> {
    let complainant = of_call(call, reference).await?;
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::post_action(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let act = action_act(&reading.value, reading.errors)?;
    answer_act(call, complainant, act, &[]).await
}

async fn of_call(call: &Call, reference: &str) -> Result<Complainant, Fault> {
    Complainant::of(call, reference, call.bearer().as_deref()).await
}

async fn answer_act(call: &Call, complainant: Complainant, act: Act, documents: &[String]) -> Result<Response, Fault> {
    let language = call.language(&words::languages());
    let key = call.header("idempotency-key");
    let done = perform(call, &complainant, key.as_deref(), act, documents, language).await?;
    reply::json(201, &done)
}

/// The case's data, if the code is right.
///
/// # Errors
/// No such case with this code.
pub async fn data(call: &Call, complainant: &Complainant) -> Result<CaseData, Fault> {
    data_of(call, complainant, false, false).await
}

/// The same; `all`: with everything that is held on it; `filed`: as it was filed.
///
/// # Errors
/// As [`data`].
pub async fn data_of(call: &Call, complainant: &Complainant, all: bool, filed: bool) -> Result<CaseData, Fault> {
    match complainant.ask(call, &complainant.opens(clock::now().0, all, filed)).await? {
        Reply::Case(data) => Ok(*data),
        // A register that was noted but never configured holds no case.
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::CaseNotFound)),
        other => Err(unexpected(other)),
    }
}

/// The case as its complainant sees it.
///
/// # Errors
/// As [`data`].
pub async fn view(call: &Call, complainant: &Complainant, language: Language) -> Result<CaseView, Fault> {
    let mut data = data(call, complainant).await?;
    present::scanned(&call.config, &data.reference, &mut data.entries).await;
    let bodies = Bodies::of(&call.config, &data.entries, language).await?;
    Ok(present::case(data, &bodies))
}

/// Does what the complainant asks, once for each idempotency key.
///
/// # Errors
/// A key that cannot be one, no such case, not possible now, or wrong fields.
pub async fn perform(
    call: &Call,
    complainant: &Complainant,
    key: Option<&str>,
    act: Act,
    documents: &[String],
    language: Language,
) -> Result<ActionDone, Fault> {
    if key.is_some_and(|k| !idempotency::is_key(k)) {
        return Err(Fault::refused(ProblemCode::IdempotencyKeyNeeded));
    }
    let mut meaning = serde_json::to_string(&act).map_err(|e| Fault::broken(e.to_string()))?;
    if !documents.is_empty() {
        meaning.push_str(&documents.join(" "));
    }
    let about_data = matches!(act, Act::Request { .. });
    let (documents, by) = attachments(call, complainant, key, documents, about_data).await?;
    let kept = documents.clone();
    let command = Command::Act {
        serial: complainant.reference.serial(),
        by: complainant.by(),
        key: key.map(|k| Key { key: sha256(k.as_bytes()), fingerprint: sha256(meaning.as_bytes()) }),
        now: clock::now().0,
        act,
        documents,
        onward: None,
    };
    let register = complainant.reference.register();
    let result = written(call, complainant.ask(call, &command).await?, language, false).await;
    // Refused for sure, and not only without an answer.
    if matches!(&result, Err(fault) if fault.cause.is_none()) {
        release(&call.config, register.code().as_str(), &kept, &by, clock::now()).await?;
    }
    result
}

/// Keeps a message's documents for its case. Only for one who has opened the case: what is kept stays for good.
async fn attachments(
    call: &Call,
    complainant: &Complainant,
    key: Option<&str>,
    ids: &[String],
    about_data: bool,
) -> Result<(Vec<DocumentView>, String), Fault> {
    if ids.is_empty() {
        return Ok(Default::default());
    }
    let mut case = data(call, complainant).await?;
    // Where nothing can be written, the register says why; nothing is kept.
    if !about_data && !case.actions.iter().any(|a| a == ComplainantAction::Message.name()) {
        return Ok(Default::default());
    }
    // What others have sent along does not count.
    case.entries.retain(|e| e.peer.is_none() && e.role == Role::Complainant.name());
    let there = present::documents(&case.entries);
    let new = ids.iter().filter(|id| !there.iter().any(|d| d.id == **id)).count();
    if there.len() + new > DOCUMENTS_MAX as usize {
        let code = FieldErrorCode::TooMany { limit: DOCUMENTS_MAX };
        return Err(Fault::fields(vec![FieldError::new("/documents", code)]));
    }
    let key = match key {
        Some(key) => key.to_owned(),
        None => hex(&clock::random::<16>().ok_or_else(|| Fault::broken("no random numbers"))?),
    };
    let by = sha256(format!("{} {key}", complainant.reference).as_bytes());
    let code = complainant.reference.register().code().as_str();
    Ok((attached(&call.config, code, ids, &by, clock::now()).await?, by))
}

/// Sends an action to its register and shows the entry that it wrote.
///
/// # Errors
/// The register's refusal.
pub async fn done(
    call: &Call,
    register: &domain::reference::RegisterName,
    command: &Command,
    language: Language,
    staff: bool,
) -> Result<ActionDone, Fault> {
    written(call, client::ask(&call.config, register, command).await?, language, staff).await
}

/// Shows the entry that an action wrote.
async fn written(call: &Call, reply: Reply, language: Language, staff: bool) -> Result<ActionDone, Fault> {
    match reply {
        Reply::Done { entry, status } => {
            let bodies = Bodies::of(&call.config, std::slice::from_ref(&entry), language).await?;
            Ok(ActionDone { event: present::entry(*entry, &bodies, staff), status })
        }
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::CaseNotFound)),
        other => Err(unexpected(other)),
    }
}

/// A message, checked.
///
/// # Errors
/// Every field that is wrong.
pub fn message_act(body: &PostMessage, mut errors: Vec<FieldError>) -> Result<Act, Fault> {
    if body.documents.len() > DOCUMENTS_MAX as usize {
        let code = FieldErrorCode::TooMany { limit: DOCUMENTS_MAX };
        errors.push(FieldError::new("/documents", code));
    }
    let text = keep(required_text("/text", &body.text, TEXT_MAX), &mut errors);
    let in_reply_to = keep(number(body.in_reply_to.as_deref()), &mut errors).flatten();
    let about = keep(about_of(body.about.as_deref()), &mut errors).flatten();
    match (text, about) {
        (Some(text), Some(about)) if errors.is_empty() => Ok(Act::Request { about, text, correction: None }),
        (Some(text), None) if errors.is_empty() => Ok(Act::Message { text, in_reply_to }),
        _ => Err(Fault::fields(errors)),
    }
}

/// What a message is about, if it is about the data.
///
/// # Errors
/// Nobody knows it.
pub fn about_of(name: Option<&str>) -> Result<Option<String>, FieldError> {
    let known = |name: &str| About::parse(name).map(|about| about.name().to_owned());
    let wrong = || FieldError::new("/about", FieldErrorCode::UnknownValue);
    name.filter(|name| !name.is_empty()).map(|name| known(name).ok_or_else(wrong)).transpose()
}

/// The number of an entry, as a message names it.
///
/// # Errors
/// It is not a number.
pub fn number(id: Option<&str>) -> Result<Option<u32>, FieldError> {
    id.filter(|id| !id.is_empty())
        .map(|id| id.parse().map_err(|_| FieldError::new("/in_reply_to", FieldErrorCode::UnknownValue)))
        .transpose()
}

/// An action, checked.
///
/// # Errors
/// Every field that is wrong.
pub fn action_act(body: &PostAction, mut errors: Vec<FieldError>) -> Result<Act, Fault> {
    let reason = body.reason.as_deref().unwrap_or_default();
    let act = match ComplainantAction::parse(&body.action) {
        Some(ComplainantAction::Withdraw) => {
            keep(optional_text("/reason", reason, LINES_MAX), &mut errors).map(|text| Act::Withdraw { text })
        }
        Some(ComplainantAction::Reopen) => {
            keep(required_text("/reason", reason, LINES_MAX), &mut errors).map(|text| Act::Reopen { text })
        }
        Some(ComplainantAction::Escalate) => {
            if body.before_court != Some(false) {
                errors.push(FieldError::new("/before_court", FieldErrorCode::MustDeclare));
            }
            let steps = body.prior_steps.as_deref().unwrap_or_default();
            keep(required_text("/prior_steps", steps, LINES_MAX), &mut errors)
                .map(|prior_steps| Act::Escalate { prior_steps, before_court: body.before_court })
        }
        Some(ComplainantAction::Rate) => {
            let rating = body.rating.ok_or(FieldErrorCode::Required);
            let rating = rating.and_then(|r| u8::try_from(r).map_err(|_| FieldErrorCode::OutOfRange));
            let rating = keep(rating.map_err(|code| FieldError::new("/rating", code)), &mut errors);
            let text = keep(optional_text("/reason", reason, LINES_MAX), &mut errors);
            rating.zip(text).map(|(rating, text)| Act::Rate { rating, text })
        }
        Some(ComplainantAction::Message) | None => {
            let code = if body.action.is_empty() { FieldErrorCode::Required } else { FieldErrorCode::UnknownValue };
            errors.push(FieldError::new("/action", code));
            None
        }
    };
    match act {
        Some(act) if errors.is_empty() => Ok(act),
        _ => Err(Fault::fields(errors)),
    }
}

/// The value, or its error among the others.
pub fn keep<T>(result: Result<T, FieldError>, errors: &mut Vec<FieldError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(body: &PostAction) -> Vec<String> {
        action_act(body, Vec::new()).unwrap_err().errors.into_iter().map(|e| e.field).collect()
    }

    #[test]
    fn each_action_asks_for_its_own_fields() {
        let body = |action: &str| PostAction { action: action.into(), ..PostAction::default() };
        assert_eq!(fields(&body("")), ["/action"]);
        assert_eq!(fields(&body("message")), ["/action"]);
        assert_eq!(fields(&body("reopen")), ["/reason"]);
        assert_eq!(fields(&body("escalate")), ["/before_court", "/prior_steps"]);
        assert_eq!(fields(&body("rate")), ["/rating"]);
        assert_eq!(fields(&PostAction { rating: Some(-1), ..body("rate") }), ["/rating"]);
        assert_eq!(action_act(&body("withdraw"), Vec::new()), Ok(Act::Withdraw { text: None }));
    }

    #[test]
    fn a_message_needs_a_text_and_has_ten_documents_at_most() {
        let body =
            PostMessage { in_reply_to: Some("x".into()), documents: vec!["d".into(); 11], ..PostMessage::default() };
        let errors = message_act(&body, Vec::new()).unwrap_err().errors;
        let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["/documents", "/text", "/in_reply_to"]);
    }
}
