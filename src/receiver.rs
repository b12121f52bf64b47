use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::fmt;

use crate::any_profile::{AnyProfile, AnyReceived};
use crate::body_format::BodyFormat;
use crate::endpoint::EndpointParts;
use crate::engine::Reading;
use crate::excerpt::clip;
use crate::format::json::Node;
use crate::format::json::member_names;
use crate::format::query::{decode, pairs};
use crate::method::Method;
use crate::parse_error::ParseError;
use crate::shape::Rule;

/// Several profiles behind one endpoint: tells which of them a request belongs to, and parses it with that one.
///
/// A request is decided by its method; by its path, if a profile's endpoint has the same one (proxies strip prefixes, so an unknown
/// path decides nothing); by its content type, if it has one; by the static parameters of a query; then by the profile that has
/// most of its names present. It is looked through once for that, however many profiles there are.
///
/// # Examples
///
/// ```
/// use callback_profile::{AnyReceived, Incoming, Outgoing, Profile, Receiver};
///
/// let status = Profile::<Outgoing>::standard("https://example.com/hook")?;
/// let message = Profile::<Incoming>::standard("https://example.com/hook")?;
/// let receiver = Receiver::new([status.into(), message.into()]);
/// match receiver.receive(&http::Method::GET, "/hook?id=a:0&status=read", None, b"")?.received {
///     AnyReceived::Outgoing(received) => assert_eq!(received.callback.status().unwrap().as_str(), "read"),
///     other => panic!("expected a status, found {other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Receiver {
    profiles: Vec<Entry>,
    /// Where each name occurs: the profiles, with the static value that it has there.
    queries: HashMap<Box<str>, Vec<Claim>>,
    bodies: HashMap<Box<str>, Vec<Claim>>,
}

#[derive(Debug, Clone)]
struct Entry {
    profile: AnyProfile,
    path: Box<str>,
    names: usize,
    statics: usize,
}

#[derive(Debug, Clone)]
struct Claim {
    profile: usize,
    fixed: Option<Box<str>>,
}

/// How much of a profile a request has.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    names: usize,
    statics: usize,
}

/// A callback, and the profile that it belongs to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Delivery<'a> {
    /// The place of the profile among those the receiver was made of, from zero.
    pub profile: usize,
    /// The callback.
    pub received: AnyReceived<'a>,
}

/// Why a request belongs to no profile, or could not be read by the one it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiveError(Box<Kind>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    NoProfile { method: Box<str>, path: Box<str>, names: Vec<Box<str>> },
    Tie { profiles: Vec<usize>, names: Vec<Box<str>> },
    Parse(ParseError),
}

impl ReceiveError {
    /// Why the profile that the request belongs to could not read it; `None` where it belongs to none.
    #[must_use]
    pub fn parse_error(&self) -> Option<&ParseError> {
        if let Kind::Parse(error) = &*self.0 { Some(error) } else { None }
    }

    /// The places of the profiles between which nothing decides; empty where there is no such doubt.
    #[must_use]
    pub fn tied_profiles(&self) -> &[usize] {
        if let Kind::Tie { profiles, .. } = &*self.0 { profiles } else { &[] }
    }
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[Box<str>]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match &*self.0 {
            Kind::NoProfile { method, path, names } if names.is_empty() => {
                write!(f, "expected a callback of one of the profiles, found {method} `{path}` without any parameter")
            }
            Kind::NoProfile { method, path, names } => {
                write!(f, "expected a callback of one of the profiles, found {method} `{path}` with {}", list(names))
            }
            Kind::Tie { profiles, names } => {
                write!(
                    f,
                    "expected a callback of one profile, found one that fits profiles {profiles:?}, with {}",
                    list(names)
                )
            }
            Kind::Parse(error) => error.fmt(f),
        }
    }
}

impl Error for ReceiveError {}

impl From<ParseError> for ReceiveError {
    fn from(error: ParseError) -> Self {
        Self(Box::new(Kind::Parse(error)))
    }
}

impl Receiver {
    /// A receiver for these profiles.
    #[must_use]
    pub fn new(profiles: impl IntoIterator<Item = AnyProfile>) -> Self {
        let mut receiver = Self { profiles: Vec::new(), queries: HashMap::new(), bodies: HashMap::new() };
        for profile in profiles {
            receiver.add(profile);
        }
        receiver
    }

    /// The profiles, in their order.
    pub fn profiles(&self) -> impl Iterator<Item = &AnyProfile> {
        self.profiles.iter().map(|entry| &entry.profile)
    }

