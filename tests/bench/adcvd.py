"""AD/CVD: a thousand cases and twenty thousand rates, loaded and asked about in one process."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests.bench.asking import in_process
from tests.bench.report import Aim, Line, Section, print_tables
from tests.fakes.notices import notice, others, rate, wide

from tariffline.clock import today
from tariffline.desk.records import Desk, Records
from tariffline.law.code import dotted
from tariffline.law.notice import Notice, NoticeKind, StatedRate
from tariffline.law.remedy_case import COUNTRY_OF
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

T = TypeVar("T")

_CASES = 1_000
_RATES = 20  # a case
_LINES = 15
_QUESTIONS = 10_000
_WORDS = ("Shanghai", "Wuxi", "Eastern", "Golden", "Steel", "Pipe", "Metal", "Import", "Huabei")


def remedies() -> tuple[Section, list[Aim]]:
    """Times of loading and rates of asking."""
    with TemporaryDirectory() as folder:
        engine = open_database(Path(folder))
        store = ScheduleStore(engine)
        made = make_notices(_CASES)
        started = time.perf_counter()
        store.notices.add(made, datetime.now(UTC))
        loaded = time.perf_counter() - started
        desk = Records(store, today).desk()
        started = time.perf_counter()
        rates = sum(len(record.rates) for record in desk.cases.records.values())
        read = time.perf_counter() - started
        lines: list[Line] = [
            {"what": "loading, s", "first": loaded, "again": None},
            {"what": f"{len(desk.cases):,} cases, {rates:,} rates into memory, s", "first": read,
             "again": None},
        ]  # fmt: skip
        asked, aims = _asking(desk, made)
        engine.dispose()
    note = (
        f"{len(made):,} notices, made; questions a second of CPU in one process, "
        f"{_QUESTIONS:,} each: the first time and once more"
    )
    return Section("AD/CVD cases", note, [*lines, *asked]), aims


def _asking(desk: Desk, made: list[Notice]) -> tuple[list[Line], list[Aim]]:
    """ADCVD over every country and depth; DEPOSIT by names as printed and otherwise spelled."""
    lines: list[Line] = []
    aims: list[Aim] = []
    countries = sorted(set(COUNTRY_OF.values()))
    asked = [_pick(made, n) for n in range(_QUESTIONS)]
    there = [
        [dotted(_pick(e.lines, n).hts[: _pick((6, 8, 10), n)]) for n, e in enumerate(asked)],
        # Every other question is of a country that the case is against.
        [
            COUNTRY_OF[each.cases[0][2:5]] if n % 2 else _pick(countries, n)
            for n, each in enumerate(asked)
        ],
    ]
    companies = [_pick(_pick(made, n).rates, n) for n in range(_QUESTIONS)]
    deposits = [
        [each.case for each in companies],
        [each.exporter.upper() for each in companies],
        [each.producer for each in companies],
    ]
    for function, columns in (("ADCVD", there), ("DEPOSIT", deposits)):
        seen = []
        for _ in range(2):
            started = time.process_time()
            in_process(desk, function, columns)
            seen.append(_QUESTIONS / (time.process_time() - started))
        lines.append({"what": f"{function} a second", "first": seen[0], "again": seen[1]})
        if function == "ADCVD":
            aims.append(Aim("ADCVD a second, the first time", seen[0], "≥", 10_000))
    return lines, aims


def make_notices(cases: int) -> list[Notice]:
    """An order for each case, with its lines and rates; the same each time."""
    codes = sorted(COUNTRY_OF)
    found = []
    for at in range(cases):
        number = f"{_pick('AC', at)}-{_pick(codes, at)}-{at % 1000:03}"
        found.append(
            notice(
                f"made-{at}",
                date(2008, 1, 1) + timedelta(days=_spread(at) % 6_000),
                NoticeKind.ORDER,
                cases=(number,),
                lines=tuple(sorted({_number(at * _LINES + n) for n in range(_LINES)})),
                rates=tuple(_rate(at * _RATES + n, number, n) for n in range(_RATES)),
            )
        )
    return found


def _rate(at: int, case: str, place: int) -> StatedRate:
    share = str(Decimal(_spread(at) % 20_000) / 10_000)
    if place == 0:
        return (wide if case[0] == "A" else others)(share, case)
    name = " ".join(_pick(_WORDS, at * 3 + n) for n in range(3))
    return rate(f"{name} {place} Co., Ltd.", share=share, case=case, either=at % 2 == 0)


def _number(at: int) -> str:
    spread = _spread(at)
    return f"{spread % 97 + 1:02}{spread // 97 % 30 + 1:02}{spread // 3_000 % 10**6:06}"


def _pick(choices: Sequence[T], at: int) -> T:
    return choices[_spread(at) % len(choices)]


def _spread(at: int) -> int:
    """A number that looks like chance, the same for the same place."""
    return (at * 2_654_435_761 + 12_345) % 2**32 >> 5


if __name__ == "__main__":
    section, aims = remedies()
    print_tables([section], aims)
