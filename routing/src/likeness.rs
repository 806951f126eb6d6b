//! Whether two texts tell of the same thing: the words that they share, whatever spelling or script they are in.
//!
//! In: texts. Out: their words as they are compared with each other's, and whether two texts are alike.
//! Never: a word that everybody writes; who wrote.

use crate::features::{hash, stem};
use crate::normal::{Word, words};
use crate::skeleton::{skeleton, with_long_vowels};

/// Fewest letters that a word has, or consonants that it is compared by.
const LEAST: usize = 3;
/// Fewest words that texts share which are alike.
const SHARED: usize = 3;
/// The part of the shorter text's words that it shares then, in a hundred.
const PERCENT: usize = 40;

/// What people write whatever it is about, as it is compared: small words, and what letters begin and end with.
const EVERYWHERE: &[&str] = &[
    "les",
    "des",
    "une",
    "pas",
    "que",
    "qui",
    "sur",
    "est",
    "sont",
    "dans",
    "avec",
    "pour",
    "depuis",
    "plus",
    "mais",
    "nous",
    "vous",
    "notre",
    "votre",
    "nos",
    "vos",
    "mes",
    "mon",
    "cette",
    "ces",
    "aux",
    "par",
    "bonjour",
    "madame",
    "monsieur",
    "messieurs",
    "honneur",
    "porter",
    "connaissance",
    "prie",
    "agreer",
    "salutations",
    "distinguees",
    "merci",
    "bien",
    "vouloir",
    "demande",
    "reclamation",
    "objet",
    "suite",
    "toujours",
    "encore",
    "jours",
    "jour",
    "fait",
    "ete",
    "avons",
    "elle",
    "ils",
    "rue",
    "avenue",
    "quartier",
    "ville",
    "street",
    "calle",
    "barrio",
    "شارع",
    "زنقه",
    "حي",
    "بحي",
    "فحي",
    "بزنقه",
    "فزنقه",
    "the",
    "and",
    "for",
    "with",
    "not",
    "has",
    "have",
    "since",
    "dear",
    "sir",
    "your",
    "our",
    "this",
    "that",
    "please",
    "still",
    "los",
    "las",
    "una",
    "para",
    "con",
    "por",
    "desde",
    "estimados",
    "señor",
    "nuestra",
    "gracias",
    "dias",
    "sin",
    "من",
    "الي",
    "علي",
    "في",
    "عن",
    "هذا",
    "هذه",
    "التي",
    "الذي",
    "منذ",
    "لم",
    "لا",
    "قد",
    "سيدي",
    "السيد",
    "تحيه",
    "طيبه",
    "وبعد",
    "شكرا",
    "المرجو",
    "السلام",
    "عليكم",
    "ايام",
    "يوم",
    "ديال",
    "ديالنا",
    "هادي",
    "حنا",
    "راه",
    "باقي",
    "ماكاين",
    "dyal",
    "dyalna",
    "hadi",
    "hna",
    "rah",
    "kayn",
    "makaynch",
    "baqi",
    "salam",
    "chokran",
    "afak",
    "yam",
    "man",
    "kif",
];

/// A word as it is compared with words of other texts: without what may be glued to it, and as it stands, where that is not
/// the same. None of a word that says nothing.
#[must_use]
pub fn keys(word: &Word) -> Vec<String> {
    let plain = word.plain.as_str();
    if EVERYWHERE.contains(&plain) {
        return Vec::new();
    }
    let stem = stem(word);
    let mut found: Vec<String> = [stem, plain].into_iter().filter_map(key).collect();
    found.dedup();
    found
}

fn key(word: &str) -> Option<String> {
    let bones = skeleton(word);
    if bones.len() >= LEAST {
        return Some(bones);
    }
    let longer = with_long_vowels(word);
    if longer.len() > LEAST {
        return Some(longer);
    }
    (word.chars().count() >= LEAST).then(|| word.to_owned())
}

