"""RATE: 100,000 distinct lines, countries and days, in one process: the first time, and warm."""

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta
from math import gcd
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.asking import in_process
from tests.bench.data import Loaded, load
from tests.bench.report import Aim, Line, Section, print_tables

_QUESTIONS = 100_000
_ORIGINS = ("CN", "VN", "DE", "JP", "MX", "CA", "BR", "IN", "KR", "TW")
_DAYS = tuple(date(2026, 4, 10) + timedelta(days=10 * n) for n in range(20))
_AIM = 50_000  # a second, warm


def duties(loaded: Loaded, how_many: int = _QUESTIONS) -> tuple[Section, list[Aim]]:
    """Questions a second of processor time: other work on the machine does not count."""
    columns = _questions(loaded, how_many)
    lines: list[Line] = []
    for what in ("the first time", "warm"):
        started = time.process_time()
        answers = in_process(loaded.desk, "RATE", columns)
        spent = time.process_time() - started
        answered = sum(answer is not None for answer in answers)
        lines.append({"RATE": what, "per second": how_many / spent, "answered": answered})
    note = f"{how_many:,} distinct lines, countries and days; the others need a fact"
    warm = float(str(lines[-1]["per second"]))
    return Section("Duties", note, lines), [Aim("RATE a second, warm", warm, "≥", _AIM)]


def _questions(loaded: Loaded, how_many: int) -> list[list[str]]:
    """Distinct ones, in no order: a stride prime to their number comes by each once."""
    lines = [line for line in loaded.lines if line < "98"]
    every = len(lines) * len(_ORIGINS) * len(_DAYS)
    stride = next(n for n in range(every // 3, every) if gcd(n, every) == 1)
    columns: list[list[str]] = [[], [], []]
    for at in (n * stride % every for n in range(how_many)):
        rest, line = divmod(at, len(lines))
        day, origin = divmod(rest, len(_ORIGINS))
        for column, value in zip(
            columns, (lines[line], _ORIGINS[origin], _DAYS[day].isoformat()), strict=True
        ):
            column.append(value)
    return columns


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.duty", description=__doc__)
    arguments.add_argument("questions", type=int, nargs="?", default=_QUESTIONS)
    with TemporaryDirectory() as folder:
        section, aims = duties(load(Path(folder)), arguments.parse_args().questions)
    print_tables([section], aims)
