"""A mailbox at a local Microsoft, the service that Graph reaches, and mails for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from shutil import copytree

import pytest
from flask.testing import FlaskClient
from tests.conftest import TODAY
from tests.fakes.govdelivery import Sent, bulletin_page
from tests.fakes.graph import FOLDER, USER, FakeGraph
from tests.fakes.login import CLIENT, PASS, TENANT

from tariffline.app import create_app
from tariffline.certificate import Certificate, localhost_certificate
from tariffline.desk.mailbox import Mailbox
from tariffline.desk.records import Records
from tariffline.desk.sample import load_sample
from tariffline.settings import Settings
from tariffline.sources.graph.client import Graph
from tariffline.sources.graph.messages import Folder
from tariffline.sources.graph.sealed import sealed_tokens
from tariffline.sources.graph.tokens import Client, Tokens
from tariffline.sources.http import Patience, session
from tariffline.store.database import open_database
from tariffline.store.mailboxes import Mailboxes
from tariffline.store.schedule import ScheduleStore

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "https://tariffline.contoso.example/v1/graph/notifications"
QUICK = Patience(connect=5, read=10, tries=1, longest_wait=30)
SENT = Sent(67844987, "GUIDANCE: Additional Duties on Imports from India", "File 9903.03.01.")
PASSED = "spf=pass smtp.mailfrom=x.example; dmarc=pass action=none header.from=info.cbp.dhs.gov"


def bulletin(sent: Sent = SENT, results: str = PASSED) -> bytes:
    """A message of CBP's as subscribers get it, past a mail server that says `results`."""
    letter = EmailMessage()
    if results:
        letter["Authentication-Results"] = results
    letter["Subject"], letter["From"] = sent.subject, "CBP <CBP@info.cbp.dhs.gov>"
    letter["Date"] = "Tue, 21 Jul 2026 17:26:00 -0400"
    letter.set_content("See the page.")
    letter.add_alternative(bulletin_page(sent), subtype="html")
    return letter.as_bytes()


def plain(text: str, subject: str = "A question") -> bytes:
    """A mail of a client's."""
    letter = EmailMessage()
    letter["Subject"], letter["From"] = subject, "anna@example.com"
    letter["Date"] = "Mon, 01 Jun 2026 10:00:00 +0000"
    letter.set_content(text)
    return letter.as_bytes()


class Clock:
    """The time, which a test moves."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return localhost_certificate(tmp_path_factory.mktemp("https"), datetime.now(UTC))


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample schedule; to be copied, not used."""
    folder = tmp_path_factory.mktemp("sample")
    engine = open_database(folder)
    load_sample(ScheduleStore(engine), folder, lambda: NOW)
    engine.dispose()
    return folder


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A data folder with the sample schedule."""
    return copytree(sample_home, tmp_path / "home")


@pytest.fixture
def service(home: Path) -> FlaskClient:
    """The service over the same data folder, as a proxy in front of it reaches it."""
    return create_app(Settings(home, "http://127.0.0.1:9", "WARNING"), lambda: TODAY).test_client()


@pytest.fixture
def microsoft(
    certificate: Certificate, service: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeGraph]:
    """Microsoft, whose certificate is trusted, and who reaches the service at URL only."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate.authority))

    def deliver(url: str, query: dict[str, str], body: object) -> tuple[int, str]:
        if url != URL:
            return 404, ""
        answer = service.post("/v1/graph/notifications", query_string=query, json=body)
        return answer.status_code, answer.text

    with FakeGraph(certificate, deliver) as fake:
        yield fake


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slept() -> list[float]:
    """The pauses that were made."""
    return []


@pytest.fixture
def graph(microsoft: FakeGraph, tmp_path: Path, slept: list[float]) -> Iterator[Graph]:
    """The client, signed in as the application."""
    with session(QUICK) as asking:
        tokens = Tokens(client_of(microsoft), asking, sealed_tokens(tmp_path / "keys", ""), "")
        patience = replace(QUICK, tries=4)
        yield Graph(f"{microsoft.url}/v1.0", tokens.get, asking, patience, slept.append)


def client_of(microsoft: FakeGraph, *, for_user: bool = False) -> Client:
    authority = f"{microsoft.url}/{TENANT}"
    return Client(authority, CLIENT, PASS, f"{microsoft.url}/.default", for_user)


@pytest.fixture
def open_mailbox(graph: Graph, home: Path, clock: Clock) -> Iterator[Callable[[], Mailbox]]:
    """Opens the mailbox as a new process would."""
    engines = []

    def opened() -> Mailbox:
        engine = open_database(home)
        engines.append(engine)
        store = ScheduleStore(engine)
        return Mailbox(
            graph=graph,
            folder=Folder(USER, FOLDER),
            notes=Mailboxes(engine),
            store=store,
            records=Records(store, lambda: TODAY),
            home=home,
            senders=("cbp.dhs.gov", "govdelivery.com"),
            clock=clock,
        )

    yield opened
    for engine in engines:
        engine.dispose()


@pytest.fixture
def mailbox(open_mailbox: Callable[[], Mailbox]) -> Mailbox:
    return open_mailbox()
