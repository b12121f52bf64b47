//! The subcommand `sample`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::__command::Pairs;
use callback_profile::AnyProfile;
use callback_profile::profile::Sample;

use crate::arguments::SampleArguments;
use crate::dirty::{self, Variant};
use crate::failure::Failure;
use crate::{load, output, terminal};

pub(crate) fn run(arguments: &SampleArguments) -> Result<ExitCode, Failure> {
    let profile = load::profile(&arguments.profile, &load::platform(&arguments.platforms)?)?.profile;
    if arguments.list {
        output::print(|out| if arguments.dirty.is_some() { list_variants(out) } else { list_events(&profile, out) })?;
        return Ok(ExitCode::SUCCESS);
    }
    let samples = chosen(&profile, arguments)?;
    match &arguments.dirty {
        None => output::print(|out| samples.iter().try_for_each(|sample| write_values(sample, out)))?,
        Some(variant) => {
            let variants = variant.map_or_else(|| Variant::ALL.to_vec(), |variant| vec![variant]);
            let first = samples.first().ok_or_else(|| Failure::reported("the field set has no events"))?;
            let requests = variants.iter().filter_map(|variant| dirty::request(&profile, first, *variant));
            let requests: Vec<_> = requests.collect();
            if requests.is_empty() {
                let message = "the profile's template has no room for the variant";
                return Err(Failure::reported(message));
            }
            output::print(|out| {
                requests.iter().try_for_each(|request| {
                    output::write_json(out, request)?;
                    writeln!(out)
                })
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The samples that are asked for: one, the stress sample, or all.
fn chosen<'p>(profile: &'p AnyProfile, arguments: &SampleArguments) -> Result<Vec<Sample<'p>>, Failure> {
    match &arguments.event {
        Some(event) => Ok(vec![event_of(profile, event)?]),
        None if arguments.stress => Ok(vec![profile.stress_sample()]),
        None => Ok(profile.samples().collect()),
    }
}

/// The sample of an event that the profile's set tells.
pub(crate) fn event_of<'p>(profile: &'p AnyProfile, event: &str) -> Result<Sample<'p>, Failure> {
    profile.sample(event).ok_or_else(|| {
        let known: Vec<_> = profile.samples().map(|sample| sample.name()).collect();
        let found = terminal::line(event);
        Failure::reported(format_args!("there is no event `{found}`; there are {}", known.join(", ")))
    })
}

fn write_values(sample: &Sample<'_>, out: &mut impl Write) -> io::Result<()> {
    output::write_json(&mut *out, &Pairs(sample.fields().collect()))?;
    writeln!(out)
}

fn list_events(profile: &AnyProfile, out: &mut impl Write) -> io::Result<()> {
    profile.samples().try_for_each(|sample| {
        writeln!(out, "{:22} {}", sample.name(), sample.description().lines().next().unwrap_or_default())
    })
}

fn list_variants(out: &mut impl Write) -> io::Result<()> {
    Variant::ALL.iter().try_for_each(|variant| writeln!(out, "{:22} {}", variant.name(), variant.meaning()))
}
