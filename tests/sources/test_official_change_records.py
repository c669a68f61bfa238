"""The eight change records at hand: counts, entries read by eye, and what the editions show."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tariffline.law.change_record import Action, ChangeRecord, Entry, made_between
from tariffline.law.changes import ChangeKind, differences
from tariffline.law.schedule import Row
from tariffline.sources.usitc.change_record import read_change_record
from tariffline.sources.usitc.export import read_export

Records = Mapping[str, ChangeRecord]

FILES = {
    "2025 Basic": "2025HTSBasic",
    "2025 Rev 4": "2025HTSRev4",
    "2025 Rev 5": "2025HTSRev5",
    "2025 Rev 16": "2025HTSRev16",
    "2025 Rev 18": "2025HTSRev18",
    "2026 Basic": "2026HTSBasic",
    "2026 Rev 1": "2026HTSRev1",
    "2026 Rev 5": "2026HTSRev5",
}
PRINTED = {
    "2025 Basic": None,
    "2025 Rev 4": "2025-03-12",
    "2025 Rev 5": "2025-03-14",
    "2025 Rev 16": "2025-07-01",
    "2025 Rev 18": "2025-08-06",
    "2026 Basic": "2026-01-01",
    "2026 Rev 1": "2026-01-16",
    "2026 Rev 5": "2026-04-08",
}
COLUMNS = (
    Action.ADDED,
    Action.DELETED,
    Action.ESTABLISHED,
    Action.DISCONTINUED,
    Action.ANNOTATED,
    Action.MODIFIED,
    Action.TECHNICAL_CORRECTION,
)
COUNTS = {
    "2025 Basic": (42, 13, 104, 25, 17, 82, 73),
    "2025 Rev 4": (33, 0, 0, 0, 0, 12, 0),
    "2025 Rev 5": (0, 2, 0, 0, 0, 0, 0),
    "2025 Rev 16": (6, 0, 73, 29, 5, 23, 0),
    "2025 Rev 18": (80, 0, 0, 0, 0, 36, 1),
    "2026 Basic": (335, 4, 73, 29, 5, 359, 8),
    "2026 Rev 1": (17, 0, 0, 0, 0, 23, 0),
    "2026 Rev 5": (40, 261, 0, 0, 0, 20, 0),
}
WITHOUT_A_DATE = {
    "2025 Basic": {"N/A": 8},
    "2025 Rev 4": {"N/A": 2},
    "2025 Rev 16": {"June 30, 3025": 17},
    "2026 Basic": {"June 30, 3025": 17, "N/A": 3},
    "2026 Rev 5": {"": 2},
}

# record | page | action | what | detail | effective, or as printed where that is no date | source |
# the edition that made the change
READ_BY_EYE = Path(__file__).with_name("change_records_read_by_eye.txt").read_text("utf-8")

ARRIVED = {Action.ADDED, Action.ESTABLISHED, Action.ANNOTATED}
LEFT = {Action.DELETED, Action.DISCONTINUED, Action.ANNOTATED}


@pytest.fixture(scope="module")
def records(official_data: Path) -> Records:
    folder = official_data / "hts_change_records"
    return {
        edition: read_change_record((folder / f"{file}_change_record.pdf").read_bytes())
        for edition, file in FILES.items()
    }


def test_each_record_names_its_edition_and_date(records: Records) -> None:
    assert {record.edition for record in records.values()} == set(FILES)
    assert all(record.edition == edition for edition, record in records.items())
    dates = {
        edition: r.printed.isoformat() if r.printed else None for edition, r in records.items()
    }
    assert dates == PRINTED


def test_every_line_is_read(records: Records) -> None:
    assert [record.unread for record in records.values()] == [()] * len(FILES)


def test_the_entries_by_action(records: Records) -> None:
    counted = {name: Counter(e.action for e in record.entries) for name, record in records.items()}
    assert {name: tuple(c[action] for action in COLUMNS) for name, c in counted.items()} == COUNTS
    assert sum(map(len, (record.entries for record in records.values()))) == 1_830


def test_the_entries_without_a_date(records: Records) -> None:
    dateless = {
        name: Counter(e.effective_text for e in record.entries if not e.effective)
        for name, record in records.items()
    }
    assert {name: texts for name, texts in dateless.items() if texts} == WITHOUT_A_DATE


@pytest.mark.parametrize("line", READ_BY_EYE.splitlines())
def test_entries_read_by_eye(records: Records, line: str) -> None:
    record = line.split(" | ")[0]
    assert _squeezed(line) in [_squeezed(_told(e)) for e in records[record].entries]


@pytest.mark.parametrize("edition", ["2025 Rev 4", "2025 Rev 5", "2025 Rev 16", "2025 Rev 18"])
def test_the_yearly_record_says_the_same_of_a_revision(records: Records, edition: str) -> None:
    """Two printings, laid out differently, read alike."""
    again = [e for e in records["2026 Basic"].entries if e.edition == edition]
    assert Counter(map(_said, again)) == Counter(map(_said, records[edition].entries))


@pytest.mark.parametrize(
    ("before", "after", "arrived", "left", "unsaid"),
    [
        ("2025 Rev 3", "2025 Rev 4", 16, 0, set()),
        ("2025 Rev 5", "2025 Rev 16", 138, 36, {"9401993030", "70133710", "70139940"}),
        ("2025 Rev 32", "2026 Basic", 11, 451, set()),
        ("2026 Rev 4", "2026 Rev 5", 19, 242, {"99038201", "99038218", "99038219"}),
    ],
)
def test_numbers_that_come_and_go_stand_in_the_records(
    records: Records,
    official_data: Path,
    before: str,
    after: str,
    arrived: int,
    left: int,
    unsaid: set[str],
) -> None:
    """Why the others don't: docs/decisions/2026-11-23-change-records.md."""
    moves = list(differences(_edition(official_data, before), _edition(official_data, after)))
    new = {move.code for move in moves if move.kind is ChangeKind.ADDED}
    gone = {move.code for move in moves if move.kind is ChangeKind.DISCONTINUED}
    made = [e for r in records.values() for e in r.entries if made_between(e, before, after)]
    assert (len(new), len(gone)) == (arrived, left)
    assert {*_unsaid(new, ARRIVED, made), *_unsaid(gone, LEFT, made)} == unsaid


def _told(entry: Entry) -> str:
    effective = entry.effective.isoformat() if entry.effective else entry.effective_text
    told = (entry.record, str(entry.page), entry.action, entry.what, entry.detail, effective)
    return " | ".join([*told, entry.source, entry.edition])


def _squeezed(line: str) -> str:
    return "|".join(cell.strip() for cell in line.split("|"))


def _said(entry: Entry) -> tuple[str, ...]:
    return (entry.action, entry.what, entry.detail.lower(), entry.effective_text, entry.source)


def _edition(data: Path, name: str) -> tuple[Row, ...]:
    file = f"hts_{name.lower().replace(' ', '_')}.json.gz"
    return read_export((data / "hts" / file).read_bytes())


def _unsaid(moved: set[str], actions: set[Action], made: list[Entry]) -> set[str]:
    named = tuple(code for entry in made if entry.action in actions for code in entry.codes)
    return {code for code in moved if not code.startswith(named)}
