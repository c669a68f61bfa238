"""Whom a printed rate is for: a company, all others, the entity of a country, or a group."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tariffline.law.notice import RateParty

_LEADERS = re.compile(r"(?:\s*\.){3,}\s*$|\s*…+\s*$")
_MARKS = re.compile(r"(?:\s*[*†‡§#+]+)+$|\\\d+\\|(?<=[.)])\s*\[\d+\]$")
# "Co., Ltd.12": a footnote's number that the form prints into the name.
_GLUED = re.compile(r"(\b(?:Ltd|Inc|LLC|Co|Corp|Lda|GmbH|S\.A|L\.P|B\.V)\.|[a-z]\))\d{1,2}$")

_SUFFIX = (
    r"(?:Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|Co|Company|Corp|Corporation|S\.?A|GmbH|AG|KG"
    r"|S\.?p\.?A|S\.?r\.?l|S\.?A\.?S|S\.? ?A\.? ?de C\.? ?V|C\.? ?V|B\.?V|N\.?V|A\.?S|A\.?Ş|Lda"
    r"|Ltda|Pvt|P\.?L\.?C|L\.?P|LLP|Bhd|Sdn|JSC|PJSC|OJSC|Oy|Oyj|AB|K\.?K|Tbk|PT|Factory|Plant|Group"
    r"|Works|Mills?|Enterprises?|Industries|Industry|Sirketi|Şirketi|Pty|d\.?o\.?o)"
)
_ENDS_A_NAME = re.compile(rf"\b{_SUFFIX}\.?\)?\s*(?:\([^()]*\)\s*)?$")

_EDGES = " ,;:()[]*"
_SORT = r"(?:manufacturers?|producers?|exporters?|compan(?:y|ies)|firms?|respondents?|parties)"
_ALL_OTHERS = re.compile(
    r"(?i)(?:the )?all[- –‑]*others\b(?:[- ]rates?\b)?|all[- –‑]other$"
    rf"|all other (?:(?:foreign|\w+[- ]examined) )?{_SORT}(?:[ /]+(?:and|or|&)?[ /]*{_SORT})*"
    r"|others$"
)
_NON_MARKET = (
    r"P\.?R\.?C\.?|People[’']s Republic of China|China|Vietnam|Viet Nam|Russian?(?: Federation)?"
    r"|Belarus|Ukraine|Kazakhstan|Moldova|Armenia|Azerbaijan|Georgia|Kyrgyz(?:stan| Republic)"
    r"|Tajikistan|Turkmenistan|Uzbekistan|Romania|Cuba|Country|NME"
)
_WIDE = re.compile(
    rf"(?i)(?:the )?(?:{_NON_MARKET})[- –‑]*(?:wide(?:[- ]?(?:entity|rate))*|entity)\b\s*"
    r"(?:(?:rate|entity|companies)\b)?"
)
# "Vietnam Wide Foods" is a company: what follows must add to the words, not go on with a name.
_MAY_FOLLOW = re.compile(
    r"(?i)\s*(?:$|[(\[,;:*–—/]|(?:including|includes|which|that|comprising|consisting|except|other"
    r" than|excluding|not|margin|rate|\d)\b)"
)
_GROUP = re.compile(
    r"(?i)\b(?:review-specific|non-?[- ]?(?:selected|examined|individually|reviewed|mandatory)"
    r"|not (?:individually|selected|examined)|unselected|unexamined"
    r"|separate[- ]rates?(?: (?:companies|respondents?|applicants?|entities|exporters?))?"
    r"|sample rate|other respondents)\b"
)
_ROLES = (
    re.compile(
        r"(?i)^\(?(?:exporter|exported by)s?\)?\s*[:\s]\s*(?P<exporter>.+?)[\s;,/]*\b(?:and )?"
        r"(?:producer|produced by|manufacturer|manufactured by|supplier|supplied by)s?\s*[:\s]\s*"
        r"(?P<producer>.+)$"
    ),
    re.compile(
        r"(?i)^\(?(?:producer|produced by|manufacturer|manufactured by|supplier|supplied by)s?\)?"
        r"\s*[:\s]\s*(?P<producer>.+?)[\s;,/]*\b(?:and )?(?:exporter|exported by)s?\s*[:\s]\s*"
        r"(?P<exporter>.+)$"
    ),
    re.compile(
        r"(?i)^(?P<exporter>.+?)\s*\(exporter\)\s*[/;,&]?\s*(?:and\s+)?(?P<producer>.+?)\s*\(producer\)$"
    ),
    re.compile(
        r"(?i)^(?P<producer>.+?)\s*\(producer\)\s*[/;,&]?\s*(?:and\s+)?(?P<exporter>.+?)\s*\(exporter\)$"
    ),
    re.compile(
        r"(?i)^(?P<exporter>[^:]+?)[\s,;/(]+(?:produced|manufactured|supplied) by:?\s+"
        r"(?P<producer>.+?)\)?$"
    ),
    re.compile(r"(?i)^(?P<producer>[^:]+?)[\s,;/(]+exported by:?\s+(?P<exporter>.+?)\)?$"),
    re.compile(r"(?i)^(?:exporter|exported by)s?\s*:\s*(?P<exporter>.+)$"),
    re.compile(
        r"(?i)^(?:(?:producer|manufacturer|supplier)s?\s*:|(?:produced|manufactured) by\s*:?)\s*"
        r"(?P<producer>.+)$"
    ),
)
_DITTO = re.compile(r"(?i)[.\s]*(?:do\.?|ditto|same(?: as above)?|id\.?|ibid\.?|[\"″”〃]|'')[.\s]*")


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a rate is for, as its cell says it.

    `exporter` and `producer` are "" where the cell has no such label: its `name` then takes the
    role of its column. `extra` is what stands beside ("including A Co.", "a group").
    """

    kind: RateParty
    name: str
    exporter: str
    producer: str
    extra: str


