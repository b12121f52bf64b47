//! A platform's file as written.

use crate::field::kinds::KindInfo;
use crate::field::{JsonPlace, Space};
use crate::form::form::{Form, form};
use crate::form::reader::FileReader;
use crate::form::value::{KeyValue, Slot, items};
use crate::form::written::{Members, Written};
use crate::json::tree::{Kind, Value};
use crate::request::Method;
use crate::value::TimeUnit;

form! {
    /// A platform as a file says it.
    #[derive(Debug)]
    struct PlatformSpec = "a platform" {
        /// The platform's name, by which profiles and accounts name it.
        platform: Option<Written<String>>;
        /// How its templates write placeholders.
        placeholders: Option<PlaceholdersSpec>, tells the kind;
        /// Its field sets, each under its name, which is the direction of profiles.
        field_sets: Option<Members<FieldSetSpec>>, tells the kind;
    }
}

form! {
    /// A syntax of placeholders as a file says it.
    #[derive(Debug)]
    struct PlaceholdersSpec = "the syntax of placeholders", inside a file {
        /// The text before a name, 1 to 8 characters.
        open: Option<Written<String>>;
        /// The text behind a name, at most 8 characters; none where it is left out.
        close: Option<Written<String>>, left out if "none";
        /// Whether ASCII letters of names may stand in either case; `false` where it is left out.
        ignore_case: Option<bool>, left out if "none";
        /// What stands for the opening text itself, such as `%%` for `%`.
        escape: Option<Written<String>>, left out if "none";
        /// The texts before and behind a name in XML, where these are others.
        xml: Option<PairSpec>, left out if "none";
        /// Where in JSON placeholders may stand: in strings (`quoted`), in the place of values (`unquoted`), or in either (`both`), as
        /// where it is left out.
        json: Option<JsonPlace>, left out if "none";
        /// Whether the path of a URL may hold placeholders; `false` where it is left out.
        path: Option<bool>, left out if "none";
        /// How a blank is written in queries, `%20` or `+`; `%20` where it is left out.
        space: Option<Space>, left out if "none";
        /// The methods that the platform can call with; all where they are left out.
        methods: Option<Vec<Method>>, left out if "none";
    }
}

form! {
    /// The texts around a name in XML as a file says them.
    #[derive(Debug)]
    struct PairSpec = "the xml pair", inside a file {
        /// The text before a name in XML, 1 to 8 characters without `<` and `&`.
        open: Option<Written<String>>;
        /// The text behind a name in XML, at most 8 characters without `<` and `&`; none where it is left out.
        close: Option<Written<String>>, left out if "none";
    }
}

form! {
    /// A field set as a file says it.
    #[derive(Debug)]
    struct FieldSetSpec = "a field set", inside a file {
        /// What callbacks of the set tell, for people.
        doc: Option<String>, left out if "none";
        /// The fields that tell two callbacks apart; without one of them a callback has no key.
        dedup_key: Option<Vec<Written<String>>>, left out if "none";
        /// Further fields that tell two callbacks apart, and may be absent.
        dedup_key_optional: Option<Vec<Written<String>>>, left out if "none";
        /// The fields, each under the name that its placeholder carries: the field's kind, or an object.
        fields: Option<Members<FieldSpec>>;
    }
}

form! {
    /// A field as a file says it.
    #[derive(Debug)]
    struct FieldSpec = "a field", inside a file {
        /// Whether every template of the set must hold the placeholder; `false` where it is left out.
        required: Option<bool>, left out if "none";
        /// What the field holds; `text` where it is left out.
        kind: Option<Written<&'static KindInfo>>, left out if "none";
        /// A plausible text of the field; the kind's where it is left out.
        sample: Option<Written<String>>, left out if "none";
        /// What the field means.
        doc: Option<String>, left out if "none";
        /// What is written where the field is absent, such as `null`; nothing where it is left out.
        absent: Option<String>, left out if "none";
        /// The status that each text of a status stands for.
        values: Option<Members<Written<String>>>, left out if "none";
        /// The unit of times that are bare digits; where it is left out, their size tells it.
        time_unit: Option<Written<TimeUnit>>, left out if "none";
        /// How many minutes ahead of UTC dates and times without an offset are; 0 where it is left out.
        time_offset_minutes: Option<Written<i16>>, left out if "none";
    }
}

impl KeyValue for PlaceholdersSpec {
    fn read(reader: &mut FileReader<'_>, value: &Value, _: &Slot) -> Option<Self> {
        Some(reader.form(value))
    }
}

impl KeyValue for PairSpec {
    fn read(reader: &mut FileReader<'_>, value: &Value, _: &Slot) -> Option<Self> {
        Some(reader.form(value))
    }
}

impl KeyValue for FieldSetSpec {
    fn read(reader: &mut FileReader<'_>, value: &Value, _: &Slot) -> Option<Self> {
        Some(reader.form(value))
    }
}

/// A field of which there is no more to say than its kind may be written as that.
impl KeyValue for FieldSpec {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        if matches!(value.kind, Kind::Object(_)) {
            return Some(reader.form(value));
        }
        if !matches!(value.kind, Kind::String { .. }) {
            let expected = format!("a field as an object or its kind as `{}`", slot.name);
            return reader.wrong_type(value, &expected, "write `\"text\"` or `{\"kind\": \"text\"}`");
        }
        let slot = Slot { name: "kind".into(), place: slot.place.clone(), is_required: false };
        KeyValue::read(reader, value, &slot).map(|kind| Self { kind, ..Self::blank() })
    }
}

impl KeyValue for Vec<Method> {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let items = items(reader, value, slot, |reader, item, slot| {
            KeyValue::read(reader, item, &slot.member("method", "method"))
        });
        items.map(|items| items.into_iter().flatten().collect())
    }
}
