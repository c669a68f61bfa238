"""A paper as it grows: every dialect tells it what it meets, in reading order."""

from __future__ import annotations

import re
from datetime import date

from tariffline.law.notice_paper import Block, Heading, Paper, Paragraph, Picture, Table

_LABELS = (
    ("agency", re.compile(r"(?i)^agency\s*:?$")),
    ("action", re.compile(r"(?i)^action\s*:?$")),
    ("summary", re.compile(r"(?i)^summary\s*:?$")),
    ("dates", re.compile(r"(?i)^(?:(?:effective|applicable|applicability)\s+)?dates?\s*:?$")),
    (
        "contact",
        re.compile(r"(?i)^(?:for\s+(?:further|additional)\s+information|address(?:es)?\b)"),
    ),
    ("body", re.compile(r"(?i)^supplement(?:ary|al)\s+information\b")),
)
_DATED_LABEL = re.compile(r"(?i)^(?:effective|applicable)\b")
_FR_DOC = re.compile(
    r"(?i)\bFR Doc\.?\s*(?:No\.?:?\s*)?([CERZ]?\d{1,4}[-–]\d{1,6})"
    r"(?:\s+Filed\s+(\d{1,2})[-–](\d{1,2})[-–](\d{2,4}))?"
)
_FIRST_VOLUME = 1935  # volume 1 is that of 1936


class Builder:
    """Collects the lines of the head, and the blocks of the text."""

    def __init__(self) -> None:
        self._head: dict[str, list[str]] = {
            name: [] for name in ("agency", "action", "summary", "dates", "docket", "subject")
        }
        self._label = "body"
        self._blocks: list[Block] = []
        self._footnotes: list[str] = []
        self._document = ""
        self._filed: date | None = None
        self._title = ""
        self._volume = 0
        self._page = 0

    def head(self, name: str, text: str) -> None:
        """A line of the head: agency, docket or subject."""
        if text:
            self._head[name].append(text)

    def title(self, text: str) -> None:
        """What stands for the subject where no line is marked as such."""
        self._title = self._title or text

    def heading(self, level: int, text: str) -> None:
        """A heading; those that every notice has ("SUMMARY:") part it into its sections."""
        if not text:
            return
        for label, pattern in _LABELS:
            if pattern.match(text):
                self._label = label
                if label == "dates" and _DATED_LABEL.match(text):
                    self._head["dates"].append(text)
                return
        self._label = "body"
        self._blocks.append(Heading(level, text))

    def paragraph(self, text: str) -> None:
        """A paragraph of the section at hand."""
        if not text:
            return
        if self._label in self._head:
            self._head[self._label].append(text)
        elif self._label == "body":
            self._blocks.append(Paragraph(text))

    def table(self, table: Table) -> None:
        """A table; a notice may print one in any section."""
        if table.rows:
            self._blocks.append(table)

    def picture(self, name: str) -> None:
        """A picture."""
        self._blocks.append(Picture(name))

    def footnote(self, text: str) -> None:
        """A footnote."""
        if text:
            self._footnotes.append(text)

    def fr_doc(self, text: str) -> None:
        """The line "[FR Doc. 2016-08229 Filed 4-14-16; 8:45 am]"."""
        if found := _FR_DOC.search(text):
            self._document = found[1].replace("–", "-")
            if found[2]:
                self._filed = _filed(int(found[4]), int(found[2]), int(found[3]))

    def document(self, number: str) -> None:
        """Its number, where it stands elsewhere than in the last line."""
        self._document = self._document or number.replace("–", "-").strip()

    def volume(self, number: int) -> None:
        """The volume of the Federal Register."""
        self._volume = number

    def page(self, number: int) -> None:
        """The page on which it begins: that of its first words, or the one before a new page."""
        self._page = self._page or number - self.has_begun

    @property
    def has_begun(self) -> bool:
        """Whether any words were met."""
        return any(self._head.values()) or bool(self._blocks)

    def finished(self) -> Paper:
        """The paper."""
        if self._title and not self._head["subject"]:
            self._head["subject"].append(self._title)
        joined = {name: " ".join(said) for name, said in self._head.items()}
        volume = self._volume or (_volume(self._filed) if self._filed else 0)
        return Paper(
            document=self._document,
            blocks=tuple(self._blocks),
            footnotes=tuple(self._footnotes),
            filed=self._filed,
            volume=volume,
            page=self._page,
            **joined,
        )


def _filed(year: int, month: int, day: int) -> date | None:
    century = 1900 if 30 < year < 100 else 2000 if year < 100 else 0
    try:
        return date(century + year, month, day)
    except ValueError:
        return None  # a misprint: the filing date only helps


def _volume(filed: date) -> int:
    """The volume is the year's; what is filed in its last days may come out in the next."""
    return 0 if (filed.month, filed.day) >= (12, 27) else filed.year - _FIRST_VOLUME
