//! Applying the fixes to a file.

use std::fmt;

use crate::account::{AccountSpec, TargetSpec, entry_fix};
use crate::diagnostic::{Fix, Part};
use crate::field::{FieldTable, NamedSets};
use crate::file::check::parse;
use crate::file::kind::FileKind;
use crate::form::reader::{FileReader, PartKey};
use crate::json::tree::Value;
use crate::platform::Platform;
use crate::profile::callback_url::CallbackUrl;
use crate::profile::fix::{Fixable, Judged, MOST_ROUNDS, harmless};
use crate::profile::{AnyProfile, ProfileSpec};
use crate::webhook::{Webhook, WebhookSpec};

/// A file with the fixes applied: what [`fix_file`] returns.
///
/// # Examples
///
/// ```
/// use callback_profile::file::fix_file;
///
/// let fixed = fix_file(r#"{"whitelist": ["https://example.com/"]}"#);
/// assert_eq!((fixed.text(), fixed.applied()), (Some(r#"{"whitelist": ["example.com"]}"#), 1));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct FixedFile {
    bytes: Vec<u8>,
    applied: usize,
}

impl FixedFile {
    /// Returns the file's text with the fixes applied; `None` where it is not UTF-8, in which nothing is fixed.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::fix_file;
    ///
    /// assert_eq!(fix_file(r#"{"whitelist": ["*.example.com"]}"#).text(), Some(r#"{"whitelist": ["example.com"]}"#));
    /// assert_eq!(fix_file(b"{\"title\": \"\xE9\"}").text(), None);
    /// ```
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// Returns the file's bytes with the fixes applied, whether they are UTF-8 or not.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::fix_file;
    ///
    /// assert_eq!(fix_file(br#"{"whitelist": ["*.example.com"]}"#).as_bytes(), br#"{"whitelist": ["example.com"]}"#);
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the file's bytes with the fixes applied, without a copy.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::fix_file;
    ///
    /// let bytes: Vec<u8> = fix_file(r#"{"whitelist": ["*.example.com"]}"#).into_bytes();
    /// assert_eq!(bytes, br#"{"whitelist": ["example.com"]}"#);
    /// ```
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns how many fixes were applied; where it is 0, the file is as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::file::fix_file;
    ///
    /// assert_eq!(fix_file(r#"{"whitelist": ["https://example.com/", "*.example.net"]}"#).applied(), 2);
    /// assert_eq!(fix_file(r#"{"whitelist": ["example.com"]}"#).applied(), 0);
    /// ```
    #[must_use]
    pub fn applied(&self) -> usize {
        self.applied
    }
}

impl fmt::Debug for FixedFile {
    /// Files hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedFile")
            .field("bytes", &format_args!("({} bytes)", self.bytes.len()))
            .field("applied", &self.applied)
            .finish()
    }
}

/// Applies the fixes to a file, all that do not overlap at once; then everything is checked again, until none is left to
/// apply. Profiles are those of the built-in field sets; [`Platform::fix_file`] knows sets of your own as well.
///
/// The file is a text or bytes. Whatever is not fixed keeps its bytes: indentation, order of keys, line ends. No fix is applied that
/// would do harm, see [`Profile::fixed`](crate::Profile::fixed); what it takes grows as the file does.
///
/// # Examples
///
/// ```
/// let file = r#"{"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/dlr?id=<id>&cost=<prise>"}"#;
/// let fixed = callback_profile::file::fix_file(file);
/// assert!(fixed.text().is_some_and(|text| text.contains("&cost=<price>&custom_response=<custom_response>&")));
/// assert!(callback_profile::check_file(fixed.as_bytes()).is_clean());
/// assert_eq!(fixed.applied(), 2);        // the misspelt placeholder, and all that were missing
/// assert_eq!(callback_profile::file::fix_file(fixed.as_bytes()).applied(), 0);
/// ```
#[must_use]
pub fn fix_file(file: &(impl AsRef<[u8]> + ?Sized)) -> FixedFile {
    Platform::builtin().fix_file(file)
}

