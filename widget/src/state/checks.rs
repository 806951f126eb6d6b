//! From a form's fields to a call, by the domain's own rules.
//!
//! In: fields as typed. Out: the call, or every field that is wrong. Never: a rule of its own.

use domain::access::AccessCode;
use domain::draft::{self, Draft, DraftPerson, LINES_MAX, TEXT_MAX};
use domain::field_error::{FieldError, FieldErrorCode as Code};
use domain::reference::Reference;
use views::page::PageData;
use wire::v1::case::{PostAction, PostMessage};
use wire::v1::filing::FileCase;

use super::{Call, Door, Fields, value};

/// A filing.
pub fn filing(fields: &Fields, page: &PageData, channel: &str) -> Result<Call, Vec<FieldError>> {
    let of = |name| value(fields, name);
    let draft = Draft {
        kind: of("kind"),
        category: of("category"),
        subject: of("subject"),
        body: of("body"),
        language: page.language.clone(),
        complainant: DraftPerson { name: of("name"), email: of("email"), phone: of("phone"), ..DraftPerson::default() },
        consent: of("consent") == "yes",
        channel: channel.to_owned(),
        page: of("page"),
        ..Draft::default()
    };
    // An agency whose rules cannot be read here is judged by the node alone.
    if let Some(rules) = page.agency.rules() {
        draft::validate(&draft, &rules)?;
    }
    Ok(Call::File { key: of("idempotency_key"), body: Box::new(FileCase::from(&draft)) })
}

/// What opens a case.
pub fn door(fields: &Fields) -> Result<Door, Vec<FieldError>> {
    let (reference, access_code) = (value(fields, "reference"), value(fields, "access_code"));
    let mut errors = Vec::new();
    let mut check = |field, typed: &str, good: bool, code| {
        if typed.trim().is_empty() {
            errors.push(FieldError::new(field, Code::Required));
        } else if !good {
            errors.push(FieldError::new(field, code));
        }
    };
    let parsed = Reference::parse(&reference);
    let code = AccessCode::parse(&access_code);
    check("/reference", &reference, parsed.is_some(), Code::InvalidReference);
    check("/access_code", &access_code, code.is_some(), Code::InvalidAccessCode);
    match (parsed, code) {
        (Some(reference), Some(code)) => Ok(Door { reference: reference.to_string(), access_code: code.to_string() }),
        _ => Err(errors),
    }
}

/// One of the forms inside a case.
pub fn in_case(form: &str, fields: &Fields, fresh: String) -> Result<Call, Vec<FieldError>> {
    let door = door(fields)?;
    let action = value(fields, "action");
    if action.is_empty() {
        let text = draft::required_text("/text", &value(fields, "text"), TEXT_MAX).map_err(|e| vec![e])?;
        let in_reply_to = form.strip_prefix("answer-").map(str::to_owned);
        let body = PostMessage { text, in_reply_to, documents: Vec::new() };
        return Ok(Call::Message { door, key: fresh, body });
    }
    let body = act(action, fields)?;
    Ok(Call::Act { door, key: fresh, body })
}

fn act(action: String, fields: &Fields) -> Result<PostAction, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut note = |result: Result<Option<String>, FieldError>| {
        result.unwrap_or_else(|e| {
            errors.push(e);
            None
        })
    };
    let mut body = PostAction { action, ..PostAction::default() };
    let reason = value(fields, "reason");
    match body.action.as_str() {
        "reopen" => body.reason = note(draft::required_text("/reason", &reason, TEXT_MAX).map(Some)),
        "escalate" => {
            let steps = value(fields, "prior_steps");
            body.prior_steps = note(draft::required_text("/prior_steps", &steps, LINES_MAX).map(Some));
            body.before_court = Some(value(fields, "before_court") != "no");
            if body.before_court == Some(true) {
                errors.push(FieldError::new("/before_court", Code::MustDeclare));
            }
        }
        _ => body.reason = note(draft::optional_text("/reason", &reason, TEXT_MAX)),
    }
    if body.action == "rate" {
        body.rating = value(fields, "rating").parse().ok();
        if body.rating.is_none() {
            errors.push(FieldError::new("/rating", Code::Required));
        }
    }
    if errors.is_empty() { Ok(body) } else { Err(errors) }
}
