//! Phone numbers in international form.

use std::borrow::Cow;
use std::fmt;

use super::compared::compared_by;
use super::{ValueError, text};

/// An international (E.164) phone number, read from a text as machines and people write it.
///
/// Numbers are compared by their digits: with a plus or without, in groups or not, the number is the same.
/// It is displayed and serialized with the plus and without groups.
///
/// # Examples
///
/// ```
/// use callback_profile::value::PhoneNumber;
///
/// let number = PhoneNumber::parse("12025550123")?;
/// assert_eq!(number, PhoneNumber::parse("+12025550123")?);
/// assert_eq!(number, PhoneNumber::parse("+1 (202) 555-0123")?);
/// assert_eq!(number.to_string(), "+12025550123");
/// # Ok::<(), callback_profile::value::ValueError>(())
/// ```
#[derive(Clone, Copy)]
pub struct PhoneNumber<'t> {
    original: &'t str,
    /// ASCII digits, and zero bytes behind them.
    digits: [u8; LONGEST],
    length: usize,
}

/// E.164 numbers have no more digits.
const LONGEST: usize = 15;

impl<'t> PhoneNumber<'t> {
    /// Reads 2 to 15 digits, the first not 0, after at most one plus; surrounding blanks do not matter.
    ///
    /// Leading blanks are what is left of a plus that a sender put into a query unencoded.
    ///
    /// After a plus, blanks, hyphens, dots and parentheses may stand between the digits. Without a plus they may not: such a number may be
    /// a national one, whose first digits are no country code. A zero that opens a parenthesis is refused: in `+44 (0)20…` it is no
    /// part of the international number.
    ///
    /// # Errors
    ///
    /// Every other text, such as an empty one, `0123`, `++12025550123`, `202 555 0123`, `+44 (0)20 7946 0000` or a masked
    /// `1202XXX0123`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::PhoneNumber;
    ///
    /// assert_eq!(PhoneNumber::parse(" 12025550123")?.digits(), "12025550123");
    /// assert_eq!(PhoneNumber::parse("+1 202-555-0123")?.digits(), "12025550123");
    /// assert!(PhoneNumber::parse("202-555-0123").is_err());
    /// assert!(PhoneNumber::parse("1202XXX0123").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn parse(text: &'t str) -> Result<PhoneNumber<'t>, ValueError> {
        Self::read(text).ok_or_else(|| ValueError::new("an E.164 phone number of 2 to 15 digits", text))
    }

    // phone-number = blanks ( %x31-39 1*14DIGIT / "+" %x31-39 1*14( *separator DIGIT ) ) blanks
    // separator    = " " / "-" / "." / "(" / ")"              ; parentheses in pairs, around digits that begin with no zero
    #[inline]
    fn read(original: &'t str) -> Option<Self> {
        let number = original.trim_ascii();
        let (number, has_plus) = number.strip_prefix('+').map_or((number, false), |number| (number, true));
        let mut digits = [0; LONGEST];
        let mut length = 0_usize;
        // The number of digits before the parenthesis that is open.
        let mut open = None;
        let mut ends_in_digit = false;
        for byte in number.bytes() {
            ends_in_digit = byte.is_ascii_digit();
            match byte {
                b'0' if length == 0 || open == Some(length) => return None,
                b'0'..=b'9' => {
                    *digits.get_mut(length)? = byte;
                    length += 1;
                }
                _ if !has_plus || length == 0 => return None,
                b' ' | b'-' | b'.' => {}
                b'(' if open.is_none() => open = Some(length),
                b')' if open.take().is_some_and(|before| before < length) => {}
                _ => return None,
            }
        }
        (length >= 2 && ends_in_digit && open.is_none()).then_some(Self { original, digits, length })
    }

    /// The digits, country code first, without a plus.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::PhoneNumber;
    ///
    /// assert_eq!(PhoneNumber::parse("+49 155 51234")?.digits(), "4915551234");
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn digits(&self) -> &str {
        let digits = self.digits.get(..self.length).unwrap_or_default();
        str::from_utf8(digits).unwrap_or_default()
    }

    /// The digits as a whole number: no two phone numbers have the same, as none begins with a zero.
    #[inline]
    pub(crate) fn value(&self) -> u64 {
        let digits = self.digits.iter().take(self.length);
        digits.fold(0, |value, digit| value * 10 + u64::from(digit - b'0'))
    }

    /// The same of the number that a text is. Most are digits and nothing else.
    #[inline]
    pub(crate) fn value_of(text: &'t str) -> Option<u64> {
        let digit = |value, byte: u8| byte.is_ascii_digit().then(|| value * 10 + u64::from(byte - b'0'));
        let digits = text.strip_prefix('+').unwrap_or(text);
        let is_short = (2..=LONGEST).contains(&digits.len()) && !digits.starts_with('0');
        let plain = if is_short { digits.bytes().try_fold(0, digit) } else { None };
        plain.or_else(|| Self::read(text).map(|number| number.value()))
    }

    /// The digits of the number that a text is; what it says, where it is none.
    pub(crate) fn digits_or_text(text: &str) -> Cow<'_, str> {
        let text = text.trim();
        // Nothing but digits is the same, whether it is a number or none.
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Cow::Borrowed(text);
        }
        match PhoneNumber::parse(text) {
            Ok(number) if number.digits() != text => Cow::Owned(number.digits().to_owned()),
            _ => Cow::Borrowed(text),
        }
    }

    /// The text exactly as it was given.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::PhoneNumber;
    ///
    /// assert_eq!(PhoneNumber::parse("  +4915551234")?.original(), "  +4915551234");
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub const fn original(&self) -> &'t str {
        self.original
    }
}

impl fmt::Display for PhoneNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::pad(f, format_args!("+{}", self.digits()))
    }
}

compared_by!(PhoneNumber<'_>, digits);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::PhoneNumber;

    proptest! {
        #[test]
        fn the_value_of_a_text_is_that_of_its_digits(text in "[ +]?[0-9]{0,17}|[+]?[0-9 .()-]{0,9}[0-9]?|.{0,4}") {
            let digits = PhoneNumber::parse(&text).ok().map(|number| number.digits().parse().unwrap());
            prop_assert_eq!(PhoneNumber::value_of(&text), digits, "{}", text);
        }
    }
}
