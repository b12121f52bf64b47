//! PUT carries a body as POST does, everywhere; DELETE is refused by name.
#![cfg(test)]

use callback_profile::diagnostic::{Code, Part};
use callback_profile::received::ParseErrorKind;
use callback_profile::request::{BodyFormat, Method};
use callback_profile::{Account, AnyProfile, FieldSet, Outgoing, Profile, ProfileSpec, Receiver, check_file};
use http::{HeaderMap, HeaderValue};

const URL: &str = "https://example.com/dlr?key=1";

/// A profile with all placeholders for each format, by this method.
fn specs(method: Method) -> Vec<ProfileSpec> {
    let names = || Outgoing::FIELDS.iter().map(callback_profile::field::FieldInfo::name);
    let query: Vec<_> = names().map(|name| format!("{name}=<{name}>")).collect();
    let json: Vec<_> = names().map(|name| format!("\"{name}\": \"<{name}>\"")).collect();
    #[cfg(feature = "xml")]
    let xml: String = names().fold(String::new(), |all, name| format!("{all}<{name}>{{{name}}}</{name}>"));
    let rows = [
        (BodyFormat::Json, format!("{{{}}}", json.join(", "))),
        (BodyFormat::Form, query.join("&")),
        #[cfg(feature = "xml")]
        (BodyFormat::Xml, format!("<report>{xml}</report>")),
    ];
    let spec = |(format, body)| {
        let mut spec = ProfileSpec::post::<Outgoing>(URL, body).with_body_format(format);
        spec.method = method;
        spec
    };
    rows.map(spec).into()
}

fn profiles(method: Method) -> Vec<Profile<Outgoing>> {
    specs(method).into_iter().map(|spec| spec.try_into().unwrap()).collect()
}

#[test]
fn put_renders_and_parses_as_post_does() {
    for (put, post) in profiles(Method::Put).iter().zip(profiles(Method::Post)) {
        let callback = put.stress_sample();
        let (request, by_post) = (put.render(&callback).unwrap(), post.render(&callback).unwrap());
        assert_eq!((request.method(), by_post.method()), (http::Method::PUT, http::Method::POST));
        assert_eq!((request.url(), request.headers()), (by_post.url(), by_post.headers()));
        assert_eq!((request.body(), put.content_type()), (by_post.body(), post.content_type()));
        assert_eq!((put.body_format(), put.fixed_url()), (post.body_format(), Some(URL)));
        assert_eq!(put.render_masked(&callback).unwrap().method(), http::Method::PUT);
        let received = put.parse(&request).unwrap();
        assert_eq!(received.callback, put.carried(&callback));
        assert!(received.problems.is_empty() && received.extra.is_empty());
        let error = put.parse_url("https://example.com/dlr?id=1").unwrap_err();
        assert_eq!(error.to_string(), "the PUT profile reads bodies, not URLs");
    }
}

#[test]
fn put_goes_both_ways_through_requests_of_http() {
    for (put, post) in profiles(Method::Put).iter().zip(profiles(Method::Post)) {
        let made: http::Request<Vec<u8>> = put.render(&put.sample()).unwrap().into();
        assert_eq!(*made.method(), http::Method::PUT);
        assert_eq!(put.parse_request(&made).unwrap().callback, put.carried(&put.sample()));
        let any = AnyProfile::from(put.clone());
        assert_eq!((any.method(), any.parse_request(&made).is_ok()), (Method::Put, true));
        let error = post.parse_request(&made).unwrap_err();
        assert_eq!(
            (error.kind(), &*error.to_string()),
            (ParseErrorKind::WrongInput, "the profile takes POST requests, not PUT")
        );
        let made: http::Request<Vec<u8>> = post.render(&post.sample()).unwrap().into();
        assert_eq!(put.parse_request(&made).unwrap_err().to_string(), "the profile takes PUT requests, not POST");
    }
}

