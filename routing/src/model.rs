//! The model: for each feature that counts, how much it says for and against each topic.
//!
//! In: bytes. Out: a model, or what is wrong with the bytes; and the way back, for who trains.
//! Never: trusts the bytes; a file that was cut or changed is refused, not read half.

use crate::features::BUCKET_BITS;
use crate::topic::Topic;

/// Topics, and last "none of them".
pub const CLASSES: usize = Topic::ALL.len() + 1;

const MAGIC: &[u8; 4] = b"WRT1";

/// What one feature says: a class and a weight for each class it says something about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The feature's number.
    pub bucket: u32,
    /// Class and weight, in steps of [`Model::step`].
    pub weights: Vec<(u8, i8)>,
}

/// A trained model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    /// What one step of a weight is worth.
    pub step: f32,
    /// Where each class begins, in steps.
    pub bias: Vec<i8>,
    /// What sums are multiplied by so that a confidence is a frequency.
    pub sharpness: f32,
    /// The least confidence with which a topic is named.
    pub threshold: f32,
    /// Rows by feature's number, rising.
    pub rows: Vec<Row>,
}

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Another format, or another list of topics.
    #[error("these bytes are no model of this version")]
    Foreign,
    /// It ends too early, or goes on after its end.
    #[error("the model is cut short or has something after its end")]
    Length,
    /// A number in it cannot be.
    #[error("the model holds a number that cannot be")]
    Range,
}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// When the bytes are not exactly what [`Model::write`] writes.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut rest = Rest(bytes);
        if rest.take(4)? != MAGIC || usize::from(rest.byte()?) != CLASSES {
            return Err(Unreadable::Foreign);
        }
        let (step, sharpness, threshold) = (rest.float()?, rest.float()?, rest.float()?);
        let bias = rest.take(CLASSES)?.iter().map(|byte| byte.cast_signed()).collect();
        let count = rest.number()? as usize;
        if count > 1 << BUCKET_BITS {
            return Err(Unreadable::Range);
        }
        let mut rows = Vec::with_capacity(count.min(bytes.len()));
        let mut bucket = 0_u32;
        for _ in 0..count {
            bucket = bucket.checked_add(rest.number()?).filter(|b| *b < 1 << BUCKET_BITS).ok_or(Unreadable::Range)?;
            rows.push(Row { bucket, weights: Vec::new() });
        }
        for row in &mut rows {
            let count = usize::from(rest.byte()?);
            if count > CLASSES {
                return Err(Unreadable::Range);
            }
            row.weights = vec![(0, 0); count];
        }
        for (class, _) in rows.iter_mut().flat_map(|row| &mut row.weights) {
            *class = rest.byte()?;
            if usize::from(*class) >= CLASSES {
                return Err(Unreadable::Range);
            }
        }
        for (_, weight) in rows.iter_mut().flat_map(|row| &mut row.weights) {
            *weight = rest.byte()?.cast_signed();
        }
        if !rest.0.is_empty() {
            return Err(Unreadable::Length);
        }
        Ok(Self { step, bias, sharpness, threshold, rows })
    }

    /// The bytes of a model. Like stands beside like, so that they compress well.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(CLASSES as u8);
        for float in [self.step, self.sharpness, self.threshold] {
            out.extend(float.to_le_bytes());
        }
        out.extend(self.bias.iter().map(|steps| steps.cast_unsigned()));
        number(self.rows.len() as u32, &mut out);
        let mut before = 0;
        for row in &self.rows {
            number(row.bucket - before, &mut out);
            before = row.bucket;
        }
        out.extend(self.rows.iter().map(|row| row.weights.len() as u8));
        let weights = || self.rows.iter().flat_map(|row| &row.weights);
        out.extend(weights().map(|(class, _)| *class));
        out.extend(weights().map(|(_, weight)| weight.cast_unsigned()));
        out
    }

    /// What a feature says; nothing for one that does not count.
    #[must_use]
    pub fn row(&self, bucket: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&bucket, |row| row.bucket).ok().and_then(|at| self.rows.get(at))
    }
}

/// Seven bits a byte, the lowest first.
fn number(mut value: u32, out: &mut Vec<u8>) {
    while value >= 128 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Bytes that are still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Unreadable> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Unreadable::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Unreadable> {
        let (first, rest) = self.0.split_first().ok_or(Unreadable::Length)?;
        self.0 = rest;
        Ok(*first)
    }

    fn float(&mut self) -> Result<f32, Unreadable> {
        let bytes = self.take(4)?.try_into().map_err(|_| Unreadable::Length)?;
        let float = f32::from_le_bytes(bytes);
        (float.is_finite() && float >= 0.0).then_some(float).ok_or(Unreadable::Range)
    }

    fn number(&mut self) -> Result<u32, Unreadable> {
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            value |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(value);
            }
        }
        Err(Unreadable::Range)
    }
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, Model, Row, Unreadable};

    fn model() -> Model {
        let row = |bucket, weights: &[(u8, i8)]| Row { bucket, weights: weights.to_vec() };
        Model {
            step: 0.1,
            bias: vec![-3; CLASSES],
            sharpness: 1.5,
            threshold: 0.4,
            rows: vec![row(3, &[(0, 5), (7, -128)]), row(900, &[(25, 127)]), row(262_143, &[])],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Model::read(&model().write()), Ok(model()));
    }

    #[test]
    fn bytes_that_were_cut_or_changed_are_refused() {
        let bytes = model().write();
        for end in 0..bytes.len() {
            assert!(Model::read(&bytes[..end]).is_err(), "{end}");
        }
        let longer = [bytes.clone(), vec![0]].concat();
        assert_eq!(Model::read(&longer), Err(Unreadable::Length));
        // No byte, whatever is put in its place, makes the reader stumble.
        for at in 0..bytes.len() {
            for value in [0, 127, 255] {
                let mut changed = bytes.clone();
                changed[at] = value;
                let _ = Model::read(&changed);
            }
        }
        assert_eq!(Model::read(b"WRT0\x1a"), Err(Unreadable::Foreign));
    }
}
