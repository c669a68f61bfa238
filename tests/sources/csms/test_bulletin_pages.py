"""Bulletin pages, official ones and hand-made ones: words in, frame out."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.govdelivery import Sent, bulletin_page

from tariffline.law.bulletin import Form
from tariffline.sources import SourceError
from tariffline.sources.csms.page import read_page
from tariffline.sources.csms.words import words

FRAME = ("Update your subscriptions", "GovDelivery", "Privacy Policy", "Cargo Systems Messaging")


def test_the_page_of_39291311(samples: Path) -> None:
    found = read_page((samples / "csms" / "39291311.html").read_bytes())
    assert found.number == "39291311"
    assert found.title == "Information on the Retirement of the Current Cisco EzVPN Solution"
    assert found.sent_at == datetime(2019, 8, 9, 13, 39, tzinfo=UTC)
    assert str(found.sent_on) == "2019-08-09"
    assert found.form is Form.PAGE
    assert found.body.startswith("CBP is in the process of implementing a modernized solution")
    assert found.body.endswith("will continue to work with the updated version.")
    assert not any(words in found.body for words in FRAME)


def test_official_pages(official_data: Path) -> None:
    folder = official_data / "csms" / "bulletin_pages"
    found = {path.stem: read_page(path.read_bytes()) for path in folder.iterdir()}
    assert all(bulletin.number == stem for stem, bulletin in found.items())
    assert found["67383555"].body == (
        "There will be an ACE certification standard invasive maintenance window on January 14, "
        "2026, from 5:00 p.m. ET to 8:00 p.m. ET."
    )
    assert found["67373639"].body.endswith("Related Message Number(s): CSMS # 66359035 & 67156485")
    assert str(found["67373639"].sent_at) == "2026-01-12 15:50:00-05:00"
    assert not any(words in each.body for each in found.values() for words in FRAME)


def test_a_number_that_is_not_its_address_is_refused() -> None:
    page = bulletin_page(Sent(67373639, "Notice")).replace("4040a47", "4040a48")
    with pytest.raises(SourceError, match="its address is that of 67373640"):
        read_page(page.encode())


def test_a_page_of_something_else_is_refused() -> None:
    with pytest.raises(SourceError, match="not a CSMS message"):
        read_page(b"<html><title>CBP seizes 5,189,402 pills</title><body>News</body></html>")


def test_a_page_from_before_govdelivery() -> None:
    page = (
        b"<html><body><b>CSMS #14-000283</b><br>Title: Enforcement of Importer Security Filing<br>"
        b"Date: 5/16/2014 12:05:41 PM<br>To: Automated Broker Interface, ACE Reports<br>"
        b"<p>On May 13, CBP issued updated guidance.</p></body></html>"
    )
    found = read_page(page)
    assert (found.number, found.title) == (
        "14-000283",
        "Enforcement of Importer Security Filing",
    )
    assert str(found.sent_at) == "2014-05-16 12:05:41-04:00"
    assert found.body == "On May 13, CBP issued updated guidance."


def test_tables_and_lists_stay_readable() -> None:
    html = "<table><tr><td>HTS</td><td>Rate</td></tr></table><ul><li>One<li>Two</ul>a<br>b&nbsp;c"
    assert words(html).text == "HTS | Rate\n• One\n• Two\na\nb c"


def test_script_and_style_are_no_words() -> None:
    html = "<style>p{}</style><script>alert('1')</script><p>Seen<script>x</p></script></p>"
    assert words(html).text == "Seen"


@pytest.mark.parametrize(
    "html", ["<div>", "</div>", "<a ", "</a ", "<!--", "<!", "<?", "&#", "<a b='"]
)
def test_hostile_marks_end(html: str) -> None:
    started = monotonic()
    assert words(html * 30_000).parts == {}
    assert monotonic() - started < 10


@given(st.text(st.characters(codec="utf-8")))
def test_any_page_is_read_or_refused(text: str) -> None:
    page = f"<h1 class=bulletin_subject>CSMS # 67373639 - T</h1><div id=bulletin_body>{text}"
    with suppress(SourceError):
        assert read_page(page.encode()).number == "67373639"


@given(st.lists(st.sampled_from(["Do this.", "By May 1, 2026.", "HTS 8471.30.01"]), min_size=1))
def test_what_was_sent_is_what_is_read(lines: list[str]) -> None:
    sent = Sent(67373639, "A title", "\n".join(lines))
    assert read_page(bulletin_page(sent).encode()).body == sent.body
