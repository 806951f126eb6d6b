//! Known vectors, and properties against the recursion of the RFC itself.

use super::case::{CaseProof, ProofError, ProvenEvent};
use super::checkpoint::{Checkpoint, origin};
use super::event::{Covered, GENESIS, hash};
use super::note::{Note, NoteError, verifier_key};
use super::proof::{consistency, inclusion, proves_consistency, proves_inclusion, root};
use super::tile::{Missing, Reader, Tile, bundle, hashes, unbundle};
use super::tree::{Growing, Hash, Subtree, empty_root, leaf_hash, node_hash, root_of};
use crate::signing::{NodeKey, NodePublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use std::convert::Infallible;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|n| u8::from_str_radix(&text[n..n + 2], 16).unwrap()).collect()
}

/// The leaves and roots that certificate-transparency tests every implementation of RFC 6962 with.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn known_leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_hash(&unhex(leaf))).collect()
}

/// The definition of RFC 9162, section 2.1.1, word for word.
fn defined(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [one] => *one,
        more => {
            let k = (1..).map(|n| 1 << n).take_while(|k| *k < more.len()).last().unwrap_or(1);
            node_hash(&defined(&more[..k]), &defined(&more[k..]))
        }
    }
}

/// Subtrees out of leaves.
fn over(leaves: &[Hash]) -> impl Fn(Subtree) -> Result<Hash, Infallible> {
    |at| {
        let (from, count) = ((at.index << at.level) as usize, 1 << at.level);
        Ok(defined(&leaves[from..from + count]))
    }
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

fn key(byte: u8) -> NodeKey {
    NodeKey::parse(&STANDARD.encode([byte; 32])).unwrap()
}

#[test]
fn the_vectors_of_certificate_transparency() {
    assert_eq!(hex(&empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let leaves = known_leaves();
    for (count, known) in (1..).zip(ROOTS) {
        assert_eq!(hex(&root_of(&leaves[..count])), known, "{count}");
    }
    let get = over(&leaves);
    let path = inclusion(0, 8, &get).unwrap();
    let known = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(path.iter().map(|h| hex(h)).collect::<Vec<_>>(), known);
    let path = consistency(6, 8, &get).unwrap();
    let known = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(path.iter().map(|h| hex(h)).collect::<Vec<_>>(), known);
}

#[test]
fn the_note_that_go_documents_is_taken() {
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let line = "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let bytes = STANDARD.decode(verifier.rsplit('+').next().unwrap()).unwrap();
    let public = NodePublicKey::parse(&format!("whpk_{}", STANDARD.encode(&bytes[1..]))).unwrap();
    assert_eq!(verifier_key("PeterNeumann", &public), verifier);
    let note = Note::parse(&format!("{text}\n{line}")).unwrap();
    assert_eq!(note.verify("PeterNeumann", std::slice::from_ref(&public)), Ok(&public));
    assert_eq!(note.verify("PeterNeumann", &[key(1).public()]), Err(NoteError::Unknown));
    let changed = Note::parse(&format!("{}\n{line}", text.replace("is.", "was."))).unwrap();
    assert_eq!(changed.verify("PeterNeumann", &[public]), Err(NoteError::Wrong));
}

#[test]
fn a_checkpoint_is_bound_to_its_log_and_to_its_keys() {
    let origin = origin("https://node.example.ma/", "HAB-26A");
    assert_eq!(origin, "node.example.ma/registers/HAB-26A");
    let checkpoint = Checkpoint { origin, size: 17, root: [7; 32] };
    let text = checkpoint.sign(&[key(2), key(1)]);
    let (old, new) = (key(1).public(), key(2).public());
    let either = [key(3).public(), old.clone()];
    for keys in [std::slice::from_ref(&old), std::slice::from_ref(&new), &either] {
        assert_eq!(Checkpoint::open(&text, keys).unwrap().0, checkpoint);
    }
    assert_eq!(Checkpoint::open(&text, &[old.clone(), new.clone()]).unwrap().1, &new);
    assert_eq!(Checkpoint::open(&text, &[key(3).public()]), Err(NoteError::Unknown));
    for (from, to, error) in [
        ("\n17\n", "\n18\n", NoteError::Wrong),
        ("\n17\n", "\n017\n", NoteError::Malformed),
        ("HAB-26A\n", "TIZ-26A\n", NoteError::Unknown),
        ("\n\n", "\n", NoteError::Malformed),
        ("17", "\u{7}", NoteError::Malformed),
    ] {
        assert_eq!(Checkpoint::open(&text.replacen(from, to, 1), std::slice::from_ref(&old)), Err(error), "{from}");
    }
}

#[test]
fn the_hashed_form_of_an_event_is_pinned() {
    let event = Covered {
        register: "HAB-26A",
        seq: 1,
        serial: 1,
        number: 1,
        at: 1_795_356_309_120,
        kind: "filed",
        status: "received",
        role: "complainant",
        peer: None,
        body_hash: &[7; 32],
    };
    assert_eq!(hex(&hash(&GENESIS, &event)), "da40cd80a71965ddf592a00688b472da9842bead16096f07ca78065a33b9b329");
    assert_ne!(hash(&GENESIS, &event), hash(&GENESIS, &Covered { at: 1_795_356_309_121, ..event }));
    assert_ne!(hash(&GENESIS, &event), hash(&GENESIS, &Covered { body_hash: &[0; 32], ..event }));
}

/// A register with one case among other events, and the proof for it.
fn proof_of_case() -> CaseProof {
    let register = "HAB-26A".to_owned();
    let event = ProvenEvent {
        seq: 3,
        serial: 2,
        number: 1,
        at: 1_795_356_309_120,
        kind: "filed".into(),
        status: "received".into(),
        role: "complainant".into(),
        peer: None,
        salt: STANDARD.encode([9; 16]),
        body: r#"{"digest":"ab"}"#.into(),
    };
    let (before, path, checkpoint) = (STANDARD.encode([8; 32]), Vec::new(), String::new());
    let reference = "HAB-26A-000002-X".to_owned();
    let node = "https://node.example.ma".to_owned();
    let mut proof = CaseProof { node, reference, register, event, before, path, checkpoint };
    let mut leaves = leaves(5);
    leaves[2] = leaf_hash(&proof.event_hash().unwrap());
    proof.path = inclusion(2, 5, over(&leaves)).unwrap().iter().map(|hash| STANDARD.encode(hash)).collect();
    let checkpoint = Checkpoint { origin: origin(&proof.node, &proof.register), size: 5, root: root_of(&leaves) };
    proof.checkpoint = checkpoint.sign(&[key(1)]);
    proof
}

#[test]
fn a_case_is_proved_and_whatever_is_changed_is_found() {
    let keys = [key(1).public()];
    let proof = proof_of_case();
    assert_eq!(proof.check(&keys).unwrap().digest, "ab");
    assert_eq!(proof.check(&[key(2).public()]), Err(ProofError::Checkpoint(NoteError::Unknown)));
    let text = serde_json::to_string(&proof).unwrap();
    for (old, new, error) in [
        ("\"serial\":2", "\"serial\":3", ProofError::NotThere),
        ("\"seq\":3", "\"seq\":2", ProofError::NotThere),
        ("\"seq\":3", "\"seq\":0", ProofError::Malformed("seq")),
        ("795356309120", "795356309121", ProofError::NotThere),
        ("received", "closed", ProofError::NotThere),
        ("complainant", "caseworker", ProofError::NotThere),
        ("\\\"ab\\\"", "\\\"ac\\\"", ProofError::NotThere),
        ("\"register\":\"HAB-26A", "\"register\":\"HAB-25A", ProofError::OtherRegister),
        ("CAgI", "CQgI", ProofError::NotThere),
        ("\"before\":\"", "\"before\":\"!", ProofError::Malformed("before")),
        ("\\n5\\n", "\\n6\\n", ProofError::Checkpoint(NoteError::Wrong)),
    ] {
        let changed = text.replacen(old, new, 1);
        assert_ne!(changed, text, "{old}");
        let changed: CaseProof = serde_json::from_str(&changed).unwrap();
        assert_eq!(changed.check(&keys), Err(error), "{old}");
    }
}

#[test]
fn a_tile_has_one_path() {
    let tile = |level, index, width| Tile { level, index, width };
    for (tile, path) in [
        (tile(0, 0, 256), "tile/0/000"),
        (tile(0, 0, 17), "tile/0/000.p/17"),
        (tile(1, 999, 1), "tile/1/999.p/1"),
        (tile(2, 1000, 256), "tile/2/x001/000"),
        (tile(0, 1_234_067, 256), "tile/0/x001/x234/067"),
    ] {
        assert_eq!(tile.path(), path);
        let segments: Vec<&str> = path.split('/').skip(2).collect();
        assert_eq!(Tile::parse(tile.level, &segments), Some(tile));
    }
    for other in [
        "0",
        "00",
        "0000",
        "x000/000",
        "000.p/0",
        "000.p/256",
        "000.p/257",
        "000.p/",
        "000.p",
        "+01",
        "x001",
        "001/x002",
        "",
    ] {
        let segments: Vec<&str> = other.split('/').collect();
        assert_eq!(Tile::parse(0, &segments), None, "{other}");
    }
    assert_eq!(Tile::parse(6, &["000"]), None);
    assert_eq!(Tile::of(0, 1, 300).map(|t| t.width), Some(44));
    assert_eq!(Tile::of(1, 0, 300).map(|t| t.width), Some(1));
    assert_eq!(Tile::of(0, 2, 512), None);
    assert_eq!(Tile::of(2, 0, 300), None);
}

#[test]
fn bytes_of_tiles_and_bundles_are_counted() {
    let (some, tile) = (leaves(3), Tile { level: 0, index: 0, width: 3 });
    assert_eq!(hashes(&tile, &some.concat()), Some(some.clone()));
    assert_eq!(hashes(&tile, &some.concat()[1..]), None);
    assert_eq!(hashes(&Tile { width: 2, ..tile }, &some.concat()), None);
    let entries = bundle(&some);
    assert_eq!((entries.len(), unbundle(&entries)), (3 * 34, Some(some)));
    assert_eq!(unbundle(&entries[..33]), None);
    assert_eq!(unbundle(&[0; 34]), None);
}

#[test]
fn a_tree_of_two_levels_of_tiles_is_read_from_few_of_them() {
    let all = leaves(70_000);
    let fetched = std::cell::Cell::new(0);
    let reader = Reader::new(70_000, |tile: Tile| -> Result<_, Infallible> {
        fetched.set(fetched.get() + 1);
        let span = 256_usize.pow(tile.level.into());
        let first = tile.index as usize * 256 * span;
        Ok((0..usize::from(tile.width)).map(|n| root_of(&all[first + n * span..first + (n + 1) * span])).collect())
    });
    let get = |at| reader.subtree(at);
    assert_eq!(root(70_000, get).unwrap(), root_of(&all));
    let path = inclusion(68_123, 70_000, get).unwrap();
    assert!(proves_inclusion(&all[68_123], 68_123, 70_000, &path, &root_of(&all)));
    assert!(fetched.get() <= 5, "{}", fetched.get());
    assert_eq!(
        reader.subtree(Subtree { level: 17, index: 0 }),
        Err(Missing::NotThere(Subtree { level: 17, index: 0 }))
    );
}

proptest! {
    #[test]
    fn a_growing_tree_has_the_root_of_the_definition(count in 0_u64..600) {
        let leaves = leaves(count);
        let tree: Growing = leaves.iter().copied().collect();
        prop_assert_eq!(tree.size(), count);
        prop_assert_eq!(tree.root(), defined(&leaves));
        prop_assert_eq!(root(count, over(&leaves)).unwrap(), defined(&leaves));
    }

    #[test]
    fn inclusion_is_proved_and_nothing_else_is(size in 1_u64..600, at in any::<prop::sample::Index>(), bad in any::<prop::sample::Index>()) {
        let leaves = leaves(size);
        let index = at.index(leaves.len());
        let (leaf, root) = (leaves[index], defined(&leaves));
        let index = index as u64;
        let path = inclusion(index, size, over(&leaves)).unwrap();
        prop_assert!(proves_inclusion(&leaf, index, size, &path, &root));
        prop_assert!(!proves_inclusion(&leaf_hash(b"another"), index, size, &path, &root));
        prop_assert!(size == 1 || !proves_inclusion(&leaf, index, size, &path, &leaf));
        prop_assert!(!proves_inclusion(&leaf, size, size, &path, &root));
        prop_assert!(size == 1 || !proves_inclusion(&leaf, (index + 1) % size, size, &path, &root));
        let longer = [path.as_slice(), &[root]].concat();
        prop_assert!(!proves_inclusion(&leaf, index, size, &longer, &root));
        if !path.is_empty() {
            let mut changed = path.clone();
            changed[bad.index(path.len())][0] ^= 1;
            prop_assert!(!proves_inclusion(&leaf, index, size, &changed, &root));
            prop_assert!(!proves_inclusion(&leaf, index, size, &path[1..], &root));
        }
    }

    #[test]
    fn consistency_is_proved_and_nothing_else_is(new in 1_u64..600, at in any::<prop::sample::Index>(), bad in any::<prop::sample::Index>()) {
        let leaves = leaves(new);
        let old = at.index(leaves.len()) as u64 + 1;
        let (before, after) = (defined(&leaves[..old as usize]), defined(&leaves));
        let path = consistency(old, new, over(&leaves)).unwrap();
        prop_assert!(proves_consistency((old, &before), (new, &after), &path));
        let mut rewritten = leaves.clone();
        rewritten[bad.index(old as usize)] = leaf_hash(b"another");
        let (other, other_path) = (defined(&rewritten), consistency(old, new, over(&rewritten)).unwrap());
        prop_assert!(!proves_consistency((old, &before), (new, &other), &other_path));
        prop_assert!(!proves_consistency((old, &before), (new, &other), &path));
        if !path.is_empty() {
            let mut changed = path.clone();
            changed[bad.index(path.len())][0] ^= 1;
            prop_assert!(!proves_consistency((old, &before), (new, &after), &changed));
            prop_assert!(!proves_consistency((old, &before), (new, &after), &path[1..]));
        }
        prop_assert!(proves_consistency((0, &empty_root()), (new, &after), &[]));
        prop_assert!(!proves_consistency((new + 1, &after), (new, &after), &path));
    }

    #[test]
    fn reading_never_breaks(text in "\\PC*", bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        let _ = Note::parse(&text).map(|note| Checkpoint::read(&note));
        let segments: Vec<&str> = text.split('/').collect();
        let _ = (Tile::parse(0, &segments), unbundle(&bytes));
    }
}
