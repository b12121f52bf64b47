//! The texts of an account as written.

use std::borrow::Cow;

use crate::account::spec::{AccountSpec, NumberSpec, TargetSpec};
use crate::diagnostic::{Diagnostic, Part};
use crate::form::form::Form;

impl AccountSpec {
    /// The text that the span of a finding lies in, where the finding is about this account or something inside of it, see
    /// [`ProfileSpec::text_of`](crate::ProfileSpec::text_of); `None` where the account does not hold what the finding is about.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::account::AccountSpec;
    /// use callback_profile::Account;
    ///
    /// let spec: AccountSpec = serde_json::from_str(r#"{"account_type": "prepaid", "whitelist": ["https://example.com"]}"#)?;
    /// let report = Account::check(&spec);
    /// let found = report.iter().next().unwrap();
    /// let text = spec.text_of(found).unwrap();
    /// assert_eq!(found.span().utf16(&text), Some(0..19));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn text_of(&self, found: &Diagnostic) -> Option<Cow<'_, str>> {
        let Some(owner) = found.owner() else {
            return self.own_text(found.part(), found.member()).map(Cow::Borrowed);
        };
        let (kind, place) = owner.split_once('/')?;
        let (index, slot) = split(place)?;
        match kind {
            "profiles" => Some(self.profiles.get(index)?.found_text(found).into()),
            "webhooks" => Some(self.webhooks.get(index)?.written(found)),
            "numbers" => self.numbers.get(index)?.target_text(slot?).map(Cow::Borrowed),
            _ => None,
        }
    }

    fn own_text(&self, part: Part, member: Option<&str>) -> Option<&str> {
        let Some((index, slot)) = member.and_then(split) else { return Some("") };
        match part {
            Part::Whitelist => self.whitelist.as_deref()?.get(index).map(String::as_str),
            Part::Profiles => self.profiles.get(index).map(|profile| profile.id.as_deref().unwrap_or_default()),
            Part::Webhooks => self.webhooks.get(index).map(|webhook| webhook.id.as_deref().unwrap_or_default()),
            Part::Numbers => self.numbers.get(index)?.text(slot),
            _ => None,
        }
    }
}

impl NumberSpec {
    fn text(&self, slot: Option<&str>) -> Option<&str> {
        slot.map_or(Some(&self.number), |slot| self.target_text(slot))
    }

    fn target_text(&self, slot: &str) -> Option<&str> {
        match self.target(slot)? {
            TargetSpec::Profile(text) | TargetSpec::Url { callback_url: text } => Some(text),
        }
    }
}

/// A place in a list, and what stands behind it: `0/outgoing`.
fn split(place: &str) -> Option<(usize, Option<&str>)> {
    let (index, slot) = place.split_once('/').map_or((place, None), |(index, slot)| (index, Some(slot)));
    Some((index.parse().ok()?, slot))
}
