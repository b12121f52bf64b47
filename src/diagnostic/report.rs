//! What a check tells: findings, each with its place, a help and perhaps a fix.

use std::error::Error;
use std::fmt;

use crate::diagnostic::{Code, Severity};
use crate::text::words::words;
use crate::text::{LineColumn, Span};

words! {
    /// The part of a profile, webhook or account that a diagnostic speaks of.
    #[non_exhaustive]
    pub enum Part {
        /// The file as a whole, or its JSON.
        File = "file",
        /// The profile's title.
        Title = "title",
        /// The profile's direction, which names its field set.
        Direction = "direction",
        /// The HTTP method.
        Method = "method",
        /// The endpoint, with the template in its query for GET.
        Endpoint = "endpoint",
        /// The template of the body.
        Body = "body",
        /// The format of the body.
        BodyFormat = "body_format",
        /// The static headers.
        Headers = "headers",
        /// The list of permitted domains of an account; the member is the entry's place.
        Whitelist = "whitelist",
        /// The profiles of an account; the member is the profile's place.
        Profiles = "profiles",
        /// The webhooks of an account; the member is the webhook's place.
        Webhooks = "webhooks",
        /// The numbers of an account; the member is the number's place, and the slot where one is meant.
        Numbers = "numbers",
        /// What a webhook reports.
        ReportType = "report_type",
        /// The business's number in a webhook.
        WabaNumber = "waba_number",
        /// The names of a webhook's parameters; the member is the field.
        Parameters = "parameters",
        /// The custom parameters of a webhook; the member is the parameter's name.
        CustomParameters = "custom_parameters",
        /// The custom headers of a webhook; the member is the header's name.
        CustomHeaders = "custom_headers",
        /// The offset of a webhook's local times.
        TimeOffset = "time_offset_minutes",
        /// The root element of a webhook's XML body.
        XmlRoot = "xml_root",
    }
    /// The key under which the part stands in a file.
    fn name;
}

/// A mechanical mend: put `replacement` in the place of `span`, in the part of its diagnostic.
///
/// A fix holds for the text it was found in. After one is applied, check again before the next:
/// [`Profile::fixed`](crate::Profile::fixed) does so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    pub(crate) span: Span,
    pub(crate) replacement: Box<str>,
}

impl Fix {
    pub(crate) fn new(span: Span, replacement: impl Into<Box<str>>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// The bytes to be replaced.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What stands there afterwards.
    #[must_use]
    pub fn replacement(&self) -> &str {
        &self.replacement
    }

    /// `text` with the fix applied; `None` when the span does not lie inside it.
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        let before = text.get(..self.span.start)?;
        let after = text.get(self.span.end..)?;
        Some([before, &self.replacement, after].concat())
    }
}

/// One finding: what is wrong, where, and what to write.
///
/// It displays as one line; with `{:#}` the place and the help follow on lines of their own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic(Box<Body>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Body {
    code: Code,
    part: Part,
    owner: Option<Box<str>>,
    member: Option<Box<str>>,
    span: Span,
    place: LineColumn,
    message: Box<str>,
    help: Box<str>,
    fix: Option<Fix>,
}

impl Diagnostic {
    #[cold]
    pub(crate) fn new(code: Code, part: Part, span: Span, message: impl Into<Box<str>>) -> Self {
        let place = LineColumn { line: 1, column: 1 };
        let (message, help) = (message.into(), Box::default());
        Self(Box::new(Body { code, part, owner: None, member: None, span, place, message, help, fix: None }))
    }

    pub(crate) fn help(mut self, help: impl Into<Box<str>>) -> Self {
        self.0.help = help.into();
        self
    }

    pub(crate) fn fix(mut self, fix: Option<Fix>) -> Self {
        self.0.fix = fix;
        self
    }

    pub(crate) fn member(mut self, name: impl Into<Box<str>>) -> Self {
        self.0.member = Some(name.into());
        self
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
        self
    }

    pub(crate) fn set_place(&mut self, place: LineColumn) {
        self.0.place = place;
    }

