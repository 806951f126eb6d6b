//! The languages people write and read in. In: BCP 47 tags. Out: one of five languages.
//! Never: words (they live in the `words` crate).

/// A language of the interface and of a filing (BCP 47).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// Arabic.
    #[default]
    Ar,
    /// French.
    Fr,
    /// Standard Moroccan Amazigh, in Tifinagh.
    Zgh,
    /// English.
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Ar, Self::Fr, Self::Zgh, Self::En, Self::Es];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Fr => "fr",
            Self::Zgh => "zgh",
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Its name in itself.
    #[must_use]
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::Ar => "العربية",
            Self::Fr => "Français",
            Self::Zgh => "ⵜⴰⵎⴰⵣⵉⵖⵜ",
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    /// `rtl` or `ltr`, as HTML's `dir` takes it.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            _ => "ltr",
        }
    }

    /// The language of a tag, by its primary subtag: `fr-MA` is French. `ber` and `tzm` count as Amazigh.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        match primary.as_str() {
            "ar" | "ary" => Some(Self::Ar),
            "fr" => Some(Self::Fr),
            "zgh" | "ber" | "tzm" => Some(Self::Zgh),
            "en" => Some(Self::En),
            "es" => Some(Self::Es),
            _ => None,
        }
    }

    /// The best of `offered` for an `Accept-Language` header (RFC 9110, 12.5.4), if any is acceptable.
    #[must_use]
    pub fn negotiate(header: &str, offered: &[Self]) -> Option<Self> {
        let mut wanted: Vec<(u32, usize, &str)> = header
            .split(',')
            .enumerate()
            .filter_map(|(place, part)| {
                let mut pieces = part.split(';');
                let tag = pieces.next()?.trim();
                let q = pieces.find_map(|p| p.trim().strip_prefix("q=")).unwrap_or("1");
                let weight = quality(q)?;
                (weight > 0 && !tag.is_empty()).then_some((weight, place, tag))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        wanted.into_iter().find_map(|(_, _, tag)| {
            if tag == "*" {
                return offered.first().copied();
            }
            Self::parse(tag).filter(|l| offered.contains(l))
        })
    }
}

/// A weight of a header in thousandths (RFC 9110, section 12.4.2), if it is one. What goes beyond three digits is left off.
#[must_use]
pub fn quality(weight: &str) -> Option<u32> {
    let weight = weight.trim();
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if weight.len() > 16 || whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    let ones: u32 = whole.parse().ok()?;
    let thousandths = part.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    Some(ones.saturating_mul(1000).saturating_add(thousandths))
}

#[cfg(test)]
mod tests {
    use super::Language::{Ar, En, Fr};
    use super::*;

    #[test]
    fn a_weight_is_a_number_of_thousandths() {
        for (weight, thousandths) in [("1", 1000), ("0", 0), ("0.", 0), (" 0.5 ", 500), ("0.123", 123), ("0.1239", 123)]
        {
            assert_eq!(quality(weight), Some(thousandths), "{weight}");
        }
        for none in ["", ".", "-1", "+1", "a", "0,5", "1e3", "NaN", "0.00000000000000000001"] {
            assert_eq!(quality(none), None, "{none}");
        }
    }

    #[test]
    fn the_heaviest_offered_language_wins() {
        for (header, expected) in [
            ("fr-MA,fr;q=0.9,ar;q=0.8", Some(Fr)),
            ("de, ar;q=0.4, fr;q=0.3", Some(Ar)),
            ("en;q=0, fr", Some(Fr)),
            ("de", None),
            ("*", Some(Ar)),
            ("", None),
        ] {
            assert_eq!(Language::negotiate(header, &[Ar, Fr]), expected, "{header}");
        }
        assert_eq!(Language::parse("EN_gb"), Some(En));
    }

    #[test]
    fn every_tag_reads_back() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(language));
        }
    }
}
