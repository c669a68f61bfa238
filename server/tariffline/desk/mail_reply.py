"""A reply to insert: the answers with their sources and dates, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from tariffline.desk.claims import Verdict, shown
from tariffline.desk.mail_answers import AnsweredText, Reply, Said, Told
from tariffline.law.answer import Answer, Cite, Unknown
from tariffline.law.countries import COUNTRIES
from tariffline.mail.mention import Kind, PartKind

_SPEAKS_OF_BASE = "Base rates of duty, before any additional duty of chapter 99."
_MOST_ROWS = 50


def draft(body: AnsweredText, today: date) -> Reply:
    """Answers about what the sender wrote; where that asks nothing, about what is quoted."""
    told = [each for each in body.told if each.mention.part is PartKind.NEW and _speaks(each)]
    told = told or [each for each in body.told if _speaks(each)]
    facts = list(dict.fromkeys(line for each in told for line in _lines(each)))[:_MOST_ROWS]
    if not facts:
        return Reply()
    totalled = any(said.function == "RATE" for each in told for said in each.said)
    asked = any(each.mention.kind is Kind.HTS for each in told)
    last = [_SPEAKS_OF_BASE] if asked and not totalled else []
    last.append(f"As of {today.isoformat()}.")
    text = "\n".join([*(f"{words}\n  Source: {source}" for words, source in facts), "", *last])
    return Reply(text, _html(facts, last))


def _speaks(told: Told) -> bool:
    return bool(told.said or told.checked) and told.mention.part is not PartKind.SIGNATURE


def _lines(told: Told) -> Iterator[tuple[str, str]]:
    """Sentences with their sources."""
    if told.checked and told.checked.verdict is not Verdict.CANNOT_TELL:
        yield f"{told.checked.words}.", _sources(told.checked.cites)
    for said in told.said:
        if isinstance(said.answer, Answer) and said.function in _WORDS:
            yield _words(said, said.answer), _sources(said.answer.cites)
        elif isinstance(said.answer, Unknown) and said.function == "BASE":
            yield f"{_subject(said)}: {said.answer.message}.", "none: the data has no answer"
        elif isinstance(said.answer, Unknown) and said.function == "RATE":
            words = f"{_subject(said)}: all duties together: {said.answer.message}."
            yield words, "none: not known without it"


_WORDS = {
    "BASE": "base rate of duty {}",
    "RATE": "all duties together {}",
    "CASE": "{}",
    "CSMS": "{}",
}


def _words(said: Said, answer: Answer) -> str:
    value = shown(answer.value) if said.function in ("BASE", "RATE") else str(answer.value)
    until = f", known to hold until {answer.valid_until}" if answer.valid_until else ""
    return f"{_subject(said)}: {_WORDS[said.function].format(value)}{until}."


def _subject(said: Said) -> str:
    number, *more = said.arguments
    name = f"CSMS {number}" if said.function == "CSMS" else number
    return f"{name} from {COUNTRIES[more[0]].name}" if more and more[0] else name


def _sources(cites: Sequence[Cite]) -> str:
    return "; ".join(dict.fromkeys(f"{c.source}, {c.place} {c.url}".strip() for c in cites))


def _html(facts: Sequence[tuple[str, str]], last: Sequence[str]) -> str:
    rows = "".join(
        f"<tr><td>{escape(words)}</td><td>{escape(source)}</td></tr>" for words, source in facts
    )
    head = "<tr><th>Answer</th><th>Source</th></tr>"
    return f"<table>{head}{rows}</table><p>{escape(' '.join(last))}</p>"
