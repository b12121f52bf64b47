//! The real binary: streams, exit codes, mends in place.
#![cfg(feature = "cli")]
#![cfg(test)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use callback_profile::{FieldSet, Incoming, Outgoing, Profile};
use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callback-profile"));
    command.args(arguments).env_remove("NO_COLOR").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the command with `input`, which is written from another thread, as a pipe holds only so much.
fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> Output {
    let mut child: Child = command(arguments).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.into());
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder of this test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("callback-profile-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn standard<S: FieldSet>() -> [Profile<S>; 2] {
    let url = "https://example.com/callbacks?key=hush";
    [Profile::standard(url).unwrap(), Profile::standard_post(url).unwrap()]
}

/// A text that depends on a number, now and then a nasty one.
fn value(number: usize) -> String {
    const NASTY: [&str; 12] = ["&a=b", "\"", "\\", "\n", "<id>", "%41", "+", " ", "é", "\u{1f600}", "#", "\u{0}"];
    let nasty = |shift: usize| NASTY[(number / (shift + 1)) % NASTY.len()];
    if number.is_multiple_of(5) { String::new() } else { format!("{}{number}{}{}", nasty(0), nasty(12), nasty(144)) }
}

fn round_trip<S: FieldSet>(folder: &Folder) {
    for profile in standard::<S>() {
        let file =
            folder.write(&format!("{}-{}.json", S::NAME, profile.method()), serde_json::to_string(&profile).unwrap());
        let names: Vec<_> =
            S::FIELDS.iter().filter(|field| field.is_required()).map(callback_profile::FieldInfo::name).collect();
        let rows: Vec<serde_json::Map<String, Value>> = (0..10_000)
            .map(|row| {
                let fields = names
                    .iter()
                    .enumerate()
                    .map(|(column, name)| ((*name).to_owned(), value(row * 31 + column * 7).into()));
                fields.filter(|(_, text)| text != "").collect()
            })
            .collect();
        let lines = rows.iter().map(|row| serde_json::to_string(row).unwrap()).collect::<Vec<_>>().join("\n");
        let rendered = run(&["render", &file], lines);
        assert_eq!(rendered.status.code(), Some(0), "{}", text(&rendered.stderr));
        let lenient = run(&["parse", &file], rendered.stdout.clone());
        assert_eq!(lenient.status.code(), Some(0));
        for (line, row) in text(&lenient.stdout).lines().zip(0_usize..) {
            let line: Value = serde_json::from_str(line).unwrap();
            let expected: serde_json::Map<_, _> = names
                .iter()
                .enumerate()
                .map(|(column, name)| ((*name).to_owned(), Value::from(value(row * 31 + column * 7))))
                .filter(|(_, text)| text != "")
                .collect();
            assert_eq!(line["fields"], Value::Object(expected));
            assert_eq!((line["extra"].to_string(), line["missing"].to_string()), ("[]".to_owned(), "[]".to_owned()));
        }
    }
}

#[test]
fn ten_thousand_lines_come_back() {
    let folder = Folder::new("round-trip");
    round_trip::<Outgoing>(&folder);
    round_trip::<Incoming>(&folder);
}

