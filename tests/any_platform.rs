//! The law over platforms that nobody wrote: what a profile renders is what outside decoders read, and is read as it was given.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use callback_profile::diagnostic::{Code, Diagnostic, Severity};
use callback_profile::received::AnyReceived;
use callback_profile::request::{BodyFormat, Method};
use callback_profile::{AnyProfile, Platform, ProfileSpec};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Value, json};

/// What stands before a name and behind it.
const PAIRS: [(&str, &str); 26] = [
    ("{{", "}}"),
    ("{", "}"),
    ("[", "]"),
    ("@@", "@@"),
    ("%", ""),
    ("$", ""),
    ("%", "%"),
    ("$", "$"),
    ("${", "}"),
    ("%%", "%%"),
    ("(", ")"),
    ("*", "*"),
    ("#", "#"),
    ("--A--", "--B--"),
    ("<", ">"),
    ("?", "?"),
    ("&", ";"),
    ("/", "/"),
    (":", ""),
    ("=", "="),
    ("\"", "\""),
    ("\\", ""),
    ("§", ""),
    ("{", ""),
    ("[[", "]"),
    ("<%", "%>"),
];

/// Such as stand in a URL as they are.
const PLAIN_PAIRS: [(&str, &str); 6] = [("$", ""), ("@@", "!"), ("*", "!*"), ("--A--", "--B--"), ("!", ""), ("(", ")")];

/// Names that are beginnings of others, and such as hold what cuts texts into parts elsewhere.
const NAMES: [&str; 26] = [
    "id",
    "id_json",
    "ID2",
    "a.b",
    "a",
    "tag:Zip 5",
    "tag",
    "customData#temp",
    "x/y",
    "q?r",
    "2",
    "21",
    "25",
    "C",
    "d",
    "p",
    "price",
    "name-first",
    "name",
    "NAME",
    "e=f",
    "g&h",
    "i'j",
    "k;l",
    "m+n",
    "é",
];

const KINDS: [&str; 10] =
    ["text", "number", "json", "flag", "message-id", "message-type", "phone-number", "price", "status", "timestamp"];

/// Texts that are nothing, something of each kind, and such as would harm if they were not escaped.
const TEXTS: [&str; 33] = [
    "1e999",
    "[\"\\ud800\"]",
    "-0",
    "",
    "7",
    "-1.5e3",
    "true",
    "false",
    "null",
    "[1, {\"a\": \"b\"}]",
    "{\"a\": [true, null]}",
    " 7",
    "07",
    "NaN",
    "x y",
    "a&b=c",
    "a+b%20c",
    "\"quoted\" \\ back",
    "</a><b c=\"d\">&amp;",
    "{{id}} <id> %id $id [id] %C3",
    "line\nfeed\r\ttab",
    "/",
    "../x",
    ".",
    "..",
    "é\u{1f600}",
    "%2e%2E",
    "#f?g",
    "{",
    "]",
    "'",
    "\u{7f}",
    "https://example.com/?a=b#c",
];

/// What stands before and behind a placeholder, as it is written and as it decodes; nothing of it goes on a name.
const LITERALS: [(&str, &str); 5] = [("", ""), ("~", "~"), ("~.", "~."), ("%20", " "), ("~%7E", "~~")];

const ABSENT: [Option<&str>; 6] = [None, None, Some("null"), Some("[]"), Some("-1"), Some("none & \"all\"")];

#[derive(Debug, Clone)]
struct World {
    open: String,
    close: String,
    xml: Option<(String, String)>,
    ignore_case: bool,
    escape: bool,
    space: &'static str,
    /// Name, kind, what is written where it is absent.
    fields: Vec<(String, &'static str, Option<&'static str>)>,
}

impl World {
    fn may_be_name(&self, name: &str) -> bool {
        let fits = |open: &str, close: &str| {
            let behind = format!("{name}{close}");
            !name.contains(open)
                && (close.is_empty() || (!name.contains(close) && behind.find(close) == Some(name.len())))
                && format!("{open}{name}").rfind(open) == Some(0)
        };
        fits(&self.open, &self.close) && self.xml.as_ref().is_none_or(|(open, close)| fits(open, close))
    }

