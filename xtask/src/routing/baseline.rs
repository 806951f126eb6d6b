//! What counting keywords would say: the floor that a model has to be better than.
//!
//! In: the lexicon and a text. Out: the topics by how many of their terms stand in it.
//! Never: weights; every term counts one.

use routing::{Topic, words};

use super::examples::{Corpus, Example};
use super::measure::Measured;

pub fn measure<'a>(corpus: &Corpus, example: &'a Example) -> Measured<'a> {
    let text = spelled(&example.text);
    let counts = Topic::ALL.map(|topic| {
        let lists = corpus.terms.iter().filter(|((_, about), _)| *about == Some(topic));
        lists.flat_map(|(_, terms)| terms).filter(|term| text.contains(&spelled(term))).count() as f32
    });
    let total: f32 = counts.iter().sum::<f32>().max(1.0);
    let mut sums: Vec<f32> = counts.iter().map(|count| (count / total).max(1e-6)).collect();
    sums.push(if total > 0.0 && counts.iter().any(|count| *count > 0.0) { 1e-6 } else { 1.0 });
    Measured { example, sums }
}

/// A text as the model compares it, a space before and after each word.
fn spelled(text: &str) -> String {
    words(text).iter().fold(" ".to_owned(), |all, word| all + &word.plain + " ")
}
