//! A secret is planted in every string of every kind of file, in good files and in broken ones; nothing that is printed tells it.
#![cfg(feature = "cli")]
#![cfg(test)]

use callback_profile::{DeliveryReport, Incoming, Outgoing};
use util::files::Folder;
use util::requests::each_field;
use util::said::Said;

mod util;

/// Where a secret stands in the files below.
const MARK: char = '§';

/// Secrets as people have them; what is searched for is each run of their letters and digits.
const SECRETS: [&str; 4] = ["s3cr3t", "s3cr3t-Pa55word", "s3cr3t.Pa55word_K3y", "s3cr3t~Pa55word!"];

/// What breaks a text, in the midst of a secret: it is told, and the secret is not.
const BREAKS: [&str; 22] = [
    "%", "%4", "%FF", "%ff%fe", "&amp", "&#", "&#0;", ";", "\u{201c}", "é", " ", "<", ">", "{", "}", "=", "#", "@",
    "/", ":", "'", "\\\\",
];

fn query() -> String {
    each_field::<Outgoing>("&", |name| format!("{name}=<{name}>"))
}

fn json() -> String {
    each_field::<Outgoing>(", ", |name| format!(r#"\"{name}\": \"<{name}>\""#))
}

fn xml() -> String {
    each_field::<Outgoing>("", |name| format!("<{name}>{{{name}}}</{name}>"))
}

fn get(endpoint: &str) -> String {
    format!(r#"{{"direction": "outgoing", "method": "GET", "endpoint": "{endpoint}"}}"#)
}

fn post(format: &str, body: &str) -> String {
    format!(
        r#"{{"direction": "outgoing", "method": "POST", "endpoint": "http://127.0.0.1:1/d", "body_format": "{format}", "body": "{body}"}}"#
    )
}

/// Where in a profile's endpoint or body a secret may stand: none is the name of anything.
fn endpoints() -> Vec<String> {
    let query = query();
    let good = format!("http://127.0.0.1:1/d?{query}");
    [
        format!("{good}&token=§"),
        format!("{good}&token=§-<id>"),
        format!("{good}&token=<id>§"),
        format!("{good}&token=a§<id>b§"),
        format!("{good}#§"),
        format!("{good}#a=§"),
        format!("http://127.0.0.1:1/d&token=§&{query}"),
        format!("http://127.0.0.1:1/dtoken=§&{query}"),
        format!("http://127.0.0.1:1/d/token=§?{query}"),
        format!("http://u:§@127.0.0.1:1/d?{query}"),
        format!("http://§@127.0.0.1:1/d?{query}"),
        format!("http://u:a/§@127.0.0.1:1/d?{query}"),
        format!("http://u:a?§@127.0.0.1:1/d?{query}"),
        format!("http://u:a#§@127.0.0.1:1/d?{query}"),
        format!(r"http://u:a\\§@127.0.0.1:1/d?{query}"),
        format!("http://u:§/1@127.0.0.1:1/d?{query}"),
        format!("http://u:§?1@127.0.0.1:1/d?{query}"),
        format!("http://u:§#1@127.0.0.1:1/d?{query}"),
        format!("http://u:12/§@127.0.0.1:1/d?{query}"),
        format!("http://u:p@ss/§@127.0.0.1:1/d?{query}"),
        format!("https: //u:§@127.0.0.1/d?{query}"),
        format!("htps://u:§@127.0.0.1/d?{query}"),
        format!("//u:§@127.0.0.1/d?{query}"),
        format!("u:§@127.0.0.1/d?{query}"),
        "u:§@127.0.0.1".to_owned(),
        "https://127.0.0.1/?token=§".to_owned(),
        format!("{good}&token=§&token=§"),
    ]
    .map(|endpoint| get(&endpoint))
    .into()
}

/// Bodies of JSON and forms.
fn bodies() -> Vec<String> {
    let (query, json) = (query(), json());
    let mut files = Vec::new();
    files.extend(
        [
            format!(r#"{{\"token\": \"§\", {json}}}"#),
            format!(r#"{{\"token\": \"§<id>§\", {json}}}"#),
            format!(r#"{{\"a\": [\"§\", {{\"b\": \"§\"}}], {json}}}"#),
            format!(r#"{{\"token\": “§”, {json}}}"#),
            format!("{{“token”: “§”, {json}}}"),
            format!(r#"{{\"token\": \"§, {json}}}"#),
            format!(r#"{{\"token\": §, {json}}}"#),
            format!(r#"{{\"token\": '§', {json}}}"#),
            format!(r#"{{\"token\": \"\\u00§\", {json}}}"#),
            format!(r#"{{\"token\": \"\\ud83d§\", {json}}}"#),
            format!(r#"{{\"token\": \"\\§\", {json}}}"#),
            format!(r#"{{\"token\": \"§\", \"token\": \"§\", {json}}}"#),
            format!(r#"{{\"token\": \"§\": 1, {json}}}"#),
            format!(r#"{{\"token\" \"§\", {json}}}"#),
            r#"\"§\""#.to_owned(),
            format!("§ {{{json}}}"),
            format!("{{{json}}} §"),
        ]
        .map(|body| post("json", &body)),
    );
    files.extend(
        [format!("token=§&{query}"), format!("{query}&token=§<id>"), format!("{query}&token=%§")]
            .map(|body| post("form", &body)),
    );
    files
}

/// Bodies of XML.
fn documents() -> Vec<String> {
    let xml = xml();
    let mut files = Vec::new();
    files.extend(
        [
            format!("<r><t>§</t>{xml}</r>"),
            format!("<r><t>§{{id}}§</t>{xml}</r>"),
            format!("<r t='§'>{xml}</r>"),
            format!("<r t='§{{id}}'>{xml}</r>"),
            format!("<r t='a&§'>{xml}</r>"),
            format!("<r t='a&§;'>{xml}</r>"),
            format!("<r t=§>{xml}</r>"),
            format!("<r t>{xml}</r §>"),
            format!("<r><t>p&§</t>{xml}</r>"),
            format!("<r><t>p&§;</t>{xml}</r>"),
            format!("<r><t>p&#§;</t>{xml}</r>"),
            format!("<r><!-- § -->{xml}</r>"),
            format!("<r><!-- a < § -->{xml}</r>"),
            format!("<r><!-- <a b='§'> <§ -->{xml}</r>"),
            format!("<r><!-- §{xml}</r>"),
            format!("<r><t><![CDATA[§]]></t>{xml}</r>"),
            format!("<r><t><![CDATA[a<b §]]></t>{xml}</r>"),
            format!("<r><t><![CDATA[<a §>]]></t>{xml}</r>"),
            format!("<r><t><![CDATA[§</t>{xml}</r>"),
            format!("<r><?php §?>{xml}</r>"),
            format!("<r><?php a<§ ?>{xml}</r>"),
            format!("<!DOCTYPE r [<!ENTITY e '§'>]><r>{xml}</r>"),
            format!("§<r>{xml}</r>"),
            format!("<r>{xml}</r>§"),
            format!("<r>§{xml}</r>"),
            format!("<r><t>§{xml}</r>"),
            format!("<r><t a='§>{xml}</r>"),
        ]
        .map(|body| post("xml", &body)),
    );
    files
}

/// Secrets in the other keys of a profile, and in keys that nobody knows.
fn others() -> Vec<String> {
    let query = query();
    let good = format!("http://127.0.0.1:1/d?{query}");
    [
        r#""headers": {"Authorization": "§"}"#,
        r#""headers": {"Authorization": "§é"}"#,
        r#""headers": {"Authorization": "§", "authorization": "§"}"#,
        r#""headers": {"Authorization": "§", "Authorization": "§"}"#,
        r#""headers": {"Host": "§<id>"}"#,
        r#""headers": {"X": ["§"]}"#,
        r#""headers": ["§"]"#,
        r#""headers": "§""#,
        r#""heders": {"Authorization": "§"}"#,
        r#""token": "§""#,
        r#""title": {"a": "§"}"#,
        r#""endpoint": "http://127.0.0.1/?token=§""#,
        r#""id": "https://u:§@example.com/""#,
        r#""id": "https://example.com/?token=§""#,
        r#""title": "https://u:§@example.com/""#,
        r#""body": {"token": "§"}"#,
        r#""body": "§""#,
        r#""body_format": "https://u:§@example.com/?t=§""#,
        r#""body_format": "u:§@example.com""#,
        r#""id": "u:§@example.com""#,
        r#""title": "u:§@example.com""#,
        r#""headers": {"A": "§""#,
        r#""headers": {"A": "§}"#,
    ]
    .into_iter()
    .map(|member| format!(r#"{{"direction": "outgoing", "method": "GET", "endpoint": "{good}", {member}}}"#))
    .chain([
        format!(r#"{{"direction": "https://u:§@h/?t=§", "method": "https://u:§@h/?t=§", "endpoint": "{good}"}}"#),
        format!(r#"{{"direction": "u:§@h", "method": "u:§@h", "endpoint": "{good}"}}"#),
    ])
    .collect()
}

fn webhooks() -> Vec<String> {
    let names = each_field::<DeliveryReport>(", ", |name| format!(r#""{name}": "{name}""#));
    let webhook = |method: &str, endpoint: &str, more: &str| {
        format!(
            r#"{{"product": "whatsapp", "waba_number": "12025550100", "send_method": "{method}", "report_type": "DLR", "parameters": {{{names}}}, "endpoint": "http://{endpoint}"{more}}}"#
        )
    };
    let mut files = Vec::new();
    for method in ["GET", "POST", "JSON", "XML"] {
        for (endpoint, more) in [
            ("127.0.0.1:1/d?token=§", ""),
            ("127.0.0.1:1/d?token=§&id=<id>", ""),
            ("u:§@127.0.0.1:1/d", ""),
            ("u:a/§@127.0.0.1:1/d", ""),
            ("127.0.0.1:1/d", r#", "custom_parameters": {"token": "§"}"#),
            ("127.0.0.1:1/d", r#", "custom_parameters": {"token": "§<id>{id}"}"#),
            ("127.0.0.1:1/d", r#", "custom_parameters": {"token": "§", "token": "§"}"#),
            ("127.0.0.1:1/d", r#", "custom_parameters": ["§"]"#),
            ("127.0.0.1:1/d", r#", "custom_parameters": "§""#),
            ("127.0.0.1:1/d", r#", "custom_headers": {"X": "§"}"#),
            ("127.0.0.1:1/d", r#", "custom_headers": {"X": "§", "x": "§é"}"#),
            ("127.0.0.1:1/d", r#", "custom_heders": {"X": "§"}"#),
            ("127.0.0.1:1/d", r#", "id": "https://u:§@example.com/?t=§""#),
            ("127.0.0.1:1/d", r#", "time_unit": "https://u:§@example.com/?t=§""#),
            ("127.0.0.1:1/d", r#", "time_unit": "u:§@example.com""#),
            ("127.0.0.1:1/d", r#", "time_offset_minutes": "§""#),
            ("127.0.0.1:1/d", r#", "parameters": "§""#),
        ] {
            files.push(webhook(method, endpoint, more));
        }
    }
    files
}

fn accounts() -> Vec<String> {
    let incoming = each_field::<Incoming>("&", |name| format!("{name}=<{name}>"));
    let account = |more: &str| {
        format!(
            r#"{{"account_type": "postpaid", "whitelist": ["127.0.0.1"], "profiles": [{{"id": "main", "direction": "incoming", "method": "GET", "endpoint": "http://127.0.0.1:1/d?{incoming}"}}]{more}}}"#
        )
    };
    let url = "https://u:§@127.0.0.1:1/d?token=§";
    [
        account(&format!(r#", "numbers": [{{"number": "12025550100", "outgoing": "{url}"}}]"#)),
        account(&format!(r#", "numbers": [{{"number": "12025550100", "outgoing": {{"callback_url": "{url}"}}}}]"#)),
        account(
            r#", "numbers": [{"number": "12025550100", "incoming": {"callback_url": "http://127.0.0.1/d?token=§"}}]"#,
        ),
        account(r#", "numbers": [{"number": "12025550100", "outgoing": "u:§@127.0.0.1"}]"#),
        account(&format!(r#", "numbers": [{{"number": "12025550100", "outgoing": {{"url": "{url}"}}}}]"#)),
        account(&format!(r#", "numbers": [{{"number": "12025550100", "outgoing": ["{url}"]}}]"#)),
        account(&format!(r#", "numbers": [{{"number": "{url}"}}]"#)),
        account(r#", "numbers": "§""#),
        account(r#", "webhooks": ["§"]"#),
        account(&format!(
            r#", "webhooks": [{{"id": "main", "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "{url}",
            "custom_parameters": {{"tenant": "§"}}, "custom_headers": {{"X-Token": "§"}}}}]"#
        )),
        account(&format!(
            r#", "webhooks": [{{"id": "main", "product": "{url}", "send_method": "GET", "report_type": "MO", "endpoint": "{url}",
            "waba_number": "12025550100"}}]"#
        )),
        account(&format!(
            r#", "numbers": [{{"number": "12025550100", "status": "{url}", "incoming": {{"callback_url": "http://127.0.0.1/"}}}}]"#
        )),
        account(r#", "tokens": "§""#),
        account("").replace("main", url),
        account(&format!(r#", "numbers": [{{"number": "12025550100", "incoming": "{url}"}}]"#)).replace("main", url),
        account(&format!(r#", "numbers": [{{"number": "12025550100", "outgoing": "{url}"}}]"#)).replace("main", url),
        account("").replace(r#"["127.0.0.1"]"#, &format!(r#"["{url}"]"#)),
        account("").replace(r#"["127.0.0.1"]"#, r#"["https://u:a/§@127.0.0.1/"]"#),
        account("").replace(r#"["127.0.0.1"]"#, r#"["https://127.0.0.1/hook?§"]"#),
        account("").replace(r#"["127.0.0.1"]"#, r#"[{"u": "§"}]"#),
        account("").replace(r#"["127.0.0.1"]"#, r#""§""#),
        account("").replace("\"}]", "&token=§\"}]"),
    ]
    .into()
}

/// Who tells a run of letters and digits of the secrets that is too long to be there by chance, and how it says so.
fn tells(said: &Said) -> impl Iterator<Item = String> {
    said.0.iter().filter_map(|(who, text)| {
        let at = ["s3cr3t", "Pa55word"].iter().find_map(|part| text.find(part))?;
        let start = (0..=at.saturating_sub(80)).rev().find(|start| text.is_char_boundary(*start))?;
        Some(format!("{who}: …{}…", text.get(start..)?.chars().take(160).collect::<String>()))
    })
}

#[track_caller]
fn assert_silent(files: impl Iterator<Item = String>, say: impl Fn(&str) -> Said) {
    let mut told = Vec::new();
    for file in files {
        told.extend(tells(&say(&file)).map(|said| format!("{said}\n    of {file}")));
    }
    let some: Vec<_> = told.iter().step_by(1 + told.len() / 20).map(String::as_str).collect();
    assert!(told.is_empty(), "{} are told, such as:\n{}", told.len(), some.join("\n"));
}

/// The file with the secret in it. In a query a `&` ends a value, and what follows is a name.
fn plant(file: &str, secret: &str) -> String {
    let is_xml = file.contains(r#""body_format": "xml""#);
    file.replace(MARK, &if is_xml { secret.to_owned() } else { secret.replace('&', "") })
}

fn files() -> Vec<String> {
    [endpoints(), bodies(), documents(), others(), webhooks(), accounts()].concat()
}

#[test]
fn nothing_that_the_library_says_tells_a_secret() {
    let broken: Vec<_> = BREAKS.iter().map(|broken| format!("s3cr3t{broken}Pa55word")).collect();
    let secrets: Vec<_> = SECRETS.into_iter().chain(broken.iter().map(String::as_str)).collect();
    let files = files();
    let planted = files.iter().flat_map(|file| secrets.iter().map(move |secret| plant(file, secret)));
    assert_silent(planted, Said::of_file);
}

#[test]
fn nothing_that_the_command_says_tells_a_secret() {
    let folder = Folder::new("secrets");
    // One break for each file, so that all of them take their turn.
    let breaks = BREAKS.iter().cycle().map(|broken| format!("s3cr3t{broken}Pa55word"));
    let files: Vec<_> = files().iter().zip(breaks).map(|(file, secret)| plant(file, &secret)).collect();
    assert_silent(files.into_iter(), |file| Said::of_command(&folder.write("file.json", file)));
}
