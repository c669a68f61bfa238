"""`tariffline mailbox`: its settings, what it says, how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet
from tests.fakes.graph import USER, FakeGraph, error
from tests.fakes.login import ASSERTION, CLIENT, PASS, TENANT
from tests.mailbox.conftest import bulletin, plain

from tariffline.cli import main
from tariffline.mailbox_settings import read_mailbox_settings
from tariffline.settings import SettingsError

Run = Callable[..., Result]
WHOLE = {
    "TARIFFLINE_MAILBOX_TENANT": TENANT,
    "TARIFFLINE_MAILBOX_CLIENT_ID": CLIENT,
    "TARIFFLINE_MAILBOX_CLIENT_SECRET": PASS,
    "TARIFFLINE_MAILBOX_USER": USER,
}


@pytest.fixture
def run(home: Path, microsoft: FakeGraph, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `tariffline mailbox …` over the data folder, against the local Microsoft."""
    monkeypatch.setenv("TARIFFLINE_HOME", str(home))
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TARIFFLINE_MAILBOX_AUTHORITY", microsoft.url)
    monkeypatch.setenv("TARIFFLINE_MAILBOX_GRAPH_URL", microsoft.url)

    def command(*arguments: str, given: str = "") -> Result:
        result = CliRunner().invoke(main, ["mailbox", *arguments], input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


def test_once_and_again(run: Run, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin())
    microsoft.arrive("two", plain("Hello"))
    assert run("status").output == "no mailbox was read yet: tariffline mailbox once\n"
    assert run("once").output == "CSMS message: 1, other mail: 1\n"
    again = json.loads(run("once", "--json").output)
    assert again == {"messages": {}, "problem": ""}
    assert microsoft.login.grants == ["client_credentials"]  # the sealed token served again
    [status] = json.loads(run("status", "--json").output)
    assert status["messages"] == {"CSMS message": 1, "other mail": 1}
    assert f"{USER}/" in run("status").output


def test_what_goes_wrong_is_said_and_fails(run: Run, microsoft: FakeGraph) -> None:
    microsoft.fail("delta", error(403, "ErrorAccessDenied"))
    result = run("once")
    assert result.exit_code == 1
    assert "grant Mail.ReadWrite" in result.output


def test_another_key_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("once")
    monkeypatch.setenv("TARIFFLINE_MAILBOX_KEY", Fernet.generate_key().decode())
    result = run("once")
    assert result.exit_code == 0
    assert "are set aside" in result.stderr
    monkeypatch.setenv("TARIFFLINE_MAILBOX_KEY", "short")
    assert "TARIFFLINE_MAILBOX_KEY is no key" in run("once").output


def test_on_behalf_of_a_user(
    run: Run, microsoft: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "set TARIFFLINE_MAILBOX_SIGN_IN" in run("sign-in", given=ASSERTION).output
    monkeypatch.setenv("TARIFFLINE_MAILBOX_SIGN_IN", "user")
    assert "tariffline mailbox sign-in" in run("once").output
    refused = run("sign-in", given="forged")
    assert "invalid_grant AADSTS50013" in refused.output
    assert run("sign-in", given=ASSERTION + "\n").exit_code == 0
    assert run("once").output == "nothing new\n"
    assert microsoft.login.grants == ["jwt-bearer"]


def test_what_is_missing_is_named_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TARIFFLINE_MAILBOX_TENANT")
    monkeypatch.delenv("TARIFFLINE_MAILBOX_USER")
    said = run("once").output
    assert "TARIFFLINE_MAILBOX_TENANT, TARIFFLINE_MAILBOX_USER; see docs/mailbox.md" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("USER", "Anna"),
        ("SIGN_IN", "device"),
        ("AUTHORITY", "http://login.example"),
        ("GRAPH_URL", "graph.example"),
        ("NOTIFICATION_URL", "http://x.example"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(name: str, value: str) -> None:
    full = f"TARIFFLINE_MAILBOX_{name}"
    with pytest.raises(SettingsError, match=f"{full} is “{value}”"):
        read_mailbox_settings(WHOLE | {full: value})


def test_settings_hide_their_secrets() -> None:
    shown = repr(read_mailbox_settings(WHOLE | {"TARIFFLINE_MAILBOX_KEY": "k3y"}))
    assert PASS not in shown
    assert "k3y" not in shown
