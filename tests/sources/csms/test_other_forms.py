"""The widget, the feeds, the mails, the plain text."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.govdelivery import Sent, bulletin_page, widget

from tariffline.law.bulletin import Form
from tariffline.sources import SourceError
from tariffline.sources.csms.feed import read_feed
from tariffline.sources.csms.forms import read_messages
from tariffline.sources.csms.widget import read_widget
from tariffline.sources.letters import read_letter

SENT = Sent(67844987, "GUIDANCE: [Section 122] duties; (update)", "Filers must report 9903.03.01.")
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>CBP</title>
<item><title>CBP seizes pills</title><link>https://x/1</link></item>
<item><title>{SENT.subject}</title><link>https://x/2</link>
<description>&lt;p&gt;{SENT.body}&lt;/p&gt;&lt;p&gt;Update your subscriptions, modify your password
&lt;/p&gt;</description><pubDate>Tue, 21 Jul 2026 17:26:00 -0400</pubDate></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{SENT.subject}</title>
<link href="https://x/2"/><updated>2026-07-21T17:26:00-04:00</updated>
<content type="html">&lt;p&gt;{SENT.body}&lt;/p&gt;</content></entry></feed>"""


def mail(subject: str = SENT.subject, html: bool = True) -> bytes:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = subject, "CBP@info.cbp.dhs.gov"
    letter["Date"] = "Tue, 21 Jul 2026 17:26:00 -0400"
    letter.set_content(f"{SENT.subject}\n\n{SENT.body}\n\nUpdate your subscriptions, modify your "
                       "password or e-mail address")  # fmt: skip
    if html:
        letter.add_alternative(bulletin_page(SENT), subtype="html")
    return letter.as_bytes()


TEXT = (
    f"{SENT.subject} U.S. Customs and Border Protection sent this bulletin at "
    f"07/21/2026 05:26 PM EDT Cargo Systems Messaging Service {SENT.subject} {SENT.body} Update "
    "your subscriptions, modify your password or e-mail address"
)
FORMS = {
    "rss": RSS.encode(),
    "atom": ATOM.encode(),
    "mail, html": mail(),
    "mail, text": mail(html=False),
    "mail, passed on": mail(f"FW: {SENT.subject}"),
    "page": bulletin_page(SENT).encode(),
    "text": TEXT.encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_message(form: str) -> None:
    [found] = read_messages(FORMS[form])
    assert (found.number, found.title, found.body) == (str(SENT.number), SENT.title, SENT.body)
    assert str(found.sent_at) == "2026-07-21 17:26:00-04:00"


def test_the_widget_lists_without_bodies_and_only_csms() -> None:
    listed = widget([SENT], {"subject": "CBP seizes pills", "pub_date": "", "href": "https://x"})
    [found] = read_messages(listed.encode())
    assert (found.number, found.title, found.body) == (str(SENT.number), SENT.title, "")
    assert found.form is Form.WIDGET
    assert str(found.sent_on) == "2026-07-21"


def test_a_mail_passed_on_does_not_give_its_own_date() -> None:
    letter = mail(f"Fwd: {SENT.subject}", html=False)
    [found] = read_messages(letter)
    assert found.sent_at is None


@pytest.mark.parametrize("broken", [b"GDWidgets[0].update(oops)", b"<html>busy</html>", b""])
def test_a_broken_widget_is_refused(broken: bytes) -> None:
    with pytest.raises(SourceError, match="not a list of bulletins"):
        read_widget(broken)


@pytest.mark.parametrize(
    "broken",
    [
        b"<rss",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
    ],
)
def test_a_broken_feed_is_refused(broken: bytes) -> None:
    with pytest.raises(SourceError):
        read_feed(broken)


def test_a_mail_without_a_number_is_refused() -> None:
    with pytest.raises(SourceError, match="names no number"):
        read_messages(b"From: a@b.c\nSubject: invoice 5189402\n\nHTS 72083800")


def test_a_broken_msg_is_refused() -> None:
    with pytest.raises(SourceError, match="can't be read as an Outlook message"):
        read_letter(bytes.fromhex("d0cf11e0a1b11ae1") + b"nothing")


@given(st.binary())
def test_any_file_is_read_or_refused(data: bytes) -> None:
    with suppress(SourceError):
        assert all(each.number for each in read_messages(data))


@given(st.binary())
def test_any_mail_is_read(data: bytes) -> None:
    letter = read_letter(b"Subject: x\nDate: y\n" + data)
    assert isinstance(letter.text, str)
