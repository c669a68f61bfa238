"""The rates of a table, row by row; what is no rate of anybody is handed back as unread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from tariffline.law.notice import RateParty, StatedRate
from tariffline.law.notice_amounts import Amount, AmountError, read_amount, unit_of
from tariffline.law.notice_cases import cases as cases_named
from tariffline.law.notice_cases import narrowed
from tariffline.law.notice_columns import Column, Panel, Role, columns, panels
from tariffline.law.notice_paper import Row, Table
from tariffline.law.notice_parties import Party, ends_a_name, is_ditto, names_in, read_party

_GOES_ON = re.compile(r"(?:[/,;&]|\band|\bor|\bd/?b/?a|\ba/?k/?a)$")
_NOTE = re.compile(r"(?P<mark>\d{1,2}|[*†‡#]+|[a-z])[\s.)]+(?P<text>.+)", re.DOTALL)
_MARK = re.compile(r"^[*†‡#]+|[*†‡#]+$")
_ONLY_EXPORTER = re.compile(r"(?i)^(?:exporters?|exported by)\s*:\s*\S")
_LABEL_LIKE = re.compile(
    r"(?i)^(?:mandatory|individually|exporters?|producers?|compan(?:y|ies)|respondents?|separate)\b"
    r"|:$"
)
_ANYBODY = re.compile(
    r"(?i)any(?: producer| company)?|various|n\.?/?a\.?|all(?: producers)?|[-–—*]+"
)
_MOST_NOTE = 200


@dataclass(slots=True)
class Reading:
    """What was read of tables or sentences, and what was left."""

    rates: list[StatedRate] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_table(table: Table, place: str, among: Sequence[str], around: str) -> Reading:
    """The rates of a table. `among`: the notice's cases; `around`: the words that lead to it."""
    found = columns(table, around)
    if not found:
        head = table.title.strip() or " | ".join(filter(None, table.labels)) or "no header"
        return Reading([], [f"{place} ({head[:120]}): {len(table.rows)} rows without rates"])
    return _Rows(table, found, place, among, around).read()


@dataclass(frozen=True, slots=True)
class _Pair:
    margin: Amount | None
    deposit: Amount | None
    label: str

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(amount for amount in (self.margin, self.deposit) if amount)


