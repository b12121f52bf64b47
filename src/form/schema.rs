//! JSON Schema (2020-12) of what files hold: what a value may be, told where it is read.

use std::collections::HashSet;

use serde::{Serialize, Serializer};

use crate::field::FieldTable;
use crate::form::form::{Form, Key};
use crate::text::words::Words;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema: its keywords, in the order in which they are written. Without any it takes every value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schema(Vec<(&'static str, Keyword)>);

/// What a keyword says.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Keyword {
    Flag(bool),
    Number(i64),
    #[serde(serialize_with = "alone_or_listed")]
    Types(Vec<&'static str>),
    Text(String),
    Texts(Vec<String>),
    Schema(Schema),
    Schemas(Vec<Schema>),
    #[serde(serialize_with = "by_name")]
    ByName(Vec<(String, Schema)>),
}

fn alone_or_listed<S: Serializer>(types: &[&str], serializer: S) -> Result<S::Ok, S::Error> {
    if let [only] = types { only.serialize(serializer) } else { types.serialize(serializer) }
}

fn by_name<S: Serializer>(schemas: &[(String, Schema)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(schemas.iter().map(|(name, schema)| (name, schema)))
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(keyword, value)| (keyword, value)))
    }
}

impl Schema {
    /// Takes values of this type: `string`.
    pub(crate) fn of_type(name: &'static str) -> Self {
        Self::of_types([name])
    }

    /// Takes values of these types.
    pub(crate) fn of_types(names: impl Into<Vec<&'static str>>) -> Self {
        Self::default().typed(names)
    }

    pub(crate) fn string() -> Self {
        Self::of_type("string")
    }

    /// Takes arrays of such items.
    pub(crate) fn array(items: Self) -> Self {
        Self::of_type("array").with("items", Keyword::Schema(items))
    }

    /// Takes objects, all of whose members are such values, whatever their names.
    pub(crate) fn object_of(values: Self) -> Self {
        Self::of_type("object").with("additionalProperties", Keyword::Schema(values))
    }

    pub(crate) fn any_of(schemas: impl Into<Vec<Self>>) -> Self {
        Self::default().with("anyOf", Keyword::Schemas(schemas.into()))
    }

    /// Takes these texts.
    pub(crate) fn one_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::string().with("enum", texts_of(texts))
    }

    /// Takes any text, and tells the ones that are known.
    pub(crate) fn text_such_as<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::string().with("examples", texts_of(texts))
    }

    /// Takes the words of a closed set, and tells what they mean.
    pub(crate) fn word<W: Words>() -> Self {
        let meanings = W::MEMBERS.iter().map(|member| format!("- `{}`: {}", member.word(), member.documentation()));
        Self::words(W::MEMBERS).described(&meanings.collect::<Vec<_>>().join("\n"))
    }

    /// Takes the words of these members of a closed set; in any case, if its reader does.
    pub(crate) fn words<'w, W: Words>(members: impl IntoIterator<Item = &'w W>) -> Self {
        let words: Vec<_> = members.into_iter().map(|member| member.word()).collect();
        let in_any_case =
            |word: &&str| [word.to_ascii_uppercase(), word.to_ascii_lowercase()].map(|text| W::is_word(&text, word));
        if !words.iter().all(|word| in_any_case(word) == [true; 2]) {
            return Self::one_of(words);
        }
        let patterns: Vec<_> = words.iter().map(|word| word.chars().map(either_case).collect::<String>()).collect();
        let pattern = Self::default().with("pattern", Keyword::Text(format!("^(?:{})$", patterns.join("|"))));
        let known = Self::default().with("enum", texts_of(words));
        Self::string().with("anyOf", Keyword::Schemas(vec![known, pattern]))
    }

    /// Takes the word of an open set as texts are read as it: in any case, with `_` for `-`, and with blanks around it.
    pub(crate) fn spelling(word: &str) -> Self {
        let word: String = word.chars().map(either_case).collect();
        let blanks = r"[\t\n\f\r ]*";
        let pattern = format!("^{blanks}{}{blanks}$", word.replace('-', "[-_]"));
        Self::string().with("pattern", Keyword::Text(pattern))
    }

    /// Takes objects by their members, of which those that are not among these may be anything.
    pub(crate) fn members<'k>(members: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        let members = members.into_iter().map(|(name, schema)| (name.to_owned(), schema));
        Self::default().with("properties", Keyword::ByName(members.collect()))
    }

    /// Takes an object as `then` does where the value of a key, which is there, is as `value` says.
    pub(crate) fn when(key: &str, value: Self, then: Self) -> Self {
        let condition = Self::members([(key, value)]).requiring([key]);
        Self::default().with("if", Keyword::Schema(condition)).with("then", Keyword::Schema(then))
    }

    /// And otherwise as this one does.
    pub(crate) fn otherwise(self, schema: Self) -> Self {
        self.with("else", Keyword::Schema(schema))
    }

    /// Takes no value.
    pub(crate) fn nothing() -> Self {
        Self::default().with("not", Keyword::Schema(Self::default()))
    }

    /// Takes only objects with these keys.
    pub(crate) fn requiring<'k>(self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        self.with("required", texts_of(keys))
    }

    /// Takes only values of these types.
    pub(crate) fn typed(self, names: impl Into<Vec<&'static str>>) -> Self {
        self.with("type", Keyword::Types(names.into()))
    }

    /// The same schema with another keyword.
    pub(crate) fn with(mut self, keyword: &'static str, value: Keyword) -> Self {
        self.0.push((keyword, value));
        self
    }

    /// The same schema with a description before the one that it has.
    pub(crate) fn described(mut self, text: &str) -> Self {
        let text = match self.take("description") {
            Some(Keyword::Text(more)) => [text, &more].join("\n\n"),
            _ => text.to_owned(),
        };
        if !text.is_empty() {
            self.0.insert(0, ("description", Keyword::Text(text)));
        }
        self
    }

    /// Takes null as well.
    pub(crate) fn or_null(mut self) -> Self {
        let takes_all = self.0.is_empty();
        let is_plain = !self.0.iter().any(|(keyword, _)| matches!(*keyword, "enum" | "anyOf" | "$ref"));
        for (_, value) in self.0.iter_mut().filter(|_| is_plain) {
            if let Keyword::Types(types) = value {
                types.push("null");
                return self;
            }
        }
        if takes_all {
            return self;
        }
        let description = self.take("description");
        let either = Self::any_of([self, Self::of_type("null")]);
        if let Some(Keyword::Text(text)) = description { either.described(&text) } else { either }
    }

    fn take(&mut self, keyword: &str) -> Option<Keyword> {
        let place = self.0.iter().position(|(known, _)| *known == keyword)?;
        Some(self.0.remove(place).1)
    }
}

