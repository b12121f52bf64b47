//! The subcommand `check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use callback_profile::file::{FileContent, FileKind, FileReport};
use callback_profile::{Account, Platform};

use crate::arguments::{CheckArguments, Format};
use crate::failure::{Failure, complain};
use crate::files::{FoundFile, Links};
use crate::outcome::{Checked, Outcome};
use crate::{files, github, human, json, load, output};

pub(crate) fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let platform = load::platform(&arguments.platforms)?;
    let mut outcome = Outcome::default();
    let account = arguments.account.as_deref();
    let loaded = account.map(|path| check_account(path, &platform, &mut outcome)).transpose()?.flatten();
    check(arguments, &platform, loaded.as_ref(), &mut outcome);
    output::print(|out| match arguments.format {
        Format::Human => human::print(&outcome, out),
        Format::Json => json::print(&outcome, out),
        Format::Github => github::print(&outcome, out),
    })?;
    if let Some(skipped) = outcome.skipped_line().filter(|_| !matches!(arguments.format, Format::Human)) {
        complain(skipped);
    }
    Ok(outcome.exit_code(arguments.deny_warnings))
}

/// Checks the account's file as one of the files; the account is there when it has no error.
fn check_account(path: &Path, platform: &Platform, outcome: &mut Outcome) -> Result<Option<Account>, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let (report, content) = platform.read_file(&bytes);
    if report.kind() != FileKind::Account && !load::is_broken(&report) {
        let message = format!("{}: it holds {}, not an account", files::shown(path), load::name(report.kind()));
        return Err(Failure::Unreadable(message));
    }
    outcome.add(path.to_owned(), &bytes, report);
    Ok(content.and_then(|content| if let FileContent::Account(account) = content { Some(*account) } else { None }))
}

fn check(arguments: &CheckArguments, platform: &Platform, account: Option<&Account>, outcome: &mut Outcome) {
    let found = files::find(&arguments.paths, Links::All);
    let account_file = arguments.account.as_deref().map(files::identity);
    let mut errors = found.errors;
    let mut is_empty = true;
    outcome.skipped = found.others;
    for FoundFile { path, is_named } in found.files {
        if account_file.as_ref().is_some_and(|account| *account == files::identity(&path)) {
            is_empty = false;
            continue;
        }
        match files::read(&path) {
            Err(error) => errors.push(error),
            Ok(bytes) => {
                let report = account.map_or_else(|| platform.check_file(&bytes), |account| account.check_file(&bytes));
                if report.kind() == FileKind::Other && (arguments.allow_other || !is_named) {
                    outcome.skipped.push(path);
                } else {
                    is_empty = false;
                    outcome.add(path, &bytes, report);
                }
            }
        }
    }
    outcome.skipped.sort();
    outcome.unreadable = errors.len();
    if is_empty && errors.is_empty() && !arguments.allow_other {
        errors.push("there was no profile, webhook or account; see --allow-other".to_owned());
        outcome.checked_nothing = true;
    }
    for error in &errors {
        complain(error);
    }
}

impl Outcome {
    fn add(&mut self, path: PathBuf, bytes: &[u8], report: FileReport) {
        // Without findings there is no excerpt, so the text is not kept.
        let is_clean = report.diagnostics().is_empty();
        let text = if is_clean { String::new() } else { String::from_utf8_lossy(bytes).into_owned() };
        self.files.push(Checked { path, text, report });
    }
}
