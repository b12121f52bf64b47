//! Real requests over real sockets: the sender of one example against the server of the other, and against the command.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::duplicate_mod,
    clippy::large_enum_variant,
    missing_docs
)]

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use callback_profile::{AnyProfile, AnyReceived, DeliveryReportCallback, IncomingCallback};

#[path = "../examples/receive.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod receive;

#[path = "../examples/test_webhook.rs"]
#[expect(dead_code, reason = "the example's own `main` is not called here")]
mod test_webhook;

#[path = "../examples/webhooks/forms.rs"]
mod forms;

/// What arrived at the far end.
#[derive(Debug, PartialEq)]
enum Arrived {
    Report(usize, DeliveryReportCallback<'static>),
    Message(usize, IncomingCallback<'static>),
}

/// The example's server on a port of its own; it ends with the test's process.
fn server() -> (String, Receiver<Arrived>) {
    let (sender, arrived) = channel();
    let (ready, address) = channel::<SocketAddr>();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let handler = move |delivery: &callback_profile::Delivery<'_>| {
                assert!(
                    delivery.received.problems().is_empty() && delivery.received.extra().is_empty(),
                    "{delivery:?}"
                );
                let kept = match &delivery.received {
                    AnyReceived::DeliveryReport(report) => {
                        Arrived::Report(delivery.profile, report.callback.clone().into_owned())
                    }
                    AnyReceived::Incoming(message) => {
                        Arrived::Message(delivery.profile, message.callback.clone().into_owned())
                    }
                    other => panic!("{other:?}"),
                };
                sender.send(kept).unwrap();
            };
            let router = receive::router(&format!("http://{address}"), Box::new(handler)).unwrap();
            ready.send(address).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    });
    (format!("http://{}", address.recv().unwrap()), arrived)
}

fn expected(place: usize, profile: &AnyProfile, is_hard: bool) -> Arrived {
    match profile {
        AnyProfile::DeliveryReport(profile) => {
            Arrived::Report(place, if is_hard { profile.hard_sample() } else { profile.sample() })
        }
        AnyProfile::Incoming(profile) => {
            Arrived::Message(place, if is_hard { profile.hard_sample() } else { profile.sample() })
        }
        other => panic!("{other:?}"),
    }
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
    let sent = 4 * callback_profile::SendMethod::ALL.len();
    assert_eq!((printed.lines().count(), printed.matches("200 OK").count()), (sent, sent), "{printed}");
    for (place, webhook) in forms::webhooks(&base).unwrap().iter().enumerate() {
        for is_hard in [false, true] {
            assert_eq!(next(&arrived), expected(place, webhook.profile(), is_hard), "{webhook:?}");
        }
    }
}

#[cfg(feature = "cli")]
mod command {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::process::{Command, Output};
    use std::time::Instant;

    use super::{Duration, expected, forms, next, server, thread};

