//! A case's documents: how many, how large, of which types, under which names and ids.
//!
//! In: what was sent with a document, and parts of its content. Out: its type (decided by content), a name
//! that is safe to show and to save, an id that says where it is kept.
//! Never: storing, hashing with a key, the content as a whole.

use crate::base32;
use crate::time::UnixMillis;

pub mod arrival;
pub mod bare;
pub mod content;
pub mod scan;
mod zip;

/// Largest document, in bytes: a photo of any telephone, a scan of some forty pages, five minutes of sound.
pub const LENGTH_MAX: u64 = 25 * 1024 * 1024;
/// Most characters of a document's name.
pub const NAME_MAX: usize = 120;
/// How long a document waits for its case after its last byte came, in milliseconds.
pub const KEPT_MS: i64 = 24 * 3_600_000;

macro_rules! media_types {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal $extension:literal $others:expr),+ $(,)?) => {
        /// The closed list of what a document may be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MediaType { $($(#[$doc])+ $variant),+ }

        impl MediaType {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The media type as HTTP knows it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The extension of a file of this type.
            #[must_use]
            pub const fn extension(self) -> &'static str {
                match self { $(Self::$variant => $extension),+ }
            }

            /// Other extensions that such files have.
            const fn other_extensions(self) -> &'static [&'static str] {
                match self { $(Self::$variant => $others),+ }
            }

            /// Reads the media type.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

media_types! {
    /// A document.
    Pdf = "application/pdf" "pdf" &[],
    /// A photo.
    Jpeg = "image/jpeg" "jpg" &["jpeg", "jpe", "jfif"],
    /// A picture.
    Png = "image/png" "png" &[],
    /// A picture.
    WebP = "image/webp" "webp" &[],
    /// A photo of newer telephones.
    Heic = "image/heic" "heic" &["heif", "hif"],
    /// A text, as most word processors write it.
    Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document" "docx" &[],
    /// A text, as free word processors write it.
    Odt = "application/vnd.oasis.opendocument.text" "odt" &[],
    /// Sound.
    Mp3 = "audio/mpeg" "mp3" &["mpga"],
    /// Sound, as telephones record it.
    M4a = "audio/mp4" "m4a" &["m4b", "mp4"],
    /// Sound.
    Ogg = "audio/ogg" "ogg" &["oga", "opus", "spx"],
    /// Sound, as browsers record it.
    WebmAudio = "audio/webm" "webm" &["weba"],
    /// Film.
    Mp4 = "video/mp4" "mp4" &["m4v"],
    /// Film, as browsers record it.
    Webm = "video/webm" "webm" &[],
}

/// A document's id: `yymm`, then 26 letters and digits. The first five characters name the drawer it lies in;
/// the last eight are the node's own check, so that nobody else can make one up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(String);

impl DocumentId {
    /// Random bytes behind one id.
    pub const RANDOM_BYTES: usize = 12;
    const DRAWER: usize = 5;
    const STEM: usize = 22;
    const LENGTH: usize = 30;

    /// What an id begins with: the month, and eighteen letters for the random bytes.
    #[must_use]
    pub fn stem(at: UnixMillis, random: [u8; Self::RANDOM_BYTES]) -> String {
        let date = at.civil_date(0);
        let mut text = format!("{:02}{:02}{}", date.year.rem_euclid(100), date.month, base32::letters(&random));
        text.truncate(Self::STEM);
        text.to_ascii_lowercase()
    }

    /// The id with this beginning and the letters of this check.
    #[must_use]
    pub fn checked(stem: &str, check: [u8; 5]) -> Option<Self> {
        Self::parse(&format!("{stem}{}", base32::letters(&check).to_ascii_lowercase()))
    }

    /// Reads an id. Whether this node gave it out is another question.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (month, letters) = text.split_at_checked(4)?;
        let in_alphabet = |b: u8| !b.is_ascii_uppercase() && base32::ALPHABET.contains(&b.to_ascii_uppercase());
        let fits = text.len() == Self::LENGTH
            && month.bytes().all(|b| b.is_ascii_digit())
            && matches!(month.get(2..)?.parse(), Ok(1..=12))
            && letters.bytes().all(in_alphabet);
        fits.then(|| Self(text.to_owned()))
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the check is made over.
    #[must_use]
    pub fn unchecked(&self) -> &str {
        self.0.get(..Self::STEM).unwrap_or_default()
    }

