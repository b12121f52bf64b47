//! A webhook's form as written.

use std::borrow::Cow;
use std::fmt;

use crate::diagnostic::{Diagnostic, Part};
use crate::field::DeliveryReportField;
use crate::form::form::{Form, form};
use crate::profile::secrets::secrets_of_builtin_endpoint;
use crate::text::pairs::PairNames;
use crate::text::{pairs as string_pairs, shown, shown_id, without_secrets};
use crate::value::{Product, TimeUnit};
use crate::webhook::{ParameterNames, ReportType, SendMethod};

form! {
    /// A webhook's form as it was filled in, not checked yet. Its serde form is the webhook's file; [`Webhook`](crate::Webhook)
    /// is made of it with `try_from`, which checks it.
    ///
    /// `Debug` keeps secrets to itself: values of custom parameters and headers, the endpoint's credentials and query.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::DeliveryReportField;
    ///
    /// let spec = WebhookSpec::new(Product::Sms, SendMethod::Json, ReportType::DeliveryReport, "https://example.com/dlr")
    ///     .with_parameter(DeliveryReportField::TransactionId, "txn_id")
    ///     .with_custom_header("X-Token", "a secret");
    /// let again: WebhookSpec = serde_json::from_str(&serde_json::to_string(&spec)?)?;
    /// assert_eq!(again, spec);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct WebhookSpec = "a webhook" {
        /// The id under which the platform keeps the webhook.
        id: Option<String>, left out if "Option::is_none", names the webhook;
        /// The product whose events are reported.
        product: Product, else Product::new(""), rules WebhookSpec::rule_of_product;
        /// HTTP method and format.
        send_method: SendMethod, tells the kind, else SendMethod::Json, rules WebhookSpec::rule_of_send_method;
        /// What is reported.
        report_type: ReportType, tells the kind, else ReportType::MobileOriginated, rules WebhookSpec::rule_of_report_type, part ReportType, guessed by |form, _| {
            // Only delivery reports have names for their parameters.
            if form.parameters.is_empty() { ReportType::MobileOriginated } else { ReportType::DeliveryReport }
        };
        /// The business's WhatsApp number whose events are reported; expected for delivery reports, optional for messages of users.
        waba_number: Option<String>, left out if "Option::is_none", tells the kind, part WabaNumber;
        /// The full URL, without placeholders. A query that it has stays.
        endpoint: String, tells the kind, part Endpoint, secrets by |form, _| secrets_of_builtin_endpoint(&form.endpoint);
        /// The names of a delivery report's parameters; messages of users come under the standard names.
        parameters: ParameterNames, left out if "ParameterNames::is_empty", part Parameters;
        /// Parameters that are sent beside the fields, name and value. The values are secrets.
        #[serde(with = "string_pairs")]
        custom_parameters: Vec<(String, String)>, left out if "Vec::is_empty", tells the kind, part CustomParameters;
        /// Static headers, name and value. The values are secrets.
        #[serde(with = "string_pairs")]
        custom_headers: Vec<(String, String)>, left out if "Vec::is_empty", tells the kind, part CustomHeaders;
        /// The unit of times that are bare digits; where it is left out, their size tells it.
        time_unit: Option<TimeUnit>, left out if "Option::is_none";
        /// How many minutes ahead of UTC dates and times without an offset are; 0 where it is left out.
        time_offset_minutes: Option<i16>, left out if "Option::is_none", tells the kind, part TimeOffset;
        /// The name of the root element of an XML body; `report` where it is left out.
        xml_root: Option<String>, left out if "Option::is_none", tells the kind, part XmlRoot;
    }
}

impl WebhookSpec {
    /// A form with what every webhook has; no parameter has a name yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    ///
    /// let spec = WebhookSpec::new(Product::Sms, SendMethod::Get, ReportType::DeliveryReport, "https://example.com/dlr");
    /// assert_eq!((spec.endpoint.as_str(), spec.id), ("https://example.com/dlr", None));
    /// assert!(spec.parameters.is_empty());
    /// ```
    #[must_use]
    pub fn new(
        product: Product,
        send_method: SendMethod,
        report_type: ReportType,
        endpoint: impl Into<String>,
    ) -> Self {
        Self { product, send_method, report_type, endpoint: endpoint.into(), ..Self::blank() }
    }

