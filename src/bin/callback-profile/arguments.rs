//! What the command line takes.

use std::path::PathBuf;

use callback_profile::file::FileKind;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, Args, CommandFactory, FromArgMatches, Parser, ValueEnum};

use crate::dirty::Variant;

/// Check, fix, render and parse the callback profiles of messaging platforms.
#[derive(Debug, Parser)]
#[command(name = "callback-profile", version, arg_required_else_help = true)]
#[expect(clippy::doc_markdown, reason = "it is printed as it stands")]
pub(crate) enum Command {
    /// Check the files of profiles, webhooks, accounts and platforms, and folders of them
    ///
    /// A file that is named has to be one of these; in folders others are skipped. Each file is checked once,
    /// however many paths lead to it. Files of more than 16 MiB are not read.
    /// Exit status: 2 if a path could not be read, else 1 if there are errors, or warnings with --deny-warnings, or
    /// nothing was checked, else 0.
    ///
    /// Examples:
    ///   callback-profile check profiles/
    ///   callback-profile check --format github --deny-warnings profiles/ other.json
    ///   callback-profile check --account account.json profiles/
    ///   callback-profile check --platform courier.json profiles/
    ///   jq .profile config.json | callback-profile check -
    #[command(verbatim_doc_comment)]
    Check(CheckArguments),
    /// Apply the fixes to the files of profiles, webhooks and accounts, in place
    ///
    /// With `-` the fixed file goes to standard output. What needs a decision is left for `check` to say. A file stays
    /// the same file: it keeps its owner, permissions and links. One that was changed meanwhile is left as it is, and
    /// symbolic links that lead out of a folder are not followed.
    /// Exit status: 2 if a path could not be read or written; with --check 1 if a file would change; else 0.
    ///
    /// Examples:
    ///   callback-profile fix profiles/
    ///   callback-profile fix --check profiles/
    #[command(verbatim_doc_comment)]
    Fix(FixArguments),
    /// Print the standard template for an endpoint, ready to paste
    ///
    /// With --file it is the whole file of a profile, as the other commands take it.
    ///
    /// Examples:
    ///   callback-profile template --direction outgoing --method get https://example.com/dlr
    ///   callback-profile template --direction incoming --method post https://example.com/wa
    ///   callback-profile template --file --direction outgoing --method get https://example.com/dlr > profile.json
    ///   callback-profile template --platform courier.json --direction send --method get https://example.com/send
    #[command(verbatim_doc_comment)]
    Template(TemplateArguments),
    /// Make a profile's file of what the platform's own interface gives back of a profile
    ///
    /// Reads one JSON object with `http_method` and `url`. Prints the file of a profile, as the other commands take it;
    /// what has no place in it goes to standard error. It does not check the profile.
    /// Exit status: 2 if the path could not be read, 1 if it is not such a profile, else 0.
    ///
    /// Examples:
    ///   callback-profile import --direction outgoing read-back.json > profile.json
    ///   jq .data read-back.json | callback-profile import - | callback-profile check -
    #[command(verbatim_doc_comment)]
    Import(ImportArguments),
    /// Render callbacks: the request that the platform makes for each
    ///
    /// Reads one JSON object {field: text} per line, or the lines of `translate`, and writes one request per line:
    /// {"method", "url", "headers", "body"}, or {"line", "error"}. Blank lines and a byte order mark are passed over; lines
    /// may end in CR LF; one of more than 16 MiB is answered with an error.
    /// Exit status: 2 if a path could not be read, else 1 if a line was in error or the profile is not valid, else 0.
    /// When nobody reads the answers any more, a file is read to its end all the same, a pipe is not.
    ///
    /// Examples:
    ///   callback-profile render profile.json values.ndjson
    ///   echo '{"id": "a:0", "status": "read"}' | callback-profile render profile.json
    #[command(verbatim_doc_comment)]
    Render(RenderArguments),
    /// Parse callbacks: the fields of each, and what came beside them
    ///
    /// Reads one request per line as `render` prints them; with --raw each line is a URL, a request's target, a
    /// query or a body. Writes one line for each: {"fields", "typed", "extra", "missing", "problems"}, or
    /// {"line", "error"}. With --log, callbacks that were lost are read from the access log of the server that received
    /// them; only a log in JSON can have bodies. There each line that is no callback is an error, too.
    /// Blank lines and a byte order mark are passed over; lines may end in CR LF; one of more than 16 MiB is answered
    /// with an error.
    /// Exit status: 2 if a path could not be read, else 1 if a line was in error or the profile is not valid, else 0.
    /// When nobody reads the answers any more, a file is read to its end all the same, a pipe is not.
    ///
    /// Examples:
    ///   callback-profile render profile.json values.ndjson | callback-profile parse profile.json
    ///   callback-profile parse --raw --strict profile.json targets.txt
    ///   callback-profile parse --log profile.json /var/log/nginx/access.log
    #[command(verbatim_doc_comment)]
    Parse(ParseArguments),
    /// Translate native WhatsApp content to callbacks
    ///
    /// Reads one notification: JSON with messages and statuses, in any of the platform's envelopes. Writes one
    /// {"direction", "fields"} per line, ready for `render`. What is no object goes to standard error.
    /// Exit status: 2 if the path could not be read, else 1 if something could not be translated, else 0.
    ///
    /// Examples:
    ///   callback-profile translate --number 12025550100 notification.json
    ///   callback-profile translate --direction incoming notification.json | callback-profile render profile.json
    #[command(verbatim_doc_comment)]
    Translate(TranslateArguments),
    /// List an account's profiles, webhooks and numbers
    ///
    /// Exit status: 2 if the path could not be read, 1 if the account is not valid, else 0.
    ///
    /// Examples:
    ///   callback-profile list account.json
    ///   callback-profile list --format json account.json
    #[command(verbatim_doc_comment)]
    List(ListArguments),
    /// Show the whole configuration of one profile, webhook or number of an account, with secrets masked
    ///
    /// Exit status: 2 if the path could not be read, 1 if the account is not valid or has no such thing, else 0.
    ///
    /// Examples:
    ///   callback-profile show account.json w1
    ///   callback-profile show --format json account.json +12025550100
    #[command(verbatim_doc_comment)]
    Show(ShowArguments),
    /// Print samples: the fields of events that happen, ready for `render`
    ///
    /// Writes one JSON object {field: text} per event: all that the profile's direction has, or the one that is named.
    /// With --dirty it writes requests instead, as `render` does, each careless in one way: one for each way that the
    /// profile has room for, or the one that is named.
    /// Exit status: 2 if a path could not be read, 1 if the profile is not valid or there is no such event, else 0.
    ///
    /// Examples:
    ///   callback-profile sample profile.json | callback-profile render profile.json
    ///   callback-profile sample --list profile.json
    ///   callback-profile sample --event failed profile.json
    ///   callback-profile sample --dirty=lost-plus profile.json | callback-profile parse profile.json
    #[command(verbatim_doc_comment)]
    Sample(SampleArguments),
    /// Test a profile or webhook: make one real request and show the answer
    ///
    /// Sends the sample of an event, the first one unless it is named, or the values of a file with one JSON object
    /// {field: text}. Prints status, time, headers and the first 4 KiB of the answer. Proxies are taken from the
    /// environment.
    /// Exit status: 2 if a path could not be read, 0 if the answer's status is 2xx, else 1.
    ///
    /// Examples:
    ///   callback-profile send webhook.json
    ///   callback-profile send --event read profile.json
    ///   callback-profile send --verbose --account account.json profile.json values.json
    #[command(verbatim_doc_comment)]
    Send(SendArguments),
    /// List the fields of a direction: placeholder, kind, whether a template must have it, and what it holds
    ///
    /// Lists all directions of the platform, or the one that is named. With --platform they are those of its file.
    /// Exit status: 2 if a path could not be read or there is no such direction, 1 if a platform is not valid, else 0.
    ///
    /// Examples:
    ///   callback-profile fields
    ///   callback-profile fields outgoing
    ///   callback-profile fields --platform courier.json --format json send
    #[command(verbatim_doc_comment)]
    Fields(FieldsArguments),
    /// Print the JSON Schema of files, by which an editor completes and underlines
    ///
    /// Its keys, types and words are those of `check`; what stands inside of texts, only `check` judges.
    /// Exit status: 0.
    ///
    /// Examples:
    ///   callback-profile schema profile > profile.schema.json
    ///   callback-profile schema > callback-profile.schema.json
    #[command(verbatim_doc_comment)]
    Schema(SchemaArguments),
    /// Explain what a code means, and how a diagnostic is fixed
    ///
    /// The codes are those of diagnostics, of errors of the platform itself, of problems of callbacks that arrived, of
    /// reasons why one could not be read or written, or why a line has no answer, and of remarks on the event that one
    /// tells.
    ///
    /// Examples:
    ///   callback-profile explain missing-placeholder
    ///   callback-profile explain unescaped-separator
    ///   callback-profile explain E413
    ///   callback-profile explain
    #[command(verbatim_doc_comment)]
    Explain(ExplainArguments),
}

