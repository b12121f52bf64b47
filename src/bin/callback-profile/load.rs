//! Loading what the commands work on.

use std::io;
use std::path::Path;

use callback_profile::{Account, AnyProfile, FileKind, TimestampReading, Webhook, check_file};
use serde::de::DeserializeOwned;

use crate::failure::{Failure, complain};
use crate::{files, human};

/// What callbacks are rendered and parsed by.
pub(crate) struct Loaded {
    pub(crate) profile: AnyProfile,
    /// How times are read, where a webhook says so.
    pub(crate) reading: Option<TimestampReading>,
}

/// Loads a profile, or the one that a webhook stands for; what is wrong with it goes to standard error.
pub(crate) fn profile(path: &Path) -> Result<AnyProfile, Failure> {
    profile_and_reading(path).map(|loaded| loaded.profile)
}

/// As [`profile`], with what a webhook says of its times.
pub(crate) fn profile_and_reading(path: &Path) -> Result<Loaded, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    match checked(path, &bytes)? {
        FileKind::Profile => Ok(Loaded { profile: deserialized(path, &bytes)?, reading: None }),
        FileKind::Webhook => {
            let webhook: Webhook = deserialized(path, &bytes)?;
            Ok(Loaded { profile: webhook.profile().clone(), reading: Some(webhook.timestamp_reading()) })
        }
        FileKind::Account => Err(unexpected(path, "a profile", "an account")),
        _ => Err(unexpected(path, "a profile", "other JSON")),
    }
}

/// Loads an account; what is wrong with it goes to standard error.
pub(crate) fn account(path: &Path) -> Result<Account, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    match checked(path, &bytes)? {
        FileKind::Account => deserialized(path, &bytes),
        FileKind::Profile => Err(unexpected(path, "an account", "a profile")),
        FileKind::Webhook => Err(unexpected(path, "an account", "a webhook")),
        _ => Err(unexpected(path, "an account", "other JSON")),
    }
}

/// What the file holds, if it has no error.
fn checked(path: &Path, bytes: &[u8]) -> Result<FileKind, Failure> {
    let report = check_file(bytes);
    if report.has_errors() {
        let renderer = human::renderer(io::IsTerminal::is_terminal(&io::stderr()));
        // That nobody listens is no reason to end as if all were well.
        let _ =
            human::print_report(&renderer, path, &String::from_utf8_lossy(bytes), &report, &mut io::stderr().lock());
        return Err(Failure::Reported);
    }
    Ok(report.kind())
}

pub(crate) fn deserialized<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|error| {
        complain(format_args!("{}: {error}", files::shown(path)));
        Failure::Reported
    })
}

fn unexpected(path: &Path, expected: &str, found: &str) -> Failure {
    complain(format_args!("{}: expected {expected}, found {found}", files::shown(path)));
    Failure::Reported
}
