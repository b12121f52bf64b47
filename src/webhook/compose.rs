//! The profile that a webhook's form stands for.

use crate::json::write as json;
use crate::profile::{ProfileSpec, standard};
use crate::request::BodyFormat;
use crate::template::placeholders::Brackets;
use crate::webhook::WebhookSpec;
use crate::wire::query::write::{encoded_value, write_form_value};
#[cfg(feature = "xml")]
use crate::wire::xml::write as xml;

/// The root element's name where the form gives none.
#[cfg(feature = "xml")]
const XML_ROOT: &str = "report";

/// A parameter that a webhook sends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameter<'p> {
    pub(super) name: &'p str,
    pub(super) value: ParameterValue<'p>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum ParameterValue<'p> {
    /// The field that is filled in.
    Field(&'p str),
    /// The same text always.
    Static(&'p str),
}

impl ParameterValue<'_> {
    /// A field's placeholder, or the text as `encode` writes it.
    fn written(self, brackets: Brackets, encode: impl Fn(&str) -> String) -> String {
        match self {
            Self::Field(field) => brackets.around(field),
            Self::Static(text) => encode(text),
        }
    }
}

/// The profile for `direction` that sends these parameters.
pub(super) fn compose(form: &WebhookSpec, direction: &str, parameters: &[Parameter<'_>]) -> ProfileSpec {
    let format = form.send_method.body_format();
    let endpoint = match format {
        None => standard::joined(&form.endpoint, 0, parameters, |endpoint, parameter| {
            endpoint.push_str(&pair(parameter, encoded_value));
        }),
        Some(_) => form.endpoint.clone(),
    };
    let body = format.map(|format| match format {
        BodyFormat::Form => join(parameters, "&", |parameter| pair(parameter, |text| encoded(text, write_form_value))),
        BodyFormat::Json => format!("{{\n{}\n}}", join(parameters, ",\n", member)),
        #[cfg(feature = "xml")]
        BodyFormat::Xml => {
            let root = form.xml_root.as_deref().unwrap_or(XML_ROOT);
            format!("<{root}>\n{}</{root}>", join(parameters, "", element))
        }
    });
    ProfileSpec {
        id: form.id.clone(),
        body_format: format.filter(|format| *format != BodyFormat::default()),
        headers: form.custom_headers.clone(),
        ..ProfileSpec::of_set(direction, form.send_method.method(), endpoint, body)
    }
}

fn join(parameters: &[Parameter<'_>], separator: &str, write: impl Fn(&Parameter<'_>) -> String) -> String {
    parameters.iter().map(write).collect::<Vec<_>>().join(separator)
}

/// A pair of a query or a form.
fn pair(parameter: &Parameter<'_>, encode: fn(&str) -> String) -> String {
    format!("{}={}", encode(parameter.name), parameter.value.written(Brackets::Angle, encode))
}

/// A member of a JSON object.
fn member(parameter: &Parameter<'_>) -> String {
    // A `<` that begins no placeholder is written as an escape, so that it never looks like one.
    let encode = |text: &str| encoded(text, json::write_value).replace('<', "\\u003c");
    format!("  \"{}\": \"{}\"", encode(parameter.name), parameter.value.written(Brackets::Angle, encode))
}

/// An XML element.
#[cfg(feature = "xml")]
fn element(Parameter { name, value }: &Parameter<'_>) -> String {
    let encode = |text: &str| encoded(text, xml::write_value).replace('{', "&#123;");
    format!("  <{name}>{}</{name}>\n", value.written(Brackets::Brace, encode))
}

fn encoded(text: &str, write: fn(&mut String, &str)) -> String {
    let mut encoded = String::new();
    write(&mut encoded, text);
    encoded
}
