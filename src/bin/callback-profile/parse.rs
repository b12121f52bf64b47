//! The subcommand `parse`.

use std::borrow::Cow;
use std::process::ExitCode;

use callback_profile::{
    AnyProfile, AnyReceived, DeliveryReportField, Method, ParseError, ParseErrorKind, Timestamp, ValueError, Webhook,
};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::arguments::ParseArguments;
use crate::failure::Failure;
use crate::lines::{self, LineError};
use crate::load::Loaded;
use crate::object::{Pairs, object};
use crate::output;

/// The fields whose text a webhook may say how to read.
const TIMES: [DeliveryReportField; 3] =
    [DeliveryReportField::ReceivedTime, DeliveryReportField::DeliveredTime, DeliveryReportField::ReadTime];

/// A request as `render` prints it; what is not needed to read it is passed over.
#[derive(Deserialize)]
struct RequestLine<'l> {
    #[serde(borrow, default)]
    url: Option<Text<'l>>,
    #[serde(borrow, default)]
    body: Option<Text<'l>>,
}

/// Serde borrows a `Cow`, but not one inside an `Option`.
#[derive(Deserialize)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

pub(crate) fn run(arguments: &ParseArguments) -> Result<ExitCode, Failure> {
    lines::answer_each(&arguments.profile, &arguments.input, |Loaded { profile, webhook }, line, reply| {
        let mut answer = |received: Result<_, ParseError>| write(&received?, webhook.as_ref(), arguments.strict, reply);
        if arguments.raw {
            return answer(parse_raw(profile, line));
        }
        lines::expect_object(line, "a request")?;
        let request: RequestLine<'_> = serde_json::from_slice(line)?;
        match (profile.method(), request) {
            (Method::Get, RequestLine { url: Some(Text(url)), .. }) => answer(profile.parse_url(&*url)),
            (Method::Get, _) => Err(LineError::invalid("expected a request with `url`, found none")),
            (_, RequestLine { body: Some(Text(body)), .. }) => answer(profile.parse_body(&*body)),
            _ => Err(LineError::invalid("expected a request with `body`, found none")),
        }
    })
}

/// A line of a GET profile is a URL when it begins like one, a target when it begins with `/` or has a `?`, and else a query.
fn parse_raw<'l>(profile: &AnyProfile, line: &'l [u8]) -> Result<AnyReceived<'l>, ParseError> {
    if profile.method() != Method::Get {
        return profile.parse_body(line);
    }
    // Whitespace before a URL or a target belongs to neither, and a parameter's name does not begin with any.
    let line = line.trim_ascii_start();
    let begins_with = |start: &[u8]| line.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
    if begins_with(b"http://") || begins_with(b"https://") {
        profile.parse_url(line)
    } else if begins_with(b"/") || line.contains(&b'?') {
        profile.parse_target(line)
    } else {
        profile.parse_query(line)
    }
}

fn write(
    received: &AnyReceived<'_>,
    webhook: Option<&Webhook>,
    is_strict: bool,
    reply: &mut Vec<u8>,
) -> Result<(), LineError> {
    let problems = received.problems().iter();
    let mut problems: Vec<_> =
        problems.map(|problem| LineError::new(problem.code().as_str(), problem.field(), problem.to_string())).collect();
    let mut typed = Vec::new();
    for (name, value) in received.typed() {
        let value = read_again(received, name, webhook).unwrap_or(value).map_err(|error| error.to_string());
        match value.and_then(|json| RawValue::from_string(json).map_err(|error| error.to_string())) {
            Ok(json) => typed.push((name, json)),
            Err(message) => problems.push(LineError::new("invalid-value", Some(name), message)),
        }
    }
    if is_strict && !problems.is_empty() {
        return Err(problems.swap_remove(0));
    }
    let parsed = object! {
        fields: Pairs(received.fields().collect()),
        typed: Pairs(typed),
        extra: received.extra(),
        missing: received.missing().collect::<Vec<_>>(),
        problems: problems,
    };
    Ok(output::write_json(reply, &parsed)?)
}

/// A time of a delivery report, read as its webhook says.
fn read_again(received: &AnyReceived<'_>, name: &str, webhook: Option<&Webhook>) -> Option<Result<String, ValueError>> {
    let field = TIMES.into_iter().find(|field| field.name() == name)?;
    let time = Timestamp::parse_with(received.text(name)?, webhook?.timestamp_reading());
    Some(time.map(|time| format!("\"{}\"", time.to_rfc3339())).map_err(|error| error.with_field(field.name())))
}

impl From<ParseError> for LineError {
    fn from(error: ParseError) -> Self {
        let code = match error.kind() {
            ParseErrorKind::Syntax => "syntax",
            ParseErrorKind::Limit => "limit",
            ParseErrorKind::NoParameters => "no-parameters",
            _ => "wrong-input",
        };
        Self::new(code, None, error.to_string())
    }
}
