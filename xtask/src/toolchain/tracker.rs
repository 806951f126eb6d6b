//! The ticket system of the tests: Request Tracker 5, with `SQLite` under it and Starlet before it.
//!
//! In: the machine. Out: the programs are there, or a sentence on what to install.
//! Never: starts one, or makes a data base: the tests have one of their own.

use std::path::Path;

use anyhow::{Result, bail};

use super::debian;
use crate::run::ask;
use crate::say::step;

const PACKAGES: [&str; 3] = ["request-tracker5", "rt5-standalone", "rt5-db-sqlite"];
const PROGRAMS: [&str; 3] =
    ["/usr/share/request-tracker5/libexec/rt-server", "/usr/sbin/rt-setup-database-5", "/usr/bin/rt-mailgate-5"];
/// RT wants something that sends mail and something that makes its data base; where the machine has none, these are the
/// smallest: one that runs no service, and one that makes nothing.
const BESIDES: [(&str, &str); 2] =
    [("/usr/sbin/sendmail", "msmtp-mta"), ("/usr/share/dbconfig-common", "dbconfig-no-thanks")];

/// RT's programs, and what they need of Perl.
pub fn ensure() -> Result<()> {
    let there = || {
        PROGRAMS.iter().all(|path| Path::new(path).is_file())
            && ask("perl", &["-MDBD::SQLite", "-MPlack::Handler::Starlet", "-e", "print 1"]).is_some()
    };
    if !there() && debian::is_root_on_debian() {
        let besides = BESIDES.iter().filter(|(path, _)| !Path::new(path).exists()).map(|(_, package)| *package);
        let packages: Vec<&str> = PACKAGES.into_iter().chain(besides).collect();
        step(
            format_args!("apt-get install {}", packages.join(" ")),
            "the connector to Request Tracker is tested with a real one; about 50 MB are fetched",
        );
        debian::install(&packages)?;
    }
    if !there() {
        bail!(
            "Request Tracker 5 not found: install Debian's {} (the tests start one of their own)",
            PACKAGES.join(", ")
        );
    }
    Ok(())
}
