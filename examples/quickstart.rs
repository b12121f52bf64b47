//! From a profile to the wire and back: for both directions and both methods, then for a broken profile and a dirty callback.
//!
//! Run it with `cargo run --example quickstart`.

use std::error::Error;
use std::io::{self, Write};

use callback_profile::{
    FieldSet, Incoming, IncomingCallback, IncomingField, Outgoing, OutgoingCallback, OutgoingField, Profile,
    ProfileSpec,
};

// What an account's console holds. For GET the endpoint's query is the template …
const STATUS_ENDPOINT: &str = "https://example.com/status?id=<id>&custom_response=<custom_response>\
    &timestamp=<timestamp>&mobile=<mobile>&message=<message>&status=<status>&phone_number=<phone_number>\
    &error=<error>&error_code=<error_code>&ref=<ref>&ref1=<ref1>&ref2=<ref2>&price=<price>";
const MESSAGE_ENDPOINT: &str = "https://example.com/message?body=<body>&mime_type=<mime_type>&media_url=<media_url>\
    &from=<from>&name=<name>&type=<type>&created_at=<created_at>&reply_to=<reply_to>&wanumber=<wanumber>\
    &mobile=<mobile>&custom_response=<custom_response>&message=<message>&contacts=<contacts>&location=<location>";

// … and for POST the body is.
const STATUS_BODY: &str = r#"{
  "id": "<id>", "custom_response": "<custom_response>", "timestamp": "<timestamp>", "mobile": "<mobile>",
  "message": "<message>", "status": "<status>", "phone_number": "<phone_number>", "error": "<error>",
  "error_code": "<error_code>", "ref": "<ref>", "ref1": "<ref1>", "ref2": "<ref2>", "price": "<price>"
}"#;
const MESSAGE_BODY: &str = r#"{
  "body": "<body>", "mime_type": "<mime_type>", "media_url": "<media_url>", "from": "<from>", "name": "<name>",
  "type": "<type>", "created_at": "<created_at>", "reply_to": "<reply_to>", "wanumber": "<wanumber>",
  "mobile": "<mobile>", "custom_response": "<custom_response>", "message": "<message>", "contacts": "<contacts>",
  "location": "<location>"
}"#;

/// What the customer's telephone sent, as the platform passes it on inside one field.
const NATIVE_MESSAGE: &str = r#"[{"from":"12025550143","id":"4e7b75d9-e885-4e1f-b958-2568780ff25f",
    "timestamp":"1692619555","type":"text","text":{"body":"Hi"},"profile":{"name":"John"},"wa_number":"12025550100"}]"#;

/// A callback as senders really write them: blanks for a lost plus, JSON that is not encoded and lacks a brace, a parameter
/// that comes twice, one that no template names.
const DIRTY_URL: &str = r#"https://example.com/message?body=&phone_number=%20%20+12025550100&company_id=Z5bf5d8&created_at=1607494833&from=12025550143&media_name=9019fee8-3247&media_url=https://media.example.com/Z5bf5d8/9019fee8.jpg&message=[{"from":"12025550143","timestamp":"1607494827","type":"image","profile":{"name":"test "}]&mime_type=image/jpeg&mobile=12025550143&name=test&reply_to=afe9bda2-4b8f-4ce7-b91b-58fd8e8912d4&type=image&wanumber=12025550100&name=other&trace=77"#;

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

/// Writes everything to `out`.
pub(crate) fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let status = OutgoingCallback::default()
        .with(OutgoingField::Id, "ad97e3f1-c923-4a5b-b3a3-0b1f27c60d97:0")
        .with(OutgoingField::CustomResponse, "false ")
        .with(OutgoingField::Timestamp, "1710000042")
        .with(OutgoingField::Mobile, "12025550143")
        .with(OutgoingField::Message, "Message delivered")
        .with(OutgoingField::Status, "delivered")
        .with(OutgoingField::PhoneNumber, "12025550143")
        .with(OutgoingField::Price, "0.01");
    for spec in [
        ProfileSpec::get::<Outgoing>(STATUS_ENDPOINT),
        ProfileSpec::post::<Outgoing>("https://example.com/status", STATUS_BODY),
    ] {
        print_status(&there_and_back::<Outgoing>(spec, &status, out)?, out)?;
    }

    let message = IncomingCallback::default()
        .with(IncomingField::Body, "Hi")
        .with(IncomingField::Sender, "12025550143")
        .with(IncomingField::Name, "John")
        .with(IncomingField::MessageType, "text")
        .with(IncomingField::CreatedAt, "1692619555")
        .with(IncomingField::ReplyTo, "4e7b75d9-e885-4e1f-b958-2568780ff25f")
        .with(IncomingField::BusinessNumber, "12025550100")
        .with(IncomingField::Mobile, "12025550143")
        .with(IncomingField::CustomResponse, "false")
        .with(IncomingField::Message, NATIVE_MESSAGE);
    for spec in [
        ProfileSpec::get::<Incoming>(MESSAGE_ENDPOINT),
        ProfileSpec::post::<Incoming>("https://example.com/message", MESSAGE_BODY),
    ] {
        print_message(&there_and_back::<Incoming>(spec, &message, out)?, out)?;
    }

    check_broken_profile(out)?;
    receive_dirty_callback(out)
}

