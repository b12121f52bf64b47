//! The check of a file.

use crate::account::{Account, AccountSpec};
use crate::diagnostic::{Code, Diagnostic, Part, Report};
use crate::file::reader::FileReader;
use crate::file::report::{FileDiagnostic, FileKind, FileReport};
use crate::json::scan::{SyntaxError, SyntaxProblem};
use crate::json::tree as json_tree;
use crate::json::tree::{Kind, Value};
use crate::profile::secrets::secrets_of_broken_json;
use crate::profile::{AnyProfile, ProfileSpec};
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
    check(text, None)
}

/// For files.
impl Account {
    /// Checks a file as [`check_file`] does, and a profile or webhook as one that is to be used in this account, see
    /// [`check_profile`](Self::check_profile) and [`check_webhook`](Self::check_webhook).
    #[must_use]
    pub fn check_file(&self, text: &[u8]) -> FileReport {
        check(text, Some(self))
    }
}

/// Checks a file, as one that is to be used in the account if there is one.
fn check(text: &[u8], account: Option<&Account>) -> FileReport {
    match std::str::from_utf8(text) {
        Err(error) => {
            let at = error.valid_up_to();
            let end = at.saturating_add(error.error_len().unwrap_or(1)).min(text.len());
            let message = "expected UTF-8, found other bytes";
            broken_file(text, Span::new(at, end), message, "save the file in UTF-8")
        }
        Ok(file) if file.starts_with('\u{feff}') => {
            let mark = Span::new(0, '\u{feff}'.len_utf8());
            broken_file(text, mark, "expected JSON, found a byte order mark before it", "save the file without it")
        }
        Ok(file) => match json_tree::parse(file) {
            Err(error) => syntax_error(file, error),
            Ok(root) => check_value(file, &root, account),
        },
    }
}

fn broken_file(text: &[u8], span: Span, message: &str, help: &str) -> FileReport {
    let diagnostic = Diagnostic::new(Code::InvalidFile, Part::File, span, message).help(help);
    let place = LineColumn::of_bytes(text, span.start);
    let mut found = FileDiagnostic { diagnostic, span, place, fix: None };
    found.diagnostic.set_place(place);
    FileReport { kind: FileKind::Profile, diagnostics: vec![found] }
}

fn syntax_error(file: &str, error: SyntaxError) -> FileReport {
    let found = file.get(error.offset..).and_then(|rest| rest.chars().next());
    let end = error.offset.saturating_add(found.map_or(0, char::len_utf8));
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
    broken_file(file.as_bytes(), Span::new(error.offset, end), &message, help)
}

fn check_value(file: &str, root: &Value, account: Option<&Account>) -> FileReport {
    let mut reader = FileReader::new(file);
    let kind = kind_of(root);
    let report = match (kind, account) {
        (FileKind::Profile, None) => AnyProfile::check(&reader.form(root)),
        (FileKind::Profile, Some(account)) => account.check_profile(&reader.form(root)),
        (FileKind::Webhook, None) => Webhook::check(&reader.form(root)),
        (FileKind::Webhook, Some(account)) => account.check_webhook(&reader.form(root)),
        (FileKind::Account, _) => Account::check(&reader.form(root)),
        (FileKind::Other, _) => Report::default(),
    };
    FileReport { kind, diagnostics: reader.placed(&report) }
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
pub(super) fn secrets_of_file(file: &str) -> Vec<Span> {
    let Ok(root) = json_tree::parse(file) else { return secrets_of_broken_json(file) };
    let mut reader = FileReader::of_secrets(file);
    match kind_of(&root) {
        FileKind::Profile => drop(reader.form::<ProfileSpec>(&root)),
        FileKind::Webhook => drop(reader.form::<WebhookSpec>(&root)),
        FileKind::Account => drop(reader.form::<AccountSpec>(&root)),
        FileKind::Other => return vec![root.span],
    }
    reader.secrets
}
