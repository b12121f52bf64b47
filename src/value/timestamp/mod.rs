//! A moment in time.

use std::fmt;
use std::time::{Duration, SystemTime};

mod calendar;
mod reading;
mod rfc3339;

pub use self::reading::{TimeUnit, TimestampReading};
pub use self::rfc3339::Rfc3339;
use crate::value::ValueError;

/// The first Unix second that is not held; bare digits from here on are milliseconds.
pub(super) const SECONDS_END: u64 = 100_000_000_000;
const MILLISECONDS_END: u64 = SECONDS_END * 1000;

/// A moment from 1970-01-01 to 5138-11-16, exact to the millisecond.
///
/// It is written as Unix seconds, with three fraction digits when it is not a whole second, and
/// `Timestamp::parse(&timestamp.to_string())` always gives an equal value.
/// It is serialized as that text, and deserialized from a text or an unsigned integer by the rules of [`parse`](Self::parse).
///
/// # Examples
///
/// ```
/// use callback_profile::value::Timestamp;
///
/// let timestamp = Timestamp::parse("1710000042125")?;
/// assert_eq!(timestamp.to_string(), "1710000042.125");
/// assert_eq!(timestamp.to_rfc3339().to_string(), "2024-03-09T16:00:42.125Z");
/// # Ok::<(), callback_profile::value::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    milliseconds: u64,
}

impl Timestamp {
    /// The moment `seconds` whole seconds after the start of 1970 in UTC.
    ///
    /// # Errors
    ///
    /// Seconds from 100000000000 on, such as milliseconds given by mistake: `1710000042000`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Timestamp;
    ///
    /// assert_eq!(Timestamp::from_unix_seconds(42)?.unix_milliseconds(), 42_000);
    /// assert!(Timestamp::from_unix_seconds(1_710_000_042_000).is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn from_unix_seconds(seconds: u64) -> Result<Self, ValueError> {
        let milliseconds = seconds.checked_mul(1000).and_then(Self::checked);
        milliseconds.ok_or_else(|| ValueError::new("Unix seconds below 100000000000", &seconds.to_string()))
    }

    /// The moment `milliseconds` after the start of 1970 in UTC.
    ///
    /// # Errors
    ///
    /// Milliseconds from 100000000000000 on, such as microseconds given by mistake: `1710000042000000`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Timestamp;
    ///
    /// assert_eq!(Timestamp::from_unix_milliseconds(1_500)?.to_string(), "1.500");
    /// assert!(Timestamp::from_unix_milliseconds(1_710_000_042_000_000).is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn from_unix_milliseconds(milliseconds: u64) -> Result<Self, ValueError> {
        Self::checked(milliseconds)
            .ok_or_else(|| ValueError::new("Unix milliseconds below 100000000000000", &milliseconds.to_string()))
    }

    pub(super) fn checked(milliseconds: u64) -> Option<Self> {
        (milliseconds < MILLISECONDS_END).then_some(Self { milliseconds })
    }

    /// Whole seconds since the start of 1970 in UTC; a fraction is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Timestamp;
    ///
    /// assert_eq!(Timestamp::parse("1710000042.999")?.unix_seconds(), 1_710_000_042);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub const fn unix_seconds(self) -> u64 {
        self.milliseconds / 1000
    }

    /// Milliseconds since the start of 1970 in UTC.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Timestamp;
    ///
    /// assert_eq!(Timestamp::parse("1710000042")?.unix_milliseconds(), 1_710_000_042_000);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub const fn unix_milliseconds(self) -> u64 {
        self.milliseconds
    }

    /// The same moment as a [`SystemTime`]; `None` where that type cannot hold it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Timestamp;
    /// use std::time::{Duration, SystemTime};
    ///
    /// let time = Timestamp::parse("42")?.to_system_time();
    /// assert_eq!(time, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(42)));
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(self.milliseconds))
    }

    /// Reads Unix seconds (below 10^11, or with one to three fraction digits), Unix milliseconds,
    /// or a date and time (in UTC unless it carries an offset); surrounding blanks do not matter.
    ///
    /// [`parse_with`](Self::parse_with) takes other readings.
    ///
    /// # Errors
    ///
    /// Every other text, such as an empty one, `-1`, `1.7e9`, `2023-02-29 00:00:00` or `2024-03-09`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Timestamp;
    ///
    /// let seconds = Timestamp::parse(" 1710000042 ")?;
    /// assert_eq!(Timestamp::parse("1710000042000")?, seconds);
    /// assert_eq!(Timestamp::parse("2024-03-09 16:00:42")?, seconds);
    /// assert_eq!(Timestamp::parse("2024-03-09T21:30:42+05:30")?, seconds);
    /// assert!(Timestamp::parse("2023-02-29 00:00:00").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::parse_with(text, TimestampReading::new())
    }

    /// Reads like [`parse`](Self::parse), with the unit of bare digits and the offset of local times as `reading` has them.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse); with a unit also digits beyond its range, such as `1710000042000` seconds.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{TimeUnit, Timestamp, TimestampReading};
    ///
    /// let reading = TimestampReading::new().unit(TimeUnit::Milliseconds);
    /// assert_eq!(Timestamp::parse_with("42000", reading)?.unix_seconds(), 42);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    pub fn parse_with(text: &str, reading: TimestampReading) -> Result<Self, ValueError> {
        reading.read(text).ok_or_else(|| ValueError::new("Unix seconds, milliseconds or a date and time", text))
    }

    /// Displays the moment as an RFC 3339 date and time in UTC, with milliseconds only when it is not a whole second.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Timestamp;
    ///
    /// let timestamp = Timestamp::from_unix_seconds(1_710_000_042)?;
    /// assert_eq!(timestamp.to_rfc3339().to_string(), "2024-03-09T16:00:42Z");
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn to_rfc3339(self) -> Rfc3339 {
        Rfc3339(self)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.unix_seconds();
        match self.milliseconds % 1000 {
            0 => fmt::Display::fmt(&seconds, f),
            // As for any number, a precision does not cut digits off.
            fraction => f.pad_integral(true, "", &format!("{seconds}.{fraction:03}")),
        }
    }
}

/// Keeps whole milliseconds; refuses moments before 1970 and from 5138-11-16 09:46:40 on.
impl TryFrom<SystemTime> for Timestamp {
    type Error = ValueError;

    fn try_from(time: SystemTime) -> Result<Self, ValueError> {
        const EXPECTED: &str = "a time from 1970 to 5138";
        let since = time
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_err(|before| ValueError::new(EXPECTED, &format!("-{:?}", before.duration())))?;
        let milliseconds = u64::try_from(since.as_millis()).ok().and_then(Self::checked);
        milliseconds.ok_or_else(|| ValueError::new(EXPECTED, &format!("{since:?}")))
    }
}
