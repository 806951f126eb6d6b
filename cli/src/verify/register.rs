//! `wasl verify register` and `wasl verify consistency`: whether a register still is what it was.
//!
//! In: checkpoints, and the hashes of the register's events. Out: what is proved, or from where on it was changed.
//! Never: trusting a root that was not computed here.

use super::Keys;
use super::keys::Card;
use super::source::Source;
use crate::fail::Fail;
use crate::node::Node;
use crate::place;
use std::fs;
use std::path::{Path, PathBuf};
use wire::log::checkpoint::{Checkpoint, origin};
use wire::log::note::verifier_key;
use wire::log::tile::{Tile, WIDTH, hashes};
use wire::log::tree::{Growing, Hash};
use wire::signing::NodePublicKey;

/// What is known from before.
#[derive(Debug)]
pub struct Before {
    pub since: Option<PathBuf>,
    pub keep: Option<PathBuf>,
}

/// Two checkpoints of one register, and the hashes between them.
pub fn consistency(
    node: &Node,
    (old, new): (&Path, &Path),
    tiles: Option<String>,
    keys: &Keys,
) -> Result<Vec<String>, Fail> {
    let card = Card::of(keys, node.base().ok())?;
    let (old, _) = open(&place::text(old)?, &card, old)?;
    let (new, key) = open(&place::text(new)?, &card, new)?;
    same_log(&old, &new)?;
    let (old, new) = if old.size > new.size { (new, old) } else { (old, new) };
    if old.size < new.size {
        let Some(tiles) = tiles else {
            return Err(Fail::Usage("where are the register's hashes? Give --tiles FOLDER or --tiles URL.".into()));
        };
        let source = Source::of(&tiles);
        if source.root(new.size, new.size)? != new.root {
            return Err(Fail::Disproved(format!(
                "THE HASHES ARE NOT THOSE THAT WERE SIGNED: those at {tiles} do not give the root of the checkpoint of \
                 {} events.",
                new.size
            )));
        }
        if source.root(old.size, new.size)? != old.root {
            return Err(rewritten(&old));
        }
    } else if old.root != new.root {
        return Err(Fail::Disproved(format!(
            "THE NODE HAS SIGNED TWO DIFFERENT REGISTERS: both checkpoints are of {} events, and their roots differ.",
            old.size
        )));
    }
    Ok(vec![
        format!(
            "Nothing was dropped or changed: the {} events of the older checkpoint are the first of the {} of the newer.",
            old.size, new.size
        ),
        format!("  register    {}", new.origin),
        card.sentence(&key),
    ])
}

/// The whole register of a node.
pub fn run(url: &str, register: &str, before: &Before, keys: &Keys) -> Result<Vec<String>, Fail> {
    let card = Card::of(keys, Some(url))?;
    let log = Source::of(&format!("{}/v1/log/{register}", url.trim_end_matches('/')));
    let text = String::from_utf8_lossy(&log.bytes("checkpoint")?).into_owned();
    let (now, key) = open(&text, &card, Path::new("the node's checkpoint"))?;
    if now.origin != origin(&card.card.base_url, register) {
        return Err(Fail::Disproved(format!("THIS IS ANOTHER REGISTER: the node's checkpoint is of {}.", now.origin)));
    }
    let mut known = Vec::new();
    let kept = before.keep.as_ref().map(|folder| folder.join("checkpoint")).filter(|path| path.exists());
    for path in before.since.iter().chain(&kept) {
        let (old, _) = open(&place::text(path)?, &card, path)?;
        same_log(&old, &now)?;
        if old.size > now.size {
            return Err(Fail::Disproved(format!(
                "EVENTS ARE GONE: the register had {} when the checkpoint {} was signed, and has {} now.",
                old.size,
                path.display(),
                now.size
            )));
        }
        known.push(old);
    }
    let tiles = read(&log, &now, before.keep.as_deref(), &known)?;
    keep(before.keep.as_deref(), &text, &tiles)?;
    let mut sentences = vec![
        format!("The register {register} is sound: its {} events give the root that the node has signed.", now.size),
        format!("  log         {}", now.origin),
        format!("  for other tools, its key is {}", verifier_key(&now.origin, &key)),
    ];
    for old in &known {
        sentences.push(format!("Nothing was dropped or changed since the checkpoint of {} events.", old.size));
    }
    if known.is_empty() {
        let first = "There is nothing to compare with yet: keep this checkpoint (--keep FOLDER), and look again later.";
        sentences.push(first.to_owned());
    }
    sentences.push(card.sentence(&key));
    Ok(sentences)
}

