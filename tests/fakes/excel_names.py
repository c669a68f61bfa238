"""Names of ranges of the stand-in for Excel."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes


class FakeName(base_classes.Name):
    name = refers_to = ""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.refers_to = name, f"={text}"


class FakeNames(base_classes.Names):
    """Those of the workbook, then those of its sheets with the sheet before them."""

    def __init__(self, book: Any) -> None:
        workbook = book.workbook
        self._names = [FakeName(n, d.attr_text) for n, d in workbook.defined_names.items()]
        for sheet in workbook.worksheets:
            quoted = "'" + sheet.title.replace("'", "''") + "'"
            own = sheet.defined_names.items()
            self._names += [FakeName(f"{quoted}!{n}", d.attr_text) for n, d in own]

    def __call__(self, name_or_index: int | str) -> FakeName:
        if isinstance(name_or_index, int):
            return self._names[name_or_index - 1]
        return next(each for each in self._names if each.name == name_or_index)

    def __len__(self) -> int:
        return len(self._names)
