//! Samples: the events that a field set's table tells.

use std::borrow::Cow;

use crate::field::{FieldInfo, TableData};
use crate::text::is_same;

/// A field of an event by its place in the table, and the text that it has; the row's own sample where it says none.
type EventText = (usize, Option<&'static str>);

/// The text of an absent field in a callback that has none.
const ABSENT: Cow<'static, str> = Cow::Borrowed("");

/// An event that a field set has a sample of: its name, what it is, and the texts of its fields.
///
/// # Examples
///
/// ```
/// use callback_profile::field::EventInfo;
/// use callback_profile::{DeliveryReport, FieldSet};
///
/// let names: Vec<_> = DeliveryReport::events().iter().map(EventInfo::name).collect();
/// assert_eq!(names, ["delivered", "read", "failed", "sms-delivered"]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct EventInfo {
    name: &'static str,
    description: &'static str,
    texts: &'static [EventText],
}

impl EventInfo {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, description: &'static str, texts: &'static [EventText]) -> Self {
        Self { name, description: description.trim_ascii(), texts }
    }

    /// The event's name, in kebab-case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{FieldSet, Outgoing};
    ///
    /// let mut names = Outgoing::events().iter().map(|event| event.name());
    /// assert!(names.eq(["delivered", "sent", "read", "failed"]));
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the event is, in a sentence or two of Markdown.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{FieldSet, Outgoing};
    ///
    /// let read = Outgoing::events().iter().find(|event| event.name() == "read");
    /// assert_eq!(read.map(|event| event.description()), Some("The recipient opened the message."));
    /// ```
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.description
    }
}

/// The one event of a set whose table tells none: its fields are those of all rows.
static OF_ROWS: [EventInfo; 1] = [EventInfo::new("sample", "Every field has a plausible text.", &[])];

/// What a field set's table says of events.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct EventTable {
    /// The fields that each event has.
    each: &'static [EventText],
    events: &'static [EventInfo],
    /// What the first event says in texts that are hard to carry, where no kind of field can tell.
    stress: &'static [EventText],
}

impl EventTable {
    /// Of a table without events.
    pub const NONE: Self = Self { each: &[], events: &[], stress: &[] };

    #[doc(hidden)]
    #[must_use]
    pub const fn new(each: &'static [EventText], events: &'static [EventInfo], stress: &'static [EventText]) -> Self {
        Self { each, events, stress }
    }

    /// The events; there is one at least.
    #[doc(hidden)]
    #[must_use]
    pub const fn all(&self) -> &'static [EventInfo] {
        if self.events.is_empty() { &OF_ROWS } else { self.events }
    }
}

impl TableData {
    /// The events that the table tells; there is one at least.
    pub(crate) fn events(&self) -> &'static [EventInfo] {
        self.events.all()
    }

    /// The event that comes first.
    pub(crate) fn first_event(&self) -> &'static EventInfo {
        let [of_rows] = &OF_ROWS;
        self.events().first().unwrap_or(of_rows)
    }

    /// The texts of an event.
    pub(crate) fn sample(&self, event: &EventInfo) -> Vec<Cow<'static, str>> {
        if self.events.events.is_empty() {
            return self.fields.iter().map(FieldInfo::shared_sample).collect();
        }
        let mut values = vec![ABSENT; self.fields.len()];
        self.fill(&mut values, self.events.each);
        self.fill(&mut values, event.texts);
        values
    }

    /// The texts of the first event.
    pub(crate) fn first_sample(&self) -> Vec<Cow<'static, str>> {
        self.sample(self.first_event())
    }

    /// The texts of the first event, those that may be any text hard to carry.
    pub(crate) fn stress_sample(&self) -> Vec<Cow<'static, str>> {
        let mut values = self.first_sample();
        if self.events.stress.is_empty() {
            for (value, field) in values.iter_mut().zip(self.fields.iter()).filter(|(value, _)| !value.is_empty()) {
                *value = field.stress_sample();
            }
        }
        self.fill(&mut values, self.events.stress);
        values
    }

    fn fill(&self, values: &mut [Cow<'static, str>], texts: &'static [EventText]) {
        for (field, text) in texts {
            if let (Some(value), Some(info)) = (values.get_mut(*field), self.fields.get(*field)) {
                *value = text.map_or_else(|| info.shared_sample(), Cow::Borrowed);
            }
        }
    }
}

/// Holds of the events of a set, when it is compiled, that each has a name of its own and says at most one text of a field.
#[doc(hidden)]
pub const fn assert_events(table: &EventTable) {
    assert_each_once(table.each);
    assert_each_once(table.stress);
    let mut rest = table.events;
    while let [event, others @ ..] = rest {
        assert!(
            is_event_name(event.name.as_bytes()),
            "an event's name is kebab-case: small letters, digits, `-` between"
        );
        assert_each_once(event.texts);
        let mut others_left = others;
        while let [other, after @ ..] = others_left {
            assert!(!is_same(event.name.as_bytes(), other.name.as_bytes()), "two events of a set have one name");
            others_left = after;
        }
        rest = others;
    }
}

const fn assert_each_once(texts: &[EventText]) {
    let mut rest = texts;
    while let [(field, _), others @ ..] = rest {
        let mut others_left = others;
        while let [(other, _), after @ ..] = others_left {
            assert!(*field != *other, "an event names a field twice");
            others_left = after;
        }
        rest = others;
    }
}

// name = word *( "-" word )
// word = 1*( %x61-7A / DIGIT )
const fn is_event_name(name: &[u8]) -> bool {
    let mut rest = name;
    let mut is_after_word = false;
    while let [byte, after @ ..] = rest {
        let is_of_word = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if !(is_of_word || *byte == b'-' && is_after_word) {
            return false;
        }
        is_after_word = is_of_word;
        rest = after;
    }
    is_after_word
}
