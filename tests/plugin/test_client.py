from decimal import Decimal

import pytest
from tests.fakes.service import FakeService, Fault, unreachable_url

from tariffline_office.client import Answer, Call, Failure, Reply, Service, ServiceError, Value
from tariffline_office.feed import Scope

TWO = Call("BASE", [["7307.91.50.10", "8471.30"], ["CN", "CN"]])


def ask(service: FakeService, *faults: Fault) -> Reply:
    service.faults = list(faults)
    with Service(service.url + "/", backoff_seconds=0) as client:
        return client.ask([TWO])


def first_value(reply: Reply) -> Value:
    first = reply.results[0][0]
    assert isinstance(first, Answer)
    return first.value


def test_answers_stand_in_the_order_of_the_questions(service: FakeService) -> None:
    reply = ask(service)
    assert (reply.edition, reply.feed) == ("2026HTSRev5", 0)
    assert reply.results == [
        [
            Answer(Decimal("0.055"), "2026HTSRev5", Scope("7307915010"), None),
            Failure("NOT_FOUND", "8471.30 is not in the schedule"),
        ]
    ]
    assert service.requests == [
        {"calls": [{"function": "BASE", "columns": TWO.columns}], "detail": "full"}
    ]


def test_rates_are_exact_decimals(service: FakeService) -> None:
    rate = first_value(ask(service))
    assert isinstance(rate, Decimal)
    assert str(rate) == "0.055"


def test_asks_again_after_a_fault_of_the_service(service: FakeService) -> None:
    assert first_value(ask(service, Fault.STATUS_500, Fault.STATUS_500)) == Decimal("0.055")


@pytest.mark.parametrize(
    ("faults", "message"),
    [
        ([Fault.STATUS_500] * 4, "status 500: a fault"),
        ([Fault.STATUS_400], "status 400: no such question"),
        ([Fault.HALF_AN_ANSWER], "broke off in the middle"),
        ([Fault.NO_JSON], "cannot be read; is it Tariffline"),
        ([Fault.ONE_ANSWER_TOO_FEW], "sent 1 answers to 2 questions of BASE"),
        ([Fault.NULL_WITHOUT_ERROR], "left 1 questions of BASE without answer or error"),
        ([Fault.ERROR_WITHOUT_QUESTION], "cannot be read"),
        ([Fault.NO_EDITION], "load one with: tariffline sync"),
    ],
)
def test_says_what_is_wrong(service: FakeService, faults: list[Fault], message: str) -> None:
    with pytest.raises(ServiceError, match=message):
        ask(service, *faults)


def test_names_the_command_that_starts_the_service() -> None:
    with (
        Service(unreachable_url(), backoff_seconds=0) as client,
        pytest.raises(ServiceError, match="start it with: tariffline serve"),
    ):
        client.ask([TWO])


def test_names_an_address_that_is_none() -> None:
    with Service("localhost") as client, pytest.raises(ServiceError, match="not the address"):
        client.ask([TWO])


def test_never_asks_a_proxy_for_this_machine(
    service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", unreachable_url())
    assert ask(service).edition == "2026HTSRev5"