#[test]
fn a_bad_line_never_stops_the_rest() {
    let folder = Folder::new("bad-lines");
    let [get, post] = standard::<Outgoing>();
    let (get, post) = (serde_json::to_string(&get).unwrap(), serde_json::to_string(&post).unwrap());
    let (get, post) = (folder.write("get.json", get), folder.write("post.json", post));
    let long = "x".repeat((16 << 20) + 1);
    let output = run(&["render", &post], format!("{{\"id\":\"1\"}}\r\n\n{{\n[]\n{long}\n{{\"id\":\"2\"}}"));
    let lines: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0]["headers"]["content-type"], "application/json");
    let errors: Vec<_> =
        lines[1..4].iter().map(|line| (line["line"].as_u64(), line["error"]["code"].as_str())).collect();
    assert_eq!(errors, [(Some(3), Some("invalid-line")), (Some(4), Some("invalid-line")), (Some(5), Some("limit"))]);
    assert!(lines[4]["body"].as_str().unwrap().contains("\"id\": \"2\""));

    let targets =
        "/a?key=hush&id=1&status=READ&timestamp=x&more=1\nhttps://b/?key=hush&id=2#id=3\nkey=hush&id=4&id=5\nnothing\n";
    let output = run(&["parse", "--raw", &get], targets);
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(lines.len(), 4);
    let first: Value = serde_json::from_str(lines[0]).unwrap();
    assert_eq!(first["typed"], serde_json::json!({"id": "1", "status": "read"}));
    assert_eq!(first["extra"], serde_json::json!([["more", "1"]]));
    assert_eq!(first["problems"][0]["code"], "invalid-value");
    assert_eq!(first["problems"][0]["field"], "timestamp");
    assert!(lines[1].starts_with(
        r#"{"fields":{"id":"2"},"typed":{"id":"2"},"extra":[],"missing":["custom_response","timestamp","#
    ));
    assert!(lines[2].contains(r#""problems":[{"code":"repeated-parameter","field":"id","message":"#));
    let last = r#"{"line":4,"error":{"code":"no-parameters","field":null,"message":"expected the parameters of the template, such as `key`, found none of them"}}"#;
    assert_eq!(lines[3], last);
    let strict = run(&["parse", "--raw", "--strict", &get], targets);
    assert_eq!(text(&strict.stdout).lines().filter(|line| line.starts_with("{\"line\":")).count(), 3);
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn answers_come_as_soon_as_the_input_pauses() {
    let folder = Folder::new("pauses");
    let file = folder.write("p.json", serde_json::to_string(&standard::<Outgoing>()[0]).unwrap());
    let mut child = command(&["render", &file]).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    for id in ["a", "b"] {
        stdin.write_all(format!("{{\"id\":\"{id}\"}}\n").as_bytes()).unwrap();
        let mut answer = Vec::new();
        while answer.last() != Some(&b'\n') {
            let mut byte = [0];
            stdout.read_exact(&mut byte).unwrap();
            answer.push(byte[0]);
        }
        assert!(text(&answer).contains(&format!("&id={id}&")));
    }
    // A reader that has seen enough ends the command quietly.
    drop(stdout);
    let more = std::thread::spawn(move || {
        for _ in 0..100_000 {
            if stdin.write_all(b"{\"id\":\"c\"}\n").is_err() {
                break;
            }
        }
    });
    let output = child.wait_with_output().unwrap();
    more.join().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn folders_are_searched_and_exit_codes_tell() {
    let folder = Folder::new("folders");
    let good = serde_json::to_string(&standard::<Outgoing>()[0]).unwrap();
    folder.write("a/good.json", &good);
    folder.write("a/b/good.json", &good);
    folder.write("a/other.json", "{\"name\": 1}");
    folder.write("a/notes.txt", "");
    let output = run(&["check", folder.path()], "");
    assert_eq!(text(&output.stdout), "2 files checked: 0 errors, 0 warnings; 2 other files skipped\n");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));

    let warned = folder.write("w.json", good.replace("https:", "http:"));
    assert_eq!(run(&["check", &warned], "").status.code(), Some(0));
    assert_eq!(run(&["check", "--deny-warnings", &warned], "").status.code(), Some(1));
    let broken: [(&str, &[u8]); 5] = [
        ("empty.json", b""),
        ("bytes.json", b"{\"endpoint\": \"\xff\"}"),
        ("deep.json", "[".repeat(100_000).leak().as_bytes()),
        ("cut.json", b"{\"endpoint\": \"https"),
        ("text.json", b"hello"),
    ];
    for (name, bytes) in broken {
        let file = folder.write(name, bytes);
        let output = run(&["check", "--format", "json", &file], "");
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["files"][0]["diagnostics"][0]["code"], "invalid-file", "{name}");
        assert_eq!((output.status.code(), document["errors"].as_u64()), (Some(1), Some(1)), "{name}");
    }
    let missing = folder.0.join("missing.json");
    let output = run(&["check", missing.to_str().unwrap(), &warned], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("missing.json") && text(&output.stdout).contains("insecure-scheme"));
    assert_eq!(run(&["check", "-"], good).status.code(), Some(0));
    let huge = folder.write("huge.json", vec![b' '; (16 << 20) + 1]);
    let output = run(&["check", &huge], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).ends_with("huge.json: expected at most 16777216 bytes, found more\n"));
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_unreadable_files_are_survived() {
    let folder = Folder::new("links");
    folder.write("a/good.json", serde_json::to_string(&standard::<Outgoing>()[0]).unwrap());
    std::os::unix::fs::symlink(folder.path(), folder.0.join("a/loop")).unwrap();
    let output = run(&["check", folder.path()], "");
    assert_eq!(text(&output.stdout), "1 file checked: 0 errors, 0 warnings; 0 other files skipped\n");
    let link = folder.0.join("self.json");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    let output = run(&["check", folder.path()], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("self.json"), "{}", text(&output.stderr));
}

