//! The reader of files: what their keys hold, and where each text stands.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::file::form::{Form, Key};
use crate::file::positions::Positions;
use crate::file::report::FileDiagnostic;
use crate::file::value::{KeyValue, Read, Slot, StandIn};
use crate::json::tree::{Kind, Member, Value};
use crate::text::{LineCounter, Span, nearest_name, shown};

/// A part of what a file holds, or a member of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct PartKey {
    owner: Option<Box<str>>,
    pub(super) part: Part,
    member: Option<Box<str>>,
}

impl PartKey {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            owner: diagnostic.owner().map(Into::into),
            part: diagnostic.part(),
            member: diagnostic.part_member().map(Into::into),
        }
    }

    /// A member of the part.
    pub(crate) fn member(&self, member: impl Into<Box<str>>) -> Self {
        Self { member: Some(member.into()), ..self.clone() }
    }
}

/// The members of an object by name.
#[derive(Debug)]
pub(crate) struct Object<'m> {
    /// Where it begins.
    start: usize,
    members: HashMap<&'m str, &'m Value>,
}

/// Reads what a file holds as far as its keys allow, and remembers where each text stands.
#[derive(Debug, Default)]
pub(crate) struct FileReader<'f> {
    pub(super) file: &'f str,
    findings: Findings,
    positions: HashMap<PartKey, Positions>,
    /// What could not be read: findings about it would be about what was put in its place.
    unread: HashSet<PartKey>,
    /// The ids of profiles whose direction could not be read.
    pub(super) undirected: HashSet<String>,
    pub(super) secrets: Vec<Span>,
    /// Whether somebody wants the secrets inside of texts.
    finds_secrets: bool,
    /// The item of an account that is being read.
    item: Option<PartKey>,
}

impl<'f> FileReader<'f> {
    pub(super) fn new(file: &'f str) -> Self {
        Self { file, ..Self::default() }
    }

    /// A reader that finds what excerpts must not show, too.
    pub(super) fn of_secrets(file: &'f str) -> Self {
        Self { finds_secrets: true, ..Self::new(file) }
    }

    /// Reads a form. Of what is no object nothing is read, which is reported.
    pub(super) fn form<F: Form>(&mut self, value: &Value) -> F {
        let nothing = Object { start: value.span.start, members: HashMap::new() };
        let object = self.object(value, F::WHAT, F::KEYS).unwrap_or(nothing);
        F::read(self, &object)
    }

    /// Reads something as what an item of an account owns.
    pub(super) fn inside<T>(&mut self, item: PartKey, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.item.replace(item);
        let inner = read(self);
        self.item = outer;
        inner
    }

    /// The key of a part of what is being read.
    pub(crate) fn part(&self, part: Part) -> PartKey {
        let owner = |item: &PartKey| format!("{}/{}", item.part, item.member.as_deref().unwrap_or_default()).into();
        PartKey { owner: self.item.as_ref().map(owner), part, member: None }
    }

    /// Where findings about a key's value stand. No finding is about what has no part, unless it names the item.
    fn slot(&self, key: &Key) -> Slot {
        let place = match (key.part, &self.item) {
            (Some(part), _) => self.part(*part),
            (None, Some(item)) if key.names_item => item.clone(),
            (None, Some(item)) => item.member([item.member.as_deref().unwrap_or_default(), key.name].join("/")),
            (None, None) => self.part(Part::File).member(key.name),
        };
        Slot { name: key.name, place }
    }

    pub(super) fn report(&mut self, code: Code, span: Span, message: impl Into<Box<str>>, help: impl Into<Box<str>>) {
        self.findings.push(Diagnostic::new(code, Part::File, span, message).help(help));
    }

    pub(super) fn wrong_type(&mut self, value: &Value, expected: &str, help: &str) {
        let message = format!("expected {expected}, found {}", value.type_name(self.file));
        self.report(Code::WrongType, value.span, message, help);
    }

    /// Keeps a value of a wrong type out of excerpts, unless it is too simple to hold a secret.
    pub(super) fn hide(&mut self, value: &Value) {
        if !matches!(value.kind, Kind::Scalar) {
            self.secrets.push(value.span);
        }
    }

    /// Tells that a part could not be read.
    pub(super) fn unread(&mut self, key: PartKey) {
        self.unread.insert(key);
    }

    pub(crate) fn is_unread(&self, key: &PartKey) -> bool {
        self.unread.contains(key)
    }

    /// Tells where the text of a part stands. `false` if there was one already.
    pub(super) fn stands(&mut self, key: PartKey, positions: Positions) -> bool {
        let entry = self.positions.entry(key);
        let is_first = matches!(entry, Entry::Vacant(_));
        entry.or_insert(positions);
        is_first
    }

