//! Writing callbacks.

use std::borrow::Cow;
use std::fmt;

use crate::field::{Callback, FieldInfo, FieldSet};
use crate::profile::Profile;
use crate::request::{RenderError, Request};

/// For what is sent.
impl<S: FieldSet> Profile<S> {
    /// Appends the rendering of `callback` to `buffer`: the URL for GET, the body for POST and PUT. A buffer with room enough
    /// is not reallocated, and nothing else is allocated.
    ///
    /// # Errors
    ///
    /// A URL longer than [`Limits::URL_BYTES`](crate::request::Limits::URL_BYTES); for an XML body a character that XML 1.0 cannot hold,
    /// such as U+0001. The buffer is then as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    /// use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let mut body = String::new();
    /// for id in ["a:0", "a:1"] {
    ///     let callback = OutgoingCallback::default().with(OutgoingField::Id, id).with(OutgoingField::Status, Status::Read);
    ///     body.clear();
    ///     profile.render_into(&callback, &mut body)?;
    ///     assert!(body.contains(r#""status": "read""#));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn render_into(&self, callback: &S::Callback<'_>, buffer: &mut String) -> Result<(), RenderError> {
        self.erased().render_into(callback.values(), buffer)
    }

    /// Writes the rendering of `callback` to any writer: the URL for GET, the body for POST and PUT. The text is rendered first and then
    /// handed over by one [`write_str`](fmt::Write::write_str), so that a writer that takes a piece whole or not at all, as those of a
    /// fixed capacity do, never holds a part of a URL or body. [`render_into`](Self::render_into) needs no text in between.
    ///
    /// # Errors
    ///
    /// As for [`render_into`](Self::render_into): the writer then has got nothing. Or the writer refuses the text, as one without room
    /// does: its error is the [source](std::error::Error::source), and how much of the text it took is up to the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::error::Error;
    /// use std::fmt::{self, Write};
    ///
    /// use callback_profile::{Outgoing, OutgoingField, Profile};
    ///
    /// /// A text of at most 1,000 bytes.
    /// struct Short(String);
    ///
    /// impl Write for Short {
    ///     fn write_str(&mut self, piece: &str) -> fmt::Result {
    ///         if self.0.len() + piece.len() > 1_000 { Err(fmt::Error) } else { self.0.write_str(piece) }
    ///     }
    /// }
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let mut short = Short("GET ".to_owned());
    /// profile.render_to(&profile.sample(), &mut short)?;
    /// assert!(short.0.starts_with("GET https://example.com/dlr?id="));
    ///
    /// let long = profile.sample().with(OutgoingField::Message, "x".repeat(1_000));
    /// let error = profile.render_to(&long, &mut short).unwrap_err();
    /// assert!(error.source().is_some_and(|source| source.is::<fmt::Error>()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn render_to(
        &self,
        callback: &S::Callback<'_>,
        writer: &mut (impl fmt::Write + ?Sized),
    ) -> Result<(), RenderError> {
        let rendered = self.erased().rendered(self.erased().guide(), callback.values())?;
        writer.write_str(&rendered).map_err(RenderError::writer)
    }

    /// The request that carries `callback`: method, URL, headers and body.
    ///
    /// # Errors
    ///
    /// As for [`render_into`](Self::render_into).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    /// use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0").with(OutgoingField::Status, Status::Read);
    /// let request = profile.render(&callback)?;
    /// assert_eq!((request.method(), request.url()), (http::Method::POST, "https://example.com/dlr"));
    /// assert!(request.body().is_some_and(|body| body.contains(r#""status": "read""#)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn render(&self, callback: &S::Callback<'_>) -> Result<Request, RenderError> {
        self.erased().render(callback.values())
    }

    /// The part of `callback` that the profile carries. The fields that the template does not place are absent; a field that is absent
    /// from `callback` has the text that its row of the set writes then, such as `false` for `custom_response`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let callback = OutgoingCallback::default().with(OutgoingField::WhatsappNumber, "12025550100");
    /// let carried = OutgoingCallback::default().with(OutgoingField::CustomResponse, "false");
    /// assert_eq!(profile.carried(&callback), carried);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn carried<'a>(&self, callback: &S::Callback<'a>) -> S::Callback<'a> {
        let mut carried = S::Callback::default();
        for placement in self.erased().guide().placements {
            let (slot, value) = (carried.values_mut().get_mut(placement.field), callback.values().get(placement.field));
            let absent = S::FIELDS.get(placement.field).and_then(FieldInfo::absent);
            match (slot, value, absent) {
                (Some(slot), Some(value), Some(absent)) if value.is_empty() => *slot = Cow::Borrowed(absent),
                (Some(slot), Some(value), _) => slot.clone_from(value),
                _ => {}
            }
        }
        carried
    }
}
