//! The real binary prints samples that `render` takes, and requests as careless senders make them.
#![cfg(feature = "cli")]
#![cfg(test)]

use callback_profile::field::FieldInfo;
use callback_profile::request::BodyFormat;
use callback_profile::{DeliveryReport, FieldSet, Incoming, Outgoing, Profile, ProfileSpec};
use serde_json::{Value, json};
use util::command::{Answer, run};
use util::files::Folder;

mod util;

/// A GET profile and a POST profile of a set, in files.
fn files<S: FieldSet>(folder: &Folder) -> [String; 2] {
    let url = "https://example.com/a";
    let specs: [ProfileSpec; 2] =
        [Profile::<S>::standard(url).unwrap().into_spec(), Profile::<S>::standard_post(url).unwrap().into_spec()];
    specs.map(|spec| {
        let name = format!("{}-{}.json", S::NAME, spec.method);
        folder.write(&name, serde_json::to_string(&spec).unwrap())
    })
}

fn sample(arguments: &[&str]) -> Answer {
    run(&[&["sample"], arguments].concat(), "")
}

#[test]
fn samples_are_ready_for_render_and_come_back() {
    let folder = Folder::new("samples");
    let files = [files::<Outgoing>(&folder), files::<Incoming>(&folder), files::<DeliveryReport>(&folder)];
    for (file, count) in files.iter().flatten().zip([4, 4, 16, 16, 4, 4]) {
        for arguments in [&[&**file][..], &["--stress", file]] {
            let values = sample(arguments);
            values.assert_code(0);
            let told = values.json_lines();
            assert_eq!(told.len(), if arguments.len() == 1 { count } else { 1 }, "{file}");
            let requests = run(&["render", file], &*values.out);
            requests.assert_code(0);
            let parsed = run(&["parse", "--strict", file], &*requests.out);
            parsed.assert_code(0);
            for (told, parsed) in told.iter().zip(parsed.json_lines()) {
                let fields = parsed["fields"].as_object().unwrap();
                assert!(fields.iter().all(|(name, text)| told[name] == *text), "{told} {parsed}");
            }
        }
    }
}

#[test]
fn events_are_listed_and_chosen_by_name() {
    let folder = Folder::new("events");
    let [get, _] = files::<Outgoing>(&folder);
    let listed = sample(&["--list", &get]);
    let names: Vec<_> = listed.out.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["delivered", "sent", "read", "failed"]);
    for name in names {
        let told = sample(&["--event", name, &get]).json();
        assert_eq!(told["status"], name);
        assert_eq!(told.get("error_code").is_some(), name == "failed");
    }
    let answer = sample(&["--event", "red\u{1b}", &get]);
    answer.assert_code(1);
    answer.assert_err_has("there is no event `red\\u{1b}`; there are delivered, sent, read, failed");
    sample(&["--event", "read", "--stress", &get]).assert_code(2);
    run(&["send", "--event", "red", &get], "").assert_err_has("there is no event `red`; there are ");
    run(&["send", "--event", "read", &get, "-"], "{}").assert_code(2);
}

/// What `parse` makes of a careless request.
fn parsed(file: &str, variant: &str) -> Option<(String, Value)> {
    let requests = sample(&[&format!("--dirty={variant}"), file]);
    if requests.code == 1 {
        requests.assert_err_has("has no room for the variant");
        return None;
    }
    requests.assert_code(0);
    let request = requests.json();
    let text = request["body"].as_str().or(request["url"].as_str()).unwrap().to_owned();
    let answer = run(&["parse", "--raw", file], &*text.replace('\n', " "));
    Some((text, answer.json()))
}

