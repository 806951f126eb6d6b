//! How good a model is: right at once, right among three, how honest its confidence is.
//!
//! In: models and texts. Out: numbers. Never: a text that the model was trained on; who calls sees to that.

use routing::{CLASSES, Model, Topic};

use super::examples::Example;
use super::rows::class_of;

/// A text and what was said of it: for each class the natural logarithm's argument, before it is sharpened.
pub struct Measured<'a> {
    pub example: &'a Example,
    /// Shares of all classes at sharpness 1; the last is "none".
    pub sums: Vec<f32>,
}

pub fn measure<'a>(model: &Model, example: &'a Example) -> Measured<'a> {
    let plain = Model { sharpness: 1.0, ..model.clone() };
    let judgement = plain.judge(&example.text);
    let mut sums = vec![0.0; CLASSES];
    for ranked in judgement.ranked {
        if let Some(sum) = sums.get_mut(class_of(Some(ranked.topic))) {
            *sum = ranked.confidence;
        }
    }
    if let Some(sum) = sums.last_mut() {
        *sum = judgement.none;
    }
    Measured { example, sums }
}

impl Measured<'_> {
    /// Topics by their shares, the surest first, and the share of "none".
    pub fn shares(&self, sharpness: f32) -> (Vec<(Topic, f32)>, f32) {
        let logs: Vec<f32> = self.sums.iter().map(|share| share.max(1e-30).ln() * sharpness).collect();
        let most = logs.iter().copied().fold(f32::MIN, f32::max);
        let shares: Vec<f32> = logs.iter().map(|log| (log - most).exp()).collect();
        let all: f32 = shares.iter().sum();
        let mut topics: Vec<(Topic, f32)> =
            Topic::ALL.iter().zip(&shares).map(|(topic, share)| (*topic, share / all)).collect();
        topics.sort_by(|a, b| b.1.total_cmp(&a.1));
        (topics, shares.last().copied().unwrap_or_default() / all)
    }

    /// The topic that is named, if one is.
    pub fn said(&self, sharpness: f32, threshold: f32) -> Option<Topic> {
        let (topics, none) = self.shares(sharpness);
        topics.first().filter(|(_, share)| *share >= threshold && *share > none).map(|(topic, _)| *topic)
    }

    /// Whether the right topic is among the first `most`.
    pub fn within(&self, most: usize) -> bool {
        self.shares(1.0).0.iter().take(most).any(|(topic, _)| Some(*topic) == self.example.topic)
    }
}

/// The sharpness under which what was seen is likeliest.
pub fn sharpness(measured: &[Measured<'_>]) -> f32 {
    let cost = |sharpness: f32| {
        let one = |m: &Measured<'_>| {
            let (topics, none) = m.shares(sharpness);
            let right = topics.iter().find(|(topic, _)| Some(*topic) == m.example.topic);
            -right.map_or(none, |(_, share)| *share).max(1e-9).ln()
        };
        measured.iter().map(one).sum::<f32>()
    };
    let tried = (4..=80).map(|tenth| tenth as f32 / 20.0);
    tried.min_by(|a, b| cost(*a).total_cmp(&cost(*b))).unwrap_or(1.0)
}

/// The least threshold at which at most this share of the texts about nothing is given a topic.
pub fn threshold(measured: &[Measured<'_>], sharpness: f32, most: f32) -> f32 {
    let strangers: Vec<&Measured<'_>> = measured.iter().filter(|m| m.example.topic.is_none()).collect();
    let named = |threshold: f32| strangers.iter().filter(|m| m.said(sharpness, threshold).is_some()).count() as f32;
    let tried = (10..=90).map(|hundredth| hundredth as f32 / 100.0);
    tried.into_iter().find(|t| named(*t) <= most * strangers.len() as f32).unwrap_or(0.9)
}

/// Expected calibration error: in ten parts by confidence, how far confidence is from being right, on average.
pub fn calibration(measured: &[&Measured<'_>], sharpness: f32) -> f32 {
    let mut parts = [(0.0_f32, 0.0_f32, 0.0_f32); 10];
    for m in measured {
        let (topics, none) = m.shares(sharpness);
        let Some((topic, share)) = topics.first().copied() else { continue };
        let (said, share) = if none > share { (None, none) } else { (Some(topic), share) };
        if let Some(part) = parts.get_mut(((share * 10.0) as usize).min(9)) {
            part.0 += 1.0;
            part.1 += share;
            part.2 += f32::from(u8::from(said == m.example.topic));
        }
    }
    parts.iter().map(|(_, share, right)| (share - right).abs()).sum::<f32>() / (measured.len() as f32).max(1.0)
}
