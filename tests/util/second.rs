//! The template language a second time, written from its page and as simply as can be, whatever it costs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What the texts of a field are.
#[derive(PartialEq)]
enum Holds {
    Word,
    Text,
    Json,
}

/// The fields of the page's examples: name, what they hold, what is written where they are absent.
const FIELDS: [(&str, Holds, &str); 5] = [
    ("id", Holds::Word, ""),
    ("msg", Holds::Text, ""),
    ("note", Holds::Text, ""),
    ("data", Holds::Json, ""),
    ("flag", Holds::Word, "false"),
];

#[derive(Clone)]
enum Part {
    Literal(String),
    /// By its place among the fields.
    Field(usize),
}

/// Literals and placeholders of a text in which all placeholders are those of fields.
fn parts(text: &str, open: char, close: char) -> Vec<Part> {
    let mut pieces = text.split(open);
    let mut parts = vec![Part::Literal(pieces.next().unwrap().to_owned())];
    for piece in pieces {
        let (name, literal) = piece.split_once(close).unwrap();
        parts.push(Part::Field(FIELDS.iter().position(|(field, ..)| *field == name).unwrap()));
        parts.push(Part::Literal(literal.to_owned()));
    }
    parts
}

/// The template with the fields filled in.
pub(crate) fn render(format: &str, template: &str, fields: &Value) -> String {
    let (open, close) = if format == "XML" { ('{', '}') } else { ('<', '>') };
    let rendered = parts(template, open, close).into_iter().map(|part| match part {
        Part::Literal(literal) => literal,
        Part::Field(field) => {
            let (name, _, absent) = &FIELDS[field];
            let text = fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
            escaped(format, text.unwrap_or(absent))
        }
    });
    rendered.collect()
}

/// A text as it is written into a format.
pub(crate) fn escaped(format: &str, text: &str) -> String {
    let percent = |byte: u8, marks: &[u8]| match byte {
        b' ' if format == "form" => "+".to_owned(),
        _ if byte.is_ascii_alphanumeric() || marks.contains(&byte) => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    match format {
        "GET" => text.bytes().map(|byte| percent(byte, b"-._~")).collect(),
        "form" => text.bytes().map(|byte| percent(byte, b"*-._")).collect(),
        "JSON" => text
            .chars()
            .map(|character| match character {
                '"' => "\\\"".to_owned(),
                '\\' => "\\\\".to_owned(),
                '\n' => "\\n".to_owned(),
                '\r' => "\\r".to_owned(),
                '\t' => "\\t".to_owned(),
                '\0'..' ' => format!("\\u00{:02x}", u32::from(character)),
                other => other.to_string(),
            })
            .collect(),
        _ => text
            .chars()
            .map(|character| match character {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => "&quot;".to_owned(),
                '\'' => "&apos;".to_owned(),
                '\t' => "&#9;".to_owned(),
                '\n' => "&#10;".to_owned(),
                '\r' => "&#13;".to_owned(),
                other => other.to_string(),
            })
            .collect(),
    }
}

/// What is made of a query or form.
#[derive(Debug, PartialEq, Default)]
pub(crate) struct Read {
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) extra: Vec<(String, String)>,
    /// Code, and name of the parameter.
    pub(crate) problems: Vec<(String, String)>,
    pub(crate) missing: BTreeSet<String>,
}

/// A parameter of a template, decoded.
struct Parameter {
    name: String,
    parts: Vec<Part>,
}

impl Parameter {
    fn fields(&self) -> Vec<usize> {
        self.parts.iter().filter_map(|part| if let Part::Field(field) = part { Some(*field) } else { None }).collect()
    }

    /// The literal at a place.
    fn literal(&self, place: usize) -> &str {
        if let Part::Literal(text) = &self.parts[place] { text } else { "" }
    }
}

/// What a name or value stands for, and whether all of it is UTF-8.
fn decoded(bytes: &[u8]) -> (String, bool) {
    let mut text = Vec::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let (byte, left) = match (first, digits) {
            (b'%', Some(digits)) => (u8::from_str_radix(digits, 16).unwrap(), &after[2..]),
            (b'+', _) => (b' ', after),
            (other, _) => (*other, after),
        };
        text.push(byte);
        rest = left;
    }
    (String::from_utf8_lossy(&text).into_owned(), std::str::from_utf8(&text).is_ok())
}

