//! The filing form as a page: shown, posted, answered by the receipt or by itself with the errors.

use super::intake::{self, Posted};
use super::{Place, fragment};
use crate::call::Call;
use crate::fault::Fault;
use crate::handlers::{assets, filing};
use domain::agency::WidgetSwitch;
use views::page::{FILING_ELSEWHERE, FormScreen, FormValues, NoticeScreen, ReceiptScreen, Screen};
use wire::problem::ProblemCode;
use wire::read::Reading;
use words::Words;
use worker::{Headers, Response};

/// `GET /{agency}`.
pub async fn show(call: &Call, agency: &str) -> Result<Response, Fault> {
    let place = Place::of(call, agency).await?;
    let of = |name: &str| call.query(name).unwrap_or_default();
    let values = FormValues {
        idempotency_key: super::key()?,
        kind: of("kind"),
        category: of("category"),
        ..FormValues::default()
    };
    let form = || Screen::Form(FormScreen { values, ..FormScreen::default() });
    // What is only linked to is here; a host's page gets the link, by this door too.
    let screen = match WidgetSwitch::parse(&place.agency.widget) {
        Some(WidgetSwitch::Off) => closed(),
        Some(WidgetSwitch::Link) if call.foreign_origin().is_some() => embedded(call, &place),
        _ => form(),
    };
    super::show(call, 200, &place.page(call, screen), place.language)
}

fn closed() -> Screen {
    Screen::Notice(NoticeScreen { problem: ProblemCode::FilingClosed.name().to_owned(), link: None })
}

/// What stands in a host's page: the form, or as the agency has switched it.
fn embedded(call: &Call, place: &Place) -> Screen {
    let switch = WidgetSwitch::parse(&place.agency.widget).unwrap_or_default();
    match switch {
        WidgetSwitch::On => Screen::Form(FormScreen::default()),
        WidgetSwitch::Off => closed(),
        WidgetSwitch::Link => {
            let own = || format!("{}/{}?lang={}", call.config.base_url, place.agency.id, place.language.tag());
            let link = place.record.body.link_url.clone().unwrap_or_else(own);
            Screen::Notice(NoticeScreen { problem: FILING_ELSEWHERE.to_owned(), link: Some(link) })
        }
    }
}

/// `GET /{agency}/widget`: the form for a host's page. Shared by everybody, so it may be kept; the
/// loader puts in a key for each visitor.
pub async fn widget(call: &Call, agency: &str) -> Result<Response, Fault> {
    let place = Place::of(call, agency).await?;
    let page = place.page(call, embedded(call, &place));
    let html = fragment(&page, place.language, true)?;
    kept(call, html, "text/html; charset=utf-8", "no-cache", &place)
}

/// `GET /{agency}/wasl.js`: the loader with the agency's form in it, so that the form is there after one request.
/// Kept for five minutes at most: what an agency changes is on its pages by then, and the node judges by what holds.
pub async fn script(call: &Call, agency: &str) -> Result<Response, Fault> {
    let place = Place::of(call, agency).await?;
    let page = place.page(call, embedded(call, &place));
    let root = super::root(&page, Words::builtin(place.language), false)?;
    let css = views::style::first(page.agency.theme.accent.as_deref());
    let given = views::script::form(&root.data, &root.element, &css, [&root.open, &root.close]);
    let body = assets::loader_with(call, &given).await?;
    kept(call, body, "text/javascript; charset=utf-8", "public, max-age=120, stale-while-revalidate=180", &place)
}

/// An answer that is the same for everybody, with its digest, so that the same is not sent twice.
fn kept(call: &Call, body: String, media_type: &str, cache: &str, place: &Place) -> Result<Response, Fault> {
    let tag = crate::kept::mark(body.as_bytes());
    let headers = Headers::new();
    headers.set("cache-control", cache)?;
    headers.set("etag", &tag)?;
    headers.set("content-language", place.language.tag())?;
    headers.set("vary", "accept-language, accept-encoding")?;
    if crate::kept::is_held(call, &tag) {
        return crate::kept::unchanged(headers);
    }
    headers.set("content-type", media_type)?;
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")?;
    if let Some(encoding) = call.encoding() {
        headers.set("content-encoding", encoding)?;
    }
    Ok(Response::from_bytes(body.into_bytes())?.with_headers(headers))
}

/// `POST /{agency}`.
pub async fn post(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    let Posted { form, errors } = intake::read(call, agency).await?;
    let place = Place::of(call, agency).await?.posted(call, &form.text("lang"))?;
    let mut values = FormValues::read(|name| form.all(name));
    // A form without a key was shown without scripts by somebody's cache: this sending is its own.
    if !domain::idempotency::is_key(&values.idempotency_key) {
        values.idempotency_key = super::key()?;
    }
    let channel = if call.foreign_origin().is_some() { "widget" } else { "page" };
    let reading = Reading { value: values.filing(place.language.tag(), channel), errors };
    // People do not see this field. A second sending, in which nobody fills it in, is like any other.
    let sender = filing::Sender::Person { decoy: form.given("website").is_some() };
    match filing::file(call, agency, &values.idempotency_key, reading, sender).await {
        Ok((receipt, _)) => {
            let qr = Some(super::qr::of(&receipt));
            let screen = Screen::Receipt(ReceiptScreen { receipt, kind: values.kind, notice: None, qr });
            super::show(call, 201, &place.page(call, screen), place.language)
        }
        Err(fault) if fault.code == ProblemCode::UnknownAgency => Err(fault),
        Err(fault) => {
            if let Some(cause) = &fault.cause {
                crate::log::broken(&call.id, "page.form", fault.code.name(), cause);
            }
            let fault = fault.placed(|pointer| values.place_of(pointer));
            let errors = fault.field_problems(place.language);
            let problem = errors.is_empty().then(|| fault.code.name().to_owned());
            let screen = Screen::Form(FormScreen { values, errors, problem });
            let mut response = super::show(call, fault.code.status(), &place.page(call, screen), place.language)?;
            if let Some(seconds) = fault.retry_after_s {
                response.headers_mut().set("retry-after", &seconds.to_string())?;
            }
            Ok(response)
        }
    }
}
