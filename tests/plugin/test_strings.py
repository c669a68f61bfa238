"""Shared strings are found by number, however many there are and however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.workbook.strings import SharedStrings

TEXTS = st.text("ab &<é", max_size=8) | st.integers(0, 3).map(lambda n: "long " * 400 * n)
EMPTY = (b"<si/>", b"<si />", b"<si></si>", b"<si><t/></si>")


@st.composite
def parts(draw: st.DrawFn) -> tuple[list[str], bytes]:
    """The texts, and a part that holds them."""
    texts = draw(st.lists(TEXTS, max_size=30)) * draw(st.integers(1, 40))
    items = (_item(text) if text else draw(st.sampled_from(EMPTY)) for text in texts)
    return texts, b'<sst xmlns="x">' + b"".join(items) + b"</sst>"


def _item(text: str) -> bytes:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<si><t xml:space="preserve">{escaped}</t></si>'.encode()


@given(parts())
def test_each_is_found_by_its_number(part: tuple[list[str], bytes]) -> None:
    texts, xml = part
    strings = SharedStrings(xml)
    assert [strings(number) for number in range(len(texts))] == texts


@given(parts())
def test_there_are_no_others(part: tuple[list[str], bytes]) -> None:
    texts, xml = part
    strings = SharedStrings(xml)
    for number in (-1, len(texts), len(texts) + 10_000):
        with pytest.raises(ValueError, match=f"no shared string {number}"):
            strings(number)


def test_a_prefix_makes_no_difference() -> None:
    xml = b'<x:sst xmlns:x="y"><x:si><x:t>one</x:t></x:si><x:si><x:t>two</x:t></x:si></x:sst>'
    assert [SharedStrings(xml)(number) for number in (1, 0)] == ["two", "one"]
