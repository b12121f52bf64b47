//! Which webhooks of an account a report goes to.

use crate::account::model::Account;
use crate::account::route::{NoRoute, Route};
use crate::field::FieldSet;
use crate::value::{PhoneNumber, Product};
use crate::webhook::{ReportType, Webhook};

impl Account {
    /// Returns the webhooks that a report goes to: of those for the product and report type, first those that name its WhatsApp
    /// number, then those that name none, each in the order of the file.
    ///
    /// Numbers are compared by their digits. A report without a number, or with a text that is not a number, goes only to
    /// webhooks that name none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::ReportType;
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"webhooks": [
    ///     {"id": "all", "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo"},
    ///     {"id": "one", "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/one",
    ///      "waba_number": "+12025550100"}
    /// ]}"#)?;
    /// let ids = |number| {
    ///     let webhooks = account.webhooks_for(&Product::WhatsApp, ReportType::MobileOriginated, number);
    ///     webhooks.filter_map(|webhook| webhook.spec().id.as_deref()).collect::<Vec<_>>()
    /// };
    /// assert_eq!(ids(Some("12025550100")), ["one", "all"]);
    /// assert_eq!(ids(Some("12025550101")), ["all"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn webhooks_for(
        &self,
        product: &Product,
        report_type: ReportType,
        waba_number: Option<&str>,
    ) -> impl Iterator<Item = &Webhook> {
        let wanted = waba_number.and_then(number);
        let fitting = move |webhook: &&Webhook| {
            let spec = webhook.spec();
            spec.report_type == report_type && is_same(&spec.product, product)
        };
        let of_number = move |webhook: &&Webhook| wanted.is_some() && of(webhook) == wanted;
        let of_none = |webhook: &&Webhook| webhook.spec().waba_number.is_none();
        self.webhooks().filter(fitting).filter(of_number).chain(self.webhooks().filter(fitting).filter(of_none))
    }

    /// Returns the routes of reports to [those webhooks](Self::webhooks_for), for a field set that webhooks report:
    /// [`DeliveryReport`](crate::DeliveryReport), or [`Incoming`](crate::Incoming) for messages that users wrote. There are
    /// none for any other set. The profile of a route has the webhook's id.
    ///
    /// An item is an error where no report is made to the webhook, because its host is not whitelisted.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::{Account, Incoming, IncomingCallback, IncomingField};
    ///
    /// let account: Account = serde_json::from_str(r#"{"webhooks": [
    ///     {"id": "mo", "product": "whatsapp", "send_method": "GET", "report_type": "MO", "endpoint": "https://example.com/mo"}
    /// ]}"#)?;
    /// let message = IncomingCallback::default().with(IncomingField::Body, "Hi");
    /// let mut urls = Vec::new();
    /// for route in account.webhook_routes::<Incoming>(&Product::WhatsApp, None) {
    ///     urls.push(route?.render(&message)?.url().to_owned());
    /// }
    /// assert!(matches!(&urls[..], [url] if url.starts_with("https://example.com/mo?body=Hi&")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn webhook_routes<S: FieldSet>(
        &self,
        product: &Product,
        waba_number: Option<&str>,
    ) -> impl Iterator<Item = Result<Route<'_, S>, NoRoute>> {
        let report_type = ReportType::ALL.iter().copied().find(|report_type| report_type.direction() == S::NAME);
        let webhooks = report_type.into_iter().flat_map(move |of| self.webhooks_for(product, of, waba_number));
        webhooks.filter_map(|webhook| webhook.profile().downcast()).map(|profile| self.routed(profile))
    }
}

fn number(text: &str) -> Option<PhoneNumber<'_>> {
    PhoneNumber::parse(text).ok()
}

/// The number that a webhook names.
fn of(webhook: &Webhook) -> Option<PhoneNumber<'_>> {
    webhook.spec().waba_number.as_deref().and_then(number)
}

/// Whether two products are one; of those that are not known neither case nor surrounding blanks tell them apart either.
fn is_same(one: &Product, other: &Product) -> bool {
    one.as_str().trim_ascii().eq_ignore_ascii_case(other.as_str().trim_ascii())
}
