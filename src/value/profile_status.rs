//! Whether the platform uses a profile that it keeps.

use super::open_set::open_set;

open_set! {
    /// The status that a profile has with the platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::ProfileStatus;
    ///
    /// assert_eq!(ProfileStatus::of_code("2"), ProfileStatus::AutoDisabled);
    /// assert_eq!(ProfileStatus::AutoDisabled.to_string(), "auto-disabled");
    /// ```
    pub enum ProfileStatus: "the status of a profile" {
        /// The platform calls back by it.
        Active = "active",
        /// The platform itself has stopped calling back by it.
        AutoDisabled = "auto-disabled",
        /// Somebody has switched it off.
        Disabled = "disabled",
    }
}

impl ProfileStatus {
    /// Reads the number that the platform writes: 1, 2 or 3. Anything else is read as [`new`](Self::new) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::ProfileStatus;
    ///
    /// assert_eq!(ProfileStatus::of_code("1"), ProfileStatus::Active);
    /// assert_eq!(ProfileStatus::of_code("3"), ProfileStatus::Disabled);
    /// assert_eq!(ProfileStatus::of_code("7").as_str(), "7");
    /// ```
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        match code {
            "1" => Self::Active,
            "2" => Self::AutoDisabled,
            "3" => Self::Disabled,
            other => Self::new(other),
        }
    }
}
