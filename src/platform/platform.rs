//! The field sets that profiles, files, accounts and receivers may be about.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error};

use crate::diagnostic::Report;
use crate::field::{FieldInfo, FieldSet, FieldTable, NamedSets, PlaceholderSyntax, platforms};
use crate::profile::{AnyProfile, BUILTIN, ProfileSpec};

/// What a platform knows: the field sets that profiles may have, and how their templates write placeholders. Whatever takes no platform
/// uses the [built-in](Self::builtin) one.
///
/// A set of your own, written with [`field_set!`](crate::field_set) or in a [file](Self::from_file), works wherever the built-in ones do:
/// in files, accounts and receivers. A copy costs next to nothing.
///
/// # Examples
///
/// ```
/// use callback_profile::http;
/// use callback_profile::field::kind;
/// use callback_profile::{Platform, Receiver, field_set};
///
/// field_set! {
///     /// Parcels on their way.
///     pub set Parcels = "parcels";
///     /// A field of a parcel.
///     enum ParcelField;
///     /// A parcel.
///     struct ParcelCallback;
///     dedup_key [Id];
///     required {
///         /// The id.
///         Id id: kind::MessageId,
///         /// What it weighs.
///         Grams grams: kind::Text = "250",
///     }
///     optional {}
/// }
///
/// let platform = Platform::builtin().with::<Parcels>();
/// let file = r#"{"direction": "parcels", "method": "GET", "endpoint": "https://example.com/p?id=<id>&g=<gram>"}"#;
/// let report = platform.check_file(file.as_bytes());
/// assert_eq!(report.diagnostics()[0].diagnostic().help(), "did you mean `<grams>`?");
///
/// let spec = serde_json::from_str(&file.replace("<gram>", "<grams>"))?;
/// let receiver = Receiver::new([platform.profile(spec)?]);
/// let received = receiver.receive(&http::Method::GET, "/p?id=7&g=250", &http::HeaderMap::new(), b"")?.received;
/// assert_eq!(received.direction(), "parcels");
/// assert_eq!(received.downcast::<Parcels>().unwrap().callback.grams(), "250");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Platform {
    tables: Arc<[FieldTable]>,
}

impl Platform {
    /// Returns the platform with the field sets of this crate: [`Outgoing`](crate::Outgoing), [`Incoming`](crate::Incoming) and
    /// [`DeliveryReport`](crate::DeliveryReport).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert!(Platform::builtin().directions().eq(["outgoing", "incoming", "delivery-report"]));
    /// ```
    #[must_use]
    pub fn builtin() -> Self {
        Self { tables: BUILTIN.to_vec().into() }
    }

    /// The platform of these sets, in this order.
    pub(super) fn of_tables(tables: Vec<FieldTable>) -> Self {
        Self { tables: tables.into() }
    }

