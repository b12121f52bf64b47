//! The real binary follows redirects, and takes nothing along that is not meant for the place where they lead.
#![cfg(feature = "cli")]
#![cfg(test)]

use callback_profile::{Outgoing, Profile, ProfileSpec};
use util::command::{Answer, command, run};
use util::files::Folder;
use util::server::server;

mod util;

fn profiles(endpoint: &str) -> [ProfileSpec; 2] {
    let get = Profile::<Outgoing>::standard(endpoint).unwrap().into_spec();
    let post = Profile::<Outgoing>::standard_post(endpoint).unwrap().into_spec();
    [get, post].map(|spec| {
        spec.with_header("x-token", "hush").with_header("authorization", "hush").with_header("cookie", "hush")
    })
}

fn send(folder: &Folder, profile: &ProfileSpec) -> Answer {
    let file = folder.write("profile.json", serde_json::to_string(profile).unwrap());
    run(&["send", "--follow-redirects", &file], "")
}

#[test]
fn headers_stay_with_the_server_they_are_for() {
    let folder = Folder::new("redirects");
    let ((here, at_home), (there, abroad)) = (server(), server());
    let places = [
        ("/home".to_owned(), true),
        ("../../home".to_owned(), true),
        (format!("http://127.0.0.1:{here}/home"), true),
        (format!("http://127.0.0.1:{there}/abroad"), false),
        (format!("//127.0.0.1:{there}/abroad"), false),
        (format!("http://localhost:{there}/abroad"), false),
        (format!("http://localhost:{here}/abroad"), false),
        (format!("/to/302/http://127.0.0.1:{there}/abroad"), false),
        (format!("http://127.0.0.1:{there}/to/302/http://127.0.0.1:{here}/back"), false),
    ];
    for status in [301, 302, 303, 307, 308] {
        for (location, is_home) in &places {
            let endpoint = format!("http://127.0.0.1:{here}/to/{status}/{location}");
            for profile in profiles(&endpoint) {
                let (has_body, is_kept) = (profile.body.is_some(), status >= 307);
                let answer = send(&folder, &profile);
                let arrived: Vec<_> = at_home.try_iter().chain(abroad.try_iter()).collect();
                let (first, more) = arrived.split_first().unwrap();
                assert!(first.contains("x-token: hush"), "{first}");
                if has_body && is_kept {
                    assert!(answer.out.starts_with(&status.to_string()) && more.is_empty(), "{answer:?}");
                    continue;
                }
                answer.assert_code(0);
                let last = arrived.iter().rfind(|request| !request.contains("/to/")).unwrap();
                assert_eq!(last.matches("hush").count(), if *is_home { 3 } else { 0 }, "{status} {location}: {last}");
                for request in more {
                    assert!(request.starts_with("GET /") && request.ends_with("\r\n\r\n"), "{request}");
                    assert!(!request.contains("content-type"), "{request}");
                    assert!(*is_home || request.contains("/to/302/http") || !request.contains("hush"), "{request}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_redirect_to_be_followed_is_shown() {
    let folder = Folder::new("shown");
    let (here, arrived) = server();
    for to in
        ["300//x", "304//x", "201//x", "302/ftp:%2F%2F127.0.0.1", "302/file:///etc/passwd", "302/http://[", "302/"]
    {
        let [profile, _] = profiles(&format!("http://127.0.0.1:{here}/to/{to}"));
        let answer = send(&folder, &profile);
        assert!(answer.out.starts_with(to.split('/').next().unwrap()), "{to}: {answer:?}");
        // The last one leads to itself, and is followed five times.
        assert_eq!(arrived.try_iter().count(), if to == "302/" { 6 } else { 1 }, "{to}");
    }
}

#[test]
fn an_answer_that_nobody_reads_still_counts() {
    let folder = Folder::new("unread");
    let (here, _arrived) = server();
    for (path, code) in [("", 0), ("to/302/x", 1)] {
        let [profile, _] = profiles(&format!("http://127.0.0.1:{here}/{path}"));
        let file = folder.write("profile.json", serde_json::to_string(&profile).unwrap());
        let (reader, closed) = std::io::pipe().unwrap();
        drop(reader);
        assert_eq!(command(&["send", &file]).stdout(closed).status().unwrap().code(), Some(code));
    }
}
