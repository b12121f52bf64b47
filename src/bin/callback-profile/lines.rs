//! One answer for each line of input, in constant memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use crate::failure::Failure;
use crate::files;

/// The longest line that is read.
const LONGEST: usize = 16 * 1024 * 1024;

/// What the input is read by.
const BUFFER: usize = 64 * 1024;

/// Why a line has no answer.
#[derive(Debug, Serialize)]
pub(crate) struct LineError {
    pub(crate) code: &'static str,
    pub(crate) field: Option<String>,
    pub(crate) message: String,
}

#[derive(Serialize)]
struct Rejected<'e> {
    line: usize,
    error: &'e LineError,
}

impl LineError {
    /// The line is not what it should be.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self { code: "invalid-line", field: None, message: message.into() }
    }

    /// The line is not the JSON it should be. Which line that is stands beside the error; its column is kept.
    pub(crate) fn json(error: &serde_json::Error) -> Self {
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

/// Refuses to take both inputs from standard input: the first would leave nothing to the second.
pub(crate) fn expect_two_inputs(first: &Path, second: &Path) -> Result<(), Failure> {
    if files::is_standard_input(first) && files::is_standard_input(second) {
        let message = "expected standard input for one of the two inputs, found it for both";
        return Err(Failure::Unreadable(message.to_owned()));
    }
    Ok(())
}

/// Answers each line of `path` on standard output: with what `answer` writes, or with its error. Blank lines have no answer. What
/// was written is sent on whenever the input has to be waited for.
pub(crate) fn answer_each(
    path: &Path,
    mut answer: impl FnMut(&[u8], &mut Vec<u8>) -> Result<(), LineError>,
) -> Result<ExitCode, Failure> {
    let input: Box<dyn Read> = if files::is_standard_input(path) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(|error| Failure::at(path, &error))?)
    };
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let (mut line, mut reply) = (Vec::new(), Vec::new());
    let mut number = 0_usize;
    let mut has_errors = false;
    loop {
        let read = next_line(&mut input, &mut line, &mut out)?.map_err(|error| Failure::at(path, &error))?;
        number += 1;
        let result = match read {
            Line::End => break,
            Line::Whole if line.trim_ascii().is_empty() => continue,
            // Blanks at the end may belong to a value.
            Line::Whole => answer(line.strip_suffix(b"\r").unwrap_or(&line), &mut reply),
            Line::TooLong => Err(LineError {
                code: "limit",
                field: None,
                message: format!("expected a line of at most {LONGEST} bytes, found a longer one"),
            }),
        };
        if let Err(error) = &result {
            has_errors = true;
            reply.clear();
            serde_json::to_writer(&mut reply, &Rejected { line: number, error }).map_err(io::Error::from)?;
        }
        reply.push(b'\n');
        out.write_all(&reply)?;
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

/// Reads the next line into `line`, without its line feed. The outer error is that of the output, the inner that of the input.
fn next_line(
    input: &mut BufReader<impl Read>,
    line: &mut Vec<u8>,
    out: &mut impl Write,
) -> Result<io::Result<Line>, Failure> {
    line.clear();
    let mut is_too_long = false;
    let mut is_empty = true;
    loop {
        if input.buffer().is_empty() {
            out.flush()?;
        }
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Ok(Err(error)),
        };
        if chunk.is_empty() {
            return Ok(Ok(if is_empty { Line::End } else { whole(is_too_long) }));
        }
        is_empty = false;
        let feed = memchr::memchr(b'\n', chunk);
        let part = chunk.get(..feed.unwrap_or(chunk.len())).unwrap_or_default();
        is_too_long |= line.len() + part.len() > LONGEST;
        if is_too_long {
            line.clear();
        } else {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(feed.is_some());
        input.consume(used);
        if feed.is_some() {
            return Ok(Ok(whole(is_too_long)));
        }
    }
}

const fn whole(is_too_long: bool) -> Line {
    if is_too_long { Line::TooLong } else { Line::Whole }
}
