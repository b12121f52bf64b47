//! A server that receives callbacks: delivery reports and messages of users, in every send method, at one port.
//!
//! Run it with `cargo run --example receive --features xml`, then send to it with
//! `cargo run --example test_webhook --features xml -- http://127.0.0.1:8080`.

use std::error::Error;
use std::io::{self, Write};
use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use callback_profile::receiver::Delivery;
use callback_profile::{AnyReceived, Receiver};

#[path = "webhooks/forms.rs"]
mod forms;

/// No callback is longer.
const LONGEST: usize = 1024 * 1024;

/// What is to be done with each callback.
pub(crate) type Handler = dyn Fn(&Delivery<'_>) + Send + Sync;

struct Service {
    receiver: Receiver,
    handler: Box<Handler>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(&address).await?;
        let base = format!("http://{}", listener.local_addr()?);
        println!("receiving at {base}");
        let router = router(&base, Box::new(|delivery| print(&delivery.received).unwrap_or_default()))?;
        axum::serve(listener, router).await?;
        Ok(())
    })
}

/// The server's only route: whatever arrives, the receiver knows which profile it belongs to.
pub(crate) fn router(base: &str, handler: Box<Handler>) -> Result<Router, Box<dyn Error>> {
    let profiles = forms::webhooks(base)?.into_iter().map(|webhook| webhook.profile().clone());
    let service = Arc::new(Service { receiver: Receiver::new(profiles), handler });
    Ok(Router::new().fallback(receive).with_state(service))
}

async fn receive(State(service): State<Arc<Service>>, request: Request) -> StatusCode {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST).await else { return StatusCode::PAYLOAD_TOO_LARGE };
    let request = Request::from_parts(head, body);
    let delivery = match service.receiver.receive_request(&request) {
        Ok(delivery) => delivery,
        // A platform that is told of an error sends the same again and again.
        Err(error) => {
            eprintln!("no callback: {}", with_cause(&error));
            return StatusCode::OK;
        }
    };
    // The webhooks have a header that only the platform knows.
    match delivery.verified() {
        Ok(delivery) => (service.handler)(&delivery),
        Err(error) => {
            eprintln!("forged: {}", with_cause(&error));
            return StatusCode::UNAUTHORIZED;
        }
    }
    StatusCode::OK
}

/// What an error says, and what caused it.
fn with_cause(error: &dyn Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

/// Prints what a service would act on. Each typed reader fails for itself.
fn print(received: &AnyReceived<'_>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match received {
        AnyReceived::DeliveryReport(report) => {
            let report = &report.callback;
            let state = report.status().map_or_else(|| report.error_code().to_owned(), |status| status.to_string());
            writeln!(out, "report  {:?}: {state} at {:?}", report.message_id(), report.delivered_time())?;
        }
        AnyReceived::Incoming(message) => {
            let message = &message.callback;
            writeln!(out, "message {:?} from {:?}: {:?}", message.message_type(), message.sender(), message.body())?;
        }
        other => writeln!(out, "{}", other.direction())?,
    }
    for problem in received.problems() {
        writeln!(out, "        {problem}")?;
    }
    Ok(())
}
