"""Settings, from the environment: names that begin with TARIFFLINE_."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

# Who may ask: there is no sign-in yet. Not [::1], which Werkzeug's check of the Host can't match.
LOOPBACK = ("127.0.0.1", "localhost")
SERVICE = "http://127.0.0.1:8765"
GOVDELIVERY = "https://content.govdelivery.com"
FEDERAL_REGISTER = "https://www.federalregister.gov"


class SettingsError(ValueError):
    """A setting can't be used; the message names it, its value and the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`home`: the data folder. `usitc`: base URL of USITC. `log`: level of the log.

    `url`: where people and programs find the service. `csms`: base URL of CBP's messages.
    `adcvd`: base URL of the Federal Register.
    """

    home: Path
    usitc: str
    log: str
    url: str = SERVICE
    csms: str = GOVDELIVERY
    adcvd: str = FEDERAL_REGISTER


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """TARIFFLINE_HOME, TARIFFLINE_LOG, TARIFFLINE_URL, and where the publishers are:
    TARIFFLINE_USITC_URL, TARIFFLINE_CSMS_URL, TARIFFLINE_ADCVD_URL. Raises SettingsError."""
    home = environment.get("TARIFFLINE_HOME") or str(user_data_path("tariffline", False))
    level = environment.get("TARIFFLINE_LOG", "WARNING").upper()
    if level not in _LEVELS:
        raise SettingsError(f"TARIFFLINE_LOG is “{level}”; use one of {', '.join(_LEVELS)}")
    usitc = _address(environment, "TARIFFLINE_USITC_URL", "https://hts.usitc.gov")
    url = _address(environment, "TARIFFLINE_URL", SERVICE)
    csms = _address(environment, "TARIFFLINE_CSMS_URL", GOVDELIVERY)
    adcvd = _address(environment, "TARIFFLINE_ADCVD_URL", FEDERAL_REGISTER)
    return Settings(Path(home).expanduser(), usitc, level, url, csms, adcvd)


def _address(environment: Mapping[str, str], name: str, default: str) -> str:
    address = environment.get(name, default).rstrip("/")
    if not address.startswith(("http://", "https://")):
        raise SettingsError(f"{name} is “{address}”; give an http(s) address")
    return address
