import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from tests.fakes.service import FakeService, unreachable_url

from tariffline_office.command import refresh

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
GOOD: list[list[object]] = [["HTS", "Part"], ["7307.91.5010", "FL-1"], [None, "Sum"]]
BAD: list[list[object]] = [*GOOD, ["84713O0100"]]


def run(*words: object, url: str) -> Result:
    return CliRunner().invoke(refresh, [str(word) for word in words], env={"TARIFFLINE_URL": url})


def test_tells_in_words(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook(GOOD)
    first, second = run(path, url=service.url), run(path, url=service.url)
    counts = "1 row, 1 without an HTS number; 1 distinct question\n"
    edition = "1 row answered; edition in force: 2026HTSRev5\n"
    asked = "{} answers asked of the service, the rest kept from before\n"
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == f"Written: {path} (Parts)\n{counts}{asked.format(4)}{edition}"
    assert second.output == f"Unchanged: {path} (Parts)\n{counts}{asked.format(0)}{edition}"


def test_tells_in_json(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook(BAD)
    result = run(path, "--json", url=service.url)
    assert result.exit_code == 3
    assert json.loads(result.output) == {
        "out": str(path),
        "written": True,
        "changes": True,
        "sheets": ["Parts"],
        "rows": 2,
        "skipped": 1,
        "questions": 2,
        "asked": 8,
        "answered": 1,
        "errors": {"BAD_INPUT": 1},
        "edition": "2026HTSRev5",
        "measures_known_to": None,
        "position": 0,
        "moved": [],
        "moved_in_all": 0,
        "stake": None,
        "offline_since": None,
        "lists": [
            {
                "sheet": "Parts",
                "name": "",
                "asked": "Description, Unit, Base rate, Check by hts (A)",
                "rows": 2,
                "skipped": 1,
                "answered": 1,
                "errors": {"BAD_INPUT": 1},
            }
        ],
    }


def test_rows_with_errors_are_counted_by_code(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    result = run(make_workbook(BAD), url=service.url)
    assert result.exit_code == 3
    assert "1 row with BAD_INPUT" in result.output


def test_a_refusal_exits_with_1(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(GOOD)
    before = path.read_bytes()
    result = run(path, "--url", "no address", url="")
    assert result.exit_code == 1
    assert "Error: “no address” is not the address of a service" in result.stderr
    assert path.read_bytes() == before


def test_a_refusal_in_json(tmp_path: Path, service: FakeService) -> None:
    result = run(tmp_path / "none.xlsx", "--json", url=service.url)
    assert result.exit_code == 1
    assert "there is no file" in json.loads(result.stdout)["error"]


def test_a_service_that_is_down_names_the_remedy(make_workbook: MakeWorkbook) -> None:
    result = run(make_workbook(GOOD), url=unreachable_url())
    assert result.exit_code == 1
    assert "tariffline serve" in result.stderr


def test_columns_are_mapped(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["Code", "Land"], ["7307.91.5010", "CN"]])
    result = run(path, "--map", "hts=A", "--map", "country=Land", url=service.url)
    assert result.exit_code == 0
    base = next(c for c in service.requests[0]["calls"] if c["function"] == "BASE")
    assert base["columns"] == [["7307.91.5010"], ["CN"]]


@pytest.mark.parametrize("text", ["B", "hts=", "price=B"])
def test_a_wrong_map_is_wrong_usage(make_workbook: MakeWorkbook, text: str) -> None:
    result = run(make_workbook(GOOD), "--map", text, url="")
    assert result.exit_code == 2
    assert "hts=B" in result.stderr


def test_help_names_the_exit_codes() -> None:
    assert "3  done, but some rows have errors" in run("--help", url="").output


def test_the_sample_puts_one_question_a_part(
    service: FakeService, samples: Path, tmp_path: Path
) -> None:
    out = tmp_path / "parts.xlsx"
    result = run(samples / "parts.xlsx", "--out", out, "--json", url=service.url)
    told = json.loads(result.stdout)
    assert (told["rows"], told["skipped"], told["sheets"]) == (19, 2, ["Parts"])
    rows = {row[0]: row[6:] for row in load_workbook(out).worksheets[0].values}
    assert rows["CF-4001"][3] == "OK"
    assert str(rows["CF-4002"][3]).startswith("NOT_IN_FORCE: ")
    assert rows["LS-2001"][2] == 0
    assert rows["MT-7001"][2] == "4.4¢/kg"
    assert rows["SV-1401"] == (None,) * 5


def raise_the_flange(service: FakeService) -> None:
    service.functions = {**service.functions, "BASE": lambda hts, *rest: 0.06}
    service.change("7307")


def test_check_tells_what_would_change(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook(GOOD)
    first = run(path, "--check", url=service.url)
    assert (first.exit_code, first.output.splitlines()[0]) == (4, f"Would change: {path} (Parts)")
    run(path, url=service.url)
    before = path.read_bytes()
    assert run(path, "--check", url=service.url).exit_code == 0
    raise_the_flange(service)
    result = run(path, "--check", url=service.url)
    assert result.exit_code == 4
    line = "Parts!E2 7307.91.5010 Base rate: 0.055 → 0.06 (rate: HTS 2026 Rev 6)"
    assert line in result.output
    assert path.read_bytes() == before


def test_check_and_out_are_wrong_usage(make_workbook: MakeWorkbook, tmp_path: Path) -> None:
    result = run(make_workbook(GOOD), "--check", "--out", tmp_path / "out.xlsx", url="")
    assert result.exit_code == 2
    assert "leave --out away" in result.stderr


def test_what_moved_in_json(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["HTS", "Amount"], ["7307.91.5010", 1000]])
    run(path, url=service.url)
    raise_the_flange(service)
    told = json.loads(run(path, "--json", url=service.url).output)
    assert told["stake"] == "5.00"
    assert told["moved"] == [
        {
            "cell": "Parts!E2",
            "hts": "7307.91.5010",
            "what": "Base rate",
            "before": "0.055",
            "after": "0.06",
            "effective": "2026-04-06",
            "reason": "rate: HTS 2026 Rev 6",
            "stake": "5.00",
        }
    ]


def test_without_the_cache_everything_is_asked(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(GOOD)
    for _ in range(2):
        assert "4 answers asked" in run(path, "--no-cache", url=service.url).output
    assert not cache_path.exists()


def test_a_cache_that_can_not_be_used_is_refused(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    cache_path.mkdir(parents=True)
    result = run(make_workbook(GOOD), url=service.url)
    assert result.exit_code == 1
    assert "--no-cache" in result.stderr


def test_offline_says_how_old_the_answers_are(
    service: FakeService, make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    path = make_workbook(GOOD)
    run(path, url=service.url)
    service.is_down = True
    result = run(path, url=service.url)
    assert result.exit_code == 0
    assert "The service is out of reach: these are the last known answers" in result.output
