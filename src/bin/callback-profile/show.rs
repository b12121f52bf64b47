//! The subcommand `show`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::__command::{nearest_name, shown_id};
use callback_profile::account::AccountSpec;
use callback_profile::file::FileKind;
use callback_profile::value::NumberStatus;
use callback_profile::{Account, Platform};
use serde::Serialize;

use crate::arguments::{ListFormat, ShowArguments};
use crate::failure::Failure;
use crate::object::object;
use crate::tree::Tree;
use crate::{load, output, terminal};

pub(crate) fn run(arguments: &ShowArguments) -> Result<ExitCode, Failure> {
    let platform = load::platform(&arguments.platforms)?;
    let account = load::account(&arguments.account, &platform)?;
    let found = find(&account, &arguments.id).ok_or_else(|| unknown(&account, &arguments.id))?;
    let AccountSpec { profiles, webhooks, numbers, .. } = masked(&found, &platform)?;
    let (profile, webhook, number) = (profiles.first(), webhooks.first(), numbers.first());
    output::print(|out| match arguments.format {
        ListFormat::Json => {
            output::write_json(&mut *out, &object! { profile: profile, webhook: webhook, number: number })?;
            writeln!(out)
        }
        ListFormat::Human => {
            print_configuration("profile", profile, out)?;
            print_configuration("webhook", webhook, out)?;
            print_configuration("number", number, out)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What has this id, or is this number, as the only things of an account.
fn find(account: &Account, id: &str) -> Option<AccountSpec> {
    let mut found = AccountSpec::default();
    found.platform = account.platform_name().map(str::to_owned);
    found.profiles.extend(account.profile(id).map(|profile| profile.spec().clone()));
    found.webhooks.extend(account.webhook(id).map(|webhook| webhook.spec().clone()));
    found.numbers.extend(account.number(id).cloned());
    for number in &mut found.numbers {
        number.status.get_or_insert(NumberStatus::Approved);
    }
    let is_empty = found.profiles.is_empty() && found.webhooks.is_empty() && found.numbers.is_empty();
    Some(found).filter(|_| !is_empty)
}

/// The same with its secrets overwritten, as an excerpt of its file shows it.
fn masked(found: &AccountSpec, platform: &Platform) -> Result<AccountSpec, Failure> {
    let text = serde_json::to_string(found).map_err(Failure::reported)?;
    let masked = platform.check_file_as(FileKind::Account, text.as_bytes()).masked(&text);
    serde_json::from_str(&masked).map_err(Failure::reported)
}

fn unknown(account: &Account, id: &str) -> Failure {
    let profiles = account.profiles().filter_map(|profile| profile.spec().id.as_deref());
    let webhooks = account.webhooks().filter_map(|webhook| webhook.spec().id.as_deref());
    let numbers = account.numbers().map(|number| &*number.number);
    let hint = nearest_name(id, profiles.chain(webhooks).chain(numbers))
        .map_or_else(|| "`list` names them".to_owned(), |near| format!("did you mean `{}`?", shown_id(near)));
    let found = terminal::line(&shown_id(id));
    Failure::reported(format_args!("the account has no profile, webhook or number `{found}`; {hint}"))
}

/// Prints all that a profile, webhook or number says, in the order of its file.
fn print_configuration(what: &str, spec: Option<&impl Serialize>, out: &mut impl Write) -> io::Result<()> {
    let Some(spec) = spec else { return Ok(()) };
    let tree = serde_json::from_str(&serde_json::to_string(spec)?)?;
    print_member(what, &tree, "", out)
}

/// Prints a member: a text beside its name; what has members of its own, or several lines, below it.
fn print_member(name: &str, tree: &Tree, indent: &str, out: &mut impl Write) -> io::Result<()> {
    let name = terminal::line(name);
    match tree {
        Tree::Members(members) => {
            writeln!(out, "{indent}{name}:")?;
            let inside = format!("{indent}  ");
            members.iter().try_for_each(|(name, tree)| print_member(name, tree, &inside, out))
        }
        Tree::Text(text) if text.contains('\n') => {
            writeln!(out, "{indent}{name}:")?;
            terminal::lines(text).lines().try_for_each(|line| writeln!(out, "{indent}  {line}"))
        }
        Tree::Text(text) => writeln!(out, "{indent}{name}: {}", terminal::line(text)),
    }
}
