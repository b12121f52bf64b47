//! Truth values as platforms write them.

use super::ValueError;

// flag = blanks ( "true" / "false" ) blanks        in any case
/// Reads `true` or `false`, in any case and between blanks.
///
/// # Errors
///
/// Any other text, such as an empty one, `1`, `yes` or `falsehood`.
pub(crate) fn parse_flag(text: &str) -> Result<bool, ValueError> {
    let flags = [("true", true), ("false", false)];
    let found = flags.into_iter().find(|(word, _)| text.trim_ascii().eq_ignore_ascii_case(word));
    found.map(|(_, flag)| flag).ok_or_else(|| ValueError::new("`true` or `false`", text))
}

#[cfg(test)]
mod tests {
    use super::parse_flag;

    #[test]
    fn reads_the_two_words_and_nothing_else() {
        let rows = [
            ("true", Some(true)),
            ("false ", Some(false)),
            (" \tFALSE", Some(false)),
            ("True", Some(true)),
            ("", None),
            ("0", None),
            ("falsehood", None),
            ("fal se", None),
        ];
        for (text, expected) in rows {
            assert_eq!(parse_flag(text).ok(), expected, "{text:?}");
        }
        assert_eq!(parse_flag("no").unwrap_err().to_string(), "expected `true` or `false`, found \"no\"");
    }
}
