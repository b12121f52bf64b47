//! Rendering and parsing, GET and POST, outgoing and incoming, each beside what one would write by hand.
//!
//! `cargo bench --bench operations`

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::hint::black_box;

use callback_profile::{Callback, FieldSet, Incoming, Outgoing, Profile};
use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;
type Fields = [(&'static str, &'static str)];

const URL: &str = "https://example.com/callbacks/whatsapp";

const OUTGOING: &Fields = &[
    ("id", "ad97e3f1-c923-4a5b-b3a3-0b1f27c60d97:0"),
    ("custom_response", "false"),
    ("timestamp", "1710000042"),
    ("mobile", "12025550143"),
    ("message", "Message failed"),
    ("status", "failed"),
    ("phone_number", "12025550143"),
    ("error", "Message failed to send because more than 24 hours have passed since the customer's last reply"),
    ("error_code", "131047"),
    ("ref", "order-2024-000173"),
    ("ref1", "Spring sale \u{2013} 20% off & more"),
    ("ref2", "{\"segment\":\"vip\",\"wave\":3}"),
    ("price", "0.0147"),
];

const INCOMING: &Fields = &[
    ("body", "Hello, where is my order #1042? I've been waiting since Monday \u{1f615}"),
    ("mime_type", "image/jpeg"),
    (
        "media_url",
        "https://media.example.com/Z5bf5d8/1607494833355_9019fee8-3247-425e-a691-7a2924da9058.jpg?width=640&v=2",
    ),
    ("from", "12025550143"),
    ("name", "Zo\u{eb} \"Zed\" O'Hara \u{1f30d}"),
    ("type", "image"),
    ("created_at", "1692619555"),
    ("reply_to", "4e7b75d9-e885-4e1f-b958-2568780ff25f"),
    ("wanumber", "12025550100"),
    ("mobile", "12025550143"),
    ("custom_response", "false"),
    (
        "message",
        r#"[{"from":"12025550143","id":"4e7b75d9-e885-4e1f-b958-2568780ff25f","timestamp":"1692619555","type":"text","text":{"body":"Hello, where is my order #1042? I've been waiting since Monday"},"profile":{"name":"Zoë"},"wa_number":"12025550100"}]"#,
    ),
    ("contacts", r#"[{"name":{"formatted_name":"Zoë O'Hara"},"phones":[{"phone":"+12025550143","type":"CELL"}]}]"#),
    ("location", r#"{"latitude":36.9633,"longitude":-122.0019,"name":"Main Street Beach"}"#),
];

/// What somebody without this crate writes for one field set.
trait ByHand {
    type Set: FieldSet;
    type Struct<'a>: Default + Serialize + Deserialize<'a>;

    fn slot<'s, 'a: 's>(by_hand: &'s mut Self::Struct<'a>, name: &str) -> Option<&'s mut Cow<'a, str>>;
    fn values<'s>(by_hand: &'s Self::Struct<'_>) -> Vec<&'s str>;
}

macro_rules! by_hand {
    ($family:ident, $set:ident, $struct:ident { $($field:ident $name:literal),+ }) => {
        struct $family;

        #[derive(Default, Serialize, Deserialize)]
        struct $struct<'a> {
            $( #[serde(borrow, rename = $name)] $field: Cow<'a, str>, )+
        }

        impl ByHand for $family {
            type Set = $set;
            type Struct<'a> = $struct<'a>;

            #[inline]
            fn slot<'s, 'a: 's>(by_hand: &'s mut $struct<'a>, name: &str) -> Option<&'s mut Cow<'a, str>> {
                match name {
                    $( $name => Some(&mut by_hand.$field), )+
                    _ => None,
                }
            }

            fn values<'s>(by_hand: &'s $struct<'_>) -> Vec<&'s str> {
                vec![$(&by_hand.$field),+]
            }
        }
    };
}

by_hand!(OutgoingByHand, Outgoing, OutgoingRow {
    id "id", custom_response "custom_response", timestamp "timestamp", mobile "mobile", message "message",
    status "status", phone_number "phone_number", error "error", error_code "error_code", reference "ref",
    reference1 "ref1", reference2 "ref2", price "price"
});

by_hand!(IncomingByHand, Incoming, IncomingRow {
    body "body", mime_type "mime_type", media_url "media_url", sender "from", name "name", message_type "type",
    created_at "created_at", reply_to "reply_to", business_number "wanumber", mobile "mobile",
    custom_response "custom_response", message "message", contacts "contacts", location "location"
});

/// RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn render_get_by_replace(template: &str, fields: &Fields) -> String {
    fields.iter().fold(template.to_owned(), |url, (name, value)| {
        url.replace(&format!("<{name}>"), &utf8_percent_encode(value, RESERVED).to_string())
    })
}

