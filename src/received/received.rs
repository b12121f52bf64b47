//! A callback of a set that is known when compiling, as it arrived.

use std::borrow::Cow;
use std::fmt;

use crate::field::{Callback, Field, FieldSet, FieldTable};
use crate::received::erased::ReceivedView;
use crate::received::{Problem, ProblemCode, Remainder, Verification, VerifyError};
use crate::text::pairs::PairNames;

/// A callback that arrived: its fields, what came beside them, what was odd.
///
/// In serialized data it is an object, the one that the command's `parse` prints:
///
/// - `fields` and `typed`: objects of the texts and of the typed values, by the names of the fields that are present. JSON inside of
///   `typed` is written by `serde_json` as it arrived; other formats get what they make of a
///   [`RawValue`](serde_json::value::RawValue).
/// - `extra`: a list of pairs, name and text.
/// - `missing`: a list of names.
/// - `problems`: a list of objects of `code`, `field` and `message`. A field whose text is not of its kind, such as `soon` for a time, is
///   one more problem there, with the code `invalid-value`.
/// - `unfilled`, a list of names, and `remarks`, a list of objects as the problems are: only where there are any.
///
/// `Debug` shows only the names of what nobody claims: among the values may be tokens that were repeated or are wrong.
///
/// # Examples
///
/// ```
/// use callback_profile::value::Status;
/// use callback_profile::{Outgoing, OutgoingField, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let received = profile.parse_target("/dlr?id=a1%3A0&status=Read&region=eu&id=a2")?;
/// assert_eq!(received.callback.text(OutgoingField::Id), "a1:0");
/// assert_eq!(received.callback.status(), Some(Status::Read));
/// assert_eq!(received.extra, [("region".into(), "eu".into()), ("id".into(), "a2".into())]);
/// assert_eq!(received.problems[0].to_string(), "parameter `id` of field `id` at bytes 40..42: it occurs again, and the first counts");
/// assert_eq!(received.missing().count(), 11);
/// assert!(received.strict().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[non_exhaustive]
pub struct Received<'a, S: FieldSet> {
    /// The fields.
    pub callback: S::Callback<'a>,
    /// Parameters that nobody claims, name and text, in the order of arrival: decoded for a query or form; by JSON Pointer (RFC 6901)
    /// for JSON, where anything but a string keeps its bytes; by the path of elements for XML, where an element that has more than text
    /// is kept as it is written.
    pub extra: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// What was odd.
    pub problems: Vec<Problem>,
    missing: Vec<usize>,
    verification: Verification,
}

impl<'a, S: FieldSet> Received<'a, S> {
    /// What comes of filling a callback whose fields are all absent.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a callback is large, and would be moved once more")]
    pub(crate) fn read<E>(fill: impl FnOnce(&mut [Cow<'a, str>]) -> Result<Remainder<'a>, E>) -> Result<Self, E> {
        let mut callback = S::Callback::default();
        let Remainder { extra, problems, missing, verification, .. } = fill(callback.values_mut())?;
        Ok(Self { callback, extra, problems, missing, verification })
    }

    /// The texts of the fields, and what was read beside them.
    pub(super) fn view(&self) -> ReceivedView<'_, 'a> {
        let Self { callback, extra, problems, missing, verification } = self;
        let (table, values, verification) = (FieldTable::written::<S>(), callback.values(), *verification);
        ReceivedView { table, values, extra, problems, missing, verification }
    }

    /// Fills another callback of the set with the texts of this one; gives what was read beside them.
    pub(super) fn fill(mut self, slots: &mut [Cow<'a, str>]) -> Remainder<'a> {
        for (slot, text) in slots.iter_mut().zip(self.callback.values_mut()) {
            *slot = std::mem::take(text);
        }
        self.split().1
    }

    fn split(self) -> (S::Callback<'a>, Remainder<'a>) {
        let Self { callback, extra, problems, missing, verification } = self;
        (callback, Remainder { extra, problems, missing, verification, ..Remainder::default() })
    }

    /// The fields that the template places and whose parameters did not occur. One that was sent empty is not missing.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=")?;
    /// assert!(received.missing().any(|field| field == OutgoingField::Price));
    /// assert!(received.missing().all(|field| field != OutgoingField::Status), "it was sent empty");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn missing(&self) -> impl Iterator<Item = S::Field> {
        self.missing.iter().filter_map(|index| S::Field::from_index(*index))
    }

    /// The fields whose placeholders the platform did not fill: their text is their own placeholder, `<status>` or `{status}`, or that
    /// with its brackets encoded (`%3Cstatus%3E`, `&lt;status&gt;`). The text stays as it is, and is no problem: a text may look like that.
    /// In a query or form the `&` of an unescaped `&lt;status&gt;` ends the value. Only a field of free text takes what follows it; of any
    /// other field nothing is left to see.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=%3Cstatus%3E")?;
    /// assert!(received.unfilled().eq([OutgoingField::Status]) && received.problems.is_empty());
    /// assert_eq!(received.callback.text(OutgoingField::Status), "<status>");
    /// assert_eq!(received.dedup_key(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unfilled(&self) -> impl Iterator<Item = S::Field> {
        self.view().unfilled().filter_map(S::Field::from_index)
    }

    /// A stable text by which a repeat of this callback is recognised, see [`Callback::dedup_key`]. `None` also where a placeholder of
    /// which it would be made was [not filled](Self::unfilled): callbacks that have nothing else in common would be taken for one.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=read")?;
    /// let again = profile.parse_target("/dlr?status=READ&id=a%3A1&region=eu")?;
    /// assert_eq!(received.dedup_key(), again.dedup_key());
    /// assert_eq!(received.dedup_key().as_deref(), Some("outgoing/a%3A1/read"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn dedup_key(&self) -> Option<String> {
        self.callback.dedup_key()
    }

    /// Gives the callback back if nothing was odd about it.
    ///
    /// # Errors
    ///
    /// The first of the problems, such as a parameter that occurs twice. Extra parameters and missing ones are no problems.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&region=eu")?;
    /// assert!(received.strict().is_ok(), "what nobody claims is no problem");
    /// let problem = profile.parse_target("/dlr?id=a:1&id=a:2")?.strict().unwrap_err();
    /// assert_eq!(problem.code(), ProblemCode::RepeatedParameter);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strict(mut self) -> Result<Self, Problem> {
        if self.problems.is_empty() { Ok(self) } else { Err(self.problems.swap_remove(0)) }
    }

