//! The style sheets: the tokens that a site may set, then the form's rules, then everything else's.
//!
//! In: `views/styles`. Out, in `.wasl/build/styles`: `widget.css`, all of them for browsers that take only a link;
//! `form.css`, which the module brings that follows a form in its script; `touched.css`, `screens.css` and `attached.css`, each
//! brought by a part. What travels with the form is packed by `views/build.rs`.
//! Never: changes the order, on which the cascade depends.

use std::fs;

use anyhow::{Context, Result};

use super::Effort;
use super::stamp::{Outcome, unless_unchanged};
use crate::place::Repo;
use crate::run::{program, run_quiet};
use crate::toolchain::Toolchain;

const SHEETS: [&str; 6] = ["views/styles/tokens.css", "views/styles/first.css", FORM, TOUCHED, SCREENS, ATTACHED];
const FORM: &str = "views/styles/form.css";
const TOUCHED: &str = "views/styles/touched.css";
const SCREENS: &str = "views/styles/screens.css";
const ATTACHED: &str = "views/styles/attached.css";

pub fn build(repo: &Repo, tools: &Toolchain, _: Effort) -> Result<Outcome> {
    let digest = crate::digest::of_sources(repo.root(), &SHEETS, &[])?;
    let folder = repo.own("build/styles");
    let outs: [(&str, &[&str]); 5] = [
        ("widget.css", &SHEETS),
        ("form.css", &[FORM]),
        ("touched.css", &[TOUCHED]),
        ("screens.css", &[SCREENS]),
        ("attached.css", &[ATTACHED]),
    ];
    let leaves = outs.map(|(name, _)| folder.join(name));
    unless_unchanged(repo, "styles", &digest, &leaves, || {
        fs::create_dir_all(&folder)?;
        for (name, sheets) in outs {
            let mut all = String::new();
            for sheet in sheets {
                all.push_str(&fs::read_to_string(repo.join(sheet)).with_context(|| format!("{sheet} cannot be read"))?);
                all.push('\n');
            }
            let joined = folder.join("joined.css");
            fs::write(&joined, all)?;
            run_quiet(
                program(&tools.npm.esbuild)
                    .arg(&joined)
                    .args(["--minify", "--charset=utf8", "--log-level=warning"])
                    .arg(format!("--outfile={}", folder.join(name).display())),
            )
            .context("esbuild could not read the style sheets")?;
        }
        Ok(())
    })
}
