//! A gate on the way from one node to another: lets through, holds, or loses what comes back.
//!
//! In: the address of the node behind it. Out: an address to go through. So a node can be ended at a
//! moment that a test chooses: while some deliveries are acknowledged and others are taken but not yet.
//! Never: reading or changing what passes.

use crate::clock;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// How long a pump waits for bytes before it looks whether the gate is gone.
const LOOK_UP: Duration = Duration::from_millis(100);

#[derive(Debug)]
struct State {
    target: String,
    /// Answers that may still pass; those after them wait.
    passes: AtomicUsize,
    passed: AtomicUsize,
    waiting: AtomicUsize,
    /// Answers that wait are thrown away.
    losing: AtomicBool,
    over: AtomicBool,
}

/// A gate; it is gone when this is dropped.
#[derive(Debug)]
pub struct Gate {
    port: u16,
    state: Arc<State>,
}

impl Gate {
    /// A gate before an address. `answers`: how many may come back; those after them wait until
    /// [`open`](Self::open).
    ///
    /// # Panics
    /// There is no free port.
    #[must_use]
    pub fn before(address: &str, answers: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let state = Arc::new(State {
            target: address.to_owned(),
            passes: AtomicUsize::new(answers),
            passed: AtomicUsize::new(0),
            waiting: AtomicUsize::new(0),
            losing: AtomicBool::new(false),
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

    /// The way through the gate.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
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

impl Drop for Gate {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::SeqCst);
        // The keeper waits for somebody to come in: this is the last one.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

/// One connection: what goes in passes at once, what comes back has to wait for its turn.
fn let_in(client: &TcpStream, state: &Arc<State>) {
    let Ok(server) = TcpStream::connect(&state.target) else { return };
    let halves = (client.try_clone(), server.try_clone(), Arc::clone(state));
    let (Ok(from), Ok(to), keeper) = halves else { return };
    let forth = thread::spawn(move || pump(&from, &to, &keeper, |_| true));
    pump(&server, client, state, turn);
    drop(client.shutdown(Shutdown::Both));
    drop(server.shutdown(Shutdown::Both));
    drop(forth.join());
}

/// Waits until one more answer may pass; false if it is thrown away.
fn turn(state: &State) -> bool {
    state.waiting.fetch_add(1, Ordering::SeqCst);
    let pass = loop {
        if state.losing.load(Ordering::SeqCst) || state.over.load(Ordering::SeqCst) {
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

/// Carries bytes until one side ends: a message that says its length in one piece, any other as it comes.
fn pump(mut from: &TcpStream, mut to: &TcpStream, state: &State, may_pass: impl Fn(&State) -> bool) {
    drop(from.set_read_timeout(Some(LOOK_UP)));
    let mut room = [0; 65_536];
    let mut piece = Vec::new();
    loop {
        match from.read(&mut room) {
            Ok(0) => break,
            Ok(n) => {
                piece.extend_from_slice(room.get(..n).unwrap_or_default());
                if lacks(&piece) {
                    continue;
                }
                if !may_pass(state) || to.write_all(&piece).is_err() {
                    break;
                }
                piece.clear();
            }
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                if state.over.load(Ordering::SeqCst) {
                    break;
                }
            }
            Err(_) => break,
        }
    }
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
