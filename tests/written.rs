//! What is rendered is what a simple writer writes, one character after the other, in every format and at every length.
#![cfg(test)]

use std::borrow::Cow;

use callback_profile::field::{Callback, FieldInfo};
use callback_profile::request::{BodyFormat, Limits};
use callback_profile::{DeliveryReport, DeliveryReportCallback, FieldSet, Profile, ProfileSpec};
use proptest::prelude::*;
use proptest::sample::select;

/// How a format writes a text.
type SimpleWriter = fn(&str) -> String;

/// The formats, each with its simple writer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Format {
    Query,
    Form,
    Json,
    #[cfg(feature = "xml")]
    Xml,
}

const FORMATS: &[Format] = &[
    Format::Query,
    Format::Form,
    Format::Json,
    #[cfg(feature = "xml")]
    Format::Xml,
];

impl Format {
    const fn is_xml(self) -> bool {
        !matches!(self, Self::Query | Self::Form | Self::Json)
    }

    fn writer(self) -> SimpleWriter {
        match self {
            Self::Query => |text| percent_encoded(text, b"-._~"),
            Self::Form => |text| percent_encoded(text, b"*-._ ").replace(' ', "+"),
            Self::Json => in_json,
            #[cfg(feature = "xml")]
            Self::Xml => in_xml,
        }
    }

    /// A profile that places every required field behind a literal of `length` bytes, and one of them again at the very end.
    fn profile(self, length: usize) -> Profile<DeliveryReport> {
        let names = DeliveryReport::FIELDS.iter().filter(|field| field.is_required()).map(FieldInfo::name);
        let pad = "x".repeat(length);
        let pairs =
            |start: &str| names.clone().fold(start.to_owned(), |query, name| format!("{query}&{name}=<{name}>"));
        let spec = match self {
            Self::Query => ProfileSpec::get::<DeliveryReport>(pairs(&format!("https://example.com/?{pad}=1"))),
            Self::Form => post(pairs(&format!("{pad}=1")), BodyFormat::Form),
            Self::Json => {
                let members: Vec<_> = names.map(|name| format!(",\"{name}\": \"<{name}> é\"")).collect();
                post(format!("{{\"pad\":\"{pad}\u{20ac}\"{}}}", members.concat()), BodyFormat::Json)
            }
            #[cfg(feature = "xml")]
            Self::Xml => {
                let elements: Vec<_> = names.map(|name| format!("<{name} a=\"1\">{{{name}}} é</{name}>")).collect();
                post(format!("<r><pad>{pad}\u{20ac}</pad>{}</r>", elements.concat()), BodyFormat::Xml)
            }
        };
        Profile::try_from(spec).unwrap_or_else(|report| panic!("{report:#}"))
    }
}

fn post(body: String, format: BodyFormat) -> ProfileSpec {
    ProfileSpec::post::<DeliveryReport>("https://example.com/", body).with_body_format(format)
}

fn percent_encoded(text: &str, plain: &[u8]) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || plain.contains(&byte);
    let written = |byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(written).collect::<Vec<_>>().concat()
}

fn in_json(text: &str) -> String {
    let written = |character| match character {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        control if control < ' ' => format!("\\u{:04x}", u32::from(control)),
        other => other.to_string(),
    };
    text.chars().map(written).collect::<Vec<_>>().concat()
}

#[cfg(feature = "xml")]
fn in_xml(text: &str) -> String {
    let written = |character| match character {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&apos;".to_owned(),
        '\t' | '\n' | '\r' => format!("&#{};", u32::from(character)),
        other => other.to_string(),
    };
    text.chars().map(written).collect::<Vec<_>>().concat()
}

/// The rendering of these texts, by the template's own places.
fn simply(profile: &Profile<DeliveryReport>, callback: &DeliveryReportCallback<'_>, write: SimpleWriter) -> String {
    let (template, mut position) = (profile.template(), 0);
    let mut rendered = String::new();
    for (name, span) in template.placeholders() {
        let field = DeliveryReport::FIELDS.iter().position(|field| field.name() == name).unwrap();
        rendered += template.as_str().get(position..span.start).unwrap();
        rendered += &write(&callback.values()[field]);
        position = span.end;
    }
    rendered + template.as_str().get(position..).unwrap()
}

fn callback(values: &[String]) -> DeliveryReportCallback<'_> {
    let mut callback = DeliveryReportCallback::default();
    for (slot, value) in callback.values_mut().iter_mut().zip(values) {
        *slot = Cow::Borrowed(value);
    }
    callback
}