#[test]
fn every_way_to_be_careless_is_what_it_says() {
    let folder = Folder::new("dirty");
    let [get, post] = files::<Incoming>(&folder);
    let listed = sample(&["--list", "--dirty", &get]);
    let names: Vec<_> = listed.out.lines().map(|line| line.split(' ').next().unwrap()).collect();
    let all =
        ["raw-json", "lost-plus", "doubled-parameter", "unescaped-quote", "unescaped-markup", "unfilled-placeholder"];
    assert_eq!(names, all);
    assert_eq!(sample(&["--dirty", &get]).json_lines().len(), 5);
    assert_eq!(sample(&["--dirty", &post]).json_lines().len(), 3);

    let (text, received) = parsed(&get, "raw-json").unwrap();
    assert!(text.contains(r#"message=[{"from":"12025550143","#));
    assert!(received["fields"]["message"].as_str().unwrap().ends_with(r#""wa_number":"12025550100"}]"#), "{received}");
    let (text, received) = parsed(&get, "lost-plus").unwrap();
    assert!(text.contains("from=+12025550143"));
    assert_eq!(
        (&received["fields"]["from"], &received["typed"]["from"]),
        (&" 12025550143".into(), &"+12025550143".into())
    );
    for file in [&get, &post] {
        let (_, received) = parsed(file, "doubled-parameter").unwrap();
        assert_eq!(received["problems"][0]["code"], "repeated-parameter", "{received}");
        let (text, received) = parsed(file, "unfilled-placeholder").unwrap();
        assert!(text.contains("<body>"));
        assert_eq!(received["fields"]["body"], "<body>");
        assert!(parsed(file, "unescaped-quote").unwrap().0.contains("say \"hi\" now"));
    }
    assert_eq!(parsed(&get, "unescaped-markup"), None);
    assert_eq!(parsed(&post, "unescaped-markup"), None);
    assert_eq!(parsed(&post, "raw-json"), None);
    assert_eq!(parsed(&post, "lost-plus"), None);
    let [reports, _] = files::<DeliveryReport>(&folder);
    assert_eq!(parsed(&reports, "raw-json"), None);
}

#[test]
fn parse_tells_what_is_unfilled_and_what_is_odd_and_only_then() {
    let folder = Folder::new("told");
    for file in files::<Incoming>(&folder) {
        let requests = sample(&["--dirty=unfilled-placeholder", &file]);
        let received = run(&["parse", &file], &*requests.out).json();
        assert_eq!(received["unfilled"], json!(["body"]), "{received}");
        assert_eq!(received.get("remarks"), None);
    }
    for file in files::<Outgoing>(&folder) {
        let request = |values: &str| run(&["parse", &file], &*run(&["render", &file], values).out).json();
        let odd = request(r#"{"id": "a:0", "status": "sent", "price": "0.10"}"#);
        let message = "`0.10` is billed, and the status is `sent`";
        let remark = json!({"code": "unbilled-price", "field": "price", "message": message});
        assert_eq!((&odd["remarks"], odd.get("unfilled")), (&json!([remark]), None));
        assert_eq!(odd["problems"], json!([]));
        let usual = request(r#"{"id": "a:0", "status": "sent"}"#);
        let members: Vec<_> = usual.as_object().unwrap().keys().collect();
        assert_eq!(members, ["extra", "fields", "missing", "problems", "typed"]);
    }
}

/// What is careless depends on the format; literals are no separators; members stand as `render` writes them.
#[test]
fn careless_requests_are_of_the_profiles_format() {
    let folder = Folder::new("dirty-formats");
    let file = |name: &str, spec: ProfileSpec| folder.write(name, serde_json::to_string(&spec).unwrap());
    let place = |open: &str, close: &str, one: &dyn Fn(&str, String) -> String| {
        let names = Outgoing::FIELDS.iter().map(FieldInfo::name);
        names.map(|name| one(name, [open, name, close].concat())).collect::<String>()
    };
    let url = "https://example.com/dlr";
    let elements = place("{", "}", &|name, placeholder| format!("<{name}>{placeholder}</{name}>"));
    let xml = ProfileSpec::post::<Outgoing>(url, format!("<r>{elements}</r>")).with_body_format(BodyFormat::Xml);
    let xml = file("xml.json", xml);
    assert_eq!(parsed(&xml, "unescaped-quote"), None);
    assert_eq!(parsed(&xml, "doubled-parameter"), None);
    let (text, received) = parsed(&xml, "unescaped-markup").unwrap();
    assert!(text.contains("Tom & Jerry <3"), "{text}");
    assert_eq!(received["fields"]["message"], "Tom & Jerry <3", "{received}");
    assert_eq!(received["problems"][0]["code"], "unescaped-markup", "{received}");
    let (text, received) = parsed(&xml, "unfilled-placeholder").unwrap();
    assert!(text.contains("{message}") && received["fields"]["message"] == "{message}", "{text}");

    let pairs = place("a?<", ">?b", &|name, placeholder| format!("&{name}={placeholder}"));
    let pairs = pairs.trim_start_matches('&');
    let form = ProfileSpec::post::<Outgoing>(url, pairs).with_body_format(BodyFormat::Form);
    for file in [file("form.json", form), file("query.json", ProfileSpec::get::<Outgoing>(format!("{url}?{pairs}")))] {
        let (text, received) = parsed(&file, "doubled-parameter").unwrap();
        assert!(
            text.ends_with("?b") && text.matches("&id=a?").count() + usize::from(text.contains("id=a?")) == 2,
            "{text}"
        );
        let codes: Vec<_> = received["problems"].as_array().unwrap().iter().map(|problem| &problem["code"]).collect();
        assert_eq!(codes, ["repeated-parameter"], "{received}");
        assert!(parsed(&file, "unfilled-placeholder").unwrap().0.contains("<message>"));
        let dirty = sample(&["--dirty=lost-plus", &file]).out;
        let rendered = run(&["render", &file], &*sample(&["--event", "delivered", &file]).out).out;
        let members = |line: &str| {
            ["\"method\":", "\"url\":", "\"headers\":", "\"body\":"].map(|member| line.find(member).unwrap())
        };
        assert!(members(&dirty).is_sorted() && members(&rendered).is_sorted(), "{dirty}{rendered}");
    }
}
