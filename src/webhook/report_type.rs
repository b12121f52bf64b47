//! What a webhook reports.

use crate::field::{DeliveryReport, FieldSet, Incoming};
use crate::text::words::words;

words! {
    /// What a webhook reports.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ReportType;
    ///
    /// let report_type: ReportType = serde_json::from_str(r#""dlr""#)?;                     // in upper or lower case
    /// assert_eq!(report_type, ReportType::DeliveryReport);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[non_exhaustive]
    pub enum ReportType {
        /// What became of a message, as the field set `delivery-report`.
        DeliveryReport = "DLR",
        /// What users write, as the field set `incoming` under its standard names; not for SMS.
        MobileOriginated = "MO",
    }
    /// Returns the name in the form and in a webhook's file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ReportType;
    ///
    /// assert_eq!(ReportType::DeliveryReport.as_str(), "DLR");
    /// assert_eq!(ReportType::MobileOriginated.as_str(), "MO");
    /// ```
    fn as_str;
    serde by str::eq_ignore_ascii_case;
}

impl ReportType {
    /// Returns the direction of the profile that a webhook stands for, which is the name of its field set.
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
