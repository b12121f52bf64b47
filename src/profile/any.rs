//! A profile of a set that is known only when running.

use http::HeaderMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::diagnostic::Report;
use crate::field::{DeliveryReport, FieldInfo, FieldSet, FieldTable, Incoming, NamedSets, Outgoing};
use crate::profile::check::{NamedTable, checked};
use crate::profile::erased::ErasedProfile;
use crate::profile::fix::{Judged, fixed};
use crate::profile::{Profile, ProfileSpec};
use crate::received::{AnyReceived, ParseError};
use crate::request::{Method, RenderError, Request};
use crate::template::Template;
use crate::template::marked::Marked;
use crate::template::placeholders::Brackets;
use crate::wire::engine::{Format, Input};

/// A profile for a direction that is known only at run time: of a built-in field set, or of any [`Other`](Self::Other).
///
/// It is read from a file as one of the built-in sets; a [`Platform`](crate::Platform) reads those of sets of your own as well.
///
/// # Examples
///
/// ```
/// use callback_profile::value::Status;
/// use callback_profile::{AnyProfile, AnyReceived, Outgoing, Profile};
///
/// let file = serde_json::to_string(&Profile::<Outgoing>::standard("https://example.com/dlr")?)?;
/// let profile: AnyProfile = serde_json::from_str(&file)?;
/// match profile.parse_target("/dlr?id=a:1&status=read")? {
///     AnyReceived::Outgoing(received) => assert_eq!(received.callback.status(), Some(Status::Read)),
///     other => panic!("expected a status callback, found {other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "ProfileSpec")]
#[non_exhaustive]
pub enum AnyProfile {
    /// What became of a message the business sent.
    Outgoing(Profile<Outgoing>),
    /// A message a user wrote to the business.
    Incoming(Profile<Incoming>),
    /// What became of a message, as the webhook platforms report it.
    DeliveryReport(Profile<DeliveryReport>),
    /// A profile of any other set.
    Other(ErasedProfile),
}

/// The tables of the built-in field sets.
pub(crate) static BUILTIN: [FieldTable; 3] =
    [FieldTable::of::<Outgoing>(), FieldTable::of::<Incoming>(), FieldTable::of::<DeliveryReport>()];

impl AnyProfile {
    /// All that a profile can do is done by what is within.
    pub(crate) fn erased(&self) -> &ErasedProfile {
        match self {
            Self::Outgoing(profile) => profile.erased(),
            Self::Incoming(profile) => profile.erased(),
            Self::DeliveryReport(profile) => profile.erased(),
            Self::Other(profile) => profile,
        }
    }

    /// The variant that the profile's set has. Here is said which sets have one.
    pub(crate) fn of(erased: ErasedProfile) -> Self {
        Profile::of(erased)
            .map(Self::Outgoing)
            .or_else(|erased| Profile::of(erased).map(Self::Incoming))
            .or_else(|erased| Profile::of(erased).map(Self::DeliveryReport))
            .unwrap_or_else(Self::Other)
    }

    /// Checks a profile as one of the direction it names, among those that are `known`.
    pub(crate) fn checked(spec: ProfileSpec, known: &[FieldTable]) -> (Report, Option<Self>) {
        let Some(named) = NamedTable::of(&spec, known) else { return Default::default() };
        let (report, erased) = ErasedProfile::checked(spec, named.table, known);
        (named.limited(report), erased.map(Self::of))
    }

    /// The same for a profile of which nothing but the findings is needed.
    pub(crate) fn report(spec: &ProfileSpec, known: &[FieldTable]) -> Report {
        let named = NamedTable::of(spec, known);
        named.map(|named| named.limited(checked(spec, named.table, known).0)).unwrap_or_default()
    }

