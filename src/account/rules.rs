//! What an account says of the profiles, webhooks and callback URLs that are used in it, beside what their own checks find.

use std::borrow::Cow;
use std::vec::IntoIter;

use url::Url;

use crate::account::model::Account;
use crate::account::spec::AccountType;
use crate::diagnostic::{Code, Diagnostic, Part, Report};
use crate::endpoint::Whitelist;
use crate::field::{FieldSet, FieldTable, Outgoing, OutgoingField};
use crate::form::at::At;
use crate::form::form::Form;
use crate::profile::ProfileSpec;
use crate::profile::callback_url::is_bare;
use crate::profile::excerpts::with_excerpts;
use crate::request::Method;
use crate::template::placeholders::{Brackets, name_inside, placeholders_in};
use crate::text::{EndpointParts, LineColumn, Span};
use crate::webhook::WebhookSpec;

/// The name of the field of outgoing callbacks that says what a message costs.
const PRICE: &str = OutgoingField::Price.name();

/// What an account judges by, as far as it has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) kind: Option<AccountType>,
    pub(super) whitelist: Option<&'a Whitelist>,
}

/// What a whitelist says of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Permission {
    Permitted,
    /// Its host is not whitelisted.
    Refused,
    /// It has no host: no callbacks are made to it either.
    NoUrl,
}

impl Account {
    pub(super) fn rules(&self) -> Rules<'_> {
        Rules { kind: self.account_type(), whitelist: self.whitelist() }
    }
}

impl AccountType {
    /// Returns whether callbacks of such an account ever carry a price.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountType;
    ///
    /// assert!(AccountType::Prepaid.has_prices());
    /// assert!(!AccountType::TechProvider.has_prices());
    /// ```
    #[must_use]
    pub const fn has_prices(self) -> bool {
        !matches!(self, Self::TechProvider)
    }
}

impl Rules<'_> {
    /// What is said of a profile, of which it is known whether the whitelist [permits](Self::permits) it.
    pub(super) fn profile(
        self,
        spec: &ProfileSpec,
        permission: Permission,
    ) -> impl Iterator<Item = Diagnostic> + use<> {
        let part = if spec.method == Method::Get { Part::Endpoint } else { Part::Body };
        let brackets = spec.format().syntax().brackets;
        let is_outgoing = spec.direction == Outgoing::NAME && spec.platform.is_none();
        let price = if is_outgoing && self.has_no_prices() { price_in(spec.template(), brackets) } else { None };
        let price = price.map(|span| {
            let at = At::start(part).bytes(span);
            let mut found = without_price(at, "keep the placeholder, which is required, and expect no value");
            found.set_place(LineColumn::of(spec.template(), span.start));
            found
        });
        with_lines(Self::not_whitelisted(&spec.endpoint, permission).into_iter().chain(price), || Cow::Borrowed(spec))
    }

    /// What is said of a webhook, whose reports have no price.
    pub(super) fn webhook(self, spec: &WebhookSpec) -> Option<Diagnostic> {
        with_lines(Self::not_whitelisted(&spec.endpoint, self.permits(&spec.endpoint)).into_iter(), || {
            Cow::Borrowed(spec)
        })
        .next()
    }

    /// What is said of a callback URL. To a bare one all names are joined, so that it has a price too.
    pub(super) fn callback_url(
        self,
        url: &str,
        table: &FieldTable,
        permission: Permission,
    ) -> impl Iterator<Item = Diagnostic> + use<> {
        let placed = || match price_in(url, Brackets::Angle) {
            Some(span) => Some((span, "expect no value")),
            None => {
                is_bare(url, table).then_some((Span::whole(url), "expect no value of `price`, which is joined to it"))
            }
        };
        let price = self.left_out(table).and_then(|_| placed());
        let price = price.map(|(span, help)| without_price(At::start(Part::Endpoint).bytes(span), help));
        let of_url = || Cow::<ProfileSpec>::Owned(ProfileSpec::of_table(table, Method::Get, url.to_owned(), None));
        with_lines(Self::not_whitelisted(url, permission).into_iter().chain(price), of_url)
    }

    /// The place of the field of a set that callbacks of the account never carry.
    pub(super) fn left_out(self, table: &FieldTable) -> Option<usize> {
        let is_outgoing = || table.set == Outgoing::NAME && table.platform.is_empty();
        if self.has_no_prices() && is_outgoing() { table.find(PRICE) } else { None }
    }

    fn has_no_prices(self) -> bool {
        self.kind.is_some_and(|kind| !kind.has_prices())
    }

    /// The platform makes no callback to a host that is not whitelisted. What is no URL is reported as that.
    fn not_whitelisted(endpoint: &str, permission: Permission) -> Option<Diagnostic> {
        (permission == Permission::Refused).then(|| {
            let message = "the endpoint's host is not in the whitelist, so no callback is made";
            let at = At::all(Part::Endpoint, EndpointParts::address_of(endpoint));
            at.finding(Code::NotWhitelisted, message, "add its domain to the whitelist")
        })
    }

    /// What the whitelist says of an endpoint; where there is none, all are permitted.
    pub(super) fn permits(self, endpoint: &str) -> Permission {
        let Some(whitelist) = self.whitelist else { return Permission::Permitted };
        // A template is no URL; its address is one.
        match Url::parse(EndpointParts::address_of(endpoint)) {
            Ok(url) if whitelist.permits_host_of(&url) => Permission::Permitted,
            Ok(_) => Permission::Refused,
            Err(_) => Permission::NoUrl,
        }
    }
}

/// The same findings, each with its line of the form that they are about.
fn with_lines<'f, F: Form + Clone + 'f>(
    found: impl Iterator<Item = Diagnostic>,
    form: impl FnOnce() -> Cow<'f, F>,
) -> IntoIter<Diagnostic> {
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return found.into_iter();
    }
    with_excerpts(Report::default().with(found), &*form(), &[]).into_diagnostics()
}

/// Where the placeholder of the price stands.
fn price_in(text: &str, brackets: Brackets) -> Option<Span> {
    placeholders_in(brackets, text, Span::whole(text)).find(|span| name_inside(text, *span) == PRICE)
}

fn without_price(at: At<'_>, help: &'static str) -> Diagnostic {
    at.finding(Code::PriceUnsupported, "a Tech Provider's callbacks never carry a price", help)
}
