//! The hosted pages in a browser without scripts: a form, a receipt, a case, and nothing typed is ever lost.
#![cfg(test)]

use integration_tests::client::Answer;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::{self, TYPED, typed};
use integration_tests::node::Node;
use integration_tests::page::Page;
use integration_tests::stack::{Alone, Pair};
use serde_json::json;

fn form(node: &Node, lang: &str) -> Page {
    Page::of(node.get(&format!("/mhab?lang={lang}")).send().expect(200))
}

/// The case's page, opened through its own form.
fn case(node: &Node, citizen: &Citizen) -> Page {
    let door = Page::of(node.get("/mhab/case?lang=fr").send().expect(200));
    door.sends("open", &[("reference", &citizen.reference), ("access_code", &citizen.code)])
}

/// Reference and code as they stand on a receipt.
fn on_receipt(node: &Node, page: &Page) -> Citizen {
    assert_eq!(page.status, 201, "{}", page.seen());
    let open = page.form("open");
    let (reference, code) = (open.value("reference").to_owned(), open.value("access_code").to_owned());
    assert!(page.seen().contains(&format!(">{reference}<")) && page.seen().contains(&format!(">{code}<")));
    Citizen { base_url: node.base_url(), reference, code }
}

fn policy(answer: &Answer) -> String {
    answer.header("content-security-policy").to_owned()
}

#[test]
fn the_form_is_there_in_both_languages() {
    let node = Alone::start();
    for (lang, dir, name) in [("ar", "rtl", "إدارة خيالية"), ("fr", "ltr", "Administration fictive")] {
        let answer = node.get(&format!("/mhab?lang={lang}")).send();
        assert_eq!((answer.status, answer.header("content-language")), (200, lang));
        let page = Page::of(&answer);
        assert!(page.html.starts_with(&format!("<!doctype html><html lang=\"{lang}\" dir=\"{dir}\">")));
        assert!(page.seen().contains(name));
        assert_eq!(page.form("file").value("lang"), lang);
    }
}

#[test]
fn the_browsers_language_is_taken_where_none_is_asked_for() {
    let node = Alone::start();
    let language = |accepted: &str| node.get("/mhab").lang(accepted).send().header("content-language").to_owned();
    assert_eq!([language("fr-FR,fr;q=0.9"), language("ar"), language("de")], ["fr", "ar", "ar"]);
}

#[test]
fn a_filled_form_gives_a_receipt_in_its_language_that_opens_the_case() {
    let node = Alone::start();
    for lang in ["ar", "fr"] {
        let receipt = form(&node, lang).sends("file", &TYPED);
        assert!(receipt.html.contains(&format!("<html lang=\"{lang}\"")));
        let citizen = on_receipt(&node, &receipt);
        let filed = citizen.opens();
        assert_eq!((filed.subject.as_str(), filed.status.as_str()), (TYPED[2].1, "received"));
        let opened = receipt.sends("open", &[]);
        assert!(opened.status == 200 && opened.seen().contains(TYPED[2].1));
        let seen = node.desk("mhab", "N. Agent").opens(&citizen.reference);
        assert_eq!((seen.channel.as_str(), seen.language.as_str()), ("page", lang));
    }
}

#[test]
fn a_form_that_is_sent_twice_gives_the_same_receipt() {
    let node = Alone::start();
    let page = form(&node, "fr");
    let (first, again) = (page.sends("file", &TYPED), page.sends("file", &TYPED));
    assert_eq!(on_receipt(&node, &first).reference, on_receipt(&node, &again).reference);
}

#[test]
fn two_visitors_have_two_keys() {
    let node = Alone::start();
    let key = || form(&node, "fr").form("file").value("idempotency_key").to_owned();
    assert_ne!(key(), key());
}

#[test]
fn a_form_with_errors_comes_back_with_what_was_typed() {
    let node = Alone::start();
    for lang in ["ar", "fr"] {
        let page = form(&node, lang).sends("file", &typed("email", "amal@"));
        assert_eq!(page.status, 422);
        let form = page.form("file");
        for (name, value) in typed("email", "amal@") {
            assert_eq!(form.value(name), value, "{name}");
        }
        assert!(page.seen().contains("id=\"wasl-email-error\"") && page.seen().contains("href=\"#wasl-email\""));
        let corrected = page.sends("file", &[("email", "amal@exemple.ma")]);
        assert_eq!(corrected.status, 201);
    }
}

#[test]
fn every_error_stands_at_its_field_and_in_the_summary() {
    let node = Alone::start();
    let page = form(&node, "fr").sends("file", &[("kind", "complaint")]);
    assert_eq!(page.status, 422);
    for field in ["category", "subject", "body", "name", "consent"] {
        assert!(page.seen().contains(&format!("id=\"wasl-{field}-error\"")), "{field}");
        assert!(page.seen().contains(&format!("href=\"#wasl-{field}\"")), "{field}");
    }
}

