use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::account::spec::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use crate::any_profile::AnyProfile;
use crate::diagnostic::Report;
use crate::field::{Incoming, Outgoing};
use crate::profile::Profile;
use crate::value::PhoneNumber;
use crate::whitelist::Whitelist;

/// A checked account: profiles by id, numbers and where their callbacks go.
///
/// # Examples
///
/// ```
/// use callback_profile::{Account, Asked, Outgoing, OutgoingCallback, OutgoingField};
///
/// let account: Account = serde_json::from_str(r#"{
///     "account_type": "postpaid",
///     "whitelist": ["example.com"],
///     "numbers": [{"number": "+12025550100", "outgoing": {"callback_url": "https://api.example.com/dlr"}}]
/// }"#)?;
/// let callback = OutgoingCallback::default().with(OutgoingField::Id, "a:0");
/// let route = account.route::<Outgoing>("12025550100", Asked::Nothing)?;
/// assert!(route.render(&callback)?.url().starts_with("https://api.example.com/dlr?id=a%3A0&"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Account {
    pub(super) kind: AccountType,
    pub(super) written_whitelist: Vec<String>,
    pub(super) whitelist: Whitelist,
    pub(super) profiles: Vec<AnyProfile>,
    pub(super) webhooks: Vec<serde_json::Value>,
    pub(super) numbers: Vec<Number>,
}

/// A number, with the profiles of its callback URLs ready.
#[derive(Clone)]
pub(super) struct Number {
    pub(super) digits: String,
    pub(super) spec: NumberSpec,
    pub(super) outgoing: Option<Target<Outgoing>>,
    pub(super) incoming: Option<Target<Incoming>>,
}

/// Where the callbacks of a number go.
pub(super) enum Target<S: crate::field::FieldSet> {
    Profile(String),
    Url(Box<Profile<S>>),
}

impl<S: crate::field::FieldSet> Clone for Target<S> {
    fn clone(&self) -> Self {
        match self {
            Self::Profile(id) => Self::Profile(id.clone()),
            Self::Url(profile) => Self::Url(profile.clone()),
        }
    }
}

/// A profile cannot be removed, because numbers use it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a profile that no number uses, found one of {}", numbers.join(", "))]
#[non_exhaustive]
pub struct ProfileInUse {
    /// The numbers that use it, as they were written.
    pub numbers: Vec<String>,
}

impl Account {
    /// How the account is billed.
    #[must_use]
    pub fn account_type(&self) -> AccountType {
        self.kind
    }

    /// The domains to which callbacks are made.
    #[must_use]
    pub fn whitelist(&self) -> &Whitelist {
        &self.whitelist
    }

    /// The profiles, in the order of the file.
    pub fn profiles(&self) -> impl Iterator<Item = &AnyProfile> {
        self.profiles.iter()
    }

    /// The profile with this id.
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<&AnyProfile> {
        self.profiles.iter().find(|profile| profile.spec().id.as_deref() == Some(id))
    }

    /// The numbers, in the order of the file.
    pub fn numbers(&self) -> impl Iterator<Item = &NumberSpec> {
        self.numbers.iter().map(|number| &number.spec)
    }

    /// The entry of a telephone number, with or without its plus.
    #[must_use]
    pub fn number(&self, number: &str) -> Option<&NumberSpec> {
        self.find(number).map(|number| &number.spec)
    }

    pub(super) fn find(&self, number: &str) -> Option<&Number> {
        let digits = PhoneNumber::parse(number).ok()?;
        self.numbers.iter().find(|number| number.digits == digits.digits())
    }

    /// The account with a profile more, or with another in the place of the one that has its id.
    ///
    /// # Errors
    ///
    /// What the check of the whole account finds then: the profile has no id, or a number uses the old one in another direction.
    pub fn with_profile(&self, profile: &AnyProfile) -> Result<Self, Report> {
        let mut spec = self.to_spec();
        let profile = profile.spec().clone();
        match spec.profiles.iter_mut().find(|known| profile.id.is_some() && known.id == profile.id) {
            Some(known) => *known = profile,
            None => spec.profiles.push(profile),
        }
        spec.try_into()
    }

    /// Removes a profile and gives it back; `None` when there is none with this id.
    ///
    /// # Errors
    ///
    /// A number uses it; the error names them all.
    pub fn remove_profile(&mut self, id: &str) -> Result<Option<AnyProfile>, ProfileInUse> {
        let names = |target: &Option<TargetSpec>| matches!(target, Some(TargetSpec::Profile(used)) if used == id);
        let users = self.numbers().filter(|number| names(&number.outgoing) || names(&number.incoming));
        let numbers: Vec<_> = users.map(|number| number.number.clone()).collect();
        if !numbers.is_empty() {
            return Err(ProfileInUse { numbers });
        }
        let place = self.profiles.iter().position(|profile| profile.spec().id.as_deref() == Some(id));
        Ok(place.map(|place| self.profiles.remove(place)))
    }

    /// The account with a number more, or with another entry in the place of the one for the same number.
    ///
    /// # Errors
    ///
    /// What the check of the whole account finds then: the number is none, or its profile does not exist.
    pub fn with_number(&self, number: NumberSpec) -> Result<Self, Report> {
        let digits = |number: &str| PhoneNumber::parse(number).map(|number| number.digits().to_owned()).ok();
        let mut spec = self.to_spec();
        let new = digits(&number.number);
        match spec.numbers.iter_mut().find(|known| new.is_some() && digits(&known.number) == new) {
            Some(known) => *known = number,
            None => spec.numbers.push(number),
        }
        spec.try_into()
    }

    /// Removes a number's entry and gives it back; `None` when there is none.
    pub fn remove_number(&mut self, number: &str) -> Option<NumberSpec> {
        let digits = self.find(number)?.digits.clone();
        let place = self.numbers.iter().position(|number| number.digits == digits)?;
        Some(self.numbers.remove(place).spec)
    }

    /// The account as it would be written.
    #[must_use]
    pub fn to_spec(&self) -> AccountSpec {
        AccountSpec {
            account_type: self.kind,
            whitelist: self.written_whitelist.clone(),
            profiles: self.profiles().map(|profile| profile.spec().clone()).collect(),
            webhooks: self.webhooks.clone(),
            numbers: self.numbers().cloned().collect(),
        }
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("account_type", &self.kind)
            .field("whitelist", &self.written_whitelist)
            .field("profiles", &self.profiles)
            .field("numbers", &self.numbers().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(AccountSpec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_spec().serialize(serializer)
    }
}
