"""A process that refreshes a workbook again and again, each time with other answers.

python busy_refresh.py WORKBOOK
"""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from tariffline_office.client import Failure
from tariffline_office.front_desk import Told
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.reading import Wish, read_sheets
from tariffline_office.workbook.writing import Job


def refresh_once(path: Path, turn: int) -> None:
    """Put an error with the number of the turn into every row."""
    answers = Answers(Told({}, None, 0, f"Edition {turn}", datetime(2026, 6, 1, tzinfo=UTC)))
    with ClosedFile(path) as file:
        sheets = read_sheets(
            [sheet for sheet in file.sheets if sheet.name == "Parts"], Wish(None, {}, ["CHECK"])
        )
        for sheet in sheets:
            sheet.rows.questions = [Failure("NOT_FOUND", f"turn {turn}")] * len(
                sheet.rows.questions
            )
        file.write(Job(sheets, answers, lambda decisions: [], {}), path)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
    workbook, turn = Path(sys.argv[1]), 0
    while True:
        turn += 1
        refresh_once(workbook, turn)
        print(turn, flush=True)