#[test]
fn put_is_checked_as_post_is() {
    type Change = fn(&mut ProfileSpec);
    type Expected = &'static [(Code, Part, &'static str)];
    let rows: &[(Change, Expected)] = &[
        (|_| {}, &[]),
        (|spec| spec.body = None, &[(Code::MissingBody, Part::Body, "a PUT profile needs a body template")]),
        (
            |spec| spec.endpoint.push_str("&id=<id>"),
            &[(
                Code::MisplacedPlaceholder,
                Part::Endpoint,
                "placeholder `<id>` stands in the endpoint of a PUT profile",
            )],
        ),
        (
            |spec| spec.endpoint.push_str("&rate=5%"),
            &[(Code::CutEscape, Part::Endpoint, "`%` is an unfinished percent-encoding")],
        ),
        (
            |spec| spec.body = spec.body.take().map(|body| body.replace("price", "prise")),
            &[(Code::UnknownPlaceholder, Part::Body, "`<prise>` is not a placeholder of the outgoing fields")],
        ),
    ];
    for (change, expected) in rows {
        let mut spec = specs(Method::Put).swap_remove(0);
        change(&mut spec);
        let report = AnyProfile::check(&spec);
        let found: Vec<_> = report.iter().map(|found| (found.code(), found.part(), found.message())).collect();
        assert_eq!(found, *expected);
        spec.method = Method::Post;
        let by_post = AnyProfile::check(&spec).to_string();
        assert_eq!(report.to_string().replace("PUT", "POST"), by_post);
    }
}

#[test]
fn an_account_knows_put() {
    let [spec, ..] = &mut *specs(Method::Put) else { panic!() };
    spec.id = Some("p".to_owned());
    let profile = serde_json::to_string(&spec).unwrap();
    assert!(profile.contains("\"method\":\"PUT\""));
    let file =
        format!("{{\"account_type\": \"tech-provider\", \"whitelist\": [\"example.com\"], \"profiles\": [{profile}]}}");
    let report = check_file(file.as_bytes());
    let found: Vec<_> =
        report.diagnostics().iter().map(|found| (found.diagnostic().code(), found.file_span().of(&file))).collect();
    assert_eq!(found, [(Code::PriceUnsupported, Some("<price>"))]);
    assert!(serde_json::from_str::<Account>(&file).is_ok());
}

#[test]
fn a_put_request_belongs_to_put_profiles() {
    let get = Profile::<Outgoing>::standard(URL).unwrap();
    let all: Vec<AnyProfile> =
        [get].into_iter().chain(profiles(Method::Post)).chain(profiles(Method::Put)).map(AnyProfile::from).collect();
    let receiver = Receiver::new(all.clone());
    for (index, profile) in all.iter().enumerate() {
        let request = profile.sample_request().unwrap();
        let body = request.body().unwrap_or_default().as_bytes();
        for headers in [request.headers(), &HeaderMap::new()] {
            let delivery = receiver.receive(&request.method(), request.url(), headers, body).unwrap();
            assert_eq!(delivery.profile, index);
            assert!(delivery.received.problems().is_empty() && delivery.received.extra().is_empty());
        }
        let request: http::Request<Vec<u8>> = request.into();
        assert_eq!(receiver.receive_request(&request).unwrap().profile, index);
    }
    // A sender that marks every body as a form says nothing where no PUT profile is one.
    let json =
        Receiver::new([profiles(Method::Put).swap_remove(0).into(), profiles(Method::Post).swap_remove(1).into()]);
    let mut form = HeaderMap::new();
    form.insert("content-type", HeaderValue::from_static("application/x-www-form-urlencoded"));
    let found =
        |method, body: &'static str| json.receive(&method, "/dlr", &form, body.as_bytes()).map(|found| found.profile);
    assert_eq!(found(http::Method::PUT, "{\"id\": \"1\"}").unwrap(), 0);
    assert_eq!(found(http::Method::POST, "id=1").unwrap(), 1);
    let error = found(http::Method::DELETE, "{\"id\": \"1\"}").unwrap_err().to_string();
    assert!(error.starts_with("no profile takes DELETE `/dlr`"), "{error}");
}

fn file(method: &str, body: &str) -> String {
    format!("{{\"direction\": \"outgoing\", \"method\": \"{method}\", \"endpoint\": \"{URL}\"{body}}}")
}

