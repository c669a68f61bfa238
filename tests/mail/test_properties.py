"""Whatever a stranger writes: spans are exact, nothing fails, nothing takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariffline.mail.html import plain
from tariffline.mail.reading import Reading, read_html, read_text

# Pieces that look like what is looked for, so that random texts get somewhere.
PIECES = (
    "8471.30", ".01.00", "8471300100", "HTS ", "heading ", "A-570-910", "C570068001", "CSMS # ",
    "68855869", "91 FR 21790", "B76-0324527-8", "MSCU8345216", "China", "U.S.", "duty ", "3.9 %",
    "$1,234.50", "FOB ", "Ningbo Co., Ltd.", "\n", "\t", "> ", "-- ", "On 1 May 2026 X wrote:",
    "\u00a0", "\u00ad", "\u200b", "–", "“", "４", "\r\n", "<td>", "</td>", "<!--", "&nbsp;", "&#0;",
    "<blockquote>", "<a b='", '"', "hts\tqty\n",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


def check_spans(reading: Reading) -> None:
    ends = 0
    for mention in reading.mentions:
        assert reading.text[mention.start : mention.end] == mention.written
        assert ends <= mention.start < mention.end
        ends = mention.end
    assert "".join(reading.text[part.start : part.end] for part in reading.parts) == reading.text
    for row in reading.rows:
        assert all(0 <= cell.start <= cell.end <= len(reading.text) for cell in row.cells)


@settings(deadline=None)  # a loaded machine is no fault
@given(texts)
def test_any_text_is_read_with_exact_spans_that_do_not_overlap(text: str) -> None:
    reading = read_text(text)
    assert reading.text == text
    check_spans(reading)
    assert read_text(text) == reading


@settings(deadline=None)
@given(texts)
def test_any_page_is_read_and_its_text_says_the_same(source: str) -> None:
    reading = read_html(source)
    check_spans(reading)
    assert read_text(reading.text) == reading


@pytest.mark.parametrize(
    "unit",
    [
        "8471.", "8471.\n", "8471300100;", "1 ", "12.", "1,", "A-", "A - 570 - ",
        "CSMS ", "CSMS # 1",
        "heading 8471, ", "5%", "5% ", "$1,", "China ", "Republic of ", "A Co. ", "Seller: ", "\n",
        "-- \n", "\t", "a;", "> ", "On ", "\u00ad", "http://", "a@a.", "tel ", "hts\tpo\n",
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    """Four times the text takes about four times as long; sixteen would be a square."""
    short, long = (_quickest(unit * (size // len(unit))) for size in (20_000, 80_000))
    assert long < 9 * short + 0.2


@pytest.mark.parametrize(
    "unit", ["<!--", "<a ", "<", "</", "<!", "<?", "&", '<a href="', "<script>", "<td>", "<a b='\""]
)
def test_a_page_of_a_megabyte_is_read_at_once(unit: str) -> None:
    started = time.process_time()
    plain(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 5


def _quickest(text: str) -> float:
    """Of three times, for other work on the machine slows some of them."""
    return min(_seconds(text) for _ in range(3))


def _seconds(text: str) -> float:
    started = time.process_time()
    read_text(text)
    return time.process_time() - started
