//! A profile as written.

use std::fmt;

use serde::de::{Deserializer, Error};

use crate::diagnostic::Diagnostic;
use crate::field::{FieldSet, TableData};
use crate::form::form::{Form, form};
use crate::form::schema::Schema;
use crate::json::any::json_text_or_quoted;
use crate::json::tree::{self, Kind};
use crate::request::{BodyFormat, Method};
use crate::text::pairs::PairNames;
use crate::text::{pairs as string_pairs, shown, shown_id, without_secrets};
use crate::wire::engine::Format;

form! {
    /// A profile as it was written, not checked yet.
    ///
    /// Its serde form is the profile's file. Deserializing it stops at the first unknown key or wrong type; [`check_file`](crate::check_file)
    /// finds all of them. [`Profile::check`](crate::Profile::check) then finds everything that is wrong with what the profile says.
    ///
    /// Inside of a struct of yours, give it a key of its own: with `#[serde(flatten)]` serde does not tell which keys nobody knows, so that
    /// a misspelt one is passed over.
    ///
    /// `Debug` keeps secrets to itself: header values, the endpoint's credentials and query, the body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Method;
    /// use callback_profile::ProfileSpec;
    ///
    /// let spec: ProfileSpec = serde_json::from_str(
    ///     r#"{"direction": "outgoing", "method": "POST", "endpoint": "https://example.com/dlr", "body": {"id": "<id>"}}"#,
    /// )?;
    /// assert_eq!(spec.method, Method::Post);
    /// assert_eq!(spec.body.as_deref(), Some(r#"{"id": "<id>"}"#));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ProfileSpec = "a profile" {
        /// The id by which messages name the profile.
        id: Option<String>, left out if "Option::is_none", names the profile;
        /// The title people know it by.
        title: Option<String>, left out if "Option::is_none", part Title;
        /// The name of the platform to which the field set belongs; where it is left out, that of the account, or the built-in one.
        platform: Option<String>, left out if "Option::is_none", takes ProfileSpec::schema_of_platform, part Platform, guessed by Self::no_platform;
        /// The name of the field set: `outgoing`, `incoming`, `delivery-report` or one of the platform's own.
        direction: String, tells the kind, takes ProfileSpec::schema_of_direction, part Direction, guessed by Self::guess_direction;
        /// The HTTP method.
        method: Method, tells the kind, else Method::Get, rules ProfileSpec::rule_of_method, part Method, guessed by |spec, _| {
            if spec.body.is_some() { Method::Post } else { Method::Get }
        };
        /// The endpoint; for GET its query holds the template.
        endpoint: String, tells the kind, part Endpoint, secrets by Self::endpoint_secrets;
        /// The body's template, for POST and PUT. In a file it may be the text or, for convenience, the JSON value itself, whose bytes are
        /// then the text; in files of other formats, which have no JSON, it is then written without blanks.
        #[serde(deserialize_with = "body_text")]
        body: Option<String>, left out if "Option::is_none", read by Self::read_body,
            takes |_| Schema::of_types(["string", "object"]), part Body, secrets by Self::body_secrets;
        /// The format of the body; JSON where it is left out.
        body_format: Option<BodyFormat>, left out if "Option::is_none", read by Self::read_format,
            rules ProfileSpec::rule_of_format, part BodyFormat, guessed by Self::guess_format;
        /// Static headers, name and value. The values are secrets.
        #[serde(with = "string_pairs")]
        headers: Vec<(String, String)>, left out if "Vec::is_empty", part Headers;
    }
}

impl ProfileSpec {
    /// A GET profile of the field set `S`; the endpoint's query holds the template.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>");
    /// assert_eq!((&*spec.direction, spec.body), ("outgoing", None));
    /// ```
    #[must_use]
    pub fn get<S: FieldSet>(endpoint: impl Into<String>) -> Self {
        Self::of_set(S::NAME, Method::Get, endpoint.into(), None)
    }

    /// A POST profile of the field set `S` with a JSON template as its body.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, ProfileSpec};
    ///
    /// let spec = ProfileSpec::post::<Incoming>("https://example.com/wa", r#"{"text": "<body>"}"#);
    /// assert_eq!(spec.body.as_deref(), Some(r#"{"text": "<body>"}"#));
    /// ```
    #[must_use]
    pub fn post<S: FieldSet>(endpoint: impl Into<String>, body: impl Into<String>) -> Self {
        Self::of_set(S::NAME, Method::Post, endpoint.into(), Some(body.into()))
    }

    /// A profile of the set that a table describes.
    pub(crate) fn of_table(table: &TableData, method: Method, endpoint: String, body: Option<String>) -> Self {
        let platform = table.platform_name().map(str::to_owned);
        Self { platform, ..Self::of_set(&table.set, method, endpoint, body) }
    }

    pub(crate) fn of_set(direction: &str, method: Method, endpoint: String, body: Option<String>) -> Self {
        Self { direction: direction.to_owned(), method, endpoint, body, ..Self::blank() }
    }

    /// Where the template stands, and how it is written.
    pub(crate) fn format(&self) -> Format {
        match self.method {
            Method::Get => Format::Query,
            Method::Post | Method::Put => Format::Body(self.body_format.unwrap_or_default()),
        }
    }

    /// The template's text.
    #[inline]
    pub(crate) fn template(&self) -> &str {
        match self.method {
            Method::Get => &self.endpoint,
            Method::Post | Method::Put => self.body.as_deref().unwrap_or_default(),
        }
    }

