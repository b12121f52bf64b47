//! What `field_set!` writes for a set: the set itself, the enum of its fields, the callback.

use std::borrow::Cow;
use std::fmt;

use crate::field::dedup::DedupKey;
use crate::field::event::EventTable;
use crate::field::{EventInfo, FieldInfo, FieldTable, PlaceholderSyntax, dedup_key};

/// What [`field_set!`](crate::field_set) writes, and nobody else: so the traits of a set can be given new methods.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not written by `field_set!`",
    note = "the traits of a field set are implemented by `field_set!` alone"
)]
#[doc(hidden)]
pub trait WrittenByMacro {}

/// One field of a set: the enum that [`field_set!`](crate::field_set) writes.
///
/// Nobody implements it by hand:
///
/// ```compile_fail,E0277
/// use callback_profile::field::{Field, FieldInfo};
///
/// #[derive(Debug, Clone, Copy, PartialEq, Eq)]
/// enum Mine {}
///
/// impl Field for Mine {
///     fn info(self) -> &'static FieldInfo {
///         match self {}
///     }
///
///     fn index(self) -> usize {
///         match self {}
///     }
///
///     fn from_index(_: usize) -> Option<Self> {
///         None
///     }
/// }
/// ```
///
/// # Examples
///
/// ```
/// use callback_profile::OutgoingField;
/// use callback_profile::field::Field;
///
/// fn column<F: Field>(field: F) -> String {
///     format!("{}_{}", field.index(), field.info().name())
/// }
///
/// assert_eq!(column(OutgoingField::Status), "5_status");
/// ```
pub trait Field: Copy + Eq + fmt::Debug + Send + Sync + WrittenByMacro + 'static {
    /// The field's row of the table.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::OutgoingField;
    /// use callback_profile::field::Field;
    ///
    /// assert_eq!(Field::info(OutgoingField::Reference).name(), "ref");
    /// ```
    #[must_use]
    fn info(self) -> &'static FieldInfo;

    /// The field's place in [`FieldSet::FIELDS`], from zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Field;
    /// use callback_profile::{FieldSet, Outgoing, OutgoingField};
    ///
    /// assert_eq!(Outgoing::FIELDS[OutgoingField::Status.index()].name(), "status");
    /// ```
    #[must_use]
    fn index(self) -> usize;

    /// The field at a place in [`FieldSet::FIELDS`]; `None` beyond its end.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::OutgoingField;
    /// use callback_profile::field::Field;
    ///
    /// assert_eq!(OutgoingField::from_index(0), Some(OutgoingField::Id));
    /// assert_eq!(OutgoingField::from_index(99), None);
    /// ```
    #[must_use]
    fn from_index(index: usize) -> Option<Self>;
}

