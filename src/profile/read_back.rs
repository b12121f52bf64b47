//! A profile as the platform gives it back.

use std::fmt;

use crate::profile::ProfileSpec;
use crate::text::pairs::PairNames;
use crate::text::shown;
use crate::value::ProfileStatus;

/// A profile as the platform's own interface gives it back, in this crate's terms: what [`ProfileSpec::from_read_back`] returns.
///
/// Nothing of what the platform wrote is lost: what a [`ProfileSpec`] has no place for stands beside it.
///
/// # Examples
///
/// ```
/// use callback_profile::ProfileSpec;
/// use callback_profile::value::ProfileStatus;
///
/// let text = r#"{"profile_id": "p1", "http_method": "get", "url": "https://example.com/dlr?id=<id>", "status": 3, "owner": 7}"#;
/// let read_back = ProfileSpec::from_read_back(text)?;
/// assert_eq!(read_back.status(), Some(&ProfileStatus::Disabled));
/// assert!(read_back.unknown().eq([("owner", "7")]));
/// assert_eq!(read_back.into_spec().id.as_deref(), Some("p1"));
/// # Ok::<(), callback_profile::file::FileReport>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ReadBack {
    pub(crate) spec: ProfileSpec,
    pub(crate) about: About,
    pub(crate) unknown: Vec<(String, String)>,
}

/// What the platform says about a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct About {
    pub(crate) status: Option<ProfileStatus>,
    pub(crate) channel: Option<String>,
    pub(crate) events: Vec<String>,
}

impl ReadBack {
    /// The profile, not checked yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::ProfileSpec;
    ///
    /// let text = r#"{"http_method": "post", "url": "https://example.com/wa", "body": "{\"from\": \"<from>\", \"text\": \"<body>\"}"}"#;
    /// let read_back = ProfileSpec::from_read_back(text)?;
    /// assert_eq!(read_back.spec().body.as_deref(), Some(r#"{"from": "<from>", "text": "<body>"}"#));
    /// assert_eq!(read_back.spec().direction, "incoming");
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn spec(&self) -> &ProfileSpec {
        &self.spec
    }

    /// The profile by itself. Its direction is a guess: if you know it, set it.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::ProfileSpec;
    ///
    /// let read_back = ProfileSpec::from_read_back(r#"{"http_method": "get", "url": "https://example.com/wa"}"#)?;
    /// let mut spec = read_back.into_spec();
    /// spec.direction = "incoming".to_owned();
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn into_spec(self) -> ProfileSpec {
        self.spec
    }

    /// Whether the platform uses the profile; `None` where it does not say.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::ProfileSpec;
    /// use callback_profile::value::ProfileStatus;
    ///
    /// let text = r#"{"http_method": "get", "url": "https://example.com/dlr", "status": 2}"#;
    /// assert_eq!(ProfileSpec::from_read_back(text)?.status(), Some(&ProfileStatus::AutoDisabled));
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn status(&self) -> Option<&ProfileStatus> {
        self.about.status.as_ref()
    }

    /// The channel that the profile is for, in the platform's word.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::ProfileSpec;
    ///
    /// let text = r#"{"http_method": "get", "url": "https://example.com/dlr", "channel": "whatsapp"}"#;
    /// assert_eq!(ProfileSpec::from_read_back(text)?.channel(), Some("whatsapp"));
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn channel(&self) -> Option<&str> {
        self.about.channel.as_deref()
    }

    /// The events that the profile is for, in the platform's words.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::ProfileSpec;
    ///
    /// let text = r#"{"http_method": "get", "url": "https://example.com/dlr", "events": ["sent", "read"]}"#;
    /// assert_eq!(ProfileSpec::from_read_back(text)?.events(), ["sent", "read"]);
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    #[must_use]
    pub fn events(&self) -> &[String] {
        &self.about.events
    }

    /// What nobody knows, in its order: members of other names, those that stand twice, and a `channel`, `events` or `status` of another
    /// type than it has. Each is a name and a value, which is JSON as it was written and may be a secret.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::ProfileSpec;
    ///
    /// let text = r#"{"http_method": "get", "url": "https://example.com/dlr", "retry": {"times": 3}, "channel": 7}"#;
    /// let read_back = ProfileSpec::from_read_back(text)?;
    /// assert!(read_back.unknown().eq([("retry", r#"{"times": 3}"#), ("channel", "7")]));
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    pub fn unknown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.unknown.iter().map(|(name, json)| (&**name, &**json))
    }
}

/// Values that nobody knows may be secrets.
impl fmt::Debug for ReadBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { spec, about: About { status, channel, events }, unknown } = self;
        let mut debug = f.debug_struct("ReadBack");
        debug.field("spec", spec);
        if let Some(status) = status {
            debug.field("status", &shown(status.as_str()));
        }
        if let Some(channel) = channel {
            debug.field("channel", &shown(channel));
        }
        if !events.is_empty() {
            debug.field("events", &events.iter().map(|event| shown(event)).collect::<Vec<_>>());
        }
        if !unknown.is_empty() {
            debug.field("unknown", &PairNames(unknown));
        }
        debug.finish()
    }
}
