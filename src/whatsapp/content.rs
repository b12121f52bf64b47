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
/// `within X` for the text in the object `X`. A member that has another name than the method stands in brackets. After `=` stands
/// what the method's example has: a text, or the JSON text of an object.
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
    // What the example's member holds, and what the method gives of it.
    (@json $sample:literal,) => { concat!("\"", $sample, "\"") };
    (@json $sample:literal, word $set:ident) => { concat!("\"", $sample, "\"") };
    (@json $sample:literal, within $outer:ident) => { concat!("\"", $sample, "\"") };
    (@json $sample:literal, objects) => { concat!("[", $sample, "]") };
    (@json $sample:literal, views $view:ident) => { concat!("[", $sample, "]") };
    (@json $sample:literal, $($kind:ident $($of:ident)?)?) => { $sample };
    (@outer $json:expr, within $outer:ident) => { concat!("\"", stringify!($outer), "\": {", $json, "}") };
    (@outer $json:expr, $($kind:ident $($of:ident)?)?) => { $json };
    (@gives $sample:literal, object) => { concat!(".unwrap().raw(), r#\"", $sample, "\"#") };
    (@gives $sample:literal, objects) => { concat!("[0].raw(), r#\"", $sample, "\"#") };
    (@gives $sample:literal, view $view:ident) => { concat!(".unwrap().object().raw(), r#\"", $sample, "\"#") };
    (@gives $sample:literal, views $view:ident) => { concat!("[0].object().raw(), r#\"", $sample, "\"#") };
    (@gives $sample:literal, word $set:ident) => { concat!(".unwrap().as_str(), \"", $sample, "\"") };
    (@gives $sample:literal, $(within $outer:ident)?) => { concat!(".as_deref(), Some(\"", $sample, "\")") };
    (@example $view:ident, $json:expr, $code:expr) => {
        concat!(
            "\n# Examples\n\n```\nuse callback_profile::whatsapp::{", stringify!($view), ", Object};\n\nlet object = Object::new(r#\"{",
            $json, "}\"#).unwrap();\n", $code, "```"
        )
    };
    ($(
        $(#[doc = $doc:literal])+
        $view:ident { $(
            $(#[doc = $method_doc:literal])+
            $method:ident $([$name:literal])? $(: $kind:ident $($of:ident)?)? = $sample:literal,
        )* }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $view<'a>(pub(super) crate::whatsapp::Object<'a>);

        impl<'a> $view<'a> {
            /// Reads this part of a message from the object that holds it. Any object will do: a member is only looked for when its
            /// method is called.
            #[doc = views!(@example $view, "\"x\": 1", concat!("assert_eq!(", stringify!($view), "::new(object.clone()).object(), &object);\n"))]
            #[must_use]
            pub fn new(object: crate::whatsapp::Object<'a>) -> Self {
                Self(object)
            }

            /// The object itself, with all its members, the unknown ones too.
            #[doc = views!(@example $view, "\"x\": 1", concat!(
                "assert_eq!(", stringify!($view), "::new(object).object().text(\"x\").as_deref(), Some(\"1\"));\n"
            ))]
            #[must_use]
            pub fn object(&self) -> &crate::whatsapp::Object<'a> {
                &self.0
            }

            $(
                $(#[doc = $method_doc])+
                #[doc = views!(
                    @example $view,
                    views!(@outer concat!(
                        "\"", views!(@name $method $($name)?), "\": ", views!(@json $sample, $($kind $($of)?)?)
                    ), $($kind $($of)?)?),
                    concat!(
                        "assert_eq!(", stringify!($view), "::new(object).", stringify!($method), "()",
                        views!(@gives $sample, $($kind $($of)?)?), ");\n"
                    )
                )]
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
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"contacts": [{"wa_id": "12025550143", "profile": {"name": "Zoë"}}]}"#)?;
    /// let names: Vec<_> = notification.contacts().filter_map(|contact| contact.profile_name()).collect();
    /// assert_eq!(names, ["Zoë"]);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    Contact {
        /// The contact's WhatsApp id, a telephone number without plus.
        wa_id = "12025550143",
        /// The name the contact set.
        profile_name["name"]: within profile = "Zoë",
    }
    /// An image, audio, voice message, video, document or sticker.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"type": "document", "document": {"id": "7", "filename": "invoice.pdf", "caption": "As agreed"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let media = message.media().unwrap();
    /// assert_eq!(media.filename().as_deref(), Some("invoice.pdf"));
    /// assert_eq!(media.link(), None);
    /// ```
    Media {
        /// The id by which the file can be fetched.
        id = "9019fee8",
        /// The media type, perhaps with parameters: `audio/ogg; codecs=opus`.
        mime_type = "audio/ogg; codecs=opus",
        /// The file's SHA-256 hash, in hexadecimal or base64.
        sha256 = "e3b0c442",
        /// What was written below it.
        caption = "My cat",
        /// The file's name; documents have one.
        filename = "invoice 1042.pdf",
        /// Where the file can be fetched.
        link = "https://media.example/9019fee8.jpg",
        /// Where the file can be fetched, under another name.
        url = "https://media.example/9019fee8.jpg",
    }
    /// A shared location. Coordinates keep their digits.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"type": "location", "location": {"latitude": 36.9630, "longitude": -122.0019, "name": "Main Beach"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let location = message.location().unwrap();
    /// assert_eq!(location.latitude().as_deref(), Some("36.9630"));
    /// assert_eq!(location.name().as_deref(), Some("Main Beach"));
    /// ```
    Location {
        /// Degrees north.
        latitude = "36.9633",
        /// Degrees east.
        longitude = "-122.0019",
        /// The place's name.
        name = "Main Beach",
        /// The place's address.
        address = "Beach Street, Santa Cruz",
        /// A page about the place.
        url = "https://beach.example/",
    }
    /// A choice from a list, a tap on a reply button, or a filled-in form.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"interactive": {"type": "list_reply", "list_reply": {"id": "day-2", "title": "Tomorrow"}}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let interactive = message.interactive().unwrap();
    /// assert_eq!(interactive.id().as_deref(), Some("day-2"));
    /// assert_eq!(interactive.title().as_deref(), Some("Tomorrow"));
    /// ```
    Interactive {
        /// What kind of answer it is: `list_reply`, `button_reply`, `nfm_reply` or any other.
        kind["type"] = "list_reply",
    }
    /// A tap on a template's quick-reply button.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"type": "button", "button": {"payload": "opt-out", "text": "Stop"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let button = message.button().unwrap();
    /// assert_eq!(button.payload().as_deref(), Some("opt-out"));
    /// ```
    Button {
        /// What the business put behind the button.
        payload = "opt-out",
        /// What stands on the button.
        text = "Stop",
    }
    /// A reaction to a message; without emoji it takes one back.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"type": "reaction", "reaction": {"message_id": "m0", "emoji": "👍"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let reaction = message.reaction().unwrap();
    /// assert_eq!(reaction.emoji().as_deref(), Some("👍"));
    /// ```
    Reaction {
        /// The id of the message that is reacted to.
        message_id = "b1946ac9:0",
        /// The emoji.
        emoji = "👍",
    }
    /// An order from a catalogue.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"order": {"catalog_id": "7", "product_items": [{"product_retailer_id": "tea-1", "quantity": 2}]}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let order = message.order().unwrap();
    /// let item = Object::new(order.object().array("product_items")[0]).unwrap();
    /// assert_eq!(item.text("quantity").as_deref(), Some("2"));
    /// ```
    Order {
        /// The catalogue's id.
        catalog_id = "7",
        /// What the customer wrote with it.
        text = "Two, please",
    }
    /// A change that concerns the customer, such as another number.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"system": {"type": "user_changed_number", "wa_id": "12025550199"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let system = message.system().unwrap();
    /// assert_eq!(system.wa_id().as_deref(), Some("12025550199"));
    /// ```
    System {
        /// The kind of change, such as `user_changed_number`.
        kind["type"] = "user_changed_number",
        /// The change in words.
        body = "Zoë has another number",
        /// The customer's new WhatsApp id.
        wa_id = "12025550199",
        /// The customer's new WhatsApp id, under an older name.
        new_wa_id = "12025550199",
    }
    /// The advertisement or post that led to the message.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"referral": {"source_type": "ad", "headline": "Spring sale"}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let referral = message.referral().unwrap();
    /// assert_eq!(referral.headline().as_deref(), Some("Spring sale"));
    /// ```
    Referral {
        /// Its address.
        source_url = "https://shop.example/spring",
        /// Its id.
        source_id = "120210",
        /// Its kind: `ad` or `post`.
        source_type = "ad",
        /// Its headline.
        headline = "Spring sale",
        /// Its text.
        body = "All teas at half price",
    }
    /// What a message refers to.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Message, Object};
    ///
    /// let raw = r#"{"context": {"from": "12025550100", "id": "m0", "forwarded": true}}"#;
    /// let message = Message::new(Object::new(raw).unwrap());
    /// let context = message.context().unwrap();
    /// assert_eq!(context.id().as_deref(), Some("m0"));
    /// assert_eq!(context.forwarded().as_deref(), Some("true"));
    /// ```
    Context {
        /// Who wrote the message that is replied to.
        from = "12025550100",
        /// The id of the message that is replied to.
        id = "b1946ac9:0",
        /// The group it was written in.
        group_id = "g7",
        /// Whether the message was forwarded: `true` or `false`.
        forwarded = "true",
        /// Whether it was forwarded many times: `true` or `false`.
        frequently_forwarded = "true",
        /// The product that the message asks about.
        referred_product: object = r#"{"catalog_id": "7"}"#,
    }
    /// Why something failed.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"errors": [{"code": 131051, "title": "Message type is not supported"}]}"#)?;
    /// let codes: Vec<_> = notification.errors().filter_map(|error| error.code()).collect();
    /// assert_eq!(codes, ["131051"]);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    NativeError {
        /// The error's code, digits as text.
        code = "131051",
        /// A short description.
        title = "Message type is not supported",
        /// A longer description.
        message = "Message type is not supported",
        /// A page about it.
        href = "https://errors.example/131051",
    }
}

