//! What content is taken for what, with the smallest file of each type.

use super::*;
use proptest::prelude::*;

fn of(bytes: &[u8]) -> Option<MediaType> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    let found = media_type(head, tail);
    // What is taken whole is never turned away at its beginning.
    assert!(found.is_none() || may_be_taken(&head[..head.len().min(FIRST_BYTES)]));
    found
}

/// An archive with these entries, stored.
fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let (name_length, length) = ((name.len() as u16).to_le_bytes(), (content.len() as u32).to_le_bytes());
        let from = (bytes.len() as u32).to_le_bytes();
        let middle = [&[0; 12][..], &length, &length, &name_length, &[0, 0]].concat();
        bytes.extend([&b"PK\x03\x04\x14\0"[..], &middle, name.as_bytes(), content.as_bytes()].concat());
        directory.extend([&b"PK\x01\x02\x14\0\x14\0"[..], &middle, &[0; 10], &from, name.as_bytes()].concat());
    }
    let (count, length, from) = (entries.len() as u16, directory.len() as u32, bytes.len() as u32);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([length.to_le_bytes(), from.to_le_bytes()].concat());
    bytes.extend([0, 0]);
    bytes
}

fn with_rest(head: &[u8]) -> Vec<u8> {
    [head, &[7; 200]].concat()
}

#[test]
fn types_are_known_by_their_content() {
    for (head, expected) in [
        (&b"%PDF-1.7\n"[..], MediaType::Pdf),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", MediaType::Jpeg),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", MediaType::Png),
        (b"RIFF\x10\0\0\0WEBPVP8 ", MediaType::WebP),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", MediaType::Heic),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", MediaType::Heic),
        (b"ID3\x04\0\0\0\0\x01\x00", MediaType::Mp3),
        (b"\xff\xfb\x90\x44", MediaType::Mp3),
        (b"OggS\0\x02\0\0\0\0\0\0\0\0OpusHead", MediaType::Ogg),
        (b"\0\0\0\x1cftypM4A \0\0\0\0", MediaType::M4a),
        (b"\0\0\0\x1cftypisom\0\0\0\0....hdlr\0\0\0\0\0\0\0\0soun", MediaType::M4a),
        (b"\0\0\0\x1cftypisom\0\0\0\0hdlr\0\0\0\0\0\0\0\0soun hdlr\0\0\0\0\0\0\0\0vide", MediaType::Mp4),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01\x42\x82\x84webm.\x86\x86A_OPUS\x1f\x43\xb6\x75 V_ \x86\x85V_VP8", MediaType::WebmAudio),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01\x42\x82\x84webm.\x86\x85V_VP8\x1f\x43\xb6\x75", MediaType::Webm),
    ] {
        assert_eq!(of(&with_rest(head)), Some(expected), "{}", String::from_utf8_lossy(head));
    }
}

#[test]
fn texts_in_archives_are_known_by_what_is_inside() {
    let odt = ("mimetype", "application/vnd.oasis.opendocument.text");
    assert_eq!(of(&archive(&[odt, ("content.xml", "<x/>")])), Some(MediaType::Odt));
    let docx = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")];
    assert_eq!(of(&archive(&docx)), Some(MediaType::Docx));
    let with_template = [docx[0], docx[1], ("word/_rels/settings.xml.rels", "<Relationships/>")];
    assert_eq!(of(&archive(&with_template)), None);
    let mut bomb = archive(&docx);
    let says = bomb.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap() + 24;
    bomb[says..says + 4].copy_from_slice(&(201_u32 << 20).to_le_bytes());
    assert_eq!(of(&bomb), None);
    let with_macro = [docx[0], docx[1], ("word/vbaProject.bin", "x")];
    assert_eq!(of(&archive(&with_macro)), None);
    assert_eq!(of(&archive(&[odt, ("content.xml", ""), ("Basic/Standard/Module1.xml", "")])), None);
    assert_eq!(of(&archive(&[("a.txt", "hello")])), None);
    assert_eq!(of(&archive(&[("META-INF/MANIFEST.MF", "")])), None);
    // Cut off: the directory is missing.
    assert_eq!(of(&archive(&docx)[..60]), None);
}

#[test]
fn what_is_not_on_the_list_is_not_taken() {
    for head in [
        &b"MZ\x90\0"[..],
        b"\x7fELF",
        b"<!doctype html><script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"<?xml version='1.0'?><svg>",
        b"GIF89a",
        b"#!/bin/sh",
        b"plain text",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\0\0\0\x14ftypqt  ",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif",
        b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska",
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"OggS\0\x02\0\0\0\0\0\0\0\0\x80theora",
        b"\n%PDF-1.4",
        b"",
    ] {
        assert_eq!(of(&with_rest(head)), None, "{}", String::from_utf8_lossy(head));
    }
}

#[test]
fn a_file_that_is_also_something_else_is_not_taken() {
    let picture = with_rest(b"\xff\xd8\xff\xe0\0\x10JFIF");
    let program = archive(&[("META-INF/MANIFEST.MF", "Main-Class: X")]);
    assert_eq!(of(&[picture, program].concat()), None);
    assert_eq!(of(&with_rest(b"\xff\xd8\xff\xfe\0\x20<script>alert(1)</script>")), None);
    assert_eq!(of(&with_rest(b"%PDF-1.4\n<html><body onload=x>")), None);
}

proptest! {
    #[test]
    fn any_bytes_are_answered_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0..6usize) {
        let starts: [&[u8]; 6] = [b"", b"PK\x03\x04", b"PK\x05\x06", b"\0\0\0\x18ftyp", b"\x1a\x45\xdf\xa3", b"PK\x01\x02"];
        let _ = of(&[starts[kind], &bytes].concat());
        let _ = of(&[&bytes, starts[kind], &[0; 18]].concat());
    }
}