    /// The text that the span of a finding about this profile lies in: that of the part it is about, or of the part's member or the
    /// member's name. It is empty where there is no such text, and `None` where the finding is about something inside of an account, see
    /// [`AccountSpec::text_of`](crate::account::AccountSpec::text_of). With [`Span::utf16`](crate::diagnostic::Span::utf16) an editor
    /// underlines it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{AnyProfile, Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>&cost=<prise>");
    /// let report = AnyProfile::check(&spec);
    /// let found = report.iter().find(|found| found.code() == Code::UnknownPlaceholder).ok_or("nothing is unknown")?;
    /// assert_eq!(spec.text_of(found).and_then(|text| found.span().of(text)), Some("<prise>"));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn text_of(&self, found: &Diagnostic) -> Option<&str> {
        found.owner().is_none().then(|| self.found_text(found))
    }

    /// The same profile with another method: PUT instead of POST, say.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::Method;
    /// use callback_profile::{Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::post::<Outgoing>("https://example.com/dlr", r#"{"id": "<id>"}"#).with_method(Method::Put);
    /// assert_eq!(spec.method, Method::Put);
    /// ```
    #[must_use]
    pub fn with_method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// The same profile with a body of this format; it is JSON otherwise.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::request::BodyFormat;
    /// use callback_profile::{Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::post::<Outgoing>("https://example.com/dlr", "id=<id>").with_body_format(BodyFormat::Form);
    /// assert_eq!(spec.body_format, Some(BodyFormat::Form));
    /// ```
    #[must_use]
    pub fn with_body_format(mut self, format: BodyFormat) -> Self {
        self.body_format = Some(format);
        self
    }

    /// The same profile with an id.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>").with_id("dlr-1");
    /// assert_eq!(spec.id.as_deref(), Some("dlr-1"));
    /// ```
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The same profile with a title.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>").with_title("Delivery reports");
    /// assert_eq!(spec.title.as_deref(), Some("Delivery reports"));
    /// ```
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same profile with a field set of this platform, which a [`Platform`](crate::Platform) is to know.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>").with_platform("courier");
    /// assert_eq!(spec.platform.as_deref(), Some("courier"));
    /// let report = AnyProfile::check(&spec);
    /// assert_eq!(report.diagnostics()[0].code().as_str(), "unknown-platform");                // it is not a built-in one
    /// ```
    #[must_use]
    pub fn with_platform(mut self, platform: impl Into<String>) -> Self {
        self.platform = Some(platform.into());
        self
    }

    /// The same profile with one more static header.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, ProfileSpec};
    ///
    /// let spec = ProfileSpec::get::<Outgoing>("https://example.com/dlr?id=<id>").with_header("X-Token", "s3cret");
    /// assert_eq!(spec.headers, [("X-Token".to_owned(), "s3cret".to_owned())]);
    /// assert!(!format!("{spec:?}").contains("s3cret"));
    /// ```
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for ProfileSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, title, platform, direction, method, endpoint, body, body_format, headers } = self;
        let mut debug = f.debug_struct("ProfileSpec");
        if let Some(id) = id {
            debug.field("id", &shown_id(id));
        }
        if let Some(title) = title {
            debug.field("title", &shown(title));
        }
        if let Some(platform) = platform {
            debug.field("platform", &shown(platform));
        }
        debug
            .field("direction", &shown(direction))
            .field("method", method)
            .field("endpoint", &without_secrets(endpoint));
        if let Some(body) = body {
            debug.field("body", &format_args!("({} bytes)", body.len()));
        }
        if let Some(format) = body_format {
            debug.field("body_format", format);
        }
        if !headers.is_empty() {
            debug.field("headers", &PairNames(headers));
        }
        debug.finish()
    }
}

/// The template's text, from a string or from any other JSON value.
fn body_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let json = json_text_or_quoted(deserializer, "JSON as `body`, or the text of its template in quotes")?;
    match &*json {
        "null" => Ok(None),
        text if text.starts_with('"') => string_text(text).map(Some).map_err(D::Error::custom),
        _ => Ok(Some(json)),
    }
}

/// The text of a JSON string. Files have ours read it; what is wrong with one, the errors of deserializing say in the words of
/// `serde_json`.
fn string_text(json: &str) -> Result<String, serde_json::Error> {
    match tree::parse(json).map(|value| value.kind) {
        Ok(Kind::String { mut text, .. }) => {
            // It is kept as long as the profile, the room for its escapes is not.
            text.shrink_to_fit();
            Ok(text)
        }
        _ => serde_json::from_str(json),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::string_text;

    proptest! {
        /// A body in quotes is the text that `serde_json` reads, and what that refuses is no body.
        #[test]
        fn a_string_is_read_as_others_read_it(
            inside in "([a-z<> \\u{e9}\\u{1}\n\\[\"]|\\\\[\"\\\\/bfnrtux]|\\\\u(0041|00e9|d83d|de00|D83D\\\\uDE00|00|000a)){0,8}",
            after in "[ \n\\]]{0,1}",
        ) {
            let json = format!("\"{inside}\"{after}");
            let expected = serde_json::from_str::<String>(&json).map_err(|error| error.to_string());
            prop_assert_eq!(string_text(&json).map_err(|error| error.to_string()), expected, "{}", json);
        }
    }
}
