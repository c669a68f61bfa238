"""The words of an element, as a reader sees them."""

from __future__ import annotations

import pytest

from tariffline.sources.federal_register.markup import read_html, read_xml
from tariffline.sources.federal_register.words import worded, words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("the order.<SU>1</SU> <FTREF/> It", "the order. It"),
        ("paper of 40 g/m<SU>2</SU> or more", "paper of 40 g/m² or more"),
        ("10 mm<SU>3</SU> and 5 cm<SU>2</SU>", "10 mm³ and 5 cm²"),
        ("margin<LI>(percent)</LI>", "margin (percent)"),
        ('(<E T="03">i.e.,</E>\n rates )', "(i.e., rates)"),
        ("words <PRTPAGE P='7'/>go on", "words go on"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ('H<E T="52">2</E>O', "H2O"),
    ],
)
def test_words_of_gpo_xml(written: str, said: str) -> None:
    assert words(read_xml(f"<P>{written}</P>".encode())) == said


def test_marks_of_a_cell() -> None:
    cell = read_xml(b'<ENT>A Co.<SU>12</SU> of 3 m<SU>2</SU> <E T="51">b</E></ENT>')
    assert worded(cell, in_cell=True) == ("A Co. of 3 m", ("12", "2", "b"))


def test_words_of_html() -> None:
    page = read_html(
        '<p>Final<br>results<sup>[<a class="footnote-reference">2</a>]</sup>'
        '<span class="printed-page">Start Printed Page 7</span> here</p>'
    )
    assert words(page) == "Final results here"