/// The same text as the simple writer's stands behind what was there, or nothing does.
#[track_caller]
fn agrees(format: Format, profile: &Profile<DeliveryReport>, values: &[String]) {
    let callback = callback(values);
    let expected = simply(profile, &callback, format.writer());
    let mut buffer = "é before".to_owned();
    let rendered = profile.render_into(&callback, &mut buffer);
    if format == Format::Query && expected.len() > Limits::URL_BYTES {
        assert!(rendered.is_err());
        assert_eq!(buffer, "é before");
    } else {
        rendered.unwrap();
        assert_eq!(buffer.strip_prefix("é before"), Some(&*expected));
    }
}

/// The beginning of a text, in whole characters.
fn beginning(text: &str, length: usize) -> String {
    (0..=length).rev().find_map(|end| text.get(..end)).unwrap().to_owned()
}

/// Values of every length up to more than two blocks: one plain, one with escapes here and there, one in which everything is escaped,
/// one without ASCII.
#[test]
fn values_of_every_length_are_written_as_the_simple_writer_writes_them() {
    let texts = ["plain-text", "an \"é\" & a \u{1f600} of <b> ", "\"&<>\"'", "\u{20ac}é\u{1f600}"];
    let texts = texts.map(|text| text.repeat(300));
    for format in FORMATS {
        let profile = format.profile(7);
        for length in 0..=2_100 {
            let short = texts.each_ref().map(|text| beginning(text, length % 18));
            for text in texts.iter().skip(length % 2).step_by(2) {
                let [one, two, three, four] = short.clone();
                agrees(*format, &profile, &[one, beginning(text, length), two, three, String::new(), four]);
            }
        }
    }
}

/// Literals of any length in front of the values, so that each begins in every place.
#[test]
fn literals_of_every_length_are_written_as_they_are() {
    let values =
        ["a \"b\" é", "1", "", "\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}", "plain-text", "<&>"].map(str::to_owned);
    for format in FORMATS {
        for length in 1..=1_100 {
            agrees(*format, &format.profile(length), &values);
        }
    }
}

/// Every byte by itself, at the beginning, in the middle and at the end of values of every short length.
#[test]
fn every_character_is_written_in_every_place() {
    let characters = ('\0'..='\u{ff}').chain(['\u{20ac}', '\u{feff}', '\u{fffd}', '\u{1f600}']);
    for format in FORMATS {
        let profile = format.profile(1);
        for character in characters.clone() {
            let is_control = character < ' ' && !matches!(character, '\t' | '\n' | '\r');
            let values = (0..36).map(|place| format!("{}{character}", "a".repeat(place)));
            let values =
                values.chain((0..36).map(|rest| format!("{character}{}", "b".repeat(rest)))).collect::<Vec<_>>();
            for values in values.chunks(6) {
                if format.is_xml() && is_control {
                    let mut buffer = "before".to_owned();
                    let error = profile.render_into(&callback(values), &mut buffer).unwrap_err();
                    assert!(error.field().is_some() && buffer == "before", "{error}");
                } else {
                    agrees(*format, &profile, values);
                }
            }
        }
    }
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let nasty = select(vec![
        "\"",
        "\\",
        "\n",
        "\r\t",
        "&",
        "<id>",
        "{id}",
        "'",
        "%41",
        "+",
        "~*",
        " ",
        "é",
        "\u{1f600}",
        "\u{ffff}",
        "\0",
        "plain",
    ]);
    let mixed = prop::collection::vec(nasty, 0..80).prop_map(|parts| parts.concat());
    let long = (any::<String>(), 0_usize..200).prop_map(|(text, times)| text.repeat(times));
    prop::collection::vec(prop_oneof![mixed, any::<String>(), long], 8)
}

proptest! {
    #[test]
    fn any_texts_are_written_as_the_simple_writer_writes_them(
        format in select(FORMATS.to_vec()),
        length in 1_usize..200,
        values in texts(),
    ) {
        let is_char = |c: &char| {
            matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        };
        let is_xml = format.is_xml();
        let writable = |value: &String| if is_xml { value.chars().filter(is_char).collect() } else { value.clone() };
        let writable: Vec<_> = values.iter().map(writable).collect();
        agrees(format, &format.profile(length), &writable);
        if is_xml && writable[..6] != values[..6] {
            let mut buffer = "before".to_owned();
            prop_assert!(format.profile(length).render_into(&callback(&values), &mut buffer).is_err());
            prop_assert_eq!(buffer, "before");
        }
    }
}
