"""docs/duty.md says what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tariffline.desk.measures import Account, accounts, shipped
from tariffline.law.facts import VOCABULARY
from tariffline.law.measure_rows import KEYS

DOC = (Path(__file__).parents[2] / "docs" / "duty.md").read_text(encoding="utf-8")
MEASURES = shipped()


@pytest.mark.parametrize("name", VOCABULARY)
def test_every_fact_is_in_it(name: str) -> None:
    assert f"| `{name}` | {VOCABULARY[name].meaning} |" in DOC


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_of_a_row_is_in_it(key: str) -> None:
    assert f"`{key}`" in DOC


@pytest.mark.parametrize("account", accounts(MEASURES), ids=lambda account: account.name)
def test_every_programme_is_in_it_with_its_days_lists_and_gaps(account: Account) -> None:
    [row] = [
        line
        for line in DOC.splitlines()
        if line.startswith(f"| {account.name} | {account.start} | {account.end or ''} |")
    ]
    for name, size in account.lists.items():
        assert f"{name} {size:,}" in row
    for name, what in account.missing.items():
        assert f"| `{name}` | {what} |" in DOC


def test_every_use_that_a_row_asks_for_is_in_it() -> None:
    conditions = (
        condition
        for programme in MEASURES.programmes
        for measure in programme.measures
        for condition in (*measure.conditions, *measure.claims)
    )
    for condition in conditions:
        if condition.fact == "use":
            assert f"`use={condition.value}`" in DOC
