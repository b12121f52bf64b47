//! Model, check, render and parse the callback profiles by which messaging platforms call a business back over HTTP.
//!
//! A platform that sends messages for a business reports back: *delivered*, *read*, *this user wrote to you*. How it calls is
//! configured by a *callback profile*: an HTTP method, an endpoint, and a template with placeholders such as `<status>`. This crate
//! covers both directions safely:
//!
//! - it checks a profile before it is used, and returns all diagnostics for a spec at once, each with its place and its fix;
//! - it renders the request for an event, in which no value can add a parameter, a key or a header;
//! - it parses any request into typed fields, and keeps whatever is unknown or malformed, so that no event is lost.
//!
//! # Receiving
//!
//! Any placeholder may stand in any parameter; `standard` gives each the name of its field. A typed reader runs when it is called. The
//! two things that every receiver needs are here: recognise a repeat, and never let a late callback move a message's state backwards.
//!
//! ```
//! use std::collections::HashSet;
//!
//! use callback_profile::value::{MessageState, Status};
//! use callback_profile::{Outgoing, Profile};
//!
//! let profile = Profile::<Outgoing>::standard("https://example.com/dlr?token=s3cret")?;
//! let (mut seen, mut state) = (HashSet::new(), MessageState::default());
//! for status in ["read", "read", "delivered"] {
//!     let target = format!("/dlr?token=s3cret&id=7c1e%3A0&status={status}&price=0.01");
//!     let received = profile.parse_target(&target)?.verified()?;          // an error if the token is another
//!     let is_new = received.dedup_key().is_none_or(|key| seen.insert(key));
//!     if let Some(status) = received.callback.status().filter(|_| is_new) {
//!         state.apply(&status);
//!     }
//!     assert_eq!(received.callback.price()?.map(|price| price.to_string()).as_deref(), Some("0.01"));
//! }
//! assert_eq!((seen.len(), state.status()), (2, Some(&Status::Read)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Received`] also holds what no field claims, and says what was odd, missing or unfilled. If one endpoint serves several profiles, a
//! [`Receiver`] finds the one that a request belongs to.
//!
//! # Sending
//!
//! Fill in a callback and render it. Method, URL, headers and body come in the types of the [`http`] crate, ready for any client.
//!
//! ```
//! use callback_profile::{Incoming, IncomingCallback, IncomingField, Profile};
//!
//! let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
//! let callback = IncomingCallback::default()
//!     .with(IncomingField::Sender, "12025550143")
//!     .with(IncomingField::Body, "50% off & more");
//! let request = profile.render(&callback)?;
//! assert!(request.url().starts_with("https://example.com/wa?body=50%25%20off%20%26%20more&"));
//! assert_eq!(profile.parse(&request)?.callback.body(), "50% off & more");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A gateway
//!
//! [`whatsapp`] translates native content into callbacks, and an [`Account`] with its whitelist, profiles and numbers tells where each
//! of them goes, or why none is made.
//!
//! ```
//! use callback_profile::account::RouteRequest;
//! use callback_profile::whatsapp::{Notification, translate};
//! use callback_profile::{Account, Incoming, IncomingField};
//!
//! let account: Account = serde_json::from_str(r#"{
//!     "account_type": "postpaid",
//!     "whitelist": ["example.com"],
//!     "numbers": [{"number": "+12025550100", "incoming": {"callback_url": "https://example.com/wa"}}]
//! }"#)?;
//! let native = r#"{"messages": [{"from": "12025550143", "id": "m1", "type": "text", "text": {"body": "Hi"}}]}"#;
//! let translated = translate(&Notification::parse(native)?, Some("12025550100"));
//! for message in &translated.incoming {
//!     let route = account.route::<Incoming>(message.text(IncomingField::BusinessNumber), RouteRequest::Nothing)?;
//!     assert!(route.render(message)?.url().starts_with("https://example.com/wa?body=Hi&"));
//! }
//! assert_eq!(translated.incoming.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Checking in CI
//!
//! [`check_file`] checks the file of a profile, a webhook, an account or a platform, with line and column. A test over a folder of them
//! is all that is needed; the command (feature `cli`) does the same in a workflow: `callback-profile check --format github profiles/`.
//!
//! ```
//! let file = r#"{"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/dlr?cost=<prise>"}"#;
//! let report = callback_profile::check_file(file.as_bytes());
//! assert!(!report.is_clean());
//! assert!(report.to_string().contains("did you mean `<price>`?"));
//!
//! let fixed = callback_profile::file::fix_file(file);
//! assert!(fixed.applied() > 0);                               // `<price>`, and the required placeholders that were missing
//! ```
//!
//! # A field set of one's own
//!
//! [`field_set!`] writes the fields, the callback and its typed readers from one table. Such a set works wherever the built-in ones do.
//!
//! ```
//! use callback_profile::{Profile, field::kind, field_set};
//!
//! field_set! {
//!     /// Parcels on their way.
//!     pub set Parcels = "parcels";
//!     /// A field of a parcel.
//!     enum ParcelField;
//!     /// A parcel.
//!     struct ParcelCallback;
//!     dedup_key [Id];
//!     required {
//!         /// The parcel's id.
//!         Id id: kind::MessageId,
//!         /// What it weighs, in grams.
//!         Grams grams: kind::Text = "250",
//!     }
//!     optional {}
//! }
//!
//! let profile = Profile::<Parcels>::standard("https://example.com/parcels")?;
//! assert_eq!(profile.endpoint(), "https://example.com/parcels?id=<id>&grams=<grams>");
//! assert_eq!(profile.parse_target("/parcels?id=7&grams=250")?.callback.grams(), "250");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Any other platform
//!
//! A platform with names and a syntax of its own, be it `{{to}}`, `[from]`, `$NAME` or `%d`, is a file ([`Platform::from_file`]). All that
//! works for the built-in field sets works for its own. Its profiles are [`AnyProfile`]s; [`template`] specifies the keys of the file, and
//! what is different in other syntaxes.
//!
//! ```
//! use callback_profile::Platform;
//!
//! let platform = Platform::from_file(r#"{
//!     "platform": "parcels", "placeholders": {"open": "{{", "close": "}}", "path": true},
//!     "field_sets": {"event": {"fields": {"id": {"required": true}, "grams": "number", "note": "text"}}}
//! }"#)?;
//! let profile = platform.profile(serde_json::from_str(r#"{
//!     "direction": "event", "method": "GET", "endpoint": "https://example.com/parcels/{{id}}?g={{grams}}&note={{note}}"
//! }"#)?)?;
//! let request = profile.render_json(r#"{"id": "a/7", "note": "50% off & more"}"#)??;
//! assert_eq!(request.url(), "https://example.com/parcels/a%2F7?g=&note=50%25%20off%20%26%20more");
//! assert_eq!(profile.parse_target("/parcels/a%2F7?g=250")?.text("id"), Some("a/7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Modules
//!
//! | module | what is in it |
//! |---|---|
//! | [`profile`], [`request`] | profiles, their specs, limits; what they render |
//! | [`received`], [`receiver`] | what was parsed: problems, remarks, verification; several profiles at one endpoint |
//! | [`template`] | the template language: where placeholders may stand, how each format is written and read |
//! | [`field`] | the field sets, the kinds of fields, and what a set of one's own consists of |
//! | [`value`] | typed values: [`Status`](value::Status), [`Timestamp`](value::Timestamp), [`Price`](value::Price), [`PhoneNumber`](value::PhoneNumber) … |
//! | [`diagnostic`], [`file`](mod@file) | findings about profiles; the check and the fixes of files |
//! | [`account`], [`webhook`] | accounts with their numbers and routes; platforms that are configured by a form |
//! | [`whatsapp`] | native WhatsApp content, read without loss, and its translation |
//!
//! # Terms
//!
//! - A *platform* sends messages for a business and calls it back; a *callback* is such a call. A [`Platform`] is the value that says
//!   which field sets there are, and how their templates write placeholders.
//! - A *field set* is what is reported together: [`Outgoing`] for the state of messages that the business sent, [`Incoming`] for
//!   messages from users, [`DeliveryReport`] for the reports of webhooks.
//! - A *placeholder* stands in a *template* for the value of a field; the built-in sets write it `<name>`. The *parameter* around it
//!   (`state=<status>`) has the name that the receiver chose.
//! - A *spec* is a profile as it is written, unchecked ([`ProfileSpec`]); a [`Profile`] has passed the check.
//! - A *diagnostic* is a finding about a profile, a *fix* a mechanical change that settles it. A *problem* is something odd about a
//!   request that arrived, a *remark* something odd about the event that it reports.
//!
//! # Features
//!
//! None is on by default, and features only add.
//!
//! - `xml`: XML bodies, see [`BodyFormat`](request::BodyFormat).
//! - `cli`: the command `callback-profile`; it switches on `xml`. The library itself does not need it.
//!
//! # Scope
//!
//! The crate neither listens nor sends: it does no I/O, holds no global state and starts nothing. Every type is [`Send`] and [`Sync`].
//! No input makes it panic. A request without a token is read as any other; [`Received::verified`] is what tells whether it came from
//! somebody who knows the profile's static values.
//!
//! # Limits
//!
//! What is read is bounded by [`Limits`](request::Limits): unless you say otherwise 16 MiB, 10,000 parameters and 128 levels of nesting,
//! in time linear in the input. A rendered URL has at most 65,534 bytes.
//!
//! Some callbacks cannot be told apart. If a sender does not escape the `&` in a value, what follows may look like a parameter of its
//! own (`Tom & Jerry=friends`) and becomes one, in [`Received::extra`]; where it can be told, the value is read whole, see
//! [`ProblemCode::UnescapedSeparator`](received::ProblemCode::UnescapedSeparator). And a single profile reads any request that has one of
//! its parameters, also one that was meant for another profile: look at [`Received::missing`], or use a [`Receiver`].
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod account;
pub mod diagnostic;
mod endpoint;
pub mod field;
pub mod file;
mod form;
mod json;
mod platform;
pub mod profile;
pub mod received;
pub mod receiver;
pub mod request;
pub mod template;
mod text;
pub mod value;
pub mod webhook;
pub mod whatsapp;
mod wire;

