//! The kinds of findings.

use std::str::FromStr;

use crate::text::words::words;

words! {
    /// How much a finding matters.
    pub enum Severity {
        /// Worth knowing; nothing to mend.
        Note = "note",
        /// Works, but hardly as meant.
        Warning = "warning",
        /// No profile can be built.
        Error = "error",
    }
    /// The severity as it is printed: `error`, `warning` or `note`.
    fn as_str;
}

/// Writes [`Code`] and all it knows from one table. A row is: variant, kebab-case name, severity, whether some findings of the
/// code carry a fix, then what it means, why it matters, a wrong and a right example.
macro_rules! codes {
    ($( $variant:ident $name:literal $severity:ident $fixable:literal $meaning:literal $reason:literal $wrong:literal $right:literal; )+) => {
        words! {
            /// What kind of finding a diagnostic is. The names are stable; new ones may be added.
            #[non_exhaustive]
            pub enum Code {
                $(
                    #[doc = concat!("`", $name, "`: ", $meaning)]
                    #[doc = ""]
                    #[doc = $reason]
                    #[doc = ""]
                    #[doc = concat!("Wrong:\n```text\n", $wrong, "\n```\nRight:\n```text\n", $right, "\n```")]
                    $variant = $name,
                )+
            }
            /// The stable name, in kebab-case.
            fn as_str;
        }

        impl Code {
            /// How much a finding of this code matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// Whether some findings of this code carry a mechanical mend.
            #[must_use]
            pub const fn is_fixable(self) -> bool {
                match self { $(Self::$variant => $fixable),+ }
            }

            /// What the code means, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            /// Why it matters, in a sentence.
            #[must_use]
            pub const fn reason(self) -> &'static str {
                match self { $(Self::$variant => $reason),+ }
            }

            /// An example that has the finding.
            #[must_use]
            pub const fn wrong_example(self) -> &'static str {
                match self { $(Self::$variant => $wrong),+ }
            }

            /// The same example, mended.
            #[must_use]
            pub const fn right_example(self) -> &'static str {
                match self { $(Self::$variant => $right),+ }
            }
        }
    };
}