#[test]
fn mends_are_applied_in_place() {
    let folder = Folder::new("fix");
    let good = serde_json::to_string_pretty(&standard::<Outgoing>()[0]).unwrap().replace("  ", "\t") + "\r\n\r\n";
    let broken = good.replace("<price>", "<prise>").replace("key=hush", "key=%hush");
    let file = folder.write("p.json", &broken);
    let before = fs::metadata(&file).unwrap().permissions();
    let output = run(&["fix", "--check", folder.path()], "");
    assert_eq!(
        (output.status.code(), text(&output.stdout).ends_with("p.json: 2 mends to be applied\n")),
        (Some(1), true)
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
    let output = run(&["fix", folder.path()], "");
    assert_eq!((output.status.code(), text(&output.stdout).ends_with("p.json: 2 mends applied\n")), (Some(0), true));
    let mended = fs::read_to_string(&file).unwrap();
    assert_eq!(mended, good.replace("key=hush", "key=%25hush"));
    assert_eq!(fs::metadata(&file).unwrap().permissions(), before);
    let output = run(&["fix", "--check", folder.path()], "");
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), ""));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let output = run(&["fix", "-"], broken);
    assert_eq!(text(&output.stdout), mended);
    assert_eq!(run(&["fix", "-"], "[1]").stdout, b"[1]");
}

#[test]
fn translations_are_ready_to_be_rendered() {
    let folder = Folder::new("translate");
    let notification = r#"{"messages":[{"from":"12025550143","id":"m","type":"text","text":{"body":"Hi"}},7],"statuses":[{"id":"s"}]}"#;
    let output = run(&["translate", "--number", "12025550100"], notification);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "callback-profile: -: expected an object as item 1 of `messages`, found another value\n"
    );
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(
        lines[1],
        r#"{"direction":"outgoing","fields":{"id":"s","custom_response":"false","whatsapp_number":"12025550100"}}"#
    );
    let profile = folder.write("p.json", serde_json::to_string(&standard::<Incoming>()[0]).unwrap());
    let rendered = run(&["render", &profile], output.stdout.clone());
    let rendered: Vec<&str> = text(&rendered.stdout).lines().collect();
    assert!(rendered[0].contains("&body=Hi&") && rendered[0].contains("&wanumber=12025550100&"), "{}", rendered[0]);
    assert!(rendered[1].contains("expected the direction `incoming`, found `outgoing`"));
    let broken = run(&["translate"], "{");
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken.stderr).contains("line 1, column 2"));
}

