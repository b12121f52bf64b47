//! Requests of senders that escape nothing.

use callback_profile::diagnostic::Span;
use callback_profile::{FieldSet, Profile};

/// The template with the values put in as they are.
pub(crate) fn naive<S: FieldSet>(profile: &Profile<S>, value: impl Fn(&str) -> String) -> String {
    let template = profile.template();
    let mut text = String::new();
    let mut end = 0;
    for (field, span) in template.placeholders() {
        text.push_str(Span::new(end, span.start).of(template.as_str()).unwrap());
        text.push_str(&value(field));
        end = span.end;
    }
    text.push_str(Span::new(end, template.as_str().len()).of(template.as_str()).unwrap());
    text
}
