//! `wasl-mail`: cases as e-mails to bodies that have nothing else, and their replies back.
//!
//! It is the other end of a node's connector `webhook` (docs/connectors.md, "E-mail"). In: one configuration file, webhooks, a mailbox.
//! Out: e-mails, callbacks, a log of lines in JSON. `place` is the doorway to the environment, the clock and files, `node` to
//! the node, `post` to SMTP, `mailbox` to IMAP, `book` to SQL. Never: stores what people write.

mod book;
mod config;
mod door;
mod incoming;
mod letter;
mod mailbox;
mod node;
mod outgoing;
mod place;
mod post;
mod relay;
mod reply;
mod thread;
mod told;

use clap::{Parser, Subcommand};
use config::Config;
use node::Node;
use post::Post;
use relay::Relay;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// What is in hand may take so long after the polite request to end.
const END_WITHIN: Duration = Duration::from_secs(30);

/// What is old is forgotten so often.
const A_DAY: Duration = Duration::from_secs(86_400);

/// Carries cases between a node of Wasl and bodies that have a mailbox and nothing else.
#[derive(Debug, Parser)]
#[command(name = "wasl-mail", version, about)]
struct Args {
    /// The configuration (docs/connectors.md, "E-mail").
    #[arg(long, global = true, value_name = "FILE", default_value = "/etc/wasl-mail/mail.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Carries mail until it is asked to end.
    Run,
    /// Says what is wrong with the configuration, and whether the servers and the node answer.
    Check,
    /// Lists what was set aside: e-mails that did not arrive, and such as could not be passed on.
    Aside,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let config = match place::text(&args.config).map_err(|sentence| vec![sentence]).and_then(|text| config::read(&text))
    {
        Ok(config) => config,
        Err(wrong) => {
            for sentence in wrong {
                place::say(&sentence);
            }
            return ExitCode::from(2);
        }
    };
    let done = match args.command {
        Command::Run => started(run(config)),
        Command::Check => started(check(config)),
        Command::Aside => aside(config),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            place::say(&sentence);
            ExitCode::FAILURE
        }
    }
}

fn started(what: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|e| e.to_string())?.block_on(what)
}

async fn run(config: Config) -> Result<(), String> {
    let (listen, keep_days) = (config.listen, config.keep_days);
    let relay = Arc::new(Relay::open(config)?);
    relay.book().forget(place::now(), keep_days).map_err(|e| format!("folder: {e}"))?;
    let forgetting = Arc::clone(&relay);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(A_DAY).await;
            // What is not forgotten today is tomorrow.
            drop(forgetting.book().forget(place::now(), keep_days));
        }
    });
    let door = tokio::net::TcpListener::bind(listen).await.map_err(|e| format!("listen: {listen}: {e}"))?;
    let at = door.local_addr().map_err(|e| e.to_string())?;
    place::log("started", &[("listen", json!(at.to_string())), ("version", json!(env!("CARGO_PKG_VERSION")))]);
    let mut polite = signal(SignalKind::terminate()).map_err(|e| e.to_string())?;
    let watching = tokio::spawn(mailbox::watch(Arc::clone(&relay)));
    let ending = Arc::clone(&relay);
    let serving =
        axum::serve(door, door::router(Arc::clone(&relay))).with_graceful_shutdown(async move { ending.ends().await });
    let serving = tokio::spawn(serving.into_future());
    tokio::select! {
        _ = polite.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    place::log("ending", &[]);
    relay.end();
    let ended = tokio::time::timeout(END_WITHIN, async {
        drop(watching.await);
        drop(serving.await);
        relay.rests().await;
    });
    let is_clean = ended.await.is_ok();
    place::log("ended", &[("clean", json!(is_clean))]);
    Ok(())
}

async fn check(config: Config) -> Result<(), String> {
    let mut wrong = 0;
    let mut tell = |what: &str, found: Result<String, String>| match found {
        Ok(good) => place::say(&format!("{what}: {good}")),
        Err(bad) => {
            wrong += 1;
            place::say(&format!("{what}: NOT GOOD: {bad}"));
        }
    };
    tell("configuration", Ok(format!("{} bodies", config.bodies.len())));
    // Not the whole relay: the book is made by whom the relay runs as, and by nobody else.
    let is_there = config.folder.is_dir();
    tell(
        "folder",
        Ok(format!("{}{}", config.folder.display(), if is_there { "" } else { ", which is made at the first start" })),
    );
    let node = Node::of(&config)?;
    let named = tokio::task::spawn_blocking(move || node.name()).await.map_err(|e| e.to_string())?;
    let named = named.map_err(|_| format!("{} does not answer as a node does", config.node));
    tell("node", named.map(|name| format!("{} ({name})", config.node)));
    let smtp = Post::of(&config)?.check().await;
    tell("smtp", smtp.map(|()| format!("{} takes us", config.smtp.host)));
    let imap = mailbox::check(&config).await;
    tell("imap", imap.map(|count| format!("{}: {count} e-mails in {}", config.imap.host, config.mailbox)));
    if config.trusted.is_none() {
        place::say("trusted: not set: whoever has one of our e-mails and writes under an allowed address is believed");
    }
    for body in &config.bodies {
        let wide = body.allow.iter().filter(|one| one.starts_with('@')).count();
        place::say(&format!(
            "body {}: {} at {}{}, {} addresses and {wide} domains may answer",
            body.peer,
            body.language.tag(),
            config.listen,
            body.path,
            body.allow.len() - wide
        ));
    }
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} of these are not good")) }
}

fn aside(config: Config) -> Result<(), String> {
    let relay = Relay::open(config)?;
    let asides = relay.book().asides().map_err(|e| e.to_string())?;
    for one in &asides {
        place::say(&format!("{}  {:<12}  {:<18}  {}", one.at.to_rfc3339(), one.peer, one.reference, one.why));
    }
    Ok(())
}
