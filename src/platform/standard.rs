//! Standard profiles of directions that are known only when running.

use crate::diagnostic::Report;
use crate::field::FieldTable;
use crate::platform::Platform;
use crate::profile::{AnyProfile, ProfileSpec, standard};
use crate::request::Method;

/// For profiles that are yet to be written.
impl Platform {
    /// Returns the GET profile that places every required field of a direction, or all where none is required, under its own
    /// name, see [`Profile::standard`](crate::Profile::standard).
    ///
    /// # Errors
    ///
    /// As for [`Profile::standard`](crate::Profile::standard), or the platform has no such direction.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let profile = Platform::builtin().standard("outgoing", "https://example.com/dlr")?;
    /// assert!(profile.spec().endpoint.starts_with("https://example.com/dlr?id=<id>&"));
    /// assert!(Platform::builtin().standard("sideways", "https://example.com/dlr").is_err());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    pub fn standard(&self, direction: &str, url: &str) -> Result<AnyProfile, Report> {
        let spec = |table: &FieldTable| {
            let endpoint = standard::endpoint(url, table, table.standard());
            ProfileSpec::of_table(table, Method::Get, endpoint, None)
        };
        let unknown = || ProfileSpec::of_set(direction, Method::Get, url.to_owned(), None);
        self.profile(self.table(direction).map_or_else(unknown, spec))
    }

    /// Returns the POST profile whose body is a JSON object with every required field of a direction, or all where none is required,
    /// under its own name, see [`Profile::standard_post`](crate::Profile::standard_post).
    ///
    /// # Errors
    ///
    /// As for [`Profile::standard_post`](crate::Profile::standard_post), or the platform has no such direction.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let profile = Platform::builtin().standard_post("incoming", "https://example.com/wa")?;
    /// assert!(profile.spec().body.as_deref().is_some_and(|body| body.contains(r#""reply_to": "<reply_to>""#)));
    /// assert!(Platform::builtin().standard_post("incoming", "https: //example.com/wa").is_err());
    /// # Ok::<(), callback_profile::diagnostic::Report>(())
    /// ```
    pub fn standard_post(&self, direction: &str, url: &str) -> Result<AnyProfile, Report> {
        let spec = |table: &FieldTable| {
            let body = standard::body(table, table.standard());
            ProfileSpec::of_table(table, Method::Post, url.to_owned(), Some(body))
        };
        let unknown = || ProfileSpec::of_set(direction, Method::Post, url.to_owned(), None);
        self.profile(self.table(direction).map_or_else(unknown, spec))
    }
}
