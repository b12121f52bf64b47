//! What is written as other platforms write placeholders: told once, never encoded, and mended where a field is meant.
#![cfg(test)]

use callback_profile::diagnostic::{Code, Diagnostic, Report};
use callback_profile::field::kind;
use callback_profile::request::BodyFormat;
use callback_profile::{FieldSet, Profile, ProfileSpec, field_set};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use util::rows::run;

mod util;

macro_rules! sets {
    ($($set:ident $name:literal $field:ident $callback:ident [$($open:literal $close:literal)?];)+) => {$(
        field_set! {
            /// Fields of messages.
            pub set $set = $name;
            /// A field.
            enum $field;
            /// A callback.
            struct $callback;
            dedup_key [Id];
            $(placeholders $open $close;)?
            required {}
            optional {
                /// The id.
                Id id: kind::MessageId,
                /// What became of it.
                Status status: kind::Text,
                /// Who sent it.
                From sender("from"): kind::Text,
                /// When.
                Date date: kind::Text,
                /// Its text.
                Body words("message_body"): kind::Text,
            }
        }
    )+};
}

sets! {
    Angle "angle" AngleField AngleCallback [];
    Curly "curly" CurlyField CurlyCallback ["{{" "}}"];
    Brace "brace" BraceField BraceCallback ["{" "}"];
    Square "square" SquareField SquareCallback ["[" "]"];
    Dollar "dollar" DollarField DollarCallback ["$" ""];
    Percent "percent" PercentField PercentCallback ["%" ""];
}

