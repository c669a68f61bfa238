"""Processes that are killed while they write a workbook: one good file is left, and no other."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.fakes import busy_refresh
from tests.fakes.made import LAST, make
from tests.fakes.packages import parts_of

ROUNDS = 12


def test_a_killed_refresh_leaves_one_whole_workbook(tmp_path: Path) -> None:
    path = make("xlsxwriter_image", tmp_path)
    others = {name: part for name, part in parts_of(path).items() if "/media/" in name}
    for round_ in range(ROUNDS):
        command = [sys.executable, busy_refresh.__file__, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is at work
            time.sleep(round_ * 0.0037)
            process.kill()
        check_is_of_one_turn(path)
        assert {name: parts_of(path)[name] for name in others} == others
    busy_refresh.refresh_once(path, 0)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def check_is_of_one_turn(path: Path) -> None:
    """All rows show the answers of one and the same refresh."""
    sheet = load_workbook(path)["Parts"]
    shown = {(sheet.cell(row, 6).value, sheet.cell(row, 7).value) for row in range(2, LAST + 1)}
    [(check, edition)] = shown
    assert check == f"NOT_FOUND: turn {str(edition).removeprefix('Edition ')}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_an_interrupted_refresh_leaves_nothing_else(tmp_path: Path) -> None:
    """Ctrl-C: the draft goes at once."""
    path = make("xlsxwriter_image", tmp_path)
    for round_ in range(4):
        command = [sys.executable, busy_refresh.__file__, str(path)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(round_ * 0.0053)
            process.send_signal(signal.SIGINT)
        check_is_of_one_turn(path)
        assert [each.name for each in tmp_path.iterdir()] == [path.name]
