//! An account as written.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::field::{FieldSet, Incoming, Outgoing};
use crate::form::form::form;
use crate::profile::ProfileSpec;
use crate::text::words::words;
use crate::text::{quiet, shown, shown_id, without_secrets};
use crate::value::NumberStatus;
use crate::webhook::WebhookSpec;

words! {
    /// How an account is billed.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountType;
    ///
    /// let account_type: AccountType = serde_json::from_str(r#""tech-provider""#)?;
    /// assert_eq!(account_type, AccountType::TechProvider);
    /// assert!(serde_json::from_str::<AccountType>(r#""free""#).is_err());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[non_exhaustive]
    pub enum AccountType {
        /// Billed afterwards; callbacks can carry prices.
        Postpaid = "postpaid",
        /// Billed in advance.
        Prepaid = "prepaid",
        /// A Tech Provider's: callbacks never carry prices.
        TechProvider = "tech-provider",
    }
    /// Returns the word for it in an account's file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountType;
    ///
    /// assert_eq!(AccountType::TechProvider.as_str(), "tech-provider");
    /// ```
    fn as_str;
    serde by str::eq;
}

form! {
    /// An account as it was written, not checked yet. Its serde form is the account's file; [`Account`](crate::Account) is made
    /// of it with `try_from`, which checks it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{AccountSpec, AccountType, NumberSpec};
    /// use callback_profile::Account;
    ///
    /// let mut spec: AccountSpec = serde_json::from_str(r#"{"account_type": "postpaid", "whitelist": ["example.com"]}"#)?;
    /// assert_eq!(spec.account_type, Some(AccountType::Postpaid));
    /// spec.numbers.push(NumberSpec::new("+12025550100"));
    /// let account = Account::try_from(spec)?;
    /// assert!(account.number("+12025550100").is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Default)]
    pub struct AccountSpec = "an account" {
        /// The name of the platform whose field sets the keys of the numbers name, and to which the profiles belong that name none.
        platform: Option<String>, left out if "Option::is_none", read by Self::read_platform,
            takes ProfileSpec::schema_of_platform,
            part Platform, guessed by |_, _| Some(String::new());
        /// How the account is billed. Where it is left out, no finding is about prices: platforms of webhooks have no account types.
        account_type: Option<AccountType>, left out if "Option::is_none", tells the kind;
        /// The domains to which callbacks are made; an empty list permits none. Where it is left out, every host is permitted:
        /// platforms of webhooks have no whitelists.
        whitelist: Option<Vec<String>>, left out if "Option::is_none", tells the kind, part Whitelist;
        /// The profiles, each with an id.
        #[serde(deserialize_with = "null_is_empty")]
        profiles: Vec<ProfileSpec>, left out if "never", tells the kind, part Profiles;
        /// The webhooks, each with an id.
        #[serde(deserialize_with = "null_is_empty")]
        webhooks: Vec<WebhookSpec>, left out if "Vec::is_empty", tells the kind, part Webhooks;
        /// The business's numbers.
        #[serde(deserialize_with = "null_is_empty")]
        numbers: Vec<NumberSpec>, left out if "never", tells the kind, part Numbers;
    }
}

/// A list that may be missing in a file and is always written.
fn never<T>(_: &T) -> bool {
    false
}

/// In a file `null` is as good as nothing.
fn null_is_empty<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl fmt::Debug for AccountSpec {
    /// A whitelist may hold whole URLs by mistake.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let without_secrets =
            |entries: &Vec<String>| entries.iter().map(|entry| without_secrets(entry)).collect::<Vec<_>>();
        let whitelist = self.whitelist.as_ref().map(without_secrets);
        let mut debug = f.debug_struct("AccountSpec");
        if let Some(platform) = &self.platform {
            debug.field("platform", &shown(platform));
        }
        debug
            .field("account_type", &self.account_type)
            .field("whitelist", &whitelist)
            .field("profiles", &self.profiles)
            .field("webhooks", &self.webhooks)
            .field("numbers", &self.numbers)
            .finish()
    }
}

