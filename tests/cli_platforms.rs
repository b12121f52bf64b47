//! The real binary with platforms that are given to it: every command judges by the platform that a file names.
#![cfg(feature = "cli")]
#![cfg(test)]

use serde_json::{Value, json};
use util::command::{Answer, run};
use util::files::Folder;
use util::server::server;

mod util;

const COURIER: &str = r#"{
  "platform": "courier",
  "placeholders": {"open": "{{", "close": "}}"},
  "field_sets": {
    "send": {
      "dedup_key": ["uuid"],
      "fields": {
        "uuid": {"required": true, "doc": "The message's id."},
        "to": {"kind": "phone-number", "required": true, "doc": "Whom it goes to.\nIn the form of E.164."},
        "note": {"absent": "none"}
      }
    }
  }
}"#;

const KANNEL: &str = r#"{
  "platform": "kannel", "placeholders": {"open": "%"},
  "field_sets": {"dlr": {"fields": {"d": {"kind": "text", "required": true}}}}
}"#;

const SEND: &str = "https://example.com/send?uuid={{uuid}}&to={{to}}";

/// The files of two platforms, and of profiles and an account of the first.
struct Files {
    folder: Folder,
    courier: String,
    kannel: String,
    profile: String,
    account: String,
}

impl Files {
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let profile = json!({"platform": "courier", "direction": "send", "method": "GET", "endpoint": SEND});
        let mut in_account = json!({"id": "p", "direction": "send", "method": "GET", "endpoint": SEND});
        let number = json!({"number": "+12025550100", "send": "p"});
        let account = json!({"platform": "courier", "profiles": [in_account.take()], "numbers": [number]});
        Self {
            courier: folder.write("courier.json", COURIER),
            kannel: folder.write("kannel.json", KANNEL),
            profile: folder.write("profile.json", profile.to_string()),
            account: folder.write("account.json", account.to_string()),
            folder,
        }
    }

    /// Runs a command with both platforms.
    #[track_caller]
    fn run(&self, command: &[&str], input: &str) -> Answer {
        let (name, rest) = command.split_first().unwrap();
        run(&[&[*name, "--platform", &self.courier, "--platform", &self.kannel], rest].concat(), input)
    }
}

#[test]
fn every_command_judges_by_the_platform_that_a_file_names() {
    let files = Files::new("platforms-every");
    let (profile, account) = (&*files.profile, &*files.account);
    let values = "{\"uuid\": \"7\", \"to\": \"+12025550100\"}\n";
    let url = "https://example.com/send?uuid=7&to=%2B12025550100";
    files.run(&["check", profile, account], "").assert_is(0, "2 files checked: 0 errors, 0 warnings\n", "");
    files.run(&["check", "--account", account, profile], "").assert_is(
        0,
        "2 files checked: 0 errors, 0 warnings\n",
        "",
    );
    let rendered = files.run(&["render", profile], values);
    assert_eq!((rendered.code, &rendered.json()["url"]), (0, &json!(url)), "{rendered:?}");
    let parsed = files.run(&["parse", "--raw", profile], &format!("{url}&note=none\n"));
    assert_eq!((parsed.code, &parsed.json()["fields"]["uuid"]), (0, &json!("7")), "{parsed:?}");
    let sample = files.run(&["sample", "--stress", profile], "");
    assert_eq!((sample.code, sample.json().as_object().unwrap().len()), (0, 3), "{sample:?}");
    let list = files.run(&["list", "--format", "json", account], "").json();
    assert_eq!((&list["profiles"][0]["platform"], &list["numbers"][0]["send"]), (&json!("courier"), &json!("p")));
    assert!(list["numbers"][0].get("outgoing").is_none(), "{list}");
    let shown = files.run(&["show", "--format", "json", account, "+12025550100"], "").json();
    assert_eq!(shown["number"]["send"], "p");
    let shown = files.run(&["show", account, "p"], "");
    assert!(shown.out.contains("platform: courier\n"), "{shown:?}");
    let (port, arrived) = server();
    let local = json!({
        "platform": "courier", "direction": "send", "method": "GET",
        "endpoint": SEND.replace("https://example.com", &format!("http://localhost:{port}"))
    });
    let local = files.folder.write("local.json", local.to_string());
    let sent = files.run(&["send", "--verbose", &local, "-"], values);
    assert!(arrived.recv().unwrap().starts_with("GET /send?uuid=7&to=%2B12025550100 HTTP"), "{sent:?}");
    assert!(sent.code == 0 && sent.err.contains("uuid=7&to=%2B12025550100"), "{sent:?}");
    let misspelt =
        json!({"platform": "courier", "direction": "send", "method": "GET", "endpoint": SEND.replace("{{to", "{{too")});
    let fixed = files.run(&["fix", "-"], &misspelt.to_string());
    assert_eq!((fixed.code, &fixed.json()["endpoint"]), (0, &json!(SEND)), "{fixed:?}");
}

#[test]
fn without_its_platform_a_file_is_refused_and_left_alone() {
    let files = Files::new("platforms-without");
    let (profile, account) = (&*files.profile, &*files.account);
    let message = "the platform `courier` is not known";
    for command in [&["check", profile][..], &["render", profile], &["parse", profile], &["sample", profile]] {
        let answer = run(command, "");
        assert_eq!(answer.code, 1, "{answer:?}");
        let said = [&*answer.out, &answer.err].concat();
        assert!(said.contains(message) && said.contains("give its file, with `--platform FILE`"), "{said}");
        assert_eq!(said.matches("error[").count(), 1, "{said}");
    }
    for command in [&["list", account][..], &["show", account, "p"], &["check", account]] {
        let answer = run(command, "");
        assert!(answer.code == 1 && [&*answer.out, &answer.err].concat().contains(message), "{answer:?}");
    }
    let written = std::fs::read_to_string(profile).unwrap();
    run(&["fix", profile], "").assert_is(0, "", "");
    assert_eq!(std::fs::read_to_string(profile).unwrap(), written);
    let near = run(&["check", "--platform", &files.kannel, profile], "");
    assert!(near.out.contains(message), "{near:?}");
}

