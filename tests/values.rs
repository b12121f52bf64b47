//! The typed values through the public interface: what they read, what they refuse, and how they write it back.
#![cfg(test)]

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, SystemTime};

use callback_profile::value::{
    MessageId, MessageType, OtherText, PhoneNumber, Price, Product, Status, TimeUnit, Timestamp, TimestampReading,
    ValueError,
};
use callback_profile::whatsapp::{Notification, translate};
use callback_profile::{Account, IncomingCallback, IncomingField};
use proptest::prelude::*;
use util::rows::run;

mod util;

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn milliseconds(text: &str) -> Option<u64> {
    Timestamp::parse(text).ok().map(Timestamp::unix_milliseconds)
}

fn price(text: &str) -> Price {
    text.parse().unwrap()
}

#[test]
fn values_cross_threads_and_errors_are_one_word() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<ValueError>();
    shared::<Status>();
    shared::<MessageType>();
    shared::<OtherText>();
    shared::<Timestamp>();
    shared::<TimestampReading>();
    shared::<TimeUnit>();
    shared::<Price>();
    shared::<PhoneNumber<'static>>();
    shared::<MessageId<'static>>();
    assert_eq!(size_of::<ValueError>(), 8);
    assert_eq!(size_of::<Result<(), ValueError>>(), 8);
}

