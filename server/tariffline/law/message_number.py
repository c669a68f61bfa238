"""The numbers of CBP's messages, which look alike: told apart, or refused.

- CSMS since July 2019: the GovDelivery bulletin id in decimal, 39291311; its address is its
  hexadecimal, 25789af.
- CSMS before: YY-NNNNNN, 19-000252. Their addresses can't be computed.
- AD/CVD messages: YDDDNNN, seven digits (the year's last digit, the day of the year, a count):
  another publication altogether.
"""

from __future__ import annotations

import re

from tariffline.law.quoted import quoted

# The last message with an old number, 19-000252 and those after it, stand at bulletin ids of 38
# million; 39291311 is of 9 August 2019. Ids grow by some 4.5 million a year.
FIRST_ID = 38_500_000
_LAST_ID = 199_999_999

_LABEL = re.compile(r"(?i)^(?:cbp\s+)?csms\b\s*(?:message|msg|no|nr|number)?\b[\s.:#]*|^#\s*")
_NEW = re.compile(r"[0-9]{8,9}")
_OLD = re.compile(r"([0-9]{2})\s?-\s?([0-9]{6})")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_BASE = "https://content.govdelivery.com"


class MessageNumberError(ValueError):
    """The text is not the number of a CSMS message; the message says why and what to write."""


class MessageNumber(str):
    """A CSMS number as CBP writes it: 39291311 or 19-000252."""

    __slots__ = ()

    @property
    def old(self) -> bool:
        """Whether it is one from before July 2019."""
        return "-" in self


def parse_message_number(value: object) -> MessageNumber:
    """Read a CSMS number: 39291311, CSMS # 39291311, 19-000252, CSMS No. 19-000252.

    Raises MessageNumberError with the value and the remedy.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise MessageNumberError(f"{quoted(value)} is not a CSMS number; write such as 39291311")
    written = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
    text = _LABEL.sub("", written.translate(_DASHES).strip()).strip()
    if found := _OLD.fullmatch(text):
        return MessageNumber(f"{found[1]}-{found[2]}")
    if _NEW.fullmatch(text) and FIRST_ID <= int(text) <= _LAST_ID:
        return MessageNumber(text)
    raise MessageNumberError(_why(written, text))


def bulletin_address(number: str) -> str:
    """Where CBP's publisher shows a message; "" for an old number, whose address has no rule."""
    if "-" in number:
        return ""
    return f"{_BASE}/bulletins/gd/USDHSCBP-{int(number):x}"


def _why(written: str, text: str) -> str:
    if re.fullmatch(r"[0-9]{7}", text):
        return (
            f"{quoted(written)} has seven digits, as the messages on antidumping and "
            f"countervailing duty have (YDDDNNN); a CSMS number has eight (39291311) or is "
            f"written 19-000252"
        )
    if re.fullmatch(r"[0-9]{8}", text):
        return (
            f"{quoted(written)} is below every CSMS number of eight digits (they begin at "
            f"{FIRST_ID}, in July 2019); if it is an older message, write it as "
            f"{text[:2]}-{text[2:]}"
        )
    return f"{quoted(written)} is not a CSMS number; write such as 39291311 or 19-000252"
