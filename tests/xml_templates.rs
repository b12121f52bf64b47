//! What the check lets pass as an XML template is well-formed to `roxmltree` and expat as well, whatever is put into it.
#![cfg(feature = "xml")]
#![cfg(test)]

use std::cell::RefCell;

use callback_profile::diagnostic::{Code, Diagnostic, Report};
use callback_profile::field::kind;
use callback_profile::request::BodyFormat;
use callback_profile::{Profile, ProfileSpec, field_set};
use proptest::prelude::*;
use proptest::sample::select;
use util::expat::Expat;
use util::mutation::mutated;

mod util;

field_set! {
    /// As little as a template can have.
    pub set Notes = "notes";
    /// A field of a note.
    enum NoteField;
    /// A note.
    struct NoteCallback;
    dedup_key [Id];
    required {
        /// The id.
        Id id: kind::Text,
        /// The text.
        Words words("text"): kind::Text,
    }
    optional {}
}

fn spec(body: &str) -> ProfileSpec {
    ProfileSpec::post::<Notes>("https://example.com/notes", body).with_body_format(BodyFormat::Xml)
}

fn check(body: &str) -> Report {
    Profile::<Notes>::check(&spec(body))
}

/// What no reader of XML 1.0 with namespaces takes, each in a template that is sound otherwise.
const ILL_FORMED: &[&str] = &[
    // The declaration.
    " <?xml version='1.0'?><n><id>{id}</id><t>{text}</t></n>",
    "\n<?xml version='1.0'?><n><id>{id}</id><t>{text}</t></n>",
    "<!-- c --><?xml version='1.0'?><n><id>{id}</id><t>{text}</t></n>",
    "<?a?><?xml version='1.0'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0'?><?xml version='1.0'?><n><id>{id}</id><t>{text}</t></n>",
    "<n><?xml version='1.0'?><id>{id}</id><t>{text}</t></n>",
    "<n><id>{id}</id><t>{text}</t></n><?xml version='1.0'?>",
    "<?xml?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml ?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml encoding='UTF-8'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml standalone='yes'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' a='b'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' version='1.0'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' standalone='maybe'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' standalone='&#121;es'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0'encoding='UTF-8'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.1'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.2'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1&#46;0'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version=1.0?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml va:ersion='1.0'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' ex:ncoding='UTF-8'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' encoding=''?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' encoding='u'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' encoding='ASCII'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' encoding='UTF-16'?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml version='1.0' encoding='ISO-8859-1'?><n><id>{id}</id><t>{text}</t></n>",
    // Instructions and comments.
    "<?XML a?><n><id>{id}</id><t>{text}</t></n>",
    "<?xMl?><n><id>{id}</id><t>{text}</t></n>",
    "<?1a?><n><id>{id}</id><t>{text}</t></n>",
    "<? ?><n><id>{id}</id><t>{text}</t></n>",
    "<??><n><id>{id}</id><t>{text}</t></n>",
    "<? a?><n><id>{id}</id><t>{text}</t></n>",
    "<?a/b?><n><id>{id}</id><t>{text}</t></n>",
    "<?a:b?><n><id>{id}</id><t>{text}</t></n>",
    "<n><?a:b c?><id>{id}</id><t>{text}</t></n>",
    "<!-- a -- b --><n><id>{id}</id><t>{text}</t></n>",
    "<!-- a ---><n><id>{id}</id><t>{text}</t></n>",
    "<!---><n><id>{id}</id><t>{text}</t></n>",
    // Tags.
    "<n 1a='b'><id>{id}</id><t>{text}</t></n>",
    "<n @a='b'><id>{id}</id><t>{text}</t></n>",
    "<n a;b='c'><id>{id}</id><t>{text}</t></n>",
    "<n a/='b'><id>{id}</id><t>{text}</t></n>",
    "<n &='b'><id>{id}</id><t>{text}</t></n>",
    "<n a}='b'><id>{id}</id><t>{text}</t></n>",
    "<n a='b'c='d'><id>{id}</id><t>{text}</t></n>",
    "<n a='b'a='c'><id>{id}</id><t>{text}</t></n>",
    "<n a='b' a='c'><id>{id}</id><t>{text}</t></n>",
    "<n a><id>{id}</id><t>{text}</t></n>",
    "<n a=b><id>{id}</id><t>{text}</t></n>",
    "<n a={id}><id>{id}</id><t>{text}</t></n>",
    "<n a'{id}'><id>{id}</id><t>{text}</t></n>",
    "<n {id}><id>{id}</id><t>{text}</t></n>",
    "<n a='b\"><id>{id}</id><t>{text}</t></n>",
    "<n a='</b'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns='<!--'><id>{id}</id><t>{text}</t></n>",
    "<n / ><id>{id}</id><t>{text}</t></n>",
    "<n><id>{id}</id><t>{text}</t></n a='b'>",
    "<n><id>{id}</id><t>{text}</t></n {id}>",
    "<n><id>{id}</id><t>{text}</t></ n>",
    "< n><id>{id}</id><t>{text}</t></n>",
    "<n><id>{id}</id><1>{text}</1></n>",
    "<n><id>{id}</id><t}>{text}</t}></n>",
    // Names of later editions, which expat refuses.
    "<n><id>{id}</id><t\u{1f600}>{text}</t\u{1f600}></n>",
    "<n a\u{feff}='b'><id>{id}</id><t>{text}</t></n>",
    "<?a\u{feff}?><n><id>{id}</id><t>{text}</t></n>",
    "<n><id>{id}</id><t>{text}</T></n>",
    "<n><id>{id}</id><t>{text}</n></t>",
    "<n><id>{id}</id><t>{text}</t>",
    "<n><id>{id}</id><t>{text}</t></n></n>",
    "<n><id>{id}</id><t>{text}</t></n>x",
    "x<n><id>{id}</id><t>{text}</t></n>",
    "<n><id>{id}</id><t>{text}</t></n>&#32;",
    "<n/><n><id>{id}</id><t>{text}</t></n>",
    "<n><id>{id}</id><t>{text}</t></n><!",
    "<!ELEMENT n ANY><n><id>{id}</id><t>{text}</t></n>",
    "<!DOCTYPE n><n><id>{id}</id><t>{text}</t></n>",
    // Namespaces.
    "<n xmlns='&'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns='&#0;'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:p='&a;'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns='a' xmlns='b'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:p='a' xmlns:p='b'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:p=''><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:xmlns='a'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:xml='a'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:p='http://www.w3.org/XML/1998/namespace'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:p='http://www.w3.org/2000/xmlns&#47;'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns='http://www.w3.org/2000/xmlns/'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:a='u' xmlns:b='u' a:c='1' b:c='2'><id>{id}</id><t>{text}</t></n>",
    "<n><p:id>{id}</p:id><t>{text}</t></n>",
    "<n p:a='b'><id>{id}</id><t>{text}</t></n>",
    "<n><id xmlns:p='a'>{id}</id><p:t>{text}</p:t></n>",
    "<n><xmlns:id>{id}</xmlns:id><t>{text}</t></n>",
    "<n><:id>{id}</:id><t>{text}</t></n>",
    "<n><id:>{id}</id:><t>{text}</t></n>",
    "<n xmlns:a='u'><a:b:c>{id}</a:b:c><t>{text}</t></n>",
    "<n xml:-lang='a'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:a='u'><a:1>{id}</a:1><t>{text}</t></n>",
    "<n :a='b'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:='u'><id>{id}</id><t>{text}</t></n>",
    "<n xmlns:p='u' p:xmlns='a'><id>{id}</id><t>{text}</t></n>",
    // Text.
    "<n><id>{id}</id><t>]]>{text}</t></n>",
    "<n><id>{id}</id><t>]]{text}></t></n>",
    "<n a=']]{id}<'><id/><t>{text}</t></n>",
    "<n><id>{id}</id><t>\u{b}{text}</t></n>",
    "<n><id>{id}</id><t>{text}\u{fffe}</t></n>",
    "<n><id>{id}</id><t>{text}&#xFFFE;</t></n>",
    "<n><id>{id}</id><t>{text}&#XA;</t></n>",
    "<n><id>{id}</id><t>{text}&nbsp;</t></n>",
    "<n><id>{id}</id><t>{text}&amp</t></n>",
    "<n><id>{id}</id><t>{text}& &amp;</t></n>",
    "<n a='&amp'><id>{id}</id><t>{text}</t></n>",
    // Well-formed, but not as the law has it: such text is nobody's value.
    "<n><id>{id}</id>stray<t>{text}</t></n>",
    "<n><id>{id}</id><t>{text}</t>&amp;</n>",
    "<n><id>\r{id}</id><t>{text}</t></n>",
    "<n><id>{id}</id><![CDATA[a]]><t>{text}</t></n>",
    "<n><id>{id}</id><![CDATA[ ]]><t>{text}</t></n>",
    "<n><id>{id}</id><![CDATA[]]><t>{text}</t></n>",
    "<n><id>{id}</id><t>{text}</t><u><![CDATA[a]]></u></n>",
    "<n><id>{id}</id><t><![CDATA[a]]>{text}</t></n>",
];

