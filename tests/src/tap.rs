//! A tap on the way from one node to another: keeps what goes forth; counts what comes back, holds it at a byte, or changes one.
//!
//! In: the address of the node behind it. Out: an address to go through; how much came back. So a node can be ended in
//! the middle of a document, it can be counted what was fetched twice, and looked for what must not go over. Never: adding anything.

use crate::clock;
use crate::keeper::{Keeper, Over, pieces, relay};
use std::io::Write as _;
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

#[derive(Debug)]
struct State {
    target: String,
    /// Bytes that have come back, over all lines.
    back: AtomicU64,
    /// From so many on, nothing comes back.
    hold_at: AtomicU64,
    /// The byte of each line that is changed.
    change: AtomicU64,
    /// What went forth, over all lines.
    forth: Mutex<Vec<u8>>,
}

/// A tap; it is gone when this is dropped.
#[derive(Debug)]
pub struct Tap {
    keeper: Keeper,
    state: Arc<State>,
}

impl Tap {
    /// A tap before an address; everything passes.
    #[must_use]
    pub fn before(url: &str) -> Self {
        let state = Arc::new(State {
            target: url.trim_start_matches("http://").to_owned(),
            back: AtomicU64::new(0),
            hold_at: AtomicU64::new(u64::MAX),
            change: AtomicU64::new(u64::MAX),
            forth: Mutex::default(),
        });
        let of = Arc::clone(&state);
        let keeper = Keeper::of(move |client, over| {
            let hears = Arc::clone(&of);
            let hears = move |piece: &[u8]| hears.forth.lock().expect("no panic").extend_from_slice(piece);
            relay(client, &of.target, over, hears, |from, to| carry(from, to, &of, over));
        });
        Self { keeper, state }
    }

    /// The way through it.
    #[must_use]
    pub fn url(&self) -> String {
        self.keeper.url()
    }

    /// How many bytes have come back.
    #[must_use]
    pub fn back(&self) -> u64 {
        self.state.back.load(Ordering::SeqCst)
    }

    /// What went forth so far, as text.
    ///
    /// # Panics
    /// A line broke down.
    #[must_use]
    pub fn forth(&self) -> String {
        String::from_utf8_lossy(&self.state.forth.lock().expect("no panic")).into_owned()
    }

    /// Lets so many bytes come back, counted from the beginning; `u64::MAX`: all.
    pub fn hold_at(&self, bytes: u64) {
        self.state.hold_at.store(bytes, Ordering::SeqCst);
    }

    /// Changes this byte of everything that comes back over a line from now on.
    pub fn change(&self, byte: u64) {
        self.state.change.store(byte, Ordering::SeqCst);
    }
}

/// What comes back over one line.
fn carry(from: &TcpStream, mut to: &TcpStream, state: &State, over: &Over) {
    let mut at = 0_u64;
    pieces(from, over, |bytes| {
        if !goes_on(to, state, over) {
            return false;
        }
        let place = state.change.load(Ordering::SeqCst).checked_sub(at).and_then(|p| usize::try_from(p).ok());
        if let Some(byte) = place.and_then(|place| bytes.get_mut(place)) {
            *byte ^= 1;
        }
        at += bytes.len() as u64;
        state.back.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        to.write_all(bytes).is_ok()
    });
    drop(to.shutdown(Shutdown::Write));
}

/// Waits while nothing comes back; false if nobody listens any more.
fn goes_on(to: &TcpStream, state: &State, over: &Over) -> bool {
    while !over.is() && state.back.load(Ordering::SeqCst) >= state.hold_at.load(Ordering::SeqCst) {
        // Whether anybody still listens is only seen by looking.
        if matches!(to.peek(&mut [0]), Ok(0)) {
            return false;
        }
        clock::pause();
    }
    true
}
