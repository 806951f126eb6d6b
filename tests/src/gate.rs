//! A gate on the way from one node to another: lets through, holds, or loses what comes back.
//!
//! In: the address of the node behind it. Out: an address to go through. So a node can be ended at a
//! moment that a test chooses: while some deliveries are acknowledged and others are taken but not yet.
//! Never: reading or changing what passes.

use crate::clock;
use crate::keeper::{Keeper, Over, pieces, relay};
use std::io::Write as _;
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

#[derive(Debug)]
struct State {
    target: String,
    /// Answers that may still pass; those after them wait.
    passes: AtomicUsize,
    passed: AtomicUsize,
    waiting: AtomicUsize,
    /// Answers that wait are thrown away.
    losing: AtomicBool,
}

/// A gate; it is gone when this is dropped.
#[derive(Debug)]
pub struct Gate {
    keeper: Keeper,
    state: Arc<State>,
}

impl Gate {
    /// A gate before an address. `answers`: how many may come back; those after them wait until
    /// [`open`](Self::open).
    #[must_use]
    pub fn before(address: &str, answers: usize) -> Self {
        let state = Arc::new(State {
            target: address.to_owned(),
            passes: AtomicUsize::new(answers),
            passed: AtomicUsize::new(0),
            waiting: AtomicUsize::new(0),
            losing: AtomicBool::new(false),
        });
        let of = Arc::clone(&state);
        let keeper = Keeper::of(move |client, over| {
            relay(client, &of.target, over, |_| {}, |from, to| carry(from, to, &of, over));
        });
        Self { keeper, state }
    }

    /// The way through the gate.
    #[must_use]
    pub fn url(&self) -> String {
        self.keeper.url()
    }

    /// How many answers came through.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.state.passed.load(Ordering::SeqCst)
    }

    /// How many answers stand before the gate: what they acknowledge is on disk behind it.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.state.waiting.load(Ordering::SeqCst)
    }

    /// Throws away the answers that wait, and lets everything else pass from here on.
    pub fn lose_waiting_and_open(&self) {
        self.state.losing.store(true, Ordering::SeqCst);
        clock::until("the waiting answers are gone", Duration::from_secs(10), || (self.waiting() == 0).then_some(()));
        self.state.passes.store(usize::MAX, Ordering::SeqCst);
        self.state.losing.store(false, Ordering::SeqCst);
    }
}

/// Waits until one more answer may pass; false if it is thrown away.
fn turn(state: &State, over: &Over) -> bool {
    state.waiting.fetch_add(1, Ordering::SeqCst);
    let pass = loop {
        if state.losing.load(Ordering::SeqCst) || over.is() {
            break false;
        }
        let one_less = |left: usize| if left == usize::MAX { Some(left) } else { left.checked_sub(1) };
        if state.passes.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_ok() {
            break true;
        }
        clock::pause();
    };
    state.waiting.fetch_sub(1, Ordering::SeqCst);
    // In this order: once as many have passed as may, whatever waits has to stay.
    state.passed.fetch_add(usize::from(pass), Ordering::SeqCst);
    pass
}

/// What comes back over one line, each answer in its turn: one that says its length in one piece, any other as it comes.
fn carry(from: &TcpStream, mut to: &TcpStream, state: &State, over: &Over) {
    let mut answer = Vec::new();
    pieces(from, over, |piece| {
        answer.extend_from_slice(piece);
        if lacks(&answer) {
            return true;
        }
        let passes = turn(state, over) && to.write_all(&answer).is_ok();
        answer.clear();
        passes
    });
    drop(to.shutdown(Shutdown::Write));
}

/// Whether more of a message's body has to come: head and body are often two writes.
fn lacks(message: &[u8]) -> bool {
    const END: &[u8] = b"\r\n\r\n";
    let Some(head) = message.windows(END.len()).position(|four| four == END) else { return false };
    let text = String::from_utf8_lossy(message.get(..head).unwrap_or_default()).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| message.len() < head + END.len() + length)
}