/// A profile whose template holds a value at a place.
fn spec<S: FieldSet>(place: &str, value: &str) -> ProfileSpec {
    let get = |endpoint: String| ProfileSpec::get::<S>(endpoint);
    let post = |body: String| ProfileSpec::post::<S>("https://example.com/hook", body);
    match place {
        "query" => get(format!("https://example.com/hook?x=1&a={value}&y=2")),
        "last" => get(format!("https://example.com/hook?x=1&a={value}")),
        "path" => get(format!("https://example.com/{value}/hook?x=1")),
        "name" => get(format!("https://example.com/hook?{value}=1")),
        "fixed" => {
            let mut spec = post(r#"{"x": "1"}"#.to_owned());
            spec.endpoint = format!("https://example.com/hook?a={value}");
            spec
        }
        "form" => post(format!("x=1&a={value}&y=2")).with_body_format(BodyFormat::Form),
        "json" => post(format!(r#"{{"x": [1, {{"a": "{value}"}}], "y": 2}}"#)),
        "bare" => {
            post(format!(r#"{{"x": [1, {value}], "a": {value}, "y": 2}}"#).replacen(&format!("{value}]"), "2]", 1))
        }
        #[cfg(feature = "xml")]
        "xml" => post(format!("<r><x>1</x><a>{value}</a></r>")).with_body_format(BodyFormat::Xml),
        #[cfg(feature = "xml")]
        "attribute" => post(format!("<r><x a=\"{value}\">1</x></r>")).with_body_format(BodyFormat::Xml),
        _ => panic!("{place}"),
    }
}

/// What is found, each with its severity and what its fix writes, if anything.
fn told(report: &Report) -> String {
    let one = |found: &Diagnostic| {
        let fix = found.fix().map(|fix| format!(" -> {}", fix.replacement())).unwrap_or_default();
        let code = found.code().as_str();
        format!("{} {}{fix}", found.severity(), code.strip_suffix("-placeholder").unwrap_or(code))
    };
    report.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn told_of<S: FieldSet>((place, value): (&str, &str)) -> String {
    told(&Profile::<S>::check(&spec::<S>(place, value)))
}

#[test]
fn in_endpoints_of_the_built_in_syntax() {
    run(
        &[
            // Where all characters are those of a URL it is a warning.
            (("query", "{id}"), "error foreign -> <id>"),
            (("query", "{{contact_name}}"), "error foreign"),
            (("query", "{{ contact.name | upper }}"), "error foreign"),
            (("query", "{{1}}"), "error foreign"),
            (("query", "{sid}"), "error foreign -> <id>"),
            (("query", "[from]"), "warning foreign -> <from>"),
            (("query", "[tag:number]"), "warning foreign"),
            (("query", "@@SentId@@"), "warning foreign"),
            (("query", "@@stat@@"), "warning foreign -> <status>"),
            (("query", "${id}"), "error foreign -> <id>"),
            (("query", "$status$"), "warning foreign -> <status>"),
            (("query", "$status"), "warning foreign -> <status>"),
            (("query", "%%id%%"), "error foreign -> <id>"),
            (("query", "%%date%%"), "error foreign -> <date>"),
            (("query", "%id%"), "error foreign -> <id>"),
            (("query", "%date%"), "error foreign -> <date>"),
            (("query", "%status"), "error foreign -> <status>"),
            (("query", "--A--lead_id--B--"), "warning foreign"),
            (("query", "--A--id--B--"), "warning foreign -> <id>"),
            (("query", "(status)"), "warning foreign -> <status>"),
            (("query", "*status*"), "warning foreign -> <status>"),
            (("query", "#status#"), "error foreign -> <status>"),
            (("last", "#status#"), "error foreign -> <status>"),
            (("query", "{customData#lat}"), "error foreign"),
            (("query", "x-{{id}}-y"), "error foreign -> <id>"),
            (("query", "x{{id}}{status}"), "error foreign; error foreign"),
            (("query", "x{{id}}<status>"), "error foreign"),
            (("query", "{{id}} x"), "error foreign -> <id>; error invalid-character -> %20"),
            (("query", "{ id }"), "error foreign -> <id>"),
            (("query", "{1}"), "error foreign"),
            (("query", "{%id%}"), "error foreign -> <id>"),
            (("query", "<<id>>"), "error foreign -> <id>"),
            (("query", "<%id%>"), "error unknown"),
            (("last", "#{{id}}"), "error endpoint-fragment; error foreign"),
            (("last", "#%7Bid%7D"), "error endpoint-fragment"),
            (("query", "%7B%7Bid%7D%7D"), "warning foreign -> <id>"),
            (("query", "%7Bsid%7D"), "warning foreign -> <id>"),
            (("query", "x%20%7bid%7d"), "warning foreign -> <id>"),
            (("query", "%5Bfrom%5D"), "warning foreign -> <from>"),
            (("query", "%3Cid%3E"), "warning encoded -> <id>"),
            (("path", "{id}"), "error foreign"),
            (("path", "{{contact}}"), "error foreign"),
            (("path", "v1-{{id}}"), "error foreign"),
            (("path", "[from]"), "warning foreign"),
            (("path", "%7Bid%7D"), "warning foreign"),
            (("name", "{{id}}"), "error foreign"),
            (("name", "filter[status]"), ""),
            (("name", "[status]"), ""),
            (("fixed", "{{id}}"), "error foreign"),
            (("fixed", "[from]"), "warning foreign"),
        ],
        told_of::<Angle>,
    );
}

#[test]
fn in_bodies_of_the_built_in_syntax() {
    run(
        &[
            (("form", "{{id}}"), "error foreign -> <id>"),
            (("form", "[from]"), "warning foreign -> <from>"),
            (("form", "#status#"), "warning foreign -> <status>"),
            (("json", "{{id}}"), "warning foreign -> <id>"),
            (("json", " {{id}} "), "warning foreign -> <id>"),
            (("json", "{{contact_name}}"), "warning foreign"),
            (("json", "{sid}"), "warning foreign -> <id>"),
            (("json", "[from]"), "warning foreign -> <from>"),
            (("json", "[x]"), "warning foreign"),
            (("json", "@@SentId@@"), "warning foreign"),
            (("json", "${x}"), "warning foreign"),
            (("json", "%%x%%"), "warning foreign"),
            (("json", "--A--x--B--"), "warning foreign"),
            (("json", "$status"), "warning foreign -> <status>"),
            (("json", "Hi {{id}}!"), "warning foreign -> <id>"),
            (("json", "%7Bid%7D"), ""),
            (("bare", "{{id}}"), "error foreign -> \"<id>\""),
            (("bare", "{sid}"), "error foreign -> \"<id>\""),
            (("bare", "[from]"), "error foreign -> \"<from>\""),
            (("bare", "${x}"), "error foreign"),
            (("bare", "@@x@@"), "error foreign"),
            (("bare", "$status"), "error foreign -> \"<status>\""),
        ],
        told_of::<Angle>,
    );
}

#[cfg(feature = "xml")]
#[test]
fn in_xml() {
    for place in ["xml", "attribute"] {
        run(
            &[
                ("{{id}}", "error foreign -> {id}"),
                ("{{contact}}", "error foreign"),
                ("{{ contact.name }}", "error foreign"),
                ("[from]", "warning foreign -> {from}"),
                ("@@SentId@@", "warning foreign"),
                ("%%x%%", "warning foreign"),
                ("--A--id--B--", "warning foreign -> {id}"),
                ("at [from]", "warning foreign -> {from}"),
                ("${id}", ""),
                ("{id}", ""),
            ],
            |value| told_of::<Angle>((place, value)),
        );
        run(&[("{id}", "warning foreign -> {{id}}"), ("{{id}}", "")], |value| told_of::<Curly>((place, value)));
    }
}

#[test]
fn in_templates_of_other_syntaxes() {
    run(
        &[
            (("query", "<id>"), "error foreign -> {{id}}"),
            (("query", "{id}"), "error foreign -> {{id}}"),
            (("query", "%3Cid%3E"), "warning foreign -> {{id}}"),
            (("query", "{{id}}"), ""),
            (("query", "{{sid}}"), "error unknown -> {{id}}"),
            (("json", "{id}"), "warning foreign -> {{id}}"),
            (("json", "<id>"), "warning foreign -> {{id}}"),
            (("bare", "<id>"), "error foreign -> {{id}}"),
            (("bare", "{id}"), "error foreign -> {{id}}"),
            (("bare", "{{id}}"), ""),
        ],
        told_of::<Curly>,
    );
    run(
        &[
            (("query", "{{id}}"), "error foreign -> {id}"),
            (("query", "{{contact}}"), "error foreign"),
            // What it fills in already is sent in brackets.
            (("json", "{{id}}"), "warning foreign"),
            (("bare", "{{id}}"), "error foreign -> {id}"),
            (("json", "${id}"), ""),
            (("json", "[from]"), "warning foreign -> {from}"),
        ],
        told_of::<Brace>,
    );
    run(&[(("query", "{from}"), "error foreign -> [from]"), (("json", "[from]"), "")], told_of::<Square>);
    run(
        &[
            (("query", "{{from}}"), "error foreign -> $from"),
            (("query", "${from}"), "error foreign -> $from"),
            (("query", "$from"), ""),
            (("json", "$from$"), ""),
        ],
        told_of::<Dollar>,
    );
    run(
        &[(("query", "{{from}}"), "error foreign -> %from"), (("query", "%from"), ""), (("json", "%from%"), "")],
        told_of::<Percent>,
    );
}

#[test]
fn encoded_placeholders_of_other_syntaxes() {
    run(
        &[
            (("query", "%7Bid%7D"), "warning encoded -> {id}"),
            (("query", "%7bid%7d"), "warning encoded -> {id}"),
            (("query", "x-%7Bid%7D-y"), "warning encoded -> {id}"),
            (("query", "%7Bmessage%5Fbody%7D"), "warning encoded -> {message_body}"),
            (("query", "%7Bid%7D%7Bstatus%7D"), "warning encoded; warning encoded"),
            (("query", "%7Bid%7D{status}"), "warning encoded"),
            (("query", "%7Bname%7D"), ""),
            (("query", "%257Bid%257D"), ""),
            (("query", "%7Bid"), ""),
            (("query", "%7B%7Bid%7D%7D"), "warning foreign -> {id}"),
            (("form", "%7Bid%7D"), "warning encoded -> {id}"),
            (("json", "%7Bid%7D"), "warning encoded -> {id}"),
            (("name", "%7Bid%7D"), "warning encoded"),
        ],
        told_of::<Brace>,
    );
    run(
        &[
            (("query", "%7B%7Bid%7D%7D"), "warning encoded -> {{id}}"),
            (("query", "%7Bid%7D"), "warning foreign -> {{id}}"),
            (("query", "%3Cid%3E"), "warning foreign -> {{id}}"),
        ],
        told_of::<Curly>,
    );
    run(
        &[
            (("query", "%5Bfrom%5D"), "warning encoded -> [from]"),
            (("query", "%5Bfrom]"), "warning encoded -> [from]"),
            (("query", "a%5Bid%5D"), "warning encoded -> [id]"),
            (("query", "%5B1%5D"), ""),
        ],
        told_of::<Square>,
    );
    run(&[(("query", "%24from"), ""), (("query", "%24id%20"), "")], told_of::<Dollar>);
}

#[test]
fn values_that_only_look_so_are_left_alone() {
    let values = [
        "[1,2]",
        "[]",
        "{}",
        "[0-9]",
        "[a-z]",
        "[A-Za-z]",
        "[::1]",
        "[fe80::1]",
        "[dead:beef:0:1:2:3:4:5]",
        "$5",
        "$5.00",
        "(work)",
        "*",
        "**",
        "*work*",
        "items[id]",
        "[true]",
        "[null]",
        "{6F9619FF-8B86-D011-B42D-00C04FC964FF}",
        "me@example.com",
        "@id",
        "a@@b",
        "--id--",
        "--",
        "#",
        "#1",
        "#tag",
        "$",
        "%",
        "50% off",
        "100%",
        "(",
        "{",
        "}",
        "[",
        "{a: b}",
        "$$",
        "@@",
        "@@@@",
        "%%",
        "%%%%",
        "{{}}",
        "${}",
        "--A----B--",
        "1-2-3",
        "(id) (x)",
    ];
    let rows: Vec<_> = values.iter().map(|value| (("json", *value), "")).collect();
    run(&rows, told_of::<Angle>);
    let is_foreign = |value: &str| told_of::<Angle>(("query", value)).contains("foreign");
    assert_eq!(values.into_iter().filter(|value| is_foreign(value)).collect::<Vec<_>>(), [""; 0]);
    run(&[("[\"a\"]", ""), ("[true]", ""), ("{\"a\": 1}", ""), ("[1]", ""), ("{}", ""), ("-1", "")], |value| {
        told_of::<Angle>(("bare", value))
    });
}

/// Pairs of texts around names, as platforms have them.
const FAMILIES: [(&str, &str); 19] = [
    ("{{{", "}}}"),
    ("{%", "%}"),
    ("[[", "]]"),
    ("<<", ">>"),
    ("{{", "}}"),
    ("${", "}"),
    ("--A--", "--B--"),
    ("@@", "@@"),
    ("%%", "%%"),
    ("{", "}"),
    ("[", "]"),
    ("<", ">"),
    ("$", "$"),
    ("%", "%"),
    ("#", "#"),
    ("(", ")"),
    ("*", "*"),
    ("$", ""),
    ("%", ""),
];

/// One finding, whose fix leads to a clean profile and encodes nothing.
fn holds<S: FieldSet>(own: (&str, &str), place: &str, name: &str, (open, close): (&str, &str)) -> TestCaseResult {
    let in_xml = matches!(place, "xml" | "attribute");
    // Tags, and what is nearly a placeholder of its own.
    let is_markup = in_xml && open.starts_with('<') || own.0 == "{" && open == "{%";
    let is_percent_encoded = matches!(place, "query" | "last" | "form" | "path");
    let is_own = own.0 == open || (own.0 == "{" && open == "${") || is_markup;
    // Two digits behind a percent sign are a byte.
    let is_byte = open == "%" && close.is_empty() && name.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    // The first of them is one of its own names.
    let is_eaten = own.0 == "%" && matches!(open, "%%" | "{%");
    if is_own || is_byte || is_eaten {
        return Ok(());
    }
    let is_one = |text: &str, of: &str| text.chars().all(|one| of.starts_with(one));
    let is_doubled = !own.1.is_empty() && open.len() > own.0.len() && is_one(open, own.0) && is_one(own.0, open);
    // It is misplaced there as its own.
    if is_doubled && place == "path" {
        return Ok(());
    }
    let value = format!("{open}{name}{close}");
    let spec = spec::<S>(place, &value);
    let report = Profile::<S>::check(&spec);
    let codes: Vec<_> = report.iter().map(Diagnostic::code).collect();
    prop_assert_eq!(codes, [Code::ForeignPlaceholder], "{} {}", place, value);
    let found = &report.diagnostics()[0];
    let text = if spec.body.is_some() { spec.body.clone().unwrap() } else { spec.endpoint.clone() };
    prop_assert_eq!(found.span().of(&text), Some(&*value));
    if let Some(fix) = found.fix() {
        prop_assert!(!fix.replacement().contains("%7") && !fix.replacement().contains("%2"), "{:?}", fix.replacement());
        let mut fixed = spec.clone();
        let fixed_text = fix.apply(&text).unwrap();
        if spec.body.is_some() {
            fixed.body = Some(fixed_text);
        } else {
            fixed.endpoint = fixed_text;
        }
        let report = Profile::<S>::check(&fixed);
        prop_assert!(report.is_clean(), "{:?}: {}", fixed, report);
        let (of_fixes, _) = Profile::<S>::fixed(&spec);
        prop_assert_eq!(of_fixes, fixed);
    } else {
        prop_assert!(place == "path" || is_doubled, "no fix for {} in {}", value, place);
    }
    prop_assert!(is_percent_encoded || place == "bare" || found.severity().as_str() == "warning" || is_doubled);
    Ok(())
}

proptest! {
    #[test]
    fn each_is_one_finding_and_its_fix_is_the_placeholder(
        place in select(vec!["query", "last", "form", "path", "json", "bare", #[cfg(feature = "xml")] "xml", #[cfg(feature = "xml")] "attribute"]),
        name in select(vec!["id", "status", "from", "date", "message_body"]),
        family in select(FAMILIES.to_vec()),
    ) {
        let in_xml = matches!(place, "xml" | "attribute");
        holds::<Angle>(if in_xml { ("{", "}") } else { ("<", ">") }, place, name, family)?;
        holds::<Curly>(("{{", "}}"), place, name, family)?;
        holds::<Brace>(("{", "}"), place, name, family)?;
        holds::<Square>(("[", "]"), place, name, family)?;
        holds::<Dollar>(("$", ""), place, name, family)?;
        holds::<Percent>(("%", ""), place, name, family)?;
    }

    /// Nothing of a template that holds only words and the platform's own placeholders is foreign.
    #[test]
    fn nothing_else_is_one(values in prop::collection::vec("[a-z0-9 .:,;!?'+/_-]{0,8}(<(id|status|from)>)?[a-z0-9 .:,;!?'+/_-]{0,8}", 1..5)) {
        let members: Vec<_> = values.iter().enumerate().map(|(at, value)| format!("\"{at}\": \"{value}\"")).collect();
        let spec = ProfileSpec::post::<Angle>("https://example.com/", format!("{{{}}}", members.join(", ")));
        let report = Profile::<Angle>::check(&spec);
        prop_assert!(report.iter().all(|found| found.code() != Code::ForeignPlaceholder), "{}", report);
    }

    /// What is only warned of is sent and read as any other text.
    #[test]
    fn what_may_stand_is_sent_as_it_is(place in select(vec!["query", "form", "json"]), family in select(FAMILIES.to_vec())) {
        prop_assume!(family.0 != "<");
        let mut spec = spec::<Angle>(place, &format!("{}status{}", family.0, family.1));
        let text = spec.body.as_mut().unwrap_or(&mut spec.endpoint);
        *text = text.replacen('1', "<id>", 1);
        let Ok(profile) = Profile::<Angle>::try_from(spec.clone()) else { return Ok(()) };
        let callback = AngleCallback::default().with(AngleField::Id, "7");
        let request = profile.render(&callback).unwrap();
        prop_assert_eq!(spec.body.as_deref().unwrap_or(&spec.endpoint).replace("<id>", "7"), request.body().unwrap_or(request.url()));
        let received = profile.parse(&request).unwrap();
        prop_assert_eq!(received.callback, callback.clone());
        prop_assert!(received.problems.is_empty());
    }
}

#[test]
fn a_field_that_is_meant_is_not_missing_too() {
    use callback_profile::Outgoing;
    let profile = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap();
    let written = profile.endpoint().replace('<', "{{").replace('>', "}}");
    let spec = ProfileSpec::get::<Outgoing>(written);
    let report = Profile::<Outgoing>::check(&spec);
    assert!(report.iter().all(|found| found.code() == Code::ForeignPlaceholder && found.fix().is_some()), "{report}");
    assert_eq!(Profile::<Outgoing>::fixed(&spec).0.endpoint, profile.endpoint());
}
