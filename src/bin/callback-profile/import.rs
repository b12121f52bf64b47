//! The subcommand `import`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use callback_profile::__command::shown_id;
use callback_profile::diagnostic::Code;
use callback_profile::file::{FileKind, check_file_as};
use callback_profile::profile::ReadBack;
use callback_profile::value::ProfileStatus;
use callback_profile::{Platform, ProfileSpec};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::arguments::ImportArguments;
use crate::failure::{Failure, complain};
use crate::{files, load, output, profile_file};

/// So many names are listed of what has no place in a profile's file.
const MOST_NAMES: usize = 20;

/// So much of each of them is shown.
const MOST_CHARACTERS: usize = 64;

pub(crate) fn run(arguments: &ImportArguments) -> Result<ExitCode, Failure> {
    let path = &arguments.profile;
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let known = load::platform(&arguments.platforms)?;
    let platform = if let Some(direction) = &arguments.direction {
        load::platform_of(&known, direction)?
    } else {
        // Of one platform that is given the profile is, else of the built-in one.
        let mut given = known.platforms().filter_map(|name| known.named(name));
        given.next().filter(|_| given.next().is_none()).unwrap_or_else(Platform::builtin)
    };
    let read_back = platform.read_back(&bytes).map_err(|report| load::refused(path, &bytes, &report))?;
    remark(path, &read_back);
    let mut spec = read_back.into_spec();
    spec.platform = platform.name().map(str::to_owned);
    match &arguments.direction {
        Some(direction) => spec.direction.clone_from(direction),
        None => complain(format_args!(
            "{}: the direction is guessed from the placeholders: `{}`; --direction says which it is",
            files::shown(path),
            spec.direction
        )),
    }
    let file = file(&spec)?;
    output::print(|out| out.write_all(&file))?;
    Ok(ExitCode::SUCCESS)
}

/// The profile's file: its body is JSON if so the same profile is read from it, else a text.
fn file(spec: &ProfileSpec) -> io::Result<Vec<u8>> {
    let json = spec.body.as_ref().and_then(|body| RawValue::from_string(body.clone()).ok());
    if let Some(json) = json {
        let file = written(spec, Some(json))?;
        let is_file =
            check_file_as(FileKind::Profile, &file).iter().all(|found| found.diagnostic().code() != Code::InvalidFile);
        if is_file && serde_json::from_slice::<ProfileSpec>(&file).is_ok_and(|read| read == *spec) {
            return Ok(file);
        }
    }
    written(spec, spec.body.as_deref())
}

fn written(spec: &ProfileSpec, body: Option<impl Serialize>) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    output::write_legible(&mut file, &profile_file::text(spec, body)?)?;
    Ok(file)
}

/// Tells what has no place in a profile's file.
fn remark(path: &Path, read_back: &ReadBack) {
    let path = files::shown(path);
    if let Some(status) = read_back.status().filter(|status| **status != ProfileStatus::Active) {
        complain(format_args!("{path}: its status with the platform is `{}`", shown(status.as_str())));
    }
    if let Some(channel) = read_back.channel() {
        complain(format_args!("{path}: left out: the channel `{}`", shown(channel)));
    }
    let events = read_back.events().iter().map(|event| &**event);
    if let Some(events) = listed(events) {
        complain(format_args!("{path}: left out: the events {events}"));
    }
    if let Some(unknown) = listed(read_back.unknown().map(|(name, _)| name)) {
        complain(format_args!("{path}: left out, as nobody knows them: the members {unknown}"));
    }
}

/// Names as a line lists them; `None` where there are none.
fn listed<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<String> {
    let shown: Vec<_> = names.by_ref().take(MOST_NAMES).map(|name| format!("`{}`", shown(name))).collect();
    let others = names.count();
    let others = if others > 0 { format!(" and {others} more") } else { String::new() };
    (!shown.is_empty()).then(|| shown.join(", ") + &others)
}

/// The beginning of a name.
fn shown(name: &str) -> String {
    shown_id(name).chars().take(MOST_CHARACTERS).collect()
}