/// Every hash of the log, checked against the signed roots, and against those that were kept.
fn read(
    log: &Source,
    now: &Checkpoint,
    kept: Option<&Path>,
    known: &[Checkpoint],
) -> Result<Vec<(Tile, Vec<Hash>)>, Fail> {
    let mut tree = Growing::default();
    let (mut tiles, mut wrong) = (Vec::new(), None);
    for index in 0..now.size.div_ceil(WIDTH) {
        let tile = Tile::of(0, index, now.size).ok_or_else(|| Fail::Unreached("a log of impossible size".into()))?;
        let leaves = log.tile(tile)?;
        if let Some(at) = kept.and_then(|folder| differs(folder, tile, &leaves)) {
            return Err(Fail::Disproved(format!(
                "EVENT {} OF THE REGISTER WAS CHANGED: its hash is not the one that was kept.",
                index * WIDTH + at + 1
            )));
        }
        for leaf in &leaves {
            wrong = wrong.or_else(|| known.iter().find(|old| old.size == tree.size() && old.root != tree.root()));
            tree.push(*leaf);
        }
        tiles.push((tile, leaves));
    }
    let wrong = wrong.or_else(|| known.iter().find(|old| old.size == tree.size() && old.root != tree.root()));
    if tree.root() != now.root {
        return Err(Fail::Disproved(format!(
            "THE NODE DOES NOT SHOW WHAT IT SIGNED: the {} events that it hands out do not give the root of its own \
             checkpoint.",
            now.size
        )));
    }
    if let Some(old) = wrong {
        return Err(rewritten(old));
    }
    Ok(tiles)
}

/// The place of the first hash of a tile that is not the one that was kept.
fn differs(folder: &Path, tile: Tile, leaves: &[Hash]) -> Option<u64> {
    (1..=tile.width)
        .rev()
        .find_map(|width| {
            let part = Tile { width, ..tile };
            let known = hashes(&part, &fs::read(folder.join(part.path())).ok()?)?;
            Some(known.iter().zip(leaves).position(|(old, new)| old != new))
        })?
        .and_then(|at| u64::try_from(at).ok())
}

/// Keeps the checkpoint and the hashes, as any tool for such logs reads them.
fn keep(folder: Option<&Path>, checkpoint: &str, tiles: &[(Tile, Vec<Hash>)]) -> Result<(), Fail> {
    let Some(folder) = folder else { return Ok(()) };
    for (tile, hashes) in tiles {
        write(&folder.join(tile.path()), &hashes.concat())?;
    }
    keep_upper(folder, tiles)?;
    write(&folder.join("checkpoint"), checkpoint.as_bytes())
}

/// The tiles above, computed: who has the leaves needs to ask nobody for them.
fn keep_upper(folder: &Path, tiles: &[(Tile, Vec<Hash>)]) -> Result<(), Fail> {
    let mut below: Vec<Hash> = tiles.iter().flat_map(|(_, hashes)| hashes).copied().collect();
    for level in 1.. {
        let (blocks, _) = below.as_chunks::<256>();
        let roots: Vec<Hash> = blocks.iter().map(|block| wire::log::tree::root_of(block)).collect();
        if roots.is_empty() {
            return Ok(());
        }
        for (index, hashes) in (0..).zip(roots.chunks(256)) {
            let width = u16::try_from(hashes.len()).unwrap_or(u16::MAX);
            write(&folder.join(Tile { level, index, width }.path()), &hashes.concat())?;
        }
        below = roots;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Fail> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| Fail::file(folder, &e))?;
    }
    fs::write(path, bytes).map_err(|e| Fail::file(path, &e))
}

fn open(text: &str, card: &Card, path: &Path) -> Result<(Checkpoint, NodePublicKey), Fail> {
    let opened = Checkpoint::open(text, &card.keys).map(|(checkpoint, key)| (checkpoint, key.clone()));
    opened.map_err(|e| Fail::Disproved(format!("THIS CHECKPOINT IS NOT THE NODE'S: {}: {e}.", path.display())))
}

fn same_log(old: &Checkpoint, new: &Checkpoint) -> Result<(), Fail> {
    if old.origin == new.origin {
        return Ok(());
    }
    Err(Fail::Usage(format!("these are two registers: {} and {}", old.origin, new.origin)))
}

fn rewritten(old: &Checkpoint) -> Fail {
    Fail::Disproved(format!(
        "THE REGISTER WAS REWRITTEN: among its first {} events at least one was dropped or changed after the node had \
         signed them. Both signatures are the node's own: it cannot deny either.",
        old.size
    ))
}
