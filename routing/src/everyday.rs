//! Words that anybody writes about anything, and so the words of a text that only some write: names of places, of streets,
//! of what has happened.
//!
//! In: a list made from the examples and the lexicon, and a text. Out: the text's telling words, as they are compared.
//! Never: a word of the list in clear (it holds three bytes of a hash), a person's name that the caller names.

use crate::features::{hash, stem};
use crate::likeness::keys;
use crate::normal::{Word, words};
use crate::skeleton::skeleton;
use crate::topic::Topic;
use std::collections::BTreeMap;

/// Bytes of a word's hash: of a thousand rare words, one or two are taken for common ones.
const BYTES: usize = 3;
/// The list's first bytes.
const HEAD: &[u8] = b"WCW1";
/// Most telling words of a text.
const MOST: usize = 24;
/// Consonants from which on a word is known by them, however its vowels are spelt.
const BONES: usize = 5;

/// The list: hashes in order, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Everyday(Vec<u8>);

fn short(kind: u8, text: &str) -> [u8; BYTES] {
    let [_, bytes @ ..] = hash(kind, text).to_be_bytes();
    bytes
}

/// What a word may be known by, before it is known as what.
fn forms(word: &Word) -> impl Iterator<Item = String> {
    let stem = stem(word);
    let bones = skeleton(stem);
    let bones = (bones.len() >= BONES).then(|| format!("#{bones}"));
    [word.plain.clone(), stem.to_owned()].into_iter().chain(bones)
}

/// As what a word is known: one of a topic, or one of many.
fn kind(topic: Option<Topic>) -> u8 {
    let at = topic.and_then(|topic| Topic::ALL.iter().position(|one| *one == topic));
    at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}

impl Everyday {
    /// The list of all words of these texts, each with the topic that it is about: a word of one topic is known as that.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = (Option<Topic>, &'a str)>) -> Self {
        let mut known: BTreeMap<String, u8> = BTreeMap::new();
        for (topic, text) in texts {
            for form in words(text).iter().flat_map(forms) {
                known
                    .entry(form)
                    .and_modify(|known| {
                        if *known != kind(topic) {
                            *known = 0
                        }
                    })
                    .or_insert(kind(topic));
            }
        }
        let mut all: Vec<_> = known.iter().map(|(form, kind)| short(*kind, form)).collect();
        all.sort_unstable();
        all.dedup();
        Self(all.concat())
    }

    /// Reads a list that [`Everyday::write`] wrote; none if it is something else.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let hashes = bytes.strip_prefix(HEAD)?;
        (hashes.len() % BYTES == 0).then(|| Self(hashes.to_vec()))
    }

    /// The list as bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        [HEAD, &self.0].concat()
    }

    /// Whether anybody writes a word: about anything, or about one of these topics; about any topic where there is none.
    fn has(&self, word: &Word, topics: &[Topic]) -> bool {
        let (hashes, _) = self.0.as_chunks::<BYTES>();
        let topics = if topics.is_empty() { &Topic::ALL[..] } else { topics };
        let is = |form: &String, topic| hashes.binary_search(&short(kind(topic), form)).is_ok();
        forms(word).any(|form| is(&form, None) || topics.iter().any(|topic| is(&form, Some(*topic))))
    }

    /// The telling words of a text about these topics, as they are compared, each once; none of those that stand in `but_not`.
    #[must_use]
    pub fn telling(&self, text: &str, topics: &[Topic], but_not: &str) -> Vec<String> {
        let left_out: Vec<String> = words(but_not).iter().flat_map(keys).collect();
        let mut found = Vec::new();
        for word in words(text).iter().filter(|word| !self.has(word, topics)) {
            let own = keys(word);
            if own.iter().any(|key| left_out.contains(key)) {
                continue;
            }
            for key in own {
                if found.len() < MOST && !found.contains(&key) {
                    found.push(key);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Everyday, Topic};

    #[test]
    fn what_is_in_no_example_is_telling_in_any_script() {
        let texts = [
            (Some(Topic::Water), "Il n’y a plus d’eau au quartier depuis lundi"),
            (Some(Topic::Water), "الماء مقطوع فحي"),
            (Some(Topic::Environment), "المرجان يلوث الماء"),
        ];
        let everyday = Everyday::of(texts.into_iter());
        let telling = |text: &str| everyday.telling(text, &[Topic::Water], "Amal Zerwali");
        // A quarter that is called by a word of another matter.
        assert_eq!(everyday.telling("المرجان", &[Topic::Environment], ""), Vec::<String>::new());
        assert_eq!(everyday.telling("المرجان", &[], ""), Vec::<String>::new());
        assert_eq!(telling("Plus d’eau au quartier Al Morjane"), ["mrjn"]);
        assert_eq!(telling("الماء مقطوع بحي المرجان"), ["mrjn", "lmrjn"]);
        assert_eq!(telling("Morjane, Morjane ! signé Zerwali"), ["mrjn", "sgn"]);
        assert_eq!(telling(""), Vec::<String>::new());
    }

    #[test]
    fn a_list_reads_as_it_was_written() {
        let everyday = Everyday::of([(None, "eau robinet")].into_iter());
        assert_eq!(Everyday::read(&everyday.write()), Some(everyday));
        assert_eq!(Everyday::read(b"WCW1ab"), None);
        assert_eq!(Everyday::read(b"other"), None);
    }
}
