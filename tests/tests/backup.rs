//! Backup while people file, the node lost, and a new one in its place: with the tool that operators use.
#![cfg(test)]

use integration_tests::client::Call;
use integration_tests::clock::{pass, until};
use integration_tests::desk::{Citizen, Desk, file};
use integration_tests::fixtures::{agency, filing, key, key_seed, routed};
use integration_tests::node::Node;
use integration_tests::operator::{refused, wasl, wasl_json};
use integration_tests::place::Folder;
use integration_tests::stack::{Alone, Pair};
use integration_tests::upload::{Upload, pdf};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use wire::v1::admin::{AgencyList, ProtectionBody, PutAgency};
use wire::v1::filing::{FileCase, Receipt};

/// Receipts of filings that were acknowledged before the backup was begun, and those that came while it went on.
struct Filed {
    before: Vec<Receipt>,
    meanwhile: Vec<Receipt>,
}

/// Backs the node up while people file.
fn backed_up(node: &Node, folder: &str, cases: usize) -> Filed {
    let protection =
        ProtectionBody { unproved_per_hour: 1_000_000, normal_per_minute: 1_000_000, ..Default::default() };
    node.put_agency("mhab", &PutAgency { routes: Vec::new(), mediator: None, protection, ..agency("HAB") });
    let before: Vec<Receipt> =
        (0..cases).map(|n| file(node, "mhab", &FileCase { subject: format!("Sujet {n}"), ..filing() })).collect();
    let (meanwhile, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    let call = Call::new("POST", node.url("/v1/agencies/mhab/cases")).key(&key()).json(&filing());
                    let receipt = call.send().json::<Receipt>(201);
                    meanwhile.lock().unwrap().push(receipt);
                    // What comes meanwhile stays below what the node takes in one piece.
                    pass(Duration::from_millis(20));
                }
            });
        }
        until("filings", Duration::from_secs(30), || (meanwhile.lock().unwrap().len() > 4).then_some(()));
        let saved = wasl(node, &["backup", "--out", folder]);
        over.store(true, Ordering::SeqCst);
        assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    });
    Filed { before, meanwhile: meanwhile.into_inner().unwrap() }
}

