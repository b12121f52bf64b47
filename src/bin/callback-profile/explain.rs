//! The subcommand `explain`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::Code;

use crate::arguments::ExplainArguments;
use crate::failure::Failure;
use crate::{output, terminal};

pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    if let Some(name) = &arguments.code {
        let code = name.parse().map_err(|_| unknown(name))?;
        output::print(|out| explain(code, out))?;
    } else {
        output::print(|out| Code::ALL.iter().try_for_each(|code| writeln!(out, "{code:22} {}", code.meaning())))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str) -> Failure {
    let found = terminal::line(name);
    Failure::reported(format_args!("expected the code of a diagnostic, found `{found}`; without a code all are listed"))
}

fn explain(code: Code, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}[{code}]\n", code.severity())?;
    writeln!(out, "{}\n{}\n", code.meaning(), code.reason())?;
    writeln!(out, "Wrong:\n    {}\n\nRight:\n    {}\n", code.wrong_example(), code.right_example())?;
    if let Some(platform_code) = code.platform_code() {
        writeln!(out, "The platform's own code for it is {platform_code}.")?;
    }
    let fix = if code.is_fixable() {
        "`callback-profile fix` mends it where the mend is sure."
    } else {
        "It takes a decision: no mend is applied by itself."
    };
    writeln!(out, "{fix}")
}
