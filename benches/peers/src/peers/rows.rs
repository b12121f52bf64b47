//! The structs that somebody without this crate writes for a callback.

use std::borrow::Cow;

use callback_profile::{Incoming, Outgoing};
use serde::{Deserialize, Serialize};

use crate::subject::Texts;
use crate::workload::{Workload, texts_of};

/// A field set with a struct of it.
pub trait ByHand: Workload {
    type Struct<'a>: Default + Serialize + Deserialize<'a> + Fields<'a>;

    /// The struct with the workload's texts.
    fn filled() -> Self::Struct<'static> {
        let mut filled = Self::Struct::default();
        for (name, text) in Self::TEXTS {
            *filled.slot(name).expect("a field") = Cow::Borrowed(*text);
        }
        filled
    }
}

/// A struct's fields by their names.
pub trait Fields<'a> {
    fn slot(&mut self, name: &str) -> Option<&mut Cow<'a, str>>;
    fn texts(&self) -> Texts;
    /// Name and text, in their order.
    fn each(&self, each: impl FnMut(&'static str, &str));
    /// What stands before a text in a query, `?` or `&` with it, and the text, in their order.
    fn each_pair(&self, each: impl FnMut(&'static str, &str));
}

macro_rules! by_hand {
    ($set:ident, $struct:ident { $first:ident $first_name:literal, $($field:ident $name:literal),+ $(,)? }) => {
        #[derive(Default, Serialize, Deserialize)]
        pub struct $struct<'a> {
            #[serde(borrow, rename = $first_name)]
            pub $first: Cow<'a, str>,
            $( #[serde(borrow, rename = $name)] pub $field: Cow<'a, str>, )+
        }

        impl ByHand for $set {
            type Struct<'a> = $struct<'a>;
        }

        impl<'a> Fields<'a> for $struct<'a> {
            #[inline]
            fn slot(&mut self, name: &str) -> Option<&mut Cow<'a, str>> {
                match name {
                    $first_name => Some(&mut self.$first),
                    $( $name => Some(&mut self.$field), )+
                    _ => None,
                }
            }

            fn texts(&self) -> Texts {
                texts_of([($first_name, self.$first.as_ref()), $( ($name, self.$field.as_ref()) ),+])
            }

            #[inline]
            fn each(&self, mut each: impl FnMut(&'static str, &str)) {
                each($first_name, &self.$first);
                $( each($name, &self.$field); )+
            }

            #[inline]
            fn each_pair(&self, mut each: impl FnMut(&'static str, &str)) {
                each(concat!("?", $first_name, "="), &self.$first);
                $( each(concat!("&", $name, "="), &self.$field); )+
            }
        }
    };
}

by_hand!(Outgoing, OutgoingRow {
    id "id", custom_response "custom_response", timestamp "timestamp", mobile "mobile", message "message", status "status",
    phone_number "phone_number", error "error", error_code "error_code", reference "ref", reference1 "ref1",
    reference2 "ref2", price "price",
});

by_hand!(Incoming, IncomingRow {
    body "body", mime_type "mime_type", media_url "media_url", sender "from", name "name", message_type "type",
    created_at "created_at", reply_to "reply_to", business_number "wanumber", mobile "mobile",
    custom_response "custom_response", message "message", contacts "contacts", location "location",
});
