//! One finding.

use std::cmp::Ordering;
use std::fmt;

use crate::diagnostic::findings::Counts;
use crate::diagnostic::{Code, Fix, Part, PlatformError, Severity};
use crate::text::{Excerpt, LineColumn, LineCounter, Message, Span, shown};

/// One finding: what is wrong, where, and what to write.
///
/// It displays as one line; with `{:#}` the place, the line of the text with what is wrong underlined, and the help follow on lines of
/// their own. What may be secret is overwritten there by `*`.
///
/// # Examples
///
/// ```
/// use callback_profile::{Outgoing, Profile};
///
/// let profile = Profile::<Outgoing>::standard("http://example.com/dlr")?;
/// let report = Profile::<Outgoing>::check(profile.spec());
/// assert_eq!(
///     report.diagnostics()[0].to_string(),
///     "warning[insecure-scheme]: the endpoint is called without encryption at endpoint, line 1, column 1 (bytes 0..4); \
///      use `https`, so that nobody on the way can read or forge callbacks",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic(Box<Body>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Body {
    code: Code,
    severity: Severity,
    part: Part,
    owner: Option<Box<str>>,
    member: Option<Box<str>>,
    /// Whether it speaks of the member's name and not of its value.
    is_about_name: bool,
    span: Span,
    place: LineColumn,
    message: Message,
    help: Message,
    fix: Option<Fix>,
    /// Whether the fix may copy a secret.
    has_private_fix: bool,
    /// Its line in the text that was checked, without secrets.
    excerpt: Option<Excerpt>,
    /// The findings that it stands for, where those are left out.
    left_out: Option<Box<Counts>>,
}

impl Diagnostic {
    #[cold]
    pub(crate) fn new(code: Code, part: Part, span: Span, message: impl Into<Message>) -> Self {
        Self(Box::new(Body {
            code,
            severity: code.severity(),
            part,
            owner: None,
            member: None,
            is_about_name: false,
            span,
            place: LineColumn::START,
            message: message.into(),
            help: Message::default(),
            fix: None,
            has_private_fix: false,
            excerpt: None,
            left_out: None,
        }))
    }

    /// The finding that so many others are left out.
    pub(super) fn of_left_out(part: Part, counts: Counts) -> Self {
        let message = format!("{} further findings are left out", counts.all());
        let mut found = Self::new(Code::TooManyFindings, part, Span::at(0), message);
        found.0.severity = counts.worst().unwrap_or(found.0.severity);
        found.0.left_out = Some(Box::new(counts));
        found.with_help("fix those above and check again")
    }

    /// The findings that it stands for.
    pub(super) fn left_out(&self) -> Option<Counts> {
        self.0.left_out.as_deref().copied()
    }

    pub(crate) fn with_severity(mut self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<Message>) -> Self {
        self.0.help = help.into();
        self
    }