#[test]
fn templates_and_explanations() {
    let template = |direction, method| {
        run(&["template", "--direction", direction, "--method", method, "https://example.com/x"], "").stdout
    };
    assert_eq!(
        text(&template("outgoing", "get")),
        format!("{}\n", Profile::<Outgoing>::standard("https://example.com/x").unwrap().endpoint())
    );
    assert_eq!(
        text(&template("incoming", "post")),
        format!("{}\n", Profile::<Incoming>::standard_post("https://example.com/x").unwrap().template())
    );
    let refused = run(&["template", "--direction", "outgoing", "--method", "get", "https: //x"], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).starts_with("error[invalid-endpoint]"));
    for code in callback_profile::Code::ALL {
        let output = run(&["explain", code.as_str()], "");
        assert!(
            text(&output.stdout).contains(code.meaning()) && text(&output.stdout).contains(code.right_example()),
            "{code}"
        );
    }
    assert_eq!(run(&["explain", "nothing"], "").status.code(), Some(1));
    let help = run(&["--help"], "");
    assert!(text(&help.stdout).contains("Commands:"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/profiles");
    let output = run(&["check", "--deny-warnings", path.to_str().unwrap()], "");
    assert_eq!(text(&output.stdout), "5 files checked: 0 errors, 0 warnings; 0 other files skipped\n");
}

#[test]
fn an_account_is_listed() {
    let folder = Folder::new("list");
    let list = |account: &str, format: &str| {
        let file = folder.write("account.json", account);
        let output = run(&["list", "--format", format, &file], "");
        (output.status.code(), text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
    };
    let empty = r#"{"account_type": "postpaid", "profiles": []}"#;
    let nothing = "no profiles are configured\n\nno webhooks are configured\n";
    assert_eq!(list(empty, "human"), (Some(0), nothing.to_owned(), String::new()));
    assert_eq!(list(empty, "json").1, "{\"profiles\":[],\"webhooks\":[]}\n");

    let mut profile = Profile::<Outgoing>::standard("https://u:hush@example.com/dlr?key=hush").unwrap().into_spec();
    (profile.id, profile.title) = (Some("p1".to_owned()), Some("Status callbacks".to_owned()));
    let webhook = |id: &str, product: &str, number: &str| {
        format!(
            r#"{{"id": "{id}", "product": "{product}", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo?key=hush"{number}}}"#
        )
    };
    let account = format!(
        r#"{{"account_type": "postpaid", "whitelist": ["example.com"], "profiles": [{}], "webhooks": [{}, {}]}}"#,
        serde_json::to_string(&profile).unwrap(),
        webhook("w1", "whatsapp", r#", "waba_number": "+12025550100""#),
        webhook("w2", "RCS", ""),
    );
    let table = "\
ID  TITLE             DIRECTION  METHOD  ENDPOINT
p1  Status callbacks  outgoing   GET     https://example.com/dlr

ID  PRODUCT   WEBHOOK                 REPORT TYPE  SERVER METHOD  PRODUCT UNIQUE ID
w1  whatsapp  https://example.com/mo  MO           JSON           +12025550100
w2  RCS       https://example.com/mo  MO           JSON
";
    assert_eq!(list(&account, "human"), (Some(0), table.to_owned(), String::new()));
    let document: Value = serde_json::from_str(&list(&account, "json").1).unwrap();
    assert_eq!(document["profiles"][0]["endpoint"], "https://example.com/dlr");
    assert_eq!(document["webhooks"][0]["product_unique_id"], "+12025550100");
    assert!(document["webhooks"][1]["product_unique_id"].is_null());
    let (code, _, err) = list(&serde_json::to_string(&profile).unwrap(), "human");
    assert_eq!(code, Some(1));
    assert!(err.ends_with("account.json: expected an account, found a profile\n"), "{err}");
    assert!(list(&account.replace("\"w2\"", "\"w1\""), "human").2.contains("error[duplicate-id]"));
}

#[test]
fn a_webhook_renders_and_parses_as_a_profile_does() {
    let folder = Folder::new("webhook");
    let names = "\"transaction_id\": \"t\", \"message_id\": \"m\", \"error_code\": \"e\", \"mobile\": \"to\", \"received_time\": \"r\", \"delivered_time\": \"d\"";
    let webhook = folder.write(
        "webhook.json",
        format!(
            r#"{{"product": "sms", "send_method": "XML", "report_type": "DLR", "endpoint": "https://example.com/dlr", "parameters": {{{names}}}, "time_unit": "milliseconds", "time_offset_minutes": 330}}"#
        ),
    );
    let rendered = run(
        &["render", &webhook],
        r#"{"message_id": "a&b", "received_time": "1500", "delivered_time": "2024-03-09 21:30:42"}"#,
    );
    assert!(text(&rendered.stdout).contains("<m>a&amp;b</m>"), "{rendered:?}");
    let parsed = run(&["parse", &webhook], rendered.stdout);
    let line: Value = serde_json::from_slice(&parsed.stdout).unwrap();
    assert_eq!(
        (&line["fields"]["message_id"], &line["typed"]["received_time"]),
        (&"a&b".into(), &"1970-01-01T00:00:01.500Z".into())
    );
    assert_eq!(line["typed"]["delivered_time"], "2024-03-09T16:00:42Z");
}
