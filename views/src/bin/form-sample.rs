//! Writes what travels with the script of an agency: the form as the node puts it there, for weighing.
//!
//! In: nothing; the agency is a plain one, with three kinds and six categories. Out: for each language one line of JSON.
//! Never: an agency that exists.

use std::io::Write as _;
use std::process::ExitCode;

use domain::language::Language;
use serde_json::json;
use views::page::{FormScreen, PageData, Screen};
use views::{script, server, style};
use words::Words;

fn main() -> ExitCode {
    let lines = words::languages().into_iter().map(|language| sample(language).map(|line| format!("{line}\n")));
    let written = lines
        .collect::<Result<String, _>>()
        .and_then(|text| std::io::stdout().write_all(text.as_bytes()).map_err(|e| e.to_string()));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("form-sample: {error}");
            ExitCode::FAILURE
        }
    }
}

fn sample(language: Language) -> Result<serde_json::Value, String> {
    // Of its names a page carries those in its own language.
    let names = |text: &str| json!({ language.tag(): text });
    let category = |n: u8| json!({ "id": format!("category-{n}"), "name": names(&format!("Domaine d’exemple {n}")) });
    let agency = json!({
        "id": "exemple", "name": names("Ministère de l’Exemple"), "kinds": ["complaint", "observation", "suggestion"],
        "categories": (1..=6).map(category).collect::<Vec<_>>(),
        "languages": words::languages().iter().map(|l| l.tag()).collect::<Vec<_>>(),
        "limits": { "subject": 200, "body": 10_000, "documents": 10 }, "theme": { "accent": "#0a5c36" },
        "answer_within_days": 60, "utc_offset_minutes": 60, "calling_code": "212", "mediator": true,
        "proof": true, "widget": "on"
    });
    let page = PageData {
        language: language.tag().to_owned(),
        base_url: "https://node.example".to_owned(),
        version: "0123456789ab".to_owned(),
        agency: serde_json::from_value(agency).map_err(|e| e.to_string())?,
        screen: Screen::Form(FormScreen::default()),
    };
    let words = Words::builtin(language);
    let inner = server::render_root(&page, words, false).ok_or("rendering had to wait")?;
    let (tag, dir) = (language.tag(), language.dir());
    let element = format!("<div data-wasl-root class=\"wasl\" lang=\"{tag}\" dir=\"{dir}\">{inner}</div>");
    let data = serde_json::to_string(&page).map_err(|e| e.to_string())?;
    let labels = [words.text("form-title", &[]), words.text("page-close", &[])];
    let css = style::first(page.agency.theme.accent.as_deref());
    Ok(script::form(&data, &element, &css, [&labels[0], &labels[1]]).into())
}
