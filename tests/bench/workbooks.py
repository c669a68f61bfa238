"""Refreshing workbooks, as whole processes: against openpyxl, and against packing alone.

Processor time counts, user and system: others work on the machine. The service answers from this
process, which is not counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from isal import isal_zlib
from tests.bench import by_openpyxl
from tests.bench.report import Aim, Line, Section
from tests.fakes.service import FakeService

from tariffline_office.workbook.members import Members

SIZES = (10_000, 100_000, 1_000_000)
_MOST_FOR_OPENPYXL = 100_000  # beyond, its time is scaled
_SHEET = "xl/worksheets/sheet1.xml"
_LINES, _SUPPLIERS = 1_000, 300


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds by the clock and of the processor, megabytes at its peak."""

    clock: float
    cpu: float
    peak: float


def measure(sizes: tuple[int, ...] = SIZES) -> tuple[Section, list[Aim]]:
    """Each size: a first refresh; one after a change in a hundredth of the rows; one without."""
    lines: list[Line] = []
    aims: list[Aim] = []
    with TemporaryDirectory() as folder, _quick_start(folder) as environment:
        for rows in sizes:
            path, out = Path(folder) / f"{rows}.xlsx", Path(folder) / f"{rows}_out.xlsx"
            make(path, rows)
            found = _refreshes(path, out, {**environment, "TARIFFLINE_CACHE": f"{out}.sqlite"})
            by_whole, by_stream = _by_openpyxl(path, rows, environment)
            limit, growth = _limit(out), _growth(out)
            for what, spent in found.items():
                lines.append(_line(rows, what, spent, by_whole, limit))
            lines.append(_line(rows, "openpyxl, whole", by_whole, by_whole, limit))
            lines.append(_line(rows, "openpyxl, row by row", by_stream, by_whole, limit))
            aims += _aims(rows, found["first"], by_whole, limit, growth)
    note = (
        "9 columns, 3 results more; 4,000 distinct questions; openpyxl beyond "
        f"{_MOST_FOR_OPENPYXL:,} rows is scaled up; limit: inflate, checksum and deflate the sheet"
    )
    return Section("Workbooks", note, lines), aims


def _line(rows: int, what: str, spent: Spent, whole: Spent, limit: float) -> Line:
    return {
        "rows": rows,
        "what": what,
        "clock, s": spent.clock,
        "processor, s": spent.cpu,
        "peak, MB": spent.peak,
        "openpyxl ÷ this": whole.cpu / spent.cpu,
        "this ÷ limit": spent.cpu / limit,
    }


def _aims(rows: int, first: Spent, whole: Spent, limit: float, growth: float) -> list[Aim]:
    times = {100_000: 25, 1_000_000: 40}.get(rows)
    if times is None:
        return []
    return [
        Aim(f"workbook of {rows:,} rows: openpyxl ÷ this", whole.cpu / first.cpu, "≥", times),
        Aim(f"workbook of {rows:,} rows: peak, MB", first.peak, "<", 250),
        Aim(f"workbook of {rows:,} rows: file ÷ the same as Excel packs it", growth, "<", 1.2),
    ]