    /// Gives the callback back if it has none of these problems. A later version may know more kinds of problems; callbacks that have only
    /// those are still given back.
    ///
    /// # Errors
    ///
    /// The first of the problems that have one of these codes.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ProblemCode;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=read&id=a:2")?.strict_on(&[ProblemCode::InvalidUtf8])?;
    /// let problem = received.strict_on(&[ProblemCode::InvalidUtf8, ProblemCode::RepeatedParameter]).unwrap_err();
    /// assert_eq!(problem.field(), Some("id"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn strict_on(self, codes: &[ProblemCode]) -> Result<Self, Problem> {
        ProblemCode::first_of(codes, &self.problems).map_or(Ok(self), Err)
    }

    /// Gives the callback back if the request holds every static part of its profile: static parameters of the template, those of a POST or
    /// PUT endpoint's query, static headers. Whoever sent it then knows them, so a token among them tells that it was the platform.
    ///
    /// Of a parameter that occurs twice the first is compared, which is the one that counts; of a header that does, each.
    /// `User-Agent`, headers that begin with `Accept`, `Content-Type` and those of one connection are not compared: what stands
    /// between the platform and the receiver may change them.
    ///
    /// # Errors
    ///
    /// A static part is missing or differs: a request for `/dlr?token=guess` where the profile says `?token=s3cret`. Nothing is
    /// static, which [`Profile::verifies`](crate::Profile::verifies) tells before. Not all of the static parts could be compared, as
    /// a body that was read alone has no headers: read the [whole request](crate::Profile::receive).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::VerifyErrorKind;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?;
    /// assert!(profile.parse_target("/dlr?token=s3cret&id=a:1")?.verified().is_ok());
    /// let error = profile.parse_target("/dlr?token=guess&id=a:1")?.verified().unwrap_err();
    /// assert_eq!(error.kind(), VerifyErrorKind::StaticMismatch);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verified(self) -> Result<Self, VerifyError> {
        self.verification.result(&self.problems).map(|()| self)
    }

    /// The same callback with texts of its own, which no longer borrow from what was parsed.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, ParseError, Profile, Received};
    ///
    /// fn read(profile: &Profile<Outgoing>, body: Vec<u8>) -> Result<Received<'static, Outgoing>, ParseError> {
    ///     Ok(profile.parse_body(&body)?.into_owned())
    /// }
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let received = read(&profile, br#"{"id": "a:1"}"#.to_vec())?;
    /// assert_eq!(received.callback.id().map(|id| id.as_str()), Some("a:1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Received<'static, S> {
        let (callback, remainder) = self.split();
        let Remainder { extra, problems, missing, verification, .. } = remainder.into_owned();
        Received { callback: callback.into_owned(), extra, problems, missing, verification }
    }
}

impl<S: FieldSet> Clone for Received<'_, S> {
    fn clone(&self) -> Self {
        Self {
            callback: self.callback.clone(),
            extra: self.extra.clone(),
            problems: self.problems.clone(),
            missing: self.missing.clone(),
            verification: self.verification,
        }
    }
}

impl<S: FieldSet> PartialEq for Received<'_, S> {
    fn eq(&self, other: &Self) -> bool {
        self.callback == other.callback
            && self.extra == other.extra
            && self.problems == other.problems
            && self.missing == other.missing
            && self.verification == other.verification
    }
}

impl<S: FieldSet> fmt::Debug for Received<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("callback", &self.callback)
            .field("extra", &PairNames(&self.extra))
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}
