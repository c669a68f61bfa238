from collections.abc import Callable, Sequence

import pytest
from tests.fakes.service import FakeService

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Failure, Service, ServiceError
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.asking import Answers, ask
from tariffline_office.workbook.columns import USUAL, named
from tariffline_office.workbook.questions import Question

LAPTOP = Question("8471.30.01.00", "CN", "2026-05-01")
LAPTOP_FROM_MEXICO = Question("8471.30.01.00", "MX", "2026-05-01")
COFFEE = Question("0901.11.0045", None, "2025-05-15")
DESCRIPTION, UNIT, BASE, CHECK = RESULTS = named(USUAL)
Ask = Callable[[Sequence[Question]], Answers]


def silent(step: str) -> None:
    assert step


@pytest.fixture
def put(service: FakeService) -> Ask:
    def ask_all(questions: Sequence[Question]) -> Answers:
        with (
            Service(service.url, backoff_seconds=0) as client,
            Cache(client.url, CacheFile(None)) as cache,
        ):
            return ask(FrontDesk(client, cache), [(RESULTS, questions)], silent)

    return ask_all


def test_asks_each_distinct_question_once(service: FakeService, put: Ask) -> None:
    answers = put([LAPTOP, COFFEE, LAPTOP, LAPTOP_FROM_MEXICO, LAPTOP])
    [request] = service.requests
    rows = {call["function"]: len(call["columns"][0]) for call in request["calls"]}
    assert rows == {"DESCRIPTION": 2, "UNIT": 2, "BASE": 3, "CHECK": 2}
    assert answers.to(BASE, LAPTOP_FROM_MEXICO) == 0
    assert answers.to(UNIT, COFFEE) == "kg"
    assert answers.told.edition == "2026HTSRev5"


def test_names_the_edition_of_the_day_asked_for(put: Ask) -> None:
    answers = put([LAPTOP, COFFEE, Question("9999.99.99.99", None, "2025-05-15")])
    assert answers.edition([answers.kept(r, LAPTOP) for r in RESULTS]) == "2026HTSRev5"
    assert answers.edition([answers.kept(r, COFFEE) for r in RESULTS]) == "2025HTSRev16"
    assert (
        answers.edition(
            [answers.kept(r, Question("9999.99.99.99", None, "2025-05-15")) for r in RESULTS]
        )
        == "2026HTSRev5"
    )


def test_leaves_out_columns_that_tell_nothing(service: FakeService, put: Ask) -> None:
    put([Question("8471.30.01.00", "CN")])
    widths = {call["function"]: len(call["columns"]) for call in service.requests[0]["calls"]}
    assert widths == {"DESCRIPTION": 1, "UNIT": 1, "BASE": 2, "CHECK": 1}


def test_errors_stand_with_their_questions(put: Ask) -> None:
    questions = [LAPTOP, COFFEE, Question("9999.99.99.99")]
    answers = put(questions)
    assert [type(answers.to(CHECK, q)) for q in questions] == [str, str, Failure]


def test_asks_for_the_edition_only_if_there_is_no_question(service: FakeService, put: Ask) -> None:
    assert put([]).told.edition == "2026HTSRev5"
    assert service.requests == [{"calls": [], "detail": "full"}]


def test_a_service_that_is_down_is_an_error_where_something_was_never_known(
    service: FakeService, put: Ask
) -> None:
    service.is_down = True
    with pytest.raises(ServiceError, match="status 503"):
        put([LAPTOP])
