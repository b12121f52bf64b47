//! A checked profile that knows its field set as data: all that profiles do is done here.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use http::HeaderMap;

use crate::diagnostic::Report;
use crate::endpoint::same_place;
use crate::field::{FieldSet, FieldTable, deserialize_values};
use crate::profile::check::{Sound, checked};
use crate::profile::{Profile, ProfileSpec};
use crate::received::{ParseError, Remainder, Verification};
use crate::request::{BodyFormat, Envelope, Limits, RenderError, Request};
use crate::template::Template;
use crate::template::marked::{Escapes, Marked};
use crate::template::placeholders::Brackets;
use crate::template::rules::Guide;
use crate::wire::engine::{Format, Input, WholeRequest};

/// A profile of a set that has no variant of its own in [`AnyProfile`](crate::AnyProfile).
///
/// The methods of [`AnyProfile`](crate::AnyProfile) are what it can do; [`downcast`](crate::AnyProfile::downcast) gives it back as a
/// [`Profile`](crate::Profile) of its set.
///
/// # Examples
///
/// ```
/// use callback_profile::field::kind;
/// use callback_profile::{AnyProfile, Profile, field_set};
///
/// field_set! {
///     /// Parcels on their way.
///     pub set Parcels = "parcels";
///     /// A field of a parcel.
///     enum ParcelField;
///     /// A parcel.
///     struct ParcelCallback;
///     dedup_key [Id];
///     required {
///         /// The id.
///         Id id: kind::MessageId,
///     }
///     optional {}
/// }
///
/// let profile = AnyProfile::from(Profile::<Parcels>::standard("https://example.com/parcel")?);
/// let AnyProfile::Other(erased) = &profile else { panic!("a set of one's own has no variant") };
/// assert_eq!(erased.downcast::<Parcels>().as_ref(), profile.downcast::<Parcels>().as_ref());
/// assert_eq!(profile.direction(), "parcels");
/// # Ok::<(), callback_profile::diagnostic::Report>(())
/// ```
#[derive(Clone)]
pub struct ErasedProfile {
    shared: Arc<Shared>,
    limits: Limits,
}

struct Shared {
    /// The profile; without the escapes of its syntax where it has some.
    spec: ProfileSpec,
    /// The profile as it was written, where that has such escapes.
    written: Option<Box<ProfileSpec>>,
    table: FieldTable,
    sound: Sound,
    /// What its requests share, from the first on.
    envelope: OnceLock<Arc<Envelope>>,
}

impl ErasedProfile {
    /// Checks a profile of the set that `table` describes; those that are `known` are told where it names another. The profile is
    /// there when the report has no error.
    pub(crate) fn checked(spec: ProfileSpec, table: &FieldTable, known: &[FieldTable]) -> (Report, Option<Self>) {
        let (report, sound) = checked(&spec, table, known);
        let shared = sound.map(|mut sound| {
            let (spec, written) = match sound.plain.take() {
                None => (spec, None),
                Some(plain) => (*plain, Some(Box::new(spec))),
            };
            Arc::new(Shared { spec, written, table: table.clone(), sound, envelope: OnceLock::new() })
        });
        (report, shared.map(|shared| Self { shared, limits: Limits::new() }))
    }

    /// The same profile, typed by the set `S`; `None` where it is of another set.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    /// use callback_profile::field::kind;
    /// use callback_profile::field_set;
    /// field_set! {
    ///     /// Parcels on their way.
    ///     pub set Parcels = "parcels";
    ///     /// A field of a parcel.
    ///     enum ParcelField;
    ///     /// A parcel.
    ///     struct ParcelCallback;
    ///     dedup_key [Id];
    ///     required {
    ///         /// The id.
    ///         Id id: kind::MessageId,
    ///     }
    ///     optional {}
    /// }
    /// let profile = AnyProfile::from(Profile::<Parcels>::standard("https://example.com/parcel")?);
    /// if let AnyProfile::Other(erased) = &profile {
    ///     let typed = erased.downcast::<Parcels>();
    ///     assert_eq!(typed.as_ref().map(Profile::endpoint), Some("https://example.com/parcel?id=<id>"));
    ///     assert!(erased.downcast::<Outgoing>().is_none());
    /// }
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn downcast<S: FieldSet>(&self) -> Option<Profile<S>> {
        Profile::of_same(self)
    }

    pub(crate) fn spec(&self) -> &ProfileSpec {
        self.shared.written.as_deref().unwrap_or(&self.shared.spec)
    }

    /// The profile without the escapes of its syntax.
    pub(crate) fn plain_spec(&self) -> &ProfileSpec {
        &self.shared.spec
    }

    /// Where the template as it was written has escapes.
    fn escapes(&self) -> Option<&Escapes> {
        self.shared.sound.template.unescaped.as_ref().map(|unescaped| &unescaped.escapes)
    }

