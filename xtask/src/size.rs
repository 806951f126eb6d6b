//! `cargo xtask size`: what browsers and the edge download, against the budget.
//!
//! In: `dist/` and `xtask/budget.json`. Out: a table; an error when something weighs more than it may.
//! Never: raises a budget by itself.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::build::{client, worker};
use crate::json::field;
use crate::place::Repo;
use crate::run::{capture, program};
use crate::say::say;

/// One line of the table.
#[derive(Debug)]
struct Weight {
    name: &'static str,
    bytes: u64,
    most: u64,
}

pub fn command(repo: &Repo) -> Result<()> {
    let budget = read_json(&fs::read_to_string(repo.join("xtask/budget.json"))?)?;
    let manifest = fs::read_to_string(repo.dist("assets/manifest.json"))
        .context("nothing is built: run `cargo xtask build` first")?;
    let manifest = read_json(&manifest)?;
    let most =
        |name: &str| field(&budget, name).as_u64().with_context(|| format!("xtask/budget.json does not name {name}"));
    // A standard library that was not compiled for the widget makes it heavier.
    let [hydrated_most, everything_most] = if client::std_was_compiled(repo) {
        ["hydrated_brotli", "everything_brotli"]
    } else {
        ["hydrated_brotli_given_std", "everything_brotli_given_std"]
    };
    let usable = with_form(repo, &manifest)?;
    let worker_most = if worker::std_was_compiled(repo) { "worker_gzip" } else { "worker_gzip_given_std" };
    let weights = [
        Weight { name: "loader, brotli", bytes: brotli_of(&manifest, "wasl.js")?, most: most("loader_brotli")? },
        Weight { name: "until usable: script with the form, brotli", bytes: usable, most: most("usable_brotli")? },
        Weight {
            name: "hydrated: wasm, glue, styles and one language, brotli",
            bytes: hydrated(&manifest, "/widget.css")?,
            most: most(hydrated_most)?,
        },
        // What a citizen of an agency's page has loaded once the form lives; the aim is 110,000.
        Weight {
            name: "everything: script with the form, and what makes it live",
            bytes: usable + brotli_of(&manifest, "/seat.js")? + hydrated(&manifest, "/parts/style.js")?,
            most: most(everything_most)?,
        },
        Weight {
            name: "proposals: what asks while somebody types, brotli",
            bytes: brotli_of(&manifest, "/parts/matter.js")?,
            most: most("matter_brotli")?,
        },
        Weight { name: "worker, gzip", bytes: worker_gzip(repo)?, most: most(worker_most)? },
    ];
    say(format_args!("{:<56} {:>10} {:>10}", "", "bytes", "most"));
    for weight in &weights {
        let mark = if weight.bytes > weight.most { "  too heavy" } else { "" };
        say(format_args!("{:<56} {:>10} {:>10}{mark}", weight.name, weight.bytes, weight.most));
    }
    let heavy = weights.iter().filter(|weight| weight.bytes > weight.most).count();
    if heavy > 0 {
        bail!("{heavy} of {} weigh more than the budget allows", weights.len());
    }
    Ok(())
}

fn read_json(text: &str) -> Result<Value> {
    serde_json::from_str(text).context("a table of sizes is not JSON")
}

/// The brotli size of the only file whose name ends so.
fn brotli_of(manifest: &Value, ending: &str) -> Result<u64> {
    let files = field(manifest, "files").as_object().context("the manifest lists no files")?;
    let found =
        files.iter().find(|(name, _)| name.ends_with(ending)).and_then(|(_, sizes)| field(sizes, "brotli").as_u64());
    found.with_context(|| format!("the manifest does not list {ending}"))
}

/// The script of an agency with its form, in the language that weighs most, compressed as `workerd` does while it answers.
fn with_form(repo: &Repo, manifest: &Value) -> Result<u64> {
    let version = field(manifest, "version").as_str().context("the manifest names no version")?;
    let loader = repo.dist("assets/w").join(version).join("agency.js");
    let sample = ["run", "--quiet", "-p", "views", "--features", "ssr", "--bin", "form-sample"];
    let forms = capture(program("cargo").current_dir(repo.root()).args(sample)).context("the form was not written")?;
    let answer = capture(program("node").arg(repo.join("xtask/scripts/with-form.mjs")).arg(loader).args(forms.lines()))
        .context("the script could not be weighed")?;
    Ok(answer.parse()?)
}

/// What a citizen downloads besides the loader until the widget is alive, in the language that weighs most. `style`: the
/// whole sheet, as a link brings it, or the part with what did not travel with the form.
fn hydrated(manifest: &Value, style: &str) -> Result<u64> {
    let files = field(manifest, "files").as_object().context("the manifest lists no files")?;
    let words = files
        .iter()
        .filter(|(name, _)| name.contains("/words/"))
        .filter_map(|(_, sizes)| field(sizes, "brotli").as_u64())
        .max();
    let fixed: u64 = ["/widget.js", "/widget_bg.wasm", style]
        .iter()
        .map(|ending| brotli_of(manifest, ending))
        .sum::<Result<u64>>()?;
    Ok(fixed + words.context("the manifest lists no language")?)
}

/// The gzip size is what Cloudflare limits.
fn worker_gzip(repo: &Repo) -> Result<u64> {
    let script = "const{gzipSync}=require('node:zlib'),fs=require('node:fs');\
                  console.log(process.argv.slice(1).reduce((sum,f)=>sum+gzipSync(fs.readFileSync(f),{level:9}).length,0))";
    let files = ["edge/index.js", "edge/index_bg.wasm"].map(|file| repo.dist(file));
    let answer = capture(program("node").args(["-e", script]).args(files)).context("the worker has not been built")?;
    Ok(answer.parse()?)
}

#[cfg(test)]
mod tests {
    use super::hydrated;
    use serde_json::json;

    #[test]
    fn the_heaviest_language_counts() {
        let manifest = json!({ "files": {
            "wasl.js": { "brotli": 1000 },
            "w/1/widget.js": { "brotli": 1 },
            "w/1/widget_bg.wasm": { "brotli": 2 },
            "w/1/widget.css": { "brotli": 3 },
            "w/1/parts/style.js": { "brotli": 2 },
            "w/1/words/ar.json": { "brotli": 40 },
            "w/1/words/fr.json": { "brotli": 30 },
        }});
        assert_eq!(hydrated(&manifest, "/widget.css").unwrap(), 46);
        assert_eq!(hydrated(&manifest, "/parts/style.js").unwrap(), 45);
    }
}
