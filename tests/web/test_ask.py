"""POST /v1/ask: what a good request gets."""

from __future__ import annotations

from decimal import Decimal

from flask.testing import FlaskClient
from tests.web.conftest import AskMany

LAPTOP, FLANGE, BEEF, WATCH = "8471.30.01.00", "7307.91.50.10", "0201.10.05.10", "9101.11.40"
EDITION = "sample, 90 lines, 2026 Rev 5"


def test_answers_stand_in_the_order_of_the_questions(ask: AskMany) -> None:
    numbers = [FLANGE, LAPTOP, BEEF, LAPTOP, FLANGE]
    (result,) = ask({"function": "BASE", "columns": [numbers]})
    rate = Decimal("0.055")
    assert result == {"answers": [rate, 0, "4.4¢/kg", 0, rate], "errors": []}


def test_a_rate_travels_as_the_exact_decimal_it_is(client: FlaskClient) -> None:
    call = {"function": "BASE", "columns": [[FLANGE, "8501.31.40.00"]]}
    reply = client.post("/v1/ask", json={"calls": [call]}).text
    assert '"answers":[0.055,0.04]' in reply


def test_one_bad_row_spoils_no_other(ask: AskMany) -> None:
    (result,) = ask({"function": "BASE", "columns": [[LAPTOP, "junk", FLANGE]]})
    assert result["answers"] == [0, None, Decimal("0.055")]
    (error,) = result["errors"]
    assert (error["index"], error["code"]) == (1, "BAD_INPUT")
    assert "hts: “junk” is not an HTS number" in error["message"]


def test_a_scalar_stands_for_a_whole_column(ask: AskMany) -> None:
    short, long = ask(
        {"function": "BASE", "columns": [[FLANGE, LAPTOP], "RU"]},
        {"function": "BASE", "columns": [[FLANGE, LAPTOP], ["RU", "RU"]]},
    )
    assert short == long
    assert short["answers"] == [Decimal("0.45"), Decimal("0.35")]


def test_scalars_alone_make_one_question(ask: AskMany) -> None:
    (result,) = ask({"function": "BASE", "columns": [FLANGE, "KR", None, "claim=KR"]})
    assert result == {"answers": [0], "errors": []}


def test_rows_ask_the_same_as_columns_and_may_leave_out_their_ends(ask: AskMany) -> None:
    rows, columns = ask(
        {"function": "BASE", "rows": [[LAPTOP], [FLANGE, "RU"], [FLANGE, "", None]]},
        {"function": "BASE", "columns": [[LAPTOP, FLANGE, FLANGE], [None, "RU", ""]]},
    )
    assert rows == columns
    assert rows["answers"] == [0, Decimal("0.45"), Decimal("0.055")]


def test_calls_of_several_functions_are_answered_each_in_its_place(ask: AskMany) -> None:
    unit, check, edition = ask(
        {"function": "UNIT", "columns": [LAPTOP]},
        {"function": "check", "columns": [LAPTOP]},
        {"function": "ASOF", "columns": []},
    )
    assert [each["answers"] for each in (unit, check, edition)] == [["No."], ["OK"], [EDITION]]


def test_nothing_asked_is_nothing_answered(ask: AskMany) -> None:
    assert ask() == []
    assert (
        ask(
            {"function": "BASE", "columns": [[]]},
            {"function": "BASE", "rows": []},
            {"function": "BASE", "columns": [[], "CN"]},
        )
        == [{"answers": [], "errors": []}] * 3
    )


def test_full_detail_names_law_source_and_edition(ask: AskMany) -> None:
    (result,) = ask({"function": "BASE", "columns": [FLANGE, "KR"]}, detail="full")
    (answer,) = result["answers"]
    assert answer["value"] == Decimal("0.055")
    assert answer["edition"] == EDITION
    assert answer["valid_until"] is None
    assert (answer["scope"]["hts"], answer["scope"]["origin"]) == ("7307915010", "KR")
    assert answer["cites"][0] == {
        "source": f"HTS {EDITION}",
        "place": "7307.91.50, column 1 general",
        "text": "5.5%",
        "url": "https://hts.usitc.gov/search?query=7307.91.50",
    }
    assert any("Free if KR is claimed" in note for note in answer["notes"])


