//! A gateway: native WhatsApp notifications in, and for each message and status the request that the platform makes for the
//! business, or the reason why it makes none; and the reports to the webhooks that are configured for them.
//!
//! Run it with `cargo run --example gateway`, or with files of your own:
//! `cargo run --example gateway -- NOTIFICATIONS ACCOUNT`, the first with one notification per line.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::{env, fs};

use callback_profile::account::{NoRoute, Route, RouteRequest};
use callback_profile::value::{Product, Status};
use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{
    Account, DeliveryReport, DeliveryReportCallback, DeliveryReportField, FieldSet, Incoming, IncomingField, Outgoing,
    OutgoingCallback, OutgoingField,
};

const NOTIFICATIONS: &str = include_str!("gateway/notifications.ndjson");
const ACCOUNT: &str = include_str!("gateway/account.json");

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let mut file = |sample: &str| arguments.next().map_or_else(|| Ok(sample.to_owned()), fs::read_to_string);
    let (notifications, account) = (file(NOTIFICATIONS)?, file(ACCOUNT)?);
    run(&notifications, &account, &mut io::stdout().lock())
}

/// What became of events of one kind.
type Summary = BTreeMap<(&'static str, String), usize>;

/// Writes everything to `out`.
pub(crate) fn run(notifications: &str, account: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let account: Account = serde_json::from_str(account)?;
    let mut summary = Summary::new();
    for (number, line) in notifications.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        writeln!(out, "notification {}", number.saturating_add(1))?;
        let notification = match Notification::parse(line) {
            Ok(notification) => notification,
            Err(error) => {
                writeln!(out, "  skipped: {error}")?;
                continue;
            }
        };
        // Native content that does not name the business's number is for none of the account's.
        let translation = translate(&notification, None);
        for message in &translation.incoming {
            let (number, what) =
                (message.text(IncomingField::BusinessNumber), message.text(IncomingField::MessageType));
            tell("incoming", what, forward::<Incoming>(&account, number, message), &mut summary, out)?;
            for outcome in report::<Incoming>(&account, number, message) {
                tell("MO", what, outcome, &mut summary, out)?;
            }
        }
        for status in &translation.outgoing {
            let (number, what) = (status.text(OutgoingField::WhatsappNumber), status.text(OutgoingField::Status));
            tell("outgoing", what, forward::<Outgoing>(&account, number, status), &mut summary, out)?;
            for outcome in report::<DeliveryReport>(&account, number, &delivery_report(status)) {
                tell("DLR", what, outcome, &mut summary, out)?;
            }
        }
        for bad in &translation.bad_items {
            writeln!(out, "  skipped: {bad}")?;
        }
    }
    writeln!(out, "\n{:<10}{:>6}  outcome", "kind", "events")?;
    for ((kind, outcome), events) in &summary {
        writeln!(out, "{kind:<10}{events:>6}  {outcome}")?;
    }
    Ok(())
}

/// The request for a callback that concerns `number`, in one line; or the reason why none is made.
fn forward<S: FieldSet>(account: &Account, number: &str, callback: &S::Callback<'_>) -> Result<String, String> {
    by_route(account.route::<S>(number, RouteRequest::Nothing), callback)
}

/// The requests for a report that concerns `number`, one for each webhook that it goes to, or the reasons why none is made.
fn report<S: FieldSet>(account: &Account, number: &str, report: &S::Callback<'_>) -> Vec<Result<String, String>> {
    account.webhook_routes::<S>(&Product::WhatsApp, Some(number)).map(|route| by_route(route, report)).collect()
}

/// What a webhook is told of a status.
fn delivery_report<'s>(status: &'s OutgoingCallback<'_>) -> DeliveryReportCallback<'s> {
    let id = status.text(OutgoingField::Id);
    let time = match status.status() {
        Some(Status::Delivered) => DeliveryReportField::DeliveredTime,
        Some(Status::Read) => DeliveryReportField::ReadTime,
        _ => DeliveryReportField::ReceivedTime,
    };
    DeliveryReportCallback::default()
        .with(DeliveryReportField::TransactionId, id.split(':').next().unwrap_or_default())
        .with(DeliveryReportField::MessageId, id)
        .with(DeliveryReportField::ErrorCode, status.text(OutgoingField::ErrorCode))
        .with(DeliveryReportField::Mobile, status.text(OutgoingField::Mobile))
        .with(DeliveryReportField::Status, status.text(OutgoingField::Status))
        .with(time, status.text(OutgoingField::Timestamp))
}

fn by_route<S: FieldSet>(route: Result<Route<'_, S>, NoRoute>, callback: &S::Callback<'_>) -> Result<String, String> {
    let request = route.map_err(|reason| reason.to_string())?.render(callback).map_err(|error| error.to_string())?;
    let url: String = request.url().chars().take(100).collect();
    let more = if url.len() < request.url().len() { "…" } else { "" };
    let body = request.body().map(|body| format!(" with a body of {} bytes", body.len())).unwrap_or_default();
    Ok(format!("{} {url}{more}{body}", request.method()))
}

fn tell(
    kind: &'static str,
    what: &str,
    outcome: Result<String, String>,
    summary: &mut Summary,
    out: &mut impl Write,
) -> io::Result<()> {
    let (line, kept) = match outcome {
        Ok(request) => (request, "request made".to_owned()),
        Err(reason) => (format!("no callback: {reason}"), reason),
    };
    writeln!(out, "  {kind:<8} {what:<12} {line}")?;
    let events = summary.entry((kind, kept)).or_default();
    *events = events.saturating_add(1);
    Ok(())
}