fn texts_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Keyword {
    Keyword::Texts(texts.into_iter().map(str::to_owned).collect())
}

/// A pattern of a letter in either case; another character of a word stands for itself.
fn either_case(letter: char) -> String {
    let cases = [letter.to_ascii_uppercase(), letter.to_ascii_lowercase()];
    match letter {
        _ if letter.is_ascii_alphabetic() => format!("[{}]", String::from_iter(cases)),
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => {
            format!("\\{letter}")
        }
        _ => letter.to_string(),
    }
}

/// The schemas of forms, each of which is written once, and what they depend on.
#[derive(Debug)]
pub(crate) struct Schemas<'p> {
    /// The field sets that there are.
    pub(crate) known: &'p [FieldTable],
    definitions: Vec<(String, Schema)>,
}

impl<'p> Schemas<'p> {
    pub(crate) fn new(known: &'p [FieldTable]) -> Self {
        Self { known, definitions: Vec::new() }
    }

    /// The names of the field sets, each once.
    pub(crate) fn set_names(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        let mut seen = HashSet::new();
        self.known.iter().map(|table| &*table.set).filter(move |name| seen.insert(*name))
    }

    /// The schema of a form, by reference.
    pub(crate) fn form<F: Form>(&mut self) -> Schema {
        self.define(F::WHAT, |schemas| {
            let mut object = ObjectSchema::of(schemas, F::KEYS);
            object.properties.extend(F::more_schemas(schemas));
            let reserved = F::RESERVED.iter();
            object
                .properties
                .extend(reserved.map(|key| (key.name.to_owned(), key.schema().or_null().described(key.doc))));
            let rules: Vec<_> = F::KEYS.iter().flat_map(|key| key.rules).map(|rule| rule()).collect();
            let schema = object.into_schema();
            if rules.is_empty() { schema } else { schema.with("allOf", Keyword::Schemas(rules)) }
        })
    }

    /// The schema of what messages call `what`, by reference: `a profile`. It is made once.
    pub(crate) fn define(&mut self, what: &str, make: impl FnOnce(&mut Self) -> Schema) -> Schema {
        let name = what.split_once(' ').map_or(what, |(_, name)| name).replace(' ', "-");
        let reference = Schema::default().with("$ref", Keyword::Text(format!("#/$defs/{name}")));
        if !self.definitions.iter().any(|(known, _)| *known == name) {
            let place = self.definitions.len();
            self.definitions.push((name, Schema::default()));
            let written = make(self);
            if let Some((_, schema)) = self.definitions.get_mut(place) {
                *schema = written;
            }
        }
        reference
    }

    /// The whole text of a schema that refers to those that were made.
    pub(crate) fn into_text(self, title: &str, schema: Schema) -> String {
        let Schema(keywords) = schema;
        let mut document = Schema::default()
            .with("$schema", Keyword::Text(DIALECT.to_owned()))
            .with("title", Keyword::Text(title.to_owned()));
        document.0.extend(keywords);
        let document = document.with("$defs", Keyword::ByName(self.definitions));
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }
}

/// An object with these keys and no others.
#[derive(Debug)]
pub(crate) struct ObjectSchema {
    pub(crate) properties: Vec<(String, Schema)>,
    pub(crate) required: Vec<&'static str>,
}

impl ObjectSchema {
    /// Null is as good as no value of a key that need not be there.
    pub(crate) fn of(schemas: &mut Schemas<'_>, keys: &[Key]) -> Self {
        let property = |key: &Key| {
            let value = (key.schema)(schemas);
            let value = if key.is_required { value } else { value.or_null() };
            (key.name.to_owned(), value.described(&paragraphs(key.doc)))
        };
        let properties = keys.iter().map(property).collect();
        Self { properties, required: keys.iter().filter(|key| key.is_required).map(|key| key.name).collect() }
    }

    pub(crate) fn into_schema(self) -> Schema {
        let Self { properties, required } = self;
        let schema = Schema::of_type("object").with("properties", Keyword::ByName(properties));
        let schema = if required.is_empty() { schema } else { schema.requiring(required) };
        schema.with("additionalProperties", Keyword::Flag(false))
    }
}

/// The text of documentation that stands in lines, of which an empty one parts paragraphs.
fn paragraphs(lines: &[&str]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| line.trim()).collect();
    let paragraphs: Vec<_> = lines.split(|line| line.is_empty()).map(|lines| lines.join(" ")).collect();
    paragraphs.join("\n\n").trim_end().to_owned()
}
