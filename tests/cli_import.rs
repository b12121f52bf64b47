//! The real binary imports profiles that the platform gives back.
#![cfg(feature = "cli")]
#![cfg(test)]

use callback_profile::{Outgoing, Profile, ProfileSpec};
use serde_json::json;
use util::command::run;
use util::files::Folder;

mod util;

const FILE: &str = r#"{
  "profile_id": "p-1", "title": "Status callbacks", "http_method": "post", "url": "https://example.com/dlr?token=hush",
  "body": "{\"id\":  \"<id>\"}", "headers": "{\"X-Token\": \"hush\"}", "channel": "whatsapp",
  "events": ["sent", "read"], "status": 2, "created_by": "hush", "retry": {"secret": "hush"}
}"#;

const IMPORTED: &str = r#"{
  "id": "p-1",
  "title": "Status callbacks",
  "direction": "outgoing",
  "method": "POST",
  "endpoint": "https://example.com/dlr?token=hush",
  "body": {"id":  "<id>"},
  "headers": {
    "X-Token": "hush"
  }
}
"#;

const SAID: &str = "\
callback-profile: -: its status with the platform is `auto-disabled`
callback-profile: -: left out: the channel `whatsapp`
callback-profile: -: left out: the events `sent`, `read`
callback-profile: -: left out, as nobody knows them: the members `created_by`, `retry`
";

const GUESSED: &str =
    "callback-profile: -: the direction is guessed from the placeholders: `outgoing`; --direction says which it is\n";

#[test]
fn a_profile_is_printed_and_what_has_no_place_in_it_is_told() {
    run(&["import", "-"], FILE).assert_is(0, IMPORTED, &format!("{SAID}{GUESSED}"));
    let incoming = IMPORTED.replace("outgoing", "incoming");
    run(&["import", "--direction", "incoming", "-"], FILE).assert_is(0, &incoming, SAID);
    let folder = Folder::new("import");
    let quiet = run(&["import", "--direction", "outgoing", &folder.write("p.json", read_back("{}", ""))], "");
    assert_eq!((quiet.code, &*quiet.err), (0, ""));
}

#[test]
fn what_is_no_profile_is_refused_without_its_secrets() {
    for text in ["", "[]", "{}", "\u{feff}{}", &format!("[{FILE}]"), &FILE.replace("\"url\"", "\"uri\"")] {
        let answer = run(&["import", "-"], text);
        assert_eq!((answer.code, &*answer.out), (1, ""), "{text}");
        assert!(answer.err.starts_with("error[") && !answer.err.contains("hush"), "{answer:?}");
    }
    run(&["import", "-"], b"{\"url\": \"\xFF\"}".to_vec()).assert_err_has("expected UTF-8");
    let answer = run(&["import", "/nowhere/p.json"], "");
    assert_eq!((answer.code, &*answer.out), (2, ""));
    assert_eq!(run(&["import", "--direction", "sideways", "-"], FILE).code, 2);
}

fn read_back(body: &str, members: &str) -> String {
    format!(r#"{{"http_method": "post", "url": "https://example.com/dlr", "body": {}{members}}}"#, json!(body))
}

/// Bodies that stand as JSON in the file, and such as would be others there.
const BODIES: [(&str, bool); 17] = [
    (r#"{"id":"<id>"}"#, true),
    ("{\n\t\"id\" : \"<id>\",\n  \"n\": 1.50e2}", true),
    (r#"{"\u003cid>": "\u003cid\u003e\n"}"#, true),
    ("[]", true),
    ("7", true),
    ("null", false),
    ("\"<id>\"", false),
    (" {}", false),
    ("{}\n", false),
    ("{", false),
    ("{\"id\": <id>}", false),
    ("id=<id>", false),
    ("{\"id\": \"\u{202e}\"}", false),
    ("{\"id\": \"\u{9b}##[error]\"}", false),
    ("{\"id\": \"##[error]\"}", false),
    (r#"{"id": "\ud800"}"#, false),
    ("\u{feff}{}", false),
];

#[test]
fn the_file_holds_the_same_profile_whatever_its_body_is() {
    let deep = ["[".repeat(127) + &"]".repeat(127), "[".repeat(128) + &"]".repeat(128)];
    let bodies = BODIES.into_iter().chain([(&*deep[0], true), (&*deep[1], false)]);
    for (body, is_json) in bodies {
        let text = read_back(body, r#", "title": "\u202e##[x]\"", "headers": {"X-\u009b": "\u2028"}"#);
        let answer = run(&["import", "-"], &*text);
        answer.assert_code(0);
        let spec: ProfileSpec = serde_json::from_str(&answer.out).unwrap();
        assert_eq!(&spec, ProfileSpec::from_read_back(&text).unwrap().spec(), "{body}");
        assert_eq!(spec.body.as_deref(), Some(body));
        assert_eq!(answer.out.contains(&format!("\n  \"body\": {body}")), is_json, "{}", answer.out);
        let printed = answer.out.chars().chain(answer.err.chars());
        assert!(
            printed.into_iter().all(|c| c == '\n' || c == '\t' || !c.is_control() && c != '\u{202e}'),
            "{answer:?}"
        );
        assert!(!answer.out.contains("##["), "{}", answer.out);
        let checked = run(&["check", "-"], answer.out);
        assert!(!checked.out.contains("invalid-file"), "{checked:?}");
    }
}

#[test]
fn what_is_said_of_the_members_is_short_and_steers_nothing() {
    let many: Vec<_> = (0..100_000).map(|number| format!(r#", "m{number}": {number}"#)).collect();
    let many = many.concat();
    let odd = r#", "\u001b[31m\n::error::": 1, "https://u:hush@example.com/?k=hush": "hush", "channel": "\n##[x]", "status": "\r""#;
    let long = format!(r#", "{}": 1, "events": "{}""#, "n".repeat(10_000), "e".repeat(10_000));
    for members in [&*many, odd, &long] {
        let answer = run(&["import", "--direction", "outgoing", "-"], read_back("{}", members));
        answer.assert_code(0);
        assert!(answer.err.len() < 1_000 && answer.err.ends_with('\n'), "{}", answer.err);
        assert!(answer.err.lines().all(|line| line.starts_with("callback-profile: -: ")), "{}", answer.err);
        assert!(!answer.err.contains(['\u{1b}', '\r']) && !answer.err.contains("hush") && !answer.err.contains("##["));
    }
    run(&["import", "-"], read_back("{}", &many)).assert_err_has("`m19` and 99980 more\n");
}

/// As the help says it: the answers of the platform's interface, through pipes.
#[test]
fn an_imported_profile_is_as_good_as_its_template() {
    let spec = Profile::<Outgoing>::standard_post("https://example.com/dlr").unwrap().into_spec();
    let imported = run(&["import", "-"], read_back(spec.body.as_deref().unwrap(), ""));
    assert_eq!(serde_json::from_str::<ProfileSpec>(&imported.out).unwrap(), spec);
    run(&["check", "--deny-warnings", "-"], imported.out).assert_is(0, "1 file checked: 0 errors, 0 warnings\n", "");
}
