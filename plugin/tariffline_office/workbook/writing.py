"""Writes the package anew: a few parts change, all others are copied as they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from tariffline_office.workbook import parts
from tariffline_office.workbook.answers import Change, Decisions, Sheet
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.book import CONTENT_TYPES, Book, TablePart, as_utf8, rels_of
from tariffline_office.workbook.closed_sheet import ClosedSheet
from tariffline_office.workbook.columns import GENERAL
from tariffline_office.workbook.dependents import Graph
from tariffline_office.workbook.members import Draft, Members
from tariffline_office.workbook.moved import Movements
from tariffline_office.workbook.patch import Patch
from tariffline_office.workbook.patched_sheet import PatchedSheet
from tariffline_office.workbook.remembered import PART, PROPERTY, in_words, properties_part
from tariffline_office.workbook.report import REPORT_SHEET, WIDTHS
from tariffline_office.workbook.rows import PLAIN_ROW
from tariffline_office.workbook.scan import blocks
from tariffline_office.workbook.sheet import WorkbookError
from tariffline_office.workbook.styles import Styles
from tariffline_office.workbook.top_xml import Top


@dataclass(slots=True)
class Job:
    """What shall be shown where. `report` makes the rows of the report once all is decided.

    `mapping` is remembered in the workbook. `movements` takes in what is replaced.
    """

    sheets: Sequence[Sheet]
    answers: Answers
    report: Callable[[Mapping[str, Decisions]], Sequence[Sequence[Change]]]
    mapping: Mapping[str, str]
    movements: Movements = field(default_factory=Movements)
    decisions: dict[str, Decisions] = field(default_factory=dict)


class Writing:
    """One writing of one workbook; `changing` are the lists in which a result changes."""

    def __init__(
        self,
        book: Book,
        members: Members,
        styles: Styles,
        sheets: Sequence[ClosedSheet],
        graph: Graph,
        job: Job,
    ) -> None:
        self._book, self._members, self._styles, self._job = book, members, styles, job
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._graph = graph
        self._tops = {sheet.label: Top() for sheet in job.sheets}
        self._patched: dict[str, Patch] = {}  # by part
        self._decisions: dict[str, Decisions] = {}  # by list
        self.changing = [sheet for sheet in job.sheets if self._changes(sheet)]

    def rehearse(self) -> None:
        """Decide all, and write nothing."""
        for patch in self._patches().values():
            for _ in patch.pieces():
                pass

    def write(self, file: BinaryIO) -> None:
        """Write the whole package."""
        patches = self._patches()
        edited = self._edited()
        later = {self._book.one("styles"), self._report_part}
        draft = Draft(file)
        for name, member in self._members.by_name.items():
            if name in patches:
                draft.write(name, patches[name].pieces(), member)
            elif name in edited:
                draft.write(name, [edited.pop(name)], member)
            elif name not in later:
                draft.copy(self._members, name)
        for name, content in {**edited, **self._last_parts()}.items():
            draft.write(name, [content], self._members.by_name.get(name))
        draft.close()

    def verify(self, path: Path) -> None:
        """Read back the draft: all members, their checksums, and as many rows as before.

        Raises WorkbookError, or what reading a damaged package raises.
        """
        with Members(path) as written:
            for name in written.by_name:
                patch = self._patched.get(name)
                if patch is None:
                    for _ in written.pieces(name):
                        pass
                elif patch.rows != (rows := _rows_in(written.pieces(name), patch.is_plain)):
                    raise not_as_written(f"{name} has {rows} rows, not {patch.rows}")
            missing = self._members.by_name.keys() - written.by_name.keys()
        if missing:
            raise not_as_written(f"{', '.join(sorted(missing))} is missing")

    def _changes(self, sheet: Sheet) -> bool:
        """Whether any cell changes; reads no further than to the first."""
        closed = self._sheets[sheet.name]
        self._dress(closed, sheet)
        decisions = Decisions(sheet, self._job.answers, closed.value_of, _ignore)
        self._decisions[sheet.label] = decisions
        if decisions.rows_to_change is not None:
            return bool(decisions.rows_to_change)
        patch = Patch(closed, decisions, self._styles, [], self._tops[sheet.label])
        return any(patch.changes for _ in patch.pieces()) or patch.changes

    def _dress(self, closed: ClosedSheet, sheet: Sheet) -> None:
        top = self._tops[sheet.label]
        new = sheet.results[len(sheet.results) - sheet.new :]
        top.widths = {column: result.width for result, column in new}
        if new:
            neighbour = min(sheet.new_columns) - 1
            heading, cell = closed.styles_of(neighbour, sheet.layout.heading_row)
            top.heading_style = heading
            top.cell_style = self._styles.with_format(cell, GENERAL)

    def _patches(self) -> dict[str, Patch]:
        stale = self._stale()
        patches: dict[str, Patch] = {}
        for name, closed in self._sheets.items():
            columns = sorted(stale.get(name, ()))
            lists = [sheet for sheet in self.changing if sheet.name == name]
            if lists:
                patches[closed.part.part] = self._patch_of_all(closed, lists, columns)
            elif columns:
                patches[closed.part.part] = Patch(closed, None, self._styles, columns, Top())
        self._patched = patches
        return patches

    def _patch(
        self, sheet: ClosedSheet | PatchedSheet, of_list: Sheet, stale: Sequence[int]
    ) -> Patch:
        decisions = self._job.decisions[of_list.label] = self._decisions[of_list.label]
        decisions.tell_replaced = self._noting(decisions)
        return Patch(sheet, decisions, self._styles, stale, self._tops[of_list.label])

    def _patch_of_all(
        self, closed: ClosedSheet, lists: Sequence[Sheet], stale: Sequence[int]
    ) -> Patch:
        """One patch after the other, from the left: new columns get their widths in order."""
        *others, last = sorted(lists, key=lambda each: min(each.new_columns, default=0))
        sheet: ClosedSheet | PatchedSheet = closed
        for each in others:
            patch = self._patch(sheet, each, ())
            sheet = PatchedSheet(sheet, patch.pieces, [column for _, column in each.results])
        return self._patch(sheet, last, stale)

    def _noting(self, decisions: Decisions) -> Callable[..., None]:
        return lambda row: self._job.movements.note(decisions, row)

    def _stale(self) -> dict[str, set[int]]:
        """The columns whose formulas depend on results, by sheet."""
        for name, sheet in self._sheets.items():
            if not sheet.is_read and name != REPORT_SHEET:
                sheet.note_formulas()
        changed = [(sheet.name, column) for sheet in self.changing for _, column in sheet.results]
        changed.extend((REPORT_SHEET, column) for column in range(1, len(WIDTHS) + 1))
        names = {name.casefold(): name for name in self._sheets if name != REPORT_SHEET}
        stale: dict[str, set[int]] = {}
        for sheet_name, column in self._graph.depending_on(changed):
            if sheet_name in names:
                stale.setdefault(names[sheet_name], set()).add(column)
        return stale

    def _edited(self) -> dict[str, bytes]:
        """The small parts with their edits; all but the styles and the report."""
        texts = _Texts(self._members)
        texts.edit(self._book.part, parts.recalculated)
        if REPORT_SHEET not in self._sheets:
            self._add_report(texts)
        for sheet in self.changing:
            for table in self._sheets[sheet.name].part.tables:
                if table.name == sheet.table and sheet.new:
                    headings = [r.heading for r, _ in sheet.results[-sheet.new :]]
                    texts.edit(table.part, partial(_widened, table=table, headings=headings))
        for cache in self._book.pivot_caches:
            texts.edit(cache, parts.refreshed_on_load)
        if self._job.mapping:
            self._remember(texts)
        return {name: text.encode() for name, text in texts.changed.items()}

    @property
    def _report_part(self) -> str:
        if REPORT_SHEET in self._sheets:
            return self._sheets[REPORT_SHEET].part.part
        return "xl/worksheets/tariffline_report.xml"

    def _kind(self, name: str) -> str:
        return f"{parts.relations_of(is_strict=self._book.is_strict)}/{name}"

    def _add_report(self, texts: _Texts) -> None:
        part = self._report_part
        relation = ""

        def relate(xml: str) -> str:
            nonlocal relation
            more, relation = parts.with_relation(xml, self._kind("worksheet"), f"/{part}")
            return more

        texts.edit(rels_of(self._book.part), relate)
        texts.edit(self._book.part, lambda xml: parts.with_sheet(xml, REPORT_SHEET, relation))
        texts.edit(CONTENT_TYPES, lambda xml: parts.with_type(xml, part, parts.WORKSHEET_TYPE))

    def _remember(self, texts: _Texts) -> None:
        part = properties_part(self._book)
        value = in_words(self._job.mapping)
        if part is None:
            part = PART
            kind = self._kind("custom-properties")
            texts.edit(rels_of(""), lambda xml: parts.with_relation(xml, kind, PART)[0])
            texts.edit(CONTENT_TYPES, lambda xml: parts.with_type(xml, PART, parts.CUSTOM_TYPE))
        texts.edit(part, lambda xml: parts.with_property(xml or None, PROPERTY, value))

    def _last_parts(self) -> dict[str, bytes]:
        rows = self._job.report(self._job.decisions)
        report = parts.sheet_xml(rows, WIDTHS, self._styles, is_strict=self._book.is_strict)
        styles = self._book.one("styles")
        kept = {styles: self._styles.xml()} if styles else {}
        return {**kept, self._report_part: report}


class _Texts:
    """The parts that were edited, by name."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self.changed: dict[str, str] = {}

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        name = self._members.named(name)
        text = self.changed.get(name)
        if text is None:
            there = name in self._members
            text = as_utf8(self._members.read(name)).decode() if there else ""
        self.changed[name] = change(text)


def _widened(xml: str, table: TablePart, headings: Sequence[str]) -> str:
    return parts.wider_table(xml, table, headings)


def not_as_written(what: object) -> WorkbookError:
    return WorkbookError(
        f"what was written did not read back as it should ({what}); "
        "nothing was changed: please report this with the workbook"
    )


def _rows_in(pieces: Iterable[bytes], is_plain: bool) -> int:
    if not is_plain:
        return sum(len(block.numbers) for block in blocks(pieces, ()))
    count, end = 0, b""
    for piece in pieces:
        text = end + piece
        count += text.count(PLAIN_ROW)
        end = text[-len(PLAIN_ROW) + 1 :]
    return count


def _ignore(row: object) -> None:
    """Nobody is told while it is only found out whether anything changes."""
