"""Desktop Excel through xlwings: found, asked with patience, held still while cells are written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from importlib.abc import MetaPathFinder
from pathlib import PurePath, PureWindowsPath
from time import sleep
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from tariffline_office.workbook.sheet import WorkbookError

if TYPE_CHECKING:
    from xlwings import App, Book

T = TypeVar("T")
Tell = Callable[[str], None]

ATTEMPTS = 120
PAUSE_SECONDS = 0.5

# What Excel says while a person types in a cell or has a dialogue open. Windows:
# RPC_E_CALL_REJECTED and RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE; macOS: errAETimeout.
# https://learn.microsoft.com/windows/win32/com/com-error-codes-3
_BUSY = frozenset({-2147418111, -2147417846, -2146777998, -1712})
_NOT_PERMITTED = -1743  # macOS: errAEEventNotPermitted


class Excel:
    """Puts questions and orders to Excel again and again while it is busy with its user."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def do(self, action: Callable[[], T]) -> T:
        """What `action` gives; it may be tried several times.

        Raises WorkbookError if Excel stays busy, or refuses.
        """
        for _ in range(ATTEMPTS):
            try:
                return action()
            except Exception as error:
                codes = _codes(error)
                if not codes:
                    raise
                if not codes & _BUSY:
                    raise _refused(error, codes) from error
            self._tell("Excel is busy: press Enter or Esc in the cell that is being edited")
            sleep(PAUSE_SECONDS)
        raise WorkbookError(
            "Excel is busy and takes no orders: finish the cell that is being edited (Enter or "
            "Esc), close any dialogue, and refresh again"
        )


def open_book(name: str, excel: Excel) -> Book:
    """The workbook called `name` that is open in Excel, or the active one if `name` is empty.

    Raises WorkbookError if Excel does not run here, or has no such workbook.
    """
    xlwings = open_source_xlwings()
    if xlwings.engines.active is None:
        raise WorkbookError(
            "workbooks can be refreshed while they are open on Windows and macOS, where Excel "
            "runs; here, refresh the file: tariffline refresh FILE"
        )
    _limit_its_own_patience()
    apps: list[App] = excel.do(lambda: list(xlwings.apps))
    books = excel.do(lambda: [book for app in apps for book in app.books])
    active: Book | None = excel.do(lambda: apps[0].books.active) if books else None
    if active is None or active.api is None:  # what is open is hidden, as PERSONAL.XLSB is
        raise WorkbookError(
            "Excel has no workbook open (one in Protected View does not count: press Enable "
            "Editing); open it, or refresh the file: tariffline refresh FILE"
        )
    if not name:
        return active
    wanted = _file_name(name)
    found = [book for book in books if excel.do(partial(_name_of, book)) == wanted]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{book.name}”" for book in books)
    if found:
        raise WorkbookError(f"“{name}” is open in {len(found)} Excels; close all but one")
    raise WorkbookError(f"“{name}” is not open in Excel; open are {names}")


@contextmanager
def held(excel: Excel, book: Book) -> Iterator[None]:
    """No recalculation, no macros of events and no redrawing meanwhile.

    All of it, and the selection, is afterwards as before, whatever happens.
    """
    app = book.app
    with ExitStack() as back:
        for setting, still in (
            ("screen_updating", False),
            ("enable_events", False),
            ("calculation", "manual"),
        ):
            before = excel.do(partial(getattr, app, setting))
            back.callback(excel.do, partial(setattr, app, setting, before))
            excel.do(partial(setattr, app, setting, still))
        for select in _selected(excel, book):
            back.callback(excel.do, select)
        yield


def _selected(excel: Excel, book: Book) -> Sequence[Callable[[], object]]:
    """What selects again what is selected now; the last comes first."""
    app = book.app
    in_front, sheet = excel.do(lambda: (app.books.active.sheets.active, book.sheets.active))
    cells = excel.do(lambda: app.selection)
    # By the engine: xlwings' own `activate` would also bring the window of Excel to the front.
    steps: list[Callable[[], object]] = [in_front.impl.activate, sheet.impl.activate]
    return [cells.select, *steps] if cells is not None else steps


def open_source_xlwings() -> ModuleType:
    """xlwings without its part `xlwings.pro`, which is under another licence.

    xlwings tries to import that part and goes on where it is missing: so it is missing.
    """
    if "xlwings" not in sys.modules:
        without = _WithoutPro()
        sys.meta_path.insert(0, without)
        try:
            return import_module("xlwings")
        finally:
            sys.meta_path.remove(without)
    return import_module("xlwings")


class _WithoutPro(MetaPathFinder):
    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "xlwings.pro":
            raise ModuleNotFoundError("only the open-source part of xlwings is used", name=fullname)


def _limit_its_own_patience() -> None:
    """On Windows xlwings would ask a busy Excel for ever and without a pause: we count instead.

    https://github.com/xlwings/xlwings/issues/824
    """
    on_windows: Any = sys.modules.get("xlwings._xlwindows")
    if on_windows is not None:
        on_windows.N_COM_ATTEMPTS = 1


def _codes(error: Exception) -> set[object]:
    """The codes of an error that comes from Excel; none if it is one of this program."""
    if type(error).__name__ == "ExcelBusyError":  # xlwings' own, for Windows
        return set(_BUSY)
    codes = {getattr(error, "hresult", None), getattr(error, "errornumber", None)}
    if details := getattr(error, "excepinfo", None):
        codes.add(details[-1])
    return codes - {None}


def _refused(error: Exception, codes: set[object]) -> WorkbookError:
    if _NOT_PERMITTED in codes:
        return WorkbookError(
            "macOS does not let this program speak to Excel; allow it in System Settings, "
            "Privacy & Security, Automation, and refresh again"
        )
    details = getattr(error, "excepinfo", None)
    said = (details[2] if details else None) or error
    return WorkbookError(f"Excel refused: {said}")


def _file_name(name: str) -> str:
    kind = PureWindowsPath if "\\" in name else PurePath
    return kind(name).name.casefold()


def _name_of(book: Book) -> str:
    return str(book.name).casefold()