#[test]
fn what_was_typed_is_text_and_never_markup() {
    let node = Alone::start();
    let hostile = r#""><script>alert(1)</script><!-- ' & &amp; </textarea></script>"#;
    let wrong = |name| [typed(name, hostile), vec![("email", "amal@")]].concat();
    for name in ["subject", "body", "name", "idempotency_key", "page", "phone"] {
        let fields: Vec<_> = wrong(name).into_iter().filter(|(n, v)| *n != "email" || *v == "amal@").collect();
        let page = form(&node, "fr").sends("file", &fields);
        assert_eq!(page.status, 422, "{name}");
        assert!(!page.html.contains("<script>alert"), "{name}");
        assert!(!page.html.contains("</textarea></script>"), "{name}");
        let kept = page.form("file").value(name);
        // A key that cannot be one is replaced.
        assert_eq!(kept == hostile, name != "idempotency_key", "{name}: {kept}");
    }
    let door = Page::of(&node.get("/mhab/case?reference=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").send());
    assert!(!door.html.contains("<script>alert"));
}

#[test]
fn a_hostile_case_is_text_for_its_complainant_too() {
    let node = Alone::start();
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
    let receipt = form(&node, "fr").sends("file", &typed("body", hostile));
    let citizen = on_receipt(&node, &receipt);
    citizen.writes(hostile);
    let page = case(&node, &citizen);
    assert!(!page.html.contains("<script>alert") && !page.html.contains("<img"));
    assert_eq!(page.seen().matches("&lt;img src=x").count(), 2);
}

#[test]
fn a_case_that_does_not_open_says_so_at_the_door() {
    let node = Alone::start();
    let citizen = node.citizen();
    let wrong_code = Citizen { code: "0000-0000-0000-0000".into(), ..citizen.clone() };
    let page = case(&node, &wrong_code);
    assert_eq!((page.status, page.form("open").value("reference")), (404, citizen.reference.as_str()));
    assert!(!page.html.contains(&wrong_code.code), "the code is not written back");
    let (rest, _) = citizen.reference.split_at(citizen.reference.len() - 1);
    let misspelt = case(&node, &Citizen { reference: format!("{rest}*"), ..citizen });
    assert!(misspelt.status == 422 && misspelt.seen().contains("id=\"wasl-reference-error\""));
    let nothing = case(&node, &Citizen { reference: String::new(), code: String::new(), ..wrong_code });
    assert!(
        nothing.seen().contains("id=\"wasl-reference-error\"")
            && nothing.seen().contains("id=\"wasl-access_code-error\"")
    );
}

#[test]
fn a_message_and_an_answer_are_written_on_the_page() {
    let node = Alone::start();
    let (citizen, desk) = (node.citizen(), node.desk("mhab", "N. Agent"));
    let question = desk.says(&citizen.reference, "ask", "Quelle est la date du dépôt ?").event.id;
    let page = case(&node, &citizen);
    assert!(page.seen().contains("Quelle est la date du dépôt ?"));
    let answered = page.sends(&format!("answer-{question}"), &[("text", "Le 3 mars.")]);
    assert!(answered.status == 200 && answered.seen().contains("Le 3 mars."));
    assert!(!answered.offers(&format!("answer-{question}")));
    let written = answered.sends("message", &[("text", "Merci d’avance.")]);
    assert!(written.seen().contains("Merci d’avance."));
    let said: Vec<_> = citizen.opens().timeline.into_iter().filter_map(|e| e.text).collect();
    assert_eq!(said, ["Quelle est la date du dépôt ?", "Le 3 mars.", "Merci d’avance."]);
}

#[test]
fn an_empty_message_comes_back_with_its_error() {
    let node = Alone::start();
    let citizen = node.citizen();
    let page = case(&node, &citizen).sends("message", &[("text", "  ")]);
    assert!(page.status == 422 && page.seen().contains("id=\"wasl-message-text-error\""));
    assert_eq!(citizen.opens().timeline.len(), 1);
}

