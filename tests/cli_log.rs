//! Callbacks from access logs, as servers write them: `parse --log`.
#![cfg(test)]
#![cfg(feature = "cli")]

use std::sync::atomic::{AtomicUsize, Ordering};

use callback_profile::{Outgoing, Profile};
use serde_json::{Value, json};
use util::command::run;
use util::files::Folder;

mod util;

const ENDPOINT: &str = "https://example.com/dlr";

/// What the command writes for each line.
#[track_caller]
fn answers(profile: &Profile<Outgoing>, lines: &[Vec<u8>]) -> Vec<Value> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder = Folder::new(&format!("log-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    let file = folder.write("p.json", serde_json::to_string(profile).unwrap());
    let answer = run(&["parse", "--log", &file], lines.join(&b'\n'));
    assert_eq!(answer.err, "", "{answer:?}");
    let answers = answer.json_lines();
    assert_eq!(answers.len(), lines.len(), "{answer:?}");
    answers
}

/// What the command makes of each line: the text of the callback's field `message` where there is one, else the error's code and text.
#[track_caller]
fn read(profile: &Profile<Outgoing>, lines: &[Vec<u8>]) -> Vec<Result<String, String>> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    answers(profile, lines)
        .iter()
        .enumerate()
        .map(|(index, answer)| match &answer["error"] {
            Value::Null => Ok(text(&answer["fields"]["message"])),
            error => {
                assert_eq!(answer["line"], json!(index + 1));
                Err(format!("{}: {}", text(&error["code"]), text(&error["message"])))
            }
        })
        .collect()
}

#[track_caller]
fn assert_rows(profile: &Profile<Outgoing>, rows: &[(&str, Result<&str, &str>)]) {
    let lines: Vec<_> = rows.iter().map(|(line, _)| line.as_bytes().to_vec()).collect();
    for ((line, expected), found) in rows.iter().zip(read(profile, &lines)) {
        let is_expected = match (expected, &found) {
            (Ok(expected), Ok(found)) => expected == found,
            (Err(expected), Err(found)) => found.starts_with(expected),
            _ => false,
        };
        assert!(is_expected, "{line}: expected {expected:?}, found {found:?}");
    }
}

fn get() -> Profile<Outgoing> {
    Profile::standard(ENDPOINT).unwrap()
}

fn post() -> Profile<Outgoing> {
    Profile::standard_post(ENDPOINT).unwrap()
}

