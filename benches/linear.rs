//! Runs one operation once, for a tool that counts instructions, and measures its heap. `benches/linear.sh` makes a table of it.
//!
//! Without arguments it prints the operations. `linear OPERATION SCALE TIMES` prepares the input, performs the operation TIMES times
//! (0: only the preparation, to be subtracted), and prints the bytes of the input and those of the heap at its peak beyond what was
//! prepared. Scale 10 stands for an input of about 500 bytes where it goes into a URL, which holds at most 65,534, else of 2,000.

use std::env;
use std::error::Error;
use std::hint::black_box;

use callback_profile::account::RouteRequest;
use callback_profile::field::{Callback, FieldInfo};
use callback_profile::file::fix_file;
use callback_profile::request::{BodyFormat, Limits};
use callback_profile::webhook::WebhookSpec;
use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{
    Account, AnyProfile, FieldSet, Incoming, IncomingCallback, Platform, Profile, ProfileSpec, Receiver, Webhook,
    check_file,
};
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const URL: &str = "https://example.com/callbacks/whatsapp";

/// Sixteen bytes with an escape or two in either format.
const CHUNK: &str = "plain \"text\" \u{e9} ";

/// An operation, ready to be performed.
struct Prepared {
    /// How long the input is.
    bytes: usize,
    run: Box<dyn Fn() -> Result>,
}

