//! Which values an XML body has, without reading it into anything.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::wire::xml::syntax::{is_namespace_declaration, local_name, referenced};

/// Tells of every element without elements in it and of every attribute, with the path to it, as far as the body is well-formed. It
/// goes only where it `may_descend`.
pub(crate) fn visit(body: &[u8], may_descend: &dyn Fn(&str) -> bool, tell: &mut dyn FnMut(&str, Cow<'_, str>)) {
    let Ok(text) = std::str::from_utf8(body) else { return };
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    let mut path = String::new();
    let mut content = String::new();
    let mut is_leaf = false;
    // How deep the reader is in an element that leads nowhere.
    let mut outside = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) if outside > 0 || !may_descend(&path) => outside += 1,
            Ok(Event::Start(tag)) => {
                path.push('/');
                path.push_str(local_name(tag.name().as_ref()));
                attributes(&tag, &path, tell);
                content.clear();
                is_leaf = true;
            }
            Ok(Event::End(_)) if outside > 0 => outside -= 1,
            Ok(Event::End(_)) => {
                if std::mem::take(&mut is_leaf) {
                    tell(&path, Cow::Borrowed(&*content));
                }
                path.truncate(path.rfind('/').unwrap_or_default());
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) if is_leaf && outside == 0 => add_text(&event, &mut content),
            Ok(_) => {}
        }
    }
}

fn attributes(tag: &BytesStart<'_>, path: &str, tell: &mut dyn FnMut(&str, Cow<'_, str>)) {
    for attribute in tag.attributes().filter_map(Result::ok) {
        let name = attribute.key;
        if let (false, Ok(value)) =
            (is_namespace_declaration(name.as_ref()), attribute.normalized_value(XmlVersion::Implicit1_0))
        {
            tell(&[path, "/@", local_name(name.as_ref())].concat(), value);
        }
    }
}

fn add_text(event: &Event<'_>, content: &mut String) {
    match event {
        Event::Text(text) => content.push_str(&text.xml10_content()),
        Event::CData(text) => content.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => content.extend(referenced(&reference.xml10_content())),
        _ => {}
    }
}