    fn add(&mut self, profile: AnyProfile) {
        let index = self.profiles.len();
        let spec = profile.spec();
        let path = path_of(&spec.endpoint).into();
        let (mut names, mut statics) = (0_usize, 0_usize);
        let compiled = profile.compiled();
        let in_query = matches!(compiled.reading, Reading::Query(_));
        let own: Vec<(Box<str>, Option<Box<str>>)> = match &compiled.reading {
            Reading::Query(_) | Reading::Form(_) => {
                let placed = compiled.shape.parameters.iter().take(compiled.shape.placed);
                placed.map(|parameter| (parameter.name.clone(), fixed_value(&parameter.rule))).collect()
            }
            Reading::Json(Node::Object(object)) => object.placed_names().map(|name| (name.into(), None)).collect(),
            Reading::Json(_) => Vec::new(),
            #[cfg(feature = "xml")]
            Reading::Xml(root) => root.names(compiled.shape.placed).map(|name| (name.into(), None)).collect(),
        };
        // A POST endpoint may have static parameters of its own, a token say.
        let query =
            EndpointParts::of(&spec.endpoint).query.filter(|_| !in_query).and_then(|span| span.of(&spec.endpoint));
        let fixed = pairs(query.unwrap_or_default().as_bytes())
            .map(|(name, value)| (true, decode(name).0.into_owned().into(), Some(decode(value).0.into_owned().into())));
        let own = own.into_iter().map(|(name, fixed)| (in_query, name, fixed));
        let claims: Vec<(bool, Box<str>, Option<Box<str>>)> = own.chain(fixed).collect();
        for (in_query, name, fixed) in claims {
            names = names.saturating_add(1);
            statics = statics.saturating_add(usize::from(fixed.is_some()));
            let claims = if in_query { &mut self.queries } else { &mut self.bodies };
            claims.entry(name).or_default().push(Claim { profile: index, fixed });
        }
        self.profiles.push(Entry { profile, path, names, statics });
    }

    /// Parses a request with the profile that it belongs to. `target` is the request's path and query; a full URL will do.
    ///
    /// # Errors
    ///
    /// The request belongs to no profile (a bot's `GET /`), or to several alike; or the one it belongs to cannot read it. The error
    /// says which names were seen, never a value.
    pub fn receive<'a>(
        &self,
        method: &http::Method,
        target: &'a str,
        content_type: Option<&str>,
        body: &'a [u8],
    ) -> Result<Delivery<'a>, ReceiveError> {
        let query = target.split_once('?').map_or("", |(_, query)| query);
        let format = content_type.and_then(format_of);
        let mut seen = Vec::new();
        let mut scores = vec![Score::default(); self.profiles.len()];
        for (name, value) in pairs(query.as_bytes()) {
            let name = decode(name).0;
            let claims = self.queries.get(&*name).map(Vec::as_slice);
            count(&mut scores, claims.unwrap_or_default(), || decode(value).0);
            see(&mut seen, &name);
        }
        if method == http::Method::POST {
            self.count_body(body, format, &mut scores, &mut seen);
        }
        let profile = self.decide(method, target, format, &scores, seen)?;
        let entry = self.profiles.get(profile).map(|entry| &entry.profile);
        let received = match entry {
            Some(profile) if profile.method() == Method::Get => profile.parse_query(query)?,
            Some(profile) => profile.parse_body(body)?,
            None => return Err(ParseError::no_parameters(None).into()),
        };
        Ok(Delivery { profile, received })
    }

    fn count_body(&self, body: &[u8], format: Option<BodyFormat>, scores: &mut [Score], seen: &mut Vec<Box<str>>) {
        let mut take = |name: &str, value: &dyn Fn() -> Cow<'static, str>| {
            let claims = self.bodies.get(name).map(Vec::as_slice);
            count(scores, claims.unwrap_or_default(), value);
            see(seen, name);
        };
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        let guessed = match first {
            Some(b'{' | 0xEF) => BodyFormat::Json,
            #[cfg(feature = "xml")]
            Some(b'<') => BodyFormat::Xml,
            _ => BodyFormat::Form,
        };
        match format.unwrap_or(guessed) {
            BodyFormat::Json => {
                for name in member_names(body) {
                    take(&name, &|| Cow::Borrowed(""));
                }
            }
            BodyFormat::Form => {
                for (name, value) in pairs(body) {
                    take(&decode(name).0, &|| Cow::Owned(decode(value).0.into_owned()));
                }
            }
            #[cfg(feature = "xml")]
            BodyFormat::Xml => {
                for name in crate::format::xml::element_names(body) {
                    take(&name, &|| Cow::Borrowed(""));
                }
            }
        }
    }

    fn decide(
        &self,
        method: &http::Method,
        target: &str,
        format: Option<BodyFormat>,
        scores: &[Score],
        names: Vec<Box<str>>,
    ) -> Result<usize, ReceiveError> {
        let path = path_of(target);
        let fits = |entry: &Entry| {
            let own = entry.profile.method();
            let own_format = (own == Method::Post).then(|| entry.profile.spec().body_format.unwrap_or_default());
            http::Method::from(own) == *method && (format.is_none() || own_format.is_none() || own_format == format)
        };
        let mut candidates: Vec<usize> = (0..self.profiles.len())
            .filter(|index| {
                self.profiles.get(*index).is_some_and(fits) && scores.get(*index).is_some_and(|s| s.names > 0)
            })
            .collect();
        narrow(&mut candidates, |index| self.profiles.get(index).is_some_and(|entry| *entry.path == *path));
        narrow(&mut candidates, |index| {
            let entry = self.profiles.get(index).zip(scores.get(index));
            entry.is_some_and(|(entry, score)| score.statics >= entry.statics)
        });
        // The greatest share of a profile's names wins, then the greatest number of them.
        let share = |index: usize| {
            let entry = self.profiles.get(index).zip(scores.get(index));
            entry.map_or((0, 1), |(entry, score)| (score.names, entry.names.max(1)))
        };
        let order = |one: &usize, other: &usize| {
            let ((hits, names), (other_hits, other_names)) = (share(*one), share(*other));
            (hits.saturating_mul(other_names), hits).cmp(&(other_hits.saturating_mul(names), other_hits))
        };
        let Some(best) = candidates.iter().copied().max_by(|one, other| order(one, other)) else {
            let (method, path) = (clip(method.as_str()).into(), clip(path).escape_debug().to_string().into());
            return Err(ReceiveError(Box::new(Kind::NoProfile { method, path, names })));
        };
        candidates.retain(|index| order(index, &best).is_eq());
        match *candidates {
            [only] => Ok(only),
            _ => Err(ReceiveError(Box::new(Kind::Tie { profiles: candidates, names }))),
        }
    }
}

