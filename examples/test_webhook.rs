//! Tests webhooks as a platform's console does: one request with sample values in every send method, for delivery reports and for
//! messages of users.
//!
//! Run it with `cargo run --example test_webhook --features xml -- http://127.0.0.1:8080`, where `receive` is listening.

use std::error::Error;
use std::io::{self, Write};
use std::time::Duration;

use callback_profile::request::Request;
use callback_profile::{AnyProfile, RenderError};

#[path = "webhooks/forms.rs"]
mod forms;

fn main() -> Result<(), Box<dyn Error>> {
    let base = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    fire(&base, &mut io::stdout().lock())
}

/// Sends a sample by each webhook, and one that is hard to carry.
pub(crate) fn fire(base: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let config =
        ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(10))).http_status_as_error(false);
    let agent = ureq::Agent::from(config.proxy(None).build());
    for webhook in forms::webhooks(base)? {
        for request in [webhook.profile().sample_request()?, hard_request(webhook.profile())?] {
            let answer = agent.run(http::Request::<Vec<u8>>::from(request))?;
            writeln!(out, "{:<9} {}", webhook.spec().id.as_deref().unwrap_or_default(), answer.status())?;
        }
    }
    Ok(())
}

/// Quotes, `&`, an emoji, a line break and what looks like a placeholder, in every field that takes any text.
fn hard_request(profile: &AnyProfile) -> Result<Request, RenderError> {
    match profile {
        AnyProfile::Incoming(profile) => profile.render(&profile.stress_sample()),
        AnyProfile::DeliveryReport(profile) => profile.render(&profile.stress_sample()),
        other => other.sample_request(),
    }
}
