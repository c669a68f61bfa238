"""`tariffline mail FILE`: the same answer as over HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Run

BODY = "Is 7307.91.50.10 from South Korea 5.6% duty?"


@pytest.fixture
def sample(run: Run) -> Run:
    run("import", "sample")
    return run


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mail.txt", BODY),
        ("mail.html", f"<p>{BODY}</p>"),
        ("mail.eml", f"Subject: flange\nContent-Type: text/plain\n\n{BODY}\n"),
    ],
)
def test_a_mail_is_answered_in_words(sample: Run, tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    output = sample("mail", file).output
    assert "hts          7307.91.50.10: 0.055" in output
    assert "contradicted: 5.6% for 7307.91.50.10 from South Korea" in output
    assert "7307.91.50.10 from South Korea: base rate of duty 5.5%." in output


def test_json_is_the_reply_of_the_service(sample: Run, tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_text(BODY, encoding="utf-8")
    told = json.loads(sample("mail", file, "--json").output)
    assert [m["kind"] for m in told["mentions"]] == ["hts", "country", "rate_claim"]
    assert told["mentions"][2]["claim"]["verdict"] == "contradicted"


def test_the_lines_go_to_a_workbook_and_stay_text(sample: Run, tmp_path: Path) -> None:
    file, book = tmp_path / "mail.txt", tmp_path / "lines.xlsx"
    rows = "hts\tcoo\tdescription\tamount\n7307.91.50.10\tKR\t=HYPERLINK(1)\t$1,880.00\n"
    file.write_text(rows, encoding="utf-8")
    sample("mail", file, "--lines", book)
    written = load_workbook(book)
    try:
        _, row, _, last = written["Lines"].iter_rows()
    finally:
        written.close()
    assert [cell.value for cell in row[:9]] == [
        "the mail", "7307.91.50.10", "KR", "=HYPERLINK(1)", None, "USD", 1880, 0.055, 103.4,
    ]  # fmt: skip
    assert row[3].data_type == "s"
    assert row[7].number_format == "0.0###%"
    duties, duty = row[9].value, row[10].value
    assert float(str(duty)) == pytest.approx(1880 * float(str(duties)))
    assert [cell.value for cell in last[5:11]] == ["USD", 1880, None, 103.4, None, duty]


def test_a_duty_that_is_not_known_is_in_no_sum_and_is_said(sample: Run, tmp_path: Path) -> None:
    file, book = tmp_path / "mail.txt", tmp_path / "lines.xlsx"
    rows = "hts\tcoo\tamount\n7307.91.50.10\tKR\t$1,880.00\n0201.10.05.10\tNZ\t$100.00\n"
    file.write_text(rows, encoding="utf-8")
    sample("mail", file, "--lines", book)
    written = load_workbook(book)
    try:
        _, known, open_, _, last = written["Lines"].iter_rows(values_only=True)
    finally:
        written.close()
    assert (open_[9], open_[10]) == (None, None)
    assert "quantity" in str(open_[11])
    assert last[6] == 1980
    assert last[10] == known[10]
    assert last[11] == "1 lines have no sum of duties: not known, not nothing"


def test_another_kind_of_file_is_refused_with_the_remedy(sample: Run, tmp_path: Path) -> None:
    file = tmp_path / "mail.rtf"
    file.write_text("x", encoding="utf-8")
    result = sample("mail", file)
    assert result.exit_code == 2
    assert "save it as one" in result.output


def test_real_messages_of_outlook(sample: Run, official_data: Path) -> None:
    """They are about nothing of ours: no number may be found in them."""
    for file in sorted((official_data / "messages").glob("*.msg")):
        told = json.loads(sample("mail", file, "--json").output)
        assert not [m for m in told["mentions"] if m["kind"] in ("hts", "case", "csms", "entry")]