impl Command {
    /// Reads the command line. What a command's documentation says below its first line is printed below the options. There is one
    /// page of help, as the short one would list all values of an option in a line.
    pub(crate) fn read() -> Self {
        let command = Self::command().mut_subcommands(|command| {
            let documentation = command.get_long_about().map(ToString::to_string).unwrap_or_default();
            let (_, below) = documentation.split_once("\n\n").unwrap_or_default();
            let help = Arg::new("help").short('h').long("help").help("Print help").action(ArgAction::HelpLong);
            command.long_about(None).after_help(below.to_owned()).disable_help_flag(true).arg(help)
        });
        Self::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
    }
}

/// The platforms that files may name.
#[derive(Debug, Args)]
pub(crate) struct PlatformArguments {
    /// A platform's file: what names this platform is judged by it; may be given several
    /// times
    #[arg(long = "platform", value_name = "FILE", verbatim_doc_comment)]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Exit with 1 on warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Pass over files that are named and hold other JSON, and succeed though nothing was checked
    #[arg(long)]
    pub(crate) allow_other: bool,
    /// An account's file: profiles are checked against its whitelist and type
    #[arg(long, value_name = "FILE")]
    pub(crate) account: Option<PathBuf>,
    /// Files, folders to be searched for `*.json`, or `-` for standard input
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// With excerpts, for people
    Human,
    /// One JSON document
    Json,
    /// Annotations for a GitHub workflow
    Github,
}

