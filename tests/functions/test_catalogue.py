"""Every question is documented, its example is answered, and what lacks help is refused."""

import datetime

import pytest

from tariffline.desk.lines import FIELDS
from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.functions.catalogue import Function, UndocumentedError, question
from tariffline.functions.kinds import KINDS, Kind, read_count, read_text
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import Country

EDITIONS = (
    "sample, 90 lines, 2026 Rev 5",
    "CSMS to 2019-08-09",
    "MPF of fiscal year 2026",
    "HMF since 1991-01-01",
    "AD/CVD to 2019-09-19",
)
every_function = pytest.mark.parametrize("function", CATALOGUE.values(), ids=CATALOGUE)


def test_the_questions_to_the_schedule_are_there() -> None:
    assert {"HTS", "DESCRIPTION", "UNIT", "BASE", "CHECK", "SEARCH", "ASOF"} <= CATALOGUE.keys()


@every_function
def test_it_is_documented(function: Function) -> None:
    assert function.name == function.name.upper()
    assert function.summary.endswith(".")
    assert function.returns
    for parameter in function.parameters:
        assert len(parameter.help) > 10, parameter.name
        assert f"{parameter.name}:" not in function.details


@every_function
def test_what_is_required_comes_first(function: Function) -> None:
    required = [parameter.required for parameter in function.parameters]
    assert required == sorted(required, reverse=True)


@every_function
def test_its_example_is_answered_from_the_samples(desk: Desk, function: Function) -> None:
    answer = one(desk, function, function.example)
    assert isinstance(answer, Answer), answer
    assert answer.edition in EDITIONS
    assert answer.cites


def test_a_signature_marks_what_may_be_left_out() -> None:
    assert CATALOGUE["BASE"].signature == "BASE(hts, country?, date?, facts?)"
    assert CATALOGUE["ASOF"].signature == "ASOF()"


def test_the_help_of_a_field_names_every_field() -> None:
    help_text = CATALOGUE["HTS"].parameters[1].help
    assert help_text.replace(" or ", ", ").split(", ") == list(FIELDS)


def a_function(
    desk: Desk, hts: Code, origin: Country | None = None, date: datetime.date | None = None
) -> Answer | Unknown:
    """What is asked.

    More about it,
    in two lines.

    hts: the number
    origin: the country,
        if it is known
    date: the day
    """
    return Unknown(ErrorCode.NOT_KNOWN, "never run")


def test_a_declaration_is_read_from_the_function() -> None:
    declared = question(returns="text", example=("8471",))(a_function)
    assert (declared.name, declared.summary) == ("A_FUNCTION", "What is asked.")
    assert declared.details == "More about it, in two lines."
    assert [(p.name, p.kind.name, p.help, p.required) for p in declared.parameters] == [
        ("hts", "hts", "the number", True),
        ("origin", "country", "the country, if it is known", False),
        ("date", "date", "the day", False),
    ]


def test_a_question_without_a_summary_is_refused() -> None:
    def silent(desk: Desk) -> Answer | Unknown:
        return Unknown(ErrorCode.NOT_KNOWN, "never run")

    with pytest.raises(UndocumentedError, match="SILENT has no summary"):
        question(returns="text", example=())(silent)


def test_a_parameter_without_help_is_refused() -> None:
    def vague(desk: Desk, hts: Code, date: datetime.date | None = None) -> Answer | Unknown:
        """What is asked.

        hts: the number
        """
        return Unknown(ErrorCode.NOT_KNOWN, "never run")

    with pytest.raises(UndocumentedError, match="VAGUE: the docstring does not explain date"):
        question(returns="text", example=())(vague)


@pytest.mark.parametrize("kind", KINDS.values(), ids=[kind.name for kind in KINDS.values()])
def test_the_example_of_a_kind_reads(kind: Kind) -> None:
    assert kind.read(kind.example) is not None
    assert set(kind.json_types) <= {"string", "number"}


@pytest.mark.parametrize(
    ("value", "text"), [("a b", "a b"), (12, "12"), (12.0, "12"), (0.5, "0.5")]
)
def test_text_reads_as_written(value: object, text: str) -> None:
    assert read_text(value) == text


@pytest.mark.parametrize("value", [10, 10.0, "10", " 10 "])
def test_a_count_is_a_whole_number(value: object) -> None:
    assert read_count(value) == 10


@pytest.mark.parametrize("value", [0.5, "ten", "", True, None, float("nan"), float("inf"), "1e999"])
def test_what_is_no_count_is_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match=r"“.*” is not a whole number; write such as 10"):
        read_count(value)


@pytest.mark.parametrize("value", [True, None, ["a"]])
def test_what_is_no_text_is_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match="is not text"):
        read_text(value)
