//! Whether the brackets of a JSON text are balanced, told piece by piece.

/// How far a text is one JSON object or array, as its brackets and strings tell; nothing else in it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Balance {
    /// Nothing but blanks so far.
    Blank,
    /// A bracket is open.
    Open,
    /// A string is open, in brackets.
    InString,
    /// A string is open, and its last character is a backslash that begins an escape.
    InEscape,
    /// The first bracket is closed, and nothing but blanks follows.
    Balanced,
    /// A bracket is closed by one of another kind.
    Crossed,
    /// It begins with something else, or goes on behind the first bracket's end.
    Other,
}

impl Balance {
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::InString | Self::InEscape)
    }
}

/// A text that arrives in pieces.
#[derive(Debug, Default)]
pub(crate) struct Brackets {
    state: Option<Balance>,
    /// What closes the brackets that are open.
    closing: Vec<u8>,
}

impl Brackets {
    /// Tells the balance of all pieces up to this one.
    pub(crate) fn go_on(&mut self, piece: &str) -> Balance {
        let mut state = self.state.unwrap_or(Balance::Blank);
        for byte in piece.bytes() {
            state = self.next(state, byte);
            if matches!(state, Balance::Crossed | Balance::Other) {
                break;
            }
        }
        self.state = Some(state);
        state
    }

    fn next(&mut self, state: Balance, byte: u8) -> Balance {
        match (state, byte) {
            (Balance::Blank | Balance::Balanced, b' ' | b'\t' | b'\n' | b'\r') => state,
            (Balance::Blank | Balance::Open, b'[' | b'{') => {
                self.closing.push(if byte == b'[' { b']' } else { b'}' });
                Balance::Open
            }
            (Balance::Open, b']' | b'}') => match self.closing.pop() {
                Some(closing) if closing == byte && self.closing.is_empty() => Balance::Balanced,
                Some(closing) if closing == byte => Balance::Open,
                _ => Balance::Crossed,
            },
            (Balance::Open, b'"') => Balance::InString,
            (Balance::Open, _) | (Balance::InString, b'"') => Balance::Open,
            (Balance::InString, b'\\') => Balance::InEscape,
            (Balance::InString | Balance::InEscape, _) => Balance::InString,
            (Balance::Crossed, _) => Balance::Crossed,
            (Balance::Blank | Balance::Balanced | Balance::Other, _) => Balance::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Balance, Brackets};

    /// In one piece, or in two that are cut anywhere.
    #[test]
    fn pieces_are_balanced_as_the_whole_is() {
        let rows = [
            ("", Balance::Blank),
            (" \t\r\n", Balance::Blank),
            ("[", Balance::Open),
            ("[1, {\"a\": [", Balance::Open),
            ("[}", Balance::Crossed),
            ("[{]}", Balance::Crossed),
            (" [1] ", Balance::Balanced),
            ("{\"a\": [{}, \"]\\\"}\"]}", Balance::Balanced),
            ("[\"", Balance::InString),
            ("[\"\\", Balance::InEscape),
            ("[\"\\\\\"]", Balance::Balanced),
            ("[1] x", Balance::Other),
            ("[][", Balance::Other),
            ("x[", Balance::Other),
            ("]", Balance::Other),
            ("\"[", Balance::Other),
        ];
        for (text, expected) in rows {
            assert_eq!(Brackets::default().go_on(text), expected, "{text}");
            for (cut, _) in text.char_indices() {
                let (one, other) = text.split_at(cut);
                let mut brackets = Brackets::default();
                brackets.go_on(one);
                assert_eq!(brackets.go_on(other), expected, "{one} {other}");
            }
        }
    }
}
