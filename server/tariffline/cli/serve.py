"""`tariffline serve`: the service, on this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click
from granian.constants import Interfaces
from granian.server import Server

from tariffline.certificate import Certificate, localhost_certificate
from tariffline.cli.data import plain_errors, settings, store_to_load
from tariffline.cli.sync import progress_bar
from tariffline.clock import now
from tariffline.desk.intake import sync_usitc
from tariffline.desk.sample import load_sample
from tariffline.settings import LOOPBACK
from tariffline.sources import SourceError
from tariffline.store.schedule import StoreError

# A stream of events holds a thread while it waits; threads are only made when they are needed.
_CONNECTIONS = 4_096


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535))
@click.option("--load", is_flag=True, help="Over an empty data folder, load the schedule first.")
@click.option("--https", is_flag=True, help="As Office needs it; says how to trust it.")
def serve(host: str, port: int, load: bool, https: bool) -> None:
    """Serve answers on this machine until interrupted."""
    _must_be_loopback(host)
    _must_be_free(port)
    where = settings()
    store = store_to_load(where)
    if load and not any(edition.whole for edition in store.editions()):
        _load()
    certificate = _certificate(where.home) if https else None
    scheme = "https" if certificate else "http"
    click.echo(f"Tariffline serves on {scheme}://{host}:{port} from {where.home}", err=True)
    os.environ["TARIFFLINE_LOG"] = where.log
    Server(
        "tariffline.app:service",
        LOOPBACK[0],  # granian binds addresses only: localhost is one
        port,
        interface=Interfaces.WSGI,
        factory=True,
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        blocking_threads=_CONNECTIONS // 2,
        log_enabled=where.log == "DEBUG",
        ssl_cert=certificate.chain if certificate else None,
        ssl_key=certificate.key if certificate else None,
    ).serve()


def _must_be_loopback(host: str) -> None:
    if host not in LOOPBACK:
        raise click.BadParameter(
            f"“{host}”: there is no sign-in yet, so only this machine may ask; "
            f"use {' or '.join(LOOPBACK)}",
            param_hint="--host",
        )


def _must_be_free(port: int) -> None:
    """The server would share a port with another one, and each would get some of the questions."""
    with socket.socket() as trial:
        if os.name != "nt":  # there the option would allow what it is to find
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK[0], port))
        except OSError:
            raise click.ClickException(
                f"port {port} is in use, perhaps by another Tariffline; end that, or give --port"
            ) from None


def _certificate(home: Path) -> Certificate:
    """The certificate of this machine; how to trust it is said when it is new."""
    with plain_errors():
        certificate = localhost_certificate(home, now())
    if certificate.made:
        click.echo(
            "A certificate for localhost was made. Trust it once, then restart Excel:\n"
            f'  Windows: certutil -user -addstore Root "{certificate.authority}"\n'
            "  macOS:   security add-trusted-cert -r trustRoot "
            f'-k ~/Library/Keychains/login.keychain-db "{certificate.authority}"\n'
            "It can vouch for this machine only: the key that signed it is forgotten.",
            err=True,
        )
    return certificate


def _load() -> None:
    """The current schedule when the network allows, else the sample; says which."""
    where = settings()
    store = store_to_load(where)
    try:
        with progress_bar() as report:
            click.echo(sync_usitc(store, where.home, where.usitc, report, now), err=True)
    except (SourceError, StoreError, OSError) as problem:
        click.echo(f"The schedule could not be loaded: {problem}", err=True)
        load_sample(store, where.home, now)
        click.echo(
            "Answers come from the bundled sample, and say so. It is not the schedule.", err=True
        )
