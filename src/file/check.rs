//! The check of a file.

use crate::account::{self, Account, AccountSpec};
use crate::diagnostic::{Code, Diagnostic, Part, Report};
use crate::file::content::FileContent;
use crate::file::kind::FileKind;
use crate::file::read_back;
use crate::file::report::FileReport;
use crate::form::FileDiagnostic;
use crate::form::at::At;
use crate::form::reader::FileReader;
use crate::json::scan::{SyntaxError, SyntaxProblem};
use crate::json::tree as json_tree;
use crate::json::tree::{Kind, Value};
use crate::platform::{Platform, PlatformSpec};
use crate::profile::secrets::secrets_of_broken_json;
use crate::profile::{AnyProfile, ProfileSpec};
use crate::text::{LineColumn, Message, Span, visible};
use crate::webhook::{Webhook, WebhookSpec};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Checks the file of a profile, a webhook, an account or a platform: its JSON, its keys and what it holds. It returns every finding
/// at its line and column in the file.
///
/// `text` is the file's text or its bytes. The check never fails: a file that is not UTF-8 or not JSON has one finding that
/// says so. The keys tell what the file is, see [`FileKind`]; JSON that is none of them has one finding as well, so that
/// nothing passes that was not understood. If you look through files of all kinds, pass over those of [`FileKind::Other`]; if
/// you know what a file is to be, call [`check_file_as`]. Profiles are those of the built-in field sets;
/// [`Platform::check_file`] knows sets of your own as well.
///
/// # Examples
///
/// ```
/// use callback_profile::diagnostic::Code;
/// use callback_profile::check_file;
///
/// let file = r#"{
///   "direction": "outgoing",
///   "metod": "GET",
///   "endpoint": "https://example.com/dlr?id=\u003cidd>&tariff=100%"
/// }"#;
/// let report = check_file(file);
/// let unknown = &report.diagnostics()[0];
/// assert_eq!(unknown.diagnostic().code(), Code::UnknownKey);
/// assert_eq!(unknown.diagnostic().help(), "did you mean `method`?");
/// assert_eq!(unknown.place().to_string(), "line 3, column 4");
/// let cut = report.diagnostics().iter().find(|found| found.diagnostic().code() == Code::CutEscape).unwrap();
/// assert_eq!(cut.place().to_string(), "line 4, column 64");
/// assert_eq!(cut.file_span().of(file), Some("%"));
/// ```
#[must_use]
pub fn check_file(text: &(impl AsRef<[u8]> + ?Sized)) -> FileReport {
    Platform::builtin().check_file(text)
}

/// Checks a file as [`check_file`] does, as one of this kind, whatever its keys tell.
///
/// # Examples
///
/// ```
/// use callback_profile::diagnostic::Code;
/// use callback_profile::file::{FileKind, check_file_as};
/// use callback_profile::check_file;
///
/// let file = br#"{"Direction": "outgoing"}"#;
/// assert_eq!(check_file(file).kind(), FileKind::Other);
/// let report = check_file_as(FileKind::Profile, file);
/// let codes: Vec<_> = report.diagnostics().iter().map(|found| found.diagnostic().code()).collect();
/// assert_eq!(codes, [Code::MissingKey, Code::MissingKey, Code::UnknownKey]);      // `method`, `endpoint`; `Direction`
/// ```
#[must_use]
pub fn check_file_as(kind: FileKind, text: &(impl AsRef<[u8]> + ?Sized)) -> FileReport {
    Platform::builtin().check_file_as(kind, text)
}

/// For files.
impl Platform {
    /// Checks a file as [`check_file`] does, with the field sets of this platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let report = Platform::builtin().check_file(br#"{"whitelist": ["https://example.com/"]}"#);
    /// assert_eq!(report.diagnostics()[0].diagnostic().code().as_str(), "invalid-whitelist-entry");
    /// assert!(Platform::builtin().check_file(br#"{"whitelist": ["example.com"]}"#).is_clean());
    /// ```
    #[must_use]
    pub fn check_file(&self, text: &(impl AsRef<[u8]> + ?Sized)) -> FileReport {
        self.read_file(text).0
    }

    /// Checks a file as [`check_file_as`] does, with the field sets of this platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::FileKind;
    /// use callback_profile::Platform;
    ///
    /// let report = Platform::builtin().check_file_as(FileKind::Account, br#"{"witelist": ["example.com"]}"#);
    /// assert_eq!(report.diagnostics()[0].diagnostic().help(), "did you mean `whitelist`?");
    /// ```
    #[must_use]
    pub fn check_file_as(&self, kind: FileKind, text: &(impl AsRef<[u8]> + ?Sized)) -> FileReport {
        read(text.as_ref(), Some(kind), self, None).0
    }

