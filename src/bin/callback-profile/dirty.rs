//! Requests as careless senders make them, for the tests of receivers.
//!
//! A request is rendered with a mark in the place of one value; then the mark is overwritten by what a careless sender puts there. So
//! everything else is as the platform writes it.

use callback_profile::whatsapp::Object;
use callback_profile::{AnyProfile, Method, Request, Sample};
use clap::ValueEnum;
use serde_json::{Map, Value};

/// A text that stands in every format as it is, and nowhere else.
const MARK: &str = "M4rk7a9c3e51f0d8b26M4rk";

/// What is careless about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Variant {
    /// JSON stands in the query without escapes
    RawJson,
    /// The plus of a telephone number stands in the query, where it means a blank
    LostPlus,
    /// A parameter occurs twice
    DoubledParameter,
    /// A quote stands in a text without an escape
    UnescapedQuote,
    /// A placeholder was never filled
    UnfilledPlaceholder,
}

impl Variant {
    pub(crate) const ALL: [Self; 5] =
        [Self::RawJson, Self::LostPlus, Self::DoubledParameter, Self::UnescapedQuote, Self::UnfilledPlaceholder];

    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    pub(crate) fn meaning(self) -> String {
        let value = self.to_possible_value();
        value.and_then(|value| value.get_help().map(ToString::to_string)).unwrap_or_default()
    }

    /// The kinds of field whose value is written carelessly.
    const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::RawJson => &["json"],
            Self::LostPlus => &["phone-number"],
            Self::DoubledParameter => &["message-id", "text"],
            Self::UnescapedQuote | Self::UnfilledPlaceholder => &["text"],
        }
    }
}

/// The request of a sample that is careless in one way, as `render` prints requests; nothing where the profile has no place for it.
pub(crate) fn request(profile: &AnyProfile, sample: &Sample<'_>, variant: Variant) -> Option<Value> {
    let is_query = profile.method() == Method::Get;
    let fields = profile.fields();
    let mut candidates = fields.iter().filter(|field| variant.kinds().contains(&field.kind()));
    candidates.find_map(|field| {
        let mut values: Map<String, Value> =
            sample.fields().map(|(name, text)| (name.to_owned(), text.into())).collect();
        let text = values.insert(field.name().to_owned(), MARK.into());
        let text = text.as_ref().and_then(Value::as_str).unwrap_or(field.sample());
        let request = profile.render_json(&Value::from(values).to_string()).ok()?.ok()?;
        let marked = request.body().unwrap_or(request.url());
        if !marked.contains(MARK) {
            return None;
        }
        let is_form = is_query || is_form(&request);
        let careless = match variant {
            Variant::RawJson => is_form.then(|| marked.replace(MARK, text)),
            Variant::LostPlus => is_form.then(|| marked.replace(MARK, &format!("+{}", text.trim_start_matches('+')))),
            Variant::DoubledParameter => doubled(marked, is_form).map(|marked| marked.replace(MARK, text)),
            Variant::UnescapedQuote => Some(marked.replace(MARK, "say \"hi\" now")),
            Variant::UnfilledPlaceholder => Some(marked.replace(MARK, &placeholder(&request, field.name()))),
        };
        Some(with_text(&request, careless?))
    })
}

/// The request with another text in the place of its URL or body.
fn with_text(request: &Request, text: String) -> Value {
    let mut written = serde_json::to_value(request).unwrap_or_default();
    let member = if request.body().is_some() { "body" } else { "url" };
    if let Some(slot) = written.get_mut(member) {
        *slot = text.into();
    }
    written
}

fn is_form(request: &Request) -> bool {
    is_of(request, "form-urlencoded")
}

fn is_of(request: &Request, format: &str) -> bool {
    let content_type = request.headers().get("content-type").and_then(|value| value.to_str().ok());
    content_type.is_some_and(|content_type| content_type.contains(format))
}

/// The placeholder of a field, as the request's format writes it.
fn placeholder(request: &Request, name: &str) -> String {
    if is_of(request, "xml") { format!("{{{name}}}") } else { format!("<{name}>") }
}

/// The text with the marked parameter twice: behind the others in a query or form, before them in JSON.
fn doubled(marked: &str, is_form: bool) -> Option<String> {
    if is_form {
        let pair = marked.split(['?', '&']).find(|pair| pair.contains(MARK))?;
        return Some(format!("{marked}&{pair}"));
    }
    let document = Object::new(marked)?;
    let (name, value) = document.members().find(|(_, value)| value.contains(MARK))?;
    let inside = document.raw().strip_prefix('{')?;
    Some(format!("{{{}: {value},{inside}", Value::from(name)))
}
