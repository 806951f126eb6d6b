//! The node's workerd configuration, from the template that operators use too.
//!
//! In: the template's text and the settings. Out: the configuration's text.
//! Never: leaves a placeholder unfilled.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::NodeSettings;
use crate::place::Repo;

pub fn render(template: &str, repo: &Repo, settings: &NodeSettings, data: &Path) -> Result<String> {
    let absolute = |path: &Path| -> Result<String> {
        let path = std::path::absolute(path)?;
        Ok(path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))?.to_owned())
    };
    fill(
        template,
        &[
            ("PORT", settings.port.to_string()),
            ("NODE_ID", settings.id.clone()),
            ("BASE_URL", settings.base_url()),
            ("NODE_SIGNING_KEY", settings.secrets.signing_key.clone()),
            ("NODE_HASH_KEY", settings.secrets.hash_key.clone()),
            ("NODE_DATA_KEY", settings.secrets.data_key.clone()),
            ("OPERATOR_TOKEN", settings.secrets.operator_token.clone()),
            ("METRICS_TOKEN", settings.metrics_token.clone()),
            ("ALLOW_PRIVATE_PEERS", if settings.allow_private_peers { "1" } else { "0" }.to_owned()),
            ("TRUSTED_PROXY_HEADER", String::new()),
            ("SCANNER_URL", String::new()),
            ("SCANNER_TOKEN", String::new()),
            ("PEER_NETWORKS", networks(settings.allow_private_peers).to_owned()),
            ("DATA_DIR", absolute(data)?),
            ("EDGE_DIR", absolute(&repo.dist("edge"))?),
            ("ASSETS_DIR", absolute(&repo.dist("assets"))?),
        ],
    )
}

/// The networks that the runtime lets the node reach.
const fn networks(private_too: bool) -> &'static str {
    if private_too { "\"public\", \"private\"" } else { "\"public\"" }
}

/// Puts values in the place of `{{NAME}}`.
pub fn fill(template: &str, values: &[(&str, String)]) -> Result<String> {
    let mut text = template.to_owned();
    for (name, value) in values {
        let list = *name == "PEER_NETWORKS";
        if !list && value.contains(['"', '\\', '\n']) {
            bail!("the value of {name} holds a character that the configuration cannot carry");
        }
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    match text.split_once("{{").and_then(|(_, rest)| rest.split_once("}}")) {
        Some((name, _)) => bail!("the template asks for {name}, which nobody gives"),
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn every_placeholder_is_filled() {
        let filled = fill("a {{X}} b {{Y}} {{X}}", &[("X", "1".into()), ("Y", "2".into())]).unwrap();
        assert_eq!(filled, "a 1 b 2 1");
    }

    #[test]
    fn a_placeholder_without_a_value_is_an_error() {
        assert!(fill("{{Z}}", &[]).unwrap_err().to_string().contains('Z'));
    }

    #[test]
    fn a_value_cannot_break_out_of_its_quotes() {
        assert!(fill("{{X}}", &[("X", "a\"b".into())]).is_err());
    }
}
