//! The reader of files: what their keys hold, and where each text stands.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::field::{FieldTable, NamedSets};
use crate::form::FileDiagnostic;
use crate::form::form::{Form, Key};
use crate::form::positions::Positions;
use crate::form::value::{KeyValue, Read, Slot};
use crate::json::tree::{Kind, Member, Value};
use crate::text::{LineColumn, LineCounter, Message, Span, nearest_name, secrets_of_misplaced_url, shown, sort_by};

/// A part of what a file holds, or a member of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct PartKey {
    owner: Option<Box<str>>,
    pub(crate) part: Part,
    member: Option<Box<str>>,
    /// Whether the member's name is meant, not its value.
    is_name: bool,
}

impl PartKey {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            owner: diagnostic.owner().map(Into::into),
            part: diagnostic.part(),
            member: diagnostic.member().map(Into::into),
            is_name: diagnostic.is_about_name(),
        }
    }

    /// A part of what is checked, or of what an account owns.
    pub(crate) fn new(owner: Option<&str>, part: Part) -> Self {
        Self { owner: owner.map(Into::into), part, member: None, is_name: false }
    }

    /// A member of the part.
    pub(crate) fn member(&self, member: impl Into<Box<str>>) -> Self {
        Self { member: Some(member.into()), ..self.clone() }
    }

    /// The name of that member.
    pub(crate) fn name(&self) -> Self {
        Self { is_name: true, ..self.clone() }
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
    pub(crate) file: &'f str,
    /// The field sets that there are.
    pub(crate) known: &'f [FieldTable],
    /// Those of the account that is being read.
    pub(crate) sets: NamedSets<'f>,
    findings: Findings,
    positions: HashMap<PartKey, Positions>,
    /// What could not be read: findings about it would be about what was put in its place.
    pub(crate) unread: HashSet<PartKey>,
    /// The ids of profiles whose direction could not be read.
    pub(crate) undirected: HashSet<String>,
    pub(crate) secrets: Vec<Span>,
    /// Whether somebody wants the secrets inside of texts.
    finds_secrets: bool,
    /// The item of an account that is being read.
    item: Option<PartKey>,
}

impl<'f> FileReader<'f> {
    pub(crate) fn new(file: &'f str, known: &'f [FieldTable]) -> Self {
        Self { file, known, sets: NamedSets::of(known, None), ..Self::default() }
    }

    /// A reader that finds what excerpts must not show, too.
    pub(crate) fn of_secrets(file: &'f str, known: &'f [FieldTable]) -> Self {
        Self { finds_secrets: true, ..Self::new(file, known) }
    }

    /// Takes note of the platform that an account names.
    pub(crate) fn set_platform(&mut self, platform: Option<&str>) {
        self.sets = NamedSets::of(self.known, platform);
    }

    /// Reads a form. Of what is no object nothing is read, which is reported.
    pub(crate) fn form<F: Form>(&mut self, value: &Value) -> F {
        let reserved = F::RESERVED.iter().map(|key| key.name);
        let names: Vec<_> = F::KEYS.iter().map(|key| key.name).chain(reserved).chain(F::more_keys(self.sets)).collect();
        let object = self.object(value, F::WHAT, &names);
        if let Some(object) = &object {
            self.missing_keys(object, F::KEYS);
            self.reserved(object, F::RESERVED);
        }
        F::read(self, &object.unwrap_or(Object { start: value.span.start, members: HashMap::new() }))
    }

    /// Reads something as what an item of an account owns.
    pub(crate) fn inside<T>(&mut self, item: PartKey, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.item.replace(item);
        let inner = read(self);
        self.item = outer;
        inner
    }

    /// The key of a part of what is being read.
    pub(crate) fn part(&self, part: Part) -> PartKey {
        let owner = |item: &PartKey| format!("{}/{}", item.part, item.member.as_deref().unwrap_or_default()).into();
        PartKey { owner: self.item.as_ref().map(owner), part, member: None, is_name: false }
    }

    /// A key of what is being read, and where findings about its value stand. Of a key without a part there are none, unless it
    /// names the item, or is one of a number's targets.
    pub(crate) fn slot(&self, key: &Key) -> Slot {
        let place = match (key.part, &self.item) {
            (Some(part), _) => self.part(*part),
            (None, Some(item)) if key.names_item => item.clone(),
            (None, Some(_)) => return self.slot_of_item(key.name),
            (None, None) => self.part(Part::File).member(key.name),
        };
        Slot { name: key.name.into(), place, is_required: key.is_required }
    }

