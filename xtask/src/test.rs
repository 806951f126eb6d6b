//! `cargo xtask test`: everything that has to hold, in one command, on a developer's machine and in continuous
//! integration alike.
//!
//! In: the tree. Out: every runner's own words, then a table of stages with their time; an error if one failed.
//! Never: stops at the first failure, hides a runner's output, or asks anything.

mod stages;

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use crate::args::Args;
use crate::clock::{Span, Stopwatch};
use crate::place::Repo;
use crate::say::say;
use crate::toolchain::engines::{self, Engines};
use crate::toolchain::{self, Toolchain};
use stages::{STAGES, Stage};

/// What the stages work with.
pub struct Bench<'a> {
    pub repo: &'a Repo,
    pub tools: Toolchain,
    pub chromium: PathBuf,
    pub engines: Engines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failed,
    /// Needs the build, which failed.
    Skipped,
}

/// A line of the closing table.
struct Line {
    stage: String,
    verdict: Verdict,
    took: Span,
}

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    let only: Option<String> = args.value("--only")?;
    args.finish()?;
    let stages = chosen(only.as_deref())?;

    let watch = Stopwatch::start();
    let setup = Stopwatch::start();
    let tools = toolchain::ensure(repo)?;
    let chromium = toolchain::ensure_for_tests(repo, &tools)?;
    // Only what drives the browsers needs the other engines.
    let engines =
        if stages.iter().any(|stage| stage.name == "browser") { engines::ensure(repo)? } else { Engines::default() };
    let mut lines = vec![Line { stage: "setup".to_owned(), verdict: Verdict::Passed, took: setup.elapsed() }];

    let bench = Bench { repo, tools, chromium, engines };
    let mut built = true;
    for stage in stages {
        let line = run(stage, &bench, built);
        built &= stage.name != "build" || line.verdict == Verdict::Passed;
        lines.push(line);
    }
    let (table, result) = close(&lines, watch.elapsed());
    say(table);
    result
}

fn chosen(only: Option<&str>) -> Result<Vec<&'static Stage>> {
    let Some(only) = only else { return Ok(STAGES.iter().collect()) };
    let names: Vec<&str> = only.split(',').collect();
    let known = |name: &&str| STAGES.iter().any(|stage| stage.name == *name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("there is no stage `{unknown}`; there are {}", all.join(", "));
    }
    Ok(STAGES.iter().filter(|stage| names.contains(&stage.name)).collect())
}

fn run(stage: &Stage, bench: &Bench<'_>, built: bool) -> Line {
    let line = |verdict, took| Line { stage: stage.name.to_owned(), verdict, took };
    let watch = Stopwatch::start();
    if stage.needs_build && !built {
        return line(Verdict::Skipped, watch.elapsed());
    }
    say(format_args!("\n=== {}: {}", stage.name, stage.what));
    match (stage.run)(bench) {
        Ok(()) => line(Verdict::Passed, watch.elapsed()),
        Err(error) => {
            say(format_args!("{} failed: {error:#}", stage.name));
            line(Verdict::Failed, watch.elapsed())
        }
    }
}

/// The closing table, and the sentence about what did not pass.
fn close(lines: &[Line], total: Span) -> (String, Result<()>) {
    let mut table = String::from("\n=== all stages\n");
    for Line { stage, verdict, took } in lines {
        let word = match verdict {
            Verdict::Passed => "passed",
            Verdict::Failed => "FAILED",
            Verdict::Skipped => "skipped: the build failed",
        };
        table.push_str(&format!("{stage:<18} {:>12}  {word}\n", took.to_string()));
    }
    table.push_str(&format!("{:<18} {:>12}", "together", total.to_string()));
    let failed: Vec<&str> =
        lines.iter().filter(|line| line.verdict != Verdict::Passed).map(|line| line.stage.as_str()).collect();
    if failed.is_empty() {
        return (table + "\neverything passed", Ok(()));
    }
    let sentence = anyhow!("{} of {} stages did not pass: {}", failed.len(), lines.len(), failed.join(", "));
    (table, Err(sentence))
}

#[cfg(test)]
mod tests {
    use super::{Line, Verdict, chosen, close};
    use crate::clock::Span;
    use std::time::Duration;

    fn line(stage: &str, verdict: Verdict) -> Line {
        Line { stage: stage.into(), verdict, took: Span(Duration::ZERO) }
    }

    #[test]
    fn one_failure_fails_the_whole() {
        let total = Span(Duration::ZERO);
        assert!(close(&[line("a", Verdict::Passed)], total).1.is_ok());
        let lines = [line("a", Verdict::Passed), line("b", Verdict::Failed), line("c", Verdict::Skipped)];
        let error = close(&lines, total).1.unwrap_err();
        assert_eq!(error.to_string(), "2 of 3 stages did not pass: b, c");
    }

    #[test]
    fn stages_are_chosen_by_name_and_run_in_their_order() {
        let names: Vec<&str> = chosen(Some("build,tidy")).unwrap().iter().map(|stage| stage.name).collect();
        assert_eq!(names, ["tidy", "build"]);
        assert!(chosen(Some("biuld")).is_err());
    }
}
