//! The subcommand `fields`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::Platform;
use callback_profile::field::FieldInfo;
use serde::Serialize;

use crate::arguments::{FieldsArguments, ListFormat};
use crate::failure::Failure;
use crate::object::object;
use crate::{load, output, terminal};

/// A direction and its fields.
#[derive(Serialize)]
struct Set {
    platform: Option<String>,
    direction: String,
    fields: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    placeholder: String,
    name: String,
    kind: &'static str,
    required: bool,
    sample: String,
    absent: Option<String>,
    description: String,
}

pub(crate) fn run(arguments: &FieldsArguments) -> Result<ExitCode, Failure> {
    let platform = load::platform(&arguments.platforms)?;
    let sets = match &arguments.direction {
        Some(direction) => sets_of(&load::platform_of(&platform, direction)?, |known| known == direction),
        None => match platform.platforms().filter_map(|name| platform.named(name)).collect::<Vec<_>>() {
            none if none.is_empty() => sets_of(&platform, |_| true),
            given => given.iter().flat_map(|platform| sets_of(platform, |_| true)).collect(),
        },
    };
    output::print(|out| match arguments.format {
        ListFormat::Json => {
            output::write_json(&mut *out, &object! { sets: sets })?;
            writeln!(out)
        }
        ListFormat::Human => sets.iter().enumerate().try_for_each(|(index, set)| {
            if index > 0 {
                writeln!(out)?;
            }
            print(set, out)
        }),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The sets of one platform whose directions are wanted.
fn sets_of(platform: &Platform, is_wanted: impl Fn(&str) -> bool) -> Vec<Set> {
    let wanted = platform.directions().filter(|direction| is_wanted(direction));
    let set = |direction: &str| Set {
        platform: platform.platforms().next().map(str::to_owned),
        direction: direction.to_owned(),
        fields: platform
            .fields(direction)
            .into_iter()
            .flatten()
            .map(|field| row(field, platform.syntax(direction).map(|syntax| syntax.placeholder(field.name()))))
            .collect(),
    };
    wanted.map(set).collect()
}

fn row(field: &FieldInfo, placeholder: Option<String>) -> Row {
    Row {
        placeholder: placeholder.unwrap_or_default(),
        name: field.name().to_owned(),
        kind: field.kind(),
        required: field.is_required(),
        sample: field.sample().to_owned(),
        absent: field.absent().map(str::to_owned),
        description: field.description().to_owned(),
    }
}

/// Prints a line for each field: the first line of what is known of it.
fn print(set: &Set, out: &mut impl Write) -> io::Result<()> {
    match &set.platform {
        Some(platform) => writeln!(out, "{} of {}", terminal::line(&set.direction), terminal::line(platform))?,
        None => writeln!(out, "{}", terminal::line(&set.direction))?,
    }
    let cells = |row: &Row| {
        let need = if row.required { "required" } else { "optional" };
        let about = row.description.lines().next().unwrap_or_default();
        [&*row.placeholder, row.kind, need, about].map(terminal::line)
    };
    let lines: Vec<_> = set.fields.iter().map(cells).collect();
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max();
    let [first, second, third] = [0, 1, 2].map(|column| width(column).unwrap_or_default());
    lines.iter().try_for_each(|[placeholder, kind, need, about]| {
        let line = format!("  {placeholder:first$}  {kind:second$}  {need:third$}  {about}");
        writeln!(out, "{}", line.trim_end())
    })
}