/// A row of the table: the name, and what prepares the operation at a scale.
type Row = (&'static str, fn(usize) -> Result<Prepared>);

const ROWS: &[Row] = &[
    ("render-get", |scale| render(Profile::standard(URL)?, "plain-text ", 3 * scale / 10)),
    ("render-post", |scale| render(Profile::standard_post(URL)?, CHUNK, 8 * scale / 10)),
    ("parse-get", parse_get),
    ("parse-form", parse_form),
    ("parse-raw-query", parse_raw_query),
    ("parse-open", parse_open),
    ("parse-bare", parse_bare),
    ("parse-post", parse_post),
    ("parse-deep", parse_deep),
    ("parse-long-key", parse_long_key),
    #[cfg(feature = "xml")]
    ("parse-xml", parse_xml),
    ("parse-control", parse_control),
    ("parse-raw", parse_raw),
    ("parse-raw-cuts", parse_raw_cuts),
    ("parse-raw-places", parse_raw_places),
    #[cfg(feature = "xml")]
    ("parse-raw-xml", parse_raw_xml),
    ("receive", receive),
    ("receive-raw", receive_raw),
    ("receive-extras", receive_extras),
    ("check-get", check_get),
    ("check-form", check_form),
    ("check-post", check_post),
    ("check-deep", check_deep),
    ("check-long-key", check_long_key),
    ("check-encoded", check_encoded),
    ("check-findings", check_findings),
    #[cfg(feature = "xml")]
    ("check-xml", check_xml),
    #[cfg(feature = "xml")]
    ("check-xml-deep", check_xml_deep),
    ("check-webhook", check_webhook),
    ("check-account", check_account),
    ("check-file", check_broken_file),
    ("platform-file", platform_file),
    ("check-closed", |scale| check_other(r#"{"open": "{{", "close": "}}"}"#, "{{text}} {{txt}} {{ {{x {{{{", scale)),
    ("check-open", |scale| check_other(r#"{"open": "$"}"#, "$text $tex $$ $text1 ", scale)),
    ("check-escapes", |scale| {
        check_other(r#"{"open": "%", "escape": "%%", "ignore_case": true}"#, "%TEXT %% %%%% %tex ", scale)
    }),
    ("route-url", route_url),
    ("fix", fix),
    ("translate", translate_all),
    ("translate-shared", translate_shared),
    ("translate-status", translate_statuses),
    ("translate-links", translate_links),
    ("translate-media", translate_media),
    ("native-digits", native_digits),
    ("native-items", native_items),
    ("native-members", native_members),
];

fn main() -> Result {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [operation, scale, times] = &*arguments else {
        for (name, _) in ROWS {
            println!("{name}");
        }
        return Ok(());
    };
    let row = ROWS.iter().find(|(name, _)| name == operation);
    let (_, prepare) = row.ok_or_else(|| format!("unknown operation `{operation}`"))?;
    let Prepared { bytes, run } = prepare(scale.parse()?)?;
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    for _ in 0..times.parse()? {
        run()?;
    }
    println!("{bytes} {}", HEAP.peak_usage().saturating_sub(before));
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "the last word of functions that may fail")]
fn prepared<T>(bytes: usize, operation: impl Fn() -> Result<T> + 'static) -> Result<Prepared> {
    let run = move || operation().map(|done| _ = black_box(done));
    Ok(Prepared { bytes, run: Box::new(run) })
}

/// One text for each number below `count`, all of the same length.
fn numbered(count: usize, one: impl Fn(&str) -> String) -> String {
    (0..count).map(|number| one(&format!("{number:05}"))).collect()
}

/// The texts of a callback grow; they are the input.
fn render(profile: Profile<Incoming>, text: &str, count: usize) -> Result<Prepared> {
    let mut callback = IncomingCallback::default();
    for (slot, _) in callback.values_mut().iter_mut().zip(required()) {
        *slot = text.repeat(count).into();
    }
    prepared(callback.values().iter().map(|text| text.len()).sum(), move || {
        let mut buffer = String::new();
        profile.render_into(black_box(&callback), &mut buffer)?;
        Ok(buffer)
    })
}

fn unlimited(profile: Profile<Incoming>) -> Profile<Incoming> {
    profile.with_limits(Limits::new().parameters(usize::MAX))
}

/// The fields' texts grow, and so does the number of parameters that nobody knows, and of those that stand twice.
fn pairs(scale: usize) -> String {
    let known = each_required(|name| format!("{name}={}&", "a+%C3%A9 ".repeat(scale)));
    known + &numbered(2 * scale, |number| format!("unknown{number}=some+more%20text&from={number}&"))
}

fn parse_get(scale: usize) -> Result<Prepared> {
    let (profile, query) = (unlimited(Profile::standard(URL)?), pairs(scale));
    prepared(query.len(), move || Ok(profile.parse_query(black_box(&query))?.problems.len()))
}

fn parse_form(scale: usize) -> Result<Prepared> {
    let body = required().map(|name| format!("{name}=<{name}>")).collect::<Vec<_>>().join("&");
    let spec = ProfileSpec::post::<Incoming>(URL, body).with_body_format(BodyFormat::Form);
    parse_body(unlimited(spec.try_into()?), pairs(scale))
}

fn parse_query(query: String) -> Result<Prepared> {
    let profile = unlimited(Profile::standard(URL)?);
    prepared(query.len(), move || Ok(profile.parse_query(black_box(&query))?.problems.len()))
}

/// JSON and a text that nobody escaped grow.
fn parse_raw_query(scale: usize) -> Result<Prepared> {
    let json = |name: &str| format!(r#"{name}=[{{"a":"{}"}}]&"#, "b&c=d&&\\\"]".repeat(4 * scale));
    parse_query(json("message") + &json("contacts") + "body=a" + &"&b %C3%A9".repeat(5 * scale) + "&name=Z")
}

/// Every field opens as JSON that never ends, with separators and brackets to the end of the query.
fn parse_open(scale: usize) -> Result<Prepared> {
    parse_query(each_required(|name| format!("{name}=[{}&", "{\"&x[&[[".repeat(2 * scale))))
}

/// Separators and names without a value behind texts, of which the template's literal ends none.
fn parse_bare(scale: usize) -> Result<Prepared> {
    let endpoint = Profile::<Incoming>::standard(URL)?.into_spec().endpoint.replace("<name>", "<name>!");
    let profile = unlimited(ProfileSpec::get::<Incoming>(endpoint).try_into()?);
    let query = each_required(|name| format!("{name}=a{}{}&", "&".repeat(20 * scale), "&some+text".repeat(2 * scale)));
    prepared(query.len(), move || Ok(profile.parse_query(black_box(&query))?.problems.len()))
}

fn parse_body(profile: Profile<Incoming>, body: String) -> Result<Prepared> {
    prepared(body.len(), move || Ok(profile.parse_body(black_box(&body))?.problems.len()))
}

fn parse_post(scale: usize) -> Result<Prepared> {
    let known = each_required(|name| format!(r#""{name}": "{}", "#, r#"a \"text\" \u00e9 "#.repeat(scale / 4)));
    let unknown =
        |number: &str| format!(r#""unknown{number}": "some\nmore", "array{number}": [1, {{}}], "from": "a", "#);
    let body = format!("{{{}{}\"\": 0}}", known, numbered(2 * scale, unknown));
    parse_body(unlimited(Profile::standard_post(URL)?), body)
}

/// Objects in objects, and unknown members at the bottom of each heap.
fn parse_deep(scale: usize) -> Result<Prepared> {
    let deep = format!("{}0{}", r#"{"a": [1, "#.repeat(50), "]}".repeat(50));
    let body = format!(r#"{{"body": "a", {}"": 0}}"#, numbered(scale / 2, |number| format!("\"d{number}\": {deep}, ")));
    parse_body(unlimited(Profile::standard_post(URL)?), body)
}

/// A template whose outermost key grows as does the number of its leaves.
fn with_long_key(scale: usize) -> Result<ProfileSpec> {
    let leaves = numbered(10 * scale, |number| format!(r#""leaf{number}": "some text", "#));
    let key = "k".repeat(100 * scale);
    let body = Profile::<Incoming>::standard_post(URL)?.into_spec().body.unwrap_or_default();
    Ok(ProfileSpec::post::<Incoming>(URL, body.replacen('{', &format!(r#"{{"{key}": {{{leaves}"": 0}},"#), 1)))
}

/// None of the leaves is there, and others are.
fn parse_long_key(scale: usize) -> Result<Prepared> {
    let spec = with_long_key(scale)?;
    let key = spec.body.as_deref().unwrap_or_default().split('"').nth(1).unwrap_or_default();
    let others = numbered(10 * scale, |number| format!(r#""other{number}": "some text", "#));
    let body = format!(r#"{{"body": "a", "{key}": {{{others}"": 1}}}}"#);
    parse_body(unlimited(spec.try_into()?), body)
}

/// Strings of control characters.
fn parse_control(scale: usize) -> Result<Prepared> {
    let known = each_required(|name| format!("\"{name}\": \"{}\", ", "a\t\n\u{1}\\n".repeat(3 * scale)));
    parse_body(unlimited(Profile::standard_post(URL)?), format!("{{{known}\"\": 0}}"))
}

/// The standard body with a text as it is in each field.
fn raw_body(text: &str) -> Result<String> {
    let template = Profile::<Incoming>::standard_post(URL)?.into_spec().body.unwrap_or_default();
    Ok(required().fold(template, |body, name| body.replacen(&format!("<{name}>"), text, 1)))
}

/// Values in which nothing is escaped.
fn parse_raw(scale: usize) -> Result<Prepared> {
    parse_body(unlimited(Profile::standard_post(URL)?), raw_body(&r#"say "hi" \now "#.repeat(scale))?)
}

/// Values that hold the template's own text over and over, so that they can be cut in many ways, and almost hold it.
fn parse_raw_cuts(scale: usize) -> Result<Prepared> {
    let (profile, literal) = (unlimited(Profile::standard_post(URL)?), "\",\n  \"mime_type\": \"\",\n  \"mime_typ");
    let body = raw_body(&literal.repeat(scale / 2))?;
    prepared(body.len(), move || match profile.parse_body(black_box(&body)) {
        Ok(_) => Err("the body was read".into()),
        Err(error) => Ok(error),
    })
}

/// More and more placeholders in one value, with little between them.
fn parse_raw_places(scale: usize) -> Result<Prepared> {
    let places = 20 * scale;
    let spec = with_members(&format!("\"many\": \"{}\",\n", "<from>aab".repeat(places)))?;
    let body = spec.body.as_deref().unwrap_or_default().replace("<from>aab", "aaaaab").replace("<body>", "\"");
    parse_body(unlimited(spec.try_into()?), body)
}

#[cfg(feature = "xml")]
fn parse_raw_xml(scale: usize) -> Result<Prepared> {
    let spec = with_elements("");
    let text = "AT&T < <![CDATA[<b>]]> &amp; ".repeat(scale / 2);
    let template = spec.body.clone().unwrap_or_default();
    let body = required().fold(template, |body, name| body.replacen(&format!("{{{name}}}"), &text, 1));
    parse_body(unlimited(spec.try_into()?), body)
}

/// The number of profiles grows as the body does, of which one is cut in vain.
fn receive_raw(scale: usize) -> Result<Prepared> {
    let profile = |number| Profile::standard_post(&format!("https://example.com/{number}?key={number}"));
    let profiles = (0..scale).map(profile).collect::<std::result::Result<Vec<_>, _>>()?;
    let receiver = Receiver::new(profiles.into_iter().map(|profile| AnyProfile::from(unlimited(profile))));
    let body = raw_body(&"say \"hi\" ".repeat(2 * scale))?;
    prepared(body.len(), move || {
        let (method, headers) = (http::Method::POST, http::HeaderMap::new());
        let known = receiver.receive(&method, "/7?key=7", &headers, black_box(body.as_bytes()))?.dedup_key();
        // At a path of none, all of them fit.
        let tied = receiver.receive(&method, "/proxied", &headers, black_box(body.as_bytes()));
        if tied.is_ok() { Err("the body was read".into()) } else { Ok(known) }
    })
}

/// The number of profiles grows as the request does.
fn receive(scale: usize) -> Result<Prepared> {
    let profile = |number| Profile::standard(&format!("https://example.com/{number}?key={number}"));
    let profiles = (0..scale).map(profile).collect::<std::result::Result<Vec<_>, _>>()?;
    let receiver = Receiver::new(profiles.into_iter().map(|profile| AnyProfile::from(unlimited(profile))));
    let known = each_required(|name| format!("{name}=text&"));
    let target = format!("/proxied?key=7&{known}{}", numbered(10 * scale, |n| format!("&unknown{n}=some+more%20text")));
    prepared(target.len(), move || {
        Ok(receiver.receive(&http::Method::GET, black_box(&target), &http::HeaderMap::new(), b"")?.dedup_key())
    })
}

/// Two profiles, and a body with more and more that neither knows.
fn receive_extras(scale: usize) -> Result<Prepared> {
    let [one, two] = ["a", "b"].map(|key| {
        let body = Profile::<Incoming>::standard_post(URL)?.into_spec().body.unwrap_or_default();
        let body = body.replacen('{', &format!(r#"{{"kind": "{key}","#), 1);
        Result::Ok(AnyProfile::from(unlimited(ProfileSpec::post::<Incoming>(URL, body).try_into()?)))
    });
    let receiver = Receiver::new([one?, two?]);
    let known = each_required(|name| format!(r#""{name}": "text", "#));
    let unknown = |number: &str| format!(r#""unknown{number}": {{"a": [1, {{"b": "c"}}]}}, "#);
    let body = format!(r#"{{"kind": "b", {known}{}"": 0}}"#, numbered(4 * scale, unknown));
    prepared(body.len(), move || {
        let delivery = receiver.receive(&http::Method::POST, "/", &http::HeaderMap::new(), black_box(body.as_bytes()));
        Ok(delivery?.dedup_key())
    })
}

/// The check of a profile that has no error.
fn check(spec: ProfileSpec) -> Result<Prepared> {
    prepared(spec.endpoint.len() + spec.body.as_deref().map_or(0, str::len), move || {
        let report = Profile::<Incoming>::check(black_box(&spec));
        if report.has_errors() { Err(report.into()) } else { Ok(report) }
    })
}

/// The number of static parameters grows.
fn check_get(scale: usize) -> Result<Prepared> {
    let standard = Profile::<Incoming>::standard(URL)?.into_spec().endpoint;
    check(ProfileSpec::get::<Incoming>(standard + &numbered(2 * scale, |n| format!("&static{n}=some%20text"))))
}

fn check_form(scale: usize) -> Result<Prepared> {
    let standard = Profile::<Incoming>::standard(URL)?.into_spec().endpoint;
    let fields = standard.split('?').nth(1).unwrap_or_default();
    let body = fields.to_owned() + &numbered(5 * scale, |number| format!("&st%61tic{number}=some%20text"));
    check(ProfileSpec::post::<Incoming>(URL, body).with_body_format(BodyFormat::Form))
}

/// The standard JSON template with more before its first member.
fn with_members(members: &str) -> Result<ProfileSpec> {
    let standard = Profile::<Incoming>::standard_post(URL)?.into_spec().body.unwrap_or_default();
    Ok(ProfileSpec::post::<Incoming>(URL, standard.replacen('{', &format!("{{\n{members}"), 1)))
}

/// The number of fields grows, each of which says more than its kind.
fn platform_file(scale: usize) -> Result<Prepared> {
    let field =
        |number: &str| format!(r#""field-{number}": {{"kind": "status", "required": true, "sample": "read"}},"#);
    let file = format!(
        r#"{{"platform": "p", "placeholders": {{"open": "{{{{", "close": "}}}}", "ignore_case": true, "escape": "{{{{{{"}},
            "field_sets": {{"send": {{"dedup_key": ["id"], "fields": {{{} "id": "text"}}}}}}}}"#,
        numbered(3 * scale, field)
    );
    prepared(file.len(), move || Ok(Platform::from_file(black_box(&file))?))
}

/// The template grows, in which placeholders are found by their names: known, unknown, nearly known, cut off ones.
fn check_other(placeholders: &str, literal: &str, scale: usize) -> Result<Prepared> {
    let names = numbered(100, |number| format!(r#""text{number}": "text","#));
    let platform = format!(
        r#"{{"platform": "p", "placeholders": {placeholders}, "field_sets": {{"send": {{"fields": {{{names} "text": "text"}}}}}}}}"#
    );
    let platform = Platform::from_file(&platform)?;
    let members = numbered(5 * scale, |number| format!("\"m{number}\": \"{literal}\",\n"));
    let mut spec = ProfileSpec::post::<Incoming>(URL, format!("{{{members} \"last\": 1}}")).with_platform("p");
    "send".clone_into(&mut spec.direction);
    prepared(spec.body.as_deref().map_or(0, str::len), move || Ok(platform.check_profile(black_box(&spec))))
}

fn check_post(scale: usize) -> Result<Prepared> {
    check(with_members(&numbered(5 * scale, |number| format!("  \"static{number}\": \"some text\",\n")))?)
}

fn check_deep(scale: usize) -> Result<Prepared> {
    let deep = format!("{}1{}", r#"{"a": [1, "#.repeat(60), "]}".repeat(60));
    check(with_members(&numbered(scale, |number| format!("\"d{number}\": {deep}, ")))?)
}

fn check_long_key(scale: usize) -> Result<Prepared> {
    check(with_long_key(scale)?)
}

/// Warnings all over the template, with nothing between them to go by.
fn check_encoded(scale: usize) -> Result<Prepared> {
    let pairs = numbered(10 * scale, |number| format!("&x{number}=%3Cid%3E&y{number}=?%3Cfrom%3E"));
    let fields = each_required(|name| format!("&{name}=<{name}>"));
    check(ProfileSpec::post::<Incoming>(URL, pairs + &fields).with_body_format(BodyFormat::Form))
}

/// A template with nothing but errors, of all kinds.
fn check_findings(scale: usize) -> Result<Prepared> {
    let pairs = numbered(scale, |n| format!("&x=<nothing{n}>&<id>=1&=2&z{n}=<a b>&y{n}=100%&u{n}=é ü&v{n}=<mime"));
    let spec = ProfileSpec::post::<Incoming>(URL, pairs).with_body_format(BodyFormat::Form);
    prepared(spec.body.as_deref().map_or(0, str::len), move || Ok(Profile::<Incoming>::check(black_box(&spec))))
}

#[cfg(feature = "xml")]
fn with_elements(elements: &str) -> ProfileSpec {
    let fields = each_required(|name| format!("<{name}>{{{name}}}</{name}>\n"));
    let body = format!("<?xml version=\"1.0\"?>\n<report>\n{fields}{elements}</report>");
    ProfileSpec::post::<Incoming>(URL, body).with_body_format(BodyFormat::Xml)
}

#[cfg(feature = "xml")]
fn check_xml(scale: usize) -> Result<Prepared> {
    check(with_elements(&numbered(5 * scale, |n| format!("  <static{n} at=\"1 &amp; 2\">some text</static{n}>\n"))))
}

#[cfg(feature = "xml")]
fn check_xml_deep(scale: usize) -> Result<Prepared> {
    let deep = format!("{}{}x{}", "<a xmlns=\"urn:y\">".repeat(20), "<a>".repeat(40), "</a>".repeat(60));
    check(with_elements(&numbered(scale / 2, |number| format!("<d{number}>{deep}</d{number}>\n"))))
}

#[cfg(feature = "xml")]
fn parse_xml(scale: usize) -> Result<Prepared> {
    let known = each_required(|name| format!("<{name}>{}</{name}>\n", "a &amp; b ".repeat(scale)));
    let unknown = |n: &str| format!("<u{n} at='1'><in><deep>some text</deep></in></u{n}>\n");
    let body = format!("<report>{known}{}</report>", numbered(4 * scale, unknown));
    parse_body(unlimited(with_elements("").try_into()?), body)
}

/// The number of custom parameters grows, some of them with findings.
fn check_webhook(scale: usize) -> Result<Prepared> {
    let parameters = numbered(5 * scale, |number| format!(r#""custom{number}": "some text", "<{number}>": "<id>", "#));
    let text = format!(
        r#"{{"product": "WhatsApp", "send_method": "JSON", "report_type": "MO", "endpoint": "{URL}", "custom_parameters": {{{parameters}"z": ""}}}}"#
    );
    let form: WebhookSpec = serde_json::from_str(&text)?;
    prepared(text.len(), move || Ok(Webhook::check(black_box(&form))))
}

/// The numbers of profiles and telephone numbers grow; something is to be said about each.
fn account(scale: usize) -> Result<String> {
    let standard = serde_json::to_string(Profile::<Incoming>::standard(URL)?.spec())?;
    let profiles = numbered(2 * scale / 5, |id| standard.replacen('{', &format!(r#"{{"id": "{id}", "#), 1) + ",");
    let number = |number: &str| {
        let (own, other) = (format!("+1202{number}00"), format!("+1202{number}01"));
        let url = r#"{"callback_url": "http://example.com/?a=1"}"#;
        format!(r#"{{"number": "{own}", "incoming": "00000"}}, {{"number": "{other}", "outgoing": {url}}}, "#)
    };
    let numbers = numbered(scale, number);
    let (profiles, numbers) = (profiles.trim_end_matches(','), numbers.trim_end_matches(", "));
    Ok(format!(
        r#"{{"account_type": "prepaid", "whitelist": ["example.com"], "profiles": [{profiles}], "numbers": [{numbers}]}}"#
    ))
}

fn check_account(scale: usize) -> Result<Prepared> {
    let text = account(scale)?;
    prepared(text.len(), move || {
        let report = check_file(black_box(text.as_bytes()));
        if report.has_errors() { Err("the account has errors".into()) } else { Ok(report) }
    })
}

/// A file with findings at the places of its own escapes, and unknown keys.
fn check_broken_file(scale: usize) -> Result<Prepared> {
    let keys = numbered(scale, |number| format!(r#""key{number}": [], "#));
    let pairs = numbered(4 * scale, |number| format!(r"&x{number}=\u0025\u003Cid%3E\u00e9\n"));
    let text = format!(r#"{{"direction": "incoming", "method": "GET", {keys}"endpoint": "{URL}?a=1{pairs}"}}"#);
    prepared(text.len(), move || {
        let report = check_file(black_box(text.as_bytes()));
        Ok(report.masked(&text))
    })
}

/// A message asks for a URL.
fn route_url(scale: usize) -> Result<Prepared> {
    let account: Account = serde_json::from_str(r#"{"account_type": "prepaid", "whitelist": ["example.com"]}"#)?;
    let url = format!("{URL}?a=1{}", numbered(2 * scale, |number| format!("&param{number}=some%20%3Cid%3E")));
    prepared(url.len(), move || {
        Ok(account.route::<Incoming>("", RouteRequest::CallbackUrl(black_box(&url)))?.profile().clone())
    })
}

/// The number of fixes grows.
fn fix(scale: usize) -> Result<Prepared> {
    let pairs = numbered(2 * scale, |number| format!("&x{number}=some text &amp; 100%"));
    let text = format!(
        r#"{{"direction": "incoming", "method": "POST", "body_format": "form", "endpoint": "{URL}", "body": "a=1{pairs}"}}"#
    );
    prepared(text.len(), move || Ok(fix_file(black_box(&text))))
}

fn translated(text: String) -> Result<Prepared> {
    prepared(text.len(), move || {
        let translation = translate(&Notification::parse(black_box(&text))?, Some("12025550100"));
        Ok(translation.incoming.len() + translation.outgoing.len())
    })
}

/// The number of messages grows, and the caption of the last.
fn translate_all(scale: usize) -> Result<Prepared> {
    let message = |number: &str| {
        format!(r#"{{"from": "1202555{number}", "id": "{number}", "type": "text", "text": {{"body": "Hi"}}}}, "#)
    };
    let contact = |number: &str| format!(r#"{{"wa_id": "1202555{number}", "profile": {{"name": "Zo\u00eb"}}}}, "#);
    let (messages, contacts) = (numbered(2 * scale, message), numbered(2 * scale, contact));
    let caption = CHUNK.replace('"', "\\\"").repeat(2 * scale);
    let last = format!(r#"{{"type": "image", "image": {{"caption": "{caption}"}}}}"#);
    translated(format!(r#"{{"contacts": [{contacts}{{}}], "messages": [{messages}{last}]}}"#))
}

/// All messages are of one contact, which grows as does the business's number.
fn translate_shared(scale: usize) -> Result<Prepared> {
    let messages = numbered(2 * scale, |number| format!(r#"{{"from": "1", "id": "{number}"}}, "#));
    let long = format!("Zo\\u00eb{}", "x".repeat(400 * scale));
    let contact = format!(r#"{{"wa_id": "1", "profile": {{"name": "{long}"}}}}"#);
    let metadata = format!(r#"{{"display_phone_number": "{long}"}}"#);
    translated(format!(r#"{{"metadata": {metadata}, "contacts": [{contact}], "messages": [{messages}{{}}]}}"#))
}

fn translate_statuses(scale: usize) -> Result<Prepared> {
    let status = |number: &str| {
        let errors = r#"[{"code": 131026, "title": "Undeliverable"}]"#;
        format!(r#"{{"id": "{number}", "status": "failed", "recipient_id": "1", "errors": {errors}}}, "#)
    };
    translated(format!(r#"{{"statuses": [{}7]}}"#, numbered(3 * scale, status)))
}

/// A message whose attachment has `link` over and over.
fn translate_links(scale: usize) -> Result<Prepared> {
    let links = r#""link": "x", "#.repeat(15 * scale);
    translated(format!(r#"{{"messages": [{{"type": "image", "image": {{{links}"id": 1}}}}]}}"#))
}

/// A message whose attachment has more and more members, each of a name of its own, with an escape.
fn translate_media(scale: usize) -> Result<Prepared> {
    let members = numbered(8 * scale, |number| format!(r#""n\u00e9{number}": "x", "#));
    translated(format!(r#"{{"messages": [{{"type": "image", "image": {{{members}"link": 1}}}}]}}"#))
}

fn native(text: String) -> Result<Prepared> {
    prepared(text.len(), move || Ok(Notification::parse(black_box(&text))?.bad_items().len()))
}

/// Nothing but digits where nobody looks.
fn native_digits(scale: usize) -> Result<Prepared> {
    native(format!(r#"{{"x": [{}0]}}"#, "0,".repeat(100 * scale)))
}

/// Nothing but empty objects where messages should be.
fn native_items(scale: usize) -> Result<Prepared> {
    native(format!(r#"{{"messages": [{}0]}}"#, "{},".repeat(350 * scale)))
}

/// Nothing but members.
fn native_members(scale: usize) -> Result<Prepared> {
    native(format!(r#"{{"messages": [{{{}"":0}}]}}"#, r#""":0,"#.repeat(400 * scale)))
}

/// The names of the required fields, with which the set's table begins.
fn required() -> impl Iterator<Item = &'static str> {
    Incoming::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name)
}

/// One text for each required field.
fn each_required(one: impl Fn(&str) -> String) -> String {
    required().map(one).collect()
}
