//! A case as a page: opened with reference and code, written in, acted on. Each answer is the case as
//! it then stands, with the same code in its forms; nothing is remembered between requests.

use super::{Place, held, intake};
use crate::auth::Complainant;
use crate::call::{Call, FORM_MAX_BYTES, Form};
use crate::fault::Fault;
use crate::handlers::cases::{self, action_act, message_act};
use crate::handlers::{download, keep};
use crate::log;
use crate::register::Act;
use domain::field_error::{FieldError, FieldErrorCode};
use views::page::{CaseScreen, CaseValues, OpenScreen, Screen};
use wire::problem::ProblemCode;
use wire::v1::case::{CaseView, PostAction, PostMessage};
use wire::v1::keep::CaseExport;
use worker::Response;

/// `GET /{agency}/case`.
pub async fn door(call: &Call, agency: &str) -> Result<Response, Fault> {
    let place = Place::of(call, agency).await?;
    let reference = call.query("reference").unwrap_or_default();
    let screen = Screen::Open(OpenScreen { reference, ..OpenScreen::default() });
    super::show(call, 200, &place.page(call, screen), place.language)
}

/// `POST /{agency}/case`, and `POST /{agency}/case/export`: `all`, everything that is held on it, without a script.
pub async fn open(call: &mut Call, agency: &str, all: bool) -> Result<Response, Fault> {
    let form = call.form(FORM_MAX_BYTES).await?;
    let place = Place::of(call, agency).await?.posted(call, &form.text("lang"))?;
    place.takes_from(call)?;
    answer(call, &place, &form, None, all).await
}

/// `POST /{agency}/case/documents/{id}`.
pub async fn document(call: &mut Call, agency: &str, id: &str) -> Result<Response, Fault> {
    let form = call.form(FORM_MAX_BYTES).await?;
    let place = Place::of(call, agency).await?.posted(call, &form.text("lang"))?;
    place.takes_from(call)?;
    match prove(call, &form).await {
        Ok(complainant) => download::of_complainant(call, &complainant, id).await,
        Err(fault) => closed(call, &place, &form, &fault),
    }
}

/// `POST /{agency}/case/messages`.
pub async fn message(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    let intake::Posted { form, errors } = intake::read(call, agency).await?;
    let place = Place::of(call, agency).await?.posted(call, &form.text("lang"))?;
    place.takes_from(call)?;
    let body = PostMessage {
        text: form.text("text"),
        in_reply_to: form.given("in_reply_to"),
        documents: form.all("documents").into_iter().filter(|id| !id.is_empty()).collect(),
        about: form.given("about"),
    };
    let (name, notice) = match &body.in_reply_to {
        Some(question) => (format!("answer-{question}"), "answered"),
        None => ("message".to_owned(), "message-sent"),
    };
    let act = message_act(&body, errors);
    answer(call, &place, &form, Some(Posted { act, name, notice, documents: body.documents }), false).await
}

/// `POST /{agency}/case/actions`.
pub async fn action(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    let form = call.form(FORM_MAX_BYTES).await?;
    let place = Place::of(call, agency).await?.posted(call, &form.text("lang"))?;
    place.takes_from(call)?;
    let body = PostAction {
        action: form.text("action"),
        reason: form.given("reason"),
        rating: form.given("rating").map(|r| r.parse().unwrap_or(0)),
        prior_steps: form.given("prior_steps"),
        before_court: form.given("before_court").map(|answer| answer != "no"),
    };
    let notice = match body.action.as_str() {
        "withdraw" => "withdrawn",
        "reopen" => "reopened",
        "escalate" => "escalated",
        _ => "rated",
    };
    let act = action_act(&body, Vec::new());
    answer(call, &place, &form, Some(Posted { act, name: body.action, notice, documents: Vec::new() }), false).await
}

/// What was posted into an open case.
struct Posted {
    act: Result<Act, Fault>,
    /// The form it came from.
    name: String,
    /// What to say when it is done.
    notice: &'static str,
    /// Ids of documents sent along with it.
    documents: Vec<String>,
}

