"""`tariffline demo`: the whole road in a minute, on the bundled sample."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import requests
from rich.console import Console
from rich.table import Table

from tariffline.desk.sample import samples_folder

# What a broker might ask first: function, arguments, why it is worth a look.
QUESTIONS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("ASOF", (), "which law answers"),
    ("BASE", ("8471.30.01.00", "CN"), "a laptop: free in column 1"),
    ("BASE", ("7307.91.50.10", "KR", "", "claim=KR"), "a steel flange, with the Korea FTA claimed"),
    ("BASE", ("7307.91.50.10", "RU"), "the same from Russia: column 2"),
    ("BASE", ("9101.11.40",), "a watch: a rate no single number can say"),
    ("CHECK", ("101210010",), "a number that lost its leading zero in Excel"),
    ("CHECK", ("0901.11.00.45",), "coffee, by a number discontinued in 2025"),
    ("BASE", ("4202.99.99.99", "CN"), "a number that the sample does not hold"),
    ("DUTY", ("7307.91.50.10", "CN", "14172", "2026-05-01"), "all duties of a flange, to the cent"),
    ("WHY", ("6109.10.00.12", "VN", "2026-05-01"), "a T-shirt: each part with its law"),
    ("ADCVD", ("2922.49.40.20", "CN"), "glycine from China: possible exposure, with its range"),
    ("ADCVD", ("7306.30.10.00", "CN"), "steel pipe: no match, which is no clearance"),
    ("CASE", ("A-570-910",), "the order on welded pipe from China, and its companion"),
    ("DEPOSIT", ("A-570-836", "Baoding Fine Chemistry Co."), "no rate of its own: country-wide"),
    ("DEPOSIT", ("A-570-848-003",), "a deposit per kilogram needs the quantity"),
)
WORKBOOKS = ("parts.xlsx", "duty-parts.xlsx")
_START_SECONDS = 30


@click.command()
@click.option("--folder", default="demo", type=click.Path(path_type=Path), help="Where to work.")
def demo(folder: Path) -> None:
    """Load the bundled sample, serve it, ask, refresh a workbook; all in a folder of its own."""
    console = Console()
    home = folder / "data"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "TARIFFLINE_HOME": str(home.resolve()),
        "TARIFFLINE_CACHE": str((folder / "cache.sqlite").resolve()),
    }
    console.rule("Tariffline: a demonstration on real sample lines")
    _run(environment, "import", "sample")
    with _service(environment) as url:
        console.print(_answers(url))
        for name in WORKBOOKS:
            shutil.copy(samples_folder() / name, folder / name)
            console.rule(f"Refreshing {name}")
            _run(environment, "refresh", str(folder / name), "--url", url, allowed=(0, 3))
    console.rule("Next")
    for name in WORKBOOKS:
        console.print(f"Open the refreshed workbook: {(folder / name).resolve()}")
    console.print(
        "Serve the current official schedule:  make serve   (or: tariffline serve --load)"
    )
    for path in ("/hts/8471.30.01.00", "/hts/7307.91.50.10?country=CN", "/hts?q=horses", "/docs"):
        console.print(f"  then open http://127.0.0.1:8765{path}", highlight=False)


def _answers(url: str) -> Table:
    """The questions and what the service answers, asked in one request."""
    calls = [{"function": name, "columns": list(arguments)} for name, arguments, _ in QUESTIONS]
    reply = requests.post(f"{url}/v1/ask", json={"calls": calls}, timeout=30)
    reply.raise_for_status()
    table = Table(
        "Question", "Answer", "What it shows", title=f"Edition: {reply.json()['edition']}"
    )
    for (name, arguments, why), result in zip(QUESTIONS, reply.json()["results"], strict=True):
        table.add_row(f"{name}({', '.join(arguments)})", _shown(result), why)
    return table


def _shown(result: dict[str, Any]) -> str:
    if result["errors"]:
        error = result["errors"][0]
        return f"{error['code']}: {error['message']}"
    return str(result["answers"][0])


def _run(environment: dict[str, str], *arguments: str, allowed: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run([sys.executable, "-m", "tariffline", *arguments], env=environment)
    if done.returncode not in allowed:
        raise click.ClickException(f"tariffline {' '.join(arguments)} failed; its words are above")


@contextmanager
def _service(environment: dict[str, str]) -> Iterator[str]:
    """The service on a free port, ended with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tariffline", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + _START_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        try:
            if requests.get(f"{url}/readyz", timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise click.ClickException("the service did not start; its words are above")
