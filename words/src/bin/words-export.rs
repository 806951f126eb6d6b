//! Writes the widget's part of each compiled catalogue as a file, for the browser to download.
//!
//! In: the folder to write to. Out: `<language>.json` for every language. Nothing else.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: words-export FOLDER");
        return ExitCode::from(2);
    };
    match export(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("words-export: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn export(folder: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for language in words::languages() {
        if let Some(json) = words::browser_catalogue(language) {
            std::fs::write(folder.join(format!("{}.json", language.tag())), json)?;
        }
    }
    Ok(())
}
