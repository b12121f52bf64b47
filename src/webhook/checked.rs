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

/// A checked webhook: the form by which a platform lets the receiver name the parameters, and the profile that the form stands
/// for.
///
/// There is no second engine: [`profile`](Self::profile) gives a profile of [`DeliveryReport`](crate::DeliveryReport), or of
/// [`Incoming`](crate::Incoming) for messages that users wrote, which renders and parses as any other.
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
    /// Returns every finding about a form as it was filled in.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let endpoint = "http://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Json, ReportType::MobileOriginated, endpoint);
    /// let codes: Vec<Code> = Webhook::check(&spec).iter().map(|found| found.code()).collect();
    /// assert_eq!(codes, [Code::InsecureScheme]);
    /// ```
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

    /// Returns the profile that the form stands for, which renders and parses its reports.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let endpoint = "https://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Get, ReportType::MobileOriginated, endpoint);
    /// let webhook = Webhook::try_from(spec)?;
    /// let received = webhook.profile().parse_target("/mo?body=Hi&from=12025550143")?;
    /// assert_eq!(received.text("body"), Some("Hi"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn profile(&self) -> &AnyProfile {
        &self.profile
    }

    /// Returns the form as it was filled in.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Webhook;
    ///
    /// let webhook: Webhook = serde_json::from_str(r#"{
    ///     "id": "w1", "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo"
    /// }"#)?;
    /// assert_eq!(webhook.spec().id.as_deref(), Some("w1"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn spec(&self) -> &WebhookSpec {
        &self.spec
    }

    /// Returns the form as it was filled in, without a copy: to change it, and check it again.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Webhook;
    ///
    /// let webhook: Webhook = serde_json::from_str(r#"{
    ///     "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo"
    /// }"#)?;
    /// let mut spec = webhook.into_spec();
    /// spec.endpoint = "https://example.com/new".to_owned();
    /// assert_eq!(Webhook::try_from(spec)?.spec().endpoint, "https://example.com/new");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_spec(self) -> WebhookSpec {
        self.spec
    }

    /// Returns how the times of its reports are read: with the form's unit and offset.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{Product, TimeUnit, Timestamp};
    /// use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let mut spec = WebhookSpec::new(Product::Sms, SendMethod::Post, ReportType::DeliveryReport, "https://example.com/dlr")
    ///     .with_parameters(ParameterNames::standard());
    /// spec.time_unit = Some(TimeUnit::Milliseconds);
    /// let reading = Webhook::try_from(spec)?.timestamp_reading();
    /// assert_eq!(Timestamp::parse_with("1500", reading)?.to_rfc3339().to_string(), "1970-01-01T00:00:01.500Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn timestamp_reading(&self) -> TimestampReading {
        let reading = self.spec.time_unit.map_or_else(TimestampReading::new, |unit| TimestampReading::new().unit(unit));
        self.spec.time_offset_minutes.and_then(|minutes| reading.offset_minutes(minutes).ok()).unwrap_or(reading)
    }

    /// Returns a time of a report, read with the form's unit and offset; `None` where the field is absent.
    ///
    /// # Errors
    ///
    /// The text is not a time: `soon`, `2024-13-01 00:00:00`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::{DeliveryReportCallback, DeliveryReportField, Webhook};
    ///
    /// let mut spec = WebhookSpec::new(Product::Sms, SendMethod::Post, ReportType::DeliveryReport, "https://example.com/dlr")
    ///     .with_parameters(ParameterNames::standard());
    /// spec.time_offset_minutes = Some(330);                                      // local time is 5 h 30 min ahead of UTC
    /// let webhook = Webhook::try_from(spec)?;
    ///
    /// let report = DeliveryReportCallback::default().with(DeliveryReportField::DeliveredTime, "2024-03-09 21:30:44");
    /// let delivered = webhook.timestamp(&report, DeliveryReportField::DeliveredTime)?;
    /// assert_eq!(delivered.map(|time| time.to_rfc3339().to_string()).as_deref(), Some("2024-03-09T16:00:44Z"));
    /// assert_eq!(webhook.timestamp(&report, DeliveryReportField::ReadTime)?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// Returns the typed values of what arrived as JSON, as [`AnyReceived::typed`] does; times are read with the form's unit
    /// and offset.
    ///
    /// A value is an error where the text does not have the syntax of the field's kind: a time `soon`, a telephone number `me`.
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

    /// Returns what arrived, to be serialized in its usual form, but with times read with the form's unit and offset.
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
