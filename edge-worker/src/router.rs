//! The table of contents of the node: one line a path. The boundary where a failure is logged, once.

mod names;
mod terms;

use crate::call::Call;
use crate::clock;
use crate::config::Config;
use crate::fault::Fault;
use crate::handlers::{
    accesses, admin, agencies, assets, backup, callbacks, cases, challenge, conventions, corrections, deliberations,
    deliveries, desk, documents, download, exchange, figures, filing, handover, health, keep, log as public_log, node,
    open311 as apps, suggestions, tokens, waves,
};
use crate::incoming::Incoming;
use crate::limits;
use crate::log;
use crate::metrics::{self, Metric};
use crate::pages;
use crate::register::chain::hex;
use crate::reply;
use domain::agency::Slug;
use domain::language::Language;
use domain::reference::Reference;
use names::name;
use std::rc::Rc;
use wire::backup::Kind;
use wire::problem::ProblemCode;
use worker::worker_sys::web_sys;
use worker::{Env, Method, Response, Result};

/// Answers a request; whatever happens, the caller gets a status and a word, and no stack trace.
///
/// # Errors
/// Only if not even a problem can be written.
pub async fn answer(request: Incoming, env: &Env) -> Result<web_sys::Response> {
    let started = clock::now();
    let config = Config::of(env);
    let id = request_id(&request, config.as_ref().ok());
    let method = request.method().to_string();
    let Handled { route, register, response } = handle(request, config, &id).await;
    let response = match response {
        Ok(response) => response,
        Err(fault) => return Err(worker::Error::RustError(fault.to_string())),
    };
    let ms = clock::now().0 - started.0;
    let status = response.status_code();
    log::request(&log::Answered { id: &id, method: &method, route, status, ms, register: register.as_deref() });
    metrics::add(Metric::Requests, &[("route", route), ("status", class(status))], 1);
    metrics::observe(Metric::RequestSeconds, &[("route", route)], ms);
    reply::finish(response, &id)
}

/// What became of a request.
struct Handled {
    route: &'static str,
    /// The register that it was about.
    register: Option<String>,
    response: std::result::Result<Response, Fault>,
}

/// The request's name in the log: our own proxy's, if it gives one that cannot be anything else than a name.
fn request_id(request: &Incoming, config: Option<&Rc<Config>>) -> String {
    let proxied = config.is_some_and(|config| config.network_header.is_some());
    let brought = request.header("x-request-id").filter(|id| proxied && is_request_id(id)).map(str::to_owned);
    brought.unwrap_or_else(|| clock::random::<8>().map(|b| hex(&b)).unwrap_or_default())
}

