//! The RFC 3339 form of a moment.

use std::fmt;

use super::calendar::date_from_days;
use crate::value::{Timestamp, text};

/// Displays a moment as a date and time in UTC, by [`Timestamp::to_rfc3339`].
///
/// # Examples
///
/// ```
/// use callback_profile::value::{Rfc3339, Timestamp};
///
/// let written: Rfc3339 = Timestamp::parse("1710000042.5")?.to_rfc3339();
/// assert_eq!(written.to_string(), "2024-03-09T16:00:42.500Z");
/// # Ok::<(), callback_profile::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rfc3339(pub(super) Timestamp);

impl fmt::Display for Rfc3339 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.unix_seconds();
        let (year, month, day) = date_from_days(seconds / 86_400);
        let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        match self.0.unix_milliseconds() % 1000 {
            0 => text::pad(f, format_args!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")),
            fraction => text::pad(
                f,
                format_args!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z"),
            ),
        }
    }
}
