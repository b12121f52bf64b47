//! Which hosts a whitelist permits.
#![cfg(test)]

use callback_profile::account::Whitelist;
use proptest::prelude::*;
use util::rows::run;

mod util;

#[test]
fn only_http_is_permitted() {
    let whitelist = Whitelist::new(["example.com"]).unwrap();
    let rows = [
        ("HTTP", true),
        ("httpS", true),
        ("httpx", false),
        ("ftp", false),
        ("ws", false),
        ("wss", false),
        ("file", false),
        ("javascript", false),
        ("https+unix", false),
    ];
    run(&rows, |scheme| whitelist.permits_url(&format!("{scheme}://example.com/")));
}

#[test]
fn urls_are_permitted_by_their_host() {
    let entries = ["example.com", "API.Example.org.", "bücher.example", "192.0.2.7", "2001:db8::1", "co.uk"];
    let whitelist = Whitelist::new(entries).unwrap();
    let rows = [
        ("https://example.com", true),
        ("https://example.com/", true),
        ("http://example.com/dlr?id=1", true),
        ("https://EXAMPLE.com/", true),
        ("https://example.com./", true),
        ("https://example.com:8443/", true),
        ("https://user:pass@example.com/", true),
        ("https://www.example.com/", true),
        ("https://a.b.c.example.com/", true),
        ("https://WWW.Example.COM.:443/", true),
        ("https://ample.com/", false),
        ("https://badexample.com/", false),
        ("https://example.com.evil.net/", false),
        ("https://example.co/", false),
        ("https://example.comm/", false),
        ("https://com/", false),
        ("https://xample.com/", false),
        ("https://evil.net/example.com", false),
        ("https://evil.net/?u=https://example.com/", false),
        ("https://evil.net#example.com", false),
        ("https://example.com@evil.net/", false),
        ("https://example.com:80@evil.net/", false),
        ("https://evil.net\\@example.com/", false),
        ("https://example.com%2Eevil.net/", false),
        ("https://ex%61mple.com/", true),
        ("https://api.example.org/", true),
        ("https://v2.api.example.org/", true),
        ("https://example.org/", false),
        ("https://bücher.example/", true),
        ("https://BÜCHER.example/", true),
        ("https://xn--bcher-kva.example/", true),
        ("https://shop.xn--bcher-kva.example/", true),
        ("https://bucher.example/", false),
        ("https://192.0.2.7/", true),
        ("https://192.0.2.7:8080/", true),
        ("https://0xC0000207/", true),
        ("https://192.0.2.8/", false),
        ("https://1.192.0.2.7/", false),
        ("https://[2001:db8::1]/", true),
        ("https://[2001:db8:0:0:0:0:0:1]:444/", true),
        ("https://[2001:db8::2]/", false),
        ("https://[::ffff:192.0.2.7]/", false),
        ("https://a.co.uk/", true),
        ("https://example。com/", true),
        ("example.com", false),
        ("https:example.com", true),
        ("mailto:a@example.com", false),
        ("", false),
        ("https: //example.com/", false),
    ];
    run(&rows, |url| whitelist.permits_url(url));
    assert!(!Whitelist::default().permits_url("https://example.com/"));
}

#[test]
fn entries_are_hosts_and_nothing_more() {
    let rows = [
        ("https://example.com/dlr", Some("example.com")),
        ("https://user@Example.com:8443", Some("example.com")),
        ("example.com:443", Some("example.com")),
        ("example.com/dlr", Some("example.com")),
        ("*.example.com", Some("example.com")),
        ("https://192.0.2.7/", Some("192.0.2.7")),
        ("https://[2001:db8::1]/", Some("2001:db8::1")),
        ("", None),
        (".", None),
        ("a..b", None),
        ("exa mple.com", None),
    ];
    for (entry, suggestion) in rows {
        let error = Whitelist::new(["good.example", entry]).unwrap_err();
        let shown = entry.replace("user@", "");
        assert_eq!(error.to_string(), format!("entry 1 of the whitelist is not a domain: `{shown}`"));
        assert_eq!((error.index, error.suggestion().as_deref()), (1, suggestion), "{entry}");
    }
}

proptest! {
    #[test]
    fn a_permitted_host_is_an_entry_or_ends_in_one(
        entries in prop::collection::vec("[a-c]{1,2}(\\.[a-c]{1,2}){0,2}", 0..4),
        host in "[a-c]{1,2}(\\.[a-c]{1,2}){0,4}\\.?",
    ) {
        let whitelist = Whitelist::new(&entries).unwrap();
        let plain = host.trim_end_matches('.');
        let expected = entries.iter().any(|entry| plain == entry || plain.ends_with(&format!(".{entry}")));
        prop_assert_eq!(whitelist.permits_host(&host), expected);
        prop_assert_eq!(whitelist.permits_url(&format!("https://x@{host}:1/")), expected);
    }

    #[test]
    fn no_text_makes_it_panic(entry in any::<String>(), url in any::<String>()) {
        if let Ok(whitelist) = Whitelist::new([entry]) {
            let _ = (whitelist.permits_url(&url), whitelist.permits_host(&url));
        }
    }
}

#[test]
fn brackets_are_for_one_whole_address_of_version_six() {
    assert!(Whitelist::new(["[::1]", "::1", "1.2.3.4"]).is_ok());
    for entry in ["[1.2.3.4]", "[[1.2.3.4", "1.2.3.4]]]", "[::1", "[[::1]]"] {
        assert!(Whitelist::new([entry]).is_err(), "{entry}");
    }
    assert_eq!(Whitelist::new(["/etc"]).unwrap_err().suggestion(), None);
    let long = format!("https://{}example.org/", "a.".repeat(100_000));
    assert!(!Whitelist::new(["example.org"]).unwrap().permits_url(&long));
}
