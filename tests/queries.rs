//! Queries and forms, however they were changed on the way: the reading in the template's order, that by names, and the one of the
//! URL standard agree.
#![cfg(test)]

use callback_profile::field::FieldInfo;
use callback_profile::request::{BodyFormat, Limits};
use callback_profile::{AnyReceived, FieldSet, Incoming, Outgoing, ParseError, Profile, ProfileSpec, Received};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{TestCaseResult, TestRunner};

mod util;

/// Names and texts.
type Owned = Vec<(String, String)>;

/// A form of the names in a certain writing, and what is static in it.
fn form<S: FieldSet>(name: impl Fn(&str) -> String) -> Profile<S> {
    let names = S::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name);
    let parameters = names.map(|placeholder| format!("{}=<{placeholder}>", name(placeholder)));
    let template = format!("{}&{}=s3cret", parameters.collect::<Vec<_>>().join("&"), name("token"));
    ProfileSpec::post::<S>("https://example.com/wa", template).with_body_format(BodyFormat::Form).try_into().unwrap()
}

/// Read in order, where parameters are.
fn in_order<S: FieldSet>() -> Profile<S> {
    form(str::to_owned)
}

/// The names are written with escapes, which no parameter that arrives is compared with: each is looked up.
fn by_name<S: FieldSet>() -> Profile<S> {
    form(|name| format!("%{:02x}{}", name.as_bytes()[0], name.get(1..).unwrap()))
}

