//! Truth values as platforms write them.

use super::ValueError;

// flag = blanks ( "true" / "false" ) blanks        in any case
/// Reads `true` or `false`, in any case and between blanks.
///
/// # Errors
///
/// Any other text, such as an empty one, `1`, `yes` or `falsehood`.
pub(crate) fn parse_flag(text: &str) -> Result<bool, ValueError> {
    let word = text.trim_ascii();
    if word.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if word.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Err(ValueError::new("`true` or `false`", text))
    }
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
