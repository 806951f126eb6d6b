//! The filing form as a page: shown, posted, answered by the receipt or by itself with the errors.

use super::{Place, fragment};
use crate::call::{Call, FORM_MAX_BYTES, Form};
use crate::fault::Fault;
use crate::handlers::filing;
use crate::register::chain::sha256;
use views::page::{FormScreen, FormValues, ReceiptScreen, Screen};
use wire::read::Reading;
use wire::v1::filing::{FileCase, PersonBody};
use worker::{Headers, Response};

/// `GET /{agency}`.
pub async fn show(call: &Call, agency: &str) -> Result<Response, Fault> {
    let place = Place::of(call, agency).await?;
    let values = FormValues { idempotency_key: super::key()?, ..FormValues::default() };
    let screen = Screen::Form(FormScreen { values, ..FormScreen::default() });
    super::show(call, 200, &place.page(call, screen), place.language)
}

/// `GET /{agency}/widget`: the form for a host's page. Shared by everybody, so it may be kept; the
/// loader puts in a key for each visitor.
pub async fn widget(call: &Call, agency: &str) -> Result<Response, Fault> {
    let place = Place::of(call, agency).await?;
    let page = place.page(call, Screen::Form(FormScreen::default()));
    let html = fragment(&page, place.language, true)?;
    let tag = format!("\"{}\"", sha256(html.as_bytes()));
    let headers = Headers::new();
    headers.set("cache-control", "no-cache")?;
    headers.set("etag", &tag)?;
    headers.set("content-language", place.language.tag())?;
    headers.set("vary", "accept-language")?;
    if call.header("if-none-match").is_some_and(|t| t == tag || t == format!("W/{tag}")) {
        return Ok(Response::empty()?.with_status(304).with_headers(headers));
    }
    headers.set("content-type", "text/html; charset=utf-8")?;
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")?;
    if let Some(encoding) = call.encoding() {
        headers.set("content-encoding", encoding)?;
    }
    Ok(Response::from_bytes(html.into_bytes())?.with_headers(headers))
}

/// `POST /{agency}`.
pub async fn post(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    let form = call.form(FORM_MAX_BYTES).await?;
    let place = Place::of(call, agency).await?.posted(call, &form.text("lang"))?;
    let mut values = values(&form);
    // A form without a key was shown without scripts by somebody's cache: this sending is its own.
    if !domain::idempotency::is_key(&values.idempotency_key) {
        values.idempotency_key = super::key()?;
    }
    let body = FileCase { language: place.language.tag().to_owned(), ..body(call, &values, form.all("documents")) };
    let reading = Reading { value: body, errors: Vec::new() };
    match filing::file(call, agency, &values.idempotency_key, reading).await {
        Ok((receipt, _)) => {
            let screen = Screen::Receipt(ReceiptScreen { receipt, kind: values.kind, notice: None });
            super::show(call, 201, &place.page(call, screen), place.language)
        }
        Err(fault) if fault.code == wire::problem::ProblemCode::UnknownAgency => Err(fault),
        Err(fault) => {
            if let Some(cause) = &fault.cause {
                crate::log::broken(&call.id, "page.form", fault.code.name(), cause);
            }
            let errors = fault.field_problems(place.language);
            let problem = errors.is_empty().then(|| fault.code.name().to_owned());
            let screen = Screen::Form(FormScreen { values, errors, problem });
            super::show(call, fault.code.status(), &place.page(call, screen), place.language)
        }
    }
}

fn values(form: &Form) -> FormValues {
    FormValues {
        kind: form.text("kind"),
        category: form.text("category"),
        subject: form.text("subject"),
        body: form.text("body"),
        name: form.text("name"),
        email: form.text("email"),
        phone: form.text("phone"),
        consent: form.text("consent") == "yes",
        idempotency_key: form.text("idempotency_key"),
        page: form.text("page"),
    }
}

fn body(call: &Call, values: &FormValues, documents: Vec<String>) -> FileCase {
    let given = |text: &String| Some(text.clone()).filter(|t| !t.trim().is_empty());
    let channel = if call.foreign_origin().is_some() { "widget" } else { "page" };
    FileCase {
        kind: values.kind.clone(),
        category: values.category.clone(),
        subject: values.subject.clone(),
        body: values.body.clone(),
        complainant: PersonBody {
            name: given(&values.name),
            email: given(&values.email),
            phone: given(&values.phone),
            ..PersonBody::default()
        },
        consent: values.consent,
        channel: channel.to_owned(),
        page: given(&values.page),
        documents,
        ..FileCase::default()
    }
}
