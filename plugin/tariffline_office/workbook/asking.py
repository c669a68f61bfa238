"""Which questions a workbook's rows put to which functions, and the answers by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
        return self.told.answers[result.function or ""][_arguments(result, question)]

    def to(self, result: Result, question: Question) -> Outcome:
        return self.kept(result, question).outcome

    def edition(self, results: Iterable[Result], question: Question) -> str:
        """The edition that answered: where they differ, that of the answer which knows most."""
        all_kept = [self.kept(result, question) for result in results if result.function]
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
                rows.update(dict.fromkeys(_arguments(result, question) for question in once))
    told = desk.ask({function: list(rows) for function, rows in asked.items()}, tell)
    if told.fault is not None and not told.is_complete:
        raise told.fault
    return Answers(told)


def _arguments(result: Result, question: Question) -> Arguments:
    return tuple(
        result.field if name == "field" else getattr(question, name, None)
        for name in result.parameters
    )
