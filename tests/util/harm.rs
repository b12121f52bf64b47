//! What a fix must not do to a file, judged from outside: by the decoders of others where they can read it, else by what stands
//! around each placeholder.
#![allow(clippy::string_slice, reason = "every offset was found in the text")]

use std::collections::{BTreeMap, BTreeSet};

use callback_profile::diagnostic::{Code, Severity};
use callback_profile::file::fix_file;
use callback_profile::{DeliveryReport, FieldSet, Incoming, Outgoing, check_file};
use serde_json::Value;

/// A placeholder of a template: the place where another decoder finds it, the field, and the text around it.
type Placed = (String, String, String, String);

/// What stands for a bracket, so that placeholders are text to any decoder.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// The harm that the fixes of a file do: all together, each by itself, and a second time.
pub(crate) fn harm_of_fixes(file: &str) -> Option<String> {
    let fixed = fix_file(file);
    let text = fixed.text().unwrap();
    let all = harm(file, text).map(|harm| format!("all: {harm}\n{file}\n{text}"));
    let again = fix_file(fixed.as_bytes());
    let again = (again.text() != fixed.text() || again.applied() > 0).then(|| format!("again:\n{file}\n{text}"));
    let report = check_file(file.as_bytes());
    let each = report.diagnostics().iter().find_map(|found| {
        let fixed = found.file_fix()?.apply(file).unwrap();
        harm(file, &fixed).map(|harm| format!("{}: {harm}\n{file}\n{fixed}", found.diagnostic()))
    });
    all.or(again).or(each)
}

/// The harm between a file and what has become of it.
pub(crate) fn harm(before: &str, after: &str) -> Option<String> {
    let (old, new) = (errors(before), errors(after));
    let is_known = old.iter().any(|(_, code)| *code == Code::TooManyFindings);
    if let Some(error) = new.difference(&old).next().filter(|_| !is_known) {
        return Some(format!("a new error {error:?}"));
    }
    if old.iter().any(|(_, code)| matches!(code, Code::UnknownKey | Code::DuplicateKey)) {
        return None;
    }
    let (old, new) = (placed_in(before), placed_in(after));
    old.into_iter().find_map(|(place, kinds)| {
        let lost = kinds.into_iter().find_map(|(kind, placed)| {
            // What a strict decoder cannot read afterwards is an error of another kind, unless it was one before.
            let rest = new.get(&place)?.get(&kind).cloned().unwrap_or_default();
            missing_from(placed, rest).map(|placed| format!("{kind} lost {placed:?}"))
        });
        lost.map(|lost| format!("{place}: {lost}"))
    })
}

fn missing_from(placed: Vec<Placed>, mut others: Vec<Placed>) -> Option<Placed> {
    placed
        .into_iter()
        .find(|one| others.iter().position(|other| other == one).map(|at| others.swap_remove(at)).is_none())
}

fn errors(file: &str) -> BTreeSet<(Option<String>, Code)> {
    let report = check_file(file.as_bytes());
    let errors = report.diagnostics().iter().map(callback_profile::file::FileDiagnostic::diagnostic);
    let errors = errors.filter(|found| found.severity() == Severity::Error);
    errors.map(|found| (found.owner().map(str::to_owned), found.code())).collect()
}

/// The placeholders of each template of a file, by template and by kind of decoder.
fn placed_in(file: &str) -> BTreeMap<String, BTreeMap<&'static str, Vec<Placed>>> {
    let Ok(root) = serde_json::from_str::<Value>(file) else { return BTreeMap::new() };
    let mut placed = BTreeMap::new();
    let mut profile = |place: &str, profile: &Value| {
        let text = |key: &str| profile[key].as_str().map(str::to_owned);
        let direction = text("direction").unwrap_or_default();
        let method = text("method").unwrap_or_default().to_uppercase();
        if method == "GET" {
            placed.insert(format!("{place}endpoint"), query(&text("endpoint").unwrap_or_default(), &direction, true));
        } else if let Some(body) = text("body").or_else(|| profile.get("body").map(Value::to_string)) {
            let decoded = match text("body_format").unwrap_or_default().as_str() {
                "form" => query(&body, &direction, false),
                "xml" => xml(&body, &direction),
                _ => json(&body, &direction),
            };
            placed.insert(format!("{place}body"), decoded);
        }
    };
    profile("", &root);
    let list = |key: &str| root[key].as_array().cloned().unwrap_or_default();
    for (index, one) in list("profiles").iter().enumerate() {
        profile(&format!("profiles/{index}/"), one);
    }
    for (index, number) in list("numbers").iter().enumerate() {
        for (slot, target) in number.as_object().into_iter().flatten() {
            if let Some(url) = target["callback_url"].as_str() {
                placed.insert(format!("numbers/{index}/{slot}"), query(url, slot, true));
            }
        }
    }
    placed
}

/// The text with known placeholders between brackets that mean nothing to anybody.
fn marked(text: &str, direction: &str, open: char, close: char) -> String {
    let names = match direction {
        "outgoing" => names::<Outgoing>(),
        "incoming" => names::<Incoming>(),
        "delivery-report" => names::<DeliveryReport>(),
        // Which fields are meant is a guess.
        _ => Vec::new(),
    };
    names.iter().fold(text.to_owned(), |text, name| {
        text.replace(&format!("{open}{name}{close}"), &format!("{OPEN}{name}{CLOSE}"))
    })
}

