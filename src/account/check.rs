//! The check of an account and of what is in it.

use std::collections::{HashMap, HashSet};

use url::Url;

use crate::account::indexed::Indexed;
use crate::account::model::{Account, Number};
use crate::account::spec::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::endpoint::Whitelist;
use crate::field::{FieldSet, FieldTable, Outgoing, OutgoingField};
use crate::platform::Platform;
use crate::profile::{AnyProfile, ErasedProfile, ProfileSpec};
use crate::request::Method;
use crate::template::placeholders::{name_inside, placeholders_in};
use crate::text::{EndpointParts, Span, nearest_name, shown, without_secrets};
use crate::value::PhoneNumber;
use crate::webhook::{Webhook, WebhookSpec};

impl Account {
    /// Everything that is to be said about an account as written, and about each profile in it.
    #[must_use]
    pub fn check(spec: &AccountSpec) -> Report {
        Platform::builtin().check_account(spec)
    }

    /// Everything that is to be said about a profile that is to be used in this account: what [`AnyProfile::check`] finds, and
    /// whether its callbacks would be made and what they would carry.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Account, Code, Outgoing, Profile};
    ///
    /// let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider", "whitelist": ["example.net"]}"#)?;
    /// let report = account.check_profile(Profile::<Outgoing>::standard("https://example.com/dlr")?.spec());
    /// let codes: Vec<Code> = report.iter().map(|found| found.code()).collect();
    /// assert_eq!(codes, [Code::NotWhitelisted, Code::PriceUnsupported]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check_profile(&self, spec: &ProfileSpec) -> Report {
        self.platform.check_profile(spec).with(profile_findings(spec, self.account_type(), self.whitelist()))
    }

    /// Everything that is to be said about a webhook that is to be used in this account: what [`Webhook::check`] finds, and
    /// whether its endpoint would be called.
    #[must_use]
    pub fn check_webhook(&self, spec: &WebhookSpec) -> Report {
        Webhook::check(spec).with(not_whitelisted(&spec.endpoint, self.whitelist()))
    }
}

impl TryFrom<AccountSpec> for Account {
    type Error = Report;

    /// Checks the account; the error holds everything that was found, warnings and notes too.
    fn try_from(spec: AccountSpec) -> Result<Self, Report> {
        Platform::builtin().account(spec)
    }
}

/// For accounts.
impl Platform {
    /// Everything that is to be said about an account as written, see [`Account::check`].
    #[must_use]
    pub fn check_account(&self, spec: &AccountSpec) -> Report {
        check(spec.clone(), self).0
    }

    /// The account that is written so.
    ///
    /// # Errors
    ///
    /// Everything the check finds, warnings and notes too, where there is an error among it.
    pub fn account(&self, spec: AccountSpec) -> Result<Account, Report> {
        let (report, account) = check(spec, self);
        account.ok_or(report)
    }
}

/// Checks an account and all that is in it. The account is there when the report has no error.
pub(crate) fn check(spec: AccountSpec, platform: &Platform) -> (Report, Option<Account>) {
    let AccountSpec { account_type, whitelist: written_whitelist, profiles, webhooks, numbers } = spec;
    let mut findings = Findings::default();
    let whitelist = check_whitelist(&written_whitelist, &mut findings);
    let (profiles, broken) = check_profiles(profiles, account_type, &whitelist, platform, &mut findings);
    let webhooks = check_webhooks(webhooks, &whitelist, &mut findings);
    let direction_of =
        |id: &str| broken.get(id).map(|direction| &**direction).or_else(|| profiles.get(id).map(AnyProfile::direction));
    let mut checker = NumberChecker { direction_of: &direction_of, whitelist: &whitelist, platform, findings };
    let numbers = checker.numbers(numbers);
    let findings = checker.findings;
    let has_errors = findings.has_errors();
    let report = findings.into_report_in_order();
    let platform = platform.clone();
    let account = Account { platform, kind: account_type, written_whitelist, whitelist, profiles, webhooks, numbers };
    (report, (!has_errors).then_some(account))
}

