"""`tariffline import csms`, `sync csms`, `csms todo` and `csms digest`."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.fakes.govdelivery import FakeGovDelivery, Sent

SENT = Sent(
    67844987,
    "GUIDANCE: Additional Duties on Imports from India",
    "Effective August 1, 2026, filers must report 9903.03.01 for products of India.",
)


def test_a_file_twice_is_no_change(run: Run, samples: Path) -> None:
    file = samples / "csms" / "39291311.html"
    assert run("import", "csms", file).output == "1 messages read, 1 new or changed\n"
    assert run("import", "csms", file).output == "1 messages read, 0 new or changed\n"
    asked = run("ask", "CSMS", "39291311", "date")
    assert asked.output.startswith("2019-08-09\n")


def test_a_broken_file_does_not_stop_the_others(run: Run, samples: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    result = run("import", "csms", broken, samples / "csms" / "39291311.html", "--json")
    assert result.exit_code == 1
    said = json.loads(result.output)
    assert (said["read"], said["changed"]) == (1, 1)
    assert said["problems"][0].startswith("broken.pdf: ")


def test_the_archive_comes_in_and_twice_is_no_change(run: Run, official_data: Path) -> None:
    archive = official_data / "csms" / "csms_archive_incl_dec2025.pdf"
    first = json.loads(run("import", "csms", archive, "--json").output)
    again = json.loads(run("import", "csms", archive, "--json").output)
    assert (first["changed"], again["changed"]) == (3_867, 0)


def test_sync_reads_the_list_and_the_pages_once(run: Run) -> None:
    with FakeGovDelivery([SENT]) as site:
        first = run("sync", "csms", "--base-url", site.url)
        again = run("sync", "csms", "--base-url", site.url, "--json")
        asked = [path for path in site.asked if path == SENT.path]
    assert first.output == "CBP lists 1 messages; 1 new or changed\n"
    assert json.loads(again.output)["result"] == "CBP lists 1 messages; 0 new or changed"
    assert len(asked) == 1


def test_its_address_is_a_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeGovDelivery([SENT]) as site:
        monkeypatch.setenv("TARIFFLINE_CSMS_URL", site.url)
        assert run("sync", "csms").exit_code == 0


def test_todo_and_digest(run: Run) -> None:
    with FakeGovDelivery([SENT]) as site:
        run("sync", "csms", "--base-url", site.url)
    todo = run("csms", "todo", "--since", "2026-07-01", "--hts", "9903.03.01", "--country", "IN")
    assert "names your 9903.03.01" in todo.output
    assert "filers must report 9903.03.01" in todo.output
    digest = run("csms", "digest", "--since", "2026-07-21", "--until", "2026-07-21", "--json")
    assert json.loads(digest.output)["pressing"][0]["number"] == "67844987"
    assert "was sent since" in run("csms", "todo", "--since", "2026-07-22").output


def test_a_digest_is_a_mail_for_a_server_to_pick_up(run: Run, tmp_path: Path) -> None:
    with FakeGovDelivery([SENT]) as site:
        run("sync", "csms", "--base-url", site.url)
    file = tmp_path / "out" / "digest.eml"
    days = ("--since", "2026-07-20", "--until", "2026-07-21")
    made = run("csms", "digest", *days, "--eml", file, "--to", "anna@example.com")
    assert made.exit_code == 0
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "anna@example.com"
    assert mail["Subject"] == "CSMS messages from 2026-07-20 to 2026-07-21: 1, 1 to act on"
    assert mail.get_content().replace("\r\n", "\n") == made.stdout
    run("csms", "digest", *days, "--eml", file, "--to", "anna@example.com")
    again = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert again["Message-ID"] == mail["Message-ID"]
    assert [each.name for each in file.parent.iterdir()] == ["digest.eml"]


def test_a_digest_that_can_not_be_written_says_why(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "digest.eml"
    assert "--eml and --to go together" in run("csms", "digest", "--eml", file).output
    wrong = run("csms", "digest", "--eml", file, "--to", "Anna\nBcc: x@example.com")
    assert "is not a mail address" in wrong.output
    turned = run("csms", "digest", "--since", "2026-07-21", "--until", "2026-07-20")
    assert "is before --since 2026-07-21" in turned.output


def test_what_can_not_be_read_is_refused_by_name(run: Run) -> None:
    for option, value in (("--hts", "cats"), ("--case", "910"), ("--since", "soon")):
        result = run("csms", "todo", option, value)
        assert result.exit_code == 2
        assert value in result.output
    assert "there is no watch" in run("csms", "todo", "--watch", "Mine").output
