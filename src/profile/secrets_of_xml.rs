//! Which bytes of an XML template are secret.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::profile::readable::Readable;
use crate::text::Span;
use crate::wire::xml::name::is_qualified_name;
use crate::wire::xml::syntax::{behind_marks, position};

/// The secret spans of an XML body: what of its texts and attribute values is no placeholder, and all of what is neither tag nor
/// text. From where it cannot be read on, nothing but placeholders is shown.
pub(crate) fn secrets_of_xml(template: &Readable<'_>) -> Vec<Span> {
    let body = &*template.text;
    let skipped = body.len() - behind_marks(body.as_bytes()).len();
    let mut reader = Reader::from_str(body.get(skipped..).unwrap_or_default());
    // Names are all that counts, and an end tag has one of its own.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let mut secrets = Vec::new();
    loop {
        let start = position(reader.buffer_position()) + skipped;
        let event = reader.read_event();
        let span = Span::new(start, position(reader.buffer_position()) + skipped);
        match event {
            Ok(Event::Eof) => return secrets,
            Ok(Event::Start(tag) | Event::Empty(tag)) => secrets_of_tag(template, &tag, span, &mut secrets),
            Ok(Event::Text(_)) => {
                let texts = template.literals(span);
                secrets.extend(texts.filter(|text| !text.of(body).unwrap_or_default().trim().is_empty()));
            }
            Ok(Event::End(tag)) if is_qualified_name(tag.name().as_ref()) => {}
            Ok(_) => secrets.extend(template.unread(span)),
            Err(_) => {
                secrets.extend(template.unread(Span::new(start, body.len())));
                return secrets;
            }
        }
    }
}

/// What of a tag is neither its name, nor that of an attribute, nor a placeholder.
fn secrets_of_tag(template: &Readable<'_>, tag: &BytesStart<'_>, span: Span, secrets: &mut Vec<Span>) {
    let body = &*template.text;
    let mut rest = span;
    if is_qualified_name(tag.name().as_ref()) {
        rest.start += 1 + tag.name().as_ref().len();
    }
    for attribute in tag.attributes().map_while(Result::ok) {
        let (name, value) = (attribute.key, &attribute.value);
        // They stand there one after the other.
        let written = rest.of(body).unwrap_or_default();
        let Some(at) = written.find(name.as_ref()).filter(|_| is_qualified_name(name.as_ref())) else { break };
        let after_name = written.get(at + name.as_ref().len()..).unwrap_or_default();
        let Some(quote) = after_name.find(['"', '\'']) else { break };
        let start = rest.start + at + name.as_ref().len() + quote + 1;
        let value = Span::of_length(start, value.len());
        secrets.extend(template.literals(value));
        rest.start = value.end;
    }
    // A tag ends behind its attributes, but for what is none.
    secrets.extend(template.unread(rest));
}
