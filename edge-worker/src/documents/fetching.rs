//! The way of a document from a peer: asked for by a signed request, part by part, each on disk before the next is taken.
//!
//! In: a drawer whose alarm rang. Out: pieces in the drawer; what became of each try. A line to a peer has an end, and
//! what was not brought by then is asked for from where it stands: so no peer is waited for longer than that, and each
//! has lines of its own. Bytes are gathered into pieces in JavaScript beside the module, where they come in. Never: more
//! than one piece of a document in memory; an address that is not the peer's own, as its operator and ours have set it; a
//! redirect.

use super::drawer::Drawer;
use super::drawer::coming::{After, Wanted};
use super::{PIECE_BYTES, Refusal, Reply};
use crate::clock;
use crate::config::Config;
use crate::directory::{self, PeerRecord};
use crate::log;
use crate::metrics::{self, Metric};
use crate::register::chain::hex;
use crate::sql::SqlError;
use crate::sql::durable::DurableSql;
use domain::delivery::{AttemptOutcome, retry_after_ms};
use futures_util::future::join_all;
use js_sys::{IteratorNext, Uint8Array};
use std::rc::Rc;
use wire::exchange::SOURCE_PREFIX;
use wire::signing::fetching::{HEADER_SOURCE, path, range, signed};
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP};
use wire::v1::admin::connector::EXCHANGE;
use worker::Storage;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{JsCast as _, JsValue};

/// How long a line to a peer lasts, in milliseconds.
const LINE_MS: i64 = 15_000;
/// When a drawer that had no line looks again, in milliseconds; up to twice that, by chance.
const NO_LINE_MS: i64 = 500;
/// As many tries that brought nothing are told as a failure: some two minutes. Trying goes on.
const TRIES_TOLD: u32 = 7;

// Eight lines of this isolate, which under workerd is the whole node, and two to one peer: a piece each is in memory, and a
// slow peer leaves the others theirs. A line that a crash cut off frees its place by itself. What ends a part is the last
// word: `busy` (there was no line), `late` (its time was over), `cut`, or the status with what `Retry-After` said. Whoever
// knows no parts sends all of it: what is here already is passed over. Nothing beyond the announced length is taken.
// After each piece there is a rest: what comes in from the network at once would else be worked through before any request.
#[wasm_bindgen(inline_js = "const lines = [];
export async function* part(peer, url, headers, from, length, most, ms) {
    const now = Date.now();
    for (let n = lines.length; n--;) if (lines[n][1] <= now) lines.splice(n, 1);
    if (lines.length > 7 || lines.filter(line => line[0] === peer).length > 1) return 'busy';
    const line = [peer, now + 30000], late = new AbortController();
    let ended = 'cut';
    const clock = setTimeout(() => (ended = 'late', late.abort()), ms);
    lines.push(line);
    let piece = new Uint8Array(most), n = 0, left = length - from;
    try {
        headers = headers.split('\\n').map(header => header.split(': '));
        const answer = await fetch(url, { headers, redirect: 'manual', signal: late.signal });
        const { status } = answer, header = name => answer.headers.get(name) ?? '';
        if (status !== 200 && status !== 206) return `${status} ${header('retry-after')}`;
        if (status === 206 && header('content-range') !== `bytes ${from}-${length - 1}/${length}`) return '500 ';
        let skip = status === 200 ? from : 0;
        for await (let bytes of answer.body) {
            const passed = Math.min(skip, bytes.length);
            skip -= passed;
            for (bytes = bytes.subarray(passed); bytes.length && left;) {
                const taken = bytes.subarray(0, Math.min(most - n, left));
                piece.set(taken, n);
                bytes = bytes.subarray(taken.length);
                n += taken.length;
                left -= taken.length;
                if (n === most || !left) {
                    yield piece.subarray(0, n);
                    n = 0;
                    await new Promise(rested => setTimeout(rested, 10));
                }
            }
            if (!left) break;
        }
    } catch {
        // What came before it broke counts.
    } finally {
        clearTimeout(clock);
        const at = lines.indexOf(line);
        if (at >= 0) lines.splice(at, 1);
        late.abort();
    }
    if (n) yield piece.subarray(0, n);
    return ended;
}")]
extern "C" {
    type Part;
    fn part(peer: &str, url: &str, headers: &str, from: f64, length: f64, most: f64, ms: f64) -> Part;
    #[wasm_bindgen(method, catch)]
    async fn next(this: &Part) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = "return")]
    fn end(this: &Part) -> JsValue;
}

type Here = Rc<Drawer<Rc<DurableSql>>>;

