//! What all files share in being read: keys, places, findings.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Findings, Fix, Part, Report};
use crate::file::positions::Positions;
use crate::file::report::FileDiagnostic;
use crate::json::tree::{Kind, Member, Value};
use crate::text::words::{Words, choices, found};
use crate::text::{LineCounter, Span, nearest_name, shown};

/// A part of what a file holds, or a member of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PartKey {
    pub(super) owner: Option<Box<str>>,
    pub(super) part: Part,
    pub(super) member: Option<Box<str>>,
}

impl PartKey {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            owner: diagnostic.owner().map(Into::into),
            part: diagnostic.part(),
            member: diagnostic.part_member().map(Into::into),
        }
    }
}

/// The members of an object by name.
pub(super) type Keys<'m> = HashMap<&'m str, &'m Value>;

/// Reads what a file holds as far as its keys allow, and remembers where each text stands.
#[derive(Debug)]
pub(super) struct FileReader<'f> {
    pub(super) file: &'f str,
    findings: Findings,
    positions: HashMap<PartKey, Positions>,
    /// What could not be read: findings about it would be about what was put in its place.
    unread: HashSet<PartKey>,
    /// The ids of profiles whose direction could not be read.
    pub(super) undirected: HashSet<String>,
    pub(super) secrets: Vec<Span>,
    /// What is being read inside of an account.
    pub(super) owner: Option<Box<str>>,
}

impl<'f> FileReader<'f> {
    pub(super) fn new(file: &'f str) -> Self {
        Self {
            file,
            findings: Findings::default(),
            positions: HashMap::new(),
            unread: HashSet::new(),
            undirected: HashSet::new(),
            secrets: Vec::new(),
            owner: None,
        }
    }

    /// The key of a part of what is being read.
    pub(super) fn part(&self, part: Part, member: Option<&str>) -> PartKey {
        PartKey { owner: self.owner.clone(), part, member: member.map(Into::into) }
    }

    pub(super) fn report(&mut self, code: Code, span: Span, message: impl Into<Box<str>>, help: impl Into<Box<str>>) {
        self.findings.push(Diagnostic::new(code, Part::File, span, message).help(help));
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

    /// Tells where the text of a part stands. `false` if there was one already.
    pub(super) fn stands(&mut self, key: PartKey, positions: Positions) -> bool {
        match self.positions.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(positions);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// The members by name; reports those that are not `known`, or stand twice. `what` has them: `a profile`. A misspelt key is
    /// reported and then read as the one that was meant, which is so not missing as well.
    pub(super) fn keys<'m>(&mut self, members: &'m [Member], known: &[&'m str], what: &str) -> Keys<'m> {
        let mut keys = Keys::new();
        let mut misspelt = Vec::new();
        for Member { name, name_span, value } in members {
            if !known.contains(&&**name) {
                let near = nearest_name(name, known.iter().copied());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("{what} has the keys `{}`", known.join("`, `")),
                };
                let message = format!("unknown key `{}`", shown(name));
                self.report(Code::UnknownKey, *name_span, message, help);
                self.secrets.push(value.span);
                misspelt.extend(near.map(|near| (near, value)));
            } else if keys.contains_key(&**name) {
                self.stands_twice(name, *name_span);
                self.secrets.push(value.span);
            } else {
                keys.insert(name, value);
            }
        }
        for (near, value) in misspelt {
            keys.entry(near).or_insert(value);
        }
        keys
    }

    pub(super) fn stands_twice(&mut self, name: &str, span: Span) {
        let message = format!("key `{}` stands twice", shown(name));
        self.report(Code::DuplicateKey, span, message, "keep one of them");
    }

    /// The value of a key; null is as good as none.
    pub(super) fn present<'m>(&self, keys: &Keys<'m>, key: &str) -> Option<&'m Value> {
        keys.get(key).copied().filter(|value| !value.is_null(self.file))
    }

    /// The text of a string value; anything else is reported.
    pub(super) fn text(&mut self, value: &Value, key: &str, part: Option<PartKey>) -> Option<String> {
        if let Kind::String { text, content } = &value.kind {
            if let Some(part) = part {
                self.stands(part, Positions::of_string(self.file, *content));
            }
            return Some(text.clone());
        }
        let message = format!("expected a string as `{key}`, found {}", value.type_name(self.file));
        self.report(Code::WrongType, value.span, message, "enclose it in quotes");
        self.hide(value);
        None
    }

    /// The text of a key that is always there. What is missing or of a wrong type is reported once, here.
    pub(super) fn needed(&mut self, object: &Value, keys: &Keys<'_>, key: &str, part: PartKey) -> Option<String> {
        let text = if let Some(value) = self.present(keys, key) {
            self.text(value, key, Some(part.clone()))
        } else {
            self.missing_key(object, key);
            None
        };
        if text.is_none() {
            self.unread(part);
        }
        text
    }

