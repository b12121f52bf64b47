//! The subcommand `translate`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{FieldSet, Incoming, Outgoing};
use serde::Serialize;

use crate::arguments::TranslateArguments;
use crate::failure::{Failure, complain};
use crate::files;

#[derive(Serialize)]
struct Translated<'c, C> {
    direction: &'static str,
    fields: &'c C,
}

pub(crate) fn run(arguments: &TranslateArguments) -> Result<ExitCode, Failure> {
    let path = &arguments.notification;
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let notification = std::str::from_utf8(&bytes)
        .map_err(|error| error.to_string())
        .and_then(|text| Notification::parse(text).map_err(|error| error.to_string()));
    let notification = notification.map_err(|error| {
        complain(format_args!("{}: {error}", files::shown(path)));
        Failure::Reported
    })?;
    let translation = translate(&notification, arguments.number.as_deref());
    let mut out = io::BufWriter::new(io::stdout().lock());
    for callback in &translation.incoming {
        write(Incoming::NAME, callback, &mut out)?;
    }
    for callback in &translation.outgoing {
        write(Outgoing::NAME, callback, &mut out)?;
    }
    out.flush()?;
    for bad in &translation.bad_items {
        complain(format_args!("{}: {bad}", files::shown(path)));
    }
    Ok(ExitCode::from(u8::from(!translation.bad_items.is_empty())))
}

fn write(direction: &'static str, fields: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Translated { direction, fields })?;
    writeln!(out)
}
