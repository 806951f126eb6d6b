//! Backup and restore that break off: the tool or the node killed in the middle, real processes, SIGKILL.
//!
//! The gate between both holds an answer back, so that the end comes at a moment that the test chooses.
#![cfg(test)]

use integration_tests::clock::until;
use integration_tests::desk::{file, filing_call};
use integration_tests::fixtures::{agency, filing, key};
use integration_tests::gate::Gate;
use integration_tests::node::Node;
use integration_tests::operator::{begun, refused, wasl, wasl_json};
use integration_tests::place::Folder;
use integration_tests::stack::Alone;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use wire::v1::admin::{ProtectionBody, PutAgency};
use wire::v1::backup::RestoreState;
use wire::v1::filing::{FileCase, Receipt};

const SOON: Duration = Duration::from_secs(30);
/// Cases whose rows are more than three batches of a restore.
const CASES: usize = 260;

/// A node with a register that is some megabytes.
fn filled() -> (Alone, Vec<Receipt>) {
    let node = Alone::start();
    let protection =
        ProtectionBody { unproved_per_hour: 1_000_000, normal_per_minute: 1_000_000, ..Default::default() };
    node.put_agency("mhab", &PutAgency { routes: Vec::new(), mediator: None, protection, ..agency("HAB") });
    let long = FileCase { body: "Rien depuis mars. ".repeat(550), ..filing() };
    let receipts = (0..CASES).map(|_| file(&node, "mhab", &long)).collect();
    (node, receipts)
}

