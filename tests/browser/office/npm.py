"""The npm packages of the tests: tests/js/package.json names them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.conftest import ROOT

MODULES = ROOT / "tests" / "js" / "node_modules"


def package(name: str) -> Path:
    """Where a package lies; without it the test is skipped, in CI it fails."""
    folder = MODULES / name
    if not folder.is_dir():
        reason = f"{name} is not installed: npm ci --prefix tests/js"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
