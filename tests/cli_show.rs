//! The real binary: what `show`, `list` and `explain` tell of an account and of codes.
#![cfg(feature = "cli")]
#![cfg(test)]

use callback_profile::diagnostic::{Code, PlatformError};
use callback_profile::received::{ParseErrorKind, ProblemCode, RemarkCode};
use callback_profile::request::RenderErrorKind;
use serde_json::{Value, json};
use util::command::{Answer, run};
use util::files::Folder;

mod util;

/// An account with everything that a profile, a webhook and a number can say. What is secret holds `hush`.
fn account() -> Value {
    let body = "{\n  \"id\": \"<id>\", \"state\": \"hush-<status>\", \"key\": \"hush\"\n}";
    let names = ["custom_response", "timestamp", "mobile", "message", "phone_number", "error", "error_code", "ref"];
    let rest = names.into_iter().chain(["ref1", "ref2", "price"]).map(|name| format!("\"{name}\": \"<{name}>\""));
    let body = body.replacen('{', &format!("{{\n  {},", rest.collect::<Vec<_>>().join(", ")), 1);
    json!({
        "profiles": [{
            "id": "status", "title": "Status callbacks", "direction": "outgoing", "method": "PUT", "body_format": "json",
            "endpoint": "https://u:hush@example.com/dlr?token=hush", "body": body,
            "headers": {"Authorization": "Basic hush", "X-Token": "hush"}
        }],
        "webhooks": [{
            "id": "reports", "product": "whatsapp", "send_method": "XML", "report_type": "DLR", "waba_number": "+12025550100",
            "endpoint": "https://example.com/dlr?key=hush",
            "parameters": {
                "transaction_id": "txn_id", "message_id": "msg_id", "error_code": "code", "mobile": "to",
                "received_time": "received", "delivered_time": "delivered", "read_time": "read", "status": "state"
            },
            "custom_parameters": {"tenant": "hush"}, "custom_headers": {"X-Token": "hush"},
            "time_unit": "milliseconds", "time_offset_minutes": -330, "xml_root": "report"
        }],
        "numbers": [
            {"number": "+12025550100", "status": "pending", "outgoing": "status",
             "incoming": {"callback_url": "https://u:hush@example.com/wa?token=hush"}},
            {"number": "12025550101", "outgoing": "status"}
        ]
    })
}

#[track_caller]
fn show(folder: &Folder, account: &Value, format: &str, id: &str) -> Answer {
    let file = folder.write("account.json", account.to_string());
    run(&["show", "--format", format, &file, id], "")
}

/// All names and texts of a configuration, those that hold a secret apart.
fn told(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            texts.push(name.clone());
            told(value, texts);
        }),
        Value::String(text) => {
            texts.extend(text.lines().filter(|line| !line.contains("hush")).map(|line| line.trim().to_owned()));
        }
        other => texts.push(other.to_string()),
    }
}

#[test]
fn the_whole_configuration_is_shown_without_its_secrets() {
    let folder = Folder::new("show");
    let account = account();
    let shown =
        [("profile", "status", "profiles"), ("webhook", "reports", "webhooks"), ("number", "12025550100", "numbers")];
    for (kind, id, list) in shown {
        let written = &account[list][0];
        let mut texts = Vec::new();
        told(written, &mut texts);
        let human = show(&folder, &account, "human", id);
        human.assert_code(0);
        assert!(human.out.starts_with(&format!("{kind}:\n")), "{human:?}");
        for text in &texts {
            human.assert_out_has(text);
        }
        let json = show(&folder, &account, "json", id).json();
        let others = ["profile", "webhook", "number"].into_iter().filter(|other| *other != kind);
        others.for_each(|other| assert!(json[other].is_null(), "{json}"));
        same_but_for_secrets(written, &json[kind]);
        assert!(!human.out.contains("hush") && !json.to_string().contains("hush"), "{human:?}\n{json}");
    }
}

/// A masked text is as long as it was, and has stars in the place of secrets alone.
#[track_caller]
fn same_but_for_secrets(written: &Value, shown: &Value) {
    match (written, shown) {
        (Value::Object(written), Value::Object(shown)) => {
            assert!(written.keys().eq(shown.keys()), "{written:?} {shown:?}");
            written.iter().for_each(|(name, value)| same_but_for_secrets(value, &shown[name]));
        }
        (Value::String(written), Value::String(shown)) => {
            assert_eq!(written.len(), shown.len());
            let is_same = |(written, shown): (char, char)| written == shown || shown == '*';
            assert!(written.chars().zip(shown.chars()).all(is_same), "{written} {shown}");
            assert_eq!(written == shown, !written.contains("hush"), "{written} {shown}");
        }
        _ => assert_eq!(written, shown),
    }
}

