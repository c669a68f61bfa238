"""Special tariff treatment programmes: who can claim which, and when, as rows with citations.

Symbols: Harmonized Tariff Schedule, general note 3(c)(i). A programme needs the importer's claim;
without one the column 1 general rate is due. Column 2 countries: general note 3(b) and
the Suspending Normal Trade Relations with Russia and Belarus Act (Pub. L. 117-110).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

COLUMN_2 = frozenset({"BY", "CU", "KP", "RU"})
COLUMN_2_SOURCE = "HTS general note 3(b); Pub. L. 117-110 (Belarus, Russia)"


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a programme gives nothing: from and to, both included (None: open)."""

    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A column 1 special programme. `countries` empty: any origin can claim it.

    `restored`: days on which it had lapsed and to which it was given back later.
    """

    symbol: str
    name: str
    countries: frozenset[str]
    source: str
    gaps: tuple[Gap, ...] = ()
    restored: tuple[Gap, ...] = ()
    condition: str = ""

    def open_to(self, origin: str) -> bool:
        return not self.countries or origin in self.countries

    def gap_on(self, day: date) -> Gap | None:
        return _on(self.gaps, day)

    def restored_on(self, day: date) -> Gap | None:
        return _on(self.restored, day)

    def last_day(self, day: date) -> date | None:
        """The last day before the next gap; None when no gap is known."""
        starts = [gap.start for gap in self.gaps if gap.start > day]
        return min(starts) - timedelta(days=1) if starts else None


def _on(gaps: tuple[Gap, ...], day: date) -> Gap | None:
    for gap in gaps:
        if gap.start <= day and (gap.end is None or day <= gap.end):
            return gap
    return None


# symbol | name | origins that can claim it (none: any) | where it stands | condition
_TABLE = """\
A|Generalized System of Preferences||HTS general note 4
A*|Generalized System of Preferences, some countries excluded||HTS general note 4
A+|Generalized System of Preferences, least-developed||HTS general note 4
AU|United States-Australia Free Trade Agreement|AU|HTS general note 28
B|Automotive Products Trade Act|CA|HTS general note 5|motor-vehicle equipment
BH|United States-Bahrain Free Trade Agreement|BH|HTS general note 30
C|Agreement on Trade in Civil Aircraft||HTS general note 6|civil aircraft use
CA|Goods of Canada (once NAFTA's, still printed in chapters 98 and 99)|CA|HTS general note 11
CL|United States-Chile Free Trade Agreement|CL|HTS general note 26
CO|United States-Colombia Trade Promotion Agreement|CO|HTS general note 34
D|African Growth and Opportunity Act|AO BJ BW CD CG CI CV DJ GH GM GW KE KM LR LS MG MR MU MW MZ NA NG RW SL SN ST SZ TD TG TZ ZA ZM|HTS general note 16
E|Caribbean Basin Economic Recovery Act|AG AW BB BS BZ CW DM GD GY HT JM KN LC MS TT VC VG|HTS general note 7
E*|Caribbean Basin Economic Recovery Act, exceptions|AG AW BB BS BZ CW DM GD GY HT JM KN LC MS TT VC VG|HTS general note 7(d)
IL|United States-Israel Free Trade Area|IL PS|HTS general note 8
J|Andean Trade Preference Act|BO CO EC PE|19 U.S.C. 3206
J*|Andean Trade Preference Act, exceptions|BO CO EC PE|19 U.S.C. 3206
J+|Andean Trade Promotion and Drug Eradication Act|BO CO EC PE|19 U.S.C. 3206
JO|United States-Jordan Free Trade Area|JO|HTS general note 18
JP|United States-Japan Trade Agreement|JP|HTS general note 36
K|Agreement on Trade in Pharmaceutical Products||HTS general note 13|listed use
KR|United States-Korea Free Trade Agreement|KR|HTS general note 33
L|Uruguay Round concessions on intermediate chemicals for dyes||HTS general note 14
MA|United States-Morocco Free Trade Agreement|MA|HTS general note 27
MX|Goods of Mexico (once NAFTA's, still printed in chapters 98 and 99)|MX|HTS general note 11
N|Goods of qualifying industrial zones|EG JO PS|HTS general note 3(a)(v)
NP|Nepal Preference Program|NP|19 U.S.C. 4454
OM|United States-Oman Free Trade Agreement|OM|HTS general note 31
P|Dominican Republic-Central America FTA|CR DO GT HN NI SV|HTS general note 29
P+|Dominican Republic-Central America FTA, staged|CR DO GT HN NI SV|HTS general note 29
PA|United States-Panama Trade Promotion Agreement|PA|HTS general note 35
PE|United States-Peru Trade Promotion Agreement|PE|HTS general note 32
R|Caribbean Basin Trade Partnership Act|BB BZ CW GY HT JM LC TT|HTS general note 17
S|United States-Mexico-Canada Agreement|CA MX|HTS general note 11
S+|United States-Mexico-Canada Agreement, staged|CA MX|HTS general note 11
SG|United States-Singapore Free Trade Agreement|SG|HTS general note 25
"""

_GSP = Gap(
    date(2021, 1, 1), None, "19 U.S.C. 2465: duty-free treatment ends after 31 December 2020"
)
_AGOA = Gap(
    date(2027, 1, 1),
    None,
    "extension enacted 3 February 2026, back to 30 September 2025 and through 31 December 2026",
)
_AGOA_LAPSE = Gap(
    date(2025, 10, 1),
    date(2026, 2, 3),
    "the duty was paid without the claim and is refunded to who asked by 2 August 2026 "
    "(CSMS 67647279)",
)
_ATPA = Gap(date(2013, 8, 1), None, "19 U.S.C. 3206: no preference after 31 July 2013")
_NEPAL = Gap(date(2026, 1, 1), None, "19 U.S.C. 4454: through 31 December 2025")
_GAPS = {
    **dict.fromkeys(("A", "A*", "A+"), (_GSP,)),
    "D": (_AGOA,),
    **dict.fromkeys(("J", "J*", "J+"), (_ATPA,)),
    "NP": (_NEPAL,),
}

# A claim is made under the first symbol; a line may print either.
VARIANTS = {"A": ("A", "A*"), "E": ("E", "E*"), "P": ("P", "P+"), "S": ("S", "S+")}


def claimed_as(claims: tuple[str, ...]) -> tuple[str, ...]:
    """The claims, each also under its first symbol: P+ is a claim of P."""
    first = (symbol for symbol, variants in VARIANTS.items() if {*variants} & {*claims})
    return tuple(dict.fromkeys((*claims, *first)))


def _read_table() -> dict[str, Programme]:
    programmes = {}
    for line in _TABLE.splitlines():
        symbol, name, countries, source, *condition = line.split("|")
        programmes[symbol] = Programme(
            symbol,
            name,
            frozenset(countries.split()),
            source,
            _GAPS.get(symbol, ()),
            (_AGOA_LAPSE,) if symbol == "D" else (),
            "".join(condition),
        )
    return programmes


PROGRAMMES = _read_table()
