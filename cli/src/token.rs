//! `wasl token`: tokens of the staff. A new one is shown once.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, json};
use clap::Subcommand;
use wire::v1::admin::{PostToken, TokenMade};

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Makes a token, and prints it: the only time.
    Create {
        /// The agency whose cases it opens; none for an operator.
        #[arg(long, default_value = "")]
        agency: String,
        /// Whose it is, as it stands in timelines.
        #[arg(long)]
        name: String,
        /// What it may do.
        #[arg(long, default_value = "caseworker")]
        role: String,
        /// After how many days it ends, at most 30; without it, after what the node is configured for (12 hours).
        #[arg(long)]
        days: Option<i64>,
    },
    /// Ends a token at once.
    Revoke {
        /// The token's id.
        id: String,
    },
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::Create { agency, name, role, days } => {
            let body = PostToken { agency, role, name, expires_in: None, expires_in_days: days };
            let made: TokenMade = node.send_json("POST", "/v1/admin/tokens", &body)?;
            if out.json {
                return json(&made);
            }
            out.say(format_args!("{}\nid {}, until {}", made.token, made.id, made.expires_at));
            Ok(())
        }
        What::Revoke { id } => {
            node.done("DELETE", &format!("/v1/admin/tokens/{id}"))?;
            out.say(format_args!("{id}: opens nothing any more"));
            Ok(())
        }
    }
}
