//! Requests as careless senders make them, for the tests of receivers.
//!
//! A request is rendered with a mark in the place of one value; then the mark is overwritten by what a careless sender puts there. So
//! everything else is as the platform writes it.

use callback_profile::AnyProfile;
use callback_profile::profile::Sample;
use callback_profile::request::{BodyFormat, Method, Request};
use callback_profile::whatsapp::Object;
use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::object::object;

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
    /// Markup characters stand in a text of XML without an escape
    UnescapedMarkup,
    /// A placeholder was never filled
    UnfilledPlaceholder,
}

impl Variant {
    pub(crate) const ALL: [Self; 6] = [
        Self::RawJson,
        Self::LostPlus,
        Self::DoubledParameter,
        Self::UnescapedQuote,
        Self::UnescapedMarkup,
        Self::UnfilledPlaceholder,
    ];

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
            Self::UnescapedQuote | Self::UnescapedMarkup | Self::UnfilledPlaceholder => &["text"],
        }
    }
}

/// The request of a sample that is careless in one way, as `render` prints requests; nothing where the profile has no place for it.
pub(crate) fn request(profile: &AnyProfile, sample: &Sample<'_>, variant: Variant) -> Option<impl Serialize> {
    let format = body_format(profile);
    let (is_form, is_xml) = (matches!(format, None | Some(BodyFormat::Form)), format == Some(BodyFormat::Xml));
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
        let careless = match variant {
            Variant::RawJson => is_form.then(|| marked.replace(MARK, text)),
            Variant::LostPlus => is_form.then(|| marked.replace(MARK, &format!("+{}", text.trim_start_matches('+')))),
            Variant::DoubledParameter => doubled(marked, format).map(|marked| marked.replace(MARK, text)),
            Variant::UnescapedQuote => (!is_xml).then(|| marked.replace(MARK, "say \"hi\" now")),
            Variant::UnescapedMarkup => is_xml.then(|| marked.replace(MARK, "Tom & Jerry <3")),
            Variant::UnfilledPlaceholder => Some(marked.replace(MARK, &placeholder(is_xml, field.name()))),
        };
        Some(with_text(profile.method(), &request, careless?))
    })
}

/// The format of the profile's body, where its requests have one.
fn body_format(profile: &AnyProfile) -> Option<BodyFormat> {
    (profile.method() != Method::Get).then(|| profile.spec().body_format.unwrap_or_default())
}

/// The request with another text in the place of its URL or body, and its members in the order of `render`.
fn with_text(method: Method, request: &Request, text: String) -> impl Serialize + use<> {
    let (url, body) = match request.body() {
        Some(_) => (request.url().to_owned(), Some(text)),
        None => (text, None),
    };
    let headers = serde_json::to_value(request).ok().and_then(|mut written| Some(written.get_mut("headers")?.take()));
    object! { method: method, url: url, headers: headers, body: body }
}

/// The placeholder of a field, as templates write it.
fn placeholder(is_xml: bool, name: &str) -> String {
    if is_xml { format!("{{{name}}}") } else { format!("<{name}>") }
}

/// The text with the marked parameter twice: behind the others in a query or form, before them in JSON; nothing for XML.
fn doubled(marked: &str, format: Option<BodyFormat>) -> Option<String> {
    let pairs = match format {
        None => marked.split_once('?')?.1,
        Some(BodyFormat::Form) => marked,
        Some(_) => {
            let document = Object::new(marked)?;
            let (name, value) = document.members().find(|(_, value)| value.contains(MARK))?;
            let inside = document.raw().strip_prefix('{')?;
            return Some(format!("{{{}: {value},{inside}", Value::from(name)));
        }
    };
    let pair = pairs.split('&').find(|pair| pair.contains(MARK))?;
    Some(format!("{marked}&{pair}"))
}
