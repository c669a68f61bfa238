"""What is new in a mail, what is quoted, and what is the signature.

Plain text has no marks for these but custom: “>” before quoted lines, a line that names whom the
rest is from, “-- ” or a farewell above the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.mail.mention import Part, PartKind

_QUOTE = re.compile(r"\s{0,3}>")
_WROTE = re.compile(r"(?:On|Am|Le|El) .{6,200}(?:wrote|schrieb|écrit|escribió) ?.{0,80}:\s*$")
_BANNER = re.compile(
    r"[\s_-]*(?:Original Message|Forwarded message|Begin forwarded message|Original-Nachricht)\b",
    re.I,
)
_FROM = re.compile(r"\*{0,2}(?:From|Von|De|Da)(?:\*{0,2}:|:\*{0,2})\s", re.IGNORECASE)
_SENT = re.compile(
    r"\*{0,2}(?:Sent|Date|To|Subject|Gesendet|An|Enviado|Envoyé)(?:\*{0,2}:|:\*{0,2})\s",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s*|__+\s*|—\s*")
_FAREWELL = re.compile(
    r"(?:(?:best|kind|warm|with best|many)? ?(?:regards|wishes)|thanks(?: (?:and|&) regards)?"
    r"|many thanks"
    r"|thank you|sincerely|cheers|mfg|mit freundlichen grüßen|saludos|cordialement)[,.! ]*",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"(?:this (?:e-?mail|message)(?: and any attachments)? (?:contains|is|may)|disclaimer\b"
    r"|sent from my "
    r"|confidentiality notice|update your subscriptions|unsubscribe\b|privacy policy)",
    re.IGNORECASE,
)
_HEADER_WITHIN = 4  # lines after “From:”


def parts(text: str) -> tuple[Part, ...]:
    """The parts in order; together they are the whole text."""
    lines = text.split("\n")
    kinds = list(_kinds(lines))
    result: list[Part] = []
    start = 0
    for line, kind in zip(lines, kinds, strict=True):
        end = min(start + len(line) + 1, len(text))
        if result and result[-1].kind is kind:
            result[-1] = Part(kind, result[-1].start, end)
        elif end > start:
            result.append(Part(kind, start, end))
        start = end
    return tuple(result)


def _kinds(lines: list[str]) -> Iterator[PartKind]:
    """The kind of each line: once a header names another writer, all below is quoted."""
    below = PartKind.NEW
    for index, line in enumerate(lines):
        if _QUOTE.match(line):
            if below is PartKind.SIGNATURE:
                below = PartKind.NEW
            yield PartKind.QUOTED
            continue
        if below is not PartKind.QUOTED:
            below = _turned(lines, index, below)
        yield below


def _turned(lines: list[str], index: int, now: PartKind) -> PartKind:
    line = lines[index].strip()
    if not line:
        return now
    if _BANNER.match(line) or _is_header(lines, index):
        return PartKind.QUOTED
    if _WROTE.match(line[:300]):
        quoted_by_mark = any(_QUOTE.match(after) for after in lines[index + 1 : index + 4])
        return now if quoted_by_mark else PartKind.QUOTED
    if _SIGNATURE.fullmatch(line) or _FAREWELL.fullmatch(line) or _BOILERPLATE.match(line):
        return PartKind.SIGNATURE
    return now


def _is_header(lines: list[str], index: int) -> bool:
    if not _FROM.match(lines[index].strip()[:20]):
        return False
    after = lines[index + 1 : index + 1 + _HEADER_WITHIN]
    return any(_SENT.match(line.strip()[:20]) for line in after)
