"""What the manifests name is there: the service serves it, the pane has it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from tests.manifest.conftest import BASE, Json

from tariffline.app import create_app
from tariffline.manifest import description, panes_folder
from tariffline.settings import Settings

ICON_SIZES = {16, 32, 64, 80, 128, 192}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = create_app(Settings(tmp_path_factory.mktemp("home"), "http://127.0.0.1:9", "WARNING"))
    with app.test_client() as client:
        yield client


def size(png: bytes) -> tuple[int, int]:
    """Width and height, from the header: https://www.w3.org/TR/png-3/#11IHDR"""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_address_is_served(client: FlaskClient, files: dict[str, bytes]) -> None:
    texts = (files["excel.xml"] + files["outlook.xml"]).decode()
    found = set(re.findall(rf'DefaultValue="{BASE}(/[^"]*)"', texts))
    assert {"/addin/excel/taskpane.html", "/addin/outlook/taskpane.html"} < found
    for path in found:
        with client.get(path) as response:
            assert response.status_code == 200, path


def test_icons_are_as_large_as_their_names_say_and_may_be_stored(client: FlaskClient) -> None:
    icons = list((panes_folder() / "excel" / "icons").glob("*-*.png"))
    sizes = set()
    for icon in icons:
        said = int(icon.stem.rpartition("-")[2])
        assert size(icon.read_bytes()) == (said, said), icon.name
        sizes |= {said} if icon.name.startswith("tariffline") else set()
        with client.get(f"/addin/excel/icons/{icon.name}") as response:
            assert "no-store" not in response.headers["Cache-Control"]
    assert sizes == ICON_SIZES


def test_the_package_holds_its_icons_in_the_sizes_asked_for(package: ZipFile) -> None:
    assert package.namelist() == ["manifest.json", "color.png", "outline.png"]
    assert size(package.read("color.png")) == (192, 192)
    assert size(package.read("outline.png")) == (32, 32)


def test_the_pane_answers_every_command(unified: Json) -> None:
    """By the names in the manifest, in the module that binds them."""
    commands = (panes_folder() / "excel" / "pane" / "commands.js").read_text(encoding="utf-8")
    bound = set(re.findall(r"^  (\w+): \(\) =>", commands, re.MULTILINE))
    runtimes = unified["extensions"][0]["runtimes"]
    actions = [action for runtime in runtimes for action in runtime["actions"]]
    assert {a["id"] for a in actions if a["type"] == "executeFunction"} == bound


def test_the_namespace_is_one_excel_takes() -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9._]{0,31}", description()["excel"]["namespace"])


def test_the_version_is_that_of_the_distribution() -> None:
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{description()["version"]}"' in project
