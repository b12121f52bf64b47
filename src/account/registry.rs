//! What an account holds, to be read and changed.

use serde::{Serialize, Serializer};

use crate::account::check;
use crate::account::model::{Account, Number, Ready};
use crate::account::spec::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use crate::diagnostic::{Part, Report};
use crate::endpoint::Whitelist;
use crate::platform::Platform;
use crate::profile::AnyProfile;
use crate::text::shown;
use crate::value::PhoneNumber;
use crate::webhook::Webhook;

/// A profile cannot be removed, because numbers use it.
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

    /// How the account is billed; `None` where it is not said, and nothing is said about prices either.
    #[must_use]
    pub fn account_type(&self) -> Option<AccountType> {
        self.kind
    }

    /// The domains to which callbacks are made; an empty whitelist permits none. `None` where the account has no whitelist, and
    /// nothing is judged by one.
    #[must_use]
    pub fn whitelist(&self) -> Option<&Whitelist> {
        self.whitelist.as_ref()
    }

    /// Whether callbacks are made to `url` as far as the whitelist has a say.
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

    /// The profiles, in the order of the file.
    pub fn profiles(&self) -> impl Iterator<Item = &AnyProfile> {
        self.profiles.iter().map(|ready| &ready.profile)
    }

    /// The profile with this id.
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<&AnyProfile> {
        self.profiles.get(id).map(|ready| &ready.profile)
    }

    /// The webhooks, in the order of the file.
    pub fn webhooks(&self) -> impl Iterator<Item = &Webhook> {
        self.webhooks.iter()
    }

    /// The webhook with this id.
    #[must_use]
    pub fn webhook(&self, id: &str) -> Option<&Webhook> {
        self.webhooks.get(id)
    }

    /// Adds a webhook, or puts it in the place of the one that has its id, which is given back.
    ///
    /// # Errors
    ///
    /// The webhook has no id. The account is then as it was.
    pub fn insert_webhook(&mut self, webhook: Webhook) -> Result<Option<Webhook>, Report> {
        let id = check::own_id(webhook.spec().id.as_deref(), Part::Webhooks, "webhook")?;
        Ok(self.webhooks.insert(id.into(), webhook))
    }

    /// Removes a webhook and gives it back; `None` when there is none with this id.
    pub fn remove_webhook(&mut self, id: &str) -> Option<Webhook> {
        self.webhooks.remove(id)
    }

    /// The numbers, in the order of the file.
    pub fn numbers(&self) -> impl Iterator<Item = &NumberSpec> {
        self.numbers.iter().map(|number| &number.spec)
    }

    /// The entry of a telephone number, by its digits: with or without its plus, and with a plus also in groups, `+1 202-555-0100`.
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
    /// The profile has no id, or is of another direction than a number needs that names it. The account is then as it was.
    pub fn insert_profile(&mut self, profile: AnyProfile) -> Result<Option<AnyProfile>, Report> {
        let id = check::check_replacement(self, &profile)?;
        let permission = self.rules().permits(&profile.spec().endpoint);
        let replaced = self.profiles.insert(id.into(), Ready::new(profile, permission));
        Ok(replaced.map(|ready| ready.profile))
    }

    /// Removes a profile and gives it back; `None` when there is none with this id.
    ///
    /// # Errors
    ///
    /// A number uses it; the error names them all.
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
    /// Where that one is not approved, only its status can change: the platform lets nobody edit where its callbacks go. What was
    /// [removed](Self::remove_number) is not edited: a number that is added anew is what its entry says.
    ///
    /// # Errors
    ///
    /// The number is not in the form of E.164 (`(202) 555-0100`), it names a profile that the account does not have or one of
    /// another direction, its callback URL is none, or the account has the number with a status other than `approved` and other
    /// places where its callbacks go. The account is then as it was.
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

    /// Removes a number's entry and gives it back; `None` when there is none. It may have any status: the account then knows nothing
    /// of the number, and takes whatever entry is [inserted](Self::insert_number) for it.
    pub fn remove_number(&mut self, number: &str) -> Option<NumberSpec> {
        self.numbers.remove(&PhoneNumber::value_of(number)?).map(|number| number.spec)
    }

    /// The account as it would be written.
    #[must_use]
    pub fn to_spec(&self) -> AccountSpec {
        AccountSpec {
            account_type: self.kind,
            whitelist: self.written_whitelist.clone(),
            profiles: self.profiles().map(|profile| profile.spec().clone()).collect(),
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
