"""Tokens at rest: encrypted, under a key that lies elsewhere or is readable by one user only."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet, InvalidToken

from tariffline.sources import SourceError

_KEY_FILE = "key"
_TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A text in a file, encrypted with Fernet (AES-128-CBC and HMAC-SHA-256)."""

    file: Path
    key: Fernet

    def read(self, now: datetime) -> tuple[str, str]:
        """The text, "" when there is none; and in words what was set aside, "" for nothing.

        What another key sealed, or what is broken, is set aside, not deleted.
        """
        if not self.file.exists():
            return "", ""
        try:
            return self.key.decrypt(self.file.read_bytes()).decode(), ""
        except (InvalidToken, UnicodeDecodeError):
            aside = self.file.with_name(f"{self.file.name}.{now:%Y%m%dT%H%M%S}.unread")
            os.replace(self.file, aside)
            return "", (
                f"the kept tokens can't be read with this key, and are set aside as {aside}; "
                "new ones are asked for"
            )

    def write(self, text: str) -> None:
        """Keep a text, whole or not at all."""
        with NamedTemporaryFile(dir=self.file.parent, delete=False) as part:  # made with 0600
            part.write(self.key.encrypt(text.encode()))
            part.flush()
            os.fsync(part.fileno())
        os.replace(part.name, self.file)


def sealed_tokens(folder: Path, key: str) -> Sealed:
    """The token cache in a folder; `key` "" uses the key file there, made when it is not there.

    Raises SourceError for a key that is none, or a key file that others may read.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if key:
        return Sealed(folder / _TOKENS, _fernet(key, "TARIFFLINE_MAILBOX_KEY"))
    file = folder / _KEY_FILE
    if not file.exists():
        _make(file)
    if os.name != "nt" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise SourceError(f"{file} may be read by others; chmod 600 it, or set another key")
    return Sealed(folder / _TOKENS, _fernet(file.read_text("ascii", "replace"), str(file)))


def _fernet(key: str, where: str) -> Fernet:
    try:
        return Fernet(key.strip())
    except ValueError:
        raise SourceError(
            f"{where} is no key; make one: python -c "
            '"from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
        ) from None


def _make(file: Path) -> None:
    """A new key, never half written, and never over one that another process made meanwhile."""
    with NamedTemporaryFile(dir=file.parent, delete=False) as part:
        part.write(Fernet.generate_key())
        part.flush()
        os.fsync(part.fileno())
    try:
        os.link(part.name, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(part.name)
