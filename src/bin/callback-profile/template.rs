//! The subcommand `template`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::diagnostic::Report;
use callback_profile::request::Method;
use callback_profile::{Platform, ProfileSpec};
use serde_json::value::{RawValue, to_raw_value};

use crate::arguments::{MethodName, TemplateArguments};
use crate::failure::Failure;
use crate::{load, output, profile_file};

pub(crate) fn run(arguments: &TemplateArguments) -> Result<ExitCode, Failure> {
    let platform = load::platform_of(&load::platform(&arguments.platforms)?, &arguments.direction)?;
    let spec = standard(&platform, arguments);
    let spec = spec.map_err(|report| {
        // That nobody listens is no reason to fail.
        let _ = writeln!(io::stderr(), "{report:#}");
        Failure::Reported
    })?;
    output::print(|out| {
        if arguments.file {
            write_file(&spec, out)
        } else {
            writeln!(out, "{}", spec.body.as_ref().unwrap_or(&spec.endpoint))
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn standard(platform: &Platform, arguments: &TemplateArguments) -> Result<ProfileSpec, Report> {
    let TemplateArguments { direction, endpoint, .. } = arguments;
    Ok(match arguments.method {
        MethodName::Get => platform.standard(direction, endpoint)?.spec().clone(),
        MethodName::Post => platform.standard_post(direction, endpoint)?.spec().clone(),
        MethodName::Put => platform.standard_post(direction, endpoint)?.spec().clone().with_method(Method::Put),
    })
}

/// What is valid holds nothing that would steer a terminal.
fn write_file(spec: &ProfileSpec, out: &mut impl Write) -> io::Result<()> {
    let body = spec.body.as_ref().map(|body| {
        // What is no JSON before its placeholders are filled can only be a string.
        RawValue::from_string(body.replace('\n', "\n  ")).or_else(|_| to_raw_value(body))
    });
    out.write_all(profile_file::text(spec, body.transpose()?)?.as_bytes())
}
