//! Writes what the browser downloads of each compiled catalogue as files.
//!
//! In: the folder for the widget's words, the one for the words of its later parts, and the one for the names of countries.
//! Out: `<language>.json` for every language in each. Nothing else.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use domain::language::Language;

fn main() -> ExitCode {
    let folders: Vec<_> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [widget, parts, countries] = folders.as_slice() else {
        eprintln!("usage: words-export FOLDER FOLDER_FOR_PARTS FOLDER_FOR_COUNTRIES");
        return ExitCode::from(2);
    };
    let done = export(widget, words::browser_catalogue)
        .and_then(|()| export(parts, words::parts_catalogue))
        .and_then(|()| export(countries, words::country_list));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("words-export: {error}");
            ExitCode::FAILURE
        }
    }
}

fn export(folder: &Path, catalogue: fn(Language) -> Option<String>) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for language in words::languages() {
        if let Some(json) = catalogue(language) {
            std::fs::write(folder.join(format!("{}.json", language.tag())), json)?;
        }
    }
    Ok(())
}
