"""Finding messages: by words of title and body, and by what they are understood to be about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

import tantivy

from tariffline.desk.messages import Messages
from tariffline.law.bulletin import Bulletin
from tariffline.law.message_number import MessageNumberError, parse_message_number

_HITS = 2_000
_TITLE_WEIGHT = 3.0  # a word of the title says more than one far down in the body
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sought:
    """What messages are sought: words, and filters that must all hold; empty ones don't bear."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    hts: str = ""
    case: str = ""
    country: str = ""


def find_messages(messages: Messages, sought: Sought, most: int) -> list[Bulletin]:
    """The messages that fit, best first; without words, newest first.

    A number finds its message, whatever else it might mean.
    """
    try:
        exact = messages.get(parse_message_number(sought.words))
    except MessageNumberError:
        exact = None
    if exact:
        return [exact]
    ranked = _ranked(messages, sought.words) if sought.words.strip() else messages.newest
    found: list[Bulletin] = []
    for bulletin in ranked:
        if len(found) == most:
            break
        if _fits(messages, bulletin, sought):
            found.append(bulletin)
    return found


def _fits(messages: Messages, bulletin: Bulletin, sought: Sought) -> bool:
    day = bulletin.sent_on
    if sought.since and (day is None or day < sought.since):
        return False
    if sought.until and (day is None or day > sought.until):
        return False
    if not (sought.kinds or sought.hts or sought.case or sought.country):
        return True
    facts = messages.facts(bulletin)
    return (
        (not sought.kinds or facts.kind in sought.kinds)
        and (not sought.hts or any(_meet(sought.hts, code) for code in facts.hts))
        and (not sought.case or sought.case in facts.cases)
        and (not sought.country or sought.country in facts.countries)
    )


def _meet(asked: str, named: str) -> bool:
    return asked.startswith(named) or named.startswith(asked)


def _ranked(messages: Messages, words: str) -> list[Bulletin]:
    return [messages.newest[position] for position in _index(messages).best(words)]


class _Index:
    """A full-text index of titles and bodies, in memory."""

    def __init__(self, messages: Messages) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("position", stored=True)
        for name in ("title", "body"):
            builder.add_text_field(name, tokenizer_name="en_stem", index_option="freq")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for position, each in enumerate(messages.newest):
            document = tantivy.Document(position=position, title=each.title, body=each.body)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def best(self, words: str) -> list[int]:
        """Positions, best first: with all the words if any has, else with some."""
        text = " ".join(word.lower() for word in _WORD.findall(words))
        searcher = self._index.searcher()
        for every_word in (True, False):
            query, _ = self._index.parse_query_lenient(
                text,
                ["title", "body"],
                field_boosts={"title": _TITLE_WEIGHT, "body": 1.0},
                conjunction_by_default=every_word,
            )
            if hits := searcher.search(query, limit=_HITS, count=False).hits:
                return [int(searcher.doc(address)["position"][0]) for _, address in hits]
        return []


_indexes: WeakKeyDictionary[Messages, _Index] = WeakKeyDictionary()
_building = Lock()


def _index(messages: Messages) -> _Index:
    with _building:
        if messages not in _indexes:
            _indexes[messages] = _Index(messages)
        return _indexes[messages]
