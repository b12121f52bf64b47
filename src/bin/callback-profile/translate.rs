//! The subcommand `translate`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::whatsapp::{MediaShape, Notification, Translator};
use callback_profile::{FieldSet, Incoming, Outgoing};
use serde::Serialize;

use crate::arguments::{MediaShapeName, NativeDirection, TranslateArguments};
use crate::failure::{Failure, complain};
use crate::object::object;
use crate::{files, output};

pub(crate) fn run(arguments: &TranslateArguments) -> Result<ExitCode, Failure> {
    let path = &arguments.notification;
    let bytes = files::read(path).map_err(Failure::Unreadable)?;
    let text = std::str::from_utf8(files::without_byte_order_mark(&bytes))
        .map_err(|error| Failure::reported_in(path, error))?;
    let notification = Notification::parse(text).map_err(|error| Failure::reported_in(path, error))?;
    let translator = Translator::new().with_media_shape(match arguments.media_shape {
        MediaShapeName::Flat => MediaShape::Flat,
        MediaShapeName::Native => MediaShape::Native,
    });
    let translator = arguments.number.as_deref().map_or(translator, |number| translator.with_business_number(number));
    let translation = translator.translate(&notification);
    let is_wanted = |direction| arguments.direction.is_none_or(|wanted| wanted == direction);
    output::print(|out| {
        if is_wanted(NativeDirection::Incoming) {
            translation.incoming.iter().try_for_each(|callback| write(Incoming::NAME, callback, out))?;
        }
        if is_wanted(NativeDirection::Outgoing) {
            translation.outgoing.iter().try_for_each(|callback| write(Outgoing::NAME, callback, out))?;
        }
        Ok(())
    })?;
    for bad in &translation.bad_items {
        complain(format_args!("{}: {bad}", files::shown(path)));
    }
    Ok(ExitCode::from(u8::from(!translation.bad_items.is_empty())))
}

fn write(direction: &str, fields: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    output::write_json(&mut *out, &object! { direction: direction, fields: fields })?;
    writeln!(out)
}
