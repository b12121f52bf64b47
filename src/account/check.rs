//! The check of an account and of what is in it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::{fmt, slice};

use serde::de::{Deserialize, Deserializer, Error};

use crate::account::indexed::Indexed;
use crate::account::model::{Account, Number, Ready};
use crate::account::rules::Rules;
use crate::account::spec::{AccountSpec, NumberSpec, TargetSpec};
use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::endpoint::Whitelist;
use crate::field::{FieldSet, FieldTable, NamedSets};
use crate::form::at::At;
use crate::platform::Platform;
use crate::profile::check::unknown_platform;
use crate::profile::excerpts::set_excerpts_and_privacy;
use crate::profile::secrets::secrets_of_misplaced;
use crate::profile::{AnyProfile, ErasedProfile, ProfileSpec};
use crate::text::{Span, shown, shown_id, without_secrets};
use crate::webhook::{Webhook, WebhookSpec};

impl Account {
    /// Returns every finding about an account as written, and about each profile, webhook and number in it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::Account;
    ///
    /// let spec: AccountSpec = serde_json::from_str(r#"{
    ///     "whitelist": ["https://example.com/"],
    ///     "numbers": [{"number": "+12025550100", "outgoing": "p7"}]
    /// }"#)?;
    /// let codes: Vec<Code> = Account::check(&spec).iter().map(|found| found.code()).collect();
    /// assert_eq!(codes, [Code::InvalidWhitelistEntry, Code::DanglingProfile]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn check(spec: &AccountSpec) -> Report {
        Platform::builtin().check_account(spec)
    }

    /// Returns every finding about a profile that is to be used in this account: what [`AnyProfile::check`] finds, whether the
    /// account makes its callbacks, and what they would carry.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{Account, Outgoing, Profile};
    ///
    /// let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider", "whitelist": ["example.net"]}"#)?;
    /// let report = account.check_profile(Profile::<Outgoing>::standard("https://example.com/dlr")?.spec());
    /// let codes: Vec<Code> = report.iter().map(|found| found.code()).collect();
    /// assert_eq!(codes, [Code::NotWhitelisted, Code::PriceUnsupported]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check_profile(&self, spec: &ProfileSpec) -> Report {
        let mut spec = Cow::Borrowed(spec);
        if spec.platform.is_none() && self.platform_name().is_some() {
            spec.to_mut().inherit_platform(self.platform_name());
        }
        self.platform.check_profile(&spec).with(self.about_profile(&spec))
    }

    /// What the account has to say about one of its profiles.
    pub(crate) fn about_profile(&self, spec: &ProfileSpec) -> Vec<Diagnostic> {
        self.rules().profile(spec, self.rules().permits(&spec.endpoint)).collect()
    }

    /// Returns every finding about a webhook that is to be used in this account: what [`Webhook::check`] finds, and whether the
    /// account calls its endpoint.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.net"]}"#)?;
    /// let endpoint = "https://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Json, ReportType::MobileOriginated, endpoint);
    /// let codes: Vec<Code> = account.check_webhook(&spec).iter().map(|found| found.code()).collect();
    /// assert_eq!(codes, [Code::NotWhitelisted]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn check_webhook(&self, spec: &WebhookSpec) -> Report {
        Webhook::check(spec).with(self.about_webhook(spec))
    }

    /// What the account has to say about one of its webhooks.
    pub(crate) fn about_webhook(&self, spec: &WebhookSpec) -> Option<Diagnostic> {
        self.rules().webhook(spec)
    }

    /// Returns every finding about a callback URL that a message asks for, for callbacks of the field set `S`: what
    /// [`Profile::for_callback_url`](crate::Profile::for_callback_url) finds, whether the account makes callbacks to it, and
    /// what they would carry.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{Account, Outgoing};
    ///
    /// let account: Account = serde_json::from_str(r#"{"account_type": "tech-provider", "whitelist": ["example.net"]}"#)?;
    /// let report = account.check_callback_url::<Outgoing>("http://example.com/dlr");
    /// let codes: Vec<Code> = report.iter().map(|found| found.code()).collect();
    /// assert_eq!(codes, [Code::InsecureScheme, Code::NotWhitelisted, Code::PriceUnsupported]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn check_callback_url<S: FieldSet>(&self, url: &str) -> Report {
        let table = &FieldTable::of::<S>();
        let of_account = self.rules().callback_url(url, table, self.rules().permits(url));
        ErasedProfile::for_callback_url(url, table).0.with(of_account)
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
    /// Returns every finding about an account as written, as [`Account::check`] does; its numbers may have targets for every
    /// direction of this platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::Platform;
    ///
    /// let file = r#"{"numbers": [{"number": "+12025550100", "incomming": {"callback_url": "https://example.com/mo"}}]}"#;
    /// let spec: AccountSpec = serde_json::from_str(file)?;
    /// let report = Platform::builtin().check_account(&spec);
    /// assert_eq!(report.diagnostics()[0].help(), "did you mean `incoming`?");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn check_account(&self, spec: &AccountSpec) -> Report {
        check(spec.clone(), self).0
    }

    /// Checks an account as written, and makes it one that can be used. Built-in field sets alone need no platform: there
    /// `Account::try_from(spec)` does the same.
    ///
    /// # Errors
    ///
    /// The check finds an error: a whitelist entry `https://example.com`, a number that names a profile which is not there. The
    /// report holds all findings, warnings and notes too.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::Platform;
    ///
    /// let spec: AccountSpec = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// let account = Platform::builtin().account(spec)?;
    /// assert!(account.permits_url("https://example.com/dlr"));
    ///
    /// let wrong: AccountSpec = serde_json::from_str(r#"{"whitelist": ["https://example.com"]}"#)?;
    /// assert!(Platform::builtin().account(wrong).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn account(&self, spec: AccountSpec) -> Result<Account, Report> {
        let (report, account) = check(spec, self);
        account.ok_or(report)
    }

    /// Reads an account and checks it: for a field of a configuration (`#[serde(deserialize_with = "…")]`), or with any
    /// deserializer.
    ///
    /// # Errors
    ///
    /// What is read is not an account (`[]`, an unknown key), or the check finds an error.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let mut file = serde_json::Deserializer::from_str(r#"{"whitelist": ["example.com"]}"#);
    /// let account = Platform::builtin().deserialize_account(&mut file)?;
    /// assert!(account.permits_url("https://example.com/dlr"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn deserialize_account<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<Account, D::Error> {
        self.account(AccountSpec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Checks an account and all that is in it. The account is there when the report has no error.
pub(crate) fn check(spec: AccountSpec, platform: &Platform) -> (Report, Option<Account>) {
    let AccountSpec {
        platform: platform_name,
        account_type: kind,
        whitelist: written_whitelist,
        profiles,
        webhooks,
        numbers,
    } = spec;
    let mut findings = Findings::default();
    let sets = NamedSets::of(platform.tables(), platform_name.as_deref());
    if let Some(name) = platform_name.as_deref().filter(|_| sets.is_empty()) {
        findings.push(unknown_platform(name, platform.tables()));
    }
    let whitelist = written_whitelist.as_deref().map(|entries| check_whitelist(entries, &mut findings));
    let rules = Rules { kind, whitelist: whitelist.as_ref() };
    let mut checker = Checker { rules, sets, findings };
    let mut broken = HashMap::new();
    let profiles = checker.items((Part::Profiles, "profile"), profiles, |mut spec| {
        let is_inherited = spec.inherit_platform(platform_name.as_deref());
        let (id, set) = (spec.id.clone(), (spec.platform.clone(), spec.direction.clone()));
        let permission = rules.permits(&spec.endpoint);
        let of_account: Vec<_> = rules.profile(&spec, permission).collect();
        let (report, profile) = AnyProfile::checked(spec, platform.tables());
        // That is said of the account.
        let report = if is_inherited { report.filter(|found| found.code() != Code::UnknownPlatform) } else { report };
        // The last profile of an id counts.
        match (&id, &profile) {
            (Some(id), None) => _ = broken.insert(id.clone(), set),
            (Some(id), Some(_)) => _ = broken.remove(id),
            (None, _) => {}
        }
        (id, report.with(of_account), profile.map(|profile| Ready::new(profile, permission)))
    });
    let webhooks = checker.items((Part::Webhooks, "webhook"), webhooks, |spec| {
        let (id, outside) = (spec.id.clone(), rules.webhook(&spec));
        let (report, webhook) = Webhook::checked(spec);
        (id, report.with(outside), webhook)
    });
    let numbers = checker.numbers(numbers, &|id| {
        let broken = broken.get(id).map(|(platform, direction)| SetName { platform: platform.as_deref(), direction });
        broken.or_else(|| profiles.get(id).map(|ready| SetName::of(&ready.profile)))
    });
    let findings = checker.findings;
    let has_errors = findings.has_errors();
    let platform = platform.clone();
    let account = Account { platform, platform_name, kind, written_whitelist, whitelist, profiles, webhooks, numbers };
    (findings.into_report_in_order(), (!has_errors).then_some(account))
}

/// Checks that a profile may take its place in the account: it has an id, which is given back, and fits the numbers that name it.
pub(super) fn check_replacement(account: &Account, profile: &AnyProfile) -> Result<String, Report> {
    let id = own_id(profile.spec().id.as_deref(), Part::Profiles, "profile")?;
    let mut findings = Findings::default();
    let sets = NamedSets::of(account.platform.tables(), profile.platform().or(account.platform_name()));
    let name = SetName::of(profile);
    if !sets.iter().any(|table| name.is_of(table)) {
        let message = format!("the account's platform has no direction {name}");
        let found = At::start(Part::Profiles).member("0").finding(Code::WrongDirection, message, "");
        findings.push(found.with_help(format!("it has {sets}; see `Platform::with`")));
    }
    for (index, number) in account.numbers().enumerate() {
        for (slot, target) in number.targets() {
            if matches!(target, TargetSpec::Profile(used) if *used == id) {
                check_direction(&id, name, (index, slot), account.sets(), &mut findings);
            }
        }
    }
    if findings.has_errors() { Err(findings.into_report_in_order()) } else { Ok(id) }
}

/// Checks a number that is to be added to an account; gives its value, and the entry with its profiles ready.
pub(super) fn check_number(account: &Account, spec: NumberSpec) -> Result<(u64, Number), Report> {
    let mut checker = Checker { rules: account.rules(), sets: account.sets(), findings: Findings::default() };
    if let Some(Number { spec: written, .. }) = account.find(&spec.number) {
        checker.edit(written, &spec);
    }
    let number = checker.number(0, spec, &|id| account.profile(id).map(SetName::of));
    let findings = checker.findings;
    number.filter(|_| !findings.has_errors()).ok_or_else(|| findings.into_report_in_order())
}

/// The id of an item that is to be added to an account.
pub(super) fn own_id(id: Option<&str>, part: Part, kind: &str) -> Result<String, Report> {
    id.map(str::to_owned).ok_or_else(|| Report::default().with([without_id(part, kind, 0)]))
}

fn without_id(part: Part, kind: &str, index: usize) -> Diagnostic {
    let message = format!("a {kind} of an account needs an id");
    At::start(part).member(&index.to_string()).finding(Code::MissingId, message, "add `\"id\": …`")
}

fn check_whitelist(entries: &[String], findings: &mut Findings) -> Whitelist {
    let mut good = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Err(error) = Whitelist::new([entry]) else {
            good.push(entry);
            continue;
        };
        let suggestion = error.suggestion();
        let message = format!("`{}` is not a domain", shown(&without_secrets(entry)));
        let help = match &suggestion {
            Some(domain) => format!("write `{domain}`"),
            None => "write a domain such as `example.com`".to_owned(),
        };
        let at = At::all(Part::Whitelist, entry);
        let found = at.member(&index.to_string()).finding(Code::InvalidWhitelistEntry, message, help);
        let mut found = found.with_fix(entry_fix(entry));
        set_excerpts_and_privacy(slice::from_mut(&mut found), entry, &secrets_of_misplaced(entry), &[]);
        findings.push(found);
    }
    Whitelist::new(good).unwrap_or_default()
}

