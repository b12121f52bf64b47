//! Profiles of any built-in field set.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::diagnostic::{Part, Report};
use crate::field::{Callback, DeliveryReport, FieldInfo, FieldSet, FieldTable, Incoming, Outgoing, OutgoingField};
use crate::profile::{Profile, ProfileSpec, check};
use crate::received::{ParseError, Problem, Received};
#[cfg(feature = "xml")]
use crate::request::BodyFormat;
use crate::request::{Method, RenderError, Request};
use crate::template::placeholders::{Brackets, Piece, name_inside, pieces, pieces_in};
use crate::text::Span;
use crate::value::ValueError;
use crate::wire::engine::Compiled;

/// Writes [`AnyProfile`] and [`AnyReceived`] from the list of the built-in field sets.
macro_rules! any_profile {
    ($($set:ident $doc:literal),+ $(,)?) => {
        /// A profile of one of the built-in field sets, for a direction that is known only at run time.
        ///
        /// # Examples
        ///
        /// ```
        /// use callback_profile::{AnyProfile, AnyReceived, Profile, Outgoing};
        ///
        /// let file = serde_json::to_string(&Profile::<Outgoing>::standard("https://example.com/dlr")?)?;
        /// let profile: AnyProfile = serde_json::from_str(&file)?;
        /// match profile.parse_target("/dlr?id=a:1&status=read")? {
        ///     AnyReceived::Outgoing(received) => assert_eq!(received.callback.status().unwrap().as_str(), "read"),
        ///     other => panic!("expected a status callback, found {other:?}"),
        /// }
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum AnyProfile {
            $(#[doc = $doc] $set(Profile<$set>),)+
        }

        /// A callback that arrived for a profile whose direction is known only at run time.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum AnyReceived<'a> {
            $(#[doc = $doc] $set(Received<'a, $set>),)+
        }

        impl AnyProfile {
            const TABLES: &'static [FieldTable] = &[$(FieldTable::of::<$set>()),+];

            /// The name of the field set: the profile's direction.
            #[must_use]
            pub fn direction(&self) -> &'static str {
                match self { $(Self::$set(_) => $set::NAME),+ }
            }

            pub(crate) fn compiled(&self) -> &Compiled {
                match self { $(Self::$set(profile) => profile.compiled()),+ }
            }

            /// The direction most of whose placeholders stand in `text`.
            pub(crate) fn nearest_direction(text: &str) -> &'static str {
                let held = |table: &&FieldTable| {
                    let whole = Span::new(0, text.len());
                    let known = |span: &Span| table.find(name_inside(text, *span)).is_some();
                    pieces(text, whole).filter(|piece| matches!(piece, Piece::Placeholder(span) if known(span))).count()
                };
                Self::TABLES.iter().rev().max_by_key(held).map_or("", |table| table.set)
            }

            /// The profile as it was written.
            #[must_use]
            pub fn spec(&self) -> &ProfileSpec {
                match self { $(Self::$set(profile) => profile.spec()),+ }
            }

            /// The request that carries a complete, plausible callback, see [`Profile::sample`].
            ///
            /// # Errors
            ///
            /// As for [`Profile::render`].
            pub fn sample_request(&self) -> Result<Request, RenderError> {
                match self { $(Self::$set(profile) => profile.render(&profile.sample())),+ }
            }

            /// Reads a request that was rendered, see [`Profile::parse`].
            ///
            /// # Errors
            ///
            /// As for [`Profile::parse`].
            pub fn parse<'a>(&self, request: &'a Request) -> Result<AnyReceived<'a>, ParseError> {
                match self { $(Self::$set(profile) => profile.parse(request).map(AnyReceived::$set)),+ }
            }

            /// Reads a full URL, see [`Profile::parse_url`].
            ///
            /// # Errors
            ///
            /// As for [`Profile::parse_url`].
            pub fn parse_url<'a>(&self, url: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<AnyReceived<'a>, ParseError> {
                match self { $(Self::$set(profile) => profile.parse_url(url).map(AnyReceived::$set)),+ }
            }

            /// Reads the target of a request, see [`Profile::parse_target`].
            ///
            /// # Errors
            ///
            /// As for [`Profile::parse_target`].
            pub fn parse_target<'a>(
                &self,
                target: &'a (impl AsRef<[u8]> + ?Sized),
            ) -> Result<AnyReceived<'a>, ParseError> {
                match self { $(Self::$set(profile) => profile.parse_target(target).map(AnyReceived::$set)),+ }
            }

            /// Reads a query, see [`Profile::parse_query`].
            ///
            /// # Errors
            ///
            /// As for [`Profile::parse_query`].
            pub fn parse_query<'a>(&self, query: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<AnyReceived<'a>, ParseError> {
                match self { $(Self::$set(profile) => profile.parse_query(query).map(AnyReceived::$set)),+ }
            }

            /// Reads the body of a request, see [`Profile::parse_body`].
            ///
            /// # Errors
            ///
            /// As for [`Profile::parse_body`].
            pub fn parse_body<'a>(&self, body: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<AnyReceived<'a>, ParseError> {
                match self { $(Self::$set(profile) => profile.parse_body(body).map(AnyReceived::$set)),+ }
            }
        }

        impl AnyReceived<'_> {
            /// The name of the field set: the direction of the profile that received it.
            #[must_use]
            pub fn direction(&self) -> &'static str {
                match self { $(Self::$set(_) => $set::NAME),+ }
            }

            /// The fields that are present, name and text, in the order of the set's table.
            pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
                self.present().map(|(field, text)| (field.name(), text))
            }

            /// The typed values of the fields that are present, each as JSON on one line.
            ///
            /// # Errors
            ///
            /// For each field whose text does not have its closed syntax, the error of its typed reader.
            pub fn typed(&self) -> impl Iterator<Item = (&'static str, Result<String, ValueError>)> {
                self.present().filter_map(|(field, text)| match field.typed_json(text) {
                    Ok(json) => Some((field.name(), Ok(json?))),
                    Err(error) => Some((field.name(), Err(error))),
                })
            }

            /// Parameters that nobody claims, see [`Received::extra`].
            #[must_use]
            pub fn extra(&self) -> &[(Cow<'_, str>, Cow<'_, str>)] {
                match self { $(Self::$set(received) => &received.extra),+ }
            }

            /// What was odd, see [`Received::problems`].
            #[must_use]
            pub fn problems(&self) -> &[Problem] {
                match self { $(Self::$set(received) => &received.problems),+ }
            }

            /// The names of the fields whose parameters did not occur, see [`Received::missing`].
            pub fn missing(&self) -> impl Iterator<Item = &'static str> {
                let names: Vec<_> = match self {
                    $(Self::$set(received) => received.missing().map(|field| field.name()).collect()),+
                };
                names.into_iter()
            }

            fn present(&self) -> impl Iterator<Item = (&'static FieldInfo, &str)> {
                let (fields, values) = match self {
                    $(Self::$set(received) => ($set::FIELDS, received.callback.values())),+
                };
                fields.iter().zip(values).filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field, &**text))
            }
        }

        $(
            impl From<Profile<$set>> for AnyProfile {
                fn from(profile: Profile<$set>) -> Self {
                    Self::$set(profile)
                }
            }
        )+

        impl TryFrom<ProfileSpec> for AnyProfile {
            type Error = Report;

            /// Checks the profile as one of the direction it names; the error holds everything that was found.
            fn try_from(spec: ProfileSpec) -> Result<Self, Report> {
                $(if spec.direction == $set::NAME {
                    return Profile::try_from(spec).map(Self::$set);
                })+
                Err(Self::check(&spec))
            }
        }
    };
}

