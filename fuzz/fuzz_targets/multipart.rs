//! A posted form: the pieces in which it comes do not matter.
#![no_main]

#[path = "../../edge-worker/src/multipart.rs"]
mod multipart;

use multipart::{Malformed, Parser, Part};

fn read(bytes: &[u8], piece: usize) -> Result<(Vec<Part>, bool), Malformed> {
    let mut parser = Parser::of("multipart/form-data; boundary=b").ok_or(Malformed)?;
    let mut parts: Vec<Part> = Vec::new();
    for piece in bytes.chunks(piece) {
        for part in parser.push(piece)? {
            match (parts.last_mut(), part) {
                (Some(Part::Bytes(whole)), Part::Bytes(more)) => whole.extend(more),
                (_, part) => parts.push(part),
            }
        }
    }
    Ok((parts, parser.is_complete()))
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = std::str::from_utf8(bytes).map(Parser::of);
    let whole = read(bytes, bytes.len().max(1));
    for piece in [1, 2, 7] {
        assert_eq!(read(bytes, piece), whole);
    }
});
