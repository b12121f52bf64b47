//! What a webhook reports.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::text::shown;

/// What a webhook reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReportType {
    /// What became of a message, as a [`DeliveryReport`](crate::DeliveryReport).
    DeliveryReport,
    /// What users write, as [`Incoming`](crate::Incoming) under its standard names; not for SMS.
    MobileOriginated,
}

impl ReportType {
    /// All that this build knows.
    pub const ALL: &'static [Self] = &[Self::DeliveryReport, Self::MobileOriginated];

    /// The name in the form and in a webhook's file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DeliveryReport => "DLR",
            Self::MobileOriginated => "MO",
        }
    }
}

impl fmt::Display for ReportType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for ReportType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ReportType {
    /// Reads the name, in any case.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let known = Self::ALL.iter().copied().find(|known| known.as_str().eq_ignore_ascii_case(&name));
        known.ok_or_else(|| D::Error::custom(format_args!("expected `DLR` or `MO`, found `{}`", shown(&name))))
    }
}
