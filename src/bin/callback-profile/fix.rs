//! The subcommand `fix`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use callback_profile::Platform;
use callback_profile::file::FixedFile;

use crate::arguments::FixArguments;
use crate::failure::{Failure, complain};
use crate::files::{FoundFile, Links};
use crate::outcome::counted;
use crate::{files, in_place, load, output};

/// What was done, told when all is done: no reader that goes away keeps a file from its fixes.
#[derive(Debug, Default)]
struct Outcome {
    changes: Vec<String>,
    errors: Vec<String>,
    /// The fixed standard input.
    text: Option<Vec<u8>>,
}

pub(crate) fn run(arguments: &FixArguments) -> Result<ExitCode, Failure> {
    let outcome = fix(&arguments.paths, &load::platform(&arguments.platforms)?, arguments.check);
    for error in &outcome.errors {
        complain(error);
    }
    if let Some(text) = &outcome.text {
        output::print(|out| out.write_all(text))?;
        // What is said of other files is no part of the fixed one.
        outcome.changes.iter().for_each(complain);
    } else {
        output::print(|out| outcome.changes.iter().try_for_each(|change| writeln!(out, "{change}")))?;
    }
    let would_change = arguments.check && !outcome.changes.is_empty();
    Ok(ExitCode::from(if outcome.errors.is_empty() { u8::from(would_change) } else { 2 }))
}

fn fix(paths: &[PathBuf], platform: &Platform, only_check: bool) -> Outcome {
    let found = files::find(paths, Links::Inside);
    for path in &found.leading_out {
        complain(format_args!("{}: not followed, as it leads out of the folder", files::shown(path)));
    }
    let mut outcome = Outcome { errors: found.errors, ..Outcome::default() };
    for FoundFile { path, .. } in &found.files {
        match files::read(path) {
            Err(error) => outcome.errors.push(error),
            Ok(bytes) if files::is_standard_input(path) && !only_check => {
                let fixed = fixed(&bytes, platform).map(FixedFile::into_bytes);
                outcome.text.get_or_insert_default().extend(fixed.unwrap_or(bytes));
            }
            Ok(bytes) => {
                if let Some(fixed) = fixed(&bytes, platform) {
                    outcome.store(path, &bytes, &fixed, only_check);
                }
            }
        }
    }
    outcome
}

/// The file as it should be; `None` if it is so, or something else than a file of ours.
fn fixed(bytes: &[u8], platform: &Platform) -> Option<FixedFile> {
    let fixed = platform.fix_file(bytes);
    (fixed.applied() > 0).then_some(fixed)
}

impl Outcome {
    fn store(&mut self, path: &Path, read: &[u8], fixed: &FixedFile, only_check: bool) {
        let (shown, count) = (files::shown(path), counted(fixed.applied(), "fix"));
        if only_check {
            self.changes.push(format!("{shown}: {count} to be applied"));
        } else if let Err(error) = in_place::write(path, read, fixed.as_bytes()) {
            self.errors.push(format!("{shown}: {error}"));
        } else {
            self.changes.push(format!("{shown}: {count} applied"));
        }
    }
}
