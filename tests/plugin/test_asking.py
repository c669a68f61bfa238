import pytest
from tests.fakes.service import FakeService, Fault

from tariffline_office.client import Failure, Service, ServiceError
from tariffline_office.workbook.asking import ask
from tariffline_office.workbook.questions import Question

LAPTOP = Question("8471.30.01.00", "CN", "2026-05-01")
LAPTOP_FROM_MEXICO = Question("8471.30.01.00", "MX", "2026-05-01")
COFFEE = Question("0901.11.0045", None, "2025-05-15")


def silent(step: str) -> None:
    assert step


def test_asks_each_distinct_question_once(service: FakeService) -> None:
    with Service(service.url) as client:
        answers = ask(client, [LAPTOP, COFFEE, LAPTOP, LAPTOP_FROM_MEXICO, LAPTOP], silent)
    [request] = service.requests
    rows = {call["function"]: len(call["columns"][0]) for call in request["calls"]}
    assert rows == {"DESCRIPTION": 2, "UNIT": 2, "BASE": 3, "CHECK": 2}
    assert answers.to("BASE", LAPTOP_FROM_MEXICO) == 0
    assert answers.to("UNIT", COFFEE) == "kg"
    assert answers.edition == "2026HTSRev5"


def test_leaves_out_columns_that_tell_nothing(service: FakeService) -> None:
    with Service(service.url) as client:
        ask(client, [Question("8471.30.01.00", "CN")], silent)
    widths = {call["function"]: len(call["columns"]) for call in service.requests[0]["calls"]}
    assert widths == {"DESCRIPTION": 1, "UNIT": 1, "BASE": 2, "CHECK": 1}


def test_asks_in_calls_of_limited_size(service: FakeService) -> None:
    questions = [LAPTOP, LAPTOP_FROM_MEXICO, COFFEE, Question("9999.99.99.99")]
    with Service(service.url) as client:
        answers = ask(client, questions, silent, rows_a_call=2)
    assert [len(request["calls"]) for request in service.requests] == [4, 4]
    assert max(len(c["columns"][0]) for r in service.requests for c in r["calls"]) == 2
    assert [type(answers.to("CHECK", question)) for question in questions] == [
        str,
        str,
        str,
        Failure,
    ]


def test_does_not_mix_editions(service: FakeService) -> None:
    service.faults = [Fault.OTHER_EDITION]
    with (
        Service(service.url) as client,
        pytest.raises(ServiceError, match="2026HTSRev5, 2026HTSRev6"),
    ):
        ask(client, [LAPTOP, COFFEE], silent, rows_a_call=1)


def test_asks_nothing_if_there_is_no_question(service: FakeService) -> None:
    with Service(service.url) as client:
        assert ask(client, [], silent).edition is None
    assert service.requests == []
