//! The subcommand `list`.

use std::io::{self, Write};
use std::iter;
use std::process::ExitCode;

use callback_profile::__command::{Pairs, address_without_secrets, shown_id};
use callback_profile::account::{NumberSpec, TargetSpec};
use callback_profile::value::NumberStatus;
use callback_profile::{AnyProfile, Platform, Webhook};
use url::Url;

use crate::arguments::{ListArguments, ListFormat};
use crate::failure::Failure;
use crate::object::object;
use crate::{load, output, terminal};

/// What is told of one profile, webhook or number, with the names that JSON has for it.
type Row<'n> = Pairs<'n, Option<String>>;

pub(crate) fn run(arguments: &ListArguments) -> Result<ExitCode, Failure> {
    let platform = load::platform(&arguments.platforms)?;
    let account = load::account(&arguments.account, &platform)?;
    let of_account = account.platform_name().and_then(|name| platform.named(name)).unwrap_or_default();
    let has_platforms = account.profiles().any(|profile| profile.platform().is_some());
    let profiles: Vec<_> = account.profiles().map(|profile| profile_row(profile, has_platforms)).collect();
    let webhooks: Vec<_> = account.webhooks().map(webhook_row).collect();
    let numbers: Vec<_> = account.numbers().map(|number| number_row(number, &of_account)).collect();
    output::print(|out| match arguments.format {
        ListFormat::Json => {
            output::write_json(&mut *out, &object! { profiles: profiles, webhooks: webhooks, numbers: numbers })?;
            writeln!(out)
        }
        ListFormat::Human => {
            print_table("profiles", &profiles, out)?;
            writeln!(out)?;
            print_table("webhooks", &webhooks, out)?;
            writeln!(out)?;
            print_table("numbers", &numbers, out)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The platform is told where there is one.
fn profile_row(profile: &AnyProfile, has_platforms: bool) -> Row<'static> {
    let spec = profile.spec();
    let mut row = row([
        ("id", Some(&shown_id(spec.id.as_deref().unwrap_or_default()))),
        ("title", spec.title.as_deref()),
        ("direction", Some(profile.direction())),
        ("method", Some(profile.method().as_str())),
        ("endpoint", Some(&address(&spec.endpoint))),
    ]);
    if has_platforms {
        row.0.push(("platform", profile.platform().map(str::to_owned)));
    }
    row
}

fn webhook_row(webhook: &Webhook) -> Row<'static> {
    let spec = webhook.spec();
    row([
        ("id", Some(&shown_id(spec.id.as_deref().unwrap_or_default()))),
        ("product", Some(&shown_id(spec.product.as_str()))),
        ("webhook", Some(&address(&spec.endpoint))),
        ("report_type", Some(spec.report_type.as_str())),
        ("server_method", Some(spec.send_method.as_str())),
        ("product_unique_id", spec.waba_number.as_deref()),
    ])
}

/// A number has a target for each direction of the account's platform.
fn number_row<'n>(number: &NumberSpec, platform: &'n Platform) -> Row<'n> {
    let mut row = row([
        ("number", Some(&number.number)),
        ("status", Some(&shown_id(number.status.as_ref().unwrap_or(&NumberStatus::Approved).as_str()))),
    ]);
    row.0.extend(platform.directions().map(|direction| (direction, number.target(direction).map(target_cell))));
    row
}

/// The id of a profile, or the URL that is called.
fn target_cell(target: &TargetSpec) -> String {
    match target {
        TargetSpec::Profile(id) => shown_id(id).into_owned(),
        TargetSpec::Url { callback_url } => address(callback_url),
        _ => String::new(),
    }
}

fn row<'n, const N: usize>(cells: [(&'n str, Option<&str>); N]) -> Row<'n> {
    Pairs(cells.map(|(name, cell)| (name, cell.map(str::to_owned))).to_vec())
}

/// The endpoint without its query and credentials, which are secrets or templates.
fn address(endpoint: &str) -> String {
    let address = address_without_secrets(endpoint);
    Url::parse(&address).map_or(address, Into::into)
}

/// Prints columns as wide as their widest text, below their names.
fn print_table(what: &str, rows: &[Row<'_>], out: &mut impl Write) -> io::Result<()> {
    let Some(Pairs(first)) = rows.first() else {
        return writeln!(out, "no {what} are configured");
    };
    let heads = first.iter().map(|(name, _)| name.to_uppercase().replace('_', " ")).collect();
    let cells = |Pairs(row): &Row<'_>| {
        row.iter().map(|(_, cell)| terminal::line(cell.as_deref().unwrap_or_default())).collect()
    };
    let lines: Vec<Vec<String>> = iter::once(heads).chain(rows.iter().map(cells)).collect();
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<_> = (0..first.len()).map(|column| width(column).unwrap_or_default()).collect();
    for line in &lines {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}
