//! The law of foreign text: whatever stands in a file or arrives in a request, nothing that is said of it steers a terminal, a log
//! or a workflow, and no message is long.
#![cfg(feature = "cli")]
#![cfg(test)]

use callback_profile::account::NoRoute;
use callback_profile::received::Problem;
use callback_profile::request::BodyFormat;
use callback_profile::value::Timestamp;
use callback_profile::{AnyProfile, Incoming, Outgoing, Profile, ProfileSpec, Receiver};
use proptest::prelude::*;
use serde_json::json;
use util::files::Folder;
use util::requests::{each_field, get, post};
use util::said::Said;

mod util;

/// The longest message: a sentence of ours with some foreign texts in it, each of them clipped.
const LONGEST: usize = 4_096;

/// Whether a character changes what is seen beside it, or begins a line.
fn is_steering(character: char) -> bool {
    let is_mark =
        matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (character.is_control() || is_mark || character == '\u{feff}') && character != '\n'
}

fn expect_harmless(who: &str, said: &str) -> Result<(), TestCaseError> {
    let steering: Vec<_> = said.chars().filter(|character| is_steering(*character)).collect();
    prop_assert!(steering.is_empty(), "{who}: {steering:?} in {said:?}");
    Ok(())
}

/// The same of messages and of what is printed: no line of it begins a command.
fn expect_no_command(who: &str, said: &str) -> Result<(), TestCaseError> {
    expect_harmless(who, said)?;
    let command = said.lines().find(|line| line.trim().starts_with("::") || line.contains("##["));
    prop_assert_eq!(command, None, "{}: {:?}", who, said);
    Ok(())
}

/// Texts of those who mean ill.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "\n::error ::x",
        "::error ::x",
        "##[error]x",
        "\r",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{85}",
        "\u{9b}31m",
        "\u{2028}::x",
        "\u{2029}",
        "\u{202e}",
        "\u{2066}",
        "\u{200f}",
        "\u{feff}",
        "\0",
        "<",
        ">",
        "{",
        "}",
        "&",
        "%",
        "\\",
        "\"",
        "'",
        "=",
        "?",
        "#",
        "id",
        "https://u:p@h/",
        "“",
        "é",
    ];
    let long = prop_oneof![9 => Just(1_usize), 1 => Just(60)];
    let piece = proptest::sample::select(pieces.to_vec());
    (proptest::collection::vec(piece, 1..6), long).prop_map(|(pieces, times)| pieces.concat().repeat(times))
}

/// A file of every kind, with hostile texts in all its places.
fn files() -> impl Strategy<Value = String> {
    let texts = proptest::collection::vec(hostile(), 8);
    (texts, 0..6_usize, any::<bool>()).prop_map(|(texts, kind, is_raw)| {
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        let [id, title, c, d, value, name, g, h] = <[&str; 8]>::try_from(texts).unwrap();
        let query = each_field::<Outgoing>("&", |name| format!("{name}=<{name}>"));
        let xml = each_field::<Outgoing>("", |name| format!("<{name}>{{{name}}}</{name}>"));
        let profile = json!({
            "id": id, "title": title, "direction": "outgoing", "method": "GET", "endpoint": format!("https://h/{c}?{query}&{d}={value}"),
            "headers": {(name): g},
        });
        let posted = |format: &str, body: String| {
            json!({"direction": "outgoing", "method": "POST", "endpoint": "https://h/", "body_format": format, "body": body})
        };
        let file = match kind {
            0 => profile,
            1 => posted("json", format!("{{\"{id}\": \"{title}\", {c}}}")),
            2 => posted("xml", format!("<r {id}='{title}'><!-- {c} --><{d}>{value}</{name}>{xml}</r>")),
            3 => json!({
                "id": id, "product": title, "send_method": "XML", "report_type": "DLR", "endpoint": format!("https://h/{c}"),
                "parameters": {"status": d, (value): name}, "custom_parameters": {(g): h}, "custom_headers": {(id): title}, "xml_root": c,
            }),
            4 => json!({
                "account_type": "postpaid", "whitelist": [id, "h"], "profiles": [profile],
                "numbers": [{"number": title, "outgoing": c, "incoming": {"callback_url": d}, (value): name}],
            }),
            _ => json!({(id): title, "method": c, "direction": d, "endpoint": [value], (name): {(g): h}}),
        };
        let file = file.to_string();
        // Some are no JSON.
        if is_raw { file.replacen("\\n", "\n", 1).replacen("\\\\", "\\", 1) } else { file }
    })
}