fn render_get_by_form_urlencoded(fields: &Fields, url: &mut String) {
    url.push_str(URL);
    url.push('?');
    let start = url.len();
    form_urlencoded::Serializer::for_suffix(url, start).extend_pairs(fields).finish();
}

fn render_post_by_replace(template: &str, fields: &Fields) -> Result<String> {
    fields.iter().try_fold(template.to_owned(), |body, (name, value)| {
        Ok(body.replace(&format!("\"<{name}>\""), &serde_json::to_string(value)?))
    })
}

fn parse_get_by_form_urlencoded<H: ByHand>(url: &str) -> H::Struct<'_> {
    let mut by_hand = H::Struct::default();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if let Some(slot) = H::slot(&mut by_hand, &name) {
            *slot = value;
        }
    }
    by_hand
}

fn by_hand_of<H: ByHand>(fields: &Fields) -> H::Struct<'static> {
    let mut by_hand = H::Struct::default();
    for (name, value) in fields {
        if let Some(slot) = H::slot(&mut by_hand, name) {
            *slot = Cow::Borrowed(value);
        }
    }
    by_hand
}

fn callback_of<S: FieldSet>(fields: &Fields) -> S::Callback<'static> {
    let mut callback = S::Callback::default();
    for (slot, info) in callback.values_mut().iter_mut().zip(S::FIELDS) {
        if let Some((_, value)) = fields.iter().find(|(name, _)| *name == info.name()) {
            *slot = Cow::Borrowed(value);
        }
    }
    callback
}

fn values(fields: &Fields) -> Vec<&str> {
    fields.iter().map(|(_, value)| *value).collect()
}

/// The values of the required fields, with which the set's table begins.
fn ours<'s, 'a: 's>(callback: &'s impl Callback<'a>, fields: &Fields) -> Vec<&'s str> {
    callback.values().iter().take(fields.len()).map(AsRef::as_ref).collect()
}

fn main() -> Result {
    let mut criterion = Criterion::default().configure_from_args();
    bench_set::<OutgoingByHand>(&mut criterion, OUTGOING)?;
    bench_set::<IncomingByHand>(&mut criterion, INCOMING)?;
    criterion.final_summary();
    Ok(())
}

fn bench_set<H: ByHand>(criterion: &mut Criterion, fields: &'static Fields) -> Result {
    let get = Profile::<H::Set>::standard(URL)?;
    let post = Profile::<H::Set>::standard_post(URL)?;
    let callback = callback_of::<H::Set>(fields);
    let (mut url, mut body) = (String::new(), String::new());
    get.render_into(&callback, &mut url)?;
    post.render_into(&callback, &mut body)?;

    render_get::<H>(&mut group::<H>(criterion, "render GET", url.len())?, &get, &callback, fields)?;
    render_post::<H>(&mut group::<H>(criterion, "render POST", body.len())?, &post, &callback, fields)?;
    parse_get::<H>(&mut group::<H>(criterion, "parse GET", url.len())?, &get, &url, fields)?;
    parse_post::<H>(&mut group::<H>(criterion, "parse POST", body.len())?, &post, &body, fields)
}

fn group<'c, H: ByHand>(
    criterion: &'c mut Criterion,
    operation: &str,
    bytes: usize,
) -> Result<BenchmarkGroup<'c, WallTime>> {
    let mut group = criterion.benchmark_group(format!("{operation} {}", H::Set::NAME));
    group.throughput(Throughput::Bytes(bytes.try_into()?));
    Ok(group)
}

fn bench_ours<S: FieldSet>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    profile: &Profile<S>,
    callback: &S::Callback<'static>,
    ours: &mut String,
) {
    group.bench_function("callback-profile", |bencher| {
        bencher.iter(|| {
            ours.clear();
            let result = profile.render_into(black_box(callback), ours);
            black_box(&*ours);
            result
        });
    });
}

