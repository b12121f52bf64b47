//! What is known of one field.

use std::borrow::Cow;
use std::fmt;

use crate::field::kind::{Content, timestamp_json};
use crate::field::kinds::KindInfo;
use crate::value::{Status, TimeUnit, Timestamp, TimestampReading, ValueError};

/// What a field set's table says about one field.
///
/// # Examples
///
/// ```
/// use callback_profile::{FieldSet, Outgoing};
///
/// let names: Vec<_> = Outgoing::FIELDS.iter().filter(|field| field.is_required()).map(|field| field.name()).collect();
/// assert_eq!(names.len(), 13);
/// assert_eq!(names.first(), Some(&"id"));
/// ```
#[derive(Clone)]
pub struct FieldInfo {
    name: Cow<'static, str>,
    description: Cow<'static, str>,
    required: bool,
    sample: Cow<'static, str>,
    stress_sample: Cow<'static, str>,
    absent: Option<Cow<'static, str>>,
    kind: &'static KindInfo,
    reading: Reading,
}

/// How the typed reader of a field reads its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As every field of its kind.
    OfKind,
    /// The words that texts of a status stand for, in the order in which they were written.
    Words(Vec<(String, Status)>),
    /// A time of this unit or offset.
    Time(TimestampReading),
}

/// What a table that was read when running says about one field. What is left out is as the kind says.
#[derive(Debug)]
pub(crate) struct FieldData {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) required: bool,
    pub(crate) kind: &'static KindInfo,
    pub(crate) sample: Option<String>,
    pub(crate) absent: Option<String>,
    pub(crate) reading: Reading,
}

impl FieldInfo {
    #[doc(hidden)]
    #[must_use]
    pub const fn new<K: FieldKind>(
        name: &'static str,
        description: &'static str,
        required: bool,
        sample: Option<&'static str>,
        absent: Option<&'static str>,
    ) -> Self {
        let (sample, stress_sample) = match sample {
            Some(sample) => (sample, if K::TAKES_ANY_TEXT { K::STRESS_SAMPLE } else { sample }),
            None => (K::SAMPLE, K::STRESS_SAMPLE),
        };
        let absent = match absent {
            Some(absent) => Some(Cow::Borrowed(absent)),
            None => None,
        };
        Self {
            name: Cow::Borrowed(name),
            description: Cow::Borrowed(description.trim_ascii()),
            required,
            sample: Cow::Borrowed(sample),
            stress_sample: Cow::Borrowed(stress_sample),
            absent,
            kind: const { &KindInfo::of::<K>() },
            reading: Reading::OfKind,
        }
    }

    /// The field of a table that was read when running.
    pub(crate) fn of_data(data: FieldData) -> Self {
        let FieldData { name, description, required, kind, sample, absent, reading } = data;
        let sample = sample.map_or_else(|| reading.sample().unwrap_or(Cow::Borrowed(kind.sample)), Cow::Owned);
        let stress_sample = if kind.takes_any_text { Cow::Borrowed(kind.stress_sample) } else { sample.clone() };
        Self {
            name: Cow::Owned(name),
            description: Cow::Owned(description),
            required,
            sample,
            stress_sample,
            absent: absent.filter(|text| !text.is_empty()).map(Cow::Owned),
            kind,
            reading,
        }
    }

    /// The field, nameless, for readers whose caller knows its name.
    pub(crate) const fn nameless<K: FieldKind>() -> Self {
        Self::new::<K>("", "", false, None, None)
    }

    /// The name that the field's placeholder carries: `phone_number` in `<phone_number>`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::IncomingField;
    ///
    /// assert_eq!(IncomingField::Sender.info().name(), "from");
    /// ```
    #[must_use]
    pub const fn name(&self) -> &str {
        text(&self.name)
    }

    /// The same kind of field under another name.
    #[cfg(test)]
    pub(crate) fn renamed(&self, name: String) -> Self {
        Self { name: Cow::Owned(name), ..self.clone() }
    }