def test_an_error_in_full_detail_is_null_too(ask: AskMany) -> None:
    (result,) = ask({"function": "BASE", "columns": [["", FLANGE]]}, detail="full")
    assert result["answers"][0] is None
    assert result["answers"][1]["value"] == Decimal("0.055")
    assert result["errors"][0]["missing"] == ["hts"]


def test_a_past_date_is_answered_by_its_edition_and_until_its_last_day(ask: AskMany) -> None:
    dates = ["2025-03-01", "2025-06-30", "2025-07-01", "2026-04-06"]
    (result,) = ask(
        {"function": "DESCRIPTION", "columns": [LAPTOP, dates]},
        detail="full",
    )
    assert [(each["edition"], each["valid_until"]) for each in result["answers"]] == [
        ("sample, 78 lines, 2025 Basic", "2025-06-30"),
        ("sample, 78 lines, 2025 Basic", "2025-06-30"),
        ("sample, 88 lines, 2025 Rev 16", "2026-04-05"),
        (EDITION, None),
    ]


def test_dates_come_as_excel_writes_them(ask: AskMany) -> None:
    """45717 is 1 March 2025 as an Excel serial; with a time of day it is the same day."""
    spellings = [45717, 45717.75, "45717", "2025-03-01", "20250301", "3/1/2025", "1 March 2025"]
    (result,) = ask({"function": "HTS", "columns": [LAPTOP, "edition", spellings]})
    assert result == {"answers": ["sample, 78 lines, 2025 Basic"] * len(spellings), "errors": []}


def test_a_discontinued_number_answers_before_its_end_and_names_what_follows(
    ask: AskMany,
) -> None:
    (result,) = ask(
        {"function": "CHECK", "columns": ["0901.11.00.45", ["2025-06-30", "2025-07-01", None]]}
    )
    assert result["answers"] == ["OK", None, None]
    assert [error["code"] for error in result["errors"]] == ["NOT_IN_FORCE"] * 2
    assert "0901.11.00.50" in result["errors"][0]["choices"]


def test_days_outside_the_data_are_not_guessed(ask: AskMany) -> None:
    (result,) = ask({"function": "BASE", "columns": [LAPTOP, "", ["2024-12-31", "2026-06-02"]]})
    assert result["answers"] == [None, None]
    before, after = result["errors"]
    assert before["code"] == after["code"] == "NOT_KNOWN"
    assert "before the first edition at hand" in before["message"]
    assert "2026-06-02 has not come yet" in after["message"]


def test_a_table_is_an_answer_of_rows(ask: AskMany) -> None:
    (result,) = ask({"function": "SEARCH", "columns": ["horses", 2]})
    (rows,) = result["answers"]
    assert [line for line, _path in rows] == ["0101.21.00.10", "0101.21.00.20"]


def test_the_reply_names_the_edition_of_today(client: FlaskClient) -> None:
    reply = client.post("/v1/ask", json={"calls": []}).get_json()
    assert reply["edition"] == EDITION
    assert reply["measures_known_to"] == "2026-09-29"
    assert isinstance(reply["feed"], int)


def test_without_data_every_row_says_how_to_load_it(empty: FlaskClient) -> None:
    call = {"function": "BASE", "columns": [[LAPTOP, FLANGE]]}
    reply = empty.post("/v1/ask", json={"calls": [call]}).get_json()
    assert reply["edition"] is None
    assert reply["results"][0]["answers"] == [None, None]
    for error in reply["results"][0]["errors"]:
        assert error["code"] == "UNAVAILABLE"
        assert "tariffline sync usitc" in error["message"]
