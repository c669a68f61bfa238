"""The manifests for a service on this machine."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tariffline import manifest
from tariffline.manifest import manifests

BASE = "https://localhost:8765"
Json = dict[str, Any]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The manifests while there is a pane for mail, too."""
    panes = tmp_path_factory.mktemp("panes")
    with pytest.MonkeyPatch.context() as patch:
        with_mail(patch, panes)
        return manifests(BASE)


def with_mail(patch: pytest.MonkeyPatch, panes: Path) -> None:
    """Let there be a pane for mail beside the real one for Excel."""
    real = manifest.panes_folder()
    (panes / "excel").symlink_to(real / "excel")
    (panes / "outlook").mkdir()
    (panes / "outlook" / "taskpane.html").touch()
    patch.setattr(manifest, "panes_folder", lambda: panes)


@pytest.fixture(params=["excel.xml", "outlook.xml"])
def xml(files: dict[str, bytes], request: pytest.FixtureRequest) -> ElementTree.Element:
    return ElementTree.fromstring(files[request.param])


@pytest.fixture(scope="session")
def package(files: dict[str, bytes]) -> ZipFile:
    return ZipFile(BytesIO(files["unified.zip"]))


@pytest.fixture(scope="session")
def unified(package: ZipFile) -> Json:
    found: Json = json.loads(package.read("manifest.json"))
    return found