/// For files.
impl Platform {
    /// Fixes a file as [`fix_file`] does, with the field sets of this platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let fixed = Platform::builtin().fix_file(r#"{"whitelist": ["https://example.com/"]}"#);
    /// assert_eq!(fixed.applied(), 1);
    /// ```
    #[must_use]
    pub fn fix_file(&self, file: &(impl AsRef<[u8]> + ?Sized)) -> FixedFile {
        let bytes = file.as_ref();
        // What is not UTF-8 is left alone.
        std::str::from_utf8(bytes)
            .map_or_else(|_| FixedFile { bytes: bytes.to_vec(), applied: 0 }, |text| fixed(text, self))
    }
}

/// A text with the fixes applied, round after round.
fn fixed(text: &str, platform: &Platform) -> FixedFile {
    let (mut text, mut applied) = (text.to_owned(), 0);
    let mut next = root_of(&text);
    for _ in 0..MOST_ROUNDS {
        let Some(root) = next else { break };
        let fixes = Fix::apart(fixes_of(&text, &root, platform));
        if fixes.is_empty() {
            break;
        }
        let changed = Fix::apply_all(&text, &fixes);
        next = root_of(&changed);
        // Whatever a fix does, the file stays JSON.
        if next.is_none() {
            break;
        }
        text = changed;
        applied += fixes.len();
    }
    FixedFile { bytes: text.into_bytes(), applied }
}

/// The value that a file holds, if it is JSON.
fn root_of(file: &str) -> Option<Value> {
    parse(file.as_bytes()).ok().map(|(_, root)| root)
}

/// The fixes of a file that do no harm, of one round.
fn fixes_of(file: &str, root: &Value, platform: &Platform) -> Vec<Fix> {
    let tables = platform.tables();
    let mut fixer = Fixer { reader: FileReader::new(file, tables), fixes: Vec::new() };
    match FileKind::of(root) {
        FileKind::Profile => {
            let spec: ProfileSpec = fixer.reader.form(root);
            fixer.fix(None, &spec, |spec| profile(spec, tables));
        }
        FileKind::Webhook => {
            let form: WebhookSpec = fixer.reader.form(root);
            fixer.fix(None, &form, Webhook::judged);
        }
        FileKind::Account => {
            let account: AccountSpec = fixer.reader.form(root);
            fixer.account(account, platform);
        }
        FileKind::Platform | FileKind::ReadBack | FileKind::Other => {}
    }
    fixer.fixes
}

fn profile(spec: &ProfileSpec, tables: &[FieldTable]) -> Judged {
    AnyProfile::judged(spec, tables, |report| report)
}

/// What is found in a file, and the fixes of what has been looked at.
struct Fixer<'f> {
    reader: FileReader<'f>,
    fixes: Vec<Fix>,
}

impl Fixer<'_> {
    /// Everything in an account is fixed by itself: none of it changes what is said of the others.
    fn account(&mut self, mut account: AccountSpec, platform: &Platform) {
        for (index, entry) in account.whitelist.iter().flatten().enumerate() {
            let part = PartKey::new(None, Part::Whitelist).member(index.to_string());
            let fix = entry_fix(entry).and_then(|fix| self.reader.fix_in_file(&part, &fix));
            self.fixes.extend(fix);
        }
        let platform_name = account.platform.as_deref();
        for (index, spec) in account.profiles.iter_mut().enumerate() {
            spec.inherit_platform(platform_name);
            self.fix(Some(&format!("profiles/{index}")), &*spec, |spec| profile(spec, platform.tables()));
        }
        for (index, form) in account.webhooks.iter().enumerate() {
            self.fix(Some(&format!("webhooks/{index}")), form, Webhook::judged);
        }
        let sets = NamedSets::of(platform.tables(), account.platform.as_deref());
        for (index, number) in account.numbers.iter().enumerate() {
            for (slot, target) in number.targets() {
                let (Some(table), TargetSpec::Url { callback_url }) = (sets.find(slot), target) else { continue };
                let url = CallbackUrl { url: callback_url.clone(), table };
                self.fix(Some(&format!("numbers/{index}/{slot}")), &url, CallbackUrl::judged);
            }
        }
    }

    fn fix<M: Fixable>(&mut self, owner: Option<&str>, subject: &M, judge: impl Fn(&M) -> Judged) {
        let (fixes, _) = harmless(subject, &judge(subject), &judge);
        let in_file = fixes.iter().filter_map(|(part, fix)| {
            let part = PartKey::new(owner, *part);
            self.reader.fix_in_file(&part, fix)
        });
        self.fixes.extend(in_file);
    }
}