/// The `http` crate, whose methods, headers and requests this crate takes and returns. Imported from here, its version is the right one.
pub use http;

#[doc(inline)]
pub use self::{
    account::Account,
    field::{
        DeliveryReport, DeliveryReportCallback, DeliveryReportField, FieldSet, Incoming, IncomingCallback,
        IncomingField, Outgoing, OutgoingCallback, OutgoingField,
    },
    file::check_file,
    platform::Platform,
    profile::{AnyProfile, Profile, ProfileSpec},
    received::{AnyReceived, ParseError, Received, VerifyError},
    receiver::{ReceiveError, Receiver},
    request::RenderError,
    webhook::Webhook,
};

/// What the code that [`field_set!`] writes needs of this crate.
#[doc(hidden)]
pub mod __private {
    use std::borrow::Cow;

    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
    pub use serde_json::value::RawValue;

    pub use crate::field::dedup::DedupKey;
    pub use crate::field::event::{EventTable, assert_events};
    pub use crate::field::set::WrittenByMacro;
    pub use crate::field::table::assert_set;
    use crate::field::{FieldInfo, FieldSet, FieldTable, deserialize_values, serialize_values};

    /// How the built-in sets write placeholders.
    pub const BUILTIN_PLACEHOLDERS: crate::field::PlaceholderSyntax = crate::field::PlaceholderSyntax::BUILTIN;

    /// The row of a field; the enum and the table have the same length and order.
    #[must_use]
    pub const fn row(fields: &'static [FieldInfo], index: usize) -> &'static FieldInfo {
        match fields.split_at_checked(index) {
            Some((_, [row, ..])) => row,
            _ => const { &FieldInfo::nameless::<crate::field::kind::Text>() },
        }
    }

    pub fn serialize<F: FieldSet, S: Serializer>(values: &[Cow<'_, str>], serializer: S) -> Result<S::Ok, S::Error> {
        serialize_values(&FieldTable::of::<F>(), values, serializer)
    }

    pub fn deserialize<'de, F: FieldSet, D: Deserializer<'de>>(
        values: &mut [Cow<'_, str>],
        deserializer: D,
    ) -> Result<(), D::Error> {
        deserialize_values(&FieldTable::of::<F>(), values, deserializer)
    }
}

/// What the command needs of this crate beside what everybody may use.
#[doc(hidden)]
pub mod __command {
    pub use crate::text::pairs::Pairs;
    pub use crate::text::{Line, Lines, address_without_secrets, is_hidden, nearest_name, shown_id, with_causes};
}

/// The README's examples, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
