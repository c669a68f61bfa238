"""Fifty notices, written for these tests in the official forms: what each says is read exactly.

Each file of `notices/` holds a text and the facts that a broker would note from it. Companies,
cases and rates are invented; forms and wording are those of the Federal Register of 2008 to 2026.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.sources.adcvd.facts import shown, tidied

from tariffline.law.notice import Notice, NoticeKind
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
    assert {field: said for field, said in shown(notice) if field in written["facts"]} == {
        field: tidied(value) for field, value in written["facts"].items()
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


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unescape(re.sub(r"<[^<>]*>", " ", text)).casefold())


def _is_printed(value: Decimal, unit: str, text: str) -> bool:
    printed = value if unit else value * 100
    return f"{printed.normalize():,f}" in text or f"{printed.normalize():f}" in text or not value
