"""What the columns of a table of rates are, told from their labels, or from what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from tariffline.law.notice_amounts import AmountError, read_amount, unit_of
from tariffline.law.notice_paper import Row, Table


class Role(Enum):
    """What a column holds."""

    EXPORTER = auto()
    PRODUCER = auto()
    EITHER = auto()  # one company, as exporter or producer
    MARGIN = auto()
    DEPOSIT = auto()
    CONTEXT = auto()  # a case, country or period: what the row is about
    ASIDE = auto()  # a number or rate that is not this notice's answer


_LONGEST = 400  # letters of a label
_RATES = frozenset({Role.MARGIN, Role.DEPOSIT})
_PARTIES = frozenset({Role.EXPORTER, Role.PRODUCER, Role.EITHER})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role, its label, and the unit its label names ("" for shares)."""

    role: Role
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns that belong to each other: some tables print companies and rates twice abreast."""

    parties: tuple[int, ...]
    rates: tuple[int, ...]


_HYPHEN = re.compile(r"(?<=\w)-\s+(?=[a-z])")
_EXPORTER = re.compile(r"(?i)\bexport(?:er|ed by)")
_PRODUCER = re.compile(r"(?i)\bproduc(?:er|ed by)|\bmanufactur(?:er|ed by)|\bsupplie[rd]\b")
_COMPANY = re.compile(
    r"(?i)\b(?:compan(?:y|ies)|firms?|respondents?|entit(?:y|ies)|grower|names?|part(?:y|ies))\b"
)
_RATE = re.compile(
    r"(?i)\bmargins?\b|\brates?\b|\bper\s?cent(?:age)?s?\b|%|\bad valorem\b|\bsubsid(?:y|ies)\b"
    r"|\bdollars? per\b|\$/|\bper[- ]unit\b"
)
_DEPOSIT = re.compile(r"(?i)\bdeposit|\badjusted\b|\bnet of\b|\bafter (?:offset|adjust)")
_OFFSET_ALONE = re.compile(r"(?i)^(?:export )?subsidy offsets?|\boffset rate\b|^adjustments?\b")
_NOT_A_RATE = re.compile(
    r"(?i)\bfootnote|\bpage\b|\bdate\b|\bimporter\b|\bquantity|\bvolume\b|\bshares? of\b"
    r"|\bownership|\bweight(?! ?ed)\b|\bcontent\b|\bthickness|\bimports\b|\binterest\b"
    r"|\bassessment\b"
)
_NOT_A_COMPANY = re.compile(
    r"(?i)\bprograms?\b|\belements?\b|\bgrades?\b|\byears?\b|\bitems?\b|\btypes?\b|\bHTS|\btariff"
    r"|^(?:no|number|row|line|#)\b\.?|^#|\bdescription|\bcharacteristic|\bprovision|\bspecification|\bsteps?\b|\bevents?\b"
)
# "Separate rate companies" are companies, not rates.
_RATE_OF_COMPANIES = re.compile(
    r"(?i)\b(?:separate|non-?selected|review-specific(?: average)?|sample)[- ]rates?\b"
    r"(?=.*\b(?:compan|export|produc|respond|entit))"
    r"|(?:(?<=receiving )|(?<=with )|(?<=granted )|(?<=receiving a )|(?<=with a ))"
    r"separate[- ]rates?\b"
)
_BEGINS_A_PARTY = re.compile(r"(?i)(?:export|produc|manufactur|compan)\w*(?!\w*-specific)")
_SURE = re.compile(
    r"(?i)\bmargins?\b|\bdeposit|\bsubsid|\bad valorem\b|\bdumping\b|\brates?\b|\$|\bdollars?\b"
)
_OLD = re.compile(
    r"(?i)\b(?:original|previous(?:ly)?|prior|superseded|former|unamended|published)\b"
)
_NEW = re.compile(r"(?i)\b(?:as )?(?:amended|revised|recalculated|corrected|redetermin\w+)\b")
_CONTEXT = re.compile(
    r"(?i)\bcase\b|\bcountr(?:y|ies)\b|\bperiod\b|\bPO[RI]\b|\border\b|\bproceeding\b"
)


def columns(table: Table, around: str) -> tuple[Column, ...]:
    """The columns of a table, one per label; () where it holds no rates of companies.

    `around` are the words that lead to it: where its own labels say too little ("Percent", or
    nothing), they must speak of margins or subsidies.
    """
    labels = tuple(_HYPHEN.sub("-", " ".join(label[:_LONGEST].split())) for label in table.labels)
    is_told = bool(_SURE.search(f"{table.title} {around}"))
    found = tuple(_column(label, not index) for index, label in enumerate(labels))
    if not any(column.role in _RATES for column in found):
        found = _by_content(labels, table.rows) if is_told else ()
    found = _without_superseded(found)
    is_sure = is_told or any(c.role in _RATES and _SURE.search(c.label) for c in found)
    return found if is_sure and _has(found, _RATES) and _has(found, _PARTIES) else ()


def panels(found: Sequence[Column]) -> tuple[Panel, ...]:
    """The columns of companies with the columns of rates that follow them."""
    made: list[tuple[list[int], list[int]]] = [([], [])]
    for index, column in enumerate(found):
        if column.role in _PARTIES:
            if made[-1][1]:
                made.append(([], []))
            made[-1][0].append(index)
        elif column.role in _RATES:
            made[-1][1].append(index)
    return tuple(Panel(tuple(parties), tuple(rates)) for parties, rates in made if parties)


def _column(label: str, is_first: bool) -> Column:
    role = _role(label, is_first=is_first)
    is_stub = is_first and role is Role.ASIDE
    if is_stub and not (_NOT_A_COMPANY.search(label) or _NOT_A_RATE.search(label)):
        role = Role.EITHER  # the stub names the companies, whatever it is called
    return Column(role, label, unit_of(label))


def _role(label: str, *, is_first: bool) -> Role:
    label = _RATE_OF_COMPANIES.sub("", label).strip()
    exports, produces = bool(_EXPORTER.search(label)), bool(_PRODUCER.search(label))
    is_rate = bool(_RATE.search(label))
    if _OFFSET_ALONE.search(label) or _NOT_A_RATE.search(label):
        return Role.ASIDE
    names_companies = is_first and _BEGINS_A_PARTY.match(label)
    if is_rate and not names_companies:
        return Role.DEPOSIT if _is_deposit(label) else Role.MARGIN
    if exports or produces:
        both = exports and produces
        return Role.EITHER if both else Role.EXPORTER if exports else Role.PRODUCER
    if _CONTEXT.search(label):
        return Role.CONTEXT
    if _COMPANY.search(label):
        return Role.EITHER
    return Role.DEPOSIT if _is_deposit(label) else Role.ASIDE


def _is_deposit(label: str) -> bool:
    """One that names margin and deposit at once stands for the margin, unless it is adjusted."""
    if not _DEPOSIT.search(label):
        return False
    names_both = re.search(r"(?i)\bmargin\b.*\bdeposit\b", label)
    return not names_both or bool(re.search(r"(?i)\badjusted\b|\bnet of\b", label))


def _without_superseded(found: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of an original and an amended rate side by side, the amended one counts."""
    margins = [column for column in found if column.role is Role.MARGIN]
    new = [column for column in margins if _NEW.search(column.label)]
    kept = new or [column for column in margins if not _OLD.search(column.label)]
    if not kept:
        return found
    return tuple(
        Column(Role.ASIDE, column.label, column.unit)
        if column in margins and column not in kept
        else column
        for column in found
    )


def _by_content(labels: Sequence[str], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Roles of columns whose labels don't tell: rates where (nearly) every cell is a rate.

    Only for tables without labels: other labels mean other things ("Year", "Volume").
    """
    if any(label.strip() for label in labels[1:]) or len(labels) < 2:
        return ()
    bodies = [row.cells for row in rows if not row.is_head]
    roles = [
        Role.MARGIN if index and _are_rates([cells[index] for cells in bodies]) else Role.ASIDE
        for index in range(len(labels))
    ]
    if Role.MARGIN not in roles:
        return ()
    roles[0] = Role.EITHER
    return tuple(
        Column(role, label, unit_of(label)) for role, label in zip(roles, labels, strict=True)
    )


def _are_rates(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell.strip()]
    return bool(said) and all(is_printed_rate(cell) for cell in said)


def is_printed_rate(cell: str) -> bool:
    """Rates are printed with decimals or a per-cent sign; years and counts are not."""
    try:
        amount = read_amount(cell)
    except AmountError:
        return False
    return amount is None or "." in cell or "%" in cell or "percent" in cell.lower()


def _has(found: Sequence[Column], roles: frozenset[Role]) -> bool:
    return any(column.role in roles for column in found)