fn is_request_id(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// A status as figures are kept of it.
const fn class(status: u16) -> &'static str {
    match status {
        0..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

async fn handle(request: Incoming, config: std::result::Result<Rc<Config>, Fault>, id: &str) -> Handled {
    let language = |call: &Call| call.language(&words::languages());
    let config = match config {
        Ok(config) => config,
        Err(fault) => return unconfigured(&request, &fault, id).await,
    };
    let mut call = match Call::new(request, config, id.to_owned()) {
        Ok(call) => call,
        Err(fault) => return not_begun(&fault, Language::default(), id),
    };
    let segments = call.segments();
    let path: Vec<&str> = segments.iter().map(String::as_str).collect();
    let route = name(&path);
    if let ["v1", "cases", reference, ..] | ["v1", "desk", "cases" | "deliberations", reference, ..] = path.as_slice() {
        call.is_about(Reference::parse(reference).as_ref().map(Reference::register));
    }
    let result = match terms::check(&call, route) {
        Ok(()) => dispatch(&mut call, &path).await,
        Err(fault) => Err(fault),
    };
    let response = result.or_else(|fault| {
        metrics::add(Metric::Refusals, &[("code", fault.code.name())], 1);
        if let Some(cause) = &fault.cause {
            log::broken(id, route, fault.code.name(), cause);
        }
        match route.split('.').next() {
            Some("page") => pages::fault(&call, &fault),
            Some("open311") => apps::fault(&call, &fault, language(&call)),
            _ => reply::problem(&fault, language(&call)),
        }
    });
    let response = response.and_then(|response| terms::finish(&call, response, route));
    let response = response.and_then(|response| limits::finish(&call, response));
    let response = if route.starts_with("upload") { response.and_then(documents::finish) } else { response };
    Handled { route, register: call.register(), response }
}

/// Without settings only these two answer.
async fn unconfigured(request: &Incoming, fault: &Fault, id: &str) -> Handled {
    let plain = |route, response| Handled { route, register: None, response };
    match request.path() {
        "/healthz" => plain("healthz", health::healthz()),
        "/readyz" => plain("readyz", health::readyz(Err(fault)).await),
        _ => {
            let accept = request.header("accept-language");
            let language = accept.and_then(|accept| Language::negotiate(accept, &words::languages()));
            not_begun(fault, language.unwrap_or_default(), id)
        }
    }
}

fn not_begun(fault: &Fault, language: Language, id: &str) -> Handled {
    log::broken(id, "start", fault.code.name(), fault.cause.as_deref().unwrap_or_default());
    Handled { route: "start", register: None, response: reply::problem(fault, language) }
}

/// One line a path.
async fn dispatch(call: &mut Call, path: &[&str]) -> std::result::Result<Response, Fault> {
    use Method::{Delete, Get, Options, Patch, Post};
    match (call.method(), path) {
        (Options, ["v1", "agencies", _, "documents"] | ["v1", "agencies", _, "documents", _]) => documents::options(),
        (Options, _) if name(path) != "unknown" => reply::preflight(),
        (Get, ["healthz"]) => health::healthz(),
        (Get, ["readyz"]) => health::readyz(Ok(call.config.as_ref())).await,
        (Get, ["metrics"]) => figures::show(call).await,
        (Get, [".well-known", "wasl.json"]) => node::card(call),
        (Get, ["openapi.json"]) => assets::described(call).await,
        (Get, ["docs", "api"]) => assets::readable(call, "docs.html").await,
        (Get, ["docs", "api.css"]) => assets::readable(call, "docs.css").await,
        (Get, ["problems"]) => assets::readable(call, "problems.html").await,
        (Get, ["problems", code]) => assets::problem(call, code).await,
        (Get, ["wasl.js"]) => assets::loader(call).await,
        (Get, ["w", version, file @ ..]) => assets::versioned(call, version, file).await,

        (Get, ["v1", "agencies"]) => agencies::list(call).await,
        (Get, ["v1", "challenge"]) => challenge::get(call).await,
        (Get, ["v1", "agencies", agency]) => agencies::show(call, agency).await,
        (Post, ["v1", "agencies", agency, "cases"]) => filing::post(call, agency).await,
        (Post, ["v1", "agencies", agency, "suggestions"]) => suggestions::post(call, agency).await,
        (Post, ["v1", "agencies", agency, "documents"]) => documents::create(call, agency).await,
        (Get | Post | Patch | Delete, ["v1", "agencies", agency, "documents", id]) => {
            documents::one(call, agency, id).await
        }
        (Get, ["v1", "cases", reference]) => cases::show(call, reference).await,
        (Get, ["v1", "cases", reference, "receipt"]) => cases::receipt(call, reference).await,
        (Get, ["v1", "cases", reference, "export"]) => keep::export(call, reference).await,
        (Get, ["v1", "cases", reference, "proof"]) => public_log::proof(call, reference).await,
        (Get, ["v1", "cases", reference, "documents", id]) => download::of_case(call, reference, id).await,
        (Get, ["v1", "cases", reference, "live"]) => cases::live(call, reference).await,
        (Post, ["v1", "cases", reference, "messages"]) => cases::message(call, reference).await,
        (Post, ["v1", "cases", reference, "actions"]) => cases::action(call, reference).await,

        (_, ["v1", "desk" | "admin", ..]) => staff(call, path).await,
        (_, ["open311", ..]) => open311(call, path).await,

        (Post, ["v1", "callbacks", peer]) => callbacks::post(call, peer).await,
        (Post, ["v1", "exchange", "events"]) => exchange::post(call).await,
        (Get, ["v1", "exchange", "cases", reference, "documents", id]) => handover::document(call, reference, id).await,

        (Get, ["v1", "log", register, "checkpoint"]) => public_log::checkpoint(call, register).await,
        (Get, ["v1", "log", register, "tile", level, index @ ..]) => {
            public_log::tile(call, register, level, index).await
        }

        (Get, []) => pages::home(call).await,
        (Get, ["embed"]) => pages::embed::show(call).await,
        (method, [agency, page @ ..]) if Slug::parse(agency).is_some() => agency_page(call, method, agency, page).await,

        _ if name(path) == "unknown" => Err(Fault::refused(ProblemCode::NotFound)),
        _ => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
    }
}

/// The desk, and the operator's paths.
async fn staff(call: &mut Call, path: &[&str]) -> std::result::Result<Response, Fault> {
    use Method::{Delete, Get, Post, Put};
    match (call.method(), path) {
        (Get, ["v1", "desk", "cases"]) => desk::list(call).await,
        (Get, ["v1", "desk", "cases", reference]) => desk::show(call, reference).await,
        (Get, ["v1", "desk", "cases", reference, "documents", id]) => download::of_desk(call, reference, id).await,
        (Post, ["v1", "desk", "cases", reference, "actions"]) => desk::action(call, reference).await,
        (Post, ["v1", "desk", "cases", reference, "erase"]) => keep::erase(call, reference).await,
        (Get, ["v1", "desk", "cases", reference, "accesses"]) => accesses::of_case(call, reference).await,
        (Get, ["v1", "desk", "accesses"]) => accesses::list(call).await,
        (Get, ["v1", "desk", "corrections"]) => corrections::list(call).await,
        (Get, ["v1", "desk", "waves"]) => waves::list(call).await,
        (Post, ["v1", "desk", "token", "renew"]) => tokens::renew_own(call).await,
        (_, ["v1", "desk", "deliberations", ..]) => deliberated(call, path).await,
        (Get, ["v1", "desk", "deliveries"]) => desk::deliveries(call).await,
        (Post, ["v1", "desk", "deliveries", id, "retry"]) => desk::retry(call, id).await,

        (Get, ["v1", "admin", "agencies"]) => admin::agencies(call).await,
        (Get, ["v1", "admin", "agencies", agency]) => admin::agency(call, agency).await,
        (Put, ["v1", "admin", "agencies", agency]) => admin::put_agency(call, agency).await,
        (Get, ["v1", "admin", "peers"]) => admin::peers(call).await,
        (Get, ["v1", "admin", "peers", peer]) => admin::peer(call, peer).await,
        (Put, ["v1", "admin", "peers", peer]) => admin::put_peer(call, peer).await,
        (Get, ["v1", "admin", "peers", peer, "exchanged"]) => conventions::exchanged(call, peer).await,
        (Get, ["v1", "admin", "peers", peer, "convention"]) => conventions::get(call, peer).await,
        (Put, ["v1", "admin", "peers", peer, "convention"]) => conventions::put(call, peer).await,
        (_, ["v1", "admin", "registers" | "drawers" | "directories", ..]) => stores(call, path).await,
        (Get, ["v1", "admin", "tokens"]) => tokens::list(call).await,
        (Post, ["v1", "admin", "tokens"]) => tokens::post(call).await,
        (Delete, ["v1", "admin", "tokens", id]) => tokens::revoke(call, id).await,
        (Post, ["v1", "admin", "tokens", id, "renew"]) => tokens::renew(call, id).await,
        (Get, ["v1", "admin", "deliveries"]) => admin::deliveries(call).await,
        (Post, ["v1", "admin", "deliveries", "retry"]) => deliveries::retry_all(call).await,
        (Post, ["v1", "admin", "deliveries", id, "discard"]) => deliveries::discard(call, id).await,
        (Post, ["v1", "admin", "peers", peer, "discard"]) => deliveries::discard_all(call, peer).await,
        (Post, ["v1", "admin", "deliveries", id, "retry"]) => admin::retry(call, id).await,
        (Post, ["v1", "admin", "deliveries", id, "redirect"]) => deliveries::redirect(call, id).await,

        _ if name(path) == "unknown" => Err(Fault::refused(ProblemCode::NotFound)),
        _ => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
    }
}

/// Deliberations.
async fn deliberated(call: &mut Call, path: &[&str]) -> std::result::Result<Response, Fault> {
    use Method::{Get, Post};
    match (call.method(), path) {
        (Get, ["v1", "desk", "deliberations"]) => deliberations::list(call).await,
        (Post, ["v1", "desk", "deliberations"]) => deliberations::write(call, None).await,
        (Get, ["v1", "desk", "deliberations", reference]) => deliberations::show(call, reference).await,
        (Post, ["v1", "desk", "deliberations", reference, "actions"]) => {
            deliberations::write(call, Some(reference)).await
        }
        (Get, ["v1", "desk", "deliberations", reference, "documents", id]) => {
            deliberations::document(call, reference, id).await
        }
        _ if name(path) == "unknown" => Err(Fault::refused(ProblemCode::NotFound)),
        _ => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
    }
}

/// Open311 `GeoReport` v2.
async fn open311(call: &mut Call, path: &[&str]) -> std::result::Result<Response, Fault> {
    use Method::{Get, Post};
    match (call.method(), path) {
        (Get, ["open311", "v2", "discovery.json"]) => apps::discovery(call),
        (Get, ["open311", "v2", "discovery.xml"]) => apps::discovery(call),
        (Get, ["open311", "v2", "services.json"]) => apps::services(call).await,
        (Get, ["open311", "v2", "services.xml"]) => apps::services(call).await,
        (Get, ["open311", "v2", "services", file]) => apps::service_definition(call, file).await,
        (Get, ["open311", "v2", "requests.json"]) => apps::requests(call).await,
        (Get, ["open311", "v2", "requests.xml"]) => apps::requests(call).await,
        (Post, ["open311", "v2", "requests.json"]) => apps::post(call).await,
        (Post, ["open311", "v2", "requests.xml"]) => apps::post(call).await,
        (Get, ["open311", "v2", "requests", file]) => apps::request_of(call, file).await,
        (Get, ["open311", "v2", "tokens", file]) => apps::token(call, file).await,
        _ if name(path) == "unknown" => Err(Fault::refused(ProblemCode::NotFound)),
        _ => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
    }
}

/// Backup and restore, for the operator.
async fn stores(call: &mut Call, path: &[&str]) -> std::result::Result<Response, Fault> {
    use Method::{Get, Post};
    match (call.method(), path) {
        (Get, ["v1", "admin", "registers"]) => backup::stores(call).await,
        (Post, ["v1", "admin", "registers", name, "data-key"]) => backup::data_key(call, Kind::Register, name).await,
        (Post, ["v1", "admin", "drawers", name, "data-key"]) => backup::data_key(call, Kind::Drawer, name).await,
        (Get, ["v1", "admin", "registers", name, "backup"]) => backup::backup(call, Kind::Register, name).await,
        (Get | Post, ["v1", "admin", "registers", name, "restore"]) => {
            backup::restore(call, Kind::Register, name).await
        }
        (Get, ["v1", "admin", "drawers", name, "backup"]) => backup::backup(call, Kind::Drawer, name).await,
        (Get | Post, ["v1", "admin", "drawers", name, "restore"]) => backup::restore(call, Kind::Drawer, name).await,
        (Get, ["v1", "admin", "directories", name, "backup"]) => backup::backup(call, Kind::Directory, name).await,
        (Get | Post, ["v1", "admin", "directories", name, "restore"]) => {
            backup::restore(call, Kind::Directory, name).await
        }
        _ if name(path) == "unknown" => Err(Fault::refused(ProblemCode::NotFound)),
        _ => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
    }
}

/// The hosted pages of one agency.
async fn agency_page(
    call: &mut Call,
    method: Method,
    agency: &str,
    page: &[&str],
) -> std::result::Result<Response, Fault> {
    use Method::{Get, Post};
    match (method, page) {
        (Get, []) => pages::form::show(call, agency).await,
        (Post, []) => pages::form::post(call, agency).await,
        (Get, ["widget"]) => pages::form::widget(call, agency).await,
        (Get, ["orientation"]) => pages::orient::show(call, agency).await,
        (Get, ["wasl.js"]) => pages::form::script(call, agency).await,
        (Get, ["case"]) => pages::case::door(call, agency).await,
        (Post, ["receipt"]) => pages::receipt::show(call, agency).await,
        (Post, ["case"]) => pages::case::open(call, agency, false).await,
        (Post, ["case", "documents", id]) => pages::case::document(call, agency, id).await,
        (Post, ["case", "messages"]) => pages::case::message(call, agency).await,
        (Post, ["case", "actions"]) => pages::case::action(call, agency).await,
        (Post, ["case", "export"]) => pages::case::open(call, agency, true).await,
        (
            _,
            []
            | ["widget" | "wasl.js" | "orientation" | "receipt" | "case"]
            | ["case", "messages" | "actions" | "export"]
            | ["case", "documents", _],
        ) => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
        _ => Err(Fault::refused(ProblemCode::NotFound)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_request_id;

    #[test]
    fn a_request_id_cannot_break_a_line_or_carry_a_sentence() {
        for good in ["0123456789abcdef", "8f14e45f-ceea-467f-a1d2-0c4f5b1e9a77"] {
            assert!(is_request_id(good), "{good}");
        }
        for bad in ["", "short", "with space here", "line\nbreak1", "\"quoted\"1", "HAB/26A/00001", &"a".repeat(65)] {
            assert!(!is_request_id(bad), "{bad}");
        }
    }
}
