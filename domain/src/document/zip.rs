//! The directory at the end of a ZIP archive, as far as a document's type needs it.
//!
//! In: the end of the bytes. Out: the names of what is inside. Never: unpacking.

/// The directory of an archive: its entries, one after the other.
pub struct Directory<'a>(&'a [u8]);

/// Whether these are the last bytes of an archive, whatever stands before it.
#[must_use]
pub fn is_archive(tail: &[u8]) -> bool {
    end_of(tail).is_some()
}

/// The directory, if these are the last bytes of an archive and the directory is among them.
#[must_use]
pub fn directory(tail: &[u8]) -> Option<Directory<'_>> {
    let end = end_of(tail)?;
    let length = usize::try_from(u32_at(tail, end + 12)?).ok()?;
    let from = end.checked_sub(length)?;
    Some(Directory(tail.get(from..end)?))
}

fn end_of(tail: &[u8]) -> Option<usize> {
    (0..tail.len().saturating_sub(21)).rev().find(|at| is_end(tail, *at))
}

/// Whether the record that ends an archive stands here, with a comment that ends where the file ends.
fn is_end(tail: &[u8], at: usize) -> bool {
    let comment = u16_at(tail, at + 20).map(usize::from);
    tail.get(at..at + 4) == Some(b"PK\x05\x06") && comment.is_some_and(|length| at + 22 + length == tail.len())
}

impl<'a> Directory<'a> {
    /// Names of what is inside.
    pub fn names(&self) -> impl Iterator<Item = &'a [u8]> {
        self.entries().map(|(name, _)| name)
    }

    /// What all of it says that it is unpacked, in bytes. A directory that does not say so (ZIP64) says four gigabytes.
    #[must_use]
    pub fn unpacked(&self) -> u64 {
        self.entries().map(|(_, unpacked)| u64::from(unpacked)).sum()
    }

    /// Names and unpacked sizes, until the directory ends or makes no sense.
    fn entries(&self) -> impl Iterator<Item = (&'a [u8], u32)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            if rest.get(..4)? != b"PK\x01\x02" {
                return None;
            }
            let sizes = [u16_at(rest, 28)?, u16_at(rest, 30)?, u16_at(rest, 32)?].map(usize::from);
            let (name, unpacked) = (rest.get(46..46 + sizes.first()?)?, u32_at(rest, 24)?);
            rest = rest.get(46 + sizes.iter().sum::<usize>()..)?;
            Some((name, unpacked))
        })
    }
}

/// Name and content of the first entry, if it is stored as it is.
#[must_use]
pub fn first_entry(head: &[u8]) -> Option<(&[u8], &[u8])> {
    let name = usize::from(u16_at(head, 26)?);
    let extra = usize::from(u16_at(head, 28)?);
    let stored = u16_at(head, 8)? == 0;
    let length = if stored { usize::try_from(u32_at(head, 18)?).ok()? } else { 0 };
    let from = 30 + name + extra;
    Some((head.get(30..30 + name)?, head.get(from..from.checked_add(length)?).unwrap_or_default()))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
