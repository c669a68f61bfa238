"""A mail with the answers to what it mentions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tariffline.desk.claims import Checked
from tariffline.desk.csms import MessageSheet
from tariffline.desk.mail_lines import Line
from tariffline.law.answer import Answer, Unknown
from tariffline.mail.mention import Mention, Part


@dataclass(frozen=True, slots=True)
class Said:
    """One question that was put about a mention, and its answer."""

    function: str
    arguments: tuple[str, ...]
    answer: Answer | Unknown


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with what is known of it, the main answer first; `checked` for a claimed rate."""

    mention: Mention
    said: tuple[Said, ...] = ()
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A line item and its answers."""

    line: Line
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class AnsweredText:
    """A text with its parts, mentions and lines. The spans of the mentions index the text.

    `left_out`: in words what of it was not read or answered.
    """

    text: str
    parts: tuple[Part, ...]
    told: tuple[Told, ...]
    lines: tuple[Priced, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredEnclosure:
    """An attachment: answered, or why it was not read."""

    name: str
    problem: str = ""
    answered: AnsweredText | None = None
    inside: tuple[AnsweredEnclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The same words as plain text and as HTML, both "" when there is nothing to say."""

    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredMail:
    """A mail as a whole: its subject, its body, its attachments, and a reply to insert.

    `bulletin`: the message of CBP's that the mail is, if it is one.
    """

    subject: AnsweredText
    body: AnsweredText
    enclosures: tuple[AnsweredEnclosure, ...]
    reply: Reply
    day: date
    bulletin: MessageSheet | None = None