fn opens(node: &Node, receipt: &Receipt) -> bool {
    node.get(&format!("/v1/cases/{}", receipt.reference)).bearer(&receipt.access_code).send().status == 200
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

fn only_file(folder: &Path, kind: &str) -> std::path::PathBuf {
    let mut files = fs::read_dir(folder.join(kind)).unwrap().map(|e| e.unwrap().path());
    let one = files.next().expect("a file");
    assert!(files.next().is_none(), "more than one file in {kind}");
    one
}

#[test]
fn a_node_that_was_lost_is_there_again_in_another_place() {
    let mut node = Alone::start();
    let folder = Folder::fresh();
    let out = text(&folder.path().join("saved"));
    let bytes = pdf(700_000);
    let document = Upload::whole(&node, "mhab", "preuve.pdf", &bytes);
    let with_document = file(&node, "mhab", &FileCase { documents: vec![document.clone()], ..filing() });
    let talks = Citizen::with(&node, &with_document);
    talks.writes("Toujours rien.");
    let filed = backed_up(&node, &out, 20);
    assert!(filed.meanwhile.len() > 4);
    let before = talks.opens();
    node.kill();

    let fresh = node.successor();
    assert!(!opens(&fresh, &with_document));
    let done = wasl_json(&fresh, &["restore", &out]);
    assert_eq!(done.as_array().unwrap().len(), 3, "{done:#}");
    assert_eq!(Citizen::with(&fresh, &with_document).opens(), before);
    for receipt in &filed.before {
        assert!(opens(&fresh, receipt), "{}", receipt.reference);
    }
    let got = fresh.get(&format!("/v1/cases/{}/documents/{document}", with_document.reference));
    assert_eq!(got.bearer(&with_document.access_code).send().expect(200).body, bytes);
    // What was acknowledged meanwhile is there up to one moment, and nothing after it.
    let there: Vec<bool> = filed.meanwhile.iter().map(|r| opens(&fresh, r)).collect();
    assert!(there.iter().filter(|t| **t).count() > 3, "{there:?}");
    // New references are none that was given out before.
    let next = file(&fresh, "mhab", &filing());
    assert!(filed.meanwhile.iter().chain(&filed.before).all(|r| r.reference != next.reference));
    let agencies: AgencyList = fresh.call_as_operator("GET", "/v1/admin/agencies").send().json(200);
    assert_eq!(agencies.agencies.len(), 2);
    // Once more: nothing is done twice, and nothing is lost.
    let again = wasl_json(&fresh, &["restore", &out]);
    assert!(again.as_array().unwrap().iter().all(|one| one["result"] == "was there"), "{again:#}");
    assert!(opens(&fresh, &next));
    let lines = fresh.unexpected_lines();
    assert!(lines.is_empty(), "{lines:?}");
}

/// The drawer's last backup is from before the document came: here, there is none.
#[test]
fn a_document_that_a_restored_drawer_does_not_know_is_fetched_again() {
    let mut pair = Pair::start();
    let bytes = pdf(300_000);
    let id = Upload::whole(&pair.agencies, "mhab", "preuve.pdf", &bytes);
    let with = FileCase { documents: vec![id], ..routed("Avec une pièce") };
    file(&pair.agencies, "mhab", &with);
    let soon = Duration::from_secs(30);
    let of = |desk: &Desk| desk.all().first().map(|row| row.reference.clone());
    let came = |desk: &Desk, case: &str| desk.opens(case).documents.pop().filter(|d| d.scan == "unscanned");
    let desk = pair.mediator.desk("mediator", "M. Agent");
    let case = until("the case", soon, || of(&desk));
    until("the document", soon, || came(&desk, &case));
    let folder = Folder::fresh();
    let saved = folder.path().join("saved");
    assert!(wasl(&pair.mediator, &["backup", "--out", &text(&saved)]).status.success());
    fs::remove_dir_all(saved.join("drawers")).unwrap();
    pair.mediator.kill();
    let fresh = pair.mediator.successor();
    assert!(wasl_json(&fresh, &["restore", &text(&saved)]).is_array());
    let desk = fresh.desk("mediator", "M. Agent");
    let coming = desk.opens(&case).documents.remove(0);
    assert_eq!(coming.scan, "on_its_way");
    until("the document once more", soon, || came(&desk, &case));
    let download = desk.call("GET", &format!("/cases/{case}/documents/{}", coming.id)).send();
    assert!(download.expect(200).body == bytes);
    pair.mediator.run();
}

#[test]
fn a_backup_that_was_touched_is_refused_by_the_tool_and_by_the_node() {
    let mut node = Alone::start();
    let folder = Folder::fresh();
    let saved = folder.path().join("saved");
    drop(backed_up(&node, &text(&saved), 3));
    node.kill();
    let fresh = node.successor();
    let register = only_file(&saved, "registers");
    let good = fs::read_to_string(&register).unwrap();
    let lines: Vec<&str> = good.lines().collect();
    let row = lines.iter().position(|l| l.starts_with('[')).unwrap();
    let without = [&lines[..row], &lines[row + 1..]].concat().join("\n") + "\n";
    let changed = good.replacen("received", "receivef", 1);
    let broken_off = lines[..lines.len() - 1].join("\n") + "\n";
    for other in [without.as_str(), changed.as_str(), broken_off.as_str(), &good[..good.len() - 1]] {
        fs::write(&register, other).unwrap();
        let (code, said) = refused(&wasl(&fresh, &["restore", &text(&register)]));
        assert_eq!(code, 5, "{said}");
        if !other.contains("{\"end\":") || other.len() + 1 == good.len() {
            continue;
        }
        // Somebody who sends it without the tool comes no further.
        let name = register.file_stem().unwrap().to_str().unwrap();
        let call = fresh.call_as_operator("POST", &format!("/v1/admin/registers/{name}/restore?line=0"));
        let problem = call.bytes("application/x-ndjson", other).send().problem();
        assert_eq!((problem.status, problem.reason.as_deref()), (409, Some("damaged")), "{problem:?}");
    }
    fs::write(&register, &good).unwrap();
    assert_eq!(wasl_json(&fresh, &["restore", &text(&register)])[0]["result"], "restored");
}

#[test]
fn a_node_with_another_key_says_so() {
    let mut node = Alone::start();
    let folder = Folder::fresh();
    let saved = text(&folder.path().join("saved"));
    drop(backed_up(&node, &saved, 2));
    node.kill();
    let mut fresh = node.successor();
    fresh.stop();
    fresh.data_key = key_seed();
    fresh.run();
    let (code, said) = refused(&wasl(&fresh, &["restore", &saved]));
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("clés"), "{said}");
    // With the right one it goes on where it was.
    fresh.stop();
    fresh.data_key.clone_from(&node.data_key);
    fresh.run();
    let done = wasl_json(&fresh, &["restore", &saved]);
    assert!(done.as_array().unwrap().iter().all(|one| one["result"] == "restored"), "{done:#}");
}

#[test]
fn a_node_that_holds_something_takes_no_backup() {
    let mut node = Alone::start();
    node.expect_error("restore-refused");
    let folder = Folder::fresh();
    let saved = text(&folder.path().join("saved"));
    let filed = backed_up(&node, &saved, 2);
    let (code, said) = refused(&wasl(&node, &["restore", &saved]));
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("restore-refused"), "{said}");
    assert!(filed.before.iter().all(|receipt| opens(&node, receipt)));
}
