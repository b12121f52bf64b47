//! Where in a form the findings of its check stand.

use crate::diagnostic::{Code, Diagnostic, Findings, Part};
use crate::text::{Message, Span, secrets_of_misplaced_url, shown};
use crate::value::PhoneNumber;

/// A part of a form, or a member of it, and the bytes of its text that are meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'m> {
    part: Part,
    member: Option<&'m str>,
    is_name: bool,
    span: Span,
    /// The text itself, if findings show it: one that is secret only where it is a URL by mistake.
    excerpt: Option<&'m str>,
}

impl<'m> At<'m> {
    /// Before the text, or where there is none.
    pub(crate) const fn start(part: Part) -> Self {
        Self { part, member: None, is_name: false, span: Span::at(0), excerpt: None }
    }

    /// All of the text.
    pub(crate) const fn all(part: Part, text: &str) -> Self {
        Self::start(part).bytes(Span::whole(text))
    }

    /// All of the text, which findings show: one that is secret only where it is a URL by mistake.
    pub(crate) const fn with_excerpt(part: Part, text: &'m str) -> Self {
        Self { excerpt: Some(text), ..Self::all(part, text) }
    }

    /// The text of a member of the part.
    pub(crate) const fn member(self, member: &'m str) -> Self {
        Self { member: Some(member), ..self }
    }

    /// The name of a member of the part.
    pub(crate) const fn name(self, name: &'m str) -> Self {
        Self { member: Some(name), is_name: true, span: Span::whole(name), ..self }
    }

    /// These bytes of the same text.
    pub(crate) const fn bytes(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// What is wrong there, and what to write instead.
    pub(crate) fn finding(self, code: Code, message: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
        let mut found = Diagnostic::new(code, self.part, self.span, message).with_help(help);
        let has_no_secret = |text: &&str| secrets_of_misplaced_url(text).all(Span::is_empty);
        if let Some(text) = self.excerpt.filter(has_no_secret) {
            found.set_excerpt(text);
        }
        match self.member {
            Some(name) if self.is_name => found.of_name(name),
            Some(member) => found.of_member(member),
            None => found,
        }
    }
}

impl Findings {
    /// The telephone number that a text is; one that is none is reported.
    pub(crate) fn phone_number<'n>(&mut self, text: &'n str, at: At<'_>) -> Option<PhoneNumber<'n>> {
        let number = PhoneNumber::parse(text).ok();
        if number.is_none() {
            let message = format!("`{}` is not a telephone number", shown(text));
            let help = "write it in the form of E.164, such as `+12025550100`";
            self.push(at.finding(Code::InvalidNumber, message, help));
        }
        number
    }
}
