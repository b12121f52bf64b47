//! The subcommand `check`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use callback_profile::{Account, FileContent, FileKind, FileReport, Platform, check_file};

use crate::arguments::{CheckArguments, Format};
use crate::failure::{Failure, complain};
use crate::outcome::{Checked, Outcome};
use crate::{files, github, human, json, output};

pub(crate) fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let mut outcome = Outcome::default();
    let account = arguments.account.as_deref();
    let loaded = account.map(|path| check_account(path, &mut outcome)).transpose()?.flatten();
    check(&arguments.paths, account, loaded.as_ref(), &mut outcome);
    output::print_verdict(|out| match arguments.format {
        Format::Human => human::print(&outcome, out),
        Format::Json => json::print(&outcome, out),
        Format::Github => github::print(&outcome, out),
    })?;
    if !matches!(arguments.format, Format::Human) {
        complain(outcome.skipped_line());
    }
    Ok(outcome.exit_code(arguments.deny_warnings))
}

/// Checks the account's file as one of the files; the account is there when it has no error.
fn check_account(path: &Path, outcome: &mut Outcome) -> Result<Option<Account>, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let (report, content) = Platform::builtin().read_file(&bytes);
    let account = match content {
        Some(FileContent::Account(account)) => Some(*account),
        // A file that is not even JSON is taken for a profile's.
        None if report.has_errors() => None,
        _ => {
            let message = format!("{}: expected an account, found something else", files::shown(path));
            return Err(Failure::Unreadable(message));
        }
    };
    outcome.add(path.to_owned(), &bytes, report);
    Ok(account)
}

fn check(paths: &[PathBuf], account_path: Option<&Path>, account: Option<&Account>, outcome: &mut Outcome) {
    let found = files::find(paths);
    outcome.skipped = found.others;
    let mut errors = found.errors;
    for path in found.files.into_iter().filter(|path| !account_path.is_some_and(|account| is_same(path, account))) {
        match files::read(&path) {
            Err(error) => errors.push(error),
            Ok(bytes) => {
                let report = account.map_or_else(|| check_file(&bytes), |account| account.check_file(&bytes));
                outcome.add(path, &bytes, report);
            }
        }
    }
    for error in &errors {
        complain(error);
    }
    outcome.unreadable = errors.len();
}

fn is_same(path: &Path, other: &Path) -> bool {
    path == other || matches!((fs::canonicalize(path), fs::canonicalize(other)), (Ok(path), Ok(other)) if path == other)
}

impl Outcome {
    fn add(&mut self, path: PathBuf, bytes: &[u8], report: FileReport) {
        if report.kind() == FileKind::Other {
            self.skipped += 1;
            return;
        }
        // Without findings there is no excerpt, so the text is not kept.
        let is_clean = report.diagnostics().is_empty();
        let text = if is_clean { String::new() } else { String::from_utf8_lossy(bytes).into_owned() };
        self.files.push(Checked { path, text, report });
    }
}
