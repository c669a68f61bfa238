"""Whether a mail is from whom it says: what the receiving mail server found (DMARC)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parseaddr

_HEADER_FROM = re.compile(r"\bheader\.from=([a-z0-9.-]+)", re.IGNORECASE)


def vouched(mime: bytes, domains: Sequence[str]) -> bool:
    """Whether a mail is from one of these domains, or from below one, and DMARC passed.

    Only the first Authentication-Results counts: servers put theirs above those that came along.
    https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo
    """
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(mime)
    senders = headers.get_all("From") or []
    results = headers.get_all("Authentication-Results") or []
    if len(senders) != 1 or not results:
        return False
    domain = parseaddr(str(senders[0]))[1].rpartition("@")[2].casefold()
    if not any(domain == each or domain.endswith(f".{each}") for each in domains):
        return False
    return any(_passes(part, domain) for part in str(results[0]).split(";"))


def _passes(part: str, domain: str) -> bool:
    checked = _HEADER_FROM.search(part)
    passed = part.strip().casefold().startswith("dmarc=pass")
    return passed and checked is not None and checked[1].casefold() == domain
