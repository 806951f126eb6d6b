//! Training: multinomial logistic regression, then only what counts is kept, in small steps.
//!
//! In: lessons, which are texts in numbers. Out: a model. One core, seconds.
//! Never: chance. The order of examples is counted out and sums are made in one order: same input, same bytes.

use std::collections::BTreeMap;

use crate::features::features;
use crate::judge::{FLOOR, exp};
use crate::model::{CLASSES, Model, Row};
use crate::topic::Topic;

/// One text in numbers, what it is about and how much it counts.
#[derive(Debug, Clone)]
pub struct Lesson {
    class: usize,
    weight: f32,
    features: Vec<(u32, f32)>,
}

impl Lesson {
    /// A text about a topic, or about none.
    #[must_use]
    pub fn new(text: &str, topic: Option<Topic>, weight: f32) -> Self {
        let class = topic.and_then(|topic| Topic::ALL.iter().position(|one| *one == topic)).unwrap_or(CLASSES - 1);
        let features = features(text).1.into_iter().map(|feature| (feature.bucket, feature.value)).collect();
        Self { class, weight, features }
    }
}

/// Counts on, always the same way: what stands in for chance.
#[derive(Debug, Clone, Copy)]
pub struct Turn(pub u32);

impl Turn {
    /// The next number below another.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % most.max(1)
    }
}

/// Passes over everything, before and after most features are dropped.
const PASSES: [u32; 2] = [8, 9];
const RATE: f32 = 0.35;
/// Pull towards zero: of each weight by its size, and by the same for all.
const SHRINK: f32 = 2e-6;
const TRIM: f32 = 2e-4;
/// Features that are kept.
const KEPT: usize = 40_000;
/// Steps above zero.
const STEPS: f32 = 6.0;
/// Steps below which a weight is none. What speaks against a topic is left out altogether: measured, it takes half of
/// the bytes, and others are better known for them.
const LEAST: f32 = 1.6;
/// The part of all weights' sizes above which weights are cut to the largest step.
const CLIP: f32 = 0.9995;

type Weights = [f32; CLASSES];

/// Weights under training, with what the rate has been used up by.
struct Learner {
    weights: Vec<Weights>,
    used: Vec<Weights>,
    bias: Weights,
    bias_used: Weights,
}

/// A model of these lessons. Its sharpness is 1 and its threshold 0; who measures it sets them.
#[must_use]
pub fn train(all: &[Lesson]) -> Model {
    let every: BTreeMap<u32, usize> = numbered(all.iter().flat_map(|row| row.features.iter().map(|(b, _)| *b)));
    let first = learn(&dense(all, &every), every.len(), PASSES[0]);
    let mut worth: Vec<(f32, u32)> =
        every.iter().map(|(bucket, at)| (first.weights.get(*at).map_or(0.0, worth), *bucket)).collect();
    worth.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let kept = numbered(worth.into_iter().take(KEPT).map(|(_, bucket)| bucket));
    let second = learn(&dense(all, &kept), kept.len(), PASSES[1]);
    quantised(&second, &kept)
}

fn numbered(buckets: impl Iterator<Item = u32>) -> BTreeMap<u32, usize> {
    let mut map: BTreeMap<u32, usize> = buckets.map(|bucket| (bucket, 0)).collect();
    for (at, place) in map.values_mut().enumerate() {
        *place = at;
    }
    map
}

/// How much a feature says about anything.
fn worth(weights: &Weights) -> f32 {
    weights.iter().map(|w| w * w).sum()
}

/// A row with the kept features' own numbers, the length of all being one.
struct Dense {
    class: usize,
    weight: f32,
    features: Vec<(usize, f32)>,
}

fn dense(all: &[Lesson], kept: &BTreeMap<u32, usize>) -> Vec<Dense> {
    let one = |row: &Lesson| {
        let known = row.features.iter().filter_map(|(bucket, value)| kept.get(bucket).map(|at| (*at, *value)));
        let mut features: Vec<(usize, f32)> = known.collect();
        let length = features.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(FLOOR);
        for (_, value) in &mut features {
            *value /= length;
        }
        Dense { class: row.class, weight: row.weight, features }
    };
    all.iter().map(one).collect()
}

fn learn(all: &[Dense], count: usize, passes: u32) -> Learner {
    let mut learner = Learner {
        weights: vec![[0.0; CLASSES]; count],
        used: vec![[1e-2; CLASSES]; count],
        bias: [0.0; CLASSES],
        bias_used: [1.0; CLASSES],
    };
    let mut order: Vec<usize> = (0..all.len()).collect();
    let mut turn = Turn(11);
    for _ in 0..passes {
        for at in (1..order.len()).rev() {
            order.swap(at, turn.below(at + 1));
        }
        for row in order.iter().filter_map(|at| all.get(*at)) {
            learner.step(row);
        }
    }
    learner
}

impl Learner {
    fn step(&mut self, row: &Dense) {
        let mut sums = self.bias;
        for (at, value) in &row.features {
            if let Some(weights) = self.weights.get(*at) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight * value;
                }
            }
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let mut wrong = sums.map(|sum| exp(sum - most));
        let total: f32 = wrong.iter().sum();
        for (class, share) in wrong.iter_mut().enumerate() {
            *share = (*share / total - f32::from(u8::from(class == row.class))) * row.weight;
        }
        for ((bias, used), wrong) in self.bias.iter_mut().zip(&mut self.bias_used).zip(&wrong) {
            *used += wrong * wrong;
            *bias -= 0.1 * RATE * wrong / used.sqrt();
        }
        for (at, value) in &row.features {
            let (Some(weights), Some(used)) = (self.weights.get_mut(*at), self.used.get_mut(*at)) else { continue };
            for ((weight, used), wrong) in weights.iter_mut().zip(used).zip(&wrong) {
                let slope = wrong * value + SHRINK * *weight;
                *used += slope * slope;
                let rate = RATE / used.sqrt();
                let moved = *weight - rate * slope;
                let trim = rate * TRIM;
                *weight = if moved > trim {
                    moved - trim
                } else if moved < -trim {
                    moved + trim
                } else {
                    0.0
                };
            }
        }
    }
}

/// In few steps: small, and compressed smaller.
fn quantised(learner: &Learner, kept: &BTreeMap<u32, usize>) -> Model {
    let mut sizes: Vec<f32> = learner.weights.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get((sizes.len() as f32 * CLIP) as usize).copied().unwrap_or(1.0);
    let step = most / STEPS;
    let whole = |weight: f32, most: f32| (weight / step).round().clamp(-most, most) as i8;
    let kept_steps = |weight: f32| if weight / step < LEAST { 0 } else { whole(weight, STEPS) };
    let row = |bucket: u32, at: usize| {
        let weights = learner.weights.get(at).into_iter().flatten().enumerate();
        let weights = weights.map(|(class, weight)| (class as u8, kept_steps(*weight)));
        Row { bucket, weights: weights.filter(|(_, weight)| *weight != 0).collect() }
    };
    let rows = kept.iter().map(|(bucket, at)| row(*bucket, *at)).filter(|row| !row.weights.is_empty());
    let bias = learner.bias.iter().map(|bias| whole(*bias, 127.0)).collect();
    Model { step, bias, sharpness: 1.0, threshold: 0.0, rows: rows.collect() }
}
