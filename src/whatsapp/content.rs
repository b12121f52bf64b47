//! Views over the objects that messages and statuses hold.

use std::borrow::Cow;

use crate::whatsapp::Object;

/// Writes views over objects: a type for each, a method for each member that is a text (with the member's name, where the method has
/// another), and in a second block a method for each member that is an object with a view of its own.
macro_rules! views {
    (@name $text:ident) => { stringify!($text) };
    (@name $text:ident $name:literal) => { $name };
    ($(
        $(#[doc = $doc:literal])+
        $view:ident { $( $(#[doc = $text_doc:literal])+ $text:ident $(= $name:literal)? ),* $(,)? }
        $({ $( $(#[doc = $part_doc:literal])+ $part:ident: $part_view:ident ),* $(,)? })?
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
                $(#[doc = $text_doc])+
                #[must_use]
                pub fn $text(&self) -> Option<std::borrow::Cow<'a, str>> {
                    self.0.text(views!(@name $text $($name)?))
                }
            )*

            $($(
                $(#[doc = $part_doc])+
                #[must_use]
                pub fn $part(&self) -> Option<crate::whatsapp::$part_view<'a>> {
                    self.0.object(stringify!($part)).map(crate::whatsapp::$part_view)
                }
            )*)?
        }
    )+};
}

pub(super) use views;

views! {
    /// Who wrote: an entry of `contacts` beside the messages.
    Contact {
        /// The contact's WhatsApp id, a telephone number without plus.
        wa_id,
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
        kind = "type",
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
        kind = "type",
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

impl<'a> Contact<'a> {
    /// The name the contact set.
    #[must_use]
    pub fn profile_name(&self) -> Option<Cow<'a, str>> {
        self.0.object("profile")?.text("name")
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
        self.0.array("mentions").into_iter().filter_map(super::object::text_of).collect()
    }

    /// The product that the message asks about.
    #[must_use]
    pub fn referred_product(&self) -> Option<Object<'a>> {
        self.0.object("referred_product")
    }
}
