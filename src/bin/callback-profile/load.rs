//! Loading what the commands work on.

use std::io::{self, IsTerminal};
use std::path::Path;

use callback_profile::file::{FileContent, FileKind, FileReport};
use callback_profile::{Account, AnyProfile, Platform, Webhook};

use crate::failure::Failure;
use crate::{files, human};

/// What callbacks are rendered and parsed by.
pub(crate) struct Loaded {
    pub(crate) profile: AnyProfile,
    /// The webhook that the profile stands for, which may say how times are read.
    pub(crate) webhook: Option<Webhook>,
}

/// Loads a profile, or the one that a webhook stands for; what is wrong with it goes to standard error.
pub(crate) fn profile(path: &Path) -> Result<Loaded, Failure> {
    match content(path)? {
        (_, Some(FileContent::Profile(profile))) => Ok(Loaded { profile, webhook: None }),
        (_, Some(FileContent::Webhook(webhook))) => {
            Ok(Loaded { profile: webhook.profile().clone(), webhook: Some(*webhook) })
        }
        (kind, _) => Err(unexpected(path, "a profile", kind)),
    }
}

/// Loads an account; what is wrong with it goes to standard error.
pub(crate) fn account(path: &Path) -> Result<Account, Failure> {
    match content(path)? {
        (_, Some(FileContent::Account(account))) => Ok(*account),
        (kind, _) => Err(unexpected(path, "an account", kind)),
    }
}

/// What a file without errors holds, and its kind.
fn content(path: &Path) -> Result<(FileKind, Option<FileContent>), Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let (report, content) = Platform::builtin().read_file(&bytes);
    if report.has_errors() {
        return Err(refused(path, &bytes, &report));
    }
    Ok((report.kind(), content))
}

/// Tells what is wrong with a file.
pub(crate) fn refused(path: &Path, bytes: &[u8], report: &FileReport) -> Failure {
    let renderer = human::renderer(io::stderr().is_terminal());
    let text = String::from_utf8_lossy(bytes);
    // That nobody listens is no reason to end as if all were well.
    let _ = human::print_report(&renderer, path, &text, report, &mut io::stderr().lock());
    Failure::Reported
}

fn unexpected(path: &Path, expected: &str, found: FileKind) -> Failure {
    Failure::reported_in(path, format_args!("it holds {}, not {expected}", name(found)))
}

/// What messages call a kind.
pub(crate) fn name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Profile => "a profile",
        FileKind::Webhook => "a webhook",
        FileKind::Account => "an account",
        FileKind::Platform => "a platform",
        _ => "other JSON",
    }
}
