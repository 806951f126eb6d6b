//! The word on a reply's first line that says what the reply is.
//!
//! In: a reply's text. Out: what it means, and the text without the word. Words of every language are understood, whatever
//! the case's own is, with accents or without. Never: takes a word for one that is part of a sentence.

use domain::language::Language;
use words::Words;

/// What a reply may be, by the key of its word; the callback's type, and its outcome.
pub const MEANINGS: [Meaning; 8] = [
    meaning("received", "acknowledged", None),
    meaning("question", "question", None),
    meaning("answer", "answer", None),
    meaning("elsewhere", "redirected", None),
    meaning("upheld", "closed", Some("upheld")),
    meaning("partly", "closed", Some("partly_upheld")),
    meaning("rejected", "closed", Some("not_upheld")),
    meaning("inadmissible", "closed", Some("inadmissible")),
];

/// A plain reply.
pub const MESSAGE: Meaning = meaning("", "message", None);

/// What a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// The end of the word's key.
    pub key: &'static str,
    /// The callback's type.
    pub kind: &'static str,
    /// The callback's outcome.
    pub outcome: Option<&'static str>,
}

impl Meaning {
    /// Whether it says nothing without a text.
    #[must_use]
    pub fn needs_text(&self) -> bool {
        !matches!(self.kind, "acknowledged" | "closed")
    }
}

const fn meaning(key: &'static str, kind: &'static str, outcome: Option<&'static str>) -> Meaning {
    Meaning { key, kind, outcome }
}

/// The words of every language, as they are compared.
#[derive(Debug)]
pub struct Vocabulary(Vec<(String, Meaning)>);

impl Vocabulary {
    /// All of them.
    #[must_use]
    pub fn whole() -> Self {
        let of = |language| {
            let words = Words::of_letters(language);
            MEANINGS.map(|meaning| (plain(&words.text(&format!("mail-word-{}", meaning.key), &[])), meaning))
        };
        Self(Language::ALL.into_iter().flat_map(of).collect())
    }

    /// What a text is, and the text without the word.
    #[must_use]
    pub fn read<'a>(&self, text: &'a str) -> (Meaning, &'a str) {
        let text = text.trim();
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let first = plain(first);
        match self.0.iter().find(|(word, _)| *word == first) {
            Some((_, meaning)) => (*meaning, rest.trim()),
            None => (MESSAGE, text),
        }
    }
}

/// A line as words are compared: letters and figures alone, without accents, vowel marks and case.
fn plain(line: &str) -> String {
    let same = |c: char| match c {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        other => other,
    };
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{640}');
    let letters = line.chars().filter(|c| !is_mark(c)).flat_map(char::to_lowercase).filter(|c| !is_mark(c));
    letters.map(same).filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: &str, outcome: Option<&str>, rest: &str) {
        let (meaning, left) = Vocabulary::whole().read(text);
        assert_eq!((meaning.kind, meaning.outcome, left), (kind, outcome, rest), "of {text:?}");
    }

    #[test]
    fn a_word_alone_on_the_first_line_says_what_a_reply_is() {
        check("RÉPONSE\n\nLe lampadaire est remplacé.", "answer", None, "Le lampadaire est remplacé.");
        check("reponse :\nRemplacé.", "answer", None, "Remplacé.");
        check("*Réponse.*\nRemplacé.", "answer", None, "Remplacé.");
        check("\n  Question\nQuelle rue ?\nMerci", "question", None, "Quelle rue ?\nMerci");
        check("ANSWER\nDone.", "answer", None, "Done.");
        check("Respuesta\nHecho.", "answer", None, "Hecho.");
        check("جواب\nتم.", "answer", None, "تم.");
        check("جَوَاب:\nتم.", "answer", None, "تم.");
        check("ⵜⴰⵎⵔⴰⵔⵓⵜ\nⵢⵓⵙⴰ.", "answer", None, "ⵢⵓⵙⴰ.");
        check("Reçu", "acknowledged", None, "");
        check("Fondée en partie\nVoici pourquoi.", "closed", Some("partly_upheld"), "Voici pourquoi.");
        check("NON FONDEE", "closed", Some("not_upheld"), "");
        check("في محله", "closed", Some("upheld"), "");
        check("Non compétent\nLa commune.", "redirected", None, "La commune.");
    }

    #[test]
    fn a_word_in_a_sentence_says_nothing() {
        for text in
            ["Réponse : le lampadaire est remplacé.", "Question de budget", "Bonjour,\nRÉPONSE", "", "Reçu ce jour"]
        {
            check(text, "message", None, text);
        }
    }

    #[test]
    fn every_language_has_eight_words_and_none_has_two_meanings() {
        let words = Vocabulary::whole();
        for (word, meaning) in &words.0 {
            assert!(word.chars().count() >= 3, "{word}");
            assert!(words.0.iter().all(|(other, it)| other != word || it == meaning), "{word} has two meanings");
        }
        assert_eq!(words.0.len(), 8 * Language::ALL.len());
    }
}
