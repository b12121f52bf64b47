//! Writers and readers of XML.

use std::borrow::Cow;
use std::hint::black_box;

use callback_profile::Outgoing;
use quick_xml::Writer;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesText, Event};
use quick_xml::reader::Reader;

use crate::peers::rows::{ByHand, Fields, OutgoingRow};
use crate::subject::{Prepare, Subject};
use crate::workload::{elements_of, xml_body};

type Named = (&'static str, Prepare);

pub fn renderers() -> [Named; 2] {
    [("quick-xml escape", by_escape), ("quick-xml Writer", by_writer)]
}

fn by_escape() -> Subject {
    let row = Outgoing::filled();
    Subject::writing(elements_of, move |body: &mut String| {
        body.push_str("<report>\n");
        black_box(&row).each(|name, text| {
            body.push_str("  <");
            body.push_str(name);
            body.push('>');
            body.push_str(&escape(text));
            body.push_str("</");
            body.push_str(name);
            body.push_str(">\n");
        });
        body.push_str("</report>");
    })
}

fn by_writer() -> Subject {
    let row = Outgoing::filled();
    Subject::writing(elements_of, move |body: &mut Vec<u8>| {
        let mut writer = Writer::new(body);
        let report = writer.create_element("report").write_inner_content(|writer| {
            let mut done = Ok(());
            black_box(&row).each(|name, text| {
                let written = writer.create_element(name).write_text_content(BytesText::new(text));
                done = std::mem::replace(&mut done, Ok(())).and(written.map(|_| ()));
            });
            done
        });
        report.expect("written");
    })
}

pub fn readers() -> [Named; 2] {
    [("quick-xml events to a struct", read_by_events), ("roxmltree to a struct", read_by_roxmltree)]
}

fn read_by_events() -> Subject {
    let body = &*xml_body::<Outgoing>().leak();
    Subject::making(OutgoingRow::texts, move || {
        let mut reader = Reader::from_str(black_box(body));
        let mut row = OutgoingRow::default();
        let mut element = None;
        loop {
            let part = match reader.read_event().expect("an event") {
                Event::Text(text) => text.xml10_content(),
                Event::GeneralRef(reference) => resolved(&reference),
                Event::Start(start) => {
                    element = Some(start);
                    continue;
                }
                Event::End(_) => {
                    element = None;
                    continue;
                }
                Event::Eof => return row,
                _ => continue,
            };
            if let Some(slot) = element.as_ref().and_then(|element| row.slot(element.name().0)) {
                append(slot, part);
            }
        }
    })
}

/// A text that an entity cuts comes in parts.
fn append(slot: &mut Cow<'static, str>, part: Cow<'static, str>) {
    if slot.is_empty() {
        *slot = part;
    } else {
        slot.to_mut().push_str(&part);
    }
}

fn resolved(reference: &BytesRef<'static>) -> Cow<'static, str> {
    match reference.resolve_char_ref().expect("a reference") {
        Some(character) => Cow::Owned(character.to_string()),
        None => Cow::Borrowed(resolve_predefined_entity(&reference.xml10_content()).expect("an entity")),
    }
}

fn read_by_roxmltree() -> Subject {
    let body = &*xml_body::<Outgoing>().leak();
    Subject::making(OutgoingRow::texts, move || {
        let document = roxmltree::Document::parse(black_box(body)).expect("a document");
        let mut row = OutgoingRow::default();
        for element in document.root_element().children().filter(roxmltree::Node::is_element) {
            if let (Some(slot), Some(text)) = (row.slot(element.tag_name().name()), element.text()) {
                *slot = text.to_owned().into();
            }
        }
        row
    })
}