    fn file(&self) -> String {
        let fields = self.fields.iter().map(|(name, kind, absent)| {
            let absent = absent.map(|absent| format!(", \"absent\": {}", json!(absent))).unwrap_or_default();
            format!("{}: {{\"kind\": \"{kind}\"{absent}}}", json!(name))
        });
        let mut placeholders = json!({"open": self.open, "close": self.close, "ignore_case": self.ignore_case,
            "path": true, "space": self.space});
        if let Some((open, close)) = &self.xml {
            placeholders["xml"] = json!({"open": open, "close": close});
        }
        if self.escape {
            placeholders["escape"] = json!(self.escape_text());
        }
        let fields = fields.collect::<Vec<_>>().join(", ");
        format!(
            r#"{{"platform": "generated", "placeholders": {placeholders}, "field_sets": {{"event": {{"doc": "An event.", "dedup_key": [{}], "fields": {{{fields}}}}}}}}}"#,
            json!(self.fields[0].0),
        )
    }

    fn escape_text(&self) -> String {
        format!("{0}{0}", self.open)
    }

    fn platform(&self) -> Platform {
        let file = self.file();
        Platform::from_file(&file).unwrap_or_else(|report| panic!("{file}\n{report}"))
    }

    fn placeholder(&self, field: usize, is_xml: bool) -> String {
        let (open, close) = match &self.xml {
            Some((open, close)) if is_xml => (open, close),
            _ => (&self.open, &self.close),
        };
        let name = &self.fields[field].0;
        let name = if self.ignore_case { name.to_ascii_uppercase() } else { name.clone() };
        format!("{open}{name}{close}")
    }

    /// The text that is written for a field.
    fn written<'t>(&self, field: usize, text: &'t str) -> &'t str {
        if text.is_empty() { self.fields[field].2.unwrap_or_default() } else { text }
    }
}

fn world() -> impl Strategy<Value = World> {
    world_among(&PAIRS)
}

fn world_among(pairs: &'static [(&'static str, &'static str)]) -> impl Strategy<Value = World> {
    let xml = prop_oneof![Just(None), select(&[("{", "}"), ("[[", "]]"), ("@", "@"), ("~", "")][..]).prop_map(Some),];
    let names = subsequence(&NAMES[..], 1..12).prop_shuffle();
    let columns = prop::collection::vec((select(&KINDS[..]), select(&ABSENT[..])), 12);
    let flags = (any::<bool>(), any::<bool>(), select(&["%20", "+"][..]));
    (select(pairs), xml, names, columns, flags).prop_filter_map(
        "a platform without a name",
        |((open, close), xml, names, columns, (ignore_case, escape, space))| {
            let xml = xml.map(|(open, close)| (open.to_owned(), close.to_owned()));
            let xml = xml.or_else(|| open.contains(['<', '&']).then(|| ("{".to_owned(), "}".to_owned())));
            let (open, close) = (open.to_owned(), close.to_owned());
            let mut world = World { open, close, xml, ignore_case, escape, space, fields: Vec::new() };
            // An escape that begins as a placeholder or its closing text could be read in two ways.
            world.escape &= world.close != world.open && !world.escape_text().contains(&world.close.clone());
            let mut seen = BTreeSet::new();
            for (name, (kind, absent)) in names.into_iter().zip(columns) {
                let key = if ignore_case { name.to_ascii_lowercase() } else { name.to_owned() };
                if world.may_be_name(name) && seen.insert(key) {
                    world.fields.push((name.to_owned(), kind, absent));
                }
            }
            (!world.fields.is_empty()).then_some(world)
        },
    )
}

/// A parameter: the places of its literals, its field, and whether it stands without quotes or in the path.
type Parameter = (Index, Index, Index, bool);

fn parameters() -> impl Strategy<Value = Vec<Parameter>> {
    prop::collection::vec((any::<Index>(), any::<Index>(), any::<Index>(), any::<bool>()), 1..8)
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop_oneof![4 => select(&TEXTS[..]).prop_map(str::to_owned), 1 => "\\PC{0,12}"], 12)
}

