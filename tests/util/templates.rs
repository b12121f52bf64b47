//! Files whose templates are fixed, and what they are damaged with.

use serde_json::{Value, json};

/// What stands at the end of a JSON template's root or of the query of a URL: the fields that are not tried.
fn others(separator: &str, except: &str, one: impl Fn(&str) -> String) -> String {
    let names = "id custom_response timestamp mobile message status phone_number error error_code ref ref1 ref2 price";
    names.split(' ').filter(|name| *name != except).map(one).collect::<Vec<_>>().join(separator)
}

/// A file of a profile whose template is written so.
pub(crate) fn profile(method: &str, format: Option<&str>, template: &str) -> Value {
    let mut file = json!({"direction": "outgoing", "method": method, "endpoint": "https://example.com/dlr?key=1"});
    match format {
        None => file["endpoint"] = template.into(),
        Some(format) => {
            file["body"] = template.into();
            file["body_format"] = format.into();
        }
    }
    file
}

/// The standard templates with something else in the place of one field's value.
pub(crate) fn get(field: &str, rest: &str) -> Value {
    profile(
        "GET",
        None,
        &format!("https://example.com/dlr?{}{rest}", others("&", field, |name| format!("{name}=<{name}>"))),
    )
}

pub(crate) fn form(field: &str, rest: &str) -> Value {
    profile("POST", Some("form"), &format!("{}{rest}", others("&", field, |name| format!("{name}=<{name}>"))))
}

pub(crate) fn json(field: &str, rest: &str) -> Value {
    let members = others(",\n  ", field, |name| format!("\"{name}\": \"<{name}>\""));
    profile("POST", Some("json"), &format!("{{\n  {members}{rest}\n}}"))
}

pub(crate) fn xml(field: &str, rest: &str) -> Value {
    let elements = others("\n  ", field, |name| format!("<{name}>{{{name}}}</{name}>"));
    profile("POST", Some("xml"), &format!("<report a=\"b\">\n  {elements}{rest}\n</report>"))
}

pub(crate) fn webhook(method: &str, endpoint: &str) -> Value {
    json!({
        "product": "whatsapp", "send_method": method, "report_type": "DLR", "waba_number": "+12025550100",
        "endpoint": endpoint,
        "parameters": {
            "transaction_id": "txn", "message_id": "msg", "error_code": "code", "mobile": "to", "received_time": "at",
            "delivered_time": "then", "status": "status"
        },
        "custom_parameters": {"tenant": "7"}
    })
}

pub(crate) fn account(whitelist: &str, profiles: &[Value], webhooks: &[Value], url: &str) -> Value {
    let with_id = |(number, item): (usize, &Value)| {
        let mut item = item.clone();
        item["id"] = format!("i{number}").into();
        item
    };
    let items = |items: &[Value]| items.iter().enumerate().map(with_id).collect::<Vec<_>>();
    json!({
        "account_type": "postpaid", "whitelist": [whitelist, "example.com"], "profiles": items(profiles),
        "webhooks": items(webhooks),
        "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": url}}]
    })
}

