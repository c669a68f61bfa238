"""`tariffline import`: an official export from a file, whole or not at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import Result
from tests.cli.conftest import Run
from tests.fakes.usitc import as_csv, whole_rows


@pytest.fixture
def file(tmp_path: Path, export: bytes) -> Path:
    path = tmp_path / "export.json"
    path.write_bytes(export)
    return path


def load(run: Run, file: Path, effective: str = "2026-04-06", *more: str) -> Result:
    return run("import", "hts", file, "--edition", "2026 Rev 5", "--effective", effective, *more)


def editions(run: Run) -> list[dict[str, object]]:
    known: list[dict[str, object]] = json.loads(run("editions", "--json").output)
    return known


def test_a_whole_export_is_loaded_and_answers(run: Run, file: Path) -> None:
    result = load(run, file, "4/6/2026", "--published", "2026-04-08")
    assert result.exit_code == 0
    assert result.output == "2026 Rev 5 is loaded, effective 2026-04-06\n"
    (edition,) = editions(run)
    assert (edition["effective"], edition["published"]) == ("2026-04-06", "2026-04-08")
    assert (edition["whole"], edition["basis"]) == (True, "stated")
    assert run("ask", "BASE", "0101.10.10", "", "2026-04-06").output.startswith("0.05\n")


@pytest.mark.parametrize("form", ["json.gz", "csv", "csv.gz"])
def test_every_official_form_is_read(run: Run, tmp_path: Path, export: bytes, form: str) -> None:
    data = export if form.startswith("json") else as_csv(whole_rows())
    path = tmp_path / f"export.{form}"
    path.write_bytes(gzip.compress(data) if form.endswith("gz") else data)
    loaded = load(run, path, "2026-04-06", "--json")
    assert json.loads(loaded.output)["loaded"] is True
    assert editions(run)[0]["rows"] == len(whole_rows())


def test_the_same_file_again_changes_nothing(whole: Run, file: Path) -> None:
    before = editions(whole)
    again = load(whole, file)
    assert (again.exit_code, again.output) == (0, "2026 Rev 5: no change\n")
    as_json = load(whole, file, "2026-04-06", "--json")
    said = {"edition": "2026 Rev 5", "effective": "2026-04-06", "loaded": False}
    assert json.loads(as_json.output) == said
    assert editions(whole) == before


def test_the_same_file_under_another_date_is_refused_with_the_remedy(
    whole: Run, file: Path
) -> None:
    result = load(whole, file, "2026-04-08")
    assert result.exit_code == 1
    assert "to correct the date: tariffline editions move" in result.output


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: data[: len(data) // 2], "cut short"),
        (lambda data: gzip.compress(data)[:-100], "broken or cut short"),
        (lambda data: b"", "the file is empty"),
        (lambda data: b"<!DOCTYPE html><p>Sign in", "an HTML page came instead"),
        (lambda data: b"[]", "the export has no rows"),
        (lambda data: json.dumps(json.loads(data)[:1000]).encode(), "a part only"),
        (lambda data: data.replace(b'"indent": "3"', b'"indent": 3', 1), "field indent"),
        (lambda data: data.replace(b'"general"', b'"generel"'), "missing required field"),
        (lambda data: as_csv(whole_rows()).replace(b"General", b"Generel", 1), "no column"),
    ],
    ids=["half", "half a gzip", "empty", "HTML", "no rows", "a part", "type", "key", "column"],
)
def test_a_file_that_is_not_a_whole_export_leaves_everything_as_it_was(
    run: Run, file: Path, spoil: object, words: str
) -> None:
    run("import", "sample")
    before = editions(run)
    broken = file.with_name("broken.json")
    assert callable(spoil)
    broken.write_bytes(spoil(file.read_bytes()))
    result = run("import", "hts", broken, "--edition", "2026 Rev 6", "--effective", "2026-05-01")
    assert result.exit_code == 1
    assert words in result.output
    assert "from https://hts.usitc.gov again" in result.output
    assert editions(run) == before


def test_the_same_name_with_other_rows_is_refused_with_the_remedy(whole: Run, file: Path) -> None:
    rows = whole_rows()
    rows[2]["general"] = "6%"
    file.write_text(json.dumps(rows))
    result = load(whole, file)
    assert result.exit_code == 1
    assert "1 rows differ" in result.output
    assert "tariffline editions remove" in result.output


@pytest.mark.parametrize(
    ("option", "value"),
    [("--effective", "soon"), ("--effective", ""), ("--published", "4/31/2026")],
)
def test_a_wrong_date_is_named(run: Run, file: Path, option: str, value: str) -> None:
    dates = {"--effective": "2026-04-06", option: value}
    arguments = [word for pair in dates.items() for word in pair]
    result = run("import", "hts", file, "--edition", "2026 Rev 5", *arguments)
    assert result.exit_code == 2
    assert f"“{value}” is not a date; write it as 2026-05-01" in result.output
    assert editions(run) == []


def test_an_edition_without_a_name_is_refused(run: Run, file: Path) -> None:
    result = run("import", "hts", file, "--edition", " ", "--effective", "2026-04-06")
    assert result.exit_code == 1
    assert "the edition has no name" in result.output


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    result = load(run, Path("nowhere.json"))
    assert result.exit_code == 2
    assert "nowhere.json" in result.output


def test_the_sample_is_loaded_and_says_what_it_is(run: Run) -> None:
    first, again = run("import", "sample"), run("import", "sample", "--json")
    assert first.output == "the sample is loaded (3 editions new); it is not the schedule\n"
    assert json.loads(again.output) == {"loaded": 0}
    assert [edition["whole"] for edition in editions(run)] == [False] * 3


def test_the_schedule_takes_the_place_of_the_sample(run: Run, file: Path) -> None:
    run("import", "sample")
    load(run, file)
    assert [edition["whole"] for edition in editions(run)] == [True]


def test_the_sample_is_refused_over_the_schedule(whole: Run) -> None:
    result = whole("import", "sample")
    assert result.exit_code == 1
    assert "a sample is only for an empty data folder" in result.output
    assert [edition["whole"] for edition in editions(whole)] == [True]
