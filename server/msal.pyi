"""What Tariffline uses of msal, which ships no types: https://msal-python.readthedocs.io"""

from types import ModuleType
from typing import Any

import requests

exceptions: ModuleType

class SerializableTokenCache:
    has_state_changed: bool
    def deserialize(self, state: str | None) -> None: ...
    def serialize(self) -> str: ...

class ConfidentialClientApplication:
    def __init__(
        self,
        client_id: str,
        client_credential: str | dict[str, str] | None = None,
        authority: str | None = None,
        token_cache: SerializableTokenCache | None = None,
        http_client: requests.Session | None = None,
        instance_discovery: bool | None = None,
    ) -> None: ...
    def acquire_token_for_client(self, scopes: list[str]) -> dict[str, Any]: ...
    def remove_tokens_for_client(self) -> None: ...
    def acquire_token_on_behalf_of(
        self, user_assertion: str, scopes: list[str]
    ) -> dict[str, Any]: ...
    def get_accounts(self) -> list[dict[str, Any]]: ...
    def acquire_token_silent_with_error(
        self, scopes: list[str], account: dict[str, Any], force_refresh: bool = False
    ) -> dict[str, Any] | None: ...