    pub(crate) fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.0.fix = fix;
        self
    }

    pub(crate) fn of_member(mut self, name: impl Into<Box<str>>) -> Self {
        self.0.member = Some(name.into());
        self
    }

    /// The same finding about the name of a member of the part, in which its span is counted.
    pub(crate) fn of_name(mut self, name: impl Into<Box<str>>) -> Self {
        self.0.is_about_name = true;
        self.of_member(name)
    }

    /// The same finding about something inside of an account.
    pub(crate) fn owned_by(mut self, owner: impl Into<Box<str>>) -> Self {
        self.0.owner = Some(owner.into());
        self
    }

    /// The same finding about another part, where its text stands elsewhere.
    pub(crate) fn moved(mut self, part: Part, span: Span) -> Self {
        self.0.part = part;
        self.0.span = span;
        self.0.excerpt = None;
        self
    }

    /// Takes its line of a text, of which the secrets are overwritten.
    pub(crate) fn set_excerpt(&mut self, masked: &str) {
        let line = self.place().line;
        self.0.excerpt = (!masked.is_empty()).then(|| Excerpt::of(masked, self.span(), line));
    }

    /// The same finding with no span beyond `text`, which was checked with more behind it.
    pub(super) fn clamped(mut self, text: &str, lines: &mut LineCounter<'_>) -> Self {
        let body = &mut *self.0;
        body.span = body.span.clamped(text.len());
        body.place = lines.place(body.span.start);
        body.excerpt = None;
        body.fix = body.fix.take().filter(|fix| fix.span().start < text.len() && fix.span().end <= text.len());
        self
    }

    /// The same finding without its fix.
    pub(super) fn without_fix(mut self) -> Self {
        self.0.fix = None;
        self
    }

    /// Tells that the fix may copy a secret.
    pub(crate) fn make_fix_private(&mut self) {
        self.0.has_private_fix = true;
    }

    /// Whether the fix is for who has the text already: serialized data goes without it.
    pub(crate) fn has_private_fix(&self) -> bool {
        self.0.has_private_fix
    }

    /// The order by place: parts, their members, and in each the bytes.
    pub(super) fn by_place(&self, other: &Self) -> Ordering {
        let key = |found: &Self| (found.part(), !found.is_about_name(), found.span());
        let members = self.part().cmp(&other.part()).then_with(|| self.member().cmp(&other.member()));
        members.then_with(|| key(self).cmp(&key(other)))
    }

    pub(crate) fn set_place(&mut self, place: LineColumn) {
        self.0.place = place;
    }

    /// Returns what kind of finding it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://example.com/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!(report.diagnostics()[0].code(), Code::InsecureScheme);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Returns how much the finding matters: the severity of its code, or for [`Code::TooManyFindings`] that of the worst finding left out.
    /// A [`Code::ForeignPlaceholder`] is a warning where its text may stand.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Severity;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://example.com/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!(report.diagnostics()[0].severity(), Severity::Warning);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.0.severity
    }

    /// Returns the error by which the platform itself refuses what was found: an endpoint that is not a URL.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile, ProfileSpec};
    ///
    /// let report = Profile::<Outgoing>::check(&ProfileSpec::get::<Outgoing>("https://example.com/a b"));
    /// assert_eq!(report.diagnostics()[0].platform_error().map(|error| error.code), Some("E413"));
    /// ```
    #[must_use]
    pub fn platform_error(&self) -> Option<PlatformError> {
        let is_refused = self.part() == Part::Endpoint && self.severity() == Severity::Error;
        self.code().platform_error().filter(|_| is_refused)
    }

    /// Returns the part that the finding is about.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Part;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let mut spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec();
    /// spec.title = Some("A!".to_owned());
    /// let report = Profile::<Outgoing>::check(&spec);
    /// assert_eq!(report.diagnostics()[0].part(), Part::Title);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn part(&self) -> Part {
        self.0.part
    }

    /// Returns what in an account the finding is about, counted from zero: `profiles/0`, `webhooks/0`, `numbers/0/outgoing`. `None` where
    /// it is about the account, profile or webhook that was checked.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::Account;
    ///
    /// let file = r#"{"numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "http://example.com/dlr"}}]}"#;
    /// let spec: AccountSpec = serde_json::from_str(file)?;
    /// let report = Account::check(&spec);
    /// assert_eq!(report.diagnostics()[0].owner(), Some("numbers/0/outgoing"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn owner(&self) -> Option<&str> {
        self.0.owner.as_deref()
    }

    /// Returns the member of the part, where the part is a map or a list: the name of the header, the place in the list from
    /// zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::Account;
    ///
    /// let spec: AccountSpec = serde_json::from_str(r#"{"whitelist": ["example.com", "https://example.net/"]}"#)?;
    /// let report = Account::check(&spec);
    /// assert_eq!(report.diagnostics()[0].member(), Some("1"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.0.member.as_deref()
    }

    /// Whether it is about the member's name, such as a header's invalid name, and not about the member's value.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec().with_header("X Token", "secret");
    /// let report = Profile::<Outgoing>::check(&spec);
    /// let found = &report.diagnostics()[0];
    /// assert!(found.is_about_name());
    /// assert_eq!(found.span().of(found.member().unwrap_or_default()), Some("X Token"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_about_name(&self) -> bool {
        self.0.is_about_name
    }

    /// Returns the bytes that the finding is about, counted in the part **as it was written**: in the endpoint's text, the
    /// body's text, the member's value or [name](Self::is_about_name).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let spec = Profile::<Outgoing>::standard("http://example.com/dlr")?.into_spec();
    /// let report = Profile::<Outgoing>::check(&spec);
    /// assert_eq!(report.diagnostics()[0].span().of(&spec.endpoint), Some("http"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// Returns whether the finding is about a place in the text: all are but [`Code::TooManyFindings`], whose span and place say nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::check_file;
    ///
    /// let file = format!(r#"{{"whitelist": [{}]}}"#, [r#""*""#; 1_001].join(", "));
    /// let report = check_file(&file);
    /// let has_place: Vec<bool> = report.iter().map(|found| found.diagnostic().has_place()).collect();
    /// assert_eq!((has_place.first(), has_place.last()), (Some(&true), Some(&false)));
    /// ```
    #[must_use]
    pub fn has_place(&self) -> bool {
        self.code() != Code::TooManyFindings
    }

    /// Returns the line and column of the part at which the span starts.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{Outgoing, Profile, ProfileSpec};
    ///
    /// let spec = ProfileSpec::post::<Outgoing>("https://example.com/dlr", "{\n  \"id\": \"<idd>\"\n}");
    /// let report = Profile::<Outgoing>::check(&spec);
    /// let place = report.iter().find(|found| found.code() == Code::UnknownPlaceholder).map(|found| found.place());
    /// assert_eq!(place.map(|place| (place.line, place.column)), Some((2, 10)));
    /// ```
    #[must_use]
    pub fn place(&self) -> LineColumn {
        self.0.place
    }

    /// Returns what is wrong, in lower case, without a full stop: one line, with nothing in it that would steer a terminal.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://example.com/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!(report.diagnostics()[0].message(), "the endpoint is called without encryption");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns what to write instead; empty where the message says it all.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://localhost/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!(report.diagnostics()[0].help(), "use a host that can be reached from the internet");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn help(&self) -> &str {
        &self.0.help
    }

    /// Returns the fix, where there is one. [`Profile::fixed`](crate::Profile::fixed) and [`fix_file`](crate::file::fix_file)
    /// apply all fixes.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::Account;
    ///
    /// let spec: AccountSpec = serde_json::from_str(r#"{"whitelist": ["https://example.com/"]}"#)?;
    /// let report = Account::check(&spec);
    /// assert_eq!(report.diagnostics()[0].fix().map(|fix| fix.replacement()), Some("example.com"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        self.0.fix.as_ref()
    }
}

impl Diagnostic {
    /// Displays the finding at the place where its span stands, and with `#` the excerpt of the text there.
    pub(crate) fn fmt_at(
        &self,
        f: &mut fmt::Formatter<'_>,
        (place, span): (LineColumn, Span),
        excerpt: Option<&Excerpt>,
    ) -> fmt::Result {
        let Body { code, part, owner, member, message, help, .. } = &*self.0;
        let (newline, comma) = if f.alternate() { ("\n  --> ", "\n      help: ") } else { (" at ", "; ") };
        write!(f, "{}[{code}]: {message}{newline}", self.severity())?;
        if let Some(owner) = owner {
            write!(f, "{} ", shown(owner))?;
        }
        write!(f, "{part}")?;
        if let Some(member) = member {
            write!(f, " `{}`", shown(member))?;
        }
        write!(f, ", {place} (bytes {span})")?;
        if let Some(excerpt) = excerpt.filter(|_| f.alternate()) {
            write!(f, "\n{excerpt}")?;
        }
        if !help.is_empty() {
            write!(f, "{comma}{help}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_at(f, (self.place(), self.span()), self.0.excerpt.as_ref())
    }
}
