//! Chance that can be had again. In: a seed. Out: numbers. Never: anything that the seed does not decide.

use std::time::Duration;

/// A stream of numbers (`SplitMix64`, Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed and a place: a round, a worker.
    #[must_use]
    pub fn of(seed: u64, place: &[u64]) -> Self {
        place.iter().fold(Self(seed), |mut dice, part| {
            dice.0 ^= part.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            Self(dice.next())
        })
    }

    /// The next number.
    #[must_use = "a throw that nobody looks at"]
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    #[must_use = "a throw that nobody looks at"]
    pub const fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// One of these; none of nothing.
    #[must_use = "a throw that nobody looks at"]
    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let place = usize::try_from(self.below(things.len() as u64)).unwrap_or(0);
        things.get(place)
    }

    /// A time between two others, to the millisecond.
    #[must_use = "a throw that nobody looks at"]
    pub fn between(&mut self, least: Duration, most: Duration) -> Duration {
        let room = u64::try_from(most.saturating_sub(least).as_millis()).unwrap_or(0);
        least + Duration::from_millis(self.below(room + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_seed_gives_the_same_stream_and_each_place_its_own() {
        let stream = |place: &[u64]| {
            let mut dice = Dice::of(7, place);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(stream(&[1, 2]), stream(&[1, 2]));
        assert_ne!(stream(&[1, 2]), stream(&[2, 1]));
        assert_ne!(stream(&[1, 2]), stream(&[1, 3]));
    }
}
