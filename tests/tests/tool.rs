//! `wasl` against a real node, where a subcommand has no test beside what it is about.
#![cfg(test)]

use domain::reference::Reference;
use integration_tests::desk::Citizen;
use integration_tests::fixtures::filing;
use integration_tests::operator::{refused, wasl, wasl_as};
use integration_tests::place::Folder;
use integration_tests::stack::{Alone, Pair};
use integration_tests::upload::{Upload, pdf};
use wire::v1::admin::TokenMade;
use wire::v1::desk::AccessPage;
use wire::v1::filing::FileCase;

#[test]
fn a_supervisor_erases_a_case_with_the_tool_and_nobody_else_does() {
    let node = Alone::start();
    let (open, over) = (node.citizen(), node.citizen());
    node.desk("mhab", "N. Agent").says(&over.reference, "answer", "Voici.");
    let boss = node.token_as("supervisor", "mhab", "S. Chef").token;
    let caseworker = node.token_as("caseworker", "mhab", "N. Agent").token;
    let erase = |token: &str, reference: &str, reason: &str| {
        wasl_as(&node, token, &["cases", "erase", reference, "--reason", reason])
    };
    // The tool itself knows the three reasons; what the node refuses comes with its sentence and the code for it.
    assert_eq!(refused(&erase(&boss, &over.reference, "whim")).0, 2);
    let (code, said) = refused(&erase(&boss, &open.reference, "request"));
    assert!(code == 1 && said.contains("Ce dossier n’est pas terminé"), "{code} {said}");
    for token in [&caseworker, &node.operator_token] {
        let (code, said) = refused(&erase(token, &over.reference, "request"));
        assert!(code == 1 && said.contains("forbidden"), "{code} {said}");
    }
    assert_eq!((open.opens().erased_at, over.opens().erased_at), (None, None));
    let done = erase(&boss, &over.reference, "obligation");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(over.opens().erased_at.is_some() && open.opens().erased_at.is_none());
    let path = format!("/v1/desk/cases/{}/accesses", over.reference);
    let page: AccessPage = node.get(&path).bearer(&boss).send().json(200);
    let entry = page.accesses.iter().find(|entry| entry.what == "erase").expect("an entry");
    assert_eq!((entry.reason.as_deref(), entry.name.as_deref()), (Some("obligation"), Some("S. Chef")));
    // Asked again it is as it is.
    assert!(erase(&boss, &over.reference, "request").status.success());
}

#[test]
fn a_caseworker_deliberates_with_the_tool() {
    let pair = Pair::start();
    let folder = Folder::fresh();
    let text = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("a file");
        file.to_str().expect("a path").to_owned()
    };
    let token = pair.agencies.token_as("caseworker", "mhab", "N. Agent").token;
    let citizen = pair.citizen(&filing());
    let run = |arguments: &[&str]| {
        let ran = wasl_as(&pair.agencies, &token, &[&["deliberation"], arguments].concat());
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8_lossy(&ran.stdout).into_owned()
    };
    let first = text("first", "Deux dossiers attendent.");
    let opened =
        run(&["open", "mediator", "--subject", "Un décret", "--text-file", &first, "--case", &citizen.reference]);
    let reference = opened.split(':').next().expect("a reference").to_owned();
    run(&["write", &reference, "--text-file", &text("second", "Encore un mot.")]);
    run(&["link", &reference, &citizen.reference, "--remove"]);
    run(&["conclude", &reference, "--recommendation", "accepted", "--text-file", &text("third", "Repris d’office.")]);
    assert!(run(&["list", "--status", "concluded"]).contains(&reference));
    let shown = run(&["show", &reference]);
    for part in ["Un décret", "concluded; with", "0 cases here", "Deux dossiers attendent.", "recommendation accepted"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let named = text("named", "C’est Amal Exemple.");
    let open =
        ["deliberation", "open", "mediator", "--subject", "x", "--text-file", &named, "--case", &citizen.reference];
    let (code, said) = refused(&wasl_as(&pair.agencies, &token, &open));
    assert!(code == 1 && said.contains("/text"), "{code} {said}");
}

#[test]
fn registers_and_drawers_begin_new_data_keys_and_open_what_was_sealed_before() {
    let mut node = Alone::start();
    let bytes = pdf(600_000);
    let before = Upload::whole(&node, "mhab", "avant.pdf", &bytes);
    let citizen = Citizen::files(&node, "mhab", &FileCase { documents: vec![before.clone()], ..filing() });
    let register = Reference::parse(&citizen.reference).expect("a reference").register().to_string();
    assert!(wasl(&node, &["new-key", &register]).status.success());
    let all = wasl(&node, &["new-key", "--all"]);
    let said = String::from_utf8_lossy(&all.stdout).into_owned();
    assert!(all.status.success() && said.contains(&register), "{said}");
    // What is written from now on, and what was: both open, also in a node that begins anew.
    citizen.writes("Sous la nouvelle clé.");
    let after = Upload::whole(&node, "mhab", "apres.pdf", &bytes);
    let later = Citizen::files(&node, "mhab", &FileCase { documents: vec![after.clone()], ..filing() });
    for _ in 0..2 {
        assert_eq!(citizen.opens().timeline.len(), 2);
        for (whose, document) in [(&citizen, &before), (&later, &after)] {
            let got = whose.call("GET", &format!("/documents/{document}")).send();
            assert_eq!(got.expect(200).body, bytes);
        }
        node.kill();
        // The register was asked twice; of two drawers, if it were two, the second began with a key of its own.
        assert_eq!(node.data_keys("case_file"), [3]);
        assert!(node.data_keys("document").contains(&2), "{:?}", node.data_keys("document"));
        node.run();
    }
    let (code, said) = refused(&wasl(&node, &["new-key", "XYZ-26A"]));
    assert!(code == 2 && said.contains("XYZ-26A"), "{code} {said}");
    let boss = node.token_as("supervisor", "mhab", "S. Chef").token;
    assert_eq!(refused(&wasl_as(&node, &boss, &["new-key", "--all"])).0, 1);
}

#[test]
fn a_token_whose_answer_was_lost_is_given_again_under_its_key() {
    let node = Alone::start();
    let create = |key: &str, name: &str| {
        wasl(&node, &["token", "create", "--agency", "mhab", "--name", name, "--key", key, "--json"])
    };
    let made = |key: &str| -> TokenMade {
        let output = create(key, "N. Agent");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("a token")
    };
    let first = made("0123456789abcdef");
    assert_eq!(made("0123456789abcdef"), first);
    assert_ne!(made("fedcba9876543210"), first);
    assert_eq!(node.get("/v1/desk/cases").bearer(&first.token).send().status, 200);
    let (code, said) = refused(&create("0123456789abcdef", "N. Autre"));
    assert!(code == 1 && said.contains("idempotency-key-reused"), "{code} {said}");
    // Nobody is there: it says how to ask for what may have been made.
    let mut node = node;
    node.stop();
    let (code, said) = refused(&wasl(&node, &["token", "create", "--agency", "mhab", "--name", "N. Agent"]));
    assert!(code == 3 && said.contains("--key "), "{code} {said}");
}
