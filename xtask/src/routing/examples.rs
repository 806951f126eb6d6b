//! The examples and the lexicon, as they lie in the tree.
//!
//! In: files of tab-separated lines. Out: examples, terms and carrier phrases.
//! Never: a text about a real person; everything in these files was written for this purpose.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use routing::Topic;

use crate::place::Repo;

/// One text and what it is about.
#[derive(Debug, Clone)]
pub struct Example {
    /// Language and script or variety: `ar`, `ary`, `ary-Latn`, `fr`, `zgh-Tfng`, `zgh-Latn`, `en`, `es`.
    pub variety: String,
    /// None: about nothing that an administration treats.
    pub topic: Option<Topic>,
    /// Phrases of one family say the same in nearly the same words; they stay on one side of the split.
    pub family: String,
    pub text: String,
}

impl Example {
    /// The part that its family is dealt to: by the number in the family's name, so that every topic has some in each.
    pub fn part(&self, parts: u32) -> u32 {
        let digits: String = self.family.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u32>().unwrap_or_default() % parts
    }
}

/// Everything a model is trained on.
#[derive(Debug)]
pub struct Corpus {
    pub examples: Vec<Example>,
    /// Terms by language and topic.
    pub terms: BTreeMap<(String, Option<Topic>), Vec<String>>,
    /// Phrases that go with any topic, by language.
    pub carriers: BTreeMap<String, Vec<String>>,
    /// Places, occupations and papers that are only mentioned, by language: beside a matter, never the matter.
    pub asides: BTreeMap<String, Vec<String>>,
}

impl Corpus {
    pub fn read(repo: &Repo) -> Result<Self> {
        let mut examples = Vec::new();
        for file in crate::digest::files_below(&repo.join("routing/examples"))? {
            examples.extend(read_file(&file)?);
        }
        let mut terms: BTreeMap<_, Vec<String>> = BTreeMap::new();
        let mut carriers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut asides: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in crate::digest::files_below(&repo.join("routing/lexicon"))? {
            for (at, line) in lines(&fs::read_to_string(&file)?) {
                let mut columns = line.split('\t');
                let (Some(language), Some(topic), Some(list), None) =
                    (columns.next(), columns.next(), columns.next(), columns.next())
                else {
                    bail!("{}:{at}: language, topic and terms are needed, with tabs between", file.display());
                };
                let list = list.split(" | ").map(|term| term.trim().to_owned()).filter(|term| !term.is_empty());
                if topic == "carrier" {
                    carriers.entry(language.to_owned()).or_default().extend(list);
                } else if topic == "aside" {
                    asides.entry(language.to_owned()).or_default().extend(list);
                } else {
                    let topic = topic_of(topic).with_context(|| format!("{}:{at}", file.display()))?;
                    terms.entry((language.to_owned(), topic)).or_default().extend(list);
                }
            }
        }
        anyhow::ensure!(!examples.is_empty() && !terms.is_empty(), "routing/examples or routing/lexicon is empty");
        Ok(Self { examples, terms, carriers, asides })
    }
}

/// A file of examples: variety, topic, family, text.
pub fn read_file(file: &Path) -> Result<Vec<Example>> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut examples = Vec::new();
    for (at, line) in lines(&text) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [variety, topic, family, text] = columns.as_slice() else {
            bail!("{}:{at}: variety, topic, family and text are needed, with tabs between", file.display());
        };
        let topic = topic_of(topic).with_context(|| format!("{}:{at}", file.display()))?;
        examples.push(Example {
            variety: (*variety).to_owned(),
            topic,
            family: (*family).to_owned(),
            text: (*text).to_owned(),
        });
    }
    Ok(examples)
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    numbered.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

fn topic_of(name: &str) -> Result<Option<Topic>> {
    if name == "none" {
        return Ok(None);
    }
    Topic::parse(name).map(Some).with_context(|| format!("there is no topic `{name}`"))
}
