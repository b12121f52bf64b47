//! What keeps an endpoint from being a URL.

use std::borrow::Cow;

use url::Url;

use crate::diagnostic::{Code, Diagnostic, Fix, Part};
use crate::endpoint::advice::{LONG_URL_BYTES, check_length, check_manners, credentials_in};
use crate::request::Limits;
use crate::template::compiler::Compiler;
use crate::template::foreign_findings::Standing;
use crate::template::marked::Marked;
use crate::template::placeholders::Piece;
use crate::text::{
    ByteClass, EndpointParts, Span, URI_BYTES, credentials, forgotten_query, hex_value, shown, shown_beginning, visible,
};
use crate::wire::query::read::pairs;
use crate::wire::query::write::encoded_value;

/// Reports everything that keeps the endpoint from being a URL, its placeholders apart.
pub(crate) fn check(compiler: &mut Compiler<'_>, parts: EndpointParts) {
    let authority = check_address(compiler, parts);
    let path = Span::new(authority.end, parts.head.end);
    check_characters(compiler, path, false);
    if let Some(query) = parts.query {
        check_characters(compiler, query, true);
    }
    if let Some(credentials) = credentials_in(compiler.source, authority) {
        check_percent(compiler, credentials);
    }
    check_percent(compiler, path);
    if let Some(fragment) = parts.fragment {
        let help = "leave it out, or write `%23` for the character itself";
        compiler.report(Code::EndpointFragment, fragment, "the endpoint has a fragment, which is never sent", help);
        compiler.look_for_foreign(Span::new(fragment.start + 1, fragment.end), Standing::Fragment);
        check_text(compiler, fragment, Place::Value);
        check_percent(compiler, fragment);
    }
}

/// The path of an endpoint.
pub(crate) fn path_of(compiler: &Compiler<'_>, parts: EndpointParts) -> Span {
    let head = substitute(compiler.marked, parts.head);
    let authority = head.find("://").map_or(head.len(), |at| at + 3);
    let length = head.get(authority..).and_then(|rest| rest.find('/'));
    Span::new(length.map_or(parts.head.end, |length| authority + length), parts.head.end)
}

/// Reports an escape in `range` that is not finished.
fn check_percent(compiler: &mut Compiler<'_>, range: Span) {
    let text = compiler.marked.masked().as_bytes().get(range.range()).unwrap_or_default();
    for at in memchr::memchr_iter(b'%', text) {
        let hex = text.iter().skip(at + 1).take(2).take_while(|digit| hex_value(**digit).is_some()).count();
        let start = range.start + at;
        let span = Span::of_length(start, 1 + hex);
        if hex < 2 && !compiler.is_foreign(span) {
            let found = shown_beginning(span.of(compiler.source).unwrap_or_default());
            let message = format!("`{found}` is an unfinished percent-encoding");
            let fix = Some(Fix::new(Span::of_length(start, 1), "%25"));
            compiler.report_fixable(Code::CutEscape, span, message, "write `%25` for the character itself", fix);
        }
    }
}

/// Checks scheme and authority, and gives the place of the authority.
fn check_address(compiler: &mut Compiler<'_>, parts: EndpointParts) -> Span {
    let head = &*substitute(compiler.marked, parts.head);
    let is_known = |scheme: &str| ["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let Some((_, rest)) = head.split_once("://").filter(|(scheme, _)| is_known(scheme)) else {
        let end = head.find("//").map_or(head.len(), |at| at + 2);
        invalid(compiler, Span::new(0, end), "it does not begin with `https://` or `http://`");
        return Span::at(end);
    };
    let start = head.len() - rest.len();
    let end = start + rest.find('/').unwrap_or(rest.len());
    let authority = Span::new(start, end);
    let address = head.get(..end).unwrap_or_default();
    let host = address.get(start..).unwrap_or_default();
    if let Some(bad) = host.chars().find(|c| !is_uri_character(*c)) {
        invalid(compiler, authority, &format!("its host holds the character `{}`", visible(bad)));
    } else if host.is_empty() {
        invalid(compiler, authority, "it has no host");
    } else {
        check_url(compiler, authority, address);
    }
    authority
}

