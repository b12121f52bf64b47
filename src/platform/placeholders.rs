//! The syntax of a platform's placeholders, from its file.

use std::borrow::Cow;

use crate::diagnostic::Code;
use crate::field::PlaceholderSyntax;
use crate::field::syntax_problem::{
    LONGEST_DELIMITER, LONGEST_ESCAPE, SyntaxProblem, close_problem, escape_problem, markup_problem, open_problem,
};
use crate::form::reader::FileReader;
use crate::form::written::Written;
use crate::platform::spec::{PairSpec, PlaceholdersSpec};
use crate::request::Method;
use crate::text::shown;

/// A text of a syntax, and the name of its key.
type Text<'t> = (&'static str, &'t Written<String>);

/// The syntax that a file says, if names can be judged by it; what is wrong with it is reported.
pub(super) fn syntax(spec: PlaceholdersSpec, reader: &mut FileReader<'_>) -> Option<PlaceholderSyntax> {
    let open = spec.open?;
    let close = spec.close.unwrap_or_default();
    let mut all_fit = is_fit(reader, ("open", &open), open_problem(&open.value));
    all_fit &= is_fit(reader, ("close", &close), close_problem(&close.value));
    if let Some(escape) = &spec.escape {
        all_fit &= is_fit(reader, ("escape", escape), escape_problem(&escape.value, &open.value));
    }
    let methods = spec.methods.unwrap_or_default();
    let xml = spec.xml.and_then(|pair| xml(pair, reader));
    all_fit.then_some(PlaceholderSyntax {
        is_builtin: false,
        open: open.value.into(),
        close: close.value.into(),
        xml,
        ignore_case: spec.ignore_case.unwrap_or_default(),
        escape: spec.escape.map(|escape| escape.value.into()),
        json: spec.json.unwrap_or_default(),
        path: spec.path.unwrap_or_default(),
        space: spec.space.unwrap_or_default(),
        methods: methods.into_iter().map(Method::as_str).collect(),
    })
}

/// The texts around a name in XML.
fn xml(pair: PairSpec, reader: &mut FileReader<'_>) -> Option<(Cow<'static, str>, Cow<'static, str>)> {
    let open = pair.open?;
    let close = pair.close.unwrap_or_default();
    let mut all_fit = is_fit(reader, ("open", &open), open_problem(&open.value).or(markup_problem(&open.value)));
    all_fit &= is_fit(reader, ("close", &close), close_problem(&close.value).or(markup_problem(&close.value)));
    all_fit.then(|| (open.value.into(), close.value.into()))
}

/// Whether there is no problem; one is reported.
fn is_fit(reader: &mut FileReader<'_>, (key, text): Text<'_>, problem: Option<SyntaxProblem>) -> bool {
    let Some(problem) = problem else { return true };
    let Written { value, span } = text;
    let value = shown(value);
    let longest = if key == "escape" { LONGEST_ESCAPE } else { LONGEST_DELIMITER };
    let (message, help) = match problem {
        SyntaxProblem::Empty => (format!("`{key}` is empty"), "write the text before a name, such as `{`"),
        SyntaxProblem::TooLong => (
            format!("`{key}` is longer than {longest} characters: `{value}`"),
            "write the text around a name without what belongs to the name",
        ),
        SyntaxProblem::ControlCharacter => {
            (format!("`{key}` has a control character: `{value}`"), "write characters that can be seen")
        }
        SyntaxProblem::Markup => (
            format!("`{key}` has `<` or `&`, which XML needs for itself: `{value}`"),
            "write the text that stands for it in XML bodies",
        ),
        SyntaxProblem::NotAfterOpen => (
            format!("`{key}` does not go on behind the opening text: `{value}`"),
            "write the opening text and what follows it where it stands for itself, such as `%%` for `%`",
        ),
    };
    reader.report(Code::InvalidPlaceholders, *span, message, help);
    false
}
