//! The subcommand `render`.

use std::borrow::Cow;
use std::process::ExitCode;

use callback_profile::__command::with_causes;
use callback_profile::request::Request;
use callback_profile::{AnyProfile, RenderError};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::arguments::RenderArguments;
use crate::failure::Failure;
use crate::lines::{self, LineError};
use crate::{output, terminal};

/// A line of `translate`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Translated<'l> {
    #[serde(borrow)]
    direction: Cow<'l, str>,
    #[serde(borrow)]
    fields: &'l RawValue,
}

pub(crate) fn run(arguments: &RenderArguments) -> Result<ExitCode, Failure> {
    lines::answer_each((&arguments.profile, &arguments.platforms), &arguments.values, |loaded, line, reply| {
        Ok(output::write_json(reply, &render(&loaded.profile, line)?)?)
    })
}

fn render(profile: &AnyProfile, line: &[u8]) -> Result<Request, LineError> {
    lines::expect_object(line, "the fields of a callback")?;
    let line = std::str::from_utf8(line).map_err(|error| LineError::invalid(error.to_string()))?;
    let fields = match serde_json::from_str::<Translated<'_>>(line) {
        Ok(translated) if translated.direction == profile.direction() => translated.fields.get(),
        Ok(translated) => {
            let (expected, found) = (profile.direction(), terminal::line(&translated.direction));
            return Err(LineError::invalid(format!(
                "the profile's direction is `{expected}`, that of the line `{found}`"
            )));
        }
        Err(_) => line,
    };
    Ok(profile.render_json(fields)??)
}

impl From<RenderError> for LineError {
    fn from(error: RenderError) -> Self {
        Self::new(error.kind().as_str(), error.field(), with_causes(&error))
    }
}