    /// The name, to be kept where the table may not live as long.
    pub(crate) fn shared_name(&self) -> Cow<'static, str> {
        self.name.clone()
    }

    /// What the field means, in a sentence or two of Markdown.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::IncomingField;
    ///
    /// assert_eq!(IncomingField::Body.info().description(), "The text of the message.");
    /// ```
    #[must_use]
    pub const fn description(&self) -> &str {
        text(&self.description)
    }

    /// Whether every template of the set must hold the field's placeholder.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::IncomingField;
    ///
    /// assert!(IncomingField::Body.info().is_required());
    /// assert!(!IncomingField::MediaName.info().is_required());
    /// ```
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// A stable word for what the field holds: `text`, `json`, `flag`, `price`, `timestamp`, `phone-number`, `message-id`,
    /// `message-type`, `number`, `status`; of a kind of your own its [`NAME`](FieldKind::NAME).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::IncomingField;
    ///
    /// assert_eq!(IncomingField::Sender.info().kind(), "phone-number");
    /// assert_eq!(IncomingField::Message.info().kind(), "json");
    /// ```
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.kind.name
    }

    /// A plausible text of the field, for samples and for documentation.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::IncomingField;
    ///
    /// assert_eq!(IncomingField::MimeType.info().sample(), "image/jpeg");
    /// ```
    #[must_use]
    pub const fn sample(&self) -> &str {
        text(&self.sample)
    }

    /// What is written where the field is absent; `None` where that is the empty text.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{FieldSet, Outgoing};
    ///
    /// assert_eq!(Outgoing::field("custom_response").unwrap().absent(), Some("false"));
    /// assert_eq!(Outgoing::field("price").unwrap().absent(), None);
    /// ```
    #[must_use]
    pub const fn absent(&self) -> Option<&str> {
        match &self.absent {
            Some(absent) => Some(text(absent)),
            None => None,
        }
    }

    /// The sample, to be kept where the table may not live as long.
    pub(crate) fn shared_sample(&self) -> Cow<'static, str> {
        self.sample.clone()
    }

    pub(crate) fn stress_sample(&self) -> Cow<'static, str> {
        self.stress_sample.clone()
    }

    /// Whether values of the kind are more than texts in JSON: numbers, truth values, objects, arrays.
    pub(crate) fn is_data(&self) -> bool {
        matches!(self.kind.name, "number" | "flag" | "json" | "timestamp")
    }

    pub(crate) const fn content(&self) -> Content {
        self.kind.content
    }

    /// The typed value of a text as JSON, see [`FieldKind::to_json`].
    pub(crate) fn typed_json(&self, text: &str) -> Result<Option<String>, ValueError> {
        let json = match &self.reading {
            Reading::Words(words) if status_of(words, text).is_some() => {
                Ok(status_of(words, text).map(|status| json_string(status.as_str())))
            }
            Reading::Time(reading) if !text.is_empty() => {
                Timestamp::parse_with(text, *reading).map(|time| Some(timestamp_json(time)))
            }
            _ => (self.kind.to_json)(text),
        };
        // What the platform writes for an absent field need not be of its kind.
        let json = json.or_else(|error| if self.absent() == Some(text) { Ok(None) } else { Err(error) });
        json.map_err(|error| error.with_field(self.shared_name()))
    }

    /// What tells the text from that of another callback. Two codes for one status may be two events.
    pub(crate) fn identity<'t>(&self, text: &'t str) -> Cow<'t, str> {
        (self.kind.identity)(text)
    }

    /// The status that a text of the field stands for: the one to which a [platform file](crate::Platform::from_file) maps it, else
    /// the one that the text names. `None` where the field is absent.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    /// use callback_profile::Platform;
    ///
    /// let platform = Platform::from_file(
    ///     r#"{"platform": "kannel", "placeholders": {"open": "%"}, "field_sets": {"report": {"fields": {
    ///         "d": {"kind": "status", "values": {"1": "delivered", "2": "failed", "16": "failed"}}
    ///     }}}}"#,
    /// )?;
    /// let field = &platform.fields("report").unwrap()[0];
    /// assert_eq!(field.status("16"), Some(Status::Failed));
    /// assert_eq!(field.status("4"), Some(Status::new("4")));
    /// assert_eq!(field.text_of_status(&Status::Failed), "2");
    /// assert_eq!(field.text_of_status(&Status::Read), "read");
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn status(&self, text: &str) -> Option<Status> {
        let mapped = if let Reading::Words(words) = &self.reading { status_of(words, text) } else { None };
        mapped.cloned().or_else(|| (!text.is_empty()).then(|| Status::new(text)))
    }

    /// The text that stands for a status: the first one that a [platform file](crate::Platform::from_file) maps to it, else the
    /// status's own word. See [`status`](Self::status).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::OutgoingField;
    /// use callback_profile::value::Status;
    ///
    /// assert_eq!(OutgoingField::Status.info().text_of_status(&Status::NotSent), "not-sent");
    /// ```
    #[must_use]
    pub fn text_of_status<'s>(&'s self, status: &'s Status) -> &'s str {
        let words = if let Reading::Words(words) = &self.reading { &**words } else { &[] };
        words.iter().find(|(_, known)| known == status).map_or(status.as_str(), |(text, _)| text)
    }

    /// How times of the field are read: with the unit and offset that a [platform file](crate::Platform::from_file) gives, for
    /// [`Timestamp::parse_with`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    /// use callback_profile::value::Timestamp;
    ///
    /// let platform = Platform::from_file(
    ///     r#"{"platform": "courier", "placeholders": {"open": "{", "close": "}"}, "field_sets": {"send": {"fields": {
    ///         "at": {"kind": "timestamp", "time_offset_minutes": 120}
    ///     }}}}"#,
    /// )?;
    /// let reading = platform.fields("send").unwrap()[0].time_reading();
    /// assert_eq!(Timestamp::parse_with("2024-03-09 18:00:42", reading)?, Timestamp::parse("1710000042")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn time_reading(&self) -> TimestampReading {
        match self.reading {
            Reading::Time(reading) => reading,
            _ => TimestampReading::new(),
        }
    }

    /// Whether the two rows say the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let key = |field: &Self| (field.required, field.kind.name);
        key(self) == key(other)
            && self.name == other.name
            && self.description == other.description
            && self.sample == other.sample
            && self.absent == other.absent
            && self.reading == other.reading
    }
}