/// A telephone number of the business, and where its callbacks go.
///
/// # Examples
///
/// ```
/// use callback_profile::account::{NumberSpec, TargetSpec};
///
/// let number: NumberSpec = serde_json::from_str(r#"{"number": "+12025550100", "outgoing": "p1"}"#)?;
/// assert_eq!(number.outgoing, Some(TargetSpec::Profile("p1".to_owned())));
/// assert_eq!(number.incoming, None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "a number as an object")]
#[non_exhaustive]
pub struct NumberSpec {
    /// The telephone number.
    pub number: String,
    /// The status that the number has with the platform; approved where it is left out. The platform lets nobody edit a number that is not
    /// approved, nor does [`Account::insert_number`](crate::Account::insert_number).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<NumberStatus>,
    /// Where status callbacks go; nowhere when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<TargetSpec>,
    /// Where incoming callbacks go; nowhere when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoming: Option<TargetSpec>,
    /// Where callbacks of other directions go, by the direction's name. In a file `null` is as good as nothing, but for the name.
    #[serde(flatten, with = "targets")]
    others: Targets,
}

/// Targets by direction, in the order of the directions, of which each is there once.
type Targets = Vec<(String, Option<TargetSpec>)>;

/// Targets in a file: an object.
mod targets {
    use std::fmt;

    use serde::de::{Error, MapAccess, Visitor};
    use serde::{Deserializer, Serializer};

    use super::Targets;
    use crate::text::{shown, sort_by};

    pub(super) fn serialize<S: Serializer>(targets: &Targets, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(targets.iter().map(|(direction, target)| (direction, target)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Targets, D::Error> {
        struct TargetsVisitor;

        impl<'de> Visitor<'de> for TargetsVisitor {
            type Value = Targets;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("targets by direction")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut targets = Targets::new();
                while let Some(target) = map.next_entry()? {
                    targets.push(target);
                }
                sort_by(&mut targets, |(one, _), (other, _)| one.cmp(other));
                let mut neighbours = targets.iter().zip(targets.iter().skip(1));
                match neighbours.find(|((one, _), (other, _))| one == other) {
                    Some(((twice, _), _)) => {
                        Err(A::Error::custom(format_args!("key `{}` is given twice", shown(twice))))
                    }
                    None => Ok(targets),
                }
            }
        }

        deserializer.deserialize_map(TargetsVisitor)
    }
}

impl NumberSpec {
    /// A number whose callbacks go nowhere yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::NumberSpec;
    ///
    /// let number = NumberSpec::new("+12025550100");
    /// assert!(number.is_approved() && number.targets().next().is_none());
    /// ```
    #[must_use]
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into(), status: None, outgoing: None, incoming: None, others: Targets::new() }
    }

    /// Sets the status that the number has with the platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::NumberSpec;
    /// use callback_profile::value::NumberStatus;
    ///
    /// let number = NumberSpec::new("+12025550100").with_status(NumberStatus::Pending);
    /// assert_eq!(number.status, Some(NumberStatus::Pending));
    /// ```
    #[must_use]
    pub fn with_status(mut self, status: NumberStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// Returns whether the platform has approved the number; it has, where no status is given.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::NumberSpec;
    /// use callback_profile::value::NumberStatus;
    ///
    /// let number = NumberSpec::new("+12025550100");
    /// assert!(number.is_approved());
    /// assert!(!number.with_status(NumberStatus::Pending).is_approved());
    /// ```
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.status.as_ref().is_none_or(|status| *status == NumberStatus::Approved)
    }

