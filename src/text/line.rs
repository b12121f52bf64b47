//! Foreign text on a terminal or in a log, where it is a line of its own.

use std::fmt::{self, Write};

use crate::text::foreign::{write_escape, write_escaped};

/// What begins a command at the start of a line of a GitHub workflow's log.
const COMMAND: &str = "::";

/// A text of any length as a line of its own on a terminal or in a log.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Line<'t>(pub &'t str);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_line(f, self.0, &[])
    }
}

/// A text of any length as lines: it keeps its line feeds and tabs.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Lines<'t>(pub &'t str);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.0.split('\n').enumerate() {
            if index > 0 {
                f.write_char('\n')?;
            }
            write_line(f, line, &['\t'])?;
        }
        Ok(())
    }
}

/// Writes a text as one line, in which no command begins.
fn write_line(f: &mut impl Write, line: &str, kept: &[char]) -> fmt::Result {
    let blank = line.len() - line.trim_start().len();
    let (before, text) = line.split_at_checked(blank).unwrap_or(("", line));
    write_escaped(f, before, &[], kept)?;
    let command = text.starts_with(COMMAND).then(|| text.split_at_checked(1)).flatten();
    if let Some((_, text)) = command {
        write_escape(f, ':')?;
        return write_escaped(f, text, &[], kept);
    }
    write_escaped(f, text, &[], kept)
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};
    use crate::text::Message;

    #[test]
    fn a_line_begins_no_command() {
        for command in ["::error ::x", " \t::x", "a ##[error]", "##[x", "####[", "\u{2028}::x", "\r::x"] {
            for line in [Line(command).to_string(), Lines(command).to_string(), Message::from(command).to_string()] {
                assert!(!line.contains("##["), "{line}");
            }
            let line = Line(command).to_string();
            assert!(!line.trim_start().starts_with("::"), "{line}");
        }
        assert_eq!(Lines("a\n ::b\tc\r\n").to_string(), "a\n \\u{3a}:b\tc\\r\n");
    }
}
