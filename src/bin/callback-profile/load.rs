use std::io;
use std::path::Path;

use callback_profile::{AnyProfile, FileKind, check_file};

use crate::failure::Failure;
use crate::{files, human};

/// Loads a profile; what is wrong with it goes to standard error.
pub(crate) fn profile(path: &Path) -> Result<AnyProfile, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let report = check_file(&bytes);
    if report.kind() == FileKind::Profile && !report.has_errors() {
        match serde_json::from_slice(&bytes) {
            Ok(profile) => return Ok(profile),
            Err(error) => eprintln!("callback-profile: {}: {error}", path.display()),
        }
    } else if report.kind() == FileKind::Profile {
        let renderer = human::renderer(io::IsTerminal::is_terminal(&io::stderr()));
        human::print_report(&renderer, path, &String::from_utf8_lossy(&bytes), &report, &mut io::stderr().lock())?;
    } else {
        eprintln!("callback-profile: {}: expected a profile, found other JSON", path.display());
    }
    Err(Failure::Reported)
}
