//! Real requests over real sockets: the sender of one example against the server of the other, and against the command.
#![cfg(test)]
#![expect(clippy::duplicate_mod, reason = "two examples and this file use the same forms")]

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use callback_profile::AnyProfile;
use callback_profile::receiver::Delivery;
use util::requests::{Present, sample};

mod util;

#[path = "../examples/receive.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod receive;

#[path = "../examples/test_webhook.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod test_webhook;

#[path = "../examples/webhooks/forms.rs"]
mod forms;

/// What arrived at the far end: the profile's place and direction, and the fields.
type Arrived = (usize, String, Present);

/// The example's server on a port of its own; it ends with the test's process.
fn server() -> (String, Receiver<Arrived>) {
    let (sender, arrived) = channel();
    let (ready, address) = channel::<SocketAddr>();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let handler = move |delivery: &Delivery<'_>| {
                let received = &delivery.received;
                assert!(received.problems().is_empty() && received.extra().is_empty(), "{delivery:?}");
                let fields = received.fields().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
                sender.send((delivery.profile, received.direction().to_owned(), fields)).unwrap();
            };
            let router = receive::router(&format!("http://{address}"), Box::new(handler)).unwrap();
            ready.send(address).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    });
    (format!("http://{}", address.recv().unwrap()), arrived)
}

fn expected(place: usize, profile: &AnyProfile, is_hard: bool) -> Arrived {
    (place, profile.direction().to_owned(), sample(profile, is_hard).0)
}

fn next(arrived: &Receiver<Arrived>) -> Arrived {
    arrived.recv_timeout(Duration::from_secs(20)).unwrap()
}

/// Four send methods, two report types, a plain sample and a hard one: every field is the same at the far end.
#[test]
fn the_two_examples_understand_each_other() {
    let (base, arrived) = server();
    let mut printed = Vec::new();
    test_webhook::fire(&base, &mut printed).unwrap();
    let printed = String::from_utf8(printed).unwrap();
    let sent = 4 * callback_profile::webhook::SendMethod::ALL.len();
    assert_eq!((printed.lines().count(), printed.matches("200 OK").count()), (sent, sent), "{printed}");
    for (place, webhook) in forms::webhooks(&base).unwrap().iter().enumerate() {
        for is_hard in [false, true] {
            assert_eq!(next(&arrived), expected(place, webhook.profile(), is_hard), "{webhook:?}");
        }
    }
}

#[cfg(feature = "cli")]
mod command {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::time::Instant;

    use super::util::command::{Answer, run};
    use super::util::files::Folder;
    use super::{Duration, expected, forms, next, server, thread};

    fn send(arguments: &[&str]) -> Answer {
        run(&[&["send"], arguments].concat(), "")
    }

    #[test]
    fn the_command_sends_what_the_example_receives() {
        let (base, arrived) = server();
        let folder = Folder::new("all");
        for (place, webhook) in forms::webhooks(&base).unwrap().iter().enumerate() {
            let file = folder.write("webhook.json", serde_json::to_string(webhook).unwrap());
            let answer = send(&["--verbose", &file]);
            answer.assert_code(0);
            assert!(answer.out.starts_with("200 OK in "), "{answer:?}");
            let (shown, method) = (answer.err, webhook.spec().send_method.method());
            assert!(shown.starts_with(&format!("> {method} {base}/")) && shown.contains("> x-token: ****"), "{shown}");
            assert!(!shown.contains("a shared secret") && shown.contains("12025550143"), "{shown}");
            assert_eq!(next(&arrived), expected(place, webhook.profile(), false));
            let hard = expected(place, webhook.profile(), true);
            let values: serde_json::Value = hard.2.iter().map(|(name, text)| (&**name, &**text)).collect();
            let answer = send(&[&file, &folder.write("values.json", format!("{values}\n"))]);
            assert_eq!((answer.code, &*answer.err), (0, ""));
            assert_eq!(next(&arrived), hard);
        }
    }

