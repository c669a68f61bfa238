"""The service as Outlook needs it: over https; sample editions, messages, a watch list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Thread

import pytest
from flask import Flask
from tests.conftest import TODAY
from werkzeug.serving import make_server

from tariffline.app import create_app
from tariffline.certificate import localhost_certificate
from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.message_intake import take_in_messages
from tariffline.settings import Settings
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore
from tariffline.store.watches import Channel, Pair, Watches

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def loaded(
    arrivals: tuple[Arrival, ...], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data folder."""
    home = tmp_path_factory.mktemp("beside_mail")
    engine = open_database(home)
    for arrival in arrivals:
        take_in(ScheduleStore(engine), home, arrival)
    for path in sorted((samples / "csms").iterdir()):
        take_in_messages(ScheduleStore(engine), home, path.read_bytes(), NOON)
    receiver = "http://receiver.example/"
    Watches(engine).add("parts", Channel.WEBHOOK, receiver, "signs it", [Pair("0901")], 0, NOON)
    engine.dispose()
    return home


@pytest.fixture(scope="session")
def service(loaded: Path) -> Iterator[str]:
    """The address of the service, on 1 June 2026."""
    app = create_app(Settings(loaded, "http://127.0.0.1:9", "WARNING"), clock=lambda: TODAY)
    with served(app, loaded) as url:
        yield url


@contextmanager
def served(app: Flask, home: Path, port: int = 0) -> Iterator[str]:
    """An app over https, with the certificate that `serve --https` makes."""
    made = localhost_certificate(home, datetime.now(UTC))
    tls = SSLContext(PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(made.chain, made.key)
    server = make_server("127.0.0.1", port, app, threaded=True, ssl_context=tls)
    running = Thread(target=server.serve_forever)
    running.start()
    try:
        yield f"https://localhost:{server.port}"
    finally:
        server.shutdown()
        running.join()
        server.server_close()
