//! The check of an account.

use std::collections::HashMap;

use url::Url;

use crate::account::indexed::Indexed;
use crate::account::model::{Account, Number, Target};
use crate::account::route::Direction;
use crate::account::spec::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::endpoint::Whitelist;
use crate::field::{FieldSet, Incoming, Outgoing};
use crate::profile::{AnyProfile, Profile, ProfileSpec};
use crate::text::{EndpointParts, Span, shown, without_secrets};
use crate::value::PhoneNumber;
use crate::webhook::{Webhook, WebhookSpec};

impl Account {
    /// Everything that is to be said about an account as written, and about each profile in it.
    #[must_use]
    pub fn check(spec: &AccountSpec) -> Report {
        check(spec).0
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
        AnyProfile::check(spec).with(profile_findings(spec, self.account_type(), self.whitelist()))
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
        match check(&spec) {
            (_, Some(account)) => Ok(account),
            (report, None) => Err(report),
        }
    }
}

/// Checks an account and all that is in it. The account is there when the report has no error.
fn check(spec: &AccountSpec) -> (Report, Option<Account>) {
    let mut findings = Findings::default();
    let whitelist = check_whitelist(&spec.whitelist, &mut findings);
    let profiles = check_profiles(spec, &whitelist, &mut findings);
    let webhooks = check_webhooks(spec, &whitelist, &mut findings);
    let directions: HashMap<&str, &str> =
        spec.profiles.iter().filter_map(|profile| Some((profile.id.as_deref()?, &*profile.direction))).collect();
    let direction_of = |id: &str| directions.get(id).copied();
    let mut checker = NumberChecker { direction_of: &direction_of, whitelist: &whitelist, findings };
    let numbers = checker.numbers(&spec.numbers);
    let findings = checker.findings;
    let account = (!findings.has_errors()).then(|| Account {
        kind: spec.account_type,
        written_whitelist: spec.whitelist.clone(),
        whitelist: whitelist.clone(),
        profiles,
        webhooks,
        numbers,
    });
    (findings.into_report_in_order(), account)
}

/// Checks that a profile may take its place in the account: it has an id, and fits the numbers that name it.
pub(super) fn check_replacement(account: &Account, profile: &AnyProfile) -> Result<(), Report> {
    let mut findings = Findings::default();
    let Some(id) = profile.spec().id.as_deref() else {
        return Err(Report::new(vec![without_id(Part::Profiles, "profile", 0)]));
    };
    for (index, number) in account.numbers().enumerate() {
        let slots = [(Outgoing::NAME, &number.outgoing), (Incoming::NAME, &number.incoming)];
        for (slot, target) in slots {
            if matches!(target, Some(TargetSpec::Profile(used)) if used == id) && slot != profile.direction() {
                findings.push(wrong_direction(id, profile.direction(), slot, index));
            }
        }
    }
    if findings.has_errors() { Err(findings.into_report_in_order()) } else { Ok(()) }
}

