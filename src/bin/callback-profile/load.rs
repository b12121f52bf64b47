use std::io;
use std::path::Path;

use callback_profile::{AnyProfile, FileKind, check_file};

use crate::failure::{Failure, complain};
use crate::{files, human};

/// Loads a profile; what is wrong with it goes to standard error.
pub(crate) fn profile(path: &Path) -> Result<AnyProfile, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let report = check_file(&bytes);
    if report.kind() == FileKind::Profile && !report.has_errors() {
        match serde_json::from_slice(&bytes) {
            Ok(profile) => return Ok(profile),
            Err(error) => complain(format_args!("{}: {error}", files::shown(path))),
        }
    } else if report.kind() == FileKind::Profile {
        let renderer = human::renderer(io::IsTerminal::is_terminal(&io::stderr()));
        // That nobody listens is no reason to end as if all were well.
        let text = String::from_utf8_lossy(&bytes);
        let _ = human::print_report(&renderer, path, &text, &report, &mut io::stderr().lock());
    } else {
        let found = if report.kind() == FileKind::Account { "an account" } else { "other JSON" };
        complain(format_args!("{}: expected a profile, found {found}", files::shown(path)));
    }
    Err(Failure::Reported)
}
