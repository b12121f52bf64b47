//! Loading what the commands work on.

use std::io::{self, IsTerminal};
use std::path::Path;

use callback_profile::__command::nearest_name;
use callback_profile::diagnostic::Code;
use callback_profile::file::{FileContent, FileKind, FileReport};
use callback_profile::{Account, AnyProfile, Platform, Webhook};

use crate::arguments::PlatformArguments;
use crate::failure::Failure;
use crate::{files, human, terminal};

/// What callbacks are rendered and parsed by.
pub(crate) struct Loaded {
    pub(crate) profile: AnyProfile,
    /// The webhook that the profile stands for, which may say how times are read.
    pub(crate) webhook: Option<Webhook>,
}

/// Loads the platforms that are given, beside the built-in one; what is wrong with one goes to standard error.
pub(crate) fn platform(arguments: &PlatformArguments) -> Result<Platform, Failure> {
    let builtin = Platform::builtin();
    if arguments.files.iter().any(|path| files::is_standard_input(path)) {
        return Err(Failure::Unreadable("a platform is read from a file, not from standard input".to_owned()));
    }
    arguments.files.iter().try_fold(builtin.clone(), |platform, path| {
        let bytes = files::read(path).map_err(Failure::Unreadable)?;
        let (report, content) = builtin.read_file(&bytes);
        match content {
            Some(FileContent::Platform(other)) => Ok(platform.and(other)),
            None if report.kind() == FileKind::Platform || is_broken(&report) => Err(refused(path, &bytes, &report)),
            // Of another file nothing else is of interest.
            _ => Err(unexpected(path, "a platform", report.kind())),
        }
    })
}

/// The platform whose direction is meant: one that was given, else the built-in one.
pub(crate) fn platform_of(platform: &Platform, direction: &str) -> Result<Platform, Failure> {
    let has_direction = |of: &Platform| of.directions().any(|known| known == direction);
    let given = platform.platforms().filter_map(|name| platform.named(name)).find(has_direction);
    given.or_else(|| Some(Platform::builtin()).filter(has_direction)).ok_or_else(|| {
        let known: Vec<_> = platform.directions().collect();
        let hint = nearest_name(direction, known.iter().copied())
            .map_or_else(|| format!("there are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        Failure::Unreadable(format!("there is no direction `{}`; {hint}", terminal::line(direction)))
    })
}

/// Loads a profile, or the one that a webhook stands for; what is wrong with it goes to standard error.
pub(crate) fn profile(path: &Path, platform: &Platform) -> Result<Loaded, Failure> {
    match content(path, platform)? {
        (_, Some(FileContent::Profile(profile))) => Ok(Loaded { profile, webhook: None }),
        (_, Some(FileContent::Webhook(webhook))) => {
            Ok(Loaded { profile: webhook.profile().clone(), webhook: Some(*webhook) })
        }
        (kind, _) => Err(unexpected(path, "a profile", kind)),
    }
}

/// Loads an account; what is wrong with it goes to standard error.
pub(crate) fn account(path: &Path, platform: &Platform) -> Result<Account, Failure> {
    match content(path, platform)? {
        (_, Some(FileContent::Account(account))) => Ok(*account),
        (kind, _) => Err(unexpected(path, "an account", kind)),
    }
}

/// What a file without errors holds, and its kind.
fn content(path: &Path, platform: &Platform) -> Result<(FileKind, Option<FileContent>), Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let (report, content) = platform.read_file(&bytes);
    if report.has_errors() { Err(refused(path, &bytes, &report)) } else { Ok((report.kind(), content)) }
}

/// Whether a file is not even JSON, so that nobody knows what it was to be.
pub(crate) fn is_broken(report: &FileReport) -> bool {
    report.iter().any(|found| found.diagnostic().code() == Code::InvalidFile)
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
