"""LibreOffice Calc without a window: a sheet of formulas in, what its cells show out."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_PROFILE = Path(__file__).with_name("profile")
_PATIENCE = 180  # seconds; it starts in three where nothing else runs
_SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
  office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="Parts">{rows}</table:table>
</office:spreadsheet></office:body></office:document>
"""


class Calc:
    """soffice with a profile of its own, which lets files in `folder` update their links."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._profile = folder / "profile"
        shutil.copytree(_PROFILE, self._profile)
        settings = self._profile / "user" / "registrymodifications.xcu"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("$(trusted)", folder.as_uri()), encoding="utf-8")

    def calculated(self, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """What the cells show; those that begin with = are formulas, in OpenFormula."""
        source, target = self._folder / "parts.fods", self._folder / "parts.csv"
        lines = "".join(
            f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
        )
        source.write_text(_SHEET.format(rows=lines), encoding="utf-8")
        macro = f'macro:///Standard.Module1.Recalculate("{source.as_uri()}","{target.as_uri()}")'
        own = f"-env:UserInstallation={self._profile.as_uri()}"
        said = subprocess.run(
            [self._program, own, "--headless", "--norestore", macro],
            capture_output=True, text=True, timeout=_PATIENCE, check=True,
        )  # fmt: skip
        if not target.exists():
            raise RuntimeError(f"LibreOffice wrote nothing: {said.stdout}{said.stderr}")
        with target.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))


def _cell(written: str) -> str:
    if written.startswith("="):
        return f"<table:table-cell table:formula={quoteattr('of:' + written)}/>"
    text = f"<text:p>{escape(written)}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