    /// The members of an object by name; reports those that are not `known`, or stand twice, and those that are missing. `what` has
    /// them: `a profile`. A misspelt key is reported and then read as the one that was meant, which is so not missing as well.
    pub(super) fn object<'m>(&mut self, value: &'m Value, what: &str, known: &[Key]) -> Option<Object<'m>> {
        let Kind::Object(written) = &value.kind else {
            self.wrong_type(value, &format!("{what} as an object"), "enclose it in `{` and `}`");
            self.hide(value);
            return None;
        };
        let mut members = HashMap::new();
        let mut misspelt = Vec::new();
        for member in written {
            let name = &*member.name;
            if known.iter().all(|key| key.name != name) {
                misspelt.extend(self.unknown_key(member, what, known).map(|near| (near, &member.value)));
            } else if members.contains_key(name) {
                self.stands_twice(member);
                self.secrets.push(member.value.span);
            } else {
                members.insert(name, &member.value);
            }
        }
        for (near, value) in misspelt {
            members.entry(near).or_insert(value);
        }
        let object = Object { start: value.span.start, members };
        self.missing_keys(&object, known);
        Some(object)
    }

    /// Reports an unknown key; gives the one that was most likely meant.
    fn unknown_key(&mut self, member: &Member, what: &str, known: &[Key]) -> Option<&'static str> {
        let near = nearest_name(&member.name, known.iter().map(|key| key.name));
        let help = near.map_or_else(
            || format!("{what} has the keys `{}`", known.iter().map(|key| key.name).collect::<Vec<_>>().join("`, `")),
            |near| format!("did you mean `{near}`?"),
        );
        self.report(Code::UnknownKey, member.name_span, format!("unknown key `{}`", shown(&member.name)), help);
        self.secrets.push(member.value.span);
        near
    }

    pub(super) fn stands_twice(&mut self, member: &Member) {
        let message = format!("key `{}` stands twice", shown(&member.name));
        self.report(Code::DuplicateKey, member.name_span, message, "keep one of them");
    }

    /// Reports the keys that are not there: those of texts, then those of words.
    fn missing_keys(&mut self, object: &Object<'_>, known: &[Key]) {
        let is_missing = |key: &&Key| key.is_required && self.present(object, key.name).is_none();
        let mut missing: Vec<_> = known.iter().filter(is_missing).collect();
        missing.sort_by_key(|key| key.is_word);
        for Key { name, .. } in missing {
            let brace = Span::new(object.start, object.start.saturating_add(1));
            self.report(Code::MissingKey, brace, format!("key `{name}` is missing"), format!("add `\"{name}\": …`"));
        }
    }

    /// The value of a key; null is as good as none.
    fn present<'m>(&self, object: &Object<'m>, key: &str) -> Option<&'m Value> {
        object.members.get(key).copied().filter(|value| !value.is_null(self.file))
    }

    /// Reads the value of a key by `read`; gives what is taken in its place where there is none.
    pub(crate) fn value<T: KeyValue + StandIn>(&mut self, object: &Object<'_>, key: &Key, read: Read<T>) -> T {
        self.value_at(object, &self.slot(key), key.is_required, read)
    }

    pub(super) fn value_at<T: KeyValue + StandIn>(
        &mut self,
        object: &Object<'_>,
        slot: &Slot,
        is_required: bool,
        read: Read<T>,
    ) -> T {
        match self.present(object, slot.name) {
            Some(value) => {
                if let Some(value) = read(self, value, slot) {
                    return value;
                }
                self.unread(slot.place.clone());
            }
            None if is_required => self.unread(slot.place.clone()),
            None => T::absent(self, &slot.place, object.start),
        }
        T::stand_in()
    }

    /// The text of a string value; anything else is reported.
    pub(super) fn text(&mut self, value: &Value, slot: &Slot) -> Option<String> {
        if let Kind::String { text, content } = &value.kind {
            self.stands(slot.place.clone(), Positions::of_string(self.file, *content));
            return Some(text.clone());
        }
        self.wrong_type(value, &format!("a string as `{}`", slot.name), "enclose it in quotes");
        self.hide(value);
        None
    }

    /// Adds secrets of the text of a part.
    pub(crate) fn secrets_in(&mut self, part: &PartKey, secrets: impl FnOnce() -> Vec<Span>) {
        if let Some(positions) = self.positions.get(part).filter(|_| self.finds_secrets) {
            self.secrets.extend(secrets().into_iter().map(|span| positions.in_file(span)));
        }
    }

    /// All findings at their places in the file, in that order: those of the reading, and those of the check of what was read.
    pub(super) fn placed(mut self, report: &Report) -> Vec<FileDiagnostic> {
        let of_file = std::mem::take(&mut self.findings).into_report(|_| self.file);
        let of_check = report.iter().filter(|found| !self.is_about_unread(found));
        let mut placed: Vec<_> = of_file.iter().chain(of_check).map(|found| self.place(found)).collect();
        placed.sort_by_key(|found| found.span);
        let mut lines = LineCounter::new(self.file.as_bytes());
        for found in &mut placed {
            found.place = lines.place(found.span.start);
        }
        placed
    }

    fn is_about_unread(&self, found: &Diagnostic) -> bool {
        let mut key = PartKey::of(found);
        if matches!(found.code(), Code::MissingBody | Code::UnexpectedBody) {
            key.part = Part::Method;
        }
        // What follows from a guessed report type is said, so that it is mended at once.
        self.is_unread(&key) && key.part != Part::ReportType
    }

    fn place(&self, diagnostic: &Diagnostic) -> FileDiagnostic {
        let positions = self.positions.get(&PartKey::of(diagnostic));
        let span = positions.map_or(diagnostic.span(), |positions| positions.in_file(diagnostic.span()));
        let in_file = |fix: &Fix| positions.map(|positions| positions.fix_in_file(fix));
        let fix = diagnostic.suggested_fix().and_then(in_file);
        FileDiagnostic { diagnostic: diagnostic.clone(), span, place: diagnostic.place(), fix }
    }
}