fn template(query: &str) -> Vec<Parameter> {
    let parameter = |piece: &str| {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        let decode = |part| match part {
            Part::Literal(literal) => Part::Literal(decoded(literal.as_bytes()).0),
            field @ Part::Field(_) => field,
        };
        Parameter { name: decoded(name.as_bytes()).0, parts: parts(value, '<', '>').into_iter().map(decode).collect() }
    };
    query.split('&').filter(|piece| !piece.is_empty()).map(parameter).collect()
}

/// Name and value of a piece, and whether it has a `=`.
fn pair(piece: &[u8]) -> (&[u8], &[u8], bool) {
    match piece.iter().position(|byte| *byte == b'=') {
        Some(at) => (&piece[..at], &piece[at + 1..], true),
        None => (piece, b"", false),
    }
}

/// How a text stands that may be JSON.
#[derive(PartialEq)]
enum Balance {
    /// It does not begin with a bracket.
    None,
    Open,
    Crossed,
    Balanced,
    /// It goes on behind the balanced brackets.
    Beyond,
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

fn balance(text: &str) -> Balance {
    let text = text.trim_start_matches(BLANKS);
    if !text.starts_with(['[', '{']) {
        return Balance::None;
    }
    let mut open = Vec::new();
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, character) in text.char_indices() {
        if in_string {
            (in_string, is_escaped) = (is_escaped || character != '"', !is_escaped && character == '\\');
            continue;
        }
        match character {
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' if open.pop() != Some(character) => return Balance::Crossed,
            ']' | '}' if open.is_empty() => {
                let is_all = text.chars().rev().take_while(|character| BLANKS.contains(character)).count() + at + 1
                    == text.len();
                return if is_all { Balance::Balanced } else { Balance::Beyond };
            }
            '"' => in_string = true,
            _ => {}
        }
    }
    Balance::Open
}

/// Whether the bracket with which a value opens is not percent-encoded.
fn opens_as_it_is(value: &[u8]) -> bool {
    let mut rest = String::from_utf8_lossy(value).to_lowercase();
    while let Some(blank) =
        ["+", " ", "\t", "\n", "\r", "%20", "%09", "%0a", "%0d"].iter().find(|blank| rest.starts_with(**blank))
    {
        rest.drain(..blank.len());
    }
    rest.starts_with(['[', '{'])
}

/// How many of the pieces behind the value of a parameter belong to it.
fn taken(template: &[Parameter], parameter: &Parameter, value: &[u8], behind: &[&[u8]]) -> usize {
    let [field] = parameter.fields()[..] else { return 0 };
    let holds = &FIELDS[field].1;
    let is_whole = parameter.literal(0).is_empty() && parameter.literal(2).is_empty();
    let escapes = value.windows(3).any(|bytes| bytes == b"%26");
    let is_bare = |piece: &[u8]| {
        let (name, _, has_value) = pair(piece);
        let name = decoded(name).0;
        let is_known = template.iter().any(|known| known.name == name) || FIELDS.iter().any(|known| known.0 == name);
        piece.is_empty() || !(has_value || is_known)
    };
    let is_static = |piece: &[u8]| {
        let name = decoded(pair(piece).0).0;
        !piece.is_empty() && template.iter().any(|known| known.name == name && known.fields().is_empty())
    };
    let mut text = decoded(value).0;
    let state = if is_whole && *holds != Holds::Word { balance(&text) } else { Balance::None };
    if state == Balance::Open {
        let is_raw = opens_as_it_is(value);
        if !is_raw && escapes {
            return 0;
        }
        for (number, piece) in behind.iter().enumerate() {
            if if is_raw { is_static(piece) } else { !is_bare(piece) } {
                return 0;
            }
            text = format!("{text}&{}", decoded(piece).0);
            match balance(&text) {
                Balance::Balanced => return number + 1,
                Balance::Open => {}
                _ => return 0,
            }
        }
        return 0;
    }
    if *holds != Holds::Text || escapes || !matches!(state, Balance::None | Balance::Beyond) {
        return 0;
    }
    let mut taken = 0;
    for (number, piece) in behind.iter().enumerate().take_while(|(_, piece)| is_bare(piece)) {
        text = format!("{text}&{}", decoded(piece).0);
        if !piece.is_empty() && text.ends_with(parameter.literal(2)) {
            taken = number + 1;
        }
    }
    taken
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    read: Read,
    /// Names of parameters that occurred, and of fields under their own names.
    seen: BTreeSet<String>,
    filled: BTreeSet<usize>,
}

