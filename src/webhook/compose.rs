//! The profile that a webhook's form stands for.

use crate::json::write as json;
use crate::profile::{ProfileSpec, standard};
use crate::request::{BodyFormat, Method};
use crate::webhook::WebhookSpec;
use crate::wire::query::write::{write_form_value, write_value};
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

/// The profile for `direction` that sends these parameters.
pub(super) fn compose(form: &WebhookSpec, direction: &str, parameters: &[Parameter<'_>]) -> ProfileSpec {
    let format = form.send_method.body_format();
    let (endpoint, body) = match format {
        None => {
            let endpoint = standard::joined(&form.endpoint, 0, parameters, |endpoint, parameter| {
                write_value(endpoint, parameter.name);
                endpoint.push('=');
                endpoint.push_str(&written(parameter, write_value));
            });
            (endpoint, None)
        }
        Some(BodyFormat::Form) => (form.endpoint.clone(), Some(form_body(parameters))),
        Some(BodyFormat::Json) => (form.endpoint.clone(), Some(json_body(parameters))),
        #[cfg(feature = "xml")]
        Some(BodyFormat::Xml) => {
            let root = form.xml_root.as_deref().unwrap_or(XML_ROOT);
            (form.endpoint.clone(), Some(xml_body(root, parameters)))
        }
    };
    ProfileSpec {
        id: form.id.clone(),
        title: None,
        direction: direction.to_owned(),
        method: if body.is_some() { Method::Post } else { Method::Get },
        endpoint,
        body,
        body_format: format.filter(|format| *format != BodyFormat::default()),
        headers: form.custom_headers.clone(),
    }
}

fn form_body(parameters: &[Parameter<'_>]) -> String {
    let pairs = parameters.iter().map(|parameter| {
        let mut pair = String::new();
        write_form_value(&mut pair, parameter.name);
        pair + "=" + &written(parameter, write_form_value)
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn json_body(parameters: &[Parameter<'_>]) -> String {
    // A `<` that begins no placeholder is written as an escape, so that it never looks like one.
    let write = |buffer: &mut String, text: &str| {
        let mut plain = String::new();
        json::write_value(&mut plain, text);
        buffer.push_str(&plain.replace('<', "\\u003c"));
    };
    let members = parameters.iter().map(|parameter| {
        let mut name = String::new();
        write(&mut name, parameter.name);
        format!("  \"{name}\": \"{}\"", written(parameter, write))
    });
    format!("{{\n{}\n}}", members.collect::<Vec<_>>().join(",\n"))
}

#[cfg(feature = "xml")]
fn xml_body(root: &str, parameters: &[Parameter<'_>]) -> String {
    let elements = parameters.iter().map(|Parameter { name, value }| {
        let mut text = String::new();
        match value {
            ParameterValue::Field(field) => text = format!("{{{field}}}"),
            ParameterValue::Static(value) => {
                let mut plain = String::new();
                xml::write_value(&mut plain, value);
                text.push_str(&plain.replace('{', "&#123;"));
            }
        }
        format!("  <{name}>{text}</{name}>\n")
    });
    format!("<{root}>\n{}</{root}>", elements.collect::<String>())
}

fn written(parameter: &Parameter<'_>, write: impl Fn(&mut String, &str)) -> String {
    match parameter.value {
        ParameterValue::Field(field) => format!("<{field}>"),
        ParameterValue::Static(text) => {
            let mut value = String::new();
            write(&mut value, text);
            value
        }
    }
}
