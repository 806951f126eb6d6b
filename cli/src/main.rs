//! `wasl`, the command-line tool of operators and caseworkers.
//!
//! In: arguments, `WASL_NODE`, `WASL_TOKEN`. Out: tables for people, JSON for machines, an exit code.
//! Each subcommand has a room of its own: its arguments and what it does. `node` is the one doorway to HTTP,
//! `place` the one to the environment and the clock's like.
//! Never: a token as an argument (other users of the machine would see it).

mod agency;
mod backup;
mod cases;
mod chain;
mod deliberation;
mod deliveries;
mod exchange;
mod fail;
mod file;
mod keys;
mod node;
mod out;
mod peer;
mod place;
mod restore;
mod token;
mod verify;

use clap::{Parser, Subcommand};
use fail::Fail;
use node::{Node, NodeArgs};
use out::Out;
use std::process::ExitCode;

/// The command-line tool of a Wasl node: its operator's and caseworkers' calls, backup and restore.
#[derive(Debug, Parser)]
#[command(name = "wasl", version, about, after_help = fail::EXIT_CODES)]
struct Args {
    #[command(flatten)]
    node: NodeArgs,
    /// Prints JSON, one document, for programs.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Agencies: their configuration.
    Agency {
        #[command(subcommand)]
        what: agency::What,
    },
    /// Peers: the nodes that cases are exchanged with.
    Peer {
        #[command(subcommand)]
        what: peer::What,
    },
    /// Tokens of caseworkers.
    Token {
        #[command(subcommand)]
        what: token::What,
    },
    /// What must reach peers.
    Deliveries {
        #[command(subcommand)]
        what: deliveries::What,
    },
    /// The exchange with peers: what went over, proofs of it, and whether a node keeps to the protocol.
    Exchange {
        #[command(subcommand)]
        what: exchange::What,
    },
    /// Writes the node's registers, documents and configuration into files, while it goes on.
    Backup(backup::What),
    /// New data keys: what registers seal with from then on. What was sealed before goes on opening.
    NewKey(keys::What),
    /// Reads a backup back into an empty node.
    Restore(restore::What),
    /// Whether a receipt, the proof of a case, or a whole register is what it says. Needs no token.
    Verify {
        #[command(subcommand)]
        what: verify::What,
    },
    /// What an agency deliberates on with peers, with a caseworker's token.
    Deliberation {
        #[command(subcommand)]
        what: deliberation::What,
    },
    /// Cases, with a caseworker's token.
    Cases {
        #[command(subcommand)]
        what: cases::What,
    },
}

fn main() -> ExitCode {
    let args = Args::parse();
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fail) => {
            out::complain(&fail);
            fail.exit_code()
        }
    }
}

fn run(args: Args) -> Result<(), Fail> {
    let out = Out { json: args.json };
    let node = Node::of(&args.node)?;
    match args.command {
        Command::Agency { what } => agency::run(&node, &out, what),
        Command::Peer { what } => peer::run(&node, &out, what),
        Command::Token { what } => token::run(&node, &out, what),
        Command::Deliveries { what } => deliveries::run(&node, &out, what),
        Command::Exchange { what } => exchange::run(&node, &out, what),
        Command::Backup(what) => backup::run(&node, &out, &what),
        Command::NewKey(what) => keys::run(&node, &out, &what),
        Command::Restore(what) => restore::run(&node, &out, &what),
        Command::Verify { what } => verify::run(&node, &out, what),
        Command::Deliberation { what } => deliberation::run(&node, &out, what),
        Command::Cases { what } => cases::run(&node, &out, &what),
    }
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_fit_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn no_argument_takes_a_token() {
        fn look(command: &clap::Command) {
            for argument in command.get_arguments() {
                assert!(argument.get_long() != Some("token"), "{} takes a token", command.get_name());
            }
            command.get_subcommands().for_each(look);
        }
        look(&Args::command());
    }
}
