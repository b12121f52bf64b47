//! Views over native content say of every member, however deep it stands, what another reader of JSON says.
#![cfg(test)]

use std::fmt;

use callback_profile::whatsapp::{self, Notification, Object, translate};
use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object as `serde_json` reads them: all, in their order.
struct Members<'t>(Vec<(String, &'t str)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    members.push((name, value.get()));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

/// What a text of a JSON value says, read by `serde_json`: a string decoded, a number or truth value as it is written.
fn text_of(raw: &str) -> Option<String> {
    match raw.as_bytes()[0] {
        b'"' => Some(serde_json::from_str(raw).unwrap()),
        b'{' | b'[' | b'n' => None,
        _ => Some(raw.to_owned()),
    }
}

fn array_of(raw: &str) -> Vec<&str> {
    let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
    items.into_iter().map(RawValue::get).collect()
}

/// Each member of a view, and of all that it holds, is as `serde_json` reads it from the view's text.
fn says_the_same(object: &Object<'_>) {
    let Members(members) = serde_json::from_str(object.raw()).unwrap();
    assert_eq!(object, &Object::new(object.raw()).unwrap());
    assert!(object.members().eq(members.iter().map(|(name, raw)| (&**name, *raw))), "{}", object.raw());
    for (name, _) in &members {
        let first = members.iter().find(|(other, _)| other == name).unwrap().1;
        assert_eq!(object.get(name), Some(first));
        assert_eq!(object.text(name).as_deref(), text_of(first).as_deref());
        assert_eq!(object.array(name), array_of(first));
        let nested = object.object(name);
        assert_eq!(nested.as_ref().map(Object::raw), Some(first).filter(|raw| raw.starts_with('{')));
        nested.iter().for_each(says_the_same);
        object.array(name).into_iter().filter_map(Object::new).for_each(|item| says_the_same(&item));
    }
    let none = "no such member";
    assert_eq!((object.get(none), object.text(none), object.object(none)), (None, None, None));
}

/// A JSON text of any shape: names are repeated and escaped, there are blanks, and it may be deep.
fn json() -> impl Strategy<Value = String> {
    let text = || {
        let written =
            prop::sample::select(vec!["", "a", "id", "\\u0069d", "Zo\\u00eb \\\"Z\\\"", "é\\\\", "x\\ud83d\\ude00y"]);
        prop_oneof![4 => written.prop_map(|inside| format!("\"{inside}\"")), 1 => any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap())]
    };
    let scalar = prop::sample::select(vec!["null", "true", "-0.50e1", "12025550143", "{}", "[ ]", "{ \t}"]);
    let leaf = prop_oneof![text(), scalar.prop_map(str::to_owned)];
    let blank = || prop::sample::select(vec!["", "", " ", "\n\t"]);
    let shallow = leaf.prop_recursive(4, 40, 6, move |inner| {
        let member =
            (text(), blank(), inner.clone()).prop_map(|(name, blank, value)| format!("{name}{blank}:{blank}{value}"));
        let joined = |open, close| {
            move |(items, blank): (Vec<String>, &str)| {
                format!("{open}{blank}{}{blank}{close}", items.join(&format!("{blank},{blank}")))
            }
        };
        prop_oneof![
            2 => (prop::collection::vec(member, 0..6), blank()).prop_map(joined("{", "}")),
            1 => (prop::collection::vec(inner, 0..6), blank()).prop_map(joined("[", "]")),
        ]
    });
    (shallow, prop::collection::vec(any::<bool>(), 0..40)).prop_map(|(inside, levels)| {
        levels.into_iter().fold(inside, |inside, is_array| {
            if is_array { format!("[1, {inside}]") } else { format!("{{\"a\": {inside}, \"b\": [{{\"c\":7}}]}}") }
        })
    })
}

#[test]
fn around_an_object_stands_the_white_space_of_json_alone() {
    assert!(Object::new("\u{feff} \t\r\n{} \n").is_some());
    for other in ["\u{c}{}", "{}\u{c}", "\u{b}{}", "\u{a0}{}"] {
        assert!(Object::new(other).is_none(), "{other:?}");
    }
}

