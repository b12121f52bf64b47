//! The kinds of field: the type column of a field set's table.
//!
//! A callback keeps every field as text. Its kind says what the typed reader makes of that text, and nothing is read before
//! somebody asks: one odd value fails its own reader and no other.
//!
//! ```
//! use callback_profile::{OutgoingCallback, OutgoingField};
//!
//! let callback = OutgoingCallback::default().with(OutgoingField::Price, "free").with(OutgoingField::Mobile, "12025550143");
//! assert!(callback.price().is_err());
//! assert_eq!(callback.text(OutgoingField::Price), "free");
//! assert_eq!(callback.mobile()?.unwrap().digits(), "12025550143");
//! # Ok::<(), callback_profile::value::ValueError>(())
//! ```

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::__reader_output;
use crate::field::info::json_string;
use crate::field::{FieldInfo, FieldKind};
use crate::value;
use crate::value::ValueError;

/// What the texts of a kind hold, as far as it matters when a sender did not escape them.
///
/// # Examples
///
/// ```
/// use callback_profile::field::kind::{self, Content};
/// use callback_profile::field::FieldKind;
///
/// assert_eq!(kind::Text::CONTENT, Content::Text);
/// assert_eq!(kind::Json::CONTENT, Content::Json);
/// assert_eq!(kind::Price::CONTENT, Content::Word);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// A word such as a number, a status or an id, in which no `&` stands.
    Word,
    /// Free text.
    Text,
    /// JSON as text.
    Json,
}

/// Free text; the reader gives it as it is, empty where it is absent.
///
/// # Examples
///
/// ```
/// use callback_profile::field::{FieldKind, kind};
/// use callback_profile::OutgoingField;
///
/// let field = OutgoingField::Message.info();
/// assert_eq!(kind::Text::read(field, "Message delivered"), "Message delivered");
/// assert_eq!(kind::Text::read(field, ""), "");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Text;

impl FieldKind for Text {
    type Output<'t> = __reader_output!('t Text);
    const NAME: &'static str = "text";
    const SAMPLE: &'static str = "sample";
    const TAKES_ANY_TEXT: bool = true;
    const STRESS_SAMPLE: &'static str = "<id> & \"quoted\" + 100% \u{1f600}\nnext=line;\u{e9} \\ </a>'#?";

    fn read<'t>(_: &'static FieldInfo, text: &'t str) -> &'t str {
        text
    }
}

/// A message id, see [`MessageId`](crate::value::MessageId).
///
/// # Examples
///
/// ```
/// use callback_profile::field::{FieldKind, kind};
/// use callback_profile::OutgoingField;
///
/// let field = OutgoingField::Id.info();
/// assert_eq!(kind::MessageId::read(field, "b1946ac9:0").and_then(|id| id.index()), Some(0));
/// assert_eq!(kind::MessageId::read(field, ""), None);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct MessageId;

impl FieldKind for MessageId {
    type Output<'t> = __reader_output!('t MessageId);
    const NAME: &'static str = "message-id";
    const SAMPLE: &'static str = "5b1d7c52-8f2e-4c0a-9d3e-6a7f10c2b4e8:0";

    fn read<'t>(_: &'static FieldInfo, text: &'t str) -> Self::Output<'t> {
        value::MessageId::new(text)
    }
}

/// Declares the kinds with a closed syntax: their name, their sample, and how they are read and written as
/// JSON. A kind of which any text of the syntax is good has a stress sample as well, and one whose values are written in several ways
/// says what tells them apart.
macro_rules! closed_kinds {
    ($(
        $(#[doc = $doc:literal])+
        $kind:ident $name:literal = $sample:literal, $read:expr, $write:expr $(, stress $stress:literal, $content:ident)? $(, identity $identity:path)?;
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub struct $kind;

        impl FieldKind for $kind {
            type Output<'t> = __reader_output!('t $kind);
            const NAME: &'static str = $name;
            const SAMPLE: &'static str = $sample;
            $(const TAKES_ANY_TEXT: bool = true;
            const STRESS_SAMPLE: &'static str = $stress;
            const CONTENT: Content = Content::$content;)?

            fn read<'t>(field: &'static FieldInfo, text: &'t str) -> Self::Output<'t> {
                // An absent field is no error; any other that cannot be read says its name.
                let read = (!text.is_empty()).then(|| $read(text)).transpose();
                read.map_err(|error: ValueError| error.with_field(field.name()))
            }

            fn to_json(field: &'static FieldInfo, text: &str) -> Result<Option<String>, ValueError> {
                Ok(Self::read(field, text)?.map($write))
            }

            $(fn identity(text: &str) -> Cow<'_, str> {
                $identity(text)
            })?
        }
    )+};
}

