//! The subcommand `explain`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::__command::nearest_name;
use callback_profile::diagnostic::{Code, PlatformError};
use callback_profile::received::{ParseErrorKind, ProblemCode, RemarkCode};
use callback_profile::request::RenderErrorKind;

use crate::arguments::ExplainArguments;
use crate::failure::Failure;
use crate::{output, terminal};

/// What has a code.
#[derive(Clone, Copy)]
enum Subject {
    Diagnostic(Code),
    Platform(PlatformError),
    Problem(ProblemCode),
    Unread(ParseErrorKind),
    Unwritten(RenderErrorKind),
    /// An error that only lines of input have, and what it means.
    Line(&'static str, &'static str),
    Remark(RemarkCode),
}

/// The codes of errors that only lines of input have.
const OF_LINES: [Subject; 2] = [
    Subject::Line("invalid-line", "The line is not what it should be: no request in JSON, say, or no line of a log."),
    Subject::Line("invalid-value", "With --strict: the text of a field does not have the syntax of the field's kind."),
];

impl Subject {
    /// All that can be explained, group by group.
    fn all() -> impl Iterator<Item = Self> {
        let diagnostics = Code::ALL.iter().copied().map(Self::Diagnostic);
        diagnostics
            .chain(PlatformError::ALL.iter().copied().map(Self::Platform))
            .chain(ProblemCode::ALL.iter().copied().map(Self::Problem))
            .chain(ParseErrorKind::ALL.iter().copied().map(Self::Unread))
            .chain(RenderErrorKind::ALL.iter().copied().map(Self::Unwritten))
            .chain(OF_LINES)
            .chain(RemarkCode::ALL.iter().copied().map(Self::Remark))
    }

    fn code(self) -> &'static str {
        match self {
            Self::Diagnostic(code) => code.as_str(),
            Self::Platform(error) => error.code,
            Self::Problem(code) => code.as_str(),
            Self::Unread(kind) => kind.as_str(),
            Self::Unwritten(kind) => kind.as_str(),
            Self::Line(code, _) => code,
            Self::Remark(code) => code.as_str(),
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Diagnostic(code) => code.meaning(),
            Self::Platform(error) => error.description,
            Self::Problem(code) => code.meaning(),
            Self::Unread(kind) => kind.meaning(),
            Self::Unwritten(kind) => kind.meaning(),
            Self::Line(_, meaning) => meaning,
            Self::Remark(code) => code.meaning(),
        }
    }

    /// What is of the same kind, and when it comes up.
    fn group(self) -> (&'static str, &'static str) {
        match self {
            Self::Diagnostic(_) => ("diagnostic", "What `check` finds in profiles, webhooks and accounts."),
            Self::Platform(_) => ("platform", "What the platform itself answers to a profile."),
            Self::Problem(_) => ("problem", "What is odd in a callback that could be read; with --strict an error."),
            Self::Unread(_) => ("unread", "Why nothing of a callback could be read."),
            Self::Unwritten(_) => ("unwritten", "Why a callback could not be written."),
            Self::Line(..) => ("line", "Why `render` and `parse` have no answer to a line."),
            Self::Remark(_) => ("remark", "What is odd about the event that a callback tells; it is never a problem."),
        }
    }
}

pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let Some(name) = &arguments.code else {
        output::print(list)?;
        return Ok(ExitCode::SUCCESS);
    };
    // Some codes are those of a diagnostic and of a problem.
    let found: Vec<_> = Subject::all().filter(|subject| subject.code().eq_ignore_ascii_case(name)).collect();
    let [first, others @ ..] = &*found else { return Err(unknown(name)) };
    output::print(|out| {
        explain(*first, out)?;
        others.iter().try_for_each(|other| {
            writeln!(out)?;
            explain(*other, out)
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

fn list(out: &mut impl Write) -> io::Result<()> {
    let mut group = "";
    for subject in Subject::all() {
        let (name, about) = subject.group();
        if name != group {
            let blank = if group.is_empty() { "" } else { "\n" };
            writeln!(out, "{blank}{name}: {about}")?;
            group = name;
        }
        // The first sentence says what it is.
        let meaning = subject.meaning().split_inclusive(". ").next().unwrap_or_default();
        writeln!(out, "  {:25} {}", subject.code(), meaning.trim_end())?;
    }
    Ok(())
}

fn unknown(name: &str) -> Failure {
    let hint = nearest_name(name, Subject::all().map(Subject::code))
        .map_or_else(|| "without a code all are listed".to_owned(), |near| format!("did you mean `{near}`?"));
    let found = terminal::line(name);
    Failure::reported(format_args!("there is no code `{found}` to explain; {hint}"))
}

fn explain(subject: Subject, out: &mut impl Write) -> io::Result<()> {
    match subject {
        Subject::Diagnostic(code) => explain_diagnostic(code, out),
        Subject::Platform(error) => explain_platform_error(error, out),
        other => {
            let (name, about) = other.group();
            writeln!(out, "{name}[{}]\n\n{}\n\n{about}", other.code(), other.meaning())
        }
    }
}

fn explain_diagnostic(code: Code, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}[{code}]\n", code.severity())?;
    writeln!(out, "{}\n{}\n", code.meaning(), code.reason())?;
    writeln!(out, "Wrong:\n    {}\n\nRight:\n    {}\n", code.wrong_example(), code.right_example())?;
    if let Some(error) = code.platform_error() {
        writeln!(out, "In an endpoint the platform itself refuses it, with its error {}.", error.code)?;
    }
    let fix = if code.is_fixable() {
        "`callback-profile fix` fixes it where the fix is sure."
    } else {
        "It takes a decision: no fix is applied by itself."
    };
    writeln!(out, "{fix}")
}

fn explain_platform_error(error: PlatformError, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}, an error of the platform itself, about `{}`\n", error.code, error.parameter)?;
    writeln!(out, "{}\n", error.description)?;
    writeln!(out, "In an endpoint or callback URL it stands behind each of:")?;
    let refused = Code::ALL.iter().filter(|code| code.platform_error() == Some(error));
    refused.into_iter().try_for_each(|code| writeln!(out, "    {code:25} {}", code.meaning()))
}
