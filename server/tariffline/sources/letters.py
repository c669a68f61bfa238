"""Mails as they lie in files: .eml (MIME) and .msg (Outlook), read into one shape."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from typing import Any, cast

from oxmsg import Message
from oxmsg.attachment import Attachment

from tariffline.sources import SourceError

# Outlook's .msg is a compound file: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb
MSG_MARK = bytes.fromhex("d0cf11e0a1b11ae1")

# Mail comes from strangers, and the readers below take a time that grows with the square of these.
MOST_PARTS = 1_000
MOST_NESTED = 200  # parts that hold parts
MOST_STREAMS = 20_000  # of a .msg: some ten for each recipient and attachment
_LONGEST_HEADER = 10_000

_STREAM = "__substg1.0_".encode("utf-16-le")
_PART = re.compile(rb"^(?:content-type\s*:|--\S+\r?$(?!\s*content-))", re.IGNORECASE | re.MULTILINE)

_NESTED = re.compile(rb"\bboundary\s*=", re.IGNORECASE)

# What the reader of .msg raises over a broken file.
_BROKEN = (ValueError, KeyError, IndexError, TypeError, OSError, struct.error, RecursionError)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attachment: its name ("" when it has none), its type and its bytes."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: `text` and `html` are "" where it has no such body, `sent` None where not said."""

    subject: str
    sender: str
    sent: datetime | None
    text: str
    html: str
    enclosures: tuple[Enclosure, ...]


def read_letter(data: bytes) -> Letter:
    """Read a mail from the bytes of its file, .eml or .msg by what they begin with.

    Raises SourceError for a .msg that can't be read, and for MIME that is made to be endless; other
    MIME can always be read somehow.
    """
    return _from_msg(data) if data.startswith(MSG_MARK) else _from_eml(data)


def _from_msg(data: bytes) -> Letter:
    if data.count(_STREAM) > MOST_STREAMS:
        raise SourceError("the mail has too many recipients or attachments; save those that matter")
    try:
        message = Message.load(data)
        return Letter(
            subject=message.subject or "",
            sender=message.sender or "",
            sent=message.sent_date,
            text=message.body or "",
            html=message.html_body or "",
            enclosures=tuple(map(_msg_enclosure, message.attachments)),
        )
    except _BROKEN as problem:
        raise SourceError(
            f"the file can't be read as an Outlook message ({problem}); save it again from Outlook"
        ) from problem


def _msg_enclosure(attachment: Attachment) -> Enclosure:
    # A message inside a message has neither a name nor bytes of its own.
    return Enclosure(
        attachment.file_name or "", attachment.mime_type or "", attachment.file_bytes or b""
    )


class _Bounded(EmailPolicy):
    """Headers are read up to a length, which no honest one has."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


_BOUNDED = _Bounded()


def _from_eml(data: bytes) -> Letter:
    if len(_PART.findall(data)) > MOST_PARTS or len(_NESTED.findall(data)) > MOST_NESTED:
        raise SourceError("the mail has more parts than are read; save those that matter")
    try:
        return _read_eml(data)
    except RecursionError:
        raise SourceError("the mail's parts stand too deep within one another to be read") from None


def _read_eml(data: bytes) -> Letter:
    message = cast(EmailMessage, message_from_bytes(data, policy=_BOUNDED))
    return Letter(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        sent=_sent(_header(message, "Date")),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        enclosures=tuple(map(_eml_enclosure, _enclosed(message))),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header's words; "" where it is missing or beyond reading."""
    try:
        return str(message[name] or "")
    except (MessageError, ValueError, IndexError, AttributeError):
        return ""


def _sent(written: str) -> datetime | None:
    try:
        sent = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)  # "-0000": in UTC, place not told


def _body(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    if body is None:
        return ""
    try:
        return str(body.get_content())
    except (LookupError, ValueError):  # a character set that is none
        payload = body.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _enclosed(message: EmailMessage) -> list[MIMEPart]:
    if message.get_content_maintype() not in ("multipart", "text"):
        return [message]  # scanners send the scan alone
    try:
        return list(message.iter_attachments())
    except (MessageError, ValueError, KeyError, AttributeError):  # a multipart without parts
        return []


def _eml_enclosure(part: MIMEPart) -> Enclosure:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):  # a mail inside a mail
        inner = part.get_payload(0) if part.is_multipart() else None
        data = inner.as_bytes() if isinstance(inner, MIMEPart) else b""
    return Enclosure(part.get_filename() or "", part.get_content_type(), data)
