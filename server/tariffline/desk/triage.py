"""“What do I have to do?”: the messages since a date, ranked, each with the reasons for its rank.

The ranking is a table: what a message is, and what of it concerns the one who asks. A message
that a later one resolves, corrects or updates stands below it, for the later one says what holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tariffline.desk.csms import address
from tariffline.desk.records import Desk
from tariffline.law.bulletin import Bulletin
from tariffline.law.code import dotted
from tariffline.law.message_dates import Sense
from tariffline.law.message_facts import Tie, Understood
from tariffline.law.message_kinds import MessageKind

# How much a kind asks of a broker by itself.
KINDS = {
    MessageKind.DUTY: 5,
    MessageKind.FILING: 4,
    MessageKind.ADCVD: 4,
    MessageKind.ENFORCEMENT: 4,
    MessageKind.QUOTA: 3,
    MessageKind.PGA: 3,
    MessageKind.PAYMENT: 3,
    MessageKind.TARIFF_UPDATE: 2,
    MessageKind.OPERATIONAL: 1,
    MessageKind.NOTICE: 1,
    MessageKind.EVENT: 0,
}
OWN_LINE, OWN_CASE, OWN_COUNTRY = 20, 20, 6
ASKS, DATE_AHEAD = 3, 4
TAKEN_OVER = -15
_SOON = timedelta(days=45)
_TAKES_OVER = (Tie.RESOLVES, Tie.CORRECTS, Tie.UPDATES)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """What concerns one: numbers (digits), AD/CVD cases, countries of origin (ISO)."""

    hts: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A message to act on: why it stands where it does, what CBP asks, and the next date."""

    number: str
    title: str
    kind: str
    sent_on: date | None
    score: int
    reasons: tuple[str, ...]
    asks: tuple[str, ...]
    next_date: date | None
    url: str


def todo(desk: Desk, since: date, who: Subscriber, until: date | None = None) -> list[Task]:
    """The messages sent from `since` to `until`, the most pressing first."""
    end = until or desk.today
    sent = (b for b in desk.messages.newest if b.sent_on and since <= b.sent_on <= end)
    tasks = [_task(desk, bulletin, who) for bulletin in sent]
    return sorted(tasks, key=lambda task: (-task.score, str(task.next_date or "9999"), task.number))


def _task(desk: Desk, bulletin: Bulletin, who: Subscriber) -> Task:
    facts = desk.messages.facts(bulletin)
    ahead = min((d.day for d in facts.dates if d.day >= desk.today), default=None)
    weighed = [
        (KINDS[facts.kind], facts.kind.value),
        *_own(facts, who),
        *_pressing(facts, ahead, desk.today),
        *_taken_over(desk, bulletin),
    ]
    return Task(
        number=bulletin.number,
        title=bulletin.title,
        kind=facts.kind.value,
        sent_on=bulletin.sent_on,
        score=sum(weight for weight, _ in weighed),
        reasons=tuple(reason for _, reason in weighed),
        asks=facts.asks,
        next_date=ahead,
        url=address(bulletin),
    )


def _own(facts: Understood, who: Subscriber) -> Iterator[tuple[int, str]]:
    lines = [own for own in who.hts if any(_meet(own, named) for named in facts.hts)]
    if lines:
        yield OWN_LINE, f"names your {', '.join(map(dotted, lines))}"
    if cases := [case for case in who.cases if case in facts.cases]:
        yield OWN_CASE, f"names your {', '.join(cases)}"
    if countries := [iso for iso in who.countries if iso in facts.countries]:
        yield OWN_COUNTRY, f"names {', '.join(countries)}"


def _pressing(facts: Understood, ahead: date | None, today: date) -> Iterator[tuple[int, str]]:
    if facts.asks:
        yield ASKS, "asks somebody to act"
    if ahead and ahead - today <= _SOON:
        sense = next(d.sense for d in facts.dates if d.day == ahead)
        word = {Sense.FROM: "starts", Sense.UNTIL: "ends", Sense.BY: "due"}[sense]
        yield DATE_AHEAD, f"{word} {ahead}"


def _taken_over(desk: Desk, bulletin: Bulletin) -> Iterator[tuple[int, str]]:
    for link in desk.messages.thread(bulletin):
        if link.later and link.tie in _TAKES_OVER:
            yield TAKEN_OVER, f"CSMS {link.number} {link.tie} it"
            return


def _meet(own: str, named: str) -> bool:
    return own.startswith(named) or named.startswith(own)
