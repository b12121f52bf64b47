//! How the templates of a platform write placeholders.

use std::borrow::Cow;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum JsonPlace {
    /// In a string: `"name": "{to}"`.
    Quoted,
    /// In the place of a value, whose quotes the platform writes where it has some: `"name": {to}`.
    Unquoted,
    /// In either.
    #[default]
    Both,
}

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Space {
    /// `%20`
    #[default]
    Percent,
    /// `+`
    Plus,
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
        Self {
            is_builtin: false,
            open: Cow::Borrowed(open),
            close: Cow::Borrowed(close),
            xml: None,
            ignore_case: false,
            escape: None,
            json: JsonPlace::Both,
            path: false,
            space: Space::Percent,
            methods: Cow::Borrowed(&[]),
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
    pub fn open(&self) -> &str {
        &self.open
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
    pub fn close(&self) -> &str {
        &self.close
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
    pub fn in_xml(&self) -> Option<(&str, &str)> {
        self.xml.as_ref().map(|(open, close)| (&**open, &**close))
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

    /// The opening and the closing text, in XML or elsewhere.
    pub(crate) fn pair(&self, is_xml: bool) -> (&str, &str) {
        self.in_xml().filter(|_| is_xml).unwrap_or((self.open(), self.close()))
    }
}
