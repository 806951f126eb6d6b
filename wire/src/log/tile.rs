//! Tiles: 256 hashes in one answer, which never changes once it is complete (<https://c2sp.org/tlog-tiles>).
//!
//! A tile of level L holds roots of complete subtrees of 256^L leaves, a tile of level 0 the leaves' hashes.
//! In: a place, or where tiles come from. Out: paths, and the root of any complete subtree. Never: I/O of its own.

use super::tree::{Hash, Subtree, root_of};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How many hashes a complete tile has.
pub const WIDTH: u64 = 256;
/// Levels of a tree inside one tile.
const HEIGHT: u8 = 8;
/// C2SP allows levels up to this one.
pub const LEVEL_MAX: u8 = 5;

/// A tile of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// 0 for the leaves.
    pub level: u8,
    /// Counted from the left, from 0.
    pub index: u64,
    /// How many hashes it has: 1 to 256.
    pub width: u16,
}

impl Tile {
    /// The tile at a place of a tree with `size` leaves; `None` if there is none.
    #[must_use]
    pub fn of(level: u8, index: u64, size: u64) -> Option<Self> {
        if level > LEVEL_MAX {
            return None;
        }
        let there = (size >> (HEIGHT * level)).checked_sub(index.checked_mul(WIDTH)?)?;
        let width = u16::try_from(there.min(WIDTH)).ok().filter(|width| *width > 0)?;
        Some(Self { level, index, width })
    }

    /// Whether it can never change again.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.width as u64 == WIDTH
    }

    /// Its path after the log's address: `tile/0/x001/234.p/17`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, self.place())
    }

    /// The path of the leaves' data; only level 0 has it.
    #[must_use]
    pub fn entries_path(&self) -> String {
        format!("tile/entries/{}", self.place())
    }

    fn place(&self) -> String {
        let mut place = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            place = format!("x{:03}/{place}", rest % 1000);
            rest /= 1000;
        }
        if self.is_complete() { place } else { format!("{place}.p/{}", self.width) }
    }

    /// Reads the segments after `tile/`, without the level: `["x001", "234.p", "17"]`. Only the one spelling that
    /// [`Tile::path`] gives is taken.
    #[must_use]
    pub fn parse(level: u8, segments: &[&str]) -> Option<Self> {
        let (places, width) = match segments {
            [places @ .., width] if places.last().is_some_and(|p| p.ends_with(".p")) => (places, width.parse().ok()?),
            places => (places, 256),
        };
        let mut index: u64 = 0;
        for place in places {
            let digits = place.strip_prefix('x').unwrap_or(place);
            let digits = digits.strip_suffix(".p").unwrap_or(digits);
            index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Self { level, index, width };
        let fits = level <= LEVEL_MAX && (1..=256).contains(&width) && index < 1 << 40;
        (fits && tile.place() == segments.join("/")).then_some(tile)
    }
}

/// A tile's hashes from its bytes; `None` if they are not as many as it has.
#[must_use]
pub fn hashes(tile: &Tile, bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    (rest.is_empty() && hashes.len() == usize::from(tile.width)).then(|| hashes.to_vec())
}

/// The data of a tile's leaves as an entry bundle: each with its length before it, 16 bits, big end first.
#[must_use]
pub fn bundle(leaves: &[Hash]) -> Vec<u8> {
    leaves.iter().flat_map(|leaf| [0, 32].into_iter().chain(*leaf)).collect()
}

/// The data of leaves from an entry bundle; `None` if it is not one of leaves of 32 bytes.
#[must_use]
pub fn unbundle(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (entries, rest) = bytes.as_chunks::<34>();
    let leaf = |entry: &[u8; 34]| match entry {
        [0, 32, leaf @ ..] => Some(*leaf),
        _ => None,
    };
    if rest.is_empty() { entries.iter().map(leaf).collect() } else { None }
}

/// Roots of complete subtrees out of tiles. Each tile is fetched once.
pub struct Reader<F> {
    size: u64,
    fetch: F,
    known: RefCell<BTreeMap<(u8, u64), Vec<Hash>>>,
}

/// Why a subtree's root cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing<E> {
    /// The tile could not be fetched.
    Fetch(E),
    /// The tree has no such subtree, or the tile was shorter than it must be.
    NotThere(Subtree),
}

impl<E, F: Fn(Tile) -> Result<Vec<Hash>, E>> Reader<F> {
    /// Reads a tree of `size` leaves.
    pub const fn new(size: u64, fetch: F) -> Self {
        Self { size, fetch, known: RefCell::new(BTreeMap::new()) }
    }

    /// The root of a complete subtree.
    ///
    /// # Errors
    /// Its tile cannot be fetched, or is not what it should be.
    pub fn subtree(&self, at: Subtree) -> Result<Hash, Missing<E>> {
        let (level, inside) = (at.level / HEIGHT, at.level % HEIGHT);
        let (first, count) = (at.index << inside, 1_u64 << inside);
        let (tile, offset) = (first / WIDTH, first % WIDTH);
        let mut known = self.known.borrow_mut();
        if let std::collections::btree_map::Entry::Vacant(place) = known.entry((level, tile)) {
            let tile = Tile::of(level, tile, self.size).ok_or(Missing::NotThere(at))?;
            place.insert((self.fetch)(tile).map_err(Missing::Fetch)?);
        }
        let range = usize::try_from(offset).ok().zip(usize::try_from(offset + count).ok());
        let hashes = known.get(&(level, tile)).zip(range).and_then(|(hashes, (from, to))| hashes.get(from..to));
        hashes.map(root_of).ok_or(Missing::NotThere(at))
    }
}
