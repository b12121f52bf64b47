//! Template engines: sailfish and askama compile a template with the program, the others when it starts.

use std::fmt::Write;
use std::hint::black_box;
use std::sync::LazyLock;

use askama::Template;
use callback_profile::{Incoming, Outgoing};
use handlebars::Handlebars;
use minijinja::Environment;
use sailfish::TemplateSimple;
use sailfish::runtime::{Buffer, Render, RenderError};
use tinytemplate::TinyTemplate;

use crate::peers::rows::{ByHand, IncomingRow, OutgoingRow};
use crate::subject::{Prepare, Subject};
use crate::workload::{Workload, members_of};

type Named = (&'static str, Prepare);

pub fn outgoing() -> Vec<Named> {
    let mut all = vec![
        ("sailfish, escaped by hand", sailfish_outgoing_by_hand as Prepare),
        ("sailfish", sailfish_outgoing),
        ("askama", askama_outgoing),
    ];
    all.extend(at_run_time::<Outgoing>());
    all
}

pub fn incoming() -> Vec<Named> {
    let mut all = vec![
        ("sailfish, escaped by hand", sailfish_incoming_by_hand as Prepare),
        ("sailfish", sailfish_incoming),
        ("askama", askama_incoming),
    ];
    all.extend(at_run_time::<Incoming>());
    all
}

fn at_run_time<S: ByHand>() -> [Named; 4] {
    [
        ("minijinja", by_minijinja::<S>),
        ("tinytemplate", by_tinytemplate::<S>),
        ("handlebars", by_handlebars::<S>),
        ("upon", by_upon::<S>),
    ]
}

// ---------------------------------------------------------------------------------------------- at compile time

macro_rules! by_sailfish {
    ($row:ident, $template:ident, $prepare:ident, $source:literal) => {
        #[derive(TemplateSimple)]
        #[template(source = $source)]
        struct $template<'a> {
            r: &'a $row<'static>,
        }

        fn $prepare() -> Subject {
            let row = filled::<$row<'static>>();
            let mut buffer = Buffer::new();
            let mut write = move |read: &mut dyn FnMut(&str)| {
                buffer.clear();
                $template { r: black_box(&row) }.render_once_to(&mut buffer).expect("written");
                read(black_box(buffer.as_str()));
            };
            let mut texts = Default::default();
            write(&mut |body| texts = members_of(body));
            Subject { texts, perform: Box::new(move || write(&mut |_| ())) }
        }
    };
}

macro_rules! by_askama {
    ($row:ident, $template:ident, $prepare:ident, $source:literal) => {
        #[derive(Template)]
        #[template(source = $source, ext = "txt")]
        struct $template<'a> {
            r: &'a $row<'static>,
        }

        fn $prepare() -> Subject {
            let row = filled::<$row<'static>>();
            Subject::writing(members_of, move |body: &mut String| {
                $template { r: black_box(&row) }.render_into(body).expect("written");
            })
        }
    };
}

/// A JSON string as one writes it for sailfish by hand: run by run.
struct Json<'t>(&'t str);

impl Render for Json<'_> {
    #[inline]
    fn render(&self, body: &mut Buffer) -> Result<(), RenderError> {
        body.push('"');
        let mut start = 0;
        for (at, byte) in self.0.bytes().enumerate() {
            if byte < 0x20 || byte == b'"' || byte == b'\\' {
                body.push_str(&self.0[start..at]);
                match byte {
                    b'"' => body.push_str("\\\""),
                    b'\\' => body.push_str("\\\\"),
                    _ => body.push_str(&format!("\\u{byte:04x}")),
                }
                start = at + 1;
            }
        }
        body.push_str(&self.0[start..]);
        body.push('"');
        Ok(())
    }
}

/// The struct of a set with the workload's texts.
trait Filled {
    fn filled() -> Self;
}

impl Filled for OutgoingRow<'static> {
    fn filled() -> Self {
        <Outgoing as ByHand>::filled()
    }
}

