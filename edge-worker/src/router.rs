//! The table of contents of the node: one line a path. The boundary where a failure is logged, once.

mod terms;

use crate::call::Call;
use crate::clock;
use crate::config::Config;
use crate::fault::Fault;
use crate::handlers::{
    admin, agencies, assets, backup, cases, challenge, deliveries, desk, documents, download, exchange, filing, node,
};
use crate::incoming::Incoming;
use crate::log;
use crate::pages;
use crate::register::chain::hex;
use crate::reply;
use domain::agency::Slug;
use wire::backup::Kind;
use wire::problem::ProblemCode;
use worker::{Env, Method, Response, Result};

/// Answers a request; whatever happens, the caller gets a status and a word, and no stack trace.
///
/// # Errors
/// Only if not even a problem can be written.
pub async fn answer(request: Incoming, env: &Env) -> Result<Response> {
    let started = clock::now();
    let id = clock::random::<8>().map(|b| hex(&b)).unwrap_or_default();
    let method = request.method().to_string();
    let (route, response) = handle(request, env, &id).await;
    let response = match response {
        Ok(response) => response,
        Err(fault) => return Err(worker::Error::RustError(fault.to_string())),
    };
    let took_ms = clock::now().0 - started.0;
    log::request(&id, &method, route, response.status_code(), took_ms);
    reply::finish(response, &id)
}

async fn handle(request: Incoming, env: &Env, id: &str) -> (&'static str, std::result::Result<Response, Fault>) {
    let language = |call: &Call| call.language(&words::languages());
    let accept = request.header("accept-language").map(str::to_owned);
    let mut call = match Config::of(env).and_then(|config| Call::new(request, config, id.to_owned())) {
        Ok(call) => call,
        Err(fault) => {
            log::broken(id, "start", fault.code.name(), fault.cause.as_deref().unwrap_or_default());
            let languages = words::languages();
            let accepted = accept.and_then(|accept| domain::language::Language::negotiate(&accept, &languages));
            return ("start", reply::problem(&fault, accepted.unwrap_or_default()));
        }
    };
    let segments = call.segments();
    let path: Vec<&str> = segments.iter().map(String::as_str).collect();
    let route = name(&path);
    let result = match terms::check(&call, route) {
        Ok(()) => dispatch(&mut call, &path).await,
        Err(fault) => Err(fault),
    };
    let response = result.or_else(|fault| {
        if let Some(cause) = &fault.cause {
            log::broken(id, route, fault.code.name(), cause);
        }
        if route.starts_with("page") { pages::fault(&call, &fault) } else { reply::problem(&fault, language(&call)) }
    });
    let response = response.and_then(|response| terms::finish(response, route));
    let response = if route.starts_with("upload") { response.and_then(documents::finish) } else { response };
    (route, response)
}

/// One line a path.
async fn dispatch(call: &mut Call, path: &[&str]) -> std::result::Result<Response, Fault> {
    use Method::{Delete, Get, Options, Patch, Post, Put};
    match (call.method(), path) {
        (Options, ["v1", "agencies", _, "documents"] | ["v1", "agencies", _, "documents", _]) => documents::options(),
        (Options, _) if name(path) != "unknown" => reply::preflight(),
        (Get, ["healthz"]) => node::healthz(),
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
        (Post, ["v1", "agencies", agency, "documents"]) => documents::create(call, agency).await,
        (Get | Post | Patch | Delete, ["v1", "agencies", agency, "documents", id]) => {
            documents::upload(call, agency, id).await
        }
        (Get, ["v1", "cases", reference]) => cases::show(call, reference).await,
        (Get, ["v1", "cases", reference, "receipt"]) => cases::receipt(call, reference).await,
        (Get, ["v1", "cases", reference, "documents", id]) => download::of_case(call, reference, id).await,
        (Get, ["v1", "cases", reference, "live"]) => cases::live(call, reference).await,
        (Post, ["v1", "cases", reference, "messages"]) => cases::message(call, reference).await,
        (Post, ["v1", "cases", reference, "actions"]) => cases::action(call, reference).await,

        (Get, ["v1", "desk", "cases"]) => desk::list(call).await,
        (Get, ["v1", "desk", "cases", reference]) => desk::show(call, reference).await,
        (Get, ["v1", "desk", "cases", reference, "documents", id]) => download::of_desk(call, reference, id).await,
        (Post, ["v1", "desk", "cases", reference, "actions"]) => desk::action(call, reference).await,
        (Get, ["v1", "desk", "deliveries"]) => desk::deliveries(call).await,
        (Post, ["v1", "desk", "deliveries", id, "retry"]) => desk::retry(call, id).await,

        (Get, ["v1", "admin", "agencies"]) => admin::agencies(call).await,
        (Get, ["v1", "admin", "agencies", agency]) => admin::agency(call, agency).await,
        (Put, ["v1", "admin", "agencies", agency]) => admin::put_agency(call, agency).await,
        (Get, ["v1", "admin", "peers"]) => admin::peers(call).await,
        (Get, ["v1", "admin", "peers", peer]) => admin::peer(call, peer).await,
        (Put, ["v1", "admin", "peers", peer]) => admin::put_peer(call, peer).await,
        (_, ["v1", "admin", "registers" | "drawers" | "directories", ..]) => stores(call, path).await,
        (Post, ["v1", "admin", "tokens"]) => admin::post_token(call).await,
        (Delete, ["v1", "admin", "tokens", id]) => admin::drop_token(call, id).await,
        (Get, ["v1", "admin", "deliveries"]) => admin::deliveries(call).await,
        (Post, ["v1", "admin", "deliveries", "retry"]) => deliveries::retry_all(call).await,
        (Post, ["v1", "admin", "deliveries", id, "retry"]) => admin::retry(call, id).await,
        (Post, ["v1", "admin", "deliveries", id, "redirect"]) => deliveries::redirect(call, id).await,

        (Post, ["v1", "exchange", "events"]) => exchange::post(call).await,

        (Get, []) => pages::home(call).await,
        (Get, ["embed"]) => pages::embed::show(call).await,
        (method, [agency, page @ ..]) if Slug::parse(agency).is_some() => agency_page(call, method, agency, page).await,

        _ if name(path) == "unknown" => Err(Fault::refused(ProblemCode::NotFound)),
        _ => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
    }
}

