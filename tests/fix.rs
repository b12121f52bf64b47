//! Fixes do no harm: alone or together, they make no error of another kind, and what was carried is carried as before.
#![cfg(feature = "xml")]
#![cfg(test)]

use callback_profile::file::{FileKind, fix_file};
use callback_profile::{AnyProfile, ProfileSpec, check_file};
use proptest::prelude::*;
use serde_json::Value;
use util::files::json_files;
use util::harm::harm_of_fixes;
use util::templates::{self, DAMAGE, damage, form, get, json, sound, xml};

mod util;

/// Sound files and those that are recorded, with pieces put into their texts.
fn files() -> impl Strategy<Value = String> {
    let folders = ["tests/golden/cli", "examples/profiles", "examples/gateway"];
    let recorded = folders.into_iter().flat_map(json_files).filter_map(|(_, text)| serde_json::from_str(&text).ok());
    // Most of what is recorded has no template.
    let files: Vec<_> = sound().into_iter().flat_map(|file| vec![file; 4]).chain(recorded).collect();
    let piece = (
        any::<usize>(),
        any::<usize>(),
        prop_oneof![3 => Just(0_usize), 1 => 0..9_usize],
        prop::sample::select(DAMAGE.to_vec()),
    );
    (prop::sample::select(files), prop::collection::vec(piece, 0..5)).prop_map(|(mut file, pieces)| {
        for (text, start, length, piece) in pieces {
            damage(&mut file, text, start, length, piece);
        }
        file.to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn fixes_do_no_harm(file in files()) {
        let harm = harm_of_fixes(&file);
        prop_assert!(harm.is_none(), "{}", harm.unwrap());
        // A profile by itself is fixed as its file is.
        if let (FileKind::Profile, Ok(spec)) = (check_file(file.as_bytes()).kind(), serde_json::from_str::<ProfileSpec>(&file)) {
            let of_file: ProfileSpec = serde_json::from_str(fix_file(&file).text().unwrap()).unwrap();
            let (fixed, report) = AnyProfile::fixed(&spec);
            prop_assert_eq!(&report, &AnyProfile::check(&fixed));
            prop_assert_eq!(fixed, of_file);
        }
    }
}

/// How a template is made, the field that it lacks, its last part, and what becomes of that.
type Row = (fn(&str, &str) -> Value, &'static str, &'static str, &'static str);

/// What is left alone, and what is fixed to what.
#[test]
fn only_what_is_sure_is_fixed() {
    let rows: &[Row] = &[
        // One placeholder in a value, or where it ends could not be told.
        (get, "ref", "&ref=%3Cid%3E.<ref>", "&ref=%3Cid%3E.<ref>"),
        (get, "", "&x=%3Cid%3E%3Cref%3E", "&x=%3Cid%3E%3Cref%3E"),
        (get, "ref", "&x=<id><reff>", "&x=<id><reff>"),
        (get, "ref", "&x=<reff>&y=<reff2>", "&x=<ref>&y=<reff2>"),
        (get, "ref", "&x=a<reff>b", "&x=a<ref>b"),
        // A field that is meant somewhere is not put in elsewhere too.
        (get, "price", "&x=%3Cprice%3E", "&x=<price>"),
        (get, "price", "&x=%3Cprice%3E&y=<prise>", "&x=<price>&y=<prise>"),
        (json, "price", r#", "x": "\u003cprice\u003e""#, r#", "x": "<price>""#),
        // What stands around it is complete without it.
        (get, "price", "&x=%%3Cprice%3E", "&x=%25<price>"),
        (get, "", "&x=%C3%3Cid%3E", "&x=%C3%3Cid%3E"),
        (json, "", r#", "x": "\\u003cid\u003e""#, r#", "x": "\\u003cid\u003e""#),
        (xml, "", "<x>&am&lt;id&gt;</x>", "<x>&amp;am{id}</x>"),
        // In a query `&` ends a value, and what follows then belongs to it.
        (get, "price", "&x=a&lt;price&gt;=b&y=1", "&x=a<price>=b&y=1"),
        (get, "ref", "&x=&lt;id&gt;=<ref>", "&x=&lt;id&gt;=<ref>"),
        (form, "", "&x&lt;id&gt;", "&x&lt;id&gt;"),
        // Where no placeholder may stand none is made.
        (xml, "", "<!-- &lt;id&gt; --><?x &lt;id&gt;?>", "<!-- &lt;id&gt; --><?x &lt;id&gt;?>"),
        (xml, "price", "<x>&lt;price&gt;</x>", "<x>{price}</x>"),
        (xml, "", "<x><![CDATA[%3Cid%3E]]></x>", "<x><![CDATA[%3Cid%3E]]></x>"),
        (xml, "", "<x>%3Cid%3E<![CDATA[x]]></x>", "<x>%3Cid%3E<![CDATA[x]]></x>"),
        (json, "", r#", "\u003cid\u003e": 1"#, r#", "\u003cid\u003e": 1"#),
        // A name stays one of its own.
        (get, "", "&a=1&a ", "&a=1&a%20"),
        (get, "", "&a=1 ", "&a=1"),
        (get, "", "&a=1& ", "&a=1&"),
        (form, "", "&a%=1&a%25=2", "&a%25=1&a%25=2"),
        // Every escape of a value, each by itself.
        (get, "", "&a=%%4%x%20%", "&a=%25%254%25x%20%25"),
        (json, "", r#", "a": "\a\b\c\u12""#, r#", "a": "\\a\b\\c\\u12""#),
        // A new quote is one.
        (json, "", r#", "x": “C:\”"#, r#", "x": "C:\\""#),
        (json, "", "…, “x”: “a\tb”", "…, “x”: “a\tb”"),
        (json, "", ", “x”: “a\tb”", ", \"x\": “a\tb”"),
        (json, "", r", “<id>”: 1", r#", "<id>": 1"#),
    ];
    for (kind, field, rest, expected) in rows {
        let (file, fixed) = (kind(field, rest), kind(field, expected));
        assert_fixed(&file, &fixed);
    }
}

/// A template that has no room for another field keeps what it has.
#[test]
fn fields_are_put_in_where_there_is_room() {
    let xml = |body: &str| templates::profile("POST", Some("xml"), body);
    let without_room = [
        "<report/>",
        "<report a='{id}'/>",
        "<report>{id}</report>",
        "<report>x</report>",
        "<report>&#32;</report>",
        "<report><!-- c -->{id}</report>",
        "<report></report><report/>",
    ];
    for body in without_room {
        assert_fixed(&xml(body), &xml(body));
    }
    assert_fixed(&xml("<r>&lt;id&gt;</r>"), &xml("<r>{id}</r>"));
    for body in ["<r></r>", "<r>\n</r>", "<r><!-- c --></r>", "<r><x/></r>"] {
        let fixed = fix_file(&xml(body).to_string());
        assert_eq!((fixed.applied(), check_file(fixed.as_bytes()).is_clean()), (1, true), "{body}");
    }
}

/// An endpoint that has no placeholders, and one that would have too few, get none.
#[test]
fn bare_endpoints_stay_bare() {
    for method in ["GET", "POST", "JSON", "XML"] {
        let webhook = |endpoint| templates::webhook(method, endpoint);
        assert_fixed(
            &webhook("https://example.com/a b?x=%3Cmobile%3E"),
            &webhook("https://example.com/a%20b?x=%3Cmobile%3E"),
        );
    }
    let account = |url| templates::account("example.org", &[], &[], url);
    assert_fixed(&account("https://example.com/a b?x=%3Cid%3E"), &account("https://example.com/a%20b?x=%3Cid%3E"));
    assert_fixed(&account("https://example.com/?x=<i d>"), &account("https://example.com/?x=<i d>"));
}

/// As long as a URL may be, and one byte less.
#[test]
fn no_fix_makes_a_url_too_long() {
    let endpoint =
        |length: usize, last: &str| format!("https://example.com/{}{last}", "a".repeat(length - 20 - last.len()));
    let file = |endpoint: &str| serde_json::json!({"direction": "outgoing", "method": "POST", "endpoint": endpoint, "body": json("", "")["body"]});
    assert_fixed(&file(&endpoint(65_533, "%")), &file(&endpoint(65_533, "%")));
    assert_fixed(&file(&endpoint(65_532, "%")), &file(&endpoint(65_534, "%25")));
}

/// However many there are, they are fixed at once.
#[test]
fn everything_is_fixed() {
    let member = |number: usize, value: &str| format!(", \"x{number}\": {value}");
    let many = |one: &str| (0..2_000).map(|number| member(number, one)).collect::<String>();
    assert_eq!(fixed(&json("", &many("“a”"))), json("", &many("\"a\"")));
    assert_eq!(fixed(&json("", &many("<id>"))), json("", &many("\"<id>\"")));
    assert_eq!(fixed(&form("", &"%".repeat(2_000))), form("", &"%25".repeat(2_000)));
}

#[track_caller]
fn assert_fixed(file: &Value, expected: &Value) {
    assert_eq!(&fixed(file), expected);
    assert_eq!(harm_of_fixes(&file.to_string()), None);
}

fn fixed(file: &Value) -> Value {
    serde_json::from_str(fix_file(&file.to_string()).text().unwrap()).unwrap()
}
