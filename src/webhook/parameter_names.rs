//! The names of a webhook's parameters.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::field::{DeliveryReport, DeliveryReportField, Field, FieldSet, FieldTable};
use crate::text::shown;

/// The names of the parameters in which a webhook sends the fields of a delivery report, as the receiver chose them.
///
/// In a file it is an object from fields to names: `{"transaction_id": "txn_id", …}`.
///
/// # Examples
///
/// ```
/// use callback_profile::webhook::ParameterNames;
/// use callback_profile::DeliveryReportField;
///
/// let names = ParameterNames::standard().with(DeliveryReportField::MessageId, "msg_id");
/// assert_eq!(names.get(DeliveryReportField::MessageId), Some("msg_id"));
/// assert_eq!(names.get(DeliveryReportField::ReceivedTime), Some("received_time"));
/// assert_eq!(names.get(DeliveryReportField::ReadTime), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ParameterNames([Option<Box<str>>; DeliveryReport::FIELDS.len()]);

impl ParameterNames {
    /// No names yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ParameterNames;
    ///
    /// assert!(ParameterNames::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Names each required field's parameter as the field itself is called.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ParameterNames;
    /// use callback_profile::DeliveryReportField;
    ///
    /// let names = ParameterNames::standard();
    /// assert_eq!(names.get(DeliveryReportField::MessageId), Some("message_id"));
    /// assert_eq!(names.get(DeliveryReportField::ReadTime), None);                          // it is optional
    /// ```
    #[must_use]
    pub fn standard() -> Self {
        let own = DeliveryReport::FIELDS.iter().map(|field| field.is_required().then(|| field.name().into()));
        let mut names = Self::default();
        names.0.iter_mut().zip(own).for_each(|(name, own)| *name = own);
        names
    }

    /// Names the parameter of one field; a name it had is replaced.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ParameterNames;
    /// use callback_profile::DeliveryReportField;
    ///
    /// let names = ParameterNames::standard().with(DeliveryReportField::MessageId, "msg_id");
    /// assert_eq!(names.get(DeliveryReportField::MessageId), Some("msg_id"));
    /// ```
    #[must_use]
    pub fn with(mut self, field: DeliveryReportField, name: impl Into<String>) -> Self {
        self.set(field.index(), name.into());
        self
    }

    /// Returns the name of a field's parameter; `None` where the field is not sent.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ParameterNames;
    /// use callback_profile::DeliveryReportField;
    ///
    /// let names: ParameterNames = serde_json::from_str(r#"{"message_id": "msg_id"}"#)?;
    /// assert_eq!(names.get(DeliveryReportField::MessageId), Some("msg_id"));
    /// assert_eq!(names.get(DeliveryReportField::Status), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, field: DeliveryReportField) -> Option<&str> {
        self.0.get(field.index()).and_then(Option::as_deref)
    }

    /// Returns the fields that are sent, in the order of their table, each with the name of its parameter.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ParameterNames;
    /// use callback_profile::DeliveryReportField;
    ///
    /// let names = ParameterNames::new().with(DeliveryReportField::Mobile, "to").with(DeliveryReportField::MessageId, "msg_id");
    /// assert!(names.iter().eq([(DeliveryReportField::MessageId, "msg_id"), (DeliveryReportField::Mobile, "to")]));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (DeliveryReportField, &str)> {
        let named = self.0.iter().enumerate();
        named.filter_map(|(index, name)| Some((DeliveryReportField::from_index(index)?, name.as_deref()?)))
    }

    /// Returns whether no field has a name.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::webhook::ParameterNames;
    /// use callback_profile::DeliveryReportField;
    ///
    /// assert!(ParameterNames::new().is_empty());
    /// assert!(!ParameterNames::new().with(DeliveryReportField::Mobile, "to").is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    pub(crate) fn set(&mut self, index: usize, name: String) {
        if let Some(slot) = self.0.get_mut(index) {
            *slot = Some(name.into());
        }
    }
}

impl Serialize for ParameterNames {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(field, name)| (field.info().name(), name)))
    }
}

impl<'de> Deserialize<'de> for ParameterNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;

        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = ParameterNames;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object from fields of a delivery report to the names of parameters")
            }

            /// In a file `null` is as good as nothing.
            fn visit_unit<E: Error>(self) -> Result<ParameterNames, E> {
                Ok(ParameterNames::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ParameterNames, A::Error> {
                let mut names = ParameterNames::default();
                while let Some(key) = map.next_key::<String>()? {
                    let shown = shown(&key);
                    let Some(index) = FieldTable::written::<DeliveryReport>().find(&key) else {
                        return Err(A::Error::custom(format_args!("unknown field `{shown}` of a delivery report")));
                    };
                    if names.0.get(index).is_some_and(Option::is_some) {
                        return Err(A::Error::custom(format_args!("field `{shown}` is given twice")));
                    }
                    if let Some(name) = map.next_value::<Option<String>>()? {
                        names.set(index, name);
                    }
                }
                Ok(names)
            }
        }

        deserializer.deserialize_any(NamesVisitor)
    }
}
