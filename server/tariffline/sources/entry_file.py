"""The lines of an entry out of a table: a CSV file or a workbook with plain headings."""

from __future__ import annotations

from pathlib import PurePath

from tariffline.sources import SourceError
from tariffline.sources.attachments import read_attachment

_HEADINGS = {
    "hts": ("hts", "hts number", "hts code", "htsus", "tariff number"),
    "country": ("country", "country of origin", "origin", "coo"),
    "value": ("value", "entered value", "line value", "customs value"),
    "quantity": ("quantity", "qty", "entered quantity"),
    "facts": ("facts",),
}
_NEEDED = ("hts", "country", "value")
_READ = (".csv", ".tsv", ".xlsx")


def read_entry_file(name: str, data: bytes) -> tuple[dict[str, str], ...]:
    """The lines below the headings: what stands under hts, country, value, quantity and facts.

    Rows with neither a number nor a country (sums, remarks) are no lines. Raises SourceError,
    which says what is wrong with the file and the remedy.
    """
    if PurePath(name).suffix.lower() not in _READ:
        raise SourceError(f"{name} is none of {', '.join(_READ)}; save it as one")
    contents = read_attachment(name, data)
    if contents.left_out:
        raise SourceError(f"{name}: {contents.left_out}; leave only the lines of the entry in it")
    rows = [line.split("\t") for line in contents.text.splitlines()]
    columns, below = _below_headings(name, rows)
    lines = [{role: _at(row, column) for role, column in columns.items()} for row in below]
    return tuple(line for line in lines if line["hts"] or line["country"])


def _below_headings(name: str, rows: list[list[str]]) -> tuple[dict[str, int], list[list[str]]]:
    for position, row in enumerate(rows):
        columns = _columns(name, row)
        if all(role in columns for role in _NEEDED):
            return columns, rows[position + 1 :]
    raise SourceError(
        f"{name} has no row with the headings HTS, Country and Value (and Quantity, Facts); "
        f"add one above the lines, divided by commas"
    )


def _columns(name: str, row: list[str]) -> dict[str, int]:
    """Which column holds what; two of one sort are refused, for either may be meant."""
    found: dict[str, int] = {}
    words = [" ".join(cell.casefold().replace("_", " ").split()) for cell in row]
    for role, headings in _HEADINGS.items():
        columns = [index for index, word in enumerate(words) if word in headings]
        if len(columns) > 1:
            both = " and ".join(f"“{row[index]}”" for index in columns)
            raise SourceError(f"{name}: {both} may both be the {role}; leave one of them")
        if columns:
            found[role] = columns[0]
    return found


def _at(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