#[test]
fn error_texts_are_exact() {
    const TIME: &str = "Unix seconds, milliseconds or a date and time";
    const DECIMAL: &str = "a decimal number of at most 28 digits, 18 of them after the point";
    let timestamp = |text: &str| Timestamp::parse(text).unwrap_err();
    let early = SystemTime::UNIX_EPOCH - Duration::from_millis(1500);
    let long = "1".repeat(63);
    let rows = [
        (timestamp("1580972783\"url"), TIME, r#"1580972783\"url"#),
        (timestamp("it's\n\u{7}\\"), TIME, r"it's\n\u{7}\\"),
        (timestamp(&format!("{long}2")), TIME, &format!("{long}2")),
        (timestamp(&format!("{long}é")), TIME, &format!("{long}…")),
        (Timestamp::from_unix_seconds(100_000_000_000).unwrap_err(), "Unix seconds below 100000000000", "100000000000"),
        (
            Timestamp::from_unix_milliseconds(u64::MAX).unwrap_err(),
            "Unix milliseconds below 100000000000000",
            "18446744073709551615",
        ),
        (TimestampReading::new().offset_minutes(-1081).unwrap_err(), "an offset from -1080 to 1080 minutes", "-1081"),
        (Timestamp::try_from(early).unwrap_err(), "a time from 1970 to 5138", "-1.5s"),
        (Price::parse("1,5").unwrap_err(), DECIMAL, "1,5"),
        (Price::new(7, 19).unwrap_err(), DECIMAL, "7e-19"),
        (PhoneNumber::parse("91XXXXXXXX83").unwrap_err(), "an E.164 phone number of 2 to 15 digits", "91XXXXXXXX83"),
    ];
    for (error, expected, found) in rows {
        assert_eq!(error.to_string(), format!("expected {expected}, found \"{found}\""));
    }
    let named = timestamp("").with_field("timestamp");
    assert_eq!(named.to_string(), format!("field `timestamp`: expected {TIME}, found \"\""));
}

#[test]
fn error_parts_can_be_asked_for() {
    let error = ValueError::new("a word", &"é".repeat(33));
    assert_eq!((error.field(), error.expected()), (None, "a word"));
    assert_eq!(error.found(), "é".repeat(32));
    let named = error.clone().with_field("ref").with_field("ref1");
    assert_eq!(named.field(), Some("ref1"));
    assert_ne!(named, error);
    let _: &dyn std::error::Error = &named;
}

#[test]
fn statuses_are_read_whatever_their_case() {
    let rows = [
        ("sent", Status::Sent),
        (" Delivered\t", Status::Delivered),
        ("READ", Status::Read),
        ("failed", Status::Failed),
        ("not-sent", Status::NotSent),
        ("NOT_SENT", Status::NotSent),
        ("played", Status::Played),
        ("deleted", Status::Deleted),
        ("warning", Status::Warning),
    ];
    run(&rows, Status::new);
    run(&rows, Status::from);
    for text in ["0", "", " ", " Pending ", "not sent", "notsent", "sent\u{a0}", "ＳＥＮＴ"] {
        let status = Status::new(text);
        assert!(matches!(&status, Status::Other(other) if *other == text), "{text:?}");
        assert_eq!(status.as_str(), text);
        assert_eq!(Cow::from(&status), text);
        assert_eq!(Cow::from(status), text);
    }
}

#[test]
fn open_sets_are_written_in_their_canonical_spelling() {
    assert_eq!(format!("[{:>10}]", Status::NotSent), "[  not-sent]");
    assert_eq!(format!("[{:<4}]", Status::new("0")), "[0   ]");
    assert_eq!(format!("{:?}", Status::new("0")), "Other(\"0\")");
    assert!(matches!(Cow::from(Status::NotSent), Cow::Borrowed("not-sent")));
    assert_eq!(serde_json::to_string(&Status::NotSent).unwrap(), "\"not-sent\"");
    assert_eq!(serde_json::from_str::<Status>("\"N\\u004FT_SENT\"").unwrap(), Status::NotSent);
    assert_eq!(
        serde_json::from_str::<Status>("0").unwrap_err().to_string(),
        "invalid type: integer `0`, expected a message status as text at line 1 column 1"
    );
    let Status::Other(text) = Status::new("0") else { panic!("0 is no known status") };
    assert_eq!(text, "0");
    assert_eq!(text, *"0");
    assert_eq!((text.as_str(), text.len()), ("0", 1));
    assert_eq!(format!("[{text:3}]"), "[0  ]");
}

#[test]
fn message_types_are_an_open_set() {
    run(
        &[
            ("text", MessageType::Text),
            ("Image ", MessageType::Image),
            ("audio", MessageType::Audio),
            ("voice", MessageType::Voice),
            ("video", MessageType::Video),
            ("document", MessageType::Document),
            ("sticker", MessageType::Sticker),
            ("location", MessageType::Location),
            ("contacts", MessageType::Contacts),
            ("interactive", MessageType::Interactive),
            ("button", MessageType::Button),
            ("reaction", MessageType::Reaction),
            ("order", MessageType::Order),
            ("system", MessageType::System),
            ("UNSUPPORTED", MessageType::Unsupported),
        ],
        MessageType::new,
    );
    assert_eq!(MessageType::new("poll").as_str(), "poll");
    assert_eq!(serde_json::from_str::<MessageType>("\"Video\"").unwrap(), MessageType::Video);
}

#[test]
fn ranked_statuses_supersede_upwards_and_others_never() {
    let ladder = [Status::Sent, Status::NotSent, Status::Failed, Status::Delivered, Status::Read, Status::Played];
    for (place, status) in ladder.iter().enumerate() {
        for (earlier_place, earlier) in ladder.iter().enumerate() {
            assert_eq!(status.supersedes(earlier), place > earlier_place, "{status} after {earlier}");
        }
    }
    assert_eq!(ladder.map(|status| status.rank()), [0, 1, 1, 2, 3, 4].map(Some));
    for unranked in [Status::Deleted, Status::Warning, Status::new("0")] {
        assert_eq!(unranked.rank(), None);
        assert!(!unranked.supersedes(&Status::Sent) && Status::Sent.supersedes(&unranked));
        assert!(!unranked.supersedes(&unranked.clone()) && !unranked.supersedes(&Status::new("1")));
    }
}

#[test]
fn the_known_words_of_an_open_set_are_listed() {
    assert_eq!((Status::ALL.len(), MessageType::ALL.len(), Product::ALL.len()), (8, 15, 2));
    assert!(Status::ALL.iter().all(|status| Status::new(status.as_str()) == *status));
    assert!(MessageType::ALL.iter().all(|kind| MessageType::new(kind.as_str()) == *kind));
    assert!(!Status::ALL.iter().any(|status| matches!(status, Status::Other(_))));
}

#[test]
fn timestamps_are_read_from_numbers() {
    run(
        &[
            ("0", Some(0)),
            ("1580972783", Some(1_580_972_783_000)),
            (" 1580972783 \n", Some(1_580_972_783_000)),
            ("0001580972783", Some(1_580_972_783_000)),
            ("99999999999", Some(99_999_999_999_000)),
            ("100000000000", Some(100_000_000_000)),
            ("1710000042125", Some(1_710_000_042_125)),
            ("99999999999999", Some(99_999_999_999_999)),
            ("100000000000000", None),
            ("99999999999999999999999", None),
            ("1710000042.1", Some(1_710_000_042_100)),
            ("1710000042.12", Some(1_710_000_042_120)),
            ("1710000042.125", Some(1_710_000_042_125)),
            ("99999999999.999", Some(99_999_999_999_999)),
            ("100000000000.0", None),
            ("1710000042.1250", None),
            ("1710000042.", None),
            (".5", None),
            (".", None),
            ("", None),
            (" ", None),
            ("+1", None),
            ("-1", None),
            ("1e9", None),
            ("1 0", None),
            ("1.2.3", None),
            ("1.+2", None),
            ("１２", None),
            ("18446744073709551616.0", None),
        ],
        milliseconds,
    );
}

#[test]
fn timestamps_are_read_from_dates() {
    run(
        &[
            ("1970-01-01 00:00:00", Some(0)),
            ("2024-03-09 16:00:42", Some(1_710_000_042_000)),
            (" 2024-03-09T16:00:42Z ", Some(1_710_000_042_000)),
            ("2024-03-09 21:30:42+05:30", Some(1_710_000_042_000)),
            ("2024-03-09T21:30:42+0530", Some(1_710_000_042_000)),
            ("2024-03-09T08:00:42-08:00", Some(1_710_000_042_000)),
            ("2024-03-09 16:00:42.1", Some(1_710_000_042_100)),
            ("2024-03-09 16:00:42.125999999Z", Some(1_710_000_042_125)),
            ("2024-03-09 16:00:42.1259999990", None),
            ("2024-03-09 16:00:42.", None),
            ("2024-02-29 00:00:00", Some(1_709_164_800_000)),
            ("2000-02-29 00:00:00", Some(951_782_400_000)),
            ("2023-02-29 00:00:00", None),
            ("2100-02-29 00:00:00", None),
            ("2100-03-01 00:00:00", Some(4_107_542_400_000)),
            ("2024-00-01 00:00:00", None),
            ("2024-13-01 00:00:00", None),
            ("2024-01-00 00:00:00", None),
            ("2024-04-31 00:00:00", None),
            ("2016-12-31 23:59:60", None),
            ("2016-12-31 24:00:00", None),
            ("2016-12-31 23:60:00", None),
            ("1969-12-31 23:59:59", None),
            ("1969-12-31 23:00:00-02:00", Some(3_600_000)),
            ("1970-01-01 00:00:00+00:01", None),
            ("0000-01-01 00:00:00", None),
            ("5138-11-16 09:46:39.999", Some(99_999_999_999_999)),
            ("5138-11-16 09:46:40", None),
            ("9999-12-31 23:59:59", None),
            ("2024-03-09 16:00:42+18:00", Some(1_709_935_242_000)),
            ("2024-03-09 16:00:42+18:01", None),
            ("2024-03-09 16:00:42+05:60", None),
            ("2024-03-09 16:00:42+05", None),
            ("2024-03-09 16:00:42+05:300", None),
            ("2024-03-09 16:00:42 05:30", None),
            ("2024-03-09 16:00:42z", None),
            ("2024-03-09 16:00:42Z0", None),
            ("2024-03-09", None),
            ("2024-03-09 16:00", None),
            ("2024-3-9 16:00:42", None),
            ("24-03-09 16:00:42", None),
            ("2024/03/09 16:00:42", None),
            ("2024-03-09_16:00:42", None),
            ("2024-03-09 16:00:4é", None),
        ],
        milliseconds,
    );
}

#[test]
fn a_reading_overrides_the_unit_and_the_offset() {
    const SECONDS: TimestampReading = TimestampReading::new().unit(TimeUnit::Seconds);
    const MILLISECONDS: TimestampReading = TimestampReading::new().unit(TimeUnit::Milliseconds);
    let india = TimestampReading::default().offset_minutes(330).unwrap();
    let rows = [
        (SECONDS, "99999999999", Some(99_999_999_999_000)),
        (SECONDS, "100000000000", None),
        (MILLISECONDS, "1710000042", Some(1_710_000_042)),
        (MILLISECONDS, "1710000042.125", Some(1_710_000_042_125)),
        (MILLISECONDS, "2024-03-09 16:00:42", Some(1_710_000_042_000)),
        (india, "1710000042", Some(1_710_000_042_000)),
        (india, "2024-03-09 21:30:42", Some(1_710_000_042_000)),
        (india, "2024-03-09 16:00:42Z", Some(1_710_000_042_000)),
        (india, "1970-01-01 05:29:59", None),
    ];
    for (reading, text, expected) in rows {
        let found = Timestamp::parse_with(text, reading).ok().map(Timestamp::unix_milliseconds);
        assert_eq!(found, expected, "{text} as {reading:?}");
    }
    assert!(TimestampReading::new().offset_minutes(1080).is_ok());
    assert!(TimestampReading::new().offset_minutes(-1080).is_ok());
    assert!(TimestampReading::new().offset_minutes(i16::MIN).is_err());
}

#[test]
fn timestamps_are_written_as_seconds_and_as_rfc3339() {
    let rows = [
        (0, "0", "1970-01-01T00:00:00Z"),
        (5, "0.005", "1970-01-01T00:00:00.005Z"),
        (951_782_400_000, "951782400", "2000-02-29T00:00:00Z"),
        (1_710_000_042_120, "1710000042.120", "2024-03-09T16:00:42.120Z"),
        (99_999_999_999_999, "99999999999.999", "5138-11-16T09:46:39.999Z"),
    ];
    for (milliseconds, text, rfc3339) in rows {
        let timestamp = Timestamp::from_unix_milliseconds(milliseconds).unwrap();
        assert_eq!(timestamp.to_string(), text);
        assert_eq!(timestamp.to_rfc3339().to_string(), rfc3339);
        assert_eq!(Cow::from(timestamp), text);
        assert_eq!(serde_json::to_string(&timestamp).unwrap(), format!("\"{text}\""));
    }
    let timestamp = Timestamp::parse("42.5").unwrap();
    assert_eq!(format!("[{timestamp:8}] [{timestamp:.1}]"), "[  42.500] [42.500]");
    assert_eq!(format!("[{:>26}]", timestamp.to_rfc3339()), "[  1970-01-01T00:00:42.500Z]");
}

#[test]
fn timestamps_are_deserialized_from_text_and_integers() {
    run(
        &[
            ("\"1710000042\"", Some(1_710_000_042_000)),
            ("1710000042", Some(1_710_000_042_000)),
            ("1710000042125", Some(1_710_000_042_125)),
            ("\"2024-03-09 16:00:42\"", Some(1_710_000_042_000)),
            ("-1", None),
            ("1710000042.125", None),
            ("100000000000000", None),
            ("\"soon\"", None),
            ("null", None),
        ],
        |json| serde_json::from_str(json).ok().map(Timestamp::unix_milliseconds),
    );
}

#[test]
fn timestamps_and_the_clock_agree() {
    let time = SystemTime::UNIX_EPOCH + Duration::from_micros(1_710_000_042_125_999);
    let timestamp = Timestamp::try_from(time).unwrap();
    assert_eq!(timestamp.unix_milliseconds(), 1_710_000_042_125);
    let back = SystemTime::UNIX_EPOCH + Duration::from_millis(1_710_000_042_125);
    assert_eq!(timestamp.to_system_time(), Some(back));
    assert!(Timestamp::try_from(SystemTime::UNIX_EPOCH + Duration::from_secs(100_000_000_000)).is_err());
}

#[test]
fn prices_are_read_and_written_exactly() {
    let ok = |text: &str| Some(text.to_owned());
    run(
        &[
            ("0", ok("0")),
            ("0.010", ok("0.010")),
            (" +12.50 ", ok("12.50")),
            ("-0.5", ok("-0.5")),
            ("-0.00", ok("0.00")),
            ("007.10", ok("7.10")),
            ("9999999999999999999999999999", ok("9999999999999999999999999999")),
            ("10000000000000000000000000000", None),
            ("0000000000000000000000000000001", ok("1")),
            ("9999999999.999999999999999999", ok("9999999999.999999999999999999")),
            ("99999999999.999999999999999999", None),
            ("0.000000000000000001", ok("0.000000000000000001")),
            ("0.0000000000000000000", None),
            (".5", None),
            ("5.", None),
            (".", None),
            ("", None),
            ("-", None),
            ("+-1", None),
            ("- 1", None),
            ("1e3", None),
            ("1,5", None),
            ("1.5.0", None),
            ("1.-5", None),
            ("0.01 EUR", None),
            ("$1", None),
            ("NaN", None),
            ("٣", None),
        ],
        |text| Price::parse(text).ok().map(|price| price.to_string()),
    );
    assert!(Price::parse(&"9".repeat(100_000)).is_err());
    assert!(Price::parse(&format!("0.{}", "0".repeat(300))).is_err());
}

#[test]
fn prices_compare_as_numbers() {
    let ascending =
        ["-2", "-1.5", "-1.05", "-1", "-0.000000000000000001", "0", "0.1", "0.11", "1", "9999999999999999999999999999"];
    for (place, text) in ascending.iter().enumerate() {
        for (other_place, other) in ascending.iter().enumerate() {
            assert_eq!(price(text).cmp(&price(other)), place.cmp(&other_place), "{text} and {other}");
        }
    }
    assert_eq!(price("0.10"), price("0.1"));
    assert_eq!(price("-0.00"), price("0"));
    let set: HashSet<Price> = ["1", "1.0", "1.000000000000000000", "+1"].map(price).into();
    assert_eq!(set.len(), 1);
}

#[test]
fn prices_have_parts() {
    let price = Price::new(-1250, 3).unwrap();
    assert_eq!((price.mantissa(), price.scale(), price.is_zero()), (-1250, 3, false));
    assert_eq!(format!("[{price:9}] [{price:09}] [{price:.1}]"), "[   -1.250] [-0001.250] [-1.250]");
    assert_eq!(Cow::from(price), "-1.250");
    assert!(Price::new(0, 18).unwrap().is_zero());
    assert!(Price::new(i128::MIN, 0).is_err() && Price::new(i128::MAX, 0).is_err());
    assert!(Price::new(10_i128.pow(28), 0).is_err() && Price::new(1 - 10_i128.pow(28), 18).is_ok());
}

#[test]
fn prices_are_serialized_as_text_and_never_read_from_a_float() {
    let read = |json: &str| serde_json::from_str::<Price>(json).map_err(|error| error.to_string());
    assert_eq!(serde_json::to_string(&price("0.010")).unwrap(), "\"0.010\"");
    assert_eq!(read("\"0.010\"").unwrap().to_string(), "0.010");
    assert_eq!(read("-3").unwrap().to_string(), "-3");
    assert_eq!(read("18446744073709551615").unwrap().to_string(), "18446744073709551615");
    assert_eq!(
        read("0.1").unwrap_err(),
        "invalid type: floating point `0.1`, expected a price as text, because a binary float is not exact at line 1 column 3"
    );
    assert!(read("\"free\"").is_err());
}

#[test]
fn phone_numbers_are_read_with_and_without_plus() {
    run(
        &[
            ("+12025550123", Some("12025550123")),
            ("12025550123", Some("12025550123")),
            (" 12025550123", Some("12025550123")),
            ("  +12025550123 ", Some("12025550123")),
            ("12", Some("12")),
            ("123456789012345", Some("123456789012345")),
            ("1234567890123456", None),
            ("1", None),
            ("", None),
            ("+", None),
            ("0123", None),
            ("+0123", None),
            ("++123", None),
            ("+ 123", None),
            // As people write them: E.123, and the visual separators of RFC 3966; only where a plus says that the country code is there.
            ("+1 202-000-0070", Some("12020000070")),
            ("+1 202 555 0123", Some("12025550123")),
            ("  +1.202.555.0123 ", Some("12025550123")),
            ("+1 (202) 555-0123", Some("12025550123")),
            ("+1(202)5550123", Some("12025550123")),
            ("+49 - 30 - 12", Some("493012")),
            ("+39 06 698", Some("3906698")),
            ("+1-202", Some("1202")),
            ("1 202 555 0123", None),
            (" 1 202 555 0123", None),
            ("202-555-0123", None),
            ("(202) 555-0123", None),
            ("+(1) 202", None),
            ("+-1202", None),
            ("+ 1202", None),
            // The zero is dialled within the country only.
            ("+44 (0)20 7946 0000", None),
            ("+44 ( 0)20 7946 0000", None),
            ("+44 (-0)20 7946 0000", None),
            ("+1 (202 555-0123", None),
            ("+1 202) 555-0123", None),
            ("+1 ((202)) 555-0123", None),
            ("+1 () 202", None),
            ("+1 202 555 (0123)", None),
            ("+1 202 555-", None),
            ("+1 202 555)", None),
            ("+1\t202", None),
            ("+1\n202", None),
            ("+1\u{a0}202", None),
            ("+1/202", None),
            ("+1 202 555 0123 ext. 7", None),
            ("+1 202 555 0123 4567 8901", None),
            ("91XXXXXXXX83", None),
            ("١٢٣", None),
        ],
        |text| PhoneNumber::parse(text).ok().map(|number| number.digits().to_owned().leak() as &str),
    );
}

#[test]
fn phone_numbers_are_their_digits() {
    let number = PhoneNumber::parse("  +4915551234").unwrap();
    let plain = PhoneNumber::parse("4915551234").unwrap();
    assert_eq!((number, hash(&number)), (plain, hash(&plain)));
    assert!(number < PhoneNumber::parse("+50").unwrap());
    assert_eq!(number.original(), "  +4915551234");
    assert_eq!(format!("{number} [{number:>13}]"), "+4915551234 [  +4915551234]");
    assert_eq!(Cow::from(plain), "+4915551234");
    assert_eq!(serde_json::to_string(&plain).unwrap(), "\"+4915551234\"");
    let written = PhoneNumber::parse("+49 (155) 512-34").unwrap();
    assert_eq!((written, hash(&written), written.digits()), (plain, hash(&plain), "4915551234"));
    assert_eq!((written.to_string(), written.original()), ("+4915551234".to_owned(), "+49 (155) 512-34"));
    let longest = PhoneNumber::parse("123456789012345").unwrap();
    assert!(PhoneNumber::parse("12").unwrap() < PhoneNumber::parse("120").unwrap() && longest.digits().len() == 15);
}

/// Wherever a number tells something apart, it does so by its digits.
#[test]
fn numbers_compare_by_digits_everywhere() {
    let account: Account = serde_json::from_str(
        r#"{"account_type": "prepaid", "whitelist": ["example.com"],
            "numbers": [{"number": "+1 202-000-0070", "outgoing": {"callback_url": "https://example.com/a"}}]}"#,
    )
    .unwrap();
    for number in ["12020000070", "+12020000070", " 12020000070", "+1 (202) 000.0070"] {
        assert_eq!(account.number(number).unwrap().number, "+1 202-000-0070", "{number}");
        let callback = IncomingCallback::default()
            .with(IncomingField::Sender, number)
            .with(IncomingField::CreatedAt, "1710000042")
            .with(IncomingField::Message, "[]");
        assert_eq!(callback.dedup_key().as_deref(), Some("incoming/12020000070/1710000042/%5B%5D"), "{number}");
        let native = format!(
            r#"{{"contacts": [{{"wa_id": "7"}}, {{"wa_id": "{number}", "profile": {{"name": "Zoë"}}}}],
                 "messages": [{{"from": "+1202000 0070", "id": "m1"}}]}}"#
        );
        let translation = translate(&Notification::parse(&native).unwrap(), None);
        assert_eq!(translation.incoming[0].name(), "Zoë", "{number}");
    }
}

