//! The profile that a request most likely belongs to, told without looking through it.

use std::borrow::Cow;

use crate::json::decode::decode;
use crate::json::scan::Scanner;
use crate::profile::http::body_format;
use crate::receiver::beginnings::Place;
use crate::receiver::routes::{Group, Routes};
use crate::request::{BodyFormat, Limits};
use crate::text::Span;
use crate::wire::engine::{Format, WholeRequest};
use crate::wire::query;
use crate::wire::query::read::{Pairs, pairs};
#[cfg(feature = "xml")]
use crate::wire::xml;

impl Routes {
    /// The profile, by its place among all, for which the first names of the request speak, and the value that tells it from others.
    ///
    /// If the request then has everything that the profile has, and nothing else, it belongs to this profile and no other: one with
    /// the same names and path would be of its group, where another has other static values than the request, or the twin of that; and
    /// any other has fewer of the request's names, unless it has names inside of a value of this one. So no profile is guessed that is
    /// not alone by all of this, nor one whose names are those of a group at another path, unless its path decides.
    pub(super) fn guess(&self, request: WholeRequest<'_, '_>) -> Option<usize> {
        let format = self.format(request)?;
        let (_, beginnings) = self.beginnings.iter().find(|(of, _)| *of == format)?;
        let beginnings = match self.path(request.target.path()) {
            Some(path) => beginnings.paths.get(path)?,
            None => &beginnings.anywhere,
        };
        let name = |Place { is_beside, number }| {
            let mut names = Names::of(if is_beside { Format::Query } else { format }, request)?;
            (0..number).try_for_each(|_| names.next().map(drop))?;
            names.next()
        };
        let number = beginnings.group(name)?;
        let entry = self.entry(number, self.groups.get(number)?, request)?;
        self.entries.get(entry).map(|entry| entry.profile)
    }

    /// The entry of a group whose static values the request has, as far as one of them tells.
    fn entry(&self, number: usize, group: &Group, request: WholeRequest<'_, '_>) -> Option<usize> {
        if let [entry] = *group.entries {
            return Some(entry);
        }
        let key = group.key.as_ref()?;
        let mut names = Names::of(key.place, request)?;
        while names.next()? != key.name.as_bytes() {}
        let with_value = self.name(key.number)?.static_values.get(&*names.text()?)?;
        let group_of = |entry: &usize| self.entries.get(*entry).map(|entry| entry.group);
        let (_, from) = with_value
            .entries
            .split_at_checked(with_value.entries.partition_point(|entry| group_of(entry) < Some(number)))?;
        let mut of_group = from.iter().take_while(|entry| group_of(entry) == Some(number));
        of_group.next().copied().filter(|_| of_group.next().is_none())
    }

    /// The format of a request, where there is no doubt.
    fn format(&self, request: WholeRequest<'_, '_>) -> Option<Format> {
        if !self.method.has_body() {
            return Some(Format::Query);
        }
        let guess = BodyFormat::guess(request.body);
        // What looks like a form may be anything; of what looks like another format no mark tells more.
        let is_sure =
            guess != BodyFormat::Form || body_format(request.headers).is_none_or(|marked| marked == BodyFormat::Form);
        is_sure.then_some(Format::Body(guess))
    }
}

