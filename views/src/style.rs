//! The style sheet, with the agency's colour made readable.
//!
//! In: the agency's accent colour. Out: the whole sheet for our own page; for a host's page the form's, or only what its first
//! moments need, where the loader puts it into the shadow root and fetches the rest later.
//! Never: an inline `style` (a strict policy of the host page would refuse it), a pair below 4.5:1.

/// What the form needs to be seen and typed into: tokens and `first.css`, packed by `build.rs`.
pub const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.css"));

/// The rest of the form's own.
pub const FORM: &str = include_str!(concat!(env!("OUT_DIR"), "/form.css"));

/// Every other screen and part.
pub const LATER: &str = include_str!(concat!(env!("OUT_DIR"), "/later.css"));

/// The contrast that WCAG 2.2 AA asks for text.
const ENOUGH: f64 = 4.5;
const WHITE: Rgb = Rgb([255.0; 3]);
/// The dark scheme's surface and its text on the accent, as in `tokens.css`.
const NIGHT: Rgb = Rgb([32.0, 38.0, 43.0]);
/// The light scheme's tinted ground, as in `tokens.css`.
const PAPER: Rgb = Rgb([247.0, 245.0, 240.0]);

/// The whole sheet for an agency. A colour that is not `#rrggbb` is left out.
#[must_use]
pub fn sheet(accent: Option<&str>) -> String {
    [&theme(accent), FIRST, FORM, LATER].concat()
}

/// The sheet of the form, for a host's page.
#[must_use]
pub fn form(accent: Option<&str>) -> String {
    [&theme(accent), FIRST, FORM].concat()
}

/// The sheet that travels with the form in one script; the module that follows it brings the rest of the form's.
#[must_use]
pub fn first(accent: Option<&str>) -> String {
    [&theme(accent), FIRST].concat()
}

/// The agency's colours as properties.
fn theme(accent: Option<&str>) -> String {
    let Some(colour) = accent.and_then(Rgb::parse) else { return String::new() };
    // On light ground the colour is darkened until text in it can be read, on dark ground lightened.
    let day = colour.towards(Rgb([0.0; 3]), PAPER);
    let night = colour.towards(WHITE, NIGHT);
    format!(
        ":host,:root{{--wasl-agency-accent:{};--wasl-agency-accent-dark:{};--wasl-agency-on-accent:#fff}}\n",
        day.hex(),
        night.hex()
    )
}

#[derive(Clone, Copy)]
struct Rgb([f64; 3]);

impl Rgb {
    fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|h| h.len() == 6 && h.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok().map(f64::from);
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    fn hex(self) -> String {
        let [r, g, b] = self.0.map(|c| c.round().clamp(0.0, 255.0) as u8);
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |c: f64| {
            let c = c / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest mix with `end` that can be read on `ground`.
    fn towards(self, end: Self, ground: Self) -> Self {
        let mix = |share: f64| {
            let [a, b, c] = self.0;
            let [x, y, z] = end.0;
            Self([a + (x - a) * share, b + (y - b) * share, c + (z - c) * share])
        };
        // Judged as it is written: rounded to whole steps.
        let readable = |c: &Self| Self(c.0.map(f64::round)).contrast(ground) >= ENOUGH;
        (0..=50).map(|step| mix(f64::from(step) / 50.0)).find(readable).unwrap_or(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_colour_becomes_readable_by_day_and_by_night() {
        for colour in ["#0a5c36", "#ffe100", "#ffffff", "#000000", "#c1272d", "#777777", "#00aaff"] {
            let colour = Rgb::parse(colour).unwrap();
            let (day, night) = (colour.towards(Rgb([0.0; 3]), PAPER), colour.towards(WHITE, NIGHT));
            assert!(day.contrast(PAPER) >= ENOUGH && WHITE.contrast(day) >= ENOUGH);
            assert!(night.contrast(NIGHT) >= ENOUGH);
        }
    }

    #[test]
    fn a_readable_colour_stays_as_it_is_and_nonsense_stays_out() {
        assert!(sheet(Some("#0a5c36")).starts_with(":host,:root{--wasl-agency-accent:#0a5c36;"));
        assert_eq!(sheet(Some("red;}body{display:none")), [FIRST, FORM, LATER].concat());
        assert_eq!(form(None), [FIRST, FORM].concat());
        assert_eq!(first(None), FIRST);
    }

    #[test]
    fn packing_keeps_rules_selectors_and_texts() {
        for kept in [
            ".wasl-optional::before{content:\"(\"}",
            ".wasl ::before",
            "calc(24px + .75em)",
            "@container wasl (min-width:34em){",
        ] {
            assert!(FIRST.contains(kept), "{kept}");
        }
        for kept in [".wasl-copied::before{content:\"✓ \"}", ".wasl-step + .wasl-step::after{", "content:\"↻\" / \"\";"]
        {
            assert!(LATER.contains(kept), "{kept}");
        }
        for css in [FIRST, FORM, LATER] {
            assert!(!css.contains("/*") && !css.contains('\n'));
        }
    }

    #[test]
    fn only_logical_sides() {
        for word in ["left:", "right:", "margin-top", "padding-bottom", "border-left", "float"] {
            for css in [FIRST, FORM, LATER] {
                assert!(![" ", "{", ";"].iter().any(|before| css.contains(&[before, word].concat())), "{word}");
            }
        }
    }
}
