//! The strict reader that judges a template as a whole.

use xml::common::Position;
use xml::reader::{ErrorKind, EventReader, ParserConfig, XmlEvent};

use crate::template::placeholders::{Brackets, Piece, pieces_in};
use crate::text::Span;
use crate::wire::xml::syntax::position;

/// What the strict reader is given of a template. Each character stands for the one at its place in the template, and all of them
/// in one line, so that the reader's column is the number of the character. What has its own finding is harmless text.
pub(super) struct StrictCopy(Vec<u8>);

impl StrictCopy {
    /// The copy of a template, in which the brackets of placeholders are letters: where no placeholder may stand, it is reported.
    pub(super) fn of(source: &str) -> Self {
        let without_lines = source.bytes().map(|byte| if matches!(byte, b'\r' | b'\n') { b' ' } else { byte });
        let mut copy = Self(without_lines.collect());
        for piece in pieces_in(Brackets::Brace, source, Span::whole(source)) {
            if let Piece::Placeholder(span) | Piece::NotAName(span) | Piece::Unclosed(span) = piece {
                copy.replace(span, b"{}");
            }
        }
        copy
    }

    /// Takes the references out of a literal of which one is broken.
    pub(super) fn without_references(&mut self, literal: Span) {
        self.replace(literal, b"&");
    }

    fn replace(&mut self, span: Span, bytes: &[u8]) {
        for byte in self.0.get_mut(span.range()).unwrap_or_default().iter_mut().filter(|byte| bytes.contains(byte)) {
            *byte = b'_';
        }
    }

    /// Reads the copy to its end: what is wrong, and at which byte of the template.
    pub(super) fn judge(&self, source: &str) -> Result<(), (usize, String)> {
        let config = ParserConfig::new().allow_multiple_root_elements(false);
        let mut reader = EventReader::new_with_config(&*self.0, config);
        loop {
            let error = match reader.next() {
                Ok(XmlEvent::EndDocument) => return Ok(()),
                Ok(_) => continue,
                Err(error) => error,
            };
            let column = position(error.position().column());
            let at = source.char_indices().nth(column).map_or(source.len(), |(at, _)| at);
            let problem = match error.kind() {
                ErrorKind::Syntax(problem) => uncapitalized(without_texts(problem)),
                _ => "the end inside of markup".to_owned(),
            };
            return Err((at, problem));
        }
    }
}

/// What the reader says, without the text of the template that it may show behind a colon, be it a secret: only signs of markup and
/// names in tags are none.
fn without_texts(sentence: &str) -> &str {
    const OF_MARKUP: [&str; 6] = [
        "Unexpected token",
        "Unexpected closing tag",
        "Unexpected token inside closing tag",
        "Unexpected token inside opening tag",
        "Unexpected token inside entity",
        "Unexpected characters outside the root element",
    ];
    let head = sentence.split_once(": ").map_or(sentence, |(head, _)| head);
    if OF_MARKUP.contains(&head) { sentence } else { head }
}

/// The reader's sentence as part of ours.
fn uncapitalized(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
