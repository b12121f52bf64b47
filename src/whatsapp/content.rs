//! Views over the objects that messages and statuses hold.

use std::borrow::Cow;

use crate::json::index::Node;
use crate::whatsapp::Object;

/// A view, which knows what it reads.
pub(super) trait View {
    /// The members that the view reads.
    const MEMBERS: &'static [&'static str];
}

/// Writes views over objects: a type for each, and a method for each member, which says after a colon what the member is read as: a
/// text where it says nothing, `object`, `objects`, `view X`, `views X`, `word X` for a text that is a word of the open set `X`, or
/// `within X` for the text in the object `X`. A member that has another name than the method stands in brackets.
macro_rules! views {
    (@name $method:ident) => { stringify!($method) };
    (@name $method:ident $name:literal) => { $name };
    (@member $name:expr, within $outer:ident) => { stringify!($outer) };
    (@member $name:expr, $($kind:ident $($of:ident)?)?) => { $name };
    (@type) => { Option<std::borrow::Cow<'a, str>> };
    (@type object) => { Option<crate::whatsapp::Object<'a>> };
    (@type objects) => { Vec<crate::whatsapp::Object<'a>> };
    (@type view $view:ident) => { Option<crate::whatsapp::$view<'a>> };
    (@type views $view:ident) => { Vec<crate::whatsapp::$view<'a>> };
    (@type word $set:ident) => { Option<crate::value::$set> };
    (@type within $outer:ident) => { Option<std::borrow::Cow<'a, str>> };
    (@read $object:expr, $name:expr,) => { $object.text($name) };
    (@read $object:expr, $name:expr, object) => { $object.object($name) };
    (@read $object:expr, $name:expr, objects) => { $object.objects($name).collect() };
    (@read $object:expr, $name:expr, view $view:ident) => { $object.object($name).map(crate::whatsapp::$view) };
    (@read $object:expr, $name:expr, views $view:ident) => { $object.objects($name).map(crate::whatsapp::$view).collect() };
    (@read $object:expr, $name:expr, word $set:ident) => { $object.text($name).map(|text| crate::value::$set::new(&text)) };
    (@read $object:expr, $name:expr, within $outer:ident) => {
        $object.object(stringify!($outer)).and_then(|outer| outer.text($name))
    };
    ($(
        $(#[doc = $doc:literal])+
        $view:ident { $(
            $(#[doc = $method_doc:literal])+
            $method:ident $([$name:literal])? $(: $kind:ident $($of:ident)?)?,
        )* }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $view<'a>(pub(super) crate::whatsapp::Object<'a>);

        impl<'a> $view<'a> {
            /// The object itself, with all its members, the unknown ones too.
            #[must_use]
            pub fn object(&self) -> &crate::whatsapp::Object<'a> {
                &self.0
            }

            $(
                $(#[doc = $method_doc])+
                #[must_use]
                pub fn $method(&self) -> views!(@type $($kind $($of)?)?) {
                    views!(@read self.0, views!(@name $method $($name)?), $($kind $($of)?)?)
                }
            )*
        }

        impl crate::whatsapp::content::View for $view<'_> {
            const MEMBERS: &'static [&'static str] =
                &[$(views!(@member views!(@name $method $($name)?), $($kind $($of)?)?)),*];
        }
    )+};
}

pub(super) use views;

views! {
    /// Who wrote: an entry of `contacts` beside the messages.
    Contact {
        /// The contact's WhatsApp id, a telephone number without plus.
        wa_id,
        /// The name the contact set.
        profile_name["name"]: within profile,
    }
    /// An image, audio, voice message, video, document or sticker.
    Media {
        /// The id by which the file can be fetched.
        id,
        /// The media type, perhaps with parameters: `audio/ogg; codecs=opus`.
        mime_type,
        /// The file's SHA-256 hash, in hexadecimal or base64.
        sha256,
        /// What was written below it.
        caption,
        /// The file's name; documents have one.
        filename,
        /// Where the file can be fetched.
        link,
        /// Where the file can be fetched, under another name.
        url,
    }
    /// A shared location. Coordinates keep their digits.
    Location {
        /// Degrees north.
        latitude,
        /// Degrees east.
        longitude,
        /// The place's name.
        name,
        /// The place's address.
        address,
        /// A page about the place.
        url,
    }
    /// A choice from a list, a tap on a reply button, or a filled-in form.
    Interactive {
        /// What kind of answer it is: `list_reply`, `button_reply`, `nfm_reply` or any other.
        kind["type"],
    }
    /// A tap on a template's quick-reply button.
    Button {
        /// What the business put behind the button.
        payload,
        /// What stands on the button.
        text,
    }
    /// A reaction to a message; without emoji it takes one back.
    Reaction {
        /// The id of the message that is reacted to.
        message_id,
        /// The emoji.
        emoji,
    }
    /// An order from a catalogue.
    Order {
        /// The catalogue's id.
        catalog_id,
        /// What the customer wrote with it.
        text,
    }
    /// A change that concerns the customer, such as another number.
    System {
        /// The kind of change, such as `user_changed_number`.
        kind["type"],
        /// The change in words.
        body,
        /// The customer's new WhatsApp id.
        wa_id,
        /// The customer's new WhatsApp id, under an older name.
        new_wa_id,
    }
    /// The advertisement or post that led to the message.
    Referral {
        /// Its address.
        source_url,
        /// Its id.
        source_id,
        /// Its kind: `ad` or `post`.
        source_type,
        /// Its headline.
        headline,
        /// Its text.
        body,
    }
    /// What a message refers to.
    Context {
        /// Who wrote the message that is replied to.
        from,
        /// The id of the message that is replied to.
        id,
        /// The group it was written in.
        group_id,
        /// Whether the message was forwarded: `true` or `false`.
        forwarded,
        /// Whether it was forwarded many times: `true` or `false`.
        frequently_forwarded,
        /// The product that the message asks about.
        referred_product: object,
    }
    /// Why something failed.
    NativeError {
        /// The error's code, digits as text.
        code,
        /// A short description.
        title,
        /// A longer description.
        message,
        /// A page about it.
        href,
    }
}

impl<'a> Interactive<'a> {
    /// The answer: the member that has the name of the kind.
    #[must_use]
    pub fn reply(&self) -> Option<Object<'a>> {
        self.0.object(&self.kind()?)
    }

    /// The id of what was chosen.
    #[must_use]
    pub fn id(&self) -> Option<Cow<'a, str>> {
        self.reply()?.text("id")
    }

    /// The title of what was chosen; the text of a filled-in form.
    #[must_use]
    pub fn title(&self) -> Option<Cow<'a, str>> {
        let reply = self.reply()?;
        reply.text("title").or_else(|| reply.text("body"))
    }

    /// The description of the row that was chosen.
    #[must_use]
    pub fn description(&self) -> Option<Cow<'a, str>> {
        self.reply()?.text("description")
    }

    /// What was filled in, as JSON text.
    #[must_use]
    pub fn response_json(&self) -> Option<Cow<'a, str>> {
        self.reply()?.text("response_json")
    }
}

impl<'a> Context<'a> {
    /// The WhatsApp ids that the message mentions.
    #[must_use]
    pub fn mentions(&self) -> Vec<Cow<'a, str>> {
        let mentions = self.0.value("mentions").filter(Node::is_array);
        mentions.into_iter().flat_map(Node::items).filter_map(|mention| mention.text()).collect()
    }
}
