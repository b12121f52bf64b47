//! Phone numbers in international form.

use std::fmt;

use super::compared::compared_by;
use super::{ValueError, text};

/// An international (E.164) phone number, borrowed from the text it was read from.
///
/// Numbers are compared by their digits: with a plus or without, the number is the same.
/// It is displayed and serialized with the plus.
///
/// # Examples
///
/// ```
/// use callback_profile::PhoneNumber;
///
/// let number = PhoneNumber::parse("12025550123").unwrap();
/// assert_eq!(number, PhoneNumber::parse("+12025550123").unwrap());
/// assert_eq!(number.to_string(), "+12025550123");
/// ```
#[derive(Clone, Copy)]
pub struct PhoneNumber<'t> {
    original: &'t str,
    digits: &'t str,
}

impl<'t> PhoneNumber<'t> {
    /// Reads 2 to 15 digits, the first not 0, after at most one plus; surrounding blanks do not matter.
    ///
    /// Leading blanks are what is left of a plus that a sender put into a query unencoded.
    ///
    /// # Errors
    ///
    /// Every other text, such as an empty one, `0123`, `++12025550123`, `+1 202 555 0123` or a masked `1202XXX0123`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::PhoneNumber;
    ///
    /// assert_eq!(PhoneNumber::parse(" 12025550123").unwrap().digits(), "12025550123");
    /// assert!(PhoneNumber::parse("1202XXX0123").is_err());
    /// ```
    pub fn parse(text: &'t str) -> Result<PhoneNumber<'t>, ValueError> {
        Self::read(text).ok_or_else(|| ValueError::new("an E.164 phone number of 2 to 15 digits", text))
    }

    // phone-number = blanks [ "+" ] %x31-39 1*14DIGIT blanks
    fn read(original: &'t str) -> Option<Self> {
        let number = original.trim_ascii();
        let digits = number.strip_prefix('+').unwrap_or(number);
        let valid = (2..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        valid.then_some(Self { original, digits })
    }

    /// The digits, country code first, without a plus.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::PhoneNumber;
    ///
    /// assert_eq!(PhoneNumber::parse("+4915551234").unwrap().digits(), "4915551234");
    /// ```
    #[must_use]
    pub const fn digits(&self) -> &'t str {
        self.digits
    }

    /// The text exactly as it was given.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::PhoneNumber;
    ///
    /// assert_eq!(PhoneNumber::parse("  +4915551234").unwrap().original(), "  +4915551234");
    /// ```
    #[must_use]
    pub const fn original(&self) -> &'t str {
        self.original
    }
}

impl fmt::Display for PhoneNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::pad(f, format_args!("+{}", self.digits))
    }
}

compared_by!(PhoneNumber<'_>, digits);
