//! A child process: started in a group of its own, ended by its own id, waited for.
//!
//! In: a command. Out: its lines of output, its end.
//! Never: signals anything but the child it started.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};

use super::LogLine;
use crate::clock::Stopwatch;

/// After this time a child that ignores the polite request is ended without one.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts a child whose lines go to the channel. A group of its own keeps Ctrl-C in the terminal from reaching it:
    /// xtask ends it in its turn.
    pub fn start(command: &mut Command, name: &str, log: &Sender<LogLine>) -> Result<Self> {
        let mut child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} could not be started", command.get_program().to_string_lossy()))?;
        if let Some(output) = child.stdout.take() {
            follow(output, name, log);
        }
        if let Some(output) = child.stderr.take() {
            follow(output, name, log);
        }
        Ok(Self { child })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// Asks the child to end, waits, and insists when it does not.
    pub fn stop(&mut self) -> Result<()> {
        if self.has_ended()? {
            return Ok(());
        }
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            kill_process(pid, Signal::TERM)?;
        }
        let watch = Stopwatch::start();
        while !self.has_ended()? {
            if watch.is_past(PATIENCE) {
                self.child.kill()?;
                self.child.wait()?;
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Nobody is left to tell: the best that can be done has been done.
        let _ = self.stop();
    }
}

fn follow(output: impl Read + Send + 'static, node: &str, log: &Sender<LogLine>) {
    let (node, log) = (node.to_owned(), log.clone());
    thread::spawn(move || {
        for text in BufReader::new(output).lines().map_while(Result::ok) {
            if log.send(LogLine { node: node.clone(), text }).is_err() {
                break;
            }
        }
    });
}
