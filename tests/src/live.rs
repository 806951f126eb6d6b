//! A case's socket, as any client would open it. In: a node, a reference, what to say first. Out: what is heard.
//! Never: waiting longer than a test may.

use crate::node::{Node, PROXY_HEADER};
use std::net::TcpStream;
use std::time::Duration;
use tungstenite::client::IntoClientRequest as _;
use tungstenite::http::HeaderValue;
use tungstenite::protocol::CloseFrame;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Error, Message, WebSocket};

/// Within this time a node says what it has to say.
const LIMIT: Duration = Duration::from_secs(10);

/// Somebody who watches a case.
#[derive(Debug)]
pub struct Watcher(WebSocket<MaybeTlsStream<TcpStream>>);

impl Watcher {
    /// Connects, and proves nothing.
    ///
    /// # Errors
    /// The node refuses.
    pub fn connect(node: &Node, reference: &str) -> Result<Self, Box<Error>> {
        Self::connect_from(node, reference, "")
    }

    /// The same, from this network as the node's proxy would name it; from none if it is empty.
    ///
    /// # Errors
    /// The node refuses.
    pub fn connect_from(node: &Node, reference: &str, network: &str) -> Result<Self, Box<Error>> {
        let mut request = format!("ws://{}/v1/cases/{reference}/live", node.address()).into_client_request()?;
        if !network.is_empty() {
            let value = HeaderValue::from_str(network).map_err(|e| Box::new(Error::from(e)))?;
            request.headers_mut().insert(PROXY_HEADER, value);
        }
        let (socket, _) = tungstenite::connect(request)?;
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(LIMIT)).map_err(|e| Box::new(Error::Io(e)))?;
        }
        Ok(Self(socket))
    }

    /// Connects and sends a code.
    ///
    /// # Panics
    /// The node does not take the socket.
    #[must_use]
    pub fn with(node: &Node, reference: &str, code: &str) -> Self {
        let mut watcher = Self::connect(node, reference).expect("a socket");
        watcher.says(code);
        watcher
    }

    /// Sends a text.
    ///
    /// # Panics
    /// The socket is closed.
    pub fn says(&mut self, text: &str) {
        self.0.send(Message::text(text)).expect("a text that is sent");
    }

    /// The next text.
    ///
    /// # Panics
    /// None comes.
    pub fn hears(&mut self) -> String {
        loop {
            match self.0.read().expect("a message") {
                Message::Text(text) => return text.to_string(),
                Message::Close(frame) => panic!("the node closed: {frame:?}"),
                _ => {}
            }
        }
    }

    /// The code that the node closes with.
    ///
    /// # Panics
    /// It says something instead, or nothing.
    pub fn is_closed(&mut self) -> Option<u16> {
        match self.0.read().expect("a close") {
            Message::Close(frame) => frame.map(|CloseFrame { code, .. }| code.into()),
            other => panic!("the node said {other:?}"),
        }
    }
}
