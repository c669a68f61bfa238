"""Every question of the catalogue, by its own example, from desktop Excel to the real service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread

import pytest
from tests.conftest import TODAY
from werkzeug.serving import make_server

from tariffline.app import create_app
from tariffline.desk.sample import load_sample
from tariffline.functions import CATALOGUE
from tariffline.settings import read_settings
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore
from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.catalogue import FUNCTIONS
from tariffline_office.client import Service
from tariffline_office.desktop.asking import Asking
from tariffline_office.desktop.naming import asked_of_cells
from tariffline_office.desktop.spread import Range
from tariffline_office.front_desk import FrontDesk

NAMES = [function.name for function in asked_of_cells()]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    home = tmp_path_factory.mktemp("home")
    engine = open_database(home)
    load_sample(ScheduleStore(engine), home, lambda: datetime(2026, 5, 1, 12, tzinfo=UTC))
    engine.dispose()
    app = create_app(read_settings({"TARIFFLINE_HOME": str(home)}), lambda: TODAY)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    running = Thread(target=server.serve_forever)
    running.start()
    with (
        Service(f"http://127.0.0.1:{server.port}") as client,
        Cache(client.url, CacheFile(None)) as cache,
    ):
        yield Asking(FrontDesk(client, cache))
    server.shutdown()
    running.join()
    server.server_close()


def given(name: str) -> list[Range]:
    example = [str(value) for value in CATALOGUE[name].example]
    count = len(FUNCTIONS[name].parameters)
    return [[[example[index] if index < len(example) else None]] for index in range(count)]


@pytest.mark.parametrize("name", NAMES)
def test_its_example_fills_a_cell(asking: Asking, name: str) -> None:
    cells = asking.cells(FUNCTIONS[name], given(name))
    assert cells[0][0] not in ("", None)
    assert not str(cells[0][0]).startswith(("#N/A", "#VALUE!"))
    assert len({len(row) for row in cells}) == 1
    assert (len(cells[0]) > 1) is (FUNCTIONS[name].answers == "rows")


@pytest.mark.parametrize("name", [name for name in NAMES if FUNCTIONS[name].parameters])
def test_nothing_given_is_an_error_or_an_answer_never_a_zero(asking: Asking, name: str) -> None:
    empty: list[Range] = [[[None]] for _ in FUNCTIONS[name].parameters]
    [[cell], *_] = [row[:1] for row in asking.cells(FUNCTIONS[name], empty)]
    required = any(parameter.required for parameter in FUNCTIONS[name].parameters)
    assert str(cell).startswith("#VALUE! BAD_INPUT: ") is required
    [[words]] = asking.words(FUNCTIONS[name], empty)
    assert words