/// The status that a text is mapped to.
fn status_of<'w>(words: &'w [(String, Status)], text: &str) -> Option<&'w Status> {
    words.iter().find(|(code, _)| code == text.trim()).map(|(_, status)| status)
}

impl Reading {
    /// A plausible text of such a field, where the kind's is none.
    fn sample(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Words(words) => {
                let delivered = words.iter().find(|(_, status)| *status == Status::Delivered);
                delivered.or(words.first()).map(|(text, _)| text.clone().into())
            }
            Self::Time(reading) if reading.has_unit(TimeUnit::Milliseconds) => Some("1710000042125".into()),
            _ => None,
        }
    }
}

/// `Cow::deref`, which is no `const fn`.
#[expect(clippy::ptr_arg, reason = "whether it is borrowed is what it is about")]
pub(super) const fn text<'t>(text: &'t Cow<'static, str>) -> &'t str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text.as_str(),
    }
}

/// The typed value of a kind as JSON; its error is to be given the field's name.
pub(super) fn nameless_json<K: FieldKind>(text: &str) -> Result<Option<String>, ValueError> {
    K::to_json(const { &FieldInfo::nameless::<K>() }, text)
}

impl fmt::Debug for FieldInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldInfo").field("name", &self.name).field("required", &self.required).finish_non_exhaustive()
    }
}