/// Backup and restore, for the operator.
async fn stores(call: &mut Call, path: &[&str]) -> std::result::Result<Response, Fault> {
    use Method::{Get, Post};
    match (call.method(), path) {
        (Get, ["v1", "admin", "registers"]) => backup::stores(call).await,
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
        (Post, ["case"]) => pages::case::open(call, agency).await,
        (Post, ["case", "documents", id]) => pages::case::document(call, agency, id).await,
        (Post, ["case", "messages"]) => pages::case::message(call, agency).await,
        (Post, ["case", "actions"]) => pages::case::action(call, agency).await,
        (
            _,
            []
            | ["widget" | "wasl.js" | "orientation" | "receipt" | "case"]
            | ["case", "messages" | "actions"]
            | ["case", "documents", _],
        ) => Err(Fault::refused(ProblemCode::MethodNotAllowed)),
        _ => Err(Fault::refused(ProblemCode::NotFound)),
    }
}

/// What a path is called in logs: never with a reference or an identifier in it.
fn name(path: &[&str]) -> &'static str {
    match path {
        [] => "page.home",
        ["healthz"] => "healthz",
        [".well-known", "wasl.json"] => "card",
        ["openapi.json"] => "openapi",
        ["docs", "api"] => "page.docs",
        ["docs", "api.css"] => "docs.style",
        ["problems"] => "page.problems",
        ["problems", _] => "page.problem",
        ["wasl.js"] => "loader",
        ["w", _, ..] => "assets",
        ["v1", "agencies"] => "agencies",
        ["v1", "challenge"] => "challenge",
        ["v1", "agencies", _] => "agency",
        ["v1", "agencies", _, "cases"] => "filing",
        ["v1", "agencies", _, "documents"] => "uploads",
        ["v1", "agencies", _, "documents", _] => "upload",
        ["v1", "cases", _] => "case",
        ["v1", "cases", _, "receipt"] => "case.receipt",
        ["v1", "cases", _, "documents", _] => "case.document",
        ["v1", "cases", _, "live"] => "case.live",
        ["v1", "cases", _, "messages"] => "case.messages",
        ["v1", "cases", _, "actions"] => "case.actions",
        ["v1", "desk", "cases"] => "desk.cases",
        ["v1", "desk", "cases", _] => "desk.case",
        ["v1", "desk", "cases", _, "documents", _] => "desk.document",
        ["v1", "desk", "cases", _, "actions"] => "desk.actions",
        ["v1", "desk", "deliveries"] => "desk.deliveries",
        ["v1", "desk", "deliveries", _, "retry"] => "desk.retry",
        ["v1", "admin", "agencies"] => "admin.agencies",
        ["v1", "admin", "agencies", _] => "admin.agency",
        ["v1", "admin", "peers"] => "admin.peers",
        ["v1", "admin", "peers", _] => "admin.peer",
        ["v1", "admin", "registers"] => "admin.registers",
        ["v1", "admin", "registers" | "drawers" | "directories", _, "backup"] => "admin.backup",
        ["v1", "admin", "registers" | "drawers" | "directories", _, "restore"] => "admin.restore",
        ["v1", "admin", "tokens"] => "admin.tokens",
        ["v1", "admin", "tokens", _] => "admin.token",
        ["v1", "admin", "deliveries"] => "admin.deliveries",
        ["v1", "admin", "deliveries", "retry"] => "admin.retry_all",
        ["v1", "admin", "deliveries", _, "retry"] => "admin.retry",
        ["v1", "admin", "deliveries", _, "redirect"] => "admin.redirect",
        ["v1", "exchange", "events"] => "exchange",
        [agency] if Slug::parse(agency).is_some() => "page.form",
        ["embed"] => "page.embed",
        [agency, "widget"] if Slug::parse(agency).is_some() => "page.widget",
        [agency, "orientation"] if Slug::parse(agency).is_some() => "page.orientation",
        [agency, "receipt"] if Slug::parse(agency).is_some() => "page.receipt",
        [agency, "wasl.js"] if Slug::parse(agency).is_some() => "page.script",
        [agency, "case"] if Slug::parse(agency).is_some() => "page.case",
        [agency, "case", "documents", _] if Slug::parse(agency).is_some() => "page.document",
        [agency, "case", "messages"] if Slug::parse(agency).is_some() => "page.messages",
        [agency, "case", "actions"] if Slug::parse(agency).is_some() => "page.actions",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_of_paths_carry_no_identifier() {
        assert_eq!(name(&["v1", "cases", "HAB-26A-000001-Y"]), "case");
        assert_eq!(name(&["mhab"]), "page.form");
        assert_eq!(name(&["v1", "nothing"]), "unknown");
        assert_eq!(name(&["v1"]), "unknown");
        assert_eq!(name(&["favicon.ico"]), "unknown");
    }
}
