"""POST /v1/mail: a mail in, mentions with exact spans and answers out."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook

Json = dict[str, Any]

BODY = """Hi Dana,

What is the duty on laptops under 8471.30.01.00 from China? The client says duty free.
The supplier's 7307.91.50.10 from South Korea is 5.6% duty, he says. See CSMS # 67844987.

Thanks,
Mike
"""


def post(client: FlaskClient, **mail: object) -> Json:
    response = client.post("/v1/mail", json=mail)
    assert response.status_code == 200, response.text
    body: Json = response.get_json()
    return body


def attached(name: str, data: bytes) -> Json:
    content = b64encode(data).decode()
    return {"name": name, "content_type": "application/octet-stream", "content_base64": content}


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, data = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    book.save(data)
    return data.getvalue()


def test_spans_index_the_body_as_it_was_given(client: FlaskClient) -> None:
    told = post(client, subject="8471.30.01.00?", body=BODY, content_type="text/plain")
    assert told["text"] == BODY
    for mention in told["mentions"]:
        assert BODY[mention["start"] : mention["end"]] == mention["text"]
    assert [m["value"] for m in told["subject_mentions"]] == ["8471.30.01.00"]


def test_of_html_they_index_the_text_of_the_reply(client: FlaskClient) -> None:
    html = "<p>It is <b>8471.30</b>.01.00&nbsp;from China</p><script>7307915010</script>"
    told = post(client, body=html, content_type="text/html")
    [number, country] = told["mentions"]
    assert told["text"][number["start"] : number["end"]] == number["text"] == "8471.30.01.00"
    assert country["value"] == "CN"


def test_a_number_is_answered_for_the_country_it_is_told_with(client: FlaskClient) -> None:
    told = post(client, body=BODY)
    laptop, flange = (m for m in told["mentions"] if m["kind"] == "hts")
    assert laptop["answer"]["arguments"] == ["8471.30.01.00", "CN"]
    assert laptop["answer"]["answer"]["value"] == 0
    assert flange["answer"]["answer"]["value"] == 0.055
    assert flange["answer"]["answer"]["cites"]
    assert flange["page"] == "/hts/7307.91.50.10"
    assert {"DESCRIPTION", "CHECK"} <= {each["function"] for each in flange["also"]}


def test_claims_are_checked(client: FlaskClient) -> None:
    claims = [m["claim"] for m in post(client, body=BODY)["mentions"] if m["kind"] == "rate_claim"]
    assert [claim["verdict"] for claim in claims] == ["agrees", "contradicted"]
    assert "it is 5.5%" in claims[1]["words"]


def test_each_duty_that_is_named_is_checked(client: FlaskClient) -> None:
    told = post(client, body="7307.91.50.10 from China: total duty 30.5%, 301 adds 25%")
    claims = [m["claim"] for m in told["mentions"] if m["claim"]]
    assert [each["verdict"] for each in claims] == ["was right", "agrees"]
    assert claims[0]["until"] == "2025-02-03"


def test_a_claim_is_checked_for_the_day_of_the_mail(client: FlaskClient) -> None:
    body = "0901.11.00.45 is duty free"
    told = post(client, body=body, sent="2025-03-01T09:00:00-05:00")
    assert told["day"] == "2025-03-01"
    [claim] = (m["claim"] for m in told["mentions"] if m["claim"])
    assert claim["verdict"] == "agrees"


def test_the_reply_says_what_was_answered_with_its_source(client: FlaskClient) -> None:
    reply = post(client, body=BODY)["reply"]
    assert "7307.91.50.10 from South Korea: base rate of duty 5.5%." in reply["text"]
    assert "Source: HTS sample, 90 lines, 2026 Rev 5, 7307.91.50" in reply["text"]
    assert reply["text"].endswith("As of 2026-06-01.")
    assert reply["html"].startswith("<table>")


def test_without_anything_to_answer_there_is_no_reply(client: FlaskClient) -> None:
    told = post(client, body="See you at noon.")
    assert told["reply"] == {"text": "", "html": ""}
    assert told["mentions"] == told["lines"] == []


def test_what_a_stranger_writes_is_no_markup_in_the_reply(client: FlaskClient) -> None:
    body = "8471.30.01.00 <img src=x onerror=alert(1)> <script>alert(1)</script>"
    assert "<script" not in post(client, body=body)["reply"]["html"]


def test_a_mail_that_is_a_message_is_understood_before_it_is_at_hand(client: FlaskClient) -> None:
    body = "Effective June 10, 2026, filers must report 9903.03.01 for products of India."
    subject = "CSMS # 68855869 - GUIDANCE: Additional Duties on Imports from India"
    for given in (subject, f"Fw: {subject}"):
        bulletin = post(client, subject=given, body=f"{subject}\n{body}")["bulletin"]
        assert (bulletin["number"], bulletin["kind"]) == ("68855869", "duty change")
        assert bulletin["effective"] == "2026-06-10"
        assert bulletin["asks"] == [body]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: CSMS # 68855869 - GUIDANCE: Additional Duties", "What must we do about it?"),
        ("Your question", "See CSMS # 68855869 - GUIDANCE: Additional Duties"),
        ("CSMS # 68855869 - GUIDANCE: Additional Duties", ""),
    ],
)
def test_a_mail_that_speaks_of_a_message_is_none(
    client: FlaskClient, subject: str, body: str
) -> None:
    assert post(client, subject=subject, body=body)["bulletin"] is None


def test_line_items_of_a_workbook_are_priced(client: FlaskClient) -> None:
    data = workbook(
        ("Description", "HTS", "COO", "Qty", "Amount (USD)"),
        ("Laptop", "8471.30.0100", "CN", 5, 3500),
        ("Flange", 7307915010, "KR", 800, 1880),
    )
    [book] = post(client, attachments=[attached("lines.xlsx", data)])["attachments"]
    laptop, flange = book["lines"]
    assert (laptop["hts"], laptop["country"], laptop["description"]) == (
        "8471.30.01.00", "CN", "Laptop",
    )  # fmt: skip
    assert (flange["quantity"], flange["value"]) == ("800", "USD 1880")
    assert flange["answers"][0]["answer"]["value"] == 0.055
    assert (laptop["base_duty"], flange["base_duty"]) == (0, 103.4)


def test_line_items_add_up_by_currency_and_say_what_is_in_no_sum(client: FlaskClient) -> None:
    data = workbook(
        ("HTS", "COO", "Amount"),
        ("7307.91.50.10", "KR", "USD 100.10"),
        ("7307.91.50.10", "KR", "USD 0.10"),
        ("7307.91.50.10", "KR", "USD 0.10"),
        ("0201.10.05.10", "MX", "USD 50"),
        ("7307.91.50.10", "KR", "EUR 10"),
        ("7307.91.50.10", "KR", "to be agreed"),
    )
    [book] = post(client, attachments=[attached("lines.xlsx", data)])["attachments"]
    assert [line["base_duty"] for line in book["lines"]] == [5.51, 0.01, 0.01, None, 0.55, None]
    assert book["totals"] == [
        {"currency": "USD", "lines": 4, "value": 150.3, "base_duty": 5.53, "without": 1},
        {"currency": "EUR", "lines": 1, "value": 10, "base_duty": 0.55, "without": 0},
    ]


def test_a_mail_within_a_mail_is_read(client: FlaskClient) -> None:
    inner = b"Subject: x\r\nContent-Type: text/plain\r\n\r\nuse 8471.30.01.00\r\n"
    [mail] = post(client, attachments=[attached("fw.eml", inner)])["attachments"]
    assert [m["value"] for m in mail["mentions"]] == ["8471.30.01.00"]


def bomb() -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (65 * 2**20))
    return data.getvalue()


def with_macros() -> bytes:
    data = BytesIO(workbook(("HTS",)))
    with ZipFile(data, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("book.xlsm", b"x", "it may hold macros"),
        ("hidden.xlsx", with_macros(), "holds macros under another name"),
        ("bomb.xlsx", bomb(), "unpacks to more than"),
        ("broken.xlsx", b"PK\x03\x04 no", "can't be read as a workbook"),
        ("broken.pdf", b"%PDF-1.7 no", "can't be read as a PDF"),
        ("broken.msg", bytes.fromhex("d0cf11e0a1b11ae1") + b"no", "can't be read as an Outlook"),
        ("photo.jpg", b"x", "attach it as text, CSV, XLSX, PDF, EML or MSG"),
    ],
)
def test_one_that_can_t_be_read_says_why_and_stops_nothing(
    client: FlaskClient, name: str, data: bytes, words: str
) -> None:
    good = attached("good.csv", b"hts,coo\n8471.30.01.00,CN\n")
    told = post(client, body="8471.30.01.00", attachments=[attached(name, data), good])
    bad, read = told["attachments"]
    assert words in bad["problem"]
    assert not bad["read"]
    assert [line["hts"] for line in read["lines"]] == ["8471.30.01.00"]
    assert told["mentions"]


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ({"body": 5}, "is not as /docs describes it"),
        ({"body": "", "content_type": "text/rtf"}, "is not as /docs describes it"),
        ({"attachments": [{"name": "a.txt", "content_type": "", "content_base64": "%"}]}, "base64"),
    ],
)
def test_a_request_that_is_none_is_refused(client: FlaskClient, mail: Json, words: str) -> None:
    response = client.post("/v1/mail", json=mail)
    assert response.status_code == 400
    assert words in response.get_json()["error"]["message"]


def test_ten_thousand_numbers_are_answered(client: FlaskClient) -> None:
    told = post(client, body="8471.30.01.00 7307.91.50.10\n" * 5_000)
    assert len(told["mentions"]) == 10_000


def test_without_data_each_answer_says_how_to_load_it(empty: FlaskClient) -> None:
    [number] = post(empty, body="8471.30.01.00")["mentions"]
    assert number["answer"]["error"]["code"] == "UNAVAILABLE"
