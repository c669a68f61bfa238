"""Finding lines by words or by a fragment of their number."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import tantivy

from tariffline.desk.everyday import in_schedule_words
from tariffline.desk.find import edition_on
from tariffline.desk.found import official
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Cite, ErrorCode, Scope, Unknown
from tariffline.law.code import dotted
from tariffline.law.tree import Edition

MOST_RESULTS = 100
_OF_THE_BEST = 4  # lines of the best heading before any other's
_HITS = 400  # enough lines to find every heading that matters before grouping
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9][0-9.]*")


@dataclass(frozen=True, slots=True)
class Hit:
    """A line found, with its full description."""

    code: str
    path: str


def search(desk: Desk, text: str, most: int) -> Answer | Unknown:
    """Lines by words or number fragments, best first: rows of line and path."""
    if not 1 <= most <= MOST_RESULTS:
        return Unknown(ErrorCode.BAD_INPUT, f"n is {most}; give 1 to {MOST_RESULTS}")
    if not _WORD.search(text):
        return Unknown(ErrorCode.BAD_INPUT, "no words to search for; write such as: cotton shirts")
    edition = edition_on(desk, None)
    if isinstance(edition, Unknown):
        return edition
    hits = lines_like(edition, text)[:most]
    if not hits:
        return Unknown(
            ErrorCode.NOT_FOUND, f"no line of {edition.info.label} matches “{text[:60]}”"
        )
    source = Cite(f"HTS {edition.info.label}", "article descriptions", url=official(text[:60]))
    rows = tuple((dotted(hit.code), hit.path) for hit in hits)
    return Answer(
        rows, (source,), Scope(hts=""), edition.info.label, desk.schedule.last_day(edition.info)
    )


def lines_like(edition: Edition, text: str) -> list[Hit]:
    """The lines that match, best first.

    Numbers in the text narrow ("8471", "30.01"): a line must begin with or else contain them.
    """
    numbers = [re.sub(r"\D", "", number) for number in _NUMBER.findall(text)]
    words = [word.lower() for word in _WORD.findall(_NUMBER.sub(" ", text))]
    codes = _ranked(edition, words) if words else edition.lines_under("")
    for number in filter(None, numbers):
        codes = [c for c in codes if c.startswith(number)] or [c for c in codes if number in c]
    return [Hit(code, edition.path(edition.at(code))) for code in codes[:MOST_RESULTS]]


def _ranked(edition: Edition, words: list[str]) -> list[str]:
    """Lines by relevance: some of the best heading, then one of each heading in turn.

    A word such as "shirt" stands on a hundred lines of one heading: grouped, the other headings
    that could be meant are seen too.
    """
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for position in _index(edition).best(words):
        for code in edition.lines_below(position):
            groups[code[:4]][code] = None
    ranked = [list(group) for group in groups.values()]
    first = ranked[0][:_OF_THE_BEST] if ranked else []
    if ranked:
        ranked[0] = ranked[0][_OF_THE_BEST:]
    depth = max((len(group) for group in ranked), default=0)
    others = [group[turn] for turn in range(depth) for group in ranked if turn < len(group)]
    return [*first, *others]


class _Index:
    """A full-text index of an edition's rows: in memory, built in about half a second.

    Every row is a document, its own words apart from its path: "Horses" as a row's whole words
    says more than the same word far up in the path of hides.
    """

    def __init__(self, edition: Edition) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("position", stored=True)
        for name in ("own", "path"):
            builder.add_text_field(name, tokenizer_name="en_stem", index_option="freq")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for position, row in enumerate(edition.rows):
            path = edition.path(position)
            writer.add_document(tantivy.Document(position=position, own=row.description, path=path))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def best(self, words: list[str]) -> list[int]:
        """Positions of rows, best first: with all the words if any has, else with some."""
        text = " ".join(f"({in_schedule_words(word)})" for word in words)
        searcher = self._index.searcher()
        for every_word in (True, False):
            query, _ = self._index.parse_query_lenient(
                text,
                ["path", "own"],
                field_boosts={"path": 1.0, "own": 1.0},
                conjunction_by_default=every_word,
            )
            hits = searcher.search(query, limit=_HITS, count=False).hits
            if hits:
                return [int(searcher.doc(address)["position"][0]) for _, address in hits]
        return []


_indexes: WeakKeyDictionary[Edition, _Index] = WeakKeyDictionary()
_building = Lock()


def _index(edition: Edition) -> _Index:
    with _building:
        if edition not in _indexes:
            _indexes[edition] = _Index(edition)
        return _indexes[edition]