    /// The direction most of whose placeholders the profile holds, among those of its platform.
    pub(crate) fn nearest_direction<'t>(spec: &ProfileSpec, sets: NamedSets<'t>) -> &'t str {
        let body = spec.body.as_deref().unwrap_or_default();
        let body_brackets = Format::Body(spec.body_format.unwrap_or_default()).syntax().brackets;
        let held = |table: &&FieldTable| {
            let count = |brackets, text| {
                let marked = Marked::of(text, table, brackets);
                marked.placeholders().filter(|span| table.find_written(marked.name_inside(*span)).is_some()).count()
            };
            count(Brackets::Angle, &*spec.endpoint) + count(body_brackets, body)
        };
        // Of several the first counts.
        let first = |best: Option<(usize, &'t FieldTable)>, table| {
            let count = held(&table);
            if best.is_some_and(|(most, _)| most >= count) { best } else { Some((count, table)) }
        };
        sets.iter().fold(None, first).map_or("", |(_, table)| &table.set)
    }

    /// Everything that the check finds in a profile as written, judged by the fields of the direction that it names. An unknown direction
    /// is itself a finding; the profile is then judged by the direction with the nearest name, or by `outgoing` where none is near, and
    /// findings about placeholders have no fix. Of one of a platform that the profile does not name, nothing is said of placeholders.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{AnyProfile, Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>&cost=<prise>");
    /// let report = AnyProfile::check(&spec);
    /// assert!(report.iter().any(|found| found.code() == Code::UnknownPlaceholder));
    /// ```
    #[must_use]
    pub fn check(spec: &ProfileSpec) -> Report {
        Self::report(spec, &BUILTIN)
    }

    /// The profile with the fixes applied, and what is left to say about it, see [`Profile::fixed`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>&cost=<prise>");
    /// let (fixed, report) = AnyProfile::fixed(&spec);
    /// assert!(report.is_clean(), "{report}");
    /// assert!(fixed.endpoint.contains("&cost=<price>"));
    /// ```
    #[must_use]
    pub fn fixed(spec: &ProfileSpec) -> (ProfileSpec, Report) {
        let mut spec = spec.clone();
        fixed(&mut spec, &|spec| Self::judged(spec, &BUILTIN, |report| report));
        let report = Self::check(&spec);
        (spec, report)
    }

    /// What a profile is judged by when fixes are applied, of whose findings `limited` makes those that count.
    pub(crate) fn judged(spec: &ProfileSpec, known: &[FieldTable], limited: impl FnOnce(Report) -> Report) -> Judged {
        let judged =
            |named: NamedTable<'_>| Judged::of(spec, named.table, known, |report| limited(named.limited(report)));
        NamedTable::of(spec, known).map(judged).unwrap_or_default()
    }

    /// The name of the field set: the profile's direction.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert_eq!(profile.direction(), "outgoing");
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn direction(&self) -> &str {
        &self.erased().table().set
    }

    /// The name of the platform to which the profile's field set belongs; `None` for the built-in sets, and for those that were written
    /// with [`field_set!`](crate::field_set).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert_eq!(profile.platform(), None);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn platform(&self) -> Option<&str> {
        self.erased().table().platform_name()
    }

    /// The rows of the profile's field set: name, kind and documentation of each field, in the order of the set's table.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(profile.fields().iter().any(|field| field.name() == "price"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn fields(&self) -> &[FieldInfo] {
        &self.erased().table().fields
    }

    /// The profile as it was written.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(profile.spec().endpoint.starts_with("https://example.com/dlr?id=<id>&"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn spec(&self) -> &ProfileSpec {
        self.erased().spec()
    }

    /// The HTTP method.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Method;
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert_eq!(profile.method(), Method::Get);
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn method(&self) -> Method {
        self.spec().method
    }

    /// The template: the endpoint's text for GET, the body's for POST and PUT, and where its placeholders stand.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(profile.template().placeholders().any(|(name, _)| name == "status"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        self.erased().template()
    }

    /// The static headers. Their values are marked as sensitive, so that `Debug` does not show them.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec().with_header("X-Token", "s3cret");
    /// let profile = AnyProfile::try_from(spec)?;
    /// assert!(profile.headers()["x-token"].is_sensitive());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.erased().headers()
    }

    /// The same profile, typed by the set `S`; `None` where it is of another set.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Incoming, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(profile.downcast::<Outgoing>().is_some());
    /// assert!(profile.downcast::<Incoming>().is_none());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn downcast<S: FieldSet>(&self) -> Option<Profile<S>> {
        self.erased().downcast()
    }

    /// The request that carries the sample of the first event, see [`Profile::sample`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::render`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let request = profile.sample_request()?;
    /// assert!(request.url().starts_with("https://example.com/dlr?id="));
    /// assert!(profile.parse(&request)?.problems().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sample_request(&self) -> Result<Request, RenderError> {
        self.erased().render(&self.erased().table().first_sample())
    }

    /// The request that carries the callback whose fields `json` gives: an object from their names to their texts.
    ///
    /// # Errors
    ///
    /// The outer error says that `json` is no such object: `[]`, an unknown name as in `{"prise": "1"}`, a number whose digits are not
    /// exact as in `{"price": 0.1}`, bytes that are not UTF-8. The inner one is that of [`Profile::render`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let request = profile.render_json(r#"{"id": "a:0", "status": "read"}"#)??;
    /// assert!(request.url().starts_with("https://example.com/dlr?id=a%3A0&"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn render_json(
        &self,
        json: &(impl AsRef<[u8]> + ?Sized),
    ) -> Result<Result<Request, RenderError>, serde_json::Error> {
        self.erased().render_json(json.as_ref())
    }

    /// Whether something is the same in every request of the profile, see [`Profile::verifies`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(!profile.verifies());
    /// let with_token = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?;
    /// assert!(AnyProfile::from(with_token).verifies());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn verifies(&self) -> bool {
        self.erased().verifies()
    }

    /// Whether `url` goes to the profile's endpoint, see [`Profile::matches`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// assert!(profile.matches("https://example.com/dlr?id=1") && !profile.matches("https://example.com/"));
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    #[must_use]
    pub fn matches(&self, url: &str) -> bool {
        self.erased().matches(url)
    }

    /// Reads a full URL, see [`Profile::parse_url`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::parse_url`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_url("https://example.com/dlr?id=a:1&status=read")?;
    /// assert_eq!((received.direction(), received.text("status")), ("outgoing", Some("read")));
    /// assert!(profile.parse_url("https://example.com/dlr").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_url<'a>(&self, url: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_input(Input::Url(url.as_ref()))
    }

    /// Reads the target of a request, see [`Profile::parse_target`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::parse_target`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&status=read")?;
    /// assert_eq!(received.text("id"), Some("a:1"));
    /// assert!(profile.parse_target("/favicon.ico").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_target<'a>(&self, target: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_input(Input::Target(target.as_ref()))
    }

    /// Reads a query, see [`Profile::parse_query`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::parse_query`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_query("id=a:1&error=not+reachable")?;
    /// assert_eq!(received.text("error"), Some("not reachable"));
    /// assert!(profile.parse_query("").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_query<'a>(&self, query: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_input(Input::Query(query.as_ref()))
    }

    /// Reads the body of a request, see [`Profile::parse_body`].
    ///
    /// # Errors
    ///
    /// As for [`Profile::parse_body`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard_post("https://example.com/dlr")?);
    /// let received = profile.parse_body(r#"{"id": "a:1", "price": 0.0100}"#)?;
    /// assert_eq!(received.text("price"), Some("0.0100"));
    /// assert!(profile.parse_body("{}").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_body<'a>(&self, body: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<AnyReceived<'a>, ParseError> {
        self.parse_input(Input::Body(body.as_ref()))
    }

    pub(crate) fn parse_input<'a>(&self, input: Input<'a>) -> Result<AnyReceived<'a>, ParseError> {
        let erased = self.erased();
        AnyReceived::read(erased.table(), |values| erased.parse(input, values))
    }
}

impl<S: FieldSet> From<Profile<S>> for AnyProfile {
    fn from(profile: Profile<S>) -> Self {
        Self::of(profile.into_erased())
    }
}

impl TryFrom<ProfileSpec> for AnyProfile {
    type Error = Report;

    /// Checks the profile as one of the direction it names; the error holds everything that was found.
    fn try_from(spec: ProfileSpec) -> Result<Self, Report> {
        let (report, profile) = Self::checked(spec, &BUILTIN);
        profile.ok_or(report)
    }
}

impl Serialize for AnyProfile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.spec().serialize(serializer)
    }
}
