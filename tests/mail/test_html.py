"""HTML to the text a reader sees."""

from __future__ import annotations

import pytest

from tariffline.mail.html import plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<b>8471.30</b><span>.01.00</span>", "8471.30.01.00"),
        ("a &amp; b &#8220;c&#8221; 5&nbsp;%", "a & b “c” 5\u00a0%"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A\tB\n1\t2"),
        ("<tr><td><p>a</p><p>b</p></td><td></td><td>c</td></tr>", "a b\t\tc"),
        ("<blockquote>old<div>older</div></blockquote>new", "> old\n> older\nnew"),
        ("<div id='Signature'>Jo</div>", "-- \nJo"),
        ("<script>var a='<p>no</p>'</script>yes", "yes"),
        ("<style>p{}</style><title>no</title>yes<!-- no -->!", "yes!"),
        ('<a title="a > b">link</a>', "link"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("before<!-- never closed", "before"),
        ("before<a href='never closed", "before"),
        ("<pre>one\n> two\r\n\nthree\ta</pre>\nfour", "one\n> two\n\nthree\ta\nfour"),
        ("<pre>HTS    Qty\n0901   5</pre>", "HTS    Qty\n0901   5"),
        ("<td><pre>a\nb</pre></td><td>c</td>", "a b\tc"),
        ("</pre>one\ntwo", "one two"),
        ("<o:p></o:p><![if !x]>text<![endif]>", "text"),
    ],
)
def test_a_page_reads_as_it_shows(source: str, text: str) -> None:
    assert plain(source) == text
