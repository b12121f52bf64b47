//! Accounts in files.

use crate::account::TargetSpec;
use crate::diagnostic::Part;
use crate::file::form::Key;
use crate::file::reader::{FileReader, PartKey};
use crate::file::value::{Item, KeyValue, Slot};
use crate::json::tree::{Kind, Value};
use crate::profile::secrets::secrets_of_endpoint;

/// An entry of the whitelist.
impl Item for String {
    fn read_item(reader: &mut FileReader<'_>, value: &Value, place: PartKey) -> Self {
        let slot = Slot { name: place.part.name(), place };
        let entry = reader.text(value, &slot);
        match &entry {
            Some(entry) => reader.secrets_in(&slot.place, || secrets_of_endpoint(entry)),
            None => reader.unread(slot.place),
        }
        entry.unwrap_or_default()
    }
}

/// The id of a profile, or an object with a URL.
impl KeyValue for TargetSpec {
    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        match value.kind {
            Kind::String { .. } => {
                let id = reader.text(value, slot)?;
                if reader.undirected.contains(&id) {
                    reader.unread(slot.place.clone());
                }
                // Somebody may have written a URL in its place.
                reader.secrets_in(&slot.place, || secrets_of_endpoint(&id));
                Some(Self::Profile(id))
            }
            Kind::Object(_) => reader.inside(slot.place.clone(), |reader| url(reader, value)),
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

/// A target that is a URL.
fn url(reader: &mut FileReader<'_>, value: &Value) -> Option<TargetSpec> {
    let key = Key::of::<String>("callback_url", &[], &[], &[Part::Endpoint]);
    let object = reader.object(value, "a target", std::slice::from_ref(&key))?;
    let url: Option<String> = reader.value(&object, &key, KeyValue::read);
    let callback_url = url?;
    reader.secrets_in(&reader.part(Part::Endpoint), || secrets_of_endpoint(&callback_url));
    Some(TargetSpec::Url { callback_url })
}
