"""Publications of AD/CVD in any form: one door for files, one for the Federal Register's API."""

from __future__ import annotations

from tariffline.sources.adcvd.forms import read
from tariffline.sources.federal_register.client import BASE_URL, fetch

__all__ = ["BASE_URL", "fetch", "read"]
