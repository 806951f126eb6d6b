//! The consonants of a word: what an Arabic word, its spelling in Latin letters and a loan from it share.
//!
//! In: a word as it is compared. Out: its consonants. Never: a guess at vowels.

/// The consonants, neighbours that are alike once. `قطع`, `9ta3` and `qte3` are one.
#[must_use]
pub(crate) fn skeleton(plain: &str) -> String {
    bones(plain, |_| None)
}

/// The same with the letters that are now a consonant and now a long vowel: for names that have little else.
pub(crate) fn with_long_vowels(plain: &str) -> String {
    bones(plain, |letter| match letter {
        'و' | 'w' | 'o' | 'u' => Some('u'),
        'ي' | 'y' | 'i' => Some('i'),
        _ => None,
    })
}

fn bones(plain: &str, vowel: fn(char) -> Option<char>) -> String {
    let mut out = String::new();
    let mut letters = plain.chars().peekable();
    while let Some(letter) = letters.next() {
        let digraph = letters.peek() == Some(&'h');
        let one = match letter {
            'c' | 's' if digraph => Some('C'),
            'k' if digraph => Some('X'),
            'g' if digraph => Some('G'),
            'p' if digraph => Some('f'),
            't' | 'd' if digraph => Some(letter),
            _ => None,
        };
        if let Some(one) = one {
            letters.next();
            push(&mut out, one);
        } else if let Some(one) = consonant(letter).or_else(|| vowel(letter)) {
            push(&mut out, one);
        }
    }
    out
}

fn push(out: &mut String, letter: char) {
    if !out.ends_with(letter) {
        out.push(letter);
    }
}

fn consonant(letter: char) -> Option<char> {
    Some(match letter {
        'ب' | 'b' | 'p' => 'b',
        'ت' | 'ط' | 'ث' | 't' => 't',
        'ج' | 'j' => 'j',
        'ح' | 'ه' | 'h' => 'h',
        'خ' | 'x' => 'X',
        'د' | 'ذ' | 'ض' | 'ظ' | 'd' => 'd',
        'ر' | 'r' => 'r',
        'ز' | 'z' => 'z',
        'س' | 'ص' | 's' => 's',
        'ش' => 'C',
        'ع' | '3' => '3',
        'غ' => 'G',
        'ف' | 'f' | 'v' => 'f',
        'ق' | 'q' => 'q',
        'ك' | 'k' | 'c' => 'k',
        'g' => 'g',
        'ل' | 'l' => 'l',
        'م' | 'm' => 'm',
        'ن' | 'n' => 'n',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{skeleton, with_long_vowels};
    use crate::normal::words;

    fn of(text: &str) -> String {
        words(text).iter().map(|word| skeleton(&word.plain)).collect()
    }

    #[test]
    fn scripts_share_their_consonants() {
        assert_eq!(of("مقطوع"), of("m9tou3"));
        assert_eq!(of("الرشوة").trim_end_matches('h'), of("lrechwa"));
        assert_eq!(of("شهادة").trim_end_matches('h'), of("chahada"));
        assert_eq!(of("خدمة").trim_end_matches('h'), of("khedma"));
        assert_eq!(with_long_vowels("تيويزي"), with_long_vowels("tiwizi"));
        assert_eq!(with_long_vowels("ouida"), "uid");
    }
}
