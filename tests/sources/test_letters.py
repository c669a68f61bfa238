"""Mails as strangers write them: endless, nested, broken; and those that are one scan."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.sources import SourceError
from tariffline.sources.letters import MOST_STREAMS, MSG_MARK, read_letter

WORDS = b"8471.30.01.00"


def nested(depth: int) -> bytes:
    """Parts within parts."""
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )
    return b"Subject: x\n" + opened + b"Content-Type: text/plain\n\n" + WORDS


def test_parts_within_parts_are_read() -> None:
    assert read_letter(nested(50)).text == WORDS.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (nested(900), "more parts than are read"),
        (nested(5_000), "more parts than are read"),
        (b"Subject: x\nContent-Type: message/rfc822\n\n" * 990 + WORDS, "too deep"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nX: y\n\nz\n" * 1_001, "parts"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\r\n\r\nz\r\n" * 1_001, "parts"),
        (MSG_MARK + "__substg1.0_".encode("utf-16-le") * (MOST_STREAMS + 1), "too many recipients"),
        (MSG_MARK + b"\0" * 2_000, "save it again from Outlook"),
    ],
)
def test_what_is_made_to_be_endless_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_letter(data)


def test_a_header_without_end_is_cut() -> None:
    letter = read_letter(b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\n" + WORDS)
    assert 0 < len(letter.subject) < 10_000
    assert letter.text == WORDS.decode()


@pytest.mark.parametrize("kind", ["application/pdf", "image/tiff"])
def test_a_mail_that_is_one_scan_encloses_it(kind: str) -> None:
    head = f"Subject: scan\nContent-Type: {kind}; name=scan.pdf\n"
    letter = read_letter(f"{head}Content-Transfer-Encoding: base64\n\nJVBERi0=\n".encode())
    [scan] = letter.enclosures
    assert (scan.name, scan.content_type, scan.data) == ("scan.pdf", kind, b"%PDF-")


def test_a_mail_that_is_another_mail_encloses_it() -> None:
    letter = read_letter(b"Subject: fw\nContent-Type: message/rfc822\n\nSubject: inner\n\n" + WORDS)
    [inner] = letter.enclosures
    assert read_letter(inner.data).subject == "inner"


@given(st.binary(max_size=300), st.sampled_from([b"", b"Subject: ", b"Content-Type: multipart/"]))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    with suppress(SourceError):
        assert isinstance(read_letter(start + data).text, str)
