"""Access tokens for Graph, by msal: as the application itself, or on behalf of one user.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow and
https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import requests

import msal
from tariffline.sources import SourceError
from tariffline.sources.graph.sealed import Sealed

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Client:
    """The application as the tenant knows it; `authority` is its whole https address."""

    authority: str
    client_id: str
    secret: str = field(repr=False)
    scope: str
    for_user: bool


class Tokens:
    """Gives tokens; what msal remembers of them lies sealed, and is written when it changed."""

    def __init__(self, client: Client, asking: requests.Session, kept: Sealed, state: str) -> None:
        """`state`: what `kept` held. Raises SourceError when the authority can't be asked."""
        self._client = client
        self._kept = kept
        self._cache = msal.SerializableTokenCache()
        self._cache.deserialize(state or None)
        self._msal = self._told(
            lambda: msal.ConfidentialClientApplication(
                client.client_id,
                client_credential=client.secret,
                authority=client.authority,
                token_cache=self._cache,
                http_client=asking,
                instance_discovery=False,  # the authority is a setting, and asked directly
            )
        )

    def get(self, renew: bool) -> str:
        """An access token; `renew`: another than before, which was refused.

        Raises SourceError saying what to mend.
        """
        return self._of_user(renew) if self._client.for_user else self._of_application(renew)

    def sign_in(self, assertion: str) -> None:
        """Exchange a user's token for this application; msal then remembers the user.

        Raises SourceError when it is refused.
        """
        scopes = [self._client.scope]
        self._kept_token(lambda: self._msal.acquire_token_on_behalf_of(assertion, scopes))

    def _of_application(self, renew: bool) -> str:
        if renew:
            self._msal.remove_tokens_for_client()
        return self._kept_token(lambda: self._msal.acquire_token_for_client([self._client.scope]))

    def _of_user(self, renew: bool) -> str:
        accounts = self._msal.get_accounts()
        if not accounts:
            raise SourceError("no user is signed in: tariffline mailbox sign-in")
        return self._kept_token(
            lambda: self._msal.acquire_token_silent_with_error(
                [self._client.scope], accounts[0], force_refresh=renew
            )
        )

    def _kept_token(self, acquire: Callable[[], dict[str, Any] | None]) -> str:
        result = self._told(acquire)
        if self._cache.has_state_changed:
            self._kept.write(self._cache.serialize())
        if result and "access_token" in result:
            return str(result["access_token"])
        raise SourceError(_refused(result or {}, self._client))

    def _told(self, ask: Callable[[], _T]) -> _T:
        """Asks msal, whose own errors are many."""
        try:
            return ask()
        except (requests.RequestException, msal.exceptions.MsalError) as problem:
            raise SourceError(
                f"{self._client.authority} cannot be asked ({type(problem).__name__}); check the "
                "network and proxy"
            ) from None
        except (ValueError, KeyError, RuntimeError) as problem:
            raise SourceError(
                f"{self._client.authority} does not answer as a sign-in service "
                f"({type(problem).__name__}); check TARIFFLINE_MAILBOX_TENANT and _AUTHORITY"
            ) from None


_REMEDIES = {
    "invalid_client": "check TARIFFLINE_MAILBOX_CLIENT_ID and _CLIENT_SECRET (has it expired?)",
    "unauthorized_client": "check TARIFFLINE_MAILBOX_CLIENT_ID and _TENANT",
    "invalid_grant": "the user must sign in anew: tariffline mailbox sign-in",
    "interaction_required": "the user must sign in anew: tariffline mailbox sign-in",
}


def _refused(result: dict[str, Any], client: Client) -> str:
    error = str(result.get("error", "no token"))
    # "AADSTS7000215: Invalid client secret provided. …": the number leads to Microsoft's own page.
    number = str(result.get("error_description", "")).partition(":")[0][:20]
    remedy = _REMEDIES.get(error, "see docs/mailbox.md")
    return f"{client.authority} gave no token ({error} {number}".rstrip() + f"); {remedy}"