/// Each row: a line as some server writes it, and the callback's text.
#[test]
fn logs_of_servers_are_read() {
    assert_rows(
        &get(),
        &[
            // Common log format.
            (
                r#"10.1.2.3 - - [09/Mar/2024:16:00:44 +0000] "GET /dlr?id=1&message=Hi%20you HTTP/1.1" 200 2"#,
                Ok("Hi you"),
            ),
            (r#"::1 - "" [09/Mar/2024:16:00:44 +0000] "GET /dlr?message=x HTTP/1.1" 200 2"#, Ok("x")),
            // nginx, combined.
            (
                r#"10.1.2.3 - - [09/Mar/2024:16:00:44 +0000] "GET /dlr?id=1&message=say+\x22Hi\x22 HTTP/1.1" 400 157 "-" "-""#,
                Ok("say \"Hi\""),
            ),
            (r#"10.1.2.3 - - [t] "GET /dlr?message=caf\xC3\xA9 HTTP/2.0" 200 2 "-" "okhttp/4.9""#, Ok("caf\u{e9}")),
            (r#"10.1.2.3 - - [t] "GET /dlr?message=a\x5Cb HTTP/1.1" 200 2 "-" "-""#, Ok("a\\b")),
            (r#"10.1.2.3 - - [t] "GET /dlr?message=\xFF HTTP/1.1" 200 2 "-" "-""#, Ok("\u{fffd}")),
            // Apache, combined, with a virtual host before it.
            (
                r#"example.com:443 10.1.2.3 - jo\"hn [t] "GET /dlr?message=\"a\\b\" HTTP/1.1" 200 2 "-" "x""#,
                Ok("\"a\\b\""),
            ),
            (r#"10.1.2.3 - - [t] "GET /dlr?message=a\tb\x7f HTTP/1.0" 200 2 "-" "-""#, Ok("a\tb\u{7f}")),
            (r#"10.1.2.3 - - [t] "GET /dlr?message=caf\xc3\xa9 HTTP/1.1" 200 2 "-" "-""#, Ok("caf\u{e9}")),
            // Blanks, raw UTF-8 and JSON in the target, and a backslash that escapes nothing.
            (r#"h - - [t] "GET /dlr?message=Hi there HTTP/1.1" 400 0"#, Ok("Hi there")),
            (r#"h - - [t] "GET /dlr?message=café HTTP/1.1" 200 0"#, Ok("café")),
            (r#"h - - [t] "GET /dlr?message=[{\"a\":1}]&id=7 HTTP/1.1" 200 0"#, Ok("[{\"a\":1}]")),
            (r#"h - - [t] "GET /dlr?message=C:\dir HTTP/1.1" 200 0"#, Ok("C:\\dir")),
            // Through a proxy.
            (r#"h - - [t] "GET https://example.com/dlr?message=Hi HTTP/1.1" 200 0"#, Ok("Hi")),
            // Quotes in the agent.
            (r#"h - - [t] "GET /dlr?message=Hi HTTP/1.1" 200 0 "-" "\"GET /dlr?message=no HTTP/1.1\"""#, Ok("Hi")),
            (r#"h - - [t] "GET /dlr?message=Hi HTTP/1.1" 200 0 "-" "cut"#, Ok("Hi")),
        ],
    );
}

/// Each row: a line in JSON, and the callback's text.
#[test]
fn logs_in_json_are_read() {
    const NO_BODY: &str = "invalid-line: the request has no `body` or `request_body`";
    let rows = [
        (r#"{"time": 7, "method": "GET", "url": "/dlr?message=Hi", "status": 200}"#, Ok("Hi")),
        (r#"{"method": "GET", "uri": "/dlr?message=caf\u00e9", "host": "example.com"}"#, Ok("café")),
        (r#"{"uri": "https://example.com/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"request": "GET /dlr?message=say \"Hi\" HTTP/1.1", "uri": "/dlr", "body": ""}"#, Ok("say \"Hi\"")),
        (r#"{"request": "/dlr?message=a\\x22b"}"#, Ok("a\\x22b")),
        // Caddy.
        (
            r#"{"level":"info","request":{"remote_ip":"::1","method":"GET","uri":"/dlr?message=Hi","headers":{"Accept":["*/*"]}},"status":200}"#,
            Ok("Hi"),
        ),
        (r#"{"url": null, "request": null, "uri": "/dlr?message=Hi", "body": null}"#, Ok("Hi")),
        (r#" {"url": "/dlr?message=Hi"}"#, Ok("Hi")),
        // nginx, whose `uri` is without the query.
        (r#"{"request_method": "GET", "uri": "/dlr", "request_uri": "/dlr?message=Hi", "request_body": ""}"#, Ok("Hi")),
        (r#"{"request": {"method": "GET", "uri": "/dlr", "request_uri": "/dlr?message=Hi"}}"#, Ok("Hi")),
        (r#"{"url": "/dlr?message=Hi", "request": ["/dlr"]}"#, Ok("Hi")),
        (
            r#"{"request_method": "POST", "request_uri": "/dlr?message=Hi"}"#,
            Err("wrong-input: the profile takes GET requests, not POST"),
        ),
        (
            r#"{"method": "GET", "status": 200}"#,
            Err("invalid-line: the request has no `url`, `request`, `request_uri` or `uri`"),
        ),
        (
            r#"{"method": "POST", "url": "/dlr?message=Hi"}"#,
            Err("wrong-input: the profile takes GET requests, not POST"),
        ),
        (r#"{"method": 7, "url": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"url": ["/dlr?message=Hi"]}"#, Err("invalid-line: ")),
        (r#"{"request": ["/dlr?message=Hi"]}"#, Err("invalid-line: ")),
        (r#"{"url": "/dlr?message=Hi"#, Err("invalid-line: ")),
        (r#"["/dlr?message=Hi"]"#, Err("invalid-line: ")),
    ];
    assert_rows(&get(), &rows);
    let rows = [
        (r#"{"method": "POST", "url": "/dlr", "body": "{\"id\": \"1\", \"message\": \"Hi\"}"}"#, Ok("Hi")),
        (r#"{"request": "POST /dlr HTTP/1.1", "body": {"id": "1", "message": "Hi"}}"#, Ok("Hi")),
        (r#"{"request": {"method": "POST", "uri": "/dlr", "body": "{\"message\": \"Hi\"}"}}"#, Ok("Hi")),
        (r#"{"body": "{\"message\": \"Hi\"}"}"#, Ok("Hi")),
        (r#"{"request_method": "POST", "request_uri": "/dlr", "request_body": "{\"message\": \"Hi\"}"}"#, Ok("Hi")),
        (r#"{"method": "POST", "url": "/dlr"}"#, Err(NO_BODY)),
        (r#"h - - [t] "POST /dlr HTTP/1.1" 200 0"#, Err(NO_BODY)),
        (r#"{"method": "GET", "url": "/dlr", "body": "{\"message\": \"Hi\"}"}"#, Err("wrong-input: ")),
        (r#"{"url": "/dlr", "body": "{\"message\": "}"#, Err("syntax: ")),
    ];
    assert_rows(&post(), &rows);
}

/// Each row: a line in JSON that has something where a request may stand, but not all of it, and the callback's text.
#[test]
fn no_member_hides_a_better_one() {
    let rows = [
        // A path alone beside the whole request.
        (r#"{"url": "/dlr", "request": "GET /dlr?message=Hi HTTP/1.1"}"#, Ok("Hi")),
        (r#"{"url": "/dlr?", "request_uri": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"request": {"uri": "/dlr"}, "request_uri": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"request": "GET /dlr HTTP/1.1", "uri": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"url": "/dlr?message=Hi", "request": "GET /dlr?message=no HTTP/1.1"}"#, Ok("Hi")),
        (
            r#"{"url": "/dlr?message=Hi", "request": "POST /dlr HTTP/1.1"}"#,
            Err("wrong-input: the profile takes GET requests, not POST"),
        ),
        // What is empty, or of another type.
        (r#"{"request": "", "uri": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"method": "", "request": "-", "uri": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"uri": {"path": "/dlr"}, "url": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"url": {"path": "/dlr"}, "uri": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"request": {"url": 7}, "url": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"request": {"url": 7, "uri": "/dlr?message=Hi", "method": {}}}"#, Ok("Hi")),
        (r#"{"request": true, "method": ["POST"], "request_uri": "/dlr?message=Hi"}"#, Ok("Hi")),
        (r#"{"url": "", "uri": 7}"#, Err("invalid-line: the request has no `url`, ")),
    ];
    assert_rows(&get(), &rows);
    let rows = [
        (r#"{"url": "/dlr", "request": "POST /dlr HTTP/1.1", "body": "{\"message\": \"Hi\"}"}"#, Ok("Hi")),
        (r#"{"request": "POST /dlr HTTP/1.1", "body": "", "request_body": {"message": "Hi"}}"#, Ok("Hi")),
        (r#"{"body": "-", "request_body": "{\"message\": \"Hi\"}"}"#, Ok("Hi")),
        (r#"{"url": "/dlr", "body": 7, "request": {"method": "POST", "body": {"message": "Hi"}}}"#, Ok("Hi")),
        (r#"{"url": "/dlr", "body": {}, "request_body": {"message": "Hi"}}"#, Ok("Hi")),
        (
            r#"{"url": "/dlr", "request": "GET /dlr HTTP/1.1", "body": {"message": "Hi"}}"#,
            Err("wrong-input: the profile takes POST requests, not GET"),
        ),
        (r#"{"url": "/dlr", "body": ""}"#, Err("invalid-line: the request has no `body` or ")),
    ];
    assert_rows(&post(), &rows);
}

/// Each row: a line that is JSON but for what servers leave in strings, the callback's text, and the problems.
#[test]
fn logs_in_what_is_nearly_json_are_read() {
    const BYTES: &[&str] = &["invalid-utf8"];
    let rows: [(&[u8], &str, &[&str]); 20] = [
        (b"{\"method\":\"GET\",\"url\":\"/dlr?message=a\xFFb\"}", "a\u{fffd}b", BYTES),
        (br#"{"method":"GET","url":"/dlr?message=say \x22hi\x22"}"#, "say \"hi\"", &[]),
        (br#"{"request":"GET /dlr?message=a\xC3\xA9b HTTP/1.1"}"#, "a\u{e9}b", &[]),
        (br#"{"url":"/dlr?message=a\ud83db"}"#, "a\u{fffd}b", BYTES),
        (br#"{"url":"/dlr?message=a\ude00\ud83d\ude00"}"#, "a\u{fffd}\u{1f600}", BYTES),
        (br#"{"url":"/dlr?message=a\xffb"}"#, "a\u{fffd}b", BYTES),
        (b"{\"url\":\"/dlr?message=a\tb\x01\x7F\"}", "a\tb\u{1}\u{7f}", &[]),
        (br#"{"url":"/dlr?message=a\vb\x5Cn"}"#, "a\u{b}b\\n", &[]),
        (br#"{"url":"/dlr?message=C:\dir\x2\u00"}"#, "C:\\dir\\x2\\u00", &[]),
        // Beside what is so written, all else is read as in JSON.
        (br#"{"url":"/dlr?message=\u00e9\u0022\ud83d\ude00\n\/\\x22\x21"}"#, "\u{e9}\"\u{1f600}\n/\\x22!", &[]),
        ("{\"url\":\"/dlr?message=caf\u{e9}\u{1f600}\",\"agent\":\"\\x22\"}".as_bytes(), "caf\u{e9}\u{1f600}", &[]),
        (b"{\"agent\":\"\xFF\",\"url\":\"/dlr?message=Hi\"}", "Hi", &[]),
        (b"{\"a\xFF\":1,\"\\ud83d\":\"\\x22\",\"url\":\"/dlr?message=Hi\"}", "Hi", &[]),
        (br#"{"request":{"uri":"/dlr?message=\x22","headers":{"a\x22":["\x22"]}}}"#, "\"", &[]),
        (br#"{"url":"\x2Fdlr","request":"\x47ET /dlr?message=Hi HTTP/1.1"}"#, "Hi", &[]),
        // Bodies.
        (b"{\"url\":\"/dlr\",\"body\":\"{\\\"message\\\":\\\"a\xFFb\\\"}\"}", "a\u{fffd}b", BYTES),
        (br#"{"body":"{\x22message\x22:\x22caf\xC3\xA9\x5Cn\xFF\x22}"}"#, "caf\u{e9}\n\u{fffd}", BYTES),
        (br#"{"body":"{\"message\":\"a\ud83db\"}"}"#, "a\u{fffd}b", BYTES),
        (b"{\"body\":{\"message\":\"a\xFFb\\x22\t\"}}", "a\u{fffd}b\"\t", BYTES),
        (b"{\"request_body\":\"{\\\"message\\\":\t\\\"Hi\\\"}\"}", "Hi", &[]),
    ];
    let [gets, posts] = [&rows[..15], &rows[15..]];
    for (profile, rows) in [(get(), gets), (post(), posts)] {
        let lines: Vec<_> = rows.iter().map(|(line, ..)| line.to_vec()).collect();
        for ((line, text, problems), found) in rows.iter().zip(answers(&profile, &lines)) {
            let line = String::from_utf8_lossy(line);
            assert_eq!(found["fields"]["message"], json!(text), "{line}: {found}");
            let codes: Vec<_> = found["problems"].as_array().unwrap().iter().map(|problem| &problem["code"]).collect();
            assert_eq!(codes, *problems, "{line}: {found}");
        }
    }
    // Nothing else is fixed.
    assert_rows(
        &get(),
        &[
            (r#"{"url": "/dlr?message=\x22"#, Err("invalid-line: ")),
            (r#"{"url": "/dlr?message=\x22\"#, Err("invalid-line: ")),
            (r#"{"url": "/dlr?message=\x22", }"#, Err("invalid-line: ")),
            (r#"{"url": "/dlr?message=\x22"} {"#, Err("invalid-line: ")),
            (r#"{"url": \x22/dlr?message=no\x22}"#, Err("invalid-line: ")),
        ],
    );
}

#[test]
fn a_huge_line_of_nearly_json_is_read_in_one_pass() {
    for piece in [&br"\x41"[..], br"\ud83d", br"\", b"\xFF", b"\x01"] {
        let value = piece.repeat((1 << 20) / piece.len());
        let found = read(&get(), &[[b"{\"url\":\"/dlr?message=", &*value, b"\\q\"}"].concat()]);
        assert!(found[0].is_ok(), "{}", String::from_utf8_lossy(piece));
    }
}

/// A line of another kind is an error, and keeps no other from being read.
#[test]
fn other_lines_are_errors_and_stop_nothing() {
    const NEITHER: &str = "invalid-line: expected a line of an access log, with the request in quotes behind the time, or a JSON object, found neither";
    const NO_END: &str = "invalid-line: expected a quote behind the request, found none";
    const NO_REQUEST: &str =
        "invalid-line: expected a request such as `GET /dlr HTTP/1.1` in the quotes behind the time, found none";
    assert_rows(
        &get(),
        &[
            (r#"h - - [t] "GET /dlr?message=1 HTTP/1.1" 200 0"#, Ok("1")),
            ("2024/03/09 16:00:44 [error] 7#7: connection refused", Err(NEITHER)),
            (r"h - - [t] \", Err(NEITHER)),
            (r#"200 0 "GET /dlr?message=no HTTP/1.1" "the line's beginning was cut off""#, Err(NEITHER)),
            (r#"GET /dlr?message=no HTTP/1.1" 200 0"#, Err(NEITHER)),
            (r#""GET /dlr?message=no HTTP/1.1" 200 0"#, Err(NEITHER)),
            (r#"h - - [t] ""#, Err(NO_END)),
            (r#"h - - [t] "GET /dlr?message=cut"#, Err(NO_END)),
            (r#"h - - [t] "GET /dlr?message=cut\"#, Err(NO_END)),
            (r#"h - - [t] "GET /dlr?message=cut\x2"#, Err(NO_END)),
            (r#"h - - [t] "GET /dlr?message=cut\" HTTP/1.1"#, Err(NO_END)),
            (r#"h - - [t] "-" 408 0 "-" "GET /dlr?message=no HTTP/1.1""#, Err(NO_REQUEST)),
            (r#"h - - [t] "\x16\x03\x01" 400 157 "-" "GET /dlr?message=no HTTP/1.1""#, Err(NO_REQUEST)),
            (r#"h - - [t] "GET /dlr?message=no" 400 0"#, Err(NO_REQUEST)),
            (r#"h - - [t] "GET  HTTP/1.1" 400 0"#, Err(NO_REQUEST)),
            (r#"h - - [t] "GET HTTP/1.1" 400 0"#, Err(NO_REQUEST)),
            (r#"h - - [t] "OPTIONS * HTTP/1.1" 200 0"#, Err(NO_REQUEST)),
            (r#"h - - [t] "get /dlr?message=no HTTP/1.1" 400 0"#, Err(NO_REQUEST)),
            (r#"h - - [t] "GET /favicon.ico HTTP/1.1" 404 0"#, Err("no-parameters: ")),
            (
                r#"h - - [t] "POST /dlr?message=no HTTP/1.1" 405 0"#,
                Err("wrong-input: the profile takes GET requests, not POST"),
            ),
            ("{", Err("invalid-line: ")),
            (r#"h - - [t] "GET /dlr?message=2 HTTP/1.1" 200 0"#, Ok("2")),
            // A cut escape stands for itself.
            (r#"h - - [t] "GET /dlr?message=\x2&id=1 HTTP/1.1" 200 0"#, Ok("\\x2")),
            (r#"h - - [t] "GET /dlr?message=\xG1\x HTTP/1.1" 200 0"#, Ok("\\xG1\\x")),
        ],
    );
}

#[test]
fn a_huge_line_of_a_log_is_an_error() {
    let line = |length: usize| [b"h [t] \"GET /dlr?message=", &*vec![b'x'; length], b" HTTP/1.1\" 200 0"].concat();
    let found = read(&get(), &[line(1), line(17 << 20), line(2 << 20), line(3)]);
    assert_eq!((&found[0], &found[3]), (&Ok("x".to_owned()), &Ok("xxx".to_owned())));
    assert!(found[1].as_ref().is_err_and(|error| error.starts_with("limit: ")), "{:?}", found[1]);
    assert_eq!(found[2].as_ref().map(String::len), Ok(2 << 20));
}

#[test]
fn a_log_is_read_as_lines_of_its_own_kind_alone() {
    let answer = run(&["parse", "--log", "--raw", "p.json"], "");
    answer.assert_code(2);
    answer.assert_err_has("cannot be used with");
}

/// As nginx writes a variable: quotes, backslashes, controls and all that is not ASCII as two hexadecimal digits in capitals.
fn as_nginx(target: &[u8]) -> Vec<u8> {
    let escaped = |byte: &u8| match byte {
        b'"' | b'\\' | 0..0x20 | 0x7F.. => format!("\\x{byte:02X}").into_bytes(),
        _ => vec![*byte],
    };
    target.iter().flat_map(escaped).collect()
}

/// As Apache writes the first line of a request.
fn as_apache(target: &[u8]) -> Vec<u8> {
    let escaped = |byte: &u8| match byte {
        b'"' | b'\\' => vec![b'\\', *byte],
        0x08 => b"\\b".to_vec(),
        b'\n' => b"\\n".to_vec(),
        b'\r' => b"\\r".to_vec(),
        b'\t' => b"\\t".to_vec(),
        0x0B => b"\\v".to_vec(),
        0..0x20 | 0x7F.. => format!("\\x{byte:02x}").into_bytes(),
        _ => vec![*byte],
    };
    target.iter().flat_map(escaped).collect()
}

/// As nginx writes a variable where it is told to escape as in JSON, which leaves all beyond ASCII as it came.
fn as_nginx_json(target: &[u8]) -> Vec<u8> {
    let escaped = |byte: &u8| match byte {
        b'"' | b'\\' => vec![b'\\', *byte],
        0..0x20 => format!("\\u{byte:04X}").into_bytes(),
        _ => vec![*byte],
    };
    target.iter().flat_map(escaped).collect()
}

/// Whatever bytes a sender put into a value, the log of either server gives them back as the request would have.
#[test]
fn what_a_server_escapes_is_what_the_sender_sent() {
    const PIECES: [&[u8]; 20] = [
        b"a",
        b"\"",
        b"\\",
        b"\\x22",
        b"\\\"",
        b"x2",
        b"%22",
        b"%",
        b"%4",
        b" ",
        b"+",
        b"=",
        b"\xC3\xA9",
        b"\xFF",
        b"\x7F",
        b"\t",
        b"\x08",
        b"[{\"b\":\"c\\n\"}]",
        b" HTTP/1.1",
        b"\\\\",
    ];
    let profile = get();
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below
    };
    let (mut lines, mut expected) = (Vec::new(), Vec::new());
    for _ in 0..500 {
        let value: Vec<u8> = (0..next(9)).flat_map(|_| PIECES[next(PIECES.len())]).copied().collect();
        let target = [b"/dlr?id=1&message=", &*value].concat();
        let read = profile.parse_target(&target).unwrap();
        let text = read.callback.text(callback_profile::OutgoingField::Message).to_owned();
        let in_quotes =
            |target: Vec<u8>| [b"h - - [t] \"GET ", &*target, b" HTTP/1.1\" 200 0 \"-\" \"a\\\"b\""].concat();
        let in_json = |target: Vec<u8>| [b"{\"status\":200,\"request\":\"GET ", &*target, b" HTTP/1.1\"}"].concat();
        lines.extend([as_nginx, as_apache].map(|escape| in_quotes(escape(&target))));
        lines.extend([as_nginx, as_apache, as_nginx_json].map(|escape| in_json(escape(&target))));
        expected.extend(vec![Ok(text); 5]);
    }
    let found = read(&profile, &lines);
    for ((line, expected), found) in lines.iter().zip(expected).zip(found) {
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(line));
    }
}