/// A set of fields that a platform sends together, such as [`Outgoing`](crate::Outgoing).
///
/// Written by [`field_set!`](crate::field_set) from one table; nobody implements it by hand:
///
/// ```compile_fail,E0277
/// use callback_profile::field::FieldInfo;
/// use callback_profile::{FieldSet, Outgoing, OutgoingCallback, OutgoingField};
///
/// enum Mine {}
///
/// impl FieldSet for Mine {
///     const NAME: &'static str = "mine";
///     const FIELDS: &'static [FieldInfo] = Outgoing::FIELDS;
///     type Field = OutgoingField;
///     type Callback<'a> = OutgoingCallback<'a>;
/// }
/// ```
///
/// # Examples
///
/// ```
/// use callback_profile::{FieldSet, Incoming, Outgoing};
///
/// fn required<S: FieldSet>() -> usize {
///     S::FIELDS.iter().filter(|field| field.is_required()).count()
/// }
///
/// assert_eq!((Outgoing::NAME, required::<Outgoing>()), ("outgoing", 13));
/// assert_eq!((Incoming::NAME, required::<Incoming>()), ("incoming", 14));
/// ```
pub trait FieldSet: WrittenByMacro + Sized + 'static {
    /// The set's name, which is the `direction` in a profile's file.
    const NAME: &'static str;
    /// The table's rows: the required fields in the platform's order, then the optional ones.
    const FIELDS: &'static [FieldInfo];
    /// Which of the rows tell two callbacks apart.
    #[doc(hidden)]
    const DEDUP_KEY: DedupKey;
    /// What the table says of events.
    #[doc(hidden)]
    const EVENTS: EventTable;
    /// How templates of the set write placeholders.
    #[doc(hidden)]
    const PLACEHOLDERS: PlaceholderSyntax;
    /// The rows that say what is written where the field is absent.
    #[doc(hidden)]
    const WITH_ABSENT_TEXT: &'static [usize];
    /// The enum that names the fields.
    type Field: Field;
    /// The concrete callback with a text for each field.
    type Callback<'a>: Callback<'a, Field = Self::Field, Set = Self>;

    /// The row of the field whose placeholder carries `name`, in exactly this case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{FieldSet, Incoming};
    ///
    /// let field = Incoming::field("from").unwrap();
    /// assert_eq!((field.kind(), field.sample()), ("phone-number", "12025550143"));
    /// assert!(Incoming::field("sender").is_none());
    /// ```
    #[must_use]
    fn field(name: &str) -> Option<&'static FieldInfo> {
        Self::FIELDS.iter().find(|field| field.name() == name)
    }

    /// The events of which there are samples; one at least.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{FieldSet, Incoming};
    ///
    /// let mut names = Incoming::events().iter().map(|event| event.name());
    /// assert_eq!(names.next(), Some("text"));
    /// assert!(names.any(|name| name == "voice"));
    /// ```
    #[must_use]
    fn events() -> &'static [EventInfo] {
        FieldTable::written::<Self>().events()
    }

    /// A consistent callback for each event: its name, and the fields that it has.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    /// use callback_profile::{FieldSet, Outgoing};
    ///
    /// for (name, callback) in Outgoing::samples() {
    ///     assert_eq!(callback.status(), Some(Status::new(name)));
    ///     assert_eq!(callback.error_code().is_empty(), name != "failed");
    /// }
    /// ```
    #[must_use]
    fn samples() -> impl Iterator<Item = (&'static str, Self::Callback<'static>)> {
        let table = FieldTable::written::<Self>();
        table.events().iter().map(|event| (event.name(), filled::<Self>(table.sample(event))))
    }

    /// The sample of the first event.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{FieldSet, Outgoing};
    ///
    /// let callback = Outgoing::sample();
    /// assert_eq!(callback.message(), "Message delivered");
    /// assert_eq!(callback.mobile()?.unwrap().to_string(), "+12025550143");
    /// # Ok::<(), callback_profile::value::ValueError>(())
    /// ```
    #[must_use]
    fn sample() -> Self::Callback<'static> {
        filled::<Self>(FieldTable::written::<Self>().first_sample())
    }

    /// The first event once more, hard to carry: its free texts hold quotes, `&`, an emoji, a line break and what looks like a
    /// placeholder.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{FieldSet, Outgoing, Profile};
    ///
    /// let callback = Outgoing::stress_sample();
    /// assert!(callback.message().contains('&') && callback.message().contains('"'));
    ///
    /// let profile: Profile<Outgoing> = Profile::for_callback_url("https://example.com/status")?;
    /// assert_eq!(profile.parse(&profile.render(&callback)?)?.callback, callback);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    fn stress_sample() -> Self::Callback<'static> {
        filled::<Self>(FieldTable::written::<Self>().stress_sample())
    }
}

/// The callback with these texts, in the order of the table.
pub(crate) fn filled<'a, S: FieldSet>(texts: impl IntoIterator<Item = Cow<'a, str>>) -> S::Callback<'a> {
    let mut callback = S::Callback::default();
    for (slot, text) in callback.values_mut().iter_mut().zip(texts) {
        *slot = text;
    }
    callback
}

