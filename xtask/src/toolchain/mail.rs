//! The mail servers of the tests: Dovecot, which is installed, and Exim, which is only unpacked.
//!
//! In: the machine. Out: the programs are there, or a sentence on what to install. Exim's package would take the place of
//! whatever sends mail on this machine: its program is taken out of it, with the library that shows it a user of its own.
//! Never: starts one, or changes how the machine sends mail.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::debian;
use crate::place::Repo;
use crate::run::{ask, capture, program, run_quiet};
use crate::say::step;

/// The number grows with every change of what is taken.
const FOLDER: &str = "exim-1";
const DOVECOT: [&str; 2] = ["/usr/sbin/dovecot", "/usr/lib/dovecot/imap"];
/// Packages that something is taken out of: the file, by the end of its path.
const UNPACKED: [(&str, &str); 2] = [("exim4-daemon-light", "sbin/exim4"), ("libnss-wrapper", "libnss_wrapper.so")];
/// What Exim's package asks for besides libraries.
const NOT_LIBRARIES: [&str; 2] = ["exim4-base", "debconf"];

/// Both servers, and the tool that makes their certificate.
pub fn ensure(repo: &Repo) -> Result<()> {
    let folder = repo.own("tools").join(FOLDER);
    let dovecot = || DOVECOT.iter().all(|path| Path::new(path).is_file());
    if !dovecot() && debian::is_root_on_debian() {
        step("apt-get install dovecot-imapd", "the relay to e-mail is tested with real mail servers; 4 MB are fetched");
        debian::install(&["dovecot-imapd"])?;
    }
    if !is_there(&folder) && debian::is_root_on_debian() {
        step("unpacking Debian's exim4-daemon-light", "the same; this machine's own way to send mail stays as it is");
        unpack(&folder)?;
    }
    if !dovecot() || !is_there(&folder) {
        bail!(
            "Dovecot or Exim not found: install Debian's dovecot-imapd, and put exim4 (of exim4-daemon-light) and \
             libnss_wrapper.so (of libnss-wrapper) into {}",
            folder.display()
        );
    }
    if ask("openssl", &["version"]).is_none() {
        bail!("openssl not found: the mail servers of the tests need a certificate (Debian: openssl)");
    }
    Ok(())
}

fn is_there(folder: &Path) -> bool {
    ["exim4", "libnss_wrapper.so"].iter().all(|name| folder.join(name).is_file())
}

fn unpack(folder: &Path) -> Result<()> {
    let within = folder.join("unpacked");
    fs::create_dir_all(&within)?;
    for (package, end) in UNPACKED {
        let download = || run_quiet(program("apt-get").current_dir(&within).args(["download", package]));
        if download().is_err() {
            run_quiet(program("apt-get").arg("update")).context("apt-get could not read the package lists")?;
            download()?;
        }
        let file = found(&within, &|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{package}_")))
        });
        let file = file.with_context(|| format!("apt-get has not left {package}"))?;
        libraries(&file)?;
        run_quiet(program("dpkg-deb").arg("--extract").arg(&file).arg(&within))?;
        let taken = found(&within, &|path| path.ends_with(end)).with_context(|| format!("{package} has no {end}"))?;
        let name = taken.file_name().context("a file has a name")?;
        // A copy is nobody's but ours: it does not become root as the package's own does.
        fs::copy(&taken, folder.join(name))?;
        run_quiet(program("chmod").arg("0755").arg(folder.join(name)))?;
    }
    fs::remove_dir_all(&within)?;
    Ok(())
}

/// Installs the libraries that a package's programs need.
fn libraries(package: &Path) -> Result<()> {
    let wanted = capture(program("dpkg-deb").arg("--field").arg(package).arg("Depends"))?;
    let names = wanted.split(',').filter_map(|one| one.split_whitespace().next());
    let libraries: Vec<&str> = names.filter(|name| !NOT_LIBRARIES.contains(name)).collect();
    if libraries.is_empty() { Ok(()) } else { debian::install(&libraries) }
}

/// A file below a folder.
fn found(folder: &Path, is: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            folders.push(path);
        } else if is(&path) {
            return Some(path);
        }
    }
    folders.iter().find_map(|folder| found(folder, is))
}
