//! Words as they are compared: one spelling for what people spell in many ways.
//!
//! In: text as typed. Out: its words in order, each with its place in the text.
//! Never: loses the place; what is shown to a person are the person's own letters.

use std::ops::Range;

/// Most words that are looked at. The matter stands in the first pages, and time is bounded.
const MOST_WORDS: usize = 800;
/// Most letters of a word; what is longer is no word.
const MOST_LETTERS: usize = 40;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// How it is compared: lower case, without accents and vowel marks, Tifinagh in Latin letters.
    pub plain: String,
    /// Whether it is written in Arabic letters.
    pub arabic: bool,
}

/// The words of a text. Numbers are none: dates, amounts and references say nothing about the matter.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let amazigh = text.chars().any(is_amazigh_latin);
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, letter)| (at, Some(letter))).chain([(text.len(), None)]);
    for (at, letter) in ends {
        match (letter.is_some_and(is_of_word), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                found.extend(word(text, from..at, amazigh));
                if found.len() >= MOST_WORDS {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str, at: Range<usize>, amazigh: bool) -> Option<Word> {
    let typed = text.get(at.clone())?;
    if !typed.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut plain = String::new();
    for letter in typed.chars().take(MOST_LETTERS) {
        fold(letter, amazigh, &mut plain);
    }
    let plain = squeeze(&plain);
    let arabic = plain.chars().any(is_arabic);
    (!plain.is_empty()).then_some(Word { at, plain, arabic })
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_mark(letter) || letter == 'ـ'
}

/// Accents that stand alone, and Arabic vowel marks.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

pub(crate) fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// Letters that only Amazigh has among those who write here. Where one stands, `c` and `x` are read its way too.
fn is_amazigh_latin(letter: char) -> bool {
    matches!(letter, 'ɣ' | 'Ɣ' | 'ɛ' | 'Ɛ' | 'ε' | 'ḥ' | 'Ḥ' | 'ṭ' | 'ḍ' | 'Ḍ' | 'ṣ' | 'ẓ' | 'ṛ' | 'ǧ' | 'č' | 'Č')
}

/// One letter as it is compared; nothing for what does not count.
fn fold(letter: char, amazigh: bool, out: &mut String) {
    if is_mark(letter) || letter == 'ـ' {
        return;
    }
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    match lower {
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ئ' | 'ی' => out.push('ي'),
        'ؤ' => out.push('و'),
        'ة' => out.push('ه'),
        'ء' | '\'' | '2' | 'ⵯ' => {}
        'گ' | 'ڭ' | 'ڨ' | 'ک' => out.push('ك'),
        'ڤ' => out.push('ف'),
        'پ' => out.push('ب'),
        'چ' => out.push('ش'),
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'ⴰ' => out.push('a'),
        'é' | 'è' | 'ê' | 'ë' | 'ⴻ' | 'ə' => out.push('e'),
        'í' | 'ì' | 'î' | 'ï' | 'ⵉ' => out.push('i'),
        'ó' | 'ò' | 'ô' | 'ö' => out.push('o'),
        'ú' | 'ù' | 'û' | 'ü' | 'ⵓ' => out.push('u'),
        'ç' => out.push('c'),
        'ñ' | 'ⵏ' => out.push('n'),
        'œ' => out.push_str("oe"),
        'ɣ' | 'ⵖ' | '8' => out.push_str("gh"),
        'ɛ' | 'ε' | 'ⵄ' => out.push('3'),
        'ḥ' | 'ⵃ' | 'ⵀ' | '7' => out.push('h'),
        'ṭ' | 'ⵜ' | 'ⵟ' | '6' => out.push('t'),
        'ḍ' | 'ⴷ' | 'ⴹ' => out.push('d'),
        'ṣ' | 'ⵙ' | 'ⵚ' => out.push('s'),
        'ẓ' | 'ⵣ' | 'ⵥ' => out.push('z'),
        'ṛ' | 'ⵔ' | 'ⵕ' => out.push('r'),
        'č' | 'š' | 'ⵛ' => out.push_str("ch"),
        'ǧ' | 'ⵊ' => out.push('j'),
        'ⵅ' | '5' => out.push_str("kh"),
        '9' | 'ⵇ' => out.push('q'),
        'ⴱ' => out.push('b'),
        'ⴼ' => out.push('f'),
        'ⴳ' => out.push('g'),
        'ⴽ' => out.push('k'),
        'ⵍ' => out.push('l'),
        'ⵎ' => out.push('m'),
        'ⵡ' => out.push('w'),
        'ⵢ' => out.push('y'),
        'c' if amazigh => out.push_str("ch"),
        'x' if amazigh => out.push_str("kh"),
        '3' => out.push('3'),
        other if other.is_alphabetic() => out.push(other),
        _ => {}
    }
}

/// A letter that is held down counts twice at most.
fn squeeze(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let (mut last, mut run) = (None, 0_u32);
    for letter in word.chars() {
        run = if last == Some(letter) { run + 1 } else { 1 };
        last = Some(letter);
        if run <= 2 {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words;

    fn plain(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.plain).collect()
    }

    #[test]
    fn many_spellings_become_one() {
        assert_eq!(plain("الإِدارَة"), plain("الاداره"));
        assert_eq!(plain("مـــاء"), plain("ما"));
        assert_eq!(plain("مستشفى"), plain("مستشفي"));
        assert_eq!(plain("Électricité"), ["electricite"]);
        assert_eq!(plain("l’eau"), ["l", "eau"]);
        assert_eq!(plain("m9tou3"), ["mqtou3"]);
        assert_eq!(plain("7ta l7al"), ["hta", "lhal"]);
        assert_eq!(plain("ⴰⵎⴰⵏ"), plain("aman"));
        assert_eq!(plain("ⵖⵔ ⵓⵙⴱⵉⵟⴰⵔ"), plain("ɣr usbiṭar"));
        assert_eq!(plain("pleeeease"), ["pleease"]);
    }

    #[test]
    fn numbers_are_no_words_and_places_are_the_text_s_own() {
        let text = "Facture 2 450 DH : l’eau";
        let cut: Vec<&str> = words(text).into_iter().map(|word| &text[word.at]).collect();
        assert_eq!(cut, ["Facture", "DH", "l", "eau"]);
    }
}
