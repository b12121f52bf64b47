//! Writers and readers of JSON.

use std::hint::black_box;

use jiter::{Jiter, JsonValue};
use serde_json::Value;

use crate::peers::rows::{ByHand, Fields};
use crate::subject::{Prepare, Subject, Texts};
use crate::workload::{Layout, Workload, body, members_of, texts_of};

type Named = (&'static str, Prepare);

pub fn renderers<S: ByHand>() -> Vec<Named> {
    vec![
        ("serde_json to_writer", by_serde_json::<S>),
        ("sonic-rs to_writer", by_sonic::<S>),
        ("simd-json to_writer", by_simd_json::<S>),
    ]
}

fn writing<S: ByHand>(write: fn(&S::Struct<'static>, &mut Vec<u8>)) -> Subject {
    let row = S::filled();
    Subject::writing(members_of, move |body: &mut Vec<u8>| write(black_box(&row), body))
}

fn by_serde_json<S: ByHand>() -> Subject {
    writing::<S>(|row, body| serde_json::to_writer(body, row).expect("written"))
}

fn by_sonic<S: ByHand>() -> Subject {
    writing::<S>(|row, body| sonic_rs::to_writer(body, row).expect("written"))
}

fn by_simd_json<S: ByHand>() -> Subject {
    writing::<S>(|row, body| simd_json::to_writer(body, row).expect("written"))
}

// ------------------------------------------------------------------------------------------------------- reading

pub fn readers<S: ByHand, const LAYOUT: u8>() -> [Named; 9] {
    [
        ("serde_json to a struct", || read_by_serde_json::<S>(bytes::<S>(LAYOUT))),
        ("serde_json Value", || value_by_serde_json(bytes::<S>(LAYOUT))),
        ("sonic-rs to a struct", || read_by_sonic::<S>(bytes::<S>(LAYOUT))),
        ("sonic-rs Value", || value_by_sonic(bytes::<S>(LAYOUT))),
        ("simd-json to a struct", || read_by_simd_json::<S>(bytes::<S>(LAYOUT))),
        ("simd-json borrowed Value", || value_by_simd_json(bytes::<S>(LAYOUT))),
        ("simd-json Tape", || tape_by_simd_json(bytes::<S>(LAYOUT))),
        ("jiter to a struct", || read_by_jiter::<S>(bytes::<S>(LAYOUT))),
        ("jiter JsonValue", || value_by_jiter(bytes::<S>(LAYOUT))),
    ]
}

fn bytes<S: Workload>(layout: u8) -> &'static [u8] {
    let layouts = [Layout::Standard, Layout::Compact, Layout::Spaced, Layout::Swapped];
    let layout = layouts.into_iter().find(|known| *known as u8 == layout).expect("a layout");
    body::<S>(layout).leak().as_bytes()
}

fn read_by_serde_json<S: ByHand>(bytes: &'static [u8]) -> Subject {
    let read = move || serde_json::from_slice::<S::Struct<'static>>(black_box(bytes)).expect("read");
    Subject::making(S::Struct::texts, read)
}

fn value_by_serde_json(bytes: &'static [u8]) -> Subject {
    let texts = |value: &Value| {
        let members = value.as_object().expect("an object");
        texts_of(members.iter().map(|(name, text)| (name.as_str(), text.as_str().expect("a string"))))
    };
    Subject::making(texts, move || serde_json::from_slice::<Value>(black_box(bytes)).expect("read"))
}

fn read_by_sonic<S: ByHand>(bytes: &'static [u8]) -> Subject {
    let read = move || sonic_rs::from_slice::<S::Struct<'static>>(black_box(bytes)).expect("read");
    Subject::making(S::Struct::texts, read)
}

fn value_by_sonic(bytes: &'static [u8]) -> Subject {
    use sonic_rs::{JsonContainerTrait, JsonValueTrait};
    let texts = |value: &sonic_rs::Value| -> Texts {
        let members = value.as_object().expect("an object");
        texts_of(members.iter().map(|(name, text)| (name, text.as_str().expect("a string"))))
    };
    Subject::making(texts, move || sonic_rs::from_slice::<sonic_rs::Value>(black_box(bytes)).expect("read"))
}

/// It decodes in place, so that a copy of the body is part of the operation, and it keeps its buffers as its documentation advises.
fn read_by_simd_json<S: ByHand>(bytes: &'static [u8]) -> Subject {
    let mut copy = bytes.to_vec();
    let texts = simd_json::from_slice::<S::Struct<'_>>(&mut copy).expect("read").texts();
    let mut buffers = simd_json::Buffers::new(bytes.len());
    let perform = move || {
        copy.clear();
        copy.extend_from_slice(black_box(bytes));
        black_box(simd_json::serde::from_slice_with_buffers::<S::Struct<'_>>(&mut copy, &mut buffers)).expect("read");
    };
    Subject { texts, perform: Box::new(perform) }
}

fn value_by_simd_json(bytes: &'static [u8]) -> Subject {
    use simd_json::prelude::{ValueAsObject, ValueAsScalar};
    let mut copy = bytes.to_vec();
    let value = simd_json::to_borrowed_value(&mut copy).expect("read");
    let members = value.as_object().expect("an object").iter();
    let texts = texts_of(members.map(|(name, text)| (name.as_ref(), text.as_str().expect("a string"))));
    drop(value);
    let mut buffers = simd_json::Buffers::new(bytes.len());
    let perform = move || {
        copy.clear();
        copy.extend_from_slice(black_box(bytes));
        black_box(simd_json::to_borrowed_value_with_buffers(&mut copy, &mut buffers)).expect("read");
    };
    Subject { texts, perform: Box::new(perform) }
}

/// A list of the parts, with no look-up by name.
fn tape_by_simd_json(bytes: &'static [u8]) -> Subject {
    use simd_json::prelude::ValueAsScalar;
    let mut copy = bytes.to_vec();
    let tape = simd_json::to_tape(&mut copy).expect("read");
    let members = tape.as_value().as_object().expect("an object");
    let texts =
        members.iter().map(|(name, text)| (name.to_owned(), text.as_str().expect("a string").to_owned())).collect();
    drop(tape);
    let mut buffers = simd_json::Buffers::new(bytes.len());
    let perform = move || {
        copy.clear();
        copy.extend_from_slice(black_box(bytes));
        black_box(simd_json::to_tape_with_buffers(&mut copy, &mut buffers)).expect("read");
    };
    Subject { texts, perform: Box::new(perform) }
}

/// Its strings live in its own buffer until the next one, so that they are copied.
fn read_by_jiter<S: ByHand>(bytes: &'static [u8]) -> Subject {
    Subject::making(S::Struct::texts, move || {
        let mut row = S::Struct::<'static>::default();
        let mut reader = Jiter::new(black_box(bytes));
        let mut name = reader.next_object().expect("an object");
        while let Some(known) = name {
            let slot = row.slot(known);
            let text = reader.next_str().expect("a string");
            if let Some(slot) = slot {
                *slot = text.to_owned().into();
            }
            name = reader.next_key().expect("a member");
        }
        reader.finish().expect("the end");
        row
    })
}

fn value_by_jiter(bytes: &'static [u8]) -> Subject {
    let texts = |value: &JsonValue<'_>| {
        let JsonValue::Object(members) = value else { panic!("an object") };
        let text = |value: &JsonValue<'_>| match value {
            JsonValue::Str(text) => text.to_string(),
            _ => panic!("a string"),
        };
        members.iter().map(|(name, value)| (name.to_string(), text(value))).collect::<Texts>()
    };
    Subject::making(texts, move || JsonValue::parse(black_box(bytes), false).expect("read"))
}
