//! The naive sender: whatever a query or form holds that was rendered without escaping, no event is lost and nothing is invented.
//!
//! `cargo test --test naive_sender -- --ignored --nocapture` prints which share of random texts comes back whole.
#![cfg(test)]

use std::collections::BTreeMap;

use callback_profile::request::BodyFormat;
use callback_profile::{AnyReceived, FieldSet, Incoming, Outgoing, Profile, ProfileSpec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseResult, TestRng, TestRunner};
use util::naive::naive;
use util::requests::get;

mod util;

type Pairs = Vec<(String, String)>;

/// What a query is read as.
#[derive(Debug, PartialEq, Default)]
struct Read {
    fields: BTreeMap<String, String>,
    extra: Pairs,
    /// How many values had separators as they are.
    unescaped: usize,
}

/// The fields of the set that are free text, and those that are JSON; both are placed under their own names.
struct Kinds {
    text: &'static [&'static str],
    json: &'static [&'static str],
}

const OUTGOING: Kinds = Kinds { text: &["message", "error", "error_code", "ref", "ref1", "ref2"], json: &[] };
const INCOMING: Kinds = Kinds {
    text: &["body", "mime_type", "media_url", "name", "company_id", "media_name"],
    json: &["message", "contacts", "location"],
};

/// A name or value as the WHATWG URL standard decodes it.
fn decoded(piece: &str) -> String {
    form_urlencoded::parse(format!("x={piece}").as_bytes()).next().unwrap().1.into_owned()
}

/// What the brackets of a text say: `None` where one is left open, else whether it is one JSON value with blanks around; a bracket
/// that is closed by another kind counts as open.
fn is_json(text: &str) -> Option<bool> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let mut open = Vec::new();
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, character) in text.char_indices() {
        if in_string {
            in_string = is_escaped || character != '"';
            is_escaped = !is_escaped && character == '\\';
            continue;
        }
        match character {
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' if open.pop() != Some(character) => return None,
            ']' | '}' if open.is_empty() => return Some(at + 1 == text.len()),
            '"' if !open.is_empty() => in_string = true,
            _ => {}
        }
        if open.is_empty() {
            return Some(false);
        }
    }
    None
}

fn opens_as_json(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '\r', '\n']).starts_with(['[', '{'])
}

/// Whether the bracket stands in the query as it is.
fn opens_as_it_is(value: &str) -> bool {
    let mut rest = value;
    while let Some(tail) = ["+", " ", "\t", "\r", "\n", "%20", "%09", "%0d", "%0D", "%0a", "%0A"]
        .iter()
        .find_map(|blank| rest.strip_prefix(blank))
    {
        rest = tail;
    }
    rest.starts_with(['[', '{'])
}

/// How many of the pieces behind a value belong to it. Costs what it likes.
fn taken<S: FieldSet>(kinds: &Kinds, name: &str, value: &str, behind: &[&str]) -> usize {
    let is_known = |piece: &str| {
        let name = decoded(piece.split('=').next().unwrap());
        S::FIELDS.iter().any(|field| field.name() == name)
    };
    let is_text = kinds.text.contains(&name);
    let is_bare = |piece: &str| !piece.contains('=') && (piece.is_empty() || !is_known(piece));
    if !is_text && !kinds.json.contains(&name) {
        return 0;
    }
    if opens_as_json(&decoded(value)) && is_json(&decoded(value)) != Some(false) {
        let is_raw = opens_as_it_is(value);
        if is_json(&decoded(value)).is_some() || (!is_raw && value.contains("%26")) {
            return 0;
        }
        let mut text = decoded(value);
        for (index, piece) in behind.iter().take_while(|piece| is_raw || is_bare(piece)).enumerate() {
            text = format!("{text}&{}", decoded(piece));
            if let Some(is_json) = is_json(&text) {
                return if is_json { index + 1 } else { 0 };
            }
        }
        return 0;
    }
    let may_go_on = is_text && !value.contains("%26");
    let run = if may_go_on { behind.iter().take_while(|piece| is_bare(piece)).count() } else { 0 };
    behind[..run].iter().rposition(|piece| !piece.is_empty()).map_or(0, |last| last + 1)
}