/// What a parameter is made of.
struct Part {
    field: usize,
    before: (&'static str, &'static str),
    behind: (&'static str, &'static str),
    is_odd: bool,
}

impl Part {
    /// The text that a decoder reads for it.
    fn decoded(&self, world: &World, texts: &[String]) -> String {
        [self.before.1, world.written(self.field, &texts[self.field]), self.behind.1].concat()
    }
}

/// Each field once, so that no parameter repeats another.
fn parts(world: &World, parameters: &[Parameter], literals: &[(&'static str, &'static str)]) -> Vec<Part> {
    let mut seen = BTreeSet::new();
    let parts = parameters.iter().map(|(before, field, behind, is_odd)| Part {
        field: field.index(world.fields.len()),
        before: *before.get(literals),
        behind: *behind.get(literals),
        is_odd: *is_odd,
    });
    parts.filter(|part| seen.insert(part.field)).collect()
}

/// The profile, where the platform would not take a literal for a part of a placeholder.
fn profile(world: &World, spec: &ProfileSpec) -> Result<Option<AnyProfile>, TestCaseError> {
    let platform = world.platform();
    let report = platform.check_profile(spec);
    let codes: BTreeSet<_> = report.iter().map(Diagnostic::code).collect();
    let is_confused = codes.contains(&Code::EatenEscape) || codes.contains(&Code::CutEscape);
    let is_literal = !spec.endpoint.contains('~') && spec.body.as_ref().is_none_or(|body| !body.contains('~'));
    match platform.profile(spec.clone()) {
        Ok(profile) => Ok(Some(profile)),
        Err(_) if is_confused && (!is_literal || world.open.starts_with('%')) => Ok(None),
        Err(report) => Err(TestCaseError::fail(format!("{}\n{spec:?}\n{}\n{report}", world.file(), spec.endpoint))),
    }
}

fn values(world: &World, texts: &[String]) -> String {
    let fields = world.fields.iter().zip(texts).map(|((name, ..), text)| (name.clone(), Value::from(&**text)));
    Value::Object(fields.collect()).to_string()
}

/// What is read is what was placed, and nothing else.
fn expect_fields(
    world: &World,
    received: &AnyReceived<'_>,
    parts: &[Part],
    texts: &[String],
    is_null: impl Fn(&Part) -> bool,
) -> Result<(), TestCaseError> {
    prop_assert!(received.problems().is_empty(), "{:?}", received.problems());
    prop_assert!(received.extra().is_empty(), "{:?}", received.extra());
    let read: BTreeMap<_, _> = received.fields().collect();
    let expected = parts.iter().filter(|part| !is_null(part));
    let expected = expected.map(|part| (&*world.fields[part.field].0, world.written(part.field, &texts[part.field])));
    let expected: BTreeMap<_, _> = expected.filter(|(_, text)| !text.is_empty()).collect();
    prop_assert_eq!(read, expected);
    Ok(())
}

fn is_dots(segment: &str) -> bool {
    matches!(segment.replace("%2e", ".").replace("%2E", ".").as_str(), "." | "..")
}

/// The fields that a profile places.
fn placed(profile: &AnyProfile) -> Vec<&str> {
    profile.template().placeholders().map(|(field, _)| field).collect()
}

proptest! {
    /// Where no field is required, the standard templates place all of them.
    #[test]
    fn standard_templates_are_not_empty(world in world()) {
        let platform = world.platform();
        let url = "https://example.com/hook";
        for profile in [platform.standard("event", url), platform.standard_post("event", url)] {
            match profile {
                Ok(profile) => {
                    prop_assert!(placed(&profile).into_iter().eq(world.fields.iter().map(|(name, ..)| &**name)), "{}", world.file());
                }
                Err(report) => {
                    // A name in quotes may be a placeholder itself, and so may the beginning of an escape.
                    prop_assert!(world.open.starts_with(['%', '"']), "{}\n{report}", world.file());
                }
            }
        }
    }
}

