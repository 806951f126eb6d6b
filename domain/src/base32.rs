//! Crockford's base 32: letters and digits that cannot be mistaken for each other.
//!
//! In: bytes. Out: one letter for each five bits; what is left over is dropped. Never: reading back.

/// The 32 letters, in capitals.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The letters of some bytes, in capitals.
#[must_use]
pub fn letters(bytes: &[u8]) -> String {
    let (mut bits, mut count, mut text) = (0u32, 0u32, String::with_capacity(bytes.len() * 8 / 5));
    for byte in bytes {
        bits = (bits << 8 | u32::from(*byte)) & 0xffff;
        count += 8;
        while count >= 5 {
            count -= 5;
            let value = (bits >> count & 31) as usize;
            text.push(ALPHABET.get(value).map_or('0', |b| char::from(*b)));
        }
    }
    text
}
