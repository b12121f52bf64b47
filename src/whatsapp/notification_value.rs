//! The parts of a notification.

use std::borrow::Cow;

use crate::json::index::Node;
use crate::whatsapp::notification::object;
use crate::whatsapp::senders::Senders;
use crate::whatsapp::{BadItem, Contact, Message, MessageStatus, NativeError, Object};

/// The part of a notification in which messages and contacts belong together: the cloud's `value`, or the whole of any other envelope.
///
/// # Examples
///
/// ```
/// use callback_profile::whatsapp::Notification;
///
/// let notification = Notification::parse(
///     r#"{"entry": [{"id": "102290129340398", "changes": [{"value": {
///         "metadata": {"display_phone_number": "12025550100", "phone_number_id": "106540352242922"},
///         "messages": [{"id": "m1"}], "statuses": [{"id": "m0"}]}}]}]}"#,
/// )?;
/// let value = &notification.values()[0];
/// assert_eq!(value.entry_id().as_deref(), Some("102290129340398"));
/// assert_eq!(value.statuses().len(), 1);
/// # Ok::<(), callback_profile::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotificationValue<'a> {
    /// The id of the entry it stands in.
    entry_id: Option<Node<'a>>,
    metadata: Option<Object<'a>>,
    messages: Vec<Result<Message<'a>, BadItem<'a>>>,
    /// The number of the first message among all those of the notification.
    first_message: usize,
    statuses: Vec<Result<MessageStatus<'a>, BadItem<'a>>>,
    /// The number of the first status among all those of the notification.
    first_status: usize,
    /// With a gap where one is no object, so that the others keep their places.
    contacts: Vec<Option<Contact<'a>>>,
    errors: Vec<NativeError<'a>>,
}

impl<'a> NotificationValue<'a> {
    /// A part without anything, whose messages and statuses go on counting where those of the one before end.
    pub(super) fn behind(before: Option<&Self>) -> Self {
        let (first_message, first_status) = before.map_or((0, 0), |before| {
            (before.first_message + before.messages.len(), before.first_status + before.statuses.len())
        });
        Self { first_message, first_status, ..Self::default() }
    }

    /// The part as one of the entry with this id.
    pub(super) fn of_entry(self, entry_id: Option<Node<'a>>) -> Self {
        Self { entry_id, ..self }
    }

    /// Reads an object as the part.
    pub(super) fn of(self, object: &Object<'a>) -> Self {
        let value = Self {
            metadata: object.object("metadata"),
            contacts: object.listed("contacts").map(|contact| Object::of(contact).map(Contact)).collect(),
            errors: object.objects("errors").map(NativeError).collect(),
            ..self
        };
        value.with(object.listed("messages"), object.listed("statuses"))
    }

    /// The part with these messages and statuses.
    pub(super) fn with(
        self,
        messages: impl IntoIterator<Item = Node<'a>>,
        statuses: impl IntoIterator<Item = Node<'a>>,
    ) -> Self {
        let messages = messages.into_iter().zip(self.first_message..);
        let statuses = statuses.into_iter().zip(self.first_status..);
        Self {
            messages: messages.map(|(item, index)| object("messages", index, item).map(Message::new)).collect(),
            statuses: statuses.map(|(item, index)| object("statuses", index, item).map(MessageStatus::new)).collect(),
            ..self
        }
    }

    /// The id of the cloud's entry that it stands in, that of a WhatsApp Business account.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"entry": [{"id": "102290129340398", "changes": [{"value": {}}]}]}"#)?;
    /// assert_eq!(notification.values()[0].entry_id().as_deref(), Some("102290129340398"));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn entry_id(&self) -> Option<Cow<'a, str>> {
        self.entry_id.as_ref()?.text()
    }

    /// The platform's id of the business's number that it is for.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"entry": [{"changes": [{"value": {"metadata": {"phone_number_id": "106540352242922"}}}]}]}"#)?;
    /// assert_eq!(notification.values()[0].phone_number_id().as_deref(), Some("106540352242922"));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn phone_number_id(&self) -> Option<Cow<'a, str>> {
        self.metadata.as_ref()?.text("phone_number_id")
    }

    /// The business's number that it is for.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"entry": [{"changes": [{"value": {"metadata": {"display_phone_number": "12025550100"}}}]}]}"#)?;
    /// assert_eq!(notification.values()[0].display_phone_number().as_deref(), Some("12025550100"));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn display_phone_number(&self) -> Option<Cow<'a, str>> {
        self.metadata.as_ref()?.text("display_phone_number")
    }

    /// The messages in it, as [`Notification::messages`](crate::whatsapp::Notification::messages) has them.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"messages": [{"id": "m1"}]}"#)?;
    /// let messages = notification.values()[0].messages();
    /// assert_eq!(messages[0].as_ref().unwrap().id().as_deref(), Some("m1"));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn messages(&self) -> Vec<Result<Message<'a>, BadItem<'a>>> {
        self.messages.clone()
    }

    /// The statuses in it, as [`Notification::statuses`](crate::whatsapp::Notification::statuses) has them.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"statuses": [{"id": "m1"}]}"#)?;
    /// let statuses = notification.values()[0].statuses();
    /// assert_eq!(statuses[0].as_ref().unwrap().id().as_deref(), Some("m1"));
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    #[must_use]
    pub fn statuses(&self) -> Vec<Result<MessageStatus<'a>, BadItem<'a>>> {
        self.statuses.clone()
    }

    /// The contacts that wrote.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"contacts": [{"wa_id": "12025550143"}]}"#)?;
    /// assert_eq!(notification.values()[0].contacts().count(), 1);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    pub fn contacts(&self) -> impl Iterator<Item = &Contact<'a>> {
        self.contacts.iter().flatten()
    }

    /// What failed on the platform's side.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::whatsapp::Notification;
    ///
    /// let notification = Notification::parse(r#"{"errors": [{"code": 131051}]}"#)?;
    /// assert_eq!(notification.values()[0].errors().count(), 1);
    /// # Ok::<(), callback_profile::ParseError>(())
    /// ```
    pub fn errors(&self) -> impl Iterator<Item = &NativeError<'a>> {
        self.errors.iter()
    }

    /// The messages as they are kept, for those who only look at them.
    pub(super) fn message_items(&self) -> &[Result<Message<'a>, BadItem<'a>>] {
        &self.messages
    }

    /// The statuses as they are kept.
    pub(super) fn status_items(&self) -> &[Result<MessageStatus<'a>, BadItem<'a>>] {
        &self.statuses
    }

    /// Which contact wrote which message.
    pub(super) fn senders(&self) -> Senders<'_, 'a> {
        Senders::new(&self.contacts, &self.messages)
    }
}
