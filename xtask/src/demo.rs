//! `cargo xtask demo`: an agency node, the Mediator's node and the demo site, running together with something in them.
//!
//! In: ports, a folder for the data. Out: addresses and tokens to try, then the nodes' logs until Ctrl-C.
//! Never: leaves a process behind, loses data unless `--reset` asks for it, or starts anything when a port is taken.

pub mod interrupt;
mod logs;
mod ports;
mod report;
mod stack;

use std::path::PathBuf;

use anyhow::Result;

use crate::args::Args;
use crate::build::{self, Effort};
use crate::place::Repo;
use crate::say::say;
use crate::{effort, toolchain};
use interrupt::Interrupt;
use stack::Stack;

const DEFAULT_PORT: u16 = 8787;

/// What the command line asked for.
#[derive(Debug)]
pub struct Options {
    port: u16,
    data: PathBuf,
    ready_file: Option<PathBuf>,
    reset: bool,
    effort: Effort,
}

impl Options {
    fn read(repo: &Repo, args: &mut Args) -> Result<Self> {
        let data = args.value::<PathBuf>("--data")?;
        let options = Self {
            port: args.value("--port")?.unwrap_or(DEFAULT_PORT),
            data: std::path::absolute(data.unwrap_or_else(|| repo.own("demo")))?,
            ready_file: args.value("--ready-file")?,
            reset: args.flag("--reset"),
            effort: effort(args),
        };
        args.finish()?;
        Ok(options)
    }
}

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let options = Options::read(repo, args)?;
    ports::check_free(options.port, &options.data)?;
    let tools = toolchain::ensure(repo)?;
    build::build(repo, &tools, options.effort)?;

    // From here on Ctrl-C is a request: what was started is ended in order.
    let interrupt = Interrupt::watch()?;
    let result = run(repo, &options, &tools, &interrupt);
    if interrupt.came() {
        // A seeding that was cut short ends in an error that the person has asked for.
        say("stopped; the data are kept, `--reset` starts afresh");
        return Ok(());
    }
    result
}

fn run(repo: &Repo, options: &Options, tools: &toolchain::Toolchain, interrupt: &Interrupt) -> Result<()> {
    let mut stack = Stack::start(repo, options, tools)?;
    let known = match stack.seed(repo, interrupt) {
        Ok(known) => known,
        Err(error) => {
            stack.show_waiting_logs(|_| true);
            return Err(error);
        }
    };
    stack.show_waiting_logs(logs::is_trouble);
    report::print(&stack, &known);
    if let Some(file) = &options.ready_file {
        report::write_ready_file(file, &stack, &known)?;
    }
    let ended = stack.follow(interrupt);
    stack.stop()?;
    ended
}
