"""A file that takes another's place only when it is whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO
from zlib import crc32

from tariffline_office.workbook.sheet import WorkbookError

if sys.platform != "win32":
    import fcntl


@contextmanager
def draft_of(target: Path, *, like: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place if all goes well, and else is removed."""
    target = target.resolve()
    _check_target(target, like)
    prefix = f".tariffline-{crc32(target.name.encode()):08x}-"
    try:
        _clear_left_overs(target.parent, prefix)
        # Named before it is made: an interrupt while it is being made leaves nothing behind.
        draft = target.parent / f"{prefix}{token_hex(4)}{like.suffix}"
        try:
            with open(draft, "xb+", opener=_for_us) as file:  # open as long as we live: others see
                _lock(file)
                yield draft
                shutil.copymode(like, draft)
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except PermissionError as error:
        raise WorkbookError(
            f"{target} cannot be written; close it in Excel, "
            "check the rights on the folder, or choose another file with --out"
        ) from error
    except OSError as error:
        raise WorkbookError(f"{target} cannot be written ({error.strerror or error})") from error


def _for_us(path: str, flags: int) -> int:
    """Opens it for nobody else to read: what is in it is the user's."""
    return os.open(path, flags, 0o600)


def _clear_left_overs(folder: Path, prefix: str) -> None:
    """Remove the drafts of processes that were killed; those of living ones are locked."""
    for path in folder.glob(f"{prefix}*"):
        with suppress(OSError):  # on Windows a file that is open can't be removed
            with path.open("rb+") as file:
                _lock(file)
            path.unlink()


def _lock(file: IO[bytes]) -> None:
    """Raises OSError if another process has it locked; on Windows it is enough to have it open."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _check_target(target: Path, like: Path) -> None:
    if target.suffix.lower() != like.suffix.lower():
        raise WorkbookError(
            f"{target.name} must end in {like.suffix} like the workbook itself; rename --out"
        )
    if not target.parent.is_dir():
        raise WorkbookError(f"there is no folder {target.parent}; make it first, or change --out")
    # Excel puts this file beside a workbook while it is open.
    if (target.parent / f"~${target.name}").exists():
        raise WorkbookError(
            f"{target.name} is open in Excel; close it and refresh again "
            f"(if it is not, delete the left-over file ~${target.name})"
        )
