"""`python -m tariffline.generate`: the files made from the catalogue are those in the tree."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

from tariffline import generate


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with the generated files as they should be; the generator works there."""
    for path, text in generate.generated().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["generate", "--check"])


@pytest.mark.parametrize("path", generate.generated())
def test_the_tree_holds_what_the_catalogue_makes(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == generate.generated()[path]


@pytest.mark.usefixtures("copied", "check")
def test_check_passes_over_fresh_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main() == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("check")
@pytest.mark.parametrize("path", generate.generated())
def test_check_fails_over_an_altered_file_and_alters_nothing(
    copied: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    (copied / path).write_text("altered")
    assert generate.main() == 1
    assert capsys.readouterr().out == f"{path} is stale; run: make generate\n"
    assert (copied / path).read_text() == "altered"


@pytest.mark.usefixtures("check")
def test_check_fails_over_a_missing_file(copied: Path) -> None:
    (copied / "docs/openapi.json").unlink()
    assert generate.main() == 1


def test_generating_restores_what_is_stale(
    copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["generate"])
    (copied / "docs/functions.md").unlink()
    assert generate.main() == 0
    assert capsys.readouterr().out == "docs/functions.md written\n"
    assert generate.generated()["docs/functions.md"] == (copied / "docs/functions.md").read_text()
