"""`tariffline serve --https`: a process of its own, reached by whoever trusts its authority."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def reached(url: str, authority: Path, process: subprocess.Popen[bytes]) -> bool:
    """Whether the service answers over https to one who trusts the authority."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            return requests.get(f"{url}/healthz", verify=str(authority), timeout=5).ok
        except OSError:  # no authority yet, or nobody listens
            time.sleep(0.05)
    return False


def test_office_gets_https_in_one_command(home: Path, tmp_path: Path) -> None:
    port = free_port()
    words = tmp_path / "words.txt"
    command = [sys.executable, "-m", "tariffline", "serve", "--https", "--port", str(port)]
    with words.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        for name in ("localhost", "127.0.0.1"):
            assert reached(f"https://{name}:{port}", home / "https" / "authority.pem", process)
    finally:
        process.terminate()
        process.wait(START_SECONDS)
    told = words.read_text(encoding="utf-8")
    assert f"Tariffline serves on https://127.0.0.1:{port}" in told
    assert f'certutil -user -addstore Root "{home / "https" / "authority.pem"}"' in told
    assert "security add-trusted-cert" in told
