//! A checked profile of a set that is known when compiling.

use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::diagnostic::Report;
use crate::field::{FieldSet, FieldTable};
use crate::profile::erased::ErasedProfile;
use crate::profile::fix::{Judged, fixed};
use crate::profile::{ProfileSpec, check, standard};
use crate::request::{BodyFormat, Limits, Method};
use crate::template::Template;

/// A checked profile of the field set `S`: it renders callbacks, and parses those that arrive.
///
/// It is only made from a profile in which the check found no error. Its serde form is that of [`ProfileSpec`]; deserializing it
/// fails with everything that the check found.
///
/// What it renders it parses back: for every callback `C`, `parse(render(C))` has the callback [`carried(C)`](Self::carried),
/// no problems and nothing extra. The exception is a template in which several placeholders stand in one value.
///
/// # Examples
///
/// ```
/// use callback_profile::{Incoming, IncomingField, Profile};
///
/// let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
/// let received = profile.parse_target("/wa?body=Hi+there&from=%20%2012025550143&type=text")?;
/// let callback = &received.callback;
/// assert_eq!(callback.text(IncomingField::Body), "Hi there");
/// assert_eq!(callback.sender()?.map(|number| number.to_string()).as_deref(), Some("+12025550143"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A profile of another direction is another type:
///
/// ```compile_fail
/// use callback_profile::{Incoming, Outgoing, Profile};
///
/// let profile: Profile<Incoming> = Profile::<Outgoing>::standard("https://example.com/wa").unwrap();
/// ```
///
/// Clones share what was compiled, so that a clone costs next to nothing.
#[derive(Deserialize)]
#[serde(try_from = "ProfileSpec")]
pub struct Profile<S: FieldSet> {
    erased: ErasedProfile,
    set: PhantomData<fn() -> S>,
}

impl<S: FieldSet> Profile<S> {
    const TABLE: FieldTable = FieldTable::of::<S>();

    /// The face of a profile of this set; one of another is given back.
    pub(crate) fn of(erased: ErasedProfile) -> Result<Self, ErasedProfile> {
        if erased.table().is::<S>() { Ok(Self { erased, set: PhantomData }) } else { Err(erased) }
    }

    /// The same, of which nothing is given back, so that only a profile of this set is copied.
    #[inline]
    pub(crate) fn of_same(erased: &ErasedProfile) -> Option<Self> {
        erased.table().is::<S>().then(|| Self { erased: erased.clone(), set: PhantomData })
    }

    pub(crate) fn erased(&self) -> &ErasedProfile {
        &self.erased
    }

    pub(crate) fn into_erased(self) -> ErasedProfile {
        self.erased
    }

    /// Everything that the check finds in a profile as written, at once and in the order of the places.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{Outgoing, Profile, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https: //example.com/dlr?id=<id>");
    /// let report = Profile::<Outgoing>::check(&spec);
    /// let first = &report.diagnostics()[0];
    /// assert_eq!(first.code(), Code::InvalidEndpoint);
    /// assert_eq!(first.platform_error().map(|error| error.code), Some("E413"));
    /// ```
    #[must_use]
    pub fn check(spec: &ProfileSpec) -> Report {
        check::checked(spec, &Self::TABLE, &[Self::TABLE]).0
    }

    /// The profile with the fixes applied, and what is left to say about it.
    ///
    /// All fixes that do not overlap are applied, then everything is checked again, until none is left to apply: a fix can show or
    /// hide other findings. A fix that would do harm is not applied: no error of a new kind appears, and every field that the profile
    /// carried it still carries, between the same literals.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=%3Cid%3E&cost=<prise>");
    /// let (fixed, report) = Profile::<Outgoing>::fixed(&spec);
    /// assert!(report.is_clean(), "{report:#}");
    /// assert!(fixed.endpoint.starts_with("https://example.com/dlr?id=<id>&cost=<price>&custom_response=<custom_response>"));
    /// ```
    #[must_use]
    pub fn fixed(spec: &ProfileSpec) -> (ProfileSpec, Report) {
        let mut spec = spec.clone();
        fixed(&mut spec, &|spec| Judged::of(spec, &Self::TABLE, &[Self::TABLE], |report| report));
        let report = Self::check(&spec);
        (spec, report)
    }

