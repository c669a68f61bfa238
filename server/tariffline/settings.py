"""Settings, from the environment: names that begin with TARIFFLINE_."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

# Who may ask: there is no sign-in yet. Not [::1], which Werkzeug's check of the Host can't match.
LOOPBACK = ("127.0.0.1", "localhost")


class SettingsError(ValueError):
    """A setting can't be used; the message names it, its value and the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`home`: the data folder. `usitc`: base URL of USITC. `log`: level of the log."""

    home: Path
    usitc: str
    log: str


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """TARIFFLINE_HOME, TARIFFLINE_USITC_URL, TARIFFLINE_LOG. Raises SettingsError."""
    home = environment.get("TARIFFLINE_HOME") or str(user_data_path("tariffline", False))
    level = environment.get("TARIFFLINE_LOG", "WARNING").upper()
    if level not in _LEVELS:
        raise SettingsError(f"TARIFFLINE_LOG is “{level}”; use one of {', '.join(_LEVELS)}")
    usitc = environment.get("TARIFFLINE_USITC_URL", "https://hts.usitc.gov").rstrip("/")
    if not usitc.startswith(("http://", "https://")):
        raise SettingsError(f"TARIFFLINE_USITC_URL is “{usitc}”; give an http(s) address")
    return Settings(Path(home).expanduser(), usitc, level)