proptest! {
    #[test]
    fn a_view_says_of_each_member_what_another_reader_says(inside in json(), name in "[a-c]") {
        let text = format!("{{\"{name}\": {inside}, \"{name}\": 1}}");
        says_the_same(&Object::new(&text).unwrap());
        for envelope in [format!("{{\"messages\": [{text}, {inside}]}}"), format!("{{\"entry\": {{\"changes\": {{\"value\": {{\"messages\": {text}}}}}}}}}")] {
            let notification = Notification::parse(&envelope).unwrap();
            let messages = notification.messages();
            assert_eq!(messages[0].as_ref().unwrap().object(), &Object::new(&text).unwrap());
            messages.iter().flatten().for_each(|message| says_the_same(message.object()));
        }
    }

    /// Whatever is done to a text, it is an object to the one reader where it is one to the other.
    #[test]
    fn what_is_no_object_to_another_reader_is_none(inside in json(), place in any::<prop::sample::Index>(), byte in 0_u8..128, how in 0..3) {
        let mut bytes = format!("{{\"a\":{inside}}}").into_bytes();
        let place = place.index(bytes.len());
        match how {
            0 => drop(bytes.remove(place)),
            1 => bytes.insert(place, byte),
            _ => bytes[place] = byte,
        }
        // Half of a surrogate pair in a name is read as U+FFFD here, and refused there.
        if let Some(text) = String::from_utf8(bytes).ok().filter(|text| !text.contains("\\ud")) {
            let theirs = serde_json::from_str::<Members<'_>>(&text);
            assert_eq!(Object::new(&text).is_some(), theirs.is_ok(), "{text}");
            Object::new(&text).iter().for_each(says_the_same);
        }
    }

    /// A message has the first contact with its sender's number; else the only one or that in its place, but none whose number is
    /// that of a sender.
    #[test]
    fn messages_have_the_contacts_that_a_look_at_each_pair_finds(
        contacts in prop::collection::vec(prop::option::of(0..NUMBERS.len()), 0..5),
        senders in prop::collection::vec(0..NUMBERS.len(), 0..5),
    ) {
        let written = |name: &str, number: usize| match NUMBERS[number].0 {
            "" => "{}".to_owned(),
            text => format!("{{\"{name}\": \"{text}\"}}"),
        };
        let contact = |(place, number): (usize, &Option<usize>)| match number {
            Some(number) => written("wa_id", *number).replacen('{', &format!("{{\"profile\": {{\"name\": \"n{place}\"}}, "), 1).replace(", }", "}"),
            None => "null".to_owned(),
        };
        let contacts_text: Vec<_> = contacts.iter().enumerate().map(contact).collect();
        let messages_text: Vec<_> = senders.iter().map(|sender| written("from", *sender)).collect();
        let text = format!("{{\"contacts\": [{}], \"messages\": [{}]}}", contacts_text.join(", "), messages_text.join(", "));
        let notification = Notification::parse(&text).unwrap();
        let names: Vec<_> = translate(&notification, None).incoming.iter().map(|callback| callback.name().to_owned()).collect();

        let number = |index: usize| NUMBERS[index].1;
        let contact_number = |place: usize| contacts[place].and_then(number);
        let naive = |(index, sender): (usize, &usize)| {
            let own = (0..contacts.len()).find(|place| number(*sender).is_some() && contact_number(*place) == number(*sender));
            let other = Some(if contacts.len() == 1 { 0 } else { index }).filter(|place| {
                let is_contact = contacts.get(*place).is_some_and(Option::is_some);
                let is_sender = |sender: &usize| number(*sender).is_some() && number(*sender) == contact_number(*place);
                is_contact && !senders.iter().any(is_sender)
            });
            own.or(other).map_or(String::new(), |place| format!("n{place}"))
        };
        assert_eq!(names, senders.iter().enumerate().map(naive).collect::<Vec<_>>(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Where values stand too close for all of them to be kept at hand, they are read all the same.
    #[test]
    fn a_view_says_the_same_where_values_stand_close(inside in json(), dense in prop::sample::select(DENSE.to_vec()), count in 500_usize..3_000) {
        let many = dense.repeat(count);
        let text = format!("{{\"a\": {inside}, \"b\": [{many}{inside}], \"c\": {{\"d\": [{many}0]}}}}");
        let members = "\"b\":0,".repeat(count);
        let list = format!("[{many}{text}, {inside}, {{{members}\"a\": {text}}}]");
        for envelope in [list.clone(), format!("{{{members}\"messages\": {list}}}"), format!("{{\"x\": [{many}[{many}7]], \"messages\": {list}}}")] {
            let notification = Notification::parse(&envelope).unwrap();
            prop_assert_eq!(&notification, &Notification::parse(&envelope).unwrap());
            let messages = notification.messages();
            let found: Vec<_> = messages.iter().map(|message| message.as_ref().map_or_else(|bad| bad.raw, |message| message.object().raw())).collect();
            prop_assert_eq!(found, array_of(&list));
            let last = messages.iter().rev().take(3).flatten();
            last.map(whatsapp::Message::object).for_each(|object| {
                assert_eq!(object, &Object::new(object.raw()).unwrap());
                object.object("a").iter().for_each(says_the_same);
                assert_eq!(object.array("b"), array_of(object.get("b").unwrap_or("null")));
            });
        }
    }
}

/// Items of an array, of which many take little text.
const DENSE: [&str; 4] = ["0,", "{},", "[{}],", "{\"a\":[0,0]},"];

/// How a number may be written, and which it is; none where nothing is written.
const NUMBERS: [(&str, Option<u8>); 8] = [
    ("12025550143", Some(0)),
    ("+1 (202) 555-0143", Some(0)),
    (" 1202555\\u00301\\u00343 ", Some(0)),
    ("9", Some(1)),
    ("+4915551234", Some(2)),
    ("4915551234", Some(2)),
    ("Zo\\u00eb", Some(3)),
    ("", None),
];
