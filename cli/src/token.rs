//! `wasl token`: tokens of the staff. A new one is shown once.

use crate::fail::Fail;
use crate::node::Node;
use crate::out::{Out, json};
use crate::place;
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
        /// What it may do: `caseworker`, `supervisor`, `operator`, or `app` for a program that files.
        #[arg(long, default_value = "caseworker")]
        role: String,
        /// After how many days it ends, at most 30; without it, after what the node is configured for (12 hours). A year for an app.
        #[arg(long)]
        days: Option<i64>,
        /// The idempotency key of a call whose answer was lost: gives the token that was made then, or makes it.
        #[arg(long)]
        key: Option<String>,
    },
    /// Ends a token at once.
    Revoke {
        /// The token's id.
        id: String,
    },
}

pub fn run(node: &Node, out: &Out, what: What) -> Result<(), Fail> {
    match what {
        What::Create { agency, name, role, days, key } => {
            let body = PostToken { agency, role, name, expires_in: None, expires_in_days: days };
            let made = create(node, &body, key)?;
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

/// Makes a token under a key. An answer that is lost is asked for again: it is the same token.
fn create(node: &Node, body: &PostToken, key: Option<String>) -> Result<TokenMade, Fail> {
    let key = key.unwrap_or_else(place::random_name);
    let once = || node.send_keyed("/v1/admin/tokens", &key, body);
    let unanswered = |failed: &Fail| matches!(failed, Fail::Unreached(_));
    match once() {
        Err(failed) if unanswered(&failed) => once().map_err(|again| match again {
            Fail::Unreached(why) => Fail::Unreached(format!(
                "{why}\nWhether a token was made is not known. The same with --key {key} tells."
            )),
            other => other,
        }),
        answer => answer,
    }
}
