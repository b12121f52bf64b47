//! Amounts of money.

use std::fmt;

use super::ValueError;
use super::compared::compared_by;

const MAX_SCALE: u8 = 18;
/// The first mantissa of 29 digits.
const MANTISSA_END: u128 = 10_u128.pow(28);
const EXPECTED: &str = "a decimal number of at most 28 digits, 18 of them after the point";

/// An amount of money as an exact decimal number, without a currency.
///
/// The digits are kept as they were given, and written back with their trailing zeros (a `+`, leading zeros and the sign of
/// a zero are not kept); `Price::parse(&price.to_string())` always gives an equal price of the same scale.
/// Prices are compared as numbers: `0.10` equals `0.1`.
///
/// It is serialized as text, and deserialized from text or an integer: a binary floating-point number is refused.
///
/// # Examples
///
/// ```
/// use callback_profile::value::Price;
///
/// let price = Price::parse("0.010")?;
/// assert_eq!(price.to_string(), "0.010");
/// assert_eq!(price, Price::new(1, 2)?);
/// assert!(price < Price::parse("0.1")?);
/// # Ok::<(), callback_profile::value::ValueError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Price {
    mantissa: i128,
    scale: u8,
}

impl Price {
    /// The price `mantissa / 10^scale`.
    ///
    /// # Errors
    ///
    /// A mantissa of more than 28 digits, such as `10^28`, or a scale above 18.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Price;
    ///
    /// assert_eq!(Price::new(-1250, 3)?.to_string(), "-1.250");
    /// assert!(Price::new(1, 19).is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn new(mantissa: i128, scale: u8) -> Result<Self, ValueError> {
        Self::checked(mantissa, scale).ok_or_else(|| ValueError::new(EXPECTED, &format!("{mantissa}e-{scale}")))
    }

    fn checked(mantissa: i128, scale: u8) -> Option<Self> {
        let fits = mantissa.unsigned_abs() < MANTISSA_END && scale <= MAX_SCALE;
        fits.then_some(Self { mantissa, scale })
    }

    /// Reads a decimal number with at least one digit before a point and after it; surrounding blanks do not matter.
    ///
    /// # Errors
    ///
    /// Every other text, such as an empty one, `.5`, `5.`, `1e3`, `1,5` or `0.01 EUR`, and more than 28 digits
    /// (not counting leading zeros) or more than 18 after the point.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Price;
    ///
    /// assert_eq!(Price::parse(" +12.50 ")?.to_string(), "12.50");
    /// assert!(Price::parse("1,5").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::read(text).ok_or_else(|| ValueError::new(EXPECTED, text))
    }

    // price = blanks [ "+" / "-" ] 1*DIGIT [ "." 1*DIGIT ] blanks
    fn read(text: &str) -> Option<Self> {
        let text = text.trim_ascii();
        let (sign, number) = match text.strip_prefix('-') {
            Some(number) => (-1, number),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || number.ends_with('.') {
            return None;
        }
        let scale = u8::try_from(fraction.len()).ok()?;
        let mut digits = whole.bytes().chain(fraction.bytes());
        let mantissa = digits.try_fold(0_i128, |sum, byte| {
            let digit = byte.is_ascii_digit().then(|| i128::from(byte - b'0'))?;
            sum.checked_mul(10)?.checked_add(digit)
        })?;
        Self::checked(sign * mantissa, scale)
    }

    /// All digits as one integer: the price in units of `10^-scale`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Price;
    ///
    /// assert_eq!(Price::parse("-0.50")?.mantissa(), -50);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits stand after the point, 0 to 18.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Price;
    ///
    /// assert_eq!(Price::parse("-0.50")?.scale(), 2);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// Whether nothing is charged.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Price;
    ///
    /// assert!(Price::parse("-0.00")?.is_zero());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The whole units, rounded down, and the rest in units of 10^-18: the same pair for equal numbers of any scale,
    /// ordered as the numbers are, and without a product that could overflow.
    fn parts(self) -> (i128, i128) {
        let unit = 10_i128.pow(u32::from(self.scale));
        let rest_unit = 10_i128.pow(u32::from(MAX_SCALE - self.scale));
        (self.mantissa.div_euclid(unit), self.mantissa.rem_euclid(unit) * rest_unit)
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u128.pow(u32::from(self.scale));
        let digits = self.mantissa.unsigned_abs();
        let (whole, rest, width) = (digits / unit, digits % unit, usize::from(self.scale));
        let number = if width == 0 { whole.to_string() } else { format!("{whole}.{rest:0width$}") };
        // Padded like an integer: a precision must not cut digits off an amount.
        f.pad_integral(self.mantissa >= 0, "", &number)
    }
}

compared_by!(Price, parts);