    /// A folder of a test's own, gone when it ends.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("callback-profile-send-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, name: &str, text: &str) -> String {
            let path = self.0.join(name);
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn send(arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_callback-profile"));
        for name in ["http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        command.arg("send").args(arguments).output().unwrap()
    }

    fn text(bytes: &[u8]) -> &str {
        std::str::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_command_sends_what_the_example_receives() {
        let (base, arrived) = server();
        let folder = Folder::new("all");
        for (place, webhook) in forms::webhooks(&base).unwrap().iter().enumerate() {
            let file = folder.write("webhook.json", &serde_json::to_string(webhook).unwrap());
            let output = send(&["--verbose", &file]);
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            assert!(text(&output.stdout).starts_with("200 OK in "), "{output:?}");
            let (shown, method) = (text(&output.stderr), webhook.spec().send_method.method());
            assert!(shown.starts_with(&format!("> {method} {base}/")) && shown.contains("> x-token: ****"), "{shown}");
            assert!(!shown.contains("a shared secret") && shown.contains("12025550143"), "{shown}");
            assert_eq!(next(&arrived), expected(place, webhook.profile(), false));
            let mut hard = serde_json::to_string(&match webhook.profile() {
                callback_profile::AnyProfile::Incoming(profile) => serde_json::to_value(profile.hard_sample()).unwrap(),
                callback_profile::AnyProfile::DeliveryReport(profile) => {
                    serde_json::to_value(profile.hard_sample()).unwrap()
                }
                other => panic!("{other:?}"),
            })
            .unwrap();
            hard.push('\n');
            let output = send(&[&file, &folder.write("values.json", &hard)]);
            assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
            assert_eq!(next(&arrived), expected(place, webhook.profile(), true));
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

    #[test]
    fn bad_answers_are_told_in_time() {
        let folder = Folder::new("bad");
        let try_it = |arguments: &[&str], behave: Box<dyn FnOnce(TcpStream) + Send>| {
            let file = folder.write("webhook.json", &webhook(&visited(behave)));
            let start = Instant::now();
            let output = send(&[arguments, &[&*file]].concat());
            assert!(start.elapsed() < Duration::from_secs(20));
            (output.status.code().unwrap(), text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
        };
        let write = |answer: &'static str| -> Box<dyn FnOnce(TcpStream) + Send> {
            Box::new(move |mut stream| stream.write_all(answer.as_bytes()).unwrap())
        };
        let (code, out, _) = try_it(&[], write("HTTP/1.1 500 Oops\r\ncontent-length: 6\r\n\r\nbr\u{7}ken"));
        assert_eq!(code, 1);
        assert!(out.starts_with("500 Internal Server Error in ") && out.contains("\nbr\\u{7}ken\n"), "{out}");
        let redirect = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n";
        let (code, out, _) = try_it(&[], write(redirect));
        assert_eq!(code, 1);
        assert!(out.starts_with("302 Found in ") && out.contains("location: http://127.0.0.1:9/"), "{out}");
        let (code, _, err) = try_it(&["--follow-redirects"], write(redirect));
        assert_eq!(code, 1, "{err}");
        let gigabyte = |mut stream: TcpStream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
            let chunk = vec![b'x'; 64 * 1024];
            while stream.write_all(&chunk).is_ok() {}
        };
        let (code, out, _) = try_it(&[], Box::new(gigabyte));
        assert_eq!(code, 0);
        assert!(
            out.ends_with("x\n… more than 4096 bytes; the rest was not read\n") && out.len() < 5_000,
            "{}",
            out.len()
        );
        let (code, out, err) = try_it(&[], write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"));
        assert_eq!(code, 1);
        assert!(out.ends_with("\nhalf\n") && err.contains("found 4 bytes and then "), "{err}");
        let slow = |mut stream: TcpStream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n").unwrap();
            while stream.write_all(b"x").is_ok() {
                thread::sleep(Duration::from_millis(200));
            }
        };
        let (code, _, err) = try_it(&["--timeout", "1"], Box::new(slow));
        assert_eq!(code, 1);
        assert!(err.ends_with("bytes and then nothing within the timeout\n"), "{err}");
        let silent = |stream: TcpStream| {
            thread::sleep(Duration::from_secs(15));
            drop(stream);
        };
        let (code, _, err) = try_it(&["--timeout", "1"], Box::new(silent));
        assert_eq!((code, &*err), (1, "callback-profile: expected an answer within the timeout, found none\n"));
        let (code, _, err) = try_it(&[], write(""));
        assert_eq!(code, 1);
        assert!(err.starts_with("callback-profile: expected an answer, found: "), "{err}");
        let (code, _, err) = try_it(&[], write("hello\r\n\r\n"));
        assert_eq!(code, 1);
        assert!(err.starts_with("callback-profile: expected an answer, found: "), "{err}");
    }

    #[test]
    fn nothing_is_sent_where_the_whitelist_forbids_it() {
        let folder = Folder::new("whitelist");
        let file = folder.write("webhook.json", &webhook("http://127.0.0.1:9"));
        let account = |entry: &str| {
            let text = format!(r#"{{"account_type": "postpaid", "whitelist": ["{entry}"], "numbers": []}}"#);
            folder.write("account.json", &text)
        };
        let output = send(&["--account", &account("example.com"), &file]);
        assert_eq!(output.status.code(), Some(1));
        let expected = "expected a host of the account's whitelist, found `127.0.0.1`; nothing was sent\n";
        assert!(text(&output.stderr).ends_with(expected), "{output:?}");
        let output = send(&["--account", &account("127.0.0.1"), &file]);
        assert!(text(&output.stderr).contains("expected an answer, found: "), "{output:?}");
    }
}
