"""Tokens: never plain on disk, kept over restarts, for an application and for a user."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from tests.fakes.graph import FakeGraph
from tests.fakes.login import ASSERTION, PASS
from tests.mailbox.conftest import NOW, QUICK, client_of

from tariffline.sources import SourceError
from tariffline.sources.graph.sealed import sealed_tokens
from tariffline.sources.graph.tokens import Client, Tokens
from tariffline.sources.http import session


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Where key and tokens lie."""
    return tmp_path / "keys"


def opened(client: Client, folder: Path, use: str = "get", key: str = "") -> str:
    """A token of a new process."""
    kept = sealed_tokens(folder, key)
    with session(QUICK) as asking:
        tokens = Tokens(client, asking, kept, kept.read(NOW)[0])
        if use == "sign in":
            tokens.sign_in(ASSERTION)
        return tokens.get(use == "renew")


def test_a_token_outlives_the_process_and_is_never_plain(microsoft: FakeGraph, keys: Path) -> None:
    client = client_of(microsoft)
    assert opened(client, keys) == opened(client, keys)
    assert len(microsoft.login.grants) == 1
    for file in keys.iterdir():
        assert b"access-token" not in file.read_bytes()
        assert PASS.encode() not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0


def test_of_a_user(microsoft: FakeGraph, keys: Path) -> None:
    client = client_of(microsoft, for_user=True)
    with pytest.raises(SourceError, match="tariffline mailbox sign-in"):
        opened(client, keys)
    assert opened(client, keys, "sign in") == opened(client, keys) == "access-token-1"
    assert opened(client, keys, "renew") == "access-token-2"
    assert microsoft.login.grants == ["jwt-bearer", "refresh_token"]
    assert b"refresh-token" not in (keys / "tokens").read_bytes()


def test_another_key_sets_the_tokens_aside_and_says_so(microsoft: FakeGraph, keys: Path) -> None:
    client = client_of(microsoft)
    opened(client, keys, key=Fernet.generate_key().decode())
    state, said = sealed_tokens(keys, Fernet.generate_key().decode()).read(NOW)
    assert state == ""
    assert "can't be read with this key" in said
    aside = keys / "tokens.20260601T120000.unread"
    assert str(aside) in said
    assert aside.exists()
    assert opened(client, keys) == "access-token-2"


def test_a_key_that_is_none_is_refused_by_name(keys: Path) -> None:
    with pytest.raises(SourceError, match="TARIFFLINE_MAILBOX_KEY is no key; make one"):
        sealed_tokens(keys, "secret")
    sealed_tokens(keys, "")
    (keys / "key").write_text("spoilt", encoding="utf-8")
    with pytest.raises(SourceError, match="key is no key"):
        sealed_tokens(keys, "")


def test_a_key_that_others_may_read_is_refused(keys: Path) -> None:
    sealed_tokens(keys, "")
    os.chmod(keys / "key", 0o640)
    with pytest.raises(SourceError, match="chmod 600"):
        sealed_tokens(keys, "")


def test_a_wrong_secret_is_told_with_its_remedy_and_without_itself(
    microsoft: FakeGraph, keys: Path
) -> None:
    client = replace(client_of(microsoft), secret=PASS[:-1])
    with pytest.raises(SourceError) as caught:
        opened(client, keys)
    assert "invalid_client AADSTS7000215" in str(caught.value)
    assert "_CLIENT_SECRET" in str(caught.value)
    assert PASS[:-1] not in repr(client) + str(caught.value)