any_profile! {
    Outgoing "What became of a message the business sent.",
    Incoming "A message a user wrote to the business.",
    DeliveryReport "What became of a message, as the webhook platforms report it.",
}

impl AnyProfile {
    /// Everything that is to be said about a profile as written, checked as one of the direction it names. A direction that no
    /// built-in field set has is a finding beside the others, which are those of the nearest direction.
    #[must_use]
    pub fn check(spec: &ProfileSpec) -> Report {
        check::check_any(spec, Self::TABLES).0
    }

    /// The profile with the mechanical mends applied, and what is left to say about it, see [`Profile::fixed`].
    #[must_use]
    pub fn fixed(spec: &ProfileSpec) -> (ProfileSpec, Report) {
        check::fixed(spec, Self::check)
    }

    /// Where the placeholder of a price stands in an outgoing profile.
    pub(crate) fn price_placeholder(spec: &ProfileSpec) -> Option<(Part, Span)> {
        let (part, text) = match spec.method {
            Method::Get => (Part::Endpoint, &spec.endpoint),
            Method::Post => (Part::Body, spec.body.as_ref()?),
        };
        let brackets = match spec.body_format {
            #[cfg(feature = "xml")]
            Some(BodyFormat::Xml) if spec.method == Method::Post => Brackets::Brace,
            _ => Brackets::Angle,
        };
        let price = OutgoingField::Price.name();
        let found = pieces_in(brackets, text, Span::new(0, text.len())).find_map(|piece| match piece {
            Piece::Placeholder(span) if name_inside(text, span) == price => Some((part, span)),
            _ => None,
        });
        found.filter(|_| spec.direction == Outgoing::NAME)
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.spec().method
    }
}

impl<'de> Deserialize<'de> for AnyProfile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(ProfileSpec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for AnyProfile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.spec().serialize(serializer)
    }
}
