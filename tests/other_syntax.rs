//! Templates in which placeholders are written in another way than in those of the built-in sets.
#![cfg(test)]

use callback_profile::diagnostic::{Code, Diagnostic};
use callback_profile::field::kind;
use callback_profile::{Profile, ProfileSpec, field_set};

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