codes! {
    MissingPlaceholder "missing-placeholder" Error true
        "The template lacks the placeholder of a required field."
        "The platform sends only what the template asks for; a field that is not placed is lost with every callback."
        "https://example.com/dlr?id=<id>"
        "https://example.com/dlr?id=<id>&status=<status>&… (all required fields)";
    UnknownPlaceholder "unknown-placeholder" Error true
        "The template holds a placeholder that no field of the set has."
        "The platform does not fill it in, so the parameter arrives empty or as the bare placeholder."
        "price=<prise>"
        "price=<price>";
    MisplacedPlaceholder "misplaced-placeholder" Error false
        "A placeholder stands where the platform fills in nothing, or where a value could change where the callback goes."
        "Placeholders are values: of a GET endpoint's query, of a JSON body's strings."
        "https://<mobile>.example.com/dlr"
        "https://example.com/dlr?mobile=<mobile>";
    UnclosedPlaceholder "unclosed-placeholder" Error false
        "A `<` begins a placeholder that no `>` ends."
        "It would be sent as it is. A literal `<` is written `%3C` in a query and `\\u003c` in JSON."
        "id=<id&status=<status>"
        "id=<id>&status=<status>";
    RepeatedParameter "repeated-parameter" Error false
        "Two parameters of a query, or two members of a JSON object, have the same name."
        "A receiver sees one of the two, and which one depends on its library."
        "id=<id>&id=<status>"
        "id=<id>&status=<status>";
    EmptyParameterName "empty-parameter-name" Error false
        "A parameter has no name before its `=`."
        "Many receivers drop such a parameter."
        "=<id>"
        "id=<id>";
    CutEscape "cut-escape" Error true
        "A literal holds an escape that is not finished, or that does not decode to text."
        "A value that follows would become part of the escape and change its meaning."
        "rate=100%<id>"
        "rate=100%25<id>";
    InvalidCharacter "invalid-character" Error true
        "A character stands in the endpoint that a URL cannot hold as it is."
        "Clients and servers mend it in different ways, or refuse the request."
        "https://example.com/dlr?name=J Doe&id=<id>"
        "https://example.com/dlr?name=J%20Doe&id=<id>";
    InvalidEndpoint "invalid-endpoint" Error false
        "The endpoint is not an absolute http or https URL."
        "The platform refuses it as a callback URL of invalid format, its error E413."
        "https: //example.com/dlr"
        "https://example.com/dlr";
    EndpointFragment "endpoint-fragment" Error false
        "The endpoint has a fragment, the part from `#` on."
        "A fragment is never sent, so what stands in it is lost."
        "https://example.com/dlr?id=<id>#top"
        "https://example.com/dlr?id=<id>";
    UnexpectedBody "unexpected-body" Error false
        "The profile has a body template, but its method is GET."
        "A GET request carries its parameters in the query; the body would never be sent."
        "\"method\": \"GET\", \"body\": …"
        "\"method\": \"GET\", and the placeholders in the endpoint's query";
    MissingBody "missing-body" Error false
        "The method is POST or PUT, but there is no body template."
        "Such a callback carries its parameters in the body; without a template nothing is sent."
        "\"method\": \"POST\""
        "\"method\": \"POST\", \"body\": {\"id\": \"<id>\", …}";
    InvalidJson "invalid-json" Error false
        "The template is not a well-formed JSON object."
        "What it renders could not be read by any receiver."
        "{\"id\": \"<id>\",}"
        "{\"id\": \"<id>\"}";
    InvalidXml "invalid-xml" Error false
        "The template is not a well-formed XML 1.0 document, or one that cannot carry values safely."
        "What it renders could not be read by any receiver."
        "<report><id>{id}</report>"
        "<report><id>{id}</id></report>";
    UnquotedPlaceholder "unquoted-placeholder" Error true
        "A placeholder stands outside a JSON string."
        "A value is text; outside of quotes it would break the document or change its structure."
        "{\"id\": <id>}"
        "{\"id\": \"<id>\"}";
    SmartQuotes "smart-quotes" Error true
        "A JSON string is enclosed in typographic quotes."
        "Text processors put them in when a template is pasted; JSON knows only the straight quote."
        "{“id”: “<id>”}"
        "{\"id\": \"<id>\"}";
    InvalidHeader "invalid-header" Error false
        "A header's name or value is not one that HTTP can carry."
        "The request could not be made, or a line break in it would begin another header."
        "\"X Token\": \"…\""
        "\"X-Token\": \"…\"";
    ReservedHeader "reserved-header" Error false
        "A header is set that the HTTP client or the format sets itself."
        "Two values of such a header contradict each other and can split a request in two."
        "\"Content-Length\": \"42\""
        "leave the header out";
    InvalidTitle "invalid-title" Error false
        "The title is shorter than three characters, or holds a character other than letters, digits, blanks, hyphens and underscores."
        "The platform's console refuses it."
        "\"title\": \"A!\""
        "\"title\": \"Status callbacks\"";
    WrongDirection "wrong-direction" Error false
        "The profile's direction is missing or not the one that is asked for."
        "The direction decides which placeholders there are."
        "\"direction\": \"incomming\""
        "\"direction\": \"incoming\"";
    TooManyFindings "too-many-findings" Error false
        "There are more findings than anyone would read; the rest are left out."
        "The first ones are most likely the cause of the others."
        "a template with 5,000 unknown placeholders"
        "a template that was checked while it grew";
    InvalidFile "invalid-file" Error false
        "The file is not UTF-8 or not JSON."
        "Nothing else can be said about it until it is."
        "{\"method\": \"GET\" \"endpoint\": …}"
        "{\"method\": \"GET\", \"endpoint\": …}";
    UnknownKey "unknown-key" Error false
        "The file has a key that is not known in its place."
        "A misspelt key would silently leave out what it was meant to say."
        "\"endpiont\": \"https://…\""
        "\"endpoint\": \"https://…\"";
    MissingKey "missing-key" Error false
        "The file lacks a key that has to be there."
        "Without it the profile, webhook or account is not complete."
        "{\"method\": \"GET\"}"
        "{\"direction\": \"outgoing\", \"method\": \"GET\", \"endpoint\": \"https://…\"}";
    WrongType "wrong-type" Error false
        "A key's value is of another JSON type, or another word, than the key takes."
        "It cannot be understood as meant."
        "\"endpoint\": 7"
        "\"endpoint\": \"https://…\"";
    DuplicateKey "duplicate-key" Error false
        "A key stands twice in one object of the file."
        "Readers disagree on which of the two counts."
        "{\"method\": \"GET\", \"method\": \"POST\"}"
        "{\"method\": \"GET\"}";
    EncodedPlaceholder "encoded-placeholder" Warning true
        "A placeholder is written in encoded form, so it is plain text."
        "URL libraries and rich-text editors encode the angle brackets; the platform then fills in nothing."
        "id=%3Cid%3E"
        "id=<id>";
    RepeatedPlaceholder "repeated-placeholder" Warning false
        "One placeholder stands in two places."
        "When reading, the two could contradict each other; the first wins."
        "id=<id>&message=<id>"
        "id=<id>&message=<message>";
    AmbiguousValue "ambiguous-value" Warning false
        "Several placeholders stand in one value."
        "Where one ends and the next begins cannot be told when the callback is read; they stay absent."
        "both=<id>-<status>"
        "id=<id>&status=<status>";
    InsecureScheme "insecure-scheme" Warning false
        "The endpoint's scheme is http."
        "Telephone numbers and messages would cross the network in the clear."
        "http://example.com/dlr"
        "https://example.com/dlr";
    PrivateHost "private-host" Warning false
        "The endpoint's host is a private, local or reserved one."
        "The platform calls from outside and cannot reach it."
        "https://192.168.1.5/dlr"
        "https://example.com/dlr";
    EndpointCredentials "endpoint-credentials" Warning false
        "The endpoint holds a user name or password."
        "URLs are logged on the way; credentials belong in a header."
        "https://user:secret@example.com/dlr"
        "\"headers\": {\"Authorization\": \"Basic …\"}";
    LongUrl "long-url" Warning false
        "The GET endpoint leaves little room below the length many servers accept."
        "A long message then fails with status 414; POST has no such bound."
        "a template of 4,000 bytes in a GET endpoint"
        "the same template as a POST body";
    MissingParameterName "missing-parameter-name" Error false
        "A webhook's form gives no name to the parameter of a required field."
        "The platform does not save such a form, or sends the field under a name that nobody expects."
        "\"parameters\": {\"transaction_id\": \"txn_id\"}"
        "\"parameters\": {\"transaction_id\": \"txn_id\", \"message_id\": \"msg_id\", …}";
    NotApplicable "not-applicable" Error false
        "A webhook's form has an entry that its product, report type or send method does not have."
        "It would never be sent, so whoever waits for it waits in vain."
        "\"product\": \"sms\", \"report_type\": \"MO\""
        "\"product\": \"whatsapp\", \"report_type\": \"MO\"";
    InvalidXmlName "invalid-xml-name" Error false
        "A name cannot be that of an XML element."
        "The body could not be read by any receiver."
        "\"send_method\": \"XML\", \"parameters\": {\"mobile\": \"mobile number\"}"
        "\"send_method\": \"XML\", \"parameters\": {\"mobile\": \"mobile_number\"}";
    MissingWabaNumber "missing-waba-number" Warning false
        "A webhook for WhatsApp delivery reports names no Waba number."
        "The platform expects one, to know whose messages it reports."
        "\"product\": \"whatsapp\", \"report_type\": \"DLR\""
        "\"product\": \"whatsapp\", \"report_type\": \"DLR\", \"waba_number\": \"+12025550100\"";
    MissingStatus "missing-status" Warning false
        "A webhook for WhatsApp delivery reports does not ask for the status."
        "Without it nothing but the times tells whether a message was delivered, read or has failed."
        "\"parameters\": {…, \"read_time\": \"read_time\"}"
        "\"parameters\": {…, \"read_time\": \"read_time\", \"status\": \"status\"}";
    DanglingProfile "dangling-profile" Error false
        "A number names a profile that the account does not have."
        "No callback is made for the number."
        "\"outgoing\": \"p7\", with no profile of that id"
        "\"outgoing\": \"p1\"";
    DuplicateId "duplicate-id" Error false
        "Two profiles or two webhooks of the account have one id, or one has none."
        "Nothing can tell them apart, so nothing can name them."
        "\"profiles\": [{\"id\": \"p1\", …}, {\"id\": \"p1\", …}]"
        "\"profiles\": [{\"id\": \"p1\", …}, {\"id\": \"p2\", …}]";
    DuplicateNumber "duplicate-number" Error false
        "Two entries of the account are about one telephone number."
        "Which of the two counts cannot be told."
        "\"numbers\": [{\"number\": \"+12025550100\"}, {\"number\": \"12025550100\"}]"
        "\"numbers\": [{\"number\": \"+12025550100\"}]";
    InvalidNumber "invalid-number" Error false
        "A number of an account or webhook is not a telephone number in the form of E.164."
        "No callback can be routed by it."
        "\"number\": \"(202) 555-0100\""
        "\"number\": \"+12025550100\"";
    InvalidWhitelistEntry "invalid-whitelist-entry" Error true
        "An entry of the whitelist is not a domain or IP address."
        "It would permit nothing."
        "\"whitelist\": [\"https://example.com/\"]"
        "\"whitelist\": [\"example.com\"]";
    NotWhitelisted "not-whitelisted" Warning false
        "The endpoint's host is not in the account's whitelist."
        "The message is delivered, but no callback is made."
        "endpoint at example.com, whitelist [\"example.net\"]"
        "whitelist [\"example.com\"]";
    PriceUnsupported "price-unsupported" Note false
        "The account is a Tech Provider's, for which the platform never sends a price."
        "The placeholder is required all the same and stays empty."
        "price=<price> with \"account_type\": \"tech-provider\""
        "keep the placeholder, expect no value";
}

impl Code {
    /// The error code by which the platform itself refuses the same thing: `E413` for an endpoint that is not a URL.
    #[must_use]
    pub const fn platform_code(self) -> Option<&'static str> {
        match self {
            Self::InvalidEndpoint => Some("E413"),
            _ => None,
        }
    }
}

/// The text given is not the name of a [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected the name of a diagnostic code, such as `missing-placeholder`")]
#[non_exhaustive]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads the stable name.
    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name).ok_or(UnknownCode)
    }
}
