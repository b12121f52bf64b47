//! The subcommand `template`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::diagnostic::Report;
use callback_profile::request::Method;
use callback_profile::{DeliveryReport, FieldSet, Incoming, Outgoing, Profile, ProfileSpec};
use serde_json::value::RawValue;

use crate::arguments::{Direction, MethodName, TemplateArguments};
use crate::failure::Failure;
use crate::{output, profile_file};

pub(crate) fn run(arguments: &TemplateArguments) -> Result<ExitCode, Failure> {
    let spec = match arguments.direction {
        Direction::Outgoing => standard::<Outgoing>(arguments),
        Direction::Incoming => standard::<Incoming>(arguments),
        Direction::DeliveryReport => standard::<DeliveryReport>(arguments),
    };
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

fn standard<S: FieldSet>(arguments: &TemplateArguments) -> Result<ProfileSpec, Report> {
    let endpoint = &arguments.endpoint;
    Ok(match arguments.method {
        MethodName::Get => Profile::<S>::standard(endpoint)?.into_spec(),
        MethodName::Post => Profile::<S>::standard_post(endpoint)?.into_spec(),
        MethodName::Put => Profile::<S>::standard_post(endpoint)?.into_spec().with_method(Method::Put),
    })
}

/// What is valid holds nothing that would steer a terminal.
fn write_file(spec: &ProfileSpec, out: &mut impl Write) -> io::Result<()> {
    let body = spec.body.as_ref().map(|body| RawValue::from_string(body.replace('\n', "\n  "))).transpose()?;
    out.write_all(profile_file::text(spec, body)?.as_bytes())
}
