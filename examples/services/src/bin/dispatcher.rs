//! Translates native content, renders a callback of each message and status, and makes it until it is taken: the queue is on disk.

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;

use callback_profile::IncomingField::BusinessNumber;
use callback_profile::OutgoingField::WhatsappNumber;
use callback_profile::account::RouteRequest;
use callback_profile::request::Request;
use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{Account, FieldSet, Incoming, Outgoing, http};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A request and how often it was tried in vain: one line of the queue's file.
type Job = (u32, Request);

fn load(queue: &std::path::Path) -> Result<Vec<Job>> {
    fs::read_to_string(queue)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Puts the file in place of the old one as a whole, so that a crash leaves one of the two.
fn save(queue: &std::path::Path, jobs: &[Job]) -> Result<()> {
    let lines = jobs.iter().map(|job| Ok(serde_json::to_string(job)? + "\n")).collect::<Result<String>>()?;
    let new = queue.with_extension("new");
    fs::write(&new, lines)?;
    Ok(fs::rename(new, queue)?)
}

/// Where the callback goes, as a job; none where no callback is made.
fn job<S: FieldSet>(account: &Account, number: &str, callback: &S::Callback<'_>) -> Option<Job> {
    let route =
        account.route::<S>(number, RouteRequest::Nothing).inspect_err(|why| println!("no callback: {why}")).ok()?;
    route.render(callback).inspect_err(|error| println!("not rendered: {error}")).ok().map(|request| (0, request))
}

fn enqueue(account: &Account, queue: &std::path::Path, native: &str, number: &str) -> Result<()> {
    let notification = Notification::parse(native)?;
    let found = translate(&notification, Some(number));
    let mut jobs = load(queue).unwrap_or_default();
    jobs.extend(found.incoming.iter().filter_map(|one| job::<Incoming>(account, one.text(BusinessNumber), one)));
    jobs.extend(found.outgoing.iter().filter_map(|one| job::<Outgoing>(account, one.text(WhatsappNumber), one)));
    found.bad_items.iter().for_each(|item| println!("passed over: {item}"));
    save(queue, &jobs)
}

/// Tries each job once; those that fail stay, and so do those that were not tried before the crash.
fn run(queue: &std::path::Path, crash_after: usize) -> Result<usize> {
    let mut waiting = load(queue)?;
    for _ in 0..waiting.len().min(crash_after) {
        let (tried, request) = waiting.remove(0);
        match ureq::run(http::Request::from(request.clone())) {
            Ok(answer) => println!("{} {} after {tried} failures", answer.status(), request.uri().path()),
            Err(_) => waiting.push((tried + 1, request)),
        }
        save(queue, &waiting)?;
    }
    Ok(waiting.len())
}

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("dispatcher-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for (count, mut stream) in listener.incoming().flatten().enumerate() {
            let _ = stream.read(&mut [0; 65536]);
            let status = if count < 2 { "503 Service Unavailable" } else { "200 OK" };
            let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let queue = folder.join("queue.ndjson");
    let account = include_str!("../../account.json").replace("http://receiver.example", &url);
    let account: Account = serde_json::from_str(&account)?;
    enqueue(&account, &queue, include_str!("../../native.json"), "12025550100")?;
    println!("a crash, and {} are waiting", run(&queue, 2)?);
    while run(&queue, usize::MAX)? > 0 {}
    assert_eq!(load(&queue)?, []);
    Ok(fs::remove_dir_all(folder)?)
}