    /// Returns the directions whose callbacks go anywhere, each with where they go: `outgoing`, `incoming`, then others by
    /// name.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::NumberSpec;
    ///
    /// let number: NumberSpec = serde_json::from_str(r#"{"number": "+12025550100", "incoming": "p2", "outgoing": "p1"}"#)?;
    /// let directions: Vec<&str> = number.targets().map(|(direction, _)| direction).collect();
    /// assert_eq!(directions, ["outgoing", "incoming"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn targets(&self) -> impl Iterator<Item = (&str, &TargetSpec)> {
        let known = [(Outgoing::NAME, &self.outgoing), (Incoming::NAME, &self.incoming)];
        let known = known.into_iter().filter_map(|(direction, target)| Some((direction, target.as_ref()?)));
        known.chain(self.others.iter().filter_map(|(direction, target)| Some((&**direction, target.as_ref()?))))
    }

    /// The same number without keys that say nothing.
    pub(super) fn without_nulls(mut self) -> Self {
        self.others.retain(|(_, target)| target.is_some());
        self
    }

    /// The keys that are there beside those that every number has.
    pub(super) fn directions(&self) -> impl Iterator<Item = &str> {
        let own = [(Outgoing::NAME, &self.outgoing), (Incoming::NAME, &self.incoming)];
        let own = own.into_iter().filter(|(_, target)| target.is_some()).map(|(direction, _)| direction);
        own.chain(self.others.iter().map(|(direction, _)| &**direction))
    }

    /// Returns where the callbacks of a direction go; `None` where they go nowhere.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{NumberSpec, TargetSpec};
    ///
    /// let number: NumberSpec = serde_json::from_str(r#"{"number": "+12025550100", "outgoing": "p1"}"#)?;
    /// assert_eq!(number.target("outgoing"), Some(&TargetSpec::Profile("p1".to_owned())));
    /// assert_eq!(number.target("incoming"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn target(&self, direction: &str) -> Option<&TargetSpec> {
        self.targets().find(|(of, _)| *of == direction).map(|(_, target)| target)
    }

    /// Sets where the callbacks of a direction go.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::{NumberSpec, TargetSpec};
    ///
    /// let url = TargetSpec::Url { callback_url: "https://example.com/dlr".to_owned() };
    /// let number = NumberSpec::new("+12025550100").with_target("outgoing", url.clone());
    /// assert_eq!(number.outgoing, Some(url));
    /// ```
    #[must_use]
    pub fn with_target(mut self, direction: &str, target: TargetSpec) -> Self {
        match direction {
            Outgoing::NAME => self.outgoing = Some(target),
            Incoming::NAME => self.incoming = Some(target),
            other => self.insert(other, target),
        }
        self
    }
}

impl NumberSpec {
    /// Gives a target to a direction that has no field of its own.
    fn insert(&mut self, direction: &str, target: TargetSpec) {
        let found = self.others.binary_search_by(|(of, _)| (**of).cmp(direction));
        match found.map(|place| self.others.get_mut(place)) {
            Ok(Some((_, slot))) => *slot = Some(target),
            Ok(None) => {}
            Err(place) => self.others.insert(place, (direction.to_owned(), Some(target))),
        }
    }
}

impl fmt::Debug for NumberSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let targets: Vec<_> = self.targets().map(|(direction, target)| (shown(direction), target)).collect();
        f.debug_struct("NumberSpec")
            .field("number", &shown_id(&self.number))
            .field("status", &self.status.as_ref().map(|status| shown(status.as_str())))
            .field("targets", &targets)
            .finish_non_exhaustive()
    }
}

/// Where the callbacks of a number go.
///
/// # Examples
///
/// ```
/// use callback_profile::account::TargetSpec;
///
/// let targets: [TargetSpec; 2] = serde_json::from_str(r#"["p1", {"callback_url": "https://example.com/dlr"}]"#)?;
/// assert_eq!(targets[0], TargetSpec::Profile("p1".to_owned()));
/// assert_eq!(targets[1], TargetSpec::Url { callback_url: "https://example.com/dlr".to_owned() });
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum TargetSpec {
    /// To the profile with this id.
    Profile(String),
    /// To a URL; without placeholders it gets all known names.
    Url {
        /// The URL.
        callback_url: String,
    },
}

impl<'de> Deserialize<'de> for TargetSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TargetVisitor;

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Url {
            callback_url: String,
        }

        impl<'de> Visitor<'de> for TargetVisitor {
            type Value = TargetSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a profile's id, or an object with `callback_url`")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<TargetSpec, E> {
                Ok(TargetSpec::Profile(id.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TargetSpec, A::Error> {
                let Url { callback_url } = Url::deserialize(MapAccessDeserializer::new(map))?;
                Ok(TargetSpec::Url { callback_url })
            }
        }

        deserializer.deserialize_any(TargetVisitor).map_err(quiet)
    }
}

impl fmt::Debug for TargetSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile(id) => f.debug_tuple("Profile").field(&shown_id(id)).finish(),
            Self::Url { callback_url } => f.debug_tuple("Url").field(&without_secrets(callback_url)).finish(),
        }
    }
}
