//! Whether the platform lets a number be used.

use super::open_set::open_set;

open_set! {
    /// The status that a number of the business has with the platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::NumberStatus;
    ///
    /// assert_eq!(NumberStatus::new("Approved"), NumberStatus::Approved);
    /// assert_eq!(NumberStatus::new("on hold").to_string(), "on hold");
    /// ```
    pub enum NumberStatus: "the status of a number" {
        /// It can be used and edited.
        Approved = "approved",
        /// It waits for its approval.
        Pending = "pending",
    }
}
