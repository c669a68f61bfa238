"""Which subdivisions of the U.S. notes to subchapter III list the goods of a heading of chapter 99.

Each row is what the heading's own description says ("as provided for in subdivision (b) of U.S.
note 33"), or where that names a subdivision without a list, what the latter refers to. Read from
2026 Rev 5 and Rev 6, and what those do not print yet from later revisions. Whether a heading levies
or exempts, from when, and on which origin is not said here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tariffline.law.chapter_notes import Place

_ROWS = {
    # IEEPA: Annex II, the potential agreements, civil aircraft, pharmaceuticals, Brazil, India
    "9903.01.32 9903.01.86": "2(v)(iii)(a)",
    "9903.02.78": "2(v)(iii)(b)",
    "9903.02.74": "2(v)(xx)",
    "9903.02.75": "2(v)(xxi)",
    "9903.02.76": "2(v)(xxii)",
    "9903.02.77": "2(v)(xxiii)",
    "9903.02.81": "2(v)(xxiv)(b)",
    "9903.02.84 9903.02.89": "2(v)(xxv)(b)",
    "9903.02.85 9903.02.90": "2(v)(xxv)(c)",
    "9903.02.86 9903.02.91": "2(v)(xxv)(d)",
    "9903.01.81": "2(x)(iii)(a)",
    "9903.01.90": "2(x)(iii)(b)",
    "9903.01.82": "2(x)(iv)",
    # Section 122
    "9903.03.03": "2(aa)(ii)",
    "9903.03.04": "2(aa)(iii)",
    "9903.03.05": "2(aa)(iv)",
    # Section 232: aluminium, steel and copper from 6 April 2026
    "9903.82.01 9903.82.03": "16(c)",
    "9903.82.02": "16(c)(i) 16(c)(ii) 16(c)(iii) 16(c)(iv) 16(c)(v)",
    "9903.82.04": "16(c)(i) 16(c)(ii) 16(c)(iii) 16(c)(iv)",
    "9903.82.05": "16(c)(vi) 16(c)(vii)",
    "9903.82.06": "16(c)(ii) 16(c)(iv) 16(c)(vi) 16(c)(vii) 16(c)(viii)",
    "9903.82.09 9903.82.13": "16(c)(vi) 16(c)(vii) 16(c)(viii)",
    "9903.82.07 9903.82.08 9903.82.10 9903.82.11 9903.82.12": "16(c)(ix) 16(c)(x)",
    "9903.82.14": "16(c)(iii) 16(c)(iv) 16(c)(v)",
    "9903.82.15": "16(c)(iv) 16(c)(vii) 16(c)(viii)",
    "9903.82.16": "16(c)(vii) 16(c)(viii)",
    "9903.82.17": "16(c)(x)",
    "9903.82.18": "16(c)(iii)",
    "9903.82.19": "16(c)(i)",
    "9903.82.20 9903.82.21 9903.82.22": "16(c)(xi)",
    # Section 232: pharmaceuticals, unmanned aircraft
    "9903.04.60": "40(c)",
    "9903.08.20": "43(c)(1) 43(c)(2)",
    "9903.08.21": "43(c)(1) 43(c)(2) 43(c)(3)",
    "9903.08.22": "43(c)(4)",
    "9903.08.24": "43(c)",
    # Section 201: photovoltaic cells and modules
    "9903.45.21 9903.45.22": "18(c)(i)",
    # Section 232: aluminium until 5 April 2026; its Russian headings go on
    "9903.85.01": "19(b)",
    "9903.85.03": "19(a)(iii)",
    "9903.85.02 9903.85.67": "19(g)",
    "9903.85.04": "19(i)",
    "9903.85.07": "19(j)",
    "9903.85.08": "19(k)",
    "9903.85.12": "19(o)",
    "9903.85.13": "19(q)",
    "9903.85.14": "19(r)",
    "9903.85.15": "19(s)",
    "9903.85.68": "19(i) 19(j) 19(k)",
    # Section 301, China: lists 1, 2, 3, what is left of 3, 4A, 4B
    "9903.88.01": "20(b)",
    "9903.88.02": "20(d)",
    "9903.88.03 9903.88.09": "20(f)",
    "9903.88.04": "20(g)",
    "9903.88.15": "20(s)",
    "9903.88.16": "20(u)",
    # Section 301, China: exclusions that are in effect
    "9903.88.69": "20(vvv)",
    "9903.88.70": "20(www)",
    # Section 301, China: four-year review
    "9903.91.01": "31(b)",
    "9903.91.02": "31(c)",
    "9903.91.03": "31(d)",
    "9903.91.04": "31(e)",
    "9903.91.05": "31(f)",
    "9903.91.06": "31(g)",
    "9903.91.07": "31(h)",
    "9903.91.08": "31(i)",
    "9903.91.11": "31(j)",
    "9903.91.12": "31(k)(i)",
    "9903.91.13": "31(k)(ii)",
    "9903.91.14": "31(l)(i)",
    # Section 301, large civil aircraft
    "9903.89.10": "21(c)",
    "9903.89.13": "21(d)",
    "9903.89.16": "21(e)",
    "9903.89.19": "21(f)",
    "9903.89.22": "21(g)",
    "9903.89.34": "21(k)",
    "9903.89.37": "21(l)",
    "9903.89.43": "21(n)",
    "9903.89.49": "21(p)",
    "9903.89.57": "21(s)",
    # Section 301, Brazil
    "9903.05.03": "50(a)(ii)",
    "9903.05.04": "50(a)(iii)",
    "9903.05.05": "50(a)(iv)",
    "9903.05.06": "50(a)(v)",
    # Section 301, forced labour: goods of any economy, then by economy
    "9903.05.86": "52(b)",
    "9903.05.87": "52(c)",
    "9903.05.88": "52(d)",
    "9903.05.89": "52(e)",
    "9903.05.96": "52(j)(1)",
    "9903.05.97": "52(j)(2)",
    "9903.05.98": "52(j)(3)",
    "9903.05.99": "52(j)(4)(i)",
    "9903.06.01": "52(j)(4)(ii)",
    "9903.06.02": "52(j)(5)(i)",
    "9903.06.03": "52(j)(5)(ii)",
    "9903.06.04": "52(j)(6)(i)",
    "9903.06.05": "52(j)(6)(ii)",
    "9903.06.06": "52(j)(6)(iii)",
    "9903.06.07": "52(j)(7)(i)",
    "9903.06.08": "52(j)(7)(ii)",
    "9903.06.09": "52(j)(7)(iii)",
    "9903.06.10": "52(j)(8)(i)",
    "9903.06.11": "52(j)(8)(ii)",
    "9903.06.12": "52(j)(9)(i)",
    "9903.06.13": "52(j)(9)(ii)",
    "9903.06.14": "52(j)(10)(i)",
    "9903.06.15": "52(j)(10)(ii)",
    "9903.06.16": "52(j)(11)(i)",
    "9903.06.17": "52(j)(11)(ii)",
    "9903.06.18": "52(j)(12)(i)",
    "9903.06.19": "52(j)(12)(ii)",
    "9903.06.20": "52(j)(13)(i)",
    "9903.06.21": "52(j)(13)(ii)",
    # Russia, in lieu of column 2
    "9903.90.08": "30(b)",
    "9903.90.09": "30(d)",
    # Section 232: passenger vehicles, light trucks and their parts
    "9903.94.01 9903.94.02 9903.94.03 9903.94.04": "33(b)",
    "9903.94.40 9903.94.41 9903.94.50 9903.94.51 9903.94.60 9903.94.61": "33(b)",
    "9903.94.31": "33(i)",
    "9903.94.05 9903.94.06 9903.94.42 9903.94.43": "33(g)",
    "9903.94.52 9903.94.53 9903.94.62 9903.94.63": "33(g)",
    "9903.94.32": "33(j)",
    # Civil aircraft of the United Kingdom, of Japan and of Taiwan
    "9903.96.01": "35(a)",
    "9903.96.02": "35(b)",
    "9903.96.03": "35(c)",
    # Section 232: wood
    "9903.76.01": "37(b)",
    "9903.76.02": "37(d)",
    "9903.76.03 9903.76.04": "37(f)",
    "9903.76.20 9903.76.21 9903.76.22 9903.76.23": "37(d) 37(f)",
    # Section 232: medium- and heavy-duty vehicles, buses and parts
    "9903.74.01 9903.74.03 9903.74.05 9903.74.06": "38(b)",
    "9903.74.02": "38(c)",
    "9903.74.07": "38(b) 38(c)",
    "9903.74.08 9903.74.10 9903.74.11": "38(i)",
    # Section 232: semiconductors
    "9903.79.01 9903.79.02 9903.79.03 9903.79.04 9903.79.05": "39(b)",
    "9903.79.06 9903.79.07 9903.79.08 9903.79.09": "39(b)",
    # Section 338: products of Canada, and of those the civil aircraft
    "9903.03.12": "51(b)(1)",
    "9903.03.13": "51(b)(2)",
    "9903.03.14": "51(b)(3)",
    "9903.03.16": "51(d)",
}
_PLACE = re.compile(r"(?P<note>\d+)(?P<path>(?:\(\w+\))+)")


def _places(text: str) -> tuple[Place, ...]:
    return tuple(
        Place("III", found["note"], tuple(re.findall(r"\w+", found["path"])))
        for found in _PLACE.finditer(text)
    )


def place_named(text: str) -> Place:
    """The place in subchapter III: "16(c)(v)"."""
    [place] = _places(text)
    return place


NOTE_LISTS: Mapping[str, tuple[Place, ...]] = {
    heading: _places(places) for headings, places in _ROWS.items() for heading in headings.split()
}
