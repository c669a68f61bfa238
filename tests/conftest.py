"""What every test may ask for."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.message_intake import take_in_messages
from tariffline.desk.records import Desk, Records
from tariffline.law.schedule import Row
from tariffline.law.tree import Edition, EditionInfo, reportable
from tariffline.sources.usitc.export import read_export
from tariffline.store.database import open_database
from tariffline.store.notices import read_kept
from tariffline.store.schedule import ScheduleStore

# A busy machine is no fault of the code: nothing is timed here, that is what `make bench` is for.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
OFFICIAL_DATA = ROOT.parent / "shared" / "data"
TODAY = date(2026, 6, 1)

# The bundled samples: file, name, effective date (samples/SOURCES.md).
SAMPLES = (
    ("2025_basic", "2025 Basic", date(2025, 1, 1)),
    ("2025_rev_16", "2025 Rev 16", date(2025, 7, 1)),
    ("2026_rev_5", "2026 Rev 5", date(2026, 4, 6)),
)

MakeEdition = Callable[..., EditionInfo]
Recalculate = Callable[[Sequence[Path]], Mapping[Path, Path]]


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def official_data() -> Path:
    """The official files beside the checkout, for the tests that read whole editions."""
    if not (OFFICIAL_DATA / "hts").is_dir():
        pytest.skip("the official files are not beside this checkout")
    return OFFICIAL_DATA


@pytest.fixture(scope="session")
def recalculate(tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Opens workbooks in LibreOffice, which computes what has no result, and saves them again."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not on the path")
    profile = tmp_path_factory.mktemp("libreoffice").as_uri()

    def save(paths: Sequence[Path]) -> Mapping[Path, Path]:
        folder = tmp_path_factory.mktemp("recalculated")
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
        command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return {path: folder / f"{path.stem}.xlsx" for path in paths}

    return save


@pytest.fixture(scope="session")
def arrivals(samples: Path) -> tuple[Arrival, ...]:
    """The sample editions as they come in, oldest first."""
    return tuple(
        Arrival(
            name=name,
            effective=effective,
            data=(samples / "hts" / f"{file}.json").read_bytes(),
            source=f"samples/hts/{file}.json",
            retrieved=datetime(2026, 5, 1, 12, tzinfo=UTC),
            whole=False,
        )
        for file, name, effective in SAMPLES
    )


@pytest.fixture(scope="session")
def sample_editions(arrivals: tuple[Arrival, ...]) -> dict[str, Edition]:
    """The sample editions as trees, by name."""
    result = {}
    for arrival in arrivals:
        rows = read_export(arrival.data, whole=False)
        info = edition_info(arrival.name, arrival.effective, rows, whole=False)
        result[arrival.name] = Edition(info, rows)
    return result


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ScheduleStore]:
    """An empty store of its own."""
    engine = open_database(tmp_path / "home")
    yield ScheduleStore(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def desk(
    arrivals: tuple[Arrival, ...], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A desk over the three sample editions, the sample messages and cases, on 1 June 2026."""
    home = tmp_path_factory.mktemp("sample_desk")
    engine = open_database(home)
    store = ScheduleStore(engine)
    for arrival in arrivals:
        take_in(store, home, arrival)
    for path in sorted((samples / "csms").iterdir()):
        take_in_messages(store, home, path.read_bytes(), datetime(2026, 5, 1, 12, tzinfo=UTC))
    for path in sorted((samples / "adcvd").iterdir()):
        store.notices.add(read_kept(path.read_bytes()), datetime(2026, 5, 1, 12, tzinfo=UTC))
    yield Records(store, lambda: TODAY).desk()
    engine.dispose()


@pytest.fixture(scope="session")
def make_edition() -> MakeEdition:
    """Makes the description of an edition: name, effective date, rows; whole unless said."""
    return edition_info


def edition_info(
    name: str, effective: date, rows: tuple[Row, ...], *, whole: bool = True
) -> EditionInfo:
    return EditionInfo(
        name=name,
        effective=effective,
        published=None,
        retrieved=datetime(2026, 5, 1, 12, tzinfo=UTC),
        basis="publication date",
        whole=whole,
        rows=len(rows),
        lines=len(reportable([row.code for row in rows if row.code])),
        source="a test",
        sha256="0" * 64,
    )
