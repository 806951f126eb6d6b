//! A page for each problem, where its `type` leads, and one that lists them.
//!
//! In: the closed list, its sentences. Out: HTML. Never: a problem that is not in the list.

use crate::html::{escaped, marked, page};
use crate::operations;
use domain::language::Language;
use wire::problem::ProblemCode;
use words::Words;

/// Languages of the sentences, as they stand on the pages.
fn languages() -> impl Iterator<Item = (Language, &'static Words)> {
    words::languages().into_iter().map(|language| (language, Words::builtin(language)))
}

/// The list.
#[must_use]
pub fn list() -> String {
    let row = |code: &ProblemCode| {
        let (name, french) = (code.name(), Words::builtin(Language::Fr).problem(code.name()));
        format!(
            "<tr><th scope=\"row\"><a href=\"{}\"><code>{name}</code></a></th><td>{}</td><td>{}<br><span lang=\"fr\">{}</span></td></tr>",
            code.uri(),
            code.status(),
            marked(code.meaning()),
            escaped(&french),
        )
    };
    let rows: String = ProblemCode::ALL.iter().map(row).collect();
    page(
        "Problems",
        &format!(
            "<main><h1>Problems <span lang=\"fr\">· Problèmes</span></h1><p>An answer that does not do what was asked is \
             <code>application/problem+json</code> (RFC 9457). Its <code>type</code> is one of these; the list is closed.</p>\
             <table>{rows}</table><p><a href=\"/docs/api\">The HTTP API <span lang=\"fr\">· L’API HTTP</span></a></p></main>"
        ),
    )
}

/// One problem.
#[must_use]
pub fn one(code: ProblemCode) -> String {
    let name = code.name();
    let title = |(language, words): (Language, &Words)| {
        let (tag, dir) = (language.tag(), language.dir());
        format!("<li lang=\"{tag}\" dir=\"{dir}\">{}</li>", escaped(&words.problem(name)))
    };
    let titles: String = languages().map(title).collect();
    let answered = operations::all().into_iter().filter(|operation| operation.problems.contains(&code));
    let link = |id: &str, method: &str, path: &str| {
        format!("<li><a href=\"/docs/api#{id}\"><b>{method}</b> <code>{}</code></a></li>", escaped(path))
    };
    let by: String = answered.map(|o| link(o.id, o.method, o.path)).collect();
    page(
        name,
        &format!(
            "<main><h1><code>{name}</code></h1><p>{}</p><p>Status <span lang=\"fr\">· Statut</span>: {}</p>\
             <h2>Titles <span lang=\"fr\">· Titres</span></h2><ul>{titles}</ul>\
             <h2>Answered by <span lang=\"fr\">· Réponse de</span></h2><ul>{by}</ul>\
             <p><a href=\"/problems\">All problems <span lang=\"fr\">· Tous les problèmes</span></a></p></main>",
            marked(code.meaning()),
            code.status(),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_listed_and_has_its_sentences() {
        let list = list();
        for code in ProblemCode::ALL {
            assert!(list.contains(&format!("href=\"{}\"", code.uri())), "{}", code.name());
            let page = one(*code);
            assert!(!code.meaning().trim().is_empty() && page.contains(&marked(code.meaning())));
            for (_, words) in languages() {
                assert!(page.contains(&escaped(&words.problem(code.name()))));
            }
        }
    }
}