impl Filled for IncomingRow<'static> {
    fn filled() -> Self {
        <Incoming as ByHand>::filled()
    }
}

fn filled<R: Filled>() -> R {
    R::filled()
}

by_sailfish!(
    OutgoingRow,
    SailfishOutgoingByHand,
    sailfish_outgoing_by_hand,
    r#"{
  "id": <%- Json(&r.id) %>,
  "custom_response": <%- Json(&r.custom_response) %>,
  "timestamp": <%- Json(&r.timestamp) %>,
  "mobile": <%- Json(&r.mobile) %>,
  "message": <%- Json(&r.message) %>,
  "status": <%- Json(&r.status) %>,
  "phone_number": <%- Json(&r.phone_number) %>,
  "error": <%- Json(&r.error) %>,
  "error_code": <%- Json(&r.error_code) %>,
  "ref": <%- Json(&r.reference) %>,
  "ref1": <%- Json(&r.reference1) %>,
  "ref2": <%- Json(&r.reference2) %>,
  "price": <%- Json(&r.price) %>
}"#
);

by_sailfish!(
    OutgoingRow,
    SailfishOutgoing,
    sailfish_outgoing,
    r#"{
  "id": <%- r.id | json %>,
  "custom_response": <%- r.custom_response | json %>,
  "timestamp": <%- r.timestamp | json %>,
  "mobile": <%- r.mobile | json %>,
  "message": <%- r.message | json %>,
  "status": <%- r.status | json %>,
  "phone_number": <%- r.phone_number | json %>,
  "error": <%- r.error | json %>,
  "error_code": <%- r.error_code | json %>,
  "ref": <%- r.reference | json %>,
  "ref1": <%- r.reference1 | json %>,
  "ref2": <%- r.reference2 | json %>,
  "price": <%- r.price | json %>
}"#
);

by_askama!(
    OutgoingRow,
    AskamaOutgoing,
    askama_outgoing,
    r#"{
  "id": {{ r.id|json }},
  "custom_response": {{ r.custom_response|json }},
  "timestamp": {{ r.timestamp|json }},
  "mobile": {{ r.mobile|json }},
  "message": {{ r.message|json }},
  "status": {{ r.status|json }},
  "phone_number": {{ r.phone_number|json }},
  "error": {{ r.error|json }},
  "error_code": {{ r.error_code|json }},
  "ref": {{ r.reference|json }},
  "ref1": {{ r.reference1|json }},
  "ref2": {{ r.reference2|json }},
  "price": {{ r.price|json }}
}"#
);

by_sailfish!(
    IncomingRow,
    SailfishIncomingByHand,
    sailfish_incoming_by_hand,
    r#"{
  "body": <%- Json(&r.body) %>,
  "mime_type": <%- Json(&r.mime_type) %>,
  "media_url": <%- Json(&r.media_url) %>,
  "from": <%- Json(&r.sender) %>,
  "name": <%- Json(&r.name) %>,
  "type": <%- Json(&r.message_type) %>,
  "created_at": <%- Json(&r.created_at) %>,
  "reply_to": <%- Json(&r.reply_to) %>,
  "wanumber": <%- Json(&r.business_number) %>,
  "mobile": <%- Json(&r.mobile) %>,
  "custom_response": <%- Json(&r.custom_response) %>,
  "message": <%- Json(&r.message) %>,
  "contacts": <%- Json(&r.contacts) %>,
  "location": <%- Json(&r.location) %>
}"#
);

by_sailfish!(
    IncomingRow,
    SailfishIncoming,
    sailfish_incoming,
    r#"{
  "body": <%- r.body | json %>,
  "mime_type": <%- r.mime_type | json %>,
  "media_url": <%- r.media_url | json %>,
  "from": <%- r.sender | json %>,
  "name": <%- r.name | json %>,
  "type": <%- r.message_type | json %>,
  "created_at": <%- r.created_at | json %>,
  "reply_to": <%- r.reply_to | json %>,
  "wanumber": <%- r.business_number | json %>,
  "mobile": <%- r.mobile | json %>,
  "custom_response": <%- r.custom_response | json %>,
  "message": <%- r.message | json %>,
  "contacts": <%- r.contacts | json %>,
  "location": <%- r.location | json %>
}"#
);

