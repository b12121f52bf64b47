//! XML bodies, judged by `roxmltree`.
#![cfg(feature = "xml")]
#![cfg(test)]

use callback_profile::diagnostic::Code;
use callback_profile::request::BodyFormat;
use callback_profile::{Outgoing, OutgoingField, Profile, ProfileSpec, check_file};

/// The required fields, but for the id, which stands in an attribute.
fn elements() -> impl Iterator<Item = &'static OutgoingField> {
    OutgoingField::ALL.iter().filter(|field| field.is_required() && **field != OutgoingField::Id)
}

fn template(rest: &str) -> String {
    let fields: Vec<_> = elements().map(|field| format!("\n  <{field}>{{{field}}}</{field}>")).collect();
    let fields = fields.concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report xmlns=\"urn:x\" v=\"2\" id=\"m-{{id}}&amp;\">{fields}{rest}\n</report>\n"
    )
}

fn spec(body: impl Into<String>) -> ProfileSpec {
    ProfileSpec::post::<Outgoing>("https://example.com/dlr", body).with_body_format(BodyFormat::Xml)
}

fn profile(rest: &str) -> Profile<Outgoing> {
    spec(template(rest)).try_into().unwrap()
}

#[test]
fn what_is_rendered_is_read_back_and_judged_alike() {
    let profile = profile("<who><nr>{whatsapp_number}</nr></who>");
    let callback = profile
        .stress_sample()
        .with(OutgoingField::Message, " a\t\r\n]]>\u{85}\u{2028}<b>&amp; ")
        .with(OutgoingField::Id, "\t\"'\n");
    let request = profile.render(&callback).unwrap();
    let received = profile.parse(&request).unwrap();
    assert_eq!(received.callback, callback);
    assert_eq!((received.problems.len(), received.extra.len(), received.missing().count()), (0, 0, 0));
    let document = roxmltree::Document::parse(request.body().unwrap()).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("id"), Some(&*format!("m-{}&", callback.text(OutgoingField::Id))));
    for field in elements() {
        let element = root.children().find(|child| child.has_tag_name(("urn:x", field.name()))).unwrap();
        assert_eq!(element.text().unwrap_or_default(), callback.text(*field), "{field}");
    }
    assert_eq!(root.children().filter(roxmltree::Node::is_element).count(), 13);
}

#[test]
fn foreign_writing_is_read() {
    let profile = profile("");
    let body = "\u{feff}<p:report xmlns:p='urn:y' id='m-7&#38;' v=\"2\"><!-- c --><p:status> <![CDATA[read]]>&lt;</p:status>\
                <error/><by><node n='1'>x</node></by><whatsapp_number>1</whatsapp_number></p:report>";
    let received = profile.parse_body(body).unwrap();
    assert_eq!(received.callback.text(OutgoingField::Id), "7");
    assert_eq!(received.callback.text(OutgoingField::Status), " read<");
    assert_eq!(received.callback.text(OutgoingField::WhatsappNumber), "1");
    assert_eq!(received.extra, [("/report/by".into(), "<by><node n='1'>x</node></by>".into())]);
    assert_eq!(received.missing().count(), 10);
}

#[test]
fn bad_bodies_are_errors_with_their_place() {
    let rows = [
        ("<report><id>", 12, "the end inside `/report/id`"),
        ("<!DOCTYPE x [<!ENTITY a \"b\">]><report/>", 0, "a document type declaration, which is refused"),
        ("<report><status>&a;</status></report>", 16, "a reference to an unknown entity"),
        ("<?xml version='1.0' encoding='latin1'?><report/>", 0, "the encoding `latin1` instead of UTF-8"),
        ("", 0, "no element"),
        ("<report/><report/>", 9, "a second root element"),
    ];
    let profile = profile("");
    let error = |body: &str| profile.parse_body(body).unwrap_err().to_string();
    for (body, byte, found) in rows {
        let place = format!("at line 1, column {} (byte {byte}) of the XML body", byte + 1);
        assert_eq!(error(body), format!("expected well-formed XML {place}, found: {found}"), "{body}");
    }
    assert_eq!(error("<other/>"), "none of the template's parameters is there, such as `/report/@v`");
    let million = "<".repeat(1_000_000);
    assert!(profile.parse_body(&million).is_err());
    let deep = "<report>".to_owned() + &"<a>".repeat(100_000);
    assert_eq!(error(&deep), "the input is over the limit of 128 levels of nesting");
}

