//! A checked profile of a set that is known when compiling.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::diagnostic::Report;
use crate::endpoint::same_place;
use crate::field::{Callback, FieldInfo, FieldSet, FieldTable};
use crate::profile::erased::ErasedProfile;
use crate::profile::fix::{Judged, fixed};
use crate::profile::{ProfileSpec, check, standard};
use crate::received::{ParseError, Received};
use crate::request::{BodyFormat, Limits, Method, RenderError, Request};
use crate::template::Template;
use crate::wire::engine::Input;

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

    /// The GET profile that places every required field under its own name, joined to the query that `url` may have.
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
        ProfileSpec::get::<S>(standard::endpoint(url, &Self::TABLE.required().collect::<Vec<_>>())).try_into()
    }

    /// The POST profile whose body is a JSON object with every required field under its own name.
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
        ProfileSpec::post::<S>(url, standard::body(Self::TABLE.required())).try_into()
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

    /// How much the profile takes in when it parses.
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

    /// Appends the rendering of `callback` to `buffer`: the URL for GET, the body for POST and PUT. A buffer with room enough
    /// is not reallocated, and nothing else is allocated.
    ///
    /// # Errors
    ///
    /// A URL longer than [`Limits::URL_BYTES`]; for an XML body a character that XML 1.0 cannot hold, such as U+0001. The buffer is
    /// then as it was.
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
        self.erased.render_into(callback.values(), buffer)
    }

    /// Writes the rendering of `callback` to any writer: the URL for GET, the body for POST and PUT. The text is rendered first and then
    /// handed over by one [`write_str`](fmt::Write::write_str), so that a writer that takes a piece whole or not at all, as those of a
    /// fixed capacity do, never holds a part of a URL or body. [`render_into`](Self::render_into) needs no text in between.
    ///
    /// # Errors
    ///
    /// As for [`render_into`](Self::render_into): the writer then has got nothing. Or the writer refuses the text, as one without room
    /// does: its error is the [source](std::error::Error::source), and what it took of the text is its own affair.
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
        let rendered = self.erased.rendered(self.erased.guide(), callback.values())?;
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
        self.erased.render(callback.values())
    }

    /// Whether something is the same in every request of the profile: a static parameter of the template, or of a POST or PUT
    /// endpoint's query, that is not empty, or a static header that is compared. Only then can [`Received::verified`] succeed, which says
    /// which headers those are.
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

    /// Reads a full URL. Its query ends at `#`; host and path are not compared, see [`matches`](Self::matches).
    /// Static headers cannot be seen there: [`receive`](Self::receive) reads the whole request.
    ///
    /// # Errors
    ///
    /// No parameter of the template is there at all (`https://example.com/dlr`); a limit is exceeded; the profile's method is
    /// not GET. Whatever else is odd becomes a [problem](Received::problems).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_url("https://proxy.example.com/in?id=a%3A1&status=read#top")?;
    /// assert_eq!(received.callback.text(OutgoingField::Id), "a:1");
    /// assert!(profile.parse_url("https://example.com/dlr").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_url<'a>(&self, url: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Url(url.as_ref()))
    }

    /// Reads the target of an HTTP request: path and query. There is no fragment in a target, so `#` is data.
    /// Static headers cannot be seen there: [`receive`](Self::receive) reads the whole request.
    ///
    /// # Errors
    ///
    /// As for [`parse_url`](Self::parse_url): `/favicon.ico` holds no parameter.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, IncomingField, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let received = profile.parse_target("/wa?body=Room+#7&type=text")?;
    /// assert_eq!(received.callback.text(IncomingField::Body), "Room #7");
    /// assert!(profile.parse_target("/favicon.ico").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_target<'a>(&self, target: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Target(target.as_ref()))
    }

    /// Reads a query, without the `?`. Static headers cannot be seen there: [`receive`](Self::receive) reads the whole request.
    ///
    /// # Errors
    ///
    /// As for [`parse_url`](Self::parse_url): an empty query holds no parameter.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, IncomingField, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let received = profile.parse_query("body=caf%C3%A9+%2B+cake&type=text")?;
    /// assert_eq!(received.callback.text(IncomingField::Body), "café + cake");
    /// assert!(profile.parse_query("").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_query<'a>(&self, query: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Query(query.as_ref()))
    }

    /// Reads the body of a request. Static headers, and static parameters of the endpoint's query, cannot be seen there:
    /// [`receive`](Self::receive) reads the whole request.
    ///
    /// A JSON or XML body that is not well-formed because its sender did not escape the values is read along the template's own text. That
    /// has to stand in the body byte for byte, and to cut it into values in one way only: see
    /// [`ProblemCode::UnescapedQuote`](crate::received::ProblemCode).
    ///
    /// # Errors
    ///
    /// The body is not well-formed JSON (`{"id":`) and cannot be read so, with line and column; no member of the template is there
    /// at all (`{}`); a limit is exceeded; the profile's method is GET. Whatever else is odd becomes a [problem](Received::problems).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let received = profile.parse_body(r#"{"id": "a:1", "price": 0.0100, "by": {"node": 7}}"#)?;
    /// assert_eq!(received.callback.price()?.map(|price| price.to_string()).as_deref(), Some("0.0100"));
    /// assert_eq!(received.extra, [("/by".into(), r#"{"node": 7}"#.into())]);
    ///
    /// let error = profile.parse_body("{\"id\":\n}").unwrap_err();
    /// assert_eq!(error.to_string(), "expected a JSON value at line 2, column 1 (byte 7) of the JSON body, found `}`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_body<'a>(&self, body: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Body(body.as_ref()))
    }

    pub(crate) fn parse_input<'a>(&self, input: Input<'a>) -> Result<Received<'a, S>, ParseError> {
        Received::read(|values| self.erased.parse(input, values))
    }

    /// Whether `url` goes to the profile's endpoint: scheme, host, port and path are the same; the query does not count.
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
        same_place(self.endpoint(), url)
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
        for placement in self.erased.guide().placements {
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

    /// A plausible callback, for tests: the first of [`samples`](Self::samples).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let request = profile.render(&profile.sample())?;
    /// assert_eq!(profile.parse(&request)?.callback, profile.carried(&profile.sample()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample(&self) -> S::Callback<'static> {
        S::sample()
    }

    /// A plausible callback for each event of the set, with the event's name, for tests.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard_post("https://example.com/wa")?;
    /// for (event, callback) in profile.samples() {
    ///     let request = profile.render(&callback)?;
    ///     assert_eq!(profile.parse(&request)?.callback, profile.carried(&callback), "{event}");
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn samples(&self) -> impl Iterator<Item = (&'static str, S::Callback<'static>)> + use<S> {
        S::samples()
    }

    /// A callback that is hard to carry, for tests: the first event, in whose free texts there are quotes, `&`, an emoji, a line break and
    /// what looks like a placeholder.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let hard = profile.stress_sample();
    /// let request = profile.render(&hard)?;
    /// assert_eq!(profile.parse(&request)?.callback, profile.carried(&hard));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn stress_sample(&self) -> S::Callback<'static> {
        S::stress_sample()
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
