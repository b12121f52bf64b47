//! Applying the mechanical mends to a file.

use std::collections::HashSet;
use std::fmt;

use crate::diagnostic::{Findings, Fix, Part};
use crate::form::FileDiagnostic;
use crate::platform::Platform;

/// A file with the mechanical mends applied.
#[derive(Clone, PartialEq, Eq)]
pub struct FixedFile {
    text: String,
    applied: usize,
}

impl FixedFile {
    /// The file's text afterwards.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file's text afterwards, without a copy.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// How many mends were applied; none leaves the text as it was.
    #[must_use]
    pub fn applied(&self) -> usize {
        self.applied
    }
}

impl fmt::Debug for FixedFile {
    /// Files hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedFile")
            .field("text", &format_args!("({} bytes)", self.text.len()))
            .field("applied", &self.applied)
            .finish()
    }
}

/// Applies the mechanical mends to a file: one of each profile, then everything is checked again, until no finding has a fix.
/// Profiles are those of the built-in field sets; [`Platform::fix_file`] knows sets of your own as well. Whatever is not mended keeps its bytes: indentation, order of keys, line ends. At most 1,000 mends are applied, and fewer to files of more
/// than 256 KiB.
///
/// # Examples
///
/// ```
/// let file = r#"{"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/dlr?id=<id>&cost=<prise>"}"#;
/// let fixed = callback_profile::fix_file(file);
/// assert!(fixed.text().contains("&cost=<price>&custom_response=<custom_response>&"));
/// assert!(callback_profile::check_file(fixed.text().as_bytes()).is_clean());
/// assert_eq!(fixed.applied(), 12);
/// assert_eq!(callback_profile::fix_file(fixed.text()).applied(), 0);
/// ```
#[must_use]
pub fn fix_file(text: &str) -> FixedFile {
    Platform::builtin().fix_file(text)
}

/// For files.
impl Platform {
    /// Mends a file as [`fix_file`] does, as one of this platform.
    #[must_use]
    pub fn fix_file(&self, text: &str) -> FixedFile {
        let mut text = text.to_owned();
        let mut applied = 0_usize;
        let most = Findings::most_mends(text.len());
        while applied < most {
            let report = self.check_file(text.as_bytes());
            let before = applied;
            // From the end, so that the places of the others hold.
            for fix in independent(report.diagnostics()).into_iter().rev() {
                if let Some(changed) = fix.apply(&text) {
                    text = changed;
                    applied += 1;
                }
            }
            if applied == before {
                break;
            }
        }
        FixedFile { text, applied }
    }
}

/// The first mend of each profile and of each entry, in the order of the file: none of them changes what is said of the others.
fn independent(diagnostics: &[FileDiagnostic]) -> Vec<&Fix> {
    let mut seen = HashSet::new();
    let fixable = diagnostics.iter().filter_map(|found| Some((found.diagnostic(), found.file_fix()?)));
    let first = fixable.filter(|(found, _)| {
        let entry = found.part_member().filter(|_| found.part() == Part::Whitelist);
        seen.insert((found.owner(), entry))
    });
    first.map(|(_, fix)| fix).collect()
}
