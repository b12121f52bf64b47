//! A webhook that was checked.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::diagnostic::{Part, Report};
use crate::field::{DeliveryReportCallback, DeliveryReportField};
use crate::profile::AnyProfile;
use crate::profile::fix::{Fixable, Judged};
use crate::received::AnyReceived;
use crate::value::{Timestamp, TimestampReading, ValueError};
use crate::webhook::{WebhookSpec, check};

/// The fields whose text a form may say how to read.
const TIMES: [DeliveryReportField; 3] =
    [DeliveryReportField::ReceivedTime, DeliveryReportField::DeliveredTime, DeliveryReportField::ReadTime];

/// A checked webhook: a form of the second family of platforms, and the profile that it stands for.
///
/// There is no second engine: [`profile`](Self::profile) gives a profile of [`DeliveryReport`](crate::DeliveryReport), or of
/// [`Incoming`](crate::Incoming) for messages of users, which renders and parses as any other.
///
/// # Examples
///
/// ```
/// use callback_profile::{AnyReceived, DeliveryReportField, Webhook};
///
/// let webhook: Webhook = serde_json::from_str(r#"{
///     "product": "sms", "send_method": "JSON", "report_type": "DLR", "endpoint": "https://example.com/dlr",
///     "parameters": {
///         "transaction_id": "txn_id", "message_id": "msg_id", "error_code": "code", "mobile": "to",
///         "received_time": "received", "delivered_time": "delivered"
///     },
///     "custom_parameters": {"tenant": "7"},
///     "time_unit": "milliseconds"
/// }"#)?;
/// let body = r#"{"txn_id": "t", "msg_id": "m", "code": "000", "to": "12025550143", "delivered": "1710000044250", "tenant": "7"}"#;
/// let AnyReceived::DeliveryReport(received) = webhook.profile().parse_body(body)? else { unreachable!() };
/// let delivered = webhook.timestamp(&received.callback, DeliveryReportField::DeliveredTime)?.unwrap();
/// assert_eq!((delivered.unix_seconds(), received.callback.error_code()), (1_710_000_044, "000"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Deserialize)]
#[serde(try_from = "WebhookSpec")]
pub struct Webhook {
    spec: WebhookSpec,
    profile: AnyProfile,
}

impl Fixable for WebhookSpec {
    fn text(&mut self, part: Part) -> Option<&mut String> {
        (part == Part::Endpoint).then_some(&mut self.endpoint)
    }
}

impl Webhook {
    /// Everything that is to be said about a form as it was filled in.
    #[must_use]
    pub fn check(spec: &WebhookSpec) -> Report {
        check::check(spec).0
    }

    /// The webhook is there when the report has no error.
    pub(crate) fn checked(spec: WebhookSpec) -> (Report, Option<Self>) {
        let (report, profile) = check::check(&spec);
        (report, profile.map(|profile| Self { spec, profile }))
    }

    /// What a form is judged by when fixes are applied.
    pub(crate) fn judged(spec: &WebhookSpec) -> Judged {
        check::judged(spec)
    }

    /// The profile that the form stands for.
    #[must_use]
    pub fn profile(&self) -> &AnyProfile {
        &self.profile
    }

    /// The form as it was filled in.
    #[must_use]
    pub fn spec(&self) -> &WebhookSpec {
        &self.spec
    }

    /// The form as it was filled in, without a copy.
    #[must_use]
    pub fn into_spec(self) -> WebhookSpec {
        self.spec
    }

    /// How the times of its reports are read.
    #[must_use]
    pub fn timestamp_reading(&self) -> TimestampReading {
        let reading = self.spec.time_unit.map_or_else(TimestampReading::new, |unit| TimestampReading::new().unit(unit));
        self.spec.time_offset_minutes.and_then(|minutes| reading.offset_minutes(minutes).ok()).unwrap_or(reading)
    }

    /// A time of a report, read with the form's unit and offset; `None` where the field is absent.
    ///
    /// # Errors
    ///
    /// The text is no time: `soon`, `2024-13-01 00:00:00`.
    pub fn timestamp(
        &self,
        report: &DeliveryReportCallback<'_>,
        field: DeliveryReportField,
    ) -> Result<Option<Timestamp>, ValueError> {
        match report.text(field) {
            "" => Ok(None),
            text => Timestamp::parse_with(text, self.timestamp_reading())
                .map(Some)
                .map_err(|error| error.with_field(field.info().name())),
        }
    }
}

/// For what arrived.
impl Webhook {
    /// The typed values of what arrived, see [`AnyReceived::typed`]; times are read with the form's unit and offset.
    ///
    /// # Errors
    ///
    /// A value is `Err` where the text does not have the syntax of the field's kind: a time `soon`, a telephone number `me`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{Product, TimeUnit};
    /// use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let mut spec = WebhookSpec::new(Product::Sms, SendMethod::Post, ReportType::DeliveryReport, "https://example.com/dlr")
    ///     .with_parameters(ParameterNames::standard());
    /// spec.time_unit = Some(TimeUnit::Milliseconds);
    /// let webhook = Webhook::try_from(spec)?;
    /// let received = webhook.profile().parse_body("received_time=1500&delivered_time=soon")?;
    /// let mut typed = webhook.typed(&received);
    /// assert_eq!(typed.next(), Some(("received_time", Ok(r#""1970-01-01T00:00:01.500Z""#.to_owned()))));
    /// assert!(typed.next().is_some_and(|(name, value)| name == "delivered_time" && value.is_err()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn typed<'r>(
        &self,
        received: &'r AnyReceived<'_>,
    ) -> impl Iterator<Item = (&'r str, Result<String, ValueError>)> {
        let reading = self.timestamp_reading();
        received.typed().map(move |(name, value)| {
            let Some(field) = TIMES.into_iter().find(|field| field.name() == name) else { return (name, value) };
            let time = Timestamp::parse_with(received.text(name).unwrap_or_default(), reading);
            let json = time.map(|time| format!("\"{}\"", time.to_rfc3339()));
            (name, json.map_err(|error| error.with_field(field.name())))
        })
    }

    /// What arrived, to be serialized as it would be by itself; times are read with the form's unit and offset.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{Product, TimeUnit};
    /// use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::{DeliveryReportField, Webhook};
    ///
    /// let mut spec = WebhookSpec::new(Product::Sms, SendMethod::Post, ReportType::DeliveryReport, "https://example.com/dlr")
    ///     .with_parameters(ParameterNames::standard());
    /// spec.time_unit = Some(TimeUnit::Milliseconds);
    /// let webhook = Webhook::try_from(spec)?;
    /// let received = webhook.profile().parse_body("message_id=m1&received_time=1500")?;
    /// let json = serde_json::to_value(webhook.serializable(&received))?;
    /// assert_eq!(json["typed"]["received_time"], "1970-01-01T00:00:01.500Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn serializable(&self, received: &AnyReceived<'_>) -> impl Serialize {
        received.written(self.typed(received))
    }
}

impl TryFrom<WebhookSpec> for Webhook {
    type Error = Report;

    /// Checks the form; the error holds everything that was found, warnings too.
    fn try_from(spec: WebhookSpec) -> Result<Self, Report> {
        let (report, webhook) = Self::checked(spec);
        webhook.ok_or(report)
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Webhook").field(&self.spec).finish()
    }
}

impl Serialize for Webhook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.spec.serialize(serializer)
    }
}
