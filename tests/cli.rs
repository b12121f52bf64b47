//! The real binary: streams, exit codes, fixes in place.
#![cfg(feature = "cli")]
#![cfg(test)]

use std::fs;
use std::io::{Read, Write};

use callback_profile::request::Method;
use callback_profile::{FieldSet, Incoming, Outgoing, Platform, Profile, ProfileSpec};
use serde_json::Value;
use util::command::{Answer, command, run};
use util::files::{Folder, ours};

mod util;

fn standard<S: FieldSet>() -> [Profile<S>; 2] {
    let url = "https://example.com/callbacks?key=hush";
    [Profile::standard(url).unwrap(), Profile::standard_post(url).unwrap()]
}

fn standard_json<S: FieldSet>() -> String {
    serde_json::to_string(&standard::<S>()[0]).unwrap()
}

/// A text that depends on a number, now and then a nasty one.
fn value(number: usize) -> String {
    const NASTY: [&str; 12] = ["&a=b", "\"", "\\", "\n", "<id>", "%41", "+", " ", "é", "\u{1f600}", "#", "\u{0}"];
    let nasty = |shift: usize| NASTY[(number / (shift + 1)) % NASTY.len()];
    if number.is_multiple_of(5) { String::new() } else { format!("{}{number}{}{}", nasty(0), nasty(12), nasty(144)) }
}

/// The required fields of one line, without those that are empty; as they arrive, what is written for absent ones is among them.
fn fields<S: FieldSet>(row: usize, has_arrived: bool) -> Value {
    let required = S::FIELDS.iter().filter(|field| field.is_required()).enumerate();
    let fields = required.map(|(column, field)| {
        let absent = field.absent().filter(|_| has_arrived).unwrap_or_default();
        let text = value(row * 31 + column * 7);
        (field.name(), if text.is_empty() { absent.to_owned() } else { text })
    });
    fields.filter(|(_, text)| !text.is_empty()).collect()
}

