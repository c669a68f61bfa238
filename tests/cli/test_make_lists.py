"""The lists that come with the product, made again from the official text."""

import gzip
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from tariffline.make_lists import main

SHIPPED = files("tariffline.law").joinpath("lists")
# What 90 FR 40326 amends that HTS 2026 Rev 6 no longer prints as it then stood; rows say from when.
NOTICE = ("--source", "90 FR 40326", "--from", "2018-01-01", "16(m)", "16(n)", "19(j)", "19(k)")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


@pytest.fixture
def chapter(official_data: Path, tmp_path: Path) -> str:
    file = official_data / "chapter99" / "chapter99_2026_rev_6.txt.gz"
    (tmp_path / "chapter.txt").write_bytes(gzip.decompress(file.read_bytes()))
    return str(tmp_path / "chapter.txt")


@pytest.fixture
def notice(official_data: Path) -> str:
    return str(official_data / "federal_register" / "2025-15819.pdf")


def test_the_lists_of_the_notes_are_those_of_the_chapter(chapter: str) -> None:
    assert run("chapter", chapter) == (0, SHIPPED.joinpath("2026-rev-6.txt").read_text("utf-8"))


def test_the_additions_are_those_of_the_notice(notice: str) -> None:
    made = run("notice", notice, *NOTICE)
    assert made == (0, SHIPPED.joinpath("90-fr-40326.txt").read_text("utf-8"))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("20(f)", "the notice adds nothing to U.S. note 20(f) to subchapter III"),
        ("twenty", "twenty names no place of the notes; write 16(m)"),
    ],
)
def test_places_that_the_notice_does_not_amend(notice: str, place: str, words: str) -> None:
    code, output = run("notice", notice, *NOTICE[:4], place)
    assert (code, words in output) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chapter",), "Chapter 99"),
        (("notice", *NOTICE), "can't be read as a PDF"),
    ],
)
def test_what_is_neither(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    command, *rest = arguments
    code, output = run(command, str(tmp_path / "x.pdf"), *rest)
    assert (code, words in output) == (1, True), output
