//! The public log of a register, checked by the real tool: what is sound is proved, whatever is changed is caught.
#![cfg(test)]

use integration_tests::desk::Citizen;
use integration_tests::fixtures::{filing, key_seed};
use integration_tests::place::Folder;
use integration_tests::stack::{Alone, Pair};
use integration_tests::tool::{Ran, wasl};
use rusqlite::Connection;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use wire::log::case::CaseProof;
use wire::log::checkpoint::Checkpoint;
use wire::log::tile::unbundle;
use wire::log::tree::{leaf_hash, root_of};
use wire::signing::NodePublicKey;
use wire::v1::case::CaseView;
use wire::v1::filing::Receipt;

const LOG: &str = "/v1/log/HAB-26A";

/// Files that a person has saved.
struct Saved(Folder);

impl Saved {
    fn new() -> Self {
        Self(Folder::fresh())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn save(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    /// What the node answers, as a file.
    fn from(&self, node: &Alone, path: &str, name: &str) -> String {
        self.save(name, &node.get(path).send().expect(200).text())
    }

    fn card(&self, node: &Alone) -> String {
        self.from(node, "/.well-known/wasl.json", "wasl.json")
    }

    fn proof(&self, citizen: &Citizen, name: &str) -> String {
        self.save(name, &citizen.call("GET", "/proof").send().expect(200).text())
    }

    fn receipt(&self, citizen: &Citizen, name: &str) -> String {
        self.save(name, &citizen.call("GET", "/receipt").send().expect(200).text())
    }
}

/// `wasl verify register` with more arguments.
fn register(node: &Alone, more: &[&str]) -> Ran {
    wasl(&[&["verify", "register", &node.base_url(), "--register", "HAB-26A"], more].concat())
}

fn key_of(node: &Alone) -> [NodePublicKey; 1] {
    [NodePublicKey::parse(&node.public_key()).unwrap()]
}

#[test]
fn head_tiles_and_entries_are_as_c2sp_has_them() {
    let node = Alone::start();
    let citizen = node.citizen();
    citizen.writes("Encore un mot.");
    let answer = node.get(&format!("{LOG}/checkpoint")).send();
    answer.expect(200);
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, max-age=2");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let (head, _) = Checkpoint::open(&answer.text(), &key_of(&node)).unwrap();
    assert_eq!((head.origin, head.size), (format!("{}/registers/HAB-26A", node.address()), 2));
    let again = node.get(&format!("{LOG}/checkpoint")).header("if-none-match", answer.header("etag")).send();
    assert_eq!((again.status, again.text()), (304, String::new()));

    let tile = node.get(&format!("{LOG}/tile/0/000.p/2")).send();
    assert_eq!(tile.expect(200).header("content-type"), "application/octet-stream");
    assert_eq!(tile.header("cache-control"), "public, max-age=31536000, immutable");
    let entries = unbundle(&node.get(&format!("{LOG}/tile/entries/000.p/2")).send().expect(200).body).unwrap();
    let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    assert_eq!((tile.body.clone(), root_of(&leaves)), (leaves.concat(), head.root));

    for nothing in [
        "HAB-26A/tile/0/000",
        "HAB-26A/tile/0/000.p/3",
        "HAB-26A/tile/0/0",
        "HAB-26A/tile/00/000.p/1",
        "HAB-26A/tile/1/000.p/1",
        "HAB-26A/tile/9/000",
        "HAB-26A/tile/entries/001",
        "HAB-26A/tile/0/000.p/0",
        "HAB-25A/checkpoint",
        "TIZ-26A/checkpoint",
        "hab-26a/checkpoint",
        "HAB-26A/entries",
        "x/checkpoint",
    ] {
        assert_eq!(node.get(&format!("/v1/log/{nothing}")).send().status, 404, "{nothing}");
    }
    assert_eq!(node.post(&format!("{LOG}/checkpoint")).send().status, 405);
}

#[test]
fn a_case_is_proved_to_be_in_its_register_without_asking_the_node() {
    let mut node = Alone::start();
    let (citizen, other) = (node.citizen(), node.citizen());
    citizen.writes("Encore un mot.");
    let saved = Saved::new();
    let (card, proof) = (saved.card(&node), saved.proof(&citizen, "proof.json"));
    let (receipt, others) = (saved.receipt(&citizen, "receipt.json"), saved.receipt(&other, "other.json"));
    let proof_text = fs::read_to_string(&proof).unwrap();
    assert!(!proof_text.contains(&citizen.code) && !proof_text.contains("Amal"));
    let wrong = Citizen { code: other.code.clone(), ..citizen.clone() };
    assert_eq!(wrong.call("GET", "/proof").send().status, 404);
    assert_eq!(node.get(&format!("/v1/cases/{}/proof", citizen.reference)).send().status, 401);
    node.stop();
    let inclusion = |more: &[&str]| wasl(&[&["verify", "inclusion", &proof, "--keys", &card], more].concat());
    inclusion(&[]).expect(0, "This case is in the register HAB-26A");
    inclusion(&["--receipt", &receipt]).expect(0, "exactly what the receipt says");
    inclusion(&["--receipt", &others]).expect(1, "DOES NOT HOLD WHAT THE RECEIPT SAYS");
    wasl(&["verify", "receipt", &receipt, "--keys", &card]).expect(0, "This receipt is genuine");
    let changed =
        saved.save("changed.json", &fs::read_to_string(&receipt).unwrap().replace("HAB-26A-000001", "HAB-26A-000002"));
    wasl(&["verify", "receipt", &changed, "--keys", &card]).expect(1, "THIS RECEIPT IS NOT GENUINE");
    let changed = saved.save("changed.json", &proof_text.replace("\"serial\":1", "\"serial\":2"));
    wasl(&["verify", "inclusion", &changed, "--keys", &card]).expect(1, "THIS CASE IS NOT PROVED");
    wasl(&["verify", "inclusion", &card, "--keys", &card]).expect(2, "is not the proof of a case");
    // Without the node and without its card nobody can say anything.
    assert_eq!(wasl(&["verify", "inclusion", &proof]).code, 3);
    node.run();
    wasl(&["verify", "inclusion", &proof]).expect(0, "This case is in the register HAB-26A");
}

#[test]
fn a_register_that_grew_over_a_block_is_the_same_register() {
    let node = Alone::start();
    let citizen = node.citizen();
    let saved = Saved::new();
    let old = saved.from(&node, &format!("{LOG}/checkpoint"), "old");
    let keep = saved.path("kept");
    register(&node, &["--keep", &keep]).expect(0, "its 1 events give the root");
    (0..270).for_each(|n| drop(citizen.writes(&format!("Message {n}"))));
    // The checkpoint may be two seconds old.
    std::thread::sleep(Duration::from_millis(2_100));
    let new = saved.from(&node, &format!("{LOG}/checkpoint"), "new");
    register(&node, &["--keep", &keep, "--since", &old])
        .expect(0, "Nothing was dropped or changed since the checkpoint of 1 events");
    assert!(PathBuf::from(&keep).join("tile/1/000.p/1").exists());
    let card = saved.card(&node);
    let consistency = |more: &[&str]| wasl(&[&["verify", "consistency", &old, &new, "--keys", &card], more].concat());
    let proved = "the 1 events of the older checkpoint are the first of the 271 of the newer";
    consistency(&["--tiles", &node.url(LOG)]).expect(0, proved);
    consistency(&["--tiles", &keep]).expect(0, proved);
    consistency(&[]).expect(2, "where are the register's hashes?");
    // The node's own inner nodes are what the leaves give.
    let block = node.get(&format!("{LOG}/tile/1/000.p/1")).send().expect(200).body.clone();
    assert_eq!(block, fs::read(PathBuf::from(&keep).join("tile/1/000.p/1")).unwrap());
    let leaves = fs::read(PathBuf::from(&keep).join("tile/0/000")).unwrap();
    assert_eq!(block, root_of(leaves.as_chunks::<32>().0));
    saved.proof(&node.citizen(), "proof.json");
    wasl(&["verify", "inclusion", &saved.path("proof.json"), "--keys", &card])
        .expect(0, "event       number 272 of 272");
}

/// A register of eight events of which somebody holds a checkpoint, hashes and a proof; then the operator's hand in it.
struct Tampered {
    node: Alone,
    saved: Saved,
    citizen: Citizen,
}

impl Tampered {
    fn new() -> Self {
        let node = Alone::start();
        let (citizen, saved) = (node.citizen(), Saved::new());
        (0..4).for_each(|_| drop(node.citizen()));
        (0..3).for_each(|_| drop(citizen.writes("Un mot.")));
        register(&node, &["--keep", &saved.path("kept")]).expect(0, "its 8 events");
        saved.from(&node, &format!("{LOG}/checkpoint"), "before");
        saved.card(&node);
        saved.proof(&citizen, "proof.json");
        Self { node, saved, citizen }
    }

    /// Stops the node, changes its store, and starts it again; the next call puts the store back first.
    fn with(&mut self, statement: &str) {
        self.node.stop();
        let [file] = self.node.register_files().try_into().expect("one register");
        let original = self.saved.path("original");
        if PathBuf::from(&original).exists() {
            drop(fs::remove_file(file.with_extension("sqlite-wal")));
            fs::copy(&original, &file).unwrap();
        } else {
            Connection::open(&file).unwrap().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
            fs::copy(&file, &original).unwrap();
        }
        let store = Connection::open(&file).unwrap();
        assert_ne!(store.execute(statement, []).unwrap(), 0, "{statement}");
        drop(store);
        self.node.run();
    }

    /// What somebody finds who has only the old checkpoint.
    fn since(&self) -> Ran {
        register(&self.node, &["--since", &self.saved.path("before")])
    }

    /// What somebody finds who has kept the hashes.
    fn kept(&self) -> Ran {
        register(&self.node, &["--keep", &self.saved.path("kept")])
    }

    fn proof(&self) -> Ran {
        let proof = self.saved.proof(&self.citizen, "now.json");
        wasl(&["verify", "inclusion", &proof, "--keys", &self.saved.path("wasl.json")])
    }
}

#[test]
fn whoever_changes_the_store_is_caught() {
    let mut it = Tampered::new();
    // A change that changes nothing: the hand in the store alone is no alarm.
    it.with("UPDATE event SET open = open");
    it.since().expect(0, "Nothing was dropped or changed since the checkpoint of 8 events");
    it.kept().expect(0, "is sound");
    it.proof().expect(0, "This case is in the register");

    it.with("UPDATE event SET hash = randomblob(32) WHERE seq = 3");
    it.since().expect(1, "THE REGISTER WAS REWRITTEN");
    it.kept().expect(1, "EVENT 3 OF THE REGISTER WAS CHANGED");

    it.with("UPDATE event SET hash = randomblob(32) WHERE seq > 3");
    it.since().expect(1, "THE REGISTER WAS REWRITTEN");
    it.kept().expect(1, "EVENT 4 OF THE REGISTER WAS CHANGED");

    // What an event says, behind the back of its hash: the proof of its case no longer holds.
    it.with("UPDATE event SET status = 'closed' WHERE seq = 1");
    it.since().expect(0, "is sound");
    it.proof().expect(1, "THIS CASE IS NOT PROVED");
    it.with("UPDATE event SET at = at - 86400000 WHERE seq = 1");
    it.proof().expect(1, "THIS CASE IS NOT PROVED");

    it.with("DELETE FROM event WHERE seq > 6");
    it.since().expect(1, "EVENTS ARE GONE: the register had 8");
    it.kept().expect(1, "EVENTS ARE GONE: the register had 8");
    // The gap is filled with something else.
    it.citizen.writes("Un autre mot.");
    it.citizen.writes("Encore un autre.");
    it.citizen.writes("Et un troisième.");
    std::thread::sleep(Duration::from_millis(2_100));
    it.since().expect(1, "THE REGISTER WAS REWRITTEN");
    it.kept().expect(1, "EVENT 7 OF THE REGISTER WAS CHANGED");
    let new = it.saved.from(&it.node, &format!("{LOG}/checkpoint"), "after");
    let card = it.saved.path("wasl.json");
    let (old, log) = (it.saved.path("before"), it.node.url(LOG));
    wasl(&["verify", "consistency", &old, &new, "--keys", &card, "--tiles", &log])
        .expect(1, "THE REGISTER WAS REWRITTEN");
    // The old proof still holds under the old checkpoint: it is what convicts.
    wasl(&["verify", "inclusion", &it.saved.path("proof.json"), "--keys", &card])
        .expect(0, "This case is in the register");
}

#[test]
fn a_row_that_was_cut_out_stops_the_log_and_not_the_filing() {
    let mut it = Tampered::new();
    it.node.expect_error("is missing");
    it.with("DELETE FROM event WHERE seq = 4");
    let checkpoint = it.node.get(&format!("{LOG}/checkpoint")).send();
    assert_eq!(checkpoint.status, 503);
    assert_eq!(it.since().code, 3);
    let citizen = it.node.citizen();
    assert_eq!(citizen.call("GET", "").send().json::<CaseView>(200).status, "received");
}

#[test]
fn stored_inner_nodes_cannot_hide_anything() {
    let mut node = Alone::start();
    let citizen = node.citizen();
    (0..256).for_each(|n| drop(citizen.writes(&format!("Message {n}"))));
    let saved = Saved::new();
    let before = saved.from(&node, &format!("{LOG}/checkpoint"), "before");
    register(&node, &["--since", &before]).expect(0, "its 257 events");
    node.stop();
    let [file] = node.register_files().try_into().expect("one register");
    let store = Connection::open(&file).unwrap();
    // The event is changed; the kept node above it still is the old one, so that the signed root stays the same.
    assert_eq!(store.execute("UPDATE event SET hash = randomblob(32) WHERE seq = 7", []).unwrap(), 1);
    drop(store);
    node.run();
    register(&node, &["--since", &before]).expect(1, "THE NODE DOES NOT SHOW WHAT IT SIGNED");
}

#[test]
fn what_a_former_key_signed_still_verifies() {
    let mut node = Alone::start();
    let citizen = node.citizen();
    let saved = Saved::new();
    let (receipt, proof) = (saved.receipt(&citizen, "receipt.json"), saved.proof(&citizen, "proof.json"));
    let checkpoint = saved.from(&node, &format!("{LOG}/checkpoint"), "checkpoint");
    let (old_key, old_public, old_card) = (node.signing_keys.clone(), node.public_key(), saved.card(&node));
    let checks = |node: &Alone, name: &str| {
        let card = saved.from(node, "/.well-known/wasl.json", name);
        wasl(&["verify", "receipt", &receipt, "--keys", &card]).expect(0, "This receipt is genuine");
        wasl(&["verify", "inclusion", &proof, "--receipt", &receipt, "--keys", &card]).expect(0, "exactly what");
        register(node, &["--since", &checkpoint]).expect(0, "Nothing was dropped or changed");
    };
    let new_key = key_seed();
    node.stop();
    node.signing_keys = format!("{new_key},{old_key}");
    node.run();
    checks(&node, "both.json");
    assert_ne!(node.public_key(), old_public);
    let new: Receipt = citizen.call("GET", "/receipt").send().json(200);
    let card = node.get("/.well-known/wasl.json").send().expect(200).text();
    let card: wire::exchange::NodeCard = serde_json::from_str(&card).unwrap();
    let keys: Vec<_> = card.keys.iter().map(|k| (k.public_key.as_str(), k.status.as_str())).collect();
    assert_eq!(keys, [(node.public_key().as_str(), "active"), (old_public.as_str(), "retired")]);
    assert_eq!(new.key_id, card.keys[0].id);
    // Who has only the old card still reads new checkpoints, but not new receipts.
    register(&node, &["--since", &checkpoint, "--keys", &old_card]).expect(0, "is sound");
    let newer = saved.receipt(&citizen, "newer.json");
    wasl(&["verify", "receipt", &newer, "--keys", &old_card]).expect(1, "the node has no key");

    node.stop();
    node.signing_keys = format!("{new_key},{old_public}");
    node.run();
    checks(&node, "retired.json");
    register(&node, &["--keys", &old_card]).expect(1, "none of the known keys has signed this");

    // Dropped altogether, what it signed proves nothing any more.
    node.stop();
    node.signing_keys.clone_from(&new_key);
    node.run();
    let card = saved.card(&node);
    wasl(&["verify", "receipt", &receipt, "--keys", &card]).expect(1, "the node has no key");
}

#[test]
fn peers_that_know_only_the_old_key_still_take_what_is_sent_while_both_sign() {
    let mut pair = Pair::start();
    let new_key = key_seed();
    pair.agencies.stop();
    pair.agencies.signing_keys = format!("{new_key},{}", pair.agencies.signing_keys);
    pair.agencies.run();
    // The Mediator's node still has only the old key pinned.
    let citizen = pair.citizen(&integration_tests::fixtures::routed("Corruption"));
    pair.settles();
    assert_eq!(citizen.opens().status, "forwarded");
    assert_ne!(filing().category, integration_tests::fixtures::ROUTED);
}

#[test]
fn the_proof_names_what_it_is_about() {
    let node = Alone::start();
    let citizen = node.citizen();
    let proof: CaseProof = citizen.call("GET", "/proof").send().json(200);
    let proven = proof.check(&key_of(&node)).unwrap();
    let receipt: Receipt = citizen.call("GET", "/receipt").send().json(200);
    assert_eq!((proof.reference, proven.digest), (citizen.reference.clone(), receipt.digest));
    assert_eq!((proof.event.kind.as_str(), proof.event.seq, proven.checkpoint.size), ("filed", 1, 1));
}
