"""The sheet “Tariffline report”: what was asked, from which law, and what moved since last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tariffline_office.front_desk import Told
from tariffline_office.workbook.answers import Change, cell_value
from tariffline_office.workbook.columns import MONEY_FORMAT, RATE_FORMAT
from tariffline_office.workbook.moved import Moved, Movements
from tariffline_office.workbook.reading import Readable
from tariffline_office.workbook.sheet import SheetView, WorkbookError

REPORT_SHEET = "Tariffline report"

_POSITION = "Feed position"
_FEED = "Feed"
_SERVICE = "Service"
_COUNT_FORMAT = "0"
_WHAT = (
    "Cell", "HTS", "What", "Before", "After", "Effective", "Reason", "Money at stake",
)  # fmt: skip
WIDTHS = (40, 24, 16, 16, 16, 14, 60, 16)  # in characters
_FORMATS = (RATE_FORMAT,) * 7 + (MONEY_FORMAT,)

Cells = Sequence[str | Decimal | None]


@dataclass(frozen=True, slots=True)
class LastRefresh:
    """Up to where in which feed of which service the workbook's answers go."""

    service: str
    feed_id: str
    position: int


@dataclass(frozen=True, slots=True)
class ListCounts:
    """The same of one list; `name` is "" where it is the only one of its sheet.

    `asked` says what was asked of which columns.
    """

    sheet: str
    name: str
    asked: str
    rows: int
    skipped: int
    answered: int
    errors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what came of them; `errors` by code."""

    sheets: Sequence[str]
    lists: Sequence[ListCounts]
    rows: int
    skipped: int
    questions: int
    answered: int
    errors: Mapping[str, int]


def is_report(view: SheetView) -> bool:
    """Whether Tariffline wrote the sheet, or nobody anything."""
    return not view.rows or not view.rows[0] or view.rows[0][0] in (None, REPORT_SHEET)


def written_report(names: Sequence[str], sheets: Sequence[Readable]) -> SheetView | None:
    """The report among the sheets of a workbook; `names` are those of charts too.

    Raises WorkbookError if a sheet with its name is someone's.
    """
    known = {name.casefold(): name for name in names}.get(REPORT_SHEET.casefold())
    sheet = next((sheet for sheet in sheets if sheet.name == known), None)
    view = sheet.top() if sheet else None
    if known and (view is None or known != REPORT_SHEET or not is_report(view)):
        raise WorkbookError(
            f"the workbook has a sheet “{known}” that Tariffline did not write; "
            "give it another name, for its place is needed"
        )
    return view


def last_refresh(view: SheetView | None) -> LastRefresh | None:
    """What the report in the workbook says; None if there is none, or it can't be read."""
    told = {row[0]: row[1] for row in view.rows if len(row) > 1} if view else {}
    service, feed, position = (told.get(name) for name in (_SERVICE, _FEED, _POSITION))
    if isinstance(service, str) and isinstance(feed, str) and isinstance(position, int | float):
        return LastRefresh(service, feed, int(position))
    return None


def report(
    url: str, told: Told, counts: Counts, movements: Movements, moved: Sequence[Moved]
) -> list[Sequence[Change]]:
    """The whole sheet, row by row."""
    rows: list[tuple[Cells, Sequence[str]]] = [
        (cells, (_COUNT_FORMAT,) * 2) for cells in _account(url, told, counts)
    ]
    rows += [((), ()), (_since(movements), (_COUNT_FORMAT, MONEY_FORMAT))]
    if moved:
        rows += [(_WHAT, _FORMATS), *((_line(each), _FORMATS) for each in moved)]
    if movements.count > len(moved):
        rows.append(((f"and {movements.count - len(moved):,} more",), (_COUNT_FORMAT,)))
    return [
        [
            Change(column, cell_value(value) if isinstance(value, str) else value, look)
            for column, (value, look) in enumerate(zip(values, looks, strict=False), 1)
            if value is not None
        ]
        for values, looks in rows
    ]


def _account(url: str, told: Told, counts: Counts) -> list[Cells]:
    at = told.position
    rows: list[Cells] = [
        (REPORT_SHEET,),
        ("Refreshed (UTC)", f"{told.when:%Y-%m-%d %H:%M:%S}"),
        (_SERVICE, url),
        ("Edition in force", told.edition),
        ("Measures known to", told.measures_known_to or "none at hand"),
        (_POSITION, Decimal(at.seq) if at else None),
        (_FEED, at.feed_id if at else None),
        ("Sheets", ", ".join(counts.sheets)),
        *_of_lists(counts.lists),
        ("Rows with an HTS number", Decimal(counts.rows)),
        ("Rows without", Decimal(counts.skipped)),
        ("Distinct questions", Decimal(counts.questions)),
        ("Put to the service", Decimal(told.asked)),
        ("Rows with all answers", Decimal(counts.answered)),
    ]
    rows += [(f"Rows with {code}", Decimal(count)) for code, count in counts.errors.items()]
    if told.fault is not None and told.oldest is not None:
        rows.append(("Service out of reach; oldest answer (UTC)", f"{told.oldest:%Y-%m-%d %H:%M}"))
    return rows


def _of_lists(lists: Sequence[ListCounts]) -> Iterator[Cells]:
    for each in lists:
        if each.name:
            rows = f"{each.rows:,} rows, {each.answered:,} with all answers"
            yield f"Asked in {each.sheet} [{each.name}]", f"{each.asked}: {rows}"
        else:
            yield f"Asked in {each.sheet}", each.asked


def _since(movements: Movements) -> Cells:
    if not movements.count:
        return ("Nothing that was answered before has changed since the last refresh",)
    return ("Changed since the last refresh; money at stake in all:", movements.stake)


def _line(moved: Moved) -> Cells:
    return (
        moved.cell, moved.hts, moved.what, moved.before, moved.after,
        moved.effective, moved.reason, moved.stake,
    )  # fmt: skip
