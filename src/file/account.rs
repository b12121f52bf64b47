//! The targets of an account's numbers in files.

use crate::account::TargetSpec;
use crate::diagnostic::Part;
use crate::file::form::Key;
use crate::file::reader::FileReader;
use crate::file::value::{KeyValue, Slot};
use crate::json::tree::{Kind, Value};
use crate::profile::secrets::secrets_of_endpoint;

/// The key of a target that is a URL.
const URL: Key =
    Key { name: "callback_url", part: Some(&Part::Endpoint), is_required: true, is_word: false, names_item: false };

/// The id of a profile, or an object with a URL.
impl KeyValue for TargetSpec {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        match value.kind {
            Kind::String { .. } => {
                let id = reader.text(value, slot)?;
                if reader.undirected.contains(&id) {
                    reader.unread.insert(slot.place.clone());
                }
                // Somebody may have written a URL in its place.
                reader.secrets_in(&slot.place, || secrets_of_endpoint(&id));
                Some(Self::Profile(id))
            }
            Kind::Object(_) => reader.inside(slot.place.clone(), |reader| {
                let object = reader.object(value, "a target", &[URL.name])?;
                reader.missing_keys(&object, &[URL]);
                let slot = reader.slot(&URL);
                let callback_url: String = reader.value(&object, &slot, KeyValue::read)?;
                reader.secrets_in(&slot.place, || secrets_of_endpoint(&callback_url));
                Some(Self::Url { callback_url })
            }),
            _ => {
                let expected = format!("a profile's id or an object with `callback_url` as `{}`", slot.name);
                let help = "write the id in quotes, or `{\"callback_url\": \"https://…\"}`";
                reader.wrong_type(value, &expected, help);
                reader.hide(value);
                None
            }
        }
    }
}