@contextmanager
def _quick_start(folder: str) -> Iterator[dict[str, str]]:
    """An environment in which modules are compiled once, as where it is installed."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    _run([sys.executable, "-m", "tariffline", "refresh", "--help"], environment)
    yield environment


def _refreshes(path: Path, out: Path, environment: dict[str, str]) -> dict[str, Spent]:
    with FakeService(_FUNCTIONS) as service:
        command = [sys.executable, "-m", "tariffline", "refresh", "--url", service.url]
        first = _run(
            [*command, str(path), "--out", str(out), "--columns", "BASE,CHECK"], environment
        )
        same = _run([*command, str(out)], environment)
        service.functions = {**_FUNCTIONS, "BASE": lambda hts, *rest: 0.031}
        service.change("847100")
        again = _run([*command, str(out), "--out", f"{out}.again.xlsx"], environment)
    return {"first": first, "a hundredth moved": again, "nothing moved": same}


def _by_openpyxl(path: Path, rows: int, environment: dict[str, str]) -> tuple[Spent, Spent]:
    """As much as it takes for a workbook that it can hold, scaled to the size."""
    with TemporaryDirectory() as folder:
        smaller = path
        if rows > _MOST_FOR_OPENPYXL:
            smaller = Path(folder) / "smaller.xlsx"
            make(smaller, _MOST_FOR_OPENPYXL)
        times = max(rows / _MOST_FOR_OPENPYXL, 1)
        command = [sys.executable, by_openpyxl.__file__, str(smaller), f"{folder}/out.xlsx"]
        return (
            _times(_run(command, environment), times),
            _times(_run([*command, "stream"], environment), times),
        )


def _times(spent: Spent, times: float) -> Spent:
    return Spent(spent.clock * times, spent.cpu * times, spent.peak * times)


def _limit(path: Path) -> float:
    """Processor seconds to inflate the sheet, to check it and to deflate it again."""
    started = time.process_time()
    pack = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
    with Members(path) as members:
        for piece in members.pieces(_SHEET):
            pack.compress(piece)
    pack.flush()
    return time.process_time() - started


def _growth(path: Path) -> float:
    """How much larger the file is than if its sheet were packed as Excel packs."""
    pack = zlib.compressobj(6, zlib.DEFLATED, -15)
    with Members(path) as members:
        packed = sum(len(pack.compress(piece)) for piece in members.pieces(_SHEET))
        other = path.stat().st_size - members.by_name[_SHEET].compress_size
    return path.stat().st_size / (other + packed + len(pack.flush()))


def _run(command: list[str], environment: dict[str, str]) -> Spent:
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    clock = time.perf_counter() - started
    return Spent(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def make(path: Path, rows: int) -> None:
    """A list of parts as Excel writes it, packed as Excel packs."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in _PARTS.items():
            package.writestr(name, content)
        with package.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for text in _strings(rows):
                part.write(text.encode())
        with package.open(_SHEET, "w", force_zip64=True) as part:
            for text in _sheet(rows):
                part.write(text.encode())


_HEADINGS = (
    "Part", "Description", "HTS", "Country of origin", "Entry date", "Quantity", "Value",
    "Supplier", "Plant",
)  # fmt: skip
_LOOKS = ("CN", "DE", "Plant A", "Plant B")


def _strings(rows: int) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}">'
    texts = [*_HEADINGS, *_LOOKS]
    texts += [f"8471{line % 100:02}{line // 100:04}" for line in range(_LINES)]
    texts += [f"Supplier {number}" for number in range(_SUPPLIERS)]
    yield "".join(f"<si><t>{text}</t></si>" for text in texts)
    for row in range(rows):
        yield f"<si><t>P-{row:07}</t></si>"
    yield "</sst>"


def _sheet(rows: int) -> Iterator[str]:
    looks = len(_HEADINGS)
    lines, suppliers = looks + len(_LOOKS), looks + len(_LOOKS) + _LINES
    parts = suppliers + _SUPPLIERS
    yield (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        f'<dimension ref="A1:I{rows + 1}"/><sheetData><row r="1" spans="1:9">'
    )
    yield "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCDEFGHI"))
    yield "</row>"
    for number in range(2, rows + 2):
        mixed = number * 7_919  # neighbours differ, as in a list that nobody sorted
        yield (
            f'<row r="{number}" spans="1:9"><c r="A{number}" t="s"><v>{parts + number - 2}</v></c>'
            f'<c r="B{number}" t="s"><v>{suppliers + mixed % _SUPPLIERS}</v></c>'
            f'<c r="C{number}" t="s"><v>{lines + mixed % _LINES}</v></c>'
            f'<c r="D{number}" t="s"><v>{looks + mixed // 3 % 2}</v></c>'
            f'<c r="E{number}" s="1"><v>{46_000 + mixed // 11 % 2}</v></c>'
            f'<c r="F{number}"><v>{mixed % 997}</v></c>'
            f'<c r="G{number}" s="2"><v>{mixed % 1_000_003 / 100}</v></c>'
            f'<c r="H{number}" t="s"><v>{suppliers + mixed % 299}</v></c>'
            f'<c r="I{number}" t="s"><v>{looks + 2 + number % 2}</v></c></row>'
        )
    yield "</sheetData></worksheet>"


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{_SPREADSHEET}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Parts" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0"/>'
        '<xf numFmtId="4" xfId="0"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_FUNCTIONS: dict[str, Callable[..., object]] = {
    "BASE": lambda hts, country=None, date=None, facts=None: 0.025,
    "CHECK": lambda hts, date=None: "OK",
}


if __name__ == "__main__":
    from tests.bench.report import print_tables

    section, aims = measure(tuple(map(int, sys.argv[1:])) or SIZES)
    print_tables([section], aims)
