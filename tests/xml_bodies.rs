//! XML bodies as senders write them: the same fields as `roxmltree` finds, and what nobody knows is taken whole.
#![cfg(feature = "xml")]
#![cfg(test)]

use callback_profile::request::{BodyFormat, Limits};
use callback_profile::{DeliveryReport, DeliveryReportField, Profile, ProfileSpec};
use proptest::prelude::*;
use util::mutation::mutated;

mod util;

/// The message's id stands in an attribute, the status is no part of the template.
fn profile() -> Profile<DeliveryReport> {
    let template = "<r id='{message_id}' v='2'><t>{transaction_id}</t><in><m>{mobile}</m></in><e>{error_code}</e>\
                    <rt>{received_time}</rt><dt>{delivered_time}</dt></r>";
    let spec = ProfileSpec::post::<DeliveryReport>("https://example.com/dlr", template);
    spec.with_body_format(BodyFormat::Xml).try_into().unwrap()
}

#[test]
fn what_nobody_knows_is_one_extra() {
    let rows: [(&str, &[(&str, &str)]); 14] = [
        ("<r><x>a &amp; b</x></r>", &[("/r/x", "a & b")]),
        ("<r><x/><p:x xmlns:p='u'> <![CDATA[<]]> </p:x></r>", &[("/r/x", ""), ("/r/x", " < ")]),
        ("<r><x a='1'>b</x></r>", &[("/r/x", "<x a='1'>b</x>")]),
        ("<r><x a='1'/></r>", &[("/r/x", "<x a='1'/>")]),
        ("\u{feff}<r><x>é<y><x>a</x></y></x ></r>", &[("/r/x", "<x>é<y><x>a</x></y></x >")]),
        ("<r z='a&lt;' p:y='b'><in q='c'/></r>", &[("/r/@z", "a<"), ("/r/@y", "b"), ("/r/in/@q", "c")]),
        ("<r><in><x>a</x></in></r>", &[("/r/in/x", "a")]),
        ("<r><t>a<x>b</x>c<x><y/></x></t></r>", &[("/r/t/x", "b"), ("/r/t/x", "<x><y/></x>")]),
        ("<r>a<t/> b &#99;<x/></r>", &[("/r", "a"), ("/r", " b c"), ("/r/x", "")]),
        ("<r><in>a<m/>\n</in></r>", &[("/r/in", "a")]),
        ("<r><status s='1'>read<x/></status></r>", &[("/r/status/@s", "1"), ("/r/status/x", "")]),
        ("<r><t>a</t><t>b</t></r>", &[("/r/t", "b")]),
        ("<r id='1' id='2'/>", &[("/r/@id", "2")]),
        ("<r><in><m>1</m></in><t>2</t><in><m>3</m></in></r>", &[("/r/in/m", "3")]),
    ];
    let profile = profile();
    for (body, extra) in rows {
        let body = body.replacen("<r", "<r v='2'", 1);
        let received = profile.parse_body(&body).unwrap();
        let found: Vec<_> = received.extra.iter().map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!(found, extra, "{body}");
    }
    let received = profile.parse_body("<r><t>a<x>b</x>c</t><status>read<x/></status></r>").unwrap();
    assert_eq!(received.callback.text(DeliveryReportField::TransactionId), "ac");
    assert_eq!(received.callback.text(DeliveryReportField::Status), "read");
}

/// What is nested in an unknown element does not cost its path again for each level or leaf.
#[test]
fn extras_grow_as_the_body_does() {
    let (open, close): (String, String) =
        (0..120).map(|level| (format!("<level{level}>"), format!("</level{}>", 119 - level))).unzip();
    let leaves = format!("<r id='1'>{open}{}{close}</r>", "<a>b</a>".repeat(1_000));
    let trees = format!("<r id='1'>{}</r>", format!("{open}a{close}").repeat(100));
    let attributes: Vec<_> = (0..1_000).map(|number| format!("a{number}='b'")).collect();
    let attributes = format!("<r id='1' {}/>", attributes.join(" "));
    let profile = profile().with_limits(Limits::new().parameters(usize::MAX));
    for (body, count) in [(leaves, 1), (trees, 100), (attributes, 1_000)] {
        let extra = profile.parse_body(&body).unwrap().extra;
        assert_eq!(extra.len(), count);
        assert!(extra.iter().map(|(name, text)| name.len() + text.len()).sum::<usize>() < 2 * body.len());
    }
}