/// Does what was posted, and shows the case; or the door, if it does not open.
async fn answer(call: &Call, place: &Place, form: &Form, posted: Option<Posted>, all: bool) -> Result<Response, Fault> {
    let complainant = match prove(call, form).await {
        Ok(complainant) => complainant,
        Err(fault) => return closed(call, place, form, &fault),
    };
    let mut status = 200;
    let (mut notice, mut refused, mut name) = (None, None, None);
    if let Some(posted) = posted {
        let done = match posted.act {
            Ok(act) => {
                let key = form.given("idempotency_key");
                cases::perform(call, &complainant, key.as_deref(), act, &posted.documents, place.language)
                    .await
                    .map(|_| ())
            }
            Err(fault) => Err(fault),
        };
        match done {
            Ok(()) => notice = Some(posted.notice.to_owned()),
            Err(fault) if fault.code == ProblemCode::CaseNotFound => return closed(call, place, form, &fault),
            Err(fault) => {
                log_cause(call, &fault);
                status = fault.code.status();
                name = Some(posted.name);
                refused = Some(fault);
            }
        }
    }
    let (case, held) = match shown(call, &complainant, place, all).await {
        Ok(shown) => shown,
        Err(fault) => return closed(call, place, form, &fault),
    };
    // With another question open, nothing goes on yet.
    let notice = match notice {
        Some(notice) if notice == "answered" && case.status == "awaiting_complainant" => {
            Some("answered-more".to_owned())
        }
        notice => notice,
    };
    let errors = refused.as_ref().map(|f| f.field_problems(place.language)).unwrap_or_default();
    let screen = CaseScreen {
        case,
        access_code: complainant.code.to_string(),
        // After a refusal the same sending goes on; after an answer the next one is another.
        idempotency_key: if refused.is_some() { form.text("idempotency_key") } else { super::key()? },
        notice,
        form: name,
        values: if refused.is_some() { typed(form) } else { CaseValues::default() },
        problem: refused.as_ref().filter(|_| errors.is_empty()).map(|f| f.code.name().to_owned()),
        reason: refused.and_then(|f| f.reason),
        errors,
    };
    let Some((export, file)) = held else {
        return super::show(call, status, &place.page(call, Screen::Case(screen)), place.language);
    };
    let below = held::html(place, &screen, &export, &file);
    super::printable(call, &place.page(call, Screen::Case(screen)), &below, "case-all", place.language)
}

/// The case as its page shows it; with all that is held, and the same as a file, where that was asked for.
async fn shown(
    call: &Call,
    complainant: &Complainant,
    place: &Place,
    all: bool,
) -> Result<(CaseView, Option<(CaseExport, String)>), Fault> {
    if !all {
        return Ok((cases::view(call, complainant, place.language).await?, None));
    }
    let (export, file) = keep::held(call, complainant, place.language).await?;
    Ok((export.case.clone(), Some((export, file))))
}

/// The handle for what was typed; both fields are checked before anything is looked up.
async fn prove(call: &Call, form: &Form) -> Result<Complainant, Fault> {
    let (reference, code) = (form.text("reference"), form.text("access_code"));
    let mut errors = Vec::new();
    for (field, typed, known, wrong) in [
        (
            "/reference",
            &reference,
            domain::reference::Reference::parse(&reference).is_some(),
            FieldErrorCode::InvalidReference,
        ),
        ("/access_code", &code, domain::access::AccessCode::parse(&code).is_some(), FieldErrorCode::InvalidAccessCode),
    ] {
        if !known {
            let code = if typed.trim().is_empty() { FieldErrorCode::Required } else { wrong };
            errors.push(FieldError::new(field, code));
        }
    }
    if !errors.is_empty() {
        return Err(Fault::fields(errors));
    }
    Complainant::of(call, &reference, Some(&code)).await
}

/// The door again, with why it did not open.
fn closed(call: &Call, place: &Place, form: &Form, fault: &Fault) -> Result<Response, Fault> {
    log_cause(call, fault);
    let errors = fault.field_problems(place.language);
    let problem = errors.is_empty().then(|| fault.code.name().to_owned());
    let screen = Screen::Open(OpenScreen { reference: form.text("reference"), errors, problem });
    super::show(call, fault.code.status(), &place.page(call, screen), place.language)
}

fn log_cause(call: &Call, fault: &Fault) {
    if let Some(cause) = &fault.cause {
        log::broken(&call.id, "page.case", fault.code.name(), cause);
    }
}

fn typed(form: &Form) -> CaseValues {
    CaseValues {
        text: form.text("text"),
        reason: form.text("reason"),
        prior_steps: form.text("prior_steps"),
        before_court: form.text("before_court"),
        rating: form.text("rating"),
        documents: form.all("documents").into_iter().filter(|id| !id.is_empty()).collect(),
    }
}
