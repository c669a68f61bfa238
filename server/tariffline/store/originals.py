"""The bytes as they came: USITC's archive refuses programs, so what was seen once is kept."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def keep_original(home: Path, digest: str, data: bytes) -> Path:
    """Keep a file under its SHA-256, whole or not at all."""
    folder = home / "originals"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / digest
    if not path.exists():
        with NamedTemporaryFile(dir=folder, delete=False) as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        os.replace(part.name, path)
    return path
