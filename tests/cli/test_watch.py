"""`tariffline watch`: from a list of lines to an alert delivered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.conftest import Run
from tests.fakes.receiver import SIGNS_WITH, FakeReceiver
from tests.fakes.service import unreachable_url

FLANGE = ("--hts", "7307.91.50.10", "--country", "KR")
MAIL = ("--mail-to", "anna@example.com")


@pytest.fixture
def sample(run: Run) -> Run:
    run("import", "sample")
    return run


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeReceiver]:
    monkeypatch.setenv("TARIFFLINE_WATCH_SECRET_FLANGES", SIGNS_WITH)
    with FakeReceiver() as running:
        yield running


def add(run: Run, name: str, *arguments: str | Path) -> Result:
    return run("watch", "add", name, *arguments)


def body(run: Run, *arguments: str) -> Any:
    result = run("watch", *arguments, "--json")
    assert result.exit_code == 0
    return json.loads(result.output)


def test_a_change_reaches_the_webhook_signed_and_once(sample: Run, receiver: FakeReceiver) -> None:
    assert add(sample, "flanges", *FLANGE, "--webhook", receiver.url).exit_code == 0
    assert sample("watch", "run", "--once").output == ""
    sample("editions", "move", "2026 Rev 5", "2026-03-01")
    told = sample("watch", "run", "--once")
    assert sample("watch", "run", "--once").output == ""
    [alert] = receiver.received
    assert told.output == f"flanges: {alert['id']} delivered\n"
    assert receiver.forged == 0
    feed = json.loads(sample("changes", "7307.91.50.10", "--json").output)
    known = {change["seq"] for change in feed if alert["from"] < change["seq"] <= alert["to"]}
    assert {change["seq"] for change in alert["changes"]} == known
    [line] = alert["lines"]
    assert (line["hts"], line["country"]) == ("7307.91.50.10", "KR")
    assert set(line["changes"]) == known


def test_an_alert_shows_changes_as_the_service_does(sample: Run, receiver: FakeReceiver) -> None:
    add(sample, "flanges", *FLANGE, "--webhook", receiver.url, "--since", "0")
    sample("watch", "run", "--once")
    [alert] = receiver.received
    assert set(alert["changes"][0]) == {
        "seq", "kind", "scope", "field", "before", "after", "successors", "effective", "until",
        "published", "cite", "stands",
    }  # fmt: skip


def test_a_mail_is_left_in_the_outbox_folder(
    sample: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARIFFLINE_URL", "https://tariffs.example/")
    add(sample, "flanges", *FLANGE, *MAIL, "--since", "2025-07-01")
    sample("watch", "run", "--once")
    [file] = (home / "outbox").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "anna@example.com"
    assert mail["Subject"].startswith("1 of your tariff lines changes between 2025-07-01 and")
    assert "  https://tariffs.example/hts/7307.91.50.10?country=KR" in mail.get_content()


def test_the_address_of_the_service_is_an_address(
    sample: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARIFFLINE_URL", "tariffs.example")
    result = sample("watch", "run", "--once")
    assert result.exit_code == 1
    assert "TARIFFLINE_URL is “tariffs.example”; give an http(s) address" in result.output


def test_a_dry_run_shows_and_changes_nothing(sample: Run, home: Path) -> None:
    with FakeReceiver() as receiver:
        add(sample, "hook", *FLANGE, "--webhook", receiver.url, "--since", "0")
        add(sample, "mail", *FLANGE, *MAIL, "--since", "0")
        before = body(sample, "list")
        first, again = sample("watch", "run", "--dry-run"), sample("watch", "run", "--dry-run")
        assert receiver.received == []
    assert first.output == again.output
    assert '"watch":"hook"' in first.output
    assert "1 of your tariff lines changes between" in first.output
    assert body(sample, "list") == before
    assert not (home / "outbox").exists()


def test_what_waits_is_in_the_dry_run(sample: Run) -> None:
    add(sample, "hook", *FLANGE, "--webhook", unreachable_url(), "--since", "0")
    sample("watch", "run", "--once")
    [waits] = sample("watch", "run", "--dry-run").output.splitlines()
    assert "waits in the outbox, attempts: 1 (the receiver can't be reached" in waits


def test_a_workbook_is_watched_and_its_doubtful_rows_are_named(sample: Run, samples: Path) -> None:
    result = add(sample, "parts", "--file", samples / "parts.xlsx", *MAIL)
    first, *doubts = result.output.splitlines()
    assert first.startswith("lines watched by parts: 15, from change ")
    assert doubts[0].startswith("Parts row 19 is not watched: “84713O0100” is not an HTS number")
    assert doubts[-1].endswith(": 0901.11.00.45")
    lines = body(sample, "show", "parts")["lines"]
    assert {"hts": "7307.91.50.10", "country": "CN"} in lines


def test_countries_go_to_the_lines_that_have_none(sample: Run, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("HTS,Origin\n8471.30.01.00,MX\n7307.91.50.10,\n")
    add(sample, "parts", "--file", table, "--country", "CN", "--country", "Korea", *MAIL)
    lines = [tuple(line.values()) for line in body(sample, "show", "parts")["lines"]]
    assert lines == [("7307.91.50.10", "CN"), ("7307.91.50.10", "KR"), ("8471.30.01.00", "MX")]


def test_a_secret_that_is_made_is_shown_once(sample: Run, receiver: FakeReceiver) -> None:
    made = json.loads(add(sample, "hook", *FLANGE, "--webhook", receiver.url, "--json").output)
    assert len(made["secret"]) == 64
    for command in (("list",), ("show", "hook"), ("list", "--json"), ("show", "hook", "--json")):
        assert made["secret"] not in sample("watch", *command).output
    given = add(sample, "flanges", *FLANGE, "--webhook", receiver.url)
    assert "secret" not in given.output
    assert SIGNS_WITH not in given.output


def test_a_secret_comes_from_a_file(sample: Run, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SIGNS_WITH + "\n")
    with FakeReceiver() as receiver:
        to = ("--webhook", receiver.url, "--secret-file", file, "--since", "0")
        add(sample, "hook", *FLANGE, *to)
        sample("watch", "run", "--once")
    assert (len(receiver.received), receiver.forged) == (1, 0)


def test_dead_letters_are_listed_and_replayed(
    sample: Run, receiver: FakeReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tariffline.desk.delivering.ATTEMPTS", 1)
    receiver.statuses.extend([410, 410])
    add(sample, "flanges", *FLANGE, "--webhook", receiver.url, "--since", "0")
    assert "is dead: answered 410 Gone" in sample("watch", "run", "--once").output
    [dead] = body(sample, "dead")
    assert (dead["watch"], dead["error"], dead["attempts"]) == ("flanges", "answered 410 Gone", 1)
    assert sample("watch", "run", "--once").output == ""
    replayed = sample("watch", "replay", dead["id"]).output
    assert replayed == "alerts to be delivered: 1; tariffline watch run\n"
    sample("watch", "run", "--once")
    assert body(sample, "replay", "--all") == {"replayed": 1}
    assert "delivered" in sample("watch", "run", "--once").output
    assert receiver.ids() == [dead["id"]] * 3
    assert sample("watch", "dead").output == "no alert is dead\n"


def test_a_removed_watch_is_gone(sample: Run) -> None:
    add(sample, "flanges", *FLANGE, *MAIL)
    assert sample("watch", "remove", "flanges").output == "flanges is removed\n"
    assert sample("watch", "list").output == "nothing is watched: tariffline watch add\n"
    again = sample("watch", "remove", "flanges")
    assert again.exit_code == 1
    assert "there is no watch “flanges”; there are: none" in again.output


HOOK = ("--webhook", "http://127.0.0.1/alerts")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a/b", *FLANGE, *MAIL), "“a/b” can't name a watch"),
        (("parts", *FLANGE), "say where alerts go: --webhook URL or --mail-to ADDRESS"),
        (("parts", *FLANGE, *MAIL, *HOOK), "say where alerts go"),
        (("parts", *FLANGE, "--mail-to", "anna"), "“anna” is not a mail address"),
        (("parts", *FLANGE, "--mail-to", "a@b.c\nBcc: d@e.f"), "is not a mail address"),
        (("parts", *FLANGE, "--webhook", "file:///etc/passwd"), "is not the address of a receiver"),
        (("parts", *FLANGE, "--webhook", "https://a:b@example.com/"), "without user and password"),
        (("parts", *FLANGE, "--webhook", "http://[::1"), "is not the address of a receiver"),
        (("parts", *FLANGE, "--webhook", "http:///x"), "is not the address of a receiver"),
        (("parts", *MAIL), "watch “parts” has no lines; name some with --hts or --file"),
        (("parts", "--hts", "84713O01", *MAIL), "“84713O01” is not an HTS number"),
        (("parts", *FLANGE, "--country", "Narnia", *MAIL), "“Narnia” is not a country"),
        (("parts", *FLANGE, *MAIL, "--since", "soon"), "neither a position of the feed (0 to "),
        (("parts", *FLANGE, *MAIL, "--since", "99999999"), "neither a position of the feed (0 to"),
    ],
)
def test_a_watch_that_cannot_be_is_refused_with_the_remedy(
    sample: Run, arguments: tuple[str, ...], words: str
) -> None:
    result = add(sample, *arguments)
    assert result.exit_code != 0
    assert words in result.output
    assert body(sample, "list") == []


def test_a_short_secret_is_refused(sample: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARIFFLINE_WATCH_SECRET_MY_PARTS", "short")
    result = add(sample, "my-parts", *FLANGE, *HOOK)
    assert result.exit_code == 1
    assert "TARIFFLINE_WATCH_SECRET_MY_PARTS has 5 characters; give 16 or more" in result.output


def test_without_a_schedule_nothing_can_be_watched(run: Run) -> None:
    result = add(run, "parts", *FLANGE, *MAIL)
    assert result.exit_code == 1
    assert "no schedule is loaded" in result.output


def test_replay_wants_one_or_all(sample: Run) -> None:
    assert "or give --all" in sample("watch", "replay").output
    assert "no dead alert “a1”" in sample("watch", "replay", "a1").output
