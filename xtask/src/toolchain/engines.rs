//! The browsers besides Chromium: Firefox ESR with geckodriver, `WebKitGTK` with its own driver and a screen nobody sees.
//!
//! In: the machine. Out: the paths of the four programs, or a line that says which are missing.
//! Never: passes over a missing one in continuous integration, or replaces one that is there.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{cargo_tools, debian};
use crate::place::{Repo, variable};
use crate::run::find_on_path;
use crate::say::{say, step};

/// A program: the variable that names it, the names it may have, the Debian package that brings it.
struct Wanted {
    variable: &'static str,
    names: &'static [&'static str],
    package: &'static str,
}

const FIREFOX: Wanted = Wanted { variable: "FIREFOX", names: &["firefox-esr", "firefox"], package: "firefox-esr" };
const WEBKIT: Wanted = Wanted { variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"], package: "webkit2gtk-driver" };
const SCREEN: Wanted = Wanted { variable: "XVFB", names: &["Xvfb"], package: "xvfb" };
const GECKODRIVER: &str = "GECKODRIVER";

/// What was found, as variables for the tests.
#[derive(Clone, Debug, Default)]
pub struct Engines {
    pub variables: Vec<(&'static str, PathBuf)>,
    pub missing: Vec<&'static str>,
}

/// Finds or installs the engines. On a machine where that cannot be done a line says so; where `CI` is set it is an error.
pub fn ensure(repo: &Repo) -> Result<Engines> {
    let absent: Vec<&str> = [FIREFOX, WEBKIT, SCREEN].iter().filter(|w| find(w).is_none()).map(|w| w.package).collect();
    if !absent.is_empty() && debian::is_root_on_debian() {
        step(
            format_args!("apt-get install {}", absent.join(" ")),
            "the main journey is tried in Firefox and in WebKit too, and Debian has both",
        );
        if let Err(error) = debian::install(&absent) {
            say(format_args!("{error:#}"));
        }
    }
    let mut engines = Engines::default();
    for wanted in [FIREFOX, WEBKIT, SCREEN] {
        match find(&wanted) {
            Some(path) => engines.variables.push((wanted.variable, path)),
            None => engines.missing.push(wanted.package),
        }
    }
    if find(&FIREFOX).is_some() {
        match given(GECKODRIVER)
            .or_else(|| find_on_path("geckodriver"))
            .map_or_else(|| cargo_tools::geckodriver(repo), Ok)
        {
            Ok(path) => engines.variables.push((GECKODRIVER, path)),
            Err(error) => {
                say(format_args!("{error:#}"));
                engines.missing.push("geckodriver");
            }
        }
    }
    if !engines.missing.is_empty() {
        let missing = engines.missing.join(", ");
        if variable("CI").is_some() {
            bail!("the tests in Firefox and WebKit cannot run: {missing} could not be installed");
        }
        say(format_args!("skipped: the tests in Firefox or WebKit, because {missing} could not be found or installed"));
    }
    Ok(engines)
}

fn find(wanted: &Wanted) -> Option<PathBuf> {
    given(wanted.variable).or_else(|| wanted.names.iter().find_map(|name| find_on_path(name)))
}

fn given(name: &str) -> Option<PathBuf> {
    variable(name).map(PathBuf::from).filter(|path| Path::new(path).is_file())
}
