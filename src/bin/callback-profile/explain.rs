//! The subcommand `explain`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::__command::nearest_name;
use callback_profile::{Code, PlatformError};

use crate::arguments::ExplainArguments;
use crate::failure::Failure;
use crate::{output, terminal};

pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let Some(name) = &arguments.code else {
        output::print(list)?;
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(error) = PlatformError::ALL.iter().find(|error| error.code.eq_ignore_ascii_case(name)) {
        output::print(|out| explain_platform_error(error, out))?;
    } else {
        let code = name.to_ascii_lowercase().parse().map_err(|_| unknown(name))?;
        output::print(|out| explain(code, out))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// All that can be explained.
fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    let codes = Code::ALL.iter().map(|code| (code.as_str(), code.meaning()));
    codes.chain(PlatformError::ALL.iter().map(|error| (error.code, error.description)))
}

fn list(out: &mut impl Write) -> io::Result<()> {
    known().try_for_each(|(code, meaning)| writeln!(out, "{code:22} {meaning}"))
}

fn unknown(name: &str) -> Failure {
    let hint = nearest_name(name, known().map(|(code, _)| code))
        .map_or_else(|| "without a code all are listed".to_owned(), |near| format!("did you mean `{near}`?"));
    let found = terminal::line(name);
    Failure::reported(format_args!("expected the code of a diagnostic, found `{found}`; {hint}"))
}

fn explain(code: Code, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}[{code}]\n", code.severity())?;
    writeln!(out, "{}\n{}\n", code.meaning(), code.reason())?;
    writeln!(out, "Wrong:\n    {}\n\nRight:\n    {}\n", code.wrong_example(), code.right_example())?;
    if let Some(error) = code.platform_error() {
        writeln!(out, "In an endpoint the platform itself refuses it, with its error {}.", error.code)?;
    }
    let fix = if code.is_fixable() {
        "`callback-profile fix` mends it where the mend is sure."
    } else {
        "It takes a decision: no mend is applied by itself."
    };
    writeln!(out, "{fix}")
}

fn explain_platform_error(error: &PlatformError, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}, an error of the platform itself, about `{}`\n", error.code, error.parameter)?;
    writeln!(out, "{}\n", error.description)?;
    writeln!(out, "In an endpoint or callback URL it stands behind each of:")?;
    let refused = Code::ALL.iter().filter(|code| code.platform_error() == Some(*error));
    refused.into_iter().try_for_each(|code| writeln!(out, "    {code:22} {}", code.meaning()))
}
