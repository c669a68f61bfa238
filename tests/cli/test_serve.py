"""`tariffline serve`: a process of its own, over an empty data folder."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest
import requests
from tests.cli.conftest import Run
from tests.fakes.usitc import FakeUsitc

START_SECONDS = 60
ANYWHERE = str(IPv4Address(0))  # 0.0.0.0: every interface of the machine
Start = Callable[..., str]


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """What the process says."""
    return tmp_path / "words.txt"


@pytest.fixture
def start(home: Path, words: Path) -> Iterator[Start]:
    """Starts the service with the given options; its address once it serves. Ends it after."""
    started: list[subprocess.Popen[bytes]] = []

    def serve(*options: str) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "tariffline", "serve", "--port", str(port), *options]
        with words.open("wb") as said:
            started.append(subprocess.Popen(command, stdout=said, stderr=said))
        wait_for(f"http://127.0.0.1:{port}/healthz", started[-1], words)
        return f"http://127.0.0.1:{port}"

    yield serve
    for process in started:
        process.terminate()
        process.wait(START_SECONDS)


def wait_for(url: str, process: subprocess.Popen[bytes], words: Path) -> None:
    patience = time.monotonic() + START_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        try:
            requests.get(url, timeout=5)
            return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError(f"the service did not start: {words.read_text()}")


def cell(url: str, question: str) -> str:
    return requests.get(f"{url}/v1/cell/{question}", timeout=30).text


def test_over_an_empty_folder_it_serves_and_says_how_to_load(start: Start, words: Path) -> None:
    url = start()
    assert requests.get(f"{url}/readyz", timeout=30).status_code == 503
    assert cell(url, "BASE?args=8471.30.01.00").startswith("UNAVAILABLE: no schedule is loaded")
    assert f"Tariffline serves on {url}" in words.read_text()


def test_what_is_imported_meanwhile_is_answered_from_the_next_question_on(
    start: Start, run: Run
) -> None:
    url = start("--host", "localhost")
    assert cell(url, "ASOF").startswith("UNAVAILABLE")
    run("import", "sample")
    assert cell(url, "ASOF") == "sample, 90 lines, 2026 Rev 5"


def test_load_without_network_serves_the_sample_and_says_so(start: Start, words: Path) -> None:
    url = start("--load")
    said = words.read_text()
    assert "The schedule could not be loaded: " in said
    assert "cannot be reached" in said
    assert "Answers come from the bundled sample, and say so. It is not the schedule." in said
    assert cell(url, "BASE?args=7307.91.50.10") == "0.055"
    assert cell(url, "ASOF") == "sample, 90 lines, 2026 Rev 5"


def test_load_with_network_serves_the_schedule(
    start: Start, words: Path, export: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeUsitc(export) as usitc:
        monkeypatch.setenv("TARIFFLINE_USITC_URL", usitc.url)
        url = start("--load")
    assert "is loaded, effective 2026-04-08 (publication date)" in words.read_text()
    assert cell(url, "ASOF") == "2026 Rev 5"


def test_load_leaves_a_loaded_schedule_as_it_is(whole: Run, start: Start, words: Path) -> None:
    url = start("--load")
    assert "could not be loaded" not in words.read_text()
    assert cell(url, "ASOF") == "2026 Rev 5"


def test_a_body_without_its_length_is_refused(start: Start) -> None:
    url = start()
    chunks = (b" " * 1_000_000 for _ in range(10))
    response = requests.post(f"{url}/v1/ask", data=chunks, timeout=30)
    assert response.status_code == 411
    assert "no Content-Length" in response.json()["error"]["message"]
    assert requests.get(f"{url}/healthz", timeout=30).ok


@pytest.mark.parametrize("host", [ANYWHERE, "::", "192.168.1.7", "example.com", ""])
def test_an_address_that_others_can_reach_is_refused(run: Run, host: str, home: Path) -> None:
    result = run("serve", "--host", host)
    assert result.exit_code == 2
    assert f"“{host}”: there is no sign-in yet, so only this machine may ask" in result.output
    assert "use 127.0.0.1 or localhost" in result.output
    assert not home.exists()


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_wrong_port_is_refused(run: Run, port: str) -> None:
    result = run("serve", "--port", port)
    assert result.exit_code == 2
    assert "Invalid value for '--port'" in result.output
    assert port in result.output


def test_a_wrong_setting_ends_it_with_its_remedy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARIFFLINE_LOG", "LOUD")
    result = run("serve")
    assert result.exit_code == 1
    assert "TARIFFLINE_LOG is “LOUD”; use one of" in result.output


def test_a_port_in_use_is_refused_with_words(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port} is in use" in result.output
