//! The rules by which an event is odd.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::field::{
    DeliveryReport, DeliveryReportCallback, DeliveryReportField, FieldSet, Incoming, IncomingCallback, IncomingField,
    Outgoing, OutgoingCallback, OutgoingField, filled,
};
use crate::received::erased::ReceivedView;
use crate::received::{AnyReceived, Received, Remark, RemarkCode};
use crate::text::shown;
use crate::value::{MessageType, Status, Timestamp, parse_flag};

impl<S: FieldSet> Received<'_, S> {
    /// What is odd about the event that the callback tells: a price with a status that costs nothing, a failure without an error, a
    /// message with two kinds of content. It is looked for when it is asked for, and is never a problem.
    ///
    /// Nothing is said of a price, a time or a native message that cannot be read, of a type of message that nobody knows, and of what the
    /// platform [did not fill](Self::unfilled). There is at most one remark of a code for each field. For a field set of your own there are
    /// no remarks.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::RemarkCode;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_target("/dlr?id=a:1&status=sent&price=0.01&custom_response=false")?;
    /// let remarks: Vec<_> = received.remarks().collect();
    /// assert_eq!(remarks[0].code(), RemarkCode::UnbilledPrice);
    /// assert_eq!(remarks[0].to_string(), "field `price`: `0.01` is billed, and the status is `sent`");
    /// assert!(received.problems.is_empty() && received.strict().is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remarks(&self) -> impl Iterator<Item = Remark> {
        self.view().remarks().into_iter()
    }
}

impl AnyReceived<'_> {
    /// What is odd about the event that the callback tells, see [`Received::remarks`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::received::RemarkCode;
    /// use callback_profile::{AnyProfile, Outgoing, Profile};
    ///
    /// let profile = AnyProfile::from(Profile::<Outgoing>::standard("https://example.com/dlr")?);
    /// let received = profile.parse_target("/dlr?id=a:1&status=sent&price=0.01")?;
    /// assert!(received.remarks().map(|remark| remark.code()).eq([RemarkCode::UnbilledPrice]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remarks(&self) -> impl Iterator<Item = Remark> {
        self.view().remarks().into_iter()
    }
}

impl ReceivedView<'_, '_> {
    /// What is odd about the event.
    pub(super) fn remarks(self) -> Vec<Remark> {
        let Self { table, values, .. } = self;
        let mut texts: Vec<_> = values.iter().map(|text| Cow::Borrowed(&**text)).collect();
        // What the platform did not fill says nothing of the event.
        for field in self.unfilled() {
            texts.get_mut(field).into_iter().for_each(|text| *text = Cow::Borrowed(""));
        }
        if table.is::<Outgoing>() {
            of_outgoing(&filled::<Outgoing>(texts))
        } else if table.is::<Incoming>() {
            of_incoming(&filled::<Incoming>(texts))
        } else if table.is::<DeliveryReport>() {
            of_delivery_report(&filled::<DeliveryReport>(texts))
        } else {
            Vec::new()
        }
    }
}

fn of_outgoing(callback: &OutgoingCallback<'_>) -> Vec<Remark> {
    let remarks = [
        unbilled_price(callback),
        custom_response(OutgoingField::CustomResponse.name(), callback.text(OutgoingField::CustomResponse)),
        failed_without_error(
            OutgoingField::ErrorCode.name(),
            callback.status().as_ref(),
            &[callback.error(), callback.error_code()],
        ),
        error_without_failure(callback),
        error_without_code(callback),
    ];
    remarks.into_iter().flatten().collect()
}

fn unbilled_price(callback: &OutgoingCallback<'_>) -> Option<Remark> {
    let price = callback.price().ok().flatten().filter(|price| !price.is_zero())?;
    let status = callback.status().filter(|status| !matches!(status, Status::Delivered | Status::Read))?;
    let message = format!("`{price}` is billed, and the status is `{}`", shown(status.as_str()));
    Some(Remark::new(RemarkCode::UnbilledPrice, Some(OutgoingField::Price.name()), message))
}

