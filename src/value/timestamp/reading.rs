//! How texts are read as timestamps.

use super::SECONDS_END;
use super::calendar::days_from_date;
use crate::text::words::words;
use crate::value::{Timestamp, ValueError};

words! {
    /// The unit of a time that is written as bare digits.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{TimeUnit, Timestamp, TimestampReading};
    ///
    /// let reading = TimestampReading::new().unit(TimeUnit::Seconds);
    /// assert!(Timestamp::parse_with("1710000042000", reading).is_err());
    /// ```
    #[non_exhaustive]
    pub enum TimeUnit {
        /// Seconds since the start of 1970 in UTC.
        Seconds = "seconds",
        /// Milliseconds since the start of 1970 in UTC.
        Milliseconds = "milliseconds",
    }
    /// The word in a webhook's file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::TimeUnit;
    ///
    /// assert_eq!(TimeUnit::Milliseconds.as_str(), "milliseconds");
    /// ```
    fn as_str;
    serde by str::eq;
}

/// How a sender's times are read where their text alone is ambiguous.
///
/// By default the unit of bare digits follows from their size, and a date and time without an offset is in UTC.
///
/// # Examples
///
/// ```
/// use callback_profile::value::{Timestamp, TimestampReading};
///
/// let india = TimestampReading::new().offset_minutes(330)?;
/// let timestamp = Timestamp::parse_with("2024-03-09 21:30:42", india)?;
/// assert_eq!(timestamp.unix_seconds(), 1_710_000_042);
/// # Ok::<(), callback_profile::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimestampReading {
    unit: Option<TimeUnit>,
    offset_minutes: i16,
}

impl TimestampReading {
    /// The farthest that a local time may be from UTC, in minutes.
    pub(crate) const MAX_OFFSET: i16 = 18 * 60;

    /// The default reading.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::TimestampReading;
    ///
    /// assert_eq!(TimestampReading::new(), TimestampReading::default());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { unit: None, offset_minutes: 0 }
    }

    /// Reads bare digits in this unit, whatever their size; digits with a fraction stay seconds.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{TimeUnit, Timestamp, TimestampReading};
    ///
    /// const READING: TimestampReading = TimestampReading::new().unit(TimeUnit::Milliseconds);
    /// assert_eq!(Timestamp::parse_with("1500", READING)?.to_string(), "1.500");
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub const fn unit(self, unit: TimeUnit) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// Reads a date and time without an offset as local time so many minutes ahead of UTC, or behind it when negative.
    ///
    /// # Errors
    ///
    /// More than 18 hours either way, such as `1081` or seconds given by mistake: `19800`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{Timestamp, TimestampReading};
    ///
    /// let reading = TimestampReading::new().offset_minutes(-60)?;
    /// assert_eq!(Timestamp::parse_with("1970-01-01 00:00:00", reading)?.unix_seconds(), 3600);
    /// assert_eq!(Timestamp::parse_with("1970-01-01 00:00:00Z", reading)?.unix_seconds(), 0);
    /// assert!(TimestampReading::new().offset_minutes(19_800).is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn offset_minutes(self, minutes: i16) -> Result<Self, ValueError> {
        let is_near = (-Self::MAX_OFFSET..=Self::MAX_OFFSET).contains(&minutes);
        let reading = is_near.then_some(Self { offset_minutes: minutes, ..self });
        reading.ok_or_else(|| ValueError::new("an offset from -1080 to 1080 minutes", &minutes.to_string()))
    }

    /// Whether bare digits are of this unit, whatever their size.
    pub(crate) fn has_unit(self, unit: TimeUnit) -> bool {
        self.unit == Some(unit)
    }

    // text = blanks ( number / date-time ) blanks
    pub(super) fn read(self, text: &str) -> Option<Timestamp> {
        let text = text.trim_ascii().as_bytes();
        read_number(text, self.unit).or_else(|| read_date_time(text, self.offset_minutes))
    }
}

