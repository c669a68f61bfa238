"""A publication as it is laid out, before any fact is read from it.

Every form of a notice (two dialects of XML, HTML, plain text) comes to this one: the lines of its
head, then headings, paragraphs and tables in reading order, its footnotes apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 stands above 2."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a text per column, "" where nothing stands.

    `marks` are the footnote marks taken off its cells. `is_head`: the print sets it as a heading
    among the rows, over all columns.
    """

    cells: tuple[str, ...]
    marks: tuple[str, ...] = ()
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a label per column (a label over several columns stands before each of theirs)."""

    title: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture where text or a table may stand: nothing of it can be read."""

    name: str


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Paper:
    """A publication as it is laid out.

    `agency`, `docket`, `subject`, `action`, `summary` and `dates` are the lines of its head, ""
    where it has none. `document` is its number, `filed` when the Office of the Federal Register
    got it, `page` and `volume` where it begins (0: not said).
    """

    document: str
    agency: str
    docket: str
    subject: str
    action: str
    summary: str
    dates: str
    blocks: tuple[Block, ...]
    footnotes: tuple[str, ...]
    filed: date | None
    volume: int
    page: int

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if isinstance(block, Paragraph))