/// Fetches what is due, from all peers side by side; when to look again, where a line was missing.
///
/// # Errors
/// Storage failed.
pub async fn run(config: &Config, drawer: &Here, storage: &Storage) -> Result<Option<i64>, SqlError> {
    let began = clock::now().0;
    let sources = drawer.sources(began)?;
    if sources.is_empty() {
        return Ok(None);
    }
    let peers = directory::peers(config).await.map_err(|fault| SqlError(fault.to_string()))?;
    let lanes = sources.iter().map(|name| from_peer(config, (drawer, storage), name, peers.get(name), began + LINE_MS));
    let mut again = None;
    for had_line in join_all(lanes).await {
        if !had_line? {
            again = Some(clock::now().0 + NO_LINE_MS + i64::from(clock::jitter()) / 2);
        }
    }
    Ok(again)
}

/// Fetches from one peer until there is nothing or the time is over; whether there was a line.
async fn from_peer(
    config: &Config,
    (drawer, storage): (&Here, &Storage),
    name: &str,
    peer: Option<&PeerRecord>,
    end: i64,
) -> Result<bool, SqlError> {
    let peer = peer.filter(|p| p.body.active && p.body.connector == EXCHANGE);
    loop {
        let now = clock::now();
        let Some(wanted) = drawer.wanted(name, now.0)?.filter(|_| now.0 < end) else { return Ok(true) };
        let (mut came, mut over, mut ended) = (false, None, None);
        if let Some(part) = peer.and_then(|peer| ask(config, name, peer, &wanted, end - now.0)) {
            let mut at = wanted.offset;
            ended = loop {
                let Ok(next) = part.next().await else { break Some("cut".to_owned()) };
                let next: IteratorNext = next.unchecked_into();
                if next.done() {
                    break next.value().as_string();
                }
                let bytes = next.value().unchecked_into::<Uint8Array>().to_vec();
                let reply = drawer.receive(&wanted.id, at, &bytes)?;
                at += bytes.len() as u64;
                came = true;
                // Bytes that pile up before the disk would hold up whoever files meanwhile. What cannot be written ends this object.
                drop(storage.sync().await);
                metrics::add(Metric::DocumentBytes, &[], bytes.len() as u64);
                over = match reply {
                    Reply::State(state) if state.is_on_its_way() => None,
                    Reply::Refused(Refusal::Lost) => Some(After::Lost),
                    _ => Some(After::Over),
                };
                if over.is_some() {
                    part.end();
                    break None;
                }
            };
        }
        let outcome = match ended.as_deref() {
            Some("busy") => return Ok(false),
            Some("late") if came => AttemptOutcome::Accepted,
            Some("late" | "cut") => AttemptOutcome::Unreachable,
            Some(said) => {
                let (status, retry) = said.split_once(' ').unwrap_or_default();
                AttemptOutcome::from_status(status.parse().unwrap_or(500), retry_after_ms(retry, clock::now()))
            }
            None => AttemptOutcome::NotConfigured,
        };
        let after = match over {
            Some(after) => after,
            None => drawer.asked(&wanted.id, came, outcome, clock::now(), clock::jitter())?,
        };
        tell(name, after, outcome);
    }
}

fn tell(peer: &str, after: After, outcome: AttemptOutcome) {
    let (result, tries) = match after {
        After::Over => ("arrived", 0),
        After::Lost => ("lost", 0),
        After::Again { tries: 0 } => return,
        After::Again { tries } => (outcome.name(), tries),
    };
    metrics::add(Metric::Fetches, &[("peer", peer), ("result", result)], 1);
    log::fetched(peer, result, outcome.status(), tries, after == After::Lost || tries == TRIES_TOLD);
}

/// Asks a peer for what is wanted.
fn ask(config: &Config, name: &str, peer: &PeerRecord, wanted: &Wanted, for_ms: i64) -> Option<Part> {
    let (reference, document) = wanted.source.split_once('/')?;
    let (path, range, from) = (path(reference, document), range(wanted.offset), config.node_id.as_str());
    let id = format!("{from}.{}", hex(&clock::random::<8>()?));
    let timestamp_s = clock::now().0 / 1000;
    let signature = config.keys.signing.sign_message(&id, timestamp_s, &signed(&path, &range, from, &peer.body.node));
    let headers = format!(
        "range: {range}\n{HEADER_SOURCE}: {SOURCE_PREFIX}{from}\n{HEADER_ID}: {id}\n\
         {HEADER_TIMESTAMP}: {timestamp_s}\n{HEADER_SIGNATURE}: {signature}"
    );
    #[expect(clippy::cast_precision_loss, reason = "lengths and times stay below 2^53")]
    let (at, length, most, ms) = (wanted.offset as f64, wanted.length as f64, PIECE_BYTES as f64, for_ms as f64);
    Some(part(name, &format!("{}{path}", peer.body.url), &headers, at, length, most, ms))
}