/// Lets the libraries judge that know URLs best, on the endpoint before its path.
fn check_url(compiler: &mut Compiler<'_>, authority: Span, address: &str) {
    match Url::parse(address) {
        Err(error) => invalid(compiler, authority, &error.to_string()),
        Ok(_) if address.parse::<http::Uri>().is_err() => {
            invalid(compiler, authority, "its host is not one that HTTP can name");
        }
        Ok(url) => check_manners(compiler, authority, url.host()),
    }
    match check_size(compiler.marked) {
        Err(found) => compiler.findings.push(found),
        Ok(written) => check_length(compiler, written),
    }
}

/// How many bytes the endpoint takes with all values empty.
///
/// # Errors
///
/// They are more than a URL may have.
pub(crate) fn check_size(endpoint: &Marked<'_>) -> Result<usize, Diagnostic> {
    let written = written_length(endpoint);
    if written <= Limits::URL_BYTES {
        return Ok(written);
    }
    Err(not_a_url(Span::whole(endpoint.source()), &format!("it is longer than {} bytes", Limits::URL_BYTES)))
}

/// How long the URL is with all values empty; beyond all doubt short where it is short as it is written.
fn written_length(endpoint: &Marked<'_>) -> usize {
    let text = endpoint.source();
    if text.len() <= LONG_URL_BYTES {
        return text.len();
    }
    let literals = endpoint.pieces(Span::whole(text));
    literals.map(|piece| if let Piece::Literal(span) = piece { span.len() } else { 0 }).sum()
}

fn invalid(compiler: &mut Compiler<'_>, span: Span, reason: &str) {
    compiler.findings.push(not_a_url(span, reason));
}

fn not_a_url(span: Span, reason: &str) -> Diagnostic {
    let message = format!("the endpoint is not a URL: {reason}");
    let help = "write an absolute URL such as `https://example.com/callbacks`";
    Diagnostic::new(Code::InvalidEndpoint, Part::Endpoint, span, message).with_help(help)
}

/// The text of `range` with a letter for every byte of a placeholder: those are reported as misplaced, not as bad characters.
fn substitute(marked: &Marked<'_>, range: Span) -> String {
    let substituted = marked.pieces(range).map(|piece| match piece {
        Piece::Literal(span) => Cow::Borrowed(span.of(marked.source()).unwrap_or_default()),
        Piece::Placeholder(span) | Piece::NotAName(span) | Piece::Unclosed(span) => "x".repeat(span.len()).into(),
    });
    substituted.collect()
}

/// Reports each run of characters in `range`, which may hold values, that a URI cannot hold.
pub(crate) fn check_characters(compiler: &mut Compiler<'_>, range: Span, may_hold_values: bool) {
    let standing = |is_value: bool| if is_value && !compiler.is_fixed { Standing::Value } else { Standing::Outside };
    let (in_path, in_value) = (standing(compiler.table.syntax.path), standing(true));
    if !may_hold_values {
        if is_plain_path(range.of(compiler.marked.masked()).unwrap_or_default().as_bytes()) {
            return;
        }
        for segment in range.split(compiler.marked.masked(), ['/']) {
            compiler.look_for_foreign(segment, in_path);
        }
        return check_text(compiler, range, Place::Path);
    }
    let masked = compiler.marked.masked().as_bytes();
    let query = masked.get(range.range()).unwrap_or_default();
    if compiler.marked.is_builtin() && is_plain(query) {
        return;
    }
    // Each by itself, as placeholders are found in them.
    for pair in pairs(masked, range) {
        compiler.look_for_foreign(pair.name_span(), Standing::Name);
        check_text(compiler, pair.name_span(), Place::Name);
        compiler.look_for_foreign(pair.value_span(), in_value);
        check_text(compiler, pair.value_span(), Place::Value);
    }
}

/// Whether each pair of brackets in a query stands in one name or value, and all other characters are those of a URI and none with
/// which a placeholder of another platform begins: nothing is to be reported of it then.
fn is_plain(query: &[u8]) -> bool {
    let mut is_open = false;
    let is_all = query.iter().all(|byte| match byte {
        b'<' => !std::mem::replace(&mut is_open, true),
        b'>' => std::mem::replace(&mut is_open, false),
        b'&' | b'=' => !is_open,
        other => PLAIN_BYTES.contains(*other),
    });
    is_all && !is_open
}

/// Whether nothing is to be reported of the characters of a path.
fn is_plain_path(path: &[u8]) -> bool {
    let mut is_behind_hyphen = false;
    path.iter().all(|byte| {
        let is_plain = PLAIN_BYTES.contains(*byte) || (*byte == b'-' && !is_behind_hyphen);
        is_behind_hyphen = *byte == b'-';
        is_plain
    })
}

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Path,
    Name,
    Value,
}