/// The fix of an entry of the whitelist.
pub(crate) fn entry_fix(entry: &str) -> Option<Fix> {
    let domain = Whitelist::new([entry]).err()?.suggestion()?;
    Some(Fix::new(Span::whole(entry), domain))
}

/// Reports a profile of another direction than that of the slot of a number that names it.
fn check_direction(
    id: &str,
    found: SetName<'_>,
    (index, slot): (usize, &str),
    sets: NamedSets<'_>,
    findings: &mut Findings,
) {
    if !sets.iter().any(|table| table.set == slot && found.is_of(table)) {
        let (at, member) = (At::with_excerpt(Part::Numbers, id), format!("{index}/{slot}"));
        let message = format!("profile `{}` is for {found}, not for `{slot}`", shown(&shown_id(id)));
        let help = "name a profile of this direction";
        findings.push(at.member(&member).finding(Code::WrongDirection, message, help));
    }
}

/// The set of a profile by its name, and by that of its platform: an empty one where it belongs to none, `None` where nobody knows.
#[derive(Debug, Clone, Copy)]
struct SetName<'p> {
    platform: Option<&'p str>,
    direction: &'p str,
}

impl<'p> SetName<'p> {
    fn of(profile: &'p AnyProfile) -> Self {
        Self { platform: Some(profile.platform().unwrap_or_default()), direction: profile.direction() }
    }

