//! A callback of a set that is known only when running, as it arrived.

use std::borrow::Cow;
use std::convert::Infallible;

use crate::field::{DeliveryReport, FieldSet, FieldTable, Incoming, Outgoing, dedup_key};
use crate::received::erased::{ErasedReceived, ReceivedView};
use crate::received::{Problem, ProblemCode, Received, Remainder, VerifyError};
use crate::value::ValueError;

/// A callback that arrived for a profile whose direction is known only at run time. Its serialized form is that of [`Received`].
///
/// In a `match`, an arm for a set of your own is `other if other.is::<Parcels>() => …`, in which
/// [`downcast`](Self::downcast) gives it back typed.
///
/// # Examples
///
/// ```
/// use callback_profile::{AnyReceived, Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let received = AnyReceived::from(profile.parse_target("/dlr?id=a:1&status=read")?);
/// assert_eq!(received.text("status"), Some("read"));
/// assert_eq!(received.dedup_key().as_deref(), Some("outgoing/a%3A1/read"));
/// let received = received.downcast::<Outgoing>().ok_or("it is of another set")?;
/// assert_eq!(received.callback.id().map(|id| id.as_str()), Some("a:1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnyReceived<'a> {
    /// What became of a message the business sent.
    Outgoing(Received<'a, Outgoing>),
    /// A message a user wrote to the business.
    Incoming(Received<'a, Incoming>),
    /// What became of a message, as the webhook platforms report it.
    DeliveryReport(Received<'a, DeliveryReport>),
    /// A callback of any other set.
    Other(ErasedReceived<'a>),
}

impl<'a> AnyReceived<'a> {
    /// What comes of filling a callback of a set whose fields are all absent. Here is said which sets have variants of their own.
    pub(crate) fn read<E>(
        table: &FieldTable,
        fill: impl FnOnce(&mut [Cow<'a, str>]) -> Result<Remainder<'a>, E>,
    ) -> Result<Self, E> {
        Self::read_then(table, fill, |read| read)
    }

    /// The same, of which `then` makes what is wanted, so that a large value is made where it is to be, and not moved there.
    #[inline]
    pub(crate) fn read_then<E, T>(
        table: &FieldTable,
        fill: impl FnOnce(&mut [Cow<'a, str>]) -> Result<Remainder<'a>, E>,
        then: impl FnOnce(Result<Self, E>) -> T,
    ) -> T {
        if table.is::<Outgoing>() {
            then(Received::read(fill).map(Self::Outgoing))
        } else if table.is::<Incoming>() {
            then(Received::read(fill).map(Self::Incoming))
        } else if table.is::<DeliveryReport>() {
            then(Received::read(fill).map(Self::DeliveryReport))
        } else {
            then(ErasedReceived::read(table, fill).map(Self::Other))
        }
    }

    pub(super) fn view(&self) -> ReceivedView<'_, 'a> {
        match self {
            Self::Outgoing(received) => received.view(),
            Self::Incoming(received) => received.view(),
            Self::DeliveryReport(received) => received.view(),
            Self::Other(received) => received.view(),
        }
    }

    /// Fills another callback of the set with the texts of this one; gives what was read beside them.
    fn fill(self, slots: &mut [Cow<'a, str>]) -> Remainder<'a> {
        match self {
            Self::Outgoing(received) => received.fill(slots),
            Self::Incoming(received) => received.fill(slots),
            Self::DeliveryReport(received) => received.fill(slots),
            Self::Other(received) => received.fill(slots),
        }
    }

    /// The name of the field set: the direction of the profile that received it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&status=read")?;
    /// assert_eq!(received.direction(), "outgoing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn direction(&self) -> &str {
        &self.view().table.set
    }

    /// The name of the platform to which the field set belongs; `None` for the built-in sets, and for those that were written with
    /// [`field_set!`](crate::field_set).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert_eq!(profile.parse_target("/dlr?id=a:1")?.platform(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn platform(&self) -> Option<&str> {
        self.view().table.platform_name()
    }

    /// The fields that are present, name and text, in the order of the set's table.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?status=read&id=a%3A1")?;
    /// assert!(received.fields().eq([("id", "a:1"), ("status", "read")]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.view().present().map(|(field, text)| (field.name(), text))
    }

    /// The text of the field with this name: empty where the field is absent, `None` where the set has no such field.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a%3A1&status=")?;
    /// assert_eq!(received.text("id"), Some("a:1"));
    /// assert_eq!(received.text("status"), Some(""));
    /// assert_eq!(received.text("colour"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let ReceivedView { table, values, .. } = self.view();
        values.get(table.find(name)?).map(|text| &**text)
    }

    /// The typed values of the fields that are present: the field's name, and its value as JSON on one line, or the error of its typed
    /// reader where the text is not of the field's kind, such as `soon` for a time.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?status=READ&timestamp=soon&price=0.0100")?;
    /// for (name, value) in received.typed() {
    ///     match name {
    ///         "status" => assert_eq!(value?, r#""read""#),
    ///         "price" => assert_eq!(value?, r#""0.0100""#),
    ///         _ => assert_eq!(value.unwrap_err().field(), Some("timestamp")),
    ///     }
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn typed(&self) -> impl Iterator<Item = (&str, Result<String, ValueError>)> {
        self.view().typed()
    }

    /// The parameters that nobody claims, name and text, see [`Received::extra`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&region=eu")?;
    /// assert_eq!(received.extra(), [("region".into(), "eu".into())]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn extra(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        self.view().extra
    }

    /// What was odd, see [`Received::problems`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&id=a:2")?;
    /// let codes: Vec<_> = received.problems().iter().map(|problem| problem.code()).collect();
    /// assert_eq!(codes, [ProblemCode::RepeatedParameter]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.view().problems
    }

    /// The names of the fields whose parameters did not occur, see [`Received::missing`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&status=")?;
    /// assert!(received.missing().any(|name| name == "price"));
    /// assert!(received.missing().all(|name| name != "status"), "it was sent empty");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.view().missing()
    }

    /// The names of the fields whose placeholders the platform did not fill, see [`Received::unfilled`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&status=%3Cstatus%3E")?;
    /// assert!(received.unfilled().eq(["status"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unfilled(&self) -> impl Iterator<Item = &str> {
        self.view().unfilled_names()
    }

    /// A stable text by which a repeat of this callback is recognised, see [`Received::dedup_key`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&status=read")?;
    /// let again = profile.parse_target("/dlr?status=read&id=a%3A1&region=eu")?;
    /// assert!(received.dedup_key().is_some());
    /// assert_eq!(received.dedup_key(), again.dedup_key());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn dedup_key(&self) -> Option<String> {
        let ReceivedView { table, values, .. } = self.view();
        dedup_key(table, values)
    }

    /// Gives the callback back if nothing was odd about it, see [`Received::strict`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&region=eu")?;
    /// assert!(received.strict().is_ok());
    /// let problem = profile.parse_target("/dlr?id=a:1&id=a:2")?.strict().unwrap_err();
    /// assert_eq!((problem.code(), problem.field()), (ProblemCode::RepeatedParameter, Some("id")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strict(self) -> Result<Self, Problem> {
        self.problems().first().cloned().map_or(Ok(self), Err)
    }

    /// Gives the callback back if it has none of these problems, see [`Received::strict_on`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict_on`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&id=a:2")?;
    /// let received = received.strict_on(&[ProblemCode::InvalidUtf8])?;
    /// assert!(received.strict_on(&[ProblemCode::RepeatedParameter]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strict_on(self, codes: &[ProblemCode]) -> Result<Self, Problem> {
        ProblemCode::first_of(codes, self.problems()).map_or(Ok(self), Err)
    }

    /// Gives the callback back if the request holds every static part of its profile, see [`Received::verified`].
    ///
    /// # Errors
    ///
    /// As for [`Received::verified`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?);
    /// assert!(profile.parse_target("/dlr?token=s3cret&id=a:1")?.verified().is_ok());
    /// assert!(profile.parse_target("/dlr?token=guess&id=a:1")?.verified().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verified(self) -> Result<Self, VerifyError> {
        let ReceivedView { verification, problems, .. } = self.view();
        verification.result(problems).map(|()| self)
    }

    /// The same callback with texts of its own, which no longer borrow from what was parsed.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, AnyReceived, Outgoing, ParseError, Profile};
    ///
    /// fn read(profile: &AnyProfile, target: String) -> Result<AnyReceived<'static>, ParseError> {
    ///     Ok(profile.parse_target(&target)?.into_owned())
    /// }
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert_eq!(read(&profile, "/dlr?id=a:1".to_owned())?.text("id"), Some("a:1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> AnyReceived<'static> {
        match self {
            Self::Outgoing(received) => AnyReceived::Outgoing(received.into_owned()),
            Self::Incoming(received) => AnyReceived::Incoming(received.into_owned()),
            Self::DeliveryReport(received) => AnyReceived::DeliveryReport(received.into_owned()),
            Self::Other(received) => AnyReceived::Other(received.into_owned()),
        }
    }

    /// Whether it is a callback of the set `S`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Incoming, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1")?;
    /// assert!(received.is::<Outgoing>() && !received.is::<Incoming>());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is<S: FieldSet>(&self) -> bool {
        self.view().table.is::<S>()
    }

    /// The same callback, typed by the set `S`; `None` where it is of another set. [`is`](Self::is) tells that without taking the callback.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    /// use callback_profile::{AnyProfile, Incoming, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&status=read")?;
    /// assert!(received.clone().downcast::<Incoming>().is_none());
    /// let status = received.downcast::<Outgoing>().and_then(|received| received.callback.status());
    /// assert_eq!(status, Some(Status::Read));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn downcast<S: FieldSet>(self) -> Option<Received<'a, S>> {
        self.is::<S>().then(|| certain(Received::read(|slots| Ok(self.fill(slots)))))
    }
}

impl<'a, S: FieldSet> From<Received<'a, S>> for AnyReceived<'a> {
    fn from(received: Received<'a, S>) -> Self {
        certain(Self::read(&FieldTable::of::<S>(), |slots| Ok(received.fill(slots))))
    }
}

/// What cannot fail.
fn certain<T>(result: Result<T, Infallible>) -> T {
    result.unwrap_or_else(|never| match never {})
}
