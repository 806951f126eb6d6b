//! When cases are a wave: many people, one category, within days, and a word that nobody else writes.
//!
//! In: a new case and those before it, each as marks of contacts and words. Out: the wave that it comes into, or begins.
//! Never: what the words are, or who the people.

use super::Alike;
use crate::time::UnixMillis;

/// People who must have written a word before it is a wave's word: it is shown then, and leads further cases into the wave.
pub const SHOWN_PEOPLE: usize = 3;
/// In a hundred of all cases in mind that have a word, how many must be the wave's. A town's name, an office's or a
/// greeting stands everywhere.
const OWN_PERCENT: usize = 60;

/// A case, as far as waves go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Its number in the register.
    pub serial: u32,
    /// When it came, in milliseconds since 1970.
    pub at: i64,
    /// What it is about, as the agency has it.
    pub category: String,
    /// What stands for its person; none if no contact was given.
    pub contacts: Vec<u64>,
    /// What stands for its telling words.
    pub words: Vec<u64>,
    /// The serial of its wave's first case; 0 if a caseworker took it out.
    pub wave: Option<u32>,
}

/// A wave that a new case comes into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The serial of its first case.
    pub wave: u32,
    /// Earlier cases that come into it with this one, where it begins.
    pub with: Vec<u32>,
}

/// How many people filed these cases. Cases that share a contact are one person's, and those without any count once together:
/// whoever files twenty times makes no wave.
#[must_use]
pub fn people<'a>(contacts: impl Iterator<Item = &'a [u64]>) -> usize {
    let (mut seen, mut known, mut unknown) = (Vec::new(), 0, 0);
    for marks in contacts {
        match marks.iter().any(|mark| seen.contains(mark)) {
            _ if marks.is_empty() => unknown = 1,
            true => {}
            false => known += 1,
        }
        seen.extend_from_slice(marks);
    }
    known + unknown
}

/// The wave that a new case comes into, among the cases before it.
#[must_use]
pub fn wave(new: &Sketch, before: &[Sketch], alike: &Alike) -> Option<Found> {
    let least = alike.wave_people as usize;
    if least == 0 {
        return None;
    }
    let since = alike.wave_since(UnixMillis(new.at));
    let mut best: Option<(usize, Found)> = None;
    for word in &new.words {
        let having = before.iter().filter(|case| case.words.contains(word));
        let all = having.clone().count();
        let near: Vec<&Sketch> =
            having.filter(|case| case.category == new.category && case.at >= since && case.wave != Some(0)).collect();
        if (near.len() + 1) * 100 < (all + 1) * OWN_PERCENT {
            continue;
        }
        let of =
            |wave: Option<u32>| near.iter().filter(move |case| case.wave == wave).map(|case| case.contacts.as_slice());
        let joined = near.iter().filter_map(|case| case.wave).find(|wave| people(of(Some(*wave))) >= SHOWN_PEOPLE);
        if let Some(wave) = joined {
            return Some(Found { wave, with: Vec::new() });
        }
        let count = people(of(None).chain([new.contacts.as_slice()]));
        if count >= least && best.as_ref().is_none_or(|(most, _)| count > *most) {
            let with: Vec<u32> = near.iter().filter(|case| case.wave.is_none()).map(|case| case.serial).collect();
            best = Some((count, Found { wave: with.iter().copied().min().unwrap_or(new.serial), with }));
        }
    }
    best.map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn sketch(serial: u32, person: u64, words: &[u64]) -> Sketch {
        let contacts = if person == 0 { Vec::new() } else { vec![person] };
        Sketch { serial, at: 0, category: "water".into(), contacts, words: words.to_vec(), wave: None }
    }

    fn cases(people: std::ops::RangeInclusive<u32>, words: &[u64]) -> Vec<Sketch> {
        people.map(|n| sketch(n, n.into(), words)).collect()
    }

    fn found(new: &Sketch, before: &[Sketch]) -> Option<Found> {
        wave(new, before, &Alike::default())
    }

    #[test]
    fn five_people_with_a_word_are_a_wave_and_four_are_none() {
        assert_eq!(found(&sketch(5, 5, &[7]), &cases(1..=4, &[9, 7])), Some(Found { wave: 1, with: vec![1, 2, 3, 4] }));
        assert_eq!(found(&sketch(4, 4, &[7]), &cases(1..=3, &[7])), None);
        assert_eq!(found(&sketch(5, 5, &[8]), &cases(1..=4, &[7])), None);
    }

    #[test]
    fn whoever_files_twenty_times_is_one_person_and_so_are_all_who_say_nothing() {
        for person in [3, 0] {
            let before: Vec<Sketch> = (1..=20).map(|n| sketch(n, person, &[7])).collect();
            assert_eq!(found(&sketch(21, person, &[7]), &before), None);
        }
        // One telephone of two addresses makes one of three.
        assert_eq!(people([&[1_u64, 9][..], &[2, 9], &[2]].into_iter()), 1);
        assert_eq!(people([&[1_u64][..], &[], &[], &[2]].into_iter()), 3);
    }

    #[test]
    fn another_category_or_another_week_is_another_matter() {
        let mut others = cases(1..=4, &[7]);
        others[0].category = "roads".into();
        assert_eq!(found(&sketch(5, 5, &[7]), &others), None);
        let mut before = cases(1..=4, &[7]);
        before[0].at = -73 * HOUR;
        assert_eq!(found(&sketch(5, 5, &[7]), &before), None);
        before[0].at = -72 * HOUR;
        assert!(found(&sketch(5, 5, &[7]), &before).is_some());
    }

    #[test]
    fn a_word_that_stands_everywhere_makes_no_wave() {
        let mut before = cases(1..=4, &[7]);
        before.extend((5..=8).map(|n| Sketch { category: "roads".into(), ..sketch(n, n.into(), &[7]) }));
        assert_eq!(found(&sketch(9, 9, &[7]), &before), None);
        assert!(found(&sketch(9, 9, &[7]), &before[..7]).is_some());
    }

    #[test]
    fn a_wave_takes_what_comes_later_with_its_words_and_nothing_that_was_taken_out() {
        let mut before = cases(1..=5, &[7]);
        before.iter_mut().take(4).for_each(|case| case.wave = Some(1));
        before[4].wave = Some(0);
        assert_eq!(found(&sketch(6, 6, &[7]), &before), Some(Found { wave: 1, with: vec![] }));
        // Not by a word that two of its people have.
        before[0].words.push(8);
        before[1].words.push(8);
        assert_eq!(found(&sketch(6, 6, &[8]), &before), None);
    }

    #[test]
    fn an_agency_may_have_none() {
        let alike = Alike { wave_people: 0, ..Alike::default() };
        assert_eq!(wave(&sketch(9, 9, &[7]), &cases(1..=8, &[7]), &alike), None);
    }
}
