"""A workbook refreshed again: only what moved is asked, and the report says what and why."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.fakes.service import FakeService

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service, ServiceError
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.refresh import Order, Summary, refresh
from tariffline_office.workbook.report import REPORT_SHEET
from tariffline_office.workbook.sheet import WorkbookError

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
PARTS: list[list[object]] = [
    ["Part", "HTS", "Country of origin", "Entry date", "Value"],
    ["FL-1", "7307.91.5010", "CN", date(2026, 5, 1), 38.4],
    ["LT-1", "8471.30.01.00", "CN", date(2026, 5, 1), 1180],
    ["XX-1", "9999.99.99.99", "CN", date(2026, 5, 1), 10],
]
WHAT = ("Cell", "HTS", "What", "Before", "After", "Effective", "Reason", "Money at stake")


def run(service: FakeService, path: Path, cache_path: Path, *, check: bool = False) -> Summary:
    order = Order(path, path, check=check)
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(cache_path)) as cache,
    ):
        return refresh(order, FrontDesk(client, cache), lambda step: None)


def report(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path)[REPORT_SHEET].values)


def account(path: Path) -> dict[object, object]:
    return {row[0]: row[1] for row in report(path)}


def moved(path: Path) -> list[tuple[object, ...]]:
    rows = report(path)
    return rows[rows.index(WHAT) + 1 :] if WHAT in rows else []


def raise_the_flange(service: FakeService, rate: object = 0.06) -> None:
    base = service.functions["BASE"]
    service.functions = {
        **service.functions,
        "BASE": lambda hts, *rest: rate if hts.startswith("7307") else base(hts, *rest),
    }
    service.change("73079150", before="5.5%", after="6%")


def test_the_first_report_says_what_was_asked(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    service.change("0101")
    service.measures_known_to = "2026-05-31"
    run(service, path, cache_path)
    told = account(path)
    assert {name: told[name] for name in list(told)[2:15]} == {
        "Service": service.url,
        "Edition in force": "2026HTSRev5",
        "Measures known to": "2026-05-31",
        "Feed position": 1,
        "Feed": "a feed",
        "Sheets": "Parts",
        "Asked in Parts": "Description, Unit, Base rate, Check by hts (B), country (C), date (D)",
        "Rows with an HTS number": 3,
        "Rows without": 0,
        "Distinct questions": 3,
        "Put to the service": 12,
        "Rows with all answers": 2,
        "Rows with NOT_FOUND": 1,
    }
    assert moved(path) == []


def test_only_the_touched_row_is_asked_and_reported(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    raise_the_flange(service)
    summary = run(service, path, cache_path)
    rows = [call["columns"][0] for call in service.requests[1]["calls"]]
    assert rows == [["7307.91.5010"]] * 4
    assert (summary.asked, summary.stake) == (4, Decimal("0.19"))
    assert moved(path) == [
        (
            "Parts!H2",
            "7307.91.5010",
            "Base rate",
            0.055,
            0.06,
            "2026-04-06",
            "rate: HTS 2026 Rev 6",
            0.19,
        )
    ]


def test_a_rate_that_is_no_number_has_no_money_at_stake(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    raise_the_flange(service, "4.4¢/kg")
    assert run(service, path, cache_path).stake is None
    [row] = moved(path)
    assert row[3:5] + row[7:] == (0.055, "4.4¢/kg", None)


def test_two_columns_of_values_are_no_value(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook([[*row, row[-1]] for row in PARTS])
    run(service, path, cache_path)
    raise_the_flange(service)
    assert run(service, path, cache_path).stake is None


def test_a_change_without_effect_leaves_every_byte(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    before = path.read_bytes()
    service.change("7307")
    summary = run(service, path, cache_path)
    assert (summary.asked, summary.changes) == (4, False)
    assert path.read_bytes() == before


def test_a_change_missed_by_this_cache_is_still_the_reason(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path, tmp_path: Path
) -> None:
    """The position stands in the workbook: another computer refreshed it before."""
    path = make_workbook(PARTS)
    run(service, path, tmp_path / "another" / "cache.sqlite")
    raise_the_flange(service)
    run(service, path, cache_path)
    assert moved(path)[0][6] == "rate: HTS 2026 Rev 6"


def test_a_change_that_is_still_to_come_is_no_reason_for_today(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook([PARTS[0], ["FL-1", "7307.91.5010", "CN", None, 38.4]])
    run(service, path, cache_path)
    raise_the_flange(service)
    service.change("73079150", before="6%", after="8%", effective="2999-12-15")
    run(service, path, cache_path)
    [row] = [row for row in moved(path) if row[2] == "Base rate"]
    assert "2999-12-15" not in str(row[5])


def test_another_feed_gives_no_reasons(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    raise_the_flange(service)
    service.feed_id = "made anew"
    run(service, path, cache_path)
    assert str(moved(path)[0][6]).startswith("not known: ")


def test_an_edited_row_is_no_change_of_law(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    workbook = load_workbook(path)
    workbook["Parts"]["B2"] = "6109.10.00.12"
    workbook.save(path)
    run(service, path, cache_path)
    reasons = {row[6] for row in moved(path)}
    assert reasons == {
        "no change of law on record: the day, or the question in the row, is another"
    }


def test_check_writes_nothing(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    before = path.read_bytes()
    raise_the_flange(service)
    summary = run(service, path, cache_path, check=True)
    assert (summary.written, summary.changes, len(summary.moved)) == (False, True, 1)
    assert path.read_bytes() == before


def test_the_kept_answers_are_enough_while_the_service_is_down(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    service.is_down = True
    workbook = load_workbook(path)
    workbook["Parts"]["A6"], workbook["Parts"]["B6"] = "FL-2", "7307.91.5010"
    workbook["Parts"]["C6"], workbook["Parts"]["D6"] = "CN", date(2026, 5, 1)
    workbook.save(path)
    summary = run(service, path, cache_path)
    assert summary.written
    assert summary.offline_since is not None
    assert load_workbook(path)["Parts"]["H6"].value == 0.055
    assert "Service out of reach; oldest answer (UTC)" in account(path)


def test_kept_answers_that_are_not_enough_leave_the_workbook(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    before = path.read_bytes()
    service.is_down = True
    with pytest.raises(ServiceError, match="status 503"):
        run(service, path, cache_path)
    assert path.read_bytes() == before


def test_the_report_takes_the_place_of_the_last(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    run(service, path, cache_path)
    for rate in (0.06, 0.07):
        raise_the_flange(service, rate)
        run(service, path, cache_path)
    assert load_workbook(path).sheetnames == ["Parts", REPORT_SHEET]
    assert [row[3:5] for row in moved(path)] == [(0.06, 0.07)]


def test_a_sheet_of_that_name_that_is_not_ours_is_left_alone(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    workbook.create_sheet(REPORT_SHEET)["A1"] = "My notes"
    workbook.save(path)
    with pytest.raises(WorkbookError, match="that Tariffline did not write"):
        run(service, path, cache_path)


def test_a_workbook_whose_structure_is_protected_gets_no_sheet(
    service: FakeService, make_workbook: MakeWorkbook, cache_path: Path
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    assert workbook.security is not None
    workbook.security.lockStructure = True
    workbook.save(path)
    with pytest.raises(WorkbookError, match="Protect Workbook"):
        run(service, path, cache_path)
