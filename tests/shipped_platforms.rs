//! The platforms under `examples/platforms`: each profile beside them is filled as its platform fills it, and read back.
#![cfg(test)]

mod util;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use callback_profile::field::FieldInfo;
use callback_profile::{AnyProfile, Platform, ProfileSpec};
use serde_json::{Value, json};

/// What the platform makes of the template.
enum Filled {
    /// The same bytes, because it escapes the same.
    Exactly(&'static str),
    /// The same values: it escapes more, or less, or otherwise.
    Alike(&'static str),
}

use Filled::{Alike, Exactly};

const CODE: &str = "c0a8fb1e-2f5b-4e1c-9f0e-8f3b0a6d7c11";

/// A profile, the values of its fields, and what its platform fills in.
type Row = (&'static str, Value, Filled);

fn rows() -> Vec<Row> {
    [courier(), monitoring_and_gateway(), others()].into_iter().flatten().collect()
}

fn courier() -> Vec<Row> {
    let courier = json!({"to": "+250788383383", "text": "☺ \"hi!\"", "from": "2020"});
    let multiline = json!({"to": "+250788383383", "text": "one\ntwo", "from": "2020"});
    vec![
        (
            "courier-query",
            courier.clone(),
            Exactly("http://example.com/send?to=%2B250788383383&text=%E2%98%BA+%22hi%21%22&from=2020"),
        ),
        ("courier-form", courier.clone(), Exactly("to=%2B250788383383&text=%E2%98%BA+%22hi%21%22&from=2020")),
        ("courier-json", courier.clone(), Exactly(r#"{ "to":"+250788383383", "text":"☺ \"hi!\"", "from":"2020" }"#)),
        ("courier-json", multiline.clone(), Exactly(r#"{ "to":"+250788383383", "text":"one\ntwo", "from":"2020" }"#)),
        (
            "courier-xml",
            courier,
            Alike("<msg><to>+250788383383</to><text>☺ &#34;hi!&#34;</text><from>2020</from></msg>"),
        ),
        ("courier-xml", multiline, Alike("<msg><to>+250788383383</to><text>one&#xA;two</text><from>2020</from></msg>")),
    ]
}

fn monitoring_and_gateway() -> Vec<Row> {
    let check = json!({"CODE": CODE, "SLUG": "hello-world", "STATUS": "down", "TAG1": "foo", "TAG2": "bar", "NAME": "Hello World"});
    let check_as_json = json!({"NAME_JSON": "a \"b\"\n", "NOW": "2026-11-22T10:20:30+00:00", "STATUS": "up", "JSON": "{\"name\": \"a\", \"n_pings\": 3}"});
    vec![
        (
            "healthchecks-url",
            check,
            Exactly(
                "http://host.example/c0a8fb1e-2f5b-4e1c-9f0e-8f3b0a6d7c11/hello-world/down/foo/bar/?name=Hello%20World",
            ),
        ),
        (
            "healthchecks-json",
            check_as_json,
            Exactly(
                r#"{"name": "a \"b\"\n", "now": "2026-11-22T10:20:30+00:00", "status": "up", "exit": -1, "check": {"name": "a", "n_pings": 3}}"#,
            ),
        ),
        ("kannel-dlr", json!({"d": "4"}), Exactly("http://www.xyz.com/cgi/dlr.php?myId=123456&type=4")),
        ("kannel-dlr", json!({"d": "1"}), Exactly("http://www.xyz.com/cgi/dlr.php?myId=123456&type=1")),
        (
            "kannel-get",
            json!({"p": "+12025550143", "r": "two words"}),
            Exactly("http://host.example/service?sender=%2B12025550143&text=two+words"),
        ),
    ]
}

fn others() -> Vec<Row> {
    let sms = json!({"from": "+12025550143", "org_content": "say \"yes\"", "content": "a & b", "timestamp": "1795342830000", "receive_time:yyyy-MM-dd": "2026-11-22"});
    vec![
        (
            "smsforwarder-get",
            sms.clone(),
            Exactly("https://example.com/sms?from=%2B12025550143&content=a+%26+b&day=2026-11-22"),
        ),
        (
            "smsforwarder-json",
            sms.clone(),
            Exactly(r#"{"from": "+12025550143", "text": "say \"yes\"", "at": "1795342830000"}"#),
        ),
        ("smsforwarder-form", sms, Alike("from=%2B12025550143&content=a%20%26%20b&timestamp=1795342830000")),
        (
            "vicidial-dispo",
            json!({"lead_id": "321452", "entry_list_id": "101", "dispo": "NI", "talk_time": "214"}),
            Exactly("http://192.168.192.3/agc/vdc_call_url_test.php?leadID=321452&listID=101&dispo=NI&talk_time=214"),
        ),
        (
            "vicidial-start",
            json!({"user_custom_one": "asmith", "user_custom_two": "hS87yt2"}),
            Exactly("http://www.server.org/env.php?one=asmith&two=hS87yt2"),
        ),
        (
            "traccar-position",
            json!({"fixTime": "1451610123000", "gprmc": "$GPRMC,010203.000,A,2000.0000,N,03000.0000,E,0.00,0.00,010116,,*05", "name": "test"}),
            Alike(
                "http://localhost/?fixTime=1451610123000&gprmc=$GPRMC,010203.000,A,2000.0000,N,03000.0000,E,0.00,0.00,010116,,*05&name=test",
            ),
        ),
        (
            "traccar-sms-json",
            json!({"phone": "+12025550143", "message": "say \"yes\""}),
            Exactly(r#"{"to": "+12025550143", "message": "say \"yes\""}"#),
        ),
        (
            "traccar-sms-form",
            json!({"phone": "+12025550143", "message": "a b"}),
            Exactly("to=%2B12025550143&message=a+b"),
        ),
    ]
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/platforms"))
}

fn platform(name: &str) -> Platform {
    let file = fs::read_to_string(folder().join(format!("{name}.json"))).unwrap();
    Platform::from_file(&file).unwrap_or_else(|report| panic!("{name}: {report}"))
}

fn profile(name: &str) -> AnyProfile {
    let file = fs::read_to_string(folder().join(format!("profiles/{name}.json"))).unwrap();
    let mut file: Value = serde_json::from_str(&file).unwrap();
    let platform = platform(file.as_object_mut().unwrap().remove("platform").unwrap().as_str().unwrap());
    let spec: ProfileSpec = serde_json::from_value(file).unwrap();
    platform.profile(spec).unwrap_or_else(|report| panic!("{name}: {report}"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn profiles_are_filled_as_their_platforms_fill_them() {
    for (name, values, filled) in rows() {
        let is_xml = name.ends_with("-xml");
        if is_xml && !cfg!(feature = "xml") {
            continue;
        }
        let profile = profile(name);
        let request = profile.render_json(&values.to_string()).unwrap().unwrap();
        let ours = request.body().unwrap_or(request.url());
        let theirs = match filled {
            Exactly(theirs) => {
                assert_eq!(ours, theirs, "{name}");
                theirs
            }
            Alike(theirs) => theirs,
        };
        let fields = |text: &str| -> BTreeMap<String, String> {
            let received = if request.body().is_some() { profile.parse_body(text) } else { profile.parse_url(text) };
            let received = received.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(received.problems().is_empty() && received.extra().is_empty(), "{name}: {:?}", received.problems());
            received.fields().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
        };
        let read = fields(ours);
        assert_eq!(read, fields(theirs), "{name}");
        let placed: Vec<_> = profile.template().placeholders().map(|(field, _)| field).collect();
        for (field, value) in values.as_object().unwrap().iter().filter(|(field, _)| placed.contains(&&***field)) {
            assert_eq!(read.get(field).map(String::as_str), value.as_str(), "{name}: {field}");
        }
    }
}

#[test]
fn every_profile_has_a_row_and_every_platform_a_profile() {
    let rows = rows();
    let profiles = names(&folder().join("profiles"));
    for profile in &profiles {
        assert!(rows.iter().any(|(name, ..)| name == profile), "{profile}");
    }
    for name in names(folder()) {
        let known = platform(&name);
        assert_eq!(known.name(), Some(&*name));
        for direction in known.directions() {
            let fields = known.fields(direction).unwrap();
            assert!(fields.iter().all(|field| !field.sample().is_empty() || field.kind() == "text"), "{name}");
        }
        let is_of = |profile: &String| {
            fs::read_to_string(folder().join(format!("profiles/{profile}.json")))
                .unwrap()
                .contains(&format!("\"{name}\""))
        };
        assert!(profiles.iter().any(is_of), "{name}");
    }
}

/// The standard template of a direction places what is required, or else all there is.
#[test]
fn standard_templates_place_fields() {
    let url = "https://example.com/hook";
    for name in names(folder()) {
        let known = platform(&name);
        for direction in known.directions() {
            let fields = known.fields(direction).unwrap();
            let has_required = fields.iter().any(FieldInfo::is_required);
            let wanted = fields.iter().filter(|field| field.is_required() || !has_required).map(FieldInfo::name);
            let wanted: Vec<_> = wanted.collect();
            let methods: Vec<_> = known.syntax(direction).unwrap().methods().collect();
            let may = |method| methods.is_empty() || methods.contains(&method);
            let get = may("GET").then(|| known.standard(direction, url));
            let post = may("POST").then(|| known.standard_post(direction, url));
            for profile in [get, post].into_iter().flatten() {
                let profile = profile.unwrap_or_else(|report| panic!("{name}: {report:#}"));
                let placed: Vec<_> = profile.template().placeholders().map(|(field, _)| field).collect();
                assert_eq!(placed, wanted, "{name} {direction}");
            }
        }
    }
}

/// Texts that would harm if they were not escaped come back as they were, from each profile.
#[test]
fn profiles_carry_whatever_they_are_given() {
    for name in names(&folder().join("profiles")) {
        if name.ends_with("-xml") && !cfg!(feature = "xml") {
            continue;
        }
        let profile = profile(&name);
        let fields: Vec<_> = profile.template().placeholders().map(|(field, _)| field.to_owned()).collect();
        for text in ["7", "{{to}} $NAME %d [from] --A--dispo--B--", "</a>&\"\\ +/#?=", "é\u{1f600}\n", "../..", "null"]
        {
            let values: serde_json::Map<_, _> = fields.iter().map(|field| (field.clone(), Value::from(text))).collect();
            let request = profile.render_json(&Value::Object(values).to_string()).unwrap().unwrap();
            let text_of = request.body().unwrap_or(request.url());
            let received =
                if request.body().is_some() { profile.parse_body(text_of) } else { profile.parse_url(text_of) };
            let received = received.unwrap();
            assert!(received.problems().is_empty(), "{name}: {:?}", received.problems());
            for field in &fields {
                assert_eq!(received.text(field), Some(text), "{name}: {field}");
            }
        }
    }
}
