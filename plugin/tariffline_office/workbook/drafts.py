"""A file that takes another's place only when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

from tariffline_office.workbook.sheet import WorkbookError


@contextmanager
def draft_of(target: Path, *, like: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place if all goes well, and else is removed."""
    target = target.resolve()
    _check_target(target, like)
    try:
        handle, name = mkstemp(dir=target.parent, prefix=".tariffline-", suffix=like.suffix)
        os.close(handle)
        draft = Path(name)
        try:
            yield draft
            shutil.copymode(like, draft)
            with draft.open("rb+") as file:
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