fn check_text(compiler: &mut Compiler<'_>, range: Span, place: Place) {
    let source = compiler.source;
    for piece in compiler.marked.pieces(range) {
        let Piece::Literal(literal) = piece else { continue };
        let bytes = source.as_bytes().get(literal.range()).unwrap_or_default();
        if bytes.iter().all(|byte| URI_BYTES.contains(*byte)) {
            continue;
        }
        // Without a blank behind it, a name could be another one's.
        let is_named = place == Place::Name && range.of(source).is_some_and(|name| !name.trim().is_empty());
        for part in compiler.without_foreign(literal) {
            for span in part.runs(source, |character| !is_uri_character(character)) {
                invalid_characters(compiler, span, place, !is_named);
            }
        }
    }
}

fn invalid_characters(compiler: &mut Compiler<'_>, span: Span, place: Place, may_go: bool) {
    if compiler.findings.is_full(Code::InvalidCharacter.severity()) {
        return compiler.report(Code::InvalidCharacter, span, "", "");
    }
    let run = span.of(compiler.source).unwrap_or_default();
    // A static value may be a token, so no more than what kind of character it holds is told of it.
    let is_secret = !run.is_ascii() && (place != Place::Path || is_beside_address(compiler.source, span));
    let message = if is_secret {
        "characters beyond ASCII cannot stand there as they are".to_owned()
    } else {
        format!("`{}` cannot stand there as it is", shown(run))
    };
    let is_trailing_blank = may_go && span.end == compiler.source.len() && run.trim().is_empty();
    let replacement = encoded_value(if is_trailing_blank { "" } else { run });
    let help = match is_trailing_blank {
        true => "leave it out".to_owned(),
        false if is_secret => "percent-encode their bytes in UTF-8".to_owned(),
        false => format!("write `{}`", shown(&replacement)),
    };
    compiler.report_fixable(Code::InvalidCharacter, span, message, help, Some(Fix::new(span, replacement)));
}

/// Whether a place in an endpoint is in its credentials, or not before its query.
fn is_beside_address(endpoint: &str, span: Span) -> bool {
    let query = EndpointParts::of(endpoint).query.or_else(|| forgotten_query(endpoint));
    let credentials = credentials(endpoint);
    query.is_some_and(|query| query.start <= span.start) || credentials.is_some_and(|inside| span.start < inside.end)
}

/// Those of [`URI_BYTES`] that begin no other platform's placeholder.
static PLAIN_BYTES: ByteClass = ByteClass::of(b"._~:/?]!&')+,;=");

fn is_uri_character(character: char) -> bool {
    u8::try_from(character).is_ok_and(|byte| URI_BYTES.contains(byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Place, check_text, is_plain, pairs};
    use crate::diagnostic::{Findings, Part};
    use crate::field::NO_FIELDS;
    use crate::template::compiler::Compiler;
    use crate::template::marked::Marked;
    use crate::text::Span;
    use crate::wire::engine::Format;

    proptest! {
        /// What is taken for plain is what nothing is found in where it is looked at piece by piece.
        #[test]
        fn nothing_is_found_in_a_plain_query(query in "([a-z1=&<> %#\u{e9}\"+.]|<[a-z.]{1,3}>|[a-z]=){0,12}") {
            let mut findings = Findings::default();
            let syntax = Format::Query.syntax();
            let marked = Marked::of(&query, &NO_FIELDS, syntax.brackets);
            let mut compiler = Compiler::new(&marked, Part::Endpoint, syntax, &mut findings);
            for pair in pairs(query.as_bytes(), Span::whole(&query)) {
                check_text(&mut compiler, pair.name_span(), Place::Name);
                check_text(&mut compiler, pair.value_span(), Place::Value);
            }
            let report = findings.into_report_in_order();
            prop_assert!(!is_plain(query.as_bytes()) || report.is_clean(), "{}", query);
        }
    }

    #[test]
    fn templates_are_plain() {
        assert!(is_plain(b"id=<id>&a=x<b.c>y&key=7+1&flag"));
        assert!(!is_plain(b"id=[id]"));
        assert!(!is_plain(b"a=<b&c>"));
    }
}
