//! Writes the description and its pages as files that the node serves.
//!
//! In: a folder. Out: `openapi.json`, `docs.html`, `docs.css`, `problems.html` and `problems/{code}.html`. Nothing else.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use openapi::{document, html, problems};
use wire::problem::ProblemCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: openapi-export FOLDER");
        return ExitCode::from(2);
    };
    match export(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("openapi-export: {error}");
            ExitCode::FAILURE
        }
    }
}

fn export(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder.join("problems"))?;
    let document = document::document();
    std::fs::write(folder.join("openapi.json"), document.to_string())?;
    std::fs::write(folder.join("docs.html"), html::docs(&document))?;
    std::fs::write(folder.join("docs.css"), html::STYLE)?;
    std::fs::write(folder.join("problems.html"), problems::list())?;
    for code in ProblemCode::ALL {
        std::fs::write(folder.join(format!("problems/{}.html", code.name())), problems::one(*code))?;
    }
    Ok(())
}