// number = 1*DIGIT [ "." 1*3DIGIT ]
fn read_number(text: &[u8], unit: Option<TimeUnit>) -> Option<Timestamp> {
    let mut scanner = Scanner(text);
    let whole: u64 = str::from_utf8(scanner.digits()).ok()?.parse().ok()?;
    let has_fraction = !scanner.0.is_empty();
    let fraction = scanner.fraction(3)?;
    if !scanner.0.is_empty() {
        return None;
    }
    let guess = if whole < SECONDS_END { TimeUnit::Seconds } else { TimeUnit::Milliseconds };
    if unit.unwrap_or(guess) == TimeUnit::Milliseconds && !has_fraction {
        return Timestamp::checked(whole);
    }
    Timestamp::checked(whole.checked_mul(1000)?.checked_add(fraction.into())?)
}

// date-time = 4DIGIT "-" 2DIGIT "-" 2DIGIT ( " " / "T" ) 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 1*9DIGIT ] [ offset ]
fn read_date_time(text: &[u8], default_offset: i16) -> Option<Timestamp> {
    let mut scanner = Scanner(text);
    let [year, month, day] = [scanner.number(4)?, scanner.number_after(b"-")?, scanner.number_after(b"-")?];
    let [hour, minute, second] =
        [scanner.number_after(b" T")?, scanner.number_after(b":")?, scanner.number_after(b":")?];
    let days = days_from_date(year, month, day)?;
    // Unix time has no leap seconds: a second 60 would be taken for another moment.
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let fraction = scanner.fraction(9)?;
    let offset = match scanner.0 {
        [] => i64::from(default_offset),
        b"Z" => 0,
        _ => scanner.offset()?,
    };
    // Four digits of year and two of hour are far from the ends of an i64.
    let minutes = (days * 24 + hour) * 60 + minute - offset;
    let milliseconds = (minutes * 60 + second) * 1000 + i64::from(fraction);
    Timestamp::checked(u64::try_from(milliseconds).ok()?)
}

/// The part of a text that is not read yet.
struct Scanner<'t>(&'t [u8]);

impl<'t> Scanner<'t> {
    /// The number of exactly `width` digits; `width` is small enough for an i64.
    fn number(&mut self, width: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        let number = digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))?;
        self.0 = rest;
        Some(number)
    }

    /// The number of two digits after one byte out of `any`.
    fn number_after(&mut self, any: &[u8]) -> Option<i64> {
        if self.skip(any) { self.number(2) } else { None }
    }

    /// Steps over one byte out of `any`, if there is one.
    fn skip(&mut self, any: &[u8]) -> bool {
        let rest = self.0.split_first().filter(|(first, _)| any.contains(first)).map(|(_, rest)| rest);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// The milliseconds of a point and at least one and at most `most` digits after it; digits after the third are dropped. Zero
    /// without a point.
    fn fraction(&mut self, most: usize) -> Option<u16> {
        if !self.skip(b".") {
            return Some(0);
        }
        let digits = self.digits();
        let places = digits.iter().chain(b"000").take(3);
        let milliseconds = places.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
        (1..=most).contains(&digits.len()).then_some(milliseconds)
    }

    // offset = "Z" / ( "+" / "-" ) 2DIGIT [ ":" ] 2DIGIT
    /// The minutes that a local time is ahead of UTC, from an offset other than `Z` to the end of the text.
    fn offset(&mut self) -> Option<i64> {
        let sign = if self.skip(b"-") { -1 } else { 1 };
        let hours = if sign < 0 { self.number(2)? } else { self.number_after(b"+")? };
        // Both spellings of an offset are in use, so its colon may be missing.
        self.skip(b":");
        let minutes = self.number(2)?;
        let offset = hours * 60 + minutes;
        let valid = self.0.is_empty() && minutes < 60 && offset <= i64::from(TimestampReading::MAX_OFFSET);
        valid.then_some(sign * offset)
    }

    /// As many digits as there are.
    fn digits(&mut self) -> &'t [u8] {
        let end = self.0.iter().position(|byte| !byte.is_ascii_digit());
        let (digits, rest) = self.0.split_at_checked(end.unwrap_or(self.0.len())).unwrap_or_default();
        self.0 = rest;
        digits
    }
}
