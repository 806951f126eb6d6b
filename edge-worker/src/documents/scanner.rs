//! The only way to the operator's virus scanner.
//!
//! In: a document's length and its bytes as a stream. Out: a verdict, or why there is none. The scanner is reached
//! through a binding of its own (`SCANNER`): the networks that peers may be in are not widened for it. Bytes go from
//! stream to stream on the runtime's side, in the frames of the protocol; what the answer means stands in [`protocol`].
//! Never: a document whole in memory; an address from anybody but the operator.

pub mod protocol;

use crate::fault::Fault;
use protocol::{Address, Outcome, Speech};
use wasm_bindgen::prelude::*;
use worker::web_sys::ReadableStream;
use worker::{Env, Fetcher};

// An answer is a line, a head or a few objects: what is longer is none, nor judged by its beginning. A scanner may answer before it has everything.
// Without a stream it is shown four harmless bytes.
#[wasm_bindgen(inline_js = "const MOST = 16384, bytes = text => new TextEncoder().encode(text);
async function head(stream, end) {
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of stream) {
        text += decoder.decode(piece, { stream: true });
        if (end && text.includes(end)) break;
        if (text.length > MOST) return 'long';
    }
    return text;
}
async function send(body, length, socket, frame) {
    const writer = socket.writable.getWriter();
    await writer.write(frame.opening);
    for await (const piece of body) {
        length -= piece.length;
        await writer.write(frame.before(piece.length));
        await writer.write(piece);
        await writer.write(frame.after);
    }
    // What breaks off must not be judged by its beginning.
    if (length !== 0) return socket.close();
    await writer.write(frame.ending);
}
function clamd() {
    const before = n => { const size = new Uint8Array(4); new DataView(size.buffer).setUint32(0, n); return size; };
    return { opening: bytes('zINSTREAM\\0'), before, after: new Uint8Array(0), ending: before(0), end: '\\0' };
}
function icap(url, host, length) {
    const asked = 'GET http://wasl.invalid/document HTTP/1.1\\r\\nHost: wasl.invalid\\r\\n\\r\\n';
    const answer = `HTTP/1.1 200 OK\\r\\nContent-Type: application/octet-stream\\r\\nContent-Length: ${length}\\r\\n\\r\\n`;
    const head = `RESPMOD ${url} ICAP/1.0\\r\\nHost: ${host}\\r\\nAllow: 204\\r\\nConnection: close\\r\\n` +
        `Encapsulated: req-hdr=0, res-hdr=${asked.length}, res-body=${asked.length + answer.length}\\r\\n\\r\\n`;
    const before = n => bytes(n.toString(16) + '\\r\\n');
    return { opening: bytes(head + asked + answer), before, after: bytes('\\r\\n'), ending: bytes('0\\r\\n\\r\\n'), end: '\\r\\n\\r\\n' };
}
export async function ask(scanner, url, host, token, length, body, ms) {
    const late = new AbortController(), clock = setTimeout(() => late.abort(), ms);
    let socket;
    try {
        body ??= new Response('wasl').body;
        if (url.startsWith('http')) {
            const headers = { 'content-type': 'application/octet-stream' };
            if (token) headers.authorization = `Bearer ${token}`;
            const whole = new FixedLengthStream(length);
            body.pipeTo(whole.writable).catch(() => {});
            const asked = { method: 'POST', headers, body: whole.readable, redirect: 'manual', signal: late.signal };
            const answer = await scanner.fetch(url, asked);
            return `${answer.status} ${await head(answer.body ?? [])}`;
        }
        socket = scanner.connect(host);
        late.signal.addEventListener('abort', () => socket.close().catch(() => {}));
        const frame = url.startsWith('icap') ? icap(url, host, length) : clamd();
        send(body, length, socket, frame).catch(() => {});
        const said = await head(socket.readable, frame.end);
        return late.signal.aborted ? 'late' : said;
    } catch {
        return late.signal.aborted ? 'late' : null;
    } finally {
        clearTimeout(clock);
        socket?.close().catch(() => {});
    }
}")]
extern "C" {
    async fn ask(
        scanner: &JsValue,
        url: &str,
        host: &str,
        token: &str,
        length: f64,
        body: Option<ReadableStream>,
        ms: u32,
    ) -> JsValue;
}

/// The operator's scanner.
pub struct Scanner {
    address: Address,
    /// What is shown to a scanner that speaks HTTP; may be empty.
    token: String,
    binding: JsValue,
}

impl Scanner {
    /// The scanner of the settings; none where there is none.
    ///
    /// # Errors
    /// The setting cannot be read, or the binding is missing.
    pub fn of(env: &Env) -> Result<Option<Self>, Fault> {
        let text = |name: &str| env.var(name).map(|v| v.to_string()).unwrap_or_default();
        let url = text("SCANNER_URL");
        if url.is_empty() {
            return Ok(None);
        }
        let address = Address::parse(&url).ok_or_else(|| {
            Fault::broken("SCANNER_URL is not clamd://host:port, icap://host:port/service or http(s)://…")
        })?;
        let binding: Fetcher = env.service("SCANNER").map_err(|e| Fault::broken(format!("binding SCANNER: {e}")))?;
        Ok(Some(Self { address, token: text("SCANNER_TOKEN"), binding: binding.into() }))
    }

    /// Has a document judged; without one, tries whether the scanner is there.
    pub async fn scan(&self, document: Option<(u64, ReadableStream)>, within_ms: u32) -> Outcome {
        let (length, body) = document.map_or((4, None), |(length, body)| (length, Some(body)));
        let Address { url, host, .. } = &self.address;
        let token = if self.address.speech == Speech::Http { self.token.as_str() } else { "" };
        #[expect(clippy::cast_precision_loss, reason = "a length stays below 2^53")]
        let answer = ask(&self.binding, url, host, token, length as f64, body, within_ms).await;
        match answer.as_string().as_deref() {
            None | Some("") => Outcome::Unjudged("the scanner cannot be reached"),
            Some("late") => Outcome::Unjudged("the scanner takes too long"),
            Some(answer) => self.address.verdict(answer),
        }
    }
}
