//! Any `fmt::Write` gets what a `String` gets, at once or not at all.
#![cfg(test)]

use std::error::Error as _;
use std::fmt;

#[cfg(feature = "xml")]
use callback_profile::FieldSet;
use callback_profile::request::{BodyFormat, Limits};
use callback_profile::{Outgoing, OutgoingCallback, OutgoingField, Profile, ProfileSpec};
use proptest::prelude::*;

/// A writer with room for so many bytes, which takes a piece that has no room in whole or not at all.
struct Bounded {
    text: String,
    room: usize,
    takes_halves: bool,
    pieces: usize,
}

impl Bounded {
    fn new(room: usize, takes_halves: bool) -> Self {
        Self { text: String::new(), room, takes_halves, pieces: 0 }
    }
}

impl fmt::Write for Bounded {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.pieces += 1;
        let left = self.room - self.text.len();
        if piece.len() <= left {
            self.text.push_str(piece);
            return Ok(());
        }
        if self.takes_halves {
            self.text.push_str(piece.get(..left).unwrap_or_default());
        }
        Err(fmt::Error)
    }
}

fn profiles() -> Vec<Profile<Outgoing>> {
    let standard = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret").unwrap();
    let query = standard.endpoint().split_once('?').unwrap().1.to_owned();
    let form = ProfileSpec::post::<Outgoing>("https://example.com/dlr", query).with_body_format(BodyFormat::Form);
    let json = Profile::standard_post("https://example.com/dlr").unwrap();
    #[cfg_attr(not(feature = "xml"), expect(unused_mut, reason = "there is no other format"))]
    let mut profiles = vec![standard, form.try_into().unwrap(), json];
    #[cfg(feature = "xml")]
    profiles.push(xml());
    profiles
}

#[cfg(feature = "xml")]
fn xml() -> Profile<Outgoing> {
    let element = |name: &str| format!("<{name}>{{{name}}}</{name}>");
    let required = Outgoing::FIELDS.iter().filter(|field| field.is_required());
    let body = format!("<report>{}</report>", required.map(|field| element(field.name())).collect::<String>());
    let spec = ProfileSpec::post::<Outgoing>("https://example.com/dlr", body).with_body_format(BodyFormat::Xml);
    spec.try_into().unwrap()
}

proptest! {
    #[test]
    fn a_writer_gets_all_in_one_piece_or_says_that_it_did_not(
        message in "[ -~\u{e9}\u{1f600}]{0,40}",
        room in 0..900_usize,
        takes_halves: bool,
    ) {
        let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0").with(OutgoingField::Message, &*message);
        for profile in profiles() {
            let mut expected = String::new();
            profile.render_into(&callback, &mut expected).unwrap();
            let mut writer = Bounded::new(room, takes_halves);
            let written = profile.render_to(&callback, &mut writer);
            prop_assert_eq!(written.is_ok(), expected.len() <= room);
            prop_assert_eq!(writer.pieces, 1);
            match written {
                Ok(()) => prop_assert_eq!(writer.text, expected),
                Err(error) => {
                    prop_assert!(error.source().unwrap().is::<fmt::Error>(), "{}", error);
                    prop_assert!(takes_halves || writer.text.is_empty());
                }
            }
        }
    }
}

#[test]
fn what_cannot_be_rendered_never_reaches_the_writer() {
    let check = |profile: &Profile<Outgoing>, text: &str| {
        let callback = OutgoingCallback::default().with(OutgoingField::Message, text);
        let mut writer = Bounded::new(usize::MAX, true);
        let error = profile.render_to(&callback, &mut writer).unwrap_err();
        assert_eq!(Err(&error), profile.render(&callback).as_ref());
        assert!(error.source().is_none(), "{error}");
        assert_eq!((writer.pieces, &*writer.text), (0, ""));
    };
    let [standard, ..] = &*profiles() else { panic!("there are profiles") };
    check(standard, &"x".repeat(Limits::URL_BYTES));
    #[cfg(feature = "xml")]
    check(&xml(), "\u{1}");
}

#[test]
fn a_writer_may_be_behind_a_pointer() {
    let profile = Profile::<Outgoing>::standard("https://example.com/dlr").unwrap();
    let mut text = "GET ".to_owned();
    let writer: &mut dyn fmt::Write = &mut text;
    profile.render_to(&profile.sample(), writer).unwrap();
    assert_eq!(text, format!("GET {}", profile.render(&profile.sample()).unwrap().url()));
}
