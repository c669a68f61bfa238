"""Whom the rows of a table are for, with what the rows above say where a cell says "as above"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tariffline.law.notice import RateParty
from tariffline.law.notice_columns import Column, Panel, Role
from tariffline.law.notice_parties import Party, is_ditto, read_party

_LETTERS = re.compile(r"[^\W\d_]{2}")
_ANYBODY = re.compile(
    r"(?i)any(?: producer| company)?|various|n\.?/?a\.?|all(?: producers)?|[-–—*]+"
)


class Parties:
    """Reads the cells of parties, row after row.

    `exporter` is the one that a heading among the rows names for those below; `begun` are the
    first words of a name that goes on in the next row; `alone` is a name whose row has no rate:
    an exporter's, where "Produced by …" follows with one.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.exporter = ""
        self.begun = ""
        self.alone = ""
        self._columns = columns
        self._above: dict[int, str] = {}

    def whom(self, panel: Panel, said: Sequence[str]) -> Party | None:
        """Whom the row is for, None where nobody is named.

        An empty exporter's cell beside a producer goes on with the exporter above: so print sets
        one exporter with several producers. An empty producer's cell stays empty: the rate is then
        the exporter's own. The party's `name` is left only where one stands in either role.
        """
        by_role = {self._columns[i].role: i for i in panel.parties}
        texts = {role: self._text(i, said) for role, i in by_role.items()}
        exporter, producer = texts.get(Role.EXPORTER, ""), texts.get(Role.PRODUCER, "")
        either = texts.get(Role.EITHER, "")
        if self.begun:
            either, exporter, producer = self._joined(either, exporter, producer)
        if producer and not exporter and Role.EXPORTER in by_role:
            exporter = self._above.get(by_role[Role.EXPORTER], "")
        for role, now in (
            (Role.EXPORTER, exporter),
            (Role.PRODUCER, producer),
            (Role.EITHER, either),
        ):
            if now and role in by_role:
                self._above[by_role[role]] = now
        return self._party(exporter, producer, either)

    def _text(self, index: int, said: Sequence[str]) -> str:
        return self._above.get(index, "") if is_ditto(said[index]) else said[index]

    def _joined(self, either: str, exporter: str, producer: str) -> tuple[str, str, str]:
        begun, self.begun = self.begun, ""
        if either:
            return f"{begun} {either}", exporter, producer
        if exporter:
            return either, f"{begun} {exporter}", producer
        return either, exporter, f"{begun} {producer}".strip()

    def _party(self, exporter: str, producer: str, either: str) -> Party | None:
        first = either or exporter or producer
        if not _LETTERS.search(first):
            return None
        read = read_party(first)
        if read.kind is not RateParty.NAMED:
            return read
        if read.exporter or read.producer:  # the cell itself says who is which
            exporter = read.exporter or self.exporter or read_party(self.alone).name
            return Party(read.kind, "", exporter, read.producer, read.extra)
        if either and self.exporter:
            return Party(read.kind, "", self.exporter, read.name, read.extra)
        if either:
            return Party(read.kind, read.name, read.name, "", read.extra)
        maker = "" if _ANYBODY.fullmatch(producer) else read_party(producer).name
        return Party(read.kind, "", read.name if exporter else "", maker, read.extra)
