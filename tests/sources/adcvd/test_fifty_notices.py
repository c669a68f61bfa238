"""Fifty notices, written for these tests in the official forms: what each says is read exactly.

Each file of `notices/` holds a text and the facts that a broker would note from it. Companies,
cases and rates are invented; forms and wording are those of the Federal Register of 2008 to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from tariffline.law.notice import Notice, NoticeKind, StatedRate
from tariffline.sources.adcvd import read

NOTICES = sorted((Path(__file__).parent / "notices").glob("*.yaml"))


def test_there_are_fifty_of_every_kind_and_dialect() -> None:
    written = [_written(path) for path in NOTICES]
    told = {kind for each in written for kind in each["facts"]["kinds"]}
    of_files = {str(kind) for kind in NoticeKind} - {"record"}  # records come in other files
    assert len(written) >= 50
    assert told == of_files
    assert {each["form"] for each in written} == {"gpo", "uslm", "html", "text"}


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_the_facts_of_a_notice(path: Path) -> None:
    written = _written(path)
    notice = _read(written)
    assert {field: shown for field, shown in _shown(notice) if field in written["facts"]} == {
        field: _tidy(value) for field, value in written["facts"].items()
    }


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_no_rate_is_invented(path: Path) -> None:
    written = _written(path)
    words = set(_words(written["text"]))
    for rate in _read(written).rates:
        for name in (rate.exporter, rate.producer):
            assert words.issuperset(_words(name))
        for value in (rate.margin, rate.deposit):
            assert value is None or _is_printed(value, rate.unit, written["text"])


def _read(written: dict[str, Any]) -> Notice:
    [notice] = read(written["text"].encode(), written.get("file", ""))
    return notice


def _written(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _shown(notice: Notice) -> Iterator[tuple[str, Any]]:
    for field in ("document", "citation", "product", "country", "part", "applicable"):
        yield field, getattr(notice, field)
    for field in ("cases", "companions", "corrects", "relates"):
        yield field, list(getattr(notice, field))
    yield "kinds", sorted(str(kind) for kind in notice.kinds)
    yield "period", list(notice.period) if notice.period else None
    yield "scope", len(notice.scope)
    yield "lines", [mention.hts for mention in notice.lines]
    yield "rates", [_rate(rate) for rate in notice.rates]
    yield "names", [list(rate.names) for rate in notice.rates if rate.names]
    yield "unread", len(notice.unread)


def _rate(rate: StatedRate) -> str:
    """A rate in the words of the files: empty columns at its end are left out."""
    amounts = (
        "" if value is None else f"{value.normalize():f}" for value in (rate.margin, rate.deposit)
    )
    said = (rate.case, rate.party, rate.exporter, rate.producer, *amounts, rate.unit, rate.remark)
    return " | ".join(said).rstrip(" |")


def _tidy(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], str) and " | " in value[0]:
        return [_rate_written(each) for each in value]
    if isinstance(value, list) and set(map(str, value)) & set(NoticeKind):
        return sorted(value)
    return value


def _rate_written(text: str) -> str:
    cells = [cell.strip() for cell in text.split("|")]
    for index in (4, 5):
        if len(cells) > index and cells[index]:
            cells[index] = f"{Decimal(cells[index]).normalize():f}"
    return " | ".join(cells).rstrip(" |")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unescape(re.sub(r"<[^<>]*>", " ", text)).casefold())


def _is_printed(value: Decimal, unit: str, text: str) -> bool:
    printed = value if unit else value * 100
    return f"{printed.normalize():,f}" in text or f"{printed.normalize():f}" in text or not value
