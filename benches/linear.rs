//! Runs one operation once, for a tool that counts instructions. `benches/linear.sh` makes a table of it.
//!
//! `linear OPERATION SCALE TIMES`: prepares the input, performs the operation TIMES times (0: only the preparation, to be
//! subtracted), and prints the bytes of the input.
//!
//! A rendered URL and a GET template hold at most 65,534 bytes, so for GET the input at scale 1 is about 500 bytes, else 2,000.

use std::env;
use std::error::Error;
use std::hint::black_box;

use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{
    AnyProfile, Callback, FieldInfo, FieldSet, Incoming, IncomingCallback, Limits, Profile, ProfileSpec, Receiver,
    Report, check_file,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const URL: &str = "https://example.com/callbacks/whatsapp";

/// Sixteen bytes with an escape or two in either format.
const CHUNK: &str = "plain \"text\" \u{e9} ";

fn main() -> Result {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [operation, scale, times] = &*arguments else {
        println!(
            "usage: linear render-get|render-post|parse-get|parse-post|check-get|check-post|receive|translate|check-account SCALE TIMES"
        );
        return Ok(());
    };
    let (scale, times) = (scale.parse()?, times.parse()?);
    let bytes = match operation.as_str() {
        "render-get" => render(&Profile::standard(URL)?, &"plain-text ".repeat(3), scale, times)?,
        "render-post" => render(&Profile::standard_post(URL)?, &CHUNK.repeat(8), scale, times)?,
        "parse-get" => parse_get(scale, times)?,
        "parse-post" => parse_post(scale, times)?,
        "check-get" => check_get(scale, times)?,
        "check-post" => check_post(scale, times)?,
        "receive" => receive(scale, times)?,
        "translate" => translate_all(scale, times)?,
        "check-account" => check_account(scale, times)?,
        other => return Err(format!("unknown operation `{other}`").into()),
    };
    println!("{bytes}");
    Ok(())
}

/// The texts of a callback grow; they are the input.
fn render(profile: &Profile<Incoming>, text: &str, scale: usize, times: usize) -> Result<usize> {
    let callback = callback(text, scale);
    for _ in 0..times {
        let mut buffer = String::new();
        profile.render_into(black_box(&callback), &mut buffer)?;
        black_box(buffer);
    }
    Ok(callback.values().iter().map(|text| text.len()).sum())
}

/// The texts grow, and so does the number of parameters that nobody knows.
fn parse_get(scale: usize, times: usize) -> Result<usize> {
    let profile = Profile::<Incoming>::standard(URL)?.with_limits(Limits::new().parameters(usize::MAX));
    let query: Vec<String> = required()
        .map(|name| format!("{name}={}", "some+text%20%C3%A9 ".repeat(4 * scale)))
        .chain((0..20 * scale).map(|number| format!("unknown{number}=some+more%20text")))
        .collect();
    let query = query.join("&");
    for _ in 0..times {
        black_box(profile.parse_query(black_box(&query))?);
    }
    Ok(query.len())
}

fn parse_post(scale: usize, times: usize) -> Result<usize> {
    let profile = Profile::<Incoming>::standard_post(URL)?.with_limits(Limits::new().parameters(usize::MAX));
    let members: Vec<String> = required()
        .map(|name| format!(r#""{name}": "{}""#, r#"some \"text\" \u00e9 "#.repeat(4 * scale)))
        .chain((0..20 * scale).map(|number| format!(r#""unknown{number}": "some\nmore", "array{number}": [1, {{}}]"#)))
        .collect();
    let body = format!("{{{}}}", members.join(", "));
    for _ in 0..times {
        black_box(profile.parse_body(black_box(&body))?);
    }
    Ok(body.len())
}

/// The number of static parameters grows.
fn check_get(scale: usize, times: usize) -> Result<usize> {
    let standard = Profile::<Incoming>::standard(URL)?.into_spec().endpoint;
    let parameters: Vec<_> = (0..20 * scale).map(|number| format!("&static{number}=some%20text")).collect();
    check(&ProfileSpec::get::<Incoming>(standard + &parameters.concat()), times)
}

fn check_post(scale: usize, times: usize) -> Result<usize> {
    let standard = Profile::<Incoming>::standard_post(URL)?.into_spec().body.unwrap_or_default();
    let members: Vec<_> = (0..50 * scale).map(|number| format!("  \"static{number}\": \"some text\",\n")).collect();
    let body = standard.replacen('\n', &format!("\n{}", members.concat()), 1);
    check(&ProfileSpec::post::<Incoming>(URL, body), times)
}

fn check(spec: &ProfileSpec, times: usize) -> Result<usize> {
    for _ in 0..times {
        let report: Report = Profile::<Incoming>::check(black_box(spec));
        if report.has_errors() {
            return Err(report.into());
        }
        black_box(report);
    }
    Ok(spec.endpoint.len() + spec.body.as_deref().map_or(0, str::len))
}

/// The number of profiles grows as the request does.
fn receive(scale: usize, times: usize) -> Result<usize> {
    let profile = |number| Profile::<Incoming>::standard(&format!("https://example.com/{number}?key={number}"));
    let profiles: std::result::Result<Vec<_>, _> = (0..10 * scale).map(profile).collect();
    let receiver = Receiver::new(
        profiles?
            .into_iter()
            .map(|profile| AnyProfile::from(profile.with_limits(Limits::new().parameters(usize::MAX)))),
    );
    let unknown: Vec<_> = (0..100 * scale).map(|number| format!("&unknown{number}=some+more%20text")).collect();
    let target = format!(
        "/proxied?key=7&{}{}",
        required().fold(String::new(), |all, name| all + name + "=text&"),
        unknown.concat()
    );
    for _ in 0..times {
        black_box(receiver.receive(&http::Method::GET, black_box(&target), &http::HeaderMap::new(), b"")?);
    }
    Ok(target.len())
}

/// The number of messages grows, and the caption of the last.
fn translate_all(scale: usize, times: usize) -> Result<usize> {
    let message =
        |number| format!(r#"{{"from": "12025550143", "id": "{number}", "type": "text", "text": {{"body": "Hi"}}}}"#);
    let contact = |number| format!(r#"{{"wa_id": "1202555{number}", "profile": {{"name": "Zo\u00eb"}}}}"#);
    let messages: Vec<_> = (0..20 * scale).map(message).collect();
    let contacts: Vec<_> = (0..20 * scale).map(contact).collect();
    let last =
        format!(r#"{{"type": "image", "image": {{"caption": "{}"}}}}"#, CHUNK.replace('"', "\\\"").repeat(20 * scale));
    let text = format!(r#"{{"contacts": [{}], "messages": [{}, {last}]}}"#, contacts.join(","), messages.join(","));
    for _ in 0..times {
        black_box(translate(&Notification::parse(black_box(&text))?, Some("12025550100")));
    }
    Ok(text.len())
}

/// The numbers of profiles and telephone numbers grow.
fn check_account(scale: usize, times: usize) -> Result<usize> {
    let standard = serde_json::to_string(Profile::<Incoming>::standard(URL)?.spec())?;
    let named = |number| standard.replacen('{', &format!(r#"{{"id": "{number}", "#), 1);
    let profiles: Vec<_> = (0..4 * scale).map(named).collect();
    let number = |number| format!(r#"{{"number": "+1202{number:07}", "incoming": "0"}}"#);
    let numbers: Vec<_> = (0..20 * scale).map(number).collect();
    let text = format!(
        r#"{{"account_type": "prepaid", "whitelist": ["example.com"], "profiles": [{}], "numbers": [{}]}}"#,
        profiles.join(","),
        numbers.join(","),
    );
    for _ in 0..times {
        let report = check_file(black_box(text.as_bytes()));
        if !report.is_clean() {
            return Err("the account is not clean".into());
        }
        black_box(report);
    }
    Ok(text.len())
}

fn callback(text: &str, scale: usize) -> IncomingCallback<'static> {
    let mut callback = IncomingCallback::default();
    for (slot, _) in callback.values_mut().iter_mut().zip(required()) {
        *slot = text.repeat(scale).into();
    }
    callback
}

/// The names of the required fields, with which the set's table begins.
fn required() -> impl Iterator<Item = &'static str> {
    Incoming::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name)
}
