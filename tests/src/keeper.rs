//! Somebody who stands at a port: a thread for each line that comes in, and what two lines need to be one.
//!
//! In: what is done with a line. Out: an address; once the keeper is dropped, nobody is at it. Never: what a line says.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long somebody waits for bytes before they look whether the keeper is gone.
const LOOK_UP: Duration = Duration::from_millis(50);

/// A keeper; it is gone when this is dropped.
#[derive(Debug)]
pub struct Keeper {
    port: u16,
    over: Over,
}

/// Whether the keeper is gone.
#[derive(Debug, Clone, Default)]
pub struct Over(Arc<AtomicBool>);

impl Over {
    #[must_use]
    pub fn is(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl Keeper {
    /// Does this with each line that comes in, side by side.
    ///
    /// # Panics
    /// There is no free port.
    #[must_use]
    pub fn of(serve: impl Fn(&TcpStream, &Over) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let (over, serve) = (Over::default(), Arc::new(serve));
        let keeper = over.clone();
        thread::spawn(move || {
            for line in listener.incoming().map_while(Result::ok) {
                if keeper.is() {
                    break;
                }
                let (keeper, serve) = (keeper.clone(), Arc::clone(&serve));
                thread::spawn(move || serve(&line, &keeper));
            }
        });
        Self { port, over }
    }

    /// Where it stands.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.over.0.store(true, Ordering::SeqCst);
        // The keeper waits for somebody to come in: this is the last one.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

/// Carries what a line says to somebody else at once, `hears` hearing it; `back` carries the answers, from there to here.
pub fn relay(
    here: &TcpStream,
    target: &str,
    over: &Over,
    hears: impl Fn(&[u8]) + Send + 'static,
    back: impl FnOnce(&TcpStream, &TcpStream),
) {
    let Ok(there) = TcpStream::connect(target) else { return };
    let (Ok(from), Ok(to), keeper) = (here.try_clone(), there.try_clone(), over.clone()) else { return };
    let forth = thread::spawn(move || {
        pieces(&from, &keeper, |piece| {
            hears(piece);
            (&to).write_all(piece).is_ok()
        });
        drop(to.shutdown(Shutdown::Write));
    });
    back(&there, here);
    drop(here.shutdown(Shutdown::Both));
    drop(there.shutdown(Shutdown::Both));
    drop(forth.join());
}

/// Hands over what comes, until the line ends, the keeper is gone, or it is wanted no more.
pub fn pieces(mut from: &TcpStream, over: &Over, mut wanted: impl FnMut(&mut [u8]) -> bool) {
    drop(from.set_read_timeout(Some(LOOK_UP)));
    let mut room = [0; 65_536];
    while !over.is() {
        match from.read(&mut room) {
            Ok(0) => break,
            Ok(n) => {
                if !wanted(room.get_mut(..n).unwrap_or_default()) {
                    break;
                }
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
    }
}
