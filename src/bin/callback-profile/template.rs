//! The subcommand `template`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::{FieldSet, Incoming, Outgoing, Profile, Report};

use crate::arguments::{Direction, MethodName, TemplateArguments};
use crate::failure::Failure;
use crate::output;

pub(crate) fn run(arguments: &TemplateArguments) -> Result<ExitCode, Failure> {
    let template = match arguments.direction {
        Direction::Outgoing => template::<Outgoing>(arguments),
        Direction::Incoming => template::<Incoming>(arguments),
    };
    let template = template.map_err(|report| {
        // That nobody listens is no reason to fail.
        let _ = writeln!(io::stderr(), "{report:#}");
        Failure::Reported
    })?;
    output::print(|out| writeln!(out, "{template}"))?;
    Ok(ExitCode::SUCCESS)
}

fn template<S: FieldSet>(arguments: &TemplateArguments) -> Result<String, Report> {
    let profile = match arguments.method {
        MethodName::Get => Profile::<S>::standard(&arguments.endpoint),
        MethodName::Post | MethodName::Put => Profile::<S>::standard_post(&arguments.endpoint),
    }?;
    Ok(profile.template().to_string())
}
