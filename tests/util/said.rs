//! Everything that the library and the command say of a file.

use std::fmt::{Debug, Display};

use callback_profile::account::{AccountSpec, NumberSpec, RouteRequest, TargetSpec};
use callback_profile::diagnostic::Report;
use callback_profile::file::{FileContent, fix_file};
use callback_profile::webhook::WebhookSpec;
use callback_profile::{Account, AnyProfile, Outgoing, Platform, ProfileSpec, Receiver, Webhook};
use serde::de::DeserializeOwned;

/// What was said, each with the name of who said it.
#[derive(Default)]
pub(crate) struct Said(pub(crate) Vec<(&'static str, String)>);

impl Said {
    /// All that the library says of a file: its report, what serde makes of it, what comes of it, all in every format.
    pub(crate) fn of_file(text: &str) -> Self {
        let mut said = Self::default();
        let (report, content) = Platform::builtin().read_file(text.as_bytes());
        said.add("FileReport::masked", report.masked(text));
        said.add("FileReport", format!("{report:?}"));
        said.add("FileReport", format!("{report}\n{report:#}"));
        said.add("serialized", serde_json::to_string(&report).unwrap());
        for found in report.diagnostics() {
            said.shown("diagnostic", found.diagnostic());
        }
        said.result("from_read_back", ProfileSpec::from_read_back(text));
        said.add("FixedFile", format!("{:?}", fix_file(text)));
        if let Some(spec) = said.read::<ProfileSpec>("ProfileSpec", text) {
            said.report("AnyProfile::check", &AnyProfile::check(&spec));
            said.result("AnyProfile::try_from", AnyProfile::try_from(spec));
        }
        if let Some(spec) = said.read::<WebhookSpec>("WebhookSpec", text) {
            said.report("Webhook::check", &Webhook::check(&spec));
            said.result("Webhook::try_from", Webhook::try_from(spec));
        }
        if let Some(spec) = said.read::<AccountSpec>("AccountSpec", text) {
            said.report("Account::check", &Account::check(&spec));
            said.result("Account::try_from", Account::try_from(spec));
        }
        said.add("FileContent", format!("{content:?}"));
        match &content {
            Some(FileContent::Profile(profile)) => said.profile(profile),
            Some(FileContent::Webhook(webhook)) => said.profile(webhook.profile()),
            Some(FileContent::Account(account)) => said.account(account),
            _ => {}
        }
        said
    }

    /// What is said of an account, and of what is in it.
    fn account(&mut self, account: &Account) {
        account.profiles().for_each(|profile| self.profile(profile));
        account.webhooks().for_each(|webhook| self.profile(webhook.profile()));
        for number in account.numbers() {
            self.result("route", account.route::<Outgoing>(&number.number, RouteRequest::Nothing));
            for (_, target) in number.targets() {
                self.add("TargetSpec", format!("{target:?}"));
                if let TargetSpec::Url { callback_url } = target {
                    self.report("check_callback_url", &account.check_callback_url::<Outgoing>(callback_url));
                }
            }
            self.result("insert_number", account.clone().insert_number(NumberSpec::new(&*number.number)));
        }
        for profile in account.profiles() {
            let id = profile.spec().id.as_deref().unwrap_or_default();
            self.result("route by id", account.route::<Outgoing>("", RouteRequest::ProfileId(id)));
            self.add("RouteRequest", format!("{:?}", RouteRequest::ProfileId(id)));
            self.result("remove_profile", account.clone().remove_profile(id));
        }
    }

    /// What is said of a profile, and of what arrives by it.
    fn profile(&mut self, profile: &AnyProfile) {
        if let Ok(masked) = profile.masked_sample_request() {
            self.add("masked", format!("{} {:?} {:?}", masked.url(), masked.headers(), masked.body()));
        }
        let Ok(request) = profile.sample_request() else { return };
        self.add("Request", format!("{request:?}"));
        self.result("parse", profile.parse(&request));
        let receiver = Receiver::new([profile.clone(), profile.clone()]);
        self.add("Receiver", format!("{receiver:?}"));
        let sent = request.body().unwrap_or_else(|| request.url().split_once('?').unwrap_or_default().1);
        // What was sent, once more and cut at some places: repeats, and texts that are broken.
        for cut in (0..sent.len()).step_by(1 + sent.len() / 7) {
            let Some(beginning) = sent.get(..cut) else { continue };
            let text = format!("{sent}&{beginning}");
            self.result("parse_query", profile.parse_query(&text));
            self.result("parse_body", profile.parse_body(&text));
            self.result("parse_body", profile.parse_body(beginning));
        }
    }

    fn read<T: DeserializeOwned + Debug>(&mut self, who: &'static str, text: &str) -> Option<T> {
        match serde_json::from_str::<T>(text) {
            Ok(value) => {
                self.add(who, format!("{value:?} {value:#?}"));
                Some(value)
            }
            Err(error) => {
                self.shown(who, &error);
                None
            }
        }
    }

    fn result<T: Debug, E: Debug + Display>(&mut self, who: &'static str, result: Result<T, E>) {
        match result {
            Ok(value) => self.add(who, format!("{value:?}")),
            Err(error) => self.shown(who, &error),
        }
    }

    fn report(&mut self, who: &'static str, report: &Report) {
        self.shown(who, report);
        self.add("serialized", serde_json::to_string(report).unwrap());
    }

    fn shown(&mut self, who: &'static str, value: &(impl Debug + Display)) {
        self.add(who, format!("{value}\n{value:#}\n{value:?}"));
    }

    pub(crate) fn add(&mut self, who: &'static str, text: String) {
        self.0.push((who, text));
    }

    /// All that the command says of the file at `path`, in every format.
    #[cfg(feature = "cli")]
    pub(crate) fn of_command(path: &str) -> Self {
        let runs: [&[&str]; 12] = [
            &["check", "--format", "human", path],
            &["check", "--format", "json", path],
            &["check", "--format", "github", path],
            &["check", "--account", path, path],
            &["fix", "--check", path],
            &["list", path],
            &["list", "--format", "json", path],
            &["show", path, "main"],
            &["show", "--format", "json", path, "main"],
            &["show", path, "12025550100"],
            &["parse", "--raw", path],
            &["send", "--verbose", "--timeout", "1", path],
        ];
        let mut said = Self::default();
        for arguments in runs {
            let answer = super::command::run(arguments, "a=b\n{\"a\":\"b\"}\n<a>b</a>\n");
            let who = if arguments.contains(&"github") { "check github" } else { "command" };
            said.add(who, answer.out);
            said.add("command", answer.err);
        }
        said
    }
}