#[test]
fn ill_formed_templates_are_errors() {
    for body in ILL_FORMED {
        let report = check(body);
        let codes = codes_of(&report);
        let is_told = |code: &Code| matches!(code, Code::InvalidXml | Code::CutEscape | Code::MisplacedPlaceholder);
        assert!(codes.iter().any(is_told), "{body:?}\n{report}");
        assert!(Profile::<Notes>::try_from(spec(body)).is_err(), "{body:?}");
        for found in &report {
            assert!(found.span().of(body).is_some(), "{body:?}\n{found}");
        }
    }
}

/// What the strict reader must not take away.
const WELL_FORMED: &[&str] = &[
    "<n><id>{id}</id><t>{text}</t></n>",
    "<?xml version=\"1.0\"?><n><id>{id}</id><t>{text}</t></n>",
    "<?xml  version = '1.0'\n encoding='utf-8'\tstandalone='no' ?>\r\n<n><id>{id}</id><t>{text}</t></n>\n<!-- c --><?a?>",
    "<?xml-stylesheet href='a'?><!-- & < ]]> --><n><id>{id}</id><t>{text}</t></n>",
    "<n\n a = 'x' b=\"'>/=\" xml:lang='en'><id a='{id}' /><t >{text}</t ></n >",
    "<p:n xmlns:p='u' xmlns:q='u'><p:id q:id='{id}'/><q:t>a {text} b</q:t></p:n>",
    "<n xmlns='u'><id xmlns=''>{id}</id><t xmlns:xml='http://www.w3.org/XML/1998/namespace'>{text}</t></n>",
    "<n xmlns='a&amp;b'><é.-·>{id}</é.-·><_1>\u{10000} ]] &#x41;&#65;&lt;{text}}</_1></n>",
    "<n><id>{id}</id> <!-- a --> <?b c?> <t>{text}</t>\r\n</n>",
];

