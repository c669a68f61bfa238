"""The merchandise processing fee (MPF) and the harbor maintenance fee (HMF), as rows.

MPF: 19 U.S.C. 58c(a)(9), (b)(8); 19 CFR 24.23. Its limits move with inflation each fiscal year by
a notice in the Federal Register (19 CFR 24.22(k)); a year without its row is not known.
HMF: 26 U.S.C. 4461; 19 CFR 24.24.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tariffline.law.answer import Cite, ErrorCode, Unknown
from tariffline.law.money import EXACT, cents, dollars, whole_dollars

CATAIR = "ACE CATAIR, Entry Summary Create/Update (CBP, July 2026)"
_CATAIR_PAGE = "https://www.cbp.gov/trade/ace/catair"
NOTICES = "https://www.federalregister.gov"

# The article's MPF, from 1 October 2011 on: usage note n.
MPF_RATE = Decimal("0.003464")
HMF_RATE = Decimal("0.00125")
HMF_SINCE = date(1991, 1, 1)
# "equal to or less than $3.00 … and there is no other revenue due on the entry": usage note o.
HMF_NOT_COLLECTED = Decimal("3.00")

MPF_CITE = Cite(
    CATAIR, "usage notes n, q and w, pages ESF-161, 164 and 173", "0.003464", _CATAIR_PAGE
)
HMF_CITE = Cite(CATAIR, "usage note o, page ESF-161", "0.00125", _CATAIR_PAGE)


@dataclass(frozen=True, slots=True)
class Term:
    """The MPF of entries from `start` to `end`, both included, in dollars an entry.

    `minimum` and `maximum` bound a formal entry's; `informal` is the fixed fee of an informal
    entry that is automated and not prepared by CBP.
    """

    start: date
    end: date
    name: str
    minimum: Decimal
    maximum: Decimal
    informal: Decimal
    notice: Cite


# from | to | name | minimum | maximum | informal | notice | Federal Register document
# Each row was compared with usage notes q and w of the CATAIR, which print all of them.
_TABLE = """\
2011-10-01|2017-12-31|before inflation adjustment|25.00|485.00|2.00|19 CFR 24.23(b)(1), (b)(2)|
2018-01-01|2018-09-30|fiscal year 2018|25.67|497.99|2.05|82 FR 50659, CBP Dec. 17-17|2017-23876
2018-10-01|2019-09-30|fiscal year 2019|26.22|508.70|2.10|83 FR 37509|2018-16510
2019-10-01|2020-09-30|fiscal year 2020|26.79|519.76|2.14|84 FR 37902, CBP Dec. 19-08|2019-16582
2020-10-01|2021-09-30|fiscal year 2021|27.23|528.33|2.18|85 FR 45646|2020-16450
2021-10-01|2022-09-30|fiscal year 2022|27.75|538.40|2.22|86 FR 40864, CBP Dec. 21-12|2021-16237
2022-10-01|2023-09-30|fiscal year 2023|29.66|575.35|2.37|FR Doc. 2022-16533|2022-16533
2023-10-01|2024-09-30|fiscal year 2024|31.67|614.35|2.53|88 FR 48900, CBP Dec. 23-08|2023-16197
2024-10-01|2025-09-30|fiscal year 2025|32.71|634.62|2.62|89 FR 59126|2024-15990
2025-10-01|2026-09-30|fiscal year 2026|33.58|651.50|2.69|90 FR 34665, CBP Dec. 25-10|2025-13869
"""


def _read_table() -> tuple[Term, ...]:
    return tuple(_term(*line.split("|")) for line in _TABLE.splitlines())


def _term(
    start: str, end: str, name: str, least: str, most: str, informal: str, notice: str, doc: str
) -> Term:
    place = f"{name}: minimum ${least}, maximum ${most}, informal ${informal}"
    url = f"{NOTICES}/d/{doc}" if doc else "https://www.ecfr.gov/current/title-19/section-24.23"
    return Term(
        date.fromisoformat(start),
        date.fromisoformat(end),
        name,
        Decimal(least),
        Decimal(most),
        Decimal(informal),
        Cite(notice, place, url=url),
    )


TERMS = _read_table()


def term_on(day: date) -> Term | Unknown:
    """The MPF's limits for an entry of the day; NOT_KNOWN outside the rows."""
    for term in TERMS:
        if term.start <= day <= term.end:
            return term
    if day < TERMS[0].start:
        message = f"the MPF before {TERMS[0].start} is not known here"
        return Unknown(ErrorCode.NOT_KNOWN, message)
    last = TERMS[-1]
    return Unknown(
        ErrorCode.NOT_KNOWN,
        f"the MPF of entries from {last.end + timedelta(days=1)} (fiscal year {fiscal_year(day)}) "
        f"is not known here; {last.name} had a minimum of {dollars(last.minimum)} and a maximum of "
        f"{dollars(last.maximum)}; CBP's notice of the new ones stands at {NOTICES}",
    )


def fiscal_year(day: date) -> int:
    """The federal fiscal year of a day: it begins on 1 October of the year before."""
    return day.year + (day.month >= 10)


def line_mpf(value: Decimal) -> Decimal:
    """The MPF of one line before the limits of its entry, in dollars and cents (usage note n)."""
    return cents(EXACT.multiply(MPF_RATE, whole_dollars(value)))


def formal_mpf(lines: Iterable[Decimal], term: Term) -> Decimal:
    """The MPF of a formal entry: what its lines that pay it sum to, within the term's limits.

    Usage note w: the lines' fees, each already in cents, are added; the sum is raised to the
    minimum or cut to the maximum. An entry without such a line pays none: do not ask for it.
    """
    return min(max(sum(lines, Decimal(0)), term.minimum), term.maximum)


def line_hmf(value: Decimal) -> Decimal:
    """The HMF of one line of a shipment by vessel, in dollars and cents (usage note o)."""
    return cents(EXACT.multiply(HMF_RATE, whole_dollars(value)))
