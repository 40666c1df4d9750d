//! Messages as programs really send them, and as nobody meant well. `JUNTO_FUZZ_CASES` asks for more than 5,000.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::letter::tests::{formatted, letter};
use crate::{CalendarPart, Letter};

const SERVER: Option<&str> = Some("mx.example.org");

fn crlf(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

fn read_text(text: &str) -> Incoming {
    read(&crlf(text), SERVER).unwrap()
}

const REPLY: &str = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR";

#[test]
fn an_answer_from_a_calendar_is_read_from_either_kind_of_part() {
    for kind in [
        "text/calendar; charset=utf-8; method=REPLY",
        "TEXT/CALENDAR",
        "application/ics; name=\"invite.ics\"",
        "application/octet-stream; name=Reply.ICS",
    ] {
        let text = format!(
            "From: Ana <Ana@Harbour.example>\nTo: Junto+Meetings.Tok@Groups.example.org\nSubject: =?utf-8?q?Angenommen=3A_K=C3=BCste?=\n\
             Message-ID: <one@harbour.example>\nContent-Type: multipart/mixed; boundary=\"=_a b\"\n\npreamble\n--=_a b\n\
             Content-Type: text/plain\n\nI come.\n--=_a b \nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n\n\
             QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVQTFkN\nCkVORDpWQ0FMRU5EQVI=\n--=_a b--\nBEGIN:epilogue\n"
        );
        let incoming = read_text(&text);
        assert_eq!(incoming.calendar, [REPLY.as_bytes()], "{kind}");
        assert_eq!(incoming.from.as_deref(), Some("ana@harbour.example"));
        assert_eq!(incoming.to, ["junto+meetings.tok@groups.example.org"]);
        assert_eq!(incoming.subject, "Angenommen: Küste");
        assert_eq!(incoming.message_id.as_deref(), Some("one@harbour.example"));
        assert_eq!(incoming.text, "I come.");
    }
}

#[test]
fn what_we_send_we_can_read() {
    let text = format!("{REPLY}\r\n").replace("REPLY", "REQUEST");
    let calendar = CalendarPart { method: "REQUEST".into(), text: text.clone() };
    let sent = formatted(&Letter { calendar: Some(calendar), ..letter() });
    let incoming = read(&sent, None).unwrap();
    assert_eq!(incoming.calendar, [text.as_bytes(), text.as_bytes()]);
    assert_eq!(incoming.text.trim_end(), "Good morning");
    assert_eq!(incoming.answer_to, None, "a program wrote it");
}

#[test]
fn a_message_that_is_only_a_calendar_or_only_lines_or_cut_short_is_read_too() {
    let only =
        read_text(&format!("From: a@b.example\nContent-Type: text/calendar\n\n{}", REPLY.replace('\r', "")));
    assert_eq!(only.calendar, [REPLY.as_bytes()]);
    let bare = read(b"From: a@b.example\nSubject: x\n\nLine one\nLine two\n", None).unwrap();
    assert_eq!((bare.subject.as_str(), bare.text.as_str()), ("x", "Line one\nLine two\n"));
    let cut = read_text(
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/calendar\n\nBEGIN:V",
    );
    assert_eq!(cut.calendar, [b"BEGIN:V"]);
    let latin =
        b"From: a@b.example\r\nContent-Type: text/calendar; charset=iso-8859-1\r\n\r\nSUMMARY:K\xfcste";
    assert_eq!(read(latin, None).unwrap().calendar, ["SUMMARY:Küste".as_bytes()]);
}

#[test]
fn every_address_a_message_went_to_is_known_also_where_it_does_not_name_it() {
    let text = "Return-Path: <ana@harbour.example>\nDelivered-To: junto+a.b@example.org\nX-Original-To: JUNTO+a.b@example.org\n\
                From: ana@harbour.example\nTo: \"The desk, all\" <desk@example.org>, Undisclosed: x@example.org;\n\
                Cc: junto+c.d@example.org\n\n";
    let expected = ["junto+a.b@example.org", "desk@example.org", "x@example.org", "junto+c.d@example.org"];
    assert_eq!(read_text(text).to, expected);
}

#[test]
fn only_what_the_receiving_server_says_of_the_senders_domain_vouches_for_it() {
    let says = |results: &str, from: &str| {
        read_text(&format!("{results}From: {from}\nTo: x@example.org\n\n")).is_vouched
    };
    let from_ana =
        |results: &str| says(&format!("Authentication-Results: {results}\n"), "Ana <ana@harbour.example>");
    for (results, expected) in [
        ("mx.example.org; dkim=pass header.d=harbour.example", true),
        (
            "MX.example.org 1;\n spf=fail smtp.mailfrom=x@y.example;\n dkim=pass (2048 bit) header.i=@Harbour.example",
            true,
        ),
        ("mx.example.org; spf=pass smtp.mailfrom=ana@harbour.example", true),
        ("mx.example.org; dmarc=pass (p=none) header.from=harbour.example", true),
        ("mx.example.org; dkim=pass header.d=evil.example", false),
        ("mx.example.org; dkim=fail header.d=harbour.example", false),
        ("mx.example.org; dkim=pass header.d=example", false),
        ("mx.example.org; spf=pass smtp.mailfrom=evil@xharbour.example", false),
        ("mx.example.org; auth=pass header.d=harbour.example", false),
        ("mx.example.org; dkim=fail (; dkim=pass header.d=harbour.example) header.d=harbour.example", false),
        (
            "mx.example.org; spf=fail smtp.mailfrom=\"a; dkim=pass header.d=harbour.example\"@evil.example",
            false,
        ),
        ("mx.example.org; none", false),
        ("other.example; dkim=pass header.d=harbour.example", false),
        ("dkim=pass header.d=harbour.example", false),
    ] {
        assert_eq!(from_ana(results), expected, "{results}");
    }
    let below = "Authentication-Results: mx.example.org; dkim=pass header.d=harbour.example\n";
    assert!(says(below, "ana@mail.harbour.example"), "a domain speaks for what lies below it");
    assert!(!says(below, "ana@harbour.example, eve@evil.example"), "of two senders none is known");
    let forged =
        format!("Authentication-Results: mx.example.org; dkim=fail header.d=harbour.example\n{below}");
    assert!(!says(&forged, "ana@harbour.example"), "what stands below the server's own line is anybody's");
}

#[test]
fn a_program_answers_no_program_no_list_and_nobody() {
    let may = |more: &str| read_text(&format!("{more}From: ana@harbour.example\n\nHello\n")).answer_to;
    let path = "Return-Path: <ana@harbour.example>\n";
    assert_eq!(may(path).as_deref(), Some("ana@harbour.example"));
    assert_eq!(may(&format!("{path}Auto-Submitted: no\n")).as_deref(), Some("ana@harbour.example"));
    assert_eq!(may(""), None, "without an envelope it is not known where an answer goes");
    assert_eq!(may("Return-Path: <>\n"), None);
    for header in [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: Auto-Generated; owner-email=x@y.example",
        "Precedence: bulk",
        "List-Id: <x.example>",
        "List-Unsubscribe: <https://x.example>",
        "X-Auto-Response-Suppress: All",
    ] {
        assert_eq!(may(&format!("{path}{header}\n")), None, "{header}");
    }
    for sender in ["MAILER-DAEMON@x.example", "x-bounces@lists.example", "noreply@x.example"] {
        assert_eq!(may(&format!("Return-Path: <{sender}>\n")), None, "{sender}");
    }
}

#[test]
fn what_is_too_long_or_no_message_is_refused() {
    assert_eq!(read(&vec![b'a'; LONGEST + 1], None), Err(Unreadable::TooLong));
    assert_eq!(read(b"", None), Err(Unreadable::NoHeader));
    assert_eq!(read(b"\r\n\r\nwords", None), Err(Unreadable::NoHeader));
}

/// As large as is read, and as nasty as it can be: each of these costs no more than its length.
#[test]
fn a_message_folded_into_itself_is_read_in_bounds() {
    let filled = |unit: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        let mut number = 0;
        while text.len() < LONGEST - 2_000 {
            text.push_str(&unit(number));
            number += 1;
        }
        text
    };
    let within = |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
    let twin = |_: usize| "Content-Type: multipart/mixed; boundary=b\n\n--b\n".to_owned();
    let messages = |_: usize| "Content-Type: message/rfc822\n\n".to_owned();
    let digest = |n: usize| format!("Content-Type: multipart/digest; boundary=b{n}\n\n--b{n}\n\n");
    let parts = |_: usize| "--x\n\n".to_owned();
    let calendars = |_: usize| "--x\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n".to_owned();
    let fields = |n: usize| format!(" p{n}*0*=utf-8'en'x;");
    let senders = |n: usize| format!(" a{n}@b.example,");
    for text in [
        filled(&within),
        filled(&twin),
        filled(&messages),
        filled(&digest),
        format!("Content-Type: multipart/mixed; boundary=x\n\n{}", filled(&parts)),
        format!("Content-Type: multipart/mixed; boundary=x\n\n{}", filled(&calendars)),
        format!("Content-Type: text/plain;{}\n\n", filled(&fields)),
        format!("To:{}\n\n", filled(&senders)),
        format!("From: {}\n\n", "(".repeat(LONGEST - 100)),
        format!("Authentication-Results: {}\n\n", "(".repeat(HEADER_LONGEST - 100)),
        filled(&|n| format!("X-{n}: y\n")),
    ] {
        let incoming = read(format!("Subject: x\n{text}").as_bytes(), SERVER).unwrap();
        assert!(incoming.calendar.len() <= MOST_PARTS && incoming.to.len() <= MOST_RECIPIENTS);
    }
}