    /// What kind of finding it is.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code().severity()
    }

    /// The part it speaks of.
    #[must_use]
    pub fn part(&self) -> Part {
        self.0.part
    }

    /// What it speaks of inside of an account: `profiles/0`, `webhooks/0`, `numbers/0/outgoing`. `None` where what was checked
    /// is meant itself.
    #[must_use]
    pub fn owner(&self) -> Option<&str> {
        self.0.owner.as_deref()
    }

    /// The member of the part, where the part is a map or a list: the name of the header, the place in the list.
    #[must_use]
    pub fn part_member(&self) -> Option<&str> {
        self.0.member.as_deref()
    }

    /// The bytes it speaks of, counted in the part **as it was written**: the endpoint's text, the body's text, the member's
    /// value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// The place of the span's start in the part.
    #[must_use]
    pub fn place(&self) -> LineColumn {
        self.0.place
    }

    /// What is wrong, in lower case, without a full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to write instead; empty where the message says it all.
    #[must_use]
    pub fn help_text(&self) -> &str {
        &self.0.help
    }

    /// The mechanical mend, where there is one.
    #[must_use]
    pub fn suggested_fix(&self) -> Option<&Fix> {
        self.0.fix.as_ref()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Body { code, part, owner, member, span, place, message, help, .. } = &*self.0;
        write!(f, "{}[{code}]: {message}", self.severity())?;
        let (newline, comma) = if f.alternate() { ("\n  --> ", "\n      help: ") } else { (" at ", "; ") };
        f.write_str(newline)?;
        if let Some(owner) = owner {
            write!(f, "{owner} ")?;
        }
        write!(f, "{part}")?;
        if let Some(member) = member {
            write!(f, " `{}`", member.escape_debug())?;
        }
        write!(f, ", {place} (bytes {span})")?;
        if !help.is_empty() {
            write!(f, "{comma}{help}")?;
        }
        Ok(())
    }
}

/// Everything the check found about a profile, webhook or account, ordered by place.
///
/// It displays one finding a line, and with `{:#}` at length. As an error it stands for what could not be built.
///
/// # Examples
///
/// ```
/// use callback_profile::{Outgoing, Profile, ProfileSpec};
///
/// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>&cost=<prise>");
/// let report = Profile::<Outgoing>::check(&spec);
/// assert!(!report.is_clean());
/// assert!(report.to_string().contains("error[unknown-placeholder]"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// The same findings and more, ordered by part and place.
    pub(crate) fn with(mut self, more: impl IntoIterator<Item = Diagnostic>) -> Self {
        self.diagnostics.extend(more);
        let key = |found: &Diagnostic| (found.part(), found.part_member().map(str::to_owned), found.span());
        self.diagnostics.sort_by_cached_key(key);
        self
    }

    /// The same findings with no span beyond `text`, which was checked with more behind it.
    pub(crate) fn clamped(mut self, text: &str) -> Self {
        for Diagnostic(body) in &mut self.diagnostics {
            body.span = body.span.clamped(text.len());
            body.place = LineColumn::of_bytes(text.as_bytes(), body.span.start);
            body.fix = body.fix.take().filter(|fix| fix.span.end < text.len());
        }
        self
    }

    /// The findings, ordered by part and place.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn into_diagnostics(self) -> std::vec::IntoIter<Diagnostic> {
        self.diagnostics.into_iter()
    }

    /// The findings, ordered by part and place.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.diagnostics.iter()
    }

    /// Whether there is no error and no warning. Notes do not count.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.iter().all(|diagnostic| diagnostic.severity() == Severity::Note)
    }

    /// Whether there is an error, so that no profile can be built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings of this severity there are.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }
}

impl<'r> IntoIterator for &'r Report {
    type Item = &'r Diagnostic;
    type IntoIter = std::slice::Iter<'r, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            fmt::Display::fmt(diagnostic, f)?;
        }
        Ok(())
    }
}

impl Error for Report {}
