//! What is counted in a text: words, pairs, pieces of words and consonants, each as a number.
//!
//! In: a text. Out: its features with the word each comes from.
//! Never: keeps a word itself; a model holds numbers only.

use crate::normal::{Word, words};
use crate::skeleton::skeleton;

/// Bits of a feature's number.
pub const BUCKET_BITS: u32 = 18;

/// One thing that was counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// Its number, below two to the power of [`BUCKET_BITS`].
    pub bucket: u32,
    /// The word it comes from: its place in the list of words.
    pub word: usize,
    /// How much it counts.
    pub value: f32,
}

const WHOLE: f32 = 1.0;
const STEM: f32 = 0.9;
const PAIR: f32 = 0.7;
const BONES: f32 = 0.8;
const PIECE: f32 = 0.35;
/// Words at the beginning, where a subject stands, and how much more they count.
const SUBJECT: usize = 10;
const FIRST: f32 = 1.2;
/// What comes back counts again, by this part, up to a most.
const AGAIN: f32 = 0.4;
const MOST: f32 = 2.5;
/// Lengths of pieces of words, in letters, with a mark for the beginning and the end.
const PIECES: [usize; 3] = [3, 4, 5];

/// The words of a text and what is counted in them. A feature stands once; coming back makes it heavier.
#[must_use]
pub fn features(text: &str) -> (Vec<Word>, Vec<Feature>) {
    let words = words(text);
    let mut found = Vec::with_capacity(words.len() * 16);
    let mut last: Option<String> = None;
    for (at, word) in words.iter().enumerate() {
        let mut add = |kind: u8, text: &str, value: f32| {
            let value = if at < SUBJECT { value * FIRST } else { value };
            found.push(Feature { bucket: bucket(kind, text), word: at, value });
        };
        let plain = word.plain.as_str();
        let stem = stem(word);
        add(b'w', plain, WHOLE);
        if stem != plain {
            // The stem of one spelling is the whole of another.
            add(b'w', stem, STEM);
        }
        let bones = skeleton(stem);
        if bones.len() >= 2 {
            add(b'k', &bones, BONES);
        }
        let whole_bones = skeleton(plain);
        if whole_bones != bones && whole_bones.len() >= 2 {
            add(b'k', &whole_bones, BONES);
        }
        if let Some(before) = &last {
            add(b'p', &format!("{before} {stem}"), PAIR);
        }
        last = Some(stem.to_owned());
        let marked: Vec<char> = std::iter::once('<').chain(stem.chars()).chain(['>']).collect();
        for length in PIECES {
            for piece in marked.windows(length) {
                add(b'c', &piece.iter().collect::<String>(), PIECE);
            }
        }
    }
    (words, merged(&found))
}

/// Each feature once, by its number; the word that it stands in first keeps it.
fn merged(found: &[Feature]) -> Vec<Feature> {
    // Numbers with their places: plain numbers are sorted by less code than features.
    let mut order: Vec<u64> = found.iter().zip(0_u64..).map(|(f, at)| u64::from(f.bucket) << 32 | at).collect();
    order.sort_unstable();
    let mut once: Vec<Feature> = Vec::with_capacity(order.len());
    for feature in order.into_iter().filter_map(|at| found.get((at & 0xffff_ffff) as usize)) {
        match once.last_mut().filter(|last| last.bucket == feature.bucket) {
            Some(first) => first.value = (first.value + AGAIN * feature.value).min(MOST),
            None => once.push(*feature),
        }
    }
    once
}

/// The word without what is only glued to it: articles, prepositions, and in Arabic the commonest endings.
pub(crate) fn stem(word: &Word) -> &str {
    let plain = word.plain.as_str();
    if word.arabic {
        return arabic_stem(plain);
    }
    for prefix in ["wl", "fl", "bl", "dl", "dyal", "el", "al", "l"] {
        if let Some(rest) = plain.strip_prefix(prefix) {
            let next_is_consonant = rest.starts_with(|c: char| !"aeiouyh".contains(c));
            if rest.chars().count() >= 2 && next_is_consonant {
                return rest;
            }
        }
    }
    plain
}

fn arabic_stem(plain: &str) -> &str {
    let long = |rest: &str, least: usize| rest.chars().count() >= least;
    let mut rest = plain;
    for prefix in ["وبال", "وال", "بال", "فال", "كال", "دال", "لل", "ال"] {
        if let Some(cut) = rest.strip_prefix(prefix).filter(|cut| long(cut, 2)) {
            rest = cut;
            break;
        }
    }
    if rest == plain {
        for prefix in ['و', 'ب', 'ف', 'ل', 'د'] {
            if let Some(cut) = rest.strip_prefix(prefix).filter(|cut| long(cut, 4)) {
                rest = cut;
                break;
            }
        }
    }
    for suffix in ["اتها", "هما", "ات", "ين", "ون", "ها", "هم", "نا", "ته", "تي", "ه", "ي"] {
        if let Some(cut) = rest.strip_suffix(suffix).filter(|cut| long(cut, 3)) {
            return cut;
        }
    }
    rest
}

fn bucket(kind: u8, text: &str) -> u32 {
    hash(kind, text) & ((1 << BUCKET_BITS) - 1)
}

/// FNV-1a, folded: the same number on every machine.
pub(crate) fn hash(kind: u8, text: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in std::iter::once(kind).chain(text.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 12)
}

#[cfg(test)]
mod tests {
    use super::features;

    #[test]
    fn glued_letters_do_not_hide_a_word() {
        let buckets = |text: &str| features(text).1.into_iter().map(|f| f.bucket).collect::<Vec<_>>();
        let shared = |a: &str, b: &str| {
            let b = buckets(b);
            buckets(a).iter().filter(|one| b.contains(one)).count()
        };
        assert!(shared("والمستشفى", "مستشفى") > 5);
        assert!(shared("f lmostachfa", "المستشفى") >= 1);
        assert_eq!(shared("eau", "hôpital"), 0);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(features("").1.is_empty());
        assert!(features("12345 !? 😀").1.is_empty());
    }
}
