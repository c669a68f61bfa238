"""Workbooks handed in to the real server: two processes over one data folder, and a cut line."""

import socket
import time
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from tests.fakes.served import served

from tariffline.clock import now
from tariffline.desk.sample import load_sample
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore


@pytest.fixture
def home(tmp_path: Path) -> Path:
    engine = open_database(tmp_path)
    load_sample(ScheduleStore(engine), tmp_path, now)
    engine.dispose()
    return tmp_path


def ended(url: str) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = requests.get(url, timeout=30).json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.1)
    raise TimeoutError(url)


def test_another_process_tells_and_deletes(home: Path, samples: Path) -> None:
    workbook = (samples / "parts.xlsx").read_bytes()
    with served(home) as one, served(home) as other:
        taken = requests.post(f"{one}/v1/workbooks", workbook, timeout=30)
        place = taken.headers["Location"]
        job = ended(other + place)
        assert (job["state"], job["summary"]["sheets"]) == ("done", ["Parts"])
        assert requests.get(other + job["result"], timeout=30).content.startswith(b"PK")
        assert requests.delete(other + place, timeout=30).status_code == 204
        assert requests.get(one + place, timeout=30).status_code == 404
    assert not list((home / "workbooks").iterdir())


def test_a_line_that_is_cut_leaves_nothing(home: Path) -> None:
    head = b"POST /v1/workbooks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n"
    with served(home) as url:
        address = urlsplit(url)
        with socket.create_connection((str(address.hostname), address.port or 0)) as line:
            line.settimeout(30)
            line.sendall(head + bytes(1_000))
            line.shutdown(socket.SHUT_WR)
            with HTTPResponse(line) as reply:
                reply.begin()
                told = reply.read().decode()
        assert reply.status == 400
        assert "broke off after 1,000 of 100,000 bytes" in told
        assert not list((home / "workbooks").iterdir())