/// Errors hold inside of what is taken whole as well.
#[test]
fn unknown_elements_are_well_formed_too() {
    for body in [
        "<r id='1'><x><y></x></y></r>",
        "<r id='1'><x>&a;</x></r>",
        "<r id='1'><x><y>&#0;</y></x></r>",
        "<r id='1'><x a=b/></r>",
        "<r id='1'><x><y a='&b;'/></x></r>",
        "<r id='1'><x></r>",
        "<r id='1'><x><!DOCTYPE a></x></r>",
        "<r id='1'/><x/>",
        "<x/><r id='1'/>",
        "<r id='1'/>&#32;",
        "<r id='1'/><![CDATA[]]>",
    ] {
        assert!(profile().parse_body(body).is_err(), "{body}");
    }
    let deep = format!("<r id='1'>{}{}</r>", "<x>".repeat(128), "</x>".repeat(128));
    let error = profile().parse_body(&deep).unwrap_err().to_string();
    assert_eq!(error, "the input is over the limit of 128 levels of nesting");
}

const BODIES: &[&str] = &[
    "<r id='1' v='2'><t>a</t><in><m>b</m></in><e>c</e><rt>d</rt><dt>e</dt></r>",
    "<?xml version='1.0'?>\n<p:r xmlns:p='u' v=\"2\" id=\"a&amp;b\"> <p:t> <![CDATA[<a>]]>&#65; </p:t>\n<in >\n<m/></in ></p:r>\n",
    "<r><dt>e</dt><x y='1'><t>no</t></x><t>a<!-- c -->b</t><status>read</status><in z='1'><m>é</m></in></r><?a b?>",
];

const PIECES: &[&str] = &[
    "",
    "",
    " ",
    "\n",
    "<",
    ">",
    "/",
    "&amp;",
    "&#9;",
    "&#x41;",
    "=",
    "'",
    "\"",
    "a",
    "p:",
    " xmlns:p='u'",
    " id='3'",
    " a='b'",
    "<!--",
    "-->",
    "<!-- c -->",
    "<?a b?>",
    "<![CDATA[",
    "]]>",
    "<t>",
    "</t>",
    "<t/>",
    "<t>z</t>",
    "<x>",
    "</x>",
    "<x/>",
    "<in>",
    "</in>",
    "<m>y</m>",
    "<status>sent</status>",
    "{",
    "é",
];

/// The text directly in the first element of a name.
fn text_of(parent: roxmltree::Node<'_, '_>, name: &str) -> Option<String> {
    let element = parent.children().find(|child| child.is_element() && child.tag_name().name() == name)?;
    Some(element.children().filter(roxmltree::Node::is_text).filter_map(|text| text.text()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8_192))]
    #[test]
    fn other_readers_find_the_same_fields(body in mutated(BODIES, PIECES, 0..4)) {
        let profile = profile();
        let Ok(document) = roxmltree::Document::parse(&body) else { return Ok(()) };
        // `roxmltree` takes any declaration.
        prop_assume!(!body.starts_with("<?xml") || body.starts_with("<?xml version='1.0'?>\n"));
        let root = document.root_element();
        let Ok(received) = profile.parse_body(&body) else {
            let has_elements = root.children().any(|child| child.is_element());
            prop_assert!(root.tag_name().name() != "r" || !has_elements, "{body}");
            return Ok(());
        };
        let id = root.attributes().find(|attribute| attribute.name() == "id").map(|attribute| attribute.value().to_owned());
        let inner: Vec<_> = root.children().filter(|child| child.is_element() && child.tag_name().name() == "in").collect();
        let mobile = inner.iter().find_map(|inner| text_of(*inner, "m"));
        for (field, expected) in [
            (DeliveryReportField::MessageId, id),
            (DeliveryReportField::TransactionId, text_of(root, "t")),
            (DeliveryReportField::Mobile, mobile),
            (DeliveryReportField::ErrorCode, text_of(root, "e")),
            (DeliveryReportField::ReceivedTime, text_of(root, "rt")),
            (DeliveryReportField::DeliveredTime, text_of(root, "dt")),
            (DeliveryReportField::Status, text_of(root, "status")),
        ] {
            prop_assert_eq!(received.callback.text(field), expected.unwrap_or_default(), "{} in {}", field, &body);
        }
    }
}