proptest! {
    /// A URL: segments of its path and parameters of its query, read by `url`.
    #[test]
    fn urls_carry_what_they_are_given(world in world(), parameters in parameters(), texts in texts()) {
        let parts = parts(&world, &parameters, &LITERALS);
        let written = |part: &Part| [part.before.0, &world.placeholder(part.field, false), part.behind.0].concat();
        let (path, query): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.is_odd);
        let segments: String = path.iter().flat_map(|part| ["/".to_owned(), written(part)]).collect();
        let pairs: Vec<_> = query.iter().enumerate().map(|(number, part)| format!("k{number}={}", written(part))).collect();
        let endpoint = format!("https://example.com/hook{segments}?{}", pairs.join("&"));
        let spec = spec(Method::Get, &endpoint, None);
        let Some(profile) = profile(&world, &spec)? else { return Ok(()) };
        let rendered = profile.render_json(&values(&world, &texts)).unwrap();
        let dots = path.iter().any(|part| is_dots(&part.decoded(&world, &texts)) || is_dots(&written_segment(&world, part, &texts)));
        let request = match rendered {
            Ok(request) => request,
            Err(error) => {
                prop_assert!(dots, "{error}");
                return Ok(());
            }
        };
        let url = url::Url::parse(request.url()).unwrap();
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let found: Vec<_> = url.path_segments().unwrap().map(decode).collect();
        let expected = ["hook".to_owned()].into_iter().chain(path.iter().map(|part| part.decoded(&world, &texts)));
        prop_assert_eq!(found, expected.collect::<Vec<_>>(), "{}", request.url());
        let found: Vec<_> = url.query_pairs().map(|(_, value)| value.into_owned()).collect();
        prop_assert_eq!(found, query.iter().map(|part| part.decoded(&world, &texts)).collect::<Vec<_>>(), "{}", request.url());
        expect_fields(&world, &profile.parse_url(request.url()).unwrap(), &parts, &texts, |_| false)?;
        for url in [request.url(), url.as_str()] {
            prop_assert!(profile.matches(url), "{} {url}", spec.endpoint);
        }
        for [from, to] in [["/hook", "/hook/more"], ["/hook", "/other"], ["example.com", "example.org"], ["https", "http"]] {
            let other = request.url().replacen(from, to, 1);
            prop_assert!(!profile.matches(&other), "{} {other}", spec.endpoint);
        }
        // A proxy strips a prefix of the path.
        let target = request.url().strip_prefix("https://example.com/hook").unwrap();
        expect_fields(&world, &profile.parse_target(target).unwrap(), &parts, &texts, |_| false)?;
    }

    /// A form, read by the serializer's own decoder.
    #[test]
    fn forms_carry_what_they_are_given(world in world(), parameters in parameters(), texts in texts()) {
        let parts = parts(&world, &parameters, &LITERALS);
        let written = |part: &Part| [part.before.0, &world.placeholder(part.field, false), part.behind.0].concat();
        let pairs: Vec<_> = parts.iter().enumerate().map(|(number, part)| format!("k{number}={}", written(part))).collect();
        let spec = spec(Method::Post, "https://example.com/hook", Some(&pairs.join("&"))).with_body_format(BodyFormat::Form);
        let Some(profile) = profile(&world, &spec)? else { return Ok(()) };
        let request = profile.render_json(&values(&world, &texts)).unwrap().unwrap();
        let body = request.body().unwrap();
        let found: Vec<_> = form_urlencoded::parse(body.as_bytes()).map(|(_, value)| value.into_owned()).collect();
        prop_assert_eq!(found, parts.iter().map(|part| part.decoded(&world, &texts)).collect::<Vec<_>>(), "{}", body);
        expect_fields(&world, &profile.parse_body(body).unwrap(), &parts, &texts, |_| false)?;
    }

    /// JSON with and without quotes, read by `serde_json`.
    #[test]
    fn json_carries_what_it_is_given(world in world(), parameters in parameters(), texts in texts()) {
        let literals = [("", ""), ("~", "~"), ("\\n", "\n"), ("~ ", "~ ")];
        let mut parts = parts(&world, &parameters, &literals);
        for part in parts.iter_mut().filter(|part| part.is_odd) {
            (part.before, part.behind) = (("", ""), ("", ""));
        }
        let member = |(number, part): (usize, &Part)| {
            let quote = if part.is_odd { "" } else { "\"" };
            let placeholder = world.placeholder(part.field, false);
            format!("\"k{number}\": {quote}{}{placeholder}{}{quote}", part.before.0, part.behind.0)
        };
        let members: Vec<_> = parts.iter().enumerate().map(member).collect();
        let body = format!("{{\"inside\": {{{}}}}}", members.join(", "));
        let spec = spec(Method::Post, "https://example.com/hook", Some(&body));
        let Some(profile) = profile(&world, &spec)? else { return Ok(()) };
        let request = profile.render_json(&values(&world, &texts)).unwrap().unwrap();
        let body = request.body().unwrap();
        let found: Value = serde_json::from_str(body).map_err(|error| TestCaseError::fail(format!("{error}: {body}")))?;
        for (number, part) in parts.iter().enumerate() {
            let text = part.decoded(&world, &texts);
            let expected = if part.is_odd { bare(&world, part, &texts) } else { Value::from(text) };
            prop_assert_eq!(&found["inside"][format!("k{number}")], &expected, "{}", body);
        }
        prop_assert_eq!(found["inside"].as_object().unwrap().len(), parts.len());
        let is_null = |part: &Part| part.is_odd && texts[part.field].is_empty() && world.written(part.field, "") == "null";
        expect_fields(&world, &profile.parse_body(body).unwrap(), &parts, &texts, is_null)?;
    }

    /// XML, read by `roxmltree`.
    #[cfg(feature = "xml")]
    #[test]
    fn xml_carries_what_it_is_given(world in world(), parameters in parameters(), texts in texts()) {
        let literals = [("", ""), ("-", "-"), ("&amp;", "&"), ("- ", "- ")];
        let parts = parts(&world, &parameters, &literals);
        let element = |(number, part): (usize, &Part)| {
            let value = [part.before.0, &world.placeholder(part.field, true), part.behind.0].concat();
            if part.is_odd { format!("<k{number} v=\"{value}\"/>") } else { format!("<k{number}>{value}</k{number}>") }
        };
        let elements: String = parts.iter().enumerate().map(element).collect();
        let spec = spec(Method::Post, "https://example.com/hook", Some(&format!("<r>{elements}</r>")))
            .with_body_format(BodyFormat::Xml);
        let Some(profile) = profile(&world, &spec)? else { return Ok(()) };
        let Ok(request) = profile.render_json(&values(&world, &texts)).unwrap() else {
            let is_writable = |text: &String| text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}'));
            prop_assert!(!texts.iter().all(is_writable));
            return Ok(());
        };
        let body = request.body().unwrap();
        let document = roxmltree::Document::parse(body).unwrap();
        let found: Vec<_> = document.root_element().children().map(|element| {
            element.attribute("v").or(element.text()).unwrap_or_default().to_owned()
        }).collect();
        prop_assert_eq!(found, parts.iter().map(|part| part.decoded(&world, &texts)).collect::<Vec<_>>(), "{}", body);
        expect_fields(&world, &profile.parse_body(body).unwrap(), &parts, &texts, |_| false)?;
    }

    /// Fixes change no placeholder, neither by what they write nor by what they leave out, and there is nothing to fix twice.
    #[test]
    fn fixes_keep_each_placeholder(
        world in world(),
        parameters in parameters(),
        literals in prop::collection::vec(select(&ODD[..]), 16),
    ) {
        let odd = |number: usize| literals[number % literals.len()];
        let pairs = parameters.iter().enumerate().map(|(number, (_, field, _, _))| {
            let placeholder = world.placeholder(field.index(world.fields.len()), false);
            format!("k{number}={}{placeholder}{}", odd(2 * number), odd(2 * number + 1))
        });
        let query = pairs.collect::<Vec<_>>().join("&");
        let (platform, before) = (world.platform(), spec(Method::Get, &format!("https://example.com/hook?{query}"), None));
        let fixed = platform.fix_file(&serde_json::to_string(&before).unwrap());
        let again = platform.fix_file(fixed.as_bytes());
        prop_assert_eq!(again.text(), fixed.text(), "{}", world.file());
        let after: ProfileSpec = serde_json::from_slice(fixed.as_bytes()).unwrap();
        // A misspelt or cut off one may become one, so those that are there are looked for in their order.
        let (filled, mut rest) = (names_in(&world, &before.endpoint), names_in(&world, &after.endpoint).into_iter());
        let is_kept = filled.iter().all(|name| rest.any(|other| other == *name));
        prop_assert!(is_kept, "{}\n{}\n{}", world.file(), before.endpoint, after.endpoint);
        let codes = |spec: &ProfileSpec| -> BTreeSet<_> {
            platform.check_profile(spec).iter().filter(|found| found.severity() == Severity::Error).map(Diagnostic::code).collect()
        };
        prop_assert!(codes(&after).is_subset(&codes(&before)), "{}\n{}\n{}", world.file(), before.endpoint, after.endpoint);
    }

    /// The opening text, where the platform has an escape for it, is itself.
    #[test]
    fn an_escape_is_the_opening_text(world in world_among(&PLAIN_PAIRS), text in select(&TEXTS[..])) {
        let world = World { escape: true, ..world };
        let placeholder = world.placeholder(0, false);
        let escape = world.escape_text();
        let endpoint = format!("https://example.com/hook?k={escape}~{placeholder}~{escape}");
        let Some(profile) = profile(&world, &spec(Method::Get, &endpoint, None))? else { return Ok(()) };
        let values = json!({&*world.fields[0].0: text}).to_string();
        let request = profile.render_json(&values).unwrap().unwrap();
        let url = url::Url::parse(request.url()).unwrap();
        let expected = format!("{0}~{1}~{0}", world.open, world.written(0, text));
        prop_assert_eq!(url.query_pairs().next().unwrap().1, expected);
        prop_assert_eq!(profile.spec().endpoint.matches(&escape).count(), 2);
    }
}

