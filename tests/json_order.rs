//! A JSON body says the same whether its white space and its order are those of the template or not.
#![cfg(test)]

use std::sync::LazyLock;

use callback_profile::received::{ParseErrorKind, ProblemCode};
use callback_profile::request::Limits;
use callback_profile::{ParseError, Profile, ProfileSpec, Received};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;
use util::parcels::{ParcelField, Parcels};

mod util;

/// What templates have: nothing but fields; static values; texts around fields, several fields in a value, a field in two values; other
/// objects and arrays; names with escapes; more than 64 nodes.
const TEMPLATES: [&str; 9] = [
    r#"{"id":"<id>","note":"<address.street>","state":"<state>","weight":"<weight>"}"#,
    "{\n  \"id\": \"<id>\",\n  \"note\": \"<address.street>\",\n  \"state\": \"<state>\"\n}",
    r#"{"token":"s3cret","id":"<id>","kind":"dlr","note":"<address.street>","version":7,"no":null,"state":"<state>","end":""}"#,
    r#"{"id":"ID-<id>","note":"<address.street>","again":"<id>","both":"<id> <state>","state":"<state>!"}"#,
    r#"{"id":"<id>","in":{"note":"<address.street>","deep":{"state":"<state>"}},"note":"<id>","list":["<address.street>",["<id>"],{}]}"#,
    r#"{"in":{"id":"<id>"},"id":"<address.street>","in2":{"note":"x","id":"<state>"}}"#,
    r#"{"i\u0064s":"<id>","no\"te":"<address.street>","état":"<state>","":"<weight>"}"#,
    r#"{"note":"<address.street>","id":"<id>","x":{},"y":[],"state":"<state>"}"#,
    r#"{"id":"<id>",
"0":"0","1":"1","2":"2","3":"3","4":"4","5":"5","6":"6","7":"7","8":"8","9":"9","10":"10","11":"11","12":"12",
"13":"13","14":"14","15":"15","16":"16","17":"17","18":"18","19":"19","20":"20","21":"21","22":"22","23":"23",
"24":"24","25":"25","26":"26","27":"27","28":"28","29":"29","30":"30","31":"31","32":"32","33":"33","34":"34",
"35":"35","36":"36","37":"37","38":"38","39":"39","40":"40","41":"41","42":"42","43":"43","44":"44","45":"45",
"46":"46","47":"47","48":"48","49":"49","50":"50","51":"51","52":"52","53":"53","54":"54","55":"55","56":"56",
"57":"57","58":"58","59":"59","60":"60","61":"61",
"note":"<address.street>","state":"<state>","weight":"<weight>"}"#,
];

/// The insides of strings: sound ones, and such as are not.
const INSIDES: [&str; 16] = [
    "",
    "a",
    "ID-7",
    "delivered!",
    "s3cret",
    "é €",
    "1234567",
    "12345678901234567890",
    r#"\"\\\/\b\f\n\r\t"#,
    r#"[{\"from\":\"919876543218\",\"n\":[1,2]}]"#,
    r"\u00e9\ud83d\ude00",
    r"\ud83d lone",
    "raw\ncontrol\0",
    r"\x",
    "\",\"note\":\"",
    "\\",
];

/// What is put between bytes: what JSON is made of, and what is not to be in it.
const BYTES: [&[u8]; 26] = [
    b"\"",
    b"\\",
    b",",
    b":",
    b"{",
    b"}",
    b"[",
    b"]",
    b" ",
    b"\n",
    b"\0",
    b"\x1f",
    b"\x7f",
    b"\x80",
    b"\xff",
    b"\xc3",
    b"a",
    b"n",
    b"u",
    b"7",
    b"null",
    b"\\\"",
    b"\\u0041",
    b"\xef\xbb\xbf",
    b"<id>",
    b"\"id\":\"x\",",
];

fn profile(template: &str) -> Profile<Parcels> {
    ProfileSpec::post::<Parcels>("https://example.com/dlr", template.to_owned()).try_into().unwrap()
}

/// The template with other white space wherever there may be some, so that none of it is like what arrives.
fn spaced(template: &str) -> String {
    let mut spaced = String::new();
    let (mut is_inside, mut is_escape) = (false, false);
    for character in template.chars() {
        match character {
            _ if is_escape => is_escape = false,
            '\\' => is_escape = true,
            '"' => is_inside = !is_inside,
            '{' | '}' | '[' | ']' | ',' | ':' if !is_inside => {
                spaced.extend(['\t', character, '\r', '\t']);
                continue;
            }
            _ => {}
        }
        spaced.push(character);
    }
    spaced
}

/// A template, what is read along it, and along the one with other white space.
type Pair = (&'static str, Profile<Parcels>, Profile<Parcels>);

static PROFILES: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    TEMPLATES.iter().map(|template| (*template, profile(template), profile(&spaced(template)))).collect()
});

type Answer<'a> = Result<Received<'a, Parcels>, ParseError>;

/// Only a body that has the template's own text is fixed, so then there is nothing to compare.
fn is_fixed(answer: &Answer<'_>, other: &Answer<'_>) -> bool {
    let Ok(received) = answer else { return false };
    let is_fixed = received.problems.iter().any(|problem| problem.code() == ProblemCode::UnescapedQuote);
    is_fixed && other.as_ref().is_err_and(|error| error.kind() == ParseErrorKind::Syntax)
}

/// Holds what is read along a template to what is read along the one with other white space.
fn expect_same(template: usize, body: &[u8], limits: Limits) -> TestCaseResult {
    let (template, own, other) = &PROFILES[template];
    let (own, other) = (own.clone().with_limits(limits), other.clone().with_limits(limits));
    let (one, two) = (own.parse_body(body), other.parse_body(body));
    if !is_fixed(&one, &two) {
        prop_assert_eq!(&one, &two, "{}\n{}", template, body.escape_ascii());
    }
    Ok(())
}