/// What a template is damaged with: pieces of every format, of placeholders, escapes and quotes.
pub(crate) const DAMAGE: [&str; 88] = [
    "<id>",
    "<prise>",
    "<price>",
    "<ref>",
    "<reff>",
    "<i d>",
    "<",
    ">",
    "{id}",
    "{prise}",
    "{ref}",
    "{",
    "}",
    "%3Cid%3E",
    "%3Cprice%3E",
    "%3cref%3e",
    "&lt;id&gt;",
    "&lt;ref&gt;",
    "&lt;price&gt;",
    "\\u003cid\\u003e",
    "\\u003cprice\\u003e",
    "\\\\u003cid\\u003e",
    "%",
    "%4",
    "%25",
    "%C3",
    "%C3%A9",
    "%3C",
    "%3E",
    "&",
    "&&",
    "&amp;",
    "&#32;",
    "&#0;",
    "&x;",
    "=",
    "?",
    "#",
    "+",
    " ",
    "\t",
    "\n",
    "\u{a0}",
    "\u{feff}",
    "é",
    "\\",
    "\\\\",
    "\\\"",
    "\\u00",
    "\\ud83d",
    "\\x",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "'",
    ",",
    ":",
    "[",
    "]",
    "/",
    "//",
    "@",
    "a=1&",
    "id",
    "id=",
    "&id=1",
    "&a%=1&a%25=2",
    "&é=1&%C3%A9=2",
    ", \"a\": <id>",
    ", \"a\": <prise>",
    ", “x”: “y”",
    ", “a”: \"%3Cprice%3E\"",
    ", \"x\": \"a\\b\"",
    ", “<ref>”: “C:\\”",
    "\"x\": [<id>, “a”], ",
    "<x/>",
    "<x>&lt;id&gt;</x>",
    "<x a='&lt;id&gt;'/>",
    "<!--",
    "-->",
    "<!-- &lt;id&gt; -->",
    "<![CDATA[%3Cid%3E]]>",
    "<x>",
    "</x>",
    "</report>",
];

/// Sound templates, and such as have nothing, of every kind.
pub(crate) fn sound() -> Vec<Value> {
    let url = "https://example.com/";
    let templates = [
        get("", ""),
        get("price", ""),
        get("id", "&x=%3Cid%3E"),
        get("ref", "&r=<reff>"),
        form("", ""),
        form("price", "&a=é"),
        form("id", "&x=&lt;id&gt;"),
        json("", ""),
        json("price", ""),
        json("ref", ", “r”: “<ref>”"),
        json("id", ", \"x\": \"a\\u003cid\\u003e\""),
        json("id", ", \"x\": <id>, \"y\": [{\"z\": \"C:\\\\\"}]"),
        xml("", ""),
        xml("price", ""),
        xml("id", "<x>&lt;id&gt;</x>"),
        xml("ref", "<!-- c --><x a='b' c='{ref}'/>"),
        profile("GET", None, url),
        profile("GET", None, "https://example.com/a b?x=1 "),
        profile("POST", Some("form"), ""),
        profile("POST", Some("form"), "a=1 "),
        profile("POST", Some("json"), "{}"),
        profile("POST", Some("json"), "\u{feff}{ “a”: {} }"),
        profile("POST", Some("xml"), "<report/>"),
        profile("POST", Some("xml"), "<report></report>"),
        profile("PUT", Some("xml"), "<report>{id}</report>"),
        profile("POST", Some("xml"), "<r>&lt;id&gt;</r>"),
    ];
    let webhooks =
        ["GET", "POST", "JSON", "XML"].map(|method| webhook(method, "https://example.com/a b?x=%3Cmobile%3E&y=z"));
    let mixed = account("https://example.net/", &templates[..3], &webhooks[..2], "https://example.com/d?x=%3Cid%3E");
    let more = account("*.example.net", &templates[9..11], &webhooks[3..], "https://example.com/d?x=<id>&y=<reff>");
    templates.into_iter().chain(webhooks).chain([mixed, more]).collect()
}

/// Puts a piece into a text of the file, `length` bytes of which it replaces; all places are taken modulo what there is.
pub(crate) fn damage(file: &mut Value, text: usize, start: usize, length: usize, piece: &str) {
    let mut texts = Vec::new();
    texts_in(file, &mut texts);
    let count = texts.len();
    let Some(text) = texts.into_iter().nth(text % count.max(1)) else { return };
    let near = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
    let start = near(start % (text.len() + 1));
    let end = near(start + length).max(start);
    text.replace_range(start..end, piece);
}

/// The texts that fixes are for.
fn texts_in<'v>(value: &'v mut Value, texts: &mut Vec<&'v mut String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if !["endpoint", "body", "callback_url"].contains(&name.as_str()) {
                    texts_in(value, texts);
                } else if let Value::String(text) = value {
                    texts.push(text);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| texts_in(item, texts)),
        _ => {}
    }
}