/// What fixes are made of, and what they could make placeholders of.
const ODD: [&str; 16] = ["", "", "~", " ", "é", "100%", "%", "\"", "<", "20", "25", "a", "%C3%A9", "%7", "|", "^"];

/// The names that the platform fills in, found one byte after the other.
fn names_in<'w>(world: &'w World, text: &str) -> Vec<&'w str> {
    let folded = |text: &str| if world.ignore_case { text.to_ascii_lowercase() } else { text.to_owned() };
    let (text, escape) = (folded(text), if world.escape { folded(&world.escape_text()) } else { String::new() });
    let (mut names, mut rest) = (Vec::new(), &*text);
    while let Some(first) = rest.chars().next() {
        let is_there = |name: &&str| rest.starts_with(&folded(&format!("{}{name}{}", world.open, world.close)));
        let all = world.fields.iter().map(|(name, ..)| &**name);
        let longest = all.filter(is_there).max_by_key(|name| name.len());
        let length = match longest {
            _ if !escape.is_empty() && rest.starts_with(&escape) => escape.len(),
            Some(name) => {
                names.push(name);
                world.open.len() + name.len() + world.close.len()
            }
            None => first.len_utf8(),
        };
        rest = rest.get(length..).unwrap();
    }
    names
}

/// A segment as it is written into the URL.
fn written_segment(world: &World, part: &Part, texts: &[String]) -> String {
    [part.before.0, world.written(part.field, &texts[part.field]), part.behind.0].concat()
}

/// What a placeholder without quotes becomes.
fn bare(world: &World, part: &Part, texts: &[String]) -> Value {
    let (text, kind) = (&*texts[part.field], world.fields[part.field].1);
    let written = world.written(part.field, text);
    let has_data = matches!(kind, "number" | "flag" | "json" | "timestamp") || text.is_empty();
    let is_exact = written.trim() == written && !written.is_empty();
    match serde_json::from_str::<Value>(written) {
        Ok(Value::Null) if text.is_empty() && is_exact => Value::Null,
        Ok(value @ (Value::Number(_) | Value::Bool(_) | Value::Array(_) | Value::Object(_)))
            if has_data && is_exact =>
        {
            value
        }
        _ => Value::from(written),
    }
}

fn spec(method: Method, endpoint: &str, body: Option<&str>) -> ProfileSpec {
    let file = json!({"direction": "event", "method": method.as_str(), "endpoint": endpoint, "body": body});
    serde_json::from_value(file).unwrap()
}