fn render_get<H: ByHand>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    profile: &Profile<H::Set>,
    callback: &<H::Set as FieldSet>::Callback<'static>,
    fields: &'static Fields,
) -> Result {
    let (mut ours, mut theirs) = (String::new(), String::new());
    profile.render_into(callback, &mut ours)?;
    render_get_by_form_urlencoded(fields, &mut theirs);
    assert_eq!(ours, render_get_by_replace(profile.endpoint(), fields));
    for url in [&ours, &theirs] {
        assert_eq!(H::values(&parse_get_by_form_urlencoded::<H>(url)), values(fields));
    }

    bench_ours(group, profile, callback, &mut ours);
    group.bench_function("form_urlencoded", |bencher| {
        bencher.iter(|| {
            theirs.clear();
            render_get_by_form_urlencoded(black_box(fields), &mut theirs);
            black_box(&theirs);
        });
    });
    group.bench_function("str::replace", |bencher| {
        bencher.iter(|| render_get_by_replace(profile.endpoint(), black_box(fields)));
    });
    Ok(())
}

fn render_post<H: ByHand>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    profile: &Profile<H::Set>,
    callback: &<H::Set as FieldSet>::Callback<'static>,
    fields: &'static Fields,
) -> Result {
    let by_hand = by_hand_of::<H>(fields);
    let (mut ours, mut theirs) = (String::new(), Vec::new());
    profile.render_into(callback, &mut ours)?;
    serde_json::to_writer(&mut theirs, &by_hand)?;
    let template = profile.template().as_str();
    assert_eq!(ours, render_post_by_replace(template, fields)?);
    for body in [ours.as_bytes(), &theirs] {
        assert_eq!(H::values(&serde_json::from_slice(body)?), values(fields));
    }

    bench_ours(group, profile, callback, &mut ours);
    group.bench_function("serde_json::to_writer", |bencher| {
        bencher.iter(|| {
            theirs.clear();
            let result = serde_json::to_writer(&mut theirs, black_box(&by_hand));
            black_box(&theirs);
            result
        });
    });
    group.bench_function("str::replace", |bencher| {
        bencher.iter(|| render_post_by_replace(template, black_box(fields)));
    });
    Ok(())
}

fn parse_get<H: ByHand>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    profile: &Profile<H::Set>,
    url: &str,
    fields: &'static Fields,
) -> Result {
    let expected: HashMap<_, _> =
        fields.iter().map(|(name, text)| (Cow::Borrowed(*name), Cow::Borrowed(*text))).collect();
    assert_eq!(ours(&profile.parse_url(url)?.callback, fields), values(fields));
    assert_eq!(H::values(&parse_get_by_form_urlencoded::<H>(url)), values(fields));
    assert_eq!(url::Url::parse(url)?.query_pairs().collect::<HashMap<_, _>>(), expected);

    group.bench_function("callback-profile", |bencher| bencher.iter(|| profile.parse_url(black_box(url))));
    group.bench_function("form_urlencoded", |bencher| {
        bencher.iter(|| parse_get_by_form_urlencoded::<H>(black_box(url)));
    });
    group.bench_function("Url::query_pairs", |bencher| {
        bencher.iter(|| {
            url::Url::parse(black_box(url)).map(|url| black_box(url.query_pairs().collect::<HashMap<_, _>>()).len())
        });
    });
    Ok(())
}

fn parse_post<H: ByHand>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    profile: &Profile<H::Set>,
    body: &str,
    fields: &'static Fields,
) -> Result {
    assert_eq!(ours(&profile.parse_body(body)?.callback, fields), values(fields));
    assert_eq!(H::values(&serde_json::from_str(body)?), values(fields));

    group.bench_function("callback-profile", |bencher| bencher.iter(|| profile.parse_body(black_box(body))));
    // `parse_body` takes bytes, as servers have them, and checks that they are UTF-8; so does `from_slice`, `from_str` need not.
    group.bench_function("serde_json::from_slice", |bencher| {
        bencher.iter(|| serde_json::from_slice::<H::Struct<'_>>(black_box(body.as_bytes())));
    });
    group.bench_function("serde_json::from_str", |bencher| {
        bencher.iter(|| serde_json::from_str::<H::Struct<'_>>(black_box(body)));
    });
    Ok(())
}
