//! What holds before anything is done: the methods that an address takes, and the forms of what goes in and out.
//!
//! In: a request and the name of its address. Out: nothing, or why it goes no further. `Allow` is written here, for
//! `OPTIONS` and for a method that is not taken. Never: a right, or anything of what is asked.

use crate::call::Call;
use crate::fault::Fault;
use domain::language::quality;
use wire::problem::ProblemCode;
use worker::{Method, Response};

/// The methods of an address, by its name; `OPTIONS` comes with each. A test holds them against the description.
#[must_use]
pub fn methods(route: &str) -> &'static str {
    match route {
        "filing"
        | "suggestions"
        | "case.messages"
        | "case.actions"
        | "desk.actions"
        | "desk.retry"
        | "desk.token"
        | "admin.renew"
        | "admin.retry"
        | "admin.discard"
        | "admin.retry_all"
        | "admin.redirect"
        | "exchange"
        | "callback"
        | "page.receipt"
        | "page.document"
        | "page.messages"
        | "page.actions"
        | "page.export"
        | "desk.erase"
        | "desk.deliberation.actions"
        | "admin.data_key" => "POST, OPTIONS",
        "uploads" => "POST, OPTIONS",
        "upload" => "HEAD, PATCH, DELETE, POST, OPTIONS",
        "admin.tokens" | "desk.deliberations" => "GET, HEAD, POST, OPTIONS",
        "admin.agency" | "admin.peer" | "admin.convention" => "GET, HEAD, PUT, OPTIONS",
        "admin.token" => "DELETE, OPTIONS",
        "page.form" | "page.case" | "admin.restore" | "open311.requests" => "GET, HEAD, POST, OPTIONS",
        _ => "GET, HEAD, OPTIONS",
    }
}

/// Whether an address answers in JSON and in nothing else.
fn is_json(route: &str) -> bool {
    let other = ["page", "upload", "loader", "assets", "docs.", "open311", "unknown", "start"];
    !other.iter().any(|prefix| route.starts_with(prefix))
        && !matches!(
            route,
            "case.document"
                | "desk.document"
                | "desk.deliberation.document"
                | "exchange.document"
                | "desk.corrections"
                | "admin.backup"
                | "case.live"
                | "metrics"
        )
        && !route.starts_with("log")
}

/// Looks at what comes before the body. What is compressed is refused and never unpacked: nothing that is taken here
/// gains from it, and a small body stays a small one.
///
/// # Errors
/// A method that nobody knows, a coding of the body, or no form of the answer that the caller takes.
pub fn check(call: &Call, route: &str) -> Result<(), Fault> {
    if !call.has_known_method() {
        return Err(Fault::refused(if route == "unknown" {
            ProblemCode::NotFound
        } else {
            ProblemCode::MethodNotAllowed
        }));
    }
    let coding = call.header("content-encoding").unwrap_or_default();
    if !coding.trim().is_empty() && !coding.trim().eq_ignore_ascii_case("identity") {
        return Err(Fault::refused(ProblemCode::UnsupportedMediaType));
    }
    let asks = call.method() != Method::Options && is_json(route);
    if asks && !call.header("accept").is_none_or(|accept| takes_json(&accept)) {
        return Err(Fault::refused(ProblemCode::NotAcceptable));
    }
    Ok(())
}

/// Whether `Accept` takes JSON (RFC 9110, section 12.5.1): the most particular range counts, and `q=0` is a no.
fn takes_json(accept: &str) -> bool {
    if accept.trim().is_empty() {
        return true;
    }
    let quality = |wanted: &str| {
        accept.split(',').find_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next()?;
            let no = |p: &str| p.strip_prefix("q=").and_then(quality) == Some(0);
            name.eq_ignore_ascii_case(wanted).then(|| !parts.any(no))
        })
    };
    ["application/json", "application/*", "*/*"].into_iter().find_map(quality).unwrap_or(false)
}

/// Says which methods there are, where that is the question.
///
/// # Errors
/// It cannot be written.
pub fn finish(call: &Call, mut response: Response, route: &str) -> Result<Response, Fault> {
    let status = response.status_code();
    let asked = status == 204 && call.method() == Method::Options;
    if (status == 405 || asked) && route != "unknown" {
        response.headers_mut().set("allow", methods(route))?;
    }
    if status == 415 {
        response.headers_mut().set("accept-encoding", "identity")?;
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::{is_json, takes_json};

    #[test]
    fn json_is_taken_by_name_by_family_or_by_everything() {
        for accept in ["", "application/json", "text/html, application/json;q=0.1", "application/*", "*/*;q=0.5"] {
            assert!(takes_json(accept), "{accept}");
        }
        for accept in ["text/html", "image/*, text/*", "application/json;q=0, */*", "application/problem+json"] {
            assert!(!takes_json(accept), "{accept}");
        }
    }

    #[test]
    fn what_is_given_out_as_it_is_has_no_other_form() {
        assert!(is_json("case") && is_json("agencies") && is_json("openapi"));
        assert!(!is_json("page.form") && !is_json("upload") && !is_json("case.document") && !is_json("docs.style"));
    }
}