/// How a query is to be read, said a second time and simply.
fn model<S: FieldSet>(kinds: &Kinds, query: &str) -> Read {
    let pieces: Vec<_> = query.split('&').collect();
    let mut read = Read::default();
    let mut seen = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        if piece.is_empty() {
            continue;
        }
        let (name, value) = piece.split_once('=').map_or((*piece, None), |(name, value)| (name, Some(value)));
        let (name, mut text) = (decoded(name), decoded(value.unwrap_or_default()));
        let field = S::FIELDS.iter().find(|field| field.name() == name && !seen.contains(&name));
        let Some(field) = field else {
            read.extra.push((name, text));
            continue;
        };
        seen.push(name.clone());
        if let Some(value) = value.filter(|_| field.is_required()) {
            let count = taken::<S>(kinds, &name, value, &pieces[at..]);
            for piece in &pieces[at..at + count] {
                text = format!("{text}&{}", decoded(piece));
            }
            at += count;
            read.unescaped += usize::from(count > 0);
        }
        if !text.is_empty() {
            read.fields.insert(name, text);
        }
    }
    read
}

fn read<S: FieldSet>(profile: &Profile<S>, query: &str) -> Read {
    let received = match profile.body_format() {
        Some(_) => profile.parse_body(query),
        None => profile.parse_query(query),
    };
    let received = AnyReceived::from(received.unwrap());
    let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    Read {
        fields: received.fields().map(owned).collect(),
        extra: received.extra().iter().map(|(name, text)| owned((name, text))).collect(),
        unescaped: received
            .problems()
            .iter()
            .filter(|problem| problem.code().as_str() == "unescaped-separator")
            .count(),
    }
}

fn form<S: FieldSet>() -> Profile<S> {
    let query = get::<S>("https://example.com/").endpoint().split_once('?').unwrap().1.to_owned();
    ProfileSpec::post::<S>("https://example.com/", query).with_body_format(BodyFormat::Form).try_into().unwrap()
}

/// What the sender makes of the values, which belong to the required fields in their order.
fn sent<S: FieldSet>(profile: &Profile<S>, values: &[String]) -> String {
    let value = |name: &str| S::FIELDS.iter().zip(values).find(|(field, _)| field.name() == name).unwrap().1.clone();
    let text = naive(profile, value);
    text.split_once('?').filter(|_| profile.body_format().is_none()).map_or(text.clone(), |(_, query)| query.to_owned())
}

fn law<S: FieldSet>(profile: &Profile<S>, kinds: &Kinds, values: &[String]) -> TestCaseResult {
    let query = sent(profile, values);
    let found = read(profile, &query);
    prop_assert_eq!(&found, &model::<S>(kinds, &query), "{}", query);
    let sent: Vec<_> = S::FIELDS.iter().filter(|field| field.is_required()).zip(values).collect();
    let pieces = || values.iter().flat_map(|value| value.split('&'));
    let names: Vec<_> = pieces().skip(1).map(|piece| decoded(piece.split('=').next().unwrap())).collect();
    // What is left open takes what balances it, be that whole or not.
    let is_open = |text: &str| opens_as_json(&decoded(text)) && is_json(&decoded(text)).is_none();
    let has_open =
        pieces().any(|piece| is_open(piece) || piece.split_once('=').is_some_and(|(_, value)| is_open(value)));
    for (field, value) in &sent {
        let text = found.fields.get(field.name()).map_or("", String::as_str);
        if has_open || names.iter().any(|name| name == field.name()) {
            continue;
        }
        prop_assert!(!value.is_empty() || text.is_empty(), "`{}` was invented: {}", field.name(), query);
        if !value.contains(['%', '+', '#', '&', '=']) {
            prop_assert_eq!(text, &**value, "`{}` is not whole: {}", field.name(), query);
        }
    }
    for piece in pieces() {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        let begins_field = || found.fields.get(&decoded(name)).is_some_and(|text| text.starts_with(&decoded(value)));
        let is_in_field = begins_field() || found.fields.values().any(|text| text.contains(&decoded(piece)));
        let is_in_extra = found
            .extra
            .iter()
            .any(|(found, text)| (*found == decoded(name) && *text == decoded(value)) || *text == decoded(piece));
        let is_name = value.is_empty() && S::FIELDS.iter().any(|field| field.name() == decoded(name));
        prop_assert!(is_in_field || is_in_extra || is_name, "`{}` is lost: {}", piece, query);
    }
    Ok(())
}

