//! Model, check, render and parse the callback profiles by which messaging platforms call a business back over HTTP.
//!
//! ```
//! use callback_profile::{Incoming, IncomingField, Profile};
//!
//! let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
//! let received = profile.parse_target("/wa?body=Hi%21&from=12025550143&type=text&wanumber=12025550100")?;
//! let callback = &received.callback;
//! assert_eq!(callback.text(IncomingField::Body), "Hi!");
//! assert_eq!(callback.sender()?.map(|number| number.to_string()).as_deref(), Some("+12025550143"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way of a field
//!
//! ```text
//!   profile's file       {"method": "GET", "endpoint": "https://example.com/dlr?state=<status>", …}
//!        │ serde                                 as written, unchecked
//!   ProfileSpec ──check──> Report                every finding at once: code, place, help, fix
//!        │ try_from                              only without errors
//!   Profile<Outgoing>                            the template compiled: literals, placeholders, names
//!        │ render(&callback)   Status::Read ──> "read"
//!   Request              GET https://example.com/dlr?state=read&…
//!        │ parse_target(…)                       "read" borrowed from the request
//!   Received             callback + extra + problems + missing() + unfilled() + remarks()
//!        │ callback.status()                     typed on demand
//!   Some(Status::Read)
//! ```
//!
//! # Terms
//!
//! - A *platform* sends messages for a business and calls it back. A *callback* is such a call: a set of fields.
//! - A *field set* is what a platform reports together: [`Outgoing`] for the state of messages the business sent, [`Incoming`] for
//!   messages that users wrote, [`DeliveryReport`] for what webhooks report. [`field_set!`] writes another from one table.
//! - A *placeholder* `<name>` stands in a *template* for a field's value; the *parameter* around it (`state=<status>`) has the name
//!   that the receiver chose.
//! - A *diagnostic* is a finding about a profile; a *problem* is something odd in a callback that arrived; a *remark* is something
//!   odd about the event that it tells, though it arrived as it was sent.
//! - A *sample event* is a complete callback of something that happens, with what belongs to it and nothing else: one for each status
//!   and each type of message.
//!
//! # Beyond one profile
//!
//! - [`Receiver`] tells several profiles behind one endpoint apart.
//! - [`Platform`] knows which field sets there are; with it sets of your own work wherever the built-in ones do.
//! - [`Account`] holds profiles, numbers and a [`Whitelist`](account::Whitelist), and tells where a callback goes.
//! - [`Webhook`] is the form of platforms that let the receiver name the parameters; it stands for a profile.
//! - [`whatsapp`] reads the native content that callbacks are made of, and translates it.
//! - [`check_file`] and [`fix_file`](file::fix_file) check and fix the files of profiles, webhooks and accounts, at line and column.
//!
//! # Scope
//!
//! The crate does no I/O: it neither listens nor sends. It holds no global state and spawns nothing, every type is [`Send`] and
//! [`Sync`], and no input makes it panic. What it reads is bounded by [`Limits`](request::Limits).
//!
//! What it cannot do: where a sender left an `&` in the value of a query or form as it is, what follows may look like a parameter of its
//! own (`Tom & Jerry=friends`), and is then one, in [`Received::extra`]. Where it can be told, the value is whole: see
//! [`ProblemCode::UnescapedSeparator`](received::ProblemCode::UnescapedSeparator).
//!
//! # Features
//!
//! - `xml`: XML bodies, see [`BodyFormat`](request::BodyFormat).
//! - `cli`: the command `callback-profile`, which the library itself does not need.
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

/// The crate whose methods, headers and requests this one takes and gives: taken from here, it is the same version for sure.
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

    pub use crate::field::dedup::DedupKey;
    pub use crate::field::event::{EventTable, assert_events};
    pub use crate::field::set::WrittenByMacro;
    pub use crate::field::table::assert_set;
    use crate::field::{FieldInfo, FieldSet, FieldTable, deserialize_values, serialize_values};

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
