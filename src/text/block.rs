//! Writing many short pieces to a text: they are gathered in one block on the stack.
//!
//! Why it is right: every piece gets its place from [`BlockWriter::slot`], which makes room by moving what is gathered to the text.
//! There it is checked to be UTF-8, however it was put together; of a character that is cut there, the bytes stay in the block.
//! `tests/written.rs` compares what comes of it with simple writers, at every length.

use crate::text::escape::{CHUNK, Escape, EscapeTable, SLOT, is_any};
use crate::text::lanes::{last_word, three};

/// The block that a [`BlockWriter`] works with.
pub(crate) struct Block([u8; Block::SIZE]);

impl Block {
    const SIZE: usize = 1024;

    /// Where a slot may begin at the latest: behind it there is room for any.
    const LAST: usize = Self::SIZE - SLOT;

    pub(crate) const fn new() -> Self {
        Self([0; Self::SIZE])
    }
}

/// Writes pieces behind a text.
pub(crate) struct BlockWriter<'b> {
    text: &'b mut String,
    block: &'b mut [u8; Block::SIZE],
    /// How much of the block is written.
    filled: usize,
}

/// How much is moved at once of a piece that is written as it is.
const MOVED: usize = 32;

/// A character has at most this many bytes, of which the last one cannot be missing.
const LONGEST_CUT: usize = 3;

/// Writes one value behind a text.
pub(crate) fn write_value<E: Escape>(text: &mut String, value: &str) {
    let (chunks, end) = value.as_bytes().as_chunks();
    if !chunks.iter().any(is_any::<E>) && !is_any_escaped(E::TABLE, end) {
        return text.push_str(value);
    }
    let mut block = Block::new();
    let mut writer = BlockWriter::new(text, &mut block);
    writer.value::<E>(value);
    writer.finish();
}

impl<'b> BlockWriter<'b> {
    #[inline]
    pub(crate) fn new(text: &'b mut String, block: &'b mut Block) -> Self {
        Self { text, block: &mut block.0, filled: 0 }
    }

    /// Writes the part of `source` from `start` to `end` as it is.
    #[expect(clippy::inline_always, reason = "so that a writer stays in registers")]
    #[inline(always)]
    pub(crate) fn part(&mut self, source: &str, start: usize, end: usize) {
        let rest = source.as_bytes().get(start..);
        let (Some(mut rest), Some(mut length)) = (rest, end.checked_sub(start)) else { return };
        // What stands behind the part is moved too, and written over by what comes next.
        while let Some((piece, after)) = rest.split_first_chunk::<MOVED>() {
            if length <= MOVED {
                return self.put(piece, length);
            }
            self.put(piece, MOVED);
            length -= MOVED;
            rest = after;
        }
        let (chunks, end) = rest.get(..length).unwrap_or(rest).as_chunks::<CHUNK>();
        for chunk in chunks {
            self.put(chunk, CHUNK);
        }
        self.put(&joined(end), end.len());
    }

    /// Writes a value as `E` escapes it.
    #[expect(clippy::inline_always, reason = "so that a writer stays in registers")]
    #[inline(always)]
    pub(crate) fn value<E: Escape>(&mut self, value: &str) {
        let (chunks, end) = value.as_bytes().as_chunks::<CHUNK>();
        for chunk in chunks {
            if is_any::<E>(chunk) {
                let length = self.slot().map_or(0, |slot| E::TABLE.escape_chunk(chunk, slot));
                self.filled += length;
            } else {
                self.put(chunk, CHUNK);
            }
        }
        if is_any_escaped(E::TABLE, end) {
            let length = self.slot().map_or(0, |slot| E::TABLE.escape(end, slot));
            self.filled += length;
        } else {
            self.put(&joined(end), end.len());
        }
    }

    /// Writes what is gathered.
    #[inline]
    pub(crate) fn finish(self) {
        let cut = move_out(self.text, self.block, self.filled);
        debug_assert_eq!(cut, 0, "what is written ends with a character");
    }

    /// Writes `length` of the bytes.
    #[expect(clippy::inline_always, reason = "so that a writer stays in registers")]
    #[inline(always)]
    fn put<const N: usize>(&mut self, bytes: &[u8; N], length: usize) {
        if let Some(slot) = self.slot() {
            *slot = *bytes;
        }
        self.filled += length;
    }

    /// The next `N` bytes of the block, which are always there.
    #[expect(clippy::inline_always, reason = "so that a writer stays in registers")]
    #[inline(always)]
    fn slot<const N: usize>(&mut self) -> Option<&mut [u8; N]> {
        const { assert!(N <= SLOT && Block::LAST >= LONGEST_CUT, "there is room for any slot") };
        if self.filled > Block::LAST {
            self.filled = make_room(self.text, self.block, self.filled);
        }
        self.block.get_mut(self.filled..)?.first_chunk_mut()
    }
}

#[cold]
#[inline(never)]
fn make_room(text: &mut String, block: &mut [u8; Block::SIZE], filled: usize) -> usize {
    let cut = move_out(text, block, filled);
    debug_assert!(cut <= LONGEST_CUT, "what is written is UTF-8");
    cut.min(LONGEST_CUT)
}

/// Moves what is gathered to the text. Gives how many bytes of a character that is cut are left at the beginning of the block.
#[inline(never)]
fn move_out(text: &mut String, block: &mut [u8; Block::SIZE], filled: usize) -> usize {
    let filled = block.get(..filled).unwrap_or_default();
    match str::from_utf8(filled) {
        Ok(gathered) => {
            text.push_str(gathered);
            0
        }
        Err(error) => {
            let (whole, cut) = filled.split_at_checked(error.valid_up_to()).unwrap_or_default();
            text.push_str(str::from_utf8(whole).unwrap_or_default());
            let (start, length) = (whole.len(), cut.len());
            block.copy_within(start..start + length, 0);
            length
        }
    }
}

/// Less than sixteen bytes, followed by zeros.
///
/// They are read in two halves that overlap, so that there are no loops.
#[inline]
fn joined(bytes: &[u8]) -> [u8; CHUNK] {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        // Of the last eight those go that are among the first.
        let last = (u64::from_le_bytes(*last) >> 8) >> (8 * (CHUNK - 1 - length));
        return (u128::from(last) << 64 | u128::from(u64::from_le_bytes(*first))).to_le_bytes();
    }
    u128::from(last_word(bytes)).to_le_bytes()
}

/// Whether one of less than sixteen bytes is not written as it is.
#[expect(clippy::inline_always, reason = "so that a writer stays in registers")]
#[inline(always)]
fn is_any_escaped(table: &EscapeTable, bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return table.is_any_escaped(first) || table.is_any_escaped(last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return table.is_any_escaped(first) || table.is_any_escaped(last);
    }
    !bytes.is_empty() && table.is_any_escaped(&three(bytes))
}
