"""Several workbooks in one go, progress, and a service that goes away and comes back."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from tests.fakes.service import FakeService

from tariffline_office import front_desk
from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service, UnreachableError
from tariffline_office.command import refresh
from tariffline_office.front_desk import FrontDesk
from tariffline_office.pace import Pace

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
GOOD: list[list[object]] = [["HTS"], ["7307.91.5010"]]


def run(*words: object, url: str) -> Result:
    return CliRunner().invoke(refresh, [str(word) for word in words], env={"TARIFFLINE_URL": url})


@pytest.fixture
def folder(make_workbook: MakeWorkbook, tmp_path: Path) -> Path:
    """Two good workbooks, one with an unknown number, one that is none, and what is to be left."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, rows in (
        ("a.xlsx", GOOD),
        ("b.XLSX", GOOD),
        ("bad_rows.xlsx", [["HTS"], ["0000.00.0000"]]),
    ):
        shutil.copy(make_workbook(rows), folder / name)
    (folder / "broken.xlsx").write_bytes(b"PK nothing")
    (folder / "notes.txt").write_text("x")
    (folder / ".tariffline-old.xlsx").write_bytes(b"left over")
    return folder


def is_refreshed(path: Path) -> bool:
    return "Tariffline: Unit" in [cell.value for cell in load_workbook(path).worksheets[0][1]]


def test_a_folder_with_one_bad_file(service: FakeService, folder: Path) -> None:
    result = run(folder, url=service.url)
    assert result.exit_code == 1
    assert f"Error: {folder / 'broken.xlsx'}: broken.xlsx is not an Excel workbook" in result.stderr
    assert result.stdout.endswith("3 of 4 workbooks done\n")
    assert all(is_refreshed(folder / name) for name in ("a.xlsx", "b.XLSX", "bad_rows.xlsx"))
    assert (folder / "broken.xlsx").read_bytes() == b"PK nothing"
    assert (folder / ".tariffline-old.xlsx").read_bytes() == b"left over"


def test_exit_codes_of_several(service: FakeService, folder: Path) -> None:
    (folder / "broken.xlsx").unlink()
    assert run(folder, "--check", url=service.url).exit_code == 4
    assert run(folder, url=service.url).exit_code == 3
    assert run(folder, "--check", url=service.url).exit_code == 3
    assert run(folder / "a.xlsx", folder / "b.XLSX", url=service.url).exit_code == 0


def test_several_in_json(service: FakeService, folder: Path) -> None:
    result = run(folder / "a.xlsx", folder / "broken.xlsx", "--json", url=service.url)
    good, bad = json.loads(result.stdout)["files"]
    assert (good["workbook"], good["summary"]["written"], good["error"]) == (
        str(folder / "a.xlsx"),
        True,
        None,
    )
    assert bad["summary"] is None
    assert "broken.xlsx is not an Excel workbook" in bad["error"]


def test_several_into_a_folder(service: FakeService, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wrong = run(folder, "--out", out, url=service.url)
    assert (wrong.exit_code, wrong.stderr.count("must be a folder that exists")) == (2, 1)
    out.mkdir()
    run(folder / "a.xlsx", folder / "b.XLSX", "--out", out, url=service.url)
    assert sorted(path.name for path in out.iterdir()) == ["a.xlsx", "b.XLSX"]
    assert is_refreshed(out / "a.xlsx")
    assert not is_refreshed(folder / "a.xlsx")


def test_an_empty_folder_is_refused(service: FakeService, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "empty", url=service.url)
    assert result.exit_code == 1
    assert "holds no .xlsx or .xlsm workbook" in result.stderr


QUESTIONS = [(number, None) for number in ("8471300100", "7307915010", "0101210010")]


def test_a_service_that_comes_back_is_asked_on(
    service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it answered before it went away is kept, and is not asked again."""
    told: list[str] = []
    check = service.functions["CHECK"]

    def go_away_after_one(hts: str, date: str | None = None) -> object:
        service.is_down = True
        return check(hts, date)

    def come_back(seconds: float) -> None:
        service.is_down = False
        service.functions = {**service.functions, "CHECK": check}

    service.functions = {**service.functions, "CHECK": go_away_after_one}
    monkeypatch.setattr(front_desk, "sleep", come_back)
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(None)) as cache,
    ):
        answers = FrontDesk(client, cache).ask({"CHECK": QUESTIONS}, told.append, rows_a_call=1)
    assert (answers.fault, answers.asked, answers.is_complete) == (None, 3, True)
    assert [call["columns"][0] for body in service.requests for call in body["calls"]] == [
        [number] for number, _ in QUESTIONS
    ]
    assert any("asking again in 1 s" in each for each in told)


def test_a_service_that_stays_away_is_given_up(
    service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def go_away(hts: str, date: str | None = None) -> object:
        service.is_down = True
        return "OK"

    service.functions = {"CHECK": go_away}
    monkeypatch.setattr(front_desk, "sleep", waited.append)
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(None)) as cache,
    ):
        told = FrontDesk(client, cache).ask({"CHECK": QUESTIONS}, lambda _: None, rows_a_call=1)
    assert isinstance(told.fault, UnreachableError)
    assert waited == [1, 2, 4, 8, 15, 30]


def test_progress_tells_rate_and_remaining_time() -> None:
    seconds = iter([0.0, 0.1, 10.0, 70.0])
    told: list[str] = []
    pace = Pace("Reading “Parts”", 1_000, told.append, lambda: next(seconds))
    for parts in (1, 99, 400):
        pace.advance(parts, parts * 10, "rows")
    assert told == [
        "Reading “Parts”: 1,000 rows, 10%, 100 a second, 1 min 30 s left",
        "Reading “Parts”: 5,000 rows, 50%, 71 a second, 1 min 10 s left",
    ]