closed_kinds! {
    /// A JSON document kept as text; the reader checks it and gives it with its bytes as they are.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    ///
    /// let field = OutgoingField::Message.info();
    /// assert_eq!(kind::Json::read(field, "[1, 2]")?.map(|json| json.get()), Some("[1, 2]"));
    /// assert!(kind::Json::read(field, "")?.is_none());
    /// assert!(kind::Json::read(field, "[1,").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    Json "json" = "[]", read_json, |document| without_blanks(document.get()),
        stress "[{\"type\":\"text\",\"text\":{\"body\":\"<id> & \\\"quoted\\\" + 100% \u{1f600}\\nnext=line\"}}]", Json;
    /// A truth value written `true` or `false`, in any case, with or without blanks around it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    ///
    /// let field = OutgoingField::CustomResponse.info();
    /// assert_eq!(kind::Flag::read(field, "FALSE ")?, Some(false));
    /// assert_eq!(kind::Flag::read(field, "")?, None);
    /// assert!(kind::Flag::read(field, "yes").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    Flag "flag" = "false", value::parse_flag, |flag| flag.to_string();
    /// A telephone number, see [`PhoneNumber`](crate::value::PhoneNumber).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    ///
    /// let field = OutgoingField::Mobile.info();
    /// assert_eq!(kind::PhoneNumber::read(field, "+1 (202) 555-0143")?.unwrap().digits(), "12025550143");
    /// assert_eq!(kind::PhoneNumber::read(field, "")?, None);
    /// assert!(kind::PhoneNumber::read(field, "unknown").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    PhoneNumber "phone-number" = "+12025550143", value::PhoneNumber::parse, |number| json_string(&number.to_string()),
        identity value::PhoneNumber::digits_or_text;
    /// An exact decimal amount of money, see [`Price`](crate::value::Price).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    ///
    /// let field = OutgoingField::Price.info();
    /// assert_eq!(kind::Price::read(field, "0.0125")?.unwrap().to_string(), "0.0125");
    /// assert_eq!(kind::Price::read(field, "")?, None);
    /// assert!(kind::Price::read(field, "free").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    Price "price" = "0.01", value::Price::parse, |price| json_string(&price.to_string());
    /// A moment, see [`Timestamp`](crate::value::Timestamp).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    ///
    /// let field = OutgoingField::Timestamp.info();
    /// assert_eq!(kind::Timestamp::read(field, "1710000042")?.unwrap().unix_seconds(), 1_710_000_042);
    /// assert_eq!(kind::Timestamp::read(field, "")?, None);
    /// assert!(kind::Timestamp::read(field, "soon").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    Timestamp "timestamp" = "1710000042", value::Timestamp::parse, timestamp_json;
    /// A number as JSON writes it; the reader checks it and gives it with its digits as they are.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    ///
    /// let field = OutgoingField::Reference1.info();
    /// assert_eq!(kind::Number::read(field, "-12.50")?.map(|number| number.get()), Some("-12.50"));
    /// assert!(kind::Number::read(field, "")?.is_none());
    /// assert!(kind::Number::read(field, "012").is_err());
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    Number "number" = "42", read_number, |number| number.get().to_owned();
}

/// A time as JSON.
pub(super) fn timestamp_json(time: value::Timestamp) -> String {
    json_string(&time.to_rfc3339().to_string())
}

/// Declares the kinds that are read as an open set of the same name in [`value`], with their name and sample.
macro_rules! open_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $name:literal = $sample:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub struct $kind;

        impl FieldKind for $kind {
            type Output<'t> = __reader_output!('t $kind);
            const NAME: &'static str = $name;
            const SAMPLE: &'static str = $sample;

            fn read<'t>(_: &'static FieldInfo, text: &'t str) -> Self::Output<'t> {
                (!text.is_empty()).then(|| value::$kind::new(text))
            }

            fn identity(text: &str) -> Cow<'_, str> {
                let text = text.trim();
                value::$kind::known(text).map_or(Cow::Borrowed(text), Cow::from)
            }

            fn to_json(field: &'static FieldInfo, text: &str) -> Result<Option<String>, ValueError> {
                Ok(Self::read(field, text).map(|word| json_string(word.as_str())))
            }
        }
    )+};
}

open_kinds! {
    /// The type of a message, see [`MessageType`](crate::value::MessageType).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    /// use callback_profile::value::MessageType;
    ///
    /// let field = OutgoingField::Message.info();
    /// assert_eq!(kind::MessageType::read(field, "image"), Some(MessageType::Image));
    /// assert_eq!(kind::MessageType::read(field, "hologram").unwrap().as_str(), "hologram");
    /// ```
    MessageType "message-type" = "text";
    /// The state of a message's delivery, see [`Status`](crate::value::Status).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::OutgoingField;
    /// use callback_profile::value::Status;
    ///
    /// let field = OutgoingField::Status.info();
    /// assert_eq!(kind::Status::read(field, "Delivered"), Some(Status::Delivered));
    /// assert_eq!(kind::Status::read(field, "queued").unwrap().as_str(), "queued");
    /// ```
    Status "status" = "delivered";
}

fn read_json(text: &str) -> Result<&RawValue, ValueError> {
    serde_json::from_str(text).map_err(|_| ValueError::new("well-formed JSON", text))
}

fn read_number(text: &str) -> Result<&RawValue, ValueError> {
    let number = serde_json::from_str(text).ok();
    let is_number = |json: &&RawValue| json.get().starts_with(|first: char| first == '-' || first.is_ascii_digit());
    number.filter(is_number).ok_or_else(|| ValueError::new("a JSON number", text))
}

/// Well-formed JSON on one line: without the white space between its tokens.
fn without_blanks(json: &str) -> String {
    let mut inside_string = false;
    let mut escaped = false;
    json.chars()
        .filter(|character| {
            if inside_string {
                inside_string = escaped || *character != '"';
                escaped = !escaped && *character == '\\';
                return true;
            }
            inside_string = *character == '"';
            !matches!(character, ' ' | '\t' | '\n' | '\r')
        })
        .collect()
}