/// Checks that a profile may take its place in the account: it has an id, and fits the numbers that name it.
pub(super) fn check_replacement(account: &Account, profile: &AnyProfile) -> Result<(), Report> {
    let mut findings = Findings::default();
    let Some(id) = profile.spec().id.as_deref() else {
        return Err(Report::new(vec![without_id(Part::Profiles, "profile", 0)]));
    };
    for (index, number) in account.numbers().enumerate() {
        for (slot, target) in number.targets() {
            if matches!(target, TargetSpec::Profile(used) if used == id) && slot != profile.direction() {
                findings.push(wrong_direction(id, profile.direction(), slot, index));
            }
        }
    }
    if findings.has_errors() { Err(findings.into_report_in_order()) } else { Ok(()) }
}

/// Checks a number that is to be added to an account; gives its digits, and the entry with its profiles ready.
pub(super) fn check_number(account: &Account, spec: NumberSpec) -> Result<(String, Number), Report> {
    let direction_of = |id: &str| account.profile(id).map(AnyProfile::direction);
    let (whitelist, platform) = (account.whitelist(), &account.platform);
    let findings = Findings::default();
    let mut checker = NumberChecker { direction_of: &direction_of, whitelist, platform, findings };
    let number = checker.number(0, spec);
    match number {
        Some(number) if !checker.findings.has_errors() => Ok(number),
        _ => Err(checker.findings.into_report_in_order()),
    }
}

fn check_whitelist(entries: &[String], findings: &mut Findings) -> Whitelist {
    let mut good = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Err(error) = Whitelist::new([entry]) else {
            good.push(entry);
            continue;
        };
        let message = format!("`{}` is not a domain", shown(&without_secrets(entry)));
        let suggestion = error.suggestion();
        let help = suggestion
            .as_ref()
            .map_or_else(|| "write a domain such as `example.com`".to_owned(), |domain| format!("write `{domain}`"));
        let span = Span::new(0, entry.len());
        let fix = suggestion.map(|domain| Fix::new(span, domain));
        let found = Diagnostic::new(Code::InvalidWhitelistEntry, Part::Whitelist, span, message);
        findings.push(found.help(help).member(index.to_string()).fix(fix));
    }
    Whitelist::new(good).unwrap_or_default()
}

/// The profiles without errors; and the directions of the others, by id.
fn check_profiles(
    specs: Vec<ProfileSpec>,
    account_type: AccountType,
    whitelist: &Whitelist,
    platform: &Platform,
    findings: &mut Findings,
) -> (Indexed<AnyProfile>, HashMap<String, String>) {
    let mut profiles = Indexed::with_capacity(specs.len());
    let mut broken = HashMap::new();
    let mut ids = Ids::default();
    for (index, spec) in specs.into_iter().enumerate() {
        let id = spec.id.clone();
        ids.check(id.as_deref(), (Part::Profiles, "profile", index), findings);
        let of_account: Vec<_> = profile_findings(&spec, account_type, whitelist).collect();
        let direction = spec.direction.clone();
        let (report, profile) = AnyProfile::checked(spec, platform.tables());
        let found = report.into_diagnostics().chain(of_account);
        found.for_each(|found| findings.push(found.owned_by(format!("profiles/{index}"))));
        match (id, profile) {
            (Some(id), Some(profile)) => _ = profiles.insert(&id, profile),
            (Some(id), None) => _ = broken.insert(id, direction),
            (None, _) => {}
        }
    }
    (profiles, broken)
}

