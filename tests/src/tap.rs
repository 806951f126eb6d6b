//! A tap on the way from one node to another: counts what comes back, holds it at a byte, or changes one.
//!
//! In: the address of the node behind it. Out: an address to go through; how much came back. So a node can be ended in
//! the middle of a document, and it can be counted what was fetched twice. Never: reading what passes.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crate::clock;

/// How long a pump waits for bytes before it looks whether the tap is gone.
const LOOK_UP: Duration = Duration::from_millis(50);

#[derive(Debug)]
struct State {
    target: String,
    /// Bytes that have come back, over all lines.
    back: AtomicU64,
    /// From so many on, nothing comes back.
    hold_at: AtomicU64,
    /// The byte of each line that is changed.
    change: AtomicU64,
    over: AtomicBool,
}

/// A tap; it is gone when this is dropped.
#[derive(Debug)]
pub struct Tap {
    port: u16,
    state: Arc<State>,
}

impl Tap {
    /// A tap before an address; everything passes.
    ///
    /// # Panics
    /// There is no free port.
    #[must_use]
    pub fn before(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let state = Arc::new(State {
            target: url.trim_start_matches("http://").to_owned(),
            back: AtomicU64::new(0),
            hold_at: AtomicU64::new(u64::MAX),
            change: AtomicU64::new(u64::MAX),
            over: AtomicBool::new(false),
        });
        let keeper = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if keeper.over.load(Ordering::SeqCst) {
                    break;
                }
                let keeper = Arc::clone(&keeper);
                thread::spawn(move || let_in(&client, &keeper));
            }
        });
        Self { port, state }
    }

    /// The way through it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How many bytes have come back.
    #[must_use]
    pub fn back(&self) -> u64 {
        self.state.back.load(Ordering::SeqCst)
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

impl Drop for Tap {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::SeqCst);
        // The keeper waits for somebody to come in: this is the last one.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

fn let_in(client: &TcpStream, state: &Arc<State>) {
    let Ok(server) = TcpStream::connect(&state.target) else { return };
    let halves = (client.try_clone(), server.try_clone(), Arc::clone(state));
    let (Ok(from), Ok(to), keeper) = halves else { return };
    let forth = thread::spawn(move || pump(&from, &to, &keeper, false));
    pump(&server, client, state, true);
    drop(client.shutdown(Shutdown::Both));
    drop(server.shutdown(Shutdown::Both));
    drop(forth.join());
}

/// Carries bytes until one side ends.
fn pump(mut from: &TcpStream, mut to: &TcpStream, state: &State, back: bool) {
    drop(from.set_read_timeout(Some(LOOK_UP)));
    let (mut piece, mut at) = ([0; 65_536], 0_u64);
    while !state.over.load(Ordering::SeqCst) {
        let held = back && state.back.load(Ordering::SeqCst) >= state.hold_at.load(Ordering::SeqCst);
        if held {
            // Whether anybody still listens is only seen by looking.
            if matches!(to.peek(&mut [0]), Ok(0)) {
                break;
            }
            clock::pause();
            continue;
        }
        match from.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => {
                let bytes = piece.get_mut(..n).unwrap_or_default();
                if back {
                    let place =
                        state.change.load(Ordering::SeqCst).checked_sub(at).and_then(|p| usize::try_from(p).ok());
                    if let Some(byte) = place.and_then(|place| bytes.get_mut(place)) {
                        *byte ^= 1;
                    }
                    at += n as u64;
                    state.back.fetch_add(n as u64, Ordering::SeqCst);
                }
                if to.write_all(bytes).is_err() {
                    break;
                }
            }
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
    }
    drop(to.shutdown(Shutdown::Write));
}
