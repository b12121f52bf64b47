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
/// let received = received.downcast::<Outgoing>().unwrap();
/// assert_eq!(received.callback.id().unwrap().as_str(), "a:1");
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
    #[must_use]
    pub fn direction(&self) -> &str {
        &self.view().table.set
    }

    /// The fields that are present, name and text, in the order of the set's table.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.view().present().map(|(field, text)| (field.name(), text))
    }

    /// The text of the field of this name, empty where it is absent; `None` where the set has no such field.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let ReceivedView { table, values, .. } = self.view();
        values.get(table.find(name)?).map(|text| &**text)
    }

    /// The typed values of the fields that are present, each as JSON on one line.
    ///
    /// # Errors
    ///
    /// For each field whose text does not have its closed syntax, the error of its typed reader.
    pub fn typed(&self) -> impl Iterator<Item = (&str, Result<String, ValueError>)> {
        self.view().typed()
    }

    /// Parameters that nobody claims, see [`Received::extra`].
    #[must_use]
    pub fn extra(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        self.view().extra
    }

    /// What was odd, see [`Received::problems`].
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.view().problems
    }

    /// The names of the fields whose parameters did not occur, see [`Received::missing`].
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.view().missing()
    }

    /// The names of the fields whose placeholders the platform did not fill, see [`Received::unfilled`].
    pub fn unfilled(&self) -> impl Iterator<Item = &str> {
        self.view().unfilled_names()
    }

    /// A stable text by which a repeat of this callback is recognised, see [`Received::dedup_key`].
    #[must_use]
    pub fn dedup_key(&self) -> Option<String> {
        let ReceivedView { table, values, .. } = self.view();
        dedup_key(table, values)
    }

    /// The same, as long as nothing was odd, see [`Received::strict`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict`].
    pub fn strict(self) -> Result<Self, Problem> {
        self.problems().first().cloned().map_or(Ok(self), Err)
    }

    /// The same, as long as nothing was odd in one of these ways, see [`Received::strict_on`].
    ///
    /// # Errors
    ///
    /// As for [`Received::strict_on`].
    pub fn strict_on(self, codes: &[ProblemCode]) -> Result<Self, Problem> {
        ProblemCode::first_of(codes, self.problems()).map_or(Ok(self), Err)
    }

    /// The same, as long as the request has all that is static in its profile, see [`Received::verified`].
    ///
    /// # Errors
    ///
    /// As for [`Received::verified`].
    pub fn verified(self) -> Result<Self, VerifyError> {
        let ReceivedView { verification, problems, .. } = self.view();
        verification.result(problems).map(|()| self)
    }

    /// The same, owning its texts.
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
    #[must_use]
    pub fn is<S: FieldSet>(&self) -> bool {
        self.view().table.is::<S>()
    }

    /// The same, as it is received by a profile of the set `S`; `None` where it is of another set, which [`is`](Self::is) tells
    /// beforehand.
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
