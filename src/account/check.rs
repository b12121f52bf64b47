use std::collections::HashMap;

use crate::account::registry::{Account, Number, Target};
use crate::account::route::Direction;
use crate::account::spec::{AccountSpec, AccountType, TargetSpec};
use crate::any_profile::AnyProfile;
use crate::diagnostic::{Code, Diagnostic, Fix, Part, Report, Span};
use crate::excerpt::clip;
use crate::field::{Incoming, Outgoing};
use crate::profile::Profile;
use crate::value::PhoneNumber;
use crate::whitelist::Whitelist;

impl Account {
    /// Everything that is to be said about an account as written, and about each profile in it.
    #[must_use]
    pub fn check(spec: &AccountSpec) -> Report {
        check(spec).0
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
    let mut checker = Checker { spec, found: Vec::new(), whitelist: Whitelist::default(), profiles: HashMap::new() };
    checker.whitelist();
    let profiles = checker.profiles();
    let numbers = checker.numbers();
    let whitelist = checker.whitelist;
    let report = Report::new(checker.found);
    let account = (!report.has_errors()).then(|| Account {
        kind: spec.account_type,
        written_whitelist: spec.whitelist.clone(),
        whitelist,
        profiles,
        webhooks: spec.webhooks.clone(),
        numbers,
    });
    (report, account)
}

struct Checker<'s> {
    spec: &'s AccountSpec,
    found: Vec<Diagnostic>,
    whitelist: Whitelist,
    /// The direction of each profile by id.
    profiles: HashMap<&'s str, &'s str>,
}

impl<'s> Checker<'s> {
    fn report(&mut self, code: Code, part: Part, member: String, text: &str, message: String, help: &str) {
        let span = Span::new(0, text.len());
        self.found.push(Diagnostic::new(code, part, span, message).help(help).member(member));
    }

    fn whitelist(&mut self) {
        let mut good = Vec::new();
        for (index, entry) in self.spec.whitelist.iter().enumerate() {
            match Whitelist::new([entry]) {
                Ok(_) => good.push(entry),
                Err(error) => {
                    let message = format!("`{}` is not a domain", clip(entry).escape_debug());
                    let suggestion = error.suggestion();
                    let help = suggestion.as_ref().map_or_else(
                        || "write a domain such as `example.com`".to_owned(),
                        |domain| format!("write `{domain}`"),
                    );
                    let span = Span::new(0, entry.len());
                    let found = Diagnostic::new(Code::InvalidWhitelistEntry, Part::Whitelist, span, message);
                    let fix = suggestion.map(|domain| Fix::new(span, domain));
                    self.found.push(found.help(help).member(index.to_string()).fix(fix));
                }
            }
        }
        self.whitelist = Whitelist::new(good).unwrap_or_default();
    }

    fn profiles(&mut self) -> Vec<AnyProfile> {
        let mut profiles = Vec::new();
        for (index, spec) in self.spec.profiles.iter().enumerate() {
            let owner = format!("profiles/{index}");
            match &spec.id {
                None => {
                    let message = "a profile of an account needs an id".to_owned();
                    self.report(Code::DuplicateId, Part::Profiles, index.to_string(), "", message, "add `\"id\": …`");
                }
                Some(id) => {
                    if self.profiles.insert(id, &spec.direction).is_some() {
                        let message = format!("id `{}` is another profile's already", clip(id).escape_debug());
                        let help = "give each profile an id of its own";
                        self.report(Code::DuplicateId, Part::Profiles, index.to_string(), id, message, help);
                    }
                }
            }
            let report = AnyProfile::check(spec);
            self.found.extend(report.iter().map(|found| found.clone().owned_by(owner.as_str())));
            if let Ok(profile) = AnyProfile::try_from(spec.clone()) {
                self.endpoint(&spec.endpoint, &owner);
                self.price(&profile, &owner);
                profiles.push(profile);
            }
        }
        profiles
    }