fn profile(number: usize) -> AnyProfile {
    let form = each_field::<Outgoing>("&", |name| format!("{name}=<{name}>"));
    let xml = each_field::<Outgoing>("", |name| format!("<{name}>{{{name}}}</{name}>"));
    let spec = |body: String, format| ProfileSpec::post::<Outgoing>("https://h/", body).with_body_format(format);
    match number {
        0 => get::<Outgoing>("https://h/").into(),
        1 => post::<Outgoing>("https://h/").into(),
        2 => spec(form, BodyFormat::Form).try_into().unwrap(),
        _ => spec(format!("<r>{xml}</r>"), BodyFormat::Xml).try_into().unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_the_library_says_of_files_is_harmless(file in files()) {
        // What is masked or serialized is data, names and all.
        let is_data = |who: &str| matches!(who, "FileReport::masked" | "serialized");
        for (who, said) in Said::of_file(&file).0.iter().filter(|(who, _)| !is_data(who)) {
            expect_harmless(who, said)?;
        }
        for found in callback_profile::check_file(file.as_bytes()).diagnostics() {
            let found = found.diagnostic();
            prop_assert!(found.message().len() + found.help().len() < LONGEST);
            expect_no_command("diagnostic", &format!("{found}\n{found:#}"))?;
            prop_assert_eq!(found.to_string().lines().count(), 1);
        }
    }

    #[test]
    fn what_the_library_says_of_requests_is_harmless(
        number in 0..4_usize,
        texts in proptest::collection::vec(hostile(), 4),
        shape in 0..6_usize,
    ) {
        let profile = profile(number);
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        let [a, b, c, d] = <[&str; 4]>::try_from(texts).unwrap();
        let body = match shape {
            0 => format!("{a}={b}&{c}={d}&id=1&id={a}"),
            1 => json!({(a): b, "id": c, "status": {(d): 1}}).to_string() + d,
            2 => format!("{{\"id\": \"{a}\", \"{b}\": {c}}}"),
            3 => format!("<r><id>{a}</id><{b}>{c}</{d}></r>"),
            4 => format!("<?xml version='1.0' encoding='{a}'?><r {b}='{c}'>&{d};</r>"),
            _ => a.to_owned(),
        };
        let (mut said, mut debug) = (Vec::new(), Vec::new());
        let mut add = |received: Result<callback_profile::AnyReceived<'_>, callback_profile::ParseError>| match received {
            Ok(received) => {
                said.extend(received.problems().iter().map(Problem::to_string));
                said.extend(received.typed().filter_map(|(_, value)| Some(value.err()?.to_string())));
                debug.push(format!("{received:?}"));
            }
            Err(error) => {
                said.push(error.to_string());
                debug.push(format!("{error:?}"));
            }
        };
        add(profile.parse_query(&body));
        add(profile.parse_body(&body));
        add(profile.parse_target(&body));
        let receiver = Receiver::new([profile.clone(), profile.clone()]);
        let target = format!("/{a}?{body}");
        for method in [http::Method::GET, http::Method::POST] {
            if let Err(error) = receiver.receive(&method, &target, &http::HeaderMap::new(), body.as_bytes()) {
                said.push(error.to_string());
                debug.push(format!("{error:?}"));
            }
        }
        said.iter().try_for_each(|said| expect_no_command("request", said))?;
        prop_assert!(said.iter().all(|said| said.len() < LONGEST), "{:?}", said);
        debug.iter().try_for_each(|said| expect_harmless("Debug", said))?;
        let values = [Timestamp::parse(a).err().map(|error| error.with_field(b.to_owned()).to_string())];
        let errors = [
            Profile::<Incoming>::standard(a).err().map(|report| report.to_string()),
            Some(NoRoute::UnknownProfile(a.into()).to_string()),
            Some(NoRoute::NotWhitelisted(a.into()).to_string()),
            callback_profile::account::Whitelist::new([a]).err().map(|error| error.to_string()),
            a.parse::<callback_profile::request::Method>().err().map(|error| error.to_string()),
            serde_json::from_value::<ProfileSpec>(json!({(a): b})).err().map(|error| error.to_string()),
            serde_json::from_value::<ProfileSpec>(json!({"headers": c, "method": d})).err().map(|error| error.to_string()),
            serde_json::from_value::<callback_profile::OutgoingCallback<'_>>(json!({(d): 1})).err().map(|error| error.to_string()),
        ];
        for said in values.into_iter().chain(errors).flatten() {
            expect_no_command("error", &said)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_the_command_says_is_harmless(file in files(), name in hostile()) {
        let folder = Folder::new("foreign");
        let name: String = name.chars().filter(|c| !matches!(c, '/' | '\0')).take(40).collect();
        let path = folder.write(&format!("{name}.json"), &file);
        for (who, said) in Said::of_command(&path).0 {
            // The annotations are commands themselves.
            if who == "check github" { expect_harmless(who, &said)? } else { expect_no_command(who, &said)? }
        }
    }
}
