"""A certificate for this machine alone: Office loads add-ins over https only.

An authority signs one certificate for localhost, then its key is forgotten: whoever trusts it can
never be shown another certificate by it. Its name constraints say the same to those who check them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Apple refuses longer ones, even from an authority of one's own:
# https://support.apple.com/103214
_VALID = timedelta(days=825 - 1)
_RENEW = timedelta(days=30)
_SKEW = timedelta(hours=1)
_NAMES: list[x509.GeneralName] = [
    x509.DNSName("localhost"),
    x509.IPAddress(IPv4Address("127.0.0.1")),
]
_ALLOWED: list[x509.GeneralName] = [
    x509.DNSName("localhost"),
    x509.IPAddress(IPv4Network("127.0.0.1/32")),
]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files in PEM: the authority to trust, the certificate it signed, and that one's key.

    `made`: they are new, so nobody trusts the authority yet.
    """

    authority: Path
    chain: Path
    key: Path
    made: bool


def localhost_certificate(home: Path, now: datetime) -> Certificate:
    """The certificate in `home`/https, made where there is none that holds a month longer.

    `now` is aware. Raises OSError when the folder can't be written.
    """
    folder = home / "https"
    files = [folder / name for name in ("authority.pem", "localhost.pem", "localhost.key")]
    authority, chain, key = files
    if all(file.is_file() for file in files) and _expires(chain) > now + _RENEW:
        return Certificate(authority, chain, key, made=False)
    folder.mkdir(parents=True, exist_ok=True)
    _make(authority, chain, key, now)
    return Certificate(authority, chain, key, made=True)


def _expires(chain: Path) -> datetime:
    return x509.load_pem_x509_certificate(chain.read_bytes()).not_valid_after_utc


def _make(authority: Path, chain: Path, key: Path, now: datetime) -> None:
    authority_key = ec.generate_private_key(ec.SECP256R1())
    root = _authority(authority_key, now)
    own_key = ec.generate_private_key(ec.SECP256R1())
    own = _localhost(own_key, root, authority_key, now)
    private = own_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    key.touch(mode=0o600)
    key.write_bytes(private)
    authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    chain.write_bytes(own.public_bytes(serialization.Encoding.PEM))


def _authority(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = _name(f"Tariffline on this machine, {now:%Y-%m-%d}")
    return (
        _builder(name, name, key, now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(_ALLOWED, None), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _localhost(
    key: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        _builder(_name("localhost"), root.subject, key, now)
        .add_extension(x509.SubjectAlternativeName(_NAMES), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(server, critical=False)
        .add_extension(issuer, critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now - _SKEW + _VALID)
    )


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
