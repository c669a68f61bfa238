"""The custom functions through genuine office.js, and the requests they make."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.office.excel_host import Excel, Formula, excel
from tests.browser.office.running import Running, publish, running

LINES = [f"0901{n:04d}" for n in range(1, 2_501)]
COUNTRIES = ("CN", "MX", "DE", "JP")
RATES = {line: f"{n % 40}%" for n, line in enumerate(LINES)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with one edition of 2,500 lines."""
    publish(tmp_path / "home", 1, RATES)
    return tmp_path / "home"


@pytest.fixture
def service(home: Path) -> Iterator[Running]:
    with running(home) as service:
        yield service


@pytest.fixture
def workbook(browser: Browser, service: Running) -> Iterator[Excel]:
    with excel(browser, service.url) as workbook:
        yield workbook


def base(line: str, country: str = "CN") -> Formula:
    """BASE(line, country) as Excel hands it over: each argument a range of one cell."""
    return ("BASE", [[[line]], [[country]], None, None])


def watch(line: str) -> Formula:
    return ("WATCH", [[[line]], [["CN"]], None], True)


def wait(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to hold in time"
        time.sleep(0.05)


def rates_of(values: list[list[dict[str, object]]]) -> list[object]:
    return [cell["basicValue"] for row in values for cell in row]


def test_ten_thousand_formulas_are_asked_in_about_ten_requests_and_none_again(
    workbook: Excel, service: Running
) -> None:
    formulas = [base(line, country) for country in COUNTRIES for line in LINES]
    found = workbook.calculate(formulas)
    assert len(found) == 10_000
    assert all(cell.ok for cell in found)
    assert found[7].value[0][0]["basicValue"] == 0.07
    first = service.asked()
    assert 10 <= first <= 20
    again = workbook.calculate(formulas)
    assert [cell.value for cell in again] == [cell.value for cell in found]
    assert service.asked() == first
    assert workbook.status()["pending"] == 0


def test_a_rate_has_a_card(workbook: Excel) -> None:
    (cell,) = workbook.calculate([base("0901.00.18")])
    ((value,),) = cell.value
    assert (value["type"], value["basicValue"], value["numberFormat"]) == (
        "Double",
        0.17,
        "0.0###%",
    )
    assert value["properties"]["Rate"]["basicValue"] == 0.17
    assert value["properties"]["Edition"]["basicValue"] == "edition 1"
    assert "0901.00.18" in value["properties"]["Source"]["basicValue"]


@pytest.mark.parametrize(
    ("api", "shown"),
    [
        ("1.15", 0.17),
        ("1.16", {"type": "FormattedNumber", "basicValue": 0.17, "numberFormat": "0.0###%"}),
    ],
)
def test_hosts_without_cards_get_what_they_can_show(
    browser: Browser, service: Running, api: str, shown: object
) -> None:
    with excel(browser, service.url, api=api) as workbook:
        (cell,) = workbook.calculate([base("0901.00.18")])
        assert cell.value == [[shown]]


def test_a_column_spills_with_an_error_in_its_own_cell(workbook: Excel, service: Running) -> None:
    column = [["0901.00.02"], [""], ["0999.99.99"], [901.0003]]
    (cell,) = workbook.calculate([("BASE", [column, [["CN"]], None, None])])
    assert cell.ok
    good, empty, wrong, _number = [row[0] for row in cell.value]
    assert good["basicValue"] == 0.01
    assert empty == ""
    assert wrong["errorType"] == "NotAvailable"
    assert wrong["message"].startswith("NOT_FOUND: ")
    assert service.asked() == 1


def test_a_column_and_a_row_make_a_table(workbook: Excel) -> None:
    lines, countries = [["0901.00.02"], ["0901.00.03"]], [["CN", "MX", "DE"]]
    (cell,) = workbook.calculate([("BASE", [lines, countries, None, None])])
    assert rates_of(cell.value) == [0.01, 0.01, 0.01, 0.02, 0.02, 0.02]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([[["0999.99.99"]], None, None, None], "NOT_FOUND: "),
        ([[["not a number"]], None, None, None], "BAD_INPUT: hts: “not a number”"),
        ([[["0901"]], None, None, None], "AMBIGUOUS: "),
        ([[["a"], ["b"], ["c"]], [["CN"], ["MX"]], None, None], "BAD_INPUT: hts has 3 rows"),
    ],
)
def test_an_error_says_why(workbook: Excel, arguments: list[object], words: str) -> None:
    (cell,) = workbook.calculate([("BASE", arguments)])
    assert not cell.ok
    assert cell.value.startswith(words)