    /// The profile as it was written, without a copy where nobody else holds it.
    pub(crate) fn into_spec(self) -> ProfileSpec {
        let Self { shared, .. } = self;
        match Arc::try_unwrap(shared) {
            Ok(Shared { spec, written, .. }) => written.map_or(spec, |written| *written),
            Err(shared) => shared.written.as_deref().unwrap_or(&shared.spec).clone(),
        }
    }

    pub(crate) fn table(&self) -> &FieldTable {
        &self.shared.table
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    pub(crate) fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.shared.sound.headers
    }

    /// The format of the body, where the method has one.
    pub(crate) fn body_format(&self) -> Option<BodyFormat> {
        if let Format::Body(format) = self.format() { Some(format) } else { None }
    }

    pub(crate) fn format(&self) -> Format {
        self.shared.spec.format()
    }

    pub(crate) fn template(&self) -> Template<'_> {
        Template::new(self.guide(), self.spec().template(), self.escapes())
    }

    #[inline]
    pub(crate) fn guide(&self) -> Guide<'_> {
        let Shared { spec, table, sound, .. } = &*self.shared;
        Guide { source: spec.template(), shape: &sound.template.shape, placements: &sound.template.placements, table }
    }

    /// Whether the profile has static headers, and these are the same.
    pub(crate) fn has_static_headers(&self, found: &HeaderMap) -> bool {
        self.shared.sound.static_parts.has_headers(self.headers(), found)
    }

    /// Whether a request has what is static in the profile beside the body; `None` where nothing is.
    pub(crate) fn has_static_beside_body(&self, request: WholeRequest<'_, '_>) -> Option<bool> {
        let static_parts = &self.shared.sound.static_parts;
        let mut remainder = static_parts.is_beside_template().then(Remainder::default)?;
        let target =
            static_parts.compare_target(&self.shared.spec.endpoint, request.target, self.limits, &mut remainder);
        static_parts.compare_headers(self.headers(), request.headers, &mut remainder);
        Some(target.is_ok() && Verification::of(&remainder.problems) == Verification::Same)
    }

    /// Along which the query of a POST or PUT endpoint is compared.
    pub(crate) fn endpoint_guide(&self) -> Guide<'_> {
        self.shared.sound.static_parts.endpoint_guide(&self.shared.spec.endpoint)
    }

    pub(crate) fn render_into(&self, values: &[Cow<'_, str>], buffer: &mut String) -> Result<(), RenderError> {
        self.format().render(self.guide(), values, buffer)
    }

    pub(crate) fn render(&self, values: &[Cow<'_, str>]) -> Result<Request, RenderError> {
        let rendered = self.rendered(self.guide(), values)?;
        let envelope = match self.shared.envelope.get() {
            Some(envelope) => envelope,
            None => self.first_envelope(&rendered)?,
        };
        Ok(Request::of(envelope, rendered))
    }

    #[cold]
    fn first_envelope(&self, rendered: &str) -> Result<&Arc<Envelope>, RenderError> {
        let envelope = self.envelope(&self.shared.spec.endpoint, rendered, self.headers().clone())?;
        Ok(self.shared.envelope.get_or_init(|| envelope))
    }

    /// What requests to this endpoint have in common, one of which carries what is `rendered`.
    pub(super) fn envelope(
        &self,
        endpoint: &str,
        rendered: &str,
        headers: HeaderMap,
    ) -> Result<Arc<Envelope>, RenderError> {
        let format = self.body_format();
        let url = if format.is_some() { endpoint } else { rendered };
        Envelope::new(self.shared.spec.method, url, format, headers).map(Arc::new)
    }

    /// The template with these texts filled in; it has the profile's placeholders.
    pub(super) fn rendered(&self, guide: Guide<'_>, values: &[Cow<'_, str>]) -> Result<String, RenderError> {
        let lengths = guide.placements.iter().map(|placement| values.get(placement.field).map_or(0, |text| text.len()));
        let texts = lengths.fold(0, usize::saturating_add);
        // Enough for most, so that memory is asked for once: of what is percent-encoded every other byte may be three.
        let escapes = if self.format() == Format::Query { texts } else { texts / 4 };
        let mut rendered = String::with_capacity(guide.source.len().saturating_add(texts).saturating_add(escapes));
        self.format().render(guide, values, &mut rendered)?;
        Ok(rendered)
    }

    /// Whether something is the same in every request of the profile, and not empty.
    pub(crate) fn matches(&self, url: &str) -> bool {
        same_place(&Marked::of(&self.spec().endpoint, self.table(), Brackets::Angle), url)
    }

    pub(crate) fn verifies(&self) -> bool {
        self.shared.sound.static_parts.is_anything()
    }

    /// Reads a callback into `values`, which are all empty before.
    #[inline]
    pub(crate) fn parse<'a>(&self, input: Input<'a>, values: &mut [Cow<'a, str>]) -> Result<Remainder<'a>, ParseError> {
        let mut remainder = self.read(input, values)?;
        if self.shared.sound.static_parts.is_anything() {
            remainder.verification = self.verification_of_part(&remainder);
        }
        Ok(remainder)
    }

    /// What a part of a request, with something static in it or beside it, tells of who sent it.
    #[inline(never)]
    fn verification_of_part(&self, remainder: &Remainder<'_>) -> Verification {
        if self.shared.sound.static_parts.is_beside_template() {
            Verification::NotCompared
        } else {
            Verification::of(&remainder.problems)
        }
    }

    /// Reads a whole request and compares what the profile says of each.
    pub(crate) fn parse_whole<'a>(
        &self,
        request: WholeRequest<'a, '_>,
        values: &mut [Cow<'a, str>],
    ) -> Result<Remainder<'a>, ParseError> {
        let static_parts = &self.shared.sound.static_parts;
        let (format, spec) = (self.format(), &self.shared.spec);
        let mut remainder = format.parse_whole(self.guide(), request, (spec.method, self.limits), values)?;
        if format != Format::Query {
            static_parts.compare_target(&spec.endpoint, request.target, self.limits, &mut remainder)?;
        }
        static_parts.compare_headers(self.headers(), request.headers, &mut remainder);
        if static_parts.is_anything() {
            remainder.verification = Verification::of(&remainder.problems);
        }
        Ok(remainder)
    }

    #[inline]
    fn read<'a>(&self, input: Input<'a>, values: &mut [Cow<'a, str>]) -> Result<Remainder<'a>, ParseError> {
        self.format().parse(self.guide(), (self.shared.spec.method, input), self.limits, values)
    }

    pub(super) fn render_json(&self, json: &[u8]) -> Result<Result<Request, RenderError>, serde_json::Error> {
        Ok(self.render(&self.values(json)?))
    }

    /// The texts of the callback whose fields `json` gives.
    pub(crate) fn values(&self, json: &[u8]) -> Result<Vec<Cow<'static, str>>, serde_json::Error> {
        let mut values = vec![Cow::Borrowed(""); self.table().fields.len()];
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        deserialize_values(self.table(), &mut values, &mut deserializer)?;
        deserializer.end()?;
        Ok(values)
    }
}

