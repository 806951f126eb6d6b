//! Load on one address of this machine: so many connections, for so long, each sending one request after the other.
//!
//! In: an address, how requests are made, connections, a duration. Out: how many were answered, and how long each took.
//! Never: more than the asked duration, any other host than this one, or an answer that is not a success.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock::Stopwatch;

/// What is sent: the text of a whole HTTP/1.1 request, for a connection and a number.
pub type Request<'a> = dyn Fn(usize, u64) -> String + Sync + 'a;

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Load {
    /// Answers a second.
    pub rate: f64,
    /// Half of the answers took at most this long, in milliseconds.
    pub p50_ms: f64,
    /// All but one in a hundred.
    pub p99_ms: f64,
    /// Connections that the server ended between two requests.
    pub ended: u64,
    /// Everything that was answered, also while warming up.
    pub answered: u64,
    /// Time that the server's process computed for each of these, in microseconds, where it was asked for: [`computing`].
    pub cpu_us: f64,
}

/// The same as [`run`], and what each answer cost the process in computing. Where others use the machine, rates fall
/// with what they take; this does far less.
pub fn computing(
    process: u32,
    port: u16,
    connections: usize,
    lasting: Duration,
    request: &Request<'_>,
) -> Result<Load> {
    let before = cpu_us(process)?;
    let load = run(port, connections, lasting, request)?;
    let cpu_us = (cpu_us(process)? - before) / load.answered.max(1) as f64;
    Ok(Load { cpu_us, ..load })
}

/// What a process has computed so far, in microseconds, for itself and in the kernel, as Linux tells it.
fn cpu_us(process: u32) -> Result<f64> {
    let told =
        fs::read_to_string(format!("/proc/{process}/stat")).context("only Linux tells what a process computes")?;
    // After the program's name, which may hold anything: fields 14 and 15 of proc(5), the third being the first here.
    let fields = told.rsplit_once(')').map(|(_, fields)| fields).unwrap_or_default().split_whitespace();
    let ticks: Vec<u64> = fields.skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<u64>() as f64 * 1e6 / rustix::param::clock_ticks_per_second() as f64)
}

/// Sends for `lasting`, after as much warming up as a fifth of it.
pub fn run(port: u16, connections: usize, lasting: Duration, request: &Request<'_>) -> Result<Load> {
    let watch = Stopwatch::start();
    let warm = lasting / 5;
    let talks: Vec<Talk> = thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|connection| scope.spawn(move || talk(port, connection, watch, warm, lasting, request)))
            .collect();
        threads
            .into_iter()
            .map(|t| t.join().unwrap_or_else(|_| bail!("a connection ended badly")))
            .collect::<Result<_>>()
    })?;
    let (ended, answered) = talks.iter().fold((0, 0), |(e, a), t| (e + t.ended, a + t.answered));
    let mut all: Vec<f64> = talks.into_iter().flat_map(|t| t.times).collect();
    all.sort_by(f64::total_cmp);
    let at = |share: f64| all.get(((all.len() as f64 - 1.0) * share) as usize).copied().unwrap_or_default();
    let rate = all.len() as f64 / lasting.as_secs_f64();
    Ok(Load { rate, p50_ms: at(0.5), p99_ms: at(0.99), ended, answered, cpu_us: 0.0 })
}

fn talk(
    port: u16,
    connection: usize,
    watch: Stopwatch,
    warm: Duration,
    lasting: Duration,
    request: &Request<'_>,
) -> Result<Talk> {
    let mut line = Line::open(port)?;
    let mut talk = Talk::default();
    for number in 0.. {
        if watch.is_past(warm + lasting) {
            break;
        }
        let text = request(connection, number);
        let one = Stopwatch::start();
        let status = match line.ask(&text)? {
            Some(status) => status,
            // A server may end a connection between two requests (RFC 9112, 9.3.1); the request is then sent again.
            None => {
                talk.ended += 1;
                line = Line::open(port)?;
                line.ask(&text)?.context("the server ended a new connection without an answer")?
            }
        };
        if !(200..300).contains(&status) {
            bail!("answered {status} instead of a success");
        }
        talk.answered += 1;
        if watch.is_past(warm) {
            talk.times.push(one.elapsed().0.as_secs_f64() * 1000.0);
        }
    }
    Ok(talk)
}

/// What one connection saw: how long each answer took, in milliseconds, and how often it had to be opened again.
#[derive(Default)]
struct Talk {
    times: Vec<f64>,
    ended: u64,
    answered: u64,
}

/// One connection that is kept open.
struct Line {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
}

impl Line {
    fn open(port: u16) -> Result<Self> {
        let writer = TcpStream::connect(("127.0.0.1", port)).context("the server does not answer")?;
        writer.set_nodelay(true)?;
        writer.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { reader: BufReader::new(writer.try_clone()?), writer })
    }

    /// The status of the answer; nothing if the server had ended the connection before.
    fn ask(&mut self, text: &str) -> Result<Option<u16>> {
        let begun =
            self.writer.write_all(text.as_bytes()).is_ok() && self.reader.fill_buf().is_ok_and(|b| !b.is_empty());
        if !begun {
            return Ok(None);
        }
        answer(&mut self.reader).map(Some)
    }
}

/// Reads one answer to its end; gives its status.
fn answer(reader: &mut BufReader<TcpStream>) -> Result<u16> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|s| s.parse().ok());
    let status = status.with_context(|| format!("not an HTTP answer: {line:?}"))?;
    let (mut length, mut chunked) = (0, false);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().context("a length that is none")?,
            "transfer-encoding" => chunked = value.contains("chunked"),
            _ => {}
        }
    }
    if !chunked {
        skip(reader, length)?;
        return Ok(status);
    }
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let size = u64::from_str_radix(line.trim(), 16).context("a piece without a size")?;
        skip(reader, size + 2)?;
        if size == 0 {
            return Ok(status);
        }
    }
}

fn skip(reader: &mut BufReader<TcpStream>, bytes: u64) -> Result<()> {
    std::io::copy(&mut reader.by_ref().take(bytes), &mut std::io::sink())?;
    Ok(())
}
