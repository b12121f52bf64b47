//! What is rendered and read: one status callback, one message of a user, a native notification, an account.

use std::fmt::Write;

use callback_profile::{FieldSet, Incoming, Outgoing};
use serde_json::Value;
use url::form_urlencoded;

use crate::subject::Texts;

pub const URL: &str = "https://webhook.site/7ef1e66d-4231-46f7-907a-75df0df6357c";
pub const PATH: &str = "/7ef1e66d-4231-46f7-907a-75df0df6357c";

const MEDIA_URL: &str = "https://media.example.com/Z5bf5d8/2024/03/09/9019fee8-3247-425e-a691-7a2924da9058/1607494833355-original-id.jpeg?X=1&Y=2";
const MESSAGE: &str = r#"[{"from":"919876543218","id":"4e7b75d9-e885-4e1f-b958-2568780ff25f","timestamp":"1692619555","type":"image","image":{"id":"9019fee8-3247-425e-a691-7a2924da9058","mime_type":"image/jpeg"},"to":"917654321099"}]"#;

/// Names and texts, in the order of the standard templates.
type Fields = &'static [(&'static str, &'static str)];

/// A field set with a callback of it.
pub trait Workload: FieldSet {
    const TEXTS: Fields;

    fn callback() -> Self::Callback<'static> {
        let mut callback = Self::Callback::default();
        for (slot, info) in callback_profile::field::Callback::values_mut(&mut callback).iter_mut().zip(Self::FIELDS) {
            if let Some((_, text)) = Self::TEXTS.iter().find(|(name, _)| *name == info.name()) {
                *slot = (*text).into();
            }
        }
        callback
    }
}

impl Workload for Outgoing {
    const TEXTS: Fields = &[
        ("id", "ad97e1c2-c923-4b5e-b3a3-0b1f2e3d4c97:0"),
        ("custom_response", "false"),
        ("timestamp", "1710000042"),
        ("mobile", "919876543283"),
        ("message", "Message delivered"),
        ("status", "delivered"),
        ("phone_number", "+919876543283"),
        ("error", ""),
        ("error_code", ""),
        ("ref", "order-1042"),
        ("ref1", "campaign=spring&seg=7"),
        ("ref2", ""),
        ("price", "0.01"),
    ];
}

impl Workload for Incoming {
    const TEXTS: Fields = &[
        ("body", "Hi, where is my order? \u{1f600}"),
        ("mime_type", "image/jpeg"),
        ("media_url", MEDIA_URL),
        ("from", "919876543218"),
        ("name", "Jos\u{e9} \"Pepe\" N"),
        ("type", "image"),
        ("created_at", "1692619555"),
        ("reply_to", "4e7b75d9-e885-4e1f-b958-2568780ff25f"),
        ("wanumber", "917654321099"),
        ("mobile", "919876543218"),
        ("custom_response", "false"),
        ("message", MESSAGE),
        ("contacts", ""),
        ("location", ""),
    ];
}

pub fn texts_of<'t>(pairs: impl IntoIterator<Item = (&'t str, &'t str)>) -> Texts {
    pairs.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

// ------------------------------------------------------------------------------------------------ what is read

/// In which order names and texts stand.
#[derive(Clone, Copy)]
pub enum Order {
    /// As the standard template has them.
    Template,
    /// The last two have changed places.
    Swapped,
    Reversed,
}

fn ordered<S: Workload>(order: Order) -> Vec<(&'static str, &'static str)> {
    let mut all = S::TEXTS.to_vec();
    match order {
        Order::Template => {}
        Order::Swapped => all.swap(S::TEXTS.len() - 2, S::TEXTS.len() - 1),
        Order::Reversed => all.reverse(),
    }
    all
}

/// The query by hand, so that nobody's encoding is judged by itself: RFC 3986.
pub fn query<S: Workload>(order: Order) -> String {
    let pair = |(name, text)| format!("{name}={}", encoded(text));
    ordered::<S>(order).into_iter().map(pair).collect::<Vec<_>>().join("&")
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ => write!(encoded, "%{byte:02X}").expect("a string takes everything"),
        }
        encoded
    })
}

/// How the members of a body stand.
#[derive(Clone, Copy)]
pub enum Layout {
    /// As the standard template has them.
    Standard,
    /// Without white space.
    Compact,
    /// With the sender's own white space.
    Spaced,
    /// As the template has them, but for the last two, which have changed places.
    Swapped,
}

pub fn body<S: Workload>(layout: Layout) -> String {
    let (start, before, colon, comma, end) = match layout {
        Layout::Standard | Layout::Swapped => ("{\n", "  ", ": ", ",\n", "\n}"),
        Layout::Compact => ("{", "", ":", ",", "}"),
        Layout::Spaced => ("{", "", ":", ", ", "}"),
    };
    let order = if matches!(layout, Layout::Swapped) { Order::Swapped } else { Order::Template };
    let member = |(name, text)| format!("{before}\"{name}\"{colon}{}", Value::from(text));
    let members: Vec<_> = ordered::<S>(order).into_iter().map(member).collect();
    format!("{start}{}{end}", members.join(comma))
}

/// The elements of a body, each with what `content` makes of name and text.
pub fn xml<S: Workload>(content: impl Fn(&str, &str) -> String) -> String {
    let element = |(name, text): &(&str, &str)| format!("  <{name}>{}</{name}>\n", content(name, text));
    format!("<report>\n{}</report>", S::TEXTS.iter().map(element).collect::<String>())
}

pub fn xml_body<S: Workload>() -> String {
    xml::<S>(|_, text| text.replace('&', "&amp;").replace('<', "&lt;"))
}

// -------------------------------------------------------------------------------------- what was written, read back

/// A URL's query, or a form.
pub fn pairs_of(text: &str) -> Texts {
    let query = text.split_once('?').map_or(text, |(url, query)| {
        assert_eq!(url, URL);
        query
    });
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

pub fn members_of(text: &str) -> Texts {
    serde_json::from_str(text).expect("an object of strings")
}

/// Elements with text only, as `xml` writes them.
pub fn elements_of(text: &str) -> Texts {
    let unescaped = |text: &str| {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
        text.replace("&amp;", "&")
    };
    let element = |line: &str| {
        let (name, rest) = line.trim().strip_prefix('<')?.split_once('>')?;
        Some((name.to_owned(), unescaped(rest.strip_suffix(&format!("</{name}>"))?)))
    };
    text.replace("><", ">\n<").lines().filter_map(element).collect()
}

// ----------------------------------------------------------------------------------------------- native content

pub fn notification(messages: usize) -> String {
    let message = |number: usize| {
        format!(
            r#"{{"from": "1202{number:07}", "id": "wamid.{number:04}", "timestamp": "1692619562", "type": "image", "image": {{"id": "5b1d7c52-8f2e", "mime_type": "image/jpeg", "sha256": "9f86d081884c7d65", "caption": "my \"cat\"", "link": "https://media.example/1.jpg?x=1&y=2"}}}}"#
        )
    };
    let contact = |number: usize| format!(r#"{{"profile": {{"name": "Zoë {number}"}}, "wa_id": "1202{number:07}"}}"#);
    let all = |each: &dyn Fn(usize) -> String| (0..messages).map(each).collect::<Vec<_>>().join(", ");
    format!(r#"{{"contacts": [{}], "messages": [{}]}}"#, all(&contact), all(&message))
}

// --------------------------------------------------------------------------------------------------- the account

pub const NUMBERS: usize = 1000;

pub fn number(number: usize) -> String {
    format!("+1202{number:07}")
}

pub fn own_url(number: usize) -> String {
    format!("https://example.com/n/{number}")
}