#[test]
fn well_formed_templates_are_taken() {
    let mut expat = Expat::start();
    for body in WELL_FORMED {
        let report = check(body);
        assert!(!report.has_errors(), "{body:?}\n{report}");
        holds(body, "a", "b", expat.as_mut()).unwrap();
    }
}

fn codes_of(report: &Report) -> Vec<Code> {
    report.iter().map(Diagnostic::code).collect()
}

/// What a fix takes away was not hiding another error.
#[test]
fn a_lone_ampersand_hides_nothing() {
    for (body, codes) in [
        (
            "<n><id>{id}</id><t>&{text}&&</t><p:a/></n>",
            &[Code::CutEscape, Code::CutEscape, Code::CutEscape, Code::InvalidXml][..],
        ),
        (
            "<n a='b & c & d' a:b='c'><id>{id}</id><t>{text}</t></n>",
            &[Code::CutEscape, Code::CutEscape, Code::InvalidXml],
        ),
        ("<n><id>{id}</id><t>a & b{text}</t></n>", &[Code::CutEscape]),
    ] {
        assert_eq!(codes_of(&check(body)), codes, "{body}\n{:#}", check(body));
    }
}

/// An error stands where the template's author has to look.
#[test]
fn errors_stand_where_they_are() {
    for (body, at) in [
        ("<é a='ü' p:b='c'><id>{id}</id><t>{text}</t></é>", "p:b"),
        ("<n>\r\n<id>{id}</id>\r\n<t>{text}</t>\n<a b='c'd='e'/></n>", "d='e'"),
        ("<n><id>{id}</id><t>{text}</t><?1a?></n>", "1a?>"),
        ("<n><id>{id}</id><t>{text}</t><\u{1f600}/></n>", "\u{1f600}"),
        ("<?xml version='1.1'?><n><id>{id}</id><t>{text}</t></n>", "1.1"),
        ("<n xmlns:p=''><id>{id}</id><t>{text}</t></n>", "'>"),
    ] {
        let report = check(body);
        assert_eq!(codes_of(&report), [Code::InvalidXml], "{body}\n{report}");
        let found = report.iter().next().unwrap();
        assert_eq!(body.get(found.span().start..).map(|rest| rest.starts_with(at)), Some(true), "{body}\n{report}");
    }
}

