//! Loading what the commands work on.

use std::io::{self, IsTerminal};
use std::path::Path;

use callback_profile::{Account, AnyProfile, FileKind, Webhook, check_file};
use serde::de::DeserializeOwned;

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
    match sound(path)? {
        (FileKind::Profile, bytes) => Ok(Loaded { profile: deserialized(path, &bytes)?, webhook: None }),
        (FileKind::Webhook, bytes) => {
            let webhook: Webhook = deserialized(path, &bytes)?;
            Ok(Loaded { profile: webhook.profile().clone(), webhook: Some(webhook) })
        }
        (found, _) => Err(unexpected(path, "a profile", found)),
    }
}

/// Loads an account; what is wrong with it goes to standard error.
pub(crate) fn account(path: &Path) -> Result<Account, Failure> {
    match sound(path)? {
        (FileKind::Account, bytes) => deserialized(path, &bytes),
        (found, _) => Err(unexpected(path, "an account", found)),
    }
}

/// Reads a file that has no error, and what it holds.
fn sound(path: &Path) -> Result<(FileKind, Vec<u8>), Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let report = check_file(&bytes);
    if report.has_errors() {
        let renderer = human::renderer(io::stderr().is_terminal());
        let text = String::from_utf8_lossy(&bytes);
        // That nobody listens is no reason to end as if all were well.
        let _ = human::print_report(&renderer, path, &text, &report, &mut io::stderr().lock());
        return Err(Failure::Reported);
    }
    Ok((report.kind(), bytes))
}

pub(crate) fn deserialized<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|error| Failure::reported_in(path, error))
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