/// Checks a number that is to be added to an account; gives its digits, and the entry with its profiles ready.
pub(super) fn check_number(account: &Account, spec: NumberSpec) -> Result<(String, Number), Report> {
    let direction_of = |id: &str| account.profile(id).map(AnyProfile::direction);
    let whitelist = account.whitelist();
    let mut checker = NumberChecker { direction_of: &direction_of, whitelist, findings: Findings::default() };
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

fn check_profiles(spec: &AccountSpec, whitelist: &Whitelist, findings: &mut Findings) -> Indexed<AnyProfile> {
    let mut profiles = Indexed::default();
    let mut ids = HashMap::new();
    for (index, profile) in spec.profiles.iter().enumerate() {
        let owner = format!("profiles/{index}");
        check_id(profile.id.as_deref(), (Part::Profiles, "profile", index), &mut ids, findings);
        for found in &AnyProfile::check(profile) {
            findings.push(found.clone().owned_by(owner.as_str()));
        }
        for found in profile_findings(profile, spec.account_type, whitelist) {
            findings.push(found.owned_by(owner.as_str()));
        }
        if let (Some(id), Ok(profile)) = (&profile.id, AnyProfile::try_from(profile.clone())) {
            profiles.insert(id, profile);
        }
    }
    profiles
}

fn check_webhooks(spec: &AccountSpec, whitelist: &Whitelist, findings: &mut Findings) -> Indexed<Webhook> {
    let mut webhooks = Indexed::default();
    let mut ids = HashMap::new();
    for (index, webhook) in spec.webhooks.iter().enumerate() {
        let owner = format!("webhooks/{index}");
        check_id(webhook.id.as_deref(), (Part::Webhooks, "webhook", index), &mut ids, findings);
        for found in &Webhook::check(webhook).with(not_whitelisted(&webhook.endpoint, whitelist)) {
            findings.push(found.clone().owned_by(owner.as_str()));
        }
        if let (Some(id), Ok(webhook)) = (&webhook.id, Webhook::try_from(webhook.clone())) {
            webhooks.insert(id, webhook);
        }
    }
    webhooks
}

/// Reports an id that is missing, or that another item of the same kind has already.
fn check_id<'s>(
    id: Option<&'s str>,
    (part, kind, index): (Part, &str, usize),
    ids: &mut HashMap<&'s str, usize>,
    findings: &mut Findings,
) {
    let Some(id) = id else {
        findings.push(without_id(part, kind, index));
        return;
    };
    if ids.insert(id, index).is_some() {
        let message = format!("id `{}` is another {kind}'s already", shown(id));
        let found = Diagnostic::new(Code::DuplicateId, part, Span::new(0, id.len()), message);
        findings.push(found.help(format!("give each {kind} an id of its own")).member(index.to_string()));
    }
}

/// What the account has to say about one of its profiles.
fn profile_findings(
    spec: &ProfileSpec,
    account_type: AccountType,
    whitelist: &Whitelist,
) -> impl Iterator<Item = Diagnostic> {
    let price = (account_type == AccountType::TechProvider).then(|| AnyProfile::price_placeholder(spec)).flatten();
    let price = price.map(|(part, span)| {
        let message = "a Tech Provider's callbacks never carry a price";
        let help = "keep the placeholder, which is required, and expect no value";
        Diagnostic::new(Code::PriceUnsupported, part, span, message).help(help)
    });
    not_whitelisted(&spec.endpoint, whitelist).into_iter().chain(price)
}

/// The platform makes no callback to a host that is not whitelisted. What is no URL is reported as that.
fn not_whitelisted(endpoint: &str, whitelist: &Whitelist) -> Option<Diagnostic> {
    // A template is no URL; its address is one.
    let address = EndpointParts::address_of(endpoint);
    let is_outside = Url::parse(address).is_ok() && !whitelist.permits_url(address);
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
    findings: Findings,
}

impl NumberChecker<'_> {
    fn numbers(&mut self, specs: &[NumberSpec]) -> Indexed<Number> {
        let mut numbers = Indexed::default();
        for (index, spec) in specs.iter().enumerate() {
            let Some((digits, number)) = self.number(index, spec.clone()) else { continue };
            if numbers.insert(&digits, number).is_some() {
                let message = format!("number `{}` stands twice", shown(&spec.number));
                let span = Span::new(0, spec.number.len());
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
        let outgoing = self.target::<Outgoing>(spec.outgoing.as_ref(), index);
        let incoming = self.target::<Incoming>(spec.incoming.as_ref(), index);
        Some((digits.ok()?, Number { spec, outgoing, incoming }))
    }

    fn target<S: Direction>(&mut self, spec: Option<&TargetSpec>, index: usize) -> Option<Target<S>> {
        match spec? {
            TargetSpec::Profile(id) => {
                self.profile::<S>(id, index);
                Some(Target::Profile(id.clone()))
            }
            TargetSpec::Url { callback_url } => {
                let owner = format!("numbers/{index}/{}", S::NAME);
                let (report, profile) = Profile::<S>::check_callback_url(callback_url);
                for found in report.iter().cloned().chain(not_whitelisted(callback_url, self.whitelist)) {
                    self.findings.push(found.owned_by(owner.as_str()));
                }
                profile.map(|profile| Target::Url(Box::new(profile)))
            }
        }
    }

    fn profile<S: Direction>(&mut self, id: &str, index: usize) {
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
                let slot = format!("{index}/{}", S::NAME);
                self.findings.push(found.help(help).member(slot));
            }
            Some(direction) if direction != S::NAME => {
                self.findings.push(wrong_direction(id, direction, S::NAME, index));
            }
            Some(_) => {}
        }
    }
}
