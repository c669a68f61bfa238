"""Asks the service every distinct question once, in a few large calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tariffline_office.client import Call, Outcome, Service, ServiceError
from tariffline_office.workbook.questions import Question

ROWS_A_CALL = 50_000

# What each function is told. All are told the date: a number that was discontinued since the
# entry still has its description, its unit and its rate on the day of entry.
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "DESCRIPTION": ("hts", "date"),
    "UNIT": ("hts", "date"),
    "BASE": ("hts", "country", "date", "facts"),
    "CHECK": ("hts", "date"),
}

Arguments = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the service said: the edition it answered from, and each function's outcomes.

    `edition` is None only if there was no question.
    """

    edition: str | None
    outcomes: Mapping[str, Mapping[Arguments, Outcome]]

    def to(self, function: str, question: Question) -> Outcome:
        return self.outcomes[function][_arguments(function, question)]


def ask(
    service: Service,
    questions: Iterable[Question],
    tell: Callable[[str], None],
    rows_a_call: int = ROWS_A_CALL,
) -> Answers:
    """Ask `service` the distinct ones of `questions`, telling of the progress.

    Raises ServiceError; also if the service took up a new edition between two calls.
    """
    distinct = list(dict.fromkeys(questions))
    outcomes: dict[str, dict[Arguments, Outcome]] = {function: {} for function in ARGUMENTS}
    editions: set[str] = set()
    asked = {f: list(dict.fromkeys(_arguments(f, q) for q in distinct)) for f in ARGUMENTS}
    for slices in _batches(asked, rows_a_call):
        tell(f"Asking {service.url}: {len(outcomes['BASE']):,} of {len(asked['BASE']):,} answered")
        reply = service.ask([Call(f, _columns(rows)) for f, rows in slices.items()])
        editions.add(reply.edition)
        for (function, rows), result in zip(slices.items(), reply.results, strict=True):
            outcomes[function].update(zip(rows, result, strict=True))
    if len(editions) > 1:
        raise ServiceError(
            f"the service changed its edition meanwhile ({', '.join(sorted(editions))}); try again"
        )
    return Answers(next(iter(editions), None), outcomes)


def _arguments(function: str, question: Question) -> Arguments:
    return tuple(getattr(question, name) for name in ARGUMENTS[function])


def _batches(
    asked: Mapping[str, Sequence[Arguments]], size: int
) -> Iterator[dict[str, Sequence[Arguments]]]:
    for start in range(0, max(map(len, asked.values())), size):
        yield {f: rows[start : start + size] for f, rows in asked.items() if start < len(rows)}


def _columns(rows: Sequence[Arguments]) -> list[list[str | None]]:
    columns = [list(column) for column in zip(*rows, strict=True)]
    while len(columns) > 1 and not any(columns[-1]):
        columns.pop()
    return columns