fn round_trip<S: FieldSet>(folder: &Folder) {
    for profile in standard::<S>() {
        let file =
            folder.write(&format!("{}-{}.json", S::NAME, profile.method()), serde_json::to_string(&profile).unwrap());
        let lines = (0..10_000).map(|row| fields::<S>(row, false).to_string()).collect::<Vec<_>>().join("\n");
        let rendered = run(&["render", &file], lines);
        rendered.assert_code(0);
        let lenient = run(&["parse", &file], rendered.out);
        assert_eq!(lenient.code, 0);
        for (line, row) in lenient.json_lines().iter().zip(0..) {
            assert_eq!(line["fields"], fields::<S>(row, true));
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
    let [get, post] = standard::<Outgoing>()
        .map(|profile| folder.write(&format!("{}.json", profile.method()), serde_json::to_string(&profile).unwrap()));
    let long = "x".repeat((16 << 20) + 1);
    let answer = run(&["render", &post], format!("{{\"id\":\"1\"}}\r\n\n{{\n[]\n{long}\n{{\"id\":\"2\"}}"));
    let lines = answer.json_lines();
    assert_eq!((answer.code, lines.len()), (1, 5));
    assert_eq!(lines[0]["headers"]["content-type"], "application/json");
    let errors: Vec<_> =
        lines[1..4].iter().map(|line| (line["line"].as_u64(), line["error"]["code"].as_str())).collect();
    assert_eq!(errors, [(Some(3), Some("invalid-line")), (Some(4), Some("invalid-line")), (Some(5), Some("limit"))]);
    assert!(lines[4]["body"].as_str().unwrap().contains("\"id\": \"2\""));

    let targets =
        "/a?key=hush&id=1&status=READ&timestamp=x&more=1\nhttps://b/?key=hush&id=2#id=3\nkey=hush&id=4&id=5\nnothing\n";
    let answer = run(&["parse", "--raw", &get], targets);
    let lines: Vec<&str> = answer.out.lines().collect();
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
    let last = r#"{"line":4,"error":{"code":"no-parameters","field":null,"message":"none of the template's parameters is there, such as `key`"}}"#;
    assert_eq!(lines[3], last);
    let strict = run(&["parse", "--raw", "--strict", &get], targets);
    assert_eq!(strict.out.lines().filter(|line| line.starts_with("{\"line\":")).count(), 3);
    assert_eq!(strict.code, 1);
}

#[test]
fn answers_come_as_soon_as_the_input_pauses() {
    let folder = Folder::new("pauses");
    let file = folder.write("p.json", standard_json::<Outgoing>());
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
        assert!(String::from_utf8(answer).unwrap().contains(&format!("&id={id}&")));
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
    let answer = Answer::from(child.wait_with_output().unwrap());
    more.join().unwrap();
    assert_eq!((answer.code, &*answer.err), (0, ""));
}

#[test]
fn folders_are_searched_and_exit_codes_tell() {
    let folder = Folder::new("folders");
    let good = standard_json::<Outgoing>();
    folder.write("a/good.json", &good);
    folder.write("a/b/good.json", &good);
    folder.write("a/other.json", "{\"name\": 1}");
    folder.write("a/notes.txt", "");
    let answer = run(&["check", folder.path()], "");
    answer.assert_is(0, "2 files checked: 0 errors, 0 warnings; 2 other files skipped\n", "");

    let warned = folder.write("w.json", good.replace("https:", "http:"));
    run(&["check", &warned], "").assert_code(0);
    run(&["check", "--deny-warnings", &warned], "").assert_code(1);
    let broken: [(&str, &[u8]); 5] = [
        ("empty.json", b""),
        ("bytes.json", b"{\"endpoint\": \"\xff\"}"),
        ("deep.json", "[".repeat(100_000).leak().as_bytes()),
        ("cut.json", b"{\"endpoint\": \"https"),
        ("text.json", b"hello"),
    ];
    for (name, bytes) in broken {
        let answer = run(&["check", "--format", "json", &folder.write(name, bytes)], "");
        let document = answer.json();
        assert_eq!(document["files"][0]["diagnostics"][0]["code"], "invalid-file", "{name}");
        assert_eq!((answer.code, document["errors"].as_u64()), (1, Some(1)), "{name}");
    }
    let answer = run(&["check", &folder.at("missing.json"), &warned], "");
    answer.assert_code(2);
    assert!(answer.err.contains("missing.json") && answer.out.contains("insecure-scheme"));
    run(&["check", "-"], good).assert_code(0);
    let answer = run(&["check", &folder.write("huge.json", vec![b' '; (16 << 20) + 1])], "");
    answer.assert_code(2);
    assert!(answer.err.ends_with("huge.json: it is larger than 16777216 bytes\n"));
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_unreadable_files_are_survived() {
    let folder = Folder::new("links");
    folder.write("a/good.json", standard_json::<Outgoing>());
    std::os::unix::fs::symlink(folder.path(), folder.at("a/loop")).unwrap();
    let answer = run(&["check", folder.path()], "");
    assert_eq!(answer.out, "1 file checked: 0 errors, 0 warnings\n");
    let link = folder.at("self.json");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    let answer = run(&["check", folder.path()], "");
    answer.assert_code(2);
    answer.assert_err_has("self.json");
}

#[test]
fn fixes_are_applied_in_place() {
    let folder = Folder::new("fix");
    let good = serde_json::to_string_pretty(&standard::<Outgoing>()[0]).unwrap().replace("  ", "\t") + "\r\n\r\n";
    let broken = good.replace("<price>", "<prise>").replace("key=hush", "key=%hush");
    let file = folder.write("p.json", &broken);
    let before = fs::metadata(&file).unwrap().permissions();
    let answer = run(&["fix", "--check", folder.path()], "");
    assert_eq!((answer.code, answer.out.ends_with("p.json: 2 fixes to be applied\n")), (1, true));
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
    let answer = run(&["fix", folder.path()], "");
    assert_eq!((answer.code, answer.out.ends_with("p.json: 2 fixes applied\n")), (0, true));
    let fixed = fs::read_to_string(&file).unwrap();
    assert_eq!(fixed, good.replace("key=hush", "key=%25hush"));
    assert_eq!(fs::metadata(&file).unwrap().permissions(), before);
    let answer = run(&["fix", "--check", folder.path()], "");
    assert_eq!((answer.code, &*answer.out), (0, ""));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(run(&["fix", "-"], broken).out, fixed);
    assert_eq!(run(&["fix", "-"], "[1]").out, "[1]");
}

#[test]
fn translations_are_ready_to_be_rendered() {
    let folder = Folder::new("translate");
    let notification = r#"{"messages":[{"from":"12025550143","id":"m","type":"text","text":{"body":"Hi"}},7],"statuses":[{"id":"s"}]}"#;
    let answer = run(&["translate", "--number", "12025550100"], notification);
    answer.assert_code(1);
    assert_eq!(answer.err, "callback-profile: -: item 1 of `messages` is not an object\n");
    let status =
        r#"{"direction":"outgoing","fields":{"id":"s","custom_response":"false","whatsapp_number":"12025550100"}}"#;
    assert_eq!(answer.out.lines().nth(1), Some(status));
    let profile = folder.write("p.json", standard_json::<Incoming>());
    let rendered = run(&["render", &profile], &*answer.out);
    let rendered: Vec<&str> = rendered.out.lines().collect();
    assert!(rendered[0].contains("&body=Hi&") && rendered[0].contains("&wanumber=12025550100&"), "{}", rendered[0]);
    assert!(rendered[1].contains("the profile's direction is `incoming`, that of the line `outgoing`"));
    for (direction, number) in [("incoming", 0), ("outgoing", 1)] {
        let wanted = run(&["translate", "--number", "12025550100", "--direction", direction], notification);
        wanted.assert_is(1, &format!("{}\n", answer.out.lines().nth(number).unwrap()), &answer.err);
    }
    let image = r#"{"id":"m","type":"image","image":{"link":"u"}}"#;
    run(&["translate"], image).assert_out_has(r#"[{\"id\":\"m\",\"type\":\"image\",\"url\":\"u\"}]"#);
    let native = run(&["translate", "--media-shape", "native"], image);
    native.assert_out_has(r#"[{\"id\":\"m\",\"type\":\"image\",\"image\":{\"link\":\"u\"}}]"#);
    let broken = run(&["translate"], "{");
    broken.assert_code(1);
    broken.assert_err_has("line 1, column 2");
}

/// Whatever the direction and method, the file is that of the standard profile and nothing is to be said about it.
#[test]
fn the_file_of_a_template_is_checked_and_renders() {
    let folder = Folder::new("template");
    let template = ["template", "--file", "https://example.com/x?tenant=7"];
    for direction in Platform::builtin().directions() {
        for method in Method::ALL {
            let method = method.as_str().to_ascii_lowercase();
            let file = run(&[&template[..], &["--direction", direction, "--method", &method]].concat(), "");
            file.assert_code(0);
            let profile = folder.write("profile.json", &file.out);
            run(&["check", "--deny-warnings", &profile], "").assert_is(0, "1 file checked: 0 errors, 0 warnings\n", "");
            let spec: ProfileSpec = serde_json::from_str(&file.out).unwrap();
            assert_eq!((&*spec.direction, spec.method.as_str()), (direction, &*method.to_ascii_uppercase()));
            let samples = run(&["sample", &profile], "").out;
            run(&["render", &profile], samples).assert_code(0);
            let text = run(&["template", "--direction", direction, "--method", &method, template[2]], "").out;
            let blank = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(blank(&text), blank(spec.body.as_deref().unwrap_or(&spec.endpoint)));
        }
    }
}

#[test]
fn templates_and_explanations() {
    let template = |direction, method| {
        run(&["template", "--direction", direction, "--method", method, "https://example.com/x"], "").out
    };
    let outgoing = Profile::<Outgoing>::standard("https://example.com/x").unwrap();
    assert_eq!(template("outgoing", "get"), format!("{}\n", outgoing.endpoint()));
    let incoming = Profile::<Incoming>::standard_post("https://example.com/x").unwrap();
    assert_eq!(template("incoming", "post"), format!("{}\n", incoming.template()));
    let refused = run(&["template", "--direction", "outgoing", "--method", "get", "https: //x"], "");
    refused.assert_code(1);
    assert!(refused.err.starts_with("error[invalid-endpoint]"));
    for code in callback_profile::diagnostic::Code::ALL {
        let answer = run(&["explain", code.as_str()], "");
        assert!(answer.out.contains(code.meaning()) && answer.out.contains(code.right_example()), "{code}");
    }
    let unknown = run(&["explain", "nothing"], "");
    unknown.assert_is(
        1,
        "",
        "callback-profile: there is no code `nothing` to explain; without a code all are listed\n",
    );
    run(&["--help"], "").assert_out_has("Commands:");
    let answer = run(&["check", "--deny-warnings", ours("examples/profiles").to_str().unwrap()], "");
    assert_eq!(answer.out, "5 files checked: 0 errors, 0 warnings\n");
}

#[test]
fn an_account_is_listed() {
    let folder = Folder::new("list");
    let list = |account: &str, format: &str| {
        let file = folder.write("account.json", account);
        run(&["list", "--format", format, &file], "")
    };
    let empty = r#"{"account_type": "postpaid", "profiles": []}"#;
    let nothing = "no profiles are configured\n\nno webhooks are configured\n\nno numbers are configured\n";
    list(empty, "human").assert_is(0, nothing, "");
    assert_eq!(list(empty, "json").out, "{\"profiles\":[],\"webhooks\":[],\"numbers\":[]}\n");

    let mut profile = Profile::<Outgoing>::standard("https://u:hush@example.com/dlr?key=hush").unwrap().into_spec();
    (profile.id, profile.title) = (Some("p1".to_owned()), Some("Status callbacks".to_owned()));
    let webhook = |id: &str, product: &str, number: &str| {
        format!(
            r#"{{"id": "{id}", "product": "{product}", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo?key=hush"{number}}}"#
        )
    };
    let account = format!(
        r#"{{"account_type": "postpaid", "whitelist": ["example.com"], "profiles": [{}], "webhooks": [{}, {}],
        "numbers": [{{"number": "+12025550100", "outgoing": "p1"}}, {{"number": "12025550101", "status": "Pending",
        "incoming": {{"callback_url": "https://example.com/mo?key=hush"}}}}]}}"#,
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

NUMBER        STATUS    OUTGOING  INCOMING                DELIVERY-REPORT
+12025550100  approved  p1
12025550101   pending             https://example.com/mo
";
    list(&account, "human").assert_is(0, table, "");
    let document = list(&account, "json").json();
    assert_eq!(document["profiles"][0]["endpoint"], "https://example.com/dlr");
    assert_eq!(document["webhooks"][0]["product_unique_id"], "+12025550100");
    assert!(document["webhooks"][1]["product_unique_id"].is_null());
    let number = serde_json::json!({"number": "12025550101", "status": "pending", "outgoing": null, "incoming":
        "https://example.com/mo", "delivery-report": null});
    assert_eq!(document["numbers"][1], number);
    let refused = list(&serde_json::to_string(&profile).unwrap(), "human");
    refused.assert_code(1);
    assert!(refused.err.ends_with("account.json: it holds a profile, not an account\n"), "{refused:?}");
    list(&account.replace("\"w2\"", "\"w1\""), "human").assert_err_has("error[duplicate-id]");
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
    rendered.assert_out_has("<m>a&amp;b</m>");
    let line = run(&["parse", &webhook], rendered.out).json();
    assert_eq!(line["fields"]["message_id"], "a&b");
    assert_eq!(line["typed"]["received_time"], "1970-01-01T00:00:01.500Z");
    assert_eq!(line["typed"]["delivered_time"], "2024-03-09T16:00:42Z");
}
