//! Classes of bytes.

/// A class of bytes, so that a writer looks each of them up once.
pub(crate) struct ByteClass([bool; 256]);

impl ByteClass {
    /// Letters, digits and what else it contains.
    pub(crate) const fn of(contains: &[u8]) -> Self {
        let mut class = [false; 256];
        let mut byte = 0_u8;
        loop {
            let mut index = 0;
            #[expect(clippy::indexing_slicing, reason = "bounded by the loops, and this runs when compiling")]
            while index < contains.len() {
                class[byte as usize] |= byte == contains[index];
                index += 1;
            }
            #[expect(clippy::indexing_slicing, reason = "a byte cannot exceed the table, and this runs when compiling")]
            if byte.is_ascii_alphanumeric() {
                class[byte as usize] = true;
            }
            if byte == u8::MAX {
                break Self(class);
            }
            byte += 1;
        }
    }

    #[inline]
    pub(crate) fn contains(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)) == Some(&true)
    }
}
