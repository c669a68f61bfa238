"""The service as its own process, started as a person starts it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

_PATIENCE = 30  # seconds


@dataclass(frozen=True)
class Service:
    """A running service; `started_in`: seconds from process start to the first right answer."""

    port: int
    process: subprocess.Popen[bytes]
    started_in: float

    def memory(self) -> float | None:
        """Resident megabytes of the worker, the largest child; None where there is no /proc."""
        own = self.process.pid
        family = Path(f"/proc/{own}/task/{own}/children")
        if not family.exists():
            return None
        return max(_resident(int(child)) for child in family.read_text().split())


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in status if line.startswith("VmRSS:"))
    return int(kilobytes) / 1e3


@contextmanager
def serving(home: Path, question: tuple[str, str], answer: str) -> Iterator[Service]:
    """The service over a data folder, once it has given the answer; ended with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "tariffline", "serve", "--port", str(port)]
    environment = {**os.environ, "TARIFFLINE_HOME": str(home)}
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process, cell("BASE", *question), answer)
        yield Service(port, process, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def cell(function: str, *arguments: str) -> str:
    """The path that asks one question."""
    return f"/v1/cell/{function}?{urlencode([('args', each) for each in arguments])}"


def _wait_for(port: int, process: subprocess.Popen[bytes], path: str, answer: str) -> None:
    patience = time.perf_counter() + _PATIENCE
    while time.perf_counter() < patience and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            if (said := connection.getresponse().read().decode()) != answer:
                raise RuntimeError(f"{path} answered {said!r}; in this process: {answer!r}")
            return
        except ConnectionError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise RuntimeError("the service did not start; try: tariffline serve")