impl PartialEq for ErasedProfile {
    /// Everything else follows from these.
    fn eq(&self, other: &Self) -> bool {
        self.spec() == other.spec() && self.table() == other.table() && self.limits == other.limits
    }
}

impl Eq for ErasedProfile {}

impl fmt::Debug for ErasedProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").field("spec", self.spec()).field("limits", &self.limits).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::ErasedProfile;
    use crate::field::{FieldTable, Outgoing, TableData};
    use crate::profile::{AnyProfile, ProfileSpec};
    use crate::received::AnyReceived;

    /// A set whose name and fields nobody knew when this was compiled.
    fn made_table() -> FieldTable {
        let name = |number: usize| format!("field.{number}");
        FieldTable::Shared(Arc::new(TableData::renamed::<Outgoing>(format!("set-{}", 7), name)))
    }

    #[test]
    fn a_set_that_is_only_data_is_checked_rendered_and_parsed() {
        let table = made_table();
        let template: Vec<_> = table.names().map(|name| format!("{name}=<{name}>")).collect();
        let mut spec = ProfileSpec::get::<Outgoing>(format!("https://example.com/?{}", template.join("&")));
        "set-7".clone_into(&mut spec.direction);
        let known = [table];
        let (report, profile) = AnyProfile::checked(spec.clone(), &known);
        assert!(report.is_clean(), "{report:#}");
        let profile = profile.unwrap();
        assert!(matches!(profile, AnyProfile::Other(_)) && profile.downcast::<Outgoing>().is_none());
        let request = profile.render_json(r#"{"field.0": "a & b", "field.5": "read"}"#).unwrap().unwrap();
        let received = profile.parse(&request).unwrap();
        drop(profile);
        assert_eq!(
            received.fields().collect::<Vec<_>>(),
            [("field.0", "a & b"), ("field.1", "false"), ("field.5", "read")]
        );
        assert_eq!(received.dedup_key().as_deref(), Some("set-7/a+%26+b/read"));
        assert!(matches!(received, AnyReceived::Other(_)));

        spec.endpoint = spec.endpoint.replace("<field.12>", "<feild.12>");
        let (report, _) = ErasedProfile::checked(spec, &known[0], &known);
        assert!(report.to_string().contains("did you mean `<field.12>`?"), "{report}");
    }
}
