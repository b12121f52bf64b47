//! Writers and readers of queries and forms.

use std::borrow::Cow;
use std::hint::black_box;

use callback_profile::Outgoing;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::{Url, form_urlencoded};

use crate::peers::rows::{ByHand, Fields};
use crate::subject::{Prepare, Subject};
use crate::workload::{Order, PATH, URL, pairs_of, query};

/// RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

type Named = (&'static str, Prepare);

pub fn renderers<S: ByHand>() -> [Named; 7] {
    [
        ("urlencoding append_to", by_urlencoding::<S>),
        ("percent-encoding", by_percent_encoding::<S>),
        ("form_urlencoded Serializer", by_form_urlencoded::<S>),
        ("url query_pairs_mut", by_url::<S>),
        ("serde_urlencoded", by_serde_urlencoded::<S>),
        ("serde_html_form", by_serde_html_form::<S>),
        ("serde_qs", by_serde_qs::<S>),
    ]
}

pub fn form_renderers() -> [Named; 3] {
    [
        ("form_urlencoded Serializer", form_by_form_urlencoded),
        ("serde_urlencoded", form_by_serde_urlencoded),
        ("serde_html_form", form_by_serde_html_form),
    ]
}

fn writing<S: ByHand>(mut write: impl FnMut(&S::Struct<'static>, &mut String) + 'static) -> Subject {
    let row = S::filled();
    Subject::writing(pairs_of, move |url: &mut String| {
        url.push_str(URL);
        write(black_box(&row), url);
    })
}

fn by_urlencoding<S: ByHand>() -> Subject {
    writing::<S>(|row, url| {
        row.each_pair(|before, text| {
            url.push_str(before);
            urlencoding::Encoded(text).append_to(url);
        });
    })
}

fn by_percent_encoding<S: ByHand>() -> Subject {
    writing::<S>(|row, url| {
        row.each_pair(|before, text| {
            url.push_str(before);
            url.extend(utf8_percent_encode(text, RESERVED));
        });
    })
}

fn by_form_urlencoded<S: ByHand>() -> Subject {
    writing::<S>(|row, url| {
        url.push('?');
        let start = url.len();
        let mut pairs = form_urlencoded::Serializer::for_suffix(url, start);
        row.each(|name, text| {
            pairs.append_pair(name, text);
        });
        pairs.finish();
    })
}

fn by_url<S: ByHand>() -> Subject {
    let (row, base) = (S::filled(), Url::parse(URL).expect("a URL"));
    let texts = |url: &Url| pairs_of(url.as_str());
    Subject::making(texts, move || {
        let mut url = base.clone();
        let mut pairs = url.query_pairs_mut();
        black_box(&row).each(|name, text| {
            pairs.append_pair(name, text);
        });
        drop(pairs);
        url
    })
}

fn by_serde_urlencoded<S: ByHand>() -> Subject {
    writing::<S>(|row, url| {
        url.push('?');
        let start = url.len();
        let mut pairs = form_urlencoded::Serializer::for_suffix(url, start);
        serde::Serialize::serialize(row, serde_urlencoded::Serializer::new(&mut pairs)).expect("written");
        pairs.finish();
    })
}

fn by_serde_html_form<S: ByHand>() -> Subject {
    writing::<S>(|row, url| {
        url.push('?');
        serde_html_form::push_to_string(url, row).expect("written");
    })
}

fn by_serde_qs<S: ByHand>() -> Subject {
    let row = S::filled();
    Subject::writing(pairs_of, move |url: &mut Vec<u8>| {
        url.extend_from_slice(URL.as_bytes());
        url.push(b'?');
        serde_qs::to_writer(black_box(&row), url).expect("written");
    })
}

fn form_by_form_urlencoded() -> Subject {
    let row = Outgoing::filled();
    Subject::writing(pairs_of, move |form: &mut String| {
        let mut pairs = form_urlencoded::Serializer::for_suffix(form, 0);
        black_box(&row).each(|name, text| {
            pairs.append_pair(name, text);
        });
        pairs.finish();
    })
}

fn form_by_serde_urlencoded() -> Subject {
    let row = Outgoing::filled();
    Subject::writing(pairs_of, move |form: &mut String| {
        let mut pairs = form_urlencoded::Serializer::for_suffix(form, 0);
        serde::Serialize::serialize(black_box(&row), serde_urlencoded::Serializer::new(&mut pairs)).expect("written");
        pairs.finish();
    })
}

fn form_by_serde_html_form() -> Subject {
    let row = Outgoing::filled();
    Subject::writing(pairs_of, move |form: &mut String| {
        serde_html_form::push_to_string(form, black_box(&row)).expect("written");
    })
}

// ------------------------------------------------------------------------------------------------------- reading

pub fn readers<S: ByHand, const ORDER: u8>() -> [Named; 5] {
    [
        ("form_urlencoded to a struct", || read_by_form_urlencoded::<S>(target::<S>(ORDER))),
        ("serde_urlencoded", || read_by_serde_urlencoded::<S>(target::<S>(ORDER))),
        ("serde_html_form", || read_by_serde_html_form::<S>(target::<S>(ORDER))),
        ("serde_qs", || read_by_serde_qs::<S>(target::<S>(ORDER))),
        ("url query_pairs to a struct", || read_by_url::<S>(ORDER)),
    ]
}

pub fn form_readers() -> [Named; 4] {
    [
        ("form_urlencoded to a struct", || read_by_form_urlencoded::<Outgoing>(form())),
        ("serde_urlencoded", || read_by_serde_urlencoded::<Outgoing>(form())),
        ("serde_html_form", || read_by_serde_html_form::<Outgoing>(form())),
        ("serde_qs", || read_by_serde_qs::<Outgoing>(form())),
    ]
}

fn form() -> &'static str {
    query::<Outgoing>(Order::Template).leak()
}

fn target<S: ByHand>(order: u8) -> &'static str {
    format!("{PATH}?{}", query_in::<S>(order)).leak()
}