/// The names of a request in one place, as they are written there, one after the other.
enum Names<'a> {
    Parameters(Pairs<'a>, &'a [u8]),
    /// At a value, where a name was read.
    Members(Scanner<'a>, bool),
    /// The first in the root of a document.
    #[cfg(feature = "xml")]
    Element(Option<&'a [u8]>),
}

impl<'a> Names<'a> {
    fn of(place: Format, request: WholeRequest<'a, '_>) -> Option<Self> {
        Some(match place {
            Format::Query => Self::Parameters(pairs(request.target.bytes, request.target.query), b""),
            Format::Body(BodyFormat::Form) => {
                Self::Parameters(pairs(request.body, Span::of_length(0, request.body.len())), b"")
            }
            Format::Body(BodyFormat::Json) => {
                let mut scanner = Scanner::new(request.body);
                scanner.take(b'{', "an object").ok()?;
                Self::Members(scanner, false)
            }
            #[cfg(feature = "xml")]
            Format::Body(BodyFormat::Xml) => Self::Element(xml::read::first_inside_root(request.body)),
        })
    }

    fn next(&mut self) -> Option<&'a [u8]> {
        match self {
            Self::Parameters(pairs, value) => {
                let pair = pairs.next()?;
                *value = pair.value.unwrap_or_default();
                Some(pair.name)
            }
            Self::Members(scanner, is_at_value) => {
                if *is_at_value {
                    scanner.value(Limits::TEMPLATE_DEPTH).ok()?;
                    scanner.another(b'}', "a member").ok().filter(|another| *another)?;
                }
                *is_at_value = true;
                scanner.take(b'"', "a name").ok()?;
                // One with an escaped quote in it is not one that is looked for.
                let length = memchr::memchr(b'"', scanner.rest())?;
                let name = scanner.rest().get(..length)?;
                scanner.set_position(scanner.position() + length + 1);
                scanner.take(b':', "a value").ok()?;
                Some(name)
            }
            #[cfg(feature = "xml")]
            Self::Element(name) => name.take(),
        }
    }

    /// The text of the last name that was read.
    fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Parameters(_, value) => Some(query::decode::decode(value).0),
            Self::Members(scanner, _) => {
                let mut scanner = scanner.clone();
                let text = scanner.string().ok()?;
                Some(decode(scanner.slice(text.content), text.has_escapes).0)
            }
            #[cfg(feature = "xml")]
            Self::Element(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use proptest::prelude::*;

    use crate::field::{FieldSet, Incoming, Outgoing};
    use crate::profile::{AnyProfile, Profile, ProfileSpec};
    use crate::received::{Problem, ProblemCode};
    use crate::receiver::receiver::Receiver;
    use crate::receiver::routes::Found;
    use crate::request::{BodyFormat, Method, Request};
    use crate::wire::engine::{Target, WholeRequest};

    /// How many kinds of profiles there are.
    const KINDS: usize = 2 * FIXED.len() * 6 * 2 * 2;

    /// What stands before the names of the set: static values, a name of another profile's static value, the same name twice.
    const FIXED: [&str; 8] =
        ["", "key=a", "key=b", "key=a&v=1", "key=b&v=1", "key=a&v=<from>", "v=1&key=<from>", "v=1&key=%61"];

    /// A profile of one of many kinds, most of which are hard to tell apart.
    fn profile(kind: usize) -> AnyProfile {
        fn of<S: FieldSet>(kind: usize) -> AnyProfile {
            let (path, fixed, format) = (kind % 2, kind / 2 % FIXED.len(), kind / 2 / FIXED.len() % 6);
            let is_large = kind / 12 / FIXED.len() % 2 == 1;
            let placed = S::FIELDS.first().map_or("", |field| field.name());
            let fixed = FIXED.get(fixed).copied().unwrap_or_default().replace("from", placed);
            let each = |separator: &str, one: &dyn Fn(&str) -> String| {
                let names = S::FIELDS.iter().filter(|field| field.is_required() || is_large);
                names.map(|field| one(field.name())).collect::<Vec<_>>().join(separator)
            };
            let joined = |separator: &str, fixed: String, others: String| {
                if fixed.is_empty() { others } else { fixed + separator + &others }
            };
            let pairs = joined("&", fixed.clone(), each("&", &|name| format!("{name}=<{name}>")));
            let url = format!("https://example.com/{path}");
            let is_static = !fixed.is_empty() && !fixed.contains('<');
            let address = if is_static { format!("{url}?{fixed}") } else { url.clone() };
            let members = each(",", &|name| format!("\"{name}\":\"<{name}>\""));
            let in_body = fixed.split('&').filter_map(|pair| pair.split_once('='));
            let in_body: Vec<_> = in_body.map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
            let with_body =
                |url: &str, body: String, format| ProfileSpec::post::<S>(url, body).with_body_format(format);
            let spec = match format {
                0 => ProfileSpec::get::<S>(format!("{url}?{pairs}")),
                1 => with_body(&address, pairs, BodyFormat::Form),
                2 => with_body(&address, format!("{{\"in\":{{{members}}}}}"), BodyFormat::Json),
                #[cfg(feature = "xml")]
                3 => {
                    let elements = each("", &|name| format!("<{name}>{{{name}}}</{name}>"));
                    with_body(&address, format!("<r>{elements}</r>"), BodyFormat::Xml)
                }
                4 => with_body(&url, format!("{{{}}}", joined(",", in_body.join(","), members)), BodyFormat::Json),
                _ => with_body(&address, format!("{{{members}}}"), BodyFormat::Json),
            };
            Profile::<S>::try_from(spec).unwrap_or_else(|report| panic!("{report:#}")).into()
        }
        if kind % KINDS < KINDS / 2 { of::<Incoming>(kind) } else { of::<Outgoing>(kind) }
    }

    fn whole(request: &Request) -> (Method, String, HeaderMap, String) {
        let method = request.method().as_str().parse().unwrap();
        let body = request.body().unwrap_or_default().to_owned();
        (method, request.url().to_owned(), request.headers().clone(), body)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// Whatever a receiver makes of its guess, it is what all names of the request say.
        #[test]
        fn a_guess_that_holds_is_what_all_names_say(
            alike in 0..KINDS / 16,
            kinds in prop::collection::vec((0..16_usize, prop::option::weighted(0.25, 0..KINDS)), 1..12),
            sent in prop::option::of(0..KINDS),
            first in prop::sample::select(vec!["", "a", "b", "1"]),
            is_prefixed in any::<bool>(),
            changed in prop::option::of((any::<prop::sample::Index>(), "[&=a-z]{0,2}")),
            marked in prop::option::of(prop::sample::select(vec!["application/json", "application/x-www-form-urlencoded", "text/xml"])),
        ) {
            let kinds = kinds.into_iter().map(|(near, any)| any.unwrap_or(alike * 16 + near));
            let profiles: Vec<_> = kinds.map(profile).collect();
            let receiver = Receiver::new(profiles.clone());
            let sender = sent.map_or_else(|| profiles[0].clone(), profile);
            let placed = sender.erased().table().name(0);
            let (method, mut url, mut headers, mut body) =
                whole(&sender.render_json(&format!("{{\"{placed}\": \"{first}\"}}")).unwrap().unwrap());
            if is_prefixed {
                url = url.replace("example.com/", "example.com/behind/");
            }
            if let Some((at, text)) = changed {
                let place = if method.has_body() { &mut body } else { &mut url };
                let at = place.char_indices().map(|(at, _)| at).nth(at.index(place.len())).unwrap_or_default();
                place.insert_str(at, &text);
            }
            if let Some(marked) = marked {
                headers.insert("content-type", marked.parse().unwrap());
            }
            let request = WholeRequest { target: Target::of(url.as_bytes()), headers: &headers, body: body.as_bytes() };
            let routes = receiver.routes(&method.into());
            let found = routes.map_or(Found::Nothing, |routes| routes.find(request));
            let received = receiver.receive(&method.into(), &url, &headers, body.as_bytes());
            let unescaped = [ProblemCode::UnescapedQuote, ProblemCode::UnescapedMarkup];
            let is_escaped = |problem: &Problem| !unescaped.contains(&problem.code());
            match (found, received) {
                // Such a body is not one that all names are counted in.
                (_, Ok(delivery)) if !delivery.received.problems().iter().all(is_escaped) => {}
                (Found::One(profile), Ok(delivery)) => {
                    prop_assert_eq!(profile, delivery.profile);
                    let read = receiver.read(profile, request, &mut None).unwrap();
                    prop_assert_eq!(read.unwrap().received, delivery.received);
                }
                (Found::One(_), Err(error)) => prop_assert!(error.parse_error().is_some()),
                (Found::Tie(profiles), Err(error)) => prop_assert_eq!(profiles, error.tied_profiles()),
                (Found::Nothing, Err(error)) => prop_assert!(error.tied_profiles().is_empty()),
                (found, received) => prop_assert!(false, "{:?} {:?}", found, received),
            }
        }
    }
}
