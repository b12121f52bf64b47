//! The subcommand `fix`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use callback_profile::{FileKind, FixedFile, check_file, fix_file};

use crate::arguments::FixArguments;
use crate::failure::{Failure, complain};
use crate::{atomic_write, files};

pub(crate) fn run(arguments: &FixArguments) -> Result<ExitCode, Failure> {
    let found = files::find(&arguments.paths);
    let mut errors = found.errors;
    let mut changed = 0_usize;
    let mut out = io::stdout().lock();
    for path in &found.files {
        match files::read(path) {
            Err(error) => errors.push(error),
            Ok(bytes) => {
                let Some((text, fixed)) = mended(&bytes) else {
                    if files::is_standard_input(path) && !arguments.check {
                        out.write_all(&bytes)?;
                    }
                    continue;
                };
                changed = changed.saturating_add(usize::from(fixed.applied() > 0));
                if let Err(error) = store(path, &text, &fixed, arguments.check, &mut out)? {
                    errors.push(format!("{}: {error}", files::shown(path)));
                }
            }
        }
    }
    for error in &errors {
        complain(error);
    }
    let would_change = arguments.check && changed > 0;
    Ok(ExitCode::from(if errors.is_empty() { u8::from(would_change) } else { 2 }))
}

/// The file as it is and as it should be; `None` for what is no profile.
fn mended(bytes: &[u8]) -> Option<(String, FixedFile)> {
    let text = std::str::from_utf8(bytes).ok()?.to_owned();
    (check_file(text.as_bytes()).kind() == FileKind::Profile).then(|| {
        let fixed = fix_file(&text);
        (text, fixed)
    })
}

fn store(
    path: &Path,
    text: &str,
    fixed: &FixedFile,
    only_check: bool,
    out: &mut impl Write,
) -> Result<io::Result<()>, Failure> {
    let count = fixed.applied();
    let mends = format!("{count} {}", if count == 1 { "mend" } else { "mends" });
    if files::is_standard_input(path) && !only_check {
        out.write_all(if count > 0 { fixed.text() } else { text }.as_bytes())?;
    } else if count > 0 && only_check {
        writeln!(out, "{}: {mends} to be applied", files::shown(path))?;
    } else if count > 0 {
        if let Err(error) = atomic_write::replace(path, fixed.text()) {
            return Ok(Err(error));
        }
        writeln!(out, "{}: {mends} applied", files::shown(path))?;
    }
    Ok(Ok(()))
}
