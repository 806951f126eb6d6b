//! `cargo xtask`: one entrance for building, trying and testing Wasl.
//!
//! In: a command and its options. Out: what the command promises, or one clear sentence and a non-zero exit.
//! Never: imports anything of the project but `routing`, which it trains; it reads manifests and files, and talks to nodes
//! over HTTP like anyone else.

mod args;
mod bench;
mod build;
mod clock;
mod demo;
mod digest;
mod fuzz;
mod http;
mod json;
mod layers;
mod node;
mod package;
mod place;
mod receipt;
mod routing;
mod run;
mod say;
mod schemathesis;
mod seed;
mod serve;
mod size;
mod test;
mod tidy;
mod toolchain;
mod torture;

use std::process::ExitCode;

use anyhow::{Result, bail};

use args::Args;
use place::Repo;
use say::say;

type Entrance = fn(&Repo, &mut Args) -> Result<()>;

/// Every command: its name, what it does, its options, where it starts.
const COMMANDS: [(&str, &str, &str, Entrance); 14] = [
    ("setup", "find or install every tool", "", |repo, _| toolchain::setup(repo)),
    ("build", "make the worker and the browser's files in dist/", "[--dev]", build_command),
    (
        "demo",
        "build, start two nodes and the demo site, seed them, follow the logs",
        "[--port N] [--data DIR] [--ready-file FILE] [--reset] [--dev]",
        demo::command,
    ),
    ("test", "everything that continuous integration checks", "[--only STAGE[,STAGE]]", test::command),
    (
        "torture",
        "kill nodes under load, in rounds, and count what they acknowledged",
        "[--rounds N] [--seed S] [--seconds-per-round X] [--dev]",
        torture::command,
    ),
    (
        "bench",
        "measure filing and looking up beside a floor, in a growing register, by the price list, between two nodes, or the widget beside other forms",
        "[edge] | growth [--cases N] [--again] | cost | exchange | widget [--rounds N] [--profiles none,4g,3g] [--modes alone,host,alive,rest] [--only ENTRY,…]",
        bench::command,
    ),
    ("fuzz", "send what strangers could send into what reads it", "[TARGET] [--seconds N]", fuzz::command),
    ("package", "make the npm package of the element in dist/package", "", |repo, _| package::command(repo)),
    (
        "routing",
        "train the model that says what a text is about, or measure it on families of phrases that it has not seen",
        "train [--with FILE] | eval [--texts FILE] [--missed] | explain --text TEXT",
        routing::command,
    ),
    ("layers", "check that imports go down only", "", |repo, _| layers::command(repo)),
    ("tidy", "check headers, file lengths and left-over paths", "", |repo, _| tidy::command(repo)),
    (
        "verify-receipt",
        "check the signature of a receipt: its file of proof, or its saved page",
        "FILE [--keys FILE | --node URL]",
        receipt::command,
    ),
    (
        "schemathesis",
        "send a running node what its description allows, and hold the answers against it",
        "[--examples N] [--seed N]",
        schemathesis::command,
    ),
    ("size", "check what browsers and the edge download against the budget", "", |repo, _| size::command(repo)),
];

fn main() -> ExitCode {
    match dispatch(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(format_args!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: Vec<String>) -> Result<()> {
    let mut args = Args::new(words);
    let Some(name) = args.command().filter(|name| name != "help" && name != "--help" && name != "-h") else {
        help();
        return Ok(());
    };
    let Some((_, _, _, entrance)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        help();
        bail!("there is no command `{name}`");
    };
    entrance(&Repo::find()?, &mut args)
}

fn build_command(repo: &Repo, args: &mut Args) -> Result<()> {
    let effort = effort(args);
    args.finish()?;
    let tools = toolchain::ensure(repo)?;
    build::build(repo, &tools, effort)
}

/// `--dev` builds faster and bigger.
fn effort(args: &mut Args) -> build::Effort {
    if args.flag("--dev") { build::Effort::Dev } else { build::Effort::Release }
}

fn help() {
    say("cargo xtask <command>");
    for (name, what, options, _) in COMMANDS {
        say(format_args!("  {name:<14} {what}"));
        if !options.is_empty() {
            say(format_args!("                 {options}"));
        }
    }
}
