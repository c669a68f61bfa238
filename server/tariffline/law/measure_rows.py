"""Reading programmes of additional duties from their tables (`law/measures/*.toml`).

A row names what differs from the row it is written under; see `docs/duty.md` for every key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tariffline.law.facts import VOCABULARY, FactsError, Said
from tariffline.law.measure import Condition, Effect, Goods, Measure, NamedList, Programme
from tariffline.law.origins import UNIONS

_CONDITION = re.compile(r"(?P<fact>\w+)\s*(?P<test><=|>=|!=|=|<|>)\s*(?P<value>.+)")
KEYS = {
    "heading", "at_least", "rate", "total", "instead", "on", "lists", "codes", "but_lists",
    "but_codes", "among_lists", "origins", "but_origins", "from", "until", "if", "claim",
    "usual", "certified", "column_2", "free", "takes", "takes_for", "spent", "shared", "reduces",
    "at_most", "barred", "note", "cite",
}  # fmt: skip


Numbers = Mapping[str, str]
"""Numbers that several rows of a table share, by name."""


class MeasureError(ValueError):
    """A table can't be read; the message names the file, the row and the key."""


def read_programme(text: str, name: str) -> Programme:
    """The programme of one table. Raises MeasureError naming what is wrong and where."""
    table = tomllib.loads(text, parse_float=Decimal)
    head, numbers = table.get("programme", {}), table.get("numbers", {})
    try:
        return Programme(
            key=name,
            name=head["name"],
            law=head["law"],
            url=head.get("url", ""),
            group=head.get("group", name),
            yields=tuple(head.get("yields", ())),
            filing=head["filing"],
            known_to=head["known_to"],
            full_value=_codes(head, "full_value", {}),
            unprinted=tuple(_unprinted(row, numbers) for row in table.get("list", ())),
            measures=tuple(_measures(table.get("measure", ()), head, numbers)),
        )
    except KeyError as error:
        raise MeasureError(f"{name}: the key {error} is missing") from None
    except (ValueError, FactsError) as error:
        raise MeasureError(f"{name}: {error}") from None


def _unprinted(row: Mapping[str, Any], numbers: Numbers) -> NamedList:
    within = _codes(row, "within", numbers)
    return NamedList(row["name"], row["what"], within, _words(row, "within_lists"))


def _measures(
    rows: list[Mapping[str, Any]], head: Mapping[str, Any], numbers: Numbers
) -> Iterator[Measure]:
    for row in rows:
        if strange := row.keys() - KEYS:
            raise ValueError(f"{row.get('heading')}: {', '.join(sorted(strange))} is no key")
        yield from _spread(row, head, numbers)


def _spread(row: Mapping[str, Any], head: Mapping[str, Any], numbers: Numbers) -> Iterator[Measure]:
    """One measure, or one a line of `heading`, which then is a table: heading | rate | origins."""
    if "\n" not in row["heading"]:
        yield _measure(row, head, numbers)
        return
    for line in row["heading"].strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        heading, _, at_least = cells[0].partition("/")
        effect = "total" if at_least else "rate"
        own = {"heading": heading, "at_least": at_least, effect: cells[1], "origins": cells[2]}
        yield _measure({**row, **own}, head, numbers)


def _measure(row: Mapping[str, Any], head: Mapping[str, Any], numbers: Numbers) -> Measure:
    effect, rate = _effect(row)
    levies = effect not in (Effect.NONE, Effect.BARRED)
    return Measure(
        heading=row["heading"],
        effect=effect,
        rate=rate,
        on=row.get("on", "value"),
        at_least=row.get("at_least", ""),
        goods=Goods(_words(row, "lists"), _codes(row, "codes", numbers)),
        but=Goods(_words(row, "but_lists"), _codes(row, "but_codes", numbers)),
        among=Goods(_words(row, "among_lists")),
        origins=_origins(row.get("origins", "")),
        but_origins=_origins(row.get("but_origins", "")),
        start=_date(row, "from"),
        end=_date(row, "until") if "until" in row else None,
        conditions=tuple(map(_condition, row.get("if", ()))),
        claims=tuple(map(_condition, row.get("claim", ()))),
        certified=row.get("certified", False),
        column_2=row.get("column_2"),
        free=row.get("free", False),
        usual=("",) if row.get("usual") is True else _codes(row, "usual", numbers),
        takes=row.get("takes", levies or "takes_for" in row),
        takes_for=row.get("takes_for", ""),
        spent=row.get("spent", False),
        shared=row.get("shared", False),
        reduces=row.get("reduces", ""),
        at_most=_percent(row, "at_most") if "at_most" in row else Decimal(1),
        note=row.get("note", ""),
        cite=row.get("cite", head["law"]),
    )


def _effect(row: Mapping[str, Any]) -> tuple[Effect, Decimal]:
    for key, effect in (
        ("rate", Effect.ADD),
        ("total", Effect.TOTAL),
        ("instead", Effect.INSTEAD),
    ):
        if key in row:
            return effect, _percent(row, key)
    return (Effect.BARRED if row.get("barred") else Effect.NONE), Decimal(0)


def _percent(row: Mapping[str, Any], key: str) -> Decimal:
    text = str(row[key])
    if not text.endswith("%"):
        raise ValueError(f"{row['heading']}: {key} {text} has no % sign")
    return Decimal(text[:-1]) / 100


def _condition(text: str) -> Condition:
    found = _CONDITION.fullmatch(text)
    if not found or found["fact"] not in VOCABULARY:
        raise ValueError(f"“{text}” compares no fact")
    said: Said = VOCABULARY[found["fact"]].read(found["value"])
    return Condition(found["fact"], found["test"], said)


def _words(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(row.get(key, ()))


def _codes(row: Mapping[str, Any], key: str, numbers: Numbers) -> tuple[str, ...]:
    """Numbers as digits; a word is the name of numbers that several rows share."""
    words = str(row.get(key, "")).split()
    if strange := [word for word in words if not word[0].isdigit() and word not in numbers]:
        raise ValueError(f"{row.get('heading')}: {key} names no numbers: {', '.join(strange)}")
    named = (numbers[word].split() if word in numbers else [word] for word in words)
    return tuple(code.replace(".", "") for codes in named for code in codes)


def _origins(text: str) -> frozenset[str]:
    return frozenset(iso for name in text.split() for iso in UNIONS.get(name, (name,)))


def _date(row: Mapping[str, Any], key: str) -> date:
    value = row[key]
    if not isinstance(value, date):
        raise ValueError(f"{row['heading']}: {key} is no date")
    return value
