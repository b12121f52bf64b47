//! The webhooks that `receive` and `test_webhook` agree on: every send method, for delivery reports and for messages of users.

use callback_profile::diagnostic::Report;
use callback_profile::value::Product;
use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
use callback_profile::{DeliveryReportField, Webhook};

/// The webhooks that call below `base`, such as `http://127.0.0.1:8080`.
pub(crate) fn webhooks(base: &str) -> Result<Vec<Webhook>, Report> {
    let reports = SendMethod::ALL.iter().map(|method| delivery_reports(*method, &format!("{base}/dlr")));
    let messages = SendMethod::ALL.iter().map(|method| messages(*method, &format!("{base}/mo")));
    reports.chain(messages).map(Webhook::try_from).collect()
}

/// The parameters have the names that this receiver likes best.
fn delivery_reports(method: SendMethod, endpoint: &str) -> WebhookSpec {
    WebhookSpec::new(Product::WhatsApp, method, ReportType::DeliveryReport, endpoint)
        .with_id(format!("dlr-{method}"))
        .with_waba_number("+12025550100")
        .with_parameter(DeliveryReportField::TransactionId, "txn_id")
        .with_parameter(DeliveryReportField::MessageId, "msg_id")
        .with_parameter(DeliveryReportField::ErrorCode, "error_code")
        .with_parameter(DeliveryReportField::Mobile, "mobile")
        .with_parameter(DeliveryReportField::ReceivedTime, "received_time")
        .with_parameter(DeliveryReportField::DeliveredTime, "delivered_time")
        .with_parameter(DeliveryReportField::ReadTime, "read_time")
        .with_parameter(DeliveryReportField::Status, "status")
        .with_custom_parameter("tenant", "7")
        .with_custom_header("X-Token", "a shared secret")
}

fn messages(method: SendMethod, endpoint: &str) -> WebhookSpec {
    WebhookSpec::new(Product::WhatsApp, method, ReportType::MobileOriginated, endpoint)
        .with_id(format!("mo-{method}"))
        .with_custom_header("X-Token", "a shared secret")
}
