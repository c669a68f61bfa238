"""The certificate for this machine: who trusts it, for what, and for how long."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import (
    PolicyBuilder,
    Store,
    VerificationError,
)

from tariffline.certificate import Certificate, localhost_certificate

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Certificate:
    return localhost_certificate(tmp_path, NOW)


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def test_whoever_trusts_the_authority_trusts_this_machine(made: Certificate) -> None:
    store = Store([read(made.authority)])
    for name in (x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))):
        verifier = PolicyBuilder().store(store).time(NOW).build_server_verifier(name)
        assert len(verifier.verify(read(made.chain), [])) == 2


def test_it_vouches_for_no_other_name(made: Certificate) -> None:
    store = Store([read(made.authority)])
    name = x509.DNSName("example.com")
    with pytest.raises(VerificationError):
        PolicyBuilder().store(store).time(NOW).build_server_verifier(name).verify(
            read(made.chain), []
        )


def test_the_authority_may_sign_for_this_machine_only_and_its_key_is_gone(
    made: Certificate,
) -> None:
    constraints = read(made.authority).extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    permitted = constraints.value.permitted_subtrees or []
    assert [str(each.value) for each in permitted] == ["localhost", "127.0.0.1/32"]
    names = sorted(path.name for path in made.authority.parent.iterdir())
    assert names == ["authority.pem", "localhost.key", "localhost.pem"]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.chain, made.key)
    with pytest.raises(ssl.SSLError):
        context.load_cert_chain(made.authority, made.key)


def test_apple_takes_no_more_than_825_days(made: Certificate) -> None:
    for file in (made.authority, made.chain):
        held = read(file)
        assert held.not_valid_after_utc - held.not_valid_before_utc < timedelta(days=825)
        assert held.not_valid_before_utc < NOW


def test_it_is_kept_until_a_month_before_its_end(made: Certificate, tmp_path: Path) -> None:
    end = read(made.chain).not_valid_after_utc
    kept = localhost_certificate(tmp_path, end - timedelta(days=31))
    assert (made.made, kept.made) == (True, False)
    assert read(kept.chain) == read(made.chain)
    renewed = localhost_certificate(tmp_path, end - timedelta(days=29))
    assert renewed.made
    assert read(renewed.chain).not_valid_after_utc > end


def test_it_is_made_again_where_a_file_is_missing(made: Certificate, tmp_path: Path) -> None:
    made.key.unlink()
    assert localhost_certificate(tmp_path, NOW).made


def test_the_key_is_for_its_owner_alone(made: Certificate) -> None:
    assert made.key.stat().st_mode & 0o077 == 0