/// Parts that, in any order, make messages that are nearly right.
const PARTS: [&str; 40] = [
    "From: Ana <ana@harbour.example>\r\n",
    "From: a@b, c@d\r\n",
    "From: =?utf-8?B?//8=?= <x@y>\r\n",
    "To: junto+meetings.tok@example.org\r\n",
    "To: Group: a@b, (c) <d@e>;,\r\n",
    "To: \"unclosed\r\n",
    "Delivered-To: \r\n",
    "Message-ID: <a@b>\r\n",
    "Message-ID: <\r\n",
    "Subject: =?utf-16?Q?=FF?=\r\n",
    "Subject: =?x-unknown?B?====?=\r\n",
    "Return-Path: <>\r\n",
    "Auto-Submitted:\r\n",
    "Authentication-Results: mx.example.org; dkim=pass header.d=harbour.example\r\n",
    "Authentication-Results: mx.example.org; (((\\\r\n",
    "Content-Type: multipart/mixed; boundary=b\r\n",
    "Content-Type: multipart/alternative; boundary=\"\"\r\n",
    "Content-Type: multipart/digest; boundary=-\r\n",
    "Content-Type: multipart/mixed\r\n",
    "Content-Type: text/calendar; charset=utf-7; method=REPLY\r\n",
    "Content-Type: text/plain; charset=shift_jis\r\n",
    "Content-Type: text/plain; name*0*=utf-8''%; name*1=x; name*99999999999=y\r\n",
    "Content-Type: application/ics; name=\"invite.ics\"\r\n",
    "Content-Type: message/rfc822\r\n",
    "Content-Type: ;;;=\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-Disposition: attachment; filename=\r\n",
    "\r\n",
    "\n",
    " ",
    "--b\r\n",
    "--b--\r\n",
    "----\r\n",
    "begin 644 x\r\n",
    "=\r\n=ZZ=4",
    "QkVHSU46VkNBTEVOREFS====Q\r\n",
    "BEGIN:VCALENDAR\r\n",
    "\u{0}\u{feff}ü€😀\r\n",
    ":\r\n",
];

#[test]
fn no_message_is_so_hostile_that_reading_it_breaks() {
    let cases = std::env::var("JUNTO_FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(5_000);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let piece = prop_oneof![
        8 => prop::sample::select(&PARTS[..]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ];
    let message = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
    runner
        .run(&message, |bytes| {
            let first = read(&bytes, SERVER);
            prop_assert_eq!(&first, &read(&bytes, SERVER));
            if let Ok(incoming) = first {
                prop_assert!(incoming.calendar.iter().map(Vec::len).sum::<usize>() <= 4 * bytes.len());
            }
            Ok(())
        })
        .unwrap();
}