fn check_webhooks(specs: Vec<WebhookSpec>, whitelist: &Whitelist, findings: &mut Findings) -> Indexed<Webhook> {
    let mut webhooks = Indexed::with_capacity(specs.len());
    let mut ids = Ids::default();
    for (index, spec) in specs.into_iter().enumerate() {
        let id = spec.id.clone();
        ids.check(id.as_deref(), (Part::Webhooks, "webhook", index), findings);
        let outside = not_whitelisted(&spec.endpoint, whitelist);
        let (report, webhook) = Webhook::checked(spec);
        for found in report.with(outside).into_diagnostics() {
            findings.push(found.owned_by(format!("webhooks/{index}")));
        }
        if let (Some(id), Some(webhook)) = (id, webhook) {
            webhooks.insert(&id, webhook);
        }
    }
    webhooks
}

/// The ids that are taken.
#[derive(Default)]
struct Ids(HashSet<Box<str>>);

impl Ids {
    /// Reports an id that is missing, or that another item of the same kind has already.
    fn check(&mut self, id: Option<&str>, (part, kind, index): (Part, &str, usize), findings: &mut Findings) {
        let Some(id) = id else {
            findings.push(without_id(part, kind, index));
            return;
        };
        if !self.0.insert(id.into()) {
            let message = format!("id `{}` is another {kind}'s already", shown(id));
            let found = Diagnostic::new(Code::DuplicateId, part, Span::new(0, id.len()), message);
            findings.push(found.help(format!("give each {kind} an id of its own")).member(index.to_string()));
        }
    }
}

/// What the account has to say about one of its profiles.
fn profile_findings(
    spec: &ProfileSpec,
    account_type: AccountType,
    whitelist: &Whitelist,
) -> impl Iterator<Item = Diagnostic> {
    let price = if account_type == AccountType::TechProvider { price_placeholder(spec) } else { None };
    let price = price.map(|(part, span)| {
        let message = "a Tech Provider's callbacks never carry a price";
        let help = "keep the placeholder, which is required, and expect no value";
        Diagnostic::new(Code::PriceUnsupported, part, span, message).help(help)
    });
    not_whitelisted(&spec.endpoint, whitelist).into_iter().chain(price)
}

/// Where the placeholder of a price stands in an outgoing profile.
fn price_placeholder(spec: &ProfileSpec) -> Option<(Part, Span)> {
    let part = if spec.method == Method::Get { Part::Endpoint } else { Part::Body };
    let text = spec.template();
    let mut placeholders = placeholders_in(spec.format().syntax().brackets, text, Span::new(0, text.len()));
    let price = placeholders.find(|span| name_inside(text, *span) == OutgoingField::Price.name())?;
    (spec.direction == Outgoing::NAME).then_some((part, price))
}

/// The platform makes no callback to a host that is not whitelisted. What is no URL is reported as that.
fn not_whitelisted(endpoint: &str, whitelist: &Whitelist) -> Option<Diagnostic> {
    // A template is no URL; its address is one.
    let address = EndpointParts::address_of(endpoint);
    let is_outside = Url::parse(address).is_ok_and(|url| !whitelist.permits_host_of(&url));
    is_outside.then(|| {
        let message = "the endpoint's host is not in the whitelist, so no callback is made";
        let found = Diagnostic::new(Code::NotWhitelisted, Part::Endpoint, Span::new(0, address.len()), message);
        found.help("add its domain to the whitelist")
    })
}

fn without_id(part: Part, kind: &str, index: usize) -> Diagnostic {
    let message = format!("a {kind} of an account needs an id");
    Diagnostic::new(Code::DuplicateId, part, Span::at(0), message).help("add `\"id\": …`").member(index.to_string())
}

pub(super) fn webhook_without_id() -> Report {
    Report::new(vec![without_id(Part::Webhooks, "webhook", 0)])
}

fn wrong_direction(id: &str, found: &str, expected: &str, index: usize) -> Diagnostic {
    let (shown, found) = (shown(id), shown(found));
    let message = format!("profile `{shown}` is for `{found}`, not for `{expected}`");
    let found = Diagnostic::new(Code::WrongDirection, Part::Numbers, Span::new(0, id.len()), message);
    found.help("name a profile of this direction").member(format!("{index}/{expected}"))
}

