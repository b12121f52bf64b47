//! How the templates of a platform write placeholders.

use std::borrow::Cow;

use crate::field::info::text;
use crate::text::words::words;

/// How the templates of a field set write placeholders: between which texts a name stands, and where.
///
/// A platform fills a closed list of names by replacing them: the opening text, a name, the closing text if there is one; where two
/// names fit, the longer one counts.
///
/// # Examples
///
/// ```
/// use callback_profile::Platform;
///
/// let syntax = Platform::builtin().syntax("outgoing").unwrap().clone();
/// assert_eq!((syntax.open(), syntax.close()), ("<", ">"));
/// assert_eq!(syntax.in_xml(), Some(("{", "}")));
/// assert_eq!(syntax.placeholder("price"), "<price>");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceholderSyntax {
    /// Whether a template is scanned for angle brackets, whatever stands between them.
    pub(crate) is_builtin: bool,
    pub(crate) open: Cow<'static, str>,
    pub(crate) close: Cow<'static, str>,
    /// The pair in XML, where it is another one.
    pub(crate) xml: Option<(Cow<'static, str>, Cow<'static, str>)>,
    /// Whether ASCII letters of names may stand in either case.
    pub(crate) ignore_case: bool,
    /// What stands for the opening text itself.
    pub(crate) escape: Option<Cow<'static, str>>,
    pub(crate) json: JsonPlace,
    /// Whether the path of a URL may hold placeholders.
    pub(crate) path: bool,
    pub(crate) space: Space,
    /// The methods that the platform can call with; empty where it can use all.
    pub(crate) methods: Cow<'static, [&'static str]>,
}

words! {
    /// Where in JSON a placeholder may stand.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    /// use callback_profile::field::JsonPlace;
    ///
    /// assert_eq!(Platform::builtin().syntax("incoming").map(|syntax| syntax.json()), Some(JsonPlace::Quoted));
    /// ```
    #[non_exhaustive]
    pub enum JsonPlace {
        /// In a string: `"name": "{to}"`.
        Quoted = "quoted",
        /// In the place of a value, whose quotes the platform writes where it has some: `"name": {to}`.
        Unquoted = "unquoted",
        /// In either.
        Both = "both",
    }
    /// Returns the word that stands for it in files.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::JsonPlace;
    ///
    /// assert_eq!(JsonPlace::Unquoted.as_str(), "unquoted");
    /// ```
    fn as_str;
    default Both;
    serde by str::eq;
}

words! {
    /// How a blank is written in the query of a URL. Both ways are read.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    /// use callback_profile::field::Space;
    ///
    /// assert_eq!(Platform::builtin().syntax("incoming").map(|syntax| syntax.space()), Some(Space::Percent));
    /// ```
    #[non_exhaustive]
    pub enum Space {
        /// `%20`
        Percent = "%20",
        /// `+`
        Plus = "+",
    }
    /// Returns how a blank is written.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::field::Space;
    ///
    /// assert_eq!(Space::Plus.as_str(), "+");
    /// ```
    fn as_str;
    default Percent;
    serde by str::eq;
}

/// What [`field_set!`](crate::field_set) says of placeholders beside their two texts.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct SyntaxOptions {
    pub xml: Option<(&'static str, &'static str)>,
    pub ignore_case: bool,
    pub escape: Option<&'static str>,
    pub json: JsonPlace,
    pub path: bool,
    pub space: Space,
    pub methods: &'static [&'static str],
}

impl SyntaxOptions {
    pub const DEFAULT: Self = Self {
        xml: None,
        ignore_case: false,
        escape: None,
        json: JsonPlace::Both,
        path: false,
        space: Space::Percent,
        methods: &[],
    };
}

impl PlaceholderSyntax {
    /// The syntax of the built-in sets: `<name>`, in XML `{name}`.
    pub(crate) const BUILTIN: Self = Self {
        is_builtin: true,
        open: Cow::Borrowed("<"),
        close: Cow::Borrowed(">"),
        xml: Some((Cow::Borrowed("{"), Cow::Borrowed("}"))),
        ignore_case: false,
        escape: None,
        json: JsonPlace::Quoted,
        path: false,
        space: Space::Percent,
        methods: Cow::Borrowed(&[]),
    };

