"""WEBSERVICE in a sheet of LibreOffice Calc: a client that nobody here wrote.

Excel's own function of that name asks in the same way. Each address is asked by OPTIONS, HEAD, GET.
"""

from __future__ import annotations

from tests.web.libreoffice.calc import Calc
from tests.web.libreoffice.conftest import Live

EDITION = "sample, 90 lines, 2026 Rev 5"


def webservice(live: Live, function: str, *cells: str) -> str:
    """The formula that asks; arguments are cells, or texts in quotes."""
    address = f'"{live.url}/v1/cell/{function}'
    for sign, cell in zip("?&&&&", cells, strict=False):
        address += f'{sign}args="&COM.MICROSOFT.ENCODEURL({cell})&"'
    return f'=COM.MICROSOFT.WEBSERVICE({address}")'


def test_a_sheet_asks_and_calculates_with_the_answers(calc: Calc, live: Live) -> None:
    base = webservice(live, "BASE", "[.A{0}]", "[.B{0}]")
    goods = [("7307.91.50.10", "KR"), ("8471300100", "CN"), ("0201.10.05.10", "FR")]
    shown = calc.calculated(
        [
            *([hts, country, base.format(row)] for row, (hts, country) in enumerate(goods, 1)),
            ["", "", webservice(live, "ASOF")],
            ["", "", "=[.C1]*1000"],
            ["", "", webservice(live, "BASE", '"9999.99.99"')],
            ["", "", webservice(live, "CHECK", '"0901.11.00.45"')],
        ]
    )
    answers = [row[2] for row in shown]
    assert answers[:5] == ["0.055", "0", "4.4¢/kg", EDITION, "55"]
    assert answers[5].startswith("NOT_KNOWN: 9999.99.99 is not in the sample")
    assert answers[6].startswith("NOT_IN_FORCE: ")
    assert "0901.11.00" in answers[6]
    methods = {method for method, path in live.requests if path == "/v1/cell/BASE"}
    assert methods == {"OPTIONS", "HEAD", "GET"}