    fn is_of(self, table: &FieldTable) -> bool {
        self.direction == table.set && self.platform.is_none_or(|platform| platform == table.platform)
    }
}

impl fmt::Display for SetName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", shown(self.direction))?;
        match self.platform {
            None | Some("") => Ok(()),
            Some(platform) => write!(f, " of the platform `{}`", shown(platform)),
        }
    }
}

/// The set of the profile with an id, if there is one.
type SetOf<'d> = &'d dyn Fn(&str) -> Option<SetName<'d>>;

struct Checker<'c> {
    rules: Rules<'c>,
    /// Those whose names are the keys of numbers.
    sets: NamedSets<'c>,
    findings: Findings,
}

impl Checker<'_> {
    /// The items without errors, by id. `check` gives an item's id, its findings, and the item if it has no error.
    fn items<S, T>(
        &mut self,
        (part, kind): (Part, &str),
        specs: Vec<S>,
        mut check: impl FnMut(S) -> (Option<String>, Report, Option<T>),
    ) -> Indexed<Box<str>, T> {
        let mut items = Indexed::with_capacity(specs.len());
        let mut taken = HashSet::new();
        for (index, spec) in specs.into_iter().enumerate() {
            let (id, report, item) = check(spec);
            match &id {
                None => self.findings.push(without_id(part, kind, index)),
                Some(id) if !taken.insert(id.clone()) => {
                    let message = format!("id `{}` is another {kind}'s already", shown(&shown_id(id)));
                    let help = format!("give each {kind} an id of its own");
                    let (at, member) = (At::with_excerpt(part, id), index.to_string());
                    self.findings.push(at.member(&member).finding(Code::DuplicateId, message, help));
                }
                Some(_) => {}
            }
            self.add_owned(&format!("{part}/{index}"), report);
            if let (Some(id), Some(item)) = (id, item) {
                items.insert(id.into(), item);
            }
        }
        items
    }

    /// Adds what was found in something inside of the account.
    fn add_owned(&mut self, owner: &str, report: Report) {
        self.findings.add(report, |found| Some(found.owned_by(owner)));
    }

    fn numbers(&mut self, specs: Vec<NumberSpec>, set_of: SetOf<'_>) -> Indexed<u64, Number> {
        let mut numbers = Indexed::with_capacity(specs.len());
        for (index, spec) in specs.into_iter().enumerate() {
            let written = spec.number.clone();
            let Some((value, number)) = self.number(index, spec, set_of) else { continue };
            if numbers.insert(value, number).is_some() {
                let (at, member) = (At::with_excerpt(Part::Numbers, &written), index.to_string());
                let message = format!("number `{}` stands twice", shown(&written));
                self.findings.push(at.member(&member).finding(Code::DuplicateNumber, message, "keep one of them"));
            }
        }
        numbers
    }

    /// The value of the number, and its entry with its profiles ready.
    fn number(&mut self, index: usize, spec: NumberSpec, set_of: SetOf<'_>) -> Option<(u64, Number)> {
        let at = At::with_excerpt(Part::Numbers, &spec.number);
        let number = self.findings.phone_number(&spec.number, at.member(&index.to_string()));
        let value = number.map(|number| number.value());
        // Of a platform that is not known nobody knows the directions.
        let sets = self.sets;
        for key in spec.directions().filter(|key| !sets.is_empty() && sets.find(key).is_none()) {
            self.unknown_key(key, index);
        }
        if spec.targets().next().is_none() {
            self.without_callbacks(at, index);
        }
        let mut to_urls = Vec::new();
        for (slot, target) in spec.targets() {
            let Some(table) = self.sets.find(slot) else { continue };
            match target {
                TargetSpec::Profile(id) => match set_of(id) {
                    Some(set) => check_direction(id, set, (index, slot), self.sets, &mut self.findings),
                    None => self.dangling(id, &format!("{index}/{slot}")),
                },
                TargetSpec::Url { callback_url } => {
                    let (report, profile) = ErasedProfile::for_callback_url(callback_url, table);
                    let permission = self.rules.permits(callback_url);
                    let of_account = self.rules.callback_url(callback_url, table, permission);
                    self.add_owned(&format!("numbers/{index}/{slot}"), report.with(of_account));
                    to_urls.extend(profile.map(|made| Ready::new(AnyProfile::of(made), permission)));
                }
            }
        }
        Some((value?, Number { spec: spec.without_nulls(), to_urls: to_urls.into() }))
    }

    /// Tells of a number for which no callback is ever made.
    fn without_callbacks(&mut self, at: At<'_>, index: usize) {
        let message = "the number has neither a profile nor a callback URL, so no callback is made for it";
        let help = format!("name a profile or a callback URL as {}", self.sets);
        self.findings.push(at.member(&index.to_string()).finding(Code::NoCallbacks, message, help));
    }

    /// Reports that the places where callbacks go are to be others, though the platform lets nobody edit the number.
    fn edit(&mut self, written: &NumberSpec, edited: &NumberSpec) {
        let Some(status) = written.status.as_ref().filter(|_| !written.is_approved()) else { return };
        if !written.targets().eq(edited.targets()) {
            let message = format!("the number is `{}`: only an approved number can be edited", shown(status.as_str()));
            let help = "leave where its callbacks go as it is until its status is `approved`";
            let at = At::with_excerpt(Part::Numbers, &edited.number).member("0");
            self.findings.push(at.finding(Code::NumberNotApproved, message, help));
        }
    }

    fn unknown_key(&mut self, direction: &str, index: usize) {
        let help = match self.sets.nearest(direction) {
            Some(near) => format!("did you mean `{}`?", near.set),
            None => format!("a number has the keys `number`, `status`, {}", self.sets),
        };
        let (at, member) = (At::start(Part::Numbers), index.to_string());
        let message = format!("unknown key `{}`", shown(direction));
        self.findings.push(at.member(&member).finding(Code::UnknownKey, message, help));
    }

    /// Reports an id that no profile of the account has. Somebody may have written a URL in its place.
    fn dangling(&mut self, id: &str, slot: &str) {
        let is_url = id.contains("://");
        let help =
            if is_url { "write a URL as `{\"callback_url\": \"…\"}`" } else { "name a profile of the account" };
        let message = format!("there is no profile with the id `{}`", shown(&shown_id(id)));
        let at = At::with_excerpt(Part::Numbers, id).member(slot);
        self.findings.push(at.finding(Code::DanglingProfile, message, help));
    }
}
