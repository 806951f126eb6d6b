//! A photograph without where and with what it was taken: what describes a JPEG, PNG or WebP picture is left out as it comes in.
//!
//! In: a file's bytes, in pieces of any size. Out: the same picture, nothing drawn anew, still turned as its camera says; every other file as it
//! is. Never: a file whole in memory (64 KiB of it at most), an error: what cannot be read as a picture's parts is left out.
//! Formats: ISO/IEC 10918-1 (annex B), the PNG specification (section 5), RFC 9649 (section 2). HEIC, sound and film pass as they are.

use std::mem;

/// Most bytes of a block that says how a picture is turned: what a JPEG segment holds.
const BLOCK_MAX: u64 = 0xffff;
/// Bytes of a part's head that decide about it.
const HEAD: usize = 16;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const EXIF: &[u8] = b"Exif\0\0";

/// What follows in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Its first bytes.
    Start,
    /// A part's head.
    Part,
    /// So many bytes that stay.
    Keep(u64),
    /// So many bytes that go.
    Leave(u64),
    /// So many bytes that go, with zeros in their place: the file says beforehand how long it is.
    Blank(u64),
    /// A block of so many bytes that may say how the picture is turned.
    Block(u64),
    /// Compressed data of a JPEG, to the next marker.
    Scan,
    /// Nothing of what follows belongs to the picture.
    Over,
    /// All that follows stays.
    Rest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Jpeg,
    Png,
    WebP,
}

/// A file on its way.
#[derive(Debug)]
pub struct Bare {
    format: Format,
    next: Next,
    waiting: Vec<u8>,
}

impl Default for Bare {
    fn default() -> Self {
        Self { format: Format::Jpeg, next: Next::Start, waiting: Vec::new() }
    }
}

impl Bare {
    /// Takes the bytes that follow; gives what is kept of those that came.
    #[must_use]
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.waiting.extend_from_slice(bytes);
        let mut kept = Vec::new();
        while self.step(&mut kept, false) {}
        kept
    }

    /// The file has ended: what is kept of its last bytes.
    #[must_use]
    pub fn end(mut self) -> Vec<u8> {
        let mut kept = Vec::new();
        while self.step(&mut kept, true) {}
        if matches!(self.next, Next::Start | Next::Scan) {
            kept.append(&mut self.waiting);
        }
        kept
    }

    /// Goes one step on; false if more bytes are needed for it. `last`: none will come.
    fn step(&mut self, kept: &mut Vec<u8>, last: bool) -> bool {
        if self.waiting.is_empty() {
            return false;
        }
        match self.next {
            Next::Start if self.waiting.len() < HEAD && !last => return false,
            Next::Start => self.start(kept),
            Next::Part if self.waiting.len() < HEAD && !last => return false,
            Next::Part => self.part(kept),
            Next::Keep(left) => {
                let bytes = self.drain(left);
                self.next = after(Next::Keep, left, bytes.len());
                kept.extend(bytes);
            }
            Next::Leave(left) => self.next = after(Next::Leave, left, self.drain(left).len()),
            Next::Blank(left) => {
                let gone = self.drain(left).len();
                self.next = after(Next::Blank, left, gone);
                kept.resize(kept.len() + gone, 0);
            }
            Next::Block(length) if (self.waiting.len() as u64) < length => return false,
            Next::Block(length) => {
                self.next = Next::Part;
                let block = self.drain(length);
                self.block(&block, kept);
            }
            Next::Scan => return self.scan(kept),
            Next::Over => self.waiting.clear(),
            Next::Rest => kept.append(&mut self.waiting),
        }
        true
    }

    fn drain(&mut self, most: u64) -> Vec<u8> {
        let count = usize::try_from(most).unwrap_or(usize::MAX).min(self.waiting.len());
        let rest = self.waiting.split_off(count);
        mem::replace(&mut self.waiting, rest)
    }

    fn start(&mut self, kept: &mut Vec<u8>) {
        let is = |at: usize, what: &[u8]| self.waiting.get(at..).is_some_and(|rest| rest.starts_with(what));
        let (format, length) = if is(0, b"\xff\xd8\xff") {
            (Format::Jpeg, 2)
        } else if is(0, PNG) {
            (Format::Png, 8)
        } else if is(0, b"RIFF") && is(8, b"WEBP") {
            (Format::WebP, 12)
        } else {
            self.next = Next::Rest;
            return;
        };
        self.format = format;
        self.next = Next::Part;
        kept.extend(self.drain(length));
    }

    /// What the next part is, and so what becomes of it.
    fn part(&mut self, kept: &mut Vec<u8>) {
        let mut head = [0; HEAD];
        for (to, from) in head.iter_mut().zip(&self.waiting) {
            *to = *from;
        }
        let [a, b, c, d, e, f, g, h, ..] = head;
        self.next = match self.format {
            Format::Jpeg => {
                let length = 2 + u64::from(u16::from_be_bytes([c, d]));
                let named = |what: &[u8]| head.get(4..).is_some_and(|name| name.starts_with(what));
                match (a, b) {
                    (0xff, 0xd9) => {
                        kept.extend(self.drain(2));
                        Next::Over
                    }
                    // At most four components: such a segment is never longer than a head.
                    (0xff, 0xda) => {
                        kept.extend(self.drain(length.min(HEAD as u64)));
                        Next::Scan
                    }
                    (0xff, 0xe1) if named(EXIF) => Next::Block(length),
                    (0xff, 0xe0) if named(b"JFIF") => Next::Keep(length),
                    (0xff, 0xe2) if named(b"ICC_PROFILE") => Next::Keep(length),
                    (0xff, 0xe0..=0xed | 0xef | 0xfe) => Next::Leave(length),
                    (0xff, 1 | 0xd0..=0xd8) => Next::Keep(2),
                    (0xff, 1..=0xfe) => Next::Keep(length),
                    // Filling, or nothing that belongs here.
                    _ => Next::Leave(1),
                }
            }
            Format::Png => {
                let length = 12 + u64::from(u32::from_be_bytes([a, b, c, d]));
                match &[e, f, g, h] {
                    b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME" => Next::Leave(length),
                    b"IEND" => {
                        kept.extend(self.drain(12));
                        Next::Over
                    }
                    _ => Next::Keep(length),
                }
            }
            Format::WebP => {
                let length = u64::from(u32::from_le_bytes([e, f, g, h]));
                let whole = 8 + length + length % 2;
                match &[a, b, c, d] {
                    b"EXIF" if whole <= BLOCK_MAX => Next::Block(whole),
                    b"EXIF" | b"XMP " => {
                        kept.extend(self.drain(8));
                        Next::Blank(whole - 8)
                    }
                    _ => Next::Keep(whole),
                }
            }
        };
    }

    /// A block is gone; how the picture is turned stays, in the smallest block that says so.
    fn block(&mut self, block: &[u8], kept: &mut Vec<u8>) {
        let head = if self.format == Format::Jpeg { 4 } else { 8 };
        let body = block.get(head..).unwrap_or_default();
        let turned = turned(body.strip_prefix(EXIF).unwrap_or(body));
        let mut turn = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0";
        if let Some(place) = turn.get_mut(19) {
            *place = turned;
        }
        if self.format == Format::WebP {
            kept.extend_from_slice(block.get(..head).unwrap_or_default());
            let end = kept.len() + body.len();
            if body.len() >= turn.len() {
                kept.extend_from_slice(&turn);
            }
            kept.resize(end, 0);
        } else if turned > 1 {
            kept.extend_from_slice(&[0xff, 0xe1, 0, 34]);
            kept.extend_from_slice(EXIF);
            kept.extend_from_slice(&turn);
        }
    }

    /// Compressed data stays; a zero or a restart after `ff` belongs to it.
    fn scan(&mut self, kept: &mut Vec<u8>) -> bool {
        let marker = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0 | 0xd0..=0xd7 | 0xff));
        let found = self.waiting.windows(2).position(marker);
        // The last byte may be the first of a marker.
        let end = found.unwrap_or(self.waiting.len() - 1);
        kept.extend(self.drain(end as u64));
        if found.is_some() {
            self.next = Next::Part;
        }
        found.is_some()
    }
}

