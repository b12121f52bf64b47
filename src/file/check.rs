//! The check of a file.

use crate::account::{self, Account, AccountSpec};
use crate::diagnostic::{Code, Diagnostic, Part, Report};
use crate::file::report::{FileKind, FileReport};
use crate::form::FileDiagnostic;
use crate::form::reader::FileReader;
use crate::json::scan::{SyntaxError, SyntaxProblem};
use crate::json::tree as json_tree;
use crate::json::tree::{Kind, Value};
use crate::platform::Platform;
use crate::profile::ProfileSpec;
use crate::profile::secrets::secrets_of_broken_json;
use crate::text::{LineColumn, Span, visible};
use crate::webhook::{Webhook, WebhookSpec};

/// Checks the file of a profile, a webhook or an account: its JSON, its keys, and what it holds, everything at once and at its place in the
/// file.
///
/// It never fails: a file that is not UTF-8 or not JSON has one finding that says so. What the file is its keys tell, see
/// [`FileKind`]; what is none of them has no finding.
///
/// # Examples
///
/// ```
/// use callback_profile::{Code, check_file};
///
/// let file = r#"{
///   "direction": "outgoing",
///   "metod": "GET",
///   "endpoint": "https://example.com/dlr?id=\u003cidd>&tariff=100%"
/// }"#;
/// let report = check_file(file.as_bytes());
/// let unknown = &report.diagnostics()[0];
/// assert_eq!(unknown.diagnostic().code(), Code::UnknownKey);
/// assert_eq!(unknown.diagnostic().help_text(), "did you mean `method`?");
/// assert_eq!(unknown.place().to_string(), "line 3, column 4");
/// let cut = report.diagnostics().iter().find(|found| found.diagnostic().code() == Code::CutEscape).unwrap();
/// assert_eq!(cut.place().to_string(), "line 4, column 64");
/// assert_eq!(cut.file_span().of(file), Some("%"));
/// ```
#[must_use]
pub fn check_file(text: &[u8]) -> FileReport {
    Platform::builtin().check_file(text)
}

/// For files.
impl Platform {
    /// Checks a file as [`check_file`] does, as one of this platform.
    #[must_use]
    pub fn check_file(&self, text: &[u8]) -> FileReport {
        check(text, self, None)
    }
}

/// For files.
impl Account {
    /// Checks a file as [`check_file`] does, and a profile or webhook as one that is to be used in this account, see
    /// [`check_profile`](Self::check_profile) and [`check_webhook`](Self::check_webhook).
    #[must_use]
    pub fn check_file(&self, text: &[u8]) -> FileReport {
        check(text, self.platform(), Some(self))
    }
}

/// Checks a file, as one that is to be used in the account if there is one.
fn check(text: &[u8], platform: &Platform, account: Option<&Account>) -> FileReport {
    match std::str::from_utf8(text) {
        Err(error) => {
            let at = error.valid_up_to();
            let end = (at + error.error_len().unwrap_or(1)).min(text.len());
            let message = "expected UTF-8, found other bytes";
            broken_file(text, platform, Span::new(at, end), message, "save the file in UTF-8")
        }
        Ok(file) if file.starts_with('\u{feff}') => {
            let mark = Span::new(0, '\u{feff}'.len_utf8());
            broken_file(
                text,
                platform,
                mark,
                "expected JSON, found a byte order mark before it",
                "save the file without it",
            )
        }
        Ok(file) => match json_tree::parse(file) {
            Err(error) => syntax_error(file, platform, error),
            Ok(root) => check_value(file, &root, platform, account),
        },
    }
}

fn broken_file(text: &[u8], platform: &Platform, span: Span, message: &str, help: &str) -> FileReport {
    let diagnostic = Diagnostic::new(Code::InvalidFile, Part::File, span, message).help(help);
    let place = LineColumn::of_bytes(text, span.start);
    let mut found = FileDiagnostic { diagnostic, span, place, fix: None };
    found.diagnostic.set_place(place);
    FileReport { kind: FileKind::Profile, diagnostics: vec![found], platform: platform.clone() }
}

fn syntax_error(file: &str, platform: &Platform, error: SyntaxError) -> FileReport {
    let found = file.get(error.offset..).and_then(|rest| rest.chars().next());
    let end = error.offset + found.map_or(0, char::len_utf8);
    let message = match (error.problem, found) {
        (SyntaxProblem::TooDeep, _) => format!("expected at most {} levels of nesting, found more", json_tree::DEPTH),
        (SyntaxProblem::Expected(expected), Some(found)) => {
            format!("expected {expected}, found `{}`", visible(found))
        }
        (SyntaxProblem::Expected(expected), None) => format!("expected {expected}, found the end of the file"),
    };
    let help = match found {
        Some('<') => "enclose a placeholder in quotes: `\"<field>\"`",
        Some('\u{201c}' | '\u{201d}' | '\u{201e}') => "enclose strings in straight quotes `\"`",
        _ => "a file is one JSON object",
    };
    broken_file(file.as_bytes(), platform, Span::new(error.offset, end), &message, help)
}

fn check_value(file: &str, root: &Value, platform: &Platform, account: Option<&Account>) -> FileReport {
    let mut reader = FileReader::new(file, platform.tables());
    let kind = kind_of(root);
    let report = match (kind, account) {
        (FileKind::Profile, None) => platform.check_profile(&reader.form(root)),
        (FileKind::Profile, Some(account)) => account.check_profile(&reader.form(root)),
        (FileKind::Webhook, None) => Webhook::check(&reader.form(root)),
        (FileKind::Webhook, Some(account)) => account.check_webhook(&reader.form(root)),
        (FileKind::Account, _) => account::check(reader.form(root), platform).0,
        (FileKind::Other, _) => Report::default(),
    };
    FileReport { kind, diagnostics: reader.placed(&report), platform: platform.clone() }
}

/// What a file is, as its keys tell.
fn kind_of(root: &Value) -> FileKind {
    let Kind::Object(members) = &root.kind else { return FileKind::Other };
    let has = |keys: &[&str]| members.iter().any(|member| keys.contains(&&*member.name));
    if has(&["report_type"]) {
        FileKind::Webhook
    } else if has(&["endpoint", "method", "direction"]) {
        FileKind::Profile
    } else if has(&["numbers", "profiles"]) {
        FileKind::Account
    } else {
        FileKind::Other
    }
}

/// What an excerpt of the file must not show.
pub(super) fn secrets_of_file(file: &str, platform: &Platform) -> Vec<Span> {
    let Ok(root) = json_tree::parse(file) else { return secrets_of_broken_json(file) };
    let mut reader = FileReader::of_secrets(file, platform.tables());
    match kind_of(&root) {
        FileKind::Profile => drop(reader.form::<ProfileSpec>(&root)),
        FileKind::Webhook => drop(reader.form::<WebhookSpec>(&root)),
        FileKind::Account => drop(reader.form::<AccountSpec>(&root)),
        FileKind::Other => return vec![root.span],
    }
    reader.secrets
}
