"""The manifests for a service on this machine."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tariffline.manifest import manifests

BASE = "https://localhost:8765"
Json = dict[str, Any]


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return manifests(BASE)


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