/// What follows when so many bytes of these are through.
fn after(what: fn(u64) -> Next, left: u64, through: usize) -> Next {
    match left.saturating_sub(through as u64) {
        0 => Next::Part,
        left => what(left),
    }
}

/// How a picture is turned, as a TIFF block says (its tag 0x112): 1 to 8, 1 where it says nothing.
fn turned(tiff: &[u8]) -> u8 {
    let little = tiff.first() == Some(&b'I');
    let number = |at: usize, length: usize| {
        let bytes = tiff.get(at..at.checked_add(length)?)?;
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    };
    let find = || {
        let at = number(4, 4)?;
        (0..number(at, 2)?)
            .map(|i| at + 2 + 12 * i)
            .find(|entry| number(*entry, 2) == Some(0x112))
            .and_then(|entry| number(entry + 8, 2))
    };
    find().and_then(|turned| u8::try_from(turned).ok()).filter(|turned| (1..=8).contains(turned)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A TIFF block with a camera's name, a place, and how the picture is turned.
    fn tiff(turned: u8, little: bool) -> Vec<u8> {
        let mut bytes = if little {
            [
                b"II*\0\x08\0\0\0\x02\0".as_slice(),
                b"\x0f\x01\x02\0\x04\0\0\0ACME",
                b"\x12\x01\x03\0\x01\0\0\0",
                &[turned, 0, 0, 0],
            ]
            .concat()
        } else {
            [
                b"MM\0*\0\0\0\x08\0\x02".as_slice(),
                b"\x01\x0f\0\x02\0\0\0\x04ACME",
                b"\x01\x12\0\x03\0\0\0\x01",
                &[0, turned, 0, 0],
            ]
            .concat()
        };
        bytes.extend_from_slice(b"\0\0\0\0 33.97 N 6.85 W");
        bytes
    }

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        [&[0xff, marker], &u16::try_from(body.len() + 2).unwrap().to_be_bytes()[..], body].concat()
    }

    const SCAN: &[u8] = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0data\xff\0more\xff\xd0again";

    fn jpeg(turned: u8) -> Vec<u8> {
        [
            b"\xff\xd8".to_vec(),
            segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xe1, &[EXIF, &tiff(turned, true)].concat()),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>33.97 N</x>"),
            segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xfe, b"ACME"),
            segment(0xdb, &[7; 65]),
            SCAN.to_vec(),
            segment(0xc4, &[1; 20]),
            SCAN.to_vec(),
            b"\xff\xd9\xff\xd8 a film behind the picture 33.97 N".to_vec(),
        ]
        .concat()
    }

    fn chunk(name: &[u8], body: &[u8], big: bool) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap();
        if big {
            return [&length.to_be_bytes(), name, body, b"crc!"].concat();
        }
        [name, &length.to_le_bytes(), body, &[0][..body.len() % 2]].concat()
    }

    fn webp() -> Vec<u8> {
        let chunks = [
            chunk(b"VP8X", &[0x0c, 0, 0, 0, 1, 0, 0, 1, 0, 0], false),
            chunk(b"VP8L", b"picture", false),
            chunk(b"EXIF", &[EXIF, &tiff(6, false)].concat(), false),
            chunk(b"XMP ", b"<x>33.97 N</x>", false),
        ]
        .concat();
        [b"RIFF", &u32::try_from(chunks.len() + 4).unwrap().to_le_bytes()[..], b"WEBP", &chunks].concat()
    }

    fn png() -> Vec<u8> {
        let chunks = [
            ("IHDR", "0123456789abc"),
            ("tEXt", "Place 33.97 N"),
            ("eXIf", "MM33.97 N"),
            ("IDAT", "picture"),
            ("IEND", ""),
        ];
        let chunks = chunks.map(|(name, body)| chunk(name.as_bytes(), body.as_bytes(), true)).concat();
        [PNG, &chunks, b"33.97 N behind"].concat()
    }

    fn bare(file: &[u8], piece: usize) -> Vec<u8> {
        let mut bare = Bare::default();
        let mut kept: Vec<u8> = file.chunks(piece).flat_map(|bytes| bare.push(bytes)).collect();
        kept.extend(bare.end());
        kept
    }

    fn has(file: &[u8], what: &[u8]) -> bool {
        file.windows(what.len()).any(|window| window == what)
    }

    #[test]
    fn a_picture_loses_what_describes_it_and_nothing_that_draws_it() {
        for (file, stays) in [
            (jpeg(6), [SCAN, b"ICC_PROFILE", b"JFIF"]),
            (png(), [b"IHDR", b"IDATpicture", b"IEND"]),
            (webp(), [b"VP8X", b"picture", b"XMP "]),
        ] {
            for piece in [1, 7, 64, 100_000] {
                let kept = bare(&file, piece);
                assert!(!has(&kept, b"33.97") && !has(&kept, b"ACME"), "{}", String::from_utf8_lossy(&kept));
                assert!(stays.iter().all(|what| has(&kept, what)), "{}", String::from_utf8_lossy(&kept));
                assert_eq!(bare(&kept, 64), kept, "twice is as once");
            }
        }
    }

    #[test]
    fn a_picture_stays_turned_as_its_camera_says() {
        let turn = |file: &[u8]| {
            let at = file.windows(6).position(|window| window == EXIF)?;
            Some(turned(file.get(at + 6..)?))
        };
        assert_eq!(turn(&bare(&jpeg(6), 10)), Some(6));
        assert_eq!(turn(&bare(&jpeg(1), 10)), None);
        assert_eq!(turn(&bare(&jpeg(99), 10)), None);
        let kept = bare(&webp(), 10);
        let at = kept.windows(4).position(|window| window == b"EXIF").unwrap();
        assert_eq!((turned(&kept[at + 8..]), kept.len()), (6, webp().len()));
    }

    #[test]
    fn a_picture_with_two_scans_ends_where_it_ends() {
        let kept = bare(&jpeg(1), 3);
        assert!(kept.ends_with(b"again\xff\xd9"));
        assert_eq!(kept.windows(5).filter(|window| *window == b"again").count(), 2);
    }

    #[test]
    fn every_other_file_stays_as_it_is() {
        for file in [
            b"%PDF-1.7 33.97 N".as_slice(),
            b"RIFF\x04\0\0\0WAVEfmt and more",
            b"\xff",
            b"",
            b"\0\0\0\x18ftypheic and more",
        ] {
            assert_eq!(bare(file, 5), file);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_and_pieces_make_no_difference(kind in 0..4_usize, noise in any::<Vec<u8>>(), cut in 0..400_usize, piece in 1..50_usize) {
            let file = [jpeg(3), png(), webp(), Vec::new()][kind].clone();
            let file = [&file[..cut.min(file.len())], &noise].concat();
            let kept = bare(&file, piece);
            prop_assert_eq!(&kept, &bare(&file, 1000));
            prop_assert!(kept.len() <= file.len() + 36);
        }
    }
}
