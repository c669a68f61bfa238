"""`tariffline udfs`: what a workbook of desktop Excel needs to have the functions."""

from __future__ import annotations

import locale
import sys
from importlib.resources import files
from pathlib import Path

import click

from tariffline_office.desktop.vba import module


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to: that of the workbook.",
)
def udfs(out: Path) -> None:
    """Write the functions for desktop Excel on Windows, as VBA modules that call Python.

    \b
    Tariffline.bas  the functions: =TARIFF_BASE(A2,"CN") …
    xlwings.bas     how they reach Python, as xlwings distributes it
    xlwings.conf    which Python: the one that runs this command

    docs/excel.md says what to do with them.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in _contents().items():
            # VBA reads files in the local code page; only the path of Python may need it.
            (out / name).write_text(text, encoding=locale.getencoding(), newline="\r\n")
            click.echo(f"{out / name} written")
    except (OSError, UnicodeEncodeError) as error:
        raise click.ClickException(f"{out} can't be written to: {error}") from error


def _contents() -> dict[str, str]:
    return {
        "Tariffline.bas": module(),
        "xlwings.bas": files("xlwings").joinpath("xlwings.bas").read_text(encoding="ascii"),
        "xlwings.conf": f'"INTERPRETER_WIN","{_interpreter()}"\n',
    }


def _interpreter() -> Path:
    """pythonw.exe, where there is one: it opens no console."""
    windowless = Path(sys.executable).with_name("pythonw.exe")
    return windowless if windowless.exists() else Path(sys.executable)