#[test]
fn put_is_read_in_any_case_and_delete_is_refused_by_name() {
    let body = Profile::<Outgoing>::standard_post(URL).unwrap().template().to_string();
    for word in ["PUT", "put", "Put"] {
        let file = file(word, &format!(", \"body\": {body}"));
        assert!(check_file(file.as_bytes()).is_clean(), "{file}");
        let profile: AnyProfile = serde_json::from_str(&file).unwrap();
        assert_eq!((profile.method(), word.parse()), (Method::Put, Ok(Method::Put)));
        assert!(serde_json::to_string(&profile).unwrap().contains("\"method\":\"PUT\""));
    }
    assert_eq!(http::Method::from(Method::Put), http::Method::PUT);
    assert_eq!(Method::ALL.iter().map(|method| method.has_body()).collect::<Vec<_>>(), [false, true, true]);

    let known = "`GET` or `POST` or `PUT`";
    let rows =
        [("DELETE", ", which is not supported"), ("delete", ", which is not supported"), ("PATCH", ""), ("", "")];
    for (word, reason) in rows {
        let file = file(word, "");
        let report = check_file(file.as_bytes());
        let refused = report.diagnostics().iter().find(|found| found.diagnostic().code() == Code::WrongType).unwrap();
        let message = format!("expected the method {known}, found `{word}`{reason}");
        assert_eq!(refused.diagnostic().message(), message);
        assert_eq!(refused.diagnostic().help(), format!("write {known}"));
        assert_eq!(refused.file_span().of(&file), Some(&*format!("\"{word}\"")));
        let error = serde_json::from_str::<Method>(&format!("\"{word}\"")).unwrap_err().to_string();
        assert_eq!(error, format!("expected {known}, found `{word}`{reason}"));
        let error = word.parse::<Method>().unwrap_err().to_string();
        assert_eq!(error, format!("expected {known}, found `{word}`{reason}"));
    }
}

#[cfg(feature = "cli")]
mod command {
    use std::fs;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::path::PathBuf;
    use std::process::{Command, Output, Stdio};

    use super::{Method, specs};

    /// A folder of a test's own, gone when it ends.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("callback-profile-put-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, text: &str) -> String {
            let path = self.0.join("profile.json");
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Runs the command with an input that a pipe holds as a whole.
    fn run(arguments: &[&str], input: &[u8]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_callback-profile"));
        for name in ["http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that takes no input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap()
    }

    fn text(bytes: &[u8]) -> &str {
        std::str::from_utf8(bytes).unwrap()
    }

    #[test]
    fn templates_checks_and_round_trips() {
        let template = |method| {
            let arguments = ["template", "--direction", "outgoing", "--method", method, "https://example.com/x"];
            run(&arguments, b"").stdout
        };
        assert!(text(&template("put")).contains("\"id\": \"<id>\""));
        assert_eq!(template("put"), template("post"));
        let folder = Folder::new("round-trip");
        for spec in specs(Method::Put) {
            let file = folder.write(&serde_json::to_string(&spec).unwrap());
            let output = run(&["check", "--deny-warnings", &file], b"");
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            let rendered = run(&["render", &file], b"{\"id\":\"a&<b>\"}\n");
            assert!(
                text(&rendered.stdout).starts_with("{\"method\":\"PUT\",\"url\":\"https://example.com/dlr?key=1\"")
            );
            let parsed = run(&["parse", &file], &rendered.stdout);
            assert!(
                text(&parsed.stdout).starts_with("{\"fields\":{\"id\":\"a&<b>\",\"custom_response\":\"false\"}"),
                "{parsed:?}"
            );
        }
        let refused = run(&["template", "--direction", "outgoing", "--method", "delete", "https://example.com/x"], b"");
        assert_eq!(refused.status.code(), Some(2));
    }

    #[test]
    fn a_put_request_is_sent() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut spec = specs(Method::Put).swap_remove(0);
        spec.endpoint = format!("http://{}/dlr", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut first, mut length) = (String::new(), 0);
            reader.read_line(&mut first).unwrap();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                match line.to_ascii_lowercase().trim_end().split_once(": ") {
                    Some(("content-length", found)) => length = found.parse().unwrap(),
                    Some(_) => {}
                    None => break,
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
            (first, body)
        });
        let folder = Folder::new("send");
        let file = folder.write(&serde_json::to_string(&spec).unwrap());
        let output = run(&["send", "--verbose", &file], b"");
        assert!(text(&output.stdout).starts_with("200 OK in "), "{output:?}");
        assert!(text(&output.stderr).starts_with("> PUT http://127.0.0.1:"), "{output:?}");
        let (first, body) = server.join().unwrap();
        assert_eq!(first, "PUT /dlr HTTP/1.1\r\n");
        assert!(text(&body).starts_with("{\"id\": \""), "{}", text(&body));
    }
}