/// Some writers declare ASCII by default and write the rest as references.
#[test]
fn declared_encodings_that_are_read_as_utf8() {
    let profile = profile("");
    let body =
        |encoding: &str, id: &str| format!("<?xml version='1.0' encoding='{encoding}'?><report id='m-{id}&amp;'/>");
    for encoding in ["UTF-8", "utf-8", "utf8", "ASCII", "ascii", "US-ASCII", "us-Ascii", "ISO-8859-1", "iso-8859-1"] {
        let text = body(encoding, "&#233;");
        let received = profile.parse_body(&text).unwrap();
        assert_eq!(received.callback.text(OutgoingField::Id), "é", "{encoding}");
        let is_utf8 = encoding.to_lowercase().starts_with("utf");
        assert_eq!(profile.parse_body(&body(encoding, "é")).is_ok(), is_utf8, "{encoding}");
    }
    for encoding in ["UTF-16", "windows-1252", "ISO-8859-15", "", "a", "latin1"] {
        let error = profile.parse_body(&body(encoding, "1")).unwrap_err().to_string();
        assert!(error.ends_with(&format!("found: the encoding `{encoding}` instead of UTF-8")), "{error}");
    }
}

#[test]
fn what_xml_cannot_hold_is_an_error_that_names_the_field() {
    let profile = profile("");
    let callback = profile.sample().with(OutgoingField::Error, "a\u{0}b");
    let mut buffer = "kept".to_owned();
    let error = profile.render_into(&callback, &mut buffer).unwrap_err();
    assert_eq!(error.to_string(), "field `error` holds U+0000, which XML 1.0 cannot hold");
    assert_eq!((buffer.as_str(), error.field()), ("kept", Some("error")));
}

#[test]
fn bad_templates_are_findings() {
    let rows = [
        ("<report><a></report>", Code::InvalidXml),
        ("<report><a>{id}&{status}</a></report>", Code::CutEscape),
        ("<report><a>&#{id};</a></report>", Code::CutEscape),
        ("<report><{id}/></report>", Code::MisplacedPlaceholder),
        ("<report>{id}<a/></report>", Code::MisplacedPlaceholder),
        ("<report><a>{id</a></report>", Code::UnclosedPlaceholder),
        ("<report><a>{id}</a><a>{status}</a></report>", Code::RepeatedParameter),
        ("<report><![CDATA[{id}]]></report>", Code::MisplacedPlaceholder),
        ("<report><a>{prise}</a></report>", Code::UnknownPlaceholder),
        ("<report><a>{ id }</a></report>", Code::UnknownPlaceholder),
        ("<report><a b='{id}<'/></report>", Code::InvalidXml),
        ("<report><a>{id}></a></report>", Code::InvalidXml),
        ("{id}", Code::InvalidXml),
        ("<report/><report/>", Code::InvalidXml),
    ];
    for (body, code) in rows {
        let report = Profile::<Outgoing>::check(&spec(body));
        assert!(report.iter().any(|found| found.code() == code), "{body}\n{report}");
        for found in &report {
            assert!(found.span().of(body).is_some(), "{body}\n{found}");
        }
    }
}

#[test]
fn missing_elements_are_fixed() {
    let (fixed, report) = Profile::<Outgoing>::fixed(&spec("<report>\n</report>"));
    assert!(report.is_clean(), "{report:#}");
    assert!(fixed.body.unwrap().contains("<price>{price}</price>"));
}

/// What a body holds steers no terminal and floods no log.
#[test]
fn errors_about_bodies_are_legible() {
    let profile = profile("<r><id>{id}</id></r>");
    for body in [format!("<r></{}>", "\u{1b}[31m\u{85}".repeat(400)), format!("<r><{0}></{0}x></r>", "a".repeat(4_000))]
    {
        let error = profile.parse_body(&body).unwrap_err().to_string();
        assert!(!error.contains(|found: char| found.is_control()) && error.len() < 2_000, "{error:?}");
    }
}

/// The parser passes over a byte order mark without counting it, so that all places behind it were three bytes off.
#[test]
fn byte_order_marks_move_no_mask() {
    let masked = |marks: &str| {
        let body = format!("{marks}<r><k>s3cret-tail</k><a b='s3cret-tail'>{{id}}</a></r>");
        let file = serde_json::json!({
            "direction": "outgoing", "method": "POST", "endpoint": "https://example.com/", "body_format": "xml", "body": body,
        });
        let file = file.to_string();
        check_file(file.as_bytes()).masked(&file).replace('\u{feff}', "")
    };
    assert!(!masked("").contains("tail"));
    for marks in ["\u{feff}", "\u{feff}\u{feff}"] {
        assert_eq!(masked(marks), masked(""), "{marks:?}");
    }
}
