//! Plural categories: the cardinal rules of Unicode CLDR for whole numbers.
//!
//! In: a language and a count. Out: the name of the category that Fluent catalogues select on.
//! Never: fractions (nothing here is counted in parts).

use domain::language::Language;

/// `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn category(language: Language, count: i64) -> &'static str {
    let n = count.unsigned_abs();
    match language {
        Language::Ar => arabic(n),
        Language::Fr if n <= 1 => "one",
        Language::Fr | Language::Es if n > 1 && n.is_multiple_of(1_000_000) => "many",
        // CLDR has no rule for `zgh`; this is the one of `tzm`, its closest relative.
        Language::Zgh if n <= 1 || (11..=99).contains(&n) => "one",
        Language::En | Language::Es if n == 1 => "one",
        _ => "other",
    }
}

fn arabic(n: u64) -> &'static str {
    match (n, n % 100) {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, 3..=10) => "few",
        (_, 11..=99) => "many",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::category;
    use domain::language::Language;

    fn check(language: Language, rows: &[(i64, &str)]) {
        for (count, expected) in rows {
            assert_eq!(category(language, *count), *expected, "{} {count}", language.tag());
        }
    }

    #[test]
    fn arabic_has_six() {
        check(
            Language::Ar,
            &[
                (0, "zero"),
                (1, "one"),
                (2, "two"),
                (3, "few"),
                (10, "few"),
                (11, "many"),
                (60, "many"),
                (99, "many"),
                (100, "other"),
                (101, "other"),
                (102, "other"),
                (103, "few"),
                (110, "few"),
                (111, "many"),
                (1_000_000, "other"),
            ],
        );
    }

    #[test]
    fn the_others() {
        check(
            Language::Fr,
            &[(0, "one"), (1, "one"), (2, "other"), (60, "other"), (1_000_000, "many"), (1_000_001, "other")],
        );
        check(Language::Es, &[(0, "other"), (1, "one"), (2, "other"), (1_000_000, "many")]);
        check(Language::En, &[(0, "other"), (1, "one"), (2, "other"), (1_000_000, "other")]);
        check(
            Language::Zgh,
            &[(0, "one"), (1, "one"), (2, "other"), (10, "other"), (11, "one"), (99, "one"), (100, "other")],
        );
    }
}
