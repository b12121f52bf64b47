//! What a webhook reports.

use crate::field::{DeliveryReport, FieldSet, Incoming};
use crate::text::words::words;

words! {
    /// What a webhook reports.
    #[non_exhaustive]
    pub enum ReportType {
        /// What became of a message, as a [`DeliveryReport`](crate::DeliveryReport).
        DeliveryReport = "DLR",
        /// What users write, as [`Incoming`](crate::Incoming) under its standard names; not for SMS.
        MobileOriginated = "MO",
    }
    /// The name in the form and in a webhook's file.
    fn as_str;
    serde by str::eq_ignore_ascii_case;
}

impl ReportType {
    /// The direction of the profile that a webhook stands for.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ReportType;
    ///
    /// assert_eq!(ReportType::DeliveryReport.direction(), "delivery-report");
    /// assert_eq!(ReportType::MobileOriginated.direction(), "incoming");
    /// ```
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::DeliveryReport => DeliveryReport::NAME,
            Self::MobileOriginated => Incoming::NAME,
        }
    }
}