fn names<S: FieldSet>() -> Vec<&'static str> {
    S::FIELDS.iter().map(callback_profile::field::FieldInfo::name).collect()
}

/// The placeholder of a value, if there is one and no other.
fn placed(place: &str, value: &str) -> Option<Placed> {
    let (prefix, rest) = value.split_once(OPEN)?;
    let (field, suffix) = rest.split_once(CLOSE)?;
    (!suffix.contains(OPEN)).then(|| (place.to_owned(), field.to_owned(), prefix.to_owned(), suffix.to_owned()))
}

/// Any text is a query to its decoder.
fn query(text: &str, direction: &str, is_url: bool) -> BTreeMap<&'static str, Vec<Placed>> {
    let text = marked(text, direction, '<', '>');
    let text =
        if is_url { text.split('#').next().unwrap().split_once('?').map_or("", |(_, query)| query) } else { &text };
    let pairs = form_urlencoded::parse(text.as_bytes());
    // A blank at the end of all is left out.
    let values = pairs.filter_map(|(name, value)| placed(&name, value.trim_end()));
    BTreeMap::from([("query", values.collect())])
}

fn json(text: &str, direction: &str) -> BTreeMap<&'static str, Vec<Placed>> {
    let text = marked(text, direction, '<', '>');
    let mut kinds = BTreeMap::from([("strings", strings(&text))]);
    if let Ok(root) = serde_json::from_str::<Value>(&text) {
        let mut leaves = Vec::new();
        collect(&root, "", &mut leaves);
        kinds.insert("json", leaves);
    }
    kinds
}

fn collect(value: &Value, place: &str, leaves: &mut Vec<Placed>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| collect(value, &format!("{place}/{name}"), leaves));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, &format!("{place}/{index}"), leaves));
        }
        Value::String(text) => leaves.extend(placed(place, text)),
        _ => {}
    }
}

/// The placeholders in what is a string of JSON, or is meant to be one, wherever it stands.
fn strings(text: &str) -> Vec<Placed> {
    let is_smart = |character: char| "\u{201c}\u{201d}\u{201e}\u{201f}\u{ab}\u{bb}".contains(character);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|character| character == '"' || character == OPEN || is_smart(character)) {
        let first = rest[at..].chars().next().unwrap();
        let inside = &rest[at + first.len_utf8()..];
        let length = match first {
            '"' => end_of_string(inside),
            OPEN => inside.find(CLOSE),
            _ => inside.find(|character| character == '"' || is_smart(character)),
        };
        let Some(length) = length else { break };
        if first == OPEN {
            found.extend(placed("", &rest[at..at + OPEN.len_utf8() + length + CLOSE.len_utf8()]));
        } else {
            found.extend(placed("", &unescaped(&inside[..length])));
        }
        rest = inside[length..].strip_prefix(|_: char| true).unwrap();
    }
    found
}

fn end_of_string(inside: &str) -> Option<usize> {
    let mut is_escaped = false;
    inside.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}

/// Decodes what is complete; any other backslash stands for itself.
fn unescaped(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        decoded.push_str(&rest[..at]);
        let escape = &rest[at..];
        let lengths =
            [12, 6, 2].into_iter().filter(|length| escape.is_char_boundary(*length) && *length <= escape.len());
        let complete = lengths.into_iter().find_map(|length| {
            let text: String = serde_json::from_str(&format!("\"{}\"", &escape[..length])).ok()?;
            (text.chars().count() == 1).then_some((text, length))
        });
        let (text, length) = complete.unwrap_or(("\\".to_owned(), 1));
        decoded.push_str(&text);
        rest = &escape[length..];
    }
    decoded + rest
}

fn xml(text: &str, direction: &str) -> BTreeMap<&'static str, Vec<Placed>> {
    let text = marked(text, direction, '{', '}');
    let is_edge = ['<', '>', '"', '\''];
    let around = text.match_indices(OPEN).filter_map(|(at, _)| {
        let start = text[..at].rfind(is_edge).map_or(0, |edge| edge + 1);
        let end = text[at..].find(is_edge).map_or(text.len(), |edge| at + edge);
        placed("", &text[start..end].replace("&amp;", "&"))
    });
    let mut kinds = BTreeMap::from([("around", around.collect::<Vec<_>>())]);
    if let Ok(document) = roxmltree::Document::parse(&text) {
        let elements = document.descendants().filter(roxmltree::Node::is_element);
        let leaves = elements.flat_map(|element| {
            let place = element.ancestors().map(|node| node.tag_name().name()).collect::<Vec<_>>().join("/");
            let is_leaf = !element.children().any(|child| child.is_element());
            let text: String = element.children().filter_map(|child| child.text()).collect();
            let attributes = element.attributes().map(|attribute| (attribute.name(), attribute.value().to_owned()));
            let values: Vec<_> = attributes.chain(is_leaf.then_some(("", text))).collect();
            values
                .into_iter()
                .filter_map(|(name, value)| placed(&format!("{place}@{name}"), &value))
                .collect::<Vec<_>>()
        });
        kinds.insert("xml", leaves.collect());
    }
    kinds
}