    /// A server that treats its only visitor as it is told.
    fn visited(behave: impl FnOnce(TcpStream) + Send + 'static) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 16 * 1024];
            let _ = stream.read(&mut request);
            behave(stream);
        });
        format!("http://{address}")
    }

    fn webhook(base: &str) -> String {
        serde_json::to_string(&forms::webhooks(base).unwrap()[0]).unwrap()
    }

    type Behaviour = Box<dyn FnOnce(TcpStream) + Send>;

    fn write(answer: &'static str) -> Behaviour {
        Box::new(move |mut stream| stream.write_all(answer.as_bytes()).unwrap())
    }

    /// Answers with a gigabyte.
    fn flood(mut stream: TcpStream) {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
        let chunk = vec![b'x'; 64 * 1024];
        while stream.write_all(&chunk).is_ok() {}
    }

    /// Answers byte by byte, and never comes to an end.
    fn dawdle(mut stream: TcpStream) {
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n").unwrap();
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(200));
        }
    }

    fn stay_silent(stream: TcpStream) {
        thread::sleep(Duration::from_secs(15));
        drop(stream);
    }

    #[test]
    fn bad_answers_are_told_in_time() {
        let folder = Folder::new("bad");
        let try_it = |code: i32, arguments: &[&str], behave: Behaviour| {
            let file = folder.write("webhook.json", webhook(&visited(behave)));
            let start = Instant::now();
            let answer = send(&[arguments, &[&*file]].concat());
            assert!(start.elapsed() < Duration::from_secs(20));
            answer.assert_code(code);
            (answer.out, answer.err)
        };
        let (out, _) = try_it(1, &[], write("HTTP/1.1 500 Oops\r\ncontent-length: 6\r\n\r\nbr\u{7}ken"));
        assert!(out.starts_with("500 Internal Server Error in ") && out.contains("\nbr\\u{7}ken\n"), "{out}");
        let redirect = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n";
        let (out, _) = try_it(1, &[], write(redirect));
        assert!(out.starts_with("302 Found in ") && out.contains("location: http://127.0.0.1:9/"), "{out}");
        try_it(1, &["--follow-redirects"], write(redirect));
        let (out, _) = try_it(0, &[], Box::new(flood));
        let rest = "x\n… more than 4096 bytes; the rest was not read\n";
        assert!(out.ends_with(rest) && out.len() < 5_000, "{}", out.len());
        let (out, err) = try_it(1, &[], write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"));
        assert!(out.ends_with("\nhalf\n") && err.contains("broke off after 4 bytes: "), "{err}");
        let (_, err) = try_it(1, &["--timeout", "1"], Box::new(dawdle));
        assert!(err.ends_with("bytes: nothing within the timeout\n"), "{err}");
        let (_, err) = try_it(1, &["--timeout", "1"], Box::new(stay_silent));
        assert_eq!(err, "callback-profile: there was no answer within the timeout\n");
        for answer in ["", "hello\r\n\r\n"] {
            let (_, err) = try_it(1, &[], write(answer));
            assert!(err.starts_with("callback-profile: there was no answer: "), "{err}");
        }
    }

    #[test]
    fn nothing_is_sent_where_the_whitelist_forbids_it() {
        let folder = Folder::new("whitelist");
        let file = folder.write("webhook.json", webhook("http://127.0.0.1:9"));
        let send_under = |entry: &str| {
            let account = format!(r#"{{"account_type": "postpaid", "whitelist": ["{entry}"], "numbers": []}}"#);
            send(&["--account", &folder.write("account.json", account), &file])
        };
        let answer = send_under("example.com");
        answer.assert_code(1);
        let expected = "the host `127.0.0.1` is not in the account's whitelist; nothing was sent\n";
        assert!(answer.err.ends_with(expected), "{answer:?}");
        send_under("127.0.0.1").assert_err_has("there was no answer: ");
    }
}