/// All that is told of a query.
#[derive(Debug, PartialEq)]
struct Told {
    fields: Owned,
    extra: Owned,
    /// Code, place and message of each.
    problems: Vec<(&'static str, (usize, usize), String)>,
    missing: Vec<String>,
}

fn told<S: FieldSet>(read: Result<Received<'_, S>, ParseError>) -> Result<Told, String> {
    let received = AnyReceived::from(read.map_err(|error| error.to_string())?);
    let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    let problem = |problem: &callback_profile::received::Problem| {
        (problem.code().as_str(), (problem.span().start, problem.span().end), problem.to_string())
    };
    Ok(Told {
        fields: received.fields().map(owned).collect(),
        extra: received.extra().iter().map(|(name, text)| owned((name, text))).collect(),
        problems: received.problems().iter().map(problem).collect(),
        missing: received.missing().map(str::to_owned).collect(),
    })
}

/// What the URL standard says of a query in which no value goes on behind its separator.
fn by_the_standard<S: FieldSet>(query: &[u8]) -> (Owned, Owned) {
    let mut fields: Vec<Option<String>> = vec![None; S::FIELDS.len()];
    let mut tokens = 0;
    let mut extra = Owned::new();
    for (name, text) in form_urlencoded::parse(query) {
        let (name, text) = (name.into_owned(), text.into_owned());
        match S::FIELDS.iter().position(|field| field.name() == name) {
            Some(field) if fields[field].is_none() => fields[field] = Some(text),
            None if name == "token" && tokens == 0 => {
                tokens += 1;
                if text != "s3cret" {
                    extra.push((name, text));
                }
            }
            _ => extra.push((name, text)),
        }
    }
    let present = S::FIELDS.iter().zip(fields).filter_map(|(field, text)| Some((field.name().to_owned(), text?)));
    (present.filter(|(_, text)| !text.is_empty()).collect(), extra)
}

/// The query in which the separators are escaped that belong to values.
fn escaped(query: &[u8], told: &Told) -> Vec<u8> {
    let taken: Vec<_> = told.problems.iter().filter(|(code, ..)| *code == "unescaped-separator").collect();
    let is_taken = |at: usize| taken.iter().any(|(_, (start, end), _)| (*start..*end).contains(&at));
    let pieces = query.iter().enumerate();
    pieces
        .flat_map(|(at, byte)| if *byte == b'&' && is_taken(at) { b"%26" } else { std::slice::from_ref(byte) })
        .copied()
        .collect()
}

/// Reads with both profiles, and compares with the standard.
fn judge<S: FieldSet>(profiles: &(Profile<S>, Profile<S>), query: &[u8]) -> TestCaseResult {
    let shown = || String::from_utf8_lossy(query).into_owned();
    let quick = told(profiles.0.parse_body(query));
    prop_assert_eq!(&quick, &told(profiles.1.parse_body(query)), "{}", shown());
    let Ok(told) = quick else { return Ok(()) };
    let (fields, extra) = by_the_standard::<S>(&escaped(query, &told));
    prop_assert_eq!((&told.fields, &told.extra), (&fields, &extra), "{}", shown());
    let has_code = |code: &str| told.problems.iter().any(|(found, ..)| *found == code);
    let has_replaced = fields.iter().chain(&extra).any(|(name, text)| (name.clone() + text).contains('\u{FFFD}'));
    prop_assert_eq!(has_code("invalid-utf8"), has_replaced, "{}", shown());
    Ok(())
}

fn profiles<S: FieldSet>() -> (Profile<S>, Profile<S>) {
    (in_order(), by_name())
}

/// Rendered queries, plain and hard to carry, and what a sender makes of them that escapes nothing.
fn queries<S: FieldSet>() -> Vec<String> {
    let profile = in_order::<S>();
    let samples = [profile.sample(), profile.stress_sample()];
    let rendered = |sample| profile.render(sample).unwrap().body().unwrap().to_owned();
    let mut queries: Vec<_> = samples.iter().map(rendered).collect();
    let names = S::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name);
    let raw = ["Tom & Jerry", "a+b*(c)'", r#"[{"a":"x&y"}]"#, "", "100%", "%7B%22a%22:1%7D", "&", "José 😀"];
    let pairs = names.zip(raw.iter().cycle()).map(|(name, text)| format!("{name}={text}"));
    queries.push(pairs.collect::<Vec<_>>().join("&") + "&token=s3cret");
    queries
}

/// What opens, ends, escapes and breaks.
const BYTES: [u8; 16] =
    [b'&', b'%', b'+', b'=', b'[', b'{', b'"', b']', b'2', b'f', b'x', b'(', b' ', 0xC3, 0xA9, 0xFF];

fn each_change<S: FieldSet>() -> TestCaseResult {
    let profiles = profiles::<S>();
    for query in queries::<S>() {
        let query = query.into_bytes();
        judge(&profiles, &query)?;
        for at in 0..=query.len() {
            let (before, behind) = query.split_at(at);
            judge(&profiles, before)?;
            judge(&profiles, behind)?;
            let after = behind.get(1..).unwrap_or_default();
            judge(&profiles, &[before, after].concat())?;
            for byte in BYTES {
                judge(&profiles, &[before, &[byte], behind].concat())?;
                judge(&profiles, &[before, &[byte], after].concat())?;
            }
        }
    }
    Ok(())
}

#[test]
fn each_byte_changed_removed_inserted_is_read_the_same() {
    each_change::<Outgoing>().unwrap();
}

/// What an edit puts in.
const PIECES: &[&str] = &[
    "&",
    "&&",
    "=",
    "%",
    "%2",
    "%26",
    "%zz",
    "+",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "%5B",
    "%5D",
    "%22",
    "%C3",
    "%C3%A9",
    "é",
    "(",
    "*",
    "'",
    " ",
    "&id=",
    "&from=",
    "&message=",
    "&token=x",
    "&x=1",
    "&debug",
    "abcdefgh",
];

#[derive(Debug, Clone)]
enum Edit {
    /// So many bytes are now this.
    Splice(Index, usize, &'static str),
    /// One byte is now that.
    Byte(Index, u8),
    Swap(Index, Index),
    /// The first stands once more before the second.
    Repeat(Index, Index),
    Remove(Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = any::<Index>;
    let edit = prop_oneof![
        (at(), 0..4_usize, select(PIECES)).prop_map(|(at, length, piece)| Edit::Splice(at, length, piece)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        (at(), at()).prop_map(|(one, other)| Edit::Swap(one, other)),
        (at(), at()).prop_map(|(one, other)| Edit::Repeat(one, other)),
        at().prop_map(Edit::Remove),
    ];
    prop::collection::vec(edit, 1..6)
}

fn edited(query: &str, edits: &[Edit]) -> Vec<u8> {
    let mut bytes = query.as_bytes().to_vec();
    for edit in edits {
        let mut pieces: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'&').map(<[u8]>::to_vec).collect();
        let count = pieces.len();
        match edit {
            Edit::Splice(at, length, piece) => {
                let start = at.index(bytes.len() + 1);
                let end = bytes.len().min(start + length);
                bytes.splice(start..end, piece.bytes());
                continue;
            }
            Edit::Byte(at, byte) => {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = *byte;
                }
                continue;
            }
            Edit::Swap(one, other) => pieces.swap(one.index(count), other.index(count)),
            Edit::Repeat(one, other) => pieces.insert(other.index(count), pieces[one.index(count)].clone()),
            Edit::Remove(at) => _ = pieces.remove(at.index(count)),
        }
        bytes = pieces.join(&b'&');
    }
    bytes
}

fn edited_queries<S: FieldSet>() {
    let (profiles, queries) = (profiles::<S>(), queries::<S>());
    let mut runner = TestRunner::new(ProptestConfig::with_cases(2_048));
    let most = prop_oneof![3 => Just(None), 1 => (0..20_usize).prop_map(Some)];
    let strategy = (any::<Index>(), edits(), most);
    runner
        .run(&strategy, |(which, edits, most)| {
            let query = edited(&queries[which.index(queries.len())], &edits);
            let Some(most) = most else { return judge(&profiles, &query) };
            let limited = |profile: &Profile<S>| profile.clone().with_limits(Limits::new().parameters(most));
            judge(&(limited(&profiles.0), limited(&profiles.1)), &query)
        })
        .unwrap();
}

#[test]
fn edited_queries_are_read_the_same() {
    edited_queries::<Outgoing>();
    edited_queries::<Incoming>();
}
