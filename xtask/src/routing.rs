//! `cargo xtask routing`: trains and measures the model that says what a text is about.
//!
//! In: `routing/examples` and `routing/lexicon`. Out: `routing/model.bin` with its digest, or a table.
//! Never: a number about texts that the measured model was trained on.

mod baseline;
mod examples;
mod measure;
mod report;
mod rows;

use std::fs;

use anyhow::{Context, Result, bail};
use routing::{Everyday, Model, Topic, train};

use crate::args::Args;
use crate::place::Repo;
use crate::run::{capture, program};
use crate::say::say;
use examples::{Corpus, Example};
use measure::Measured;

/// Families are dealt into this many parts; each part is measured by a model that never saw it.
const PARTS: u32 = 5;
/// How often texts that are about nothing may be given a topic, at most, when the threshold is chosen.
const MOST_STRANGERS: f32 = 0.10;

pub const MODEL: &str = "routing/model.bin";
const DIGEST: &str = "routing/model.sha256";
/// The words that anybody writes: all that stand in examples and lexicon.
const EVERYDAY: &str = "routing/everyday.bin";

pub fn command(repo: &Repo, args: &mut Args) -> Result<()> {
    match args.command().as_deref() {
        Some("train") => {
            let with: Option<String> = args.value("--with")?;
            args.finish()?;
            learn(repo, with.as_deref())
        }
        Some("eval") => {
            let other: Option<String> = args.value("--texts")?;
            let missed = args.flag("--missed");
            args.finish()?;
            match other {
                Some(file) => eval_other(repo, &file, missed),
                None => eval(repo, missed),
            }
        }
        Some("explain") => {
            let text: Option<String> = args.value("--text")?;
            args.finish()?;
            explain(repo, &text.context("explain needs --text")?)
        }
        Some("everyday") => {
            args.finish()?;
            let bytes = everyday(&Corpus::read(repo)?).write();
            fs::write(repo.join(EVERYDAY), &bytes)?;
            say(format_args!("{EVERYDAY}: {} bytes", bytes.len()));
            Ok(())
        }
        _ => bail!("routing takes train, eval, explain or everyday"),
    }
}

/// Trains on everything; how sharp it is and where it falls silent come from the parts it did not see. `with`: examples of
/// the operator's own, as `GET /v1/desk/corrections` gives them.
fn learn(repo: &Repo, with: Option<&str>) -> Result<()> {
    let mut corpus = Corpus::read(repo)?;
    if let Some(file) = with {
        corpus.examples.extend(examples::read_file(std::path::Path::new(file))?);
    }
    let (sharpness, threshold) = chosen(&in_parts(&corpus, 0..PARTS));
    let mut model = train(&rows::lessons(&corpus, &corpus.examples.iter().collect::<Vec<_>>()));
    model.sharpness = sharpness;
    model.threshold = threshold;
    let bytes = model.write();
    fs::write(repo.join(MODEL), &bytes)?;
    fs::write(repo.join(DIGEST), format!("{}  model.bin\n", crate::digest::of(&bytes)))?;
    say(format_args!(
        "{MODEL}: {} examples, {} rows, {} bytes, sha256 {}, sharpness {sharpness:.2}, threshold {threshold:.2}",
        corpus.examples.len(),
        model.rows.len(),
        bytes.len(),
        crate::digest::of(&bytes)
    ));
    Ok(())
}

/// The words that anybody writes.
fn everyday(corpus: &Corpus) -> Everyday {
    let examples = corpus.examples.iter().map(|example| (example.topic, example.text.as_str()));
    let terms = corpus.terms.iter().flat_map(|((_, topic), terms)| terms.iter().map(|term| (*topic, term.as_str())));
    let any = corpus.carriers.values().chain(corpus.asides.values()).flatten().map(|text| (None, text.as_str()));
    Everyday::of(examples.chain(terms).chain(any))
}

/// How sharp, and above what confidence it speaks.
fn chosen(measured: &[Measured<'_>]) -> (f32, f32) {
    let sharpness = measure::sharpness(measured);
    (sharpness, measure::threshold(measured, sharpness, MOST_STRANGERS))
}

/// Each part, as a model trained on the others sees it.
fn in_parts(corpus: &Corpus, parts: std::ops::Range<u32>) -> Vec<Measured<'_>> {
    let mut measured = Vec::new();
    for part in parts {
        let (tested, seen): (Vec<&Example>, Vec<&Example>) =
            corpus.examples.iter().partition(|example| example.part(PARTS) == part);
        let model = train(&rows::lessons(corpus, &seen));
        measured.extend(tested.into_iter().map(|example| measure::measure(&model, example)));
    }
    measured
}

fn eval(repo: &Repo, missed: bool) -> Result<()> {
    let corpus = Corpus::read(repo)?;
    let measured = in_parts(&corpus, 0..PARTS);
    let (sharpness, threshold) = chosen(&measured);
    let baseline: Vec<Measured<'_>> =
        corpus.examples.iter().map(|example| baseline::measure(&corpus, example)).collect();
    report::table(&measured, &baseline, sharpness, threshold);
    report::topics(&measured);
    if missed {
        report::missed(&measured);
    }
    let bytes = fs::read(repo.join(MODEL)).context("there is no model: run `cargo xtask routing train`")?;
    let model = Model::read(&bytes)?;
    report::weight(bytes.len(), packed(repo)?, &model, &corpus.examples)
}

/// Texts that are not in the tree, measured by the model that is.
fn eval_other(repo: &Repo, file: &str, missed: bool) -> Result<()> {
    let model = Model::read(&fs::read(repo.join(MODEL))?)?;
    let corpus = Corpus::read(repo)?;
    let examples = examples::read_file(std::path::Path::new(file))?;
    let measured: Vec<Measured<'_>> = examples.iter().map(|example| measure::measure(&model, example)).collect();
    let baseline: Vec<Measured<'_>> = examples.iter().map(|example| baseline::measure(&corpus, example)).collect();
    report::table(&measured, &baseline, model.sharpness, model.threshold);
    report::topics(&measured);
    if missed {
        report::missed(&measured);
    }
    Ok(())
}

fn explain(repo: &Repo, text: &str) -> Result<()> {
    let model = Model::read(&fs::read(repo.join(MODEL))?)?;
    let judgement = model.judge(text);
    say(format_args!("{}", judgement.topic.map_or("I don't know", Topic::name)));
    for ranked in judgement.ranked.iter().take(3) {
        say(format_args!("  {:.2} {}", ranked.confidence, ranked.topic.name()));
    }
    let because: Vec<&str> = judgement.because.into_iter().filter_map(|at| text.get(at)).collect();
    say(format_args!("  because: {}", because.join(", ")));
    Ok(())
}

/// The model's size as it goes over the network.
fn packed(repo: &Repo) -> Result<usize> {
    let folder = repo.own("build/routing");
    fs::create_dir_all(&folder)?;
    let copy = folder.join("model.bin");
    fs::copy(repo.join(MODEL), &copy)?;
    capture(program("node").arg(repo.join("xtask/scripts/brotli.mjs")).arg("11").arg(&copy))?;
    Ok(fs::read(folder.join("model.bin.br"))?.len())
}

#[cfg(test)]
mod tests;