fn custom_response(field: &'static str, text: &str) -> Option<Remark> {
    let is_usual = text.trim().is_empty() || parse_flag(text).is_ok_and(|flag| !flag);
    let message = || format!("it is always `false`, and here it is `{}`", shown(text));
    (!is_usual).then(|| Remark::new(RemarkCode::CustomResponseNotFalse, Some(field), message()))
}

fn failed_without_error(field: &'static str, status: Option<&Status>, errors: &[&str]) -> Option<Remark> {
    let status = status.filter(|status| matches!(status, Status::Failed | Status::NotSent))?;
    let has_error = errors.iter().any(|error| is_error(error));
    let message = || format!("the status is `{status}`, and no reason is given");
    (!has_error).then(|| Remark::new(RemarkCode::FailedWithoutError, Some(field), message()))
}

fn error_without_failure(callback: &OutgoingCallback<'_>) -> Option<Remark> {
    let is_success = |status: &Status| matches!(status, Status::Sent | Status::Delivered | Status::Read);
    let status = callback.status().filter(is_success)?;
    let errors = [(OutgoingField::Error, callback.error()), (OutgoingField::ErrorCode, callback.error_code())];
    let (field, error) = errors.into_iter().find(|(_, error)| is_error(error))?;
    let message = format!("the status is `{status}`, and there is an error, `{}`", shown(error));
    Some(Remark::new(RemarkCode::ErrorWithoutFailure, Some(field.name()), message))
}

fn error_without_code(callback: &OutgoingCallback<'_>) -> Option<Remark> {
    let is_odd = is_error(callback.error()) && callback.error_code().trim().is_empty();
    let message = || "there is an error, and no code".to_owned();
    is_odd.then(|| Remark::new(RemarkCode::ErrorWithoutCode, Some(OutgoingField::ErrorCode.name()), message()))
}

/// Whether a text or a code tells of an error. Nothing but zeros stands for success.
fn is_error(text: &str) -> bool {
    text.trim().bytes().any(|byte| byte != b'0')
}

fn of_delivery_report(callback: &DeliveryReportCallback<'_>) -> Vec<Remark> {
    use DeliveryReportField::{DeliveredTime, ErrorCode, ReadTime};

    // Some times are seconds, others milliseconds.
    let seconds = |time: Option<Timestamp>| time.map(Timestamp::unix_seconds);
    let [received, delivered, read] =
        [callback.received_time(), callback.delivered_time(), callback.read_time()].map(|time| seconds(time.ok()?));
    let before = |field: DeliveryReportField, code, earlier: Option<u64>, later: Option<u64>| {
        let (earlier, later) = (earlier?, later?);
        let message = format!("the time {later} is before {earlier}");
        (later < earlier).then(|| Remark::new(code, Some(field.name()), message))
    };
    let remarks = [
        failed_without_error(ErrorCode.name(), callback.status().as_ref(), &[callback.error_code()]),
        before(DeliveredTime, RemarkCode::DeliveredBeforeReceived, received, delivered),
        before(ReadTime, RemarkCode::ReadBeforeDelivered, delivered, read),
    ];
    remarks.into_iter().flatten().collect()
}

/// The fields that hold content, each with what it is the content of: an attachment, of which there are several types, or one type.
const CONTENT_FIELDS: [(IncomingField, Option<MessageType>); 5] = [
    (IncomingField::MediaUrl, None),
    (IncomingField::MimeType, None),
    (IncomingField::MediaName, None),
    (IncomingField::Contacts, Some(MessageType::Contacts)),
    (IncomingField::Location, Some(MessageType::Location)),
];

/// A native message: the members that it has.
struct Native<'a>(Vec<(String, Option<&'a RawValue>)>);