/// Keeps those that `decides` speaks for, if there are any.
fn narrow(candidates: &mut Vec<usize>, decides: impl Fn(usize) -> bool) {
    if candidates.iter().any(|index| decides(*index)) {
        candidates.retain(|index| decides(*index));
    }
}

/// Counts a name for the profiles that have it. Its value is read only where it is compared.
fn count<'v>(scores: &mut [Score], claims: &[Claim], value: impl Fn() -> Cow<'v, str>) {
    let value = claims.iter().any(|claim| claim.fixed.is_some()).then(value);
    for claim in claims {
        if let Some(score) = scores.get_mut(claim.profile) {
            score.names = score.names.saturating_add(1);
            let is_right = claim.fixed.is_some() && claim.fixed.as_deref() == value.as_deref();
            score.statics = score.statics.saturating_add(usize::from(is_right));
        }
    }
}

/// Keeps the first few names for an error.
fn see(seen: &mut Vec<Box<str>>, name: &str) {
    if seen.len() < 8 {
        seen.push(clip(name).escape_debug().to_string().into());
    }
}

fn fixed_value(rule: &Rule) -> Option<Box<str>> {
    if let Rule::Static(fixed) = rule { Some(fixed.clone()) } else { None }
}

/// The path of a URL or target; an empty one is `/`.
fn path_of(url: &str) -> &str {
    let head = url.split(['?', '#']).next().unwrap_or_default();
    let path = match head.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => head,
    };
    if path.is_empty() { "/" } else { path }
}

/// The body format that a content type stands for; its parameters and case do not count.
fn format_of(content_type: &str) -> Option<BodyFormat> {
    let essence = content_type.split(';').next()?.trim().to_ascii_lowercase();
    match &*essence {
        "application/x-www-form-urlencoded" => Some(BodyFormat::Form),
        json if json == "application/json" || json == "text/json" || json.ends_with("+json") => Some(BodyFormat::Json),
        #[cfg(feature = "xml")]
        xml if xml == "application/xml" || xml == "text/xml" || xml.ends_with("+xml") => Some(BodyFormat::Xml),
        _ => None,
    }
}
