//! The one cipher: AES-256-GCM (NIST SP 800-38D), under keys that HKDF-SHA256 (RFC 5869) derives.
//!
//! In: keys, nonces, bytes. Out: the same bytes sealed or opened in place, and tags. A crate of its own because generic
//! code is compiled where it is used, with that crate's settings: the node is compiled for size, this for speed.
//! Never: randomness, a format, a decision on what is bound to what (the node's `vault` has them).
#![warn(missing_docs)]

use aes_gcm::aead::inout::InOutBuf;
use aes_gcm::{AeadInOut as _, Aes256Gcm, KeyInit as _};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// A key of AES-256, in bytes.
pub const KEY_BYTES: usize = 32;
/// A nonce, in bytes: never twice with the same key.
pub const NONCE_BYTES: usize = 12;
/// What proves that nothing was changed, in bytes.
pub const TAG_BYTES: usize = 16;

/// A key; it is overwritten where it lay when it is dropped.
pub type Key = Zeroizing<[u8; KEY_BYTES]>;

/// Derives bytes from a secret; `None` for more than 8,160 of them.
#[must_use]
pub fn derive<const N: usize>(salt: Option<&[u8]>, secret: &[u8], info: &[&[u8]]) -> Option<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    expand(salt, secret, info, &mut bytes[..])?;
    Some(bytes)
}

fn expand(salt: Option<&[u8]>, secret: &[u8], info: &[&[u8]], bytes: &mut [u8]) -> Option<()> {
    Hkdf::<Sha256>::new(salt, secret).expand_multi_info(info, bytes).ok()
}

/// A key that is ready to work.
pub struct Cipher(Aes256Gcm);

impl Cipher {
    /// Prepares a key.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self(Aes256Gcm::new(&(**key).into()))
    }

    /// Seals bytes in place, with what is bound to them; gives the tag. `None` for more bytes than one nonce is good for.
    #[must_use]
    pub fn seal(&self, nonce: [u8; NONCE_BYTES], bound: &[u8], body: &mut [u8]) -> Option<[u8; TAG_BYTES]> {
        self.0.encrypt_inout_detached(&nonce.into(), bound, InOutBuf::from(body)).ok().map(Into::into)
    }

    /// Opens bytes in place; `None` if they, what is bound to them, or the tag were changed.
    #[must_use]
    pub fn open(&self, nonce: [u8; NONCE_BYTES], bound: &[u8], body: &mut [u8], tag: [u8; TAG_BYTES]) -> Option<()> {
        self.0.decrypt_inout_detached(&nonce.into(), bound, InOutBuf::from(body), &tag.into()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    /// Test case 16 of the algorithm's authors ("The Galois/Counter Mode of Operation", appendix B).
    #[test]
    fn the_cipher_is_the_published_one() {
        let key: [u8; KEY_BYTES] =
            bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308").try_into().unwrap();
        let cipher = Cipher::new(&Zeroizing::new(key));
        let nonce = bytes("cafebabefacedbaddecaf888").try_into().unwrap();
        let bound = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let plain = bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        );
        let mut body = plain.clone();
        let tag = cipher.seal(nonce, &bound, &mut body).unwrap();
        let sealed = bytes(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        );
        assert_eq!(body, sealed);
        assert_eq!(tag.to_vec(), bytes("76fc6ece0f4e1768cddf8853bb2d551b"));
        assert_eq!(cipher.open(nonce, &bound, &mut body, tag), Some(()));
        assert_eq!(body, plain);
        let mut changed = sealed;
        changed[0] ^= 1;
        assert_eq!(cipher.open(nonce, &bound, &mut changed, tag), None);
    }

    /// RFC 5869, appendix A.1.
    #[test]
    fn keys_are_derived_as_the_rfc_has_it() {
        let info = bytes("f0f1f2f3f4f5f6f7f8f9");
        let derived = derive::<42>(Some(&bytes("000102030405060708090a0b0c")), &[0x0b; 22], &[&info[..4], &info[4..]]);
        let known = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
        assert_eq!(derived.unwrap().to_vec(), bytes(known));
    }
}
