//! The subcommand `schema`.

use std::io::Write;
use std::process::ExitCode;

use serde_json::value::RawValue;

use crate::arguments::SchemaArguments;
use crate::failure::Failure;
use crate::{load, output};

pub(crate) fn run(arguments: &SchemaArguments) -> Result<ExitCode, Failure> {
    let platform = load::platform(&arguments.platforms)?;
    let schema = arguments.kind.map_or_else(|| platform.file_schema(), |kind| platform.file_schema_as(kind));
    output::print(|out| {
        output::write_json(&mut *out, &RawValue::from_string(schema)?)?;
        writeln!(out)
    })?;
    Ok(ExitCode::SUCCESS)
}
