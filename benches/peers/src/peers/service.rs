//! What stands beside translation, checks and routing: how far one gets with `Value`, `Url` and `HashMap`.

use std::collections::HashMap;
use std::hint::black_box;

use callback_profile::FieldSet;
use serde_json::Value;
use url::{Position, Url};

use crate::ours::{file_of, get, post};
use crate::subject::{Prepare, Subject};
use crate::workload::{NUMBERS, URL, notification, number, own_url, texts_of};

type Named = (&'static str, Prepare);

pub fn notifications<const MESSAGES: usize>() -> [Named; 1] {
    [("serde_json Value", value_of_notification::<MESSAGES>)]
}

/// Nothing is translated.
fn value_of_notification<const MESSAGES: usize>() -> Subject {
    let text = notification(MESSAGES);
    let texts = |value: &Value| {
        let messages = value["messages"].as_array().expect("a list");
        let last = messages.last().expect("a message");
        let contact = value["contacts"].as_array().expect("a list").last().expect("a contact");
        texts_of([
            ("messages", messages.len().to_string().as_str()),
            ("from", last["from"].as_str().expect("a string")),
            ("name", contact["profile"]["name"].as_str().expect("a string")),
            ("type", last["type"].as_str().expect("a string")),
            ("timestamp", last["timestamp"].as_str().expect("a string")),
        ])
    };
    Subject::making(texts, move || serde_json::from_str::<Value>(black_box(&text)).expect("read"))
}

pub fn files<S: FieldSet, const POST: bool>() -> [Named; 1] {
    [("serde_json Value, Url::parse", value_and_url::<S, POST>)]
}

/// The template is not looked at.
fn value_and_url<S: FieldSet, const POST: bool>() -> Subject {
    let text = file_of(&if POST { post::<S>() } else { get::<S>() });
    let texts = |(value, url): &(Value, Url)| {
        assert_eq!(url[..Position::AfterPath], *URL);
        texts_of([("endpoint", value["endpoint"].as_str().expect("a string"))])
    };
    Subject::making(texts, move || {
        let value: Value = serde_json::from_str(black_box(&text)).expect("read");
        let url = Url::parse(value["endpoint"].as_str().expect("a string")).expect("a URL");
        (value, url)
    })
}

pub fn routes() -> [Named; 1] {
    [("HashMap get", by_map)]
}

/// The same numbers, in the map of the standard library.
fn by_map() -> Subject {
    let all: HashMap<String, String> = (0..NUMBERS).map(|place| (number(place), own_url(place))).collect();
    let asked = number(NUMBERS / 2);
    let endpoint = all[&asked].clone();
    Subject {
        texts: texts_of([("endpoint", endpoint.as_str())]),
        perform: Box::new(move || {
            black_box(all.get(black_box(asked.as_str()))).expect("an endpoint");
        }),
    }
}