    pub(super) fn missing_key(&mut self, object: &Value, key: &str) {
        let brace = Span::new(object.span.start, object.span.start.saturating_add(1));
        self.report(Code::MissingKey, brace, format!("key `{key}` is missing"), format!("add `\"{key}\": …`"));
    }

    /// One of the words that a key takes.
    pub(super) fn word<W: Words>(&mut self, value: &Value, key: &str, text: &str) -> Option<W> {
        let word = W::from_word(text);
        if word.is_none() {
            let known = choices::<W>();
            let message = format!("expected the {key} {known}, {}", found::<W>(text));
            self.report(Code::WrongType, value.span, message, format!("write {known}"));
        }
        word
    }

    /// The items of an array; anything else is reported.
    pub(super) fn list<'m>(&mut self, keys: &Keys<'m>, key: &str) -> &'m [Value] {
        let Some(value) = self.present(keys, key) else { return &[] };
        if let Kind::Array(items) = &value.kind {
            return items;
        }
        let message = format!("expected an array as `{key}`, found {}", value.type_name(self.file));
        self.report(Code::WrongType, value.span, message, "enclose it in `[` and `]`");
        self.secrets.push(value.span);
        &[]
    }

    /// The members of an object; anything else is reported.
    pub(super) fn members<'m>(&mut self, value: &'m Value, what: &str) -> Option<&'m [Member]> {
        if let Kind::Object(members) = &value.kind {
            return Some(members);
        }
        let message = format!("expected {what} as an object, found {}", value.type_name(self.file));
        self.report(Code::WrongType, value.span, message, "enclose it in `{` and `}`");
        self.hide(value);
        None
    }

    /// The pairs of an object of strings: names, and values that are secrets.
    pub(super) fn pairs(&mut self, keys: &Keys<'_>, key: &str, part: Part, what: &str) -> Vec<(String, String)> {
        let Some(value) = self.present(keys, key) else { return Vec::new() };
        let Kind::Object(members) = &value.kind else {
            let message = format!("expected an object as `{key}`, found {}", value.type_name(self.file));
            self.report(Code::WrongType, value.span, message, "write `{\"Name\": \"value\"}`");
            self.secrets.push(value.span);
            return Vec::new();
        };
        let mut pairs: Vec<(String, String)> = Vec::new();
        for Member { name, name_span, value } in members {
            let Kind::String { text, content } = &value.kind else {
                self.secrets.push(value.span);
                let message = format!("expected a string as {what}, found {}", value.type_name(self.file));
                self.report(Code::WrongType, value.span, message, "enclose it in quotes");
                continue;
            };
            self.secrets.push(*content);
            let place = self.part(part, Some(name));
            if self.stands(place, Positions::of_string(self.file, *content)) {
                pairs.push((name.clone(), text.clone()));
            } else {
                self.stands_twice(name, *name_span);
            }
        }
        pairs
    }

    /// Adds secrets of the text of a part.
    pub(super) fn secrets_in(&mut self, part: &PartKey, secrets: Vec<Span>) {
        if let Some(positions) = self.positions.get(part) {
            self.secrets.extend(secrets.into_iter().map(|span| positions.in_file(span)));
        }
    }

    /// All findings at their places in the file, in that order: those of the reading, and those of the check of what was read.
    pub(super) fn placed(mut self, report: &Report) -> Vec<FileDiagnostic> {
        let of_file = std::mem::take(&mut self.findings).into_report(|_| self.file);
        let of_check = report.iter().filter(|found| !self.is_unread(found));
        let mut placed: Vec<_> = of_file.iter().chain(of_check).map(|found| self.place(found)).collect();
        placed.sort_by_key(|found| found.span);
        let mut lines = LineCounter::new(self.file.as_bytes());
        for found in &mut placed {
            found.place = lines.place(found.span.start);
        }
        placed
    }

    fn is_unread(&self, found: &Diagnostic) -> bool {
        let mut key = PartKey::of(found);
        if matches!(found.code(), Code::MissingBody | Code::UnexpectedBody) {
            key.part = Part::Method;
        }
        !self.unread.is_empty() && self.unread.contains(&key)
    }

    fn place(&self, diagnostic: &Diagnostic) -> FileDiagnostic {
        let positions = self.positions.get(&PartKey::of(diagnostic));
        let span = positions.map_or(diagnostic.span(), |positions| positions.in_file(diagnostic.span()));
        let in_file = |fix: &Fix| positions.map(|positions| positions.fix_in_file(fix));
        let fix = diagnostic.suggested_fix().and_then(in_file);
        FileDiagnostic { diagnostic: diagnostic.clone(), span, place: diagnostic.place(), fix }
    }
}
