//! Findings for people, with excerpts.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use callback_profile::{FileDiagnostic, FileReport, Severity};

use crate::outcome::Outcome;

/// No excerpt is wider than this.
const WIDTH: usize = 120;

pub(crate) fn print(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let renderer = renderer(io::stdout().is_terminal());
    for file in &outcome.files {
        print_report(&renderer, &file.path, &file.text, &file.report, out)?;
    }
    let counted = |severity| {
        let count = outcome.count(severity);
        format!("{count} {severity}{}", if count == 1 { "" } else { "s" })
    };
    let files = outcome.files.len();
    let noun = if files == 1 { "profile" } else { "profiles" };
    let (errors, warnings) = (counted(Severity::Error), counted(Severity::Warning));
    writeln!(out, "{files} {noun} checked: {errors}, {warnings}; {}", outcome.skipped_line())
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
    if report.diagnostics().is_empty() {
        return Ok(());
    }
    let masked = report.masked(text);
    for found in report.diagnostics() {
        writeln!(out, "{}\n", rendered(renderer, path, &masked, found))?;
    }
    Ok(())
}

fn rendered(renderer: &Renderer, path: &Path, masked: &str, found: &FileDiagnostic) -> String {
    let diagnostic = found.diagnostic();
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let span = found.file_span();
    let (line, start) = excerpt(masked, span.start, span.end);
    let inside = |offset: usize| offset.saturating_sub(start).min(line.len());
    let annotation = AnnotationKind::Primary.span(inside(span.start)..inside(span.end));
    let snippet =
        Snippet::source(line).line_start(found.place().line).path(path.display().to_string()).annotation(annotation);
    let mut group = level.primary_title(diagnostic.message()).id(diagnostic.code().as_str()).element(snippet);
    if !diagnostic.help_text().is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help_text()));
    }
    renderer.render(&[group])
}

/// The lines that a span touches, and where they begin.
fn excerpt(text: &str, start: usize, end: usize) -> (&str, usize) {
    let start = start.min(text.len());
    let before = text.get(..start).unwrap_or(text);
    let after = text.get(end.max(start)..).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |feed| feed.saturating_add(1));
    let line_end = text.len().saturating_sub(after.len()).saturating_add(after.find('\n').unwrap_or(after.len()));
    (text.get(line_start..line_end).unwrap_or_default(), line_start)
}
