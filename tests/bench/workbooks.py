"""Refreshing workbooks, as whole processes: against openpyxl, and against packing alone.

    python -m tests.bench.workbooks [--unscaled] [ROWS …]

Processor time counts, user and system: others work on the machine. The service answers from this
process, which is not counted. A first refresh is measured before and after openpyxl and the mean
taken, so that a machine that grows busier hurts both.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from isal import isal_zlib
from tests.bench import by_openpyxl, spent
from tests.bench.parts_list import EXCELS_LEVEL, SHEET, make
from tests.bench.report import Aim, Line, Section, print_tables
from tests.fakes.service import FakeService

from tariffline_office.workbook.members import Members

SIZES = (10_000, 100_000, 1_000_000)
_SCALED_FROM = 100_000  # what openpyxl takes for more rows is reckoned from so many
_WHOLE, _STREAM = "openpyxl, whole", "openpyxl, row by row"
_FIRST, _MOVED, _SAME = "first refresh", "a hundredth moved", "nothing moved"
_TOUCHED = "847100"  # one in a hundred lines begins with it


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds by the clock and of the processor, megabytes at its peak."""

    clock: float
    cpu: float
    peak: float

    def times(self, factor: float) -> Spent:
        return Spent(self.clock * factor, self.cpu * factor, self.peak)

    def mean(self, other: Spent) -> Spent:
        clock, cpu = (self.clock + other.clock) / 2, (self.cpu + other.cpu) / 2
        return Spent(clock, cpu, max(self.peak, other.peak))


@dataclass(frozen=True)
class Packed:
    """Bytes of a workbook: its sheet's XML, its file, and that if Excel had packed the sheet."""

    xml: int
    file: int
    by_excel: int


@dataclass(frozen=True)
class Bench:
    """One size: the list of parts, the service that answers, and where processes start."""

    rows: int
    folder: Path
    service: FakeService
    environment: Mapping[str, str]

    def measure(self, most_for_openpyxl: int) -> tuple[list[Line], list[Line], list[Aim]]:
        """Lines of time, lines of size, aims."""
        make(self._file("list"), self.rows)
        ours = {_FIRST: self._first()}
        ours |= self._again()
        theirs = self._by_openpyxl(min(self.rows, most_for_openpyxl))
        ours[_FIRST] = ours[_FIRST].mean(self._first())
        limit = self._limit()
        lines = [
            _line(self.rows, what, taken, theirs, limit) for what, taken in (ours | theirs).items()
        ]
        before, after = _packed(self._file("list")), _packed(self._file("out"))
        return (
            lines,
            _sizes(self.rows, before, after),
            _aims(self.rows, ours, theirs, before, after),
        )

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}_{self.rows}.xlsx"

    def _first(self) -> Spent:
        """Without kept answers."""
        for kept in self.folder.glob(f"{self.rows}.sqlite*"):
            kept.unlink()
        self.service.functions = _FUNCTIONS
        out = self._file("out")
        return self._refresh(self._file("list"), "--out", str(out), "--columns", "BASE,CHECK")

    def _again(self) -> dict[str, Spent]:
        """What was refreshed: without a change, then after one, which must show."""
        out, again = self._file("out"), self._file("again")
        written = out.stat().st_mtime_ns
        same = self._refresh(out)
        if out.stat().st_mtime_ns != written:
            raise RuntimeError(f"{out} was written although nothing moved")
        self.service.functions = {**_FUNCTIONS, "BASE": lambda hts, *rest: 0.031}
        self.service.change(_TOUCHED, effective="2025-11-01")
        moved = self._refresh(out, "--out", str(again))
        found = _count(again, b"<v>0.031</v>")
        if found != self.rows // 100:
            raise RuntimeError(f"{found} results moved in {again}, not a hundredth")
        return {_MOVED: moved, _SAME: same}

    def _refresh(self, path: Path, *more: str) -> Spent:
        command = [sys.executable, "-m", "tariffline", "refresh", "--url", self.service.url]
        kept = {"TARIFFLINE_CACHE": str(self.folder / f"{self.rows}.sqlite")}
        return _run([*command, str(path), *more], {**self.environment, **kept})

    def _by_openpyxl(self, rows: int) -> dict[str, Spent]:
        """As much as it takes for so many of the rows, scaled to all."""
        path, out = self.folder / "smaller.xlsx", self.folder / "openpyxl.xlsx"
        make(path, rows)
        command = [sys.executable, by_openpyxl.__file__, str(path), str(out)]
        factor = self.rows / rows
        found = {_STREAM: _run([*command, "stream"], self.environment).times(factor)}
        if rows <= _SCALED_FROM:  # a million rows in its memory would be six gigabytes
            found[_WHOLE] = _run(command, self.environment).times(factor)
        return found

    def _limit(self) -> float:
        """Processor seconds to inflate the refreshed sheet, to check it, to deflate it again."""
        started = time.process_time()
        pack = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
        with Members(self._file("out")) as members:
            for piece in members.pieces(SHEET):
                pack.compress(piece)
        pack.flush()
        return time.process_time() - started


