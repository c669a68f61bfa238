"""The command line, each test over a data folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result
from tests.fakes.govdelivery import FakeGovDelivery
from tests.fakes.notices import FakeDoor
from tests.fakes.usitc import unreachable_url, whole_export

from tariffline.cli import main
from tariffline.desk import remedy_intake
from tariffline.desk.intake import Arrival, take_in
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def govdelivery() -> Iterator[FakeGovDelivery]:
    """A publisher of CBP's messages that has none."""
    with FakeGovDelivery() as site:
        yield site


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, govdelivery: FakeGovDelivery) -> Path:
    """The data folder of the settings; USITC cannot be reached, and nobody has notices."""
    monkeypatch.setattr(remedy_intake, "adcvd", FakeDoor())
    monkeypatch.setenv("TARIFFLINE_CSMS_URL", govdelivery.url)
    folder = tmp_path / "home"
    monkeypatch.setenv("TARIFFLINE_HOME", str(folder))
    monkeypatch.setenv("TARIFFLINE_USITC_URL", unreachable_url())
    monkeypatch.delenv("TARIFFLINE_LOG", raising=False)
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    """Runs a command as a person would; a fault of ours fails the test with its traceback."""

    def command(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(main, [str(each) for each in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture(scope="session")
def export() -> bytes:
    """A whole edition in JSON."""
    return whole_export()


@pytest.fixture(scope="session")
def loaded_home(export: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the export loaded as 2026 Rev 5; to be copied, not used."""
    folder = tmp_path_factory.mktemp("loaded")
    engine = open_database(folder)
    retrieved = datetime(2026, 4, 9, 12, tzinfo=UTC)
    arrival = Arrival("2026 Rev 5", date(2026, 4, 6), export, "export.json", retrieved)
    take_in(ScheduleStore(engine), folder, arrival)
    engine.dispose()
    return folder


@pytest.fixture
def whole(run: Run, home: Path, loaded_home: Path) -> Run:
    """The command line over 2026 Rev 5, whole, effective by statement on 2026-04-06."""
    copytree(loaded_home, home)
    return run
