//! The only way to a drawer: by the agency's code and the document's id.
//!
//! In: a command, or bytes with their place. Out: a reply, or a stream of bytes, or that the drawer cannot be
//! reached. Never: an id that `secret::known_document_id` has not seen, where it came from outside.

use super::{Command, Reply, State};
use crate::config::Config;
use crate::directory;
use crate::fault::Fault;
use crate::log;
use crate::secret;
use domain::document::DocumentId;
use domain::document::arrival::Arrival;
use domain::document::scan::Scan;
use js_sys::Uint8Array;
use std::collections::BTreeMap;
use wire::json;
use wire::problem::ProblemCode;
use wire::v1::case::DocumentView;
use worker::wasm_bindgen::JsValue;
use worker::{Method, Request, RequestInit, Response};

/// The drawers of one agency.
#[derive(Clone, Copy)]
pub struct Drawers<'a> {
    pub config: &'a Config,
    /// The agency's code in references.
    pub code: &'a str,
}

impl Drawers<'_> {
    /// Reads an id that came from outside; `None` if this node never gave it out for this agency.
    #[must_use]
    pub fn id(&self, text: &str) -> Option<DocumentId> {
        secret::known_document_id(&self.config.keys.hash, self.code, text)
    }

    /// Asks the drawer of a document.
    ///
    /// # Errors
    /// It cannot be reached, or its storage failed.
    pub async fn ask(&self, id: &DocumentId, command: &Command) -> Result<Reply, Fault> {
        if matches!(command, Command::Begin(_)) {
            directory::note_drawer(self.config, &self.name(id)).await?;
        }
        let body = serde_json::to_string(command).map_err(|e| Fault::broken(format!("a command: {e}")))?;
        reply(self.send(id, Method::Post, "", Some(body.into())).await?).await
    }

    /// Asks several drawers at once.
    async fn ask_all(&self, asked: Vec<(DocumentId, Command)>) -> Vec<Result<Reply, Fault>> {
        futures_util::future::join_all(asked.iter().map(|(id, command)| self.ask(id, command))).await
    }

    /// Hands over the bytes that begin at `offset`.
    ///
    /// # Errors
    /// As [`Self::ask`]; the bytes are either on disk or not.
    pub async fn append(&self, id: &DocumentId, offset: u64, bytes: &[u8]) -> Result<Reply, Fault> {
        let path = format!("{}/{offset}", id.as_str());
        reply(self.send(id, Method::Put, &path, Some(Uint8Array::from(bytes).into())).await?).await
    }

    /// The bytes of a complete document, from one on.
    ///
    /// # Errors
    /// It is not here, or its drawer cannot be reached.
    pub async fn read(&self, id: &DocumentId, offset: u64) -> Result<Response, Fault> {
        let path = format!("{}/{offset}", id.as_str());
        let response = self.send(id, Method::Get, &path, None).await?;
        match response.status_code() {
            200 => Ok(response),
            404 => Err(Fault::refused(ProblemCode::NotFound)),
            409 => Err(Fault::refused(ProblemCode::DocumentUnchecked)),
            410 => Err(Fault::refused(ProblemCode::DocumentInfected)),
            424 => Err(Fault::refused(ProblemCode::DocumentLost)),
            425 => Err(Fault::refused(ProblemCode::DocumentOnItsWay)),
            status => Err(Fault::caused(ProblemCode::Unavailable, format!("a drawer answered {status}"))),
        }
    }

    /// Keeps documents for a case; they come back described, in the same order. What is not here, not complete
    /// or another case's is named.
    ///
    /// # Errors
    /// A drawer cannot be reached.
    pub async fn claim(
        &self,
        ids: &[DocumentId],
        by: &str,
        now: i64,
    ) -> Result<Result<Vec<DocumentView>, Vec<String>>, Fault> {
        let mut drawers: BTreeMap<&str, Vec<&DocumentId>> = BTreeMap::new();
        for id in ids {
            drawers.entry(id.drawer()).or_default().push(id);
        }
        let asked = drawers.values().filter_map(|of_drawer| {
            let ids = of_drawer.iter().map(|id| id.as_str().to_owned()).collect();
            let first = (*of_drawer.first()?).clone();
            Some((first, Command::Claim { ids, by: by.to_owned(), now }))
        });
        let (mut claimed, mut unknown) = (Vec::new(), Vec::new());
        for reply in self.ask_all(asked.collect()).await {
            match reply? {
                Reply::Claimed(documents) => claimed.extend(documents),
                Reply::Unknown(ids) => unknown.extend(ids),
                other => return Err(unexpected(other)),
            }
        }
        claimed.sort_by_key(|d| ids.iter().position(|id| id.as_str() == d.id));
        Ok(if unknown.is_empty() { Ok(claimed) } else { Err(unknown) })
    }

    /// Writes into descriptions what the scanner has said, and where those stand that a peer has named. What is not here
    /// is left as it is; what a drawer does not tell waits: a case is shown all the same. Out: those of a peer that their
    /// drawers know nothing of.
    pub async fn mark(&self, documents: Vec<(&mut DocumentView, bool)>, now: i64) -> Vec<String> {
        let scanner = self.config.scanner.is_some();
        let (mut here, mut asked) = (Vec::new(), Vec::new());
        let mut unknown = Vec::new();
        // What was lost from the first no drawer ever hears of.
        for (document, by_peer) in documents.into_iter().filter(|(d, _)| d.scan != Arrival::Lost.name()) {
            if let Some(id) = self.id(&document.id) {
                document.scan = if scanner { Scan::Pending } else { Scan::Unscanned }.name().to_owned();
                if scanner || by_peer {
                    asked.push((id, Command::State { id: document.id.clone(), now }));
                    here.push((document, by_peer));
                }
            }
        }
        for ((document, by_peer), reply) in here.into_iter().zip(self.ask_all(asked).await) {
            match reply {
                Ok(Reply::State(State { document: Some(known), .. })) => document.scan = known.scan,
                // Its drawer has not been told of it yet, or was restored from before it was.
                Ok(Reply::Refused(_)) if by_peer => {
                    Arrival::OnItsWay.name().clone_into(&mut document.scan);
                    unknown.push(document.id.clone());
                }
                _ => {}
            }
        }
        unknown
    }

    /// The name of the drawer in which a document lies.
    #[must_use]
    pub fn name(&self, id: &DocumentId) -> String {
        format!("{}-{}", self.code, id.drawer())
    }

    async fn send(
        &self,
        id: &DocumentId,
        method: Method,
        path: &str,
        body: Option<JsValue>,
    ) -> Result<Response, Fault> {
        let stub = self.config.documents.get_by_name(&self.name(id)).map_err(unavailable)?;
        let mut init = RequestInit::new();
        init.with_method(method).with_body(body);
        let request = Request::new_with_init(&format!("http://documents/{path}"), &init).map_err(unavailable)?;
        stub.fetch_with_request(request).await.map_err(unavailable)
    }
}

async fn reply(mut response: Response) -> Result<Reply, Fault> {
    let text = response.text().await.map_err(unavailable)?;
    if response.status_code() != 200 {
        return Err(Fault::caused(ProblemCode::Unavailable, format!("documents: {text}")));
    }
    json::read(&text).map_err(|e| Fault::broken(log::unreadable("a drawer's reply", &e)))
}

/// A reply that is not the one asked for.
#[must_use]
pub fn unexpected(reply: Reply) -> Fault {
    match reply {
        Reply::Refused(refusal) => refusal.into(),
        _ => Fault::broken("a drawer's reply does not fit the command"),
    }
}

fn unavailable(error: worker::Error) -> Fault {
    Fault::caused(ProblemCode::Unavailable, format!("documents: {error}"))
}
