//! What an account holds, to be read and changed.

use serde::{Serialize, Serializer};

use crate::account::check;
use crate::account::model::{Account, Number, Ready};
use crate::account::spec::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use crate::diagnostic::{Part, Report};
use crate::endpoint::Whitelist;
use crate::field::NamedSets;
use crate::platform::Platform;
use crate::profile::AnyProfile;
use crate::text::shown;
use crate::value::PhoneNumber;
use crate::webhook::Webhook;

/// A profile cannot be removed, because numbers use it: the error of [`Account::remove_profile`].
///
/// # Examples
///
/// ```
/// use callback_profile::account::AccountSpec;
/// use callback_profile::{Account, Outgoing, Profile};
///
/// let mut spec: AccountSpec = serde_json::from_str(r#"{"numbers": [{"number": "+12025550100", "outgoing": "p1"}]}"#)?;
/// spec.profiles.push(Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec().with_id("p1"));
/// let mut account = Account::try_from(spec)?;
/// let refused = account.remove_profile("p1").map_err(|in_use| in_use.numbers);
/// assert_eq!(refused, Err(vec!["+12025550100".to_owned()]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the profile is in use by {}", listed(numbers))]
#[non_exhaustive]
pub struct ProfileInUse {
    /// The numbers that use it, as they were written.
    pub numbers: Vec<String>,
}

/// The first numbers, and how many more there are.
fn listed(numbers: &[String]) -> String {
    const MOST: usize = 8;
    let first: Vec<_> = numbers.iter().take(MOST).map(|number| shown(number).to_string()).collect();
    let more = numbers.len() - first.len();
    if more == 0 { first.join(", ") } else { format!("{} and {more} more", first.join(", ")) }
}

