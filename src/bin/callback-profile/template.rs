//! The subcommand `template`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::{FieldSet, Incoming, Outgoing, Profile, Report};

use crate::arguments::{Direction, MethodName, TemplateArguments};
use crate::failure::Failure;

pub(crate) fn run(arguments: &TemplateArguments) -> Result<ExitCode, Failure> {
    let template = match arguments.direction {
        Direction::Outgoing => template::<Outgoing>(arguments),
        Direction::Incoming => template::<Incoming>(arguments),
    };
    match template {
        Ok(template) => {
            writeln!(io::stdout(), "{template}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(report) => {
            // That nobody listens is no reason to fail.
            let _ = writeln!(io::stderr(), "{report:#}");
            Err(Failure::Reported)
        }
    }
}

fn template<S: FieldSet>(arguments: &TemplateArguments) -> Result<String, Report> {
    let profile = match arguments.method {
        MethodName::Get => Profile::<S>::standard(&arguments.endpoint),
        MethodName::Post | MethodName::Put => Profile::<S>::standard_post(&arguments.endpoint),
    }?;
    Ok(profile.template().to_string())
}
