//! What serde says of values that are not what they should be, without the values.

use serde::de::Error;

use crate::text::Message;

/// The same error in words that keep to themselves what was found, which may be a secret: `expected a string, found integer`
/// instead of ``invalid type: integer `4711`, expected a string``. Names that nobody knows are escaped.
///
/// Of a format whose errors show lines of the file, as TOML's do, there is the line with the place, and what is said of it.
pub(crate) fn quiet<E: Error>(error: E) -> E {
    let said = error.to_string();
    let framed = said
        .rsplit_once("^\n")
        .map(|(frame, words)| [frame.lines().next().unwrap_or_default(), ": ", words.trim_end()].concat());
    let said = framed.unwrap_or(said);
    let quiet = said_quietly(&said).map_or_else(|| Message::from(said.as_str()), Message::from);
    if *quiet == *said { error } else { E::custom(quiet) }
}

/// ```text
/// said = before ( "invalid type: " / "invalid value: " ) kind [ value in quotes ] ", expected " expected
/// ```
fn said_quietly(said: &str) -> Option<String> {
    let (before, found) = said.split_once("invalid type: ").or_else(|| said.split_once("invalid value: "))?;
    let (found, expected) = found.rsplit_once(", expected ")?;
    let kind = found.split(['"', '`', '\'']).next().unwrap_or_default().trim_end();
    // Where there is a place, it stays behind the words.
    let end = expected.rfind(" at line ").unwrap_or(expected.len());
    let (expected, place) = expected.split_at_checked(end)?;
    Some(format!("{before}expected {expected}, found {kind}{place}"))
}

#[cfg(test)]
mod tests {
    use super::quiet;

    #[test]
    fn no_value_is_told() {
        let errors = [
            (
                serde_json::from_str::<Vec<u8>>("\"s3, expected cr3t\"").unwrap_err(),
                "expected a sequence, found string at line 1 column 19",
            ),
            (
                serde_json::from_str::<String>("4711").unwrap_err(),
                "expected a string, found integer at line 1 column 4",
            ),
            (serde_json::from_str::<i8>("4711").unwrap_err(), "expected i8, found integer at line 1 column 4"),
            (serde_json::from_str::<String>("{}").unwrap_err(), "expected a string, found map at line 1 column 0"),
            (serde_json::from_str::<String>("\"").unwrap_err(), "EOF while parsing a string at line 1 column 1"),
        ];
        for (error, expected) in errors {
            let (line, column) = (error.line(), error.column());
            let error = quiet(error);
            assert_eq!((error.line(), error.column(), &*error.to_string()), (line, column, expected));
        }
    }
}
