"""What a notice does, told from its title, its action line and its agency."""

from __future__ import annotations

import re

from tariffline.law.notice import NoticeKind as K

_RULES: tuple[tuple[K, str], ...] = (
    (K.CORRECTION, r"\bcorrect(?:ion|ed|ing)\b|\bamendment of notice\b"),
    (K.COURT, r"\bcourt decision|\bin harmony with|\bcourt remand|\bsection 129\b"),
    (K.SCOPE_RULING, r"\bscope (?:ruling|determination|inquir)"),
    (K.CIRCUMVENTION, r"\b(?:anti-?)?circumvent"),
    (K.CHANGED_CIRCUMSTANCES, r"\bchanged[- ]circumstances?\b"),
    (K.NEW_SHIPPER, r"\bnew[- ]shipper\b"),
    (K.OPPORTUNITY, r"\bopportunity to request\b"),
    (K.SUSPENSION, r"\bsuspension agreement|\bsuspending the\b|\bsuspension of (?:the )?(?:anti-?"
     r"dumping|countervailing)[^;:]*investigation|\bagreement suspending"),
    (K.CONTINUATION, r"\bcontinuation of (?:the )?(?:suspen|anti-?dumping|countervailing|orders?"
     r"|AD\b|finding)"),
    (K.REVOCATION, r"\brevocation\b|\brevok"),
    (K.RESCISSION, r"\b(?:recission|rescission|rescind)"),
    (K.SUNSET, r"\bsunset\b|\bfive-year\b"),
    (K.POSTPONEMENT, r"\bpostpone|\bextension of (?:the )?(?:time|deadline|final|preliminary)"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(f"(?i){pattern}")) for kind, pattern in _RULES)

# What is only meant or considered is not done.
_ONLY_MEANT = re.compile(
    r"(?i)\b(?:(?:notice of )?intent(?:ion)? to (?:revoke|rescind|terminate)"
    r"|consideration of revocation|requests? for revocations?)\b"
)
_INITIATED = re.compile(r"(?i)\binitiation\b|\binitiat")
_REVIEW = re.compile(r"(?i)\breviews?\b|\bduty administrative\b")
_PRELIMINARY_RESULTS = re.compile(
    r"(?i)\bpreliminary (?:\w+ )?results?\b|\bpreliminary (?:intent|notice of intent) to\b"
    r"|\bpreliminary (?:partial )?res?cission"
)
_FINAL_RESULTS = re.compile(r"(?i)\bfinal (?:\w+ )?results?\b|\bamended (?:final )?results?\b")
_PRELIMINARY = re.compile(r"(?i)\bpreliminary\b[^;:]*?\bdeterminations?\b")
_FINAL = re.compile(r"(?i)\bfinal\b[^;:]*?\bdeterminations?\b")
_ABOUT_OTHERS = re.compile(
    r"(?i)\b(?:postponement|extension|alignment) of (?:the )?(?:final|preliminary)\b[^;:,]*"
    r"(?:with (?:the )?final\b[^;:,]*)?|\b(?:final|preliminary) determination of no shipments?"
)
_LAW = r"(?:anti-?dumping|countervailing)(?: duty)?"
_ORDER = re.compile(
    r"(?i)(?:^|[:;,]\s*(?:and )?|\band )(?:notice of |issuance of )?(?:amended )?"
    rf"{_LAW}(?: (?:and|or) {_LAW})?"
    r" orders?(?=\s*(?:[;:,.]|and\b|in part|$))"
)
_NOT_INVESTIGATION = frozenset(
    {K.SCOPE_RULING, K.CIRCUMVENTION, K.CHANGED_CIRCUMSTANCES, K.NEW_SHIPPER, K.SUNSET}
)
_NOT_ORDER = _NOT_INVESTIGATION | {
    K.CONTINUATION, K.REVOCATION, K.RESCISSION, K.OPPORTUNITY, K.CORRECTION, K.SUSPENSION,
    K.REVIEW_FINAL, K.REVIEW_PRELIMINARY, K.REVIEW_INITIATION,
}  # fmt: skip

_ITC_PHASE = re.compile(r"(?i)\((?:\w+ )?(preliminary|final|review)s?\)")
_ITC_TITLE = re.compile(
    r"(?i)\binstitution of\b|\bscheduling of|\bsupplemental schedule|\brevised schedule"
    r"|\bhearing\b|\bphase (?:of )?(?:an? )?(?:anti|counter|invest)"
)
_ITC_REVIEW = re.compile(r"(?i)\bfive-year review|\bfull review|\bexpedited review")
_CRITICAL = re.compile(r"(?i)\bcritical circumstances(?: determinations?)?,? in part\b")
_PART = re.compile(r"(?i)\bin part\b|\bpartial(?:ly)?\b")


def kinds(title: str, action: str, agency: str, docket: str) -> tuple[K, ...]:
    """What the notice does; OTHER where neither its title nor its action line tells."""
    told = f"{title}; {action}" if action else title
    if "INTERNATIONAL TRADE COMMISSION" in agency.upper() or _is_commission(title):
        return _of_commission(told, docket)
    done = _ONLY_MEANT.sub("", told)
    found = [kind for kind, pattern in _COMPILED if pattern.search(done)]
    found += _stages(told, frozenset(found))
    if not frozenset(found) & _NOT_ORDER and _ORDER.search(done):
        found.append(K.ORDER)
    return tuple(found) or (K.OTHER,)


def is_partial(title: str, action: str) -> bool:
    """Whether it concerns only part of the goods or parties."""
    return bool(_PART.search(_CRITICAL.sub("", f"{title}; {action}")))


def _stages(told: str, found: frozenset[K]) -> list[K]:
    """How far an investigation or a review is; a sunset review sets no rates, so it has none."""
    own = _ABOUT_OTHERS.sub("", told)
    if _REVIEW.search(own) and K.SUNSET not in found:
        return [
            kind
            for kind, is_so in (
                (K.REVIEW_INITIATION, bool(_INITIATED.search(own))),
                (K.REVIEW_PRELIMINARY, bool(_PRELIMINARY_RESULTS.search(own))),
                (K.REVIEW_FINAL, bool(_FINAL_RESULTS.search(own))),
            )
            if is_so
        ] + _amended_determination(own)
    if found & _NOT_INVESTIGATION:
        return []
    return [
        kind
        for kind, is_so in (
            (K.INITIATION, bool(_INITIATED.search(own))),
            (K.PRELIMINARY, bool(_PRELIMINARY.search(own))),
            (K.FINAL, bool(_FINAL.search(own))),
        )
        if is_so
    ]


def _amended_determination(told: str) -> list[K]:
    return [K.FINAL] if re.search(r"(?i)\bamended final determination", told) else []


def _is_commission(title: str) -> bool:
    return bool(_ITC_TITLE.search(title)) and "scope" not in title.lower()


def _of_commission(told: str, docket: str) -> tuple[K, ...]:
    phase = _ITC_PHASE.search(f"{docket} {told}")
    if re.search(r"(?i)\bdeterminations?\b", told) and phase:
        by_phase = {"preliminary": K.ITC_PRELIMINARY, "final": K.ITC_FINAL}
        decided = by_phase.get(phase[1].lower())
        if decided:
            return (decided,)
    corrects = (K.CORRECTION,) if re.search(r"(?i)\bcorrect(?:ion|ed)\b", told) else ()
    is_review = _ITC_REVIEW.search(told) or (phase and phase[1].lower() == "review")
    return (K.ITC_OTHER, *corrects, *((K.SUNSET,) if is_review else ()))
