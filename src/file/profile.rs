//! Profiles in files.

use crate::diagnostic::Part;
use crate::file::positions::Positions;
use crate::file::reader::{FileReader, Keys};
use crate::json::tree::{Kind, Member, Value};
use crate::profile::secrets::{secrets_of_body, secrets_of_endpoint};
use crate::profile::{AnyProfile, BUILTIN, ProfileSpec};
use crate::request::{BodyFormat, Method};

/// The keys of a profile's file.
const KEYS: [&str; 8] = ["id", "title", "direction", "method", "endpoint", "body", "body_format", "headers"];

impl FileReader<'_> {
    /// Reads a profile as far as its keys allow.
    pub(super) fn profile(&mut self, object: &Value, members: &[Member]) -> ProfileSpec {
        let keys = self.keys(members, &KEYS, "a profile");
        let id = self.present(&keys, "id").and_then(|value| self.text(value, "id", None));
        let place = self.part(Part::Title, None);
        let title = self.present(&keys, "title").and_then(|value| self.text(value, "title", Some(place)));
        let place = self.part(Part::Direction, None);
        let direction = self.needed(object, &keys, "direction", place);
        let place = self.part(Part::Endpoint, None);
        let endpoint = self.needed(object, &keys, "endpoint", place);
        let body = self.body(object, &keys);
        if let (None, Some(id)) = (&direction, &id) {
            self.undirected.insert(id.clone());
        }
        let place = self.part(Part::Method, None);
        let word = self.needed(object, &keys, "method", place);
        let method = word.as_deref().and_then(|word| self.method(word, self.present(&keys, "method")));
        let body_format = self.present(&keys, "body_format").and_then(|value| self.body_format(value));
        let headers = self.pairs(&keys, "headers", Part::Headers, "a header's value");
        ProfileSpec {
            id,
            title,
            method: method.unwrap_or(if body.is_some() { Method::Post } else { Method::Get }),
            direction: direction.unwrap_or_else(|| guess_direction(endpoint.as_deref(), body.as_deref())),
            endpoint: endpoint.unwrap_or_default(),
            body,
            body_format,
            headers,
        }
    }

    fn method(&mut self, word: &str, value: Option<&Value>) -> Option<Method> {
        let method = value.and_then(|value| self.word(value, "method", word));
        if method.is_none() {
            let place = self.part(Part::Method, None);
            self.unread(place);
        }
        method
    }

    fn body_format(&mut self, value: &Value) -> Option<BodyFormat> {
        let place = self.part(Part::BodyFormat, None);
        let word = self.text(value, "body_format", Some(place))?;
        self.word(value, "body format", &word)
    }

    /// The template's text: that of a string, or the bytes of any other value. That there is none is told at the object.
    fn body(&mut self, object: &Value, keys: &Keys<'_>) -> Option<String> {
        let place = self.part(Part::Body, None);
        let Some(value) = self.present(keys, "body") else {
            self.stands(place, Positions::Plain { start: object.span.start });
            return None;
        };
        if let Kind::String { text, content } = &value.kind {
            self.stands(place, Positions::of_string(self.file, *content));
            return Some(text.clone());
        }
        self.stands(place, Positions::Plain { start: value.span.start });
        value.span.of(self.file).map(str::to_owned)
    }

    /// Finds what an excerpt must not show of a profile that was read.
    pub(super) fn secrets_of_profile(&mut self, spec: &ProfileSpec) {
        let endpoint = self.part(Part::Endpoint, None);
        self.secrets_in(&endpoint, secrets_of_endpoint(&spec.endpoint));
        if let Some(body) = &spec.body {
            let place = self.part(Part::Body, None);
            self.secrets_in(&place, secrets_of_body(body, spec.body_format.unwrap_or_default()));
        }
    }
}

/// The direction whose placeholders the template holds most of.
fn guess_direction(endpoint: Option<&str>, body: Option<&str>) -> String {
    let text = [endpoint.unwrap_or_default(), body.unwrap_or_default()].concat();
    AnyProfile::nearest_direction(&text, &BUILTIN).to_owned()
}