#[test]
fn each_action_is_done_on_the_page_and_only_what_is_possible_is_offered() {
    let pair = Pair::start();
    let node = &pair.agencies;
    let citizen = pair.citizen(&integration_tests::fixtures::filing());
    let page = case(node, &citizen);
    let offers = |page: &Page| ["withdraw", "reopen", "rate", "escalate"].map(|a| page.offers(a));
    assert_eq!(offers(&page), [true, false, false, true]);
    node.desk("mhab", "N. Agent").says(&citizen.reference, "answer", "Voici la réponse.");
    let answered = case(node, &citizen);
    assert_eq!(offers(&answered), [true, true, true, true]);
    let rated = answered.sends("rate", &[("rating", "2"), ("reason", "Trop court.")]);
    assert_eq!((rated.status, rated.offers("rate")), (200, false));
    let unsaid = rated.sends("escalate", &[("prior_steps", "Deux lettres.")]);
    assert_eq!((unsaid.status, unsaid.form("escalate").value("prior_steps")), (422, "Deux lettres."));
    let escalated = unsaid.sends("escalate", &[("before_court", "no")]);
    assert_eq!((escalated.status, offers(&escalated)), (200, [true, false, false, false]));
    let withdrawn = escalated.sends("withdraw", &[]);
    assert_eq!((withdrawn.status, offers(&withdrawn)), (200, [false; 4]));
}

#[test]
fn an_action_that_is_not_possible_any_more_is_explained() {
    let node = Alone::start();
    let citizen = node.citizen();
    let page = case(&node, &citizen);
    citizen.acts(&json!({ "action": "withdraw" }));
    let late = page.sends("message", &[("text", "Encore un mot.")]);
    assert_eq!(late.status, 409);
    assert!(late.seen().contains("Vous avez retiré ce dossier."));
}

#[test]
fn a_page_lets_in_its_own_scripts_only_and_is_framed_by_its_agencys_sites_alone() {
    let node = Alone::start();
    let answer = node.get("/mhab?lang=fr").send();
    let policy = policy(&answer);
    for part in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "form-action 'self'"] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    let ancestors =
        |policy: &str| policy.split("frame-ancestors ").nth(1).map(|rest| rest.trim_end_matches(';').to_owned());
    assert_eq!(ancestors(&policy), Some(format!("'self' {}", fixtures::ALLOWED_ORIGIN)));
    let home = node.get("/").send();
    assert_eq!(ancestors(&self::policy(&home)).as_deref(), Some("'none'"));
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!((answer.header("cache-control"), answer.header("set-cookie")), ("no-store", ""));
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[test]
fn the_fragment_for_host_pages_is_the_same_for_everybody_and_is_asked_for_once() {
    let node = Alone::start();
    let first = node.get("/mhab/widget?lang=ar").send();
    assert_eq!((first.status, first.header("access-control-allow-origin")), (200, "*"));
    assert_eq!(first.text(), node.get("/mhab/widget?lang=ar").send().text());
    let page = Page::of(&first);
    assert_eq!(page.form("file").value("idempotency_key"), "");
    assert!(first.text().contains("data-wasl-style") && first.text().contains("data-wasl-data"));
    let again = node.get("/mhab/widget?lang=ar").header("if-none-match", first.header("etag")).send();
    assert_eq!((again.status, again.body.len()), (304, 0));
    let other = node.get("/mhab/widget?lang=fr").header("if-none-match", first.header("etag")).send();
    assert_eq!(other.status, 200);
}

#[test]
fn a_form_that_was_cached_without_a_key_is_filed_all_the_same() {
    let node = Alone::start();
    let page = Page::of(&node.get("/mhab/widget?lang=fr").send());
    let receipt = page.sends("file", &TYPED);
    assert_eq!(on_receipt(&node, &receipt).opens().status, "received");
}

#[test]
fn the_home_page_leads_to_every_agency() {
    let node = Alone::start();
    let answer = node.get("/?lang=fr").send();
    assert_eq!((answer.status, answer.header("content-language")), (200, "fr"));
    for agency in ["mhab", "tizi"] {
        assert!(answer.text().contains(&format!("href=\"/{agency}?lang=fr\"")));
    }
}

#[test]
fn a_form_of_another_site_is_refused_on_the_page_too() {
    let node = Alone::start();
    let page = form(&node, "fr");
    let call = page.form("file").filled(&TYPED);
    let foreign = integration_tests::client::Call::new("POST", node.url("/mhab"))
        .header("origin", "https://evil.example")
        .form(&TYPED);
    assert_eq!(foreign.send().status, 403);
    assert_eq!(call.send().status, 201);
}

#[test]
fn a_text_that_is_far_too_long_comes_back_whole_with_its_limit() {
    let node = Alone::start();
    let book = "كتاب طويل ".repeat(8_000);
    let page = form(&node, "ar").sends("file", &typed("body", &book));
    assert_eq!((page.status, page.form("file").value("body") == book), (422, true));
    assert!(page.seen().contains("id=\"wasl-body-error\""));
}

#[test]
fn a_form_that_is_too_large_or_of_another_type_is_refused() {
    let node = Alone::start();
    let long = "x".repeat(1024 * 1024);
    assert_eq!(node.post("/mhab").form(&[("body", &long)]).chunked().send().status, 413);
    assert_eq!(node.post("/mhab").json(&json!({})).send().status, 415);
}
