//! Reading what arrived: URLs, targets, queries and bodies by themselves.

use crate::field::FieldSet;
use crate::profile::Profile;
use crate::received::{ParseError, Received};
use crate::wire::engine::Input;

/// For what arrived.
impl<S: FieldSet> Profile<S> {
    /// Reads a full URL. Its query ends at `#`; host and path are not compared, see [`matches`](Self::matches).
    /// Static headers cannot be seen there: [`receive`](Self::receive) reads the whole request.
    ///
    /// # Errors
    ///
    /// No parameter of the template is there at all (`https://example.com/dlr`); a limit is exceeded; the profile's method is
    /// not GET. Whatever else is odd becomes a [problem](Received::problems).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, OutgoingField, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("https://example.com/dlr")?;
    /// let received = profile.parse_url("https://proxy.example.com/in?id=a%3A1&status=read#top")?;
    /// assert_eq!(received.callback.text(OutgoingField::Id), "a:1");
    /// assert!(profile.parse_url("https://example.com/dlr").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_url<'a>(&self, url: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Url(url.as_ref()))
    }

    /// Reads the target of an HTTP request: path and query. There is no fragment in a target, so `#` is data.
    /// Static headers cannot be seen there: [`receive`](Self::receive) reads the whole request.
    ///
    /// # Errors
    ///
    /// As for [`parse_url`](Self::parse_url): `/favicon.ico` holds no parameter.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, IncomingField, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let received = profile.parse_target("/wa?body=Room+#7&type=text")?;
    /// assert_eq!(received.callback.text(IncomingField::Body), "Room #7");
    /// assert!(profile.parse_target("/favicon.ico").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_target<'a>(&self, target: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Target(target.as_ref()))
    }

    /// Reads a query, without the `?`. Static headers cannot be seen there: [`receive`](Self::receive) reads the whole request.
    ///
    /// # Errors
    ///
    /// As for [`parse_url`](Self::parse_url): an empty query holds no parameter.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Incoming, IncomingField, Profile};
    ///
    /// let profile = Profile::<Incoming>::standard("https://example.com/wa")?;
    /// let received = profile.parse_query("body=caf%C3%A9+%2B+cake&type=text")?;
    /// assert_eq!(received.callback.text(IncomingField::Body), "café + cake");
    /// assert!(profile.parse_query("").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_query<'a>(&self, query: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Query(query.as_ref()))
    }

    /// Reads the body of a request. Static headers, and static parameters of the endpoint's query, cannot be seen there:
    /// [`receive`](Self::receive) reads the whole request.
    ///
    /// A JSON or XML body that is not well-formed because its sender did not escape the values is read along the template's own text. That
    /// has to stand in the body byte for byte, and to cut it into values in one way only: see
    /// [`ProblemCode::UnescapedQuote`](crate::received::ProblemCode).
    ///
    /// # Errors
    ///
    /// The body is not well-formed JSON (`{"id":`) and cannot be read so, with line and column; no member of the template is there
    /// at all (`{}`); a limit is exceeded; the profile's method is GET. Whatever else is odd becomes a [problem](Received::problems).
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard_post("https://example.com/dlr")?;
    /// let received = profile.parse_body(r#"{"id": "a:1", "price": 0.0100, "by": {"node": 7}}"#)?;
    /// assert_eq!(received.callback.price()?.map(|price| price.to_string()).as_deref(), Some("0.0100"));
    /// assert_eq!(received.extra, [("/by".into(), r#"{"node": 7}"#.into())]);
    ///
    /// let error = profile.parse_body("{\"id\":\n}").unwrap_err();
    /// assert_eq!(error.to_string(), "expected a JSON value at line 2, column 1 (byte 7) of the JSON body, found `}`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_body<'a>(&self, body: &'a (impl AsRef<[u8]> + ?Sized)) -> Result<Received<'a, S>, ParseError> {
        self.parse_input(Input::Body(body.as_ref()))
    }

    pub(crate) fn parse_input<'a>(&self, input: Input<'a>) -> Result<Received<'a, S>, ParseError> {
        Received::read(|values| self.erased().parse(input, values))
    }
}