    /// Returns the text that the span of a finding about this webhook lies in, see [`ProfileSpec::text_of`](crate::ProfileSpec::text_of);
    /// `None` where the finding is about something inside of an account.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let spec = WebhookSpec::new(Product::Sms, SendMethod::Post, ReportType::DeliveryReport, "https://example.com/dlr?key=%4")
    ///     .with_parameters(ParameterNames::standard());
    /// let report = Webhook::check(&spec);
    /// let found = report.iter().next().unwrap();
    /// let text = spec.text_of(found).unwrap();
    /// assert_eq!((found.code().as_str(), found.span().of(&text)), ("cut-escape", Some("%4")));
    /// ```
    #[must_use]
    pub fn text_of(&self, found: &Diagnostic) -> Option<Cow<'_, str>> {
        found.owner().is_none().then(|| self.written(found))
    }

    /// The text in which a finding about the form has its span.
    pub(crate) fn written(&self, found: &Diagnostic) -> Cow<'_, str> {
        match (found.part(), self.time_offset_minutes) {
            (Part::TimeOffset, Some(minutes)) => minutes.to_string().into(),
            _ => self.found_text(found).into(),
        }
    }

    /// Sets the id under which the platform keeps the webhook.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    ///
    /// let endpoint = "https://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Json, ReportType::MobileOriginated, endpoint).with_id("w1");
    /// assert_eq!(spec.id.as_deref(), Some("w1"));
    /// ```
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the business's WhatsApp number whose events are reported, in the form of E.164.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    ///
    /// let endpoint = "https://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Json, ReportType::MobileOriginated, endpoint)
    ///     .with_waba_number("+12025550100");
    /// assert_eq!(spec.waba_number.as_deref(), Some("+12025550100"));
    /// ```
    #[must_use]
    pub fn with_waba_number(mut self, number: impl Into<String>) -> Self {
        self.waba_number = Some(number.into());
        self
    }

    /// Names the parameter of one field of the delivery report.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::DeliveryReportField;
    ///
    /// let spec = WebhookSpec::new(Product::Sms, SendMethod::Get, ReportType::DeliveryReport, "https://example.com/dlr")
    ///     .with_parameter(DeliveryReportField::MessageId, "msg_id");
    /// assert_eq!(spec.parameters.get(DeliveryReportField::MessageId), Some("msg_id"));
    /// ```
    #[must_use]
    pub fn with_parameter(mut self, field: DeliveryReportField, name: impl Into<String>) -> Self {
        self.parameters = self.parameters.with(field, name);
        self
    }

    /// Sets the names of all parameters.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let spec = WebhookSpec::new(Product::Sms, SendMethod::Get, ReportType::DeliveryReport, "https://example.com/dlr");
    /// assert!(Webhook::check(&spec).has_errors());                                         // required fields have no names
    /// assert!(Webhook::check(&spec.with_parameters(ParameterNames::standard())).is_clean());
    /// ```
    #[must_use]
    pub fn with_parameters(mut self, names: ParameterNames) -> Self {
        self.parameters = names;
        self
    }

    /// Adds a custom parameter, whose value is sent with every report as it is. The value is a secret.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let endpoint = "https://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Get, ReportType::MobileOriginated, endpoint)
    ///     .with_custom_parameter("tenant", "7");
    /// let request = Webhook::try_from(spec)?.profile().sample_request()?;
    /// assert!(request.url().ends_with("&tenant=7"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_custom_parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.custom_parameters.push((name.into(), value.into()));
        self
    }

    /// Adds a custom header, which is sent with every report. Its value is a secret.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Webhook;
    ///
    /// let endpoint = "https://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Json, ReportType::MobileOriginated, endpoint)
    ///     .with_custom_header("X-Token", "a secret");
    /// let webhook = Webhook::try_from(spec)?;
    /// assert_eq!(webhook.profile().headers()["x-token"], "a secret");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_custom_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.custom_headers.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for WebhookSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSpec")
            .field("id", &self.id.as_deref().map(shown_id))
            .field("product", &shown(self.product.as_str()))
            .field("send_method", &self.send_method)
            .field("report_type", &self.report_type)
            .field("waba_number", &self.waba_number.as_deref().map(shown))
            .field("endpoint", &without_secrets(&self.endpoint))
            .field("parameters", &self.parameters)
            .field("custom_parameters", &PairNames(&self.custom_parameters))
            .field("custom_headers", &PairNames(&self.custom_headers))
            .field("time_unit", &self.time_unit)
            .field("time_offset_minutes", &self.time_offset_minutes)
            .field("xml_root", &self.xml_root.as_deref().map(shown))
            .finish()
    }
}
