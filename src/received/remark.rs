//! What is odd about an event.

use std::fmt;

use crate::text::words::{Documented, words};

words! {
    /// What is odd about an event that a callback tells.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::RemarkCode;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=failed")?;
    /// assert!(received.remarks().any(|remark| remark.code() == RemarkCode::FailedWithoutError));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[non_exhaustive]
    pub enum RemarkCode {
        /// There is a price, other than zero, with a status that is neither delivered nor read.
        UnbilledPrice = "unbilled-price",
        /// The custom response is not false.
        CustomResponseNotFalse = "custom-response-not-false",
        /// The message failed, and nothing says why.
        FailedWithoutError = "failed-without-error",
        /// There is a reason for a failure, but the message did not fail.
        ErrorWithoutFailure = "error-without-failure",
        /// The error has words and no code.
        ErrorWithoutCode = "error-without-code",
        /// There is content that a message of the type does not have.
        ContentOfAnotherType = "content-of-another-type",
        /// The native message has another type than the callback.
        MessageOfAnotherType = "message-of-another-type",
        /// There are two kinds of content.
        SeveralContents = "several-contents",
        /// The message was delivered before the platform received it.
        DeliveredBeforeReceived = "delivered-before-received",
        /// The message was read before it was delivered.
        ReadBeforeDelivered = "read-before-delivered",
    }
    /// The stable name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::RemarkCode;
    ///
    /// assert_eq!(RemarkCode::UnbilledPrice.as_str(), "unbilled-price");
    /// ```
    fn as_str;
}

impl RemarkCode {
    /// What it means, in a sentence.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::RemarkCode;
    ///
    /// assert_eq!(RemarkCode::FailedWithoutError.meaning(), "The message failed, and nothing says why.");
    /// ```
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.documentation()
    }
}

/// Something odd about the event that a callback tells: each field is valid by itself, but the combination does not occur.
///
/// It is no [`Problem`](crate::received::Problem): the callback arrived as it was sent.
///
/// # Examples
///
/// ```
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let received = profile.parse_target("/dlr?id=a:1&status=failed")?;
/// let remark = received.remarks().next().ok_or("nothing is odd")?;
/// assert_eq!(remark.code().as_str(), "failed-without-error");
/// assert!(received.problems.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    code: RemarkCode,
    field: Option<&'static str>,
    message: String,
}

impl Remark {
    pub(super) fn new(code: RemarkCode, field: Option<&'static str>, message: String) -> Self {
        Self { code, field, message }
    }

    /// What kind of remark it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::RemarkCode;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=failed")?;
    /// let remark = received.remarks().next().ok_or("nothing is odd")?;
    /// assert_eq!(remark.code(), RemarkCode::FailedWithoutError);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> RemarkCode {
        self.code
    }

    /// The name of the field that does not fit the others; `None` where no single field is at fault.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=failed")?;
    /// let remark = received.remarks().next().ok_or("nothing is odd")?;
    /// assert_eq!(remark.field(), Some("error_code"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field
    }

    /// What is odd, in a sentence.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=failed")?;
    /// let remark = received.remarks().next().ok_or("nothing is odd")?;
    /// assert!(remark.message().contains("`failed`"));
    /// assert_eq!(remark.to_string(), format!("field `error_code`: {}", remark.message()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            Some(field) => write!(f, "field `{field}`: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}