#[derive(Debug, Args)]
pub(crate) struct FixArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// Only say which files would change
    #[arg(long)]
    pub(crate) check: bool,
    /// Files, folders to be searched for `*.json`, or `-` for standard input
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TemplateArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// Which callbacks the profile is for: `outgoing` (states of messages that the business
    /// sent), `incoming` (messages that users wrote), `delivery-report` (reports of
    /// webhooks), or one of a --platform
    #[arg(long, verbatim_doc_comment)]
    pub(crate) direction: String,
    /// The HTTP method
    #[arg(long, value_enum)]
    pub(crate) method: MethodName,
    /// Print the whole file of a profile
    #[arg(long)]
    pub(crate) file: bool,
    /// The URL to be called
    pub(crate) endpoint: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum MethodName {
    Get,
    Post,
    Put,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// Which callbacks the profile is for; guessed from its placeholders when left out
    #[arg(long)]
    pub(crate) direction: Option<String>,
    /// What the platform gave back, or `-` for standard input
    pub(crate) profile: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RenderArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// The file of the profile or webhook
    pub(crate) profile: PathBuf,
    /// The values, one JSON object per line; standard input when left out
    #[arg(default_value = "-")]
    pub(crate) values: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ParseArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// Each line is a URL, a target, a query or a body instead of a request in JSON
    #[arg(long)]
    pub(crate) raw: bool,
    /// Each line is one of an access log: common, combined, or a JSON object with `url`,
    /// `request`, `request_uri` or `uri`; there may be `method` or `request_method`, and
    /// `body` or `request_body`
    #[arg(long, conflicts_with = "raw", verbatim_doc_comment)]
    pub(crate) log: bool,
    /// The first problem of a callback makes it an error
    #[arg(long)]
    pub(crate) strict: bool,
    /// The file of the profile or webhook
    pub(crate) profile: PathBuf,
    /// The callbacks, one per line; standard input when left out
    #[arg(default_value = "-")]
    pub(crate) input: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct TranslateArguments {
    /// The business's number, which native content does not carry
    #[arg(long)]
    pub(crate) number: Option<String>,
    /// Only the callbacks of one direction; all when left out
    #[arg(long, value_enum)]
    pub(crate) direction: Option<NativeDirection>,
    /// How an attachment is written in the array of a message
    #[arg(long, value_enum, default_value_t = MediaShapeName::Flat)]
    pub(crate) media_shape: MediaShapeName,
    /// The notification's file; standard input when left out
    #[arg(default_value = "-")]
    pub(crate) notification: PathBuf,
}

/// The directions of native content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NativeDirection {
    Outgoing,
    Incoming,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum MediaShapeName {
    /// Among the members of the message, as platforms write it
    Flat,
    /// As WhatsApp writes it, an object of its own
    Native,
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// How to print the lists
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
    /// The account's file
    pub(crate) account: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
    /// The account's file
    pub(crate) account: PathBuf,
    /// The id of a profile or webhook, or a telephone number
    pub(crate) id: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ListFormat {
    /// Lines and tables, for people
    Human,
    /// One JSON document
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct SampleArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// The event, of which `--list` tells the names; all events when left out
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Option<String>,
    /// The first event, with texts that are hard to carry
    #[arg(long, conflicts_with = "event")]
    pub(crate) stress: bool,
    /// List the names of the events; with --dirty those of the ways to be careless
    #[arg(long)]
    pub(crate) list: bool,
    /// Requests of the first event that is asked for, each careless in one way
    #[arg(long, value_enum, value_name = "NAME", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "it may be given without a name")]
    pub(crate) dirty: Option<Option<Variant>>,
    /// The file of the profile or webhook
    pub(crate) profile: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct SendArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// An account's file: nothing is sent to a host that its whitelist does not permit
    #[arg(long, value_name = "FILE", conflicts_with = "follow_redirects")]
    pub(crate) account: Option<PathBuf>,
    /// How many seconds everything may take together
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
    /// Follow up to five redirects instead of showing the first answer; no header of the
    /// profile goes to another scheme, host or port, and no body anywhere else
    #[arg(long, verbatim_doc_comment)]
    pub(crate) follow_redirects: bool,
    /// Show on standard error what is sent, with secrets masked
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// The event whose sample is sent; the first when left out
    #[arg(long, value_name = "NAME", conflicts_with = "values")]
    pub(crate) event: Option<String>,
    /// The file of the profile or webhook
    pub(crate) profile: PathBuf,
    /// The values, one JSON object, or `-` for standard input; a sample when left out
    pub(crate) values: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct FieldsArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// How to print the lists
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
    /// The direction; all are listed when left out
    #[arg(value_name = "SET")]
    pub(crate) direction: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    #[command(flatten)]
    pub(crate) platforms: PlatformArguments,
    /// What the files hold; any of these when left out
    #[arg(value_parser = kind_parser())]
    pub(crate) kind: Option<FileKind>,
}

/// Reads the name of a kind of files of which there are any.
fn kind_parser() -> impl TypedValueParser<Value = FileKind> {
    let kinds = || FileKind::ALL.iter().copied().filter(|kind| !matches!(kind, FileKind::ReadBack | FileKind::Other));
    let names = PossibleValuesParser::new(kinds().map(FileKind::as_str));
    names.try_map(move |name| kinds().find(|kind| kind.as_str() == name).ok_or("there is no such kind"))
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code; all are listed when left out
    pub(crate) code: Option<String>,
}
