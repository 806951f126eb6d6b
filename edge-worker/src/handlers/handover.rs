//! What peers fetch: a document that they were told of, from the byte on that they ask for.
//!
//! In: a signed request. Out: bytes as they lie in the drawer, one piece in memory at a time. Whether a document is not
//! there, is another case's, or is one that this peer was never told of, the answer is the same. Never: to anybody but the
//! peer that a delivery tells of it; what the scanner has not found clean; a body that is kept while a slow peer reads.

use super::callbacks;
use super::download::of_length;
use super::exchange::sender;
use super::filing::unexpected;
use crate::call::Call;
use crate::directory;
use crate::documents::client::Drawers;
use crate::fault::Fault;
use crate::register::{Command, Reply, client};
use domain::document::DocumentId;
use domain::reference::Reference;
use wire::exchange::FOREIGN_PREFIX;
use wire::problem::ProblemCode;
use wire::signing::fetching::{HEADER_SOURCE, content_range, offset, path, range, signed_by};
use worker::{Headers, Response};

/// `GET /v1/exchange/cases/{reference}/documents/{id}`.
pub async fn document(call: &Call, reference: &str, id: &str) -> Result<Response, Fault> {
    let not_found = || Fault::refused(ProblemCode::NotFound);
    let source = call.header(HEADER_SOURCE).unwrap_or_default();
    let asked = call.header("range").unwrap_or_else(|| range(0));
    let text = signed_by(&path(reference, id), &asked, &source, &call.config.node_id);
    let peer = match source.strip_prefix(FOREIGN_PREFIX) {
        Some(peer) => callbacks::sender(call, peer, &text).await?,
        None => sender(call, &source, &text).await?,
    };
    let offset = offset(&asked).ok_or_else(|| Fault::refused(ProblemCode::InvalidUpload))?;
    let known = Reference::parse(reference).ok_or_else(not_found)?;
    if directory::holder_of(&call.config, known.register()).await?.is_none() {
        return Err(not_found());
    }
    let command = Command::HandOver { serial: known.serial(), peer: peer.id, document: id.to_owned() };
    let document = match client::ask(&call.config, known.register(), &command).await? {
        Reply::Document(document) => *document,
        Reply::NeedsAgency => return Err(not_found()),
        other => return Err(unexpected(other)),
    };
    let left = document.length_bytes.checked_sub(offset).filter(|left| *left > 0);
    let left = left.ok_or_else(|| Fault::refused(ProblemCode::InvalidUpload))?;
    let drawers = Drawers { config: &call.config, code: known.register().code().as_str() };
    let id = DocumentId::parse(&document.id).ok_or_else(not_found)?;
    let (_, body) = drawers.read(&id, offset).await?.into_parts();
    let headers = Headers::new();
    headers.set("content-type", &document.media_type)?;
    headers.set("content-range", &content_range(offset, document.length_bytes))?;
    headers.set("cache-control", "private, no-store")?;
    headers.set("content-disposition", "attachment")?;
    Ok(of_length(body, left)?.with_status(206).with_headers(headers))
}
