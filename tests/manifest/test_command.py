"""`tariffline manifest`, and the example that is kept of what it makes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from tests.conftest import ROOT
from tests.manifest.conftest import BASE

from tariffline.cli import main
from tariffline.manifest import manifests

EXAMPLE = ROOT / "addin_manifest" / "example"
OWN = "11111111-2222-4333-8444-555555555555"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["manifest", *map(str, arguments)])


def ids(files: dict[str, bytes]) -> list[str]:
    with ZipFile(BytesIO(files["unified.zip"])) as package:
        texts = [files["excel.xml"], files["outlook.xml"], package.read("manifest.json")]
    found = [re.search(rb'<Id>([^<]+)|\n  "id": "([^"]+)', text) for text in texts]
    return [(each[1] or each[2]).decode() for each in found if each]


def test_it_writes_the_files_and_names_them(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    result = run("--base-url", BASE, "--out", out)
    assert result.exit_code == 0
    written = sorted(path.name for path in out.iterdir())
    assert written == ["excel.xml", "outlook.xml", "unified.zip"]
    assert sorted(Path(line).name for line in result.output.splitlines()) == written


def test_the_example_is_what_it_makes() -> None:
    made = manifests(BASE)
    with ZipFile(BytesIO(made.pop("unified.zip"))) as package:
        made["manifest.json"] = package.read("manifest.json")
    kept = {path.name: path.read_bytes() for path in EXAMPLE.iterdir()}
    assert kept == made, "tariffline manifest --base-url https://localhost:8765, then unpack"


def test_ids_derive_from_the_family() -> None:
    ours, theirs = ids(manifests(BASE)), ids(manifests(BASE, OWN))
    assert len({*ours, *theirs, OWN}) == 7
    assert ids(manifests("https://tariff.example.com", OWN)) == theirs


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        (["--base-url", "http://localhost:8765"], "Office loads add-ins over https only"),
        (["--base-url", "https://"], "give such as https://localhost:8765"),
        (["--base-url", "https://a.example/?q=1"], "give such as https://localhost:8765"),
        (["--base-url", BASE, "--id", "seven"], "“seven” is not a UUID; write such as"),
        ([], "Missing option '--base-url'"),
    ],
)
def test_what_can_not_be_is_refused_with_its_remedy(wrong: list[str], remedy: str) -> None:
    result = run(*wrong)
    assert result.exit_code == 2
    assert remedy in " ".join(result.output.split())