    /// A key of the item that is being read, which need not be there.
    pub(crate) fn slot_of_item(&self, name: &str) -> Slot {
        let item = self.item.clone().unwrap_or_else(|| self.part(Part::File));
        let place = item.member([item.member.as_deref().unwrap_or_default(), name].join("/"));
        Slot { name: name.to_owned().into(), place, is_required: false }
    }

    pub(crate) fn report(&mut self, code: Code, span: Span, message: impl Into<Message>, help: impl Into<Message>) {
        self.findings.push(Diagnostic::new(code, Part::File, span, message).with_help(help));
    }

    /// Reports a value of a wrong type, and keeps it out of excerpts, unless it is too simple to hold a secret.
    pub(crate) fn wrong_type<T>(&mut self, value: &Value, expected: &str, help: &str) -> Option<T> {
        let message = format!("expected {expected}, found {}", value.type_name(self.file));
        self.report(Code::WrongType, value.span, message, help);
        self.secrets.extend(Some(value.span).filter(|_| !matches!(value.kind, Kind::Scalar)));
        None
    }

    /// Tells where the text of a part stands. `false` if there was one already.
    pub(crate) fn record_position(&mut self, key: PartKey, positions: Positions) -> bool {
        let is_first = !self.positions.contains_key(&key);
        self.positions.entry(key).or_insert(positions);
        is_first
    }

    /// The members of an object by name; reports those that are not `known`, or stand twice. `what` has them: `a profile`. A
    /// misspelt key is reported and then read as the one that was meant, which is so not missing as well.
    pub(crate) fn object<'m>(&mut self, value: &'m Value, what: &str, known: &[&'m str]) -> Option<Object<'m>> {
        let Kind::Object(written) = &value.kind else {
            return self.wrong_type(value, &format!("{what} as an object"), "enclose it in `{` and `}`");
        };
        let mut members = HashMap::new();
        let mut misspelt = Vec::new();
        for member in written {
            let Member { name, name_span, value } = member;
            if !known.contains(&&**name) {
                let near = nearest_name(name, known.iter().copied());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("{what} has the keys `{}`", known.join("`, `")),
                };
                self.report(Code::UnknownKey, *name_span, format!("unknown key `{}`", shown(name)), help);
                self.secrets.push(value.span);
                misspelt.extend(near.map(|near| (near, value)));
            } else if members.contains_key(&**name) {
                self.stands_twice(member);
                self.secrets.push(value.span);
            } else {
                members.insert(&**name, value);
            }
        }
        for (near, value) in misspelt {
            members.entry(near).or_insert(value);
        }
        Some(Object { start: value.span.start, members })
    }

    pub(crate) fn stands_twice(&mut self, member: &Member) {
        let message = format!("key `{}` stands twice", shown(&member.name));
        self.report(Code::DuplicateKey, member.name_span, message, "keep one of them");
    }

    /// Reports the keys that are not there: those of texts, then those of words.
    pub(crate) fn missing_keys(&mut self, object: &Object<'_>, known: &[Key]) {
        let is_missing = |key: &&Key| key.is_required && self.present(object, key.name).is_none();
        let (words, texts): (Vec<_>, Vec<_>) = known.iter().filter(is_missing).partition(|key| key.is_word);
        for Key { name, .. } in texts.into_iter().chain(words) {
            let brace = Span::of_length(object.start, 1);
            self.report(Code::MissingKey, brace, format!("key `{name}` is missing"), format!("add `\"{name}\": …`"));
        }
    }

