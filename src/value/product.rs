//! What a webhook reports about.

use super::open_set::open_set;

open_set! {
    /// The product whose events a webhook reports.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    ///
    /// assert_eq!(Product::new("WhatsApp"), Product::WhatsApp);
    /// assert_eq!(Product::new("RCS").to_string(), "RCS");
    /// ```
    pub enum Product: "a product" {
        /// Short messages: delivery reports only, without a time of reading and without a status.
        Sms = "sms",
        /// WhatsApp messages.
        WhatsApp = "whatsapp",
    }
}
