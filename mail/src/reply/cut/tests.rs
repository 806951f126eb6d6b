//! Replies as programs write them, and what is left of each.

use super::*;
use proptest::prelude::*;

const OWN: &str = "wasl@relais.example";
const PLUS: &str = "wasl+0123456789abcdef0123456789abcdef@relais.example";

/// Our e-mail, as it went out.
fn ours_sent() -> String {
    let between = format!(
        "Le Médiateur vous confie un dossier.\n\nLampadaire éteint\n\nRue du Modèle, depuis mars.\n\nÉcrivez à {PLUS}"
    );
    [mark_above("Répondez au-dessus de cette ligne"), between.clone(), mark_below("HAB-26A-000001-Y", &between)]
        .join("\n")
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}\n")).collect()
}

fn check(reply: &str, left: &str) {
    assert_eq!(own_words(reply, OWN), left, "of:\n{reply}");
}

#[test]
fn a_reply_above_a_quotation() {
    let mail = quoted(&ours_sent());
    check(
        &format!("Remplacé ce matin.\n\nLe lun. 23 nov. 2026 à 12:00, Wasl <{PLUS}> a écrit :\n\n{mail}"),
        "Remplacé ce matin.",
    );
    // Folded by the program, because it is long.
    check(&format!("Remplacé.\n\nOn Mon, Nov 23, 2026 at 12:00 PM Wasl\n<{PLUS}>\nwrote:\n{mail}"), "Remplacé.");
    check(&format!("تم الإصلاح.\n\nفي 23 نونبر كتب Wasl <{OWN}>:\n{mail}\n"), "تم الإصلاح.");
}

#[test]
fn a_reply_above_a_message_that_is_not_marked_as_quoted() {
    let head = format!(
        "-----Message d'origine-----\nDe : Wasl <{PLUS}>\nEnvoyé : lundi 23 novembre 2026 12:00\nÀ : bureau@eaux.example\nObjet : [HAB-26A-000001-Y] Lampadaire"
    );
    check(&format!("Remplacé.\n\n{head}\n\n{}\n", ours_sent()), "Remplacé.");
    let line = "________________________________";
    check(&format!("Remplacé.\n{line}\n{head}\n\n{}\n", ours_sent()), "Remplacé.");
}

#[test]
fn a_reply_below_or_between_is_kept() {
    let mail = ours_sent();
    let announced = format!("Le 23 nov. 2026, Wasl <{OWN}> a écrit :\n");
    check(&format!("{announced}{}\nRemplacé.", quoted(&mail)), "Remplacé.");
    check(&format!("{announced}\n{mail}\n\nRemplacé."), "Remplacé.");
    let between = quoted(&mail).replace("> Rue du Modèle", "\nC’est réglé.\n\n> Rue du Modèle");
    check(&format!("{announced}{between}"), "C’est réglé.");
    // Written into the quotation where nothing says what is quoted: all of it stays.
    let between = mail.replace("depuis mars.", "depuis mars.\nNous l’avons remplacé hier.");
    assert!(own_words(&format!("{announced}\n{between}"), OWN).contains("Nous l’avons remplacé hier."));
}

#[test]
fn a_conversation_quoted_twice() {
    let mail = ours_sent();
    let inner = format!("Première réponse.\n\nLe 1er, Wasl <{OWN}> a écrit :\n{}", quoted(&mail));
    let reply = format!("Deuxième réponse.\n\nLe 2, Wasl <{OWN}> a écrit :\n{}{}", quoted(&mail), quoted(&inner));
    check(&reply, "Deuxième réponse.");
}

#[test]
fn quotations_without_our_marks() {
    let announced = format!("Le 23 nov. 2026, Wasl <{PLUS}> a écrit :\n> Lampadaire éteint\n> depuis mars\n");
    check(&format!("Remplacé.\n\n{announced}"), "Remplacé.");
    // Somebody else's words, or nobody's: they stay.
    for kept in [
        "Il m’a écrit :\n> Lampadaire éteint\nVoilà.",
        "Selon le rapport :\n\n> 12 lampes remplacées",
        "> 12 lampes remplacées",
        "De : A\nÀ : B\nObjet : C\n\nTexte",
        "Le compte :\n- lampes : 12\n- câbles : 3",
    ] {
        check(kept, kept);
    }
}

#[test]
fn signatures_go_and_what_only_looks_like_one_stays() {
    check("Remplacé.\n\n-- \nBureau technique\n05 00 00 00 00", "Remplacé.");
    check("-- \nseulement une signature", "-- \nseulement une signature".replace("-- ", "--").as_str());
    let long = format!("Liste :\n--\n{}", "une ligne\n".repeat(20));
    check(&long, long.trim_end());
    check("Avant --\naprès -- encore", "Avant --\naprès -- encore");
}

#[test]
fn what_a_program_adds_to_a_mark_does_not_hide_it() {
    let mail = ours_sent().replace("##-", "\u{200f}##-").replace("-##", "-##\u{200e} ");
    check(&format!("Oui.\n\nLe 2, Wasl <{OWN}> a écrit :\n{}", quoted(&mail)), "Oui.");
    // An address made into a link has more letters, and is still the address.
    let linked = ours_sent().replace(PLUS, &format!("{PLUS}<mailto:{PLUS}>"));
    check(&format!("Oui.\n\nDe : Wasl <{PLUS}>\nÀ : B <b@c.example>\nObjet : D\n\n{linked}"), "Oui.");
    // A mark without its other half is a line like any other.
    check("##- à moi -##\nTexte", "##- à moi -##\nTexte");
    check("Texte\n##- HAB-26A-000001-Y 12 -##", "Texte\n##- HAB-26A-000001-Y 12 -##");
}

proptest! {
    #[test]
    fn nothing_that_is_not_quoted_is_lost(text in "[a-zé>:@#\\- \n]{0,200}") {
        // Without marks, addresses and signatures, every unquoted line stays.
        prop_assume!(!text.contains(OWN) && !text.contains("##-") && !text.lines().any(|l| l.trim_end() == "--"));
        let left = own_words(&text, OWN);
        for line in text.lines().filter(|l| !l.trim().is_empty() && unquoted(l).1 == 0) {
            prop_assert!(left.contains(line.trim()), "{line:?} is lost of {text:?}");
        }
    }

    #[test]
    fn whatever_comes_after_a_reply_it_is_there(text in "[a-zé,. ]{1,80}", tail in "\\PC{0,120}") {
        let reply = format!("{text}x\n\nLe 2, Wasl <{OWN}> a écrit :\n{}{tail}", quoted(&ours_sent()));
        let written = format!("{text}x");
        prop_assert!(own_words(&reply, OWN).contains(written.trim()));
    }
}