impl Reading {
    fn problem(&mut self, code: &str, name: &str) {
        self.read.problems.push((code.to_owned(), name.to_owned()));
    }

    /// Takes the text of a parameter that the template may have; gives what goes to extra.
    fn take(&mut self, template: &[Parameter], name: &str, text: String) -> Option<String> {
        let known = template.iter().find(|parameter| parameter.name == name);
        let is_placed = |field: usize| template.iter().any(|parameter| parameter.fields().contains(&field));
        let unplaced = FIELDS.iter().position(|(field, ..)| *field == name).filter(|field| !is_placed(*field));
        if known.is_none() && unplaced.is_none() {
            return Some(text);
        }
        if !self.seen.insert(name.to_owned()) {
            self.problem("repeated-parameter", name);
            return Some(text);
        }
        if let Some(parameter) = known {
            return self.take_known(parameter, text);
        }
        self.read.fields.insert(name.to_owned(), text);
        None
    }

    fn take_known(&mut self, parameter: &Parameter, text: String) -> Option<String> {
        let field = match parameter.fields()[..] {
            [] if text == parameter.literal(0) => return None,
            [] => {
                self.problem("static-mismatch", &parameter.name);
                return Some(text);
            }
            [field] => field,
            _ => return Some(text),
        };
        let rest = text.strip_prefix(parameter.literal(0));
        let Some(inside) = rest.and_then(|rest| rest.strip_suffix(parameter.literal(2))) else {
            self.problem("literal-mismatch", &parameter.name);
            return Some(text);
        };
        if self.filled.insert(field) {
            self.read.fields.insert(FIELDS[field].0.to_owned(), inside.to_owned());
        } else if self.read.fields[FIELDS[field].0] != inside {
            self.problem("conflicting-value", &parameter.name);
            return Some(inside.to_owned());
        }
        None
    }

    /// `None` where nothing of the template is there.
    fn finish(mut self, template: &[Parameter]) -> Option<Read> {
        if self.seen.is_empty() && !template.is_empty() {
            return None;
        }
        let (seen, unseen): (Vec<_>, Vec<_>) =
            template.iter().partition(|parameter| self.seen.contains(&parameter.name));
        let occurred: BTreeSet<_> = seen.into_iter().flat_map(Parameter::fields).collect();
        for parameter in unseen.iter().filter(|parameter| parameter.fields().is_empty()) {
            self.problem("static-missing", &parameter.name);
        }
        let fields = unseen.into_iter().flat_map(Parameter::fields).filter(|field| !occurred.contains(field));
        self.read.missing = fields.map(|field| FIELDS[field].0.to_owned()).collect();
        self.read.fields.retain(|_, text| !text.is_empty());
        Some(self.read)
    }
}

/// Reads a query or form by a template; `None` where nothing of the template is there.
pub(crate) fn parse(query: &str, arrived: &[u8]) -> Option<Read> {
    let template = template(query);
    let mut reading = Reading::default();
    let pieces: Vec<_> = arrived.split(|byte| *byte == b'&').collect();
    let mut next = 0;
    while let Some(piece) = pieces.get(next) {
        next += 1;
        if piece.is_empty() {
            continue;
        }
        let (written_name, value, has_value) = pair(piece);
        let (name, is_name_whole) = decoded(written_name);
        let known = template.iter().find(|parameter| parameter.name == name);
        let more = match known {
            Some(parameter) if has_value && !reading.seen.contains(&name) => {
                taken(&template, parameter, value, &pieces[next..])
            }
            _ => 0,
        };
        let values: Vec<_> = [value].iter().chain(&pieces[next..next + more]).map(|piece| decoded(piece)).collect();
        next += more;
        if more > 0 {
            reading.problem("unescaped-separator", &name);
        }
        if !(values.iter().all(|(_, is_whole)| *is_whole) && (known.is_some() || is_name_whole)) {
            reading.problem("invalid-utf8", &name);
        }
        let text = values.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join("&");
        let extra = reading.take(&template, &name, text);
        reading.read.extra.extend(extra.map(|text| (name, text)));
    }
    reading.finish(&template)
}
