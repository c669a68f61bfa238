"""Shipments of low value: what may be entered informally, and de minimis treatment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tariffline.law.answer import Cite
from tariffline.law.code import dotted
from tariffline.law.message_number import bulletin_address
from tariffline.law.money import dollars

# 19 CFR 143.21(a), as amended by 77 FR 72715 for goods entered from 7 January 2013 (CSMS
# 13-000006).
INFORMAL_SINCE = date(2013, 1, 7)
INFORMAL_LIMIT = Decimal(2500)
INFORMAL_CITE = Cite(
    "19 CFR 143.21(a)", "merchandise eligible for informal entry", "not exceeding $2,500 in value",
    "https://www.ecfr.gov/current/title-19/section-143.21",
)  # fmt: skip

# "except for articles valued in excess of $250 classified in Chapter 99, Subchapters III and IV":
# suspended for all origins, in ACE from 30 April 2025. The message calls it temporary; no end of
# it is known here.
CHAPTER_99_LIMIT = Decimal(250)
CHAPTER_99_LIMIT_SUSPENDED = date(2025, 4, 30)
CHAPTER_99_CITE = Cite(
    "CSMS 64861116", "CBP, 28 April 2025", "suspension of the parenthetical exception clause",
    bulletin_address("64861116"),
)  # fmt: skip

# AE Table 9 of the CATAIR: articles of chapter 98 with a limit of their own, None: without any.
OWN_LIMITS = {"98010010": Decimal(10_000), "98010050": None, "98010060": None}

DE_MINIMIS = Decimal(800)  # 19 U.S.C. 1321(a)(2)(C)
DE_MINIMIS_SUSPENDED = date(2025, 8, 29)
DE_MINIMIS_CITE = Cite(
    "CSMS 66065494", "Executive Order 14324; continued by the order of 20 February 2026",
    "no de minimis treatment from 12:01 a.m. on 29 August 2025",
    bulletin_address("66065494"),
)  # fmt: skip


def is_additional(heading: str) -> bool:
    """Whether a heading (digits) is of chapter 99, subchapter III or IV."""
    return heading.startswith(("9903", "9904"))


def not_informal(day: date, lines: Sequence[tuple[Decimal, str, Sequence[str]]]) -> str:
    """Why goods can't be entered informally; "" when nothing known here forbids it.

    `lines`: each one's value, its chapter 98 provision ("" for none), and its other HTS numbers.
    """
    if day < INFORMAL_SINCE:
        return f"the limit of informal entries before {INFORMAL_SINCE} is not known here"
    limited = [value for value, provision, _ in lines if _own_limit(provision) == INFORMAL_LIMIT]
    if sum(limited) > INFORMAL_LIMIT:
        return (
            f"{dollars(Decimal(sum(limited)))} is more than an informal entry may hold: "
            f"{dollars(INFORMAL_LIMIT)} ({INFORMAL_CITE.source}); enter it formally"
        )
    for value, provision, headings in lines:
        limit = _own_limit(provision)
        if limit is not None and value > limit:
            return f"under {dotted(provision)} an informal entry holds at most {dollars(limit)}"
        additional = [heading for heading in headings if is_additional(heading)]
        if additional and value > CHAPTER_99_LIMIT and day < CHAPTER_99_LIMIT_SUSPENDED:
            return (
                f"articles of {dotted(additional[0])} of more than {dollars(CHAPTER_99_LIMIT)} "
                f"needed a formal entry before {CHAPTER_99_LIMIT_SUSPENDED} "
                f"({INFORMAL_CITE.source}; {CHAPTER_99_CITE.source})"
            )
    return ""


def _own_limit(provision: str) -> Decimal | None:
    return OWN_LIMITS.get(provision[:8], INFORMAL_LIMIT)


def low_value_notes(day: date, value: Decimal) -> tuple[str, ...]:
    """What to tell of de minimis treatment to who enters goods of so low a value."""
    if value > DE_MINIMIS:
        return ()
    if day < DE_MINIMIS_SUSPENDED:
        return (f"goods of at most {dollars(DE_MINIMIS)} may have qualified for de minimis "
                "treatment (19 U.S.C. 1321(a)(2)(C))",)  # fmt: skip
    source = DE_MINIMIS_CITE
    return (f"de minimis treatment is suspended since {DE_MINIMIS_SUSPENDED} "
            f"({source.source}; {source.place})",)  # fmt: skip
