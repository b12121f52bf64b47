//! The kinds of findings.

use std::str::FromStr;

use crate::diagnostic::{PlatformError, Severity};
use crate::text::words::words;
use crate::text::{clip, shown};

/// What a line of a row's documentation says after the blank or label that begins it.
const fn after(label: &str, line: &'static str) -> &'static str {
    match line.split_at_checked(label.len()) {
        Some((_, text)) => text,
        None => line,
    }
}

/// Writes [`Code`] and all it knows from one table. The documentation of a row is four lines: what the code means, why it matters,
/// a wrong and a right example. After it come variant, kebab-case name, severity, whether some findings of the code carry a fix, and
/// the platform's error for such a finding in an endpoint, where there is one.
macro_rules! codes {
    ($(
        #[doc = $meaning:literal]
        #[doc = $reason:literal]
        #[doc = $wrong:literal]
        #[doc = $right:literal]
        $variant:ident = $name:literal: $severity:ident, fixable $fixable:literal $(, refused as $refused:ident)?;
    )+) => {
        words! {
            /// What kind of finding a diagnostic is. The names are stable; new ones may be added.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::{Code, Severity};
            ///
            /// let code: Code = "insecure-scheme".parse()?;
            /// assert_eq!((code, code.severity()), (Code::InsecureScheme, Severity::Warning));
            /// assert!(Code::ALL.contains(&code));
            /// # Ok::<(), callback_profile::diagnostic::UnknownCode>(())
            /// ```
            #[non_exhaustive]
            pub enum Code {
                $(
                    #[doc = concat!(" `", $name, "`:", $meaning)]
                    #[doc = ""]
                    #[doc = $reason]
                    #[doc = ""]
                    #[doc = concat!(" ```text\n", $wrong, "\n", $right, "\n ```")]
                    $variant = $name,
                )+
            }
            /// Returns the stable name, in kebab-case.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::Code;
            ///
            /// assert_eq!(Code::MissingPlaceholder.as_str(), "missing-placeholder");
            /// ```
            fn as_str;
        }

        impl Code {
            /// Returns how much a finding of this code matters.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::{Code, Severity};
            ///
            /// assert_eq!(Code::MissingPlaceholder.severity(), Severity::Error);
            /// assert_eq!(Code::PriceUnsupported.severity(), Severity::Note);
            /// ```
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// Returns whether some findings of this code carry a fix.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::Code;
            ///
            /// assert!(Code::CutEscape.is_fixable());
            /// assert!(!Code::PrivateHost.is_fixable());
            /// ```
            #[must_use]
            pub const fn is_fixable(self) -> bool {
                match self { $(Self::$variant => $fixable),+ }
            }

            /// Returns the error by which the platform itself refuses an endpoint with such a finding, because it is not a URL.
            /// In other parts, such as a body, the same code stands for no error of the platform, see
            /// [`Diagnostic::platform_error`](crate::diagnostic::Diagnostic::platform_error).
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::{Code, PlatformError};
            ///
            /// assert_eq!(Code::InvalidCharacter.platform_error(), Some(PlatformError::INVALID_CALLBACK_URL));
            /// assert_eq!(Code::EndpointFragment.platform_error(), None);       // a URL, though it says too much
            /// ```
            #[must_use]
            pub const fn platform_error(self) -> Option<PlatformError> {
                match self {
                    $($(Self::$variant => Some(PlatformError::$refused),)?)+
                    _ => None,
                }
            }

            /// Returns what the code means, in a sentence.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::Code;
            ///
            /// assert_eq!(Code::InsecureScheme.meaning(), "The endpoint's scheme is http.");
            /// ```
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => after(" ", $meaning)),+ }
            }

            /// Returns why it matters, in a sentence.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::Code;
            ///
            /// assert_eq!(Code::EndpointFragment.reason(), "A fragment is never sent, so what stands in it is lost.");
            /// ```
            #[must_use]
            pub const fn reason(self) -> &'static str {
                match self { $(Self::$variant => after(" ", $reason)),+ }
            }

            /// Returns an example that has the finding.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::Code;
            ///
            /// assert_eq!(Code::InsecureScheme.wrong_example(), "http://example.com/dlr");
            /// ```
            #[must_use]
            pub const fn wrong_example(self) -> &'static str {
                match self { $(Self::$variant => after(" Wrong: ", $wrong)),+ }
            }

            /// Returns the same example without the finding.
            ///
            /// # Examples
            ///
            /// ```
            /// use callback_profile::diagnostic::Code;
            ///
            /// assert_eq!(Code::InsecureScheme.right_example(), "https://example.com/dlr");
            /// ```
            #[must_use]
            pub const fn right_example(self) -> &'static str {
                match self { $(Self::$variant => after(" Right: ", $right)),+ }
            }
        }
    };
}