    /// Checks a file as [`check_file`] does, and returns with the findings what the file holds, where there is no error. Nothing is
    /// compiled twice for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::FileContent;
    /// use callback_profile::Platform;
    ///
    /// let file = br#"{"account_type": "prepaid", "whitelist": ["example.com"], "profiles": [], "numbers": []}"#;
    /// let (report, content) = Platform::builtin().read_file(file);
    /// assert!(report.is_clean());
    /// assert!(matches!(content, Some(FileContent::Account(account)) if account.whitelist().is_some()));
    /// ```
    #[must_use]
    pub fn read_file(&self, text: &(impl AsRef<[u8]> + ?Sized)) -> (FileReport, Option<FileContent>) {
        read(text.as_ref(), None, self, None)
    }
}

/// For files.
impl Platform {
    /// Reads a platform's file: the platform of the field sets that it says, and of no others.
    ///
    /// The [language](crate::template) specifies the file.
    ///
    /// # Errors
    ///
    /// The check of the file finds an error: the file is not JSON, a field is of an unknown kind, a deduplication key of unknown fields.
    /// The report holds all findings.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let file = r#"{
    ///     "platform": "courier-external",
    ///     "placeholders": {"open": "{{", "close": "}}"},
    ///     "field_sets": {"send": {
    ///         "dedup_key": ["uuid"],
    ///         "fields": {
    ///             "uuid": "text",
    ///             "to": {"kind": "phone-number", "required": true, "doc": "Who gets the message."},
    ///             "session_status": {"absent": "null"}
    ///         }
    ///     }}
    /// }"#;
    /// let platform = Platform::from_file(file)?;
    /// assert_eq!(platform.name(), Some("courier-external"));
    /// assert!(platform.directions().eq(["send"]));
    /// assert_eq!(platform.syntax("send").unwrap().placeholder("to"), "{{to}}");
    ///
    /// let report = Platform::from_file(&file.replace("\"uuid\"]", "\"uid\"]")).unwrap_err();
    /// assert_eq!(report.diagnostics()[0].diagnostic().help(), "did you mean `uuid`?");
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    pub fn from_file(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<Self, FileReport> {
        match read(text.as_ref(), Some(FileKind::Platform), &Self::builtin(), None) {
            (_, Some(FileContent::Platform(platform))) => Ok(platform),
            (report, _) => Err(report),
        }
    }
}

impl Account {
    /// Checks a file as [`check_file`] does; a profile or webhook as one that is to be used in this account, see
    /// [`check_profile`](Self::check_profile) and [`check_webhook`](Self::check_webhook).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.net"]}"#)?;
    /// let file = r#"{"product": "whatsapp", "send_method": "GET", "report_type": "MO", "endpoint": "https://example.com/mo"}"#;
    /// let codes: Vec<Code> = account.check_file(file.as_bytes()).iter().map(|found| found.diagnostic().code()).collect();
    /// assert_eq!(codes, [Code::NotWhitelisted]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn check_file(&self, text: &(impl AsRef<[u8]> + ?Sized)) -> FileReport {
        read(text.as_ref(), None, self.platform(), Some(self)).0
    }

    /// Checks a file as [`Account::check_file`] does, as one of this kind, whatever its keys tell.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::FileKind;
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.net"]}"#)?;
    /// let report = account.check_file_as(FileKind::Webhook, br#"{"endpoint": "https://example.com/mo"}"#);
    /// assert!(report.iter().any(|found| found.diagnostic().message() == "key `send_method` is missing"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn check_file_as(&self, kind: FileKind, text: &(impl AsRef<[u8]> + ?Sized)) -> FileReport {
        read(text.as_ref(), Some(kind), self.platform(), Some(self)).0
    }
}

/// Reads and checks a file: as one of the kind, if that is known, and as one that is to be used in the account if there is one.
fn read(
    text: &[u8],
    kind: Option<FileKind>,
    platform: &Platform,
    account: Option<&Account>,
) -> (FileReport, Option<FileContent>) {
    let (kind, (diagnostics, content)) = match parse(text) {
        Ok((file, root)) => {
            let kind = kind.unwrap_or_else(|| FileKind::of(&root));
            (kind, read_value(file, &root, kind, platform, account))
        }
        Err(diagnostic) => (kind.unwrap_or(FileKind::Profile), (vec![in_broken_file(text, diagnostic)], None)),
    };
    // A profile that names no platform is of the account's.
    let of_account = account.and_then(Account::platform_name).filter(|_| kind == FileKind::Profile);
    let platform = of_account.and_then(|name| platform.named(name)).unwrap_or_else(|| platform.clone());
    let mut report = FileReport { kind, diagnostics, platform };
    report.set_excerpts_and_privacy(text);
    let content = content.filter(|_| !report.has_errors());
    (report, content)
}

/// The text of a file and its JSON, or the one finding that there is where it has none.
pub(super) fn parse(text: &[u8]) -> Result<(&str, Value), Diagnostic> {
    let file = std::str::from_utf8(text).map_err(|error| {
        let at = error.valid_up_to();
        let end = (at + error.error_len().unwrap_or(1)).min(text.len());
        broken_file(Span::new(at, end), "expected UTF-8, found other bytes", "save the file in UTF-8")
    })?;
    if file.starts_with(BYTE_ORDER_MARK) {
        let message = "expected JSON, found a byte order mark before it";
        return Err(broken_file(Span::new(0, BYTE_ORDER_MARK.len_utf8()), message, "save the file without it"));
    }
    let root = json_tree::parse(file).map_err(|error| syntax_error(file, error))?;
    Ok((file, root))
}