class _Rows:
    """The rows of one table, with what stands above the row at hand."""

    def __init__(
        self,
        table: Table,
        found: tuple[Column, ...],
        place: str,
        among: Sequence[str],
        around: str,
    ) -> None:
        self._table = table
        self._columns = found
        self._panels = panels(found)
        self._place = place
        self._all = among
        self._cases = narrowed(narrowed(among, around), f"{table.title} {' '.join(table.labels)}")
        self._unit = unit_of(table.title)
        self._section = ""
        self._exporter = ""
        self._begun = ""
        self._above: dict[int, str] = {}
        self._notes = {m["mark"]: m["text"] for note in table.notes if (m := _NOTE.match(note))}
        self._told: set[str] = set()
        self._reading = Reading()

    def read(self) -> Reading:
        for number, row in enumerate(self._table.rows, 1):
            self._row(row, f"{self._place}, row {number}")
        if self._begun:
            self._reading.unread.append(f"{self._place}: {self._begun} (nothing follows)")
        self._reading.unread += [
            f"{self._place}, note: {note}"
            for note in self._table.notes
            if not ((m := _NOTE.match(note)) and m["mark"] in self._told)
        ]
        return self._reading

    def _row(self, row: Row, place: str) -> None:
        said = [cell.strip() for cell in row.cells]
        if not any(said) or self._repeats_the_head(said):
            return
        if row.is_head or not any(said[i] for panel in self._panels for i in panel.rates):
            self._without_rates(" ".join(filter(None, said)), place, is_head=row.is_head)
            return
        for panel in self._panels:
            if any(said[i] for i in (*panel.parties, *panel.rates)):
                self._entry(panel, said, row.marks, place)

    def _repeats_the_head(self, said: Sequence[str]) -> bool:
        labels = [" ".join(column.label.split()).lower() for column in self._columns]
        return any(labels) and [" ".join(cell.split()).lower() for cell in said] == labels

    def _without_rates(self, text: str, place: str, *, is_head: bool) -> None:
        """A heading among the rows, the first line of a long name, or a name left alone."""
        if _ONLY_EXPORTER.match(text):
            self._exporter = read_party(text).exporter
        elif self._is_about(text):
            self._section, self._exporter = text, ""
        elif _GOES_ON.search(text) or self._begun:
            self._begun = f"{self._begun} {text}".strip()
        elif is_head or _LABEL_LIKE.search(text):
            self._section = text if is_head and not ends_a_name(text) else self._section
            if ends_a_name(text):
                self._reading.unread.append(f"{place}: {text} (no rate beside it)")
        else:
            self._reading.unread.append(f"{place}: {text} (no rate beside it)")

    def _is_about(self, text: str) -> bool:
        return bool(cases_named(text)) or (
            len(self._all) > 1 and len(narrowed(self._all, text)) < len(self._all)
        )

    def _entry(self, panel: Panel, said: Sequence[str], marks: Sequence[str], place: str) -> None:
        party = self._party(panel, said)
        if party is None:
            shown = " | ".join(filter(None, said))
            self._reading.unread.append(f"{place}: {shown} (nobody is named)")
            return
        amounts = self._amounts(panel, said, place)
        if not amounts:
            return
        notes = self._remarks(said, marks)
        pairs = list(_paired(amounts))
        for pair in pairs:
            label = pair.label if len(pairs) > 1 else ""
            self._reading.rates.append(
                self._stated(party, pair, self._case(said, pair.label), label, notes, place)
            )

    def _stated(
        self,
        party: Party,
        pair: _Pair,
        case: str,
        label: str,
        notes: Sequence[str],
        place: str,
    ) -> StatedRate:
        parts = (party.extra, *(amount.remark for amount in pair.amounts), label, *notes)
        is_company = party.kind is RateParty.NAMED and not party.extra
        names = names_in(party.exporter or party.producer) if is_company else ()
        return StatedRate(
            case=case,
            party=party.kind,
            exporter=party.exporter,
            producer=party.producer,
            margin=pair.margin.value if pair.margin else None,
            deposit=pair.deposit.value if pair.deposit else None,
            unit=next((amount.unit for amount in pair.amounts if amount.unit), ""),
            remark="; ".join(dict.fromkeys(filter(None, parts))),
            place=place,
            either=is_company and bool(party.name),
            names=names if len(names) > 1 else (),
        )

    def _party(self, panel: Panel, said: Sequence[str]) -> Party | None:
        """Whom the row is for; its `name` is left only where one company stands in either role."""
        texts = {self._columns[i].role: self._text(i, said) for i in panel.parties}
        exporter, producer = texts.get(Role.EXPORTER, ""), texts.get(Role.PRODUCER, "")
        either = texts.get(Role.EITHER, "")
        if self._begun:
            either, exporter, producer = self._joined(either, exporter, producer)
        by_role = {self._columns[i].role: i for i in panel.parties}
        if producer and not exporter and Role.EXPORTER in by_role:
            exporter = self._above.get(by_role[Role.EXPORTER], "")
        for role, now in (
            (Role.EXPORTER, exporter),
            (Role.PRODUCER, producer),
            (Role.EITHER, either),
        ):
            if now:
                self._above[by_role[role]] = now
        return self._whom(exporter, producer, either)

    def _joined(self, either: str, exporter: str, producer: str) -> tuple[str, str, str]:
        begun, self._begun = self._begun, ""
        if either:
            return f"{begun} {either}", exporter, producer
        if exporter:
            return either, f"{begun} {exporter}", producer
        return either, exporter, f"{begun} {producer}"

    def _text(self, index: int, said: Sequence[str]) -> str:
        return self._above.get(index, "") if is_ditto(said[index]) else said[index]

    def _whom(self, exporter: str, producer: str, either: str) -> Party | None:
        first = either or exporter or producer
        if not first:
            return None
        read = read_party(first)
        if read.kind is not RateParty.NAMED:
            return read
        if read.exporter or read.producer:  # the cell itself says who is which
            return Party(read.kind, "", read.exporter or self._exporter, read.producer, read.extra)
        if either:
            if self._exporter:
                return Party(read.kind, "", self._exporter, read.name, read.extra)
            return Party(read.kind, read.name, read.name, "", read.extra)
        maker = "" if _ANYBODY.fullmatch(producer) else read_party(producer).name
        return Party(read.kind, "", read.name if exporter else "", maker, read.extra)

    def _amounts(
        self, panel: Panel, said: Sequence[str], place: str
    ) -> list[tuple[Column, Amount]]:
        found, problems = [], []
        for index in panel.rates:
            column, text = self._columns[index], self._text(index, said)
            self._above[index] = text
            try:
                amount = read_amount(text, column.unit or self._unit)
            except AmountError:
                problems.append(text)
                continue
            if amount:
                found.append((column, amount))
        if problems or not found:
            shown = " | ".join(filter(None, said))
            self._reading.unread.append(f"{place}: {shown} (no rate that can be read)")
        return found

    def _remarks(self, said: Sequence[str], marks: Sequence[str]) -> tuple[str, ...]:
        printed = (m.group() for cell in said if (m := _MARK.search(cell)))
        own = dict.fromkeys(mark for mark in (*marks, *printed) if mark in self._notes)
        self._told.update(own)
        return tuple(self._notes[mark][:_MOST_NOTE] for mark in own)

    def _case(self, said: Sequence[str], label: str) -> str:
        """The one case that the row is of; "" where its words leave several open."""
        left = tuple(self._cases)
        about = (said[i] for i, c in enumerate(self._columns) if c.role is Role.CONTEXT)
        for words in (self._section, " ".join(about), label):
            told = narrowed(self._all, words)
            if words and len(told) < len(self._all):
                left = tuple(case for case in left if case in told) or told
        return left[0] if len(left) == 1 else ""


def _paired(amounts: Sequence[tuple[Column, Amount]]) -> Iterator[_Pair]:
    """Margins with their deposits; what has no counterpart stands alone."""
    margins = [each for each in amounts if each[0].role is Role.MARGIN]
    deposits = [each for each in amounts if each[0].role is Role.DEPOSIT]
    for margin, deposit in zip_longest(margins, deposits):
        label = (margin or deposit)[0].label
        yield _Pair(margin and margin[1], deposit and deposit[1], label)
