//! The documents of a case, given out to whoever may read the case: as a file to save, never as a page to show.

use super::cases::data;
use super::filing::unexpected;
use super::present;
use crate::auth::staff::ReadCases;
use crate::auth::{Complainant, Desk};
use crate::call::Call;
use crate::clock;
use crate::documents::client::Drawers;
use crate::fault::Fault;
use crate::register::{Command, Entry, Read, Reply, client};
use domain::document::DocumentId;
use domain::document::arrival::Arrival;
use wasm_bindgen_futures::JsFuture;
use wire::problem::ProblemCode;
use wire::v1::case::DocumentView;
use worker::worker_sys::FixedLengthStream;
use worker::{Headers, Response, ResponseBody};

/// `GET /v1/cases/{reference}/documents/{id}`.
pub async fn of_case(call: &Call, reference: &str, id: &str) -> Result<Response, Fault> {
    let complainant = Complainant::of(call, reference, call.bearer().as_deref()).await?;
    of_complainant(call, &complainant, id).await
}

/// `GET /v1/desk/cases/{reference}/documents/{id}`.
pub async fn of_desk(call: &Call, reference: &str, id: &str) -> Result<Response, Fault> {
    let desk = Desk::<ReadCases>::of(call).await?;
    let reference = desk.case(call, reference).await?;
    let read = Read::Document { id: id.to_owned() };
    let command = Command::Desk { serial: reference.serial(), now: clock::now().0, reader: desk.reader(), read };
    match client::ask(&call.config, reference.register(), &command).await? {
        Reply::Case(data) => give(call, reference.register().code().as_str(), &data.entries, id).await,
        Reply::NeedsAgency => Err(Fault::refused(ProblemCode::CaseNotFound)),
        other => Err(unexpected(other)),
    }
}

/// A document for the complainant of its case.
///
/// # Errors
/// No such case with this code, or no such document in it.
pub async fn of_complainant(call: &Call, complainant: &Complainant, id: &str) -> Result<Response, Fault> {
    let data = data(call, complainant).await?;
    give(call, complainant.reference.register().code().as_str(), &data.entries, id).await
}

/// One of the documents that came with entries.
///
/// # Errors
/// It is not there, was lost, or is not to be given out.
pub(super) async fn give(call: &Call, code: &str, entries: &[Entry], id: &str) -> Result<Response, Fault> {
    let not_found = || Fault::refused(ProblemCode::NotFound);
    let document = present::documents(entries).into_iter().find(|d| d.id == id).ok_or_else(not_found)?;
    if document.scan == Arrival::Lost.name() {
        return Err(Fault::refused(ProblemCode::DocumentLost));
    }
    let id = DocumentId::parse(&document.id).ok_or_else(not_found)?;
    let (_, body) = Drawers { config: &call.config, code }.read(&id, 0).await?.into_parts();
    Ok(of_length(body, document.length_bytes)?.with_headers(headers(&document)?))
}

/// An answer with these bytes that says how many there will be. The runtime hands them on by itself.
pub(super) fn of_length(body: ResponseBody, length: u64) -> Result<Response, Fault> {
    let (ResponseBody::Stream(bytes), Ok(length)) = (body, u32::try_from(length)) else {
        return Err(Fault::broken("a document that is no stream"));
    };
    let whole = FixedLengthStream::new(length).map_err(worker::Error::from)?;
    let handed_on = bytes.pipe_to(&whole.writable());
    wasm_bindgen_futures::spawn_local(async move {
        // A reader that goes away ends it: nothing is wrong then.
        drop(JsFuture::from(handed_on).await);
    });
    Ok(Response::builder().stream(whole.readable()))
}

fn headers(document: &DocumentView) -> Result<Headers, Fault> {
    let headers = Headers::new();
    headers.set("content-type", &document.media_type)?;
    headers.set("content-disposition", &disposition(&document.name))?;
    headers.set("content-security-policy", "sandbox; default-src 'none'")?;
    headers.set("cache-control", "private, no-store")?;
    Ok(headers)
}

/// RFC 6266: the name in UTF-8 (RFC 8187), and one in ASCII for those who do not read it.
fn disposition(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let ascii: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let mut utf8 = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            utf8.push(char::from(byte));
        } else {
            utf8.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{utf8}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_is_written_for_old_and_new_readers() {
        assert_eq!(disposition("a b.pdf"), "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
        assert_eq!(disposition("é\".pdf"), "attachment; filename=\"__.pdf\"; filename*=UTF-8''%C3%A9%22.pdf");
        assert_eq!(disposition("وصل.jpg"), "attachment; filename=\"___.jpg\"; filename*=UTF-8''%D9%88%D8%B5%D9%84.jpg");
    }
}
