//! One answer for each line of input, in constant memory.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use callback_profile::received::ParseErrorKind;
use serde::{Deserialize, Serialize};

use crate::arguments::PlatformArguments;
use crate::failure::Failure;
use crate::load::{self, Loaded};
use crate::object::object;
use crate::output::Output;
use crate::{files, output};

/// The longest line that is read.
const LONGEST: u64 = 16 * 1024 * 1024;

/// What the input is read by.
const BUFFER: usize = 64 * 1024;

/// A text of a line: serde borrows a `Cow`, but not one inside an `Option`.
#[derive(Deserialize)]
pub(crate) struct Text<'l>(#[serde(borrow)] pub(crate) Cow<'l, str>);

/// Why a line has no answer.
#[derive(Debug, Serialize)]
pub(crate) struct LineError {
    pub(crate) code: &'static str,
    pub(crate) field: Option<String>,
    pub(crate) message: String,
}

impl LineError {
    pub(crate) fn new(code: &'static str, field: Option<&str>, message: impl Into<String>) -> Self {
        Self { code, field: field.map(str::to_owned), message: message.into() }
    }

    /// The line is not what it should be.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new("invalid-line", None, message)
    }
}

/// The line is not the JSON it should be. Which line that is stands beside the error; its column is kept.
impl From<serde_json::Error> for LineError {
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        match message.strip_suffix(&place) {
            Some(message) => Self::invalid(format!("{message} at column {}", error.column())),
            None => Self::invalid(message),
        }
    }
}

/// Refuses a line that is no JSON object, before an array is read as one.
pub(crate) fn expect_object(line: &[u8], what: &str) -> Result<(), LineError> {
    match line.trim_ascii_start().first() {
        Some(b'{') => Ok(()),
        _ => Err(LineError::invalid(format!("expected {what} as a JSON object, found something else"))),
    }
}

/// Answers each line of `path` on standard output: with what `answer` writes by the profile, or with its error. Blank lines have no answer. What
/// was written is sent on whenever the input has to be waited for. When nobody reads the answers any more, a file still has its
/// verdict and is read to its end; of a pipe nobody knows whether it ever ends.
pub(crate) fn answer_each(
    (profile, platforms): (&Path, &PlatformArguments),
    path: &Path,
    mut answer: impl FnMut(&Loaded, &[u8], &mut Vec<u8>) -> Result<(), LineError>,
) -> Result<ExitCode, Failure> {
    // The profile would leave nothing to the lines.
    if files::is_standard_input(profile) && files::is_standard_input(path) {
        let message = "standard input can be only one of the two inputs";
        return Err(Failure::Unreadable(message.to_owned()));
    }
    let loaded = load::profile(profile, &load::platform(platforms)?)?;
    let input = files::open(path).map_err(|error| Failure::at(path, &error))?;
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut out = Output::buffered();
    let (mut line, mut reply) = (Vec::new(), Vec::new());
    let mut has_errors = false;
    for number in 1_usize.. {
        if !input.buffer().contains(&b'\n') {
            out.flush()?;
        }
        let result = match next_line(&mut input, &mut line).map_err(|error| Failure::at(path, &error))? {
            Line::End => break,
            Line::Whole => {
                let line = if number == 1 { files::without_byte_order_mark(&line) } else { &line };
                if line.trim_ascii().is_empty() {
                    continue;
                }
                // Blanks at the end may belong to a value.
                answer(&loaded, line.strip_suffix(b"\r").unwrap_or(line), &mut reply)
            }
            Line::TooLong => {
                let message = format!("the line is over the limit of {LONGEST} bytes");
                Err(LineError::new(ParseErrorKind::Limit.as_str(), None, message))
            }
        };
        if let Err(error) = result {
            has_errors = true;
            reply.clear();
            output::write_json(&mut reply, &object! { line: number, error: error }).map_err(io::Error::from)?;
        }
        reply.push(b'\n');
        out.write_all(&reply)?;
        if out.get_ref().is_closed() && !files::has_an_end(path) {
            break;
        }
        reply.clear();
        // One giant line does not keep its room for good.
        line.shrink_to(BUFFER);
        reply.shrink_to(BUFFER);
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(has_errors)))
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads the next line into `line`, without its line feed; of one that is too long nothing is kept.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let length = input.by_ref().take(LONGEST + 1).read_until(b'\n', line)?;
    if line.pop_if(|last| *last == b'\n').is_some() {
        Ok(Line::Whole)
    } else if u64::try_from(length).is_ok_and(|length| length <= LONGEST) {
        Ok(if line.is_empty() { Line::End } else { Line::Whole })
    } else {
        line.clear();
        input.skip_until(b'\n')?;
        Ok(Line::TooLong)
    }
}
