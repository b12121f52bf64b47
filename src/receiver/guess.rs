//! The profile that a request most likely belongs to, told without looking through it.

use crate::json::scan::Scanner;
use crate::profile::http::body_format;
use crate::receiver::routes::{Group, Routes};
use crate::request::BodyFormat;
use crate::template::rules::Guide;
use crate::text::Span;
use crate::wire::engine::{Format, WholeRequest};
use crate::wire::query::read::pairs;
#[cfg(feature = "xml")]
use crate::wire::xml;

impl Routes {
    /// The profile, by its place among all, for which the first name of the request speaks.
    ///
    /// If the request then has everything that the profile has, and nothing else, it belongs to this profile and no other: one with
    /// the same names and path would be of its group or the twin of that, and any other has fewer of the request's names, unless it
    /// has names inside of a value of this one. So no profile is guessed that is not alone by all of this, nor one whose names are
    /// those of a group at another path, unless its path decides.
    pub(super) fn guess(&self, request: WholeRequest<'_, '_>) -> Option<usize> {
        let format = self.format(request)?;
        let (_, first_names) = self.first_names.iter().find(|(of_names, _)| *of_names == format)?;
        let path = self.paths.get(request.target.path());
        let named = first_names.get(first_name(format, request)?)?;
        let is_here = |group: &&Group| path.is_none_or(|path| *path == group.path);
        let mut likely = named.iter().filter_map(|group| self.groups.get(*group)).filter(is_here);
        let (Some(group), None) = (likely.next(), likely.next()) else { return None };
        let shape = self.shapes.get(group.shape)?;
        let is_alone = if path.is_some() { !group.has_twin } else { shape.groups == 1 };
        let is_decided = is_alone && !shape.is_looked_into;
        match *group.entries {
            [entry] if is_decided => self.entries.get(entry).map(|entry| entry.profile),
            _ => None,
        }
    }

    /// The format of a request, where there is no doubt.
    fn format(&self, request: WholeRequest<'_, '_>) -> Option<Format> {
        if !self.method.has_body() {
            return Some(Format::Query);
        }
        let [first, second] = BodyFormat::likely(body_format(request.headers), request.body);
        let is_sure = second.is_none() || first == Some(BodyFormat::guess(request.body));
        first.filter(|_| is_sure).map(Format::Body)
    }
}

/// The first name of a template.
pub(super) fn first_name_of(format: Format, guide: Guide<'_>) -> &[u8] {
    let first = match format {
        Format::Query | Format::Body(BodyFormat::Form) => 0,
        Format::Body(BodyFormat::Json) => 1,
        // The document, and its root.
        #[cfg(feature = "xml")]
        Format::Body(BodyFormat::Xml) => 2,
    };
    guide.name(first).as_bytes()
}

/// The first name of a request as it is written there.
fn first_name<'a>(format: Format, request: WholeRequest<'a, '_>) -> Option<&'a [u8]> {
    match format {
        Format::Query => pairs(request.target.bytes(), request.target.query()?).next().map(|pair| pair.name),
        Format::Body(BodyFormat::Form) => {
            pairs(request.body, Span::of_length(0, request.body.len())).next().map(|pair| pair.name)
        }
        Format::Body(BodyFormat::Json) => {
            let mut scanner = Scanner::new(request.body);
            scanner
                .take(b'{', "an object")
                .and_then(|()| scanner.member_name())
                .ok()
                .map(|name| scanner.slice(name.content))
        }
        #[cfg(feature = "xml")]
        Format::Body(BodyFormat::Xml) => xml::read::first_inside_root(request.body),
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
    use crate::wire::engine::{Input, WholeRequest};

    /// A profile of one of many kinds, most of which are hard to tell apart.
    fn profile(kind: usize) -> AnyProfile {
        fn of<S: FieldSet>(kind: usize) -> AnyProfile {
            let (path, token, format) = (kind % 2, kind / 2 % 3, kind / 6 % 5);
            let fixed = ["", "key=a&", "key=b&"].get(token).copied().unwrap_or_default();
            let url = format!("https://example.com/{path}?{fixed}");
            let url = url.trim_end_matches(['?', '&']);
            let each = |separator: &str, one: &dyn Fn(&str) -> String| {
                let names = S::FIELDS.iter().filter(|field| field.is_required() || kind > 60);
                names.map(|field| one(field.name())).collect::<Vec<_>>().join(separator)
            };
            let pairs = each("&", &|name| format!("{name}=<{name}>"));
            let members = each(",", &|name| format!("\"{name}\":\"<{name}>\""));
            let with_body = |body: String, format| ProfileSpec::post::<S>(url, body).with_body_format(format);
            let spec = match format {
                0 => ProfileSpec::get::<S>(format!("https://example.com/{path}?{fixed}{pairs}")),
                1 => with_body(format!("{fixed}{pairs}"), BodyFormat::Form),
                2 => with_body(format!("{{\"in\":{{{members}}}}}"), BodyFormat::Json),
                #[cfg(feature = "xml")]
                3 => {
                    let elements = each("", &|name| format!("<{name}>{{{name}}}</{name}>"));
                    with_body(format!("<r>{elements}</r>"), BodyFormat::Xml)
                }
                _ => with_body(format!("{{{members}}}"), BodyFormat::Json),
            };
            Profile::<S>::try_from(spec).unwrap().into()
        }
        if kind.is_multiple_of(3) { of::<Incoming>(kind) } else { of::<Outgoing>(kind) }
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
            kinds in prop::collection::vec(0..120_usize, 1..6),
            sent in 0..120_usize,
            changed in prop::option::of((any::<prop::sample::Index>(), "[&=a-z]{0,2}")),
            marked in prop::option::of(prop::sample::select(vec!["application/json", "application/x-www-form-urlencoded", "text/xml"])),
        ) {
            let profiles: Vec<_> = kinds.iter().map(|kind| profile(*kind)).collect();
            let receiver = Receiver::new(profiles.clone());
            let sender = if sent.is_multiple_of(2) { profiles[0].clone() } else { profile(sent) };
            let (method, mut url, mut headers, mut body) = whole(&sender.sample_request().unwrap());
            if let Some((at, text)) = changed {
                let place = if method.has_body() { &mut body } else { &mut url };
                let at = place.char_indices().map(|(at, _)| at).nth(at.index(place.len())).unwrap_or_default();
                place.insert_str(at, &text);
            }
            if let Some(marked) = marked {
                headers.insert("content-type", marked.parse().unwrap());
            }
            let request = WholeRequest { target: Input::of_target(&url), headers: &headers, body: body.as_bytes() };
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
                    prop_assert_eq!(receiver.read(profile, request).unwrap().unwrap().received, delivery.received);
                }
                (Found::One(_), Err(error)) => prop_assert!(error.parse_error().is_some()),
                (Found::Tie(profiles), Err(error)) => prop_assert_eq!(profiles, error.tied_profiles()),
                (Found::Nothing, Err(error)) => prop_assert!(error.tied_profiles().is_empty()),
                (found, received) => prop_assert!(false, "{:?} {:?}", found, received),
            }
        }
    }
}
