"""`tariffline sync`: the edition USITC publishes now. Slow faults are tested at the source."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator

import pytest
from tests.cli.conftest import Run
from tests.fakes.usitc import FakeUsitc, Fault, unreachable_url


@pytest.fixture
def usitc(export: bytes, monkeypatch: pytest.MonkeyPatch, home: object) -> Iterator[FakeUsitc]:
    """A local USITC, which the settings name."""
    with FakeUsitc(export) as fake:
        monkeypatch.setenv("TARIFFLINE_USITC_URL", fake.url)
        yield fake


def loaded(run: Run) -> list[str]:
    return [edition["name"] for edition in json.loads(run("editions", "--json").output)]


def test_the_edition_is_loaded_from_its_publication_date(run: Run, usitc: FakeUsitc) -> None:
    result = run("sync")
    assert result.exit_code == 0
    assert "is loaded, effective 2026-04-08 (publication date)" in result.output
    assert loaded(run) == ["2026 Rev 5"]
    assert run("ask", "BASE", "0101.10.10", "", "2026-04-08").output.startswith("0.05\n")


def test_again_nothing_is_fetched_that_is_loaded(run: Run, usitc: FakeUsitc) -> None:
    run("sync")
    again = run("sync", "usitc", "--json")
    told = json.loads(again.output)
    assert told["source"] == "usitc"
    assert told["result"].startswith("USITC publishes the edition that is loaded already; ")
    assert "chapter 99 did not come, the lists at hand stay in use" in told["result"]
    assert loaded(run) == ["2026 Rev 5"]


def test_an_address_on_the_command_line_wins(
    run: Run, usitc: FakeUsitc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARIFFLINE_USITC_URL", unreachable_url())
    assert run("sync", "usitc", "--base-url", usitc.url).exit_code == 0
    assert loaded(run) == ["2026 Rev 5"]


def test_a_date_that_a_person_stated_stays(whole: Run, usitc: FakeUsitc) -> None:
    result = whole("sync")
    assert "was loaded already, with the same content" in result.output
    (edition,) = json.loads(whole("editions", "--json").output)
    assert (edition["effective"], edition["basis"]) == ("2026-04-06", "stated")


def test_what_was_removed_is_fetched_again(whole: Run, usitc: FakeUsitc) -> None:
    whole("sync")
    whole("editions", "remove", "2026 Rev 5")
    assert loaded(whole) == []
    whole("sync")
    assert loaded(whole) == ["2026 Rev 5"]


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.BUSY, Fault.HALF])
def test_a_passing_fault_is_tried_again(whole: Run, usitc: FakeUsitc, fault: Fault) -> None:
    usitc.faults = deque([fault])
    result = whole("sync")
    assert result.exit_code == 0
    assert len(usitc.exports()) == 2
    assert loaded(whole) == ["2026 Rev 5"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.REFUSAL, "answered 403"),
        (Fault.HTML, "an HTML page came instead of the schedule"),
        (Fault.HTML_AS_JSON, "an HTML page came instead of the schedule"),
    ],
)
def test_a_lasting_fault_ends_with_a_sentence_and_leaves_what_is_loaded(
    run: Run, usitc: FakeUsitc, fault: Fault, words: str
) -> None:
    run("import", "sample")
    before = loaded(run)
    usitc.faults = deque([fault])
    result = run("sync")
    assert result.exit_code == 1
    assert words in result.output
    assert loaded(run) == before


def test_a_part_of_the_schedule_is_refused_and_asked_for_again(
    run: Run, usitc: FakeUsitc, export: bytes
) -> None:
    usitc.export = json.dumps(json.loads(export)[:1000]).encode()
    result = run("sync")
    assert result.exit_code == 1
    assert "cut short or a part only" in result.output
    assert loaded(run) == []
    usitc.export = export
    assert run("sync").exit_code == 0
    assert loaded(run) == ["2026 Rev 5"]


def test_without_network_it_says_what_to_check(run: Run) -> None:
    result = run("sync")
    assert result.exit_code == 1
    assert "cannot be reached" in result.output
    assert "--base-url" in result.output


def test_an_unknown_source_is_refused(run: Run) -> None:
    result = run("sync", "eurostat")
    assert result.exit_code == 2
    assert "'usitc'" in result.output
