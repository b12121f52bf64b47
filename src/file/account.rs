//! Accounts in files.

use std::collections::BTreeMap;

use crate::account::{AccountSpec, AccountType, NumberSpec, TargetSpec};
use crate::diagnostic::{Code, Part};
use crate::field::Outgoing;
use crate::file::positions::Positions;
use crate::file::reader::{FileReader, Keys, PartKey};
use crate::json::tree::{Kind, Member, Value};
use crate::profile::ProfileSpec;
use crate::profile::secrets::secrets_of_endpoint;
use crate::value::Product;
use crate::webhook::{ReportType, SendMethod, WebhookSpec};

/// The keys of an account's file.
const KEYS: [&str; 5] = ["account_type", "whitelist", "profiles", "webhooks", "numbers"];

/// The keys of a number.
const NUMBER_KEYS: [&str; 3] = ["number", "outgoing", "incoming"];

impl FileReader<'_> {
    /// Reads an account as far as its keys allow. What cannot be read keeps its place, so that all others keep theirs.
    pub(super) fn account(&mut self, object: &Value, members: &[Member]) -> AccountSpec {
        let keys = self.keys(members, &KEYS, "an account");
        let account_type = self.account_type(object, &keys);
        let entries = self.list(&keys, "whitelist").iter().enumerate();
        let whitelist = entries.map(|(index, value)| self.whitelist_entry(index, value)).collect();
        let items = self.list(&keys, "profiles").iter().enumerate();
        let profiles = items.map(|(index, value)| self.account_profile(index, value)).collect();
        let items = self.list(&keys, "webhooks").iter().enumerate();
        let webhooks = items.map(|(index, value)| self.account_webhook(index, value)).collect();
        let items = self.list(&keys, "numbers").iter().enumerate();
        let numbers = items.map(|(index, value)| self.number(index, value)).collect();
        AccountSpec { account_type, whitelist, profiles, webhooks, numbers }
    }

    fn account_type(&mut self, object: &Value, keys: &Keys<'_>) -> AccountType {
        let Some(value) = self.present(keys, "account_type") else {
            self.missing_key(object, "account_type");
            return AccountType::default();
        };
        let word = self.text(value, "account_type", None);
        word.and_then(|word| self.word(value, "account type", &word)).unwrap_or_default()
    }

    fn whitelist_entry(&mut self, index: usize, value: &Value) -> String {
        let place = self.part(Part::Whitelist, Some(&index.to_string()));
        let entry = self.text(value, "whitelist", Some(place.clone()));
        match &entry {
            Some(entry) => self.secrets_in(&place, secrets_of_endpoint(entry)),
            None => self.unread(place),
        }
        entry.unwrap_or_default()
    }

    fn account_profile(&mut self, index: usize, value: &Value) -> ProfileSpec {
        let member = index.to_string();
        let place = self.part(Part::Profiles, Some(&member));
        self.owner = Some(format!("profiles/{index}").into());
        let spec = if let Some(members) = self.members(value, "a profile") {
            self.id_stands(place, value, members);
            let spec = self.profile(value, members);
            self.secrets_of_profile(&spec);
            spec
        } else {
            self.nothing_read();
            self.unread(place);
            ProfileSpec::get::<Outgoing>("")
        };
        self.owner = None;
        spec
    }

    fn account_webhook(&mut self, index: usize, value: &Value) -> WebhookSpec {
        let member = index.to_string();
        let place = self.part(Part::Webhooks, Some(&member));
        self.owner = Some(format!("webhooks/{index}").into());
        let spec = if let Some(members) = self.members(value, "a webhook") {
            self.id_stands(place, value, members);
            self.webhook(value, members)
        } else {
            self.nothing_read();
            self.unread(place);
            WebhookSpec::new(Product::new(""), SendMethod::Json, ReportType::MobileOriginated, "")
        };
        self.owner = None;
        spec
    }

    /// Remembers the place of an id, or of the object that lacks one.
    fn id_stands(&mut self, place: PartKey, object: &Value, members: &[Member]) {
        let id = members.iter().find(|member| member.name == "id").map(|member| &member.value);
        let positions = match id {
            Some(Value { kind: Kind::String { content, .. }, .. }) => Positions::of_string(self.file, *content),
            Some(value) if !value.is_null(self.file) => {
                self.unread(place);
                return;
            }
            _ => Positions::Plain { start: object.span.start },
        };
        self.stands(place, positions);
    }

    fn number(&mut self, index: usize, value: &Value) -> NumberSpec {
        let member = index.to_string();
        let place = self.part(Part::Numbers, Some(&member));
        let Some(members) = self.members(value, "a number") else {
            self.unread(place);
            return NumberSpec::new("");
        };
        let keys = self.keys(members, &NUMBER_KEYS, "a number");
        let number = self.needed(value, &keys, "number", place).unwrap_or_default();
        let outgoing = self.target(&keys, index, "outgoing");
        let incoming = self.target(&keys, index, "incoming");
        NumberSpec { number, outgoing, incoming, others: BTreeMap::new() }
    }

    fn target(&mut self, keys: &Keys<'_>, index: usize, slot: &str) -> Option<TargetSpec> {
        let value = self.present(keys, slot)?;
        match &value.kind {
            Kind::String { .. } => {
                let place = self.part(Part::Numbers, Some(&format!("{index}/{slot}")));
                let id = self.text(value, slot, Some(place.clone()))?;
                if self.undirected.contains(&id) {
                    self.unread(place.clone());
                }
                // Somebody may have written a URL in its place.
                self.secrets_in(&place, secrets_of_endpoint(&id));
                Some(TargetSpec::Profile(id))
            }
            Kind::Object(members) => {
                self.owner = Some(format!("numbers/{index}/{slot}").into());
                let keys = self.keys(members, &["callback_url"], "a target");
                let place = self.part(Part::Endpoint, None);
                let url = self.needed(value, &keys, "callback_url", place.clone());
                if let Some(url) = &url {
                    self.secrets_in(&place, secrets_of_endpoint(url));
                }
                self.owner = None;
                url.map(|callback_url| TargetSpec::Url { callback_url })
            }
            _ => {
                let found = value.type_name(self.file);
                let message =
                    format!("expected a profile's id or an object with `callback_url` as `{slot}`, found {found}");
                let help = "write the id in quotes, or `{\"callback_url\": \"https://…\"}`";
                self.report(Code::WrongType, value.span, message, help);
                self.hide(value);
                None
            }
        }
    }

    /// Tells that nothing of the present owner could be read.
    fn nothing_read(&mut self) {
        for part in [Part::Direction, Part::Method, Part::Endpoint, Part::Body] {
            let place = self.part(part, None);
            self.unread(place);
        }
    }
}
