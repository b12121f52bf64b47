//! A callback, and the profile that it belongs to.

use serde::Serialize;

use crate::field::FieldSet;
use crate::received::{AnyReceived, Problem, ProblemCode, Received, VerifyError};

/// A callback, and which of the receiver's profiles it belongs to.
///
/// In serialized data it is the object that [`AnyReceived`] is, with `profile` before it.
///
/// # Examples
///
/// ```
/// use callback_profile::http::{HeaderMap, Method};
/// use callback_profile::{Outgoing, Profile, Receiver};
///
/// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
/// let delivery = receiver.receive(&Method::GET, "/dlr?id=a:1&status=read", &HeaderMap::new(), b"")?;
/// assert_eq!((delivery.profile, delivery.received.direction()), (0, "outgoing"));
/// let json = serde_json::to_string(&delivery)?;
/// assert!(json.starts_with(r#"{"profile":0,"fields":{"id":"a:1","status":"read"},"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Delivery<'a> {
    /// The place of the profile among those the receiver was made of, from zero.
    pub profile: usize,
    /// The callback.
    #[serde(flatten)]
    pub received: AnyReceived<'a>,
}

impl<'a> Delivery<'a> {
    /// The text of the callback's field of this name, see [`AnyReceived::text`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?id=a%3A1&status=read", &HeaderMap::new(), b"")?;
    /// assert_eq!(delivery.text("id"), Some("a:1"));
    /// assert_eq!((delivery.text("price"), delivery.text("colour")), (Some(""), None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.received.text(name)
    }

    /// The names of the fields whose placeholders the platform did not fill, see [`Received::unfilled`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?id=a:1&status=%3Cstatus%3E", &HeaderMap::new(), b"")?;
    /// assert!(delivery.unfilled().eq(["status"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unfilled(&self) -> impl Iterator<Item = &str> {
        self.received.unfilled()
    }

    /// A stable text by which a repeat of the callback is recognised, see [`AnyReceived::dedup_key`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?id=a:1&status=read", &HeaderMap::new(), b"")?;
    /// assert_eq!(delivery.dedup_key().as_deref(), Some("outgoing/a%3A1/read"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn dedup_key(&self) -> Option<String> {
        self.received.dedup_key()
    }

    /// Gives the delivery back if nothing was odd about it, see [`Received::strict`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?id=a:1&status=read&id=a:2", &HeaderMap::new(), b"")?;
    /// assert_eq!(delivery.strict().unwrap_err().code(), ProblemCode::RepeatedParameter);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strict(self) -> Result<Self, Problem> {
        Ok(Self { profile: self.profile, received: self.received.strict()? })
    }

    /// Gives the delivery back if it has none of these problems, see [`Received::strict_on`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict_on`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?id=a:1&status=read&id=a:2", &HeaderMap::new(), b"")?;
    /// let delivery = delivery.strict_on(&[ProblemCode::InvalidUtf8])?;
    /// assert!(delivery.strict_on(&[ProblemCode::RepeatedParameter]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strict_on(self, codes: &[ProblemCode]) -> Result<Self, Problem> {
        Ok(Self { profile: self.profile, received: self.received.strict_on(codes)? })
    }

    /// Gives the delivery back if the request holds every static part of its profile, see [`Received::verified`].
    ///
    /// # Errors
    ///
    /// As for [`Received::verified`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?token=s3cret&id=a:1", &HeaderMap::new(), b"")?;
    /// assert!(delivery.verified().is_ok());
    /// let guess = receiver.receive(&Method::GET, "/dlr?token=guess&id=a:1", &HeaderMap::new(), b"")?;
    /// assert!(guess.verified().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verified(self) -> Result<Self, VerifyError> {
        Ok(Self { profile: self.profile, received: self.received.verified()? })
    }

    /// The same delivery with texts of its own, which no longer borrow from the request.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::receiver::Delivery;
    /// use callback_profile::{Outgoing, Profile, ReceiveError, Receiver};
    ///
    /// fn read(receiver: &Receiver, target: String) -> Result<Delivery<'static>, ReceiveError> {
    ///     Ok(receiver.receive(&Method::GET, &target, &HeaderMap::new(), b"")?.into_owned())
    /// }
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// assert_eq!(read(&receiver, "/dlr?id=a:1".to_owned())?.text("id"), Some("a:1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Delivery<'static> {
        Delivery { profile: self.profile, received: self.received.into_owned() }
    }

    /// Whether the callback is one of the set `S`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::{Incoming, Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?id=a:1", &HeaderMap::new(), b"")?;
    /// assert!(delivery.is::<Outgoing>() && !delivery.is::<Incoming>());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is<S: FieldSet>(&self) -> bool {
        self.received.is::<S>()
    }

    /// The callback, typed by the set `S`; `None` where it is of another set.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::http::{HeaderMap, Method};
    /// use callback_profile::value::Status;
    /// use callback_profile::{Outgoing, Profile, Receiver};
    ///
    /// let receiver = Receiver::new([Profile::<Outgoing>::standard("https://example.com/dlr")?.into()]);
    /// let delivery = receiver.receive(&Method::GET, "/dlr?id=a:1&status=read", &HeaderMap::new(), b"")?;
    /// let received = delivery.downcast::<Outgoing>().ok_or("it is of another set")?;
    /// assert_eq!(received.callback.status(), Some(Status::Read));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn downcast<S: FieldSet>(self) -> Option<Received<'a, S>> {
        self.received.downcast()
    }
}
