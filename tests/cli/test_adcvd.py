"""`tariffline import adcvd`, `sync adcvd`, `adcvd case` and `adcvd pending`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.desk.conftest import WIDGETS
from tests.fakes.notices import EAST, PIPE, WORKED, FakeDoor

from tariffline.desk import remedy_intake


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that holds the worked case and a pending one."""
    monkeypatch.setattr(remedy_intake, "adcvd", FakeDoor(*WORKED, WIDGETS))
    found = tmp_path / "notices.xml"
    found.write_bytes(b"<notices/>")
    return found


def test_a_file_twice_is_no_change(run: Run, file: Path) -> None:
    assert run("import", "adcvd", file).output == (
        "4 notices read, 4 new or changed; 0 pieces could not be placed and are kept as they "
        "stand\n"
    )
    assert "4 notices read, 0 new" in run("import", "adcvd", file).output


def test_a_broken_file_does_not_stop_the_others(run: Run, file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "other.xml"
    broken.write_bytes(b"broken")
    result = run("import", "adcvd", broken, file, "--json")
    assert result.exit_code == 1
    said = json.loads(result.output)
    assert (said["read"], said["new"]) == (4, 4)
    assert said["problems"] == ["other.xml: other.xml is in no form that is known here"]


def test_sync_goes_on_where_it_broke_off(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remedy_intake, "_AT_ONCE", 2)
    monkeypatch.setattr(remedy_intake, "_REGISTER", "a test")
    broken = FakeDoor(*WORKED, WIDGETS, fails_after=2)
    monkeypatch.setattr(remedy_intake, "adcvd", broken)
    result = run("sync", "adcvd")
    assert result.exit_code == 1
    assert "can't be reached" in result.output
    whole = FakeDoor(*WORKED, WIDGETS)
    monkeypatch.setattr(remedy_intake, "adcvd", whole)
    assert "2 AD/CVD notices came, 2 new" in run("sync", "adcvd").output
    assert str(whole.since) == "2008-07-15"
    assert "0 AD/CVD notices came, 0 new" in run("sync", "adcvd").output


def test_a_case_for_people_and_for_programs(run: Run, file: Path) -> None:
    run("import", "adcvd", file)
    said = run("adcvd", "case", "A570910", "--date", "2020-01-01").output
    assert "A-570-910  Welded Pipe from China" in said
    assert "order in force since 2008-07-22" in said
    assert f"69%  {EAST}" in said
    body = json.loads(run("adcvd", "case", PIPE, "--json").output)
    assert body["companions"] == ["C-570-911"]
    before = json.loads(run("adcvd", "case", PIPE, "--known", "2020-01-01", "--json").output)
    assert before["rates"] == []


def test_what_is_pending(run: Run, file: Path) -> None:
    run("import", "adcvd", file)
    said = run("adcvd", "pending").output
    assert "A-552-900  Widgets from Vietnam" in said
    assert "next: preliminary determination by 2026-08-19, at the latest 2026-10-08" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("adcvd", "case", PIPE), 3, "UNAVAILABLE"),
        (("adcvd", "pending"), 3, "tariffline sync adcvd"),
        (("adcvd", "case", "nonsense"), 2, "write it as A-570-910"),
        (("ask", "DEPOSIT", PIPE), 3, "UNAVAILABLE"),
    ],
)
def test_what_is_refused(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert words in result.output


def test_the_sample_answers_a_deposit(run: Run) -> None:
    run("import", "sample")
    assert run("ask", "DEPOSIT", "A-570-836").output.startswith("4.5379\n")
    assert run("ask", "DEPOSIT", "A-570-848-003").output.startswith("NEEDS: ")
