//! The subcommand `check`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use callback_profile::{FileKind, check_file};

use crate::arguments::{CheckArguments, Format};
use crate::failure::{Failure, complain, printed};
use crate::outcome::{Checked, Outcome};
use crate::{files, github, human, json};

pub(crate) fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let outcome = check(&arguments.paths);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.format {
        Format::Human => human::print(&outcome, &mut out),
        Format::Json => json::print(&outcome, &mut out),
        Format::Github => github::print(&outcome, &mut out),
    };
    printed(result.and_then(|()| out.flush()))?;
    if !matches!(arguments.format, Format::Human) {
        complain(outcome.skipped_line());
    }
    Ok(outcome.exit_code(arguments.deny_warnings))
}

fn check(paths: &[PathBuf]) -> Outcome {
    let found = files::find(paths);
    let mut outcome = Outcome { skipped: found.others, ..Outcome::default() };
    let mut errors = found.errors;
    for path in found.files {
        match files::read(&path) {
            Err(error) => errors.push(error),
            Ok(bytes) => {
                let report = check_file(&bytes);
                if report.kind() == FileKind::Profile {
                    // Without findings there is no excerpt, so the text is not kept.
                    let is_needed = !report.diagnostics().is_empty();
                    let text = if is_needed { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
                    outcome.files.push(Checked { path, text, report });
                } else {
                    outcome.skipped = outcome.skipped.saturating_add(1);
                }
            }
        }
    }
    for error in &errors {
        complain(error);
    }
    outcome.unreadable = errors.len();
    outcome
}