#[test]
fn message_ids_have_a_uuid_and_an_index_when_they_do() {
    const UUID: &str = "0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60";
    run(
        &[
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60:2", (Some(UUID), Some(2))),
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60", (Some(UUID), None)),
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60:", (Some(UUID), None)),
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60:+2", (Some(UUID), None)),
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60:4294967296", (Some(UUID), None)),
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60:1:2", (None, Some(2))),
            ("0f5c2e1a9b7d4c3e8a6f1d2b3c4e5f60:1", (None, Some(1))),
            ("0f5c2e1X-XXXX-4c3e-8a6f-1d2b3c4e5f60:1", (None, Some(1))),
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f6:1", (None, Some(1))),
            ("0f5c2e1a-9b7d-4c3e-8a6f-1d2b3c4e5f60-:1", (None, Some(1))),
            (":1", (None, None)),
            ("wamid.HBgL", (None, None)),
        ],
        |text| {
            let id = MessageId::new(text).unwrap();
            (id.uuid().map(|uuid| uuid.to_owned().leak() as &str), id.index())
        },
    );
    assert_eq!(MessageId::new(""), None);
    let id = MessageId::new(" a:1").unwrap();
    assert_eq!((id.as_str(), id.index()), (" a:1", Some(1)));
    assert_eq!(format!("[{id:6}]"), "[ a:1  ]");
    assert!(matches!(Cow::from(id), Cow::Borrowed(" a:1")));
    assert_eq!(serde_json::to_string(&id).unwrap(), "\" a:1\"");
}