def measure(
    sizes: tuple[int, ...] = SIZES, most_for_openpyxl: int = _SCALED_FROM
) -> tuple[list[Section], list[Aim]]:
    """Each size: a first refresh; one after a change in a hundredth of the rows; one without.

    Beyond `most_for_openpyxl` rows, what openpyxl takes is scaled up from so many.
    """
    times: list[Line] = []
    packed: list[Line] = []
    aims: list[Aim] = []
    with TemporaryDirectory() as folder, _quick_start(folder) as environment:
        for rows in sizes:
            with FakeService(_FUNCTIONS) as service:
                bench = Bench(rows, Path(folder), service, environment)
                found = bench.measure(most_for_openpyxl)
            times += found[0]
            packed += found[1]
            aims += found[2]
    note = (
        "9 columns, 3 results more; 4,000 distinct questions; openpyxl's times beyond "
        f"{most_for_openpyxl:,} rows are scaled up from so many, its peak is of those; "
        "limit: inflate, check and deflate the sheet once"
    )
    said = f"the list is packed as Excel packs, like zlib's level {EXCELS_LEVEL}"
    return [Section("Workbooks", note, times), Section("Size of workbooks", said, packed)], aims


def _line(rows: int, what: str, taken: Spent, theirs: Mapping[str, Spent], limit: float) -> Line:
    whole = theirs.get(_WHOLE)
    return {
        "rows": rows,
        "what": what,
        "clock, s": taken.clock,
        "processor, s": taken.cpu,
        "peak, MB": taken.peak,
        "openpyxl whole ÷ this": whole.cpu / taken.cpu if whole else None,
        "row by row ÷ this": theirs[_STREAM].cpu / taken.cpu,
        "this ÷ limit": taken.cpu / limit,
    }


def _sizes(rows: int, before: Packed, after: Packed) -> list[Line]:
    """Of a first refresh, which adds columns; and of a later one, of what Excel saved since."""
    compared = (
        ("3 columns added to 9", before.xml, before.file),
        ("none added", after.xml, after.by_excel),
    )
    return [
        {
            "rows": rows,
            "what": what,
            "XML of the sheet ÷ before": after.xml / xml,
            "file ÷ before": after.file / file,
            "as Excel packs it ÷ before": after.by_excel / file,
        }
        for what, xml, file in compared
    ]


def _aims(
    rows: int, ours: Mapping[str, Spent], theirs: Mapping[str, Spent], before: Packed, after: Packed
) -> list[Aim]:
    """A million rows are held against openpyxl row by row: the whole would not fit into memory."""
    against, times = {100_000: (_WHOLE, 25), 1_000_000: (_STREAM, 40)}.get(rows, ("", 0))
    if not against:
        return []
    book = f"workbook of {rows:,} rows"
    ratio = theirs[against].cpu / ours[_FIRST].cpu
    peak = max(taken.peak for taken in ours.values())
    return [
        Aim(f"{book}: {against} ÷ this", ratio, "≥", times),
        Aim(f"{book}: peak, MB", peak, "<", 250),
        Aim(f"{book}: file ÷ before, 3 columns added to 9", after.file / before.file, "<", 1.2),
        Aim(f"{book}: file ÷ before, none added", after.file / after.by_excel, "<", 1.2),
    ]


def _packed(path: Path) -> Packed:
    pack = zlib.compressobj(EXCELS_LEVEL, zlib.DEFLATED, -15)
    with Members(path) as members:
        sheet = members.by_name[SHEET]
        packed = sum(len(pack.compress(piece)) for piece in members.pieces(SHEET))
        file = path.stat().st_size
        by_excel = file - sheet.compress_size + packed + len(pack.flush())
        return Packed(sheet.file_size, file, by_excel)


@contextmanager
def _quick_start(folder: str) -> Iterator[dict[str, str]]:
    """An environment in which modules are compiled once, as where it is installed."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    _run([sys.executable, "-m", "tariffline", "refresh", "--help"], environment)
    yield environment


def _run(command: list[str], environment: Mapping[str, str]) -> Spent:
    told = subprocess.run(
        [sys.executable, spent.__file__, *command],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Spent(*map(float, told.stdout.split()))


def _count(path: Path, what: bytes) -> int:
    """How often it stands in the sheet, read piece by piece."""
    count, end = 0, b""
    with Members(path) as members:
        for piece in members.pieces(SHEET):
            text = end + piece
            count += text.count(what)
            end = text[1 - len(what) :]
    return count


_FUNCTIONS: dict[str, Callable[..., object]] = {
    "BASE": lambda hts, country=None, date=None, facts=None: 0.025,
    "CHECK": lambda hts, date=None: "OK",
}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.workbooks")
    arguments.add_argument("rows", nargs="*", type=int)
    arguments.add_argument("--unscaled", action="store_true", help="openpyxl does all rows")
    given = arguments.parse_args()
    wanted = tuple(given.rows) or SIZES
    print_tables(*measure(wanted, max(wanted) if given.unscaled else _SCALED_FROM))
