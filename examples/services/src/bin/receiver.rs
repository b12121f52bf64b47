//! Receives status and incoming callbacks and stores them in SQLite, each once; then shows what sample callbacks left there.

use std::error::Error;
use std::sync::{Arc, Mutex};

use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::{Router, body::Bytes, extract::State};
use callback_profile::receiver::Delivery;
use callback_profile::value::{Change, MessageState};
use callback_profile::{AnyReceived, Incoming, Outgoing, Profile, Receiver, http};
use rusqlite::{Connection, OptionalExtension};

type Service = State<Arc<(Receiver, Mutex<Connection>)>>;

/// Stores the callback unless it was stored before, and moves the state of its message; whether it was new.
fn store(database: &mut Connection, delivery: &Delivery) -> Result<bool, Box<dyn Error>> {
    let tx = database.transaction()?;
    let inserted = tx.execute(
        "INSERT INTO callbacks (dedup_key, direction, content) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        (delivery.dedup_key(), delivery.received.direction(), serde_json::to_string(&delivery.received)?),
    )?;
    if let (1, AnyReceived::Outgoing(received)) = (inserted, &delivery.received)
        && let (Some(id), Some(status)) = (received.callback.id(), received.callback.status())
    {
        let old: Option<String> =
            tx.query_row("SELECT state FROM messages WHERE id = ?1", [id.as_str()], |r| r.get(0)).optional()?;
        let mut state: MessageState = old.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default();
        if let Change::Moved { .. } = state.apply(&status) {
            let (id, state) = (id.as_str(), serde_json::to_string(&state)?);
            tx.execute("INSERT OR REPLACE INTO messages (id, state) VALUES (?1, ?2)", (id, state))?;
        }
    }
    tx.commit()?;
    Ok(inserted == 1)
}

async fn callback(State(service): Service, method: Method, uri: Uri, head: HeaderMap, body: Bytes) -> StatusCode {
    let target = uri.to_string();
    let Ok(delivery) = service.0.receive(&method, &target, &head, &body) else { return StatusCode::BAD_REQUEST };
    let Ok(delivery) = delivery.verified() else { return StatusCode::UNAUTHORIZED };
    match store(&mut service.1.lock().unwrap(), &delivery) {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR, // the platform shall call once more
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/wa?token=s3cret", listener.local_addr()?);
    let (status, message) = (Profile::<Outgoing>::standard(&url)?, Profile::<Incoming>::standard_post(&url)?);
    let database = Connection::open_in_memory()?;
    database.execute_batch(
        "CREATE TABLE callbacks (id INTEGER PRIMARY KEY, dedup_key TEXT UNIQUE, direction TEXT NOT NULL, content TEXT NOT NULL);
         CREATE TABLE messages (id TEXT PRIMARY KEY, state TEXT NOT NULL);",
    )?;
    let receiver = Receiver::new([status.clone().into(), message.clone().into()]);
    let service = Arc::new((receiver, Mutex::new(database)));
    let router = Router::new().fallback(callback).with_state(service.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let samples = status.samples().map(|(_, callback)| status.render(&callback));
    let requests: Vec<_> = samples.chain(message.samples().map(|(_, callback)| message.render(&callback))).collect();
    let sent = move || -> Result<usize, Box<dyn Error + Send + Sync>> {
        for request in requests.iter().rev().chain(&requests) {
            ureq::run(http::Request::from(request.clone()?))?;
        }
        Ok(2 * requests.len())
    };
    println!("{} requests were made", tokio::task::spawn_blocking(sent).await??);
    let database = service.1.lock().unwrap();
    let count = |table| database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, usize>(0));
    println!("{} callbacks of {} messages are stored", count("callbacks")?, count("messages")?);
    let state: String = database.query_row("SELECT state FROM messages", [], |row| row.get(0))?;
    assert_eq!((count("callbacks")?, &*state), (20, r#""read""#));
    Ok(())
}
