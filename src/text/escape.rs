//! How bytes are written where some of them must be escaped: a table for each way of writing, and a test for sixteen bytes at once.
//!
//! Why it is right: the table alone says what is written. What the test does not find must be what the table leaves as it is, for which
//! `tests/written.rs` writes every byte in every place.

/// A way of writing texts in which some bytes are escaped.
pub(crate) trait Escape: ByteTest {
    /// What is written for each byte.
    const TABLE: &'static EscapeTable;
}

/// A question to be asked of many bytes at once.
pub(crate) trait ByteTest {
    /// Not zero for the bytes that are looked for. It has no branches, so that compilers ask for sixteen at once.
    fn found(byte: u8) -> u8;
}

/// How many bytes are tested at once.
pub(crate) const CHUNK: usize = 16;

/// Whether one of the bytes is found.
#[inline]
pub(crate) fn is_any<T: ByteTest>(bytes: &[u8; CHUNK]) -> bool {
    bytes.iter().fold(0, |found, byte| found | T::found(*byte)) != 0
}

/// No byte is written with more than this.
pub(crate) const LONGEST: usize = 6;

/// What is written for each byte.
pub(crate) struct EscapeTable {
    /// The bytes, from the lowest on, and their count in the highest.
    written: [u64; 256],
    /// Not zero where that is not the byte itself.
    escaped: [u8; 256],
}

#[expect(clippy::indexing_slicing, reason = "a byte cannot exceed the table, and this runs when compiling")]
impl EscapeTable {
    /// Every byte as it is.
    pub(crate) const AS_IS: Self = {
        let mut table = Self { written: [0; 256], escaped: [0; 256] };
        let mut byte = 0_u8;
        loop {
            table.written[byte as usize] = entry(&[byte]);
            match byte.checked_add(1) {
                Some(next) => byte = next,
                None => break table,
            }
        }
    };

    /// The same, where `byte` is written as `written`.
    pub(crate) const fn with(mut self, byte: u8, written: &[u8]) -> Self {
        self.written[byte as usize] = entry(written);
        self.escaped[byte as usize] = 1;
        self
    }
}

/// What a table holds for a byte that is written so.
const fn entry(written: &[u8]) -> u64 {
    assert!(!written.is_empty() && written.len() <= LONGEST, "there is no room for more");
    let mut entry = (written.len() as u64) << LENGTH_SHIFT;
    let mut shift = 0;
    let mut rest = written;
    while let [byte, tail @ ..] = rest {
        entry |= (*byte as u64) << shift;
        shift += u8::BITS;
        rest = tail;
    }
    entry
}

/// Where the count stands in an entry.
const LENGTH_SHIFT: u32 = u64::BITS - u8::BITS;

impl EscapeTable {
    /// Whether one of the bytes is not written as it is.
    #[inline]
    pub(super) fn is_any_escaped(&self, bytes: &[u8]) -> bool {
        let escaped = |byte: &u8| self.escaped.get(usize::from(*byte)).copied().unwrap_or_default();
        bytes.iter().fold(0, |found, byte| found | escaped(byte)) != 0
    }

    #[inline]
    fn entry(&self, byte: u8) -> u64 {
        self.written.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// Writes sixteen bytes. Gives how many were written.
    #[inline(never)]
    pub(super) fn escape_chunk(&self, bytes: &[u8; CHUNK], to: &mut [u8; SLOT]) -> usize {
        self.escape_each(bytes, to)
    }

    /// Writes up to sixteen bytes. Gives how many were written.
    #[inline(never)]
    pub(super) fn escape(&self, bytes: &[u8], to: &mut [u8; SLOT]) -> usize {
        self.escape_each(bytes, to)
    }

    #[expect(clippy::inline_always, reason = "of sixteen bytes there is no loop")]
    #[inline(always)]
    fn escape_each(&self, bytes: &[u8], to: &mut [u8; SLOT]) -> usize {
        let mut length = 0_u8;
        for byte in bytes {
            let [.., count] = self.entry(*byte).to_le_bytes();
            // Of eight bytes only those that count stay: the next entry is written over the others.
            if let Some(slot) = to.get_mut(usize::from(length)..).and_then(|rest| rest.first_chunk_mut()) {
                *slot = self.entry(*byte).to_le_bytes();
            }
            length = length.wrapping_add(count);
        }
        usize::from(length)
    }
}

/// Room for sixteen bytes of which each is escaped, and for the whole of the last entry: a length that is a byte always has its place.
pub(crate) const SLOT: usize = u8::MAX as usize + size_of::<u64>();

const _: () = assert!(CHUNK * LONGEST <= u8::MAX as usize, "sixteen escaped bytes go in");