/// Any text, and texts that come close to the grammars.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ +-]{0,2}[0-9]{0,24}[.]?[0-9]{0,24} ?",
        "[0-9]{4}-[0-9]{2}-[0-3][0-9][ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,10})?[Z+-]?[0-9:]{0,5}",
        "[0-9a-fA-F:-]{0,48}",
    ]
}

fn prices() -> impl Strategy<Value = Price> {
    let mantissa = prop_oneof![-2000_i128..2000, 1 - 10_i128.pow(28)..10_i128.pow(28)];
    (mantissa, 0..=18_u8).prop_map(|(mantissa, scale)| Price::new(mantissa, scale).unwrap())
}

fn statuses() -> impl Strategy<Value = Status> {
    let words = ["sent", "delivered", "read", "failed", "not-sent", "played", "deleted", "warning", "0"];
    prop::sample::select(words.to_vec()).prop_map(Status::new)
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in texts(), offset in any::<i16>()) {
        prop_assert_eq!(Status::new(Status::new(&text).as_str()), Status::new(&text));
        let _ = MessageType::new(&text);
        let reading = TimestampReading::new().offset_minutes(offset).unwrap_or_default();
        for reading in [reading, reading.unit(TimeUnit::Seconds), reading.unit(TimeUnit::Milliseconds)] {
            let _ = Timestamp::parse_with(&text, reading);
        }
        if let Err(error) = Timestamp::parse(&text) {
            prop_assert!(error.found().len() <= 64 && text.starts_with(error.found()));
            let _ = error.to_string();
        }
        let _ = Price::parse(&text);
        if let Ok(number) = PhoneNumber::parse(&text) {
            let written = number.to_string();
            prop_assert_eq!(PhoneNumber::parse(&written).unwrap(), number);
        }
        if let Some(id) = MessageId::new(&text) {
            let _ = (id.uuid(), id.index());
        }
    }

    #[test]
    fn a_written_timestamp_is_read_as_the_same(milliseconds in 0..100_000_000_000_000_u64) {
        let timestamp = Timestamp::from_unix_milliseconds(milliseconds).unwrap();
        prop_assert_eq!(Timestamp::parse(&timestamp.to_string()), Ok(timestamp));
        prop_assert_eq!(Timestamp::parse(&timestamp.to_rfc3339().to_string()), Ok(timestamp));
        let json = serde_json::to_string(&timestamp).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), timestamp);
        prop_assert_eq!(Timestamp::try_from(timestamp.to_system_time().unwrap()), Ok(timestamp));
    }

    #[test]
    fn a_written_price_is_read_as_the_same(price in prices()) {
        let read = Price::parse(&price.to_string()).unwrap();
        prop_assert_eq!((read.mantissa(), read.scale()), (price.mantissa(), price.scale()));
        prop_assert_eq!(read, price);
    }

    #[test]
    fn prices_are_ordered_as_their_cross_products(a in prices(), b in prices()) {
        // Both sides in units of 10^-18 where that fits an i128, which holds for mantissas of 19 digits.
        let small = |price: Price| price.mantissa().unsigned_abs() < 10_u128.pow(19);
        if small(a) && small(b) {
            let scaled = |price: Price| price.mantissa() * 10_i128.pow(u32::from(18 - price.scale()));
            prop_assert_eq!(a.cmp(&b), scaled(a).cmp(&scaled(b)));
        }
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.partial_cmp(&b), Some(a.cmp(&b)));
    }

    #[test]
    fn equal_prices_have_equal_hashes(mantissa in -1_000_000_i128..1_000_000, scale in 0..=9_u8, zeros in 0..=9_u8) {
        let short = Price::new(mantissa, scale).unwrap();
        let long = Price::new(mantissa * 10_i128.pow(u32::from(zeros)), scale + zeros).unwrap();
        prop_assert_eq!(short, long);
        prop_assert_eq!(hash(&short), hash(&long));
    }

    #[test]
    fn of_two_ranked_statuses_one_supersedes(a in statuses(), b in statuses()) {
        let both_ranked = a.rank().is_some() && b.rank().is_some();
        prop_assert!(!(a.supersedes(&b) && b.supersedes(&a)));
        prop_assert_eq!(both_ranked && (a.supersedes(&b) || b.supersedes(&a)), both_ranked && a != b);
    }
}

#[test]
fn debug_is_what_people_read() {
    let shown = format!(
        "{:?} {:?} {:?}",
        price("0.0100"),
        Timestamp::parse("1710000042").unwrap(),
        PhoneNumber::parse(" 12025550143").unwrap(),
    );
    assert_eq!(shown, "Price(0.0100) Timestamp(2024-03-09T16:00:42Z) PhoneNumber(+12025550143)");
}