/// The strict reader's cost grows faster than these.
#[test]
fn too_much_of_a_template_is_an_error() {
    let template = |open: &str, close: &str| format!("<n>{open}<id>{{id}}</id><t>{{text}}</t>{close}</n>");
    let deep = |levels| template(&"<d>".repeat(levels), &"</d>".repeat(levels));
    let attributes = |count| {
        let written: Vec<_> = (0..count).map(|number| format!("a{number}='b'")).collect();
        template(&format!("<e {}/>", written.join(" ")), "")
    };
    let namespaces = |count, length| {
        let written: Vec<_> = (0..count).map(|number| format!("xmlns:p{number}='{}'", "u".repeat(length))).collect();
        template(&format!("<e {}>", written.join(" ")), "</e>")
    };
    for (sound, too_much, problem) in [
        (deep(126), deep(127), "more than 128 levels of nesting"),
        (attributes(256), attributes(257), "more than 256 attributes"),
        (namespaces(32, 1), namespaces(33, 1), "more than 32 namespaces or 2048 bytes of them in force at one place"),
        (
            namespaces(1, 2_000),
            namespaces(1, 3_000),
            "more than 32 namespaces or 2048 bytes of them in force at one place",
        ),
    ] {
        assert!(!check(&sound).has_errors(), "{}", check(&sound));
        let report = check(&too_much);
        assert_eq!(codes_of(&report), [Code::InvalidXml], "{report}");
        assert!(report.to_string().contains(problem), "{report}");
    }
}

/// A template that the check has passed, rendered: both judges take it and have the same values, and it is read back.
fn holds(body: &str, id: &str, text: &str, expat: Option<&mut Expat>) -> Result<(), TestCaseError> {
    let profile = Profile::<Notes>::try_from(spec(body)).unwrap();
    let callback = NoteCallback::default().with(NoteField::Id, id).with(NoteField::Words, text);
    let request = profile.render(&callback).unwrap();
    let rendered = request.body().unwrap();
    let document = roxmltree::Document::parse(rendered)
        .map_err(|error| TestCaseError::fail(format!("roxmltree refuses {rendered:?}: {error}")))?;
    let mut values = Vec::new();
    values_of(document.root_element(), &mut values);
    if let Some(expat) = expat {
        match expat.values_of(rendered) {
            Ok(theirs) => prop_assert_eq!(theirs, values, "{}", rendered),
            Err(error) => return Err(TestCaseError::fail(format!("expat refuses {rendered:?}: {error}"))),
        }
    }
    let is_sure = check(body).iter().all(|found| found.code() != Code::AmbiguousValue);
    if is_sure {
        let received = profile.parse(&request).unwrap();
        prop_assert_eq!(&received.callback, &callback, "{}", rendered);
        prop_assert!(received.problems.is_empty() && received.extra.is_empty(), "{}: {:?}", rendered, received);
    }
    Ok(())
}

fn values_of(element: roxmltree::Node<'_, '_>, values: &mut Vec<String>) {
    values.extend(element.attributes().map(|attribute| attribute.value().to_owned()));
    for child in element.children().filter(roxmltree::Node::is_element) {
        values_of(child, values);
    }
    let text = element.children().filter(roxmltree::Node::is_text).filter_map(|text| text.text());
    values.push(text.collect());
}

/// Pieces that mean something in a document.
const PIECES: &[&str] = &[
    "",
    "",
    " ",
    "\t",
    "\n",
    "\r",
    "<",
    ">",
    "/",
    "/>",
    "</",
    "&",
    ";",
    "&amp;",
    "&#9;",
    "&#0;",
    "&x;",
    "=",
    "'",
    "\"",
    "a",
    "1",
    ":",
    "p:",
    "xml:",
    "xmlns",
    "xmlns:p",
    " xmlns='u'",
    " xmlns:p='u'",
    " xmlns:p=''",
    " a='b'",
    " p:a='b'",
    " xml:lang='c'",
    "-",
    "--",
    "<!--",
    "-->",
    "<!-- c -->",
    "?",
    "<?",
    "?>",
    "<?a b?>",
    "<?xml version='1.0'?>",
    " encoding='utf-8'",
    " standalone='no'",
    "<![CDATA[",
    "]]>",
    "]]",
    "]",
    "!",
    "<!DOCTYPE a>",
    "<a/>",
    "<a>",
    "</a>",
    "<p:a/>",
    "{",
    "}",
    "{id}",
    "{text}",
    "{x}",
    "é",
    "\u{b}",
    "\u{85}",
    "\u{fffe}",
    "\u{feff}",
    ".",
    "1.1",
    "version",
];

fn text() -> impl Strategy<Value = String> {
    let hostile = [
        "]]>", "<!--", "-->", "</t>", "<a b='", "&", "&amp;", "{id}", "\r\n", "\t", " ", "'\"", "?>", "\u{85}",
        "\u{2028}", "é",
    ];
    prop::collection::vec(select(hostile.to_vec()), 0..4).prop_map(|pieces| pieces.concat())
}

#[test]
fn what_the_check_passes_every_reader_takes() {
    let expat = RefCell::new(Expat::start());
    proptest!(ProptestConfig::with_cases(8_192), |(body in mutated(WELL_FORMED, PIECES, 1..4), id in text(), text in text())| {
        if !check(&body).has_errors() {
            holds(&body, &id, &text, expat.borrow_mut().as_mut())?;
        }
    });
}