struct NumberChecker<'c> {
    direction_of: &'c dyn Fn(&str) -> Option<&'c str>,
    whitelist: &'c Whitelist,
    platform: &'c Platform,
    findings: Findings,
}

impl NumberChecker<'_> {
    fn numbers(&mut self, specs: Vec<NumberSpec>) -> Indexed<Number> {
        let mut numbers = Indexed::with_capacity(specs.len());
        for (index, spec) in specs.into_iter().enumerate() {
            let Some((digits, number)) = self.number(index, spec) else { continue };
            if let Some(replaced) = numbers.insert(&digits, number) {
                let written = numbers.get(&digits).map_or(&replaced, |number| number).spec.number.as_str();
                let message = format!("number `{}` stands twice", shown(written));
                let span = Span::new(0, written.len());
                let found = Diagnostic::new(Code::DuplicateNumber, Part::Numbers, span, message);
                self.findings.push(found.help("keep one of them").member(index.to_string()));
            }
        }
        numbers
    }

    /// The digits of the number, and its entry with its profiles ready.
    fn number(&mut self, index: usize, spec: NumberSpec) -> Option<(String, Number)> {
        let digits = PhoneNumber::parse(&spec.number).map(|number| number.digits().to_owned());
        if digits.is_err() {
            let message = format!("`{}` is not a telephone number", shown(&spec.number));
            let span = Span::new(0, spec.number.len());
            let found = Diagnostic::new(Code::InvalidNumber, Part::Numbers, span, message);
            let help = "write it in the form of E.164, such as `+12025550100`";
            self.findings.push(found.help(help).member(index.to_string()));
        }
        let targets = spec.targets().filter_map(|(direction, target)| self.target(direction, target, index));
        let to_urls = targets.collect();
        Some((digits.ok()?, Number { spec, to_urls }))
    }

    /// Checks where callbacks go; gives the profile of a URL.
    fn target(&mut self, direction: &str, target: &TargetSpec, index: usize) -> Option<AnyProfile> {
        let Some(table) = self.platform.table(direction) else {
            self.unknown_direction(direction, index);
            return None;
        };
        match target {
            TargetSpec::Profile(id) => {
                self.profile(id, table, index);
                None
            }
            TargetSpec::Url { callback_url } => {
                let (report, profile) = ErasedProfile::for_callback_url(callback_url, table);
                let outside = not_whitelisted(callback_url, self.whitelist);
                for found in report.into_diagnostics().chain(outside) {
                    self.findings.push(found.owned_by(format!("numbers/{index}/{direction}")));
                }
                profile.map(AnyProfile::of)
            }
        }
    }

    fn unknown_direction(&mut self, direction: &str, index: usize) {
        let help = match nearest_name(direction, self.platform.directions()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "a number has the keys `number`, `{}`",
                self.platform.directions().collect::<Vec<_>>().join("`, `")
            ),
        };
        let message = format!("unknown key `{}`", shown(direction));
        let found = Diagnostic::new(Code::UnknownKey, Part::Numbers, Span::at(0), message);
        self.findings.push(found.help(help).member(index.to_string()));
    }

    fn profile(&mut self, id: &str, table: &FieldTable, index: usize) {
        let slot = &*table.set;
        match (self.direction_of)(id) {
            None => {
                let is_url = id.contains("://");
                let name = if is_url { without_secrets(id) } else { id.to_owned() };
                let message = format!("there is no profile with the id `{}`", shown(&name));
                let found = Diagnostic::new(Code::DanglingProfile, Part::Numbers, Span::new(0, id.len()), message);
                let help = if is_url {
                    "write a URL as `{\"callback_url\": \"…\"}`"
                } else {
                    "name a profile of the account"
                };
                self.findings.push(found.help(help).member(format!("{index}/{slot}")));
            }
            Some(direction) if direction != slot => self.findings.push(wrong_direction(id, direction, slot, index)),
            Some(_) => {}
        }
    }
}