impl<'a> Interactive<'a> {
    /// The answer: the member that has the name of the kind.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Interactive, Object};
    ///
    /// let raw = r#"{"type": "list_reply", "list_reply": {"id": "day-2", "title": "Tomorrow", "description": "8 to 12"}}"#;
    /// let interactive = Interactive::new(Object::new(raw).unwrap());
    /// let reply = interactive.reply().unwrap();
    /// assert_eq!(reply.text("id").as_deref(), Some("day-2"));
    /// ```
    #[must_use]
    pub fn reply(&self) -> Option<Object<'a>> {
        self.0.object(&self.kind()?)
    }

    /// The id of what was chosen.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Interactive, Object};
    ///
    /// let raw = r#"{"type": "list_reply", "list_reply": {"id": "day-2", "title": "Tomorrow", "description": "8 to 12"}}"#;
    /// let interactive = Interactive::new(Object::new(raw).unwrap());
    /// assert_eq!(interactive.id().as_deref(), Some("day-2"));
    /// ```
    #[must_use]
    pub fn id(&self) -> Option<Cow<'a, str>> {
        self.reply()?.text("id")
    }

    /// The title of what was chosen; the text of a filled-in form.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Interactive, Object};
    ///
    /// let raw = r#"{"type": "list_reply", "list_reply": {"id": "day-2", "title": "Tomorrow", "description": "8 to 12"}}"#;
    /// let interactive = Interactive::new(Object::new(raw).unwrap());
    /// assert_eq!(interactive.title().as_deref(), Some("Tomorrow"));
    /// ```
    #[must_use]
    pub fn title(&self) -> Option<Cow<'a, str>> {
        let reply = self.reply()?;
        reply.text("title").or_else(|| reply.text("body"))
    }

    /// The description of the row that was chosen.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Interactive, Object};
    ///
    /// let raw = r#"{"type": "list_reply", "list_reply": {"id": "day-2", "title": "Tomorrow", "description": "8 to 12"}}"#;
    /// let interactive = Interactive::new(Object::new(raw).unwrap());
    /// assert_eq!(interactive.description().as_deref(), Some("8 to 12"));
    /// ```
    #[must_use]
    pub fn description(&self) -> Option<Cow<'a, str>> {
        self.reply()?.text("description")
    }

    /// What was filled in, as JSON text.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Interactive, Object};
    ///
    /// let raw = r#"{"type": "nfm_reply", "nfm_reply": {"body": "Sent", "response_json": "{\"size\":\"L\"}"}}"#;
    /// let interactive = Interactive::new(Object::new(raw).unwrap());
    /// assert_eq!(interactive.response_json().as_deref(), Some(r#"{"size":"L"}"#));
    /// ```
    #[must_use]
    pub fn response_json(&self) -> Option<Cow<'a, str>> {
        self.reply()?.text("response_json")
    }
}

impl<'a> Context<'a> {
    /// The WhatsApp ids that the message mentions.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::{Context, Object};
    ///
    /// let raw = r#"{"mentions": ["12025550143", "12025550188"]}"#;
    /// let context = Context::new(Object::new(raw).unwrap());
    /// assert_eq!(context.mentions(), ["12025550143", "12025550188"]);
    /// ```
    #[must_use]
    pub fn mentions(&self) -> Vec<Cow<'a, str>> {
        let mentions = self.0.value("mentions").filter(Node::is_array);
        mentions.into_iter().flat_map(Node::items).filter_map(|mention| mention.text()).collect()
    }
}
