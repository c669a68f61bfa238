"""Which questions a workbook's rows put to which functions, and the answers by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from tariffline_office.client import Answer, Arguments, Outcome
from tariffline_office.front_desk import FrontDesk, Told
from tariffline_office.kept import Kept
from tariffline_office.workbook.columns import Result
from tariffline_office.workbook.questions import Question


@dataclass(frozen=True, slots=True)
class Answers:
    """What was told of the questions of a workbook."""

    told: Told

    def kept(self, result: Result, question: Question) -> Kept:
        return self.told.answers[result.function or ""][_arguments(result)(question)]

    def to(self, result: Result, question: Question) -> Outcome:
        return self.kept(result, question).outcome

    def edition(self, all_kept: Sequence[Kept]) -> str:
        """The edition that gave some answers: where they differ, that of who knows most."""
        if not all_kept:
            return self.told.edition or ""
        return max(all_kept, key=lambda kept: (isinstance(kept.answer, Answer), kept.feed)).edition


def ask(
    desk: FrontDesk,
    put: Iterable[tuple[Sequence[Result], Iterable[Question]]],
    tell: Callable[[str], None],
) -> Answers:
    """Have each distinct question answered for the results of its sheet, telling of the progress.

    Raises ServiceError also where the service can't be reached and some answer was never known.
    """
    asked: dict[str, dict[Arguments, None]] = {}
    for results, questions in put:
        once = list(questions)
        for result in results:
            if result.function:
                rows = asked.setdefault(result.function, {})
                rows.update(dict.fromkeys(map(_arguments(result), once)))
    told = desk.ask({function: list(rows) for function, rows in asked.items()}, tell)
    if told.fault is not None and not told.is_complete:
        raise told.fault
    return Answers(told)


@cache
def _arguments(result: Result) -> Callable[[Question], Arguments]:
    """What makes the arguments of a result's function from a question."""
    names = result.parameters
    if len(names) > 1 and all(name in Question._fields for name in names):
        return attrgetter(*names)
    return lambda question: tuple(
        result.field if name == "field" else question.told(name) for name in names
    )