    /// The GET profile that places every required field under its own name, or all fields where none is required, joined to the query
    /// that `url` may have.
    ///
    /// # Errors
    ///
    /// What the check finds: `url` is not an absolute URL (`example.com/dlr`, `https: //example.com`), has a fragment (`#top`),
    /// or its query has a parameter of a field's name already.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr?database_id=7")?;
    /// assert!(profile.endpoint().starts_with("https://example.com/dlr?database_id=7&id=<id>&custom_response="));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    pub fn standard(url: &str) -> Result<Self, Report> {
        ProfileSpec::get::<S>(standard::endpoint(url, &Self::TABLE, Self::TABLE.standard())).try_into()
    }

    /// The POST profile whose body is a JSON object with every required field under its own name, or all fields where none is required.
    ///
    /// # Errors
    ///
    /// What the check finds: `url` is not an absolute URL, or holds placeholders.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard_post("https://example.com/wa")?;
    /// assert!(profile.template().as_str().contains(r#""reply_to": "<reply_to>""#));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    pub fn standard_post(url: &str) -> Result<Self, Report> {
        ProfileSpec::post::<S>(url, standard::body(&Self::TABLE, Self::TABLE.standard())).try_into()
    }

    /// The same profile with other limits for what it parses. They are not part of the profile's file: one that is read from a file
    /// has the [default ones](Limits::new).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::ParseErrorKind;
    /// use callback_profile::request::Limits;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?.with_limits(Limits::new().parameters(2));
    /// assert!(profile.parse_target("/dlr?id=a:1&status=read").is_ok());
    /// let error = profile.parse_target("/dlr?id=a:1&status=read&price=0").unwrap_err();
    /// assert_eq!(error.kind(), ParseErrorKind::Limit);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { erased: self.erased.with_limits(limits), set: PhantomData }
    }

    /// The limits of what the profile parses.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Limits;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// assert_eq!(profile.limits(), Limits::new());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.erased.limits()
    }

    /// The profile as it was written.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// assert_eq!(profile.spec().direction, "outgoing");
    /// assert_eq!(Profile::try_from(profile.spec().clone())?, profile);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn spec(&self) -> &ProfileSpec {
        self.erased.spec()
    }

    /// Turns the profile back into what was written, to change it and check it again. Nothing is copied where this is the last clone.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let changed: Profile<Outgoing> = profile.into_spec().with_header("X-Token", "s3cret").try_into()?;
    /// assert!(changed.verifies());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn into_spec(self) -> ProfileSpec {
        self.erased.into_spec()
    }

    /// The id by which messages name the profile; `None` where it has none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// assert_eq!(profile.id(), None);
    /// let named: Profile<Outgoing> = profile.into_spec().with_id("dlr-1").try_into()?;
    /// assert_eq!(named.id(), Some("dlr-1"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.spec().id.as_deref()
    }

    /// The title that people know the profile by; `None` where it has none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let named: Profile<Outgoing> = profile.into_spec().with_title("Delivery reports").try_into()?;
    /// assert_eq!(named.title(), Some("Delivery reports"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.spec().title.as_deref()
    }

    /// The HTTP method.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Method;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// assert_eq!(Profile::<Outgoing>::standard("https://example.com/dlr")?.method(), Method::Get);
    /// assert_eq!(Profile::<Outgoing>::standard_post("https://example.com/dlr")?.method(), Method::Post);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn method(&self) -> Method {
        self.spec().method
    }

    /// The endpoint as written: for GET it has the template in its query, for POST and PUT it is the URL itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let get = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let post = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// assert!(get.endpoint().starts_with("https://example.com/dlr?id=<id>&"));
    /// assert_eq!(post.endpoint(), "https://example.com/dlr");
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.spec().endpoint
    }

    /// The URL of every request of a POST or PUT profile; `None` for GET, where each callback has a URL of its own.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let get = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let post = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// assert_eq!(get.fixed_url(), None);
    /// assert_eq!(post.fixed_url(), Some("https://example.com/dlr"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn fixed_url(&self) -> Option<&str> {
        self.body_format().map(|_| self.endpoint())
    }

    /// The static headers. Their values are marked as sensitive, so that `Debug` does not show them.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec().with_header("X-Token", "s3cret");
    /// let profile = Profile::<Outgoing>::try_from(spec)?;
    /// assert_eq!(profile.headers()["x-token"], "s3cret");
    /// assert_eq!(format!("{:?}", profile.headers()), r#"{"x-token": Sensitive}"#);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.erased.headers()
    }

    /// The content type of the body; `None` for GET, which has no body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let get = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let post = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// assert_eq!(get.content_type(), None);
    /// assert_eq!(post.content_type(), Some("application/json"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn content_type(&self) -> Option<&'static str> {
        self.body_format().map(BodyFormat::content_type)
    }

    /// The format of the body; `None` for GET, which has no body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::BodyFormat;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let get = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let post = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// assert_eq!(get.body_format(), None);
    /// assert_eq!(post.body_format(), Some(BodyFormat::Json));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn body_format(&self) -> Option<BodyFormat> {
        self.erased.body_format()
    }

    /// The template: the endpoint's text for GET, the body's for POST and PUT, and where its placeholders stand.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let template = profile.template();
    /// assert_eq!(template.as_str(), profile.endpoint());
    /// assert_eq!(template.placeholders().next().map(|(name, _)| name), Some("id"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        self.erased.template()
    }

    /// Whether something is the same in every request of the profile: a static parameter of the template, or of a POST or PUT
    /// endpoint's query, that is not empty, or a static header that is compared. Only then can
    /// [`Received::verified`](crate::Received::verified) succeed, which says which headers those are.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// assert!(Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?.verifies());
    /// assert!(!Profile::<Outgoing>::standard("https://example.com/dlr")?.verifies());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn verifies(&self) -> bool {
        self.erased.verifies()
    }

    /// Whether `url` goes to the profile's endpoint: scheme, host, port and path are the same, whatever fills
    /// the path's placeholders; the query does not count.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// assert!(profile.matches("https://EXAMPLE.com:443/dlr?id=1"));
    /// assert!(!profile.matches("https://example.com/other?id=1"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn matches(&self, url: &str) -> bool {
        self.erased.matches(url)
    }
}

impl<S: FieldSet> TryFrom<ProfileSpec> for Profile<S> {
    type Error = Report;

    /// Checks the profile; the error holds everything that was found, warnings and notes too.
    fn try_from(spec: ProfileSpec) -> Result<Self, Report> {
        let (report, erased) = ErasedProfile::checked(spec, &Self::TABLE, &[Self::TABLE]);
        erased.and_then(|erased| Self::of(erased).ok()).ok_or(report)
    }
}

impl<S: FieldSet> Serialize for Profile<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        self.spec().serialize(serializer)
    }
}

impl<S: FieldSet> Clone for Profile<S> {
    fn clone(&self) -> Self {
        Self { erased: self.erased.clone(), set: PhantomData }
    }
}

impl<S: FieldSet> PartialEq for Profile<S> {
    fn eq(&self, other: &Self) -> bool {
        self.erased == other.erased
    }
}

impl<S: FieldSet> Eq for Profile<S> {}

impl<S: FieldSet> fmt::Debug for Profile<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.erased.fmt(f)
    }
}
