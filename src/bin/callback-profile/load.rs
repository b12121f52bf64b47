//! Loading what the commands work on.

use std::io::{self, IsTerminal};
use std::path::Path;

use callback_profile::{Account, AnyProfile, FileContent, FileKind, Platform, Webhook};

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
        Ok(FileContent::Profile(profile)) => Ok(Loaded { profile, webhook: None }),
        Ok(FileContent::Webhook(webhook)) => Ok(Loaded { profile: webhook.profile().clone(), webhook: Some(*webhook) }),
        Ok(_) => Err(unexpected(path, "a profile", FileKind::Account)),
        Err(kind) => Err(unexpected(path, "a profile", kind)),
    }
}

/// Loads an account; what is wrong with it goes to standard error.
pub(crate) fn account(path: &Path) -> Result<Account, Failure> {
    match content(path)? {
        Ok(FileContent::Account(account)) => Ok(*account),
        Ok(FileContent::Webhook(_)) => Err(unexpected(path, "an account", FileKind::Webhook)),
        Ok(_) => Err(unexpected(path, "an account", FileKind::Profile)),
        Err(kind) => Err(unexpected(path, "an account", kind)),
    }
}

/// What a file without errors holds; the kind of one that holds something else.
fn content(path: &Path) -> Result<Result<FileContent, FileKind>, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let (report, content) = Platform::builtin().read_file(&bytes);
    if report.has_errors() {
        let renderer = human::renderer(io::stderr().is_terminal());
        let text = String::from_utf8_lossy(&bytes);
        // That nobody listens is no reason to end as if all were well.
        let _ = human::print_report(&renderer, path, &text, &report, &mut io::stderr().lock());
        return Err(Failure::Reported);
    }
    Ok(content.ok_or(report.kind()))
}

fn unexpected(path: &Path, expected: &str, found: FileKind) -> Failure {
    let found = match found {
        FileKind::Profile => "a profile",
        FileKind::Webhook => "a webhook",
        FileKind::Account => "an account",
        _ => "other JSON",
    };
    Failure::reported_in(path, format_args!("expected {expected}, found {found}"))
}
