"""Tables made at random come back exactly: no row lost, none invented, in both dialects."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from tariffline.law.notice import RateParty, StatedRate
from tariffline.sources import SourceError
from tariffline.sources.adcvd import read

Entry = tuple[str, str, Decimal]

_PLACES = ("Ningbo", "Qingdao", "Hà Nội", "Foshan Nanhai", "São Paulo", "Jiangsu (Group)", "A&B")
_GOODS = ("Steel", "Import & Export", "Rubber", "New Material Technology", "Foods", "Glass")
_ENDINGS = ("Co., Ltd.", "Company Limited", "Corp.", "S.A. de C.V.", "Factory", "GmbH", "Pvt. Ltd.")
companies = st.builds(
    "{} {} {}".format,
    st.sampled_from(_PLACES),
    st.sampled_from(_GOODS),
    st.sampled_from(_ENDINGS),
)
rates = st.decimals(min_value=0, max_value=9999, places=2)
entries = st.lists(st.tuples(companies, companies, rates), min_size=1, max_size=12)


@settings(deadline=None)  # a loaded machine is no fault
@given(entries, st.booleans())
def test_combinations_in_gpo_tables(table: list[Entry], has_marks: bool) -> None:
    mark = "<SU>12</SU>" if has_marks else ""
    rows = "".join(
        f'<ROW><ENT I="01">{escape(exporter)}{mark}</ENT><ENT>{escape(producer)}</ENT>'
        f"<ENT>{_printed(rate)}</ENT></ROW>"
        for exporter, producer, rate in table
    )
    assert _read(_gpo(("Exporter", "Producer", "Weighted-<LI>average</LI> margin"), rows)) == table


@settings(deadline=None)
@given(entries, st.booleans())
def test_combinations_in_uslm_tables(table: list[Entry], has_marks: bool) -> None:
    mark = '<ref style="-uslm-sgm:SU">12</ref>' if has_marks else ""
    rows = "".join(
        f"<x:tr><x:td>{escape(exporter)}{mark}</x:td><x:td>{escape(producer)}\n</x:td>"
        f"<x:td>{_printed(rate)}\n</x:td></x:tr>"
        for exporter, producer, rate in table
    )
    labels = "".join(f"<x:th>{label}</x:th>" for label in ("Exporter", "Producer", "Margin (%)"))
    assert _read(_uslm(f"<x:thead><x:tr>{labels}</x:tr></x:thead><x:tbody>{rows}</x:tbody>")) == (
        table
    )


@settings(deadline=None)
@given(entries, rates)
def test_the_rest_of_a_table_is_told_apart(table: list[Entry], rest: Decimal) -> None:
    rows = "".join(
        f'<ROW><ENT I="01">{escape(exporter)}</ENT><ENT>{_printed(rate)}</ENT></ROW>'
        for exporter, _, rate in table
    )
    rows += f'<ROW><ENT I="01">All Others</ENT><ENT>{_printed(rest)}</ENT></ROW>'
    stated = _rates(_gpo(("Company", "Subsidy rate (percent)"), rows))
    assert [rate.exporter for rate in stated[:-1]] == [exporter for exporter, _, _ in table]
    assert stated[-1].party is RateParty.ALL_OTHERS
    assert stated[-1].margin == rest / 100


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=12)), max_size=8))
def test_any_cells_are_rates_or_remainders(cells: list[tuple[str, str]]) -> None:
    """Whatever stands in a row that has words, it is read or counted, and never both."""
    rows = "".join(
        f'<ROW><ENT I="01">{_safe(name)}</ENT><ENT>{_safe(rate)}</ENT></ROW>'
        for name, rate in cells
    )
    [notice] = read(_gpo(("Company", "Subsidy rate (percent)"), rows))
    assert len(notice.rates) <= len(cells)
    for rate in notice.rates:
        assert rate.margin is None or rate.margin >= 0


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = (
        "GPOTABLE", "BOXHD", "CHED", "ROW", "ENT", "TTITLE", "TNOTE", "P", "FP", "HD", "E", "SU",
        "LI", "FTNT", "PRTPAGE", "table", "thead", "tr", "td", "th", "p", "heading", "footnote",
        "meta", "APPENDIX", "GPH", "FRDOC", "SUM", "DATES",
    )  # fmt: skip
    attributes = st.sampled_from(
        ("", ' I="01"', ' I="22"', ' A="01"', ' A="L99"', ' H="2"', ' colspan="3"', ' rowspan="2"',
         ' colspan="999999999"', ' SOURCE="HED"', ' P="12"', ' COLS="3"', ' T="51"')
    )  # fmt: skip
    content = st.lists(inner, max_size=5).map(
        lambda parts: "".join(p if p.startswith("<") else escape(p) for p in parts)
    )
    return st.builds(
        lambda tag, given, inside: f"<{tag}{given}>{inside}</{tag}>",
        st.sampled_from(tags),
        attributes,
        content,
    )


_XML_LETTERS = st.characters(exclude_categories=("Cs", "Cc"))


@settings(deadline=None)
@given(st.recursive(st.text(_XML_LETTERS, max_size=20), _elements, max_leaves=30))
def test_no_xml_breaks_the_readers(inside: str) -> None:
    body = inside if inside.startswith("<") else escape(inside)
    for notice in ("NOTICE", "notice"):
        head = "<AGENCY>International Trade Administration</AGENCY><DEPDOC>[A-570-701]</DEPDOC>"
        with suppress(SourceError):
            read(f"<{notice}>{head}<SUPLINF>{body}</SUPLINF></{notice}>".encode())


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_door(data: bytes) -> None:
    with suppress(SourceError):
        read(data)


def _safe(text: str) -> str:
    return escape("".join(c for c in text if c.isprintable()))


def _printed(rate: Decimal) -> str:
    return f"{rate:,.2f}"


def _read(data: bytes) -> list[Entry]:
    found = []
    for rate in _rates(data):
        assert rate.margin is not None
        found.append((rate.exporter, rate.producer, rate.margin * 100))
    return found


def _rates(data: bytes) -> tuple[StatedRate, ...]:
    [notice] = read(data)
    assert notice.unread == ()
    assert all(rate.case == "A-570-701" for rate in notice.rates)
    return notice.rates


_TITLE = "Widgets From the People's Republic of China: Antidumping Duty Order"


def _gpo(labels: tuple[str, ...], rows: str) -> bytes:
    heads = "".join(f'<CHED H="1">{label}</CHED>' for label in labels)
    return (
        "<NOTICE><PREAMB><AGENCY>International Trade Administration</AGENCY>"
        f"<DEPDOC>[A-570-701]</DEPDOC><SUBJECT>{_TITLE}</SUBJECT></PREAMB><SUPLINF>"
        f'<HD SOURCE="HD1">Order</HD><GPOTABLE COLS="{len(labels)}"><BOXHD>{heads}</BOXHD>{rows}'
        "</GPOTABLE></SUPLINF></NOTICE>"
    ).encode()


def _uslm(table: str) -> bytes:
    return (
        '<notice xmlns="http://schemas.gpo.gov/xml/uslm" xmlns:x="http://www.w3.org/1999/xhtml">'
        '<preface><organization style="-uslm-sgm:SUBAGY">International Trade Administration'
        '</organization><property style="-uslm-sgm:DEPDOC">[A–570–701]</property>'
        f"<subject>{_TITLE}</subject></preface><main><content><heading>Order</heading>"
        f"<x:table>{table}</x:table></content></main></notice>"
    ).encode()
