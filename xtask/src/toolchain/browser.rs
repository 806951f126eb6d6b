//! The browser of the tests, fonts for the scripts that the pages are written in, and what reads a printed page back.
//!
//! In: the machine. Out: the path of a Chromium; a font for Arabic and one for Tifinagh; poppler's tools.
//! Never: replaces a browser that is there, or is asked for outside the tests.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::debian;
use super::npm::NpmPrograms;
use crate::place::{Repo, variable};
use crate::run::{ask, capture, find_on_path, program, run_quiet};
use crate::say::step;

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// The scripts that a screenshot must show, each with the code point of one of its letters.
const SCRIPTS: [(&str, &str); 2] = [("Arabic", "0639"), ("Tifinagh", "2d30")];

/// A Chromium: the one named by CHROMIUM, one on the search path, Playwright's own, or Debian's.
pub fn ensure_chromium(repo: &Repo, npm: &NpmPrograms) -> Result<PathBuf> {
    if let Some(given) = variable("CHROMIUM") {
        return if Path::new(&given).is_file() {
            Ok(given.into())
        } else {
            bail!("CHROMIUM names {given}, which is not a file")
        };
    }
    if let Some(found) = find().or_else(|| playwrights_own(repo)) {
        return Ok(found);
    }
    step("playwright install chromium", "the tests do in a real browser what a citizen does, and none was found");
    if run_quiet(program(&npm.playwright).current_dir(repo.root()).args(["install", "chromium"])).is_ok()
        && let Some(found) = playwrights_own(repo)
    {
        return Ok(found);
    }
    if debian::is_root_on_debian() {
        step("apt-get install chromium", "the browser could not be downloaded the other way");
        debian::install(&["chromium"])?;
    }
    find().context("no Chromium was found and none could be installed: install one, or set CHROMIUM to its path")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| find_on_path(name))
}

/// Where Playwright keeps, or would keep, its own browser; it knows best.
fn playwrights_own(repo: &Repo) -> Option<PathBuf> {
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    let path = capture(program("node").current_dir(repo.root()).args(["-e", script])).ok()?;
    let path = PathBuf::from(path);
    path.is_file().then_some(path)
}

/// Fonts: without them the screenshots show boxes instead of letters.
pub fn ensure_fonts() -> Result<()> {
    let missing = missing_scripts();
    if missing.is_empty() {
        return Ok(());
    }
    if debian::is_root_on_debian() {
        step("apt-get install fontconfig fonts-noto-core", format_args!("no font for {}", missing.join(" and ")));
        debian::install(&["fontconfig", "fonts-noto-core"])?;
    }
    let missing = missing_scripts();
    if !missing.is_empty() {
        bail!("no font for {} was found: install the Noto fonts", missing.join(" and "));
    }
    Ok(())
}

/// What reads a printed receipt back: pdftotext and pdfinfo.
pub fn ensure_pdf_reader() -> Result<()> {
    let missing = || find_on_path("pdftotext").is_none() || find_on_path("pdfinfo").is_none();
    if missing() && debian::is_root_on_debian() {
        step("apt-get install poppler-utils", "the tests read back what the receipt's printed page says");
        debian::install(&["poppler-utils"])?;
    }
    if missing() {
        bail!("no pdftotext was found: install poppler-utils (or poppler)");
    }
    Ok(())
}

fn missing_scripts() -> Vec<&'static str> {
    // Other systems bring these fonts, and have no fontconfig to ask.
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let has_font = |letter: &str| {
        ask("fc-list", &[&format!(":charset={letter}"), "family"]).is_some_and(|fonts| !fonts.is_empty())
    };
    SCRIPTS.iter().filter(|(_, letter)| !has_font(letter)).map(|(script, _)| *script).collect()
}
