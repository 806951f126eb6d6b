//! The style sheet, with the agency's colour made readable.
//!
//! In: the agency's accent colour. Out: the whole sheet for `<style data-wasl-style>`, in a shadow root as on our own page.
//! Never: an inline `style` (a strict policy of the host page would refuse it), a pair below 4.5:1.

/// The static part: tokens and screens.
pub const CSS: &str = concat!(include_str!("../styles/tokens.css"), include_str!("../styles/widget.css"));

/// The contrast that WCAG 2.2 AA asks for text.
const ENOUGH: f64 = 4.5;
const WHITE: Rgb = Rgb([255.0; 3]);
/// The dark scheme's surface and its text on the accent, as in `tokens.css`.
const NIGHT: Rgb = Rgb([32.0, 38.0, 43.0]);
/// The light scheme's tinted ground, as in `tokens.css`.
const PAPER: Rgb = Rgb([247.0, 245.0, 240.0]);

/// The sheet for an agency. A colour that is not `#rrggbb` is left out.
#[must_use]
pub fn sheet(accent: Option<&str>) -> String {
    let theme = accent.and_then(Rgb::parse).map(|colour| {
        // On light ground the colour is darkened until text in it can be read, on dark ground lightened.
        let day = colour.towards(Rgb([0.0; 3]), PAPER);
        let night = colour.towards(WHITE, NIGHT);
        format!(
            ":host,:root{{--wasl-agency-accent:{};--wasl-agency-accent-dark:{};--wasl-agency-on-accent:#fff}}\n",
            day.hex(),
            night.hex()
        )
    });
    format!("{}{CSS}", theme.unwrap_or_default())
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
        assert_eq!(sheet(Some("red;}body{display:none")), CSS);
        assert_eq!(sheet(None), CSS);
    }

    #[test]
    fn only_logical_sides() {
        for word in ["left:", "right:", "margin-top", "padding-bottom", "border-left", "float"] {
            assert!(!CSS.contains(&format!("{word}-")) && !CSS.contains(&format!(" {word}")), "{word}");
        }
    }
}
