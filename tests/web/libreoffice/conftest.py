"""LibreOffice, where it is installed, and a live service on loopback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from tests.web.libreoffice.calc import Calc
from werkzeug.serving import make_server


@dataclass
class Live:
    """A service that listens; `requests` are method and path of each."""

    url: str = ""
    requests: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def calc(tmp_path: Path) -> Calc:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-calc-nogui)")
    return Calc(program, tmp_path)


@pytest.fixture
def live(app: Flask) -> Iterator[Live]:
    seen = Live()

    def watched(environ: Any, start_response: Any) -> Any:
        seen.requests.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        return app(environ, start_response)

    server = make_server("127.0.0.1", 0, watched, threaded=True)
    running = Thread(target=server.serve_forever)
    running.start()
    seen.url = f"http://127.0.0.1:{server.port}"
    yield seen
    server.shutdown()
    running.join()
    server.server_close()
