//! What a check says of templates of other platforms is told in their own syntax.
#![cfg(test)]

use callback_profile::diagnostic::Code;
use callback_profile::request::BodyFormat;
use callback_profile::{Outgoing, Platform, ProfileSpec};
use util::rows::run;

mod util;

/// The help of the first finding about a placeholder in a template of a platform with this syntax.
fn help((placeholders, template): (&str, &str)) -> String {
    let file = format!(
        r#"{{"platform": "p", "placeholders": {placeholders}, "field_sets": {{"send": {{"fields": {{"id": "text", "25": "text"}}}}}}}}"#
    );
    let platform = Platform::from_file(&file).unwrap_or_else(|report| panic!("{report}"));
    let mut spec = match template.split_once(' ') {
        Some(("json", body)) => ProfileSpec::post::<Outgoing>("https://example.com/", body),
        Some(("form", body)) => {
            ProfileSpec::post::<Outgoing>("https://example.com/", body).with_body_format(BodyFormat::Form)
        }
        _ => ProfileSpec::get::<Outgoing>(format!("https://{template}")),
    };
    "send".clone_into(&mut spec.direction);
    let report = platform.check_profile(&spec);
    let codes = [Code::MisplacedPlaceholder, Code::UnclosedPlaceholder];
    let found = report.iter().find(|found| codes.contains(&found.code()));
    found.unwrap_or_else(|| panic!("{template} {report}")).help().to_owned()
}

#[test]
fn what_to_write_is_told_in_the_syntax_of_the_platform() {
    let (dollar, in_path) = (r#"{"open": "$"}"#, r#"{"open": "$", "path": true}"#);
    let (quoted, unquoted) =
        (r#"{"open": "{{", "close": "}}", "json": "quoted"}"#, r#"{"open": "$", "json": "unquoted"}"#);
    let curly = r#"{"open": "{{", "close": "}}"}"#;
    run(
        &[
            (
                (dollar, "$id.example.com/?a=1"),
                "a placeholder may stand in the value of a parameter: `name=$field`; in a path the platform fills in none",
            ),
            (
                (dollar, "example.com/$id?a=1"),
                "a placeholder may stand in the value of a parameter: `name=$field`; in a path the platform fills in none",
            ),
            (
                (dollar, "example.com/?$id=1"),
                "a placeholder may stand in the value of a parameter: `name=$field`; in a path the platform fills in none",
            ),
            (
                (in_path, "$id.example.com/?a=1"),
                "a placeholder may stand in the value of a parameter: `name=$field`, or in a segment of the path",
            ),
            ((in_path, "form $id=1"), "a placeholder may stand in the value of a parameter: `name=$field`"),
            ((dollar, "form $id=1"), "a placeholder may stand in the value of a parameter: `name=$field`"),
            (
                (dollar, r#"json {"$id": 1}"#),
                r#"a placeholder may stand in a string value, `"name": "$field"`, or in its place: `"name": $field`"#,
            ),
            ((quoted, r#"json {"{{id}}": 1}"#), r#"a placeholder may stand in a string value: `"name": "{{field}}"`"#),
            ((unquoted, r#"json {"$id": 1}"#), r#"a placeholder may stand in the place of a value: `"name": $field`"#),
            ((unquoted, r#"json {"a": 1$id}"#), "write it alone"),
            ((dollar, r#"json {"a": 1$id}"#), "write it alone, or all in quotes"),
            ((curly, "example.com/?a={{id"), "write `{{id}}`"),
        ],
        help,
    );
}

#[test]
fn of_a_large_set_a_name_that_is_not_closed_is_told_as_of_a_small_one() {
    let fields: Vec<_> = (0..2_000).map(|number| format!(r#""f{number}": "text""#)).collect();
    let file = format!(
        r#"{{"platform": "p", "placeholders": {{"open": "{{{{", "close": "}}}}"}}, "field_sets": {{"send": {{"fields": {{{}}}}}}}}}"#,
        fields.join(", ")
    );
    let platform = Platform::from_file(&file).unwrap_or_else(|report| panic!("{report}"));
    let mut spec = ProfileSpec::post::<Outgoing>("https://example.com/", r#"{"a": "{{f7", "b": "{{f8}}"}"#);
    "send".clone_into(&mut spec.direction);
    let report = platform.check_profile(&spec);
    let found = report.iter().next().unwrap();
    assert_eq!((found.code(), found.help()), (Code::UnclosedPlaceholder, "write `{{f7}}`"));
}
