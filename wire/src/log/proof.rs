//! Proofs: that a leaf is in a tree, and that a tree is the beginning of another (RFC 9162, sections 2.1.3 and 2.1.4).
//!
//! In: for making one, the roots of complete subtrees, wherever they are kept. For checking one, hashes alone.
//! Out: a path of hashes, or whether it proves what it says. Never: trusting a size.

use super::tree::{Hash, Subtree, empty_root, node_hash};

/// Larger trees than this are nobody's: it keeps every shift in range.
pub const SIZE_MAX: u64 = 1 << 40;

/// The root of the first `size` leaves.
///
/// # Errors
/// A subtree cannot be had.
pub fn root<E>(size: u64, mut get: impl FnMut(Subtree) -> Result<Hash, E>) -> Result<Hash, E> {
    if size == 0 { Ok(empty_root()) } else { range(0, size, &mut get) }
}

/// The path that proves a leaf in the tree of the first `size` leaves, from the leaf up; empty if it is not there.
///
/// # Errors
/// A subtree cannot be had.
pub fn inclusion<E>(index: u64, size: u64, mut get: impl FnMut(Subtree) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
    let mut path = Vec::new();
    let (mut begin, mut end) = (0, size);
    while index < size && end - begin > 1 {
        let middle = begin + split(end - begin);
        if index < middle {
            path.push(range(middle, end, &mut get)?);
            end = middle;
        } else {
            path.push(range(begin, middle, &mut get)?);
            begin = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The path that proves that the tree of the first `old` leaves is the beginning of the tree of the first `new`.
///
/// # Errors
/// A subtree cannot be had.
pub fn consistency<E>(old: u64, new: u64, mut get: impl FnMut(Subtree) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
    let mut path = Vec::new();
    if old == 0 || old >= new {
        return Ok(path);
    }
    let (mut begin, mut end) = (0, new);
    while end != old {
        let middle = begin + split(end - begin);
        if old <= middle {
            path.push(range(middle, end, &mut get)?);
            end = middle;
        } else {
            path.push(range(begin, middle, &mut get)?);
            begin = middle;
        }
    }
    // What is left is a complete subtree of the old tree; if it is the whole old tree, its root is known anyway.
    if begin != 0 {
        path.push(range(begin, end, &mut get)?);
    }
    path.reverse();
    Ok(path)
}

/// The largest power of two below `n`, for `n` of at least two.
const fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// The root over the leaves from `begin` to before `end`; `begin` is where RFC 9162's recursion can come to.
fn range<E>(begin: u64, end: u64, get: &mut impl FnMut(Subtree) -> Result<Hash, E>) -> Result<Hash, E> {
    let count = end - begin;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return get(Subtree { level: u8::try_from(level).unwrap_or(u8::MAX), index: begin >> level });
    }
    let middle = begin + split(count);
    let left = range(begin, middle, get)?;
    Ok(node_hash(&left, &range(middle, end, get)?))
}

/// Whether a path proves that this leaf is at this place of the tree with this size and root.
#[must_use]
pub fn proves_inclusion(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size || size > SIZE_MAX {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(step, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether a path proves that the old tree is the beginning of the new one.
#[must_use]
pub fn proves_consistency(old: (u64, &Hash), new: (u64, &Hash), path: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size > new_size || new_size > SIZE_MAX {
        return false;
    }
    if old_size == 0 {
        return *old_root == empty_root() && path.is_empty();
    }
    if old_size == new_size {
        return old_root == new_root && path.is_empty();
    }
    let mut steps = path.iter();
    // The old tree's root, if it is one complete subtree, is where both begin.
    let first = if old_size.is_power_of_two() { Some(old_root) } else { steps.next() };
    let Some(first) = first else { return false };
    let (mut at, mut last) = (old_size - 1, new_size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut before, mut after) = (*first, *first);
    for step in steps {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            before = node_hash(step, &before);
            after = node_hash(step, &after);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            after = node_hash(&after, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && before == *old_root && after == *new_root
}