impl Account {
    pub(crate) fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The field sets whose names the keys of its numbers are.
    pub(super) fn sets(&self) -> NamedSets<'_> {
        NamedSets::of(self.platform.tables(), self.platform_name())
    }

    /// Returns the name of the platform whose field sets the keys of the numbers name, and to which the profiles belong that name
    /// none; `None` where the account names none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"account_type": "prepaid"}"#)?;
    /// assert_eq!(account.platform_name(), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn platform_name(&self) -> Option<&str> {
        self.platform_name.as_deref()
    }

    /// Returns how the account is billed; `None` where that is not said: then no finding is about prices.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountType;
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"account_type": "prepaid"}"#)?;
    /// assert_eq!(account.account_type(), Some(AccountType::Prepaid));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn account_type(&self) -> Option<AccountType> {
        self.kind
    }

    /// Returns the domains to which callbacks are made; an empty whitelist permits none. `None` where the account has no
    /// whitelist: then every host is permitted.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// assert!(account.whitelist().is_some_and(|whitelist| whitelist.permits_host("api.example.com")));
    /// let without: Account = serde_json::from_str(r#"{"account_type": "prepaid"}"#)?;
    /// assert!(without.whitelist().is_none());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn whitelist(&self) -> Option<&Whitelist> {
        self.whitelist.as_ref()
    }

    /// Returns whether callbacks are made to `url`, as far as the whitelist decides: always, where the account has none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// assert!(account.permits_url("https://api.example.com/dlr") && !account.permits_url("https://example.net/dlr"));
    /// let without: Account = serde_json::from_str(r#"{"webhooks": []}"#)?;
    /// assert!(without.permits_url("https://example.net/dlr"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn permits_url(&self, url: &str) -> bool {
        self.whitelist().is_none_or(|whitelist| whitelist.permits_url(url))
    }

    /// Returns the profiles, in the order of the file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::{Account, Incoming, Outgoing, Profile};
    ///
    /// let mut spec = AccountSpec::default();
    /// spec.profiles.push(Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec().with_id("p1"));
    /// spec.profiles.push(Profile::<Incoming>::standard("https://example.com/mo")?.into_spec().with_id("p2"));
    /// let account = Account::try_from(spec)?;
    /// let directions: Vec<&str> = account.profiles().map(|profile| profile.direction()).collect();
    /// assert_eq!(directions, ["outgoing", "incoming"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn profiles(&self) -> impl Iterator<Item = &AnyProfile> {
        self.profiles.iter().map(|ready| &ready.profile)
    }

    /// Returns the profile with this id.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::{Account, Outgoing, Profile};
    ///
    /// let mut spec = AccountSpec::default();
    /// spec.profiles.push(Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec().with_id("p1"));
    /// let account = Account::try_from(spec)?;
    /// assert_eq!(account.profile("p1").map(|profile| profile.direction()), Some("outgoing"));
    /// assert!(account.profile("p2").is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<&AnyProfile> {
        self.profiles.get(id).map(|ready| &ready.profile)
    }

    /// Returns the webhooks, in the order of the file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"webhooks": [
    ///     {"id": "w1", "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo"}
    /// ]}"#)?;
    /// let endpoints: Vec<&str> = account.webhooks().map(|webhook| webhook.spec().endpoint.as_str()).collect();
    /// assert_eq!(endpoints, ["https://example.com/mo"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn webhooks(&self) -> impl Iterator<Item = &Webhook> {
        self.webhooks.iter()
    }

    /// Returns the webhook with this id.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"webhooks": [
    ///     {"id": "w1", "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo"}
    /// ]}"#)?;
    /// assert_eq!(account.webhook("w1").map(|webhook| webhook.spec().report_type.as_str()), Some("MO"));
    /// assert!(account.webhook("w2").is_none());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn webhook(&self, id: &str) -> Option<&Webhook> {
        self.webhooks.get(id)
    }

    /// Adds a webhook, or puts it in the place of the one that has its id, which is given back.
    ///
    /// # Errors
    ///
    /// The webhook has no id. The account stays as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Product;
    /// use callback_profile::webhook::{ReportType, SendMethod, WebhookSpec};
    /// use callback_profile::{Account, Webhook};
    ///
    /// let mut account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// let endpoint = "https://example.com/mo";
    /// let spec = WebhookSpec::new(Product::WhatsApp, SendMethod::Json, ReportType::MobileOriginated, endpoint);
    /// assert!(account.insert_webhook(Webhook::try_from(spec.clone())?).is_err());                    // it has no id
    ///
    /// let webhook = Webhook::try_from(spec.with_id("w1"))?;
    /// assert!(account.insert_webhook(webhook.clone())?.is_none());                                   // it is new
    /// assert_eq!(account.insert_webhook(webhook.clone())?, Some(webhook));                           // it was there
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insert_webhook(&mut self, webhook: Webhook) -> Result<Option<Webhook>, Report> {
        let id = check::own_id(webhook.spec().id.as_deref(), Part::Webhooks, "webhook")?;
        Ok(self.webhooks.insert(id.into(), webhook))
    }

    /// Removes a webhook and returns it; `None` where there is none with this id.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let mut account: Account = serde_json::from_str(r#"{"webhooks": [
    ///     {"id": "w1", "product": "whatsapp", "send_method": "JSON", "report_type": "MO", "endpoint": "https://example.com/mo"}
    /// ]}"#)?;
    /// assert!(account.remove_webhook("w1").is_some());
    /// assert!(account.remove_webhook("w1").is_none());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn remove_webhook(&mut self, id: &str) -> Option<Webhook> {
        self.webhooks.remove(id)
    }

    /// Returns the entries of the telephone numbers, in the order of the file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"numbers": [{"number": "+12025550100"}, {"number": "12025550101"}]}"#)?;
    /// let numbers: Vec<&str> = account.numbers().map(|entry| entry.number.as_str()).collect();
    /// assert_eq!(numbers, ["+12025550100", "12025550101"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn numbers(&self) -> impl Iterator<Item = &NumberSpec> {
        self.numbers.iter().map(|number| &number.spec)
    }

    /// Returns the entry of a telephone number. Numbers are compared by their digits: with or without the plus, and with a plus
    /// also in groups, `+1 202-555-0100`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let account: Account = serde_json::from_str(r#"{"numbers": [{"number": "+12025550100"}]}"#)?;
    /// assert_eq!(account.number("+1 202-555-0100").map(|entry| entry.number.as_str()), Some("+12025550100"));
    /// assert!(account.number("12025550100").is_some());
    /// assert!(account.number("12025550101").is_none());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn number(&self, number: &str) -> Option<&NumberSpec> {
        self.find(number).map(|number| &number.spec)
    }

    pub(super) fn find(&self, number: &str) -> Option<&Number> {
        self.numbers.get(&PhoneNumber::value_of(number)?)
    }

    /// Adds a profile, or puts it in the place of the one that has its id, which is given back.
    ///
    /// # Errors
    ///
    /// The profile has no id, the account's platform does not know its direction, or a number names it for another direction.
    /// The account stays as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Account, AnyProfile, Outgoing, Profile};
    ///
    /// let mut account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// let spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec();
    /// assert!(account.insert_profile(AnyProfile::try_from(spec.clone())?).is_err());                 // it has no id
    /// assert!(account.insert_profile(AnyProfile::try_from(spec.with_id("p1"))?)?.is_none());
    /// assert!(account.profile("p1").is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insert_profile(&mut self, profile: AnyProfile) -> Result<Option<AnyProfile>, Report> {
        let id = check::check_replacement(self, &profile)?;
        let permission = self.rules().permits(&profile.spec().endpoint);
        let replaced = self.profiles.insert(id.into(), Ready::new(profile, permission));
        Ok(replaced.map(|ready| ready.profile))
    }

    /// Removes a profile and returns it; `None` where there is none with this id.
    ///
    /// # Errors
    ///
    /// Numbers use the profile; [`ProfileInUse`] lists them. The account stays as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::{Account, Outgoing, Profile};
    ///
    /// let mut spec = AccountSpec::default();
    /// spec.profiles.push(Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec().with_id("p1"));
    /// let mut account = Account::try_from(spec)?;
    /// assert!(account.remove_profile("p1")?.is_some());
    /// assert!(account.remove_profile("p1")?.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remove_profile(&mut self, id: &str) -> Result<Option<AnyProfile>, ProfileInUse> {
        let is_used_by = |number: &&NumberSpec| {
            number.targets().any(|(_, target)| matches!(target, TargetSpec::Profile(used) if used == id))
        };
        let numbers: Vec<_> = self.numbers().filter(is_used_by).map(|number| number.number.clone()).collect();
        if numbers.is_empty() {
            Ok(self.profiles.remove(id).map(|ready| ready.profile))
        } else {
            Err(ProfileInUse { numbers })
        }
    }

    /// Adds a number, or puts its entry in the place of the one for the same number, which is given back.
    ///
    /// Where the old entry is not approved, only its status can change: the platform lets nobody edit where its callbacks go. A
    /// number that was [removed](Self::remove_number) can be added anew with any entry.
    ///
    /// # Errors
    ///
    /// The number is not in the form of E.164 (`(202) 555-0100`), it names a profile that the account does not have or one of
    /// another direction, its callback URL is not a URL, or the account has the number with a status other than `approved` and
    /// other places where its callbacks go. The account stays as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{NumberSpec, TargetSpec};
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::value::NumberStatus;
    /// use callback_profile::Account;
    ///
    /// let mut account: Account = serde_json::from_str(r#"{"numbers": [{"number": "+12025550100", "status": "pending"}]}"#)?;
    /// let url = TargetSpec::Url { callback_url: "https://example.com/dlr".to_owned() };
    /// let edited = NumberSpec::new("+12025550100").with_target("outgoing", url);
    /// let refused = account.insert_number(edited.clone()).unwrap_err();
    /// assert_eq!(refused.diagnostics()[0].code(), Code::NumberNotApproved);
    /// account.insert_number(NumberSpec::new("+12025550100").with_status(NumberStatus::Approved))?;
    /// account.insert_number(edited)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insert_number(&mut self, number: NumberSpec) -> Result<Option<NumberSpec>, Report> {
        let (value, number) = check::check_number(self, number)?;
        Ok(self.numbers.insert(value, number).map(|number| number.spec))
    }

    /// Removes a number's entry, whatever its status, and returns it; `None` where there is none. The account then knows
    /// nothing of the number, and takes any entry that is [inserted](Self::insert_number) for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Account;
    ///
    /// let mut account: Account = serde_json::from_str(r#"{"numbers": [{"number": "+12025550100", "status": "pending"}]}"#)?;
    /// assert!(account.remove_number("12025550100").is_some());
    /// assert_eq!(account.numbers().count(), 0);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn remove_number(&mut self, number: &str) -> Option<NumberSpec> {
        self.numbers.remove(&PhoneNumber::value_of(number)?).map(|number| number.spec)
    }

    /// Returns the account as it would be written, with all changes since it was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::NumberSpec;
    /// use callback_profile::Account;
    ///
    /// let mut account: Account = serde_json::from_str(r#"{"whitelist": ["example.com"]}"#)?;
    /// account.insert_number(NumberSpec::new("+12025550100"))?;
    /// let spec = account.to_spec();
    /// assert_eq!(spec.whitelist, Some(vec!["example.com".to_owned()]));
    /// assert_eq!(spec.numbers, [NumberSpec::new("+12025550100")]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_spec(&self) -> AccountSpec {
        // What the account says is not said of each profile again.
        let profile = |profile: &AnyProfile| {
            let mut spec = profile.spec().clone();
            spec.platform = spec.platform.filter(|_| profile.spec().platform != self.platform_name);
            spec
        };
        AccountSpec {
            platform: self.platform_name.clone(),
            account_type: self.kind,
            whitelist: self.written_whitelist.clone(),
            profiles: self.profiles().map(profile).collect(),
            webhooks: self.webhooks().map(|webhook| webhook.spec().clone()).collect(),
            numbers: self.numbers().cloned().collect(),
        }
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_spec().serialize(serializer)
    }
}
