"""Which questions a workbook's rows put to which functions, and the answers by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tariffline_office.client import Answer, Arguments, Outcome
from tariffline_office.front_desk import FrontDesk, Told
from tariffline_office.kept import Kept
from tariffline_office.workbook.questions import Question

# What each function is told. All are told the date: a number that was discontinued since the
# entry still has its description, its unit and its rate on the day of entry.
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "DESCRIPTION": ("hts", "date"),
    "UNIT": ("hts", "date"),
    "BASE": ("hts", "country", "date", "facts"),
    "CHECK": ("hts", "date"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What was told of the questions of a workbook."""

    told: Told

    def kept(self, function: str, question: Question) -> Kept:
        return self.told.answers[function][_arguments(function, question)]

    def to(self, function: str, question: Question) -> Outcome:
        return self.kept(function, question).outcome

    def edition(self, question: Question) -> str:
        """The edition that answered: where they differ, that of the answer which knows most."""
        all_kept = [self.kept(function, question) for function in ARGUMENTS]
        return max(all_kept, key=lambda kept: (isinstance(kept.answer, Answer), kept.feed)).edition


def ask(desk: FrontDesk, questions: Iterable[Question], tell: Callable[[str], None]) -> Answers:
    """Have the distinct ones of `questions` answered, telling of the progress.

    Raises ServiceError also where the service can't be reached and some answer was never known.
    """
    distinct = list(dict.fromkeys(questions))
    asked = {f: list(dict.fromkeys(_arguments(f, q) for q in distinct)) for f in ARGUMENTS}
    told = desk.ask(asked, tell)
    if told.fault is not None and not told.is_complete:
        raise told.fault
    return Answers(told)


def _arguments(function: str, question: Question) -> Arguments:
    return tuple(getattr(question, name) for name in ARGUMENTS[function])