    /// Names between two texts, of which the second may be empty.
    #[doc(hidden)]
    #[must_use]
    pub const fn between(open: &'static str, close: &'static str) -> Self {
        Self::with_options(open, close, SyntaxOptions::DEFAULT)
    }

    /// Names between two texts, and what else a set says of its placeholders.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_options(open: &'static str, close: &'static str, options: SyntaxOptions) -> Self {
        let SyntaxOptions { xml, ignore_case, escape, json, path, space, methods } = options;
        Self {
            is_builtin: false,
            open: Cow::Borrowed(open),
            close: Cow::Borrowed(close),
            xml: match xml {
                Some((open, close)) => Some((Cow::Borrowed(open), Cow::Borrowed(close))),
                None => None,
            },
            ignore_case,
            escape: match escape {
                Some(escape) => Some(Cow::Borrowed(escape)),
                None => None,
            },
            json,
            path,
            space,
            methods: Cow::Borrowed(methods),
        }
    }

    /// The text before a name, 1 to 8 characters.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert_eq!(Platform::builtin().syntax("outgoing").unwrap().open(), "<");
    /// ```
    #[must_use]
    pub const fn open(&self) -> &str {
        text(&self.open)
    }

    /// The text behind a name, at most 8 characters; empty where there is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert_eq!(Platform::builtin().syntax("outgoing").unwrap().close(), ">");
    /// ```
    #[must_use]
    pub const fn close(&self) -> &str {
        text(&self.close)
    }

    /// The texts before and behind a name in XML, where these are others.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert_eq!(Platform::builtin().syntax("outgoing").unwrap().in_xml(), Some(("{", "}")));
    /// ```
    #[must_use]
    pub const fn in_xml(&self) -> Option<(&str, &str)> {
        match &self.xml {
            Some((open, close)) => Some((text(open), text(close))),
            None => None,
        }
    }

    /// Whether ASCII letters of names may stand in either case.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert!(!Platform::builtin().syntax("outgoing").unwrap().ignores_case());
    /// ```
    #[must_use]
    pub const fn ignores_case(&self) -> bool {
        self.ignore_case
    }

    /// What stands for the opening text itself, such as `%%` for `%`.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert_eq!(Platform::builtin().syntax("outgoing").unwrap().escape(), None);
    /// ```
    #[must_use]
    pub const fn escape(&self) -> Option<&str> {
        match &self.escape {
            Some(escape) => Some(text(escape)),
            None => None,
        }
    }

    /// The methods that the platform can call with, such as `GET`; none where it can use all.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert_eq!(Platform::builtin().syntax("outgoing").unwrap().methods().count(), 0);
    /// ```
    pub fn methods(&self) -> impl Iterator<Item = &'static str> {
        self.methods.iter().copied()
    }

    /// Where in JSON a placeholder may stand.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    /// use callback_profile::field::JsonPlace;
    ///
    /// assert_eq!(Platform::builtin().syntax("outgoing").unwrap().json(), JsonPlace::Quoted);
    /// ```
    #[must_use]
    pub const fn json(&self) -> JsonPlace {
        self.json
    }

    /// Whether the path of a URL may hold placeholders.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert!(!Platform::builtin().syntax("outgoing").unwrap().is_in_path());
    /// ```
    #[must_use]
    pub const fn is_in_path(&self) -> bool {
        self.path
    }

    /// How a blank is written in queries.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    /// use callback_profile::field::Space;
    ///
    /// assert_eq!(Platform::builtin().syntax("outgoing").unwrap().space(), Space::Percent);
    /// ```
    #[must_use]
    pub const fn space(&self) -> Space {
        self.space
    }

    /// The placeholder of a name, as it is written everywhere but in XML.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert_eq!(Platform::builtin().syntax("incoming").unwrap().placeholder("from"), "<from>");
    /// ```
    #[must_use]
    pub fn placeholder(&self, name: &str) -> String {
        [self.open(), name, self.close()].concat()
    }

    /// What stands for the opening text, which is another one in XML where the pair is.
    pub(crate) fn escape_in(&self, is_xml: bool) -> Option<&str> {
        self.escape.as_deref().filter(|_| !is_xml || self.xml.is_none())
    }

    /// The opening and the closing text, in XML or elsewhere.
    pub(crate) fn pair(&self, is_xml: bool) -> (&str, &str) {
        self.in_xml().filter(|_| is_xml).unwrap_or((self.open(), self.close()))
    }
}