    /// The platform makes no callback to a host that is not whitelisted.
    fn endpoint(&mut self, endpoint: &str, owner: &str) {
        // A template is no URL; its address is one.
        let address = endpoint.split(['?', '#']).next().unwrap_or_default();
        if !self.whitelist.permits_url(address) {
            let message = "the endpoint's host is not in the whitelist, so no callback is made";
            let found = Diagnostic::new(Code::NotWhitelisted, Part::Endpoint, Span::new(0, address.len()), message);
            self.found.push(found.help("add its domain to the whitelist").owned_by(owner));
        }
    }

    fn price(&mut self, profile: &AnyProfile, owner: &str) {
        if self.spec.account_type != AccountType::TechProvider {
            return;
        }
        if let Some((part, span)) = profile.price_placeholder() {
            let message = "a Tech Provider's callbacks never carry a price";
            let found = Diagnostic::new(Code::PriceUnsupported, part, span, message);
            self.found.push(found.help("keep the placeholder, which is required, and expect no value").owned_by(owner));
        }
    }

    fn numbers(&mut self) -> Vec<Number> {
        let mut numbers = Vec::new();
        let mut seen = HashMap::new();
        for (index, spec) in self.spec.numbers.iter().enumerate() {
            let member = index.to_string();
            let shown = clip(&spec.number).escape_debug().to_string();
            let digits = PhoneNumber::parse(&spec.number).map(|number| number.digits().to_owned());
            match &digits {
                Err(_) => {
                    let message = format!("`{shown}` is not a telephone number");
                    let help = "write it in the form of E.164, such as `+12025550100`";
                    self.report(Code::InvalidNumber, Part::Numbers, member.clone(), &spec.number, message, help);
                }
                Ok(digits) => {
                    if seen.insert(digits.clone(), index).is_some() {
                        let message = format!("number `{shown}` stands twice");
                        self.report(
                            Code::DuplicateNumber,
                            Part::Numbers,
                            member,
                            &spec.number,
                            message,
                            "keep one of them",
                        );
                    }
                }
            }
            let outgoing = self.target::<Outgoing>(spec.outgoing.as_ref(), index);
            let incoming = self.target::<Incoming>(spec.incoming.as_ref(), index);
            if let Ok(digits) = digits {
                numbers.push(Number { digits, spec: spec.clone(), outgoing, incoming });
            }
        }
        numbers
    }

    fn target<S: Direction>(&mut self, spec: Option<&'s TargetSpec>, index: usize) -> Option<Target<S>> {
        let slot = format!("{index}/{}", S::NAME);
        match spec? {
            TargetSpec::Profile(id) => {
                let shown = clip(id).escape_debug().to_string();
                match self.profiles.get(id.as_str()) {
                    None => {
                        let message = format!("there is no profile with the id `{shown}`");
                        self.report(
                            Code::DanglingProfile,
                            Part::Numbers,
                            slot,
                            id,
                            message,
                            "name a profile of the account",
                        );
                    }
                    Some(direction) if *direction != S::NAME => {
                        let message = format!(
                            "profile `{shown}` is for `{}`, not for `{}`",
                            clip(direction).escape_debug(),
                            S::NAME
                        );
                        let help = "name a profile of this direction";
                        self.report(Code::WrongDirection, Part::Numbers, slot, id, message, help);
                    }
                    Some(_) => {}
                }
                Some(Target::Profile(id.clone()))
            }
            TargetSpec::Url { callback_url } => {
                let owner = format!("numbers/{slot}");
                match Profile::<S>::for_callback_url(callback_url) {
                    Ok(profile) => {
                        self.endpoint(callback_url, &owner);
                        Some(Target::Url(Box::new(profile)))
                    }
                    Err(report) => {
                        self.found.extend(report.iter().map(|found| found.clone().owned_by(owner.as_str())));
                        None
                    }
                }
            }
        }
    }
}
