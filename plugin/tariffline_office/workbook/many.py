"""Several workbooks in one go: one that can't be refreshed never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tariffline_office.cache_file import CacheError
from tariffline_office.client import ServiceError
from tariffline_office.front_desk import FrontDesk
from tariffline_office.pace import Tell
from tariffline_office.workbook.package import SUFFIXES
from tariffline_office.workbook.refresh import Order, Summary, refresh
from tariffline_office.workbook.sheet import WorkbookError

_OLDER = (".xls", ".xlsb")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one workbook; `error` says why there is no summary."""

    workbook: str
    summary: Summary | None
    error: str | None


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """The workbooks named, each once; of folders all that lie in them, but not below.

    Raises WorkbookError for a folder without any.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = _in_folder(path) if path.is_dir() else [path]
        if not inside:
            raise WorkbookError(f"the folder {path} holds no .xlsx or .xlsm workbook")
        found.update(dict.fromkeys(inside))
    return list(found)


def _in_folder(folder: Path) -> list[Path]:
    """Workbooks of older forms too: each is refused with its remedy, none is passed over."""
    # Hidden files are drafts; ~$ marks what Excel has open.
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in (*SUFFIXES, *_OLDER) and not path.name.startswith((".", "~$"))
    )


def refresh_all(orders: Iterable[Order], desk: FrontDesk, tell: Tell) -> Iterator[Outcome]:
    """Carry out the orders one after another, each wholly or not at all."""
    for order in orders:
        try:
            yield Outcome(str(order.workbook), refresh(order, desk, tell), None)
        except (WorkbookError, ServiceError, CacheError) as error:
            yield Outcome(str(order.workbook), None, str(error))


def into(order: Order, workbook: Path, out: Path | None) -> Order:
    """The same order for another workbook; `out` is a file, or the folder for it."""
    target = out / workbook.name if out and out.is_dir() else out
    return replace(order, workbook=workbook, out=target or workbook)
