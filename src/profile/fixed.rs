//! What a profile fixes in every request, and whether one that arrived has it.

use http::{HeaderMap, HeaderName, header};
use subtle::ConstantTimeEq;

use crate::field::{FieldTable, NO_FIELDS};
use crate::profile::ProfileSpec;
use crate::received::{ParseError, Problem, ProblemCode, Remainder};
use crate::request::Limits;
use crate::template::compiler::Compiled;
use crate::template::rules::{Guide, ParameterRule, Shape};
use crate::text::{EndpointParts, Span};
use crate::wire::engine::{Format, Input, compare_query};
use crate::wire::query::compile::compile_static;

/// What is the same in every request of a profile.
#[derive(Debug)]
pub(super) struct Fixed {
    /// Whether the template has a static parameter that is not empty.
    is_in_template: bool,
    /// The parameters of the endpoint's query, where the template does not stand in it.
    endpoint: Shape,
    is_in_endpoint: bool,
    /// The static headers that nobody on the way changes.
    headers: Box<[HeaderName]>,
}

impl Fixed {
    pub(super) fn of(spec: &ProfileSpec, table: &FieldTable, template: &Compiled, headers: &HeaderMap) -> Self {
        let guide = Guide { source: spec.template(), shape: &template.shape, placements: &[], table };
        let query = if spec.format() == Format::Query { None } else { EndpointParts::of(&spec.endpoint).query };
        let endpoint = query.map(|query| compile_static(&spec.endpoint, query)).unwrap_or_default();
        let headers = headers.keys().filter(|name| is_compared(name)).cloned().collect();
        let mut fixed = Self { is_in_template: has_static(guide), endpoint, is_in_endpoint: false, headers };
        fixed.is_in_endpoint = has_static(fixed.endpoint_guide(&spec.endpoint));
        fixed
    }

    /// Along which the query of an endpoint is compared.
    pub(super) fn endpoint_guide<'p>(&'p self, endpoint: &'p str) -> Guide<'p> {
        Guide { source: endpoint, shape: &self.endpoint, placements: &[], table: &NO_FIELDS }
    }

    pub(super) fn is_anything(&self) -> bool {
        self.is_in_template || self.is_beside_template()
    }

    /// Whether something is fixed that the part of the request in which the template stands cannot show.
    pub(super) fn is_beside_template(&self) -> bool {
        self.is_in_endpoint || !self.headers.is_empty()
    }

    /// Compares the query of a request's target with that of the endpoint, in whose template there is none.
    pub(super) fn compare_target<'a>(
        &self,
        endpoint: &str,
        target: Input<'a>,
        limits: Limits,
        remainder: &mut Remainder<'a>,
    ) -> Result<(), ParseError> {
        let found = compare_query(self.endpoint_guide(endpoint), target, limits)?;
        remainder.extra.extend(found.extra);
        remainder.problems.extend(found.problems);
        remainder.is_exact &= found.is_exact;
        Ok(())
    }

    /// Compares the headers of a request with those that the profile sends.
    pub(super) fn compare_headers(&self, sent: &HeaderMap, found: &HeaderMap, remainder: &mut Remainder<'_>) {
        for name in &self.headers {
            let Some(expected) = sent.get(name).map(|value| value.as_bytes().trim_ascii()) else { continue };
            let mut values = found.get_all(name).iter().map(|value| value.as_bytes().trim_ascii()).peekable();
            let is_missing = values.peek().is_none();
            let different = values.find(|value| !bool::from(value.ct_eq(expected)));
            let (code, span) = match different {
                _ if is_missing => (ProblemCode::HeaderMissing, Span::at(0)),
                Some(value) => (ProblemCode::HeaderMismatch, Span::of_length(0, value.len())),
                None => continue,
            };
            remainder.problems.push(Problem::new(code, None, name.as_str(), span));
        }
    }
}

/// Whether something is fixed that is not empty: an absent value tells nothing of who sent it.
fn has_static(guide: Guide<'_>) -> bool {
    guide.parameters().any(|(_, rule)| matches!(rule, ParameterRule::Static(text) if !guide.text(*text).is_empty()))
}

/// Whether a header arrives as it was sent: what stands between the two sets those that speak of the client, of the form of the
/// body, and of the connection, which no profile has.
fn is_compared(name: &HeaderName) -> bool {
    let is_of_client = *name == header::USER_AGENT || name.as_str().starts_with("accept");
    !is_of_client && *name != header::CONTENT_TYPE
}