by_askama!(
    IncomingRow,
    AskamaIncoming,
    askama_incoming,
    r#"{
  "body": {{ r.body|json }},
  "mime_type": {{ r.mime_type|json }},
  "media_url": {{ r.media_url|json }},
  "from": {{ r.sender|json }},
  "name": {{ r.name|json }},
  "type": {{ r.message_type|json }},
  "created_at": {{ r.created_at|json }},
  "reply_to": {{ r.reply_to|json }},
  "wanumber": {{ r.business_number|json }},
  "mobile": {{ r.mobile|json }},
  "custom_response": {{ r.custom_response|json }},
  "message": {{ r.message|json }},
  "contacts": {{ r.contacts|json }},
  "location": {{ r.location|json }}
}"#
);

// -------------------------------------------------------------------------------------------------- at run time

/// The standard template with something for each value.
fn source<S: Workload>(value: impl Fn(&str) -> String) -> &'static str {
    let members: Vec<_> = S::TEXTS.iter().map(|(name, _)| format!("  \"{name}\": {}", value(name))).collect();
    format!("{{\n{}\n}}", members.join(",\n")).leak()
}

fn by_minijinja<S: ByHand>() -> Subject {
    let mut engine = Environment::new();
    engine.add_template("body", source::<S>(|name| format!("{{{{ {name}|tojson }}}}"))).expect("a template");
    let engine: &'static Environment<'static> = Box::leak(Box::new(engine));
    let template = engine.get_template("body").expect("the template");
    let row = S::filled();
    let texts = |body: &String| members_of(body);
    Subject::making(texts, move || template.render(minijinja::value::Serde(black_box(&row))).expect("written"))
}

fn by_tinytemplate<S: ByHand>() -> Subject {
    let mut engine = TinyTemplate::new();
    // A brace of the text is escaped, a value is in braces.
    let text = source::<S>(|name| format!("{{{name}}}")).replacen('{', "\\{", 1);
    engine.add_template("body", text.leak()).expect("a template");
    engine.set_default_formatter(&|value, body| {
        write!(body, "{value}")?;
        Ok(())
    });
    let row = S::filled();
    let texts = |body: &String| members_of(body);
    Subject::making(texts, move || engine.render("body", black_box(&row)).expect("written"))
}

fn by_handlebars<S: ByHand>() -> Subject {
    let mut engine = Handlebars::new();
    engine.register_escape_fn(|text| {
        let quoted = serde_json::to_string(text).expect("written");
        quoted[1..quoted.len() - 1].to_owned()
    });
    engine.register_template_string("body", source::<S>(|name| format!("\"{{{{{name}}}}}\""))).expect("a template");
    let row = S::filled();
    Subject::writing(members_of, move |body: &mut Vec<u8>| {
        engine.render_to_write("body", black_box(&row), body).expect("written");
    })
}

static UPON: LazyLock<upon::Engine<'static>> = LazyLock::new(|| {
    let mut engine = upon::Engine::new();
    engine.set_default_formatter(&|body, value| {
        let upon::Value::String(text) = value else { return Err("expected a string".into()) };
        write!(body, "{}", serde_json::to_string(text).expect("written"))?;
        Ok(())
    });
    engine
});

fn by_upon<S: ByHand>() -> Subject {
    let template = UPON.compile(source::<S>(|name| format!("{{{{ {name} }}}}"))).expect("a template");
    let row = S::filled();
    Subject::writing(members_of, move |body: &mut Vec<u8>| {
        template.render(&UPON, black_box(&row)).to_writer(body).expect("written");
    })
}
