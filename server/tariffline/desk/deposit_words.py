"""What an answer about a deposit tells beside the rate."""

from __future__ import annotations

from datetime import date

from tariffline.law.notice import Notice, NoticeKind, RateParty
from tariffline.law.remedy_cascade import Companies, Decided, Step, Tables, is_nonmarket
from tariffline.law.remedy_kinds import Effect, Status
from tariffline.law.remedy_names import keys, same_words
from tariffline.law.remedy_record import CaseRecord, DatedRate, cite, day_of
from tariffline.law.remedy_status import state_on
from tariffline.law.shares import percent

_PROVISIONAL_DAYS = 120  # 19 U.S.C. 1671b(d), 1673b(d): four months, antidumping up to six


def remarks(
    record: CaseRecord, tables: Tables, asked: Companies, found: Decided, on: date
) -> tuple[str, ...]:
    """How the names were read, what the step means here, and what is not sure."""
    return (
        *found.remarks,
        *_as_printed(asked, found.rate),
        *_about_the_rest(record, tables, asked, found.step),
        *_about_the_state(record, found.rate, on),
    )


def _as_printed(asked: Companies, rate: DatedRate) -> list[str]:
    if rate.rate.party is not RateParty.NAMED:
        return []
    said = rate.rate
    printed = said.names or (said.exporter, said.producer)
    return [
        f"{role} “{given}” is taken as “{name}”, as the notice prints it"
        for role, given in (("exporter", asked.exporter), ("producer", asked.producer))
        for name in dict.fromkeys(printed)
        if set(keys(given)) & set(keys(name)) and not same_words(given, name)
    ]


def _about_the_rest(record: CaseRecord, tables: Tables, asked: Companies, step: Step) -> list[str]:
    if step not in (Step.ALL_OTHERS, Step.COUNTRY_WIDE):
        return []
    given = " and ".join(f"“{name}”" for name in (asked.exporter, asked.producer) if name)
    said = [f"no rate of its own was found for {given}" if given else "no company was named"]
    if given and is_nonmarket(record.number, tables):
        said.append(
            "an exporter of a third country takes the rate of the exporter that supplied it"
        )
    return said


def _about_the_state(record: CaseRecord, rate: DatedRate, on: date) -> list[str]:
    said = []
    if rate.effect is Effect.EXPECTED:
        said.append("preliminary results of a review restate it; the notice that set it is missing")
    state = state_on(record, on)
    since = state.since if state and state.status is Status.PROVISIONAL else None
    if since and (on - since).days > _PROVISIONAL_DAYS:
        said.append(
            "provisional measures last four months, antidumping up to six: after that no deposit "
            "is due until the Commission's final determination; check where it stands"
        )
    if state and state.status is Status.ON_RECORD:
        said.append("no notice at hand states that the order is in force")
    said += [
        f"revoked in part by {cite(notice).source}: read whether these goods or companies are meant"
        for notice in record.notices
        if notice.part and NoticeKind.REVOCATION in notice.kinds and _applies(notice, on)
    ]
    return said


def _applies(notice: Notice, on: date) -> bool:
    day = day_of(notice)
    return day is None or day <= on


def rate_words(rate: DatedRate) -> list[str]:
    """Since when, margin and deposit apart, zero told from unknown."""
    effect = "restated" if rate.effect is Effect.EXPECTED else rate.effect
    said = [f"{effect} from {rate.effective}"]
    margin, stated = rate.rate.margin, rate.rate.deposit
    if margin is not None and stated is not None and margin != stated:
        offset = percent(margin - stated)
        said.append(
            f"margin {percent(margin)}, deposit {percent(stated)}: net of {offset} for export "
            "subsidies, which the companion case collects"
        )
    if rate.deposit == 0:
        remark = f" (“{rate.rate.remark}”)" if rate.rate.remark else ""
        said.append(f"a rate of zero was stated{remark}; it is not the lack of a rate")
    elif rate.rate.remark:
        said.append(f"the notice says: {rate.rate.remark}")
    return said
