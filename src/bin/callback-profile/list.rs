//! The subcommand `list`.

use std::io::{self, Write};
use std::process::ExitCode;

use callback_profile::{Account, AnyProfile, Webhook};
use serde::Serialize;
use url::Url;

use crate::arguments::{ListArguments, ListFormat};
use crate::failure::{Failure, printed};
use crate::{load, terminal};

#[derive(Serialize)]
struct Listed<'a> {
    profiles: Vec<ListedProfile<'a>>,
    webhooks: Vec<ListedWebhook<'a>>,
}

#[derive(Serialize)]
struct ListedProfile<'a> {
    id: &'a str,
    title: Option<&'a str>,
    direction: &'a str,
    method: &'a str,
    endpoint: String,
}

#[derive(Serialize)]
struct ListedWebhook<'a> {
    id: &'a str,
    product: &'a str,
    webhook: String,
    report_type: &'a str,
    server_method: &'a str,
    product_unique_id: Option<&'a str>,
}

pub(crate) fn run(arguments: &ListArguments) -> Result<ExitCode, Failure> {
    let account: Account = load::account(&arguments.account)?;
    let listed = Listed {
        profiles: account.profiles().map(listed_profile).collect(),
        webhooks: account.webhooks().map(listed_webhook).collect(),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.format {
        ListFormat::Json => {
            serde_json::to_writer(&mut out, &listed).map_err(io::Error::from).and_then(|()| writeln!(out))
        }
        ListFormat::Human => print(&listed, &mut out),
    };
    printed(result.and_then(|()| out.flush()))?;
    Ok(ExitCode::SUCCESS)
}

fn listed_profile(profile: &AnyProfile) -> ListedProfile<'_> {
    let spec = profile.spec();
    ListedProfile {
        id: spec.id.as_deref().unwrap_or_default(),
        title: spec.title.as_deref(),
        direction: profile.direction(),
        method: profile.method().as_str(),
        endpoint: address(&spec.endpoint),
    }
}

fn listed_webhook(webhook: &Webhook) -> ListedWebhook<'_> {
    let spec = webhook.spec();
    ListedWebhook {
        id: spec.id.as_deref().unwrap_or_default(),
        product: spec.product.as_str(),
        webhook: address(&spec.endpoint),
        report_type: spec.report_type.as_str(),
        server_method: spec.send_method.as_str(),
        product_unique_id: spec.waba_number.as_deref(),
    }
}

/// The endpoint without its query and credentials, which are secrets or templates.
fn address(endpoint: &str) -> String {
    let address = Url::parse(endpoint).ok().and_then(|mut url| {
        url.set_query(None);
        url.set_fragment(None);
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        Some(url.into())
    });
    address.unwrap_or_default()
}

fn print(listed: &Listed<'_>, out: &mut impl Write) -> io::Result<()> {
    let profiles: Vec<_> = listed
        .profiles
        .iter()
        .map(|profile| {
            let title = profile.title.unwrap_or_default();
            [profile.id, title, profile.direction, profile.method, &*profile.endpoint].map(terminal::line)
        })
        .collect();
    table("profiles", ["ID", "TITLE", "DIRECTION", "METHOD", "ENDPOINT"], &profiles, out)?;
    writeln!(out)?;
    let webhooks: Vec<_> = listed
        .webhooks
        .iter()
        .map(|webhook| {
            let id = webhook.product_unique_id.unwrap_or_default();
            [webhook.id, webhook.product, &*webhook.webhook, webhook.report_type, webhook.server_method, id]
                .map(terminal::line)
        })
        .collect();
    let heads = ["ID", "PRODUCT", "WEBHOOK", "REPORT TYPE", "SERVER METHOD", "PRODUCT UNIQUE ID"];
    table("webhooks", heads, &webhooks, out)
}

/// Writes columns as wide as their widest text.
fn table<const N: usize>(what: &str, heads: [&str; N], rows: &[[String; N]], out: &mut impl Write) -> io::Result<()> {
    if rows.is_empty() {
        return writeln!(out, "no {what} are configured");
    }
    let heads = heads.map(str::to_owned);
    let mut widths = [0_usize; N];
    for row in rows.iter().chain([&heads]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in [&heads].into_iter().chain(rows) {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}