    /// Returns the name of the platform to which all field sets belong, as its [file](Self::from_file) says it; `None` where there
    /// are sets of several platforms or of none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let platform = Platform::from_file(
    ///     r#"{"platform": "courier", "placeholders": {"open": "{", "close": "}"},
    ///         "field_sets": {"send": {"fields": {"to": "phone-number"}}}}"#,
    /// )?;
    /// assert_eq!(platform.name(), Some("courier"));
    /// assert_eq!(Platform::builtin().name(), None);
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let first = self.tables.first().map(|table| &*table.platform).filter(|name| !name.is_empty())?;
        self.tables.iter().all(|table| table.platform == first).then_some(first)
    }

    /// Adds a field set, which takes the place of one that has its name.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, Platform};
    ///
    /// let platform = Platform::builtin().with::<Incoming>();                       // it is there already
    /// assert!(platform.directions().eq(["outgoing", "incoming", "delivery-report"]));
    /// ```
    #[must_use]
    pub fn with<S: FieldSet>(self) -> Self {
        let mut tables = self.tables.to_vec();
        replace_or_push(&mut tables, FieldTable::of::<S>());
        Self { tables: tables.into() }
    }

    /// Joins the field sets of another platform, so that profiles of both are known: each says in its file, under the key
    /// `platform`, which one it means. One of the same name takes the place of the one that is there.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let both = Platform::builtin().and(Platform::builtin());
    /// assert_eq!(both, Platform::builtin());                                              // it is there already
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let Self { tables: others } = other;
        let replaced: HashSet<&str> = platforms(&others).collect();
        let is_kept = |table: &&FieldTable| !replaced.contains(&*table.platform);
        let mut tables: Vec<_> = self.tables.iter().filter(is_kept).cloned().collect();
        let (of_platforms, of_none): (Vec<_>, Vec<_>) =
            others.iter().cloned().partition(|table| !table.platform.is_empty());
        for table in of_none {
            replace_or_push(&mut tables, table);
        }
        tables.extend(of_platforms);
        Self { tables: tables.into() }
    }

    /// Returns the platform with this name alone: the field sets that belong to it. `None` where there is no such platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert!(Platform::builtin().named("courier").is_none());              // its field sets belong to no platform with a name
    /// ```
    #[must_use]
    pub fn named(&self, platform: &str) -> Option<Self> {
        let tables: Arc<[_]> = NamedSets::of(&self.tables, Some(platform)).iter().cloned().collect();
        (!tables.is_empty()).then_some(Self { tables })
    }

    /// Returns the names of the platforms to which field sets belong, in the order in which they were added. The built-in sets, and
    /// those of [`field_set!`](crate::field_set), belong to none.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert_eq!(Platform::builtin().platforms().count(), 0);
    /// ```
    pub fn platforms(&self) -> impl Iterator<Item = &str> {
        // The sets of a platform stand together.
        let mut last = "";
        platforms(&self.tables).filter(move |platform| std::mem::replace(&mut last, platform) != *platform)
    }

    /// Returns the names of the field sets, which are the directions that profiles may have, in the order in which they were
    /// added.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// assert!(Platform::builtin().directions().any(|direction| direction == "delivery-report"));
    /// ```
    pub fn directions(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(|table| &*table.set)
    }

    /// Returns the fields of a direction, in the order of their table: what an editor lists. `None` where there is no such
    /// direction.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let platform = Platform::builtin();
    /// let price = platform.fields("outgoing").unwrap().iter().find(|field| field.name() == "price").unwrap();
    /// assert_eq!((price.kind(), price.sample(), price.is_required()), ("price", "0.01", true));
    /// assert!(platform.fields("sideways").is_none());
    /// ```
    #[must_use]
    pub fn fields(&self, direction: &str) -> Option<&[FieldInfo]> {
        self.table(direction).map(|table| &*table.fields)
    }

    /// Returns how templates of a direction write placeholders. `None` where there is no such direction.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let platform = Platform::builtin();
    /// assert_eq!(platform.syntax("outgoing").map(|syntax| syntax.placeholder("id")), Some("<id>".to_owned()));
    /// ```
    #[must_use]
    pub fn syntax(&self, direction: &str) -> Option<&PlaceholderSyntax> {
        self.table(direction).map(|table| &table.syntax)
    }

    /// Returns what the callbacks of a direction tell, as its [file](Self::from_file) says it; `None` where nothing is said.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let platform = Platform::from_file(
    ///     r#"{"platform": "courier", "placeholders": {"open": "{", "close": "}"},
    ///         "field_sets": {"send": {"doc": "Messages on their way.", "fields": {"to": "phone-number"}}}}"#,
    /// )?;
    /// assert_eq!(platform.description("send"), Some("Messages on their way."));
    /// assert_eq!(Platform::builtin().description("outgoing"), None);
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn description(&self, direction: &str) -> Option<&str> {
        self.table(direction).map(|table| &*table.description).filter(|description| !description.is_empty())
    }

    pub(crate) fn tables(&self) -> &[FieldTable] {
        &self.tables
    }

    pub(crate) fn table(&self, direction: &str) -> Option<&FieldTable> {
        self.tables.iter().find(|table| table.set == direction)
    }

    /// Returns every finding about a profile as written, see [`AnyProfile::check`]; its direction may be any of this platform.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Code;
    /// use callback_profile::{Outgoing, Platform, Profile};
    ///
    /// let mut spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec();
    /// assert!(Platform::builtin().check_profile(&spec).is_clean());
    /// spec.direction = "outgoin".to_owned();
    /// let report = Platform::builtin().check_profile(&spec);
    /// assert_eq!(report.diagnostics()[0].code(), Code::WrongDirection);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check_profile(&self, spec: &ProfileSpec) -> Report {
        AnyProfile::report(spec, &self.tables)
    }

    /// Checks a profile as written, and makes it one that can be used.
    ///
    /// # Errors
    ///
    /// The check finds an error: a placeholder is missing, the endpoint `example.com` is not a URL. The report holds all
    /// findings, warnings and notes too.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Platform, Profile};
    ///
    /// let spec = Profile::<Outgoing>::standard("https://example.com/dlr")?.into_spec();
    /// let profile = Platform::builtin().profile(spec)?;
    /// assert_eq!(profile.direction(), "outgoing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn profile(&self, spec: ProfileSpec) -> Result<AnyProfile, Report> {
        let (report, profile) = AnyProfile::checked(spec, &self.tables);
        profile.ok_or(report)
    }

    /// Reads a profile and checks it, for a field of a configuration. A configuration may as well hold the [`ProfileSpec`], of
    /// which a profile is made afterwards.
    ///
    /// # Errors
    ///
    /// What is read is not a profile (`[]`, an unknown key), or the check finds an error.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, Platform};
    /// use serde::{Deserialize, Deserializer};
    ///
    /// #[derive(Deserialize)]
    /// struct Config {
    ///     #[serde(deserialize_with = "profile")]
    ///     profile: AnyProfile,
    /// }
    ///
    /// fn profile<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AnyProfile, D::Error> {
    ///     Platform::builtin().deserialize_profile(deserializer)       // and `.with` the sets of your own
    /// }
    ///
    /// let file = r#"{"profile": {"direction": "outgoing", "method": "GET", "endpoint": "https://example.com/"}}"#;
    /// let error = serde_json::from_str::<Config>(file).err().unwrap();
    /// assert!(error.to_string().contains("error[missing-placeholder]"));
    /// ```
    pub fn deserialize_profile<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<AnyProfile, D::Error> {
        self.profile(ProfileSpec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Adds a set that belongs to no platform; it takes the place of one with its name.
fn replace_or_push(tables: &mut Vec<FieldTable>, table: FieldTable) {
    match tables.iter_mut().find(|known| known.set == table.set && known.platform == table.platform) {
        Some(known) => *known = table,
        None => tables.push(table),
    }
}

impl Default for Platform {
    fn default() -> Self {
        Self::builtin()
    }
}

impl fmt::Debug for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Platform").field(&self.tables).finish()
    }
}
