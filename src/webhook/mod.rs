//! Webhooks: the forms of platforms that let the receiver name the parameters of its callbacks.
//!
//! [`WebhookSpec`] is a form as it was filled in, [`Webhook`] one in which the check found no error. A webhook stands for a
//! [profile](crate::AnyProfile), which renders and parses its reports.
//!
//! # Examples
//!
//! ```
//! use callback_profile::value::Product;
//! use callback_profile::webhook::{ParameterNames, ReportType, SendMethod, WebhookSpec};
//! use callback_profile::{DeliveryReportField, Webhook};
//!
//! let names = ParameterNames::standard().with(DeliveryReportField::MessageId, "msg_id");
//! let spec = WebhookSpec::new(Product::Sms, SendMethod::Json, ReportType::DeliveryReport, "https://example.com/dlr")
//!     .with_parameters(names);
//! let webhook = Webhook::try_from(spec)?;
//! let received = webhook.profile().parse_body(r#"{"transaction_id": "t1", "msg_id": "m1"}"#)?;
//! assert_eq!(received.text("message_id"), Some("m1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod checked;
mod compose;
mod file;
mod inserted;
mod parameter_names;
mod report_type;
mod send_method;
mod spec;

pub use self::checked::Webhook;
pub use self::parameter_names::ParameterNames;
pub use self::report_type::ReportType;
pub use self::send_method::SendMethod;
pub use self::spec::WebhookSpec;