/// Checks the profile, renders the callback and reads it back.
fn there_and_back<S: FieldSet>(
    spec: ProfileSpec,
    callback: &S::Callback<'static>,
    out: &mut impl Write,
) -> Result<S::Callback<'static>, Box<dyn Error>> {
    let report = Profile::<S>::check(&spec);
    writeln!(out, "# {} by {}, {} findings\n", spec.direction, spec.method, report.diagnostics().len())?;
    let profile = Profile::<S>::try_from(spec)?; // checks again: a profile with errors cannot be built
    let request = profile.render(callback)?;
    writeln!(out, "{} {}", request.method(), request.url())?;
    if let Some(body) = request.body() {
        writeln!(out, "{body}")?;
    }
    let received = profile.parse(&request)?.strict()?.into_owned(); // strict: what is odd is an error
    writeln!(out, "\nread back unchanged: {}", received.callback == profile.carried(callback))?;
    Ok(received.callback)
}

/// Each typed reader looks at one field. `?` is for values with a closed syntax; `None` says that the field is absent.
fn print_status(status: &OutgoingCallback<'_>, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    if let Some(id) = status.id() {
        writeln!(out, "id         {id}, recipient {:?}", id.index())?;
    }
    if let (Some(time), Some(recipient)) = (status.timestamp()?, status.phone_number()?) {
        writeln!(out, "time       {}, to {recipient}", time.to_rfc3339())?;
    }
    if let Some(status) = status.status() {
        writeln!(out, "status     {status}, rank {:?}", status.rank())?;
    }
    if let Some(price) = status.price()? {
        writeln!(out, "price      {price}")?;
    }
    writeln!(out, "repeat of  {:?}\n", status.dedup_key())?;
    Ok(())
}

fn print_message(message: &IncomingCallback<'_>, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    if let (Some(sender), Some(business)) = (message.sender()?, message.business_number()?) {
        writeln!(out, "from, to   {sender}, {business}")?;
    }
    writeln!(out, "body       {:?} of type {:?}", message.text(IncomingField::Body), message.message_type())?;
    let native = message.message_json()?.map_or(0, |json| json.get().len());
    writeln!(out, "native     well-formed JSON, {native} bytes")?;
    writeln!(out, "repeat of  {:?}\n", message.dedup_key())?;
    Ok(())
}

/// The check finds everything at once, with the place of each finding and what to write there.
fn check_broken_profile(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let endpoint = STATUS_ENDPOINT
        .replace("<status>", "<state>") // no field has this name
        .replace("ref=<ref>", "ref=100%<ref>") // a percent sign must be written `%25`
        .replace("&ref2=", "&ref1=") // two parameters of one name
        .replace("&price=<price>", ""); // every template must hold `<price>`
    let spec = ProfileSpec::get::<Outgoing>(endpoint).with_title("Status (EU)"); // titles have no brackets
    let report = Profile::<Outgoing>::check(&spec);
    writeln!(out, "# a broken profile, {} findings\n\n{report:#}\n", report.diagnostics().len())?;
    Ok(())
}

/// What is wrong in one field does not take the others down, and nothing that arrived is lost.
fn receive_dirty_callback(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let profile = Profile::<Incoming>::try_from(ProfileSpec::get::<Incoming>(MESSAGE_ENDPOINT))?;
    let received = profile.parse_url(DIRTY_URL)?;
    writeln!(out, "# a dirty callback\n")?;
    for (field, text) in received.callback.iter() {
        writeln!(out, "{:14} {text}", field.name())?;
    }
    if let Some(number) = received.callback.phone_number()? {
        writeln!(out, "phone_number with its plus restored: {number}")?;
    }
    if let Err(error) = received.callback.message_json() {
        writeln!(out, "the native message: {error}")?;
    }
    for problem in &received.problems {
        writeln!(out, "problem: {problem}")?;
    }
    for (name, text) in &received.extra {
        writeln!(out, "extra: {name} = {text}")?;
    }
    let missing: Vec<_> = received.missing().map(IncomingField::name).collect();
    writeln!(out, "missing: {}", missing.join(", "))?;
    Ok(())
}
