//! What is the same in every request of a profile, and whether one that arrived has it.

use http::{HeaderMap, HeaderName, header};

use crate::field::{FieldTable, NO_FIELDS};
use crate::profile::ProfileSpec;
use crate::received::{ParseError, Problem, ProblemCode, Remainder};
use crate::request::Limits;
use crate::template::compiler::Compiled;
use crate::template::rules::{Guide, ParameterRule, Shape};
use crate::text::{EndpointParts, Span, is_same_secret};
use crate::wire::engine::{Format, Target, compare_query, expect_bytes};
use crate::wire::query::compile::compile_static;

/// What is the same in every request of a profile.
#[derive(Debug)]
pub(super) struct StaticParts {
    /// Whether the template has a static parameter that is not empty.
    is_in_template: bool,
    /// The parameters of the endpoint's query, where the template does not stand in it.
    endpoint: Shape,
    /// Where that stands.
    endpoint_query: Span,
    is_in_endpoint: bool,
    /// The static headers that nobody on the way changes.
    headers: Box<[HeaderName]>,
    is_in_headers: bool,
}

impl StaticParts {
    pub(super) fn of(spec: &ProfileSpec, table: &FieldTable, template: &Compiled, headers: &HeaderMap) -> Self {
        let source = spec.template();
        let guide = Guide { source, shape: &template.shape, placements: &[], table };
        let query = if spec.format() == Format::Query { None } else { EndpointParts::of(&spec.endpoint).query };
        let endpoint_query = query.unwrap_or(Span::at(0));
        let endpoint = query.map(|query| compile_static(&spec.endpoint, query)).unwrap_or_default();
        let is_there =
            |name: &&HeaderName| headers.get(*name).is_some_and(|value| !value.as_bytes().trim_ascii().is_empty());
        let compared = || headers.keys().filter(|name| is_compared(name));
        let is_in_headers = compared().any(|name| is_there(&name));
        let headers = compared().cloned().collect();
        let is_in_template = has_static(guide);
        let is_in_endpoint = has_static(guide_of(&endpoint, &spec.endpoint));
        Self { is_in_template, endpoint, endpoint_query, is_in_endpoint, headers, is_in_headers }
    }

    /// Along which the query of an endpoint is compared.
    pub(super) fn endpoint_guide<'p>(&'p self, endpoint: &'p str) -> Guide<'p> {
        guide_of(&self.endpoint, endpoint)
    }

    pub(super) fn is_anything(&self) -> bool {
        self.is_in_template || self.is_beside_template()
    }

    /// Whether something is static that the part of the request in which the template stands cannot show.
    pub(super) fn is_beside_template(&self) -> bool {
        self.is_in_endpoint || self.is_in_headers
    }

    /// Compares the query of a request's target with that of the endpoint, in whose template there is none.
    pub(super) fn compare_target<'a>(
        &self,
        endpoint: &str,
        target: Target<'a>,
        limits: Limits,
        remainder: &mut Remainder<'a>,
    ) -> Result<(), ParseError> {
        let guide = self.endpoint_guide(endpoint);
        let query = target.bytes.get(target.query.range()).unwrap_or_default();
        let is_same = match guide.counts().0 {
            0 => query.is_empty(),
            // As what is rendered has it. Nothing in that is different.
            parameters => parameters <= limits.parameters && self.is_query_of(endpoint, query),
        };
        if is_same {
            return expect_bytes(target.bytes, limits);
        }
        let found = compare_query(guide, target, limits)?;
        remainder.extra.extend(found.extra);
        remainder.problems.extend(found.problems);
        remainder.is_exact &= found.is_exact;
        Ok(())
    }

    /// Whether a query is that of the endpoint, byte for byte.
    fn is_query_of(&self, endpoint: &str, query: &[u8]) -> bool {
        let own = self.endpoint_query.of(endpoint).unwrap_or_default();
        is_same_secret(own.as_bytes(), query)
    }

    /// Compares the headers of a request with those that the profile sends.
    pub(super) fn compare_headers(&self, sent: &HeaderMap, found: &HeaderMap, remainder: &mut Remainder<'_>) {
        remainder.problems.extend(self.headers.iter().filter_map(|name| different_header(name, sent, found)));
    }

    /// Whether there are static headers, and a request has them.
    pub(super) fn has_headers(&self, sent: &HeaderMap, found: &HeaderMap) -> bool {
        let is_same = |name: &HeaderName| different_header(name, sent, found).is_none();
        !self.headers.is_empty() && self.headers.iter().all(is_same)
    }
}

/// What is wrong with a header. Where it is repeated, each is compared: nobody knows which one another program reads.
fn different_header(name: &HeaderName, sent: &HeaderMap, found: &HeaderMap) -> Option<Problem> {
    let expected = sent.get(name)?.as_bytes().trim_ascii();
    let mut values = found.get_all(name).iter().map(|value| value.as_bytes().trim_ascii()).peekable();
    if values.peek().is_none() {
        return Some(Problem::new(ProblemCode::HeaderMissing, None, name.as_str(), Span::at(0)));
    }
    let different = values.find(|value| !is_same_secret(value, expected))?;
    let span = Span::of_length(0, different.len());
    Some(Problem::new(ProblemCode::HeaderMismatch, None, name.as_str(), span))
}

fn guide_of<'p>(shape: &'p Shape, endpoint: &'p str) -> Guide<'p> {
    Guide { source: endpoint, shape, placements: &[], table: &NO_FIELDS }
}

/// Whether something static is there: an empty value and a `null` tell nothing of who sent them.
fn has_static(guide: Guide<'_>) -> bool {
    // A segment of a path is no secret.
    let first_segment = guide.segments().start;
    guide.parameters().any(|(number, rule)| match rule {
        ParameterRule::Static(text) if number < first_segment => !matches!(guide.text(*text), "" | "null"),
        _ => false,
    })
}

/// Whether a header arrives as it was sent: what stands between the two sets those that speak of the client, of the form of the
/// body, and of the connection, which no profile has.
fn is_compared(name: &HeaderName) -> bool {
    let is_of_client = *name == header::USER_AGENT || name.as_str().starts_with("accept");
    !is_of_client && *name != header::CONTENT_TYPE
}
