"""The settings of the mailbox worker: names that begin with TARIFFLINE_MAILBOX_."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tariffline.settings import SettingsError

_PREFIX = "TARIFFLINE_MAILBOX_"
_REQUIRED = ("TENANT", "CLIENT_ID", "CLIENT_SECRET", "USER")
# Whose mail may be taken for CBP's, if the mail server vouches for it.
_SENDERS = "cbp.dhs.gov,govdelivery.com"
_SIGN_IN = ("application", "user")


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """`user`: the mailbox's address. `folder`: its one folder that is read, such as "Inbox/CBP".

    `key`: what seals the tokens, "" for the key file. `notification_url`: where Graph reaches
    `/v1/graph/notifications`, "" to look every minute only. `for_user`: not as the application but
    on behalf of a user who signed in.
    """

    authority: str
    client_id: str
    secret: str = field(repr=False)
    user: str
    folder: str
    graph: str
    key: str = field(repr=False)
    notification_url: str
    senders: tuple[str, ...]
    for_user: bool


def read_mailbox_settings(environment: Mapping[str, str]) -> MailboxSettings:
    """The settings of the environment. Raises SettingsError, naming all that are missing."""

    def get(name: str, default: str = "") -> str:
        return environment.get(_PREFIX + name, "").strip() or default

    if missing := [_PREFIX + name for name in _REQUIRED if not get(name)]:
        raise SettingsError(f"the mailbox needs {', '.join(missing)}; see docs/mailbox.md")
    if "@" not in get("USER"):
        raise SettingsError(f"{_PREFIX}USER is “{get('USER')}”; give the mailbox's address")
    sign_in = get("SIGN_IN", _SIGN_IN[0])
    if sign_in not in _SIGN_IN:
        raise SettingsError(f"{_PREFIX}SIGN_IN is “{sign_in}”; use {' or '.join(_SIGN_IN)}")
    login = _https("AUTHORITY", get("AUTHORITY", "https://login.microsoftonline.com"))
    url = get("NOTIFICATION_URL")
    return MailboxSettings(
        authority=f"{login}/{get('TENANT')}",
        client_id=get("CLIENT_ID"),
        secret=get("CLIENT_SECRET"),
        user=get("USER"),
        folder=get("FOLDER", "inbox"),
        graph=_https("GRAPH_URL", get("GRAPH_URL", "https://graph.microsoft.com")),
        key=get("KEY"),
        notification_url=_https("NOTIFICATION_URL", url) if url else "",
        senders=tuple(each.strip().casefold() for each in get("SENDERS", _SENDERS).split(",")),
        for_user=sign_in == "user",
    )


def _https(name: str, address: str) -> str:
    """Secrets and tokens travel to it, so http will not do."""
    if not address.startswith("https://"):
        raise SettingsError(f"{_PREFIX}{name} is “{address}”; give an https address")
    return address.rstrip("/")