    /// The value of a key; null is as good as none.
    pub(super) fn present<'m>(&self, object: &Object<'m>, key: &str) -> Option<&'m Value> {
        object.members.get(key).copied().filter(|value| !value.is_null(self.file))
    }

    /// Reads the value of a key, and remembers that it could not be read, or where to tell that there is none.
    pub(crate) fn value<T: KeyValue>(&mut self, object: &Object<'_>, slot: &Slot, read: Read<T>) -> Option<T> {
        let value = self.present(object, &slot.name);
        if value.is_none() && !slot.is_required {
            T::absent(self, &slot.place, object.start);
            return None;
        }
        let value = value.and_then(|value| read(self, value, slot));
        if value.is_none() {
            self.unread.insert(slot.place.clone());
        }
        value
    }

    /// The text of a string value; anything else is reported.
    pub(crate) fn text(&mut self, value: &Value, slot: &Slot) -> Option<String> {
        if let Kind::String { text, content } = &value.kind {
            self.record_position(slot.place.clone(), Positions::of_string(self.file, *content));
            // The secrets of what may be a URL are found by those who know what else stands in it.
            if !matches!(slot.place.part, Part::Endpoint | Part::Body) {
                self.secrets_in(&slot.place, |_| secrets_of_misplaced_url(text).collect());
            }
            return Some(text.clone());
        }
        self.wrong_type(value, &format!("a string as `{}`", slot.name), "enclose it in quotes")
    }

    /// Adds secrets of the text of a part.
    pub(crate) fn secrets_in(&mut self, part: &PartKey, secrets: impl FnOnce(NamedSets<'f>) -> Vec<Span>) {
        if let Some(positions) = self.positions.get(part).filter(|_| self.finds_secrets) {
            self.secrets.extend(secrets(self.sets).into_iter().map(|span| positions.in_file(span)));
        }
    }

    /// All findings at their places in the file, in that order: those of the reading, and those of the check of what was read.
    pub(crate) fn placed(mut self, report: Report) -> Vec<FileDiagnostic> {
        let of_file = std::mem::take(&mut self.findings).into_report(|_| self.file);
        let mut findings = Findings::default();
        findings.add(of_file, Some);
        findings.add(report, |found| Some(found).filter(|found| !self.is_about_unread(found)));
        let mut placed: Vec<_> = findings.into_report_in_order().iter().map(|found| self.place(found)).collect();
        let order = |found: &FileDiagnostic| (!found.diagnostic.has_place(), found.span);
        sort_by(&mut placed, |one, other| order(one).cmp(&order(other)));
        let mut lines = LineCounter::new(self.file.as_bytes());
        for found in &mut placed {
            found.place = lines.place(found.span.start);
        }
        // Spans may hold others: their ends have an order of their own.
        let mut by_end: Vec<_> = placed.iter_mut().collect();
        sort_by(&mut by_end, |one, other| one.span.end.cmp(&other.span.end));
        let mut lines = LineCounter::new(self.file.as_bytes());
        for found in by_end {
            found.end = lines.place(found.span.end);
        }
        placed
    }

    /// Where the value of a part begins, if it is other JSON than a string.
    pub(crate) fn plain_start(&self, part: &PartKey) -> Option<usize> {
        self.positions.get(part).and_then(Positions::plain_start)
    }

    /// A fix of the text of a part, to be applied to the file; `None` where that text was not read from it.
    pub(crate) fn fix_in_file(&self, part: &PartKey, fix: &Fix) -> Option<Fix> {
        self.positions.get(part).filter(|_| !self.unread.contains(part)).map(|positions| positions.fix_in_file(fix))
    }

    fn is_about_unread(&self, found: &Diagnostic) -> bool {
        let mut key = PartKey::of(found);
        if matches!(found.code(), Code::MissingBody | Code::UnexpectedBody) {
            key.part = Part::Method;
        }
        // A number may have had a target that could not be read.
        let is_unread =
            self.unread.contains(&key) || (found.code() == Code::NoCallbacks && self.has_unread_target(&key));
        // A guessed report type is judged like one that was written.
        is_unread && key.part != Part::ReportType
    }

    /// Whether a target of a number could not be read.
    fn has_unread_target(&self, number: &PartKey) -> bool {
        let index = number.member.as_deref().unwrap_or_default();
        let target = |table: &FieldTable| number.member([index, &table.set].join("/"));
        self.known.iter().any(|table| self.unread.contains(&target(table)))
    }

    fn place(&self, diagnostic: &Diagnostic) -> FileDiagnostic {
        let key = PartKey::of(diagnostic);
        let positions = self.positions.get(&key);
        // What was put in the place of what could not be read has no bytes in the file.
        let span = if self.unread.contains(&key) { Span::at(0) } else { diagnostic.span() };
        let span = positions.map_or(diagnostic.span(), |positions| positions.in_file(span));
        let in_file = |fix: &Fix| positions.map(|positions| positions.fix_in_file(fix));
        let fix = diagnostic.fix().and_then(in_file);
        FileDiagnostic {
            diagnostic: diagnostic.clone(),
            span,
            place: LineColumn::START,
            end: LineColumn::START,
            fix,
            excerpt: None,
        }
    }
}
