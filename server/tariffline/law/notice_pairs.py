"""The rates of a row: a margin with the deposit that stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tariffline.law.notice_amounts import Amount
from tariffline.law.notice_columns import Column, Role


@dataclass(frozen=True, slots=True)
class Pair:
    """A margin and its deposit, either of them None where it stands alone; the column's label."""

    margin: Amount | None
    deposit: Amount | None
    label: str

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(amount for amount in (self.margin, self.deposit) if amount)


def paired(amounts: Sequence[tuple[Column, Amount]]) -> Iterator[Pair]:
    """Margins with their deposits where there are as many; else each by itself."""
    margins = [each for each in amounts if each[0].role is Role.MARGIN]
    deposits = [each for each in amounts if each[0].role is Role.DEPOSIT]
    if len(margins) == len(deposits):
        for (column, margin), (_, deposit) in zip(margins, deposits, strict=True):
            yield Pair(margin, deposit, column.label)
        return
    for column, margin in margins:
        yield Pair(margin, None, column.label)
    for column, deposit in deposits:
        yield Pair(None, deposit, column.label)