/// A concrete callback: one text per field of its set, empty where the field is absent.
///
/// The types that [`field_set!`](crate::field_set) writes implement it and carry the same methods, and typed readers, themselves;
/// this trait is for code that is generic over the set.
///
/// # Examples
///
/// ```
/// use callback_profile::field::Callback;
/// use callback_profile::value::Status;
/// use callback_profile::{Outgoing, OutgoingCallback, OutgoingField};
///
/// fn line<'a>(callback: &impl Callback<'a>) -> String {
///     callback.iter().map(|(field, text)| format!("{field:?}={text}")).collect::<Vec<_>>().join(" ")
/// }
///
/// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0").with(OutgoingField::Status, Status::Read);
/// assert_eq!(line(&callback), "Id=a:0 Status=read");
/// assert_eq!(Callback::dedup_key(&callback).as_deref(), Some("outgoing/a%3A0/read"));
/// ```
///
/// Nobody implements it by hand:
///
/// ```compile_fail,E0277
/// use std::borrow::Cow;
///
/// use callback_profile::field::Callback;
/// use callback_profile::{Outgoing, OutgoingField};
///
/// #[derive(Debug, Clone, Default, PartialEq, Eq)]
/// struct Mine;
///
/// impl<'a> Callback<'a> for Mine {
///     type Field = OutgoingField;
///     type Set = Outgoing;
///
///     fn values(&self) -> &[Cow<'a, str>] {
///         &[]
///     }
///
///     fn values_mut(&mut self) -> &mut [Cow<'a, str>] {
///         &mut []
///     }
/// }
/// ```
pub trait Callback<'a>: Clone + Default + Eq + fmt::Debug + Send + Sync + WrittenByMacro {
    /// The enum that names the fields.
    type Field: Field;
    /// The set that the callback is one of.
    type Set: FieldSet<Field = Self::Field>;

    /// The texts of all fields, in the order of [`FieldSet::FIELDS`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Callback;
    /// use callback_profile::{OutgoingCallback, OutgoingField};
    ///
    /// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0");
    /// assert_eq!(callback.values()[0], "a:0");
    /// assert!(callback.values()[1..].iter().all(|text| text.is_empty()));
    /// ```
    #[must_use]
    fn values(&self) -> &[Cow<'a, str>];

    /// The texts of all fields, to be changed in place.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Callback;
    /// use callback_profile::{OutgoingCallback, OutgoingField};
    ///
    /// let mut callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0");
    /// for text in callback.values_mut() {
    ///     text.to_mut().make_ascii_uppercase();
    /// }
    /// assert_eq!(callback.text(OutgoingField::Id), "A:0");
    /// ```
    #[must_use]
    fn values_mut(&mut self) -> &mut [Cow<'a, str>];

    /// The text of one field; empty where it is absent.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Callback;
    /// use callback_profile::{OutgoingCallback, OutgoingField};
    ///
    /// fn state<'a>(callback: &impl Callback<'a, Field = OutgoingField>) -> String {
    ///     format!("state: {}", callback.text(OutgoingField::Status))
    /// }
    ///
    /// let callback = OutgoingCallback::default().with(OutgoingField::Status, "read");
    /// assert_eq!(state(&callback), "state: read");
    /// ```
    #[must_use]
    fn text<'s>(&'s self, field: Self::Field) -> &'s str
    where
        'a: 's,
    {
        self.values().get(field.index()).map_or("", AsRef::as_ref)
    }

    /// The fields that are present with their texts, in the order of the table.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Callback;
    /// use callback_profile::{OutgoingCallback, OutgoingField};
    ///
    /// fn names<'a>(callback: &impl Callback<'a, Field = OutgoingField>) -> Vec<&'static str> {
    ///     callback.iter().map(|(field, _)| field.name()).collect()
    /// }
    /// assert_eq!(names(&OutgoingCallback::default().with(OutgoingField::Id, "a:0").with(OutgoingField::Status, "read")), ["id", "status"]);
    /// ```
    fn iter<'s>(&'s self) -> impl Iterator<Item = (Self::Field, &'s str)>
    where
        'a: 's,
    {
        let present = self.values().iter().enumerate().filter(|(_, text)| !text.is_empty());
        present.filter_map(|(index, text)| Some((Self::Field::from_index(index)?, &**text)))
    }

    /// A stable text by which a repeat of this callback is recognised: printable ASCII of at most 1,024 bytes, fit as a database key.
    /// What it is made of stands with each callback's type.
    ///
    /// `None` where one of the fields that tell callbacks apart is absent or a placeholder that the platform did not fill, such as
    /// `<id>`, or where the key would be longer; such a callback cannot be recognised again, and is to be handled as a new one.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Callback;
    /// use callback_profile::{OutgoingCallback, OutgoingField};
    ///
    /// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0");
    /// assert_eq!(Callback::dedup_key(&callback), None);
    /// let callback = callback.with(OutgoingField::Status, "Read");
    /// assert_eq!(Callback::dedup_key(&callback).as_deref(), Some("outgoing/a%3A0/read"));
    /// ```
    #[must_use]
    fn dedup_key(&self) -> Option<String> {
        dedup_key(FieldTable::written::<Self::Set>(), self.values())
    }

    /// The same callback, owning its texts.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Callback;
    /// use callback_profile::{OutgoingCallback, OutgoingField};
    ///
    /// let text = String::from("a:0");
    /// let callback = OutgoingCallback::default().with(OutgoingField::Id, text.as_str());
    /// let owned: OutgoingCallback<'static> = Callback::into_owned(callback);
    /// drop(text);
    /// assert_eq!(owned.text(OutgoingField::Id), "a:0");
    /// ```
    #[must_use]
    fn into_owned(mut self) -> <Self::Set as FieldSet>::Callback<'static> {
        let mut owned = <Self::Set as FieldSet>::Callback::default();
        for (slot, text) in owned.values_mut().iter_mut().zip(self.values_mut()) {
            *slot = Cow::Owned(std::mem::take(text).into_owned());
        }
        owned
    }
}
