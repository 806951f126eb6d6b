//! A way between two nodes that counts what goes over it.
//!
//! In: a port of this machine. Out: an address in its place, and the bytes of both directions so far, headers and all.
//! Never: changes or keeps anything of what goes over.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use anyhow::Result;

pub struct Relay {
    port: u16,
    bytes: Arc<AtomicU64>,
}

impl Relay {
    /// It ends with the program.
    pub fn to(port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let relay = Self { port: listener.local_addr()?.port(), bytes: Arc::default() };
        let bytes = Arc::clone(&relay.bytes);
        thread::spawn(move || {
            for here in listener.incoming().flatten() {
                // Where nobody answers, the caller's connection ends: that is what a peer that is away looks like.
                if let Ok(there) = TcpStream::connect(("127.0.0.1", port)) {
                    let _ = both_ways(&here, &there, &bytes);
                }
            }
        });
        Ok(relay)
    }

    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

fn both_ways(here: &TcpStream, there: &TcpStream, bytes: &Arc<AtomicU64>) -> io::Result<()> {
    for (from, to) in [(here, there), (there, here)] {
        let (from, to, bytes) = (from.try_clone()?, to.try_clone()?, Arc::clone(bytes));
        thread::spawn(move || {
            let _ = copy(&from, &to, &bytes);
            let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
        });
    }
    Ok(())
}

fn copy(mut from: &TcpStream, mut to: &TcpStream, bytes: &AtomicU64) -> io::Result<()> {
    let mut room = vec![0; 64 * 1024];
    loop {
        let some = match from.read(&mut room)? {
            0 => return Ok(()),
            length => room.get(..length).unwrap_or_default(),
        };
        to.write_all(some)?;
        bytes.fetch_add(some.len() as u64, Ordering::Relaxed);
    }
}