/// Reads the text of a field. Implement it for a unit type of your own to give [`field_set!`](crate::field_set) another kind.
///
/// # Examples
///
/// ```
/// use callback_profile::field::{FieldInfo, FieldKind};
/// use callback_profile::value::ValueError;
///
/// /// A percentage, 0 to 100.
/// struct Percentage;
///
/// impl FieldKind for Percentage {
///     type Output<'t> = Result<Option<u8>, ValueError>;
///     const SAMPLE: &'static str = "50";
///
///     fn read<'t>(field: &'static FieldInfo, text: &'t str) -> Self::Output<'t> {
///         if text.is_empty() {
///             return Ok(None);
///         }
///         match text.parse() {
///             Ok(percent @ 0..=100) => Ok(Some(percent)),
///             _ => Err(ValueError::new("a whole number from 0 to 100", text).with_field(field.name())),
///         }
///     }
/// }
///
/// callback_profile::field_set! {
///     /// Battery states of a device.
///     set Batteries = "batteries";
///     /// A field of a battery state.
///     enum BatteryField;
///     /// A battery state.
///     struct BatteryCallback;
///     dedup_key [Charge];
///     required {
///         /// How full the battery is.
///         Charge charge: Percentage,
///     }
///     optional {}
/// }
///
/// let callback = BatteryCallback::default().with(BatteryField::Charge, "101");
/// assert_eq!(callback.charge().unwrap_err().field(), Some("charge"));
/// assert_eq!(callback.with(BatteryField::Charge, "80").charge()?, Some(80));
/// # Ok::<(), ValueError>(())
/// ```
pub trait FieldKind {
    /// What a reader gives: a text, an `Option` or a `Result`.
    type Output<'t>;

    /// The kind's name, in kebab-case: what [`FieldInfo::kind`] says.
    const NAME: &'static str = "other";

    /// A plausible value, for [`Profile::sample`](crate::Profile::sample).
    const SAMPLE: &'static str;

    /// Whether any text is a good value, so that the stress sample may be used even where the table gives a sample of its own.
    const TAKES_ANY_TEXT: bool = false;

    /// A good value that is hard to carry, for [`Profile::stress_sample`](crate::Profile::stress_sample).
    const STRESS_SAMPLE: &'static str = Self::SAMPLE;

    /// What the texts are: of a query or form whose sender did not escape an `&`, a text or JSON takes what stands behind it.
    const CONTENT: Content = if Self::TAKES_ANY_TEXT { Content::Text } else { Content::Word };

    /// Reads `text`, which is empty where the field is absent.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    /// use callback_profile::{IncomingField, value::Status};
    ///
    /// assert_eq!(kind::Status::read(IncomingField::Body.info(), "Delivered"), Some(Status::Delivered));
    /// assert_eq!(kind::Status::read(IncomingField::Body.info(), ""), None);
    /// ```
    fn read<'t>(field: &'static FieldInfo, text: &'t str) -> Self::Output<'t>;

    /// The typed value as JSON, on one line; `None` where the field is absent. A text is a JSON string unless the kind says
    /// otherwise.
    ///
    /// # Errors
    ///
    /// The text is present and not of the kind's syntax: `yes` for a flag, `soon` for a time. A kind that takes any text has none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::OutgoingField;
    /// use callback_profile::field::{FieldKind, kind};
    ///
    /// let field = OutgoingField::CustomResponse.info();
    /// assert_eq!(kind::Flag::to_json(field, "FALSE ")?.as_deref(), Some("false"));
    /// assert_eq!(kind::Text::to_json(field, "FALSE ")?.as_deref(), Some("\"FALSE \""));
    /// assert_eq!(kind::Text::to_json(field, "")?, None);
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    fn to_json(_: &'static FieldInfo, text: &str) -> Result<Option<String>, ValueError> {
        Ok((!text.is_empty()).then(|| json_string(text)))
    }

    /// The part of the text that tells two values apart: what the key is made of by which a repeat is recognised.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::{FieldKind, kind};
    ///
    /// assert_eq!(kind::PhoneNumber::identity("+1 (202) 555-0143"), kind::PhoneNumber::identity("12025550143"));
    /// assert_eq!(kind::Text::identity(" a "), "a");
    /// ```
    #[must_use]
    fn identity(text: &str) -> Cow<'_, str> {
        Cow::Borrowed(text.trim())
    }
}

/// The text as a JSON string.
pub(super) fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
