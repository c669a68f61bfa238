"""Many clients on keep-alive connections, in a process of their own and one thread.

A thread a client would wait for its turn in Python and measure that; here one loop watches every
socket, each with one request under way.
"""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

_PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Load:
    """What clients saw: the seconds of each request, the whole run's, and their own CPU's."""

    latencies: list[float]
    elapsed: float
    cpu: float

    def percentile(self, share: float) -> float:
        """Milliseconds within which that share of the requests was answered."""
        return sorted(self.latencies)[int(len(self.latencies) * share)] * 1e3


def load(port: int, paths: list[str], clients: int) -> Load:
    """Ask every path once, `clients` at a time, from another process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_run, port, paths, clients).result()


@dataclass
class _Client:
    socket: socket.socket
    sent: float = 0.0
    received: bytearray = field(default_factory=bytearray)

    def ask(self, path: str) -> None:
        self.received.clear()
        self.sent = time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def answered(self) -> bool:
        """Take in what has come; whether the reply is whole."""
        part = self.socket.recv(65_536)
        self.received += part
        head, end, content = self.received.partition(b"\r\n\r\n")
        if not part or (end and not head.startswith(b"HTTP/1.1 200")):
            raise RuntimeError(f"a cell was answered with {bytes(self.received[:200])!r}")
        return bool(end) and len(content) >= _length(head)


def _length(head: bytearray) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0])


def _run(port: int, paths: list[str], clients: int) -> Load:
    waiting = iter(paths)
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        for _ in range(clients):
            client = _Client(socket.create_connection(("127.0.0.1", port), _PATIENCE))
            selector.register(client.socket, selectors.EVENT_READ, client)
        busy, started = time.process_time(), time.perf_counter()
        for key in [*selector.get_map().values()]:
            key.data.ask(next(waiting))
        while len(latencies) < len(paths):
            for client in _ready(selector):
                if client.answered():
                    latencies.append(time.perf_counter() - client.sent)
                    if path := next(waiting, None):
                        client.ask(path)
        ended = Load(latencies, time.perf_counter() - started, time.process_time() - busy)
        for key in [*selector.get_map().values()]:
            key.data.socket.close()
    return ended


def _ready(selector: selectors.BaseSelector) -> Iterator[_Client]:
    events = selector.select(_PATIENCE)
    if not events:
        raise RuntimeError(f"no answer within {_PATIENCE} s")
    for key, _ in events:
        yield key.data
