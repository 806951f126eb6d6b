//! A peer that behaves as a test writes it: refuses, breaks, asks for time, says nonsense, or takes what comes.
//!
//! In: a script, one line for each request; after its end every event is taken. Out: an address, and what
//! was sent to it. Never: more of HTTP than a node needs to deliver an event.

use crate::clock;
use crate::keeper::{Keeper, Over};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use wire::exchange::{CloudEvent, Taken, TakenEvent};
use wire::signing::{HEADER_ID, HEADER_SIGNATURE, HEADER_TIMESTAMP, NodePublicKey, verify_message};

/// How long a request may take to come.
const TALK_LIMIT: Duration = Duration::from_secs(10);

/// What the portal does with one request.
#[derive(Debug, Clone, Copy)]
pub enum Line {
    /// Takes the event.
    Takes,
    /// Answers with this status, and these headers, each ended by CR LF.
    Says(u16, &'static str),
    /// Answers with this status and this problem.
    SaysWith(u16, &'static str),
    /// Answers with this status, and asks to be left alone until the moment so many seconds from now, as a date.
    AsksForSeconds(u16, u32),
    /// Takes the event, and says that this is its signature.
    TakesAs(&'static str),
    /// Takes the event, but thinks this long about it.
    TakesAfter(Duration),
    /// Answers 200 with something that is no acknowledgement.
    Mumbles,
    /// Answers 200 with this JSON.
    Tells(&'static str),
    /// Never answers.
    KeepsSilent,
    /// Begins to answer 200, and never comes to the end.
    Stammers,
}

/// One request as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    head: Vec<String>,
    pub body: String,
}

impl Seen {
    /// Method and path.
    #[must_use]
    pub fn line(&self) -> &str {
        self.head.first().map_or("", |line| line.trim_end_matches(" HTTP/1.1"))
    }

    /// What it says, as JSON.
    ///
    /// # Panics
    /// It is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e} in {}", self.body))
    }

    /// A header; empty if it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let named = |line: &&String| line.to_lowercase().starts_with(&format!("{name}:"));
        self.head.iter().find(named).and_then(|line| line.split_once(':')).map_or("", |(_, value)| value.trim())
    }

    /// The event in it.
    ///
    /// # Panics
    /// There is none.
    #[must_use]
    pub fn event(&self) -> CloudEvent {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e} in {}", self.body))
    }

    /// Whether it was signed with this key, now.
    #[must_use]
    pub fn is_signed_with(&self, key: &str) -> bool {
        let key = NodePublicKey::parse(key).expect("a published key");
        let [id, time, signatures] = [HEADER_ID, HEADER_TIMESTAMP, HEADER_SIGNATURE].map(|name| self.header(name));
        verify_message(&[key], id, time, signatures, &self.body, clock::now()).is_ok()
    }
}

#[derive(Debug)]
struct State {
    script: Mutex<Vec<Line>>,
    seen: Mutex<Vec<Seen>>,
}

/// A portal; it is gone when this is dropped.
#[derive(Debug)]
pub struct Portal {
    keeper: Keeper,
    state: Arc<State>,
}

impl Portal {
    /// A portal that follows a script.
    #[must_use]
    pub fn with(script: &[Line]) -> Self {
        let script = Mutex::new(script.iter().rev().copied().collect());
        let state = Arc::new(State { script, seen: Mutex::default() });
        let of = Arc::clone(&state);
        Self { keeper: Keeper::of(move |client, over| serve(client, &of, over)), state }
    }

    #[must_use]
    pub fn url(&self) -> String {
        self.keeper.url()
    }

    /// What was sent here so far, oldest first.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.state.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The reference under which the portal takes the case of an event.
    #[must_use]
    pub fn reference() -> String {
        let register = domain::reference::RegisterName::parse("MED-26A").expect("a register");
        domain::reference::Reference::new(register, 7).expect("a reference").to_string()
    }
}

/// Reads one request, follows one line of the script, and ends the connection.
fn serve(mut client: &TcpStream, state: &State, over: &Over) {
    drop(client.set_read_timeout(Some(TALK_LIMIT)));
    let Some(seen) = read(client) else { return };
    let id = serde_json::from_str::<CloudEvent>(&seen.body).map(|event| event.id).unwrap_or_default();
    state.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    let line = state.script.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or(Line::Takes);
    let (status, headers, body) = match line {
        Line::Takes => (200, String::new(), taken(id)),
        Line::TakesAs(signature) => {
            let headers = format!("{HEADER_ID}: {id}\r\n{HEADER_TIMESTAMP}: 1\r\n{HEADER_SIGNATURE}: {signature}\r\n");
            (200, headers, taken(id))
        }
        Line::TakesAfter(time) => {
            clock::pass(time);
            (200, String::new(), taken(id))
        }
        Line::Says(status, headers) => (status, headers.to_owned(), String::new()),
        Line::SaysWith(status, problem) => (status, String::new(), problem.to_owned()),
        Line::AsksForSeconds(status, seconds) => {
            let at = clock::now().plus_ms(i64::from(seconds) * 1_000);
            (status, format!("retry-after: {}\r\n", clock::http_date(at)), String::new())
        }
        Line::Mumbles => (200, String::new(), "<html>welcome</html>".to_owned()),
        Line::Tells(json) => (200, String::new(), json.to_owned()),
        Line::KeepsSilent | Line::Stammers => {
            if matches!(line, Line::Stammers) {
                drop(client.write_all(b"HTTP/1.1 200 Scripted\r\ncontent-length: 99\r\n\r\n{\"reference\":"));
            }
            while !over.is() {
                clock::pause();
            }
            return;
        }
    };
    let answer = format!(
        "HTTP/1.1 {status} Scripted\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{body}",
        body.len()
    );
    drop(client.write_all(answer.as_bytes()));
}

fn taken(id: String) -> String {
    let taken = Taken {
        taken: vec![TakenEvent { id, reference: Portal::reference(), repeated: false }],
        digest: String::new(),
    };
    serde_json::to_string(&taken).expect("an answer that can be written")
}

/// One request, whole; none if the line ends before.
pub(crate) fn read(client: &TcpStream) -> Option<Seen> {
    let mut reader = BufReader::new(client);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let mut seen = Seen { head, body: String::new() };
    let length = seen.header("content-length").parse().unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    seen.body = String::from_utf8(body).ok()?;
    Some(seen)
}