/// The template with these in the place of its placeholders.
fn filled(template: &str, insides: &[&str]) -> String {
    let mut body = String::new();
    let mut insides = insides.iter().cycle();
    for part in template.split_inclusive('>') {
        let (before, _) = part.split_once('<').unwrap_or((part, ""));
        body.push_str(before);
        if before.len() < part.len() {
            body.push_str(insides.next().unwrap());
        }
    }
    body
}

/// The members of the body's outermost object, as they are written.
fn members(body: &str) -> Vec<&str> {
    let inside = body.trim_matches(['{', '}', '\n']);
    let (mut members, mut start, mut depth, mut is_inside, mut is_escape) = (Vec::new(), 0, 0, false, false);
    for (at, character) in inside.char_indices() {
        match character {
            _ if is_escape => is_escape = false,
            '\\' => is_escape = true,
            '"' => is_inside = !is_inside,
            '{' | '[' if !is_inside => depth += 1,
            '}' | ']' if !is_inside => depth -= 1,
            ',' if !is_inside && depth == 0 => {
                members.push(inside.get(start..at).unwrap());
                start = at + 1;
            }
            _ => {}
        }
    }
    members.push(inside.get(start..).unwrap());
    members
}

fn insides() -> impl Strategy<Value = Vec<&'static str>> {
    let sound = select(&INSIDES[..11]);
    prop::collection::vec(prop_oneof![4 => sound, 1 => select(&INSIDES[..])], 1..6)
}

fn limits() -> impl Strategy<Value = Limits> {
    let few =
        (0..14_usize, 0..4_usize).prop_map(|(parameters, depth)| Limits::new().parameters(parameters).depth(depth));
    prop_oneof![4 => Just(Limits::new()), 1 => few]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn of_bodies_with_bytes_that_were_changed_removed_and_inserted(
        template in 0..TEMPLATES.len(),
        insides in insides(),
        edits in prop::collection::vec((any::<Index>(), 0..3_usize, select(&BYTES[..])), 0..4),
        limits in limits(),
    ) {
        let mut body = filled(TEMPLATES[template], &insides).into_bytes();
        for (at, length, bytes) in edits {
            let start = at.index(body.len() + 1);
            let end = body.len().min(start + length);
            body.splice(start..end, bytes.iter().copied());
        }
        expect_same(template, &body, limits)?;
    }

    #[test]
    fn of_bodies_with_members_that_were_swapped_repeated_left_out_and_spaced(
        template in 0..TEMPLATES.len(),
        insides in insides(),
        edits in prop::collection::vec((any::<Index>(), any::<Index>(), 0..5_u8, select(&INSIDES[..11])), 0..5),
        limits in limits(),
    ) {
        let body = filled(TEMPLATES[template], &insides);
        let mut members: Vec<_> = members(&body).into_iter().map(str::to_owned).collect();
        for (one, other, what, inside) in edits {
            let (one, other) = (one.index(members.len()), other.index(members.len()));
            match what {
                0 => members.swap(one, other),
                1 => members.insert(other, members[one].clone()),
                2 => members.insert(other, format!("\"weight\":\"{inside}\"")),
                3 if members.len() > 1 => drop(members.remove(one)),
                _ => members[one] = format!(" {} ", members[one].replacen(':', " :\n", 1)),
            }
        }
        expect_same(template, format!("{{{}}}", members.join(",")).as_bytes(), limits)?;
    }
}

#[test]
fn of_bodies_with_each_byte_changed_removed_and_with_others_before_it() {
    for (template, text) in TEMPLATES.iter().enumerate() {
        let body = filled(text, &["1", "é\\n", "read"]).into_bytes();
        for at in 0..=body.len() {
            expect_same(template, &body[..at], Limits::new()).unwrap();
            for (bytes, length) in BYTES.iter().flat_map(|bytes| [(*bytes, 0), (*bytes, 1)]).chain([(&b""[..], 1)]) {
                let mut body = body.clone();
                body.splice(at..body.len().min(at + length), bytes.iter().copied());
                expect_same(template, &body, Limits::new()).unwrap();
            }
        }
    }
}

/// Short ones, and such as take about as much as is decoded while it is read.
#[test]
fn of_strings_of_every_length_with_an_escape_at_every_place() {
    let escapes = ["", r#"\""#, r"\u00e9", r"\ud83d\ude00", "é", r"\ud83d", "\n"];
    let said = ["", "\"", "é", "\u{1f600}", "é", "\u{fffd}", "\n"];
    for length in (0..26).chain(1012..1036) {
        let first = if length < 26 { 0 } else { length - 9 };
        for (at, (escape, said)) in (first..=length).flat_map(|at| escapes.iter().zip(said).map(move |pair| (at, pair)))
        {
            let text = |said: &str| format!("{}{said}{}", "a".repeat(at), "b".repeat(length - at));
            let body = filled(TEMPLATES[0], &[&text(escape), "x"]);
            expect_same(0, body.as_bytes(), Limits::new()).unwrap();
            let received = PROFILES[0].1.parse_body(&body).unwrap();
            assert_eq!(received.callback.text(ParcelField::Id), text(said), "{body}");
        }
    }
}

/// What leads to the first member has no comma, so after another value it is none.
#[test]
fn members_without_a_comma_between_are_no_json() {
    for (template, own, other) in &*PROFILES {
        let body = filled(template, &["1"]).replacen('{', "{\"x\":1", 1);
        for profile in [own, other] {
            let error = profile.parse_body(&body).unwrap_err();
            assert!(error.to_string().starts_with("expected `,` or `}` "), "{error}");
        }
    }
}