/// The one finding about a file that is not read any further, at its place.
pub(super) fn in_broken_file(text: &[u8], mut diagnostic: Diagnostic) -> FileDiagnostic {
    let span = diagnostic.span();
    let [place, end] = [span.start, span.end].map(|offset| LineColumn::of_bytes(text, offset));
    diagnostic.set_place(place);
    FileDiagnostic { diagnostic, span, place, end, fix: None, excerpt: None }
}

fn broken_file(span: Span, message: impl Into<Message>, help: &str) -> Diagnostic {
    At::start(Part::File).bytes(span).finding(Code::InvalidFile, message, help)
}

fn syntax_error(file: &str, error: SyntaxError) -> Diagnostic {
    let (message, found) = syntax_message(file, "the file", error);
    let help = match found {
        Some('<') => "enclose a placeholder in quotes: `\"<field>\"`",
        Some('\u{201c}' | '\u{201d}' | '\u{201e}') => "enclose strings in straight quotes `\"`",
        _ => "a file is one JSON object",
    };
    broken_file(Span::of_length(error.offset, found.map_or(0, char::len_utf8)), message, help)
}

/// What is wrong with the JSON of a text, which is called so: `the file`; and the character at which it is.
pub(super) fn syntax_message(text: &str, whole: &str, error: SyntaxError) -> (String, Option<char>) {
    let found = text.get(error.offset..).and_then(|rest| rest.chars().next());
    let message = match (error.problem, found) {
        (SyntaxProblem::TooDeep, _) => format!("objects and arrays nest deeper than {} levels", json_tree::DEPTH),
        (SyntaxProblem::Expected(expected), Some(found)) => format!("expected {expected}, found `{}`", visible(found)),
        (SyntaxProblem::Expected(expected), None) => format!("expected {expected}, found the end of {whole}"),
    };
    (message, found)
}

fn read_value(
    file: &str,
    root: &Value,
    kind: FileKind,
    platform: &Platform,
    account: Option<&Account>,
) -> (Vec<FileDiagnostic>, Option<FileContent>) {
    let mut reader = FileReader::new(file, platform.tables());
    let (report, content) = match kind {
        FileKind::Profile => {
            let name = account.and_then(Account::platform_name);
            if name.is_some() {
                reader.set_platform(name);
            }
            let mut spec: ProfileSpec = reader.form(root);
            spec.inherit_platform(name);
            let of_account = account.map(|account| account.about_profile(&spec)).unwrap_or_default();
            let (report, profile) = AnyProfile::checked(spec, platform.tables());
            (report.with(of_account), profile.map(FileContent::Profile))
        }
        FileKind::Webhook => {
            let spec = reader.form(root);
            let of_account = account.and_then(|account| account.about_webhook(&spec));
            let (report, webhook) = Webhook::checked(spec);
            (report.with(of_account), webhook.map(|webhook| FileContent::Webhook(Box::new(webhook))))
        }
        FileKind::Account => {
            let (report, account) = account::check(reader.form(root), platform);
            (report, account.map(|account| FileContent::Account(Box::new(account))))
        }
        FileKind::Platform => {
            let spec = reader.form(root);
            let platform = Platform::of_file(spec, &mut reader);
            (Report::default(), platform.map(FileContent::Platform))
        }
        FileKind::ReadBack => return (read_back::read(file, root, platform).0, None),
        FileKind::Other => (Report::default().with([other_file(file, root)]), None),
    };
    (reader.placed(report), content)
}

/// What is said of JSON that is none of what files hold.
fn other_file(file: &str, root: &Value) -> Diagnostic {
    let none = if matches!(root.kind, Kind::Object(_)) { " that has no key of theirs" } else { "" };
    let found = root.type_name(file);
    let message = format!("expected a profile, a webhook, an account or a platform, found {found}{none}");
    let help = if read_back::is_read_back(root) {
        "it is a profile as the platform gives it back: import it first"
    } else {
        "a profile has the key `direction`, a webhook `report_type`, an account `profiles`, `webhooks` or `numbers`, \
            a platform `field_sets`"
    };
    broken_file(Span::of_length(root.span.start, 1), message, help)
}

/// What an excerpt of the file must not show.
pub(super) fn secrets_of_file(file: &str, kind: FileKind, platform: &Platform) -> Vec<Span> {
    let Ok(root) = json_tree::parse(file) else { return secrets_of_broken_json(file) };
    let mut reader = FileReader::of_secrets(file, platform.tables());
    match kind {
        FileKind::Profile => drop(reader.form::<ProfileSpec>(&root)),
        FileKind::Webhook => drop(reader.form::<WebhookSpec>(&root)),
        FileKind::Account => drop(reader.form::<AccountSpec>(&root)),
        FileKind::Platform => drop(reader.form::<PlatformSpec>(&root)),
        FileKind::ReadBack => return read_back::secrets(&root),
        FileKind::Other => return vec![root.span],
    }
    reader.secrets
}