#[test]
fn a_webhook_is_shown_to_the_letter() {
    let folder = Folder::new("letter");
    let expected = "\
webhook:
  id: reports
  product: whatsapp
  send_method: XML
  report_type: DLR
  waba_number: +12025550100
  endpoint: https://example.com/dlr?key=****
  parameters:
    transaction_id: txn_id
    message_id: msg_id
    error_code: code
    mobile: to
    received_time: received
    delivered_time: delivered
    read_time: read
    status: state
  custom_parameters:
    tenant: ****
  custom_headers:
    X-Token: ****
  time_unit: milliseconds
  time_offset_minutes: -330
  xml_root: report
";
    show(&folder, &account(), "human", "reports").assert_is(0, expected, "");
    let number = "\
number:
  number: 12025550101
  status: approved
  outgoing: status
";
    show(&folder, &account(), "human", "+12025550101").assert_is(0, number, "");
}

#[test]
fn what_has_two_meanings_is_shown_in_both() {
    let folder = Folder::new("both");
    let mut account = account();
    account["webhooks"][0]["id"] = "status".into();
    let human = show(&folder, &account, "human", "status");
    assert!(human.out.contains("profile:\n  id: status\n") && human.out.contains("\nwebhook:\n  id: status\n"));
    let json = show(&folder, &account, "json", "status").json();
    assert!(json["profile"].is_object() && json["webhook"].is_object() && json["number"].is_null());
}

#[test]
fn an_id_that_is_not_there_names_the_nearest() {
    let folder = Folder::new("nearest");
    let expected = "callback-profile: the account has no profile, webhook or number ";
    let rows = [
        ("statsu", "`statsu`; did you mean `status`?"),
        ("Reports", "`Reports`; did you mean `reports`?"),
        ("12025550102", "`12025550102`; did you mean `12025550101`?"),
        ("nothing like it", "`nothing like it`; `list` names them"),
        ("https://u:hush@example.com/?t=hush", "`https://example.com/?…`; `list` names them"),
        ("", "``; `list` names them"),
    ];
    for (id, told) in rows {
        for format in ["human", "json"] {
            let answer = show(&folder, &account(), format, id);
            answer.assert_is(1, "", &format!("{expected}{told}\n"));
        }
    }
    run(&["show", &folder.at("missing.json"), "status"], "").assert_code(2);
    let profile = folder.write("profile.json", account()["profiles"][0].to_string());
    run(&["show", &profile, "status"], "").assert_err_has("it holds a profile, not an account");
}

#[test]
fn the_platforms_own_error_is_explained() {
    for name in ["E413", "e413"] {
        let answer = run(&["explain", name], "");
        answer.assert_code(0);
        let PlatformError { code, parameter, description, .. } = PlatformError::INVALID_CALLBACK_URL;
        for text in [code, parameter, description] {
            answer.assert_out_has(text);
        }
        for known in Code::ALL {
            assert_eq!(answer.out.contains(&format!("    {known} ")), known.platform_error().is_some(), "{known}");
        }
    }
    run(&["explain"], "").assert_out_has("E413 ");
    run(&["explain", "invalid-character"], "").assert_out_has("E413");
    run(&["explain", "Cut-Escape"], "").assert_out_has("error[cut-escape]");
}

/// Whatever word a finding, a problem, an error or a remark has, it is explained, and listed in its group.
#[test]
fn every_code_is_explained() {
    let mut rows: Vec<(&str, &str, &str)> = vec![
        ("line", "invalid-line", "The line is not what it should be"),
        ("line", "invalid-value", "the syntax of the field's kind"),
    ];
    rows.extend(ProblemCode::ALL.iter().map(|code| ("problem", code.as_str(), code.meaning())));
    rows.extend(ParseErrorKind::ALL.iter().map(|kind| ("unread", kind.as_str(), kind.meaning())));
    rows.extend(RenderErrorKind::ALL.iter().map(|kind| ("unwritten", kind.as_str(), kind.meaning())));
    rows.extend(RemarkCode::ALL.iter().map(|code| ("remark", code.as_str(), code.meaning())));
    let list = run(&["explain"], "");
    list.assert_code(0);
    for (group, code, meaning) in rows {
        let answer = run(&["explain", code], "");
        answer.assert_code(0);
        assert!(answer.out.contains(&format!("{group}[{code}]\n")) && answer.out.contains(meaning), "{answer:?}");
        assert!(!meaning.is_empty() && !meaning.contains("](") && !meaning.contains("  "), "{meaning:?}");
        let listed = list.out.split(&format!("{group}: ")).nth(1).unwrap().split("\n\n").next().unwrap();
        assert!(listed.contains(&format!("\n  {code} ")), "{group}: {listed}");
    }
    let both = run(&["explain", "repeated-parameter"], "");
    both.assert_out_has("error[repeated-parameter]\n");
    both.assert_out_has("\n\nproblem[repeated-parameter]\n");
}

#[test]
fn an_unknown_code_names_the_nearest() {
    let rows = [
        ("cut-escap", "cut-escape"),
        ("E414", "E413"),
        ("missing_placeholder", "missing-placeholder"),
        ("unescaped-seperator", "unescaped-separator"),
    ];
    for (name, near) in rows {
        let expected = format!("there is no code `{name}` to explain; did you mean `{near}`?");
        run(&["explain", name], "").assert_is(1, "", &format!("callback-profile: {expected}\n"));
    }
}
