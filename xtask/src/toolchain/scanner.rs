//! The virus scanner of the tests: `ClamAV`'s clamd, and c-icap with its service for viruses.
//!
//! In: the machine. Out: the programs are there, or a sentence on what to install.
//! Never: starts one, or fetches a signature: the tests make a data base of their own.

use std::path::Path;

use anyhow::{Result, bail};

use super::debian;
use crate::say::step;

const PACKAGES: [&str; 3] = ["clamav-daemon", "c-icap", "libc-icap-mod-virus-scan"];
/// Programs that only an administrator calls are on no ordinary user's search path.
const FOLDERS: [&str; 5] = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/sbin"];

/// Both programs.
pub fn ensure() -> Result<()> {
    let missing = || -> Vec<&str> {
        let there = |name: &str| FOLDERS.iter().any(|folder| Path::new(folder).join(name).is_file());
        ["clamd", "c-icap"].into_iter().filter(|name| !there(name)).collect()
    };
    if !missing().is_empty() && debian::is_root_on_debian() {
        step(
            format_args!("apt-get install {}", PACKAGES.join(" ")),
            "the tests have a real virus scanner look at documents",
        );
        debian::install(&PACKAGES)?;
    }
    let missing = missing();
    if !missing.is_empty() {
        bail!(
            "{} not found: install Debian's {} (elsewhere ClamAV, and c-icap with its virus_scan service)",
            missing.join(" and "),
            PACKAGES.join(", ")
        );
    }
    Ok(())
}
