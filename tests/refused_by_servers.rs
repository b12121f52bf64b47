//! The README's table of what hyper refuses before any handler sees it, measured byte by byte over a socket.
#![cfg(test)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::Uri;
use callback_profile::received::ParseErrorKind;
use callback_profile::{Outgoing, OutgoingField, Profile};

fn server() -> SocketAddr {
    server_with(|router| router)
}

/// A server that answers with the target and the body that its handler was given; it ends with the test's process.
fn server_with(layers: impl FnOnce(Router) -> Router + Send + 'static) -> SocketAddr {
    let (ready, address) = channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            ready.send(listener.local_addr().unwrap()).unwrap();
            let router =
                Router::new().fallback(|uri: Uri, body: Bytes| async move { [uri.to_string().into(), body].concat() });
            axum::serve(listener, layers(router)).await.unwrap();
        });
    });
    address.recv().unwrap()
}

/// What a server answers: its status, and the body.
fn ask(address: SocketAddr, method: &str, target: &[u8], body: &str) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!(" HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    stream.write_all(&[method.as_bytes(), b" ", target, head.as_bytes(), body.as_bytes()].concat()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let status = str::from_utf8(answer.get(9..12).unwrap_or_default()).unwrap().parse().unwrap();
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
    (status, answer.split_off(head + 4))
}

#[derive(Debug, PartialEq)]
enum Treatment {
    Refused,
    Cut,
    Passed,
}

/// What becomes of a value that is sent in a query as it is.
fn treatment(address: SocketAddr, value: &[u8]) -> Treatment {
    let target = [b"/dlr?a=b", value, b"c"].concat();
    match ask(address, "GET", &target, "") {
        (400, _) => Treatment::Refused,
        (200, seen) if seen == target => Treatment::Passed,
        (200, seen) if seen == b"/dlr?a=b" => Treatment::Cut,
        other => panic!("{value:?}: {other:?}"),
    }
}

#[test]
fn what_hyper_refuses_is_what_the_readme_says() {
    let address = server();
    let all: Vec<_> = (0..=u8::MAX).map(|byte| (byte, treatment(address, &[byte]))).collect();
    let marks = |wanted: Treatment| {
        let marks = all.iter().filter(|(byte, found)| byte.is_ascii_punctuation() && *found == wanted);
        marks.map(|(byte, _)| char::from(*byte).to_string()).collect::<Vec<_>>().join(" ")
    };
    let lines = [
        format!("refused, 400:   {}   a blank, controls, bytes that are not UTF-8", marks(Treatment::Refused)),
        format!("cut off there:  {}", marks(Treatment::Cut)),
        format!("passed:         {}   letters, digits, UTF-8", marks(Treatment::Passed)),
    ];
    let readme = include_str!("../README.md");
    for line in lines {
        assert!(readme.contains(&line), "the README has no line\n{line}");
    }
    // No byte beyond ASCII is UTF-8 by itself.
    for (byte, found) in &all {
        let expected = if byte.is_ascii_alphanumeric() { Treatment::Passed } else { Treatment::Refused };
        assert!(byte.is_ascii_punctuation() || *found == expected, "{byte}: {found:?}");
    }
    for text in
        ["é", "߿", "\u{80}", "漢", "\u{202e}", "\u{ffff}", "😀", "\u{10ffff}", "[{'a': 1}]".replace(' ', "").as_str()]
    {
        assert_eq!(treatment(address, text.as_bytes()), Treatment::Passed, "{text:?}");
    }
    for bytes in [&b"caf\xE9"[..], b"\xC3", b"\xED\xA0\x80", b"\xF4\x90\x80\x80", b"\xC0\xAF"] {
        assert_eq!(treatment(address, bytes), Treatment::Refused, "{bytes:?}");
    }
}

const MESSAGE: &[u8] = b"say \"<Hi>\" #1 \xFF";
const READ: &str = "say \"<Hi>\" #1 \u{fffd}";

/// Reads the target of one request: what stands between the first blank of its first line and the last.
fn listener() -> (SocketAddr, thread::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let target = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut reader, mut line) = (BufReader::new(&stream).take(64 * 1024), Vec::new());
        reader.read_until(b'\n', &mut line).unwrap();
        while reader.read_until(b'\n', &mut Vec::new()).unwrap() > 2 {}
        drop(reader);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        let blank = |byte: &u8| *byte == b' ';
        let (first, last) = (line.iter().position(blank).unwrap(), line.iter().rposition(blank).unwrap());
        line[first + 1..last].to_vec()
    });
    (address, target)
}

#[test]
fn a_raw_listener_takes_what_hyper_refuses() {
    let profile = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap();
    let target = [b"/dlr?id=1&message=", MESSAGE].concat();
    assert_eq!(ask(server(), "GET", &target, "").0, 400);
    let (address, found) = listener();
    assert_eq!(ask(address, "GET", &target, "").0, 200);
    let found = found.join().unwrap();
    assert_eq!(profile.parse_target(&found).unwrap().callback.text(OutgoingField::Message), READ);
}

#[test]
fn a_body_carries_what_hyper_refuses_in_a_query() {
    let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr").unwrap();
    let body = serde_json::json!({"id": "1", "message": READ}).to_string();
    let (status, seen) = ask(server(), "POST", b"/dlr", &body);
    assert_eq!((status, seen.strip_prefix(b"/dlr")), (200, Some(body.as_bytes())));
    assert_eq!(profile.parse_body(&body).unwrap().callback.text(OutgoingField::Message), READ);
}

/// Each row: where a server stops. It takes a body as long, and none that is a byte longer.
#[test]
fn a_body_that_axum_refuses_is_one_that_the_readme_names() {
    let readme = include_str!("../README.md");
    assert!(readme.contains("axum's `Bytes` stops at 2 MiB (413)"));
    assert!(readme.contains("`DefaultBodyLimit::max(16 << 20)`"));
    let rows = [(2 << 20, server()), (16 << 20, server_with(|router| router.layer(DefaultBodyLimit::max(16 << 20))))];
    for (limit, address) in rows {
        for (length, expected) in [(limit, 200), (limit + 1, 413)] {
            assert_eq!(ask(address, "POST", b"/dlr", &"x".repeat(length)).0, expected, "{length} of {limit}");
        }
    }
}

/// The crate's own limit, and not the server's, is what ends the longest body then.
#[test]
fn the_crate_reads_bodies_of_sixteen_mebibytes() {
    let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr").unwrap();
    let body = |length: usize| {
        let empty = r#"{"id": "1", "message": ""}"#.len();
        format!(r#"{{"id": "1", "message": "{}"}}"#, "x".repeat(length - empty))
    };
    assert!(profile.parse_body(&body(16 << 20)).is_ok());
    assert_eq!(profile.parse_body(&body((16 << 20) + 1)).unwrap_err().kind(), ParseErrorKind::Limit);
}
