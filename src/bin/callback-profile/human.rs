//! Findings for people, with excerpts.

use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use callback_profile::diagnostic::{Severity, Span};
use callback_profile::file::{FileDiagnostic, FileReport};

use crate::outcome::{Outcome, counted};
use crate::{files, terminal};

/// No excerpt is wider than this.
const WIDTH: usize = 120;

/// Lines longer than this are not read as a whole for each finding.
const LONGEST_EXCERPT: usize = 8 * 1024;

pub(crate) fn print(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let renderer = renderer(io::stdout().is_terminal());
    for file in &outcome.files {
        print_report(&renderer, &file.path, &file.text, &file.report, out)?;
    }
    let files = counted(outcome.files.len(), "file");
    let [errors, warnings] =
        [Severity::Error, Severity::Warning].map(|severity| counted(outcome.count(severity), severity.as_str()));
    let skipped = outcome.skipped_line().map(|skipped| format!("; {skipped}")).unwrap_or_default();
    writeln!(out, "{files} checked: {errors}, {warnings}{skipped}")
}

/// Colours go to a terminal only, and not where `NO_COLOR` is set to anything.
pub(crate) fn renderer(is_terminal: bool) -> Renderer {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let renderer = if is_terminal && !no_color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH)
}

pub(crate) fn print_report(
    renderer: &Renderer,
    path: &Path,
    text: &str,
    report: &FileReport,
    out: &mut impl Write,
) -> io::Result<()> {
    let masked = terminal::as_long(&report.masked(text));
    for found in report.diagnostics() {
        writeln!(out, "{}\n", rendered(renderer, path, &masked, found))?;
    }
    Ok(())
}

fn rendered(renderer: &Renderer, path: &Path, masked: &str, found: &FileDiagnostic) -> String {
    let diagnostic = found.diagnostic();
    let level = match diagnostic.severity() {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        _ => Level::ERROR,
    };
    let (span, place, path) = (found.file_span(), found.place(), files::shown(path));
    let lines = excerpt(masked, span);
    let source = masked.get(lines.clone()).unwrap_or_default();
    let inside = |offset: usize| offset.saturating_sub(lines.start).min(source.len());
    let annotation = AnnotationKind::Primary.span(inside(span.start)..inside(span.end));
    let snippet = Snippet::source(source).line_start(place.line).annotation(annotation);
    let title = level.primary_title(diagnostic.message()).id(diagnostic.code().as_str());
    // The place is that in the file, whose characters are not as wide as what masks them.
    let mut group = title.element(Origin::path(path).line(place.line).char_column(place.column)).element(snippet);
    if !diagnostic.help().is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help()));
    }
    let text = renderer.render(&[group]);
    // Where a place and its excerpt come apart, a line of colons is put between them, which would begin a command.
    text.lines().filter(|line| line.trim() != ":::").collect::<Vec<_>>().join("\n")
}

/// The lines that a span touches; of lines that nobody can read only the neighbourhood is taken.
fn excerpt(text: &str, span: Span) -> Range<usize> {
    let before = text.get(..span.start).unwrap_or(text);
    let after = text.get(span.end..).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |feed| feed + 1);
    let line_end = text.len().min(span.end + after.find('\n').unwrap_or(after.len()));
    if line_end.saturating_sub(line_start) <= LONGEST_EXCERPT {
        return line_start..line_end;
    }
    let near = |offset: usize| (offset..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let start = near(span.start.saturating_sub(WIDTH).max(line_start));
    let end = near(line_end.min(span.start + WIDTH));
    start..end
}
