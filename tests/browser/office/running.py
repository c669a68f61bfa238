"""The real service in a process of its own, which a test can end and start again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import requests

from tariffline.law.schedule import Row
from tariffline.law.tree import EditionInfo
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

_ASKED = re.compile(r"^\w*requests_total\{([^}]*)\} ([0-9.]+)", re.MULTILINE)
_PATIENCE = 60  # seconds


@dataclass
class Running:
    """`tariffline serve` over a data folder, at one address through all its lives."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "tariffline", "serve", "--port", str(self.port)]
        environment = {**os.environ, "TARIFFLINE_HOME": str(self.home)}
        self.process = subprocess.Popen(
            command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
        )
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                requests.get(f"{self.url}/healthz", timeout=5)
            except requests.ConnectionError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError(f"the service did not start on {self.url}")

    def stop(self) -> None:
        """End it at once with its workers and all connections, as when a machine fails."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(_PATIENCE)
            self.process = None

    def asked(self) -> int:
        """How many times POST /v1/ask was answered, by the service's own count."""
        metrics = requests.get(f"{self.url}/metrics", timeout=5).text
        found = _ASKED.findall(metrics)
        return sum(int(float(count)) for labels, count in found if '"/v1/ask"' in labels)


@contextmanager
def running(home: Path) -> Iterator[Running]:
    """The service on a free port, ended with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        service = Running(home, free.getsockname()[1])
    service.start()
    try:
        yield service
    finally:
        service.stop()


def publish(home: Path, turn: int, rates: dict[str, str]) -> None:
    """Let an edition come out that prints these rates for these eight-digit numbers."""
    rows = [Row("0901", 0, "Coffee")]
    rows += [Row(code, 1, f"Coffee {code}", general=rate) for code, rate in sorted(rates.items())]
    info = EditionInfo(
        name=f"edition {turn}",
        effective=date(2026, 1, turn),
        published=None,
        retrieved=datetime.now(UTC),
        basis="stated",
        whole=True,
        rows=len(rows),
        lines=len(rates),
        source="a test",
        sha256="",
    )
    engine = open_database(home)
    assert ScheduleStore(engine).add(info, tuple(rows))
    engine.dispose()