fn text(path: &Path) -> String {
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// The register's file in a backup's folder, without its ending.
fn register_in(saved: &Path, receipt: &Receipt) -> PathBuf {
    let name = receipt.reference.rsplitn(3, '-').nth(2).expect("a register's name");
    saved.join("registers").join(name)
}

/// Waits until so many answers have come back, and the next one is kept from coming.
fn holds(gate: &Gate, answers: usize) {
    until("the middle", SOON, || (gate.passed() == answers && gate.waiting() > 0).then_some(()));
}

fn status(node: &Node, receipt: &Receipt) -> u16 {
    node.get(&format!("/v1/cases/{}", receipt.reference)).bearer(&receipt.access_code).send().status
}

#[test]
fn a_backup_that_broke_off_is_no_backup_and_the_next_one_is() {
    let (mut node, receipts) = filled();
    let folder = Folder::fresh();
    let saved = folder.path().join("saved");
    let stem = register_in(&saved, &receipts[0]);
    let arguments = ["backup".to_owned(), "--out".to_owned(), text(&saved)];
    let arguments = arguments.each_ref().map(String::as_str);
    // How an answer that streams is cut into pieces is the network's matter: the tool has begun to write once its file is there.
    let writes = |gate: &Gate| {
        holds(gate, 3);
        until("the file begun", SOON, || stem.with_extension("part").exists().then_some(()));
    };
    let nothing_there = |node: &Node| {
        assert!(stem.with_extension("part").exists() && !stem.with_extension("ndjson").exists());
        let (code, said) = refused(&wasl(node, &["restore", "--check", &text(&saved)]));
        assert!(code == 2 && said.contains("holds no backup"), "{code} {said}");
        let (code, said) = refused(&wasl(node, &["restore", "--check", &text(&stem.with_extension("part"))]));
        assert_eq!(code, 5, "{said}");
    };

    // The tool is killed: the list of stores and two pieces of the register have come, the third waits.
    let gate = Gate::before(&node.address(), 3);
    let mut tool = begun(&node, &gate.url(), &arguments);
    writes(&gate);
    assert!(tool.try_wait().expect("a state").is_none());
    tool.kill().expect("a kill");
    tool.wait().expect("its end");
    drop(gate);
    nothing_there(&node);

    // The node is killed.
    fs::remove_file(stem.with_extension("part")).expect("what was begun goes");
    let gate = Gate::before(&node.address(), 3);
    let tool = begun(&node, &gate.url(), &arguments);
    writes(&gate);
    node.kill();
    gate.lose_waiting_and_open();
    let (code, said) = refused(&tool.wait_with_output().expect("its end"));
    assert!(code == 3 && said.contains("broke off"), "{code} {said}");
    drop(gate);
    node.run();
    nothing_there(&node);

    // Nothing of it is in the way of the next one, in the same folder.
    assert_eq!(status(&node, &receipts[0]), 200);
    let done = wasl_json(&node, &arguments);
    assert_eq!(done.as_array().expect("a list").len(), 2, "{done:#}");
    let whole = wasl_json(&node, &["restore", "--check", &text(&saved)]);
    assert!(whole.as_array().expect("a list").iter().all(|one| one["result"] == "whole"), "{whole:#}");
}

/// What people and operators get of a register that is half there.
fn is_not_served(node: &Node, receipts: &[Receipt]) -> RestoreState {
    for receipt in [&receipts[0], &receipts[CASES - 1]] {
        let path = format!("/v1/cases/{}", receipt.reference);
        let answer = node.get(&path).bearer(&receipt.access_code).send();
        assert_eq!(answer.status, 503, "{}", answer.text());
    }
    let filed = filing_call(node, "mhab", &key()).json(&filing()).send();
    assert_eq!((filed.status, filed.header("retry-after").is_empty()), (503, false));
    let name = text(register_in(Path::new(""), &receipts[0]).file_name().expect("a name").as_ref());
    let state = node.call_as_operator("GET", &format!("/v1/admin/registers/{name}/restore"));
    let folder = Folder::fresh();
    let out = text(&folder.path().join("again"));
    assert!(!wasl(node, &["backup", "--register", &name, "--out", &out]).status.success());
    state.send().json(200)
}

#[test]
fn a_restore_that_broke_off_serves_nothing_and_is_taken_up_where_it_was() {
    let (mut node, receipts) = filled();
    let folder = Folder::fresh();
    let saved = folder.path().join("saved");
    assert!(wasl(&node, &["backup", "--out", &text(&saved)]).status.success());
    node.kill();
    let mut fresh = node.successor();
    for expected in ["a restore into this store is under way", "backup of HAB-"] {
        fresh.expect_error(expected);
    }
    // The directory first, though the tool brings it last: so everybody can ask for what is half there.
    // Even that breaks off: its lines are on disk, and the node is killed before it uses them. It knows its operator still.
    let directory = text(&saved.join("directories").join("directory.ndjson"));
    let gate = Gate::before(&fresh.address(), 1);
    let tool = begun(&fresh, &gate.url(), &["restore", &directory]);
    holds(&gate, 1);
    fresh.kill();
    gate.lose_waiting_and_open();
    assert_eq!(refused(&tool.wait_with_output().expect("its end")).0, 3);
    drop(gate);
    fresh.run();
    assert_eq!(status(&fresh, &receipts[0]), 503);
    assert_eq!(wasl_json(&fresh, &["restore", &directory])[0]["result"], "restored");
    let register = text(&register_in(&saved, &receipts[0]).with_extension("ndjson"));

    // The tool is killed: its question and the first batch were answered, the second is on disk.
    let gate = Gate::before(&fresh.address(), 2);
    let mut tool = begun(&fresh, &gate.url(), &["restore", &register]);
    holds(&gate, 2);
    tool.kill().expect("a kill");
    tool.wait().expect("its end");
    drop(gate);
    let first = is_not_served(&fresh, &receipts);
    assert!(first.state == "taking" && first.lines > 0, "{first:?}");
    fresh.kill();
    fresh.run();
    assert_eq!(is_not_served(&fresh, &receipts), first);

    // The node is killed: one batch more is on disk.
    let gate = Gate::before(&fresh.address(), 1);
    let tool = begun(&fresh, &gate.url(), &["restore", &register]);
    holds(&gate, 1);
    fresh.kill();
    gate.lose_waiting_and_open();
    let (code, said) = refused(&tool.wait_with_output().expect("its end"));
    assert_eq!(code, 3, "{said}");
    drop(gate);
    fresh.run();
    let second = is_not_served(&fresh, &receipts);
    assert!(second.state == "taking" && second.lines > first.lines, "{first:?} {second:?}");

    // Called again it goes on, and ends.
    let done = wasl_json(&fresh, &["restore", &text(&saved)]);
    assert_eq!(done[0]["result"], "restored", "{done:#}");
    for receipt in &receipts {
        assert_eq!(status(&fresh, receipt), 200, "{}", receipt.reference);
    }
    let next: Receipt = filing_call(&fresh, "mhab", &key()).json(&filing()).send().json(201);
    assert!(receipts.iter().all(|receipt| receipt.reference != next.reference));
}
