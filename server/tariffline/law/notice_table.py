"""The rates of a table, row by row; what is no rate of anybody is handed back as unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tariffline.law.notice import RateParty, StatedRate
from tariffline.law.notice_amounts import Amount, AmountError, read_amount, unit_of
from tariffline.law.notice_cases import cases as cases_named
from tariffline.law.notice_cases import narrowed
from tariffline.law.notice_columns import Column, Panel, Role, columns, is_printed_rate, panels
from tariffline.law.notice_pairs import Pair, paired
from tariffline.law.notice_paper import Row, Table
from tariffline.law.notice_parties import (
    Party,
    ends_a_name,
    is_ditto,
    is_group,
    names_in,
    read_party,
)
from tariffline.law.notice_row_parties import Parties

_GOES_ON = re.compile(r"(?:[/,;&]|\band|\bor|\bd/?b/?a|\ba/?k/?a)$")
_ENDS_ALONE = re.compile(
    r"(?i)(?:(?:Co|Company|Ltd|Limited|Inc|Incorporated|Corp|Corporation|S\.A|LLC|L\.L\.C|de C\.V"
    r"|C\.V)\b[.,]*\s*)+"
)
_NOTE = re.compile(r"(?P<mark>\d{1,2}|[*†‡#]+|[a-z])[\s.)]+(?P<text>.+)", re.DOTALL)
_MARK = re.compile(r"^[*†‡#]+|[*†‡#]+$")
_ONLY_EXPORTER = re.compile(r"(?i)^(?:exporters?|exported by)\s*:\s*\S")
_ONLY_PRODUCER = re.compile(r"(?i)^(?:producers?\s*:|(?:produced|manufactured) by\b)\s*\S")
_LABEL_LIKE = re.compile(
    r"(?i)^(?:mandatory|individually|exporters?|producers?|compan(?:y|ies)|respondents?|separate)\b"
    r"|:$"
)
_OF_A_PERIOD = re.compile(r"(?i)\bPO[RI]\b|\bperiod\b|\b(?:19|20)\d\d\b")
_MOST_NOTE = 200


@dataclass(slots=True)
class Reading:
    """What was read of tables or sentences, and what was left."""

    rates: list[StatedRate] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_table(table: Table, place: str, among: Sequence[str], around: str) -> Reading:
    """The rates of a table. `among`: the notice's cases; `around`: the words that lead to it."""
    found = columns(table, around)
    if not found and table.rows and not any(table.labels):
        table = replace(table, labels=table.rows[0].cells, rows=table.rows[1:])
        found = columns(table, around)  # its first row holds the labels
    if not found:
        head = table.title.strip() or " | ".join(filter(None, table.labels)) or "no header"
        return Reading([], [f"{place} ({head[:120]}): {len(table.rows)} rows without rates"])
    return _Rows(table, found, place, among, around).read()


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
        self._period = table.title if _OF_A_PERIOD.search(table.title) else ""
        self._section = ""
        self._left = ""
        self._shared: StatedRate | None = None
        self._said = ""
        self._rated = range(0)
        self._parties = Parties(found)
        self._above: dict[int, str] = {}
        self._notes = {m["mark"]: m["text"] for note in table.notes if (m := _NOTE.match(note))}
        self._told: set[str] = set()
        self._reading = Reading()

    def read(self) -> Reading:
        for number, row in enumerate(self._table.rows, 1):
            self._row(row, f"{self._place}, row {number}")
        if self._parties.begun:
            self._reading.unread.append(f"{self._place}: {self._parties.begun} (nothing follows)")
        self._reading.unread += [
            f"{self._place}, note: {note}"
            for note in self._table.notes
            if not ((m := _NOTE.match(note)) and m["mark"] in self._told)
        ]
        return self._reading

    def _row(self, row: Row, place: str) -> None:
        said = self._aligned([cell.strip() for cell in row.cells])
        if not any(said) or self._repeats_the_head(said):
            return
        if row.is_head or not any(said[i] for panel in self._panels for i in panel.rates):
            self._without_rates(" ".join(filter(None, said)), place, is_head=row.is_head)
            return
        if not _ONLY_PRODUCER.match(said[0]):
            self._parties.alone = ""
        elif self._left in self._reading.unread:
            self._reading.unread.remove(self._left)
        for panel in self._panels:
            if any(said[i] for i in (*panel.parties, *panel.rates)):
                self._entry(panel, said, row.marks, place)

    def _aligned(self, said: list[str]) -> list[str]:
        """The cells, the rates in their own columns where print leaves out an empty cell.

        "China-Wide Entity | 76.35" in a table of exporter, producer and rate: a rate is no
        producer.
        """
        rest = [cell for cell in said[1:] if cell]
        rates = self._panels[0].rates if len(self._panels) == 1 else ()
        if not said[0] or len(rest) != len(rates) or any(said[i] for i in rates[-1:]):
            return said
        if not all(is_printed_rate(cell) for cell in rest):
            return said
        moved = [said[0], *[""] * (len(said) - 1)]
        for index, cell in zip(rates, rest, strict=True):
            moved[index] = cell
        return moved

    def _repeats_the_head(self, said: Sequence[str]) -> bool:
        labels = [" ".join(column.label.split()).lower() for column in self._columns]
        return any(labels) and [" ".join(cell.split()).lower() for cell in said] == labels

    def _without_rates(self, text: str, place: str, *, is_head: bool) -> None:
        """A heading among the rows, the first line of a long name, or a name left alone."""
        if self._rated and not is_head and self._goes_on(text):
            self._lengthen(text)
        elif _ONLY_EXPORTER.match(text):
            self._parties.exporter = read_party(text).exporter
        elif self._is_about(text):
            self._section, self._parties.exporter, self._shared = text, "", None
        elif self._shared and not is_head and not _LABEL_LIKE.search(text):
            self._under_group(text, place)
        elif _GOES_ON.search(text) or _ONLY_PRODUCER.match(text) or self._parties.begun:
            self._parties.begun = f"{self._parties.begun} {text}".strip()
        elif ends_a_name(text) or not (_LABEL_LIKE.search(text) or is_group(text)):
            self._left_alone(text, place)

    def _goes_on(self, text: str) -> bool:
        """Whether the row ends the name above, whose rate stands in the name's first line."""
        return bool(_GOES_ON.search(self._said) or _ENDS_ALONE.fullmatch(text))

    def _lengthen(self, text: str) -> None:
        self._said = f"{self._said} {text}"
        name = read_party(self._said).name
        several = names_in(name)
        for index in self._rated:
            rate = self._reading.rates[index]
            names = several if len(several) > 1 else ()
            self._reading.rates[index] = replace(rate, exporter=name, names=names)

    def _left_alone(self, text: str, place: str) -> None:
        self._parties.alone = text
        self._left = f"{place}: {text} (no rate beside it)"
        self._reading.unread.append(self._left)

    def _is_about(self, text: str) -> bool:
        """Whether a row without rates is a heading that tells of which case the next are."""
        tells = len(self._all) > 1 and len(narrowed(self._all, text)) < len(self._all)
        return bool(cases_named(text)) or (tells and not ends_a_name(text))

    def _under_group(self, text: str, place: str) -> None:
        """A name alone below "Non-selected companies: 2.75": the group's rate is its own."""
        group = self._shared
        read = read_party(text)
        if group and read.kind is RateParty.NAMED:
            remark = f"under “{group.exporter}”"
            several = names_in(read.name)
            self._reading.rates.append(
                replace(
                    group,
                    exporter=read.name,
                    remark=remark,
                    place=place,
                    either=True,
                    names=several if len(several) > 1 else (),
                )
            )

    def _entry(self, panel: Panel, said: Sequence[str], marks: Sequence[str], place: str) -> None:
        party = self._parties.whom(panel, said)
        if party is None:
            shown = " | ".join(filter(None, said))
            self._reading.unread.append(f"{place}: {shown} (nobody is named)")
            return
        amounts = self._amounts(panel, said, place)
        if not amounts:
            return
        notes = self._remarks(said, marks)
        pairs = list(paired(amounts))
        before = len(self._reading.rates)
        own = [self._case(said, pair.label) for pair in pairs]
        for pair, case in zip(pairs, own, strict=True):
            label = pair.label if own.count(case) > 1 else ""
            self._reading.rates.append(self._stated(party, pair, case, label, notes, place))
        self._said = said[panel.parties[0]]
        is_company = party.kind is RateParty.NAMED and not party.extra
        is_lone = is_company and party.exporter and not party.producer
        self._rated = range(before, len(self._reading.rates)) if is_lone else range(0)
        names_a_list = said[panel.parties[0]].endswith(":") and len(pairs) == 1
        self._shared = self._reading.rates[before] if names_a_list else None

    def _stated(
        self,
        party: Party,
        pair: Pair,
        case: str,
        label: str,
        notes: Sequence[str],
        place: str,
    ) -> StatedRate:
        remarks = (amount.remark for amount in pair.amounts)
        parts = (party.extra, *remarks, label, self._period, *notes)
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

    def _amounts(
        self, panel: Panel, said: Sequence[str], place: str
    ) -> list[tuple[Column, Amount]]:
        found, problems = [], []
        for index in panel.rates:
            column = self._columns[index]
            text = self._above.get(index, "") if is_ditto(said[index]) else said[index]
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
        for words in (self._section, self._about(said), label):
            told = narrowed(self._all, words)
            if words and len(told) < len(self._all):
                left = tuple(case for case in left if case in told) or told
        return left[0] if len(left) == 1 else ""

    def _about(self, said: Sequence[str]) -> str:
        """What the columns of case and country say; an empty cell goes on with the one above."""
        found = []
        for index, column in enumerate(self._columns):
            if column.role is Role.CONTEXT:
                self._above[index] = said[index] or self._above.get(index, "")
                found.append(self._above[index])
        return " ".join(found)