#[test]
fn a_platform_that_cannot_be_had_ends_the_command() {
    let files = Files::new("platforms-broken");
    let broken = files.folder.write("broken.json", COURIER.replace("\"open\"", "\"opne\""));
    let missing = files.folder.at("missing.json");
    let commands =
        [&["check", &*files.profile][..], &["fix", &files.profile], &["fields"], &["render", &files.profile]];
    for command in commands {
        let with = |platform: &str| run(&[&command[..1], &["--platform", platform], &command[1..]].concat(), "");
        let answer = with(&broken);
        assert!(answer.code == 1 && answer.err.contains("error[unknown-key]: unknown key `opne`"), "{answer:?}");
        assert!(answer.out.is_empty(), "{answer:?}");
        let answer = with(&missing);
        assert!(answer.code == 2 && answer.err.contains("missing.json"), "{answer:?}");
        let answer = with(&files.profile);
        assert!(
            answer.code == 1 && answer.err.ends_with("profile.json: it holds a profile, not a platform\n"),
            "{answer:?}"
        );
        let answer = with("-");
        assert!(answer.code == 2 && answer.err.contains("a platform is read from a file"), "{answer:?}");
    }
}

#[test]
fn templates_are_written_in_the_syntax_of_the_platform() {
    let files = Files::new("platforms-templates");
    let template = |rest: &[&str]| files.run(&[&["template", "--direction"], rest].concat(), "");
    template(&["send", "--method", "get", "https://example.com/send"]).assert_is(0, &format!("{SEND}\n"), "");
    let body = "{\n  \"uuid\": \"{{uuid}}\",\n  \"to\": \"{{to}}\"\n}\n";
    template(&["send", "--method", "post", "https://example.com/send"]).assert_is(0, body, "");
    template(&["dlr", "--method", "get", "https://example.com/"]).assert_is(0, "https://example.com/?d=%d\n", "");
    let builtin = template(&["outgoing", "--method", "get", "https://example.com/"]);
    assert!(builtin.out.contains("?id=<id>&"), "{builtin:?}");
    for (direction, method) in [("send", "get"), ("send", "put"), ("dlr", "get"), ("dlr", "post")] {
        let file = template(&[direction, "--file", "--method", method, "https://example.com/"]);
        let checked = files.run(&["check", "-"], &file.out);
        checked.assert_is(0, "1 file checked: 0 errors, 0 warnings\n", "");
    }
    // What the platform itself quotes stands in no JSON, so that the body is a string.
    let unquoted = KANNEL.replace("\"open\"", "\"json\": \"unquoted\", \"open\"");
    let unquoted = files.folder.write("unquoted.json", unquoted);
    let command = ["template", "--platform", &unquoted, "--direction", "dlr", "--file", "--method", "post"];
    let file = run(&[&command[..], &["https://example.com/"]].concat(), "");
    assert_eq!(file.json()["body"], "{\n  \"d\": %d\n}");
    run(&["check", "--platform", &unquoted, "-"], &*file.out).assert_is(
        0,
        "1 file checked: 0 errors, 0 warnings\n",
        "",
    );
    let unknown = template(&["sent", "--method", "get", "https://example.com/"]);
    unknown.assert_is(2, "", "callback-profile: there is no direction `sent`; did you mean `send`?\n");
}

#[test]
fn fields_are_listed() {
    let files = Files::new("platforms-fields");
    let listed = "send of courier\n  {{uuid}}  text          required  The message's id.\n  \
                  {{to}}    phone-number  required  Whom it goes to.\n  {{note}}  text          optional\n";
    files.run(&["fields", "send"], "").assert_is(0, listed, "");
    files.run(&["fields"], "").assert_is(0, &format!("{listed}\ndlr of kannel\n  %d  text  required\n"), "");
    let json = files.run(&["fields", "--format", "json", "send"], "").json();
    let note = json!({
        "placeholder": "{{note}}", "name": "note", "kind": "text", "required": false,
        "sample": json["sets"][0]["fields"][2]["sample"], "absent": "none", "description": ""
    });
    assert_eq!(json["sets"][0]["fields"][2], note);
    assert_eq!((&json["sets"][0]["platform"], &json["sets"][0]["direction"]), (&json!("courier"), &json!("send")));

    let builtin = run(&["fields"], "");
    assert_eq!(builtin.code, 0);
    let heads: Vec<_> = builtin.out.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).collect();
    assert_eq!(heads, ["outgoing", "incoming", "delivery-report"]);
    assert!(builtin.out.contains("\n  <id>"), "{}", builtin.out);
    let one = run(&["fields", "--format", "json", "incoming"], "").json();
    assert_eq!((one["sets"].as_array().unwrap().len(), &one["sets"][0]["platform"]), (1, &Value::Null));
    run(&["fields", "incomming"], "").assert_is(
        2,
        "",
        "callback-profile: there is no direction `incomming`; did you mean `incoming`?\n",
    );
}