codes! {
    /// The template lacks the placeholder of a required field.
    /// The platform sends only what the template asks for; a field that is not placed is lost with every callback.
    /// Wrong: https://example.com/dlr?id=<id>
    /// Right: https://example.com/dlr?id=<id>&status=<status>&… (all required fields)
    MissingPlaceholder = "missing-placeholder": Error, fixable true;

    /// The template holds a placeholder that no field of the set has.
    /// The platform does not fill it in, so the parameter arrives empty or as the bare placeholder.
    /// Wrong: price=<prise>
    /// Right: price=<price>
    UnknownPlaceholder = "unknown-placeholder": Error, fixable true;

    /// A text is written as other platforms write placeholders.
    /// It is sent as it is: an error where that is no URL or no document, else a warning.
    /// Wrong: name={{contact_name}}
    /// Right: name=<message>
    ForeignPlaceholder = "foreign-placeholder": Error, fixable true, refused as INVALID_CALLBACK_URL;

    /// A placeholder stands where the platform fills in nothing, or where a value could change where the callback goes.
    /// Placeholders are values: of a GET endpoint's query, of a JSON body's strings; where the platform fills those, segments of a path.
    /// Wrong: https://<mobile>.example.com/dlr
    /// Right: https://example.com/dlr?mobile=<mobile>
    MisplacedPlaceholder = "misplaced-placeholder": Error, fixable false, refused as INVALID_CALLBACK_URL;

    /// The platform cannot call with the profile's method.
    /// It would never make the callback.
    /// Wrong: "method": "PUT"
    /// Right: "method": "POST"
    UnsupportedMethod = "unsupported-method": Error, fixable false;

    /// A text begins like a placeholder of the platform, and is none.
    /// Where nothing closes a placeholder, the platform leaves what it does not know as it is.
    /// Wrong: name=$NAM
    /// Right: name=$NAME
    NearPlaceholder = "near-placeholder": Note, fixable false;

    /// A percent-encoding begins with a placeholder of the platform, which fills it in.
    /// What arrives is the value and the rest of the encoding.
    /// Wrong: name=caf%C3%A9, where `%C` is a placeholder
    /// Right: name=cafe
    EatenEscape = "eaten-escape": Error, fixable false;

    /// A placeholder whose quotes the platform writes stands in a JSON string.
    /// The body would have two quotes at each end, and be no JSON.
    /// Wrong: {"to": "{{to}}"}
    /// Right: {"to": {{to}}}
    QuotedPlaceholder = "quoted-placeholder": Error, fixable true;

    /// A `<`, or what opens placeholders of another platform, begins one that nothing ends.
    /// It would be sent as it is. A literal `<` is written `%3C` in a query and `\u003c` in JSON.
    /// Wrong: id=<id&status=<status>
    /// Right: id=<id>&status=<status>
    UnclosedPlaceholder = "unclosed-placeholder": Error, fixable false, refused as INVALID_CALLBACK_URL;

    /// Two parameters of a query, or two members of a JSON object, have the same name.
    /// A receiver sees one of the two, and which one depends on its library.
    /// Wrong: id=<id>&id=<status>
    /// Right: id=<id>&status=<status>
    RepeatedParameter = "repeated-parameter": Error, fixable false;

    /// A parameter has no name before its `=`.
    /// Many receivers drop such a parameter.
    /// Wrong: =<id>
    /// Right: id=<id>
    EmptyParameterName = "empty-parameter-name": Error, fixable false;

    /// A literal holds an escape that is not finished, or that does not decode to text.
    /// A value that follows would become part of the escape and change its meaning.
    /// Wrong: rate=100%<id>
    /// Right: rate=100%25<id>
    CutEscape = "cut-escape": Error, fixable true, refused as INVALID_CALLBACK_URL;

    /// A character stands in the endpoint that a URL cannot hold as it is.
    /// Clients and servers repair it in different ways, or refuse the request.
    /// Wrong: https://example.com/dlr?name=J Doe&id=<id>
    /// Right: https://example.com/dlr?name=J%20Doe&id=<id>
    InvalidCharacter = "invalid-character": Error, fixable true, refused as INVALID_CALLBACK_URL;

    /// The endpoint is not an absolute http or https URL.
    /// Nobody can call it; the platform refuses it as a callback URL.
    /// Wrong: https: //example.com/dlr
    /// Right: https://example.com/dlr
    InvalidEndpoint = "invalid-endpoint": Error, fixable false, refused as INVALID_CALLBACK_URL;

    /// The endpoint has a fragment, the part from `#` on.
    /// A fragment is never sent, so what stands in it is lost.
    /// Wrong: https://example.com/dlr?id=<id>#top
    /// Right: https://example.com/dlr?id=<id>
    EndpointFragment = "endpoint-fragment": Error, fixable false;

    /// The profile has a body template, but its method is GET.
    /// A GET request carries its parameters in the query; the body would never be sent.
    /// Wrong: "method": "GET", "body": …
    /// Right: "method": "GET", and the placeholders in the endpoint's query
    UnexpectedBody = "unexpected-body": Error, fixable false;

    /// The method is POST or PUT, but there is no body template.
    /// Such a callback carries its parameters in the body; without a template nothing is sent.
    /// Wrong: "method": "POST"
    /// Right: "method": "POST", "body": {"id": "<id>", …}
    MissingBody = "missing-body": Error, fixable false;

    /// The template is not a well-formed JSON object.
    /// What it renders could not be read by any receiver.
    /// Wrong: {"id": "<id>",}
    /// Right: {"id": "<id>"}
    InvalidJson = "invalid-json": Error, fixable false;

    /// The template is not a well-formed XML 1.0 document, or one that cannot carry values safely.
    /// What it renders could not be read by any receiver.
    /// Wrong: <report><id>{id}</report>
    /// Right: <report><id>{id}</id></report>
    InvalidXml = "invalid-xml": Error, fixable false;

    /// A placeholder stands outside a JSON string, and the platform fills only strings.
    /// A value is text; outside of quotes it would break the document or change its structure.
    /// Wrong: {"id": <id>}
    /// Right: {"id": "<id>"}
    UnquotedPlaceholder = "unquoted-placeholder": Error, fixable true;

    /// A JSON string is enclosed in typographic quotes.
    /// Text processors put them in when a template is pasted; JSON knows only the straight quote.
    /// Wrong: {“id”: “<id>”}
    /// Right: {"id": "<id>"}
    SmartQuotes = "smart-quotes": Error, fixable true;

    /// A header's name or value is not one that HTTP can carry.
    /// The request could not be made, or a line break in it would begin another header.
    /// Wrong: "X Token": "…"
    /// Right: "X-Token": "…"
    InvalidHeader = "invalid-header": Error, fixable false;

    /// A header is set that the HTTP client or the format sets itself.
    /// Two values of such a header contradict each other and can split a request in two.
    /// Wrong: "Content-Length": "42"
    /// Right: leave the header out
    ReservedHeader = "reserved-header": Error, fixable false;

    /// The title is shorter than three characters, or holds a character other than letters, digits, blanks, hyphens and underscores.
    /// The platform's console refuses it.
    /// Wrong: "title": "A!"
    /// Right: "title": "Status callbacks"
    InvalidTitle = "invalid-title": Error, fixable false;

    /// The profile's direction is missing or not the one that is asked for.
    /// The direction decides which placeholders there are.
    /// Wrong: "direction": "incomming"
    /// Right: "direction": "incoming"
    WrongDirection = "wrong-direction": Error, fixable false;

    /// The platform that a profile or an account names is not among those that are given.
    /// It says how placeholders are written and which there are, so that without it no template can be judged.
    /// Wrong: "platform": "courier", and nobody says where that platform stands
    /// Right: "platform": "courier", with --platform courier.json or Platform::from_file
    UnknownPlatform = "unknown-platform": Error, fixable false;

    /// There are more findings than anyone would read: the most severe are shown, the rest are left out.
    /// It is as severe as the worst of those that are left out.
    /// Wrong: a template with 5,000 unknown placeholders
    /// Right: a template that was checked while it grew
    TooManyFindings = "too-many-findings": Error, fixable false;

    /// The file is not UTF-8, not JSON, or JSON that is no profile, webhook, account or platform.
    /// Whoever loads it would find nothing of what it was to say.
    /// Wrong: {"method": "GET" "endpoint": …}
    /// Right: {"method": "GET", "endpoint": …}
    InvalidFile = "invalid-file": Error, fixable false;

    /// The file has a key that is not known in its place.
    /// A misspelt key would silently leave out what it was meant to say.
    /// Wrong: "endpiont": "https://…"
    /// Right: "endpoint": "https://…"
    UnknownKey = "unknown-key": Error, fixable false;

    /// The file lacks a key that has to be there.
    /// Without it the profile, webhook or account is not complete.
    /// Wrong: {"method": "GET"}
    /// Right: {"direction": "outgoing", "method": "GET", "endpoint": "https://…"}
    MissingKey = "missing-key": Error, fixable false;

    /// A key's value is of another JSON type, or another word, than the key takes.
    /// It cannot be understood as meant.
    /// Wrong: "endpoint": 7
    /// Right: "endpoint": "https://…"
    WrongType = "wrong-type": Error, fixable false;

    /// A key stands twice in one object of the file.
    /// Readers disagree on which of the two counts.
    /// Wrong: {"method": "GET", "method": "POST"}
    /// Right: {"method": "GET"}
    DuplicateKey = "duplicate-key": Error, fixable false;

    /// A text by which a platform's file says how placeholders are written cannot open, close or escape one.
    /// Nobody could tell the platform's placeholders from other text.
    /// Wrong: "placeholders": {"open": "", "close": "}"}
    /// Right: "placeholders": {"open": "{", "close": "}"}
    InvalidPlaceholders = "invalid-placeholders": Error, fixable false;

    /// A platform or field set has a name, a number of fields or a deduplication key that it cannot have.
    /// No profile could name the set, or repeated callbacks would not be recognised.
    /// Wrong: "dedup_key": ["uid"], "fields": {"uuid": "text"}
    /// Right: "dedup_key": ["uuid"], "fields": {"uuid": "text"}
    InvalidSet = "invalid-set": Error, fixable false;

    /// A field of a platform's file has a name that no placeholder can carry, or says what its kind cannot be.
    /// The field would never be filled, or never be read.
    /// Wrong: "price": {"kind": "price", "sample": "cheap"}
    /// Right: "price": {"kind": "price", "sample": "0.01"}
    InvalidField = "invalid-field": Error, fixable false;

    /// A placeholder is written in encoded form, so it is plain text.
    /// URL libraries and rich-text editors encode the angle brackets; the platform then fills in nothing.
    /// Wrong: id=%3Cid%3E
    /// Right: id=<id>
    EncodedPlaceholder = "encoded-placeholder": Warning, fixable true;

    /// One placeholder stands in two places.
    /// When reading, the two could contradict each other; the first wins.
    /// Wrong: id=<id>&message=<id>
    /// Right: id=<id>&message=<message>
    RepeatedPlaceholder = "repeated-placeholder": Warning, fixable false;

    /// Several placeholders stand in one value.
    /// Where one ends and the next begins cannot be told when the callback is read; they stay absent.
    /// Wrong: both=<id>-<status>
    /// Right: id=<id>&status=<status>
    AmbiguousValue = "ambiguous-value": Warning, fixable false;

    /// The endpoint's scheme is http.
    /// Telephone numbers and messages would cross the network in the clear.
    /// Wrong: http://example.com/dlr
    /// Right: https://example.com/dlr
    InsecureScheme = "insecure-scheme": Warning, fixable false;

    /// The endpoint's host is a private, local or reserved one.
    /// The platform calls from outside and cannot reach it.
    /// Wrong: https://192.168.1.5/dlr
    /// Right: https://example.com/dlr
    PrivateHost = "private-host": Warning, fixable false;

    /// The endpoint holds a user name or password.
    /// URLs are logged on the way; credentials belong in a header.
    /// Wrong: https://user:secret@example.com/dlr
    /// Right: "headers": {"Authorization": "Basic …"}
    EndpointCredentials = "endpoint-credentials": Warning, fixable false;

    /// The GET endpoint leaves little room below the length many servers accept.
    /// A long message then fails with status 414; POST has no such bound.
    /// Wrong: a template of 4,000 bytes in a GET endpoint
    /// Right: the same template as a POST body
    LongUrl = "long-url": Warning, fixable false;

    /// A webhook's form gives no name to the parameter of a required field.
    /// The platform does not save such a form, or sends the field under a name that nobody expects.
    /// Wrong: "parameters": {"transaction_id": "txn_id"}
    /// Right: "parameters": {"transaction_id": "txn_id", "message_id": "msg_id", …}
    MissingParameterName = "missing-parameter-name": Error, fixable false;

    /// A webhook's form has an entry that its product, report type or send method does not have.
    /// It would never be sent, so whoever waits for it waits in vain.
    /// Wrong: "product": "sms", "report_type": "MO"
    /// Right: "product": "whatsapp", "report_type": "MO"
    NotApplicable = "not-applicable": Error, fixable false;

    /// A name cannot be that of an XML element.
    /// The body could not be read by any receiver.
    /// Wrong: "send_method": "XML", "parameters": {"mobile": "mobile number"}
    /// Right: "send_method": "XML", "parameters": {"mobile": "mobile_number"}
    InvalidXmlName = "invalid-xml-name": Error, fixable false;

    /// A webhook for WhatsApp delivery reports names no Waba number.
    /// The platform expects one, to know whose messages it reports.
    /// Wrong: "product": "whatsapp", "report_type": "DLR"
    /// Right: "product": "whatsapp", "report_type": "DLR", "waba_number": "+12025550100"
    MissingWabaNumber = "missing-waba-number": Warning, fixable false;

    /// A webhook for WhatsApp delivery reports does not ask for the status.
    /// Without it nothing but the times tells whether a message was delivered, read or has failed.
    /// Wrong: "parameters": {…, "read_time": "read_time"}
    /// Right: "parameters": {…, "read_time": "read_time", "status": "status"}
    MissingStatus = "missing-status": Note, fixable false;

    /// A webhook for an unknown product has an entry that belongs to WhatsApp webhooks only.
    /// Nobody can tell whether it is ever sent.
    /// Wrong: "product": "rcs", "waba_number": "+12025550100"
    /// Right: "product": "whatsapp", "waba_number": "+12025550100"
    WhatsAppOnly = "whatsapp-only": Note, fixable false;

    /// A number names a profile that the account does not have.
    /// No callback is made for the number.
    /// Wrong: "outgoing": "p7", with no profile of that id
    /// Right: "outgoing": "p1"
    DanglingProfile = "dangling-profile": Error, fixable false;

    /// Two profiles or two webhooks of the account have one id.
    /// Nothing can tell them apart by it.
    /// Wrong: "profiles": [{"id": "p1", …}, {"id": "p1", …}]
    /// Right: "profiles": [{"id": "p1", …}, {"id": "p2", …}]
    DuplicateId = "duplicate-id": Error, fixable false;

    /// A profile or webhook of the account has no id.
    /// Nothing can name it: no number, and no message that asks for it.
    /// Wrong: "profiles": [{"direction": "outgoing", …}]
    /// Right: "profiles": [{"id": "p1", "direction": "outgoing", …}]
    MissingId = "missing-id": Error, fixable false;

    /// Two entries of the account are about one telephone number.
    /// Which of the two counts cannot be told.
    /// Wrong: "numbers": [{"number": "+12025550100"}, {"number": "12025550100"}]
    /// Right: "numbers": [{"number": "+12025550100"}]
    DuplicateNumber = "duplicate-number": Error, fixable false;

    /// A number of an account or webhook is not a telephone number in the form of E.164.
    /// No callback can be routed by it.
    /// Wrong: "number": "(202) 555-0100"
    /// Right: "number": "+12025550100"
    InvalidNumber = "invalid-number": Error, fixable false;

    /// A number is to be changed that is not approved.
    /// The platform lets nobody edit where the callbacks of such a number go.
    /// Wrong: another "outgoing" for a number with "status": "pending"
    /// Right: another "outgoing" for a number with "status": "approved"
    NumberNotApproved = "number-not-approved": Error, fixable false;

    /// A number has neither a profile nor a callback URL, in any direction.
    /// The platform makes no callback for it, unless a message asks for one.
    /// Wrong: {"number": "+12025550100"}
    /// Right: {"number": "+12025550100", "outgoing": "p1"}
    NoCallbacks = "no-callbacks": Note, fixable false;

    /// An entry of the whitelist is not a domain or IP address.
    /// It would permit nothing.
    /// Wrong: "whitelist": ["https://example.com/"]
    /// Right: "whitelist": ["example.com"]
    InvalidWhitelistEntry = "invalid-whitelist-entry": Error, fixable true;

    /// The endpoint's host is not in the account's whitelist.
    /// The message is delivered, but no callback is made.
    /// Wrong: endpoint at example.com, whitelist ["example.net"]
    /// Right: whitelist ["example.com"]
    NotWhitelisted = "not-whitelisted": Warning, fixable false;

    /// The account is a Tech Provider's, for which the platform never sends a price.
    /// The placeholder is required all the same and stays empty.
    /// Wrong: price=<price> with "account_type": "tech-provider"
    /// Right: keep the placeholder, expect no value
    PriceUnsupported = "price-unsupported": Note, fixable false;
}

/// The text is not the name of a [`Code`]: the error of reading one.
///
/// # Examples
///
/// ```
/// use callback_profile::diagnostic::{Code, UnknownCode};
///
/// let error: UnknownCode = "no-such-code".parse::<Code>().unwrap_err();
/// assert_eq!(error.to_string(), "expected a diagnostic code, such as `missing-placeholder`, found `no-such-code`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a diagnostic code, such as `missing-placeholder`, found `{}`", shown(.0))]
pub struct UnknownCode(Box<str>);

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads the stable name.
    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name).ok_or_else(|| UnknownCode(clip(name).into()))
    }
}
