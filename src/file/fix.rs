use crate::diagnostic::Findings;
use crate::file::check_file;

/// A file with the mechanical mends applied.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Applies the mechanical mends to a profile's file: one, then everything is checked again, until no finding has a fix. Whatever is
/// not mended keeps its bytes: indentation, order of keys, line ends. At most 1,000 mends are applied, and fewer to files of more
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
    let mut text = text.to_owned();
    let mut applied = 0_usize;
    let most = Findings::most_mends(text.len());
    while applied < most {
        let report = check_file(text.as_bytes());
        let fix = report.diagnostics().iter().find_map(|found| found.file_fix());
        let Some(mended) = fix.and_then(|fix| fix.apply(&text)) else { break };
        text = mended;
        applied = applied.saturating_add(1);
    }
    FixedFile { text, applied }
}