/// A text's words as numbers, each once, in order: plain numbers are sorted by less code than texts.
fn numbers(text: &str) -> Vec<u64> {
    let mut keys: Vec<u64> = words(text).iter().flat_map(keys).map(|key| u64::from(hash(b'a', &key))).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether two texts tell of the same thing, as one person tells it twice.
#[must_use]
pub fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (numbers(one), numbers(other));
    let shared = one.iter().filter(|key| other.binary_search(key).is_ok()).count();
    shared >= SHARED && shared * 100 >= one.len().min(other.len()) * PERCENT
}

#[cfg(test)]
mod tests {
    use super::alike;

    /// What one person writes, and writes again.
    const AGAIN: &[(&str, &str)] = &[
        (
            "Pas d’eau depuis lundi\nLe robinet est à sec rue des Oliviers, quartier Nassim.",
            "Relance : toujours pas d’eau\nRue des Oliviers au quartier Nassim, le robinet reste à sec, personne n’est venu.",
        ),
        (
            "انقطاع الماء بحي النسيم\nالماء مقطوع منذ يوم الاثنين بزنقة الزيتون.",
            "الماء لا يزال مقطوعا\nبزنقة الزيتون حي النسيم، لم يأت أحد منذ الاثنين.",
        ),
        (
            "الما مقطوع فحي النسيم\nهادي تلت يام والروبيني ناشف فزنقة الزيتون",
            "lma m9tou3 f hay nassim\nlrobini nachf f zan9at zitoun hadi telt yam",
        ),
        (
            "Permis d’habiter\nDossier 2026/311 déposé en juillet au guichet unique, villa Exemple, aucune suite.",
            "Mon permis d’habiter\nLe guichet unique ne répond pas : villa Exemple, dossier déposé en juillet.",
        ),
        (
            "Streetlight out\nThe lamp at the corner of Cedar Street and the market has been dark for weeks.",
            "Dark corner\nNobody repaired the lamp at Cedar Street near the market, weeks later.",
        ),
        (
            "Recibo del agua\nEl contador de la calle Atlas marca el doble y la factura subió a mil dirhams.",
            "Factura equivocada\nVuelvo a escribir: el contador de la calle Atlas marca el doble, mil dirhams de factura.",
        ),
    ];

    /// What one person writes of two things.
    const APART: &[(&str, &str)] = &[
        (
            "Éclairage\nMadame, Monsieur, j’ai l’honneur de porter à votre connaissance que l’éclairage de la rue Atlas ne marche plus. \
             Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
            "Ordures\nMadame, Monsieur, j’ai l’honneur de porter à votre connaissance que les ordures ne sont pas ramassées devant l’école. \
             Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
        ),
        (
            "Pas d’eau\nLe robinet est à sec rue des Oliviers, quartier Nassim, depuis lundi.",
            "Nid-de-poule\nUn trou devant le collège, rue des Oliviers au quartier Nassim, a cassé ma roue.",
        ),
        (
            "انقطاع الماء\nالسلام عليكم، الماء مقطوع بحي النسيم منذ يوم الاثنين وشكرا.",
            "عقد الازدياد\nالسلام عليكم، طلبت عقد الازدياد لابني ولم أتوصل به منذ أيام وشكرا.",
        ),
        ("lma m9tou3\nlma m9tou3 f hay nassim", "trig m7fra\ntrig m7fra 9dam lmdrasa w siyara thersat"),
        ("Permis d’habiter\nAucune réponse depuis juillet.", "Accueil\nL’agent du guichet a refusé de nous recevoir."),
        ("Streetlight\nThe lamp is out.", "Refuse\nThe bin is full."),
    ];

    #[test]
    fn what_is_told_twice_is_alike_in_any_script() {
        let missed: Vec<_> = AGAIN.iter().filter(|(one, other)| !alike(one, other)).collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }

    #[test]
    fn two_things_are_not_alike_because_they_are_told_politely() {
        let taken: Vec<_> = APART.iter().filter(|(one, other)| alike(one, other)).collect();
        assert!(taken.is_empty(), "{taken:#?}");
    }

    #[test]
    fn a_text_of_few_words_is_like_nothing() {
        assert!(!alike("Eau", "Eau"));
        assert!(!alike("", ""));
    }
}
