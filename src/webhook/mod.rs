//! The forms by which the second family of platforms configures webhooks.

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
