"""Microsoft's sign-in service, which gives tokens: to an application, or on behalf of a user."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import parse_qs

TENANT, CLIENT, PASS = "contoso.example", "the-client", "the client's word"
ASSERTION = "a user's token for the-client"

Reply = tuple[int, dict[str, Any]]


class FakeLogin:
    """`tokens`: those that are good. `grants`: what was asked for, in order."""

    def __init__(self) -> None:
        self.tokens: set[str] = set()
        self.grants: list[str] = []

    def answer(self, url: str, path: str, body: bytes) -> Reply:
        """Answer for the service at `url`."""
        base = f"{url}/{TENANT}"
        if path == f"/{TENANT}/v2.0/.well-known/openid-configuration":
            return 200, {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
        if path != f"/{TENANT}/oauth2/v2.0/token":
            return 404, {"error": "invalid_tenant"}
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, PASS):
            words = "AADSTS7000215: Invalid client secret provided."
            return 401, {"error": "invalid_client", "error_description": words}
        return self._token(form)

    def _token(self, form: dict[str, str]) -> Reply:
        grant = form["grant_type"].rpartition(":")[2]
        use = form.get("requested_token_use")
        if grant == "jwt-bearer" and (form["assertion"], use) != (ASSERTION, "on_behalf_of"):
            words = "AADSTS50013: Assertion failed signature validation."
            return 400, {"error": "invalid_grant", "error_description": words}
        self.grants.append(grant)
        made = f"access-token-{len(self.grants)}"
        self.tokens.add(made)
        body: dict[str, Any] = {"token_type": "Bearer", "expires_in": 3599, "access_token": made}
        if grant != "client_credentials":
            who = json.dumps({"uid": "anna", "utid": TENANT}).encode()
            body["refresh_token"] = f"refresh-token-{len(self.grants)}"
            body["client_info"] = base64.urlsafe_b64encode(who).decode().rstrip("=")
            body["scope"] = form["scope"]
        return 200, body
