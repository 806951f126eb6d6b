//! What a model says of a text.
//!
//! In: a model, subject and body. Out: topics with their confidence, whether that is enough, and why.
//! Never: one topic only; who reads it may see the next ones too.

use std::ops::Range;

use crate::features::{Feature, features};
use crate::model::{CLASSES, Model};
use crate::topic::Topic;

/// The least length that a text counts with: a few letters that some word of a topic has too are no evidence.
pub(crate) const FLOOR: f32 = 3.0;
/// Most words that are given as a reason.
const MOST_REASONS: usize = 3;
/// A reason weighs at least this part of the heaviest one.
const LEAST_REASON: f32 = 0.25;

/// A topic and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The topic.
    pub topic: Topic,
    /// How often such an answer is right, from 0 to 1.
    pub confidence: f32,
}

/// What is said of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Every topic, the surest first.
    pub ranked: Vec<Ranked>,
    /// How sure it is that it is about none of them.
    pub none: f32,
    /// The topic, if it is sure enough to be named; nothing is "I don't know".
    pub topic: Option<Topic>,
    /// The words that weighed most for the first topic, heaviest first, each once: places in the text, in bytes.
    pub because: Vec<Range<usize>>,
}

impl Model {
    /// What a text is about. Subject and body of a filing are one text, with a line's end between.
    #[must_use]
    pub fn judge(&self, text: &str) -> Judgement {
        let (words, found) = features(text);
        let sums = self.sums(&found);
        let shares = softmax(&sums, self.sharpness);
        let order = heaviest_first(shares.iter().copied().take(Topic::ALL.len()).enumerate());
        let named =
            |(at, confidence): (usize, f32)| Topic::ALL.get(at).map(|topic| Ranked { topic: *topic, confidence });
        let ranked: Vec<Ranked> = order.into_iter().filter_map(named).collect();
        let none = shares.last().copied().unwrap_or(0.0);
        let first = ranked.first().copied();
        let sure = first.filter(|f| f.confidence >= self.threshold && f.confidence > none);
        let because = first.map(|f| self.reasons(f.topic, &found, words.len())).unwrap_or_default();
        let mut told: Vec<&str> = Vec::new();
        let mut places = Vec::new();
        for word in because.into_iter().filter_map(|at| words.get(at)) {
            if !told.contains(&word.plain.as_str()) && places.len() < MOST_REASONS {
                told.push(&word.plain);
                places.push(word.at.clone());
            }
        }
        Judgement { ranked, none, topic: sure.map(|f| f.topic), because: places }
    }

    /// The sum for each class, over features that the model knows, by their length.
    fn sums(&self, found: &[Feature]) -> [f32; CLASSES] {
        let mut sums = [0.0_f32; CLASSES];
        let mut length = 0.0_f32;
        for feature in found {
            if let Some(row) = self.row(feature.bucket) {
                length += feature.value * feature.value;
                for (class, weight) in &row.weights {
                    if let Some(sum) = sums.get_mut(usize::from(*class)) {
                        *sum += f32::from(*weight) * feature.value;
                    }
                }
            }
        }
        let by = length.sqrt().max(FLOOR);
        for (sum, bias) in sums.iter_mut().zip(&self.bias) {
            *sum = (*sum / by + f32::from(*bias)) * self.step;
        }
        sums
    }

    /// Words by what they added for a topic, over what they added on average; the heaviest first.
    fn reasons(&self, topic: Topic, found: &[Feature], count: usize) -> Vec<usize> {
        let class = Topic::ALL.iter().position(|t| *t == topic).unwrap_or_default();
        let mut weights = vec![0.0_f32; count];
        for feature in found {
            let Some(row) = self.row(feature.bucket) else { continue };
            let all: f32 = row.weights.iter().map(|(_, weight)| f32::from(*weight)).sum();
            let own = row.weights.iter().find(|(c, _)| usize::from(*c) == class).map_or(0.0, |(_, w)| f32::from(*w));
            if let Some(weight) = weights.get_mut(feature.word) {
                *weight += (own - all / CLASSES as f32) * feature.value;
            }
        }
        let least = weights.iter().copied().fold(0.0, f32::max) * LEAST_REASON;
        let heavy = weights.into_iter().enumerate().filter(|(_, w)| *w > 0.0 && *w >= least);
        heaviest_first(heavy).into_iter().map(|(at, _)| at).collect()
    }
}

/// Places by weight, the heaviest first; of those that weigh the same the first first. For lists of some dozens.
#[must_use]
pub fn heaviest_first(all: impl Iterator<Item = (usize, f32)>) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = Vec::new();
    for one in all {
        let at = order.iter().position(|(_, weight)| *weight < one.1).unwrap_or(order.len());
        order.insert(at, one);
    }
    order
}

fn softmax(sums: &[f32; CLASSES], sharpness: f32) -> [f32; CLASSES] {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let mut shares = sums.map(|sum| exp((sum - most) * sharpness));
    let all: f32 = shares.iter().sum();
    for share in &mut shares {
        *share /= all;
    }
    shares
}

/// e to the power of `x`, for `x` at most 0, from additions and multiplications alone: the same on every machine.
#[must_use]
pub(crate) fn exp(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    // (1 + y + y²/2 + y³/6 + y⁴/24) to the power of 1024, y = x / 1024: below a millionth wrong where it matters.
    let y = f64::from(x) / 1024.0;
    let mut value = 1.0 + y * (1.0 + y * (0.5 + y * (1.0 / 6.0 + y / 24.0)));
    for _ in 0..10 {
        value *= value;
    }
    value as f32
}

#[cfg(test)]
mod tests {
    use super::exp;
    use crate::{CLASSES, Model, Row, Topic, features};

    /// A model that knows one word for water and one for schools.
    fn model() -> Model {
        let known = [("robinet", 5), ("ecole", 11)];
        let bucket = |word: &str| features(word).1.iter().find(|f| f.value >= 1.0).unwrap().bucket;
        let mut rows: Vec<Row> =
            known.iter().map(|(word, class)| Row { bucket: bucket(word), weights: vec![(*class, 50)] }).collect();
        rows.sort_by_key(|row| row.bucket);
        Model { step: 0.5, bias: vec![0; CLASSES], sharpness: 1.0, threshold: 0.5, rows }
    }

    #[test]
    fn the_word_that_decided_is_named_as_it_was_typed() {
        let text = "Rien ne sort du ROBINET depuis lundi";
        let judgement = model().judge(text);
        assert_eq!(judgement.topic, Some(Topic::Water));
        let because: Vec<&str> = judgement.because.into_iter().map(|at| &text[at]).collect();
        assert_eq!(because, ["ROBINET"]);
    }

    #[test]
    fn what_it_does_not_know_it_does_not_name() {
        let judgement = model().judge("bonjour");
        assert_eq!((judgement.topic, judgement.because.len()), (None, 0));
        assert_eq!(model().judge("").topic, None);
        let both = model().judge("école robinet");
        assert_eq!(both.topic, None, "two topics as sure as each other are no answer");
        let all: f32 = both.ranked.iter().map(|r| r.confidence).sum::<f32>() + both.none;
        assert!((all - 1.0).abs() < 1e-5);
    }

    #[test]
    fn the_power_is_the_power() {
        for x in [0.0_f32, -0.001, -0.7, -3.0, -12.5, -40.0, -79.0] {
            assert!((exp(x) - x.exp()).abs() < 1e-6, "{x}");
        }
        assert_eq!(exp(-100.0), 0.0);
    }
}
