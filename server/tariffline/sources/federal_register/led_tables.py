"""Tables of a printed page: rows with leaders of dots, the labels in the lines above them.

The text layer of a page tells no columns. A table is read where its rows have a name and numbers,
or an exporter, a producer and numbers under labels that say so; of any other the labels are given
up, so that nobody takes one column for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tariffline.law.notice_paper import Row, Table
from tariffline.sources.federal_register.words import tidy

_LEADERS = re.compile(r"\s{0,9}\.{4,}\s*|(?:\s\.){4,}\s*")
_FIGURE = re.compile(
    r"\$?\d[\d,]*(?:\.\d+)?(?:\s?(?:%|percent|/kg))?(?:\s*\([^()]*\))?|N/A|\(?de minimis\)?"
)
_SAYS_RATE = re.compile(
    r"(?i)\b(?:weighted|estimated|net|margin|subsidy|rate|percent|ad valorem|cash)\b"
)
_SAYS_PARTY = re.compile(r"(?i)export|produc|manufactur|compan|respondent")
_COMPLETE = re.compile(r"(?i)\(percent[^()]*\)|\bmargin\b|\brate\b|%\)?$")
_MOST_LABELS = 12  # lines above the first row
_LONGEST_LABEL = 60
_APART = 2  # lines of a name before the one that has its leaders


def led_tables(lines: Sequence[str]) -> Iterator[tuple[int, int, Table]]:
    """Each table with the lines it takes."""
    led = [index for index, line in enumerate(lines) if _LEADERS.search(line)]
    while led:
        run = [led.pop(0)]
        while led and led[0] - run[-1] <= _APART + 1 and _is_tight(lines, run[-1], led[0]):
            run.append(led.pop(0))
        first, last = run[0], run[-1] + 1
        start, labels = _labels(lines, first)
        rows = list(_rows(lines, start + len(labels), first, last))
        if rows:
            yield start, last, _table(" ".join(labels), rows)


def _is_tight(lines: Sequence[str], above: int, below: int) -> bool:
    return all(0 < len(line.strip()) <= _LONGEST_LABEL for line in lines[above + 1 : below])


def _labels(lines: Sequence[str], first: int) -> tuple[int, list[str]]:
    """Where the labels begin, and their lines: short ones, up to where they speak of a rate."""
    start = first
    while start > max(0, first - _MOST_LABELS) and _may_be_label(lines[start - 1]):
        start -= 1
    said = [line.strip() for line in lines[start:first]]
    parties = [index for index, line in enumerate(said) if _SAYS_PARTY.search(line)]
    ends = [index for index, line in enumerate(said) if _COMPLETE.search(line)]
    if not parties or not ends or ends[-1] < parties[0]:
        return first, []
    return start + parties[0], said[parties[0] : ends[-1] + 1]


def _may_be_label(line: str) -> bool:
    said = line.strip()
    return 0 < len(said) <= _LONGEST_LABEL and not said.endswith((".", ":", ";"))


def _rows(lines: Sequence[str], begin: int, first: int, last: int) -> Iterator[list[str]]:
    begun = ""
    for index in range(min(begin, first), last):
        line = lines[index].strip()
        if not _LEADERS.search(line):
            begun = f"{begun} {line}".strip()
            continue
        *names, figures = _LEADERS.split(line)
        cells = [*names, *(m.group().strip() for m in _FIGURE.finditer(figures))]
        cells[0] = f"{begun} {cells[0]}".strip()
        begun = ""
        yield [tidy(cell) for cell in cells]


def _table(label: str, rows: Sequence[Sequence[str]]) -> Table:
    width = max(map(len, rows))
    made = tuple(Row(tuple([*row, *[""] * width][:width])) for row in rows)
    return Table("", _columns(label, rows, width), made)


def _columns(label: str, rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    names = {sum(not _FIGURE.fullmatch(cell) for cell in row if cell) for row in rows}
    rate = _SAYS_RATE.search(label)
    parties, rates = (label[: rate.start()], label[rate.start() :]) if rate else (label, "")
    if width == 2 and names <= {1}:
        return parties.strip(), rates.strip()
    both = re.search(r"(?i)\b(exporters?)\b(?!\s*/)[\s|]*\b(producers?)\b", parties)
    if width == 3 and both and names <= {1, 2}:
        return both[1], both[2], rates.strip()
    return tuple(["?"] * width)  # which column is which is not told
