//! The subcommand `explain`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::Code;

use crate::arguments::ExplainArguments;
use crate::failure::{Failure, complain};

pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    let Some(name) = &arguments.code else {
        for code in Code::ALL {
            writeln!(out, "{code:22} {}", code.meaning())?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Ok(code) = name.parse::<Code>() else {
        let found = name.escape_debug();
        complain(format_args!("expected the code of a diagnostic, found `{found}`; without a code all are listed"));
        return Err(Failure::Reported);
    };
    explain(code, &mut out)?;
    Ok(ExitCode::SUCCESS)
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
