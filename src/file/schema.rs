//! The JSON Schema of files.

use crate::file::kind::{FileKind, KINDS, KindRow};
use crate::form::schema::{Keyword, Schema, Schemas};
use crate::platform::Platform;

/// For editors of files.
impl Platform {
    /// Returns the JSON Schema (2020-12) of the files that [`check_file`](Self::check_file) takes: of profiles with the field sets of
    /// this platform, of webhooks and of accounts. It is of the same keys, types and words as the check, and tells what each key is for
    /// and which placeholders each set has; what stands inside of texts, and what is there twice, only the check judges.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let schema: serde_json::Value = serde_json::from_str(&Platform::builtin().file_schema())?;
    /// assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    /// let direction = &schema["$defs"]["profile"]["properties"]["direction"];
    /// assert_eq!(direction["enum"], serde_json::json!(["outgoing", "incoming", "delivery-report"]));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn file_schema(&self) -> String {
        let mut schemas = Schemas::new(self.tables());
        let kinds = KINDS.iter().rev().map(|row| known_by_its_keys(row, &mut schemas)).collect::<Vec<_>>();
        schemas.into_text("file", Schema::any_of(kinds))
    }

    /// Returns the JSON Schema of the files of one kind, as [`check_file_as`](Self::check_file_as) takes them. Of
    /// [`FileKind::Other`] it takes none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    /// use callback_profile::file::FileKind;
    ///
    /// let schema: serde_json::Value = serde_json::from_str(&Platform::builtin().file_schema_as(FileKind::Webhook))?;
    /// let webhook = &schema["$defs"]["webhook"];
    /// assert_eq!(webhook["required"], serde_json::json!(["product", "send_method", "report_type", "endpoint"]));
    /// assert_eq!(webhook["properties"]["endpoint"]["type"], "string");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn file_schema_as(&self, kind: FileKind) -> String {
        let mut schemas = Schemas::new(self.tables());
        let schema = KINDS.iter().find(|(of, ..)| *of == kind).map(|(.., schema)| schema(&mut schemas));
        schemas.into_text(kind.as_str(), schema.unwrap_or_else(Schema::nothing))
    }
}

/// The schema of files of a kind that their keys tell. Where no key has to be there that does, one of those is there.
fn known_by_its_keys((_, keys, schema): &KindRow, schemas: &mut Schemas<'_>) -> Schema {
    let telling = || keys.iter().filter(|key| key.tells_kind);
    let schema = schema(schemas);
    if telling().any(|key| key.is_required) {
        return schema;
    }
    let is_there = telling().map(|key| Schema::default().requiring([key.name]));
    schema.typed(["object"]).with("anyOf", Keyword::Schemas(is_there.collect()))
}
