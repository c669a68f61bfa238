"""`tariffline manifest`: the files by which Excel and Outlook know the add-in."""

from __future__ import annotations

from pathlib import Path

import click

from tariffline.cli.data import plain_errors
from tariffline.manifest import ManifestError, manifests


@click.command()
@click.option(
    "--base-url", required=True, help="Where Office finds the service, https://… without a path."
)
@click.option(
    "--out",
    default=".",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into.",
)
@click.option("--id", "family", help="A UUID of your own, when you run the add-in beside another.")
def manifest(base_url: str, out: Path, family: str | None) -> None:
    """Write the manifests of the add-in: excel.xml, outlook.xml, and unified.zip for both."""
    try:
        files = manifests(base_url, family)
    except ManifestError as problem:
        raise click.UsageError(str(problem)) from None
    with plain_errors():
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
            click.echo(out / name)
