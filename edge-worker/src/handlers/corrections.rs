//! What caseworkers have put right: texts with the topic that their category is about, for whoever trains a model on
//! their own machine (`cargo xtask routing train --with`).
//!
//! In: a supervisor's call. Out: lines of tab-separated values, one a case, oldest first. Reading them is an entry of the
//! access log. Never: who wrote; a case that was erased; a copy: the texts are the cases' own.

use super::desk::read_cursor;
use super::filing::unexpected;
use super::suggestions;
use crate::auth::Desk;
use crate::auth::staff::ExportCases;
use crate::call::Call;
use crate::clock;
use crate::directory;
use crate::fault::Fault;
use crate::matter;
use crate::register::{Command, Reply, client};
use crate::reply;
use domain::field_error::{FieldError, FieldErrorCode};
use domain::reference::RegisterName;
use routing::Model;
use wire::problem::ProblemCode;
use wire::v1::admin::PutAgency;
use wire::v1::filing::FileCase;
use worker::Response;

/// Cases of a page.
const PAGE: u32 = 200;

/// `GET /v1/desk/corrections`.
pub async fn list(call: &Call) -> Result<Response, Fault> {
    let desk = Desk::<ExportCases>::of(call).await?;
    let cursor = call.query("cursor").map(|cursor| {
        read_cursor(&cursor).ok_or_else(|| Fault {
            errors: vec![FieldError::new("/cursor", FieldErrorCode::UnknownValue)],
            ..Fault::refused(ProblemCode::InvalidQuery)
        })
    });
    let cursor = cursor.transpose()?;
    let model = suggestions::model(call).await.ok_or_else(|| Fault::refused(ProblemCode::Unavailable))?;
    let registers = directory::registers(&call.config, &desk.agency.id).await?;
    let begin = cursor.as_ref().map_or(0, |(name, _)| registers.iter().position(|r| r == name).unwrap_or(0));
    let (mut lines, mut next) = (String::new(), None);
    for name in registers.iter().skip(begin) {
        let Some(register) = RegisterName::parse(name) else { continue };
        let after = cursor.as_ref().filter(|(of, _)| of == name).map_or(0, |(_, serial)| *serial);
        let command = Command::Corrections { after, limit: PAGE, now: clock::now().0, reader: desk.reader() };
        let (corrections, more) = match client::ask(&call.config, &register, &command).await? {
            Reply::Corrections { corrections, next } => (corrections, next),
            Reply::NeedsAgency => continue,
            other => return Err(unexpected(other)),
        };
        for (serial, filing) in corrections {
            lines.extend(line(&model, &desk.agency.body, name, serial, &filing));
        }
        if let Some(serial) = more {
            next = Some(format!("{}/v1/desk/corrections?cursor={name}.{serial}", call.config.base_url));
            break;
        }
    }
    let mut response = reply::with_type(200, "text/tab-separated-values; charset=utf-8", lines.into_bytes())?;
    if let Some(next) = next {
        response.headers_mut().set("link", &format!("<{next}>; rel=\"next\""))?;
    }
    Ok(response)
}

/// Variety, topic, family, text; none where the category says no topic.
fn line(model: &Model, agency: &PutAgency, register: &str, serial: u32, filing: &FileCase) -> Option<String> {
    let text = format!("{} {}", filing.subject, filing.body).split_whitespace().collect::<Vec<_>>().join(" ");
    let category = agency.categories.iter().find(|category| category.id == filing.category)?;
    let topic = matter::topic_of(model, category, &text)?;
    Some(format!("{}\t{}\tdesk-{register}-{serial}\t{text}\n", variety(&filing.language, &text), topic.name()))
}

/// The language with its script, as examples name it. Whether Arabic is a dialect nobody has said.
fn variety<'a>(language: &'a str, text: &str) -> &'a str {
    let has = |first: char, last: char| text.chars().any(|c| (first..=last).contains(&c));
    match language {
        "ar" if !has('\u{600}', '\u{6ff}') => "ary-Latn",
        "zgh" if has('\u{2d30}', '\u{2d7f}') => "zgh-Tfng",
        "zgh" => "zgh-Latn",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::variety;

    #[test]
    fn a_script_tells_the_variety() {
        assert_eq!(variety("ar", "الماء مقطوع"), "ar");
        assert_eq!(variety("ar", "lma m9tou3"), "ary-Latn");
        assert_eq!(variety("zgh", "ⴰⵎⴰⵏ"), "zgh-Tfng");
        assert_eq!(variety("zgh", "aman"), "zgh-Latn");
        assert_eq!(variety("fr", "eau"), "fr");
    }
}
