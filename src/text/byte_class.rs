//! Classes of bytes.

/// A class of bytes, in which each is looked up once.
pub(crate) struct ByteClass([bool; 256]);

impl ByteClass {
    /// Letters, digits and what else it contains.
    #[expect(clippy::indexing_slicing, reason = "a byte cannot exceed the table, and this runs when compiling")]
    pub(crate) const fn of(contains: &[u8]) -> Self {
        let mut class = [false; 256];
        let mut byte = 0_u8;
        while byte.is_ascii() {
            class[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        let mut rest = contains;
        while let [byte, tail @ ..] = rest {
            class[*byte as usize] = true;
            rest = tail;
        }
        Self(class)
    }

    #[inline]
    pub(crate) fn contains(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)) == Some(&true)
    }
}
