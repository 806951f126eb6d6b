//! The only way to a store's backup: by its kind and name.
//!
//! In: a store's name; lines. Out: the stream of its backup, or how far a restore is.
//! Never: a name that the directory does not have, for a backup (asking would create it).

use super::Reply;
use crate::config::Config;
use crate::fault::Fault;
use wire::backup::Kind;
use wire::json;
use wire::problem::ProblemCode;
use wire::v1::backup::RestoreState;
use worker::wasm_bindgen::JsValue;
use worker::{Method, Request, RequestInit, Response, ResponseBody};

/// One store.
#[derive(Debug, Clone, Copy)]
pub struct Store<'a> {
    pub kind: Kind,
    pub name: &'a str,
}

impl Store<'_> {
    /// The stream of its backup.
    ///
    /// # Errors
    /// It cannot be reached, or failed.
    pub async fn backup(&self, config: &Config) -> Result<ResponseBody, Fault> {
        let response = self.send(config, Method::Get, &format!("backup/{}", self.name), None).await?;
        match response.status_code() {
            200 => Ok(response.into_parts().1),
            status => Err(Fault::caused(ProblemCode::Unavailable, format!("backup of {}: {status}", self.name))),
        }
    }

    /// How far a restore is; with lines, takes them; with an empty body, goes on after the last.
    ///
    /// # Errors
    /// It is refused, or the store cannot be reached.
    pub async fn restore(
        &self,
        config: &Config,
        line: Option<u64>,
        lines: Option<JsValue>,
    ) -> Result<RestoreState, Fault> {
        let query = line.map(|n| format!("?line={n}")).unwrap_or_default();
        let method = if lines.is_some() { Method::Post } else { Method::Get };
        let mut response = self.send(config, method, &format!("restore/{}{query}", self.name), lines).await?;
        let text = response.text().await.map_err(unavailable)?;
        if response.status_code() != 200 {
            return Err(Fault::caused(ProblemCode::Unavailable, format!("restore of {}: {text}", self.name)));
        }
        match json::read(&text).map_err(|e| Fault::broken(format!("a store's reply: {e}")))? {
            Reply::State(state) => Ok(state),
            Reply::Refused(reason, word) => {
                let fault = Fault::caused(ProblemCode::RestoreRefused, format!("restore of {}: {word}", self.name));
                Err(Fault { reason: Some(reason), ..fault })
            }
        }
    }

    async fn send(
        &self,
        config: &Config,
        method: Method,
        path: &str,
        body: Option<JsValue>,
    ) -> Result<Response, Fault> {
        let objects = match self.kind {
            Kind::Directory => &config.directory,
            Kind::Register => &config.registers,
            Kind::Drawer => &config.documents,
        };
        let stub = objects.get_by_name(self.name).map_err(unavailable)?;
        let mut init = RequestInit::new();
        init.with_method(method).with_body(body);
        let request = Request::new_with_init(&format!("http://store/{path}"), &init).map_err(unavailable)?;
        stub.fetch_with_request(request).await.map_err(unavailable)
    }
}

fn unavailable(error: worker::Error) -> Fault {
    Fault::caused(ProblemCode::Unavailable, format!("backup: {error}"))
}