    /// The month, and one of 32 drawers, so that no store of an agency grows too large.
    #[must_use]
    pub fn drawer(&self) -> &str {
        self.0.get(..Self::DRAWER).unwrap_or_default()
    }
}

/// The name a document gets: what was sent, without folders, control characters and whatever turns the reading
/// direction; with the extension of its type, unless it has one that such files have.
#[must_use]
pub fn file_name(sent: &str, media_type: MediaType) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let readable: String =
        last.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| shown(*c)).collect();
    let line = readable.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    let line = line.trim_matches(['.', ' ']);
    let (stem, extension) = match line.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => (stem, extension.to_ascii_lowercase()),
        _ => (line, String::new()),
    };
    let known = extension == media_type.extension() || media_type.other_extensions().contains(&extension.as_str());
    let extension = if known { extension } else { media_type.extension().to_owned() };
    let room = NAME_MAX - 1 - extension.len();
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_matches(['.', ' ']);
    format!("{}.{extension}", if stem.is_empty() { "document" } else { stem })
}

fn is_extension(text: &str) -> bool {
    let letters = text.bytes().any(|b| b.is_ascii_alphabetic());
    letters && text.len() <= 8 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Whether a character may stand in a name: nothing invisible, nothing that a file system takes for its own.
fn shown(c: char) -> bool {
    let invisible = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}');
    !(c.is_control() || invisible || matches!(c, '"' | '<' | '>' | '|' | '?' | '*' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_safe_and_keep_what_people_know() {
        let name = |sent: &str| file_name(sent, MediaType::Jpeg);
        assert_eq!(name("photo.JPEG"), "photo.jpeg");
        assert_eq!(name("شهادة السكنى.jpg"), "شهادة السكنى.jpg");
        assert_eq!(name("ⵜⴰⵎⴰⵣⵉⵖⵜ"), "ⵜⴰⵎⴰⵣⵉⵖⵜ.jpg");
        assert_eq!(name("../../etc/passwd"), "passwd.jpg");
        assert_eq!(name("C:\\Users\\amal\\scan.jpg"), "scan.jpg");
        assert_eq!(name("invoice\u{202e}gpj.exe"), "invoicegpj.jpg");
        assert_eq!(name("a\r\nb\t c.pdf"), "a b c.jpg");
        assert_eq!(name(""), "document.jpg");
        assert_eq!(name("..."), "document.jpg");
        assert_eq!(name(".htaccess"), "htaccess.jpg");
        assert_eq!(name("Rapport v1.2"), "Rapport v1.2.jpg");
        assert_eq!(name("page.html"), "page.jpg");
        assert_eq!(file_name("son.mp4", MediaType::M4a), "son.mp4");
    }

    #[test]
    fn ids_say_where_a_document_lies() {
        let at = UnixMillis::parse_rfc3339("2026-11-22T10:00:00Z").unwrap();
        let stem = DocumentId::stem(at, [255; 12]);
        assert_eq!(stem, "2611zzzzzzzzzzzzzzzzzz");
        let id = DocumentId::checked(&stem, [0; 5]).unwrap();
        assert_eq!((id.drawer(), id.unchecked(), id.as_str().len()), ("2611z", stem.as_str(), 30));
        assert_eq!(DocumentId::parse(id.as_str()), Some(id));
        for bad in [
            "",
            "2611",
            "2613zzzzzzzzzzzzzzzzzz00000000",
            "2611Zzzzzzzzzzzzzzzzzz00000000",
            "2611uzzzzzzzzzzzzzzzzz00000000",
        ] {
            assert_eq!(DocumentId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn types_read_back() {
        for media_type in MediaType::ALL {
            assert_eq!(MediaType::parse(media_type.name()), Some(*media_type));
        }
    }

    proptest! {
        #[test]
        fn any_name_becomes_one_safe_line(sent in any::<String>()) {
            let name = file_name(&sent, MediaType::Pdf);
            prop_assert!(name.chars().count() <= NAME_MAX && name.ends_with(".pdf") && !name.starts_with('.'));
            prop_assert!(name.chars().all(|c| !c.is_control() && !matches!(c, '/' | '\\' | '"')));
            prop_assert_eq!(file_name(&name, MediaType::Pdf), name);
        }

        #[test]
        fn any_text_is_an_id_or_not(text in any::<String>()) {
            let _ = DocumentId::parse(&text);
        }
    }
}
