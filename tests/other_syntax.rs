//! Templates in which placeholders are written in another way than in those of the built-in sets.
#![cfg(test)]

use callback_profile::diagnostic::{Code, Diagnostic};
use callback_profile::field::kind;
use callback_profile::request::BodyFormat;
use callback_profile::{Platform, Profile, ProfileSpec, field_set};
use util::rows::run;

mod util;

field_set! {
    /// Texts that a gateway hands on.
    pub set Curly = "curly";
    /// A field of a text.
    enum CurlyField;
    /// A text.
    struct CurlyCallback;
    dedup_key [Id];
    placeholders "{{" "}}";
    required {
        /// The id.
        Id id: kind::MessageId,
    }
    optional {
        /// The text.
        Text words("text"): kind::Text,
        /// The id of another.
        Other other("id_other"): kind::Text,
        /// Whether it is known.
        Known known: kind::Flag,
        /// Data.
        Data data: kind::Json [absent = "[]"],
    }
}

field_set! {
    /// Texts whose placeholders nothing closes.
    pub set Dollar = "dollar";
    /// A field.
    enum DollarField;
    /// A callback.
    struct DollarCallback;
    dedup_key [Name];
    placeholders "$" "";
    required {
        /// A name.
        Name name("NAME"): kind::Text,
    }
    optional {
        /// The same as data.
        NameJson name_json("NAME_JSON"): kind::Text,
        /// A tag.
        Tag1 tag1("TAG1"): kind::Text,
    }
}

fn curly(body: &str) -> Profile<Curly> {
    Profile::try_from(ProfileSpec::post::<Curly>("https://example.com/hook", body)).unwrap()
}

#[test]
fn a_query_is_filled_and_read() {
    let spec = ProfileSpec::get::<Curly>("https://example.com/send?a={{id}}&b=x{{text}}y&c={{id_other}}&token=7");
    let profile = Profile::<Curly>::try_from(spec).unwrap();
    let callback = CurlyCallback::default().with(CurlyField::Id, "7:0").with(CurlyField::Text, "a {{id}} & b");
    let request = profile.render(&callback).unwrap();
    assert_eq!(request.url(), "https://example.com/send?a=7%3A0&b=xa%20%7B%7Bid%7D%7D%20%26%20by&c=&token=7");
    assert_eq!(profile.parse(&request).unwrap().callback, callback);
}

#[test]
fn json_values_are_bare_where_their_kind_is() {
    let profile =
        curly(r#"{"id": {{id}}, "text": {{text}}, "quoted": "{{id_other}}", "known": {{known}}, "data": [{{data}}]}"#);
    let callback = CurlyCallback::default().with(CurlyField::Id, "7").with(CurlyField::Known, "true");
    let request = profile.render(&callback).unwrap();
    assert_eq!(request.body(), Some(r#"{"id": "7", "text": "", "quoted": "", "known": true, "data": [[]]}"#));
    let callback = callback.with(CurlyField::Data, r#"{"a": 1}"#).with(CurlyField::Text, "\"\n{{id}}");
    let request = profile.render(&callback).unwrap();
    let body = r#"{"id": "7", "text": "\"\n{{id}}", "quoted": "", "known": true, "data": [{"a": 1}]}"#;
    assert_eq!(request.body(), Some(body));
    assert_eq!(profile.parse(&request).unwrap().callback, callback);
}

#[test]
fn the_longest_name_counts_where_nothing_closes_it() {
    let spec = ProfileSpec::get::<Dollar>("https://example.com/?a=$NAME&b=$NAME_JSON&c=$TAG10&d=$TAG");
    let report = Profile::<Dollar>::check(&spec);
    let codes: Vec<_> = report.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, [Code::NearPlaceholder], "{report}");
    let profile = Profile::<Dollar>::try_from(spec).unwrap();
    let callback = DollarCallback::default().with(DollarField::Name, "Jo").with(DollarField::Tag1, "x");
    let request = profile.render(&callback).unwrap();
    assert_eq!(request.url(), "https://example.com/?a=Jo&b=&c=x0&d=$TAG");
    assert_eq!(profile.parse(&request).unwrap().callback, callback);
}

#[test]
fn unknown_names_are_told_in_the_syntax_of_the_set() {
    let spec = ProfileSpec::get::<Curly>("https://example.com/?a={{id}}&b={{txt}}&c={{ id_other }}&d={{id");
    let report = Profile::<Curly>::check(&spec);
    let found: Vec<_> = report.iter().map(|found| (found.code().as_str(), found.message(), found.help())).collect();
    let expected = [
        ("unknown-placeholder", "`{{txt}}` is not a placeholder of the curly fields", "did you mean `{{text}}`?"),
        (
            "unknown-placeholder",
            "`{{ id_other }}` is not a placeholder of the curly fields",
            "did you mean `{{id_other}}`?",
        ),
        ("unclosed-placeholder", "placeholder `{{id` is not closed", "write `{{id}}`"),
    ];
    assert_eq!(found, expected, "{report}");
}

/// The help of the first finding about a placeholder in a template of a platform with this syntax.
fn help((placeholders, template): (&str, &str)) -> String {
    let file = format!(
        r#"{{"platform": "p", "placeholders": {placeholders}, "field_sets": {{"send": {{"fields": {{"id": "text", "25": "text"}}}}}}}}"#
    );
    let platform = Platform::from_file(&file).unwrap_or_else(|report| panic!("{report}"));
    let mut spec = match template.split_once(' ') {
        Some(("json", body)) => ProfileSpec::post::<Curly>("https://example.com/", body),
        Some(("form", body)) => {
            ProfileSpec::post::<Curly>("https://example.com/", body).with_body_format(BodyFormat::Form)
        }
        _ => ProfileSpec::get::<Curly>(format!("https://{template}")),
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
    let mut spec = ProfileSpec::post::<Curly>("https://example.com/", r#"{"a": "{{f7", "b": "{{f8}}"}"#);
    "send".clone_into(&mut spec.direction);
    let report = platform.check_profile(&spec);
    let found = report.iter().next().unwrap();
    assert_eq!((found.code(), found.help()), (Code::UnclosedPlaceholder, "write `{{f7}}`"));
}