fn query_in<S: ByHand>(order: u8) -> String {
    let orders = [Order::Template, Order::Swapped, Order::Reversed];
    query::<S>(orders.into_iter().find(|known| *known as u8 == order).expect("an order"))
}

/// What stands behind the path; a form has none.
fn query_of(target: &'static str) -> &'static str {
    target.split_once('?').map_or(target, |(_, query)| query)
}

fn fill<S: ByHand>(pairs: impl Iterator<Item = (Cow<'static, str>, Cow<'static, str>)>) -> S::Struct<'static> {
    let mut row = S::Struct::default();
    for (name, text) in pairs {
        if let Some(slot) = row.slot(&name) {
            *slot = text;
        }
    }
    row
}

fn read_by_form_urlencoded<S: ByHand>(target: &'static str) -> Subject {
    Subject::making(S::Struct::texts, move || fill::<S>(form_urlencoded::parse(query_of(black_box(target)).as_bytes())))
}

fn read_by_serde_urlencoded<S: ByHand>(target: &'static str) -> Subject {
    Subject::making(S::Struct::texts, move || {
        serde_urlencoded::from_str::<S::Struct<'static>>(query_of(black_box(target))).expect("read")
    })
}

fn read_by_serde_html_form<S: ByHand>(target: &'static str) -> Subject {
    Subject::making(S::Struct::texts, move || {
        serde_html_form::from_str::<S::Struct<'static>>(query_of(black_box(target))).expect("read")
    })
}

fn read_by_serde_qs<S: ByHand>(target: &'static str) -> Subject {
    Subject::making(S::Struct::texts, move || {
        serde_qs::from_str::<S::Struct<'static>>(query_of(black_box(target))).expect("read")
    })
}

/// `Url` reads no target, so that it gets the whole URL, and its pairs borrow from it.
fn read_by_url<S: ByHand>(order: u8) -> Subject {
    let text = format!("{URL}?{}", query_in::<S>(order));
    let read = move || {
        let url = Url::parse(black_box(&text)).expect("a URL");
        let mut row = S::Struct::default();
        for (name, text) in url.query_pairs() {
            if let Some(slot) = row.slot(&name) {
                *slot = text.into_owned().into();
            }
        }
        row
    };
    Subject::making(S::Struct::texts, read)
}
