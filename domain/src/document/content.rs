//! What a document is, by its content and not by its name.
//!
//! In: the beginning and the end of the bytes. Out: its type, or that it is none that is taken.
//! A file must be of its type from the first byte on, and must not be a second thing at its end.
//! Never: decoding a picture or a text; what a program makes of a file is its own affair.

use super::MediaType;
use super::zip;

/// How much of the beginning is needed, in bytes.
pub const HEAD_BYTES: usize = 64 * 1024;
/// How much of the end is needed, in bytes.
pub const TAIL_BYTES: usize = 128 * 1024;
/// The least that says whether it can be anything at all, in bytes.
pub const FIRST_BYTES: usize = 64;

/// The type of a whole document.
#[must_use]
pub fn media_type(head: &[u8], tail: &[u8]) -> Option<MediaType> {
    let found = match container(head)? {
        Container::Plain(media_type) => media_type,
        Container::Zip => return zip_type(head, tail),
        Container::Mp4 { sound } => {
            let film = [head, tail].into_iter().any(|part| has_handler(part, b"vide"));
            let spoken = [head, tail].into_iter().any(|part| has_handler(part, b"soun"));
            if sound || (spoken && !film) { MediaType::M4a } else { MediaType::Mp4 }
        }
        Container::Webm => {
            if has_film_track(head) {
                MediaType::Webm
            } else {
                MediaType::WebmAudio
            }
        }
        Container::Ogg => {
            let film = [&b"\x80theora"[..], b"\x01video", b"BBCD\0"].into_iter().any(|codec| contains(head, codec));
            if film { return None } else { MediaType::Ogg }
        }
    };
    let second = zip::is_archive(tail) || is_markup(head);
    (!second).then_some(found)
}

/// Whether bytes that begin like this can become a document. Asked as soon as [`FIRST_BYTES`] are there.
#[must_use]
pub fn may_be_taken(head: &[u8]) -> bool {
    container(head).is_some()
}

enum Container {
    Plain(MediaType),
    Zip,
    Mp4 { sound: bool },
    Webm,
    Ogg,
}

fn container(head: &[u8]) -> Option<Container> {
    let plain = |media_type| Some(Container::Plain(media_type));
    match head {
        [b'%', b'P', b'D', b'F', b'-', ..] => plain(MediaType::Pdf),
        [0xff, 0xd8, 0xff, ..] => plain(MediaType::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => plain(MediaType::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => plain(MediaType::WebP),
        [b'P', b'K', 3, 4, ..] => Some(Container::Zip),
        [b'I', b'D', b'3', 2..=4, _, _, a, b, c, d, ..] if [a, b, c, d].into_iter().all(|b| *b < 128) => {
            plain(MediaType::Mp3)
        }
        [0xff, second, third, ..] if is_mpeg_layer_three(*second, *third) => plain(MediaType::Mp3),
        [b'O', b'g', b'g', b'S', 0, ..] => Some(Container::Ogg),
        [0x1a, 0x45, 0xdf, 0xa3, rest @ ..] => {
            let first = rest.get(..rest.len().min(FIRST_BYTES))?;
            contains(first, b"\x42\x82\x84webm").then_some(Container::Webm)
        }
        [_, _, _, _, b'f', b't', b'y', b'p', brands @ ..] => brand(brands),
        _ => None,
    }
}

/// Sync word, layer III, and a bit rate and a sampling rate that exist.
fn is_mpeg_layer_three(second: u8, third: u8) -> bool {
    second & 0xe0 == 0xe0
        && second & 0x18 != 0x08
        && second & 0x06 == 0x02
        && third & 0xf0 != 0xf0
        && third & 0xf0 != 0
        && third & 0x0c != 0x0c
}

/// What the first box of an ISO base media file says.
fn brand(brands: &[u8]) -> Option<Container> {
    match brands.get(..4)? {
        b"heic" | b"heix" | b"heim" | b"heis" => Some(Container::Plain(MediaType::Heic)),
        b"mif1" | b"msf1" => {
            let also = brands.get(8..brands.len().min(FIRST_BYTES))?;
            let heic = also.chunks_exact(4).any(|b| matches!(b, b"heic" | b"heix" | b"heim" | b"heis"));
            heic.then_some(Container::Plain(MediaType::Heic))
        }
        b"M4A " | b"M4B " => Some(Container::Mp4 { sound: true }),
        b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"iso8" | b"mp41" | b"mp42" | b"avc1" | b"M4V "
        | b"MSNV" | b"dash" => Some(Container::Mp4 { sound: false }),
        _ => None,
    }
}

/// Whether a `WebM` file's description of its tracks (before the first cluster, RFC 9559) names a codec for film:
/// the element `CodecID`, its length, `V_…`. Further on stands sound, in which any two bytes turn up.
fn has_film_track(head: &[u8]) -> bool {
    let cluster = head.windows(4).position(|w| w == [0x1f, 0x43, 0xb6, 0x75]).unwrap_or(head.len());
    let tracks = head.get(..cluster).unwrap_or(head);
    tracks.windows(4).any(|w| matches!(w, [0x86, length, b'V', b'_'] if length & 0x80 != 0))
}

fn has_handler(part: &[u8], kind: &[u8; 4]) -> bool {
    part.windows(16).any(|w| w.starts_with(b"hdlr") && w.ends_with(kind))
}

/// What a text document may be unpacked, in bytes: eight times the largest that is taken. Texts of people stay far below;
/// what is above was made to fill somebody's memory.
const UNPACKED_MAX_BYTES: u64 = 200 * 1024 * 1024;

/// A text document in a ZIP archive: by the names of what is inside. One with macros is not taken, nor one that has a
/// template or mail-merge data fetched from elsewhere when it is opened (its settings refer to something).
fn zip_type(head: &[u8], tail: &[u8]) -> Option<MediaType> {
    let directory = zip::directory(tail)?;
    let has = |name: &[u8]| directory.names().any(|n| n == name);
    let runs = directory.names().any(|n| {
        n.ends_with(b"vbaProject.bin")
            || n.starts_with(b"Basic/")
            || n.starts_with(b"Scripts/")
            || n.ends_with(b".exe")
            || n == b"word/_rels/settings.xml.rels"
    });
    if runs || directory.unpacked() > UNPACKED_MAX_BYTES {
        return None;
    }
    let first = zip::first_entry(head)?;
    if first == (&b"mimetype"[..], &b"application/vnd.oasis.opendocument.text"[..]) && has(b"content.xml") {
        return Some(MediaType::Odt);
    }
    (has(b"[Content_Types].xml") && has(b"word/document.xml")).then_some(MediaType::Docx)
}

/// Whether a browser might take the beginning for a page.
fn is_markup(head: &[u8]) -> bool {
    let start = head.get(..head.len().min(1024)).unwrap_or(head).to_ascii_lowercase();
    [&b"<script"[..], b"<html", b"<!doctype", b"<svg", b"<iframe"].into_iter().any(|tag| contains(&start, tag))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

#[cfg(test)]
mod tests;
