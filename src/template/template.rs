//! A compiled template, as its users see it.

use std::fmt;

use crate::template::marked::Escapes;
use crate::template::rules::Guide;
use crate::text::Span;

/// A compiled template: its text as written, and where the placeholders stand in it.
///
/// `Display` gives back what was written.
///
/// # Examples
///
/// ```
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
/// let (field, span) = profile.template().placeholders().next().unwrap();
/// assert_eq!((field, span.of(profile.template().as_str())), ("id", Some("<id>")));
/// # Ok::<(), callback_profile::diagnostic::Report>(())
/// ```
#[derive(Clone, Copy)]
pub struct Template<'p> {
    guide: Guide<'p>,
    written: &'p str,
    escapes: Option<&'p Escapes>,
}

impl<'p> Template<'p> {
    pub(crate) fn new(guide: Guide<'p>, written: &'p str, escapes: Option<&'p Escapes>) -> Self {
        Self { guide, written, escapes }
    }

    /// Returns the template as it was written: the endpoint of a GET profile, the body of any other.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// assert!(profile.template().as_str().starts_with("https://example.com/dlr?id=<id>&"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &'p str {
        self.written
    }

    /// Returns the placeholders in their order: the field's name, and the bytes of the template that the placeholder takes.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let template = profile.template();
    /// let names: Vec<&str> = template.placeholders().map(|(name, _)| name).collect();
    /// assert_eq!(names[..3], ["id", "custom_response", "timestamp"]);
    /// assert_eq!(template.placeholders().next().and_then(|(_, span)| span.of(template.as_str())), Some("<id>"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    pub fn placeholders(&self) -> impl Iterator<Item = (&'p str, Span)> + use<'p> {
        let Self { guide: Guide { placements, table, .. }, escapes, .. } = *self;
        let written = move |span| escapes.map_or(span, |escapes| escapes.written(span));
        placements.iter().map(move |placement| (table.name(placement.field), written(placement.span)))
    }
}

impl PartialEq for Template<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() && self.placeholders().eq(other.placeholders())
    }
}

impl Eq for Template<'_> {}

impl fmt::Display for Template<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Template<'_> {
    /// Static parameters are often tokens, so only the placeholders are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.placeholders().map(|(name, _)| name).collect();
        f.debug_struct("Template").field("placeholders", &names).finish_non_exhaustive()
    }
}
