//! The subcommand `send`.

use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use callback_profile::AnyProfile;
use callback_profile::request::Request;
use ureq::Agent;
use ureq::http::Response;

use crate::arguments::SendArguments;
use crate::failure::Failure;
use crate::{files, load, output, redirect, sample, terminal};

/// How much of an answer's body is read.
const PREVIEW: u16 = 4 * 1024;

/// The header lines of an answer that are shown.
const MOST_HEADERS: usize = 64;

const MOST_REDIRECTS: u32 = 5;

pub(crate) fn run(arguments: &SendArguments) -> Result<ExitCode, Failure> {
    let platform = load::platform(&arguments.platforms)?;
    let profile = load::profile(&arguments.profile, &platform)?.profile;
    let account = arguments.account.as_deref().map(|path| load::account(path, &platform)).transpose()?;
    let values = arguments.values.as_deref().map(object).transpose()?;
    let (request, masked) = rendered(&profile, arguments.event.as_deref(), values.as_deref())?;
    // What the platform would not send is not sent here either.
    if account.is_some_and(|account| !account.permits_url(request.url())) {
        let host = request.uri().host().unwrap_or_default();
        let message = format!("the host `{host}` is not in the account's whitelist; nothing was sent");
        return Err(Failure::reported(message));
    }
    if arguments.verbose {
        // That nobody listens is no reason not to send.
        let _ = show(&masked, &mut io::stderr().lock());
    }
    let start = Instant::now();
    let answer = answer(request.into(), arguments, start).map_err(|error| Failure::reported(explained(&error)))?;
    print(answer, start)
}

/// The answer to the request; where redirects are followed, the one at their end.
fn answer(
    mut request: http::Request<Vec<u8>>,
    arguments: &SendArguments,
    start: Instant,
) -> Result<Response<ureq::Body>, ureq::Error> {
    let all_together = Duration::from_secs(arguments.timeout);
    let mut left = if arguments.follow_redirects { MOST_REDIRECTS } else { 0 };
    loop {
        let answer = agent(all_together.saturating_sub(start.elapsed())).run(request.clone())?;
        match redirect::next(&request, &answer) {
            Some(next) if left > 0 => request = next,
            _ => return Ok(answer),
        }
        left -= 1;
    }
}

/// The only JSON object of a file.
fn object(path: &Path) -> Result<String, Failure> {
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let text = std::str::from_utf8(files::without_byte_order_mark(&bytes)).map_err(unlike_fields)?;
    Ok(text.to_owned())
}

/// The request to be sent, and the one to be shown.
fn rendered(profile: &AnyProfile, event: Option<&str>, values: Option<&str>) -> Result<(Request, Request), Failure> {
    let (request, masked) = match (values, event) {
        (None, None) => (profile.sample_request(), profile.masked_sample_request()),
        (None, Some(event)) => {
            let sample = sample::event_of(profile, event)?;
            (sample.request(), sample.masked_request())
        }
        (Some(json), _) => {
            let rendered =
                profile.render_json(json).and_then(|request| Ok((request, profile.render_json_masked(json)?)));
            rendered.map_err(unlike_fields)?
        }
    };
    Ok((request.map_err(Failure::reported)?, masked.map_err(Failure::reported)?))
}

fn unlike_fields(error: impl fmt::Display) -> Failure {
    Failure::reported(format_args!("these are not the fields of a callback: {error}"))
}

/// A client that follows no redirects: it would take the headers with it.
fn agent(timeout: Duration) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(timeout))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("callback-profile/", env!("CARGO_PKG_VERSION")));
    config.build().into()
}

/// An error in words that say what happened; none of them holds the URL, which may hold a secret.
fn explained(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "there was no answer within the timeout".to_owned(),
        ureq::Error::HostNotFound => "there is no host of that name".to_owned(),
        // It would show the URL.
        ureq::Error::BadUri(_) => "the URL is not one that can be requested".to_owned(),
        other => format!("there was no answer: {other}"),
    }
}

fn show(request: &Request, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "> {} {}", request.method(), request.url())?;
    for (name, value) in request.headers() {
        writeln!(out, "> {name}: {}", value.to_str().unwrap_or("(not text)"))?;
    }
    match request.body() {
        Some(body) => writeln!(out, ">\n{}\n", terminal::lines(body)),
        None => writeln!(out),
    }
}

/// Prints status, time, headers and the beginning of the body.
fn print(answer: Response<ureq::Body>, start: Instant) -> Result<ExitCode, Failure> {
    let (head, body) = answer.into_parts();
    let mut preview = Vec::new();
    let read = body.into_reader().take(u64::from(PREVIEW) + 1).read_to_end(&mut preview);
    let is_cut = preview.len() > usize::from(PREVIEW);
    preview.truncate(PREVIEW.into());
    let time = start.elapsed().as_millis();
    output::print(|out| {
        writeln!(out, "{} in {time} ms", head.status)?;
        for (name, value) in head.headers.iter().take(MOST_HEADERS) {
            writeln!(out, "{name}: {}", terminal::lines(&String::from_utf8_lossy(value.as_bytes())))?;
        }
        writeln!(out, "\n{}", terminal::lines(&String::from_utf8_lossy(&preview)))?;
        if is_cut {
            writeln!(out, "… more than {PREVIEW} bytes; the rest was not read")?;
        }
        Ok(())
    })?;
    match read {
        Ok(_) => Ok(ExitCode::from(u8::from(!head.status.is_success()))),
        Err(error) => {
            let (found, reason) = (preview.len(), broken_off(&error));
            let message = format!("the answer's body broke off after {found} bytes: {reason}");
            Err(Failure::reported(message))
        }
    }
}

fn broken_off(error: &io::Error) -> String {
    let of_client = error.get_ref().and_then(|error| error.downcast_ref::<ureq::Error>());
    match (of_client, error.kind()) {
        (Some(ureq::Error::Timeout(_)), _) => "nothing within the timeout".to_owned(),
        (_, io::ErrorKind::UnexpectedEof) => "its end".to_owned(),
        _ => format!("an error: {error}"),
    }
}