def cleaned(text: str) -> str:
    """A company's name without leaders, marks and footnote numbers."""
    name = _LEADERS.sub("", " ".join(text.split()))
    name = _GLUED.sub(r"\1", _MARKS.sub("", name).strip())
    return name.strip(' :“”"').rstrip(",;")


def is_ditto(text: str) -> bool:
    """Whether the cell says "as above"."""
    return bool(text.strip()) and bool(_DITTO.fullmatch(text))


def read_party(text: str) -> Party:
    """Whom the cell names; a company unless its words say otherwise."""
    name = cleaned(text)
    for kind, words in ((RateParty.ALL_OTHERS, _ALL_OTHERS), (RateParty.COUNTRY_WIDE, _WIDE)):
        found = words.match(name)
        if found and _MAY_FOLLOW.match(name, found.end()):
            return Party(kind, "", "", "", name[found.end() :].strip(_EDGES))
    for form in _ROLES:
        if found := form.match(name):
            roles = found.groupdict()
            exporter, producer = (
                cleaned(roles.get(role) or "") for role in ("exporter", "producer")
            )
            return Party(RateParty.NAMED, name, exporter, producer, "")
    extra = "a group of companies" if is_group(name) else ""
    return Party(RateParty.NAMED, name, "", "", extra)


def is_group(name: str) -> bool:
    """Whether the words stand for companies that are listed elsewhere, not for one company."""
    return bool(_GROUP.search(name)) and not _ENDS_A_NAME.search(name)


def names_in(text: str) -> tuple[str, ...]:
    """The companies of a cell, one each: parted by semicolons, and by strokes between two names.

    "Import/Export" and "d/b/a" are no strokes between names: the words before one must end as a
    company's name does.
    """
    found: list[str] = []
    for piece in re.split(r"\s*;\s*(?:and\s+|&\s+)?", text):
        begun = ""
        for part in piece.split("/"):
            begun = f"{begun}/{part}" if begun else part
            if _ENDS_A_NAME.search(begun):
                found.append(begun)
                begun = ""
        if begun:
            found.append(begun)
    return tuple(filter(None, (cleaned(each) for each in found)))


def ends_a_name(text: str) -> bool:
    """Whether the words end as a company's name does ("… Co., Ltd.")."""
    return bool(_ENDS_A_NAME.search(text))