impl<'a> Native<'a> {
    /// The last member of this name, where it has a value.
    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rfind(|(of, _)| of == name)?.1
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Native<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Native<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a native message")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Native(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

/// There may be any number of messages; what is said of several is said once.
fn of_incoming(callback: &IncomingCallback<'_>) -> Vec<Remark> {
    let custom_response =
        custom_response(IncomingField::CustomResponse.name(), callback.text(IncomingField::CustomResponse));
    let contents: Vec<_> = CONTENT_FIELDS
        .iter()
        .filter(|(field, _)| is_content(callback.text(*field)))
        .map(|(field, content)| (field.name(), content.as_ref()))
        .collect();
    let natives = natives(callback.text(IncomingField::Message));
    let found: Vec<Vec<_>> = natives.iter().map(contents_of).collect();
    let mut remarks: Vec<_> = custom_response.into_iter().collect();
    if let Some(expected) = callback.message_type().filter(is_known) {
        let odd = contents.iter().filter(|(_, content)| !belongs(*content, &expected));
        remarks.extend(odd.map(|(field, _)| content_of_another_type(field, &expected)));
        let mut types = natives.iter().filter_map(type_of).filter(is_known);
        remarks.extend(types.find(|found| !is_alike(found, &expected)).map(|found| another_type(&found, &expected)));
    }
    let odd = natives.iter().zip(&found).find_map(|(native, found)| {
        let [content] = &**found else { return None };
        type_of(native).filter(|expected| is_known(expected) && !is_alike(content, expected))
    });
    remarks.extend(odd.map(|expected| content_of_another_type(IncomingField::Message.name(), &expected)));
    let mut kinds: Vec<_> = contents.iter().map(|(_, content)| content).collect();
    kinds.dedup();
    if kinds.len() > 1 || found.iter().any(|found| found.len() > 1) {
        let message = "there are several kinds of content".to_owned();
        remarks.push(Remark::new(RemarkCode::SeveralContents, None, message));
    }
    remarks
}

fn content_of_another_type(field: &'static str, expected: &MessageType) -> Remark {
    let message = format!("the type is `{expected}`, and this is other content");
    Remark::new(RemarkCode::ContentOfAnotherType, Some(field), message)
}

fn another_type(found: &MessageType, expected: &MessageType) -> Remark {
    let message = format!("the type is `{expected}`, and the message is one of the type `{found}`");
    Remark::new(RemarkCode::MessageOfAnotherType, Some(IncomingField::Message.name()), message)
}

const fn is_known(message_type: &MessageType) -> bool {
    !matches!(message_type, MessageType::Other(_))
}

/// Whether two types are one: a voice message is also called audio.
fn is_alike(one: &MessageType, other: &MessageType) -> bool {
    let is_sound = |message_type: &MessageType| matches!(message_type, MessageType::Audio | MessageType::Voice);
    one == other || is_sound(one) && is_sound(other)
}

/// Whether a field's content is that of a message of this type.
fn belongs(content: Option<&MessageType>, message_type: &MessageType) -> bool {
    content.map_or(message_type.has_attachment(), |content| content == message_type)
}

/// Whether a text holds anything. Some senders write nothing as JSON.
fn is_content(text: &str) -> bool {
    let words: String = text.split_ascii_whitespace().collect();
    !matches!(&*words, "" | "[]" | "{}" | "null" | "\"\"")
}

/// The native messages in the field; none where they cannot be read.
fn natives(json: &str) -> Vec<Native<'_>> {
    let array = serde_json::from_str(json);
    array.or_else(|_| serde_json::from_str(json).map(|message| vec![message])).unwrap_or_default()
}

fn type_of(native: &Native<'_>) -> Option<MessageType> {
    serde_json::from_str(native.get("type")?.get()).ok()
}

/// The types of which a native message has content, which are members of their names, a voice message's counted as audio.
fn contents_of(native: &Native<'_>) -> Vec<MessageType> {
    let has = |content: &&MessageType| native.get(content.as_str()).is_some();
    let mut found: Vec<_> = MessageType::ALL.iter().filter(has).cloned().collect();
    found.dedup_by(|one, other| is_alike(one, other));
    found
}