def test_rows_spill(workbook: Excel) -> None:
    (cell,) = workbook.calculate([("SEARCH", ["coffee", 3])])
    assert cell.ok
    assert len(cell.value) == 3


def test_cancelled_cells_end_their_requests_and_the_others_are_answered(
    workbook: Excel, service: Running
) -> None:
    workbook.calculate([base(LINES[0])])
    gone = workbook.enter([base(line, "JP") for line in LINES])
    workbook.cancel(gone)
    (cell,) = workbook.calculate([base(LINES[5])])
    assert cell.value[0][0]["basicValue"] == 0.05
    wait(lambda: workbook.status()["pending"] == 0)
    assert service.asked() <= 5


def test_a_service_that_goes_and_comes_back(workbook: Excel, service: Running) -> None:
    (known,) = workbook.calculate([base(LINES[3])])
    service.stop()
    wait(lambda: bool(workbook.status()["offline"]))
    again, unknown = workbook.calculate([base(LINES[3]), base(LINES[4])])
    assert again.value == known.value
    assert not unknown.ok
    assert "can't be reached" in unknown.value
    service.start()
    wait(lambda: not workbook.status()["offline"], 40)
    (found,) = workbook.calculate([base(LINES[4])])
    assert found.value[0][0]["basicValue"] == 0.04


def test_cells_entered_while_the_service_restarts_wait_for_it(
    workbook: Excel, service: Running
) -> None:
    workbook.calculate([base(LINES[0])])
    service.stop()
    ids = workbook.enter([base(line) for line in LINES[10:1_000]])
    service.start()
    assert all(cell for cell in workbook.results(ids))


def test_a_change_updates_only_the_watches_that_it_touches(
    workbook: Excel, service: Running, home: Path
) -> None:
    ids = workbook.enter([watch(line) for line in LINES[:2_000]])
    assert all(cell[-1].ok for cell in workbook.results(ids))
    before = service.asked()
    wait(lambda: workbook.status()["age"] is not None)
    publish(home, 2, {**RATES, LINES[4]: "50%", LINES[1_700]: "60%"})
    wait(lambda: len(workbook.seen(ids[4:5])[0]) == 2 and len(workbook.seen([ids[1_700]])[0]) == 2)
    changed = [index for index, cell in enumerate(workbook.seen(ids)) if len(cell) > 1]
    assert changed == [4, 1_700]
    # 50% and 12.5% of Section 301, forced labour.
    assert workbook.seen(ids[4:5])[0][-1].value[0][0]["basicValue"] == 0.625
    assert service.asked() - before <= 2
    assert workbook.status()["watches"] == 2_000


def test_a_change_overtakes_only_the_kept_answers_that_it_touches(
    workbook: Excel, service: Running, home: Path
) -> None:
    formulas = [base(line) for line in LINES[:100]]
    workbook.calculate(formulas)
    publish(home, 2, {**RATES, LINES[4]: "50%"})
    wait(lambda: workbook.status()["stale"] == 1)
    before = service.asked()
    found = workbook.calculate(formulas)
    assert found[4].value[0][0]["basicValue"] == 0.5
    assert service.asked() == before + 1
    assert workbook.status()["stale"] == 0


def test_a_watch_that_is_cancelled_is_watched_no_more(workbook: Excel) -> None:
    ids = workbook.enter([watch(line) for line in LINES[:3]])
    workbook.results(ids)
    workbook.cancel(ids[:2])
    wait(lambda: workbook.status()["watches"] == 1)


def test_a_workbook_that_is_opened_again_asks_nothing(workbook: Excel, service: Running) -> None:
    formulas = [base(line) for line in LINES[:1_000]]
    found = workbook.calculate(formulas)
    is_kept = "Object.keys(localStorage).some(name => name.startsWith('tariffline.answers'))"
    wait(lambda: bool(workbook.addin.evaluate(is_kept)))
    before = service.asked()
    workbook.reopen()
    again = workbook.calculate(formulas)
    assert [cell.value for cell in again] == [cell.value for cell in found]
    assert service.asked() == before