/// Texts with much in them that a sender had to escape.
fn hard() -> impl Strategy<Value = String> {
    let parts = select(vec![
        "&",
        "&",
        "&&",
        "=",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "\"",
        "\\",
        " ",
        "%",
        "+",
        "#",
        "%5B",
        "%5d",
        "%7B%22",
        "%26",
        "%ff",
        "a",
        "Tom & Jerry",
        "name",
        "&name=",
        "&contacts=",
        "&ref1=",
        "&status",
        "&company_id=7",
        "&debug",
        "[\"a",
        "b\"]",
        "{\"a\":\"x",
        "&y\"}",
        "\u{e9}",
        "\u{1f600}",
        "%20",
        "\n",
    ]);
    prop::collection::vec(parts, 0..6).prop_map(|parts| parts.concat())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let plain =
        select(vec!["", "", "1", "read", "Hi there", "[{\"a\":\"x&y\"}]", "[{\"a\":\"x\"}]"]).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![3 => plain, 2 => hard(), 1 => any::<String>()], 14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_event_of_a_naive_sender_is_lost(values in texts()) {
        law(&get::<Outgoing>("https://example.com/"), &OUTGOING, &values[..13])?;
        law(&get::<Incoming>("https://example.com/"), &INCOMING, &values)?;
        law(&form::<Outgoing>(), &OUTGOING, &values[..13])?;
        law(&form::<Incoming>(), &INCOMING, &values)?;
    }

    /// The same sender, of which something is lost or added on the way.
    #[test]
    fn any_query_is_read_as_the_model_says(values in texts(), at in any::<prop::sample::Index>(), more in hard()) {
        let profile = get::<Incoming>("https://example.com/");
        let mut query = sent(&profile, &values);
        let places: Vec<_> = query.char_indices().map(|(place, _)| place).collect();
        query.insert_str(places[at.index(places.len())], &more);
        query.insert_str(0, "body=&");
        prop_assert_eq!(read(&profile, &query), model::<Incoming>(&INCOMING, &query), "{}", query);
    }
}

/// A text of words, now and then with something between them that a sender had to escape.
fn sentences() -> impl Strategy<Value = String> {
    let between = select(vec![
        " ", " ", " ", " ", " ", " ", " & ", "&", ", ", "? ", "! ", ": ", "\n", " + ", " = ", " 50% ", " #", " \"",
        "'s ",
    ]);
    let word = select(vec![
        "order",
        "Tom",
        "Jerry",
        "caf\u{e9}",
        "\u{1f600}",
        "hello",
        "where",
        "is",
        "my",
        "20",
        "pizza",
        "cola",
    ]);
    prop::collection::vec((word, between), 1..12)
        .prop_map(|parts| parts.into_iter().map(|(word, between)| [word, between].concat()).collect())
}

/// Of so many callbacks the free texts, and a message of a user as JSON, that come back whole.
#[test]
#[ignore = "prints figures"]
fn shares_that_come_back_whole() {
    let config = Config::with_cases(1);
    let mut runner = TestRunner::new_with_rng(config.clone(), TestRng::deterministic_rng(config.rng_algorithm));
    let mut share = |what: &str, profile: &Profile<Incoming>, text: BoxedStrategy<String>| {
        let (mut whole, mut all) = (0, 0);
        for _ in 0..5_000 {
            let mut draw = || text.new_tree(&mut runner).unwrap().current();
            let message = serde_json::json!([{"type": "text", "text": {"body": draw()}}]).to_string();
            let values = [("body", draw()), ("name", draw()), ("message", message)];
            let value = |name: &str| {
                values.iter().find(|(field, _)| *field == name).map_or("7".to_owned(), |(_, text)| text.clone())
            };
            let sent = naive(profile, value);
            let sent = if profile.body_format().is_some() { &*sent } else { sent.split_once('?').unwrap().1 };
            let found = read(profile, sent);
            let is_whole = |(name, text): &&(&str, String)| found.fields.get(*name).map_or("", String::as_str) == text;
            whole += values.iter().filter(is_whole).count();
            all += values.len();
        }
        println!(
            "{what}: {whole} of {all}, {:.1} %",
            100.0 * f64::from(u32::try_from(whole).unwrap()) / f64::from(u32::try_from(all).unwrap())
        );
    };
    for (format, profile) in [("query", get("https://example.com/")), ("form", form())] {
        share(&format!("{format}, sentences"), &profile, sentences().boxed());
        share(&format!("{format}, any characters"), &profile, any::<String>().boxed());
    }
}
